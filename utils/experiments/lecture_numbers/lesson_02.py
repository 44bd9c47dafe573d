"""XOR by hand, the activation functions, and backpropagation against finite differences and TensorFlow."""

import numpy as np
import tensorflow as tf


def measure(seed):
    """Each number of the lesson by its id; only the weights of the network for backpropagation come from `seed`."""
    return _xor() | _activations() | _backpropagation(seed)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _xor():
    inputs = np.array([[0, 0], [1, 1], [0, 1], [1, 0]])
    z = inputs @ np.array([[20, -20], [20, -20]]) + [-10, 30]
    h = _sigmoid(z)
    z_out = h @ [20, 20] - 30
    z_out_rounded = h.round() @ [20, 20] - 30
    out = _sigmoid(z_out)
    return {
        "02.xor_inputs": inputs.tolist(),
        "02.xor_table": np.column_stack([h, out]).round().astype(int).tolist(),
        "02.xor_z1": z[:, 0].tolist(),
        "02.xor_z2": z[:, 1].tolist(),
        "02.xor_z3_rounded": z_out_rounded.tolist(),
        "02.xor_z3": z_out.tolist(),
        "02.xor_h1": h[:, 0].tolist(),
        "02.xor_h2": h[:, 1].tolist(),
        "02.xor_out": out.tolist(),
        "02.xor_small": [float(1e5 * value) for value in (h[0, 0], h[1, 1], out[0], out[1])],
        "02.xor_missing_to_1": float(1e14 * (1 - h[0, 1])),
    }


def _activations():
    z = np.linspace(-4, 4, 81)
    tanh_slope = 4 / (np.exp(z) + np.exp(-z)) ** 2
    scores, points = tf.constant([2.0, 0.0, -1.0], dtype="float64"), tf.constant(z)
    zero = tf.constant(0.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([scores, points, zero])
        shares, relu = tf.nn.softmax(scores), tf.nn.relu(zero)
        tanh, softplus, sigmoid = tf.tanh(points), tf.nn.softplus(points), tf.sigmoid(points)
    s = shares.numpy()
    jacobian = s[:, None] * (np.eye(3) - s)
    sigmoid_slope = _sigmoid(z) * (1 - _sigmoid(z))
    return {
        "02.tanh_slope": bool(
            np.allclose(tanh_slope, 1 - np.tanh(z) ** 2)
            and np.allclose(tanh_slope, tape.gradient(tanh, points))
        ),
        "02.sigmoid_slope": bool(np.allclose(sigmoid_slope, tape.gradient(sigmoid, points))),
        "02.sigmoid_slope_max": float(sigmoid_slope.max()),
        "02.softmax_sum": float(s.sum()),
        "02.softmax_jacobian": bool(
            np.allclose(jacobian, tape.jacobian(shares, scores, experimental_use_pfor=False))
        ),
        "02.relu_slope_at_0": float(tape.gradient(relu, zero)),
        "02.softplus_at_0": float(np.log1p(np.exp(0))),
        "02.softplus_slope": bool(np.allclose(_sigmoid(z), tape.gradient(softplus, points))),
    }


def _backpropagation(seed):
    """A network of 2, 3 and 1 nodes, one sample; its 13 parameters in a row: W1 by rows, b1, w2, b2."""
    rng = np.random.default_rng(seed)
    theta, x, y = 0.5 * rng.normal(size=13), np.array([1.0, -0.5]), 2.0

    def forward(theta):
        z = _sigmoid(x @ theta[:6].reshape(2, 3) + theta[6:9])
        return z, z @ theta[9:12] + theta[12]

    def error(theta):
        return 0.5 * (y - forward(theta)[1]) ** 2

    def printed(theta):
        """The slide's two derivatives, for the biases with an input of 1."""
        z, y_hat = forward(theta)
        hidden = (y - y_hat) * theta[9:12] * z * (1 - z)
        return np.concatenate([np.outer(x, hidden).ravel(), hidden, (y - y_hat) * z, [y - y_hat]])

    nudges = 1e-5 * np.eye(13)
    finite = np.array([(error(theta + nudge) - error(theta - nudge)) / 2e-5 for nudge in nudges])
    variable = tf.Variable(theta)
    with tf.GradientTape() as tape:
        hidden = tf.sigmoid(
            tf.linalg.matvec(tf.reshape(variable[:6], (2, 3)), x, transpose_a=True) + variable[6:9]
        )
        loss = 0.5 * (y - (tf.reduce_sum(hidden * variable[9:12]) + variable[12])) ** 2
    by_tape = tape.gradient(loss, variable).numpy()
    ends = []
    for sign in (1, -1):
        moved = theta.copy()
        for _ in range(50):
            moved = moved - 0.1 * sign * printed(moved)
        ends.append(float(error(moved) / error(theta)))
    return {
        "02.printed_over_finite": (printed(theta) / finite).tolist(),
        "02.right_over_tape": float(np.abs(-printed(theta) / by_tape - 1).max()),
        "02.printed_error_grows": ends[0],
        "02.right_error_shrinks": ends[1],
    }
