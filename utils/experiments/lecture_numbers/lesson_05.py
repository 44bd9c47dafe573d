"""The lecture's wide & deep network on California housing, 20 epochs."""

import keras
from sklearn.preprocessing import StandardScaler

from utils.experiments.lecture_numbers.shared import count, split_housing, wide_and_deep


def measure(seed):
    """Each number of the lesson by its id, from a training with `seed`."""
    (X_train, y_train), (X_valid, y_valid), (X_test, y_test) = split_housing()
    scaler = StandardScaler().fit(X_train)
    X_train, X_valid, X_test = [scaler.transform(X) for X in (X_train, X_valid, X_test)]

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = wide_and_deep()
    names = [layer.name for layer in model.layers]
    history = model.fit(X_train, y_train, epochs=20, validation_data=(X_valid, y_valid), verbose=0)
    losses, val_losses = history.history["loss"], history.history["val_loss"]
    mse_test = model.evaluate(X_test, y_test, verbose=0)
    y_pred = model.predict(X_test[:3], verbose=0)
    quoted = {}
    for epoch in (1, 2, 3, 5, 10, 20):
        quoted[f"05.loss_{epoch}"] = losses[epoch - 1]
        quoted[f"05.val_loss_{epoch}"] = val_losses[epoch - 1]
    return {
        "05.input_shape": list(model.inputs[0].shape),
        "05.output_shapes": [list(layer.output.shape[1:]) for layer in model.layers],
        "05.parameters": [layer.count_params() for layer in model.layers],
        "05.parameters_total": [model.count_params(), count(model.trainable_weights)],
        "05.parameters_frozen": count(model.non_trainable_weights),
        "05.layer_names": [model.name, *names],
        "05.steps": history.params["steps"],
        "05.epochs": len(losses),
        **quoted,
        "05.test_loss": mse_test,
        "05.predictions_shape": list(y_pred.shape),
        "05.targets": y_test[:3].tolist(),
    }
