"""What the numbers of several lessons are measured with."""

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split

from utils.data import load_california_housing


def split_housing():
    """California housing, split twice as in the lecture: X and y to train, to validate, to test."""
    housing = load_california_housing()
    X_full, X_test, y_full, y_test = train_test_split(housing.data, housing.target, random_state=42)
    X_train, X_valid, y_train, y_valid = train_test_split(X_full, y_full, random_state=42)
    return (X_train, y_train), (X_valid, y_valid), (X_test, y_test)


def wide_and_deep():
    """The lecture's network of lessons 05 and 06, compiled."""
    input_ = keras.Input(shape=(8,))
    hidden = layers.Dense(30, activation="relu")(input_)
    hidden = layers.Dense(30, activation="relu")(hidden)
    model = keras.Model(input_, layers.Dense(1)(layers.concatenate([input_, hidden])))
    sgd = keras.optimizers.SGD(learning_rate=1e-3)
    model.compile(loss="mse", optimizer=sgd, steps_per_execution=33)
    return model


def count(weights):
    """How many numbers the weights hold."""
    return sum(int(np.prod(w.shape)) for w in weights)
