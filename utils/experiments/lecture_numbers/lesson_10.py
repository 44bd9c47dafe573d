"""Signals up and gradients down through deep stacks of dense layers, and what the initializers draw."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

FIGURE_SEED = (
    42  # the figures' recipe: what one seed gives says little of the next one's, a hundred layers up
)


def sds(activation, initializer, seed):
    """Standard deviation of the outputs of layers 1, 10, 50 and 100, for 500 rows of 100 normal numbers."""
    x = np.random.default_rng(seed).normal(size=(500, 100)).astype("float32")
    keras.utils.set_random_seed(seed)
    found = []
    for _ in range(100):
        x = layers.Dense(100, activation=activation, kernel_initializer=initializer)(x)
        found.append(float(np.std(x)))
    return [found[layer - 1] for layer in (1, 10, 50, 100)]


def gradient_norms(activation, initializer, seed):
    """Norms of the kernels' gradients of hidden layers 1, 11 and 20 of 20, on 256 rows with random labels."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(500, 100)).astype("float32")[:256]
    y = rng.integers(10, size=500)[:256]
    keras.utils.set_random_seed(seed)
    hidden = [layers.Dense(100, activation=activation, kernel_initializer=initializer) for _ in range(20)]
    model = keras.Sequential([keras.Input((100,)), *hidden, layers.Dense(10, activation="softmax")])
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    gradients = tape.gradient(loss, [layer.kernel for layer in hidden])
    return [float(tf.norm(gradients[k])) for k in (0, 10, 19)]


def large_weights(shape, dtype=None):
    """Draw with a standard deviation of 0.3."""
    return keras.random.normal(shape, stddev=0.3)


def measure(seed):
    """Each number of the lesson by its id; initializers draw with `seed`, the figures have a seed of their own."""
    found = {}
    glorot, he, lecun = "glorot_uniform", "he_normal", "lecun_normal"
    for name, activation, initializer in (
        ("tanh_glorot", "tanh", glorot),
        ("relu_glorot", "relu", glorot),
        ("relu_he", "relu", he),
        ("selu_lecun", "selu", lecun),
        ("selu_he", "selu", he),
    ):
        for layer, sd in zip((1, 10, 50, 100), sds(activation, initializer, FIGURE_SEED), strict=True):
            found[f"10.sd_{name}_{layer}"] = sd
    for name, activation, initializer in (
        ("sigmoid_glorot", "sigmoid", glorot),
        ("tanh_glorot", "tanh", glorot),
        ("relu_he", "relu", he),
        ("relu_large", "relu", large_weights),
        ("selu_lecun", "selu", lecun),
    ):
        norms = gradient_norms(activation, initializer, FIGURE_SEED)
        for layer, norm in zip((1, 11, 20), norms, strict=True):
            found[f"10.gradient_{name}_{layer}"] = norm

    def draw(initializer, shape=(300, 100)):
        keras.utils.set_random_seed(seed)
        return np.asarray(keras.initializers.get(initializer)(shape))

    wide = draw("he_normal", (1000, 1000))
    z = np.array([-1.0, 0.0, 1.0])
    elu, selu = np.asarray(keras.activations.elu(z)), np.asarray(keras.activations.selu(z))
    try:
        keras.initializers.get("he_nomral")
        misspelt = "accepted"
    except ValueError as error:
        misspelt = str(error).splitlines()[0]
    named_normal = keras.initializers.VarianceScaling(2.0, "fan_avg", "normal")
    return found | {
        "10.glorot_limit": round(float(np.abs(draw("glorot_uniform")).max() / np.sqrt(3 / 200)), 3),
        "10.glorot_limit_printed": round(float(np.abs(draw("glorot_uniform")).max() / np.sqrt(3 / 400)), 3),
        "10.lecun_limit": round(float(np.abs(draw("lecun_uniform")).max() / np.sqrt(3 / 300)), 3),
        "10.he_limit": round(float(np.abs(draw("he_uniform")).max() / np.sqrt(6 / 300)), 3),
        "10.glorot_variance": float(draw("glorot_normal").var() * 200),
        "10.he_variance": float(wide.var() * 1000 / 2),
        "10.lecun_variance": float(draw("lecun_normal").var() * 300),
        "10.he_largest": float(np.abs(wide).max() / wide.std()),
        "10.default": layers.Dense(1).kernel_initializer.__class__.__name__,
        "10.misspelt": misspelt,
        "10.normal_is": named_normal.distribution,
        "10.elu": [round(float(value), 5) for value in elu],
        "10.selu_lambda": float(selu[2]),
        "10.selu_alpha": float(selu[0] / selu[2] / (np.exp(-1.0) - 1)),
    }
