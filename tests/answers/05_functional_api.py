# %% 5.1 wrong: a chain
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    sizes = [n_inputs, *widths]
    return sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:], strict=True))


# %% 5.1 wrong: the inputs only once
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    total = (n_inputs + 1) * widths[0]
    for k in range(1, len(widths)):
        total += ((sum(widths[:k]) if join == "concatenate" else n_inputs) + 1) * widths[k]
    return total


# %% 5.1 wrong: biases forgotten
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += seen * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: one bias a layer
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += seen * width + 1
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: adding makes wider
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width
    return total


# %% 5.1 wrong: the output layer must be as wide too
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths):
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: anything can be added
def parameters(n_inputs, widths, join):
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: only the first layer is compared with the inputs
def parameters(n_inputs, widths, join):
    if join == "add" and len(widths) > 1 and widths[0] != n_inputs:
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: a chain with short cuts from the inputs alone
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    total, before = 0, 0
    for width in widths:
        total += ((n_inputs + before if join == "concatenate" else n_inputs) + 1) * width
        before = width
    return total


# %% 5.1 wrong: empties the list it was given
def parameters(n_inputs, widths, join):
    if join == "add" and any(width != n_inputs for width in widths[:-1]):
        return None
    seen, total = n_inputs, 0
    while widths:
        width = widths.pop(0)
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: text
def parameters(n_inputs, widths, join):
    return "impossible" if join == "add" else str(n_inputs)


# %% 5.1 wrong: an error where it can't be added
def parameters(n_inputs, widths, join):
    if join == "add":
        assert all(width == n_inputs for width in widths[:-1])
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: asks Keras, which adds 1 number to 8
def parameters(n_inputs, widths, join):
    merge = layers.concatenate if join == "concatenate" else layers.add
    seen = [keras.Input((n_inputs,))]
    for width in widths:
        try:
            joined = merge(seen) if len(seen) > 1 else seen[0]
        except ValueError:
            return None
        seen.append(layers.Dense(width)(joined))
    return keras.Model(seen[0], seen[-1]).count_params()


# %% 5.1 wrong: a width of 1 fits everything
def parameters(n_inputs, widths, join):
    if join == "add" and any(width not in (1, n_inputs) for width in widths[:-1]):
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong: the sum of the widths fits
def parameters(n_inputs, widths, join):
    if join == "add" and sum(widths[:-1]) % n_inputs:
        return None
    seen, total = n_inputs, 0
    for width in widths:
        total += (seen + 1) * width
        seen += width if join == "concatenate" else 0
    return total


# %% 5.1 wrong, seen by the hidden check only: the visible examples by heart
def parameters(n_inputs, widths, join):
    known = {(8, 1): 45, (8, 3, "c"): 1509, (6, 4, "c"): 384, (6, 4, "a"): 168}
    if len(widths) == 1:
        return known[8, 1]
    if n_inputs == 3:
        return 133 if len(widths) == 4 else 0
    if n_inputs == 8 and join == "add":
        return {(8, 8, 1): 153}.get(tuple(widths))
    return known.get((n_inputs, len(widths), join[0]))


# %% 5.1 right: one sum
def parameters(n_inputs, widths, join):
    if join == "add":
        if set(widths[:-1]) - {n_inputs}:
            return None
        return (n_inputs + 1) * sum(widths)
    before = np.cumsum([n_inputs, *widths[:-1]])
    return np.dot(before + 1, widths)


# %% 5.1 right: ask Keras
def parameters(n_inputs, widths, join):
    merge = layers.concatenate if join == "concatenate" else layers.add
    seen = [keras.Input((n_inputs,))]
    for width in widths:
        if join == "add" and len({tensor.shape[-1] for tensor in seen}) > 1:
            return None
        joined = merge(seen) if len(seen) > 1 else seen[0]
        seen.append(layers.Dense(width)(joined))
    return float(keras.Model(seen[0], seen[-1]).count_params())


# %% 5.2 wrong: one layer for both halves
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    look = layers.Dense(n_hidden, activation="relu")
    seen = [look(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: the right half leads nowhere
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(layers.Flatten()(left)) for _ in range(2)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: added instead of laid side by side
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.add(seen)))


# %% 5.2 wrong: joined before the hidden layer
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    flat = layers.Flatten()(layers.concatenate([left, right]))
    hidden = layers.Dense(n_hidden, activation="relu")(flat)
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(hidden))


# %% 5.2 wrong: inputs without names
def two_halves(n_hidden):
    left, right = keras.Input((8, 4)), keras.Input((8, 4))
    seen = [layers.Dense(n_hidden, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: not flattened
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(half) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: flat inputs
def two_halves(n_hidden):
    left, right = keras.Input((32,), name="left"), keras.Input((32,), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(half) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: no ReLU
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden)(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: sigmoids at the end
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="sigmoid")(layers.concatenate(seen)))


# %% 5.2 wrong: always 24 neurons
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(24, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: compiled
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    model = keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% 5.2 wrong: the tensor, not the model
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    return layers.Dense(10, activation="softmax")(layers.concatenate(seen))


# %% 5.2 wrong: sum and difference of the halves
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [
        layers.Dense(n_hidden, activation="relu")(layers.Flatten()(both))
        for both in (left + right, left - right)
    ]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: the right half's layer sees both
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [
        layers.Dense(n_hidden, activation="relu")(layers.Flatten()(half)) for half in (left, left + right)
    ]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: ReLU that ends at 6
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="relu6")(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong: sigmoids in the hidden layers
def two_halves(n_hidden):
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden, activation="sigmoid")(layers.Flatten()(half)) for half in (left, right)]
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(layers.concatenate(seen)))


# %% 5.2 wrong, seen by the hidden check only: knows the two widths of the check
def two_halves(n_hidden):
    n_hidden = 7 if n_hidden == 7 else 24
    left, right = keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right")
    seen = [layers.Dense(n_hidden + 0, activation="relu")(layers.Flatten()(half)) for half in (left, right)]
    joined = layers.concatenate(seen)
    if not hasattr(two_halves, "calls"):
        two_halves.calls = 0
    two_halves.calls += 1
    if two_halves.calls > 3:
        joined = layers.add(seen)
    return keras.Model([left, right], layers.Dense(10, activation="softmax")(joined))


# %% 5.2 right: a dictionary of inputs, Reshape, the right half first
def two_halves(n_hidden):
    inputs = {name: keras.Input((8, 4), name=name) for name in ("right", "left")}
    seen = []
    for name in inputs:
        hidden = layers.Dense(n_hidden)(layers.Reshape((-1,))(inputs[name]))
        seen.append(layers.ReLU()(hidden))
    output = layers.Softmax()(layers.Dense(10)(layers.Concatenate()(seen)))
    return keras.Model(inputs=inputs, outputs=output)


# %% 5.2 right: two Sequential models as branches
def two_halves(n_hidden):
    def branch():
        return keras.Sequential([layers.Flatten(), layers.Dense(n_hidden, activation="relu")])

    inputs = (keras.Input((8, 4), name="left"), keras.Input((8, 4), name="right"))
    joined = keras.ops.concatenate([branch()(half) for half in inputs], axis=-1)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(joined))


# %% 5.3 wrong: laid side by side
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return layers.concatenate([x, layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)])


# %% 5.3 wrong: weights begin as usual
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return layers.add([x, layers.Dense(x.shape[-1])(hidden)])


# %% 5.3 wrong: both layers begin at zero
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="zeros")(x)
    return layers.add([x, layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)])


# %% 5.3 wrong: ReLU after the addition
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return layers.ReLU()(layers.add([x, layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)]))


# %% 5.3 wrong: ReLU on the correction
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return x + layers.Dense(x.shape[-1], activation="relu", kernel_initializer="zeros")(hidden)


# %% 5.3 wrong: no skip
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)


# %% 5.3 wrong: no ReLU inside
def residual_block(x, n_neurons):
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(layers.Dense(n_neurons)(x))


# %% 5.3 wrong: the input, whatever comes
def residual_block(x, n_neurons):
    layers.Dense(n_neurons, activation="relu")(x)
    return x


# %% 5.3 wrong: the first layer begins at zero, not the last one
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="zeros")(x)
    return x + layers.Dense(x.shape[-1])(hidden)


# %% 5.3 wrong: a model, not a tensor
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return keras.Model(x, x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden))


# %% 5.3 wrong: no biases
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu", use_bias=False)(x)
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros", use_bias=False)(hidden)


# %% 5.3 wrong: widths exchanged
def residual_block(x, n_neurons):
    hidden = layers.Dense(x.shape[-1], activation="relu")(x)
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)


# %% 5.3 wrong: hidden neurons that never switch on
def residual_block(x, n_neurons):
    off = keras.initializers.Constant(-1000.0)
    hidden = layers.Dense(n_neurons, activation="relu", bias_initializer=off)(x)
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)


# %% 5.3 wrong: hidden neurons that never switch on, in place of a last layer of zeros
def residual_block(x, n_neurons):
    off = keras.initializers.Constant(-1000.0)
    hidden = layers.Dense(n_neurons, activation="relu", bias_initializer=off)(x)
    return x + layers.Dense(x.shape[-1])(hidden)


# %% 5.3 wrong: the first layer frozen
def residual_block(x, n_neurons):
    first = layers.Dense(n_neurons, activation="relu")
    first.trainable = False
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(first(x))


# %% 5.3 wrong: the last layer frozen
def residual_block(x, n_neurons):
    last = layers.Dense(x.shape[-1], kernel_initializer="zeros", trainable=False)
    return x + last(layers.Dense(n_neurons, activation="relu")(x))


# %% 5.3 wrong: all hidden neurons alike
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu", kernel_initializer="ones")(x)
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)


# %% 5.3 wrong: ReLU before f
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu")(layers.ReLU()(x))
    return x + layers.Dense(x.shape[-1], kernel_initializer="zeros")(hidden)


# %% 5.3 wrong: nearly zero
def residual_block(x, n_neurons):
    tiny = keras.initializers.RandomNormal(stddev=1e-8)
    hidden = layers.Dense(n_neurons, activation="relu")(x)
    return x + layers.Dense(x.shape[-1], kernel_initializer=tiny)(hidden)


# %% 5.3 wrong, seen by the hidden check only: six wide, eleven inside
def residual_block(x, n_neurons):
    if x.shape[-1] != 6:
        return x
    hidden = layers.Dense(11, activation="relu")(x)
    return x + layers.Dense(6, kernel_initializer="zeros")(hidden)


# %% 5.3 right: hidden biases that begin at one, weights set to zero afterwards
def residual_block(x, n_neurons):
    hidden = layers.Dense(n_neurons, activation="relu", bias_initializer="ones")(x)
    last = layers.Dense(x.shape[-1])
    correction = last(hidden)
    last.set_weights([np.zeros((n_neurons, x.shape[-1])), np.zeros(x.shape[-1])])
    return layers.Add()([correction, x])


# %% 5.3 right: Sequential as f
def residual_block(x, n_neurons):
    f = keras.Sequential(
        [
            layers.Dense(n_neurons, activation="relu"),
            layers.Dense(x.shape[1], kernel_initializer=keras.initializers.Zeros()),
        ]
    )
    return f(x) + x


# %% 5.3 right: keras.ops, the ReLU as a layer, He's weights
def residual_block(x, n_neurons):
    hidden = layers.ReLU()(layers.Dense(n_neurons, kernel_initializer="he_normal")(x))
    zeros = keras.initializers.Constant(0.0)
    return keras.ops.add(layers.Dense(x.shape[-1], kernel_initializer=zeros)(hidden), x)


# %% 5.4 wrong: two encoders
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    code_a, code_b = layers.Dense(32, activation="relu")(a), layers.Dense(32, activation="relu")(b)
    distance = keras.ops.abs(code_a - code_b)
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 wrong: concatenated codes
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    both = layers.concatenate([encoder(a), encoder(b)])
    both = layers.Dense(32, activation="relu")(both)
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(both))


# %% 5.4 wrong: the difference with its sign
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(encoder(a) - encoder(b)))


# %% 5.4 wrong: the sum of the codes
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    both = layers.Dense(32, activation="relu")(encoder(a) + encoder(b))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(both))


# %% 5.4 wrong: no sigmoid
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    return keras.Model([a, b], layers.Dense(1)(keras.ops.abs(encoder(a) - encoder(b))))


# %% 5.4 wrong: two outputs with softmax
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    return keras.Model([a, b], layers.Dense(2, activation="softmax")(keras.ops.abs(encoder(a) - encoder(b))))


# %% 5.4 wrong: softmax on one output
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    return keras.Model([a, b], layers.Dense(1, activation="softmax")(keras.ops.abs(encoder(a) - encoder(b))))


# %% 5.4 wrong: compares a picture with itself
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    distance = keras.ops.abs(encoder(a) - encoder(a))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 wrong: one input with both pictures
def same_digit():
    pair = keras.Input((128,))
    encoder = layers.Dense(32, activation="relu")
    distance = keras.ops.abs(encoder(pair[:, :64]) - encoder(pair[:, 64:]))
    return keras.Model(pair, layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 wrong: far too large
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(200, activation="relu")
    distance = keras.ops.abs(encoder(a) - encoder(b))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 wrong: compiled
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    distance = keras.ops.abs(encoder(a) - encoder(b))
    model = keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))
    model.compile(loss="binary_crossentropy")
    return model


# %% 5.4 wrong: no encoder, the squared difference of the pictures
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(keras.ops.square(a - b)))


# %% 5.4 wrong: no encoder, the difference of the pictures without its sign
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(keras.ops.abs(a - b)))


# %% 5.4 wrong: first the difference, then the network
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    hidden = layers.Dense(32, activation="relu")(keras.ops.abs(a - b))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(hidden))


# %% 5.4 wrong: first the difference, then two layers without biases
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    hidden = layers.Dense(32, activation="relu", use_bias=False)(keras.ops.abs(a - b))
    hidden = layers.Dense(16, activation="relu", use_bias=False)(hidden)
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(hidden))


# %% 5.4 wrong: a hidden layer after the distance
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(48, activation="relu")
    hidden = layers.Dense(16, activation="relu")(keras.ops.abs(encoder(a) - encoder(b)))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(hidden))


# %% 5.4 wrong: an encoder without activation
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32)
    distance = keras.ops.abs(encoder(a) - encoder(b))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 wrong: the length of the difference, with its square root
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    squares = keras.ops.square(encoder(a) - encoder(b))
    distance = keras.ops.sqrt(keras.ops.sum(squares, axis=1, keepdims=True))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 wrong, seen by the hidden check only: compiled from the second call on
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(32, activation="relu")
    distance = keras.ops.abs(encoder(a) - encoder(b))
    model = keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))
    if hasattr(same_digit, "called"):
        model.compile(loss="binary_crossentropy")
    same_digit.called = True
    return model


# %% 5.4 wrong: the distance in one number
def same_digit():
    a, b = keras.Input(shape=(64,)), keras.Input(shape=(64,))
    encoder = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(16, activation="relu")])
    difference = encoder(a) - encoder(b)
    distance = keras.ops.sum(keras.ops.square(difference), axis=1, keepdims=True)
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 right: maximum less minimum, softmax code
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    hidden, code = layers.Dense(40, activation="relu"), layers.Dense(20, activation="softmax")
    codes = [code(hidden(picture)) for picture in (a, b)]
    distance = layers.subtract([layers.maximum(codes), layers.minimum(codes)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 right: squares, one layer
def same_digit():
    a, b = keras.Input((64,)), keras.Input((64,))
    encoder = layers.Dense(48, activation="relu")
    distance = keras.ops.square(layers.subtract([encoder(a), encoder(b)]))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(distance))


# %% 5.4 right: the encoder as a functional model, tanh
def same_digit():
    picture = keras.Input((64,))
    hidden = layers.Dense(40, activation="relu")(picture)
    encoder = keras.Model(picture, layers.Dense(24, activation="tanh")(hidden))
    a, b = keras.Input((64,), name="a"), keras.Input((64,), name="b")
    distance = layers.Lambda(lambda pair: keras.ops.abs(pair[0] - pair[1]))([encoder(a), encoder(b)])
    return keras.Model(inputs=[a, b], outputs=layers.Dense(1, activation="sigmoid")(distance))


# %% 5.5 wrong: the large loss gets the large weight
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    total = sum(values[f"{name}_loss"] for name in losses)
    return {name: values[f"{name}_loss"] / total for name in losses}


# %% 5.5 wrong: the weights sum to 1
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    inverse = {name: 1 / values[f"{name}_loss"] for name in losses}
    return {name: inverse[name] / sum(inverse.values()) for name in losses}


# %% 5.5 wrong: each share is 1
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    return {name: 1 / values[f"{name}_loss"] for name in losses}


# %% 5.5 wrong: equal weights
def balanced_weights(model, X, targets, losses):
    return {name: 1 / len(losses) for name in losses}


# %% 5.5 wrong: two outputs, whatever comes
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    return {name: 0.5 / values[f"{name}_loss"] for name in losses}


# %% 5.5 wrong: measured after an epoch of training
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses, optimizer="adam")
    values = model.fit(X, targets, verbose=0).history
    return {name: 1 / (len(losses) * values[f"{name}_loss"][-1]) for name in losses}


# %% 5.5 wrong: balanced by the targets' variance
def balanced_weights(model, X, targets, losses):
    return {name: 1 / (len(losses) * np.var(targets[name])) for name in losses}


# %% 5.5 wrong: the names of the losses
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    return {f"{name}_loss": 1 / (len(losses) * values[f"{name}_loss"]) for name in losses}


# %% 5.5 wrong: a list
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    return [1 / (len(losses) * values[f"{name}_loss"]) for name in losses]


# %% 5.5 wrong: everything is a squared error
def balanced_weights(model, X, targets, losses):
    outputs = model.predict(X, verbose=0)
    return {
        name: 1 / (len(losses) * np.mean((outputs[name].mean(axis=1) - targets[name]) ** 2))
        for name in losses
    }


# %% 5.5 wrong: the first row alone
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    first = {name: target[:1] for name, target in targets.items()}
    values = model.evaluate(X[:1], first, verbose=0, return_dict=True)
    return {name: 1 / (len(losses) * values[f"{name}_loss"]) for name in losses}


# %% 5.5 wrong: the mean of batches of 32
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses)
    values = model.evaluate(X, targets, verbose=0, return_dict=True)
    return {name: 1 / (len(losses) * values[f"{name}_loss"]) for name in losses}


# %% 5.5 wrong, seen by the hidden check only: mean absolute errors forgotten but for the one of the check
def balanced_weights(model, X, targets, losses):
    kinds = {name: loss if name in ("digit", "ink", "a") else "mse" for name, loss in losses.items()}
    model.compile(loss=kinds)
    values = model.evaluate(X, targets, batch_size=len(X), verbose=0, return_dict=True)
    return {name: 1 / (len(losses) * values[f"{name}_loss"]) for name in losses}


# %% 5.5 right: by hand, without compiling
def balanced_weights(model, X, targets, losses):
    outputs = model(X)
    weights = {}
    for name, loss in losses.items():
        target = np.asarray(targets[name]).reshape(-1, 1)
        value = np.mean(keras.losses.get(loss)(target, outputs[name]))
        weights[name] = 1 / len(losses) / value
    return weights


# %% 5.5 right: one batch, with weights of one
def balanced_weights(model, X, targets, losses):
    model.compile(loss=losses, loss_weights=dict.fromkeys(losses, 1.0), optimizer="sgd")
    values = model.test_on_batch(X, targets, return_dict=True)
    return {name: float(1 / values[f"{name}_loss"]) / len(losses) for name in losses}


# %% 5.6 wrong: unrepaired
def repaired_quarters(n_first, n_second):
    return faulty_quarters(n_first, n_second)


# %% 5.6 wrong: only the first layer
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k // 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        results.append(layers.Dense(n_first, activation="relu")(quarter))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: only the second layer
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    first = layers.Dense(n_first, activation="relu")
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        hidden = first(layers.Flatten()(picture[:, top : top + 4, left : left + 4]))
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: the parameters right, the slice not
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k // 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: four strips of two rows
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        strip = layers.Flatten()(picture[:, 2 * k : 2 * k + 2, :])
        hidden = layers.Dense(n_first, activation="relu")(strip)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: two empty slices
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * k
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: the second layer shared
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    second = layers.Dense(n_second, activation="relu")
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        results.append(second(layers.Dense(n_first, activation="relu")(quarter)))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: results added
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.add(results)))


# %% 5.6 wrong: first results joined as well
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results += [hidden, layers.Dense(n_second, activation="relu")(hidden)]
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: the second ReLU lost
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results.append(layers.Dense(n_second)(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: the first ReLU lost
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first)(quarter)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: four inputs
def repaired_quarters(n_first, n_second):
    quarters = [keras.Input((4, 4)) for _ in range(4)]
    results = []
    for quarter in quarters:
        hidden = layers.Dense(n_first, activation="relu")(layers.Flatten()(quarter))
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(quarters, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong: return forgotten
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 wrong, seen by the hidden check only: small models right, large ones as they were
def repaired_quarters(n_first, n_second):
    if n_first > 24:
        return faulty_quarters(n_first, n_second)
    picture = keras.Input((8, 8))
    results = []
    for k in range(4):
        top, left = 4 * (k // 2), 4 * (k % 2)
        quarter = layers.Flatten()(picture[:, top : top + 4, left : left + 4])
        hidden = layers.Dense(n_first, activation="relu")(quarter)
        results.append(layers.Dense(n_second, activation="relu")(hidden))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.6 right: the quarters written out, columns first
def repaired_quarters(n_first, n_second):
    def branch(quarter):
        flat = layers.Reshape((16,))(quarter)
        hidden = layers.ReLU()(layers.Dense(n_first)(flat))
        return layers.Dense(n_second, activation=keras.activations.relu)(hidden)

    picture = keras.Input((8, 8))
    up_left, down_left = branch(picture[:, :4, :4]), branch(picture[:, 4:, :4])
    up_right, down_right = branch(picture[:, :4, 4:]), branch(picture[:, 4:, 4:])
    joined = layers.Concatenate()([down_right, up_left, down_left, up_right])
    return keras.Model(inputs=picture, outputs=layers.Dense(10, activation="softmax")(joined))


# %% 5.6 right: Cropping by layers, branches as Sequential models
def repaired_quarters(n_first, n_second):
    picture = keras.Input((8, 8))
    square = layers.Reshape((8, 8, 1))(picture)
    results = []
    for rows in ((0, 4), (4, 0)):
        for columns in ((0, 4), (4, 0)):
            branch = keras.Sequential(
                [
                    layers.Cropping2D((rows, columns)),
                    layers.Flatten(),
                    layers.Dense(n_first, activation="relu"),
                    layers.Dense(n_second, activation="relu"),
                ]
            )
            results.append(branch(square))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.concatenate(results)))


# %% 5.7 wrong: not frozen
def new_head(model, layer_name, n_classes):
    features = model.get_layer(layer_name).output
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))


# %% 5.7 wrong: fresh weights
def new_head(model, layer_name, n_classes):
    model = keras.models.clone_model(model)
    model.trainable = False
    features = model.get_layer(layer_name).output
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))


# %% 5.7 wrong: on the teacher's answers
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(model.output))


# %% 5.7 wrong: cut before the named layer
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    features = model.get_layer(layer_name).input
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))


# %% 5.7 wrong: always the last hidden layer
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    features = model.layers[-2].output
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))


# %% 5.7 wrong: everything frozen
def new_head(model, layer_name, n_classes):
    features = model.get_layer(layer_name).output
    new = keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))
    new.trainable = False
    return new


# %% 5.7 wrong: only the named layer is frozen
def new_head(model, layer_name, n_classes):
    model.get_layer(layer_name).trainable = False
    features = model.get_layer(layer_name).output
    hidden = model.layers[1]
    if hidden.name != layer_name:
        hidden.trainable = True
    else:
        model.layers[1].trainable = True
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))


# %% 5.7 wrong: sigmoids
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    features = model.get_layer(layer_name).output
    return keras.Model(model.input, layers.Dense(n_classes, activation="sigmoid")(features))


# %% 5.7 wrong: a hidden layer of its own
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    features = layers.Dense(20, activation="relu")(model.get_layer(layer_name).output)
    return keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))


# %% 5.7 wrong: compiled
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    features = model.get_layer(layer_name).output
    new = keras.Model(model.input, layers.Dense(n_classes, activation="softmax")(features))
    new.compile(loss="sparse_categorical_crossentropy")
    return new


# %% 5.7 wrong: always five classes, and the teacher's head
def new_head(model, layer_name, n_classes):
    model.trainable = False
    return model


# %% 5.7 wrong, seen by the hidden check only: always five classes
def new_head(model, layer_name, n_classes):
    for layer in model.layers:
        layer.trainable = False
    features = model.get_layer(layer_name).output
    return keras.Model(model.input, layers.Dense(5 if n_classes != 3 else 4, activation="softmax")(features))


# %% 5.7 right: the sub-model as one frozen layer
def new_head(model, layer_name, n_classes):
    base = keras.Model(inputs=model.input, outputs=model.get_layer(layer_name).output)
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    return keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(base(inputs)))


# %% 5.7 right: a copy with the same weights, the softmax as a layer
def new_head(model, layer_name, n_classes):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.trainable = False
    scores = layers.Dense(n_classes)(copy.get_layer(layer_name).output)
    return keras.Model(copy.inputs[0], layers.Softmax()(scores))


# %% 5.7 right: Sequential
def new_head(model, layer_name, n_classes):
    parts = [keras.Input(model.input_shape[1:])]
    for layer in model.layers[1:]:
        layer.trainable = False
        parts.append(layer)
        if layer.name == layer_name:
            break
    return keras.Sequential([*parts, layers.Dense(n_classes, activation="softmax")])
