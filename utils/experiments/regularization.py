"""Ways to regularize, on a thousand pictures and on the full Fashion-MNIST. Lesson 14; an hour.

The network of 300 and 100 neurons (ELU, He's weights; or SELU, LeCun's weights) is trained by Nadam, whose rate
falls from 0.001 to 0 along half a cosine, on standardized pictures: on 1,000 of them, 100 epochs in batches of 50, with
five seeds; or on 55,000, 20 epochs in batches of 128, with three. Each method gets five strengths:

- l1, l2: the penalty's factor; l1_l2: the same factor for both; on the kernels of all three dense layers;
- dropout, alpha dropout: the rate, before each of the three dense layers;
- max norm: the largest norm of a neuron's weights, in all three;
- early stopping: the patience, in epochs; the best weights are put back.

A row is a training. `train_`, `valid_` and `test_` are of the weights that it leaves, at inference and without penalty:
on the pictures it was trained on, on 1,000 others, on the 10,000 test pictures. `best_epoch` is that of the lowest
validation loss, `lowest_valid_loss`. `small_weights` is the share of weights that a thousandth of the largest one
exceeds. `mc_accuracy` and `mc_loss` are of the mean of 20 Monte-Carlo predictions for the test pictures, for dropout.
"""

from functools import partial

import keras
import numpy as np
from keras import layers

from utils.data import load_fashion_mnist

PICTURES = {1000: (100, 50, range(1, 6)), 55000: (20, 128, range(1, 4))}  # epochs, batch size, seeds
STEPS = {1000: 20, 55000: 430}  # of an epoch
PENALTIES = {1000: (1e-4, 1e-3, 3e-3, 1e-2, 3e-2), 55000: (1e-6, 1e-5, 1e-4, 1e-3, 1e-2)}
RATES = (0.1, 0.2, 0.3, 0.5, 0.7)
STRENGTHS = {
    (1000, "elu", "none"): (0,),
    (1000, "elu", "l1"): PENALTIES[1000],
    (1000, "elu", "l2"): PENALTIES[1000],
    (1000, "elu", "l1_l2"): PENALTIES[1000],
    (1000, "elu", "dropout"): RATES,
    (1000, "elu", "max norm"): (2, 1, 0.5, 0.35, 0.25),
    (1000, "elu", "early stopping"): (2, 5, 10, 20, 40),
    (1000, "selu", "none"): (0,),
    (1000, "selu", "dropout"): RATES,
    (1000, "selu", "alpha dropout"): RATES,
    (55000, "elu", "none"): (0,),
    (55000, "elu", "l2"): PENALTIES[55000],
    (55000, "elu", "dropout"): RATES,
}


def trials():
    """A training a trial."""
    return [
        {"pictures": n, "activation": activation, "method": method, "strength": strength, "seed": seed}
        for (n, activation, method), strengths in STRENGTHS.items()
        for strength in strengths
        for seed in PICTURES[n][2]
    ]


def build(activation, method, strength):
    """The network, regularized."""
    penalties = {
        "l1": keras.regularizers.L1(strength),
        "l2": keras.regularizers.L2(strength),
        "l1_l2": keras.regularizers.L1L2(strength, strength),
    }
    drops = {"dropout": layers.Dropout, "alpha dropout": layers.AlphaDropout}
    constraint = keras.constraints.MaxNorm(strength) if method == "max norm" else None
    dense = partial(layers.Dense, kernel_regularizer=penalties.get(method), kernel_constraint=constraint)
    initializer = {"elu": "he_normal", "selu": "lecun_normal"}[activation]
    stack = [keras.Input((28, 28)), layers.Flatten()]
    for n_neurons in (300, 100, 10):
        if method in drops:
            stack.append(drops[method](strength))
        if n_neurons > 10:
            stack.append(dense(n_neurons, activation=activation, kernel_initializer=initializer))
    return keras.Sequential([*stack, dense(10, activation="softmax")])


def run(pictures, activation, method, strength, seed):
    """A training: one row."""
    (X, y), (X_test, y_test) = load_fashion_mnist(full=True)
    n_valid = len(X) // 12
    mean, sd = X[n_valid:].mean(), X[n_valid:].std()
    X, X_test = ((x - mean) / sd for x in (X.astype("float32"), X_test.astype("float32")))
    train = X[n_valid:][:pictures], y[n_valid:][:pictures]
    valid = X[:1000], y[:1000]
    epochs, batch_size, _ = PICTURES[pictures]
    rate = keras.optimizers.schedules.CosineDecay(0.001, epochs * STEPS[pictures])

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = build(activation, method, strength)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Nadam(rate),
        metrics=["accuracy"],
        steps_per_execution=min(STEPS[pictures], 43),
    )
    curve = _Curve(valid)
    watch = {"callbacks": [curve]}
    if method == "early stopping":
        early = keras.callbacks.EarlyStopping(patience=strength, restore_best_weights=True)
        watch = {"callbacks": [curve, early], "validation_data": valid, "validation_batch_size": 1000}
    model.fit(*train, batch_size=batch_size, epochs=epochs, verbose=0, **watch)
    row = {"pictures": pictures, "activation": activation, "method": method, "strength": strength}
    row |= {"seed": seed, "epochs": len(curve.losses), "best_epoch": int(np.argmin(curve.losses)) + 1}
    row["lowest_valid_loss"] = round(min(curve.losses), 4)
    for name, (x, labels) in {"train": train, "valid": valid, "test": (X_test, y_test)}.items():
        predicted = model.predict(x, batch_size=1000, verbose=0)
        row[f"{name}_loss"], row[f"{name}_accuracy"] = _loss_and_accuracy(predicted, labels)
    weights = [np.abs(layer.kernel.numpy()) for layer in model.layers if isinstance(layer, layers.Dense)]
    small = sum((w < 0.001 * w.max()).sum() for w in weights) / sum(w.size for w in weights)
    row["small_weights"] = round(float(small), 4)
    if "dropout" in method:
        drawn = [model(x, training=True) for x in np.split(X_test, 10) for _ in range(20)]
        mean_of_20 = np.concatenate(np.reshape(drawn, (10, 20, 1000, 10)).mean(axis=1))
        row["mc_loss"], row["mc_accuracy"] = _loss_and_accuracy(mean_of_20, y_test)
    return [row]


class _Curve(keras.callbacks.Callback):
    """The validation loss without the penalty, after each epoch."""

    def __init__(self, valid):
        super().__init__()
        self.valid, self.losses = valid, []

    def on_epoch_end(self, epoch, logs=None):
        predicted = self.model(self.valid[0], training=False)
        self.losses.append(_loss_and_accuracy(np.asarray(predicted), self.valid[1])[0])


def _loss_and_accuracy(probabilities, labels):
    """Cross-entropy and accuracy, rounded to four digits."""
    right = np.maximum(probabilities[np.arange(len(labels)), labels], 1e-7)  # Keras's limit
    return round(float(-np.log(right).mean()), 4), round(
        float((probabilities.argmax(axis=1) == labels).mean()), 4
    )
