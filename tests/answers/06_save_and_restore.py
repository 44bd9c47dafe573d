# %% 6.1 wrong: groups in alphabetical order
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    kinds = [layer["config"]["activation"] for layer in plan if layer["class_name"] == "Dense"]
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for kind, place in zip(kinds, file["layers"], strict=False):
            vars_ = file["layers"][place]["vars"]
            X = functions[kind](X @ vars_["0"][()] + vars_["1"][()])
    return X


# %% 6.1 wrong: names in the plan taken for places
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for layer in plan:
            if layer["class_name"] == "Dense":
                vars_ = file["layers"][layer["config"]["name"]]["vars"]
                X = functions[layer["config"]["activation"]](X @ vars_["0"][()] + vars_["1"][()])
    return X


# %% 6.1 wrong: no activations
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        n = len(json.loads(archive.read("config.json"))["config"]["layers"]) - 1
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    with h5py.File(numbers) as file:
        for k in range(n):
            vars_ = file[f"layers/dense{f'_{k}' if k else ''}/vars"]
            X = X @ vars_["0"][()] + vars_["1"][()]
    return X


# %% 6.1 wrong: ReLU everywhere but at the end
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        n = len(json.loads(archive.read("config.json"))["config"]["layers"]) - 1
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    with h5py.File(numbers) as file:
        for k in range(n):
            vars_ = file[f"layers/dense{f'_{k}' if k else ''}/vars"]
            X = X @ vars_["0"][()] + vars_["1"][()]
            X = np.maximum(0, X) if k < n - 1 else X
    return X


# %% 6.1 wrong: the last activation forgotten
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    kinds = [layer["config"]["activation"] for layer in plan if layer["class_name"] == "Dense"]
    kinds[-1] = "linear"
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for k, kind in enumerate(kinds):
            vars_ = file[f"layers/dense{f'_{k}' if k else ''}/vars"]
            X = functions[kind](X @ vars_["0"][()] + vars_["1"][()])
    return X


# %% 6.1 wrong: biases forgotten
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    kinds = [layer["config"]["activation"] for layer in plan if layer["class_name"] == "Dense"]
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for k, kind in enumerate(kinds):
            X = functions[kind](X @ file[f"layers/dense{f'_{k}' if k else ''}/vars/0"][()])
    return X


# %% 6.1 wrong: activation before the bias
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    kinds = [layer["config"]["activation"] for layer in plan if layer["class_name"] == "Dense"]
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for k, kind in enumerate(kinds):
            vars_ = file[f"layers/dense{f'_{k}' if k else ''}/vars"]
            X = functions[kind](X @ vars_["0"][()]) + vars_["1"][()]
    return X


# %% 6.1 wrong: all arrays in the file, two by two
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    kinds = [layer["config"]["activation"] for layer in plan if layer["class_name"] == "Dense"]
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    arrays = []
    with h5py.File(numbers) as file:
        file.visititems(lambda _, item: arrays.append(item[()]) if isinstance(item, h5py.Dataset) else None)
    for kind, weights, biases in zip(kinds, arrays[::2], arrays[1::2], strict=False):
        X = functions[kind](X @ weights + biases)
    return X


# %% 6.1 wrong: asks Keras
def predict_without_keras(path, X):
    return keras.models.load_model(path).predict(X, verbose=0)


# %% 6.1 wrong: sorted by the digits of the names in the plan
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    dense = sorted(
        (layer["config"] for layer in plan if layer["class_name"] == "Dense"), key=lambda layer: layer["name"]
    )
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for k, layer in enumerate(dense):
            vars_ = file[f"layers/dense{f'_{k}' if k else ''}/vars"]
            X = functions[layer["activation"]](X @ vars_["0"][()] + vars_["1"][()])
    return X


# %% 6.1 wrong: the rows themselves
def predict_without_keras(path, X):
    return X


# %% 6.1 wrong: prints
def predict_without_keras(path, X):
    print(zipfile.ZipFile(path).namelist())


# %% 6.1 wrong: one output squeezed away
def predict_without_keras(path, X):
    with zipfile.ZipFile(path) as archive:
        plan = json.loads(archive.read("config.json"))["config"]["layers"]
        numbers = io.BytesIO(archive.read("model.weights.h5"))
    kinds = [layer["config"]["activation"] for layer in plan if layer["class_name"] == "Dense"]
    functions = {"linear": lambda z: z, "relu": lambda z: np.maximum(0, z), "tanh": np.tanh}
    with h5py.File(numbers) as file:
        for k, kind in enumerate(kinds):
            vars_ = file[f"layers/dense{f'_{k}' if k else ''}/vars"]
            X = functions[kind](X @ vars_["0"][()] + vars_["1"][()])
    return np.squeeze(X)


# %% 6.1 right: unpacked into a folder, layers sorted by their number
def predict_without_keras(path, X):
    folder = tempfile.mkdtemp()
    zipfile.ZipFile(path).extractall(folder)
    plan = json.loads((Path(folder) / "config.json").read_text())
    kinds = [layer["config"].get("activation") for layer in plan["config"]["layers"]][1:]
    X = np.asarray(X, dtype=float)
    with h5py.File(Path(folder) / "model.weights.h5", "r") as file:
        places = sorted(
            (place for place in file["layers"] if place.startswith("dense")),
            key=lambda place: int(place.split("_")[1]) if "_" in place else 0,
        )
        for kind, place in zip(kinds, places, strict=True):
            X = X @ np.array(file["layers"][place]["vars"]["0"]) + np.array(
                file["layers"][place]["vars"]["1"]
            )
            if kind == "relu":
                X[X < 0] = 0
            elif kind == "tanh":
                X = np.tanh(X)
    return X


# %% 6.1 right: row by row
def predict_without_keras(path, X):
    archive = zipfile.ZipFile(path)
    config = json.loads(archive.read("config.json"))["config"]
    dense = [layer for layer in config["layers"] if layer["class_name"] == "Dense"]
    file = h5py.File(archive.open("model.weights.h5"), "r")
    rows = []
    for row in X:
        for k, layer in enumerate(dense):
            group = file["layers/dense" + (f"_{k}" if k else "")]
            row = group["vars/0"][:].T @ row + group["vars/1"][:]
            row = {"relu": np.maximum(row, 0), "tanh": np.tanh(row), "linear": row}[
                layer["config"]["activation"]
            ]
        rows.append(row)
    return np.array(rows)


# %% 6.2 wrong: catches the error, and leaves half a model
def load_or_leave(model, path):
    try:
        model.load_weights(path)
    except ValueError:
        return False
    return True


# %% 6.2 wrong: undoes, but takes more layers than it has
def load_or_leave(model, path):
    kept = model.get_weights()
    try:
        model.load_weights(path)
    except ValueError:
        model.set_weights(kept)
        return False
    return True


# %% 6.2 wrong: compares the number of parameters
def load_or_leave(model, path):
    count = 0
    with h5py.File(path) as file:
        for group in file["layers"].values():
            count += sum(item.size for item in group.get("vars", {}).values())
    if count != model.count_params():
        return False
    model.load_weights(path)
    return True


# %% 6.2 wrong: compares the first layer only
def load_or_leave(model, path):
    with h5py.File(path) as file:
        fits = file["layers/dense/vars/0"].shape == tuple(model.weights[0].shape)
    if fits:
        model.load_weights(path, skip_mismatch=True)
    return fits


# %% 6.2 wrong: compares the last layer only
def load_or_leave(model, path):
    with h5py.File(path) as file:
        k = len(model.layers) - 1
        place = f"layers/dense_{k}/vars/0"
        fits = place in file and file[place].shape == tuple(model.weights[-2].shape)
    if fits:
        model.load_weights(path, skip_mismatch=True)
    return fits


# %% 6.2 wrong: loads what fits
def load_or_leave(model, path):
    kept = model.get_weights()
    model.load_weights(path, skip_mismatch=True)
    return not all(np.array_equal(a, b) for a, b in zip(kept, model.get_weights(), strict=True))


# %% 6.2 wrong: hides a missing file
def load_or_leave(model, path):
    kept = model.get_weights()
    try:
        with h5py.File(path) as file:
            if sum("vars" in g and len(g["vars"]) for g in file["layers"].values()) != len(kept):
                return False
        model.load_weights(path)
    except Exception:
        model.set_weights(kept)
        return False
    return True


# %% 6.2 wrong: says True and loads nothing
def load_or_leave(model, path):
    with h5py.File(path):
        return True


# %% 6.2 wrong: never loads
def load_or_leave(model, path):
    with h5py.File(path):
        return False


# %% 6.2 wrong: says nothing
def load_or_leave(model, path):
    kept = model.get_weights()
    with h5py.File(path) as file:
        if sum("vars" in g and len(g["vars"]) for g in file["layers"].values()) != len(kept):
            return
    try:
        model.load_weights(path)
    except ValueError:
        model.set_weights(kept)


# %% 6.2 wrong: compares the number of layers, then tries
def load_or_leave(model, path):
    with h5py.File(path) as file:
        if sum("vars" in g and len(g["vars"]) for g in file["layers"].values()) != len(model.weights):
            return False
    try:
        model.load_weights(path)
    except ValueError:
        return False
    return True


# %% 6.2 wrong: names must be equal too
def load_or_leave(model, path):
    with h5py.File(path) as file:
        names = [g["vars"].attrs["name"] for g in file["layers"].values() if "vars" in g]
        shapes = [item.shape for g in file["layers"].values() for item in g.get("vars", {}).values()]
    if names != [layer.name for layer in model.layers] or shapes != [tuple(w.shape) for w in model.weights]:
        return False
    model.load_weights(path)
    return True


# %% 6.2 wrong: counts the optimizer's arrays
def load_or_leave(model, path):
    shapes = []
    with h5py.File(path) as file:
        file.visititems(lambda _, item: shapes.append(item.shape) if isinstance(item, h5py.Dataset) else None)
    if shapes != [tuple(w.shape) for w in model.weights]:
        return False
    model.load_weights(path)
    return True


# %% 6.2 wrong: shapes in alphabetical order
def load_or_leave(model, path):
    found = []
    with h5py.File(path) as file:
        file["layers"].visititems(
            lambda _, item: found.append(item.shape) if isinstance(item, h5py.Dataset) else None
        )
    if found != [w.shape for w in model.get_weights()]:
        return False
    model.load_weights(path)
    return True


# %% 6.2 wrong: shapes sorted
def load_or_leave(model, path):
    found = []
    with h5py.File(path) as file:
        file["layers"].visititems(
            lambda _, item: found.append(item.shape) if isinstance(item, h5py.Dataset) else None
        )
    if sorted(found) != sorted(w.shape for w in model.get_weights()):
        return False
    model.load_weights(path, skip_mismatch=True)
    return True


# %% 6.2 wrong: shapes sorted, and the error let through
def load_or_leave(model, path):
    found = []
    with h5py.File(path) as file:
        file["layers"].visititems(
            lambda _, item: found.append(item.shape) if isinstance(item, h5py.Dataset) else None
        )
    if sorted(found) != sorted(w.shape for w in model.get_weights()):
        return False
    model.load_weights(path)
    return True


# %% 6.2 wrong: compares the biases only
def load_or_leave(model, path):
    with h5py.File(path) as file:
        groups = [file["layers"].get(f"dense_{k}" if k else "dense") for k in range(len(file["layers"]))]
        found = [group["vars/1"].shape for group in groups if group is not None and "vars/1" in group]
    if found != [w.shape for w in model.get_weights()[1::2]]:
        return False
    model.load_weights(path, skip_mismatch=True)
    return True


# %% 6.2 wrong: True only if something has changed
def load_or_leave(model, path):
    kept = model.get_weights()
    with h5py.File(path) as file:
        more = f"layers/dense_{len(model.layers)}/vars/0" in file
    try:
        if not more:
            model.load_weights(path)
    except ValueError:
        model.set_weights(kept)
    return not all(map(np.array_equal, kept, model.get_weights()))


# %% 6.2 right: tries and undoes
def load_or_leave(model, path):
    kept = model.get_weights()
    arrays = []
    with h5py.File(path) as file:
        file["layers"].visititems(
            lambda _, item: arrays.append(1) if isinstance(item, h5py.Dataset) else None
        )
    try:
        model.load_weights(path)
    except ValueError:
        arrays = []
    if len(arrays) != len(kept):
        model.set_weights(kept)
        return False
    return True


# %% 6.2 right: tries on a clone
def load_or_leave(model, path):
    clone = keras.models.clone_model(model)
    try:
        clone.load_weights(path)
    except ValueError:
        return False
    with h5py.File(path) as file:
        if f"layers/dense_{len(model.layers)}/vars/0" in file:
            return False
    model.set_weights(clone.get_weights())
    return np.bool_(True)


# %% 6.3 wrong: compiles again
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    steps = model.optimizer.iterations.numpy()
    model.compile(loss="mse", optimizer=type(model.optimizer).from_config(model.optimizer.get_config()))
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.optimizer.iterations.assign(steps + model.optimizer.iterations.numpy())
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: so many epochs more
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    history = model.fit(X, y, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return {done + k + 1: loss for k, loss in enumerate(history.history["loss"])}


# %% 6.3 wrong: counted from 0
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(history.epoch, history.history["loss"], strict=True))


# %% 6.3 wrong: each day counted from 1
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, epochs=epochs - done, shuffle=False, verbose=0)
    model.save(path)
    return dict(enumerate(history.history["loss"], start=1))


# %% 6.3 wrong: rounds the steps down
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // (len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: shuffles
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: not saved
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: another batch size
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, batch_size=64, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: takes the steps for epochs
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: always two epochs done
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    history = model.fit(X, y, initial_epoch=2, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(3, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: the list of losses
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return []
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return history.history["loss"]


# %% 6.3 wrong: from the beginning
def go_on(path, X, y, epochs):
    model = keras.models.clone_model(keras.models.load_model(path))
    model.compile(loss="mse", optimizer="adam")
    history = model.fit(X, y, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: saves a clone, which has no optimizer
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    clone.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: one epoch more when all is done
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    found = {}
    while True:
        found[done + 1] = model.fit(X, y, shuffle=False, verbose=0).history["loss"][0]
        done += 1
        model.save(path)
        if done >= epochs:
            return found


# %% 6.3 wrong: always a small batch more
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // (len(X) // 32 + 1)
    if done >= epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: another loss with the same optimizer
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    model.compile(loss="mse", optimizer=model.optimizer)
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: done, or more than done
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done == epochs:
        return {}
    history = model.fit(X, y, initial_epoch=done, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=True))


# %% 6.3 wrong: trains more than it says
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = int(model.optimizer.iterations) // -(-len(X) // 32)
    if done >= epochs:
        return {}
    history = model.fit(X, y, epochs=epochs, shuffle=False, verbose=0)
    model.save(path)
    return dict(zip(range(done + 1, epochs + 1), history.history["loss"], strict=False))


# %% 6.3 right: epoch by epoch
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = round(int(model.optimizer.iterations) / np.ceil(len(X) / 32))
    found = {}
    for epoch in range(done + 1, epochs + 1):
        found[epoch] = np.float64(model.fit(X, y, batch_size=32, shuffle=False, verbose=0).history["loss"][0])
    model.save(path)
    return found


# %% 6.3 right: only so many as are missing
def go_on(path, X, y, epochs):
    model = keras.models.load_model(path)
    done = model.optimizer.iterations.numpy() // int(np.ceil(len(X) / 32))
    missing = int(epochs - done)
    if missing < 1:
        return {}
    losses = model.fit(X, y, epochs=missing, shuffle=False, verbose=0).history["loss"]
    model.save(path)
    return dict(zip(np.arange(done + 1, epochs + 1), losses, strict=True))


# %% 6.4 wrong: a deviation for a variance
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.scale_)(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: the answers stay scaled
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    return keras.Model(rows, model(layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)))


# %% 6.4 wrong: raw rows into the network
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(rows))
    return keras.Model(rows, out)


# %% 6.4 wrong: the target's mean forgotten
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    return keras.Model(rows, layers.Rescaling(float(y_scaler.scale_[0]))(model(scaled)))


# %% 6.4 wrong: the target's variance for its deviation
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    out = layers.Rescaling(float(y_scaler.var_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: the target scaled once more, not back
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    return keras.Model(rows, layers.Normalization(mean=y_scaler.mean_, variance=y_scaler.var_)(model(scaled)))


# %% 6.4 wrong: divides by the deviations and takes off no mean
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Rescaling(1 / x_scaler.scale_)(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: one mean and one deviation for all features
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=float(x_scaler.mean_.mean()), variance=float(x_scaler.var_.mean()))(
        rows
    )
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: never adapted
def one_file(model, x_scaler, y_scaler):
    normalize = layers.Normalization()
    normalize.build((None, len(x_scaler.mean_)))
    rows = keras.Input((len(x_scaler.mean_),))
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(normalize(rows)))
    return keras.Model(rows, out)


# %% 6.4 wrong: a lambda
def one_file(model, x_scaler, y_scaler):
    mean, scale = x_scaler.mean_.tolist(), x_scaler.scale_.tolist()
    rows = keras.Input((len(mean),))
    scaled = layers.Lambda(lambda x: (x - keras.ops.array(mean)) / keras.ops.array(scale))(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: the notebook's scalers
def one_file(model, _x_scaler, _y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: adapted to the notebook's rows
def one_file(model, x_scaler, y_scaler):
    normalize = layers.Normalization()
    normalize.adapt(X_train)
    rows = keras.Input((10,))
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(normalize(rows)))
    return keras.Model(rows, out)


# %% 6.4 wrong: a function
def one_file(model, x_scaler, y_scaler):
    return lambda X: y_scaler.inverse_transform(model.predict(x_scaler.transform(X), verbose=0))


# %% 6.4 wrong: a class that isn't in the file
def one_file(model, x_scaler, y_scaler):
    class Scaled(keras.Model):
        def call(self, X):
            X = (X - x_scaler.mean_) / x_scaler.scale_
            return model(X) * y_scaler.scale_ + y_scaler.mean_

    new = Scaled()
    new(np.zeros((1, len(x_scaler.mean_))))
    return new


# %% 6.4 wrong: compiled
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    new = keras.Model(rows, out)
    new.compile(loss="mse", optimizer="sgd")
    return new


# %% 6.4 wrong: always ten measurements
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((10,))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model(rows, out)


# %% 6.4 wrong: adds to the network itself
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    model.add(layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0])))
    return keras.Model(rows, model(scaled))


# %% 6.4 right: backwards with invert
def one_file(model, x_scaler, y_scaler):
    back = layers.Normalization(mean=y_scaler.mean_, variance=y_scaler.var_, invert=True)
    return keras.Sequential(
        [
            keras.Input((len(x_scaler.mean_),)),
            layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.scale_**2),
            model,
            back,
        ]
    )


# %% 6.4 right: rescaled on both sides
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    x = layers.Rescaling(1 / x_scaler.scale_, offset=-x_scaler.mean_ / x_scaler.scale_)(rows)
    out = layers.Rescaling(y_scaler.scale_, offset=y_scaler.mean_)(model(x))
    return keras.Model(rows, out)


# %% 6.4 right: a list of one input and one output
def one_file(model, x_scaler, y_scaler):
    rows = keras.Input((len(x_scaler.mean_),))
    scaled = layers.Normalization(mean=x_scaler.mean_, variance=x_scaler.var_)(rows)
    out = layers.Rescaling(float(y_scaler.scale_[0]), offset=float(y_scaler.mean_[0]))(model(scaled))
    return keras.Model([rows], [out])


# %% 6.4 right: dense layers with fixed weights
def one_file(model, x_scaler, y_scaler):
    n = len(x_scaler.mean_)
    before, after = layers.Dense(n, trainable=False), layers.Dense(1, trainable=False)
    rows = keras.Input((n,))
    new = keras.Model(rows, after(model(before(rows))))
    before.set_weights([np.diag(1 / x_scaler.scale_), -x_scaler.mean_ / x_scaler.scale_])
    after.set_weights([y_scaler.scale_[None], y_scaler.mean_])
    return new


# %% 6.5 wrong: unrepaired
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0):
        super().__init__()
        self.marker = marker
        self.medians = 0.0

    def adapt(self, X):
        self.medians = np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0).astype("float32")

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return super().get_config()


# %% 6.5 wrong: only the loud fault
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker
        self.medians = 0.0

    def adapt(self, X):
        self.medians = np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0).astype("float32")

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return super().get_config()


# %% 6.5 wrong: the medians stay an attribute
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker
        self.medians = 0.0

    def adapt(self, X):
        self.medians = np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0).astype("float32")

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: the marker stays out of the config
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return super().get_config()


# %% 6.5 wrong: medians in the config
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, medians=0.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker
        self.medians = np.asarray(medians, dtype="float32")

    def adapt(self, X):
        self.medians = np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0).astype("float32")

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker, "medians": self.medians.tolist()}


# %% 6.5 wrong: trainable medians
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros")

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: takes the name and drops it
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__()
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: a config without what every layer has
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0):
        super().__init__()
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {"marker": self.marker}


# %% 6.5 wrong: the median of all, markers too
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.median(X, axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: the mean
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.nanmean(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: a new weight at each adapt
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def adapt(self, X):
        self.medians = self.add_weight(shape=(X.shape[-1],), initializer="zeros", trainable=False)
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: not registered
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
            self.built = True
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: adapt before there is a weight
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: built at each adapt
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)

    def adapt(self, X):
        self.build(X.shape)
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 wrong: a weight as large as the batch
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(shape=input_shape, initializer="zeros", trainable=False)

    def adapt(self, X):
        if not self.built:
            self.build(X.shape)
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        return keras.ops.where(inputs == self.marker, self.medians, inputs)

    def get_config(self):
        return {**super().get_config(), "marker": self.marker}


# %% 6.5 right: no get_config, since the argument is a plain number
@keras.saving.register_keras_serializable(package="exercise06")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = marker

    def build(self, input_shape):
        self.medians = self.add_weight(
            name="medians", shape=(input_shape[-1],), initializer="zeros", trainable=False
        )

    def adapt(self, X):
        self(X[:1])
        medians = [np.median(column[column != self.marker]) for column in X.T]
        self.medians.assign(np.array(medians, dtype="float32"))

    def call(self, inputs):
        return keras.ops.where(keras.ops.equal(inputs, self.marker), self.medians, inputs)


# %% 6.5 right: arithmetic with a mask
@keras.saving.register_keras_serializable(package="exercise06", name="RepairedFill")
class RepairedFill(layers.Layer):
    def __init__(self, marker=-1.0, **kwargs):
        super().__init__(**kwargs)
        self.marker = float(marker)

    def build(self, input_shape):
        if not self.built:
            self.medians = self.add_weight(shape=(input_shape[-1],), initializer="ones", trainable=False)
        super().build(input_shape)

    def adapt(self, X):
        self.build(X.shape)
        self.built = True
        self.medians.assign(np.nanmedian(np.where(X == self.marker, np.nan, X), axis=0))

    def call(self, inputs):
        gap = keras.ops.cast(inputs == self.marker, inputs.dtype)
        return gap * self.medians + (1 - gap) * inputs

    def get_config(self):
        config = super().get_config()
        config["marker"] = self.marker
        return config


# %% 6.6 wrong: searches for the word
def code_inside(path):
    plan = json.loads(zipfile.ZipFile(path).read("config.json"))
    return sorted(
        layer["config"]["name"] for layer in plan["config"]["layers"] if "__lambda__" in json.dumps(layer)
    )


# %% 6.6 wrong: the first storey only
def code_inside(path):
    plan = json.loads(zipfile.ZipFile(path).read("config.json"))
    return sorted(
        layer["config"]["name"]
        for layer in plan["config"]["layers"]
        if layer["class_name"] == "Lambda" and layer["config"]["function"]["class_name"] == "__lambda__"
    )


# %% 6.6 wrong: two storeys
def code_inside(path):
    def own(plan):
        found = []
        for layer in plan["config"]["layers"]:
            if layer["class_name"] == "Lambda" and layer["config"]["function"]["class_name"] == "__lambda__":
                found.append(layer["config"]["name"])
        return found

    plan = json.loads(zipfile.ZipFile(path).read("config.json"))
    found = own(plan)
    for layer in plan["config"]["layers"]:
        if "layers" in layer["config"]:
            found += own(layer)
    return sorted(found)


# %% 6.6 wrong: every Lambda layer
def code_inside(path):
    def walk(item):
        if isinstance(item, list):
            return [name for part in item for name in walk(part)]
        if not isinstance(item, dict):
            return []
        own = [item["config"]["name"]] if item.get("class_name") == "Lambda" else []
        return own + walk(list(item.values()))

    return sorted(walk(json.loads(zipfile.ZipFile(path).read("config.json"))))


# %% 6.6 wrong: models inside, but no wrappers
def code_inside(path):
    def walk(layer):
        config = layer["config"]
        if layer["class_name"] == "Lambda" and config["function"]["class_name"] == "__lambda__":
            return [config["name"]]
        return [name for part in config.get("layers", []) for name in walk(part)]

    return sorted(walk(json.loads(zipfile.ZipFile(path).read("config.json"))))


# %% 6.6 wrong: not sorted
def code_inside(path):
    def walk(item):
        if isinstance(item, list):
            return [name for part in item for name in walk(part)]
        if not isinstance(item, dict):
            return []
        own = item.get("class_name") == "Lambda" and item["config"]["function"]["class_name"] == "__lambda__"
        return ([item["config"]["name"]] if own else []) + walk(list(item.values()))

    return walk(json.loads(zipfile.ZipFile(path).read("config.json")))


# %% 6.6 wrong: loads, and the code runs
def code_inside(path):
    def walk(model):
        found = []
        for layer in getattr(model, "layers", [getattr(model, "layer", None)]):
            if isinstance(layer, layers.Lambda) and layer.function.__name__ == "<lambda>":
                found.append(layer.name)
            elif layer is not None:
                found += walk(layer)
        return found

    return sorted(walk(keras.models.load_model(path, safe_mode=False)))


# %% 6.6 wrong: asks safe mode
def code_inside(path):
    try:
        keras.models.load_model(path)
    except ValueError:
        return [
            layer["config"]["name"]
            for layer in json.loads(zipfile.ZipFile(path).read("config.json"))["config"]["layers"]
            if layer["class_name"] == "Lambda"
        ]
    return []


# %% 6.6 wrong: yes or no
def code_inside(path):
    return '"__lambda__"' in zipfile.ZipFile(path).read("config.json").decode()


# %% 6.6 wrong: nothing is ever suspicious
def code_inside(path):
    return []


# %% 6.6 wrong: the name of the layer outside
def code_inside(path):
    plan = json.loads(zipfile.ZipFile(path).read("config.json"))
    return sorted(
        layer["config"]["name"]
        for layer in plan["config"]["layers"]
        if '"class_name": "__lambda__"' in json.dumps(layer)
    )


# %% 6.6 wrong: stops at the first
def code_inside(path):
    def walk(item):
        if isinstance(item, dict):
            if (
                item.get("class_name") == "Lambda"
                and item["config"]["function"]["class_name"] == "__lambda__"
            ):
                return item["config"]["name"]
            item = list(item.values())
        if isinstance(item, list):
            for part in item:
                name = walk(part)
                if name:
                    return name
        return None

    name = walk(json.loads(zipfile.ZipFile(path).read("config.json")))
    return [name] if name else []


# %% 6.6 wrong: recursion into two keys only
def code_inside(path):
    def walk(layer):
        config = layer["config"]
        if layer["class_name"] == "Lambda" and config["function"]["class_name"] == "__lambda__":
            return [config["name"]]
        inside = config.get("layers", []) + [config[key] for key in ("layer",) if key in config]
        return [name for part in inside for name in walk(part)]

    return sorted(walk(json.loads(zipfile.ZipFile(path).read("config.json"))))


# %% 6.6 wrong: three storeys by hand, then everything in a wrapper
def code_inside(path):
    def inside(layer):
        config = layer["config"]
        parts = [config[key] for key in ("layer", "first", "second") if key in config]
        return config.get("layers", []) + parts

    names = set()
    for a in inside(json.loads(zipfile.ZipFile(path).read("config.json"))):
        for b in [a, *inside(a)]:
            for c in [b, *inside(b)]:
                if c["class_name"] == "Lambda" and c["config"]["function"]["class_name"] == "__lambda__":
                    names.add(c["config"]["name"])
    return sorted(names)


# %% 6.6 wrong: the word anywhere in a Lambda
def code_inside(path):
    def walk(item):
        if isinstance(item, list):
            return [name for part in item for name in walk(part)]
        if not isinstance(item, dict):
            return []
        own = item.get("class_name") == "Lambda" and "__lambda__" in json.dumps(item)
        return ([item["config"]["name"]] if own else []) + walk(list(item.values()))

    return sorted(walk(json.loads(zipfile.ZipFile(path).read("config.json"))))


# %% 6.6 right: a list of what is left to look at
def code_inside(path):
    left = [json.loads(zipfile.ZipFile(path).read("config.json"))]
    names = []
    while left:
        item = left.pop()
        if isinstance(item, dict):
            function = item.get("function")
            if isinstance(function, dict) and function.get("class_name") == "__lambda__":
                names.append(item["name"])
            left += item.values()
        elif isinstance(item, list):
            left += item
    return sorted(names)


# %% 6.6 right: while JSON is read
def code_inside(path):
    names = set()

    def look(item):
        if item.get("class_name") == "Lambda" and item["config"]["function"].get("class_name") != "function":
            names.add(item["config"]["name"])
        return item

    with zipfile.ZipFile(path) as archive, archive.open("config.json") as file:
        json.load(file, object_hook=look)
    return sorted(names)


# %% 6.7 wrong: all against all
def ranking(paths, X, y):
    errors = [np.mean((np.asarray(keras.models.load_model(path)(X)) - y) ** 2) for path in paths]
    return [paths[k] for k in np.argsort(errors)]


# %% 6.7 wrong: evaluate, each by its own loss
def ranking(paths, X, y):
    def own(path):
        model = keras.models.load_model(path)
        if not model.compiled:
            model.compile(loss="mse")
        return np.ravel(model.evaluate(X, y, verbose=0))[0]

    return sorted(paths, key=own)


# %% 6.7 wrong: evaluate, without a look at what is compiled
def ranking(paths, X, y):
    return sorted(paths, key=lambda path: keras.models.load_model(path).evaluate(X, y, verbose=0))


# %% 6.7 wrong: worst first
def ranking(paths, X, y):
    def error(path):
        return np.mean((np.ravel(keras.models.load_model(path)(X)) - y) ** 2)

    return sorted(paths, key=error, reverse=True)


# %% 6.7 wrong: by name
def ranking(paths, X, y):
    return sorted(paths)


# %% 6.7 wrong: as they came
def ranking(paths, X, y):
    return list(paths)


# %% 6.7 wrong: the best only
def ranking(paths, X, y):
    def error(path):
        return np.mean((np.ravel(keras.models.load_model(path)(X)) - y) ** 2)

    return min(paths, key=error)


# %% 6.7 wrong: the size of the mean error
def ranking(paths, X, y):
    def error(path):
        return abs(np.mean(np.ravel(keras.models.load_model(path)(X)) - y))

    return sorted(paths, key=error)


# %% 6.7 wrong: one row
def ranking(paths, X, y):
    def error(path):
        return (np.ravel(keras.models.load_model(path)(X[:1]))[0] - y[0]) ** 2

    return sorted(paths, key=error)


# %% 6.7 wrong: the spread of the predictions
def ranking(paths, X, y):
    return sorted(paths, key=lambda path: np.ptp(np.ravel(keras.models.load_model(path)(X))))


# %% 6.7 wrong: sorts the list it was given
def ranking(paths, X, y):
    def error(path):
        return np.mean((np.ravel(keras.models.load_model(path)(X)) - y) ** 2)

    errors = {path: error(path) for path in paths}
    paths.sort()
    return paths


# %% 6.7 wrong: the errors themselves
def ranking(paths, X, y):
    return sorted(np.mean((np.ravel(keras.models.load_model(path)(X)) - y) ** 2) for path in paths)


# %% 6.7 wrong: the mean absolute error
def ranking(paths, X, y):
    def error(path):
        return np.mean(np.abs(np.ravel(keras.models.load_model(path)(X)) - y))

    return sorted(paths, key=error)


# %% 6.7 wrong: the first batch only
def ranking(paths, X, y):
    def error(path):
        return np.mean((np.ravel(keras.models.load_model(path)(X[:32])) - y[:32]) ** 2)

    return sorted(paths, key=error)


# %% 6.7 wrong: the liveliest first
def ranking(paths, X, y):
    def error(path):
        return -np.std(keras.models.load_model(path)(X))

    return sorted(paths, key=error)


# %% 6.7 wrong: compiled again, with the old metrics
def ranking(paths, X, y):
    def error(path):
        model = keras.models.load_model(path)
        model.compile(loss="mse")
        return model.evaluate(X, y, verbose=0)

    return sorted(paths, key=error)


# %% 6.7 wrong: a path for each error
def ranking(paths, X, y):
    found = {}
    for path in paths:
        found[float(np.mean((np.ravel(keras.models.load_model(path)(X)) - y) ** 2))] = path
    return [found[error] for error in sorted(found)]


# %% 6.7 right: compiled again, all alike
def ranking(paths, X, y):
    errors = {}
    for path in paths:
        model = keras.models.load_model(path, compile=False)
        model.compile(loss="mse")
        errors[path] = model.evaluate(X, y, batch_size=len(X), verbose=0)
    return sorted(errors, key=errors.get)


# %% 6.7 right: predict, and a tuple
def ranking(paths, X, y):
    errors = []
    for path in paths:
        p = keras.models.load_model(path).predict(X, verbose=0)
        errors.append(np.sqrt(np.mean((p - np.reshape(y, (-1, 1))) ** 2)))
    return tuple(paths[k] for k in np.argsort(errors))
