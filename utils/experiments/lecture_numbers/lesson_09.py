"""The lecture's search on California housing, from the table of the long run, and its winner trained here."""

import keras
import numpy as np
from sklearn.dummy import DummyRegressor
from sklearn.model_selection import RandomizedSearchCV
from sklearn.preprocessing import StandardScaler

from utils.data import load_run
from utils.experiments.hyperparameter_search import SPACE, build_model, wrapped
from utils.experiments.lecture_numbers.shared import split_housing

WINNER = {"n_hidden": 3, "n_neurons": 74, "learning_rate": 0.005803602934201024}  # in the slides


class Counting(DummyRegressor):
    """A regressor that counts how often one of its kind was trained."""

    trainings = 0

    def __init__(self, n_hidden=1, n_neurons=30, learning_rate=0.003, batch_size=32):
        super().__init__()
        self.n_hidden, self.n_neurons = n_hidden, n_neurons
        self.learning_rate, self.batch_size = learning_rate, batch_size

    def fit(self, X, y):
        Counting.trainings += 1
        return super().fit(X, y)


def trainings_of_a_search(seed):
    """How often ten candidates and three folds train."""
    Counting.trainings = 0
    rows = np.arange(30.0)
    space = {name.removeprefix("model__"): values for name, values in SPACE.items()}
    RandomizedSearchCV(Counting(), space, n_iter=10, cv=3, random_state=seed).fit(rows[:, None], rows)
    return Counting.trainings


def measure(seed):
    """Each number of the lesson by its id, the winner's from a training with `seed`."""
    (X_train, y_train), (X_valid, y_valid), (X_test, y_test) = split_housing()
    scaler = StandardScaler().fit(X_train)
    X_train, X_valid, X_test = map(scaler.transform, (X_train, X_valid, X_test))
    keras.utils.set_random_seed(seed)
    model = build_model({"n_features_in_": 8}, **WINNER)
    stop = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
    data = {"x": X_train, "y": y_train, "validation_data": (X_valid, y_valid), "verbose": 0}
    history = model.fit(**data, epochs=100, callbacks=[stop]).history
    rate, settings = SPACE["model__learning_rate"], wrapped(seed).get_params()

    runs = load_run("hyperparameter_search")
    best = runs.loc[runs.groupby("seed")["mean_score"].idxmax()]
    return {
        "09.hidden_layers": SPACE["model__n_hidden"],
        "09.neurons": [min(SPACE["model__n_neurons"]), max(SPACE["model__n_neurons"])],
        "09.learning_rates": [float(end) for end in rate.support()],
        "09.trainings": trainings_of_a_search(seed),
        "09.candidates": sorted(set(runs.groupby("seed").size().tolist())),
        "09.epochs_at_most": settings["epochs"],
        "09.patience": settings["callbacks__patience"],
        "09.winner_epochs": len(history["loss"]),
        "09.parameters_of_winner": model.count_params(),
        "09.steps_test": int(np.ceil(len(X_test) / 32)),
        "09.winner_valid": min(history["val_loss"]),
        "09.winner_test": model.evaluate(X_test, y_test, verbose=0),
        "09.best_hidden_layers": best["n_hidden"].min().item(),
        "09.best_score_lowest": best["mean_score"].min().item(),
        "09.best_score_highest": best["mean_score"].max().item(),
        "09.test_score_lowest": best["test_score"].min().item(),
        "09.test_score_highest": best["test_score"].max().item(),
    }
