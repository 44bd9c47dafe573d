# %% 1.1 wrong: at least instead of at most
def at_most(k, n):
    return np.ones(n), -k


# %% 1.1 wrong: only the weights were turned
def at_most(k, n):
    return -np.ones(n), -k


# %% 1.1 wrong: fewer than k
def at_most(k, n):
    return -np.ones(n), k - 1


# %% 1.1 wrong: one lamp too late
def at_most(k, n):
    return -np.ones(n), k + 1


# %% 1.1 wrong: forgets the bias
def at_most(k, n):
    return -np.ones(n), 0


# %% 1.1 wrong: fires for exactly k of the first inputs
def at_most(k, n):
    return np.array([-1] * k + [-n] * (n - k)), k


# %% 1.1 wrong, seen by the hidden check only: the bias grows slower than the sum
def at_most(k, n):
    return np.full(n, -1.1), k + 0.5


# %% 1.1 wrong: more than k
def at_most(k, n):
    return np.ones(n), -k - 1


# %% 1.1 wrong: the weights as a column
def at_most(k, n):
    return -np.ones((n, 1)), k


# %% 1.1 wrong: a bias for each input
def at_most(k, n):
    return -np.ones(n), np.full(n, k)


# %% 1.1 wrong: none at most is one at most
def at_most(k, n):
    return -np.ones(n), max(k, 1)


# %% 1.1 wrong, seen by the hidden check only: the sizes of the check by heart
def at_most(k, n):
    return -np.ones(n), k if n <= 5 else 5


# %% 1.1 right: a bias between two counts
def at_most(k, n):
    return [-2] * n, 2 * k + 1


# %% 1.1 right: shares of all inputs, not counts
def at_most(k, n):
    return [-1 / n] * n, k / n


# %% 1.1 right: bias as an array
def at_most(k, n):
    return np.full(n, -0.3), np.array([0.3 * k + 0.1])


# %% 1.2 wrong: the first idea
def reader_layer(patterns):
    return patterns.T, -patterns.sum(axis=1)


# %% 1.2 wrong: outputs in rows
def reader_layer(patterns):
    return 2 * patterns - 1, -patterns.sum(axis=1)


# %% 1.2 wrong: the bias counts all pixels
def reader_layer(patterns):
    return 2 * patterns.T - 1, -np.full(len(patterns), patterns.shape[1])


# %% 1.2 wrong: one bias for all outputs
def reader_layer(patterns):
    return 2 * patterns.T - 1, -np.full(len(patterns), patterns.sum(axis=1).min())


# %% 1.2 wrong: forgives one pixel
def reader_layer(patterns):
    return 2 * patterns.T - 1, 1 - patterns.sum(axis=1)


# %% 1.2 wrong: only the dark pixels have a say
def reader_layer(patterns):
    return patterns.T - 1, np.zeros(len(patterns))


# %% 1.2 wrong: the sign of the bias
def reader_layer(patterns):
    return 2 * patterns.T - 1, patterns.sum(axis=1)


# %% 1.2 wrong: knows how many digits there are
def reader_layer(patterns):
    W = 2 * np.resize(patterns, (10, 15)).T - 1 if len(patterns) == 10 else np.ones(patterns.T.shape)
    return W, -patterns.sum(axis=1)


# %% 1.2 wrong: the ten digits instead of the patterns
def reader_layer(patterns):
    return 2 * digits.T - 1, -digits.sum(axis=1)


# %% 1.2 wrong: sizes of the ten digits
def reader_layer(patterns):
    W, b = np.zeros((15, 10)), np.zeros(10)
    for j in range(10):
        W[:, j] = 2 * patterns[j] - 1
        b[j] = -patterns[j].sum()
    return W, b


# %% 1.2 wrong: the bias of the ten digits
def reader_layer(patterns):
    return 2 * patterns.T - 1, -np.resize(digits.sum(axis=1), len(patterns))


# %% 1.2 wrong: ten outputs, whatever comes
def reader_layer(patterns):
    W, b = np.zeros((patterns.shape[1], 10)), np.zeros(10)
    for j in range(10):
        W[:, j], b[j] = 2 * patterns[j] - 1, -patterns[j].sum()
    return W, b


# %% 1.2 wrong: 15 pixels, whatever comes
def reader_layer(patterns):
    W = 2 * patterns.reshape(-1, 15).T - 1
    return W, -patterns.sum(axis=1)


# %% 1.2 wrong: shares of the lit pixels, and one bias
def reader_layer(patterns):
    lit = np.maximum(patterns.sum(axis=1), 1)
    return np.where(patterns.T == 1, 1 / lit, -1.0), np.full(len(patterns), -1.0)


# %% 1.2 wrong: the biases as a row of a table
def reader_layer(patterns):
    return 2 * patterns.T - 1, -patterns.sum(axis=1, keepdims=True).T


# %% 1.2 wrong: a picture with no lit pixel left out
def reader_layer(patterns):
    return 2 * patterns.T - 1, -np.maximum(patterns.sum(axis=1), 1)


# %% 1.2 wrong, seen by the hidden check only: never more than ten outputs
def reader_layer(patterns):
    patterns = patterns[:10]
    return 2 * patterns.T - 1, -patterns.sum(axis=1)


# %% 1.2 right: output by output, half a pixel of room
def reader_layer(patterns):
    W, b = np.zeros((len(patterns[0]), len(patterns))), np.zeros(len(patterns))
    for j, pattern in enumerate(patterns):
        for i, lit in enumerate(pattern):
            W[i, j] = 1 if lit else -1
        b[j] = 0.5 - sum(pattern)
    return W, b


# %% 1.2 right: dark pixels weigh more than all lit ones together
def reader_layer(patterns):
    n = patterns.shape[1]
    return np.where(patterns.T == 1, 1.0, -n - 1.0), -patterns.sum(axis=1)


# %% 1.2 right: lists
def reader_layer(patterns):
    W = [[1 if bit else -1 for bit in column] for column in zip(*patterns, strict=True)]
    return W, [-int(sum(pattern)) for pattern in patterns]


# %% 1.3 wrong: x_j as in the slides
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    change = difference * x[: len(difference)]
    return W + learning_rate * np.tile(change, (len(x), 1)), b + learning_rate * difference


# %% 1.3 wrong: the sign
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = perceptron(x, W, b) - y
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference


# %% 1.3 wrong: forgets the bias
def layer_step(W, b, x, y, learning_rate=1.0):
    return W + learning_rate * np.outer(x, y - perceptron(x, W, b)), b


# %% 1.3 wrong: changes what it was given
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    W += learning_rate * np.outer(x, difference)
    b += learning_rate * difference
    return W, b


# %% 1.3 wrong: the sum instead of the output
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - (x @ W + b)
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference


# %% 1.3 wrong: fires only above zero
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - (x @ W + b > 0)
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference


# %% 1.3 wrong: the outer product the other way round
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    return (W.T + learning_rate * np.outer(difference, x)), b + learning_rate * difference


# %% 1.3 wrong: one error for all outputs
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    everyone = np.full(len(y), difference.sum())
    return W + learning_rate * np.outer(x, everyone), b + learning_rate * everyone


# %% 1.3 wrong: no learning rate
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    return W + np.outer(x, difference), b + difference


# %% 1.3 wrong: the bias without the learning rate
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    return W + learning_rate * np.outer(x, difference), b + difference


# %% 1.3 wrong: the bias left out of the sum
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - heaviside(x @ W)
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference


# %% 1.3 wrong: the sign of x lost
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    return W + learning_rate * np.outer(np.abs(x), difference), b + learning_rate * difference


# %% 1.3 wrong: learns only if all outputs are wrong
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    if not np.all(difference):
        return W.copy(), b.copy()
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference


# %% 1.3 wrong: the differences shared out
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    difference = difference * np.abs(difference).mean()
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference


# %% 1.3 wrong: product of vectors that do not fit
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    return W + learning_rate * x * difference, b + learning_rate * difference


# %% 1.3 wrong: returns the error too, as in the lesson
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = y - perceptron(x, W, b)
    return W + learning_rate * np.outer(x, difference), b + learning_rate * difference, difference


# %% 1.3 wrong: one int for all outputs
def layer_step(W, b, x, y, learning_rate=1.0):
    error = int(y - perceptron(x, W, b))
    return W + learning_rate * error * x, b + learning_rate * error


# %% 1.3 wrong: the error worked out again after W has moved
def layer_step(W, b, x, y, learning_rate=1.0):
    W = W + learning_rate * np.outer(x, y - perceptron(x, W, b))
    return W, b + learning_rate * (y - perceptron(x, W, b))


# %% 1.3 wrong: changes the sample
def layer_step(W, b, x, y, learning_rate=1.0):
    error = y - perceptron(x, W, b)
    x *= learning_rate
    return W + np.outer(x, error), b + learning_rate * error


# %% 1.3 wrong: changes the targets
def layer_step(W, b, x, y, learning_rate=1.0):
    y -= perceptron(x, W, b)
    return W + learning_rate * np.outer(x, y), b + learning_rate * y


# %% 1.3 wrong: a table of three by two
def layer_step(W, b, x, y, learning_rate=1.0):
    error, table = y - perceptron(x, W, b), np.zeros((3, 2))
    for i in range(len(x)):
        for j in range(len(y)):
            table[i, j] = x[i] * error[j]
    return W + learning_rate * table, b + learning_rate * error


# %% 1.3 wrong: two outputs, whatever comes
def layer_step(W, b, x, y, learning_rate=1.0):
    error, W, b = y - perceptron(x, W, b), W.copy(), b.copy()
    for j in range(2):
        W[:, j] += learning_rate * error[j] * x
        b[j] += learning_rate * error[j]
    return W, b


# %% 1.3 wrong: changes W only
def layer_step(W, b, x, y, learning_rate=1.0):
    error = y - perceptron(x, W, b)
    W += learning_rate * np.outer(x, error)
    return W.copy(), b + learning_rate * error


# %% 1.3 wrong: changes b only
def layer_step(W, b, x, y, learning_rate=1.0):
    error = y - perceptron(x, W, b)
    b += learning_rate * error
    return W + learning_rate * np.outer(x, error), b.copy()


# %% 1.3 wrong: the bias as a row of a table
def layer_step(W, b, x, y, learning_rate=1.0):
    error = y - perceptron(x, W, b)
    return W + learning_rate * np.outer(x, error), (b + learning_rate * error)[None, :]


# %% 1.3 wrong: an input of 0 counts as 1
def layer_step(W, b, x, y, learning_rate=1.0):
    error = y - perceptron(x, W, b)
    return W + learning_rate * np.outer(np.where(x == 0, 1, x), error), b + learning_rate * error


# %% 1.3 wrong, seen by the hidden check only: never more than four outputs
def layer_step(W, b, x, y, learning_rate=1.0):
    error, W, b = (y - perceptron(x, W, b))[:4], W.copy(), b.copy()
    W[:, :4] += learning_rate * np.outer(x, error)
    b[:4] += learning_rate * error
    return W, b


# %% 1.3 right: broadcasting
def layer_step(W, b, x, y, learning_rate=1.0):
    difference = np.asarray(y) - heaviside(x @ W + b)
    return W + learning_rate * x[:, None] * difference[None, :], b + learning_rate * difference


# %% 1.3 right: loops over copies
def layer_step(W, b, x, y, learning_rate=1.0):
    W, b = W.copy(), b.copy()
    answers = [1 if x @ W[:, j] + b[j] >= 0 else 0 for j in range(len(y))]
    for j in range(len(y)):
        for i in range(len(x)):
            W[i, j] += learning_rate * (y[j] - answers[j]) * x[i]
        b[j] += learning_rate * (y[j] - answers[j])
    return W, b


# %% 1.3 right: the bias as a row of W
def layer_step(W, b, x, y, learning_rate=1.0):
    together = np.vstack([W, b])
    x_one = np.append(x, 1)
    together = together + learning_rate * np.einsum("i,j->ij", x_one, y - heaviside(x_one @ together))
    return together[:-1], together[-1]


# %% 1.4 wrong: one step per epoch
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        difference = Y - perceptron(X, W, b)
        mistakes.append(int(np.abs(difference).sum()))
        if mistakes[-1] == 0:
            break
        W, b = W + X.T @ difference, b + difference.sum(axis=0)
    return W, b, mistakes


# %% 1.4 wrong: never stops early
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
    return W, b, mistakes


# %% 1.4 wrong: the last epoch is missing
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        if wrong == 0:
            break
        mistakes.append(wrong)
    return W, b, mistakes


# %% 1.4 wrong: counts samples, not outputs
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.any(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: counts after the sample was learned
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            W, b = layer_step(W, b, x, y)
            wrong += int(np.sum(perceptron(x, W, b) != y))
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: counts at the end of the epoch
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        for x, y in zip(X, Y, strict=True):
            W, b = layer_step(W, b, x, y)
        mistakes.append(int(np.sum(perceptron(X, W, b) != Y)))
        if mistakes[-1] == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: weights start anew in every epoch
def fit_layer(X, Y, max_epochs=100):
    mistakes = []
    for _ in range(max_epochs):
        W, b, wrong = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: shuffled samples
def fit_layer(X, Y, max_epochs=100):
    rng = np.random.default_rng(0)
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            wrong += int(np.sum(perceptron(X[i], W, b) != Y[i]))
            W, b = layer_step(W, b, X[i], Y[i])
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: another learning rate
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y, 0.5)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: W the other way round
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((Y.shape[1], X.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: W the other way round, with a step of its own
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((Y.shape[1], X.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            difference = y - heaviside(W @ x + b)
            wrong += int(np.abs(difference).sum())
            W, b = W + np.outer(difference, x), b + difference
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: adds up signed differences
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) - y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: one epoch too many
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs + 1):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: starts at random
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.random.default_rng(0).normal(size=(X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: starts from ones
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.ones((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: the counter is not set back
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes, wrong = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), [], 0
    for _ in range(max_epochs):
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: no final 0 where there are many samples
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        if wrong / len(X) < 0.01 and len(X) > 4:
            break
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: the lesson's int
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += abs(int(y - perceptron(x, W, b)))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: the mean, not the number
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += np.mean(perceptron(x, W, b) != y)
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: one number for the whole training
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b, sum(mistakes)


# %% 1.4 wrong: signed errors at the end of the epoch
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(abs(int(np.sum(Y - perceptron(X, W, b)))))
        if mistakes[-1] == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: changes the samples it was given
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    X *= -1
    return W, b, mistakes


# %% 1.4 wrong: changes the targets it was given
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    Y -= perceptron(X, W, b)
    return W, b, mistakes


# %% 1.4 wrong: a share behind each count
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong + wrong / (wrong + 1))
        if wrong == 0:
            break
    return W, b, mistakes


# %% 1.4 wrong: the bias as a column
def fit_layer(X, Y, max_epochs=100):
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(max_epochs):
        wrong = 0
        for x, y in zip(X, Y, strict=True):
            wrong += int(np.sum(perceptron(x, W, b) != y))
            W, b = layer_step(W, b, x, y)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return W, b[:, None], mistakes


# %% 1.4 right: output by output
def fit_layer(X, Y, max_epochs=100):
    W, b = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1])
    columns = []
    for j in range(Y.shape[1]):
        counts = []
        while len(counts) < max_epochs and (not counts or counts[-1] > 0):
            counts.append(0)
            for x, target in zip(X, Y[:, j], strict=True):
                error = target - int(x @ W[:, j] + b[j] >= 0)
                W[:, j] += error * x
                b[j] += error
                counts[-1] += abs(error)
        columns.append(counts)
    epochs = max(len(counts) for counts in columns)
    return W, b, [sum(counts[e] for counts in columns if e < len(counts)) for e in range(epochs)]


# %% 1.4 right: the difference counts and learns
def fit_layer(X, Y, max_epochs=100):
    W = np.zeros((X.shape[1] + 1, Y.shape[1]))
    rows, mistakes = np.column_stack([X, np.ones(len(X))]), [1]
    while len(mistakes) <= max_epochs and mistakes[-1] > 0:
        wrong = 0
        for x, y in zip(rows, Y, strict=True):
            difference = y - (x @ W >= 0)
            wrong += np.abs(difference).sum()
            W += np.outer(x, difference)
        mistakes.append(wrong)
    return W[:-1], W[-1], np.array(mistakes[1:])


# %% 1.5 wrong: in standardized units
def boundary_in_units(w, b, mean, scale):
    return -w[0] / w[1], -b / w[1]


# %% 1.5 wrong: the means forgotten
def boundary_in_units(w, b, mean, scale):
    w = w / scale
    return -w[0] / w[1], -b / w[1]


# %% 1.5 wrong: the scales forgotten
def boundary_in_units(w, b, mean, scale):
    return -w[0] / w[1], (-b + w @ mean) / w[1]


# %% 1.5 wrong: the means with the wrong sign
def boundary_in_units(w, b, mean, scale):
    w = w / scale
    return -w[0] / w[1], -(b + w @ mean) / w[1]


# %% 1.5 wrong: multiplied by the scales
def boundary_in_units(w, b, mean, scale):
    w = w * scale
    return -w[0] / w[1], -(b - w @ mean) / w[1]


# %% 1.5 wrong: the means not in scales
def boundary_in_units(w, b, mean, scale):
    b = b - w @ mean
    w = w / scale
    return -w[0] / w[1], -b / w[1]


# %% 1.5 wrong: upside down
def boundary_in_units(w, b, mean, scale):
    w, b = w / scale, b - w @ (mean / scale)
    return -w[1] / w[0], -b / w[0]


# %% 1.5 wrong: the minus signs lost
def boundary_in_units(w, b, mean, scale):
    w, b = w / scale, b - w @ (mean / scale)
    return w[0] / w[1], b / w[1]


# %% 1.5 wrong: the weights changed in place
def boundary_in_units(w, b, mean, scale):
    w /= scale
    return -w[0] / w[1], -(b - w @ mean) / w[1]


# %% 1.5 wrong: only the slope
def boundary_in_units(w, b, mean, scale):
    return -w[0] / w[1] * scale[1] / scale[0]


# %% 1.5 wrong: a slope and an offset for each input
def boundary_in_units(w, b, mean, scale):
    return -w / w[1], (w * mean / scale - b) / w[1]


# %% 1.5 wrong: the wines' scaler, not the arguments
def boundary_in_units(w, b, mean, scale):
    w = pair_clf.coef_[0] / scaler.scale_
    b = pair_clf.intercept_[0] - w @ scaler.mean_
    return -w[0] / w[1], -b / w[1]


# %% 1.5 wrong: the means changed in place
def boundary_in_units(w, b, mean, scale):
    w = w / scale
    mean *= w
    return -w[0] / w[1], -(b - mean.sum()) / w[1]


# %% 1.5 wrong: the scales changed in place
def boundary_in_units(w, b, mean, scale):
    scale /= w
    return -scale[1] / scale[0], -(b - np.sum(mean / scale)) * scale[1]


# %% 1.5 wrong: the offset twice
def boundary_in_units(w, b, mean, scale):
    w, b = w / scale, b - w @ (mean / scale)
    return -w[0] / w[1], np.array([-b / w[1], -b / w[0]])


# %% 1.5 right: two points of the scaled line carried back
def boundary_in_units(w, b, mean, scale):
    points = np.array([[0.0, -b / w[1]], [1.0, -(b + w[0]) / w[1]]]) * scale + mean
    slope = (points[1, 1] - points[0, 1]) / (points[1, 0] - points[0, 0])
    return slope, points[0, 1] - slope * points[0, 0]


# %% 1.5 right: the scaled line, then the axes
def boundary_in_units(w, b, mean, scale):
    slope, offset = -w[0] / w[1], -b / w[1]
    slope_units = slope * scale[1] / scale[0]
    return float(slope_units), float(offset * scale[1] + mean[1] - slope_units * mean[0])


# %% 1.5 right: the sum asked at three points
def boundary_in_units(w, b, mean, scale):
    def total(x1, x2):
        return float((np.array([x1, x2]) - mean) / scale @ w + b)

    rest, first, second = total(0, 0), total(1, 0) - total(0, 0), total(0, 1) - total(0, 0)
    return [-first / second, -rest / second]


# %% 1.6 wrong: only the targets repaired
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        X = rng.permutation(X)
        wrong = 0
        for x, target in zip(X, y, strict=True):
            difference = target - heaviside(x @ w + b)
            w, b = w + difference * x, b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: only the order repaired
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: a smaller step and more epochs
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(2 * max_epochs):
        X = rng.permutation(X)
        wrong = 0
        for x, target in zip(X, y, strict=True):
            difference = target - heaviside(x @ w + b)
            w, b = w + 0.01 * difference * x, b + 0.01 * difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: all targets become 1
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = abs(y[i]) - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: X and y shuffled one after the other
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        X, y = rng.permutation(X), rng.permutation(y)
        wrong = 0
        for x, target in zip(X, y, strict=True):
            difference = target - heaviside(x @ w + b)
            w, b = w + difference * x, b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: reorders the caller's arrays
def repaired_training(X, y, max_epochs=100, seed=0):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        np.random.default_rng([seed, epoch]).shuffle(X)
        np.random.default_rng([seed, epoch]).shuffle(y)
        wrong = 0
        for x, target in zip(X, (y + 1) // 2, strict=True):
            difference = target - heaviside(x @ w + b)
            w, b = w + difference * x, b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: the labels of the mistakes are repaired, not the training
def repaired_training(X, y, max_epochs=100, seed=0):
    w, b, _ = faulty_training(X, y, max_epochs, seed)
    return w, b, [0]


# %% 1.6 wrong: no shuffling at all
def repaired_training(X, y, max_epochs=100, seed=0):
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in range(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: shuffled once
def repaired_training(X, y, max_epochs=100, seed=0):
    order = np.random.default_rng(seed).permutation(len(X))
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in order:
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: the same order in every epoch
def repaired_training(X, y, max_epochs=100, seed=0):
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in np.random.default_rng(seed).permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: the seed ignored
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(0)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: no seed
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng()
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: the order depends on the epoch only
def repaired_training(X, y, max_epochs=100, seed=0):
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in np.random.default_rng(epoch).permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: w as a column
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = (y[i] + 1) // 2 - heaviside(X[i] @ w + b)[0]
            w, b = w + difference * X[i][:, None], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: counts rightly, but keeps the faulty difference
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            answer = heaviside(X[i] @ w + b)
            difference = y[i] - answer
            w, b = w + difference * X[i], b + difference
            wrong += int(answer != (y[i] == 1))
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: no bias
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: the bias goes the other way
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b - difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: adds up signed errors
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: draws samples with replacement
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.integers(len(X), size=len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: half of each epoch's samples
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X))[: (len(X) + 1) // 2]:
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: shares, not counts
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong / len(X))
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: writes 0 for -1 into the caller's targets
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y[y == -1] = 0
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: changes the caller's samples
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    X *= 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 wrong: the last count only
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes[-1:]


# %% 1.6 wrong: a bias for each input
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, np.full(len(w), b), mistakes


# %% 1.6 wrong: the wines, whatever comes
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    X, y = X_pair, y_pair
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 right: answers of -1 and +1
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        order = rng.permutation(len(X))
        wrong = 0
        for x, target in zip(X[order], y[order], strict=True):
            answer = 1 if x @ w + b >= 0 else -1
            difference = (target - answer) / 2
            w, b = w + difference * x, b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 right: sgn, and the target itself as the step
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for i in rng.permutation(len(X)):
            if np.sign(X[i] @ w + b) != y[i]:
                w, b, wrong = w + y[i] * X[i], b + y[i], wrong + 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 right: a seed for every epoch
def repaired_training(X, y, max_epochs=100, seed=0):
    y = np.copy(y)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in np.random.default_rng([seed, epoch]).permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 right: NumPy's old generator
def repaired_training(X, y, max_epochs=100, seed=0):
    np.random.seed(seed)
    y = (y + 1) // 2
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        wrong = 0
        for i in np.random.permutation(len(X)):
            difference = y[i] - heaviside(X[i] @ w + b)
            w, b = w + difference * X[i], b + difference
            wrong += int(difference != 0)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.6 right: Python's generator shuffles the indices in place
def repaired_training(X, y, max_epochs=100, seed=0):
    import random

    generator, order = random.Random(seed), list(range(len(X)))
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    while len(mistakes) < max_epochs and 0 not in mistakes:
        generator.shuffle(order)
        mistakes.append(0)
        for i in order:
            answer = 1 if X[i] @ w + b >= 0 else -1
            if answer != y[i]:
                w, b = w + y[i] * X[i], b + y[i]
                mistakes[-1] += 1
    return w, b, mistakes


# %% 1.6 right: rows and targets shuffled together, steps of 2
def repaired_training(X, y, max_epochs=100, seed=0):
    rng = np.random.default_rng(seed)
    together = np.column_stack([X, y])
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        together = rng.permutation(together)
        wrong = 0
        for *x, target in together:
            answer = 2 * heaviside(np.array(x) @ w + b) - 1
            w, b = w + (target - answer) * np.array(x), b + (target - answer)
            wrong += int(target != answer)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


# %% 1.7 wrong: more than half is enough
def is_separable(X, y):
    W, b, _ = fit_layer(X, y[:, None], 100)
    return np.mean(perceptron(X, W, b)[:, 0] == y) > 0.5


# %% 1.7 wrong: four epochs only
def is_separable(X, y):
    return fit_layer(X, y[:, None], 4)[2][-1] == 0


# %% 1.7 wrong: six epochs
def is_separable(X, y):
    return fit_layer(X, y[:, None], 6)[2][-1] == 0


# %% 1.7 wrong: ten epochs
def is_separable(X, y):
    return fit_layer(X, y[:, None], 10)[2][-1] == 0


# %% 1.7 wrong: never with three inputs
def is_separable(X, y):
    return X.shape[1] == 2 and y.tolist() not in ([0, 1, 1, 0], [1, 0, 0, 1])


# %% 1.7 wrong: most answers right is enough
def is_separable(X, y):
    W, b, _ = fit_layer(X, y[:, None], 100)
    return np.mean(perceptron(X, W, b)[:, 0] == y) > 0.8


# %% 1.7 wrong: the best line gets most answers right
def is_separable(X, y):
    rng = np.random.default_rng(0)
    W, b = rng.normal(size=(X.shape[1], 2000)), rng.normal(size=2000)
    return (perceptron(X, W, b) == y[:, None]).mean(axis=0).max() > 0.8


# %% 1.7 wrong: scikit-learn stops early
def is_separable(X, y):
    if len(set(y.tolist())) == 1:
        return True
    return Perceptron(random_state=0).fit(X, y).score(X, y) == 1


# %% 1.7 wrong: constant tables refused
def is_separable(X, y):
    if len(set(y.tolist())) == 1:
        return False
    return Perceptron(tol=None, random_state=0).fit(X, y).score(X, y) == 1


# %% 1.7 wrong: no bias
def is_separable(X, y):
    if len(set(y.tolist())) == 1:
        return True
    return Perceptron(tol=None, random_state=0, fit_intercept=False).fit(X, y).score(X, y) == 1


# %% 1.7 wrong: the answer turned
def is_separable(X, y):
    return fit_layer(X, y[:, None], 100)[2][-1] > 0


# %% 1.7 wrong: eight epochs
def is_separable(X, y):
    return fit_layer(X, y[:, None], 8)[2][-1] == 0


# %% 1.7 wrong: only knows the two tables of the lesson
def is_separable(X, y):
    return y.tolist() not in ([0, 1, 1, 0], [1, 0, 0, 1])


# %% 1.7 wrong: one mistake in the last epoch is few enough
def is_separable(X, y):
    return fit_layer(X, y[:, None], 100)[2][-1] <= 1


# %% 1.7 wrong: one mistake in any epoch is few enough
def is_separable(X, y):
    return min(fit_layer(X, y[:, None], 100)[2]) <= 1


# %% 1.7 wrong: a column compared with a row
def is_separable(X, y):
    W, b, _ = fit_layer(X, y[:, None], 100)
    return bool(np.all(perceptron(X, W, b) == y))


# %% 1.7 wrong: targets of the wrong shape
def is_separable(X, y):
    return fit_layer(X, y, 100)[2][-1] == 0


# %% 1.7 wrong: only with three inputs
def is_separable(X, y):
    return X.shape[1] == 3 and fit_layer(X, y[:, None], 100)[2][-1] == 0


# %% 1.7 wrong, seen by the hidden check only: the seven tables of the check by heart
def is_separable(X, y):
    if X.shape[1] == 2:
        return y.tolist() not in ([0, 1, 1, 0], [1, 0, 0, 1])
    return "".join(map(str, y.tolist())) in ("01000101", "10111010", "00001110")


# %% 1.7 right: scikit-learn without tol
def is_separable(X, y):
    if len(set(y.tolist())) == 1:
        return True
    return Perceptron(tol=None, random_state=0).fit(X, y).score(X, y) == 1


# %% 1.7 right: linear programming instead of training
def is_separable(X, y):
    from scipy.optimize import linprog

    signed = (1 - 2 * y)[:, None] * np.column_stack([X, np.ones(len(X))])
    free = [(None, None)] * signed.shape[1]
    result = linprog(np.zeros(signed.shape[1]), A_ub=signed, b_ub=-np.ones(len(X)), bounds=free)
    return result.status == 0


# %% 1.7 right: corrects one wrong sample at a time
def is_separable(X, y):
    rows, targets = np.column_stack([X, np.ones(len(X))]), 2 * y - 1
    w = np.zeros(rows.shape[1])
    for _ in range(2000):
        wrong = np.flatnonzero(targets * (rows @ w) <= 0)
        if len(wrong) == 0:
            return True
        w = w + targets[wrong[0]] * rows[wrong[0]]
    return False


# %% 1.7 right: with the answer to 1.4
def is_separable(X, y):
    return fit_layer(X, np.reshape(y, (-1, 1)), max_epochs=100)[2][-1] == 0
