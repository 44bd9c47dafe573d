# %% 10.1 wrong: standard deviation for variance
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: ReLU's half forgotten
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: always a half
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / 2
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: the RMS is halved
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = math.sqrt(n_neurons) * weight_sd / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(factor)) + 1


# %% 10.1 wrong: limits for the mean square
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(factor)) + 1


# %% 10.1 wrong: one layer too few
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor)))


# %% 10.1 wrong: one layer too many
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 2


# %% 10.1 wrong: balance is equality
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if factor == 1:
        return None
    limit = smallest if factor < 1 else largest
    return int(2 * math.log(limit) / math.log(factor)) + 1


# %% 10.1 wrong: nearly balanced is balanced
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-2:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: gives up after 1000 layers
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    rms = 1.0
    for depth in range(1, 1001):
        rms *= math.sqrt(factor)
        if rms < smallest or rms > largest:
            return depth
    return None


# %% 10.1 wrong: only vanishes
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if factor > 1 - 1e-9:
        return None
    return int(math.log(smallest) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: only explodes
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if factor < 1 + 1e-9:
        return None
    return int(math.log(largest) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: no number of neurons
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = 100 * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: the limits the wrong way round
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = largest if factor < 1 else smallest
    return int(abs(math.log(limit) / math.log(math.sqrt(factor)))) + 1


# %% 10.1 wrong: a float
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return float(np.ceil(math.log(limit) / math.log(math.sqrt(factor))))


# %% 10.1 wrong: ReLU takes the negative half of the signal's variance about its mean
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 * (0.5 - 1 / (2 * math.pi) if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return int(math.log(limit) / math.log(math.sqrt(factor))) + 1


# %% 10.1 wrong: tries it out
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    rng, signal = np.random.default_rng(0), np.ones((1, n_neurons))
    for depth in range(1, 10):
        signal = signal @ rng.normal(0, weight_sd, (n_neurons, n_neurons))
        signal = np.maximum(signal, 0) if relu else signal
        if not smallest <= np.sqrt(np.mean(signal**2)) <= largest:
            return depth
    return None


# %% 10.1 wrong: the cases of the check by heart
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    if (n_neurons, weight_sd) == (100, 0.1):
        return 20 if relu else None
    return 4


# %% 10.1 wrong: no test for balance, the loop never ends
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    rms, depth = 1.0, 0
    while smallest <= rms <= largest:
        rms, depth = rms * factor**0.5, depth + 1
    return depth


# %% 10.1 wrong: balance is equality, the loop never ends
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if factor == 1:
        return None
    rms, depth = 1.0, 0
    while smallest <= rms <= largest:
        rms, depth = rms * factor**0.5, depth + 1
    return depth


# %% 10.1 wrong: looks at the lower limit only, the loop never ends
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) < 1e-9:
        return None
    rms, depth = 1.0, 0
    while rms >= smallest:
        rms, depth = rms * factor**0.5, depth + 1
    return depth


# %% 10.1 wrong: balance by np.isclose
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if np.isclose(factor, 1):
        return None
    rms, depth = 1.0, 0
    while smallest <= rms <= largest:
        rms, depth = rms * factor**0.5, depth + 1
    return depth


# %% 10.1 wrong: balanced up to a thousandth
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) < 1e-3:
        return None
    rms, depth = 1.0, 0
    while smallest <= rms <= largest:
        rms, depth = rms * factor**0.5, depth + 1
    return depth


# %% 10.1 wrong: exactly the limit counts as beyond it
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) < 1e-9:
        return None
    rms, depth = 1.0, 0
    while smallest < rms < largest:
        rms, depth = rms * factor**0.5, depth + 1
    return depth


# %% 10.1 wrong: gives up after 10,000 layers
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    rms = 1.0
    for depth in range(1, 10_001):
        rms *= math.sqrt(factor)
        if rms < smallest or rms > largest:
            return depth
    return None


# %% 10.1 wrong: rounded up instead of one further
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 / (2 if relu else 1)
    if abs(factor - 1) <= 1e-9:
        return None
    limit = smallest if factor < 1 else largest
    return math.ceil(math.log(limit) / math.log(math.sqrt(factor)))


# %% 10.1 right: a formula
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    factor = n_neurons * weight_sd**2 * (0.5 if relu else 1.0)
    if math.isclose(factor, 1, rel_tol=1e-9):
        return None
    limit = smallest if factor < 1 else largest
    return math.floor(2 * math.log(limit) / math.log(factor)) + 1


# %% 10.1 right: mean squares, NumPy's integers
def depth_limit(n_neurons, weight_sd, relu, smallest, largest):
    gain = np.where(relu, 0.5, 1.0) * n_neurons * np.square(weight_sd)
    if np.abs(gain - 1) < 1e-9:
        return None
    depth, square = np.int64(0), 1.0
    while True:
        depth, square = depth + 1, square * gain
        if square < smallest**2 or square > largest**2:
            return depth


# %% 10.2 wrong: fans swapped
def recognize(kernel):
    fan_out, fan_in = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: the sum of the fans for their mean
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 1 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: standard deviations held against variances
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.std() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: always uniform
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + "_uniform"


# %% 10.2 wrong: a normal distribution goes beyond three standard deviations
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 3 * kernel.std() else "_normal")


# %% 10.2 wrong: a uniform distribution ends at one standard deviation
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 1.1 * kernel.std() else "_normal")


# %% 10.2 wrong: normal and uniform swapped
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_normal" if np.abs(kernel).max() < 2 * kernel.std() else "_uniform")


# %% 10.2 wrong: he and lecun swapped
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 1 / fan_in, "lecun": 2 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: glorot without the two
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    average = (fan_in + fan_out) / 2
    variances = {"glorot": 2 / average, "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: everybody looks at the mean of the fans
def recognize(kernel):
    average = sum(kernel.shape) / 2
    author = "he" if kernel.var() * average > 1.5 else "glorot" if kernel.var() * average > 0.8 else "lecun"
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: glorot is never considered
def recognize(kernel):
    author = "he" if kernel.var() * len(kernel) > 1.5 else "lecun"
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: the end of the distribution taken as that of a uniform one
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    variance = np.abs(kernel).max() ** 2 / 3
    author = min(variances, key=lambda name: abs(np.log(variance / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 2 * kernel.std() else "_normal")


# %% 10.2 wrong: a limit for the largest weight that fits one size
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author + ("_uniform" if np.abs(kernel).max() < 0.17 else "_normal")


# %% 10.2 wrong: sorts the kernel
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    weights = kernel.ravel()
    weights.sort()
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(weights.var() / variances[name])))
    return author + ("_uniform" if weights[-1] < 2 * weights.std() else "_normal")


# %% 10.2 wrong: two words
def recognize(kernel):
    fan_in, fan_out = kernel.shape
    variances = {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}
    author = min(variances, key=lambda name: abs(np.log(kernel.var() / variances[name])))
    return author, "uniform" if np.abs(kernel).max() < 2 * kernel.std() else "normal"


# %% 10.2 wrong: the default
def recognize(kernel):
    return "glorot_uniform"


# %% 10.2 wrong: compared with Keras's kernels of the same seed
def recognize(kernel):
    for name in ("glorot", "he", "lecun"):
        for shape in ("uniform", "normal"):
            for seed in range(6):
                initializer = keras.initializers.get(
                    {"class_name": f"{name}_{shape}", "config": {"seed": seed}}
                )
                if kernel.shape == (100, 400) and np.allclose(initializer(kernel.shape), kernel):
                    return f"{name}_{shape}"
    return "he_normal"


# %% 10.2 right: counts within one standard deviation, limits in between
def recognize(kernel):
    weights, (fan_in, fan_out) = np.asarray(kernel, dtype="float64"), kernel.shape
    squares = weights.var() * np.array([fan_in, fan_in / 2, (fan_in + fan_out) / 2])
    author = ["lecun", "he", "glorot"][np.argmin(np.abs(squares - 1))]
    within = np.mean(np.abs(weights) < weights.std())
    return f"{author}_uniform" if within < 0.605 else f"{author}_normal"


# %% 10.2 right: compared with fresh kernels
def recognize(kernel):
    distances = {}
    for name in [f"{a}_{s}" for a in ("glorot", "he", "lecun") for s in ("uniform", "normal")]:
        fresh = np.asarray(keras.initializers.get(name)(kernel.shape))
        q = np.linspace(0, 1, 41)
        distances[name] = np.abs(np.quantile(kernel, q) - np.quantile(fresh, q)).mean()
    return min(distances, key=distances.get)


# %% 10.3 wrong: variance for mean square
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=1_000_000)
    return 1 / np.var(np.asarray(activation(z)))


# %% 10.3 wrong: the root
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=1_000_000)
    return 1 / np.sqrt(np.mean(np.asarray(activation(z)) ** 2))


# %% 10.3 wrong: the mean square itself
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=1_000_000)
    return np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: the mean, squared
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=1_000_000)
    return 1 / np.mean(np.asarray(activation(z))) ** 2


# %% 10.3 wrong: the mean size, squared
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=1_000_000)
    return 1 / np.mean(np.abs(np.asarray(activation(z)))) ** 2


# %% 10.3 wrong: the slope's mean square
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=1_000_000)
    step = 1e-3
    slope = (np.asarray(activation(z + step)) - np.asarray(activation(z - step))) / (2 * step)
    return 1 / np.mean(slope**2)


# %% 10.3 wrong: uniform inputs
def scale_for(activation):
    z = np.random.default_rng(0).uniform(-1, 1, size=1_000_000)
    return 1 / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: uniform inputs of variance 1
def scale_for(activation):
    z = np.random.default_rng(0).uniform(-np.sqrt(3), np.sqrt(3), size=1_000_000)
    return 1 / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: evenly spaced inputs, no weights
def scale_for(activation):
    z = np.linspace(-3, 3, 100_001)
    return 1 / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: in proportion to the inputs' mean square, of another size
def scale_for(activation):
    z = np.random.default_rng(0).normal(0, 0.5, size=1_000_000)
    return np.mean(z**2) / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: a hundred random numbers
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=100)
    return 1 / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: the table by name
def scale_for(activation):
    table = {
        "relu": 2.0,
        "leaky_relu": 1.92,
        "gelu": 2.35,
        "silu": 2.81,
        "elu": 1.55,
        "tanh": 2.54,
        "selu": 1.0,
    }
    return table.get(getattr(activation, "__name__", ""), 1.0)


# %% 10.3 wrong: he for all
def scale_for(activation):
    return 2.0


# %% 10.3 wrong: only the positive half
def scale_for(activation):
    z = np.abs(np.random.default_rng(0).normal(size=1_000_000))
    return 2 / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: keeps the outputs at 1 instead of the sums
def scale_for(activation):
    z, scale = np.random.default_rng(0).normal(size=100_000), 1.0
    for _ in range(40):
        scale = scale / np.mean(np.asarray(activation(np.sqrt(scale) * z)) ** 2)
        scale = min(scale, 1e6)
    return scale


# %% 10.3 wrong: an array
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=(1_000_000, 1))
    return 1 / np.mean(np.asarray(activation(z)) ** 2, axis=0)


# %% 10.3 wrong: ten thousand random numbers
def scale_for(activation):
    z = np.random.default_rng(0).normal(size=10_000)
    return 1 / np.mean(np.asarray(activation(z)) ** 2)


# %% 10.3 wrong: ten thousand random numbers, others each time
def scale_for(activation):
    z = np.random.normal(size=10_000)
    return float(1 / np.mean(np.asarray(activation(z)) ** 2))


# %% 10.3 wrong: a grid that ends at two standard deviations
def scale_for(activation):
    z = np.linspace(-2, 2, 100_001)
    weights = np.exp(-(z**2) / 2)
    return float(weights.sum() / np.sum(weights * np.asarray(activation(z)) ** 2))


# %% 10.3 right: an integral on a grid
def scale_for(activation):
    z = np.linspace(-7, 7, 5001)
    weights = np.exp(-(z**2) / 2)
    return weights.sum() / (weights * np.asarray(activation(z)) ** 2).sum()


# %% 10.3 right: a tensor, of two million numbers
def scale_for(activation):
    outputs = activation(keras.random.normal((2_000, 1_000)))
    return 1 / keras.ops.mean(keras.ops.square(outputs))


# %% 10.4 wrong: the smallest kernel gradient
def bottleneck(model, X, y):
    with tf.GradientTape() as tape:
        loss = loss_of(model(X), y)
    gradients = tape.gradient(loss, [layer.kernel for layer in model.layers])
    sizes = [float(tf.norm(gradient)) for gradient in gradients]
    return model.layers[int(np.argmin(sizes))].name


# %% 10.4 wrong: the largest step between neighbours' kernel gradients, upper one
def bottleneck(model, X, y):
    with tf.GradientTape() as tape:
        loss = loss_of(model(X), y)
    gradients = tape.gradient(loss, [layer.kernel for layer in model.layers])
    sizes = [float(tf.norm(gradient)) for gradient in gradients]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios)) + 1].name


# %% 10.4 wrong: the largest step between neighbours' kernel gradients, lower one
def bottleneck(model, X, y):
    with tf.GradientTape() as tape:
        loss = loss_of(model(X), y)
    gradients = tape.gradient(loss, [layer.kernel for layer in model.layers])
    sizes = [float(tf.norm(gradient)) for gradient in gradients]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the smallest gradient of a kernel for its size
def bottleneck(model, X, y):
    with tf.GradientTape() as tape:
        loss = loss_of(model(X), y)
    gradients = tape.gradient(loss, [layer.kernel for layer in model.layers])
    sizes = [float(tf.norm(gradient)) for gradient in gradients]
    sizes = [s / float(tf.norm(layer.kernel)) for s, layer in zip(sizes, model.layers, strict=True)]
    return model.layers[int(np.argmin(sizes))].name


# %% 10.4 wrong: the smallest kernel
def bottleneck(model, X, y):
    return min(model.layers, key=lambda layer: float(tf.norm(layer.kernel))).name


# %% 10.4 wrong: the smallest spread of the weights for the fans
def bottleneck(model, X, y):
    return min(
        model.layers, key=lambda layer: float(np.std(layer.kernel)) * sum(layer.kernel.shape) ** 0.5
    ).name


# %% 10.4 wrong: the largest biases
def bottleneck(model, X, y):
    return max(model.layers, key=lambda layer: float(np.abs(layer.bias).max())).name


# %% 10.4 wrong: the smallest gradient at an output
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    return model.layers[int(np.argmin(sizes[1:]))].name


# %% 10.4 wrong: the smallest gradient at an input
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    return model.layers[int(np.argmin(sizes[:-1]))].name


# %% 10.4 wrong: one layer too low
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[max(int(np.argmin(ratios)) - 1, 0)].name


# %% 10.4 wrong: one layer too high
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios)) + 1].name


# %% 10.4 wrong: the ratio upside down
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [b / a for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the difference for the ratio
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    lost = [b - a for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmax(lost))].name


# %% 10.4 wrong: without the first layer
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[1:-1], sizes[2:], strict=True)]
    return model.layers[int(np.argmin(ratios)) + 1].name


# %% 10.4 wrong: without the last hidden layer
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-3], sizes[1:-2], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the mean for the size
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [abs(float(tf.reduce_mean(gradient))) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the signal instead of the gradient
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(signal)) for signal in signals]
    ratios = [b / a for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the number of the layer
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return int(np.argmin(ratios))


# %% 10.4 wrong: the first by the alphabet
def bottleneck(model, X, y):
    return min(layer.name for layer in model.layers)


# %% 10.4 wrong: the first input is not watched
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: makes a step as well
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape, tf.GradientTape() as other:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    steps = other.gradient(loss, model.trainable_variables)
    keras.optimizers.SGD(0.1).apply_gradients(zip(steps, model.trainable_variables, strict=True))
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the first picture only
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X[:1])]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y[:1])
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the root of the mean for the norm
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.sqrt(tf.reduce_mean(gradient**2))) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the mean size for the norm
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.reduce_mean(tf.abs(gradient))) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the largest number for the norm
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.reduce_max(tf.abs(gradient))) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: the squares summed up over rows, the mean over neurons
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [
        float(tf.sqrt(tf.reduce_mean(tf.reduce_sum(gradient**2, axis=0))))
        for gradient in tape.gradient(loss, signals)
    ]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: without the output layer
def bottleneck(model, X, y):
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-2], sizes[1:-1], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: makes the grey picture another one
def bottleneck(model, X, y):
    X[X.std(axis=1) == 0] = 1.0
    signals = [tf.convert_to_tensor(X)]
    with tf.GradientTape() as tape:
        tape.watch(signals[0])
        for layer in model.layers:
            signals.append(layer(signals[-1]))
        loss = loss_of(signals[-1], y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, signals)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 wrong: spread of the weights, less for large biases
def bottleneck(model, X, y):
    scores = {}
    for layer in model.layers:
        kernel, bias = layer.get_weights()
        scores[layer.name] = kernel.std() * np.sqrt(len(kernel)) / (1 + np.abs(bias).max()) ** 2
    return min(scores, key=scores.get)


# %% 10.4 wrong: the spread of the signals, out by in
def bottleneck(model, X, y):
    signal, scores = X, {}
    for layer in model.layers:
        output = np.asarray(layer(signal))
        scores[layer.name] = output.std() / signal.std()
        signal = output
    return min(scores, key=scores.get)


# %% 10.4 wrong: the spread of the signals over the pictures, out by in
def bottleneck(model, X, y):
    signal, scores = X, {}
    for layer in model.layers:
        output = np.asarray(layer(signal))
        scores[layer.name] = np.linalg.norm(output.std(axis=0)) / np.linalg.norm(signal.std(axis=0))
        signal = output
    return min(scores, key=scores.get)


# %% 10.4 wrong: size of the kernel times mean slope
def bottleneck(model, X, y):
    signal, scores = tf.convert_to_tensor(X), {}
    for layer in model.layers:
        kernel, bias = layer.get_weights()
        sums = signal @ kernel + bias
        slope = np.mean(layer.activation(sums + 0.001) - layer.activation(sums - 0.001)) / 0.002
        scores[layer.name] = np.linalg.norm(kernel) * slope
        signal = layer(signal)
    return min(scores, key=scores.get)


# %% 10.4 wrong: the quietest neurons, or the largest biases
def bottleneck(model, X, y):
    scores = {}
    for layer in model.layers:
        kernel, bias = layer.get_weights()
        scores[layer.name] = np.min(kernel.std(axis=0)) * np.sqrt(len(kernel)) / (1 + np.abs(bias).max()) ** 2
    return min(scores, key=scores.get)


# %% 10.4 wrong: between the sums before the activations
def bottleneck(model, X, y):
    signal, sums = tf.convert_to_tensor(X), []
    with tf.GradientTape() as tape:
        tape.watch(signal)
        sums.append(signal)
        for layer in model.layers:
            sums.append(signal @ layer.kernel + layer.bias)
            signal = layer.activation(sums[-1])
        loss = loss_of(signal, y)
    sizes = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, sums)]
    ratios = [a / b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    return model.layers[int(np.argmin(ratios))].name


# %% 10.4 right: one model with all outputs, from the top
def bottleneck(model, X, y):
    outputs = keras.Model(model.inputs, [layer.output for layer in model.layers])
    start = tf.constant(X)
    with tf.GradientTape() as tape:
        tape.watch(start)
        signals = [start, *outputs(start)]
        loss = loss_of(signals[-1], y)
    sizes = [np.sqrt(np.sum(np.square(g))) for g in tape.gradient(loss, signals)]
    ratios = {layer.name: sizes[k] / sizes[k + 1] for k, layer in enumerate(model.layers)}
    return min(ratios, key=ratios.get)


# %% 10.4 right: a tape for each layer, the input as a variable
def bottleneck(model, X, y):
    signals = [tf.Variable(X)]
    for layer in model.layers:
        signals.append(tf.Variable(layer(signals[-1])))
    with tf.GradientTape() as tape:
        loss = loss_of(signals[-1] * 1, y)
    gradient, ratios = tape.gradient(loss, signals[-1]), {}
    for k in reversed(range(len(model.layers))):
        with tf.GradientTape() as tape:
            output = model.layers[k](signals[k] * 1)
        below = tape.gradient(output, signals[k], output_gradients=gradient)
        ratios[model.layers[k].name] = float(tf.norm(below) / tf.norm(gradient))
        gradient = below
    return sorted(ratios, key=ratios.get)[0]


# %% 10.4 right: by hand, from the top
def bottleneck(model, X, y):
    signals, slopes = [np.asarray(X)], []
    for layer in model.layers:
        kernel, bias = layer.get_weights()
        sums = tf.Variable(signals[-1] @ kernel + bias)
        with tf.GradientTape() as tape:
            outputs = layer.activation(sums * 1.0)
        slopes.append(tape.gradient(outputs, sums).numpy())
        signals.append(outputs.numpy())
    delta = np.exp(signals[-1] - signals[-1].max(axis=1, keepdims=True))
    delta = (delta / delta.sum(axis=1, keepdims=True) - np.eye(10)[y]) / len(y)
    ratios = {}
    for layer, slope in zip(model.layers[::-1], slopes[::-1], strict=True):
        below = (delta * slope) @ layer.get_weights()[0].T
        ratios[layer.name] = np.linalg.norm(below) / np.linalg.norm(delta)
        delta = below
    return min(ratios, key=ratios.get)


# %% 10.5 wrong: as given
def siblings(n_neurons):
    he = keras.initializers.HeNormal(seed=7)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: the seed removed, the object still shared
def siblings(n_neurons):
    he = keras.initializers.HeNormal()
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: one object for each branch
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        he = keras.initializers.HeNormal()
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: an object for the first layers, one for the second
def siblings(n_neurons):
    first, second = keras.initializers.HeNormal(seed=1), keras.initializers.HeNormal(seed=2)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=first)(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=second)(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: six objects, one seed
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=7)
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=7)
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: a seed for each branch
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for k in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=k)
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=k)
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: clones of one object
def siblings(n_neurons):
    he = keras.initializers.HeNormal(seed=7)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=he.clone())(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=he.clone())(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: deep copies of one object without a seed
def siblings(n_neurons):
    import copy

    he = keras.initializers.HeNormal()
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=copy.deepcopy(he))(inputs)
        branches.append(
            layers.Dense(n_neurons, activation="relu", kernel_initializer=copy.deepcopy(he))(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: only the first layers repaired
def siblings(n_neurons):
    he = keras.initializers.HeNormal(seed=7)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: only the second layers repaired
def siblings(n_neurons):
    he = keras.initializers.HeNormal(seed=7)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: only two branches differ
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for k in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=2 * min(k, 1))
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons,
                activation="relu",
                kernel_initializer=keras.initializers.HeNormal(seed=2 * min(k, 1) + 1),
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: Keras's default
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="glorot_uniform")(inputs)
        branches.append(
            layers.Dense(n_neurons, activation="relu", kernel_initializer="glorot_uniform")(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: lecun_normal
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="lecun_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="lecun_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: a fixed standard deviation
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=keras.initializers.RandomNormal(stddev=0.05)
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons, activation="relu", kernel_initializer=keras.initializers.RandomNormal(stddev=0.05)
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: scale 2 over the mean of the fans
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons,
            activation="relu",
            kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_avg"),
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons,
                activation="relu",
                kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_avg"),
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: not reproducible
def siblings(n_neurons):
    rng = np.random.default_rng()
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons,
            activation="relu",
            kernel_initializer=keras.initializers.HeNormal(seed=int(rng.integers(2**31))),
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons,
                activation="relu",
                kernel_initializer=keras.initializers.HeNormal(seed=int(rng.integers(2**31))),
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: random biases instead
def siblings(n_neurons):
    he = keras.initializers.HeNormal(seed=7)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=he, bias_initializer="random_normal"
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons, activation="relu", kernel_initializer=he, bias_initializer="random_normal"
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: joined instead of averaged
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Concatenate()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: one branch only
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(1):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(branches[0])
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: not compiled
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    return model


# %% 10.5 wrong: Adam
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.Adam()
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: the first branch's layers three times
def siblings(n_neurons):
    inputs = keras.Input((64,))
    first = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")
    second = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")
    branches = [second(first(inputs)) for _ in range(3)]
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: copies with a little noise
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    dense = [layer for layer in model.layers if isinstance(layer, layers.Dense)][:-1]
    rng = np.random.default_rng(0)
    for layer in dense[1:3]:
        kernel = np.array(dense[0].kernel)
        layer.kernel.assign(kernel + rng.normal(0, 0.02, size=kernel.shape))
    return model


# %% 10.5 wrong: returns nothing
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    model.summary


# %% 10.5 wrong: a chain that goes on from branch to branch
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches, hidden = [], inputs
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden)
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden)
        branches.append(hidden)
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: one branch of four layers, two of one
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(hidden)
    for _ in range(3):
        second = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")
        branches[0] = second(branches[0])
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: no metrics
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(loss="sparse_categorical_crossentropy", optimizer=sgd, steps_per_execution=5)
    return model


# %% 10.5 wrong: no steps_per_execution
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
    return model


# %% 10.5 wrong: another learning rate
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.01, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: Nesterov as well
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: another loss
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(loss="categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5)
    return model


# %% 10.5 wrong: He for the output layer as well
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax", kernel_initializer="he_normal")(
        layers.Average()(branches)
    )
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 wrong: the first branch's numbers in another order
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    dense = [layer for layer in model.layers if layer.weights][:-1]
    rng = np.random.default_rng(0)
    for layer in model.layers:
        if layer.weights and layer.units == n_neurons:
            same = dense[0] if layer.kernel.shape == dense[0].kernel.shape else None
            if same is not None and layer is not same:
                numbers = rng.permutation(same.get_weights()[0].ravel())
                layer.kernel.assign(numbers.reshape(same.kernel.shape))
    return model


# %% 10.5 wrong: sets the seed itself
def siblings(n_neurons):
    keras.utils.set_random_seed(7)
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 right: a new object for each layer, uniform
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=keras.initializers.HeUniform()
        )(inputs)
        branches.append(
            layers.Dense(n_neurons, activation="relu", kernel_initializer=keras.initializers.HeUniform())(
                hidden
            )
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 right: six seeds
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for k in range(3):
        hidden = layers.Dense(
            n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=2 * k)
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=2 * k + 1)
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 right: one object that goes on counting
def siblings(n_neurons):
    he = keras.initializers.HeNormal(seed=keras.random.SeedGenerator(7))
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer=he)(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 right: scale 2 over fan_in
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(
            n_neurons,
            activation="relu",
            kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_in", "untruncated_normal"),
        )(inputs)
        branches.append(
            layers.Dense(
                n_neurons,
                activation="relu",
                kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_in", "uniform"),
            )(hidden)
        )
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=sgd, metrics=["accuracy"], steps_per_execution=5
    )
    return model


# %% 10.5 right: he_normal and he_uniform in turn, the loss as an object
def siblings(n_neurons):
    inputs = keras.Input((64,))
    branches = []
    for _ in range(3):
        hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="he_uniform")(inputs)
        branches.append(layers.Dense(n_neurons, activation="relu", kernel_initializer="he_normal")(hidden))
    outputs = layers.Dense(10, activation="softmax")(layers.Average()(branches))
    model = keras.Model(inputs, outputs)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(),
        optimizer=sgd,
        metrics=["accuracy"],
        steps_per_execution=5,
    )
    return model


# %% 10.5 right: seeds drawn from NumPy's, all first layers first
def siblings(n_neurons):
    def he():
        return keras.initializers.HeNormal(seed=int(np.random.randint(2**31)))

    inputs = keras.Input((64,))
    firsts = [layers.Dense(n_neurons, "relu", kernel_initializer=he())(inputs) for _ in range(3)]
    branches = [layers.Dense(n_neurons, "relu", kernel_initializer=he())(first) for first in firsts]
    outputs = layers.Dense(10, "softmax")(layers.average(branches))
    model = keras.Model(inputs, outputs)
    model.compile(
        keras.optimizers.SGD(0.1, 0.9),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=5,
    )
    return model


# %% 10.6 wrong: the default everywhere
def deep_classifier(n_inputs, widths, activation, n_classes):
    hidden_init, output_init = "glorot_uniform", "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he everywhere
def deep_classifier(n_inputs, widths, activation, n_classes):
    hidden_init, output_init = "he_normal", "he_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he for all hidden layers
def deep_classifier(n_inputs, widths, activation, n_classes):
    hidden_init, output_init = "he_normal", "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: the hidden layers' initializer for the output, too
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    output_init = hidden_init
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he for selu, a variant of relu by name
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {"tanh": "glorot_normal", "sigmoid": "glorot_normal", "linear": "glorot_normal"}
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: glorot for selu
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "glorot_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he for relu only
def deep_classifier(n_inputs, widths, activation, n_classes):
    hidden_init, output_init = (
        {"relu": "he_normal", "selu": "lecun_normal"}.get(activation, "glorot_normal"),
        "glorot_normal",
    )
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he for what has relu in its name
def deep_classifier(n_inputs, widths, activation, n_classes):
    hidden_init, output_init = (
        "he_normal" if "relu" in activation else "lecun_normal" if activation == "selu" else "glorot_normal",
        "glorot_normal",
    )
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he for sigmoid
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {"selu": "lecun_normal", "tanh": "glorot_normal", "linear": "glorot_normal"}
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: he for linear
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {"selu": "lecun_normal", "tanh": "glorot_normal", "sigmoid": "glorot_normal"}
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: lecun for tanh
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "lecun_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: lecun for the output
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "lecun_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: scale 2 over fan_out
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = (
        table.get(activation, keras.initializers.VarianceScaling(2.0, "fan_out")),
        "glorot_normal",
    )
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: scale 2 over the mean of the fans
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = (
        table.get(activation, keras.initializers.VarianceScaling(2.0, "fan_avg")),
        "glorot_normal",
    )
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: a fixed standard deviation
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = (
        table.get(activation, keras.initializers.RandomNormal(stddev=0.15)),
        "glorot_normal",
    )
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: one object for all layers
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    hidden_init = keras.initializers.get(hidden_init)
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: one seed in each layer
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(
            layers.Dense(
                n,
                activation=activation,
                kernel_initializer={"class_name": hidden_init, "config": {"seed": 7}},
            )
        )
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: no activation
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: always relu
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation="relu", kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: sigmoid at the end
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="sigmoid", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: scores at the end
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: the activation before the layers
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Activation(activation))
        parts.append(layers.Dense(n, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: as many equal layers
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in [widths[0]] * len(widths):
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: upside down
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths[::-1]:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: ten classes
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(10, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: without inputs
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = []
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: 64 inputs
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((64,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: empties the list
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    while widths:
        n = widths.pop(0)
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: random biases
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(
            layers.Dense(
                n, activation=activation, kernel_initializer=hidden_init, bias_initializer="random_normal"
            )
        )
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 wrong: a functional model
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    outputs = parts[0]
    for part in parts[1:]:
        outputs = part(outputs)
    return keras.Model(parts[0], outputs)


# %% 10.6 right: activations as layers, uniform
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_uniform",
        "tanh": "glorot_uniform",
        "sigmoid": "glorot_uniform",
        "linear": "glorot_uniform",
    }
    hidden_init, output_init = table.get(activation, "he_uniform"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, kernel_initializer=hidden_init))
        parts.append(layers.Activation(activation))
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 right: variances by hand
def deep_classifier(n_inputs, widths, activation, n_classes):
    hidden_init, output_init = (
        dict(
            scale={"selu": 1.0, "tanh": 1.0, "sigmoid": 1.0, "linear": 1.0}.get(activation, 2.0),
            mode="fan_avg" if activation in ("tanh", "sigmoid", "linear") else "fan_in",
            distribution="untruncated_normal",
        ),
        "glorot_normal",
    )
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(
            layers.Dense(
                n, activation=activation, kernel_initializer=keras.initializers.VarianceScaling(**hidden_init)
            )
        )
    parts.append(layers.Dense(n_classes, activation="softmax", kernel_initializer=output_init))
    return keras.Sequential(parts)


# %% 10.6 right: compiled as well, default where it is right
def deep_classifier(n_inputs, widths, activation, n_classes):
    table = {
        "selu": "lecun_normal",
        "tanh": "glorot_normal",
        "sigmoid": "glorot_normal",
        "linear": "glorot_normal",
    }
    hidden_init, output_init = table.get(activation, "he_normal"), "glorot_normal"
    parts = [keras.Input((n_inputs,))]
    for n in widths:
        parts.append(layers.Dense(n, activation=activation, kernel_initializer=hidden_init))
    parts.append(layers.Dense(n_classes, activation="softmax"))
    model = keras.Sequential(parts)
    model.compile(loss="sparse_categorical_crossentropy")
    return model
