"""The lecture's network with and without batch normalization, on the full Fashion-MNIST. Lesson 11; half an hour.

300 and 100 neurons, and 10 outputs. Batch normalization stands nowhere, after the activations or before them; where it
stands, it also comes first, on the pixels. Each of the three is trained with ReLU at three learning rates and with
sigmoid at one, with three seeds: ten epochs of plain SGD on 55,000 pictures, in batches of 32. A row is an epoch:
`loss` is the training loss as Keras reports it, `valid_loss` and `valid_accuracy` are of 5,000 other pictures, at
inference; empty is a loss that is no longer a number.
"""

import keras
import numpy as np
from keras import layers

from utils.data import load_fashion_mnist

PLACES = ("none", "after", "before")
SETTINGS = (("relu", 0.01), ("relu", 0.1), ("relu", 1.0), ("sigmoid", 0.01))


def trials():
    """A training a trial."""
    return [
        {"place": place, "activation": activation, "learning_rate": rate, "seed": seed}
        for activation, rate in SETTINGS
        for place in PLACES
        for seed in (1, 2, 3)
    ]


def build(place, activation):
    """The network, with batch normalization at that place."""
    stack = [keras.Input((28, 28)), layers.Flatten()]
    if place != "none":
        stack.append(layers.BatchNormalization())
    for n_neurons in (300, 100):
        if place == "before":
            stack += [layers.Dense(n_neurons, use_bias=False), layers.BatchNormalization()]
            stack.append(layers.Activation(activation))
        else:
            stack.append(layers.Dense(n_neurons, activation=activation))
        if place == "after":
            stack.append(layers.BatchNormalization())
    return keras.Sequential([*stack, layers.Dense(10, activation="softmax")])


def run(place, activation, learning_rate, seed):
    """A training: a row for each epoch."""
    (X, y), _ = load_fashion_mnist(full=True)
    X, n_valid = (X / 255).astype("float32"), len(X) // 12

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = build(place, activation)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
        steps_per_execution=50,
    )
    validation = (X[:n_valid], y[:n_valid])
    history = model.fit(X[n_valid:], y[n_valid:], epochs=10, validation_data=validation, verbose=0).history
    return [
        {
            "place": place,
            "activation": activation,
            "learning_rate": learning_rate,
            "seed": seed,
            "epoch": epoch,
            "loss": _rounded(history["loss"][epoch - 1]),
            "valid_loss": _rounded(history["val_loss"][epoch - 1]),
            "valid_accuracy": _rounded(history["val_accuracy"][epoch - 1]),
        }
        for epoch in range(1, 11)
    ]


def _rounded(number):
    return round(number, 4) if np.isfinite(number) else None
