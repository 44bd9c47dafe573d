"""Measures every number that the lecture quotes; ``tests/numbers.csv`` says what must come out.

``python -m tests.lecture_numbers --seeds 5`` prints what several seeds give, on the bundled data or, with
``COURSE_FULL_DATA=1``, on the full data.
"""

import argparse
import csv
import functools
import json
import os
from dataclasses import dataclass

import numpy as np

from utils.pairs import ROOT

TOLERANCE = 1e-5  # of a number that is determined; the csv gives at least five digits


@dataclass(frozen=True)
class Number:
    """A row of ``tests/numbers.csv``; expected is JSON, or "low..high" for what chance decides."""

    id: str
    lesson: str
    quantity: str
    data: str
    expected: str
    source: str

    def holds(self, measured):
        """Whether `measured` is what is expected: exactly, within the tolerance, or inside the range."""
        if ".." in self.expected:
            low, high = map(float, self.expected.split(".."))
            return low <= measured <= high
        return _same(json.loads(self.expected), measured)


def _same(expected, measured):
    if isinstance(expected, list):
        return (
            isinstance(measured, list)
            and len(expected) == len(measured)
            and all(map(_same, expected, measured))
        )
    if isinstance(expected, float):
        return abs(expected - measured) <= TOLERANCE
    return type(expected) is type(measured) and expected == measured


def numbers():
    """All rows of ``tests/numbers.csv``."""
    with open(ROOT / "tests" / "numbers.csv", encoding="utf-8", newline="") as file:
        return [Number(**row) for row in csv.DictReader(file)]


def data_set():
    """Which data the environment asks for: bundled or full."""
    return "full" if os.environ.get("COURSE_FULL_DATA") == "1" else "bundled"


@functools.cache
def measure(lesson, seed=42):
    """What comes out for the numbers of a lesson: ``{id: value}``."""
    return {"01": lesson_01, "03": lesson_03}[lesson](seed)


def lesson_01(_seed):
    """The perceptron on iris, by scikit-learn and by the learning rule."""
    from sklearn.datasets import load_iris
    from sklearn.linear_model import Perceptron, SGDClassifier

    iris = load_iris()
    X, y = iris.data[:, (2, 3)], (iris.target == 0).astype(int)
    perceptron = Perceptron(max_iter=1000, tol=1e-3, random_state=42).fit(X, y)
    (w1, w2), b = perceptron.coef_[0], perceptron.intercept_[0]
    sgd = SGDClassifier(loss="perceptron", learning_rate="constant", eta0=1, penalty=None, random_state=42)
    sgd.fit(X, y)
    own, bias, epochs = _learn(X, y)
    inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    not_and = np.array([0, 1, 0, 0])
    xor = np.array([0, 1, 1, 0])
    xor_accuracies = [
        Perceptron(tol=None, random_state=seed).fit(inputs, xor).score(inputs, xor) for seed in range(10)
    ]
    printed_iris, printed_bias, _ = _learn(X, y, printed=True)
    printed, printed_bias_2, _ = _learn(inputs, not_and, printed=True)
    return {
        "01.iris_shape": list(X.shape),
        "01.iris_class_counts": np.bincount(y).tolist(),
        "01.heaviside": np.heaviside([-1, 0, 1], 1).astype(int).tolist(),
        "01.sign": np.sign([-1, 0, 1]).tolist(),
        "01.prediction": perceptron.predict([[2, 0.5]]).tolist(),
        "01.coef": perceptron.coef_.tolist(),
        "01.intercept": perceptron.intercept_.tolist(),
        "01.n_iter": int(perceptron.n_iter_),
        "01.train_accuracy": float(perceptron.score(X, y)),
        "01.boundary_slope": float(-w1 / w2),
        "01.boundary_offset": float(-b / w2),
        "01.sgd_classifier_same": bool(
            np.array_equal(sgd.coef_, perceptron.coef_)
            and np.array_equal(sgd.intercept_, perceptron.intercept_)
        ),
        "01.predict_proba": hasattr(perceptron, "predict_proba"),
        "01.own_epochs": epochs,
        "01.own_weights": own.tolist(),
        "01.own_bias": float(bias),
        "01.own_accuracy": _accuracy(X, y, own, bias),
        "01.printed_rule_iris": _accuracy(X, y, printed_iris, printed_bias),
        "01.right_rule_not_and": _learn(inputs, not_and)[2],
        "01.printed_rule_not_and": _accuracy(inputs, not_and, printed, printed_bias_2),
        "01.xor": xor_accuracies,
    }


def _learn(X, y, printed=False, max_epochs=1000):
    """Weights, bias and epochs of the learning rule; as printed, every weight gets the first input's correction."""
    w, b = np.zeros(X.shape[1]), 0.0
    epoch, mistakes = 0, 1
    while mistakes and epoch < max_epochs:
        epoch, mistakes = epoch + 1, 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b >= 0)
            w, b = w + error * (x[0] if printed else x), b + error
            mistakes += error != 0
    return w, b, epoch


def _accuracy(X, y, w, b):
    return float(((X @ w + b >= 0) == y).mean())


def lesson_03(seed):
    """The lecture's image classifier, 30 epochs."""
    import keras
    from keras import layers

    from utils.data import FASHION_MNIST_CLASSES, load_fashion_mnist

    (X_full, y_full), (X_test, y_test) = load_fashion_mnist()
    n_valid = len(X_full) // 12
    X_valid, X_train, X_test_scaled = [
        (X / 255).astype("float32") for X in (X_full[:n_valid], X_full[n_valid:], X_test)
    ]
    y_valid, y_train = y_full[:n_valid], y_full[n_valid:]

    def build():
        keras.utils.clear_session()
        keras.utils.set_random_seed(seed)
        return keras.Sequential(
            [
                keras.Input((28, 28)),
                layers.Flatten(),
                layers.Dense(300, activation="relu"),
                layers.Dense(100, activation="relu"),
                layers.Dense(10, activation="softmax"),
            ]
        )

    by_objects = build()
    by_objects.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer=keras.optimizers.SGD(),
        metrics=[keras.metrics.sparse_categorical_accuracy],
    )
    some, some_labels = X_train[:64], y_train[:64]
    keys = list(by_objects.fit(some, some_labels, validation_data=(some, some_labels), verbose=0).history)

    model = build()
    weights, biases = model.layers[1].get_weights()
    names = [layer.name for layer in model.layers]
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"], steps_per_execution=50
    )
    history = model.fit(X_train, y_train, epochs=30, validation_data=(X_valid, y_valid), verbose=0).history
    test_loss, test_accuracy = model.evaluate(X_test_scaled, y_test, verbose=0)
    raw_loss, _ = model.evaluate(X_test.astype("float32"), y_test, verbose=0)
    p = model.predict(X_test_scaled[:3], verbose=0)
    classes = p.argmax(axis=-1)
    class_names = np.array(FASHION_MNIST_CLASSES)[classes]
    q = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]])
    sparse = keras.losses.sparse_categorical_crossentropy(np.array([1, 0]), q)
    categorical = keras.losses.categorical_crossentropy(np.array([[0, 1, 0], [1, 0, 0]]), q)
    share = np.linspace(0.01, 0.99, 99)
    two_labels = -np.log(share) - np.log(1 - share)
    return {
        "03.train_shape": list(X_full.shape),
        "03.test_shape": list(X_test.shape),
        "03.pixels": [str(X_full.dtype), int(X_full.min()), int(X_full.max())],
        "03.per_class": int(np.bincount(y_full).min()),
        "03.first_labels": y_full[:10].tolist(),
        "03.first_labels_after_split": y_train[:5].tolist(),
        "03.valid_class_counts": np.bincount(y_valid).tolist(),
        "03.pixel_mean": float(X_train.mean(dtype="float64")),
        "03.pixel_deviation": float(X_train.std(dtype="float64")),
        "03.output_shapes": [list(layer.output.shape[1:]) for layer in model.layers],
        "03.parameters": [layer.count_params() for layer in model.layers],
        "03.parameters_total": [model.count_params(), _count(model.trainable_weights)],
        "03.parameters_frozen": _count(model.non_trainable_weights),
        "03.layer_names": names,
        "03.get_layer": model.get_layer(model.layers[1].name) is model.layers[1],
        "03.weights_shape": list(weights.shape),
        "03.biases_shape": list(biases.shape),
        "03.biases_zero": not biases.any(),
        "03.weights_type": [str(weights.dtype), str(biases.dtype)],
        "03.weights_limit": float(np.sqrt(6 / (784 + 300))),
        "03.weights_largest": float(np.abs(weights).max()),
        "03.slide_weight_inside": bool(np.sqrt(6 / (784 + 300)) > 0.07333658),
        "03.steps": int(np.ceil(len(X_train) / 32)),
        "03.steps_valid": int(np.ceil(len(X_valid) / 32)),
        "03.steps_test": int(np.ceil(len(X_test) / 32)),
        "03.chance_loss": float(-np.log(1 / 10)),
        "03.cross_entropies": [np.asarray(sparse).tolist(), np.asarray(categorical).tolist()],
        "03.softmax_two_labels": [float(share[two_labels.argmin()]), float(two_labels.min())],
        "03.history_by_strings": list(history),
        "03.history_by_objects": keys,
        "03.epochs": len(history["loss"]),
        "03.loss_1": history["loss"][0],
        "03.accuracy_1": history["accuracy"][0],
        "03.loss_10": history["loss"][9],
        "03.accuracy_10": history["accuracy"][9],
        "03.test_loss": test_loss,
        "03.test_accuracy": test_accuracy,
        "03.row_maxima": float(p.max(axis=1).min()),
        "03.classes": classes.tolist(),
        "03.class_names": class_names.tolist(),
        "03.class_names_type": str(class_names.dtype),
        "03.labels": [y_test[:3].tolist(), str(y_test.dtype)],
        "03.unscaled_test": raw_loss / test_loss,
    }


def _count(weights):
    return sum(int(np.prod(w.shape)) for w in weights)


def main():
    """Print, for each number that chance decides, what several seeds give."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.lecture_numbers", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default: 5)")
    seeds = range(42, 42 + parser.parse_args().seeds)
    rows = [row for row in numbers() if row.data in {"any", data_set()}]
    for lesson in sorted({row.lesson for row in rows}):
        chance = [row for row in rows if row.lesson == lesson and ".." in row.expected]
        measured = {seed: measure(lesson, seed) for seed in (seeds if chance else [42])}
        for row in (row for row in rows if row.lesson == lesson):
            values = [measured[seed][row.id] for seed in measured]
            verdict = "holds" if all(map(row.holds, values)) else "DOES NOT HOLD"
            if row in chance:
                print(f"{row.id:<30} {min(values):.4f} … {max(values):.4f}  in {row.expected}: {verdict}")
            else:
                print(f"{row.id:<30} {values[0]}: {verdict}")


if __name__ == "__main__":
    main()
