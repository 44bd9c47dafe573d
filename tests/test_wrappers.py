"""Tests of utils.wrappers: what scikit-learn does with a wrapped Keras model, as with an estimator of its own."""

import contextlib
import json
import subprocess
import sys

import keras
import numpy as np
import pytest
from keras import layers
from sklearn.base import clone, is_classifier, is_regressor
from sklearn.datasets import load_breast_cancer
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import (
    GridSearchCV,
    StratifiedKFold,
    check_cv,
    cross_val_score,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from utils.pairs import ROOT
from utils.wrappers import KerasClassifier, KerasRegressor

X, y = load_breast_cancer(return_X_y=True)
keras.utils.set_random_seed(
    42
)  # before any random_state: scikeras leaves TensorFlow's determinism switched on


def build_classifier(meta, n_neurons=8):
    return keras.Sequential(
        [
            keras.Input((meta["n_features_in_"],)),
            layers.Dense(int(n_neurons), activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def build_regressor(meta, n_neurons=8):
    return keras.Sequential(
        [
            keras.Input((meta["n_features_in_"],)),
            layers.Dense(int(n_neurons), activation="relu"),
            layers.Dense(1),
        ]
    )


def classifier(**kwargs):
    settings = {
        "loss": "binary_crossentropy",
        "optimizer": "adam",
        "optimizer__learning_rate": 0.02,
        "epochs": 4,
        "batch_size": 32,
        "verbose": 0,
        "random_state": 1,
    }
    return KerasClassifier(build_classifier, n_neurons=8, **{**settings, **kwargs})


def regressor(**kwargs):
    return KerasRegressor(
        build_regressor, n_neurons=8, loss="mse", epochs=2, verbose=0, random_state=1, **kwargs
    )


def test_scikit_learn_knows_what_they_are():
    assert is_classifier(classifier()) and not is_regressor(classifier())
    assert is_regressor(regressor()) and not is_classifier(regressor())
    pipeline = make_pipeline(StandardScaler(), classifier())
    assert is_classifier(pipeline)
    assert isinstance(check_cv(3, y, classifier=is_classifier(pipeline)), StratifiedKFold)


def test_the_folds_of_a_classifier_are_stratified():
    shares = []

    def share(estimator, X_valid, y_valid):
        shares.append(y_valid.mean())
        return 0.0

    order = np.argsort(y)  # sorted by class: without stratification a fold holds one class only
    cross_val_score(classifier(epochs=1), X[order], y[order], cv=3, scoring=share, error_score="raise")
    assert np.allclose(shares, y.mean(), atol=0.01)


def test_cross_val_score_in_a_pipeline_by_area_under_the_curve():
    scores = cross_val_score(
        make_pipeline(StandardScaler(), classifier()), X, y, cv=3, scoring="roc_auc", error_score="raise"
    )
    assert scores.shape == (3,) and scores.min() > 0.9


def test_a_grid_search_with_the_default_score():
    search = GridSearchCV(classifier(epochs=1), {"model__n_neurons": [2, 4]}, cv=2, error_score="raise").fit(
        X, y
    )
    assert search.best_estimator_.model_.layers[0].units == search.best_params_["model__n_neurons"]
    assert 0 <= search.best_score_ <= 1


# As in a notebook: the build function lives in __main__, so it is sent to other processes by value.
SEARCHES = """
import json
import joblib, keras
from dask.distributed import Client, LocalCluster
from keras import layers
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import RandomizedSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from utils.wrappers import KerasRegressor

keras.utils.set_random_seed(42)
X, y = load_breast_cancer(return_X_y=True)

def build(meta, n_neurons):
    # Seeded: else Keras asks Python's random module, from which Dask's own threads in a worker draw as well.
    first, last = (keras.initializers.GlorotUniform(seed) for seed in (3, 4))
    hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=first)
    outputs = layers.Dense(1, kernel_initializer=last)
    return keras.Sequential([keras.Input((meta["n_features_in_"],)), hidden, outputs])

def search(n_jobs=None):
    reg = KerasRegressor(
        build, model__n_neurons=8, loss="mse", optimizer="sgd", epochs=2, verbose=0, random_state=1
    )
    space = {
        "kerasregressor__model__n_neurons": range(2, 20),
        "kerasregressor__optimizer__learning_rate": [0.01, 0.02, 0.05],
        "kerasregressor__batch_size": [16, 32],
    }
    found = RandomizedSearchCV(
        make_pipeline(StandardScaler(), reg), space, n_iter=3, cv=2, scoring="neg_mean_squared_error",
        random_state=0, n_jobs=n_jobs, error_score="raise",
    ).fit(X, y.astype("float32"))
    assert isinstance(found.best_estimator_[-1].model_, keras.Model)
    return found.cv_results_["mean_test_score"].tolist()

scores = {"one process": search(), "two processes": search(n_jobs=2)}
with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
    with joblib.parallel_config("dask"):
        scores["Dask"] = search(n_jobs=-1)
print(json.dumps(scores))
"""


def test_a_random_search_gives_the_same_on_one_process_on_two_and_on_a_dask_cluster():
    command = [sys.executable, "-W", "ignore", "-c", SEARCHES]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    scores = json.loads(done.stdout.splitlines()[-1])
    assert list(scores) == ["one process", "two processes", "Dask"]
    for found in scores.values():
        assert len(found) == 3 and max(found) < 0
        assert np.allclose(found, scores["one process"], rtol=1e-3), scores


@pytest.mark.parametrize("estimator", [classifier(), regressor()], ids=["classifier", "regressor"])
def test_they_can_be_cloned_and_shown(estimator):
    assert clone(estimator).get_params().keys() == estimator.get_params().keys()
    assert type(estimator).__name__ in estimator._repr_html_()
    with pytest.raises(NotFittedError):
        estimator.predict(X)


def test_predictions_are_kerass_own_and_no_model_after_the_fifth_is_warned_of(caplog, capfd):
    for _ in range(7):
        estimator = classifier(epochs=1).fit(X, y)
        estimator.predict(X)
    assert "retracing" not in caplog.text + "".join(capfd.readouterr())
    with contextlib.redirect_stdout(None):
        expected = estimator.model_.predict(X, verbose=0)
    assert np.allclose(estimator.predict_proba(X)[:, 1], expected[:, 0], atol=1e-6)
    assert not estimator.model_.run_eagerly


def test_a_batch_size_for_predicting_is_kept():
    sizes = []

    class NoteSizes(keras.callbacks.Callback):
        def on_predict_batch_end(self, batch, logs=None):
            sizes.append(len(logs["outputs"]))

    estimator = classifier(epochs=1, predict__batch_size=200, predict__callbacks=[NoteSizes()]).fit(X, y)
    estimator.predict(X)
    assert sizes == [200, 200, 169]
