"""Learning-rate schedules against constant rates, on the full Fashion-MNIST. Lesson 13; forty minutes.

The lecture's network of 300 and 100 neurons is trained by SGD with momentum 0.9: ten epochs of 430 batches, 128 of
55,000 pictures each. Six schedules and the constant rate get the same five rates to begin with (1cycle: to reach in the
middle) and three seeds, so each has the same budget and the same number of tries. What else a schedule has was set once,
before the run, and not tuned:

- power: a half after the first epoch, a third after the second, …;
- exponential: a tenth every five epochs, smoothly;
- piecewise: a tenth after five epochs, a hundredth after eight;
- performance: half, whenever an epoch has not brought the validation loss down;
- 1cycle: from a tenth of the rate up to it and down again in the first nine epochs, then down to a ten-thousandth;
- 1cycle with momentum: the same, while the momentum goes from 0.95 down to 0.85 and up again.

A row is an epoch: `loss` is the training loss as Keras reports it, `valid_loss` and `valid_accuracy` are of 5,000 other
pictures; `test_accuracy`, of the 10,000 test pictures, stands in the last epoch's row only. Empty is a loss that is no
longer a number.
"""

import keras
import numpy as np
from keras import layers, ops
from keras.optimizers import schedules

from utils.data import load_fashion_mnist

EPOCHS, STEPS = 10, 430  # steps of an epoch: ceil(55,000 / 128)
RATES = (0.01, 0.03, 0.1, 0.3, 1.0)
METHODS = (
    "constant",
    "power",
    "exponential",
    "piecewise",
    "performance",
    "1cycle",
    "1cycle with momentum",
)


class Linear(schedules.LearningRateSchedule):
    """Straight lines between the given steps: the schedule's counterpart of `np.interp`."""

    def __init__(self, steps, values):
        self.steps, self.values = steps, values

    def __call__(self, step):
        step = ops.cast(step, "float32")
        value = self.values[-1]
        corners = list(zip(self.steps, self.values, strict=True))
        for (a, low), (b, high) in reversed(list(zip(corners, corners[1:], strict=False))):
            value = ops.where(step < b, low + (high - low) * (step - a) / (b - a), value)
        return value


class CyclicMomentumSGD(keras.optimizers.SGD):
    """SGD whose momentum follows a schedule; that of `SGD` is fixed once the training step is compiled."""

    def __init__(self, learning_rate, momentum):
        super().__init__(learning_rate, momentum=0.9)
        self.momentum_schedule = momentum

    def update_step(self, gradient, variable, learning_rate):
        m = self.momentums[self._get_variable_index(variable)]  # as Keras's own optimizers find it
        self.assign(m, self.momentum_schedule(self.iterations) * m - learning_rate * gradient)
        self.assign_add(variable, m)


def trials():
    """A training a trial."""
    return [
        {"method": method, "rate": rate, "seed": seed}
        for method in METHODS
        for rate in RATES
        for seed in (1, 2, 3)
    ]


def optimizer_for(method, rate):
    """The optimizer, with the schedule of its learning rate."""
    total, down = EPOCHS * STEPS, 9 * EPOCHS * STEPS // 10
    cycle = ([0, down // 2, down, total - 1], [rate / 10, rate, rate / 10, rate / 10_000])
    learning_rate = {
        "power": lambda: schedules.InverseTimeDecay(rate, decay_steps=STEPS, decay_rate=1.0),
        "exponential": lambda: schedules.ExponentialDecay(rate, decay_steps=5 * STEPS, decay_rate=0.1),
        "piecewise": lambda: schedules.PiecewiseConstantDecay(
            [5 * STEPS, 8 * STEPS], [rate, rate / 10, rate / 100]
        ),
        "1cycle": lambda: Linear(*cycle),
        "1cycle with momentum": lambda: Linear(*cycle),
    }.get(method, lambda: rate)()
    if method == "1cycle with momentum":
        return CyclicMomentumSGD(
            learning_rate, Linear([0, down // 2, down, total - 1], [0.95, 0.85, 0.95, 0.95])
        )
    return keras.optimizers.SGD(learning_rate, momentum=0.9)


def run(method, rate, seed):
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
        optimizer=optimizer_for(method, rate),
        metrics=["accuracy"],
        steps_per_execution=43,
    )
    halve = keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=1, min_delta=0)
    fitted = model.fit(
        X[n_valid:],
        y[n_valid:],
        batch_size=128,
        epochs=EPOCHS,
        validation_data=(X[:n_valid], y[:n_valid]),
        callbacks=[halve] if method == "performance" else [],
        verbose=0,
    )
    _, test_accuracy = model.evaluate(X_test, y_test, batch_size=500, verbose=0)
    history = fitted.history
    return [
        {
            "method": method,
            "rate": rate,
            "seed": seed,
            "epoch": epoch,
            "loss": _rounded(history["loss"][epoch - 1]),
            "valid_loss": _rounded(history["val_loss"][epoch - 1]),
            "valid_accuracy": _rounded(history["val_accuracy"][epoch - 1]),
            "test_accuracy": round(test_accuracy, 4) if epoch == EPOCHS else None,
        }
        for epoch in range(1, EPOCHS + 1)
    ]


def _rounded(number):
    return round(number, 4) if np.isfinite(number) else None
