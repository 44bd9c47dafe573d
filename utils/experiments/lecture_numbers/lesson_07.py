"""The lecture's two trainings with callbacks: checkpoints for 10 epochs, then both callbacks for up to 100 more."""

import tempfile
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.preprocessing import StandardScaler

from utils.experiments.lecture_numbers.shared import split_housing


def measure(seed):
    """Each number of the lesson by its id, from trainings with `seed`; the second goes on where the first ended."""
    (X_train, y_train), (X_valid, y_valid), (X_test, y_test) = split_housing()
    scaler = StandardScaler().fit(X_train)
    X_train, X_valid, X_test = [scaler.transform(X) for X in (X_train, X_valid, X_test)]

    keras.utils.set_random_seed(seed)
    hidden = [layers.Dense(30, activation="relu"), layers.Dense(30, activation="relu")]
    model = keras.Sequential([keras.Input(X_train.shape[1:]), *hidden, layers.Dense(1)])
    sgd = keras.optimizers.SGD(learning_rate=1e-3)
    model.compile(loss="mse", optimizer=sgd, steps_per_execution=363)
    data = {"x": X_train, "y": y_train, "validation_data": (X_valid, y_valid), "validation_batch_size": 4000}
    stop = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my_keras_model.keras"
        checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
        first = model.fit(**data, epochs=10, callbacks=[checkpoint], verbose=0)
        best_of_ten = keras.models.load_model(path)
        second = model.fit(**data, epochs=100, callbacks=[checkpoint, stop], verbose=0)
        best_of_all = keras.models.load_model(path)

    val_losses = second.history["val_loss"]
    kept = model.evaluate(X_valid, y_valid, batch_size=4000, verbose=0)
    return {
        "07.steps": first.params["steps"],
        "07.epochs_checkpoint": len(first.history["loss"]),
        "07.epochs_at_most": second.params["epochs"],
        "07.patience": stop.patience,
        "07.learning_rate": round(float(sgd.learning_rate), 6),
        "07.test_loss_best_of_ten": best_of_ten.evaluate(X_test, y_test, verbose=0),
        "07.second_starts_at": second.history["loss"][0] / first.history["loss"][-1],
        "07.epochs_early_stopping": len(val_losses),
        "07.kept_is_best": bool(np.isclose(kept, min(val_losses), rtol=1e-3)),
        "07.file_is_kept": bool(
            np.isclose(best_of_all.evaluate(X_valid, y_valid, batch_size=4000, verbose=0), kept, rtol=1e-3)
        ),
        "07.test_loss_early_stopping": model.evaluate(X_test, y_test, verbose=0),
    }
