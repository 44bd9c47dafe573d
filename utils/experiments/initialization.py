"""Twenty hidden layers, the full Fashion-MNIST: which initializer with which activation? Lesson 10; half an hour.

Networks of 20 hidden layers with 100 neurons each, of six activations and three initializers, are trained with three
learning rates and three seeds: two epochs of plain SGD on 55,000 pictures, in batches of 32. All have the same number
of parameters and the same budget. A row is a training: `valid_accuracy` is measured on 5,000 other pictures at the
end, `loss` is the training loss of the last epoch, empty if it is no longer a number.
"""

import keras
import numpy as np
from keras import layers

from utils.data import load_fashion_mnist

ACTIVATIONS = ("sigmoid", "tanh", "relu", "elu", "selu", "gelu")
INITIALIZERS = ("glorot_normal", "he_normal", "lecun_normal")


def trials():
    """A training a trial."""
    return [
        {"activation": activation, "initializer": initializer, "learning_rate": rate, "seed": seed}
        for activation in ACTIVATIONS
        for initializer in INITIALIZERS
        for rate in (0.001, 0.01, 0.1)
        for seed in (1, 2, 3)
    ]


def run(activation, initializer, learning_rate, seed):
    """A training: one row."""
    (X, y), _ = load_fashion_mnist(full=True)
    X, n_valid = (X / 255).astype("float32"), len(X) // 12

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    hidden = [layers.Dense(100, activation, kernel_initializer=initializer) for _ in range(20)]
    model = keras.Sequential(
        [keras.Input((28, 28)), layers.Flatten(), *hidden, layers.Dense(10, activation="softmax")]
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
        steps_per_execution=50,
    )
    history = model.fit(X[n_valid:], y[n_valid:], epochs=2, verbose=0)
    _, accuracy = model.evaluate(X[:n_valid], y[:n_valid], batch_size=500, verbose=0)
    loss = history.history["loss"][-1]
    return [
        {
            "activation": activation,
            "initializer": initializer,
            "learning_rate": learning_rate,
            "seed": seed,
            "loss": round(loss, 4) if np.isfinite(loss) else None,
            "valid_accuracy": round(accuracy, 4),
        }
    ]
