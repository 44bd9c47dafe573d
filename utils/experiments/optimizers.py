"""Eight optimizers on the full Fashion-MNIST, each at five learning rates. Lesson 12; an hour.

The lecture's network of 300 and 100 neurons is trained by each optimizer at five learning rates with three seeds: ten
epochs on 55,000 pictures, in batches of 128. The rates of an optimizer are a factor of about three apart and were
chosen so that its best one is none of the two at the ends; all its other settings are Keras's defaults, the momentum of
"momentum" and "NAG" is 0.9. So each optimizer has the same network, the same budget and the same number of tries. A row
is an epoch: `loss` is the training loss as Keras reports it, `valid_loss` and `valid_accuracy` are of 5,000 other
pictures; `test_accuracy`, of the 10,000 test pictures, stands in the last epoch's row only. Empty is a loss that is no
longer a number.
"""

import keras
import numpy as np
from keras import layers, optimizers

from utils.data import load_fashion_mnist

RATES = {
    "SGD": (0.01, 0.03, 0.1, 0.3, 1.0),
    "momentum": (0.003, 0.01, 0.03, 0.1, 0.3),
    "NAG": (0.003, 0.01, 0.03, 0.1, 0.3),
    "AdaGrad": (0.003, 0.01, 0.03, 0.1, 0.3),
    "RMSProp": (0.0001, 0.0003, 0.001, 0.003, 0.01),
    "Adam": (0.0001, 0.0003, 0.001, 0.003, 0.01),
    "AdaMax": (0.0003, 0.001, 0.003, 0.01, 0.03),
    "Nadam": (0.0001, 0.0003, 0.001, 0.003, 0.01),
}
MAKERS = {
    "SGD": optimizers.SGD,
    "momentum": lambda learning_rate: optimizers.SGD(learning_rate, momentum=0.9),
    "NAG": lambda learning_rate: optimizers.SGD(learning_rate, momentum=0.9, nesterov=True),
    "AdaGrad": optimizers.Adagrad,
    "RMSProp": optimizers.RMSprop,
    "Adam": optimizers.Adam,
    "AdaMax": optimizers.Adamax,
    "Nadam": optimizers.Nadam,
}


def trials():
    """A training a trial."""
    return [
        {"optimizer": optimizer, "learning_rate": rate, "seed": seed}
        for optimizer, rates in RATES.items()
        for rate in rates
        for seed in (1, 2, 3)
    ]


def run(optimizer, learning_rate, seed):
    """A training: a row for each epoch."""
    (X, y), (X_test, y_test) = load_fashion_mnist(full=True)
    X, X_test, n_valid = (X / 255).astype("float32"), (X_test / 255).astype("float32"), len(X) // 12

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(300, activation="relu"),
            layers.Dense(100, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=MAKERS[optimizer](learning_rate=learning_rate),
        metrics=["accuracy"],
        steps_per_execution=43,
    )
    validation = (X[:n_valid], y[:n_valid])
    fitted = model.fit(
        X[n_valid:], y[n_valid:], batch_size=128, epochs=10, validation_data=validation, verbose=0
    )
    _, test_accuracy = model.evaluate(X_test, y_test, batch_size=500, verbose=0)
    history = fitted.history
    return [
        {
            "optimizer": optimizer,
            "learning_rate": learning_rate,
            "seed": seed,
            "epoch": epoch,
            "loss": _rounded(history["loss"][epoch - 1]),
            "valid_loss": _rounded(history["val_loss"][epoch - 1]),
            "valid_accuracy": _rounded(history["val_accuracy"][epoch - 1]),
            "test_accuracy": round(test_accuracy, 4) if epoch == 10 else None,
        }
        for epoch in range(1, 11)
    ]


def _rounded(number):
    return round(number, 4) if np.isfinite(number) else None
