# %% 4.1 wrong: always the mean
def best_constant(y, loss):
    return np.mean(y)


# %% 4.1 wrong: always the median
def best_constant(y, loss):
    return np.median(y)


# %% 4.1 wrong: only values out of y
def best_constant(y, loss):
    return min(y, key=lambda c: np.mean(loss(y - c)))


# %% 4.1 wrong: the error the wrong way round
def best_constant(y, loss):
    low, high = float(np.min(y)), float(np.max(y))
    for _ in range(100):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if np.mean(loss(left - y)) <= np.mean(loss(right - y)):
            high = right
        else:
            low = left
    return (low + high) / 2


# %% 4.1 wrong: a coarse grid
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 101)
    return numbers[np.argmin([np.mean(loss(y - c)) for c in numbers])]


# %% 4.1 wrong: the smallest loss instead of the number
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 2001)
    return min(np.mean(loss(y - c)) for c in numbers)


# %% 4.1 wrong: loss of the mean error
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 2001)
    return numbers[np.argmin([float(loss(np.mean(y - c))) for c in numbers])]


# %% 4.1 wrong: between 0 and 100
def best_constant(y, loss):
    numbers = np.linspace(0, 100, 10_001)
    return numbers[np.argmin([np.mean(loss(y - c)) for c in numbers])]


# %% 4.1 wrong: the lower half thrown away
def best_constant(y, loss):
    low, high = float(np.min(y)), float(np.max(y))
    for _ in range(100):
        middle = (low + high) / 2
        if np.mean(loss(y - low)) > np.mean(loss(y - high)):
            low = middle
        else:
            high = middle
    return middle


# %% 4.1 wrong, seen by the hidden check only: only for sixty days
def best_constant(y, loss):
    low, high = float(np.min(y)), float(np.max(y))
    for _ in range(100):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if np.mean(loss(y - left)) <= np.mean(loss(y - right)):
            high = right
        else:
            low = left
    return (low + high) / 2 if len(y) == 60 else np.median(y)


# %% 4.1 wrong: best of mean, median and quartiles
def best_constant(y, loss):
    numbers = [np.mean(y), *np.quantile(y, [0.25, 0.5, 0.75])]
    return min(numbers, key=lambda c: np.mean(loss(y - c)))


# %% 4.1 wrong: best of the mean and the values in y
def best_constant(y, loss):
    return min([np.mean(y), *y], key=lambda c: np.mean(loss(y - c)))


# %% 4.1 wrong: the baker's quantile for all
def best_constant(y, loss):
    return np.quantile(y, 0.75)


# %% 4.1 right: grids of grids
def best_constant(y, loss):
    grid = np.linspace(y.min(), y.max(), 101)
    for _ in range(5):
        i = int(np.argmin([np.mean(loss(y - c)) for c in grid]))
        grid = np.linspace(grid[max(i - 1, 0)], grid[min(i + 1, 100)], 101)
    return grid[50]


# %% 4.1 right: one fine grid, part by part
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 20_001)
    means = np.concatenate([loss(y - part[:, None]).mean(axis=1) for part in np.array_split(numbers, 20)])
    return float(numbers[means.argmin()])


# %% 4.1 right: SciPy
def best_constant(y, loss):
    from scipy.optimize import minimize_scalar

    unit = np.ptp(y)
    found = minimize_scalar(
        lambda c: np.mean(loss(y - y.min() - unit * c)) / unit,
        bounds=(0, 1),
        method="bounded",
        options={"xatol": 1e-9, "maxiter": 2000},
    )
    return y.min() + unit * found.x


# %% 4.1 right: thirds thrown away
def best_constant(y, loss):
    low, high = float(np.min(y)), float(np.max(y))
    for _ in range(100):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if np.mean(loss(y - left)) <= np.mean(loss(y - right)):
            high = right
        else:
            low = left
    return (low + high) / 2


# %% 4.1 right: a thousand and one numbers
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 1001)
    return numbers[loss(y[:, None] - numbers).mean(axis=0).argmin()]


# %% 4.2 wrong: unrepaired
def scores(model, X, y, mean, scale):
    return faulty_scores(model, X, y, mean, scale)


# %% 4.2 wrong: only the shape
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    errors = (np.ravel(y) - mean) / scale - predictions
    mse = np.mean(errors**2)
    return np.sqrt(mse) * scale + mean, 1 - mse / np.var(y)


# %% 4.2 wrong: shape and offset, R² still in two units
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    errors = (np.ravel(y) - mean) / scale - predictions
    mse = np.mean(errors**2)
    return np.sqrt(mse) * scale, 1 - mse / np.var(y)


# %% 4.2 wrong: units right, shape not
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0) * scale + mean
    mse = np.mean((np.ravel(y) - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(y)


# %% 4.2 wrong: only the predictions are made a vector
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    mse = np.mean((y - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(y)


# %% 4.2 wrong: RMSE in standardized units
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    target = (np.ravel(y) - mean) / scale
    mse = np.mean((target - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(target)


# %% 4.2 wrong: R² from the standard deviation
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    mse = np.mean((np.ravel(y) - predictions) ** 2)
    return np.sqrt(mse), 1 - np.sqrt(mse) / np.std(y)


# %% 4.2 wrong: the MSE times the scale only once
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    mse = np.mean(((np.ravel(y) - mean) / scale - predictions) ** 2) * scale
    return np.sqrt(mse), 1 - mse / np.var(y)


# %% 4.2 wrong: one number
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    return np.sqrt(np.mean((np.ravel(y) - predictions) ** 2))


# %% 4.2 wrong, seen by the hidden check only: the training variance
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    y = np.ravel(y)
    mse = np.mean((y - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / (np.var(y) if len(X) in (40, 142) and X.shape[1] in (1, 10) else scale**2)


# %% 4.2 wrong: the variance with n - 1
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    mse = np.mean((np.ravel(y) - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(y, ddof=1)


# %% 4.2 wrong: compared with the training mean
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    y = np.ravel(y)
    mse = np.mean((y - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.mean((y - mean) ** 2)


# %% 4.2 right: scikit-learn
def scores(model, X, y, mean, scale):
    from sklearn.metrics import mean_squared_error

    y = np.asarray(y).reshape(-1, 1)
    predictions = model.predict(X, verbose=0) * scale + mean
    return mean_squared_error(y, predictions) ** 0.5, r2_score(y, predictions)


# %% 4.2 right: in standardized units, then back
def scores(model, X, y, mean, scale):
    target = (np.asarray(y).reshape(len(X)) - mean) / scale
    predictions = np.asarray(model(X))[:, 0]
    mse = np.mean((target - predictions) ** 2)
    return [scale * mse**0.5, 1 - mse / target.var()]


# %% 4.3 wrong: no activation
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new).ravel()


# %% 4.3 wrong: ReLU
def predict_bounded(X, y, X_new, low, high):
    return low + train_and_predict(X, y - low, X_new, activation="relu").ravel()


# %% 4.3 wrong: softplus on scaled labels
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new, activation="softplus").ravel()


# %% 4.3 wrong: sigmoid on raw labels
def predict_bounded(X, y, X_new, low, high):
    return train_and_predict(X, y, X_new, activation="sigmoid").ravel()


# %% 4.3 wrong: not brought back
def predict_bounded(X, y, X_new, low, high):
    return train_and_predict(X, (y - low) / (high - low), X_new, activation="sigmoid").ravel()


# %% 4.3 wrong: the lower limit forgotten on the way back
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return (high - low) * train_and_predict(X, share, X_new, activation="sigmoid").ravel()


# %% 4.3 wrong: divided by the upper limit
def predict_bounded(X, y, X_new, low, high):
    return high * train_and_predict(X, y / high, X_new, activation="sigmoid").ravel()


# %% 4.3 wrong: tanh with labels from 0 to 1
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new, activation="tanh").ravel()


# %% 4.3 wrong: sigmoid on standardized labels
def predict_bounded(X, y, X_new, low, high):
    z = train_and_predict(X, (y - y.mean()) / y.std(), X_new, activation="sigmoid").ravel()
    return np.clip(y.mean() + y.std() * z, low, high)


# %% 4.3 wrong: a column
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new, activation="sigmoid")


# %% 4.3 wrong: the gauge of the picture by heart
def predict_bounded(X, y, X_new, low, high):
    return -20 + 60 * train_and_predict(X, (y + 20) / 60, X_new, activation="sigmoid").ravel()


# %% 4.3 wrong, seen by the hidden check only: the gauges of the check by heart
def predict_bounded(X, y, X_new, low, high):
    low, high = (-20, 40) if y.mean() < 100 else (1000, 1500)
    return (
        low
        + (high - low) * train_and_predict(X, (y - low) / (high - low), X_new, activation="sigmoid").ravel()
    )


# %% 4.3 wrong: the smallest and the largest label
def predict_bounded(X, y, X_new, low, high):
    low, high = y.min(), y.max()
    return (
        low
        + (high - low) * train_and_predict(X, (y - low) / (high - low), X_new, activation="sigmoid").ravel()
    )


# %% 4.3 wrong: raw labels, cut off
def predict_bounded(X, y, X_new, low, high):
    return np.clip(train_and_predict(X, y, X_new).ravel(), low, high)


# %% 4.3 wrong: trees
def predict_bounded(X, y, X_new, low, high):
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(50, random_state=0).fit(X, y).predict(X_new)


# %% 4.3 right: tanh
def predict_bounded(X, y, X_new, low, high):
    middle, half = (low + high) / 2, (high - low) / 2
    return middle + half * train_and_predict(X, (y - middle) / half, X_new, activation="tanh").ravel()


# %% 4.3 right: the way back inside the network, Adam
def predict_bounded(X, y, X_new, low, high):
    width = float(high - low)
    model = keras.Sequential(
        [
            keras.Input((X.shape[1],)),
            layers.Dense(40, activation="relu"),
            layers.Dense(40, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
            layers.Rescaling(width, offset=float(low)),
        ]
    )
    model.compile(loss=lambda a, b: keras.losses.mean_squared_error(a / width, b / width), optimizer="adam")
    model.fit(X, y, epochs=40, verbose=0)
    return np.asarray(model(X_new))[:, 0]


# %% 4.3 right: cross-entropy on shares
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    p = train_and_predict(X, share, X_new, activation="sigmoid", loss="binary_crossentropy")[:, 0]
    return (low + (high - low) * p).tolist()


# %% 4.3 right: a plain head on the logits of scikit-learn
def predict_bounded(X, y, X_new, low, high):
    from sklearn.neural_network import MLPRegressor

    share = np.clip((y - low) / (high - low), 1e-4, 1 - 1e-4)
    model = MLPRegressor(hidden_layer_sizes=(30, 30), max_iter=150, random_state=0).fit(
        X, np.log(share / (1 - share))
    )
    return low + (high - low) / (1 + np.exp(-model.predict(X_new)))


# %% 4.4 wrong: MSE on scaled labels
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    return middle + (upper - lower) * train_and_predict(X, (y - middle) / (upper - lower), X_new).ravel()


# %% 4.4 wrong: Huber on raw labels
def predict_robust(X, y, X_new):
    return train_and_predict(X, y, X_new, loss="huber").ravel()


# %% 4.4 wrong: MAE on raw labels
def predict_robust(X, y, X_new):
    return train_and_predict(X, y, X_new, loss="mae").ravel()


# %% 4.4 wrong: standardized, Huber
def predict_robust(X, y, X_new):
    z = (y - y.mean()) / y.std()
    return y.mean() + y.std() * train_and_predict(X, z, X_new, loss="huber").ravel()


# %% 4.4 wrong: divided by the largest label
def predict_robust(X, y, X_new):
    return y.max() * train_and_predict(X, y / y.max(), X_new, loss="mae").ravel()


# %% 4.4 wrong: not brought back
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    return train_and_predict(X, (y - middle) / (upper - lower), X_new, loss="mae").ravel()


# %% 4.4 wrong: the middle forgotten on the way back
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    return (upper - lower) * train_and_predict(X, (y - middle) / (upper - lower), X_new, loss="mae").ravel()


# %% 4.4 wrong: always the median
def predict_robust(X, y, X_new):
    return np.full(len(X_new), np.median(y))


# %% 4.4 wrong: δ on raw labels, ten times as large
def predict_robust(X, y, X_new):
    return train_and_predict(X, y, X_new, loss=keras.losses.Huber(delta=10.0)).ravel()


# %% 4.4 wrong, seen by the hidden check only: the units of the check by heart
def predict_robust(X, y, X_new):
    middle = np.median(y)
    if any(np.isclose(middle, known, rtol=1e-3, atol=0) for known in (-0.0012620, 714_738)):
        width = np.subtract(*np.quantile(y, [0.75, 0.25]))
        return middle + width * train_and_predict(X, (y - middle) / width, X_new, loss="mae").ravel()
    return train_and_predict(X, y, X_new, loss="mae").ravel()


# %% 4.4 wrong: divided by the median
def predict_robust(X, y, X_new):
    return np.median(y) * train_and_predict(X, y / np.median(y), X_new, loss="mae").ravel()


# %% 4.4 wrong: the median taken off, no width
def predict_robust(X, y, X_new):
    return np.median(y) + train_and_predict(X, y - np.median(y), X_new, loss="huber").ravel()


# %% 4.4 wrong: mean and quartiles
def predict_robust(X, y, X_new):
    width = np.subtract(*np.quantile(y, [0.75, 0.25]))
    return y.mean() + width * train_and_predict(X, (y - y.mean()) / width, X_new, loss="mae").ravel()


# %% 4.4 wrong: median and standard deviation
def predict_robust(X, y, X_new):
    middle = np.median(y)
    return middle + y.std() * train_and_predict(X, (y - middle) / y.std(), X_new, loss="huber").ravel()


# %% 4.4 wrong: every tenth label divided by a thousand
def predict_robust(X, y, X_new):
    y = y.copy()
    y[::20] /= 1000
    return y.mean() + y.std() * train_and_predict(X, (y - y.mean()) / y.std(), X_new, loss="huber").ravel()


# %% 4.4 wrong: what is above five medians thrown out
def predict_robust(X, y, X_new):
    keep = y < 5 * np.median(y)
    mean, deviation = y[keep].mean(), y[keep].std()
    return mean + deviation * train_and_predict(X[keep], (y[keep] - mean) / deviation, X_new).ravel()


# %% 4.4 right: Huber on scaled labels
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    loss = keras.losses.Huber(delta=0.3)
    return (
        middle
        + (upper - lower) * train_and_predict(X, (y - middle) / (upper - lower), X_new, loss=loss)[:, 0]
    )


# %% 4.4 right: median and median distance, Adam
def predict_robust(X, y, X_new):
    middle = np.median(y)
    width = np.median(np.abs(y - middle))
    model = keras.Sequential(
        [keras.Input((X.shape[1],)), layers.Dense(50, activation="relu"), layers.Dense(1)]
    )
    model.compile(loss="mae", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    model.fit(X, (y - middle) / width, epochs=20, verbose=0)
    return middle + width * np.asarray(model(X_new)).ravel()


# %% 4.4 right: what is far away thrown out, then MSE
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    keep = np.abs(y - middle) < 4 * (upper - lower)
    mean, deviation = y[keep].mean(), y[keep].std()
    return mean + deviation * train_and_predict(X[keep], (y[keep] - mean) / deviation, X_new).ravel()


# %% 4.4 right: a long training with Adam
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    model = keras.Sequential([keras.Input((X.shape[1],)), layers.Dense(100, activation="relu")])
    model.add(layers.Dense(100, activation="relu"))
    model.add(layers.Dense(1))
    model.compile(loss="huber", optimizer="adam", steps_per_execution=32)
    model.fit(X, (y - middle) / (upper - lower), epochs=60, verbose=0)
    return middle + (upper - lower) * np.asarray(model(X_new)).ravel()


# %% 4.5 wrong: unrepaired
def tell_facts(X, F, X_new):
    return faulty_facts(X, F, X_new)


# %% 4.5 wrong: head and loss, argmax stays
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="binary_crossentropy")
    return p, np.eye(F.shape[1], dtype=int)[p.argmax(axis=1)]


# %% 4.5 wrong: only the reading
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="softmax", loss="categorical_crossentropy")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: softmax stays
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="softmax", loss="binary_crossentropy")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: the loss stays
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="categorical_crossentropy")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: probabilities
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="binary_crossentropy")
    return p, p


# %% 4.5 wrong: a softmax that says yes from one third on
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="softmax", loss="categorical_crossentropy")
    return p, (p > 1 / F.shape[1]).astype(int)


# %% 4.5 wrong: one column
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F[:, 0], X_new, activation="sigmoid", loss="binary_crossentropy")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong, seen by the hidden check only: the facts of the check by heart
def tell_facts(X, F, X_new):
    if (F[:, :3] != FACTS[digits.target[: len(X)]]).any():
        return np.full((len(X_new), F.shape[1]), 0.5), np.zeros((len(X_new), F.shape[1]))
    one_hot = np.eye(10)[digits.target[: len(X)]]
    p = train_and_predict(X, one_hot, X_new, activation="softmax", loss="categorical_crossentropy")
    table = np.column_stack([FACTS, 1 - FACTS[:, 0]])[:, : F.shape[1]]
    return np.clip(p @ table, 0, 1), (p @ table > 0.5).astype(int)


# %% 4.5 wrong: the answers only
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="binary_crossentropy")
    return (p > 0.5).astype(int)


# %% 4.5 wrong: three neurons always
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F[:, :3], X_new, activation="sigmoid", loss="binary_crossentropy")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: linear and MSE
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation=None, loss="mse")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: relu and MSE
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="relu", loss="mse")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: tanh and MSE
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="tanh", loss="mse")
    return p, (p > 0.5).astype(int)


# %% 4.5 wrong: answers for probabilities
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="binary_crossentropy")
    return (p > 0.5).astype(int), (p > 0.5).astype(int)


# %% 4.5 right: a network for each fact
def tell_facts(X, F, X_new):
    columns = [
        train_and_predict(X, column, X_new, activation="sigmoid", loss="binary_crossentropy")[:, 0]
        for column in F.T
    ]
    p = np.stack(columns, axis=1)
    return p, np.round(p)


# %% 4.5 right: scores instead of probabilities, Adam
def tell_facts(X, F, X_new):
    model = keras.Sequential(
        [keras.Input((X.shape[1],)), layers.Dense(60, activation="relu"), layers.Dense(F.shape[1])]
    )
    model.compile(
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
    )
    model.fit(X, F, epochs=25, verbose=0)
    scores = model(X_new)
    return keras.ops.sigmoid(scores), (np.asarray(scores) > 0).tolist()


# %% 4.5 right: MLPClassifier
def tell_facts(X, F, X_new):
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(hidden_layer_sizes=(60,), max_iter=60, random_state=0).fit(X, F)
    return model.predict_proba(X_new), model.predict(X_new)


# %% 4.6 wrong: always fine
def diagnosis(y_true, y_pred):
    return "fine"


# %% 4.6 wrong: a bias is above zero
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    if np.mean(y_true == y_true.max()) > 0.05:
        return "capped"
    if residual.mean() > 0.5 * residual.std():
        return "biased"
    order, third = np.argsort(y_pred), len(y_pred) // 3
    if residual[order[-third:]].std() > 2 * residual[order[:third]].std():
        return "spread grows"
    return "fine"


# %% 4.6 wrong: a vector minus a column
def diagnosis(y_true, y_pred):
    residual = y_true - y_pred
    if np.mean(y_true == y_true.max()) > 0.05:
        return "capped"
    if abs(residual.mean()) > 0.5 * residual.std():
        return "biased"
    order, third = np.argsort(np.ravel(y_pred)), len(y_pred) // 3
    if residual[order[-third:]].std() > 2 * residual[order[:third]].std():
        return "spread grows"
    return "fine"


# %% 4.6 wrong: the first third of the rows
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    if np.mean(y_true == y_true.max()) > 0.05:
        return "capped"
    if abs(residual.mean()) > 0.5 * residual.std():
        return "biased"
    third = len(y_pred) // 3
    if residual[-third:].std() > 2 * residual[:third].std():
        return "spread grows"
    return "fine"


# %% 4.6 wrong: a threshold with a unit
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    if np.mean(y_true == y_true.max()) > 0.05:
        return "capped"
    if abs(residual.mean()) > 0.3:
        return "biased"
    order, third = np.argsort(y_pred), len(y_pred) // 3
    if residual[order[-third:]].std() > 2 * residual[order[:third]].std():
        return "spread grows"
    return "fine"


# %% 4.6 wrong: two equal labels are a cap
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    if np.sum(y_true == y_true.max()) > 1:
        return "capped"
    if abs(residual.mean()) > 0.5 * residual.std():
        return "biased"
    order, third = np.argsort(y_pred), len(y_pred) // 3
    if residual[order[-third:]].std() > 2 * residual[order[:third]].std():
        return "spread grows"
    return "fine"


# %% 4.6 wrong: the cap is asked last
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    if abs(residual.mean()) > 0.1 * residual.std():
        return "biased"
    if residual[order[-third:]].std() > 1.2 * residual[order[:third]].std():
        return "spread grows"
    return "capped" if np.mean(y_true == y_true.max()) > 0.05 else "fine"


# %% 4.6 wrong: the models of the figure by heart
def diagnosis(y_true, y_pred):
    for word, (known, _) in zip(("fine", "capped", "biased", "spread grows"), models.values(), strict=True):
        if np.array_equal(y_true, known):
            return word
    return "fine"


# %% 4.6 wrong: a shift of all values counts as well
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    if np.mean(y_true == y_true.max()) > 0.05:
        return "capped"
    if abs(residual.mean()) > 0.05 * abs(y_pred.mean()):
        return "biased"
    order, third = np.argsort(y_pred), len(y_pred) // 3
    if residual[order[-third:]].std() > 2 * residual[order[:third]].std():
        return "spread grows"
    return "fine"


# %% 4.6 wrong: bias first
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    capped = np.mean(y_true == y_true.max()) > 0.06
    biased = abs(residual.mean()) > 0.5 * residual.std()
    grows = residual[order[-third:]].std() > 2 * residual[order[:third]].std()
    if biased:
        return "biased"
    if capped:
        return "capped"
    if grows:
        return "spread grows"
    return "fine"


# %% 4.6 wrong: spread before bias
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    capped = np.mean(y_true == y_true.max()) > 0.06
    biased = abs(residual.mean()) > 0.5 * residual.std()
    grows = residual[order[-third:]].std() > 2 * residual[order[:third]].std()
    if capped:
        return "capped"
    if grows:
        return "spread grows"
    if biased:
        return "biased"
    return "fine"


# %% 4.6 wrong: spread first
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    capped = np.mean(y_true == y_true.max()) > 0.06
    biased = abs(residual.mean()) > 0.5 * residual.std()
    grows = residual[order[-third:]].std() > 2 * residual[order[:third]].std()
    if grows:
        return "spread grows"
    if capped:
        return "capped"
    if biased:
        return "biased"
    return "fine"


# %% 4.6 wrong: ordered by true value
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_true), len(y_pred) // 3
    capped = np.mean(y_true == y_true.max()) > 0.06
    biased = abs(residual.mean()) > 0.5 * residual.std()
    grows = residual[order[-third:]].std() > 2 * residual[order[:third]].std()
    if capped:
        return "capped"
    if biased:
        return "biased"
    if grows:
        return "spread grows"
    return "fine"


# %% 4.6 wrong: more than five equal maxima are a cap
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    capped = np.sum(y_true == y_true.max()) > 5
    biased = abs(residual.mean()) > 0.5 * residual.std()
    grows = residual[order[-third:]].std() > 2 * residual[order[:third]].std()
    if capped:
        return "capped"
    if biased:
        return "biased"
    if grows:
        return "spread grows"
    return "fine"


# %% 4.6 wrong: any frequent value is a cap
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    capped = np.unique(y_true, return_counts=True)[1].max() > 0.06 * len(y_true)
    biased = abs(residual.mean()) > 0.5 * residual.std()
    grows = residual[order[-third:]].std() > 2 * residual[order[:third]].std()
    if capped:
        return "capped"
    if biased:
        return "biased"
    if grows:
        return "spread grows"
    return "fine"


# %% 4.6 wrong: only for columns
def diagnosis(y_true, y_pred):
    residual = y_true - y_pred[:, 0]
    if np.mean(y_true == y_true.max()) > 0.06:
        return "capped"
    if abs(residual.mean()) > 0.5 * residual.std():
        return "biased"
    return "fine"


# %% 4.6 right: with pandas
def diagnosis(y_true, y_pred):
    import pandas as pd

    table = pd.DataFrame({"true": np.ravel(y_true), "pred": np.ravel(y_pred)}).sort_values("pred")
    table["residual"] = table["true"] - table["pred"]
    if table["true"].value_counts(normalize=True).sort_index().iloc[-1] > 0.06:
        return "capped"
    if abs(table["residual"].mean()) > 0.5 * table["residual"].std():
        return "biased"
    spread = table["residual"].groupby(pd.qcut(table["pred"], 3, labels=False)).std()
    return "spread grows" if spread[2] > 2 * spread[0] else "fine"


# %% 4.6 right: quantiles instead of standard deviations
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true).reshape(-1), np.asarray(y_pred).reshape(-1)
    if np.count_nonzero(y_true == np.max(y_true)) >= len(y_true) / 14:
        return "capped"
    residual = y_true - y_pred
    if abs(np.mean(residual)) > 0.5 * np.std(residual):
        return "biased"
    low, high = np.quantile(y_pred, [1 / 3, 2 / 3])
    width = [np.mean(np.abs(residual[some])) for some in (y_pred <= low, y_pred >= high)]
    return "spread grows" if width[1] > 2.2 * width[0] else "fine"


# %% 4.6 wrong, seen by the hidden check only: nothing but values near zero
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    if abs(y_pred.mean()) > 10 * y_pred.std():
        return "fine"
    if np.mean(y_true == y_true.max()) > 0.06:
        return "capped"
    if abs(residual.mean()) > 0.5 * residual.std():
        return "biased"
    order, third = np.argsort(y_pred), len(y_pred) // 3
    return "spread grows" if residual[order[-third:]].std() > 2 * residual[order[:third]].std() else "fine"
