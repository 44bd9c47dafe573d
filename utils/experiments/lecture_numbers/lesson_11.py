"""Batch normalization: the layer against its equations, the lecture's network in three forms, trained for two epochs."""

import keras
import numpy as np
from keras import layers

from utils.data import load_fashion_mnist
from utils.experiments.batch_normalization import build
from utils.experiments.lecture_numbers.shared import count


def layer_against_equations(seed):
    """Whether output and moving averages are those of the equations, in training."""
    rng = np.random.default_rng(seed)
    x = rng.normal(3, 2, size=(200, 5))
    gamma, beta = rng.uniform(0.5, 2, size=5), rng.normal(size=5)
    layer = layers.BatchNormalization()
    layer.build((None, 5))
    layer.set_weights([gamma, beta, np.zeros(5), np.ones(5)])
    theirs = np.asarray(layer(x, training=True))
    ours = gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-3) + beta
    _, _, mean, variance = layer.get_weights()
    return {
        "11.training_output": bool(np.allclose(ours, theirs, atol=1e-4)),
        "11.moving_mean": bool(np.allclose(mean, 0.01 * x.mean(axis=0), atol=1e-6)),
        "11.moving_variance": bool(np.allclose(variance, 0.99 + 0.01 * x.var(axis=0), atol=1e-6)),
        "11.momentum_epsilon": [layer.momentum, layer.epsilon],
    }


def folded(seed):
    """Parameters of a dense layer with its normalization and of the two folded, and whether outputs are equal."""
    rng = np.random.default_rng(seed)
    pair = keras.Sequential([keras.Input((7,)), layers.Dense(3), layers.BatchNormalization()])
    gamma, beta, mean, variance = (rng.uniform(0.5, 2, size=3) for _ in range(4))
    pair.layers[1].set_weights([gamma, beta, mean, variance])
    kernel, bias = pair.layers[0].get_weights()
    factor = gamma / np.sqrt(variance + pair.layers[1].epsilon)
    single = keras.Sequential([keras.Input((7,)), layers.Dense(3)])
    single.set_weights([kernel * factor, (bias - mean) * factor + beta])
    x = rng.normal(size=(50, 7)).astype("float32")
    return {
        "11.folded_parameters": [pair.count_params(), single.count_params()],
        "11.folded_same": bool(np.allclose(pair(x), single(x), atol=1e-5)),
    }


def measure(seed):
    """Each number of the lesson by its id; layers and trainings begin with `seed`."""
    (X, y), _ = load_fashion_mnist()
    X, n_valid = (X / 255).astype("float32"), len(X) // 12
    found = layer_against_equations(seed) | folded(seed)
    for place in ("none", "after", "before"):
        keras.utils.set_random_seed(seed)
        model = build(place, "relu")
        if place != "none":
            parts = [layer.count_params() for layer in model.layers]
            found[f"11.parameters_{place}"] = [n for n in parts if n]
            found[f"11.totals_{place}"] = [
                model.count_params(),
                count(model.trainable_weights),
                count(model.non_trainable_weights),
            ]
        model.compile(
            loss="sparse_categorical_crossentropy",
            optimizer=keras.optimizers.SGD(learning_rate=0.01),
            metrics=["accuracy"],
            steps_per_execution=50,
        )
        history = model.fit(X[n_valid:], y[n_valid:], epochs=2, verbose=0)
        _, accuracy = model.evaluate(X[:n_valid], y[:n_valid], verbose=0)
        found[f"11.loss_1_{place}"], found[f"11.loss_2_{place}"] = history.history["loss"]
        found[f"11.valid_accuracy_2_{place}"] = accuracy
    return found
