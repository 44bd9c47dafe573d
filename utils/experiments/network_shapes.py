"""Six networks of about 4,000 parameters on California housing: deep or wide, pyramid or not. Lesson 09; half an hour.

Each network is trained with three learning rates and three seeds on the 11,610 training rows, 30 epochs of SGD in
batches of 32. All have the same budget, and about as many parameters; what differs is how they are stacked. A row is a
training: `hidden` are the widths of the hidden layers, from the inputs up; `valid_mse` is the lowest mean squared error
on the validation rows (squared 100,000 dollars), `best_epoch` the epoch that had it, counted from 1.
"""

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from utils.data import load_california_housing

NETWORKS = ("400", "58-58", "42-42-42", "34-34-34-34", "62-40-22", "23-41-64")


def trials():
    """A training a trial."""
    return [
        {"hidden": hidden, "learning_rate": rate, "seed": seed}
        for hidden in NETWORKS
        for rate in (0.001, 0.005, 0.025)
        for seed in (1, 2, 3)
    ]


def run(hidden, learning_rate, seed):
    """A training: one row."""
    X_full, y_full = load_california_housing(return_X_y=True)
    X_train, _, y_train, _ = train_test_split(X_full, y_full, random_state=42)
    X_train, X_valid, y_train, y_valid = train_test_split(X_train, y_train, random_state=42)
    scaler = StandardScaler().fit(X_train)
    X_train, X_valid = (
        scaler.transform(X_train).astype("float32"),
        scaler.transform(X_valid).astype("float32"),
    )

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    stack = [layers.Dense(int(width), activation="relu") for width in hidden.split("-")]
    model = keras.Sequential([keras.Input((8,)), *stack, layers.Dense(1)])
    sgd = keras.optimizers.SGD(learning_rate=learning_rate)
    model.compile(loss="mse", optimizer=sgd, steps_per_execution=33)  # 363 steps an epoch
    history = model.fit(X_train, y_train, epochs=30, validation_data=(X_valid, y_valid), verbose=0)
    curve = np.array(history.history["val_loss"])
    best = int(np.nanargmin(curve)) if np.isfinite(curve).any() else None  # a rate may be too high
    return [
        {
            "hidden": hidden,
            "learning_rate": learning_rate,
            "seed": seed,
            "parameters": model.count_params(),
            "valid_mse": None if best is None else round(float(curve[best]), 5),
            "best_epoch": None if best is None else best + 1,
        }
    ]
