"""The lecture's random search on California housing, three times. Lesson 09; about an hour on two cores.

Each search draws 10 candidates from the lecture's space and the batch size, and trains each on 3 folds of the 11,610
training rows, at most 100 epochs of SGD, stopped early (patience 10) on a tenth of the fold that is set aside; then the
best once more, on all training rows. The searches differ in the seed that draws the candidates, and so in their
networks' first weights; folds and data are the same. A row is a candidate.

`score_1` … `score_3` and their `mean_score` are minus the mean squared error on the fold left out (squared 100,000
dollars); `test_score`, `epochs` and `parameters` are those of the best candidate, trained once more.
"""

import keras
from keras import layers
from scipy.stats import loguniform
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.preprocessing import StandardScaler

from utils.data import load_california_housing
from utils.wrappers import KerasRegressor

SPACE = {
    "model__n_hidden": [0, 1, 2, 3],
    "model__n_neurons": range(1, 100),
    "model__learning_rate": loguniform(3e-4, 3e-2),
    "batch_size": [16, 32, 64],
}


def trials():
    """A search a trial."""
    return [{"seed": seed} for seed in (42, 1, 2)]


def run(seed):
    """A search: ten rows."""
    X_full, y_full = load_california_housing(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X_full, y_full, random_state=42)
    X_train, _, y_train, _ = train_test_split(X_train, y_train, random_state=42)  # as in all lessons
    scaler = StandardScaler().fit(X_train)
    X_train, X_test = scaler.transform(X_train).astype("float32"), scaler.transform(X_test).astype("float32")

    keras.utils.set_random_seed(seed)
    search = RandomizedSearchCV(
        wrapped(seed),
        SPACE,
        n_iter=10,
        cv=3,
        scoring="neg_mean_squared_error",
        random_state=seed,
        error_score="raise",
    )
    search.fit(X_train, y_train)
    results, best = search.cv_results_, search.best_estimator_
    rows = []
    for i, params in enumerate(results["params"]):
        row = {"seed": seed, **{name.removeprefix("model__"): value for name, value in params.items()}}
        row["learning_rate"] = float(f"{row['learning_rate']:.4g}")
        row |= {f"score_{k + 1}": round(float(results[f"split{k}_test_score"][i]), 5) for k in range(3)}
        row["mean_score"] = round(float(results["mean_test_score"][i]), 5)
        if i == search.best_index_:
            row["test_score"] = round(float(search.score(X_test, y_test)), 5)
            row["epochs"] = len(best.history_["loss"])
            row["parameters"] = best.model_.count_params()
        rows.append(row)
    return rows


def wrapped(seed):
    """The network as an estimator that stops early."""
    return KerasRegressor(
        build_model,
        model__n_hidden=1,
        model__n_neurons=30,
        model__learning_rate=3e-3,
        batch_size=32,
        epochs=100,
        validation_split=0.1,
        callbacks=keras.callbacks.EarlyStopping,
        callbacks__patience=10,
        callbacks__restore_best_weights=True,
        verbose=0,
        random_state=seed,
    )


def build_model(meta, n_hidden=1, n_neurons=30, learning_rate=3e-3):
    """The lecture's network, compiled."""
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    for _ in range(n_hidden):
        model.add(layers.Dense(n_neurons, activation="relu"))
    model.add(layers.Dense(1))
    sgd = keras.optimizers.SGD(learning_rate=learning_rate)
    model.compile(loss="mse", optimizer=sgd, steps_per_execution=20)  # the same losses, sooner
    return model
