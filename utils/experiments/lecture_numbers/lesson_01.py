"""The perceptron on iris, by scikit-learn and by the learning rule."""

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import Perceptron, SGDClassifier


def measure(_seed):
    """Each number of the lesson by its id; nothing here is left to chance."""
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
