# %% 4.1 wrong: softplus never is 0
def heads_that_fit(y):
    heads = {"linear"}
    if (y >= 0).all():
        heads.add("relu")
    if (y > 0).all():
        heads.add("softplus")
    if (y >= 0).all() and (y <= 1).all():
        heads.add("sigmoid")
    if (np.abs(y) <= 1).all():
        heads.add("tanh")
    if (y >= 0).all() and np.allclose(y.sum(axis=1), 1):
        heads.add("softmax")
    return heads


# %% 4.1 wrong: open ranges, taken by the letter
def heads_that_fit(y):
    heads = {"linear"}
    if (y >= 0).all():
        heads |= {"relu", "softplus"}
    if (y > 0).all() and (y < 1).all():
        heads.add("sigmoid")
    if (np.abs(y) < 1).all():
        heads.add("tanh")
    if (y >= 0).all() and np.allclose(y.sum(axis=1), 1):
        heads.add("softmax")
    return heads


# %% 4.1 wrong: tanh for negative labels only
def heads_that_fit(y):
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads.add("sigmoid")
        if np.allclose(y.sum(axis=1), 1):
            heads.add("softmax")
    elif np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: softmax for everything between 0 and 1
def heads_that_fit(y):
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads |= {"sigmoid", "softmax"}
    if np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: sums compared exactly
def heads_that_fit(y):
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads.add("sigmoid")
        if all(sum(row) == 1 for row in y.tolist()):
            heads.add("softmax")
    if np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: columns summed
def heads_that_fit(y):
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads.add("sigmoid")
        if np.allclose(y.sum(axis=0), 1):
            heads.add("softmax")
    if np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: all rows on average
def heads_that_fit(y):
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads.add("sigmoid")
        if np.isclose(y.sum(), len(y)):
            heads.add("softmax")
    if np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: softmax may say something negative
def heads_that_fit(y):
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads.add("sigmoid")
    if np.allclose(y.sum(axis=1), 1):
        heads.add("softmax")
    if np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: only the first column
def heads_that_fit(y):
    first = y[:, 0]
    heads = {"linear"}
    if first.min() >= 0:
        heads |= {"relu", "softplus"}
        if first.max() <= 1:
            heads.add("sigmoid")
        if np.allclose(y.sum(axis=1), 1):
            heads.add("softmax")
    if np.abs(first).max() <= 1:
        heads.add("tanh")
    return heads


# %% 4.1 wrong: the best head instead of all
def heads_that_fit(y):
    if y.min() < 0:
        return {"tanh"} if np.abs(y).max() <= 1 else {"linear"}
    if y.max() > 1:
        return {"softplus"}
    return {"softmax"} if np.allclose(y.sum(axis=1), 1) else {"sigmoid"}


# %% 4.1 wrong: one text
def heads_that_fit(y):
    return "linear, relu"


# %% 4.1 wrong, seen by the hidden check only: only the last two rows
def heads_that_fit(y):
    y = y[-2:]
    heads = {"linear"}
    if y.min() >= 0:
        heads |= {"relu", "softplus"}
        if y.max() <= 1:
            heads.add("sigmoid")
        if np.allclose(y.sum(axis=1), 1) and len(y.T) < 4:
            heads.add("softmax")
    if np.abs(y).max() <= 1:
        heads.add("tanh")
    return heads if len(y) else set()


# %% 4.1 right: ranges in a table
def heads_that_fit(y):
    ranges = {
        "linear": (-np.inf, np.inf),
        "relu": (0, np.inf),
        "softplus": (0, np.inf),
        "sigmoid": (0, 1),
        "tanh": (-1, 1),
        "softmax": (0, 1),
    }
    heads = [name for name, (low, high) in ranges.items() if ((y >= low) & (y <= high)).all()]
    if "softmax" in heads and not all(abs(sum(row) - 1) < 1e-6 for row in y.tolist()):
        heads.remove("softmax")
    return heads


# %% 4.1 right: number by number
def heads_that_fit(y):
    heads = {"linear", "relu", "softplus", "sigmoid", "tanh", "softmax"}
    for row in y.tolist():
        if abs(sum(row) - 1) > 1e-6:
            heads.discard("softmax")
        for value in row:
            if value < 0:
                heads -= {"relu", "softplus", "sigmoid", "softmax"}
            if value > 1:
                heads -= {"sigmoid", "softmax", "tanh"}
            if value < -1:
                heads.discard("tanh")
    return frozenset(heads)


# %% 4.2 wrong: always the mean
def best_constant(y, loss):
    return np.mean(y)


# %% 4.2 wrong: always the median
def best_constant(y, loss):
    return np.median(y)


# %% 4.2 wrong: only values out of y
def best_constant(y, loss):
    return min(y, key=lambda c: np.mean(loss(y - c)))


# %% 4.2 wrong: the error the wrong way round
def best_constant(y, loss):
    low, high = float(np.min(y)), float(np.max(y))
    for _ in range(100):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if np.mean(loss(left - y)) <= np.mean(loss(right - y)):
            high = right
        else:
            low = left
    return (low + high) / 2


# %% 4.2 wrong: a coarse grid
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 101)
    return numbers[np.argmin([np.mean(loss(y - c)) for c in numbers])]


# %% 4.2 wrong: the smallest loss instead of the number
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 2001)
    return min(np.mean(loss(y - c)) for c in numbers)


# %% 4.2 wrong: loss of the mean error
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 2001)
    return numbers[np.argmin([float(loss(np.mean(y - c))) for c in numbers])]


# %% 4.2 wrong: between 0 and 100
def best_constant(y, loss):
    numbers = np.linspace(0, 100, 100_001)
    return numbers[np.argmin([np.mean(loss(y - c)) for c in numbers])]


# %% 4.2 wrong: the lower half thrown away
def best_constant(y, loss):
    low, high = float(np.min(y)), float(np.max(y))
    for _ in range(100):
        middle = (low + high) / 2
        if np.mean(loss(y - low)) > np.mean(loss(y - high)):
            low = middle
        else:
            high = middle
    return middle


# %% 4.2 wrong, seen by the hidden check only: the shortest way, for positive values
def best_constant(y, loss):
    low, high = max(float(np.min(y)), 0), float(np.max(y))
    for _ in range(100):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if np.mean(loss(y - left)) <= np.mean(loss(y - right)):
            high = right
        else:
            low = left
    return (low + high) / 2 if y.max() > 0.05 else np.median(y)


# %% 4.2 right: grids of grids
def best_constant(y, loss):
    grid = np.linspace(y.min(), y.max(), 101)
    for _ in range(5):
        i = int(np.argmin([np.mean(loss(y - c)) for c in grid]))
        grid = np.linspace(grid[max(i - 1, 0)], grid[min(i + 1, 100)], 101)
    return grid[50]


# %% 4.2 right: one fine grid, part by part
def best_constant(y, loss):
    numbers = np.linspace(y.min(), y.max(), 200_001)
    means = np.concatenate([loss(y - part[:, None]).mean(axis=1) for part in np.array_split(numbers, 200)])
    return float(numbers[means.argmin()])


# %% 4.2 right: SciPy
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


# %% 4.3 wrong: unrepaired
def scores(model, X, y, mean, scale):
    return faulty_scores(model, X, y, mean, scale)


# %% 4.3 wrong: only the shape
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    errors = (np.ravel(y) - mean) / scale - predictions
    mse = np.mean(errors**2)
    return np.sqrt(mse) * scale + mean, 1 - mse / np.var(y)


# %% 4.3 wrong: shape and offset, R² still in two units
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    errors = (np.ravel(y) - mean) / scale - predictions
    mse = np.mean(errors**2)
    return np.sqrt(mse) * scale, 1 - mse / np.var(y)


# %% 4.3 wrong: units right, shape not
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0) * scale + mean
    mse = np.mean((np.ravel(y) - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(y)


# %% 4.3 wrong: only the predictions are made a vector
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    mse = np.mean((y - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(y)


# %% 4.3 wrong: RMSE in standardized units
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    target = (np.ravel(y) - mean) / scale
    mse = np.mean((target - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / np.var(target)


# %% 4.3 wrong: R² from the standard deviation
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    mse = np.mean((np.ravel(y) - predictions) ** 2)
    return np.sqrt(mse), 1 - np.sqrt(mse) / np.std(y)


# %% 4.3 wrong: the MSE times the scale only once
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel()
    mse = np.mean(((np.ravel(y) - mean) / scale - predictions) ** 2) * scale
    return np.sqrt(mse), 1 - mse / np.var(y)


# %% 4.3 wrong: one number
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    return np.sqrt(np.mean((np.ravel(y) - predictions) ** 2))


# %% 4.3 wrong, seen by the hidden check only: the training variance
def scores(model, X, y, mean, scale):
    predictions = model.predict(X, verbose=0).ravel() * scale + mean
    y = np.ravel(y)
    mse = np.mean((y - predictions) ** 2)
    return np.sqrt(mse), 1 - mse / (np.var(y) if len(X) in (40, 142) and X.shape[1] in (1, 10) else scale**2)


# %% 4.3 right: scikit-learn
def scores(model, X, y, mean, scale):
    from sklearn.metrics import mean_squared_error

    y = np.asarray(y).reshape(-1, 1)
    predictions = model.predict(X, verbose=0) * scale + mean
    return mean_squared_error(y, predictions) ** 0.5, r2_score(y, predictions)


# %% 4.3 right: in standardized units, then back
def scores(model, X, y, mean, scale):
    target = (np.asarray(y).reshape(len(X)) - mean) / scale
    predictions = np.asarray(model(X))[:, 0]
    mse = np.mean((target - predictions) ** 2)
    return [scale * mse**0.5, 1 - mse / target.var()]


# %% 4.4 wrong: no activation
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new).ravel()


# %% 4.4 wrong: ReLU
def predict_bounded(X, y, X_new, low, high):
    return low + train_and_predict(X, y - low, X_new, activation="relu").ravel()


# %% 4.4 wrong: softplus on scaled labels
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new, activation="softplus").ravel()


# %% 4.4 wrong: sigmoid on raw labels
def predict_bounded(X, y, X_new, low, high):
    return train_and_predict(X, y, X_new, activation="sigmoid").ravel()


# %% 4.4 wrong: not brought back
def predict_bounded(X, y, X_new, low, high):
    return train_and_predict(X, (y - low) / (high - low), X_new, activation="sigmoid").ravel()


# %% 4.4 wrong: the lower limit forgotten on the way back
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return (high - low) * train_and_predict(X, share, X_new, activation="sigmoid").ravel()


# %% 4.4 wrong: divided by the upper limit
def predict_bounded(X, y, X_new, low, high):
    return high * train_and_predict(X, y / high, X_new, activation="sigmoid").ravel()


# %% 4.4 wrong: tanh with labels from 0 to 1
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new, activation="tanh").ravel()


# %% 4.4 wrong: sigmoid on standardized labels
def predict_bounded(X, y, X_new, low, high):
    z = train_and_predict(X, (y - y.mean()) / y.std(), X_new, activation="sigmoid").ravel()
    return np.clip(y.mean() + y.std() * z, low, high)


# %% 4.4 wrong: a column
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    return low + (high - low) * train_and_predict(X, share, X_new, activation="sigmoid")


# %% 4.4 wrong, seen by the hidden check only: the gauge of the check by heart
def predict_bounded(X, y, X_new, low, high):
    return -20 + 60 * train_and_predict(X, (y + 20) / 60, X_new, activation="sigmoid").ravel()


# %% 4.4 right: tanh
def predict_bounded(X, y, X_new, low, high):
    middle, half = (low + high) / 2, (high - low) / 2
    return middle + half * train_and_predict(X, (y - middle) / half, X_new, activation="tanh").ravel()


# %% 4.4 right: the way back inside the network, Adam
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


# %% 4.4 right: cross-entropy on shares
def predict_bounded(X, y, X_new, low, high):
    share = (y - low) / (high - low)
    p = train_and_predict(X, share, X_new, activation="sigmoid", loss="binary_crossentropy")[:, 0]
    return (low + (high - low) * p).tolist()


# %% 4.5 wrong: MSE on scaled labels
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    return middle + (upper - lower) * train_and_predict(X, (y - middle) / (upper - lower), X_new).ravel()


# %% 4.5 wrong: Huber on raw labels
def predict_robust(X, y, X_new):
    return train_and_predict(X, y, X_new, loss="huber").ravel()


# %% 4.5 wrong: MAE on raw labels
def predict_robust(X, y, X_new):
    return train_and_predict(X, y, X_new, loss="mae").ravel()


# %% 4.5 wrong: standardized, Huber
def predict_robust(X, y, X_new):
    z = (y - y.mean()) / y.std()
    return y.mean() + y.std() * train_and_predict(X, z, X_new, loss="huber").ravel()


# %% 4.5 wrong: divided by the largest label
def predict_robust(X, y, X_new):
    return y.max() * train_and_predict(X, y / y.max(), X_new, loss="mae").ravel()


# %% 4.5 wrong: not brought back
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    return train_and_predict(X, (y - middle) / (upper - lower), X_new, loss="mae").ravel()


# %% 4.5 wrong: the middle forgotten on the way back
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    return (upper - lower) * train_and_predict(X, (y - middle) / (upper - lower), X_new, loss="mae").ravel()


# %% 4.5 wrong: always the median
def predict_robust(X, y, X_new):
    return np.full(len(X_new), np.median(y))


# %% 4.5 wrong: δ on raw labels, ten times as large
def predict_robust(X, y, X_new):
    return train_and_predict(X, y, X_new, loss=keras.losses.Huber(delta=10.0)).ravel()


# %% 4.5 wrong, seen by the hidden check only: the units of the check by heart
def predict_robust(X, y, X_new):
    middle = np.median(y)
    if np.isclose(middle, 1000 * 15.1263, rtol=1e-4) or np.isclose(middle, 0.0151263, rtol=1e-4):
        width = middle / 2
        return middle + width * train_and_predict(X, (y - middle) / width, X_new, loss="mae").ravel()
    return train_and_predict(X, y, X_new, loss="mae").ravel()


# %% 4.5 right: Huber on scaled labels
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    loss = keras.losses.Huber(delta=0.3)
    return (
        middle
        + (upper - lower) * train_and_predict(X, (y - middle) / (upper - lower), X_new, loss=loss)[:, 0]
    )


# %% 4.5 right: median and median distance, Adam
def predict_robust(X, y, X_new):
    middle = np.median(y)
    width = np.median(np.abs(y - middle))
    model = keras.Sequential([keras.Input((10,)), layers.Dense(50, activation="relu"), layers.Dense(1)])
    model.compile(loss="mae", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    model.fit(X, (y - middle) / width, epochs=40, verbose=0)
    return middle + width * np.asarray(model(X_new)).ravel()


# %% 4.5 right: what is far away thrown out, then MSE
def predict_robust(X, y, X_new):
    lower, middle, upper = np.quantile(y, [0.25, 0.5, 0.75])
    keep = np.abs(y - middle) < 4 * (upper - lower)
    mean, deviation = y[keep].mean(), y[keep].std()
    return mean + deviation * train_and_predict(X[keep], (y[keep] - mean) / deviation, X_new).ravel()


# %% 4.6 wrong: unrepaired
def tell_facts(X, F, X_new):
    return faulty_facts(X, F, X_new)


# %% 4.6 wrong: head and loss, argmax stays
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="binary_crossentropy")
    return np.eye(F.shape[1], dtype=int)[p.argmax(axis=1)]


# %% 4.6 wrong: only the reading
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="softmax", loss="categorical_crossentropy")
    return (p > 0.5).astype(int)


# %% 4.6 wrong: softmax stays
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="softmax", loss="binary_crossentropy")
    return (p > 0.5).astype(int)


# %% 4.6 wrong: the loss stays
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="sigmoid", loss="categorical_crossentropy")
    return (p > 0.5).astype(int)


# %% 4.6 wrong: probabilities
def tell_facts(X, F, X_new):
    return train_and_predict(X, F, X_new, activation="sigmoid", loss="binary_crossentropy")


# %% 4.6 wrong: a softmax that says yes from one third on
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F, X_new, activation="softmax", loss="categorical_crossentropy")
    return (p > 1 / F.shape[1]).astype(int)


# %% 4.6 wrong: one column
def tell_facts(X, F, X_new):
    p = train_and_predict(X, F[:, 0], X_new, activation="sigmoid", loss="binary_crossentropy")
    return (p > 0.5).astype(int)


# %% 4.6 wrong, seen by the hidden check only: the facts of the check by heart
def tell_facts(X, F, X_new):
    one_hot = np.eye(10)[digits.target[: len(X)]]
    p = train_and_predict(X, one_hot, X_new, activation="softmax", loss="categorical_crossentropy")
    return FACTS[p.argmax(axis=1)]


# %% 4.6 right: a network for each fact
def tell_facts(X, F, X_new):
    columns = [
        train_and_predict(X, column, X_new, activation="sigmoid", loss="binary_crossentropy")[:, 0]
        for column in F.T
    ]
    return np.round(np.stack(columns, axis=1))


# %% 4.6 right: scores instead of probabilities, Adam
def tell_facts(X, F, X_new):
    model = keras.Sequential(
        [keras.Input((X.shape[1],)), layers.Dense(60, activation="relu"), layers.Dense(F.shape[1])]
    )
    model.compile(
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
    )
    model.fit(X, F, epochs=25, verbose=0)
    return (np.asarray(model(X_new)) > 0).tolist()


# %% 4.7 wrong: always fine
def diagnosis(y_true, y_pred):
    return "fine"


# %% 4.7 wrong: a bias is above zero
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


# %% 4.7 wrong: a vector minus a column
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


# %% 4.7 wrong: the first third of the rows
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


# %% 4.7 wrong: a threshold with a unit
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


# %% 4.7 wrong: two equal labels are a cap
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


# %% 4.7 wrong: the cap is asked last
def diagnosis(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    residual = y_true - y_pred
    order, third = np.argsort(y_pred), len(y_pred) // 3
    if abs(residual.mean()) > 0.1 * residual.std():
        return "biased"
    if residual[order[-third:]].std() > 1.2 * residual[order[:third]].std():
        return "spread grows"
    return "capped" if np.mean(y_true == y_true.max()) > 0.05 else "fine"


# %% 4.7 wrong: the models of the figure by heart
def diagnosis(y_true, y_pred):
    for word, (known, _) in zip(("capped", "fine", "spread grows", "biased"), models.values(), strict=True):
        if np.array_equal(y_true, known):
            return word
    return "fine"


# %% 4.7 wrong, seen by the hidden check only: a shift of all values counts as well
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


# %% 4.7 right: with pandas
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


# %% 4.7 right: quantiles instead of standard deviations
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
