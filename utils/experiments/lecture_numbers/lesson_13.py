"""Learning-rate schedules: gradient descent on x², the formulas against Keras, 1cycle, and what callbacks can set."""

import math

import keras
import numpy as np
from keras.optimizers import SGD, schedules

from utils.data import load_fashion_mnist


def schedule_values():
    """The three schedule objects of Keras at the steps that the syllabus names, and the largest gap to the formulas."""
    power = schedules.InverseTimeDecay(0.01, 20, 1)
    exponential = schedules.ExponentialDecay(0.01, 20, 0.1)
    piecewise = schedules.PiecewiseConstantDecay([5, 15], [0.01, 0.005, 0.001])
    steps = range(60)
    formulas = {
        power: lambda t: 0.01 / (1 + t / 20),
        exponential: lambda t: 0.01 * 0.1 ** (t / 20),
        piecewise: lambda t: 0.01 if t <= 5 else 0.005 if t <= 15 else 0.001,
    }
    gaps = [max(abs(float(keras_s(t)) - ours(t)) for t in steps) for keras_s, ours in formulas.items()]
    return {
        "13.power": [float(power(t)) for t in (0, 20, 40)],
        "13.exponential": [float(exponential(t)) for t in (0, 20, 40)],
        "13.piecewise_boundaries": [round(float(piecewise(t)), 6) for t in (5, 6, 15, 16)],
        "13.formulas_gap": max(gaps),
        "13.power_ten_thousand": float(schedules.InverseTimeDecay(0.01, 10_000, 1)(10_000)),
        "13.steps_an_epoch": math.ceil(55_000 / 32),
    }


class EveryBatch(keras.callbacks.Callback):
    """Sets the rate before each batch, and the momentum after the first."""

    def __init__(self, rate_at, momentum=None):
        super().__init__()
        self.rate_at, self.momentum, self.rates = rate_at, momentum, []

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.rate_at(len(self.rates))
        self.rates.append(float(self.model.optimizer.learning_rate))
        if self.momentum is not None and len(self.rates) > 1:
            self.model.optimizer.momentum = self.momentum


def fit(X, y, seed, callback, learning_rate=0.01):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")]
    )
    model.compile(loss="sparse_categorical_crossentropy", optimizer=SGD(learning_rate, momentum=0.9))
    return model.fit(X, y, epochs=2, verbose=0, callbacks=[callback]).history


def callbacks(seed):
    """What a callback can set during `fit`, and the keys and errors of Keras."""
    (X, y), _ = load_fashion_mnist()
    X, y = (X[:1600] / 255).astype("float32"), y[:1600]
    total = 2 * math.ceil(len(X) / 32)
    end = total - (total // 10 + 1)
    corners = [0, end // 2, 2 * (end // 2), total - 1]
    cycle = EveryBatch(lambda t: float(np.interp(t, corners, [0.01, 0.1, 0.01, 1e-5])))
    losses = fit(X, y, seed, cycle)["loss"]
    still = EveryBatch(cycle.rate_at, momentum=0.0)
    by_epoch = keras.callbacks.LearningRateScheduler(lambda epoch: 0.01 * 0.1 ** (epoch / 20))
    history = fit(X, y, seed, by_epoch)
    try:
        fit(X, y, seed, by_epoch, schedules.ExponentialDecay(0.01, 100, 0.1))
        refused = False
    except TypeError:
        refused = True
    return {
        "13.one_cycle_rates": [
            len(cycle.rates),
            int(np.argmax(cycle.rates)) - end // 2,
            round(cycle.rates[-1], 8),
        ],
        "13.momentum_is_fixed": bool(np.allclose(losses, fit(X, y, seed, still)["loss"], rtol=1e-6)),
        "13.history_key": "learning_rate" in history and "lr" not in history,
        "13.history_rates": [round(float(rate), 7) for rate in history["learning_rate"]],
        "13.schedule_object_refused": refused,
    }


def measure(seed):
    """Each number of the lesson by its id; trainings begin with `seed`."""
    walked = {}
    for rate in (0.01, 0.1, 0.5, 0.95, 1.05):
        x = 1.0
        for _ in range(30):
            x -= rate * 2 * x
        walked[rate] = x
    return {f"13.parabola_{rate}": x for rate, x in walked.items()} | schedule_values() | callbacks(seed)
