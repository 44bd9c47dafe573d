"""The lecture's wide & deep network on California housing, saved and loaded again: as a whole, then its weights."""

import tempfile
import zipfile
from pathlib import Path

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

from utils.experiments.lecture_numbers.shared import count, split_housing, wide_and_deep


def measure(seed):
    """Each number of the lesson by its id, from a training with `seed`."""
    (X_train, y_train), _, (X_test, _) = split_housing()
    scaler = StandardScaler().fit(X_train)
    X_train, X_new = scaler.transform(X_train), scaler.transform(X_test[:3])

    keras.utils.set_random_seed(seed)
    model = wide_and_deep()
    model.fit(X_train, y_train, epochs=20, verbose=0)
    y_pred = model.predict(X_new, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        whole, weights = Path(folder) / "my_keras_model.keras", Path(folder) / "my_keras.weights.h5"
        model.save(whole)
        model.save_weights(weights)
        with zipfile.ZipFile(whole) as file:
            members = sorted(file.namelist())
        loaded, other = keras.models.load_model(whole), wide_and_deep()
        other.load_weights(weights)
    quoted = {f"06.prediction_{k}": float(p) for k, p in enumerate(y_pred.ravel(), start=1)}
    return {
        **quoted,
        "06.predictions_shape": list(y_pred.shape),
        "06.equal_whole_model": np.array_equal(loaded.predict(X_new, verbose=0), y_pred),
        "06.equal_weights": np.array_equal(other.predict(X_new, verbose=0), y_pred),
        "06.members": members,
        "06.parameters": count(loaded.trainable_weights),
        "06.steps_kept": int(loaded.optimizer.iterations),
    }
