"""The lecture's image classifier, 30 epochs."""

import keras
import numpy as np
from keras import layers

from utils.data import FASHION_MNIST_CLASSES, load_fashion_mnist
from utils.experiments.lecture_numbers.shared import count


def measure(seed):
    """Each number of the lesson by its id, from a training with `seed`."""
    (X_full, y_full), (X_test, y_test) = load_fashion_mnist()
    n_valid = len(X_full) // 12
    X_valid, X_train, X_test_scaled = [
        (X / 255).astype("float32") for X in (X_full[:n_valid], X_full[n_valid:], X_test)
    ]
    y_valid, y_train = y_full[:n_valid], y_full[n_valid:]

    def build():
        keras.utils.clear_session()
        keras.utils.set_random_seed(seed)
        return keras.Sequential(
            [
                keras.Input((28, 28)),
                layers.Flatten(),
                layers.Dense(300, activation="relu"),
                layers.Dense(100, activation="relu"),
                layers.Dense(10, activation="softmax"),
            ]
        )

    by_objects = build()
    by_objects.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer=keras.optimizers.SGD(),
        metrics=[keras.metrics.sparse_categorical_accuracy],
    )
    some, some_labels = X_train[:64], y_train[:64]
    keys = list(by_objects.fit(some, some_labels, validation_data=(some, some_labels), verbose=0).history)

    model = build()
    weights, biases = model.layers[1].get_weights()
    names = [layer.name for layer in model.layers]
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"], steps_per_execution=50
    )
    history = model.fit(X_train, y_train, epochs=30, validation_data=(X_valid, y_valid), verbose=0).history
    test_loss, test_accuracy = model.evaluate(X_test_scaled, y_test, verbose=0)
    raw_loss, _ = model.evaluate(X_test.astype("float32"), y_test, verbose=0)
    p = model.predict(X_test_scaled[:3], verbose=0)
    classes = p.argmax(axis=-1)
    class_names = np.array(FASHION_MNIST_CLASSES)[classes]
    q = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]])
    sparse = keras.losses.sparse_categorical_crossentropy(np.array([1, 0]), q)
    categorical = keras.losses.categorical_crossentropy(np.array([[0, 1, 0], [1, 0, 0]]), q)
    share = np.linspace(0.01, 0.99, 99)
    two_labels = -np.log(share) - np.log(1 - share)
    return {
        "03.train_shape": list(X_full.shape),
        "03.test_shape": list(X_test.shape),
        "03.pixels": [str(X_full.dtype), int(X_full.min()), int(X_full.max())],
        "03.per_class": int(np.bincount(y_full).min()),
        "03.first_labels": y_full[:10].tolist(),
        "03.first_labels_after_split": y_train[:5].tolist(),
        "03.valid_class_counts": np.bincount(y_valid).tolist(),
        "03.pixel_mean": float(X_train.mean(dtype="float64")),
        "03.pixel_deviation": float(X_train.std(dtype="float64")),
        "03.output_shapes": [list(layer.output.shape[1:]) for layer in model.layers],
        "03.parameters": [layer.count_params() for layer in model.layers],
        "03.parameters_total": [model.count_params(), count(model.trainable_weights)],
        "03.parameters_frozen": count(model.non_trainable_weights),
        "03.layer_names": names,
        "03.get_layer": model.get_layer(model.layers[1].name) is model.layers[1],
        "03.weights_shape": list(weights.shape),
        "03.biases_shape": list(biases.shape),
        "03.biases_zero": not biases.any(),
        "03.weights_type": [str(weights.dtype), str(biases.dtype)],
        "03.weights_limit": float(np.sqrt(6 / (784 + 300))),
        "03.weights_largest": float(np.abs(weights).max()),
        "03.slide_weight_inside": bool(np.sqrt(6 / (784 + 300)) > 0.07333658),
        "03.steps": int(np.ceil(len(X_train) / 32)),
        "03.steps_valid": int(np.ceil(len(X_valid) / 32)),
        "03.steps_test": int(np.ceil(len(X_test) / 32)),
        "03.chance_loss": float(-np.log(1 / 10)),
        "03.cross_entropies": [np.asarray(sparse).tolist(), np.asarray(categorical).tolist()],
        "03.softmax_two_labels": [float(share[two_labels.argmin()]), float(two_labels.min())],
        "03.history_by_strings": list(history),
        "03.history_by_objects": keys,
        "03.epochs": len(history["loss"]),
        "03.loss_1": history["loss"][0],
        "03.accuracy_1": history["accuracy"][0],
        "03.loss_10": history["loss"][9],
        "03.accuracy_10": history["accuracy"][9],
        "03.test_loss": test_loss,
        "03.test_accuracy": test_accuracy,
        "03.row_maxima": float(p.max(axis=1).min()),
        "03.classes": classes.tolist(),
        "03.class_names": class_names.tolist(),
        "03.class_names_type": str(class_names.dtype),
        "03.labels": [y_test[:3].tolist(), str(y_test.dtype)],
        "03.unscaled_test": raw_loss / test_loss,
    }
