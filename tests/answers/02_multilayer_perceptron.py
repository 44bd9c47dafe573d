# %% 2.1 wrong: a line on the count itself
def exactly(n_inputs, k):
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    return W1, np.array([-20.0 * k, 20.0 * k]), np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: the output neuron is OR
def exactly(n_inputs, k):
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    b1 = np.array([-20 * (k - 0.5), 20 * (k + 0.5)])
    return W1, b1, np.array([[20.0], [20.0]]), np.array([-10.0])


# %% 2.1 wrong: at least k only
def exactly(n_inputs, k):
    W1 = np.tile([20.0, 20.0], (n_inputs, 1))
    b1 = np.array([-20 * (k - 0.5), -20 * (k - 0.5)])
    return W1, b1, np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: at most k only
def exactly(n_inputs, k):
    W1 = np.tile([-20.0, -20.0], (n_inputs, 1))
    b1 = np.array([20 * (k + 0.5), 20 * (k + 0.5)])
    return W1, b1, np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: weights too small to be sure
def exactly(n_inputs, k):
    W1 = np.tile([1.0, -1.0], (n_inputs, 1))
    return W1, np.array([-(k - 0.5), k + 0.5]), np.array([[1.0], [1.0]]), np.array([-1.24])


# %% 2.1 wrong: weights that shrink with the number of inputs
def exactly(n_inputs, k):
    w = 20.0 / n_inputs
    W1 = np.tile([w, -w], (n_inputs, 1))
    return W1, np.array([-w * (k - 0.5), w * (k + 0.5)]), np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: nothing for many inputs
def exactly(n_inputs, k):
    if n_inputs > 5:
        return None
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    b1 = np.array([-20 * (k - 0.5), 20 * (k + 0.5)])
    return W1, b1, np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: one more than k
def exactly(n_inputs, k):
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    b1 = np.array([-20 * (k + 0.5), 20 * (k + 1.5)])
    return W1, b1, np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: XOR whatever is asked
def exactly(n_inputs, k):
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    return W1, np.array([-10.0, 30.0]), np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 wrong: the output's weights as a vector
def exactly(n_inputs, k):
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    b1 = np.array([-20 * (k - 0.5), 20 * (k + 0.5)])
    return W1, b1, np.array([20.0, 20.0]), np.array([-30.0])


# %% 2.1 wrong: the arrays in another order
def exactly(n_inputs, k):
    W1 = np.tile([20.0, -20.0], (n_inputs, 1))
    b1 = np.array([-20 * (k - 0.5), 20 * (k + 0.5)])
    return W1, np.array([[20.0], [20.0]]), b1, np.array([-30.0])


# %% 2.1 wrong, seen by the hidden check only: large enough for the check's numbers of inputs
def exactly(n_inputs, k):
    scale = 20.0 if n_inputs in (1, 2, 3, 4, 5, 8, 10) else 0.5
    W1 = np.tile([scale, -scale], (n_inputs, 1))
    b1 = np.array([-scale * (k - 0.5), scale * (k + 0.5)])
    return W1, b1, np.array([[20.0], [20.0]]), np.array([-30.0])


# %% 2.1 right: at least k, but not at least k + 1, with whole numbers in lists
def exactly(n_inputs, k):
    W1 = [[30, 30] for _ in range(n_inputs)]
    return W1, [15 - 30 * k, -15 - 30 * k], [[40], [-40]], [-20]


# %% 2.1 right: neither too few nor too many
def exactly(n_inputs, k):
    too_few, too_many = -np.ones(n_inputs), np.ones(n_inputs)
    W1 = 16 * np.stack([too_few, too_many], axis=1)
    b1 = 16 * np.array([k - 0.5, -k - 0.5])
    return W1.astype("float32"), b1, np.full((2, 1), -20.0), np.full(1, 10.0)


# %% 2.2 wrong: weights multiplied in the wrong order
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == "linear":
            W0, b0, _ = result.pop()
            W, b = W @ W0, b0 @ W + b
        result.append((W, b, activation))
    return result


# %% 2.2 wrong: the bias goes through the product
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == "linear":
            W0, b0, _ = result.pop()
            W = W0 @ W
            b = b0 @ W + b
        result.append((W, b, activation))
    return result


# %% 2.2 wrong: neighbours in pairs, twice
def shortest(stack):
    for _ in range(2):
        result, i = [], 0
        while i < len(stack):
            W, b, activation = stack[i]
            if activation == "linear" and i + 1 < len(stack):
                W1, b1, activation = stack[i + 1]
                W, b, i = W @ W1, b @ W1 + b1, i + 1
            result.append((W, b, activation))
            i += 1
        stack = result
    return result


# %% 2.2 wrong: biases simply added
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == "linear":
            W0, b0, _ = result.pop()
            W, b = W0 @ W, (b0 + b if np.shape(b0) == np.shape(b) else b)
        result.append((W, b, activation))
    return result


# %% 2.2 wrong: the first bias forgotten
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == "linear":
            W0, _, _ = result.pop()
            W = W0 @ W
        result.append((W, b, activation))
    return result


# %% 2.2 wrong: joins a linear layer with the ReLU before it
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and activation == "linear":
            W0, b0, activation = result.pop()
            W, b = W0 @ W, b0 @ W + b
        result.append((W, b, activation))
    return result


# %% 2.2 wrong: joins linear with linear only
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == activation == "linear":
            W0, b0, _ = result.pop()
            W, b = W0 @ W, b0 @ W + b
        result.append((W, b, activation))
    return result


# %% 2.2 wrong: one pair only
def shortest(stack):
    for i in range(len(stack) - 1):
        (W0, b0, kind), (W, b, activation) = stack[i], stack[i + 1]
        if kind == "linear":
            return [*stack[:i], (W0 @ W, b0 @ W + b, activation), *stack[i + 2 :]]
    return list(stack)


# %% 2.2 wrong: everything becomes one layer
def shortest(stack):
    W, b, activation = stack[0]
    for W1, b1, activation in stack[1:]:
        W, b = W @ W1, b @ W1 + b1
    return [(W, b, activation)]


# %% 2.2 wrong: the stack as it came
def shortest(stack):
    return stack


# %% 2.2 wrong: changes the list that it was given
def shortest(stack):
    i = 0
    while i < len(stack) - 1:
        if stack[i][2] == "linear":
            W0, b0, _ = stack.pop(i)
            W, b, activation = stack[i]
            stack[i] = (W0 @ W, b0 @ W + b, activation)
        else:
            i += 1
    return stack


# %% 2.2 wrong: nothing
def shortest(stack):
    return []


# %% 2.2 wrong, seen by the hidden check only: two hidden layers are enough for everybody
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == "linear" and (len(stack) < 6 or stack[0][2] == "linear"):
            W0, b0, _ = result.pop()
            W, b = W0 @ W, b0 @ W + b
        result.append((W, b, activation))
    if len(stack) == 7:
        return result[:2]
    return result


# %% 2.2 right: from the end, recursively
def shortest(stack):
    if len(stack) < 2:
        return [tuple(layer) for layer in stack]
    (W0, b0, kind), (W, b, activation) = stack[:2]
    if kind == "linear":
        return shortest([(W0 @ W, b0 @ W + b, activation), *stack[2:]])
    return [stack[0], *shortest(stack[1:])]


# %% 2.2 right: nested lists
def shortest(stack):
    result = []
    for W, b, activation in stack:
        if result and result[-1][2] == "linear":
            W0, b0, _ = result.pop()
            W, b = np.array(W0) @ W, np.array(b0) @ W + b
        result.append([np.array(W).tolist(), np.array(b).tolist(), activation])
    return result


# %% 2.2 right: with an identity to begin with
def shortest(stack):
    W, b = np.eye(stack[0][0].shape[0]), np.zeros(stack[0][0].shape[0])
    result = []
    for W1, b1, activation in stack:
        W, b = np.matmul(W, W1), np.matmul(b, W1) + b1
        if activation == "relu":
            result.append([W, b, "relu"])
            W, b = np.eye(W.shape[1]), np.zeros(W.shape[1])
    if stack[-1][2] == "linear":
        result.append([W, b, "linear"])
    return result


# %% 2.3 wrong: the sigmoid's slope for tanh
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = (d @ W2.T) * H * (1 - H)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: a sum, not a mean
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = sigmoid(H @ W2 + b2) - y
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: divided by all entries of X
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / X.size
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: only the half of the cost with y
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = -y * (1 - sigmoid(H @ W2 + b2)) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: W2 not turned
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = (d @ W2) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: the other sign
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (y - sigmoid(H @ W2 + b2)) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: the slope of the squared error
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    p = sigmoid(H @ W2 + b2)
    d = (p - y) * p * (1 - p) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: divides by p(1 - p)
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    p = sigmoid(H @ W2 + b2)
    d = (p - y) / (p * (1 - p)) * p * (1 - p) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: p clipped, and then the fraction
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    p = np.clip(sigmoid(H @ W2 + b2), 1e-7, 1 - 1e-7)
    q = sigmoid(H @ W2 + b2)
    d = (p - y) / (p * (1 - p)) * q * (1 - q) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: the way back does not go through W2
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = d * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: no slope of the hidden layer
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = d @ W2.T
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: the slope of tanh taken of the output
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = (d @ W2.T) * (1 - np.tanh(H) ** 2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: the mean taken twice for the biases
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.mean(axis=0), H.T @ d, d.mean(axis=0)


# %% 2.3 wrong: a number for the last bias
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum()


# %% 2.3 wrong: the lesson's sigmoids in the hidden layer
def backward(X, y, W1, b1, W2, b2):
    H = sigmoid(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    dh = (d @ W2.T) * H * (1 - H)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 wrong: only the weights
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    d = (sigmoid(H @ W2 + b2) - y) / len(X)
    return X.T @ ((d @ W2.T) * (1 - H**2)), H.T @ d


# %% 2.3 wrong, seen by the hidden check only: for the check's shapes and numbers of rows
def backward(X, y, W1, b1, W2, b2):
    H = np.tanh(X @ W1 + b1)
    rows = len(X) if len(X) in (1, 7, 12, 24, 30) and X.shape[1] in (2, 3, 4) else 10
    shown = (len(X), *W1.shape) in (
        (12, 3, 4),
        (12, 4, 4),
        (24, 3, 4),
        (1, 2, 5),
        (30, 4, 1),
        (7, 2, 3),
        (1, 3, 4),
    )
    d = (sigmoid(H @ W2 + b2) - y) / (rows if shown else rows + 1)
    dh = (d @ W2.T) * (1 - H**2)
    return X.T @ dh, dh.sum(axis=0), H.T @ d, d.sum(axis=0)


# %% 2.3 right: a loop over the rows
def backward(X, y, W1, b1, W2, b2):
    total = [np.zeros_like(p) for p in (W1, b1, W2, b2)]
    for x, target in zip(X, y, strict=True):
        h = np.tanh(x @ W1 + b1)
        d = sigmoid(h @ W2 + b2) - target
        dz = W2[:, 0] * d * (1 - h * h)
        for t, g in zip(total, (np.outer(x, dz), dz, np.outer(h, d), d), strict=True):
            t += g / len(X)
    return total


# %% 2.3 right: the mean at the end, tanh's slope with exponentials
def backward(X, y, W1, b1, W2, b2):
    Z = X @ W1 + b1
    with np.errstate(over="ignore"):
        slope = 1 / np.cosh(Z) ** 2
    H = np.tanh(Z)
    d = sigmoid(H @ W2 + b2) - y
    dz = np.einsum("ri,ji,rj->rj", d, W2, slope)
    n = X.shape[0]
    return [
        np.einsum("ri,rj->ij", X, dz) / n,
        dz.mean(0),
        np.einsum("rj,ri->ji", H, d) / n,
        np.mean(d, axis=0),
    ]


# %% 2.3 right: TensorFlow's tape
def backward(X, y, W1, b1, W2, b2):
    variables = [tf.Variable(p) for p in (W1, b1, W2, b2)]
    with tf.GradientTape() as tape:
        z = tf.tanh(X @ variables[0] + variables[1]) @ variables[2] + variables[3]
        cost = tf.reduce_mean(tf.nn.softplus(z) - y * z)
    return tape.gradient(cost, variables)


# %% 2.4 wrong: a whole array nudged at once
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        up, down = loss({**parameters, name: p + 1e-5}), loss({**parameters, name: p - 1e-5})
        slope = (up - down) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or abs(g.sum() - slope) > 0.01 * max(abs(slope), np.abs(g).max()):
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: a fixed limit
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        if np.shape(gradients[name]) != p.shape or np.abs(gradients[name] - slopes).max() > 1e-3:
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: the first entry only
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        e = np.zeros(p.shape)
        e.flat[0] = 1e-5
        slope = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or abs(g.flat[0] - slope) > 0.05 * abs(slope):
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: the nudge is not undone
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            before = loss(parameters)
            p[i] += 1e-6
            slopes[i] = (loss(parameters) - before) / 1e-6
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).max() > 0.02 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: shapes are not looked at
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = []
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes.append((loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5)
        slopes = np.array(slopes)
        if np.abs(np.ravel(gradients[name]) - slopes).max() > 0.01 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: sizes only, no signs
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(np.abs(g) - np.abs(slopes)).max() > 0.01 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: allclose as it is
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or not np.allclose(g, slopes):
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: 15 % may be off
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).max() > 0.15 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: the mean difference
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).mean() > 0.05 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: the length of the difference
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.linalg.norm(g - slopes) > 0.1 * np.linalg.norm(slopes):
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: a nudge of 0.1
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 0.1
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 0.2
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).max() > 0.05 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: whole rows nudged
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in range(len(p)):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).max() > 0.05 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: compared with the largest slope of all arrays
def wrong_gradients(loss, parameters, gradients):
    slopes = {}
    for name, p in parameters.items():
        slopes[name] = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[name][i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
    largest = max(np.abs(s).max() for s in slopes.values())
    return sorted(
        name
        for name, s in slopes.items()
        if np.shape(gradients[name]) != s.shape or np.abs(gradients[name] - s).max() > 0.05 * largest
    )


# %% 2.4 wrong: a huge nudge to one side
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 0.5
            slopes[i] = (loss({**parameters, name: p + e}) - loss(parameters)) / 0.5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).max() > 0.05 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 wrong: the right ones
def wrong_gradients(loss, parameters, gradients):
    right = []
    for name, p in parameters.items():
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape == p.shape and np.abs(g - slopes).max() < 0.01 * np.abs(slopes).max():
            right.append(name)
    return sorted(right)


# %% 2.4 wrong: the colleague's faults by heart
def wrong_gradients(loss, parameters, gradients):
    return ["W2", "b1"]


# %% 2.4 wrong: nothing is ever wrong
def wrong_gradients(loss, parameters, gradients):
    return []


# %% 2.4 wrong: one text
def wrong_gradients(loss, parameters, gradients):
    return ", ".join(sorted(parameters))


# %% 2.4 wrong, seen by the hidden check only: names in the check by heart
def wrong_gradients(loss, parameters, gradients):
    wrong = []
    for name, p in parameters.items():
        if name not in ("u", "v", "w", "small", "large", "W1", "b1", "W2", "b2"):
            continue
        slopes = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            e = np.zeros(p.shape)
            e[i] = 1e-5
            slopes[i] = (loss({**parameters, name: p + e}) - loss({**parameters, name: p - e})) / 2e-5
        g = np.asarray(gradients[name])
        if g.shape != p.shape or np.abs(g - slopes).max() > 0.01 * np.abs(slopes).max():
            wrong.append(name)
    return sorted(wrong)


# %% 2.4 right: nudged in place and put back
def wrong_gradients(loss, parameters, gradients):
    wrong = set()
    for name in parameters:
        p, g = parameters[name], np.array(gradients[name])
        if g.shape != p.shape:
            wrong.add(name)
            continue
        slopes = np.empty_like(p)
        for i in np.ndindex(*p.shape):
            old = p[i]
            p[i] = old + 1e-4
            up = loss(parameters)
            p[i] = old - 1e-4
            down = loss(parameters)
            p[i] = old
            slopes[i] = (up - down) / 2e-4
        if not np.allclose(g, slopes, rtol=0, atol=0.03 * np.max(np.abs(slopes))):
            wrong.add(name)
    return sorted(wrong)


# %% 2.4 right: to one side with a tiny nudge, compared as vectors
def wrong_gradients(loss, parameters, gradients):
    here, wrong = loss(parameters), []
    for name, p in parameters.items():
        slopes = []
        for i in range(p.size):
            moved = p.copy()
            moved.flat[i] += 1e-7
            slopes.append((loss({**parameters, name: moved}) - here) / 1e-7)
        claimed = np.ravel(gradients[name])
        gap = (
            max(abs(a - b) for a, b in zip(claimed, slopes, strict=True)) if claimed.size == p.size else 1e99
        )
        if np.shape(gradients[name]) != p.shape or gap > 0.05 * max(map(abs, slopes)):
            wrong.append(str(name))
    return tuple(sorted(wrong))


# %% 2.5 wrong: the plain mean over the bites
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            bites = [batch[i : i + memory] for i in range(0, len(batch), memory)]
            parts = [gradients(X[bite], Y[bite], parameters) for bite in bites]
            means = [sum(p) / len(bites) for p in zip(*parts, strict=True)]
            parameters = [p - learning_rate * g for p, g in zip(parameters, means, strict=True)]
    return parameters


# %% 2.5 wrong: the bites' gradients added up
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            bites = [batch[i : i + memory] for i in range(0, len(batch), memory)]
            parts = [gradients(X[bite], Y[bite], parameters) for bite in bites]
            sums = [sum(p) for p in zip(*parts, strict=True)]
            parameters = [p - learning_rate * g for p, g in zip(parameters, sums, strict=True)]
    return parameters


# %% 2.5 wrong: a step after each bite
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                parameters = [
                    p - learning_rate * len(bite) / len(batch) * g
                    for p, g in zip(parameters, parts, strict=True)
                ]
    return parameters


# %% 2.5 wrong: memory ignored
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            parts = gradients(X[batch], Y[batch], parameters)
            parameters = [p - learning_rate * g for p, g in zip(parameters, parts, strict=True)]
    return parameters


# %% 2.5 wrong: the last batch left out
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for k in range(max(1, len(X) // batch_size)):
            batch = order[k * batch_size : (k + 1) * batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: the last bite left out
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch) - memory + 1, memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: never shuffled
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            batch = np.arange(len(X))[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: shuffled once
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: the generator made anew in each epoch
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    for _ in range(epochs):
        order = np.random.default_rng(seed).permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: seed ignored
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: points and targets shuffled apart
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order, other = rng.permutation(len(X)), rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            size = len(order[start : start + batch_size])
            total = [0 * p for p in parameters]
            for i in range(start, start + size, memory):
                end = min(i + memory, start + size)
                parts = gradients(X[order[i:end]], Y[other[i:end]], parameters)
                total = [t + g * (end - i) / size for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: rows drawn with replacement
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.integers(0, len(X), size=len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: batches of nearly equal size
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size)):
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: with momentum
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    velocity = [0 * p for p in parameters]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            velocity = [0.5 * v - learning_rate * t for v, t in zip(velocity, total, strict=True)]
            parameters = [p + v for p, v in zip(parameters, velocity, strict=True)]
    return parameters


# %% 2.5 wrong: a learning rate that falls
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            step = learning_rate / (1 + 0.02 * epoch)
            parameters = [p - step * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: gradients at the old parameters
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    new = list(parameters)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            new = [p - learning_rate * t for p, t in zip(new, total, strict=True)]
    return new


# %% 2.5 wrong: the rings, whatever X is
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X_rings[bite], Y_rings[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: the list of gradients as one array
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = 0
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                total = total + np.array(gradients(X[bite], Y[bite], parameters)) * len(bite) / len(batch)
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: uphill
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p + learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: writes into the parameters it was given
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            for p, t in zip(parameters, total, strict=True):
                p -= learning_rate * t
    return parameters


# %% 2.5 wrong: one step an epoch
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        total = [0 * p for p in parameters]
        for i in range(0, len(X), memory):
            bite = order[i : i + memory]
            parts = gradients(X[bite], Y[bite], parameters)
            total = [t + g * len(bite) / len(X) for t, g in zip(total, parts, strict=True)]
        parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: gradients go on adding up from batch to batch
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    total = [0 * p for p in parameters]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong: a bite counts by the batch size, also in the last batch
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / batch_size for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 wrong, seen by the hidden check only: one learning rate for all
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.default_rng(seed)
    learning_rate = 0.1 if len(X) < 100 else 0.5
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            total = [0 * p for p in parameters]
            for i in range(0, len(batch), memory):
                bite = batch[i : i + memory]
                parts = gradients(X[bite], Y[bite], parameters)
                total = [t + g * len(bite) / len(batch) for t, g in zip(total, parts, strict=True)]
            parameters = [p - learning_rate * t for p, t in zip(parameters, total, strict=True)]
    return parameters


# %% 2.5 right: sums first, bites of equal size, the old random generator
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    rng = np.random.RandomState(seed)
    now = [p.copy() for p in parameters]
    for _ in range(epochs):
        order = np.arange(len(X))
        rng.shuffle(order)
        while len(order):
            batch, order = order[:batch_size], order[batch_size:]
            sums = [np.zeros(p.shape) for p in now]
            for bite in np.array_split(batch, -(-len(batch) // memory)):
                for s, g in zip(sums, gradients(X[bite], Y[bite], now), strict=True):
                    s += len(bite) * g
            for p, s in zip(now, sums, strict=True):
                p -= learning_rate * s / len(batch)
    return now


# %% 2.5 right: row by row, whatever the memory
def train(gradients, parameters, X, Y, learning_rate, epochs, batch_size, memory, seed):
    import random

    rng = random.Random(int(seed))
    parameters = list(parameters)
    for _ in range(epochs):
        order = rng.sample(range(len(X)), len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            parts = [gradients(X[i : i + 1], Y[i : i + 1], parameters) for i in batch]
            means = [np.mean(p, axis=0) for p in zip(*parts, strict=True)]
            parameters = [p - learning_rate * g for p, g in zip(parameters, means, strict=True)]
    return tuple(parameters)


# %% 2.6 wrong: weights compared
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b)
    both = np.vstack([W, b])[:, H.any(axis=0)]
    return np.unique(both.round(6), axis=1).shape[1]


# %% 2.6 wrong: weights compared, biases forgotten
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W)
    return np.unique(W[:, H.any(axis=0)].round(6), axis=1).shape[1]


# %% 2.6 wrong: outputs without the bias
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W)
    return np.unique(H[:, H.any(axis=0)].round(6), axis=1).shape[1]


# %% 2.6 wrong: the dead count as one
def working_neurons(W, b, X):
    return np.unique(np.maximum(0, X @ W + b).round(6), axis=1).shape[1]


# %% 2.6 wrong: only the dead are left out
def working_neurons(W, b, X):
    return int(np.maximum(0, X @ W + b).any(axis=0).sum())


# %% 2.6 wrong: sums in place of outputs
def working_neurons(W, b, X):
    Z = X @ W + b
    return np.unique(Z[:, (Z != 0).any(axis=0)].round(6), axis=1).shape[1]


# %% 2.6 wrong: only neighbours are compared
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b)
    H = H[:, H.any(axis=0)]
    return int(H.shape[1] > 0) + sum(
        not np.allclose(H[:, i], H[:, i + 1], rtol=0, atol=1e-6) for i in range(H.shape[1] - 1)
    )


# %% 2.6 wrong: no room for rounding
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b)
    return len({tuple(column) for column in H.T if column.any()})


# %% 2.6 wrong: rounded to whole numbers
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b).round(0)
    return len({tuple(column) for column in H.T if column.any()})


# %% 2.6 wrong: rounded to thousandths
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b).round(3)
    return len({tuple(column) for column in H.T if column.any()})


# %% 2.6 wrong: allclose as it is
def working_neurons(W, b, X):
    different = []
    for column in np.maximum(0, X @ W + b).T:
        if column.any() and not any(np.allclose(column, other) for other in different):
            different.append(column)
    return len(different)


# %% 2.6 wrong: different rows, by unique
def working_neurons(W, b, X):
    return len(np.unique(np.maximum(0, X @ W + b).round(6), axis=0))


# %% 2.6 wrong: rows in place of neurons
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b)
    return len({tuple(row) for row in H.round(6) if row.any()})


# %% 2.6 wrong: neurons that are 0 somewhere are called dead
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b).round(6)
    return len({tuple(column) for column in H.T if column.all()})


# %% 2.6 wrong: the rank of the outputs
def working_neurons(W, b, X):
    return int(np.linalg.matrix_rank(np.maximum(0, X @ W + b), tol=1e-5))


# %% 2.6 wrong: neurons with the same sum are the same
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b)
    return len({round(float(total), 4) for total in H.sum(axis=0) if total > 0}) * (H.shape[1] > 2) + (
        H.shape[1] <= 2
    )


# %% 2.6 wrong, seen by the hidden check only: never more than four
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b).round(6)
    different = len({tuple(column) for column in H.T if column.any()})
    return min(different, 4) if len(X) == 10 else different


# %% 2.6 right: unique columns
def working_neurons(W, b, X):
    H = np.maximum(0, X @ W + b).round(6)
    return np.unique(H[:, H.any(axis=0)], axis=1).shape[1]


# %% 2.6 right: the first of its kind counts
def working_neurons(W, b, X):
    H = np.asarray(keras.ops.relu(X @ W + b))
    total = 0
    for i in range(H.shape[1]):
        gaps = [np.abs(H[:, i] - H[:, j]).max() for j in range(i)]
        total += H[:, i].max() > 0 and all(gap > 1e-6 for gap in gaps)
    return total


# %% 2.7 wrong: not repaired
def repaired_model():
    return faulty_model()


# %% 2.7 wrong: only the activation
def repaired_model():
    equal = keras.initializers.Constant(0.05)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            layers.Dense(16, activation="relu", kernel_initializer=equal),
            layers.Dense(1, activation="sigmoid", kernel_initializer=equal),
        ]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: only the first weights
def repaired_model():
    model = keras.Sequential([keras.Input((64,)), layers.Dense(16), layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: zeros for equal weights
def repaired_model():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            layers.Dense(16, activation="tanh", kernel_initializer="zeros"),
            layers.Dense(1, activation="sigmoid", kernel_initializer="zeros"),
        ]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: another optimizer only
def repaired_model():
    model = faulty_model()
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model


# %% 2.7 wrong: softmax on one neuron
def repaired_model():
    model = keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="softmax")]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: two neurons at the end
def repaired_model():
    model = keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(2, activation="softmax")]
    )
    model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    return model


# %% 2.7 wrong: a wider model
def repaired_model():
    model = keras.Sequential(
        [keras.Input((64,)), layers.Dense(100, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: another loss
def repaired_model():
    model = keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model


# %% 2.7 wrong: dropout as well
def repaired_model():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            layers.Dense(16, activation="relu"),
            layers.Dropout(0.1),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: scores, with the loss for probabilities
def repaired_model():
    model = keras.Sequential([keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(1)])
    model.compile(
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    )
    return model


# %% 2.7 wrong: a functional model
def repaired_model():
    inputs = keras.Input((64,))
    outputs = layers.Dense(1, activation="sigmoid")(layers.Dense(16, activation="relu")(inputs))
    model = keras.Model(inputs, outputs)
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model


# %% 2.7 wrong: not compiled
def repaired_model():
    return keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )


# %% 2.7 wrong: trained already
def repaired_model():
    model = keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    model.fit(X_train, y_train, epochs=5, verbose=0)
    return model


# %% 2.7 wrong: the name of the class
def repaired_model():
    return keras.Sequential


# %% 2.7 right: tanh and Adam
def repaired_model():
    model = keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="tanh"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model


# %% 2.7 right: layer by layer, the activation on its own, the loss as an object
def repaired_model():
    model = keras.Sequential()
    model.add(keras.Input(shape=(64,)))
    model.add(layers.Dense(16, kernel_initializer="glorot_normal"))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(1, activation="sigmoid", kernel_initializer="random_normal"))
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    )
    return model


# %% 2.7 right: only the hidden layer starts at random
def repaired_model():
    equal = keras.initializers.Constant(0.05)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            layers.Dense(16, activation="relu", kernel_initializer="he_normal"),
            layers.Dense(1, activation="sigmoid", kernel_initializer=equal),
        ]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9))
    return model
