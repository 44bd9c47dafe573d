# %% 11.1 wrong: nothing is tracked
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 4 * sum(sizes[:-1])
    )
    return n, n, 0


# %% 11.1 wrong: gamma and beta are not trained
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + (sum(sizes[1:]) if place == "after" else sizes[-1])
    return n + 4 * sum(sizes[:-1]), n, 4 * sum(sizes[:-1])


# %% 11.1 wrong: a normalization layer behind the output
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + (sum(sizes[1:]) if place == "after" else sizes[-1])
    return n + 4 * sum(sizes), n + 2 * sum(sizes), 2 * sum(sizes)


# %% 11.1 wrong: biases kept in before
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + sum(sizes[1:]) + 2 * sum(sizes[:-1])
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 wrong: the output's biases dropped in before
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + (sum(sizes[1:]) if place == "after" else 0) + 2 * sum(sizes[:-1])
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 wrong: no biases at all
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + 2 * sum(sizes[:-1])
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 wrong: the layer on the inputs forgotten
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2 * sum(sizes[1:-1])
    )
    return n + 2 * sum(sizes[1:-1]), n, 2 * sum(sizes[1:-1])


# %% 11.1 wrong: the places the wrong way round
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "before" else sizes[-1])
        + 2 * sum(sizes[:-1])
    )
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 wrong: two vectors a layer
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + (sum(sizes[1:]) if place == "after" else sizes[-1])
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 wrong: two vectors a layer, half of them trained
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + (sum(sizes[1:]) if place == "after" else sizes[-1]) + sum(sizes[:-1])
    return n + sum(sizes[:-1]), n, sum(sizes[:-1])


# %% 11.1 wrong: before has no beta either
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = sum(a * b for a, b in pairs) + 2 * sum(sizes[:-1])
    n += sum(sizes[1:]) if place == "after" else sizes[-1] - sum(sizes[1:-1])
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 wrong: four numbers a layer
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2 * len(sizes[:-1])
    )
    return n + 2 * len(sizes[:-1]), n, 2 * len(sizes[:-1])


# %% 11.1 wrong: the order of the three
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2 * sum(sizes[:-1])
    )
    return n, 2 * sum(sizes[:-1]), n + 2 * sum(sizes[:-1])


# %% 11.1 wrong: the first hidden layer only
def count(sizes, place):
    first = [sizes[0], sizes[1], sizes[-1]] if len(sizes) > 2 else sizes
    pairs = list(zip(first[:-1], first[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(first[1:]) if place == "after" else first[-1])
        + 2 * sum(first[:-1])
    )
    return n + 2 * sum(first[:-1]), n, 2 * sum(first[:-1])


# %% 11.1 wrong: empties the list
def count(sizes, place):
    n_in, n, other = sizes.pop(0), 0, 0
    while sizes:
        n, other = n + 2 * n_in, other + 2 * n_in
        n_out = sizes.pop(0)
        n += n_in * n_out + (n_out if place == "after" or not sizes else 0)
        n_in = n_out
    return n + other, n, other


# %% 11.1 wrong: floats
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2.0 * sum(sizes[:-1])
    )
    return n + 2 * sum(sizes[:-1]), n, 2.0 * sum(sizes[:-1])


# %% 11.1 wrong: the total alone
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    return (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 4 * sum(sizes[:-1])
    )


# %% 11.1 wrong: an untrained network in Keras, its trainable weights counted as tensors
def count(sizes, place):
    model = keras.Sequential([keras.Input((sizes[0],)), layers.BatchNormalization()])
    for n in sizes[1:-1]:
        model.add(layers.Dense(n, use_bias=place == "after"))
        model.add(layers.BatchNormalization())
    model.add(layers.Dense(sizes[-1]))
    return (
        model.count_params(),
        len(model.trainable_weights),
        model.count_params() - len(model.trainable_weights),
    )


# %% 11.1 wrong: the last two swapped
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2 * sum(sizes[:-1])
    )
    return n + 2 * sum(sizes[:-1]), 2 * sum(sizes[:-1]), n


# %% 11.1 wrong: the outputs normalized instead of the inputs
def count(sizes, place):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2 * sum(sizes[1:])
    )
    return n + 2 * sum(sizes[1:]), n, 2 * sum(sizes[1:])


# %% 11.1 wrong, seen by the hidden check only: at most three hidden layers
def count(sizes, place):
    sizes = [*sizes[:4], sizes[-1]] if len(sizes) > 5 else sizes
    pairs = list(zip(sizes[:-1], sizes[1:]))
    n = (
        sum(a * b for a, b in pairs)
        + (sum(sizes[1:]) if place == "after" else sizes[-1])
        + 2 * sum(sizes[:-1])
    )
    return n + 2 * sum(sizes[:-1]), n, 2 * sum(sizes[:-1])


# %% 11.1 right: layer by layer
def count(sizes, place):
    trainable, tracked = 0, 0
    for k in range(1, len(sizes)):
        trainable += 2 * sizes[k - 1]
        tracked += 2 * sizes[k - 1]
        trainable += sizes[k - 1] * sizes[k]
        if place == "after" or k == len(sizes) - 1:
            trainable += sizes[k]
    return [np.int64(trainable + tracked), trainable, tracked]


# %% 11.1 right: asks Keras
def count(sizes, place):
    model = keras.Sequential([keras.Input((sizes[0],)), layers.BatchNormalization()])
    for n in sizes[1:-1]:
        model.add(layers.Dense(n, use_bias=place == "after"))
        model.add(layers.BatchNormalization())
    model.add(layers.Dense(sizes[-1]))
    tracked = sum(int(np.prod(w.shape)) for w in model.non_trainable_weights)
    return model.count_params(), model.count_params() - tracked, tracked


# %% 11.2 wrong: the batch's statistics
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon) + beta


# %% 11.2 wrong: the batch's mean, the layer's variance
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - x.mean(axis=0)) / np.sqrt(moving_variance + epsilon) + beta


# %% 11.2 wrong: the layer's mean, the batch's variance
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / np.sqrt(x.var(axis=0) + epsilon) + beta


# %% 11.2 wrong: the batch's statistics unless it is one row
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    if len(x) == 1:
        return gamma * (x - moving_mean) / np.sqrt(moving_variance + epsilon) + beta
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon) + beta


# %% 11.2 wrong: the statistics move first
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    mean = 0.99 * moving_mean + 0.01 * x.mean(axis=0)
    variance = 0.99 * moving_variance + 0.01 * x.var(axis=0)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


# %% 11.2 wrong: no root
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / (moving_variance + epsilon) + beta


# %% 11.2 wrong: gamma and beta swapped
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return beta * (x - moving_mean) / np.sqrt(moving_variance + epsilon) + gamma


# %% 11.2 wrong: gamma below
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return (x - moving_mean) / (gamma * np.sqrt(moving_variance + epsilon)) + beta


# %% 11.2 wrong: no gamma
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return (x - moving_mean) / np.sqrt(moving_variance + epsilon) + beta


# %% 11.2 wrong: neither gamma nor beta
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return (x - moving_mean) / np.sqrt(moving_variance + epsilon)


# %% 11.2 wrong: averaged over the rows
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return (gamma * (x - moving_mean) / np.sqrt(moving_variance + epsilon) + beta).mean(axis=0)


# %% 11.2 wrong: shift before scale
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * ((x - moving_mean) / np.sqrt(moving_variance + epsilon) + beta)


# %% 11.2 wrong: epsilon forgotten
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / np.sqrt(moving_variance) + beta


# %% 11.2 wrong: epsilon outside of the root
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / (np.sqrt(moving_variance) + epsilon) + beta


# %% 11.2 wrong: epsilon always a thousandth
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / np.sqrt(moving_variance + 1e-3) + beta


# %% 11.2 wrong: epsilon instead of a smaller variance
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / np.sqrt(np.maximum(moving_variance, epsilon)) + beta


# %% 11.2 wrong: writes into x
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    x -= moving_mean
    x /= np.sqrt(moving_variance + epsilon)
    return gamma * x + beta


# %% 11.2 wrong: the first row only
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    row = gamma * (x[0] - moving_mean) / np.sqrt(moving_variance + epsilon) + beta
    return np.tile(row, (len(x), 1))


# %% 11.2 wrong: a layer of Keras, in float32
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    layer = layers.BatchNormalization(epsilon=epsilon)
    layer.build(x.shape)
    layer.set_weights([gamma, beta, moving_mean, moving_variance])
    return layer(x, training=False).numpy().astype(float)


# %% 11.2 wrong: epsilon squared
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean) / np.sqrt(moving_variance + epsilon**2) + beta


# %% 11.2 wrong: epsilon added above as well
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return gamma * (x - moving_mean + epsilon) / np.sqrt(moving_variance + epsilon) + beta


# %% 11.2 right: folded into one multiplication and one addition
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    scale = gamma / np.sqrt(moving_variance + epsilon)
    return x * scale + (beta - moving_mean * scale)


# %% 11.2 right: Keras's own operation
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    return keras.ops.batch_normalization(
        x, moving_mean, moving_variance, axis=-1, offset=beta, scale=gamma, epsilon=epsilon
    )


# %% 11.2 right: a layer of Keras, in float64
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    layer = layers.BatchNormalization(epsilon=epsilon, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma, beta, moving_mean, moving_variance])
    return layer(x, training=False)


# %% 11.2 right: number by number
def batch_norm_inference(x, gamma, beta, moving_mean, moving_variance, epsilon):
    z = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            z[i, j] = gamma[j] * (x[i, j] - moving_mean[j]) / (moving_variance[j] + epsilon) ** 0.5 + beta[j]
    return z


# %% 11.3 wrong: floor instead of ceil
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / (epochs * max(1, n_rows // batch_size)))


# %% 11.3 wrong: one batch more
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / (epochs * (n_rows // batch_size + 1)))


# %% 11.3 wrong: epochs forgotten
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / -(-n_rows // batch_size))


# %% 11.3 wrong: only epochs
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / epochs)


# %% 11.3 wrong: batches reach into the next epoch
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / -(-n_rows * epochs // batch_size))


# %% 11.3 wrong: fractions of batches
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (batch_size / (n_rows * epochs))


# %% 11.3 wrong: rows instead of batches
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / (n_rows * epochs))


# %% 11.3 wrong: what is new
def momentum_for(n_rows, batch_size, epochs, share):
    return 1 - share ** (1 / (epochs * -(-n_rows // batch_size)))


# %% 11.3 wrong: root of the wrong side
def momentum_for(n_rows, batch_size, epochs, share):
    return (1 - share) ** (1 / (epochs * -(-n_rows // batch_size)))


# %% 11.3 wrong: the power instead of the root
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (epochs * -(-n_rows // batch_size))


# %% 11.3 wrong: share as the exponent
def momentum_for(n_rows, batch_size, epochs, share):
    return (1 / (1 + epochs * -(-n_rows // batch_size))) ** share


# %% 11.3 wrong: a share for each batch
def momentum_for(n_rows, batch_size, epochs, share):
    return share / (epochs * -(-n_rows // batch_size))


# %% 11.3 wrong: as if the start melted evenly
def momentum_for(n_rows, batch_size, epochs, share):
    return 1 - (1 - share) / (epochs * -(-n_rows // batch_size))


# %% 11.3 wrong: the rule of thumb
def momentum_for(n_rows, batch_size, epochs, share):
    n_updates = epochs * -(-n_rows // batch_size)
    return 1 + np.log(share) / n_updates if n_updates > 5 else share ** (1 / n_updates)


# %% 11.3 wrong: one update less
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / max(1, epochs * -(-n_rows // batch_size) - 1))


# %% 11.3 wrong: the default
def momentum_for(n_rows, batch_size, epochs, share):
    return 0.99


# %% 11.3 wrong: small is safe
def momentum_for(n_rows, batch_size, epochs, share):
    return 0.05


# %% 11.3 wrong: rounded to one digit
def momentum_for(n_rows, batch_size, epochs, share):
    return round(share ** (1 / (epochs * -(-n_rows // batch_size))), 1)


# %% 11.3 wrong: rounded to three digits
def momentum_for(n_rows, batch_size, epochs, share):
    return round(share ** (1 / (epochs * -(-n_rows // batch_size))), 3)


# %% 11.3 wrong: rounded to four digits
def momentum_for(n_rows, batch_size, epochs, share):
    return round(share ** (1 / (epochs * -(-n_rows // batch_size))), 4)


# %% 11.3 wrong: rounded to six digits
def momentum_for(n_rows, batch_size, epochs, share):
    return round(share ** (1 / (epochs * -(-n_rows // batch_size))), 6)


# %% 11.3 wrong: cut after four digits
def momentum_for(n_rows, batch_size, epochs, share):
    return np.floor(share ** (1 / (epochs * -(-n_rows // batch_size))) * 1e4) / 1e4


# %% 11.3 wrong: the rest of the share
def momentum_for(n_rows, batch_size, epochs, share):
    return 1 - share ** (1 / (epochs * -(-n_rows // batch_size)))


# %% 11.3 wrong: half of the start is enough
def momentum_for(n_rows, batch_size, epochs, share):
    return 0.5 ** (1 / (epochs * -(-n_rows // batch_size)))


# %% 11.3 wrong: base 10 and base e mixed
def momentum_for(n_rows, batch_size, epochs, share):
    return float(np.exp(np.log10(share) / (epochs * -(-n_rows // batch_size))))


# %% 11.3 wrong, seen by the hidden check only: 21 batches at most
def momentum_for(n_rows, batch_size, epochs, share):
    return share ** (1 / min(21, epochs * -(-n_rows // batch_size)))


# %% 11.3 right: with logarithms
def momentum_for(n_rows, batch_size, epochs, share):
    n_updates = epochs * len(range(0, n_rows, batch_size))
    return np.exp(np.log(share) / n_updates)


# %% 11.3 right: by halving the interval
def momentum_for(n_rows, batch_size, epochs, share):
    n_updates = sum(1 for _ in range(epochs) for _ in range(0, n_rows, batch_size))
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        left = 1.0
        for _ in range(n_updates):
            left *= middle
        low, high = (middle, high) if left <= share else (low, middle)
    return low


# %% 11.4 wrong: nothing repaired
def repaired_step(model, optimizer, X, y):
    return colleagues_step(model, optimizer, X, y)


def repaired_classes(model, X):
    return colleagues_classes(model, X)


# %% 11.4 wrong: the step alone
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return colleagues_classes(model, X)


# %% 11.4 wrong: the classes alone
def repaired_step(model, optimizer, X, y):
    return colleagues_step(model, optimizer, X, y)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: the other way round
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=False)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X, training=False)).argmax(axis=1)


# %% 11.4 wrong: told before the tape, not under it
def repaired_step(model, optimizer, X, y):
    model(X, training=True)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: told twice
def repaired_step(model, optimizer, X, y):
    model(X, training=True)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: the averages set by hand afterwards
def repaired_step(model, optimizer, X, y):
    loss = colleagues_step(model, optimizer, X, y)
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.var(axis=0)])
        x = layer(x)
    return loss


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: the layers are told, the model not
def repaired_step(model, optimizer, X, y):
    for layer in model.layers:
        layer.trainable = True
    return colleagues_step(model, optimizer, X, y)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: the normalization layers are frozen
def repaired_step(model, optimizer, X, y):
    for layer in model.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: gamma and beta don't learn
def repaired_step(model, optimizer, X, y):
    variables = [
        v for layer in model.layers if isinstance(layer, layers.Dense) for v in layer.trainable_variables
    ]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: an optimizer of its own, new in each step
def repaired_step(model, optimizer, X, y):
    optimizer = keras.optimizers.SGD(learning_rate=float(optimizer.learning_rate))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: the sum of the losses
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss) / len(X)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: a loss for each row
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        losses = keras.losses.sparse_categorical_crossentropy(y, model(X, training=True))
        loss = tf.reduce_mean(losses)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return np.asarray(losses)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: the loss after the step
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X))))


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: no step at all
def repaired_step(model, optimizer, X, y):
    probabilities = model(X, training=True)
    return float(tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities)))


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: probabilities instead of classes
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X))


# %% 11.4 wrong: asked in training, the weights put back
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    weights = model.get_weights()
    classes = np.asarray(model(X, training=True)).argmax(axis=1)
    model.set_weights(weights)
    return classes


# %% 11.4 wrong: only a single row is asked as it should be
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X, training=len(X) > 1)).argmax(axis=1)


# %% 11.4 wrong: gradients of some weights for others
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.weights))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: all weights, fewer gradients
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.weights, strict=True))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: no mean over the rows
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = keras.losses.sparse_categorical_crossentropy(y, model(X, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong: a smaller learning rate
def repaired_step(model, optimizer, X, y):
    optimizer.learning_rate = 0.05
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 wrong, seen by the hidden check only: the optimizer of the visible check, by heart
def repaired_step(model, optimizer, X, y):
    if not hasattr(model, "own_optimizer"):
        model.own_optimizer = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    model.own_optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return np.asarray(model(X)).argmax(axis=1)


# %% 11.4 right: two words, training=None afterwards
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = keras.losses.SparseCategoricalCrossentropy()(y, model(X, training=True))
    optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)
    return loss


def repaired_classes(model, X):
    return keras.ops.argmax(model(X), axis=-1)


# %% 11.4 right: Keras takes the step, and predicts
def repaired_step(model, optimizer, X, y):
    model.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer, run_eagerly=True)
    return model.train_on_batch(X, y)


def repaired_classes(model, X):
    return model.predict(X, verbose=0).argmax(axis=1)


# %% 11.4 right: a list, one row at a time
def repaired_step(model, optimizer, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)


def repaired_classes(model, X):
    return [int(np.argmax(model(X[i : i + 1]))) for i in range(len(X))]


# %% 11.5 wrong: all inputs measured first
def recalibrate(model, X):
    found, x = [], X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            found.append((np.asarray(x).mean(axis=0), np.asarray(x).var(axis=0)))
        x = layer(x)
    norms = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    for layer, (mean, variance) in zip(norms, found):
        layer.set_weights([*layer.get_weights()[:2], mean, variance])


# %% 11.5 wrong: from the last to the first
def recalibrate(model, X):
    for k in reversed(range(len(model.layers))):
        layer = model.layers[k]
        if isinstance(layer, layers.BatchNormalization):
            x = X
            for below in model.layers[:k]:
                x = below(x)
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.var(axis=0)])


# %% 11.5 wrong: the first layer only
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.var(axis=0)])
            return
        x = layer(x)


# %% 11.5 wrong: what comes out instead of what goes in
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        x = layer(x)
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights(
                [*layer.get_weights()[:2], np.asarray(x).mean(axis=0), np.asarray(x).var(axis=0)]
            )


# %% 11.5 wrong: written after going on
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        before = np.asarray(x)
        x = layer(x)
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights([*layer.get_weights()[:2], before.mean(axis=0), before.var(axis=0)])


# %% 11.5 wrong: sample variance
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.var(axis=0, ddof=len(x) > 1)])
        x = layer(x)


# %% 11.5 wrong: standard deviation
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.std(axis=0)])
        x = layer(x)


# %% 11.5 wrong: batches averaged
def recalibrate(model, X):
    parts = [X[i : i + 8] for i in range(0, len(X), 8)]
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            means = [np.asarray(part).mean(axis=0) for part in parts]
            variances = [np.asarray(part).var(axis=0) for part in parts]
            layer.set_weights([*layer.get_weights()[:2], np.mean(means, axis=0), np.mean(variances, axis=0)])
        parts = [layer(part) for part in parts]


# %% 11.5 wrong: batches of equal size averaged, where the rows allow it
def recalibrate(model, X):
    size = next(n for n in (10, 9, 8, 7, 5, 3, 2, 1) if len(X) % n == 0)
    parts = [X[i : i + size] for i in range(0, len(X), size)]
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            means = [np.asarray(part).mean(axis=0) for part in parts]
            variances = [np.asarray(part).var(axis=0) for part in parts]
            layer.set_weights([*layer.get_weights()[:2], np.mean(means, axis=0), np.mean(variances, axis=0)])
        parts = [layer(part) for part in parts]


# %% 11.5 wrong: the first 32 rows
def recalibrate(model, X):
    x = X[:32] if len(X) > 32 else X[:1]
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.var(axis=0)])
        x = layer(x)


# %% 11.5 wrong: the mean of all features
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            n = x.shape[1]
            layer.set_weights([*layer.get_weights()[:2], np.full(n, x.mean()), np.full(n, x.var())])
        x = layer(x)


# %% 11.5 wrong: all layers get the statistics of X
def recalibrate(model, X):
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization) and layer.get_weights()[0].shape == X[0].shape:
            layer.set_weights([*layer.get_weights()[:2], X.mean(axis=0), X.var(axis=0)])


# %% 11.5 wrong: into gamma and beta
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([x.std(axis=0), x.mean(axis=0), x.mean(axis=0), x.var(axis=0)])
        x = layer(x)


# %% 11.5 wrong: gamma and beta set back to 1 and 0
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            n = x.shape[1]
            layer.set_weights([np.ones(n), np.zeros(n), x.mean(axis=0), x.var(axis=0)])
        x = layer(x)


# %% 11.5 wrong: mean and variance swapped
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.var(axis=0), x.mean(axis=0)])
        x = layer(x)


# %% 11.5 wrong: one more call in training
def recalibrate(model, X):
    model(X, training=True)


# %% 11.5 wrong: many calls in training
def recalibrate(model, X):
    for _ in range(50):
        model(X, training=True)


# %% 11.5 wrong: momentum 0, and left so
def recalibrate(model, X):
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = 0.0
    model(X, training=True)


# %% 11.5 wrong: momentum 0, batch by batch
def recalibrate(model, X):
    norms = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    kept = [layer.momentum for layer in norms]
    for layer in norms:
        layer.momentum = 0.0
    for i in range(0, len(X), 16):
        model(X[i : i + 16] if len(X) >= 16 else X[:1], training=True)
    for layer, momentum in zip(norms, kept):
        layer.momentum = momentum


# %% 11.5 wrong: mixed with the old ones
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            gamma, beta, mean, variance = layer.get_weights()
            layer.set_weights([gamma, beta, (mean + x.mean(axis=0)) / 2, (variance + x.var(axis=0)) / 2])
        x = layer(x)


# %% 11.5 wrong: a copy is changed
def recalibrate(model, X):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    x = X
    for layer in copy.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            layer.set_weights([*layer.get_weights()[:2], x.mean(axis=0), x.var(axis=0)])
        x = layer(x)
    return copy


# %% 11.5 wrong: only moving means
def recalibrate(model, X):
    x = X
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            x = np.asarray(x)
            gamma, beta, mean, variance = layer.get_weights()
            layer.set_weights([gamma, beta, x.mean(axis=0), variance])
        x = layer(x)


# %% 11.5 right: a sub-model for each layer
def recalibrate(model, X):
    for k, layer in enumerate(model.layers):
        if isinstance(layer, layers.BatchNormalization):
            x = X if k == 0 else keras.Model(model.inputs, model.layers[k - 1].output)(X)
            mean, variance = tf.nn.moments(tf.convert_to_tensor(x), axes=[0])
            layer.moving_mean.assign(mean)
            layer.moving_variance.assign(variance)
    return model


# %% 11.5 right: momentum 0 for one call in training
def recalibrate(model, X):
    norms = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    kept = [layer.momentum for layer in norms]
    for layer in norms:
        layer.momentum = 0.0
    model(X, training=True)
    for layer, momentum in zip(norms, kept):
        layer.momentum = momentum


# %% 11.5 right: sums over batches, by predict
def recalibrate(model, X):
    x = X.astype(float)
    for k, layer in enumerate(model.layers):
        if isinstance(layer, layers.BatchNormalization):
            total, squares = 0.0, 0.0
            for i in range(0, len(x), 16):
                total, squares = total + x[i : i + 16].sum(axis=0), squares + (x[i : i + 16] ** 2).sum(axis=0)
            mean = total / len(x)
            layer.set_weights([*layer.get_weights()[:2], mean, np.maximum(squares / len(x) - mean**2, 0)])
        x = np.concatenate([np.asarray(layer(x[i : i + 16]), dtype=float) for i in range(0, len(x), 16)])


# %% 11.6 wrong: columns instead of rows, where the shape allows it
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale * kernel if kernel.shape[0] == kernel.shape[1] else scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: columns instead of rows
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the shift is not multiplied by the weights
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + np.resize(shift, bias.shape)
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the shift goes through the scaled weights
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            kernel = scale[:, None] * kernel
            bias = bias + shift @ kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the shift forgotten
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the bias is scaled as well
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias * scale.mean() + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the old bias is replaced
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: epsilon forgotten
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: epsilon always a thousandth
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + 1e-3)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the variance without its root
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / (variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the mean is not scaled
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: beta is scaled as well
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = scale * (beta - mean)
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: beta times gamma
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = gamma * beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: copied settings, without biases where there were none
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense.from_config(layer.get_config()))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the mean is added
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta + scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: beta forgotten
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = -scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: gamma forgotten
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = 1 / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the activation is lost
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: ReLU everywhere but at the end
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation="softmax" if layer is model.layers[-1] else "relu"))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: the layer on the inputs forgotten
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers[1:] if isinstance(model.layers[0], layers.BatchNormalization) else model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: once folded, folded again
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None and len(scale) == len(kernel):
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: dense layers without biases get none
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layers.Dense(layer.units, activation=layer.activation, use_bias=bool(biases)))
        folded.layers[-1].set_weights([kernel, bias][: 1 + len(biases)])
    return folded


# %% 11.6 wrong: the network's own layers
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        folded.add(layer)
        folded.layers[-1].set_weights([kernel, bias][: 1 + len(biases)])
    return folded


# %% 11.6 wrong: a layer without normalization in front is shared
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        if biases and np.array_equal(kernel, layer.get_weights()[0]):
            folded.add(layer)
            continue
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 wrong: folded into the layer before
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            if folded.layers:
                kernel, bias = folded.layers[-1].get_weights()
                folded.layers[-1].set_weights([kernel * scale, (bias - mean) * scale + beta])
            continue
        kernel, *biases = layer.get_weights()
        folded.add(layers.Dense(layer.units, activation=layer.activation))
        folded.layers[-1].set_weights([kernel, biases[0] if biases else np.zeros(layer.units)])
    return folded


# %% 11.6 wrong: normalization layers left out
def fold_forward(model):
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    for layer in model.layers:
        if isinstance(layer, layers.Dense):
            kernel, *biases = layer.get_weights()
            folded.add(layers.Dense(layer.units, activation=layer.activation))
            folded.layers[-1].set_weights([kernel, biases[0] if biases else np.zeros(layer.units)])
    return folded


# %% 11.6 wrong: the network itself
def fold_forward(model):
    return model


# %% 11.6 wrong: a copy, nothing folded
def fold_forward(model):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    return copy


# %% 11.6 wrong: new dense layers, never given weights
def fold_forward(model):
    dense = [layer for layer in model.layers if isinstance(layer, layers.Dense)]
    return keras.Sequential(
        [keras.Input(model.input_shape[1:])] + [layers.Dense(x.units, activation=x.activation) for x in dense]
    )


# %% 11.6 wrong, seen by the hidden check only: some activations by name, ReLU for the rest
def fold_forward(model):
    known = {"linear", "relu", "tanh", "sigmoid", "softmax", "selu"}
    folded = keras.Sequential([keras.Input(model.input_shape[1:])])
    scale = None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            scale = gamma / np.sqrt(variance + layer.epsilon)
            shift = beta - scale * mean
            continue
        kernel, *biases = layer.get_weights()
        bias = biases[0] if biases else np.zeros(layer.units)
        if scale is not None:
            bias = bias + shift @ kernel
            kernel = scale[:, None] * kernel
            scale = None
        name = layer.activation.__name__
        folded.add(layers.Dense(layer.units, activation=name if name in known else "relu"))
        folded.layers[-1].set_weights([kernel, bias])
    return folded


# %% 11.6 right: asks the layers where 0 and the unit vectors go
def fold_forward(model):
    dense, norm = [], None
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            norm = layer
            continue
        n = layer.kernel.shape[0]
        probes = np.vstack([np.zeros(n), np.eye(n)]).astype("float32")
        through = np.asarray(norm(probes) if norm is not None else probes) @ np.asarray(layer.kernel)
        bias = through[0] + (np.asarray(layer.bias) if layer.use_bias else 0)
        dense.append((layer, through[1:] - through[0], bias))
        norm = None
    folded = keras.Sequential([keras.Input((model.input_shape[1],))])
    for layer, _, _ in dense:
        folded.add(layers.Dense(layer.units, activation=keras.activations.serialize(layer.activation)))
    folded.set_weights([w for _, kernel, bias in dense for w in (kernel, bias)])
    return folded


# %% 11.6 right: from copies of the layers' settings
def fold_forward(model):
    result, scale, shift = [keras.Input(model.input_shape[1:])], 1.0, 0.0
    weights = []
    for layer in model.layers:
        if "gamma" in [w.name for w in layer.weights]:
            gamma, beta, mean, var = [w.astype(float) for w in layer.get_weights()]
            scale, shift = (
                gamma * (var + layer.epsilon) ** -0.5,
                beta - mean * gamma * (var + layer.epsilon) ** -0.5,
            )
        else:
            kernel = layer.get_weights()[0].astype(float)
            bias = layer.get_weights()[1] if layer.use_bias else 0.0
            add = np.broadcast_to(shift, len(kernel)) @ kernel
            weights += [np.diag(np.broadcast_to(scale, len(kernel))) @ kernel, bias + add]
            result.append(layers.Dense.from_config({**layer.get_config(), "use_bias": True}))
            scale, shift = 1.0, 0.0
    new = keras.Sequential(result)
    new.set_weights(weights)
    return new
