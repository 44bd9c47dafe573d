"""The lecture's regression data, its losses, and the error of the mean."""

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

from utils.data import load_california_housing
from utils.experiments.lecture_numbers.shared import split_housing


def measure(_seed):
    """Each number of the lesson by its id; nothing here is left to chance."""
    housing = load_california_housing()
    (X_train, y_train), (X_valid, _), (X_test, y_test) = split_housing()
    parts = [X_train, X_valid, X_test]
    scaler = StandardScaler().fit(X_train)
    errors = np.array([[0.5], [1.0], [3.0]])
    zeros = np.zeros((3, 1))
    p = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]])
    one_hot = np.array([[0, 1, 0], [1, 0, 0]])
    z = np.array([-10.0, 0.0, 10.0])
    return {
        "04.data_shape": list(housing.data.shape),
        "04.split_shapes": [list(X.shape) for X in parts],
        "04.steps": [int(np.ceil(len(X) / 32)) for X in parts],
        "04.target_range": [float(housing.target.min()), float(housing.target.max())],
        "04.capped": int((housing.target >= 5).sum()),
        "04.first_test_targets": y_test[:3].tolist(),
        "04.test_variance": float(y_test.var()),
        "04.baseline": float(np.mean((y_test - y_train.mean()) ** 2)),
        "04.scaled_training_set": bool(
            np.allclose(scaler.transform(X_train).mean(axis=0), 0)
            and np.allclose(scaler.transform(X_train).std(axis=0), 1)
        ),
        "04.mse": np.asarray(keras.losses.mean_squared_error(zeros, errors), dtype=float).tolist(),
        "04.mae": np.asarray(keras.losses.mean_absolute_error(zeros, errors), dtype=float).tolist(),
        "04.huber": np.asarray(keras.losses.huber(zeros, errors), dtype=float).tolist(),
        "04.cross_entropies": [
            np.asarray(keras.losses.sparse_categorical_crossentropy(np.array([1, 0]), p)).tolist(),
            np.asarray(keras.losses.categorical_crossentropy(one_hot, p)).tolist(),
        ],
        "04.chance_loss": float(-np.log(1 / 10)),
        "04.softplus": np.asarray(keras.activations.softplus(z), dtype=float).tolist(),
    }
