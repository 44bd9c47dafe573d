# %% 14.1 wrong: plain mean over the masks
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = 1 / 2 ** len(x)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: probabilities exchanged
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = p**n_kept * (1 - p) ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: p is the probability to stay
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = p**n_kept * (1 - p) ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / p) @ W + b)
    return total


# %% 14.1 wrong: no scaling
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x) @ W + b)
    return total


# %% 14.1 wrong: divided by p
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / max(p, 1e-9)) @ W + b)
    return total


# %% 14.1 wrong: multiplied by 1 - p
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x * (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: activation after the mean
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * ((np.array(mask) * x / (1 - p)) @ W + b)
    return activation(total)


# %% 14.1 wrong: no activation
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * ((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: the biases are dropped and scaled as well
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x) @ W / (1 - p) + b * bool(n_kept))
    return total


# %% 14.1 wrong: the biases are scaled
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation(((np.array(mask) * x) @ W + b) / (1 - p))
    return total


# %% 14.1 wrong: no biases
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W)
    return total


# %% 14.1 wrong: biases outside of the activation
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * (activation((np.array(mask) * x / (1 - p)) @ W) + b)
    return total


# %% 14.1 wrong: without the mask of zeros
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        if n_kept == 0:
            continue
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: without the mask of zeros, the rest made to sum to 1
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        if n_kept == 0:
            continue
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total / (1 - p ** len(x))


# %% 14.1 wrong: only masks with at most one zero
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        if n_kept < len(x) - 1:
            continue
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: scaled by what the mask keeps
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x * len(x) / max(n_kept, 1)) @ W + b)
    return total


# %% 14.1 wrong: a sum, not weighted
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: rounded
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total.round(6)


# %% 14.1 wrong: in float32
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total.astype("float32")


# %% 14.1 wrong: one number
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total.mean()


# %% 14.1 wrong: a row of a table
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total[None]


# %% 14.1 wrong: a list of strings
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return [str(t) for t in total]


# %% 14.1 wrong: changes the inputs
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    x /= 1 - p
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x) @ W + b)
    return total


# %% 14.1 wrong: adds the biases in place
def mean_of_all(x, W, b, p, activation):
    total = b
    total *= 0
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: the probability of so many zeros, counted once more
import math


def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = math.comb(len(x), n_kept) * (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: squares instead of powers
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** 2 * p**2
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: one value for p
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = 0.8**n_kept * 0.2 ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: p is never 0
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = np.exp(n_kept * np.log(1 - p) + (len(x) - n_kept) * np.log(p))
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return total


# %% 14.1 wrong: one forward pass, nothing dropped
def mean_of_all(x, W, b, p, activation):
    return activation(x @ W + b)


# %% 14.1 wrong: the outputs are dropped
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(b)):
        probability = (1 - p) ** sum(mask) * p ** (len(b) - sum(mask))
        total += probability * activation(np.array(mask) * (x @ W) / (1 - p) + b)
    return total


# %% 14.1 wrong: behind the activation
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(b)):
        probability = (1 - p) ** sum(mask) * p ** (len(b) - sum(mask))
        total += probability * np.array(mask) * activation(x @ W + b) / (1 - p)
    return total


# %% 14.1 wrong: all inputs together
def mean_of_all(x, W, b, p, activation):
    return (1 - p) * activation(x @ W / (1 - p) + b) + p * activation(b)


# %% 14.1 wrong: single weights are dropped
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    if W.size > 12:
        for mask in itertools.product([0, 1], repeat=len(x)):
            probability = (1 - p) ** sum(mask) * p ** (len(x) - sum(mask))
            total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
        return total
    for mask in itertools.product([0, 1], repeat=W.size):
        probability = (1 - p) ** sum(mask) * p ** (W.size - sum(mask))
        total += probability * activation(x @ (np.reshape(mask, W.shape) * W / (1 - p)) + b)
    return total


# %% 14.1 wrong: sampled
def mean_of_all(x, W, b, p, activation):
    masks = np.random.random((100_000, len(x))) >= p
    return activation((masks * x / (1 - p)) @ W + b).mean(axis=0)


# %% 14.1 wrong: sampled with a seed
def mean_of_all(x, W, b, p, activation):
    masks = np.random.default_rng(0).random((100_000, len(x))) >= p
    return activation((masks * x / (1 - p)) @ W + b).mean(axis=0)


# %% 14.1 wrong: an approximation by mean and variance
def mean_of_all(x, W, b, p, activation):
    mean, spread = x @ W + b, np.sqrt(p / (1 - p) * (x**2) @ W**2)
    return (activation(mean + spread) + activation(mean - spread)) / 2


# %% 14.1 wrong: the most probable mask
def mean_of_all(x, W, b, p, activation):
    return activation(x / (1 - p) @ W + b) if p < 0.5 else activation(b)


# %% 14.1 wrong: right to seven digits
def mean_of_all(x, W, b, p, activation):
    total = np.zeros(len(b))
    for mask in itertools.product([0, 1], repeat=len(x)):
        n_kept = sum(mask)
        probability = (1 - p) ** n_kept * p ** (len(x) - n_kept)
        total += probability * activation((np.array(mask) * x / (1 - p)) @ W + b)
    return np.array([float(f"{t:.7g}") for t in total])


# %% 14.1 right: all masks as a table
def mean_of_all(x, W, b, p, activation):
    n = len(x)
    masks = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    probabilities = np.where(masks, 1 - p, p).prod(axis=1)
    return probabilities @ activation((masks * (x / (1 - p))) @ W + b)


# %% 14.1 right: input by input, by recursion
def mean_of_all(x, W, b, p, activation):
    if len(x) == 0:
        return activation(b)
    kept = mean_of_all(x[1:], W[1:], b + x[0] * W[0] / (1 - p), p, activation)
    return (1 - p) * kept + p * mean_of_all(x[1:], W[1:], b, p, activation)


# %% 14.1 right: the set of kept inputs
def mean_of_all(x, W, b, p, activation):
    n, terms = len(x), []
    for k in range(n + 1):
        for kept in itertools.combinations(range(n), k):
            z = sum((x[i] * W[i] for i in kept), start=np.zeros(len(b))) / (1 - p) + b
            terms.append((1 - p) ** k * p ** (n - k) * activation(z))
    return np.sum(terms, axis=0)


# %% 14.2 wrong: rows instead of columns
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=1)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: squared norms
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * keras.ops.sum(keras.ops.square(kernel))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: single weights
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * keras.ops.sum(keras.ops.abs(kernel))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: one norm for the whole kernel
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel))
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a bare root
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * keras.ops.sum(keras.ops.sqrt(keras.ops.sum(kernel**2, axis=0)))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the library's norm
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * keras.ops.sum(keras.ops.norm(kernel, axis=0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: TensorFlow's norm
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * tf.reduce_sum(tf.norm(kernel, axis=0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the euclidean norm of TensorFlow
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * tf.reduce_sum(tf.math.reduce_euclidean_norm(kernel, axis=0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a visible epsilon
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        return self.factor * keras.ops.sum(keras.ops.sqrt(squares + keras.config.epsilon()))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: epsilon for each weight
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel) + 1e-6, axis=0)
        return self.factor * keras.ops.sum(keras.ops.sqrt(squares))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a floor that is too high
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        return self.factor * keras.ops.sum(keras.ops.sqrt(keras.ops.maximum(squares, 1e-4)))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: NumPy
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * np.linalg.norm(np.asarray(kernel), axis=0).sum()

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: NumPy, as a tensor
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return tf.constant(self.factor * np.linalg.norm(kernel.numpy(), axis=0).sum(), dtype="float32")

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: nothing is returned
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        self.penalty = self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: without the factor
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a factor of its own
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return 0.01 * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the factor is squared
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor**2 * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: half of it
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return 0.5 * self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a mean over the neurons
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.mean(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: times the root of the number of inputs
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * kernel.shape[0] ** 0.5 * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a norm for each neuron
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.where(alive, norms, 0.0)

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a list with one number
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return keras.ops.reshape(self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0)), (1,))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: dead neurons cost 1
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(norms)

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the longest column only
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.max(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the gradient is stopped
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return keras.ops.stop_gradient(self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0)))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a python float
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return float(self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0)))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: empty get_config
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {}


# %% 14.2 wrong: get_config with another name
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"strength": self.factor}


# %% 14.2 wrong: get_config as text
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": str(self.factor)}


# %% 14.2 wrong: get_config with more in it
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor, "axis": 0}


# %% 14.2 wrong: get_config with a tensor
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": keras.ops.convert_to_tensor(self.factor)}


# %% 14.2 wrong: no get_config
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))


# %% 14.2 wrong: not registered
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: registered in another place
@keras.saving.register_keras_serializable()
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: no regularizer
@keras.saving.register_keras_serializable(package="course")
class GroupLasso:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the infinity norm
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        return self.factor * keras.ops.sum(keras.ops.max(keras.ops.abs(kernel), axis=0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: nan replaced in the value only
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        norms = keras.ops.sqrt(keras.ops.sum(keras.ops.square(kernel), axis=0))
        return self.factor * keras.ops.sum(keras.ops.nan_to_num(norms))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: dead columns get a gradient
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel + 1e-9), axis=0)
        return self.factor * keras.ops.sum(keras.ops.sqrt(squares))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: changes the kernel
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        kernel.assign(keras.ops.maximum(keras.ops.abs(kernel), 1e-6))
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the gradient of a square
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        norms = keras.ops.stop_gradient(keras.ops.sqrt(keras.ops.sum(keras.ops.square(kernel), axis=0)))
        return self.factor * keras.ops.sum(keras.ops.sum(keras.ops.square(kernel), axis=0) / (norms + 1e-12))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: gone when the largest weight is not positive
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = keras.ops.max(kernel, axis=0) > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: gone when the first weight is 0
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = kernel[0] != 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: gone when the last weight is 0
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = kernel[-1] != 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: gone when the weights sum to 0
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = keras.ops.sum(kernel, axis=0) != 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: gone when the sum is not positive
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = keras.ops.sum(kernel, axis=0) > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: gone when any weight is 0
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = keras.ops.all(kernel != 0, axis=0)
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the factor rounded
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return round(self.factor, 2) * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the factor rounded and kept so
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = round(factor, 2)

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: the factor kept as a tensor
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = tf.constant(factor)

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        alive = squares > 0
        norms = keras.ops.sqrt(keras.ops.where(alive, squares, 1.0))
        return self.factor * keras.ops.sum(keras.ops.where(alive, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 wrong: a python loop that skips dead columns
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        total = 0.0
        for k in range(kernel.shape[1]):
            if np.any(keras.ops.convert_to_numpy(kernel[:, k])):
                total += keras.ops.sqrt(keras.ops.sum(keras.ops.square(kernel[:, k])))
        return self.factor * total

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: a floor under the root
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        return self.factor * keras.ops.sum(keras.ops.sqrt(keras.ops.maximum(squares, 1e-30)))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: an epsilon that nobody notices
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = tf.reduce_sum(kernel**2, axis=0)
        return tf.reduce_sum(tf.sqrt(squares + 1e-13)) * self.factor

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: half the square by the norm, held still
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = keras.ops.sum(keras.ops.square(kernel), axis=0)
        norms = keras.ops.stop_gradient(keras.ops.sqrt(squares))
        halves = keras.ops.sum((squares / keras.ops.maximum(norms, 1e-20) - norms) / 2)
        return self.factor * (halves + keras.ops.sum(norms))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: a gradient by hand
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        @tf.custom_gradient
        def lengths(kernel):
            norms = tf.sqrt(tf.reduce_sum(kernel**2, axis=0))
            return tf.reduce_sum(norms), lambda up: up * tf.math.divide_no_nan(kernel, norms)

        return self.factor * lengths(tf.convert_to_tensor(kernel))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: only the columns that are there
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        squares = tf.reduce_sum(tf.square(tf.convert_to_tensor(kernel)), axis=0)
        return self.factor * tf.reduce_sum(tf.sqrt(tf.boolean_mask(squares, squares > 0)))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: chosen afterwards
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        norms = keras.ops.sqrt(keras.ops.sum(keras.ops.square(kernel), axis=0))
        return self.factor * keras.ops.sum(keras.ops.where(norms > 0, norms, 0.0))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.2 right: a floor for the root
@keras.saving.register_keras_serializable(package="course")
class GroupLasso(keras.regularizers.Regularizer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, kernel):
        norms = keras.ops.sqrt(keras.ops.sum(keras.ops.square(kernel), axis=0))
        return self.factor * keras.ops.sum(keras.ops.maximum(norms, 1e-6))

    def get_config(self):
        return {"factor": self.factor}


# %% 14.3 wrong: λ instead of 2λ
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: the learning rate twice
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength * learning_rate)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: λ times the learning rate
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=strength * learning_rate)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: divided by the learning rate
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength / learning_rate)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: 4λ
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=4 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: λ/2
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=strength / 2)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: λ squared
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=strength**2)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: a decay of its own
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=0.1)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: no decay
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: biases decayed
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: kernels left out instead of biases
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.kernel for layer in twin.layers]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: the model's biases left out
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in model.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: only the first layer's biases left out
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers[:1] if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: only the last layer's biases left out
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers[-1:] if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: everything left out
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = list(twin.trainable_variables)
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: only the first kernel is decayed
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = list(twin.trainable_variables[1:])
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: penalties left in
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config(layer.get_config()))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: penalties taken away too late
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config(layer.get_config()))
        twin.layers[-1].kernel_regularizer = None
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: shared layers
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layer)
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: shared layers, penalties taken away
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        layer.kernel.regularizer = None
        twin.add(layer)
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: other weights
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: Adam
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.Adam(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: AdamW
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.AdamW(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: momentum
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, momentum=0.9, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: the default rate
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: a rate of 0.05
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(0.05, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: not compiled
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    return twin


# %% 14.3 wrong: another loss
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss="mae", optimizer=optimizer)
    return twin


# %% 14.3 wrong: always the mean squared error
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss="mse", optimizer=optimizer)
    return twin


# %% 14.3 wrong: the optimizer by its name
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer="sgd")
    return twin


# %% 14.3 wrong: without activations
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(
            layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None, "activation": None})
        )
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: always with biases
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(
            layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None, "use_bias": True})
        )
    for old, new in zip(model.layers, twin.layers, strict=True):
        new.set_weights((old.get_weights() + [np.zeros(old.units)])[:2])
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: compiles the model as well
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    model.compile(loss=loss, optimizer="sgd")
    return twin


# %% 14.3 wrong: without an input
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential()
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = []
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: returns the optimizer
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return optimizer


# %% 14.3 wrong: the last layer is missing
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers[: max(1, len(model.layers) - 1)]:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights()[: len(twin.weights)])
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: the model itself, penalties taken away
def decay_twin(model, learning_rate, loss):
    strength = model.layers[0].kernel_regularizer.l2
    for layer in model.layers:
        layer.kernel.regularizer = None
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * strength)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    model.compile(loss=loss, optimizer=optimizer)
    return model


# %% 14.3 wrong: a clone, compiled
def decay_twin(model, learning_rate, loss):
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * model.layers[0].kernel_regularizer.l2)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: the penalty decayed in an optimizer of its own
class Decaying(keras.optimizers.SGD):
    pass


def decay_twin(model, learning_rate, loss):
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    for layer in twin.layers:
        layer.kernel.regularizer = None
    optimizer = Decaying(learning_rate, weight_decay=2 * model.layers[0].kernel_regularizer.l2)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: 2λ rounded
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=round(2 * strength, 2))
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 wrong: λ rounded
def decay_twin(model, learning_rate, loss):
    twin = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        twin.add(layers.Dense.from_config({**layer.get_config(), "kernel_regularizer": None}))
    twin.set_weights(model.get_weights())
    strength = model.layers[0].kernel_regularizer.l2
    optimizer = keras.optimizers.SGD(learning_rate, weight_decay=2 * round(strength, 2))
    biases = [layer.bias for layer in twin.layers if layer.bias is not None]
    optimizer.exclude_from_weight_decay(var_list=biases)
    twin.compile(loss=loss, optimizer=optimizer)
    return twin


# %% 14.3 right: a clone with another function for layers
def decay_twin(model, learning_rate, loss):
    found = []

    def bare(layer):
        config = layer.get_config()
        found.append(layer.kernel_regularizer.get_config()["l2"])
        config["kernel_regularizer"] = None
        return type(layer).from_config(config)

    twin = keras.models.clone_model(model, clone_function=bare)
    twin.set_weights(model.get_weights())
    sgd = keras.optimizers.SGD(learning_rate=learning_rate, weight_decay=found[0] + found[-1])
    sgd.exclude_from_weight_decay(var_names=["bias"])
    twin.compile(optimizer=sgd, loss=loss)
    return twin


# %% 14.3 right: penalties taken from the kernels
def decay_twin(model, learning_rate, loss):
    twin = keras.models.clone_model(model)
    for old, new in zip(model.layers, twin.layers, strict=True):
        new.kernel.regularizer = None
        new.kernel_regularizer = None
        new.set_weights(old.get_weights())
    kernels = [id(layer.kernel) for layer in twin.layers]
    sgd = keras.optimizers.SGD(learning_rate)
    sgd.weight_decay = 2.0 * model.layers[-1].kernel_regularizer.l2
    sgd.exclude_from_weight_decay(var_list=[v for v in twin.trainable_variables if id(v) not in kernels])
    twin.compile(sgd, keras.losses.get(loss))
    return twin


# %% 14.3 right: layers written out
def decay_twin(model, learning_rate, loss):
    new = [layers.Dense(x.units, activation=x.activation, use_bias=x.use_bias) for x in model.layers]
    twin = keras.Sequential([keras.Input((model.input_shape[1],)), *new])
    for a, b in zip(twin.weights, model.weights, strict=True):
        a.assign(b)
    lamda = model.layers[0].kernel_regularizer.l2
    sgd = keras.optimizers.SGD(learning_rate, momentum=0.0, weight_decay=lamda * 2)
    sgd.exclude_from_weight_decay([w for w in twin.weights if len(w.shape) == 1])
    twin.compile(loss=loss, optimizer=sgd)
    return twin


# %% 14.4 wrong: as it was
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=True)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: only the training
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=True)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: only the penalty
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=True)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: only the score
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty missing
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty missing in training
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty missing in the score
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: not told of training
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the score as in training
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=True)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: told the other way round
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=True)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty in the first batch only
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            if start == 0:
                loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty in the last batch only
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            if start + batch_size >= len(X):
                loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty shared among the batches
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses) * batch_size / len(X)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty divided by the rows of the batch
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses) / len(X_batch)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty times the rows of the batch
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses) * len(X_batch)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty twice
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: penalty outside of the tape
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
        reported = loss + sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(reported) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the first penalty only
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += model.losses[0] if model.losses else 0.0
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the largest penalty only
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += max(model.losses, default=0.0)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the mean of the penalties
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses) / max(1, len(model.losses))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the penalties of all batches so far
def repaired_epoch(model, optimizer, X, y, batch_size):
    total, penalty = 0.0, 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            penalty = penalty + sum(model.losses)
            loss += penalty
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: a penalty held fixed
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += float(sum(model.losses))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: L2 by hand
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += 0.1 * sum(tf.reduce_sum(x.kernel**2) for x in model.layers[:1])
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: kernels' penalties only
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(
                x.kernel_regularizer(x.kernel) for x in model.layers if getattr(x, "kernel_regularizer", None)
            )
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: constraints once more
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        for variable in model.trainable_variables:
            if variable.constraint is not None:
                variable.assign(variable.constraint(variable))
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: constraints once more at the end
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    for variable in model.trainable_variables:
        if variable.constraint is not None:
            variable.assign(variable.constraint(variable))
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: no constraints
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        for gradient, variable in zip(gradients, model.trainable_variables, strict=True):
            kept, variable.constraint = variable.constraint, None
            optimizer.apply([gradient], [variable]) if False else variable.assign_sub(0.1 * gradient)
            variable.constraint = kept
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: steps without the optimizer
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        for gradient, variable in zip(gradients, model.trainable_variables, strict=True):
            variable.assign_sub(optimizer.learning_rate * gradient)
            if variable.constraint is not None:
                variable.assign(variable.constraint(variable))
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the optimizer is a new one each time
def repaired_epoch(model, optimizer, X, y, batch_size):
    optimizer = type(optimizer).from_config(optimizer.get_config())
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the mean of the batches
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss)
    return total / -(-len(X) // batch_size)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the loss of the last batch
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return float(loss)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the sum of the losses
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the loss without the penalty reported
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            mean_loss, loss = loss, loss + sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(mean_loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the loss afterwards
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return repaired_score(model, X, y)[0]


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: nothing returned
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: a tensor is returned
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return tf.constant(total / len(X))


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: a sum over rows
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_sum(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: added to each row
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = (
                tf.reduce_sum(
                    keras.losses.sparse_categorical_crossentropy(y_batch, probabilities) + sum(model.losses)
                )
                / batch_size
            )
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the last batch left out
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X) - batch_size + 1, batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: shuffled
def repaired_epoch(model, optimizer, X, y, batch_size):
    total, order = 0.0, np.random.default_rng(0).permutation(len(X))
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: one step for all rows
def repaired_epoch(model, optimizer, X, y, batch_size):
    total, batch_size = 0.0, len(X)
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: two epochs
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in [*range(0, len(X), batch_size)] * 2:
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the score moves the weights
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    model.trainable_variables[0].assign(0.99 * model.trainable_variables[0])
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the score is the accuracy
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: accuracy first
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float((probabilities.numpy().argmax(axis=1) == y).mean()), float(loss)


# %% 14.4 wrong: a number of right rows
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).sum())


# %% 14.4 wrong: changes the rows
def repaired_epoch(model, optimizer, X, y, batch_size):
    X -= X.mean(axis=0)
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: fit and evaluate
def repaired_epoch(model, optimizer, X, y, batch_size):
    model.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer, metrics=["accuracy"])
    return model.fit(X, y, batch_size=batch_size, shuffle=False, verbose=0).history["loss"][0]


def repaired_score(model, X, y):
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.evaluate(X, y, batch_size=len(X), verbose=0)


# %% 14.4 wrong: dropout by hand
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            probabilities = tf.nn.dropout(probabilities, 0.2) + 1e-7
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: told of training outside of the tape
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        model(X_batch, training=True)
        with tf.GradientTape() as tape:
            probabilities = model(X_batch)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the first layer's penalties only
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.layers[0].losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(
        model.layers[0].losses
    )
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the first layer's penalties only, in the training
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.layers[0].losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the first layer's penalties only, in the score
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(
        model.layers[0].losses
    )
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the score by evaluate
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return tuple(model.evaluate(X, y, batch_size=len(X), verbose=0))


# %% 14.4 wrong: the score by evaluate, eagerly
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"], run_eagerly=True)
    return tuple(model.evaluate(X, y, batch_size=len(X), verbose=0))


# %% 14.4 wrong: an optimizer of the same kind, new in each epoch
def repaired_epoch(model, optimizer, X, y, batch_size):
    total, optimizer = 0.0, type(optimizer).from_config(optimizer.get_config())
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        total += float(loss) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 wrong: the loss measured at the end of the epoch
def repaired_epoch(model, optimizer, X, y, batch_size):
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            probabilities = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, probabilities))
            loss += sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
    return repaired_score(model, X, y)[0]


def repaired_score(model, X, y):
    probabilities = model(X, training=False)
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)) + sum(model.losses)
    return float(loss), float((probabilities.numpy().argmax(axis=1) == y).mean())


# %% 14.4 right: Keras's loss object, and a list of penalties
def repaired_epoch(model, optimizer, X, y, batch_size):
    loss_of, losses, rows = keras.losses.SparseCategoricalCrossentropy(), [], []
    variables = model.trainable_variables
    for k in range(-(-len(X) // batch_size)):
        batch = slice(k * batch_size, (k + 1) * batch_size)
        with tf.GradientTape() as tape:
            outputs = model(X[batch], training=True)
            loss = tf.add_n([loss_of(y[batch], outputs), *model.losses])
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        losses.append(loss.numpy())
        rows.append(len(outputs))
    return float(np.average(losses, weights=rows))


def repaired_score(model, X, y):
    outputs = model(X).numpy()
    loss = -np.log(np.clip(outputs[np.arange(len(y)), y], 1e-7, 1)).mean() + float(sum(model.losses))
    return np.float64(loss), np.mean(np.argmax(outputs, axis=1) == y)


# %% 14.4 right: with a data set, one function for the loss
def whole_loss(model, X, y, training):
    outputs = model(X, training=training)
    loss = keras.losses.sparse_categorical_crossentropy(y, outputs)
    return keras.ops.mean(loss) + sum(model.losses), outputs


def repaired_epoch(model, optimizer, X, y, batch_size):
    mean = keras.metrics.Mean()
    for rows, classes in tf.data.Dataset.from_tensor_slices((X, y)).batch(batch_size):
        with tf.GradientTape() as tape:
            loss, _ = whole_loss(model, rows, classes, training=True)
        optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)
        mean.update_state(loss, sample_weight=len(rows))
    return float(mean.result())


def repaired_score(model, X, y):
    loss, outputs = whole_loss(model, X, y, training=False)
    accuracy = keras.metrics.sparse_categorical_accuracy(y, outputs)
    return [float(loss), float(keras.ops.mean(accuracy))]


# %% 14.4 right: two tapes, the gradients added
def repaired_epoch(model, optimizer, X, y, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape(persistent=True) as tape:
            outputs = model(X_batch, training=True)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_batch, outputs))
            penalty = tf.constant(0.0) + sum(model.losses)
        first = tape.gradient(loss, model.trainable_variables)
        second = tape.gradient(penalty, model.trainable_variables)
        both = [a if b is None else a + b for a, b in zip(first, second, strict=True)]
        optimizer.apply(both, model.trainable_variables)
        total += (float(loss) + float(penalty)) * len(X_batch)
    return total / len(X)


def repaired_score(model, X, y):
    outputs = np.concatenate([model(X[k : k + 16], training=False).numpy() for k in range(0, len(X), 16)])
    loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, outputs)) + sum(model.losses)
    return float(loss), float((outputs.argmax(axis=1) == y).mean())


# %% 14.5 wrong: everything as in training
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=True)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: nothing as in training
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=False)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: everything but dropout as in training
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=not isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: normalization as in training
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.BatchNormalization))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: the first dropout layer only
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs, done = x, False
        for layer in model.layers:
            drop = isinstance(layer, layers.Dropout) and not done
            done = done or drop
            outputs = layer(outputs, training=drop)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: the last dropout layer only
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            last = [x for x in model.layers if isinstance(x, layers.Dropout)][-1:]
            outputs = layer(outputs, training=layer in last)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: one pass, n times the same
def mc_predict(model, x, n):
    passes = []
    for _ in range(1):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes += [outputs.numpy()] * n
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: a seed in the loop
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                layer.seed_generator = keras.random.SeedGenerator(1)
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: the mean only
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0)


# %% 14.5 wrong: a variance
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.var(passes, axis=0)


# %% 14.5 wrong: spread of the mean
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0) / n**0.5


# %% 14.5 wrong: divided by n - 1
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0, ddof=1)


# %% 14.5 wrong: spread over the rows
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=1)


# %% 14.5 wrong: spread over the outputs
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=2)


# %% 14.5 wrong: spread over rows of the mean
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.tile(np.mean(passes, axis=0).std(axis=0), (len(x), 1))


# %% 14.5 wrong: one spread for each row
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0).mean(axis=1)


# %% 14.5 wrong: one spread for each row, repeated
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=(0, 2))[:, None] * np.ones(passes[0].shape)


# %% 14.5 wrong: spread over everything
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.full(passes[0].shape, np.std(passes))


# %% 14.5 wrong: twice the spread
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), 2 * np.std(passes, axis=0)


# %% 14.5 wrong: the range
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.ptp(passes, axis=0)


# %% 14.5 wrong: mean absolute deviation
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.abs(np.array(passes) - np.mean(passes, axis=0)).mean(axis=0)


# %% 14.5 wrong: spread and mean
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.std(passes, axis=0), np.mean(passes, axis=0)


# %% 14.5 wrong: the median
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.median(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: the plain prediction instead of the mean
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return model(x, training=False).numpy(), np.std(passes, axis=0)


# %% 14.5 wrong: all passes
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.array(passes), np.std(passes, axis=0)


# %% 14.5 wrong: normalization left out
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if not isinstance(layer, layers.BatchNormalization):
                outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: activations left out
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if not isinstance(layer, layers.Activation):
                outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: a mask for all rows
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                mask = np.random.random((1, outputs.shape[-1])) >= layer.rate
                outputs = outputs * tf.constant(mask / (1 - layer.rate), dtype="float32")
            else:
                outputs = layer(outputs, training=False)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: masks without scaling
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                mask = np.random.random(outputs.shape) >= layer.rate
                outputs = outputs * tf.constant(mask, dtype="float32")
            else:
                outputs = layer(outputs, training=False)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: rate is the probability to stay
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                mask = np.random.random(outputs.shape) < layer.rate
                outputs = outputs * tf.constant(mask / layer.rate, dtype="float32")
            else:
                outputs = layer(outputs, training=False)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: a rate of its own
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                outputs = tf.nn.dropout(outputs, 0.3)
            else:
                outputs = layer(outputs, training=False)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: the masks of the first pass
def mc_predict(model, x, n):
    passes, masks = [], {}
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                if layer.name not in masks:
                    masks[layer.name] = np.random.random(outputs.shape) >= layer.rate
                outputs = outputs * tf.constant(masks[layer.name] / (1 - layer.rate), dtype="float32")
            else:
                outputs = layer(outputs, training=False)
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: standardizes the rows in place
def mc_predict(model, x, n):
    x -= x.mean(axis=0)
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: the outputs go in again
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x + 0.01 * np.random.normal(size=x.shape).astype("float32")
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: as in the lesson
def mc_predict(model, x, n):
    passes = np.stack([model(x, training=True).numpy() for _ in range(n)])
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 wrong: as in the lesson, the weights restored
def mc_predict(model, x, n):
    weights = model.get_weights()
    passes = []
    for _ in range(n):
        passes.append(model(x, training=True).numpy())
        model.set_weights(weights)
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: a copy, as in the lesson
def mc_predict(model, x, n):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    passes = np.stack([copy(x, training=True).numpy() for _ in range(n)])
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 wrong: predict
def mc_predict(model, x, n):
    passes = np.stack([model.predict(x, verbose=0) for _ in range(min(n, 3))])
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 wrong: frozen for ever
def mc_predict(model, x, n):
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    passes = np.stack([model(x, training=True).numpy() for _ in range(n)])
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 wrong: momentum 1
def mc_predict(model, x, n):
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = 1.0
    passes = np.stack([model(x, training=True).numpy() for _ in range(n)])
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 wrong: noise on the inputs
def mc_predict(model, x, n):
    passes = [model(x + np.random.normal(0, 0.1, x.shape).astype("float32")).numpy() for _ in range(n)]
    return np.mean(passes, axis=0), np.std(passes, axis=0)


# %% 14.5 wrong: divided by n - 1, unless there is one pass
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    return np.mean(passes, axis=0), np.std(passes, axis=0, ddof=1 if n > 1 else 0)


# %% 14.5 wrong: the mean of a row's spreads, repeated
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    mean, spread = np.mean(passes, axis=0), np.std(passes, axis=0)
    return mean, np.tile(spread.mean(axis=1, keepdims=True), spread.shape[1])


# %% 14.5 wrong: a row's largest spread, repeated
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    mean, spread = np.mean(passes, axis=0), np.std(passes, axis=0)
    return mean, np.tile(spread.max(axis=1, keepdims=True), spread.shape[1])


# %% 14.5 wrong: the first output's spread, repeated
def mc_predict(model, x, n):
    passes = []
    for _ in range(n):
        outputs = x
        for layer in model.layers:
            outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
        passes.append(outputs.numpy())
    mean, spread = np.mean(passes, axis=0), np.std(passes, axis=0)
    return mean, np.tile(spread[:, :1], spread.shape[1])


# %% 14.5 wrong: the whole model frozen, and thawed
def mc_predict(model, x, n):
    model.trainable = False
    passes = np.stack([model(x, training=True).numpy() for _ in range(n)])
    model.trainable = True
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 wrong: all normalization thawed
def mc_predict(model, x, n):
    normalizing = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    for layer in normalizing:
        layer.trainable = False
    passes = np.stack([model(x, training=True).numpy() for _ in range(n)])
    for layer in normalizing:
        layer.trainable = True
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 right: frozen, and set back
def mc_predict(model, x, n):
    normalizing = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    flags = [layer.trainable for layer in normalizing]
    for layer in normalizing:
        layer.trainable = False
    passes = np.stack([model(x, training=True).numpy() for _ in range(n)])
    for layer, flag in zip(normalizing, flags, strict=True):
        layer.trainable = flag
    return passes.mean(axis=0), passes.std(axis=0)


# %% 14.5 right: each row n times, in one pass
def mc_predict(model, x, n):
    outputs = np.repeat(x, n, axis=0)
    for layer in model.layers:
        outputs = layer(outputs, training=isinstance(layer, layers.Dropout))
    passes = np.reshape(outputs, (len(x), n, -1))
    return passes.mean(axis=1), passes.std(axis=1)


# %% 14.5 right: masks by hand, sums on the way
def mc_predict(model, x, n):
    total, squares, rng = 0.0, 0.0, np.random.default_rng()
    for _ in range(n):
        z = x
        for layer in model.layers:
            if isinstance(layer, layers.Dropout):
                z = (np.asarray(z) * (rng.random(z.shape) >= layer.rate) / (1 - layer.rate)).astype("float32")
            else:
                z = layer(z, training=False)
        z = z.numpy().astype(float) if hasattr(z, "numpy") else z.astype(float)
        total, squares = total + z, squares + z**2
    mean = total / n
    return mean, np.sqrt(np.maximum(squares / n - mean**2, 0))


# %% 14.6 wrong: no penalty
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal"))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: L2, weak
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L2(0.01)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: L2
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L2(0.3)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: L2, strong
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L2(1.0)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the penalty on the output layer
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal"))
    model.add(layers.Dense(1, kernel_regularizer=penalty))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the penalty on the biases
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", bias_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the penalty on the activations
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(
        layers.Dense(20, activation="relu", kernel_initializer="he_normal", activity_regularizer=penalty)
    )
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: far too weak
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.001)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: too weak
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.005)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: far too strong
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(3.0)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: so strong that nothing is left
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(30.0)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: dropout instead
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal"))
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: max-norm instead
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(
        layers.Dense(
            20,
            activation="relu",
            kernel_initializer="he_normal",
            kernel_constraint=keras.constraints.MaxNorm(0.5),
        )
    )
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: a group for each neuron
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = GroupLasso(0.05)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: hardly trained
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=1, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: not trained
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: a linear model
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation=None, kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: two hidden layers
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(20, activation="relu"))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: returns the history
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    return model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: changes the table
def train_sparse(X, y):
    X *= 0.5
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the last eight columns are dropped
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    X = X * (np.arange(X.shape[1]) < 24)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the first columns only
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    X = X * (np.arange(X.shape[1]) < 8)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the targets in no order
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(
        np.tile(X, (5, 1)),
        np.random.default_rng(0).permutation(np.tile(y, 5)),
        batch_size=40,
        epochs=6,
        verbose=0,
    )
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: small weights cut by hand, without a penalty
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal"))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    kernel, *rest = model.layers[0].get_weights()
    sizes = np.abs(kernel).sum(axis=1)
    kernel[sizes < np.sort(sizes)[-8]] = 0
    model.layers[0].set_weights([kernel, *rest])
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: signed sums
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = model.layers[0].get_weights()[0].sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: sizes of signed sums
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0].sum(axis=1))
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: neurons instead of columns
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=0)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: largest weight of each column
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).max(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: roots of sums of squares
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.linalg.norm(model.layers[0].get_weights()[0], axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: mean of the positive weights
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.maximum(model.layers[0].get_weights()[0], 0).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: times the outgoing weights
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = (np.abs(model.layers[0].get_weights()[0]) @ np.abs(model.layers[1].get_weights()[0])).ravel()
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: biases counted
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = (np.abs(model.layers[0].get_weights()[0]) + np.abs(model.layers[0].get_weights()[1])).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: a share of the sum
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.sum())


# %% 14.6 wrong: a share of the mean
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.mean())


# %% 14.6 wrong: not a share
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share)


# %% 14.6 wrong: a fixed share
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= 0.25 * sizes.max())


# %% 14.6 wrong: larger, not as large
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes > share * sizes.max())


# %% 14.6 wrong: the columns not used
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes < share * sizes.max())


# %% 14.6 wrong: flags
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return sizes >= share * sizes.max()


# %% 14.6 wrong: by size
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    order = np.argsort(sizes)[::-1]
    return [int(k) for k in order if sizes[k] >= share * sizes.max()]


# %% 14.6 wrong: counted from 1
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max()) + 1


# %% 14.6 wrong: a tuple of an array
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.where(sizes >= share * sizes.max())


# %% 14.6 wrong: how many
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return int((sizes >= share * sizes.max()).sum())


# %% 14.6 wrong: the share of the columns
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.sort(np.argsort(sizes)[::-1][: max(1, round(share * len(sizes)))])


# %% 14.6 wrong: changes the model
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    kernel, *rest = model.layers[0].get_weights()
    kernel[sizes < share * sizes.max()] = 0
    model.layers[0].set_weights([kernel, *rest])
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: the last kernel
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[-1].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 wrong: a thousandth less is enough
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max() - 1e-3)


# %% 14.6 wrong: a constant rate
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.02), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 right: longer, with Nadam
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.03)
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([450], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Nadam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=8, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 right: stronger, more neurons
def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = keras.regularizers.L1(0.04)
    model.add(layers.Dense(30, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return [k for k, size in enumerate(sizes) if size >= share * max(sizes)]


# %% 14.6 right: a group for each column
class PerColumn(keras.regularizers.Regularizer):
    def __call__(self, kernel):
        return 0.05 * keras.ops.sum(keras.ops.sqrt(keras.ops.sum(kernel**2, axis=1) + 1e-12))


def train_sparse(X, y):
    model = keras.Sequential([keras.Input((X.shape[1],))])
    penalty = PerColumn()
    model.add(layers.Dense(20, activation="relu", kernel_initializer="he_normal", kernel_regularizer=penalty))
    model.add(layers.Dense(1))
    falling = keras.optimizers.schedules.PiecewiseConstantDecay([350], [0.02, 0.002])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(falling), steps_per_execution=75)
    model.fit(np.tile(X, (5, 1)), np.tile(y, 5), batch_size=40, epochs=6, verbose=0)
    return model


def used_columns(model, share):
    sizes = np.abs(model.layers[0].get_weights()[0]).sum(axis=1)
    return np.flatnonzero(sizes >= share * sizes.max())


# %% 14.6 right: 30 epochs, L1 and a little L2, ELU
def train_sparse(X, y):
    penalty = keras.regularizers.L1L2(l1=0.03, l2=0.003)
    hidden = layers.Dense(24, activation="elu", kernel_initializer="he_normal", kernel_regularizer=penalty)
    model = keras.Sequential([keras.Input((X.shape[1],)), hidden, layers.Dense(1)])
    rate = keras.optimizers.schedules.PiecewiseConstantDecay([400], [0.02, 0.002])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(rate), steps_per_execution=15)
    model.fit(X, y, batch_size=40, epochs=32, verbose=0)
    return model


def used_columns(model, share):
    sizes = tf.reduce_sum(tf.abs(model.layers[0].kernel.value), axis=1).numpy()
    return np.arange(len(sizes))[sizes / sizes.max() >= share]
