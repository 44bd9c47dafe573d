"""The lecture's 30 – 30 – 1 network on California housing: 30 epochs into a run folder, read back from its files."""

import tempfile
import time
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.preprocessing import StandardScaler
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from utils.experiments.lecture_numbers.shared import split_housing


def build():
    """The network, compiled as in the lecture."""
    hidden = [layers.Dense(30, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input(shape=(8,)), *hidden, layers.Dense(1)])
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(learning_rate=1e-3), steps_per_execution=363)
    return model


def same_weights_twice(set_seeds):
    """Whether the same seeds, set twice, give the same first weights."""
    kernels = []
    for _ in range(2):
        set_seeds()
        kernels.append(build().get_weights()[0])
    return bool(np.array_equal(*kernels))


def curve(folder):
    """Steps and values of `epoch_loss` in the event files of a folder."""
    reader = EventAccumulator(str(folder), size_guidance={"tensors": 0}).Reload()
    events = reader.Tensors("epoch_loss")
    return [event.step for event in events], [tf.make_ndarray(e.tensor_proto).item() for e in events]


def measure(seed):
    """Each number of the lesson by its id, from a training with `seed`."""
    (X_train, y_train), (X_valid, y_valid), _ = split_housing()
    scaler = StandardScaler().fit(X_train)
    X_train, X_valid = scaler.transform(X_train), scaler.transform(X_valid)

    def as_in_the_slides():
        np.random.seed(seed)  # noqa: NPY002
        tf.random.set_seed(seed)

    seeds = [
        same_weights_twice(as_in_the_slides),
        same_weights_twice(lambda: keras.utils.set_random_seed(seed)),
    ]
    keras.utils.set_random_seed(seed)
    model = build()
    moment = time.strptime("2021-02-18 03:57:36", "%Y-%m-%d %H:%M:%S")
    run_id = time.strftime("run_%Y_%m_%d-%H_%M_%S", moment)
    with tempfile.TemporaryDirectory() as root:
        run_logdir = Path(root) / "my_logs" / run_id
        data = {"validation_data": (X_valid, y_valid), "verbose": 0}
        history = model.fit(
            X_train, y_train, epochs=30, callbacks=[keras.callbacks.TensorBoard(run_logdir)], **data
        )
        steps, losses = curve(run_logdir / "train")
        val_steps, val_losses = curve(run_logdir / "validation")
        parts = sorted(path.name for path in run_logdir.iterdir())
    return {
        "08.run_id": run_id,
        "08.parts": parts,
        "08.parameters": [layer.count_params() for layer in model.layers],
        "08.parameters_total": model.count_params(),
        "08.epochs": len(history.history["loss"]),
        "08.points": [len(steps), len(val_steps)],
        "08.first_and_last_step": [steps[0], steps[-1]],
        "08.files_are_history": bool(np.allclose(val_losses, history.history["val_loss"])),
        "08.same_weights_twice": seeds,
        "08.loss_30": losses[-1],
        "08.val_loss_30": val_losses[-1],
    }
