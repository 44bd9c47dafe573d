# %% 9.1 wrong: the last training forgotten
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches)
    return n_candidates * cv, n_updates


# %% 9.1 wrong: the last training's updates forgotten
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches)
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: the last training not counted as a model
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv, n_updates


# %% 9.1 wrong: every candidate trained once more
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + n_candidates * -(-n_rows // batch_size))
    return n_candidates * (cv + 1), n_updates


# %% 9.1 wrong: all rows in every fold
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-n_rows // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: trained on the fold that is left out
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-fold // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: rounded down
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum((n_rows - fold) // batch_size for fold in folds)
    n_updates = epochs * (n_candidates * batches + n_rows // batch_size)
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: rounded to the nearest
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(round((n_rows - fold) / batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + round(n_rows / batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: the values added up
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = sum(len(values) for values in space.values())
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: the number of knobs
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = len(space)
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: n_iter for each knob
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = n_iter * len(space)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: n_iter even if the grid is smaller
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = n_iter
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: n_iter ignored
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if False:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: epochs forgotten
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = 1 * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: the last training takes one epoch
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * n_candidates * batches + -(-n_rows // batch_size)
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: folds forgotten
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()]))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    return n_candidates + 1, epochs * (n_candidates + 1) * -(-n_rows // batch_size)


# %% 9.1 wrong: batches of all rows of an epoch counted at once
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()]))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    rows = n_candidates * (cv - 1) * n_rows + n_rows
    return n_candidates * cv + 1, epochs * -(-rows // batch_size)


# %% 9.1 wrong: all folds as large as the mean, rounded up
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    batches = cv * int(np.ceil(n_rows * (cv - 1) / cv / batch_size))
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: the rest is left out of the folds
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows - n_rows // cv * (cv - 1)] * cv
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: updates first
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_updates, n_candidates * cv + 1


# %% 9.1 wrong: a float
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = 1.0 * epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: empties the space
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = 1
    while space:
        n_candidates *= len(space.popitem()[1])
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 wrong: batches of 32
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    batch_size = 32
    n_candidates = int(np.prod([len(values) for values in space.values()], dtype=int))
    if n_iter is not None:
        n_candidates = min(n_iter, n_candidates)
    folds = [n_rows // cv + (k < n_rows % cv) for k in range(cv)]
    batches = sum(-(-(n_rows - fold) // batch_size) for fold in folds)
    n_updates = epochs * (n_candidates * batches + -(-n_rows // batch_size))
    return n_candidates * cv + 1, n_updates


# %% 9.1 right: asks KFold
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = np.prod([len(values) for values in space.values()])
    n_candidates = n_candidates if n_iter is None else min(n_candidates, n_iter)
    sizes = [len(rows) for rows, _ in KFold(cv).split(np.zeros(n_rows))] * int(n_candidates) + [n_rows]
    return len(sizes), epochs * int(sum(np.ceil(size / batch_size) for size in sizes))


# %% 9.1 right: the grid walked through
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    from sklearn.model_selection import ParameterGrid

    n_candidates = len(ParameterGrid(space))
    if n_iter:
        n_candidates = min(n_candidates, n_iter)
    large, small = n_rows % cv, cv - n_rows % cv
    batches = large * len(range(0, n_rows - n_rows // cv - 1, batch_size))
    batches += small * len(range(0, n_rows - n_rows // cv, batch_size))
    return [
        n_candidates * cv + 1,
        (n_candidates * batches + len(range(0, n_rows, batch_size))) * epochs,
    ]


# %% 9.1 right: counts one training after the other
def cost(space, n_iter, cv, epochs, batch_size, n_rows):
    n_candidates = 1
    for values in space.values():
        n_candidates *= len(values)
    if n_iter is not None and n_iter < n_candidates:
        n_candidates = n_iter
    trainings, updates = 0, 0
    for fold in np.array_split(np.arange(n_rows), cv):
        trainings += n_candidates
        rows = n_rows - len(fold)
        updates += n_candidates * epochs * ((rows + batch_size - 1) // batch_size)
    return trainings + 1, updates + epochs * ((n_rows + batch_size - 1) // batch_size)


# %% 9.2 wrong: uniform
def log_uniform(low, high, whole, rng):
    x = rng.uniform(low, high + 1 if whole else high)
    return int(x) if whole else float(x)


# %% 9.2 wrong: whole numbers uniform
def log_uniform(low, high, whole, rng):
    if whole:
        return int(rng.integers(low, high + 1))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: the largest width never comes
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: rounded between the ends
def log_uniform(low, high, whole, rng):
    if whole:
        return round(float(np.exp(rng.uniform(np.log(low), np.log(high)))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: rounded between the ends and a half
def log_uniform(low, high, whole, rng):
    if whole:
        return round(float(np.exp(rng.uniform(np.log(low - 0.49), np.log(high + 0.49)))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: rounded up
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.ceil(np.exp(rng.uniform(np.log(low), np.log(high)))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: rounded, up to one more
def log_uniform(low, high, whole, rng):
    if whole:
        return min(high, round(float(np.exp(rng.uniform(np.log(low), np.log(high + 1))))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: NumPy's integer
def log_uniform(low, high, whole, rng):
    if whole:
        return np.int64(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: a width as a float
def log_uniform(low, high, whole, rng):
    if whole:
        return float(np.floor(np.exp(rng.uniform(np.log(low), np.log(high + 1)))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: a rate as an integer
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return int(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: the logarithm of one bound only
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), high + 1)))
    return float(np.exp(rng.uniform(np.log(low), high)))


# %% 9.2 wrong: the way back forgotten
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(rng.uniform(np.log(low), np.log(high)))


# %% 9.2 wrong: two kinds of logarithms
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(10 ** rng.uniform(np.log(low), np.log(high)))


# %% 9.2 wrong: only whole powers of ten
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(10.0 ** rng.integers(np.log10(low), np.log10(high) + 1))


# %% 9.2 wrong: the same draw each time
def log_uniform(low, high, whole, rng):
    rng = np.random.default_rng(42)
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: a generator of its own
def log_uniform(low, high, whole, rng):
    rng = np.random.default_rng()
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: NumPy's global generator
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(np.random.uniform(np.log(low), np.log(high + 1))))
    return float(np.exp(np.random.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: the exponential distribution
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(np.clip(low * np.exp(rng.exponential(1.0)), low, high))


# %% 9.2 wrong: log-normal in the middle
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(np.clip(np.exp(rng.normal(np.log(low * high) / 2, np.log(high / low) / 4)), low, high))


# %% 9.2 wrong: an array of draws
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return np.exp(rng.uniform(np.log(low), np.log(high), size=10))


# %% 9.2 wrong: the square of a uniform draw
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(low + (high - low) * rng.uniform() ** 4)


# %% 9.2 wrong: always three powers of ten
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(high * 10 ** -rng.uniform(0, 3))


# %% 9.2 wrong: the bounds exchanged in the share
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(low + high - np.exp(rng.uniform(np.log(low), np.log(high))))


# %% 9.2 wrong: one of thirty fixed rates
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return float(rng.choice(np.geomspace(low, high, 61)[1::2]))


# %% 9.2 wrong: rates rounded to four digits
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return min(high, max(low, float(f"{np.exp(rng.uniform(np.log(low), np.log(high))):.4g}")))


# %% 9.2 wrong: rates with four decimals
def log_uniform(low, high, whole, rng):
    if whole:
        return int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))
    return min(high, max(low, round(float(np.exp(rng.uniform(np.log(low), np.log(high)))), 4)))


# %% 9.2 right: scipy's loguniform
def log_uniform(low, high, whole, rng):
    x = loguniform(low, high + whole).rvs(random_state=rng)
    return int(x) if whole else float(x)


# %% 9.2 right: powers of a factor
def log_uniform(low, high, whole, rng):
    top = high + 1 if whole else high
    x = low * (top / low) ** rng.random()
    return int(np.floor(x)) if whole else x


# %% 9.2 right: the base 10, NumPy's float
def log_uniform(low, high, whole, rng):
    if not whole:
        return np.float64(10 ** rng.uniform(np.log10(low), np.log10(high)))
    numbers = np.arange(low, high + 1)
    shares = np.log10((numbers + 1) / numbers)
    return int(rng.choice(numbers, p=shares / shares.sum()))


# %% 9.3 wrong: Adam by its name
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer="adam")
    return model


# %% 9.3 wrong: an Adam of its own
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model


# %% 9.3 wrong: the right kind, the default rate
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=type(compile_kwargs["optimizer"])())
    return model


# %% 9.3 wrong: uncompiled
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    return model


# %% 9.3 wrong: all layers equally wide
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = width
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: narrowest ignored
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, 1)
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: not wider than narrowest
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = min(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: divided by the number of the layer
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for k in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(int(n_neurons) // (k + 2), int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: half as wide as a float
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width / 2, narrowest)
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: rounded up
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(-(-width // 2), int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: the first layer is halved already
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        width = max(width // 2, int(narrowest))
        model.add(layers.Dense(width, activation="relu"))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: NumPy's integers
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = np.int64(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: one layer more
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden + 1):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: one layer less
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden - 1):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: at least one hidden layer
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(max(1, n_hidden)):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: linear hidden layers
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: tanh
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="tanh"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: softmax of a single neuron
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="softmax"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: two neurons for two classes
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(2, activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: sigmoid for many classes
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="sigmoid"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: no activation at the end
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: the loss for one-hot labels
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: squared errors for two classes
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "mse"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: binary crossentropy for all
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "binary_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: a loss for logits
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = keras.losses.BinaryCrossentropy(from_logits=True)
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: ten classes, always
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(10, activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: 64 inputs, always
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((64,))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: one width for all classes
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] <= 3:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: the built function, not the model
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return pyramid


# %% 9.3 wrong: rounded to the even number
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(int(round(width / 2)), int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=compile_kwargs["optimizer"])
    return model


# %% 9.3 wrong: two losses for compile
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    model = keras.Sequential([keras.Input((meta["n_features_in_"],))])
    width = int(n_neurons)
    for _ in range(n_hidden):
        model.add(layers.Dense(width, activation="relu"))
        width = max(width // 2, int(narrowest))
    if meta["n_classes_"] == 2:
        model.add(layers.Dense(1, activation="sigmoid"))
        loss = "binary_crossentropy"
    else:
        model.add(layers.Dense(int(meta["n_classes_"]), activation="softmax"))
        loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, **compile_kwargs)
    return model


# %% 9.3 right: functional, layers apart from activations
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    rows = x = keras.Input(shape=(meta["n_features_in_"],))
    for k in range(n_hidden):
        units = max(int(n_neurons) // 2**k, narrowest)
        x = layers.ReLU()(layers.Dense(int(units))(x))
    binary = meta["target_type_"] == "binary"
    y = layers.Dense(1 if binary else len(meta["classes_"]), activation="sigmoid" if binary else "softmax")(x)
    model = keras.Model(rows, y)
    loss = keras.losses.BinaryCrossentropy() if binary else keras.losses.SparseCategoricalCrossentropy()
    model.compile(optimizer=compile_kwargs["optimizer"], loss=loss, metrics=["accuracy"])
    return model


# %% 9.3 right: all of compile_kwargs
def pyramid(n_hidden, n_neurons, narrowest, meta, compile_kwargs):
    n_classes, widths = meta["n_classes_"], [int(n_neurons)]
    while len(widths) < n_hidden:
        widths.append(max(int(narrowest), widths[-1] // 2))
    stack = [layers.Dense(w, "relu", kernel_initializer="he_normal") for w in widths[:n_hidden]]
    head = layers.Dense(1, "sigmoid") if n_classes == 2 else layers.Dense(n_classes, "softmax")
    model = keras.Sequential([keras.Input((meta["n_features_in_"],)), *stack, head])
    loss = "binary_crossentropy" if n_classes == 2 else "sparse_categorical_crossentropy"
    model.compile(**{**compile_kwargs, "loss": loss})
    return model


# %% 9.4 wrong: unrepaired
def honest_scores(classifier, X, y, n_columns, cv):
    return faulty_scores(classifier, X, y, n_columns, cv)


# %% 9.4 wrong: only the scaler moved
def honest_scores(classifier, X, y, n_columns, cv):
    X = SelectKBest(k=n_columns).fit_transform(X, y)
    steps = make_pipeline(StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: only the selection moved
def honest_scores(classifier, X, y, n_columns, cv):
    X = StandardScaler().fit_transform(X)
    steps = make_pipeline(SelectKBest(k=n_columns), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: scaler forgotten
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(k=n_columns), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: selection forgotten
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: selection outside and inside
def honest_scores(classifier, X, y, n_columns, cv):
    X = SelectKBest(k=5 * n_columns).fit_transform(X, y)
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: labels shuffled
def honest_scores(classifier, X, y, n_columns, cv):
    y = np.random.default_rng(0).permutation(y)
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: another classifier
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.linear_model import LogisticRegression

    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), LogisticRegression())
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: random columns
def honest_scores(classifier, X, y, n_columns, cv):
    X = X[:, np.random.default_rng(0).permutation(X.shape[1])[:n_columns]]
    steps = make_pipeline(StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: the first columns
def honest_scores(classifier, X, y, n_columns, cv):
    X = X[:, :n_columns]
    steps = make_pipeline(StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: the columns that vary most
def honest_scores(classifier, X, y, n_columns, cv):
    X = X[:, np.sort(np.argsort(X.std(axis=0))[-n_columns:])]
    steps = make_pipeline(StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: ten columns, always
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy")


# %% 9.4 wrong: five folds, always
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, scoring="accuracy")


# %% 9.4 wrong: folds that are shuffled
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=KFold(cv, shuffle=True, random_state=0), scoring="accuracy")


# %% 9.4 wrong: folds that are not stratified
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=KFold(cv), scoring="accuracy")


# %% 9.4 wrong: the mean of the scores
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
    return cross_val_score(steps, X, y, cv=cv, scoring="accuracy").mean()


# %% 9.4 wrong: judged on the rows it was trained on
def honest_scores(classifier, X, y, n_columns, cv):
    scores = []
    for train, _ in StratifiedKFold(cv).split(X, y):
        steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
        scores.append(steps.fit(X[train], y[train]).score(X[train], y[train]))
    return np.array(scores)


# %% 9.4 wrong: chosen on the rows that are judged
def honest_scores(classifier, X, y, n_columns, cv):
    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[test], y[test])
        scaler = StandardScaler().fit(select.transform(X[train]))
        classifier.fit(scaler.transform(select.transform(X[train])), y[train])
        rows = scaler.transform(select.transform(X[test]))
        scores.append(np.mean(classifier.predict(rows) == y[test]))
    return np.array(scores)


# %% 9.4 wrong: the judged rows scaled by themselves
def honest_scores(classifier, X, y, n_columns, cv):
    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[train], y[train])
        classifier.fit(StandardScaler().fit_transform(select.transform(X[train])), y[train])
        rows = StandardScaler().fit_transform(select.transform(X[test]))
        scores.append(np.mean(classifier.predict(rows) == y[test]))
    return np.array(scores)


# %% 9.4 wrong: fitted once on all rows, then judged by folds
def honest_scores(classifier, X, y, n_columns, cv):
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier).fit(X, y)
    return np.array([steps.score(X[test], y[test]) for _, test in StratifiedKFold(cv).split(X, y)])


# %% 9.4 wrong: as lucky as a coin
def honest_scores(classifier, X, y, n_columns, cv):
    return np.full(cv, 0.5)


# %% 9.4 wrong: one hold-out set
def honest_scores(classifier, X, y, n_columns, cv):
    X_in, X_out, y_in, y_out = train_test_split(X, y, test_size=1 / cv, random_state=0)
    steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier).fit(X_in, y_in)
    return np.full(cv, steps.score(X_out, y_out))


# %% 9.4 wrong: chosen again for all rows in every fold
def honest_scores(classifier, X, y, n_columns, cv):
    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        columns = SelectKBest(k=n_columns).fit(X, y).get_support()
        steps = make_pipeline(StandardScaler(), classifier).fit(X[train][:, columns], y[train])
        scores.append(steps.score(X[test][:, columns], y[test]))
    return np.array(scores)


# %% 9.4 wrong: the judged rows scaled by a scaler of all rows
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.base import clone

    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[train], y[train])
        inside, out = select.transform(X[train]), select.transform(X[test])
        scaler = StandardScaler().fit(inside)
        fitted = clone(classifier).fit(scaler.transform(inside), y[train])
        scores.append(
            np.mean(fitted.predict(StandardScaler().fit(select.transform(X)).transform(out)) == y[test])
        )
    return np.array(scores)


# %% 9.4 wrong: the judged rows with their own spread
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.base import clone

    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[train], y[train])
        inside, out = select.transform(X[train]), select.transform(X[test])
        scaler = StandardScaler().fit(inside)
        fitted = clone(classifier).fit(scaler.transform(inside), y[train])
        scores.append(np.mean(fitted.predict((out - inside.mean(axis=0)) / out.std(axis=0)) == y[test]))
    return np.array(scores)


# %% 9.4 wrong: the judged rows with their own mean, a little off
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.base import clone

    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[train], y[train])
        inside, out = select.transform(X[train]), select.transform(X[test])
        scaler = StandardScaler().fit(inside)
        fitted = clone(classifier).fit(scaler.transform(inside), y[train])
        scores.append(
            np.mean(fitted.predict((out - out.mean(axis=0) + 0.01) / inside.std(axis=0)) == y[test])
        )
    return np.array(scores)


# %% 9.4 wrong: the judged rows scaled by half of the training rows
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.base import clone

    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[train], y[train])
        inside, out = select.transform(X[train]), select.transform(X[test])
        scaler = StandardScaler().fit(inside)
        fitted = clone(classifier).fit(scaler.transform(inside), y[train])
        scores.append(
            np.mean(
                fitted.predict(StandardScaler().fit(inside[: len(inside) // 2]).transform(out)) == y[test]
            )
        )
    return np.array(scores)


# %% 9.4 wrong: the classifier itself is fitted
def honest_scores(classifier, X, y, n_columns, cv):
    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        select = SelectKBest(k=n_columns).fit(X[train], y[train])
        inside, out = select.transform(X[train]), select.transform(X[test])
        scaler = StandardScaler().fit(inside)
        fitted = classifier.fit(scaler.transform(inside), y[train])
        scores.append(np.mean(fitted.predict(scaler.transform(out)) == y[test]))
    return np.array(scores)


# %% 9.4 wrong: a pipeline's steps are fitted, no copies
def honest_scores(classifier, X, y, n_columns, cv):
    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        steps = make_pipeline(SelectKBest(k=n_columns), StandardScaler(), classifier)
        scores.append(steps.fit(X[train], y[train]).score(X[test], y[test]))
    return np.array(scores)


# %% 9.4 right: the scaler first, steps with names
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.pipeline import Pipeline

    steps = Pipeline(
        [("scale", StandardScaler()), ("choose", SelectKBest(k=n_columns)), ("classify", classifier)]
    )
    return cross_val_score(steps, X, y, cv=StratifiedKFold(cv))


# %% 9.4 right: scaled by hand, the columns in another order
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.base import clone

    scores = []
    for train, test in StratifiedKFold(cv).split(X, y):
        columns = np.argsort(-SelectKBest(k=n_columns).fit(X[train], y[train]).scores_)[:n_columns]
        mean, spread = X[train][:, columns].mean(axis=0), X[train][:, columns].std(axis=0)
        fitted = clone(classifier).fit((X[train][:, columns] - mean) / spread, y[train])
        scores.append(fitted.score((X[test][:, columns] - mean) / spread, y[test]))
    return scores


# %% 9.4 right: fold by fold
def honest_scores(classifier, X, y, n_columns, cv):
    from sklearn.base import clone

    scores = []
    for train, test in StratifiedKFold(n_splits=cv).split(X, y):
        choose, scale = SelectKBest(k=n_columns), StandardScaler()
        rows = scale.fit_transform(choose.fit_transform(X[train], y[train]))
        fitted = clone(classifier).fit(rows, y[train])
        scores.append(np.mean(fitted.predict(scale.transform(choose.transform(X[test]))) == y[test]))
    return scores


# %% 9.5 wrong: fit counts all epochs, it thinks
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=2 * n_epochs[k] or more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: as above, and believes it
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, total = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=total, verbose=0)
            n_epochs[k] += total
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        total *= 2
    return still_in[0], n_epochs


# %% 9.5 wrong: begins anew in every round
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            if not n_epochs[k]:
                models[k].start = models[k].get_weights()
            models[k].set_weights(models[k].start)
            n_epochs[k] += more
            models[k].fit(*training, epochs=n_epochs[k], verbose=0)
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: the same number of epochs in every round
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
    return still_in[0], n_epochs


# %% 9.5 wrong: keeps the worse half
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else -losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: the training loss
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*training, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: validates on nothing: the history's loss
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            losses[k] = models[k].fit(*training, epochs=more, verbose=0).history["loss"][-1]
            n_epochs[k] += more
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: the best loss, not the last
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            fitted = models[k].fit(*training, epochs=more, validation_data=validation, verbose=0)
            losses[k] = min(fitted.history["val_loss"])
            n_epochs[k] += more
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: the first loss of a round
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            fitted = models[k].fit(*training, epochs=more, validation_data=validation, verbose=0)
            losses[k] = fitted.history["val_loss"][0]
            n_epochs[k] += more
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: of an odd number the middle one goes
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: max(1, len(still_in) // 2)])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: the winner trains on
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    if len(models) > 1:
        models[still_in[0]].fit(*training, epochs=more, verbose=0)
        n_epochs[still_in[0]] += more
    return still_in[0], n_epochs


# %% 9.5 wrong: a single model is trained
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1 or not n_epochs[0]:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: stops at two
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 2:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: nan sorted as it comes
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: nan is best
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: -np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: nan counts as 1
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: 0.35 if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: of equal ones the later
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: (np.inf if np.isnan(losses[k]) else losses[k], -k))
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: of equal ones the better of the round before
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = still_in[: (len(still_in) + 1) // 2]
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: measured once, after the first round
def halving(models, training, validation, first_epochs):
    n_epochs, more = [0] * len(models), first_epochs
    still_in, losses = list(range(len(models))), None
    while len(still_in) > 1:
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
        losses = losses or [model.evaluate(*validation, verbose=0) for model in models]
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: all models train on
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in range(len(models)):
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: a dropped model may come back
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in, n_in = list(range(len(models))), (len(still_in) + 1) // 2
        for k in still_in:
            losses.setdefault(k, models[k].evaluate(*validation, verbose=0))
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[:n_in])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: one model dropped in each round
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: len(still_in) - 1])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: the position among those left
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return 0, n_epochs


# %% 9.5 wrong: the model itself
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return models[still_in[0]], n_epochs


# %% 9.5 wrong: the epochs of the winner
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], [n_epochs[still_in[0]]] * len(models)


# %% 9.5 wrong: the epochs as planned, one round less
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] = more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: np.inf if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: drops models from the list
def halving(models, training, validation, first_epochs):
    everyone, epochs, total = list(models), {id(model): 0 for model in models}, first_epochs
    while len(models) > 1:
        losses = {}
        for model in models:
            model.fit(*training, epochs=total - epochs[id(model)], verbose=0)
            epochs[id(model)] = total
            losses[id(model)] = model.evaluate(*validation, verbose=0)
        keep = sorted(models, key=lambda model: np.nan_to_num(losses[id(model)], nan=np.inf))
        keep = keep[: (len(models) + 1) // 2]
        for model in list(models):
            if model not in keep:
                models.remove(model)
        total *= 2
    return everyone.index(models[0]), [epochs[id(model)] for model in everyone]


# %% 9.5 wrong: without halving, the best of all
def halving(models, training, validation, first_epochs):
    losses = []
    for model in models:
        model.fit(*training, epochs=first_epochs, verbose=0)
        losses.append(model.evaluate(*validation, verbose=0))
    return int(np.nanargmin(losses)), [first_epochs] * len(models)


# %% 9.5 wrong: nan counts as 1000
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            losses[k] = models[k].evaluate(*validation, verbose=0)
        still_in.sort(key=lambda k: 1000 if np.isnan(losses[k]) else losses[k])
        still_in = sorted(still_in[: (len(still_in) + 1) // 2])
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 wrong: all that are not worse than the median
def halving(models, training, validation, first_epochs):
    still_in, n_epochs, more = list(range(len(models))), [0] * len(models), first_epochs
    while len(still_in) > 1:
        losses = {}
        for k in still_in:
            models[k].fit(*training, epochs=more, verbose=0)
            n_epochs[k] += more
            loss = models[k].evaluate(*validation, verbose=0)
            losses[k] = np.inf if np.isnan(loss) else loss
        middle = np.median(list(losses.values()))
        still_in = [k for k in still_in if losses[k] <= middle]
        more = n_epochs[still_in[0]]
    return still_in[0], n_epochs


# %% 9.5 right: the last val_loss, a recursion
def halving(models, training, validation, first_epochs):
    n_epochs = [0] * len(models)

    def play(inside, more):
        if len(inside) == 1:
            return inside[0]
        results = []
        for k in inside:
            history = models[k].fit(*training, epochs=more, validation_data=validation, verbose=0)
            n_epochs[k] += more
            loss = history.history["val_loss"][-1]
            results.append((not np.isfinite(loss), loss if np.isfinite(loss) else 0, k))
        return play(sorted(k for *_, k in sorted(results)[: -(-len(inside) // 2)]), n_epochs[inside[0]])

    return play(list(range(len(models))), first_epochs), n_epochs


# %% 9.5 right: initial_epoch, NumPy's order
def halving(models, training, validation, first_epochs):
    X, y = training
    inside, epochs = np.arange(len(models)), np.zeros(len(models), dtype=int)
    total = first_epochs
    while len(inside) > 1:
        for k in inside:
            models[k].fit(X, y, initial_epoch=int(epochs[k]), epochs=total, verbose=0)
        epochs[inside] = total
        losses = np.array([models[k].evaluate(validation[0], validation[1], verbose=0) for k in inside])
        losses = np.where(np.isnan(losses), np.inf, losses)
        inside = np.sort(inside[np.argsort(losses, kind="stable")[: (len(inside) + 1) // 2]])
        total *= 2
    return inside[0], epochs


# %% 9.6 wrong: rows without a score stay
def explained(table, column):
    rows = table
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: a failed training counts as 0
def explained(table, column):
    rows = table.fillna({"mean_test_score": 0.0})
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: a failed training counts as the worst
def explained(table, column):
    rows = table.fillna({"mean_test_score": table["mean_test_score"].min()})
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the values of the failed ones count
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if table[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: every value is a group
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if True:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: four groups by order, always
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].dtype == object and isinstance(rows[column].iloc[0], str):
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: three values at most
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() < 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: five values are few
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 6:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: groups of equal width
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        parts = pd.cut(rows[column].astype(float), 4)
        groups = [g["mean_test_score"].to_numpy() for _, g in rows.groupby(parts, observed=True)]
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: quartiles by pandas
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        parts = pd.qcut(rows[column].astype(float), 4, duplicates="drop")
        groups = [g["mean_test_score"].to_numpy() for _, g in rows.groupby(parts, observed=True)]
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: sorted by the score
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows["mean_test_score"].to_numpy(), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: not sorted
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.arange(len(rows))
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: sorted as words
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].astype(str).to_numpy(), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: equal values in the order of the index
def explained(table, column):
    rows = table.sort_index().dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: equal values by their score
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.lexsort((rows["mean_test_score"], rows[column].to_numpy(dtype=float)))
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the smaller groups first
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order][::-1], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the rest dropped
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.split(rows["mean_test_score"].to_numpy()[order][: len(rows) // 4 * 4], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: every group counts once
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(scores) / len(groups) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: every group has weight 1
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(1 * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the mean of the means
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    middle = np.mean([group.mean() for group in groups])
    between = sum(len(group) * (group.mean() - middle) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the root of it
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(np.sqrt(between / total))


# %% 9.6 wrong: what it does not explain
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(1 - between / total)


# %% 9.6 wrong: the squared correlation
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    x = pd.Series(pd.factorize(rows[column], sort=True)[0], dtype=float)
    s = rows["mean_test_score"].to_numpy()
    if np.ptp(s) == 0 or np.ptp(x) == 0:
        return 0.0
    return float(np.corrcoef(x, s)[0, 1] ** 2)


# %% 9.6 wrong: all equal is nan
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    with np.errstate(all="ignore"):
        total = np.float64(total)
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(np.divide(between, total))


# %% 9.6 wrong: all equal is 1
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 1.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: mixed deviations, n and n - 1
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / len(scores) / scores.var(ddof=1))


# %% 9.6 wrong: writes into the table
def explained(table, column):
    table.dropna(subset=["mean_test_score"], inplace=True)
    rows = table
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the range of the means
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(np.ptp([group.mean() for group in groups]) / np.ptp(scores))


# %% 9.6 wrong: the variance is exactly 0
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if total == 0:
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: the variance is nearly 0
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if np.isclose(total, 0):
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: a row with any nan is left out
def explained(table, column):
    rows = table.dropna()
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float), kind="stable")
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: sorted by pandas, equal values as they fall
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        ordered = rows.sort_values(column)
        groups = np.array_split(ordered["mean_test_score"].to_numpy(), 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 wrong: sorted by NumPy, equal values as they fall
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        order = np.argsort(rows[column].to_numpy(dtype=float))
        groups = np.array_split(rows["mean_test_score"].to_numpy()[order], 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if scores.min() == scores.max():
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 right: sorted by pandas, stable
def explained(table, column):
    rows = table.dropna(subset=["mean_test_score"])
    if rows[column].nunique() <= 4:
        groups = [group["mean_test_score"].to_numpy() for _, group in rows.groupby(column)]
    else:
        ordered = rows.sort_values(column, kind="stable")
        groups = np.array_split(ordered["mean_test_score"].to_numpy(), 4)
    scores = np.concatenate(groups)
    total = ((scores - scores.mean()) ** 2).sum()
    if rows["mean_test_score"].nunique() == 1:
        return 0.0
    between = sum(len(group) * (group.mean() - scores.mean()) ** 2 for group in groups)
    return float(between / total)


# %% 9.6 right: a total less what is inside the groups
def explained(table, column):
    good = table[table["mean_test_score"].notna()].reset_index(drop=True)
    if good[column].nunique() > 4:
        good = good.sort_values(column, kind="stable", ignore_index=True)
        n = len(good)
        sizes = [n // 4 + (k < n % 4) for k in range(4)]
        label = np.repeat(range(4), sizes)
    else:
        label = pd.factorize(good[column])[0]
    s = good["mean_test_score"].astype(float)
    if s.nunique() == 1:
        return 0.0
    inside = s.groupby(label).transform(lambda g: (g - g.mean()) ** 2).sum()
    return max(0.0, float(1 - inside / ((s - s.mean()) ** 2).sum()))


# %% 9.6 right: each row stands for its group's mean
def explained(table, column):
    pairs = [(x, s) for x, s in zip(table[column], table["mean_test_score"], strict=True) if not np.isnan(s)]
    values = {x for x, _ in pairs}
    if len(values) <= 4:
        groups = [[s for x, s in pairs if x == value] for value in values]
    else:
        groups = [list(part) for part in np.array_split([s for _, s in sorted(pairs, key=lambda p: p[0])], 4)]
    means = np.array([np.mean(group) for group in groups for _ in group])
    all_scores = np.array([s for _, s in pairs])
    return np.float64(means.var() / all_scores.var()) if len(set(all_scores)) > 1 else 0.0


# %% 9.7 wrong: the best, not the smallest
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = best
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the smallest of all
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = int(np.argmin(sizes))
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the largest of them
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = max(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the first of them
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = nearly[0]
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the better mean of them, without the best
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = sorted(nearly, key=lambda k: means[k])[-2:][0]
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: smaller is better
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmin(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] <= means[best] + standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the standard deviation
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1)
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: divided by all folds
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best]) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: divided by the number of folds
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / len(fold_scores[best])
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: divided by the root of the number of candidates
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the deviation of the means
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(means) / np.sqrt(len(means))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: of each candidate its own error
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [
        k
        for k in range(len(means))
        if means[k] >= means[best] - np.std(fold_scores[k], ddof=1) / np.sqrt(len(fold_scores[k]))
    ]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: both errors together
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [
        k
        for k in range(len(means))
        if means[k]
        >= means[best] - standard_error - np.std(fold_scores[k], ddof=1) / np.sqrt(len(fold_scores[k]))
    ]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: two standard errors
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - 2 * standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: a hundredth below
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - 0.01]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: means over the candidates
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=0)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: scored on the training rows
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*training)


# %% 9.7 wrong: fitted on the test rows
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*test)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: fitted on all rows there are
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*(np.concatenate(part) for part in zip(training, test, strict=True)))
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: every candidate fitted
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    for estimator in estimators:
        estimator.fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: fitted twice
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: chosen by the test rows
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = max(nearly, key=lambda k: estimators[k].fit(*training).score(*test))
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: the mean of its folds
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, float(means[chosen])


# %% 9.7 wrong: the size instead of the index
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return sizes[chosen], estimators[chosen].score(*test)


# %% 9.7 wrong: the index alone
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen


# %% 9.7 wrong: its place among the nearly best
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] >= means[best] - standard_error]
    chosen = int(np.argmin([sizes[k] for k in nearly]))
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: above one standard error, not at it
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    nearly = [k for k in range(len(means)) if means[k] > means[best] - standard_error]
    chosen = min(nearly, key=lambda k: sizes[k])
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 wrong: above one standard error, with a mask
def simple_enough(estimators, sizes, fold_scores, training, test):
    means = np.mean(fold_scores, axis=1)
    best = int(np.argmax(means))
    standard_error = np.std(fold_scores[best], ddof=1) / np.sqrt(len(fold_scores[best]))
    chosen = np.where(means > means[best] - standard_error, sizes, np.inf).argmin()
    estimators[chosen].fit(*training)
    return chosen, estimators[chosen].score(*test)


# %% 9.7 right: NumPy's masks
def simple_enough(estimators, sizes, fold_scores, training, test):
    scores = np.asarray(fold_scores, dtype=float)
    means, n_folds = scores.mean(axis=1), scores.shape[1]
    winner = scores[means.argmax()]
    variance = ((winner - winner.mean()) ** 2).sum() / (n_folds - 1)
    nearly = means >= means.max() - np.sqrt(variance / n_folds)
    chosen = np.where(nearly, sizes, np.inf).argmin()
    fitted = estimators[chosen].fit(*training)
    return chosen, fitted.score(test[0], test[1])


# %% 9.7 right: from the smallest to the largest
def simple_enough(estimators, sizes, fold_scores, training, test):
    from scipy.stats import sem

    means = [float(np.mean(row)) for row in fold_scores]
    limit = max(means) - sem(fold_scores[means.index(max(means))])
    for k in sorted(range(len(sizes)), key=sizes.__getitem__):
        if means[k] >= limit:
            estimators[k].fit(X=training[0], y=training[1])
            return [k, estimators[k].score(X=test[0], y=test[1])]
