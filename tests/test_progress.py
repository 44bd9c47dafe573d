"""The line of progress, as a reader sees it once carriage returns have been followed."""

import re


def shown(output):
    """The lines that remain on a screen: what follows a carriage return is written over the line."""
    lines = []
    for line in output.split("\n"):
        screen = ""
        for part in line.split("\r"):
            screen = part + screen[len(part) :]
        lines.append(screen.rstrip())
    return lines


def tiny_fit(callbacks, **keywords):
    import keras
    import numpy as np

    X = np.linspace(0, 1, 16).reshape(16, 1)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(loss="mse", optimizer="sgd", steps_per_execution=2)
    return model.fit(X, X, batch_size=4, verbose=0, callbacks=callbacks, **keywords)


def test_one_line_per_fit_with_the_last_values(capsys):
    from utils.progress import ProgressLine

    progress = ProgressLine()
    history = tiny_fit([progress], epochs=3, validation_split=0.25).history
    tiny_fit([progress], epochs=1)  # the same object again, without validation data
    output = capsys.readouterr().out
    first, second, end = shown(output)
    values = f"loss {history['loss'][-1]:.3f} · val_loss {history['val_loss'][-1]:.3f}"
    assert re.fullmatch(rf"3 epochs in \d+ s · {values}", first)
    assert re.fullmatch(r"1 epoch in \d+ s · loss \d\.\d{3}", second)
    assert end == ""
    assert "\repoch 1/3 · loss" in output
    assert "\x1b" not in output


def test_early_stopping_says_so(capsys):
    import keras

    from utils.progress import ProgressLine

    stop = keras.callbacks.EarlyStopping(monitor="loss", min_delta=100, patience=2)
    n_epochs = len(tiny_fit([ProgressLine(), stop], epochs=30).history["loss"])
    line, end = shown(capsys.readouterr().out)
    assert n_epochs < 30
    assert re.fullmatch(rf"stopped after {n_epochs} of 30 epochs in \d+ s · loss \d\.\d{{3}}", line)
    assert end == ""


def test_updates_are_few_and_leave_nothing_of_a_longer_line(capsys, monkeypatch):
    from utils import progress

    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    line = progress.ProgressLine()
    line.set_params({"epochs": 1000})
    line.on_train_begin()
    for epoch in range(1000):
        clock[0] += 0.1
        line.on_epoch_end(epoch, {"loss": 0.00012 if epoch < 20 else 0.0, "accuracy": 0.9})
    output = capsys.readouterr().out
    assert output.count("\r") <= 1000 * 0.1 / 0.3 + 1
    assert output.startswith("\repoch 1/1000 · loss 0.00012 · accuracy 0.900 · 1 s, about 1 min 40 s left")

    line.on_train_end()
    assert shown(output + capsys.readouterr().out) == [
        "1000 epochs in 1 min 40 s · loss 0.000 · accuracy 0.900",
        "",
    ]


def test_batch_hooks_are_not_overridden():
    import keras

    from utils.progress import ProgressLine

    for hook in ("on_train_batch_begin", "on_train_batch_end", "on_test_batch_end", "on_predict_batch_end"):
        assert getattr(ProgressLine, hook) is getattr(keras.callbacks.Callback, hook)


def test_a_search_in_one_line(capsys):
    import numpy as np
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import GridSearchCV

    from utils.progress import SearchProgress

    X = np.random.default_rng(0).normal(size=(30, 3))
    y = X.sum(axis=1)
    progress = SearchProgress("neg_mean_squared_error", n_trainings=6)
    search = GridSearchCV(Ridge(), {"alpha": [0.1, 10]}, cv=3, scoring=progress).fit(X, y)
    plain = GridSearchCV(Ridge(), {"alpha": [0.1, 10]}, cv=3, scoring="neg_mean_squared_error").fit(X, y)
    assert search.best_score_ == plain.best_score_ and len(progress.scores) == 6
    output = capsys.readouterr().out
    line, end = shown(output)
    assert re.fullmatch(r"training 6/6 · best fold so far -\S+ · \d+ s", line) and end == ""
    assert "\rtraining 1/6 · best fold so far -" in output and " left" in output
    assert search.score(X, y) == plain.score(X, y)  # asked afterwards: no line
    assert capsys.readouterr().out == ""
