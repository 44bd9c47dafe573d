"""Regularization: penalties, dropout and max-norm against their formulas, early stopping, the lecture's two networks."""

import keras
import numpy as np
from keras import layers
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from utils.data import load_fashion_mnist
from utils.experiments.regularization import build


def penalties(seed):
    """Whether the penalty of a layer is that of the formula, without ½, for the lecture's three regularizers."""
    kernel = np.random.default_rng(seed).normal(size=(20, 5)).astype("float32")
    l1, l2 = float(np.abs(kernel).sum()), float((kernel**2).sum())
    found = {}
    for name, regularizer, expected in (
        ("l1", keras.regularizers.l1(0.01), 0.01 * l1),
        ("l2", keras.regularizers.l2(0.01), 0.01 * l2),
        ("l1_l2", keras.regularizers.l1_l2(l1=0.1, l2=0.01), 0.1 * l1 + 0.01 * l2),
    ):
        layer = layers.Dense(5, kernel_regularizer=regularizer)
        layer.build((None, 20))
        layer.set_weights([kernel, np.ones(5)])
        found[f"14.penalty_{name}"] = bool(np.isclose(float(layer.losses[0]), expected, rtol=1e-5))
    return found


def dropouts(seed):
    """What the dropout layers make of ones, and of a standard normal signal."""
    keras.utils.set_random_seed(seed)
    layer, ones = layers.Dropout(0.2), np.ones((1000, 100), dtype="float32")
    dropped = np.asarray(layer(ones, training=True))
    normal = np.random.default_rng(seed).normal(size=(1000, 1000)).astype("float32")
    return {
        "14.dropout_values": np.unique(dropped).tolist(),
        "14.dropout_zeros": float((dropped == 0).mean()),
        "14.dropout_mean": float(dropped.mean()),
        "14.dropout_inference": bool((np.asarray(layer(ones, training=False)) == ones).all()),
        "14.sd_dropout": float(np.asarray(layer(normal, training=True)).std()),
        "14.sd_alpha_dropout": float(np.asarray(layers.AlphaDropout(0.2)(normal, training=True)).std()),
    }


def max_norm():
    """Column norms after the constraint, and after the formula as it is printed."""
    kernel = np.array([[3.0, 0.1], [4.0, 0.2]], dtype="float32")
    norms = np.linalg.norm(kernel, axis=0)
    constrained = np.asarray(keras.constraints.MaxNorm(1.0)(kernel))
    return {
        "14.norms_before": norms.round(4).tolist(),
        "14.norms_after": np.linalg.norm(constrained, axis=0).round(4).tolist(),
        "14.norms_as_printed": np.linalg.norm(kernel / norms, axis=0).round(4).tolist(),
    }


def polynomial(n_points):
    """MSE by epoch on the validation and the training half of the lecture's points."""
    random = np.random.RandomState(42)
    x = 6 * random.rand(100, 1) - 3
    y = 2 + x + 0.5 * x**2 + random.randn(100, 1)
    parts = train_test_split(x[:n_points], y[:n_points].ravel(), test_size=0.5, random_state=10)
    powers = make_pipeline(PolynomialFeatures(degree=90, include_bias=False), StandardScaler())
    learn, check = powers.fit_transform(parts[0]), powers.transform(parts[1])
    sgd = SGDRegressor(
        max_iter=1,
        tol=None,
        warm_start=True,
        penalty=None,
        learning_rate="constant",
        eta0=0.0005,
        random_state=42,
    )
    errors = []
    for _ in range(1000):
        sgd.fit(learn, parts[2])
        errors.append(
            [
                mean_squared_error(parts[3], sgd.predict(check)),
                mean_squared_error(parts[2], sgd.predict(learn)),
            ]
        )
    return np.array(errors)


def early_stopping():
    """The best epoch by hand, and the errors."""
    errors, all_errors = polynomial(50), polynomial(100)
    valid = errors[:, 0]
    return {
        "14.best_epoch": int(valid.argmin()),
        "14.best_mse": float(valid.min()),
        "14.best_rmse": float(np.sqrt(valid.min())),
        "14.first_mse": float(valid[0]),
        "14.last_mse": float(valid[-1]),
        "14.last_train_mse": float(errors[-1, 1]),
        "14.best_epoch_100_points": int(all_errors[:, 0].argmin()),
        "14.best_mse_100_points": float(all_errors[:, 0].min()),
    }


def trained(seed, method, strength):
    """The lecture's training: Nadam, two epochs, standardized pictures."""
    (X, y), _ = load_fashion_mnist()
    n_valid = len(X) // 12
    X = ((X - X[n_valid:].mean()) / X[n_valid:].std()).astype("float32")
    keras.utils.set_random_seed(seed)
    model = build("elu", method, strength)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer="nadam",
        metrics=["accuracy"],
        steps_per_execution=43,
    )
    validation = X[:n_valid], y[:n_valid]
    history = model.fit(X[n_valid:], y[n_valid:], epochs=2, validation_data=validation, verbose=0).history
    found = {
        "14.parameters": model.count_params(),
        "14.penalties": len(model.losses),
        "14.loss_1": history["loss"][0],
        "14.loss_2": history["loss"][1],
        "14.accuracy_1": history["accuracy"][0],
        "14.accuracy_2": history["accuracy"][1],
        "14.valid_accuracy_1": history["val_accuracy"][0],
        "14.valid_accuracy_2": history["val_accuracy"][1],
        "14.valid_loss_2": history["val_loss"][1],
    }
    return {f"{key}_{method.replace(' ', '_')}": value for key, value in found.items()}, model


def measure(seed):
    """Each number of the lesson by its id; layers and trainings begin with `seed`."""
    found = penalties(seed) | dropouts(seed) | max_norm() | early_stopping()
    for method, strength in (("l2", 0.01), ("dropout", 0.2), ("max norm", 1.0)):
        numbers, model = trained(seed, method, strength)
        found |= numbers
        if method == "l2":
            found["14.penalty_in_loss_2"] = float(sum(model.losses)) / numbers["14.loss_2_l2"]
    norms = [np.linalg.norm(w, axis=0).max() for w in model.get_weights() if w.ndim == 2]
    found["14.longest_column"] = float(max(norms))
    return found
