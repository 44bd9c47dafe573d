"""One line of progress for `fit` and for a search, instead of a wall of lines in the stored notebook."""

import math
import time

import keras


class ProgressLine(keras.callbacks.Callback):
    """Print one line that is rewritten after each epoch, and a summary at the end of training. Lesson 03.

        model.fit(X_train, y_train, epochs=30, verbose=0, callbacks=[ProgressLine()])

        epoch 12/30 · loss 0.412 · val_loss 0.433 · 6 s, about 9 s left

    The values are those of the last epoch; after early stopping with `restore_best_weights=True`, the weights that
    the model then has belong to an earlier epoch. One object may serve several calls of `fit`.
    """

    # The hooks for batches stay as they are: Keras calls them only if a callback overrides them, which costs time.

    def on_train_begin(self, logs=None):
        self.start = time.monotonic()
        self.last_update = -math.inf
        self.epochs_done = 0
        self.finished = False
        self.values = ""
        self.width = 0

    def on_epoch_end(self, epoch, logs=None):
        n_epochs = self.params["epochs"]
        self.epochs_done += 1
        self.finished = epoch + 1 == n_epochs
        self.values = "".join(f" · {name} {_short(value)}" for name, value in (logs or {}).items())
        now = time.monotonic()
        if now - self.last_update > 0.3:  # seconds; a log file keeps every update
            self.last_update = now
            seconds = now - self.start
            left = seconds / self.epochs_done * (n_epochs - epoch - 1)
            self._write(
                f"epoch {epoch + 1}/{n_epochs}{self.values} · {_duration(seconds)}, about {_duration(left)} left"
            )

    def on_train_end(self, logs=None):
        done = f"{self.epochs_done} epoch{'s' if self.epochs_done != 1 else ''}"
        if not self.finished:
            done = f"stopped after {self.epochs_done} of {self.params['epochs']} epochs"
        self._write(f"{done} in {_duration(time.monotonic() - self.start)}{self.values}")
        print(flush=True)

    def _write(self, text):
        """Write over the line; spaces cover what is left of a longer one."""
        print("\r" + text.ljust(self.width), end="", flush=True)
        self.width = len(text)


class SearchProgress:
    """Score as `scoring` does, and say after each training of a search how far it is. Lesson 09.

        progress = SearchProgress("neg_mean_squared_error", n_trainings=30)
        RandomizedSearchCV(reg, space, n_iter=10, cv=3, scoring=progress).fit(X_train, y_train)

        training 12/30 · best fold so far -0.352 · 41 s, about 1 min 2 s left

    It counts the calls of its own process: for searches with `n_jobs`, scikit-learn's `verbose` is the way.

    Parameters
    ----------
    scoring : str
        What scikit-learn calls the score, such as "neg_mean_squared_error".
    n_trainings : int
        Trainings that are scored: candidates times folds. The last one, on all rows, is not.
    """

    def __init__(self, scoring, n_trainings):
        self.scoring, self.n_trainings = scoring, n_trainings
        self.start, self.scores, self.width = time.monotonic(), [], 0

    def __call__(self, estimator, X, y):
        from sklearn.metrics import get_scorer

        score = get_scorer(self.scoring)(estimator, X, y)
        self.scores.append(score)
        done, seconds = len(self.scores), time.monotonic() - self.start
        if done > self.n_trainings:  # the search's own `score`, asked afterwards
            return score
        left = seconds / done * (self.n_trainings - done)
        text = f"training {done}/{self.n_trainings} · best fold so far {_short(max(self.scores))} · "
        text += f"{_duration(seconds)}, about {_duration(left)} left" if left else _duration(seconds)
        print("\r" + text.ljust(self.width), end="" if left else "\n", flush=True)
        self.width = len(text)
        return score


def _short(value):
    """A metric in few digits: 0.412, 0.00031."""
    return f"{value:.3f}" if value == 0 or abs(value) >= 0.01 else f"{value:.2g}"


def _duration(seconds):
    """Seconds, rounded up, as text: 14 s, 2 min 5 s."""
    minutes, seconds = divmod(math.ceil(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
