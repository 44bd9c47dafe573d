# %% 12.1 wrong: Adam without bias correction
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m, s
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam corrects m only
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam corrects s only
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m, s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's correction one step late
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9 ** (t + 1)), s / (1 - 0.999 ** (t + 1))
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's t from 0
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9 ** (t - 1)), s / (1 - 0.999 ** (t - 1))
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's t always 1
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9), s / (1 - 0.999)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's corrected memories are kept
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m, s = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's betas swapped in the correction
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.999**t), s / (1 - 0.9**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam without the root
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / s_hat
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam keeps Keras's epsilon
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / (np.sqrt(s_hat) + 1e-7)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's steps follow the gradient
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad with the mean
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s / t)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad starts at 0.1 as in Keras
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.1 if name == "AdaGrad" else 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad without the root
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / s
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad adds up sizes
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += abs(gradient)
            step = learning_rate * gradient / s
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad updates s after the step
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            step = learning_rate * gradient / np.sqrt(s) if s else learning_rate * gradient
            s += gradient**2
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad's limit is its last step
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": lengths[-1],
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad's limit from a million steps
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": learning_rate / 1000,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp bias-corrected
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s / (1 - 0.9**t))
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp with 0.99
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.99 * s + 0.01 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp adds the whole square
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp's weights swapped
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.1 * s + 0.9 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp's limit is its first step
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate / np.sqrt(0.1),
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum as an average
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - 0.1 * learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {"SGD": slope, "momentum": slope, "AdaGrad": 0, "RMSProp": learning_rate, "Adam": learning_rate}
    return lengths, limits[name]


# %% 12.1 wrong: momentum one step early
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * (m or -learning_rate * gradient) - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum one step late
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            step = m or learning_rate * gradient
            m = 0.9 * m - learning_rate * gradient
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum without friction
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum takes plain steps
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = learning_rate * gradient
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Nesterov for momentum
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = 0.9 * m - learning_rate * gradient
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum's limit is a tenth
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": slope / 0.9,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum's limit is the longest step so far
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": max(lengths),
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: signed steps
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(-step if name != "momentum" else step)
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: gradient's sign in the limit
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * gradient
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: positions
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return np.cumsum(lengths), limits[name]


# %% 12.1 wrong: with the start
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [0.0], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: the last step only
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths[-1], limits[name]


# %% 12.1 wrong: rounded
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(round(abs(step), 4))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: lengths only
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths


# %% 12.1 wrong: the rate is left out of the last three
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: memories kept between calls
memories = {}


def step_lengths(name, gradient, learning_rate, n_steps):
    lengths = []
    m, s = memories.get(name, (0.0, 0.0))
    for t in range(1, n_steps + 1):
        step = learning_rate * gradient
        if name == "momentum":
            step = m = 0.9 * m + learning_rate * gradient
        elif name == "AdaGrad":
            s += gradient**2
            step = step / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = step / np.sqrt(s)
        elif name == "Adam":
            m, s = 0.9 * m + 0.1 * gradient, 0.999 * s + 0.001 * gradient**2
            step = learning_rate * m / (1 - 0.9**t) / np.sqrt(s / (1 - 0.999**t))
        lengths.append(abs(step))
    memories[name] = m, s
    slope = learning_rate * abs(gradient)
    return lengths, {"SGD": slope, "momentum": 10 * slope, "AdaGrad": 0}.get(name, learning_rate)


# %% 12.1 wrong: momentum's limit without rate and gradient
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 1 / (1 - 0.9),
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum's limit without the rate
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 5 * abs(gradient),
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: SGD's limit is 1
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": 1.0,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp's limit is one by the gradient
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": 1 / abs(gradient),
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's limit is one by the gradient
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": 1 / abs(gradient),
    }
    return lengths, limits[name]


# %% 12.1 wrong: RMSProp's limit has the rate twice
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate**2 * abs(gradient),
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: AdaGrad's limit is nearly 0
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 1e-9,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: momentum grows for ever
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": np.inf,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 wrong: Adam's limit is an array
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": np.array([learning_rate]),
    }
    return lengths, limits[name]


# %% 12.1 wrong: the limit rounded
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, round(limits[name], 2)


# %% 12.1 wrong: a single step as a number
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths if n_steps > 1 else lengths[0], limits[name]


# %% 12.1 wrong: the limit of a single step is this step
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name] if n_steps > 1 else lengths[0]


# %% 12.1 wrong: Adam with momentum's m
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    slope = learning_rate * abs(gradient)
    limits = {
        "SGD": slope,
        "momentum": 10 * slope,
        "AdaGrad": 0,
        "RMSProp": learning_rate,
        "Adam": learning_rate,
    }
    return lengths, limits[name]


# %% 12.1 right: by the formulas, and the limits from many steps
def step_lengths(name, gradient, learning_rate, n_steps):
    lengths, m, s = [], 0.0, 0.0
    for t in range(1, n_steps + 1):
        if name == "SGD":
            step = learning_rate * gradient
        elif name == "momentum":
            m = 0.9 * m - learning_rate * gradient
            step = m
        elif name == "AdaGrad":
            s += gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        elif name == "RMSProp":
            s = 0.9 * s + 0.1 * gradient**2
            step = learning_rate * gradient / np.sqrt(s)
        else:
            m = 0.9 * m + 0.1 * gradient
            s = 0.999 * s + 0.001 * gradient**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            step = learning_rate * m_hat / np.sqrt(s_hat)
        lengths.append(abs(step))
    if name == "AdaGrad":
        return np.array(lengths), np.float64(0)
    if n_steps < 500:
        return np.array(lengths), step_lengths(name, gradient, learning_rate, 500)[0][-1]
    return np.array(lengths), lengths[-1]


# %% 12.1 right: optimizers in float64 from Keras, a tensor
def step_lengths(name, gradient, learning_rate, n_steps):
    g, t = tf.abs(tf.constant(gradient, dtype="float64")), tf.range(1, n_steps + 1, dtype="float64")
    factor = {
        "SGD": g * tf.ones_like(t),
        "momentum": g * tf.math.cumsum(tf.constant(0.9, "float64") ** (t - 1)),
        "AdaGrad": tf.math.rsqrt(t),
        "RMSProp": g / tf.sqrt(tf.math.cumsum(0.1 * g**2 * tf.constant(0.9, "float64") ** (t - 1))),
        "Adam": tf.ones_like(t),
    }[name]
    limit = {"SGD": g, "momentum": g / 0.1, "AdaGrad": 0 * g}.get(name, g / g)
    return [learning_rate * factor, learning_rate * limit]


# %% 12.2 wrong: no bias
def matrix(X):
    A = X
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: no factor 2
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: a sum instead of a mean
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: mean over rows and columns
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / A.size


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: divided by rows minus one
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / (len(X) - 1)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: one by the curvature
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 1 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: half the curvature
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return np.linalg.eigvalsh(matrix(X)).max() / 2


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the smallest curvature
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).min()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the mean curvature
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).mean()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the trace
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.trace(matrix(X))


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the diagonal only
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.diag(matrix(X)).max()


def condition(X):
    values = np.diag(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the largest entry
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.abs(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the Frobenius norm
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.norm(matrix(X))


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: row sums
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.norm(matrix(X), np.inf)


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: covariance
def matrix(X):
    A = np.hstack([X - X.mean(axis=0), np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: covariance without the bias
def matrix(X):
    A = X - X.mean(axis=0)
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: standardized first
def matrix(X):
    A = np.hstack([(X - X.mean(axis=0)) / X.std(axis=0), np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: correlation
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * np.corrcoef(A[:, :-1].T).reshape(X.shape[1], -1)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: singular values of the data
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.svd(np.hstack([X, np.ones((len(X), 1))]), compute_uv=False).max()


def condition(X):
    values = np.linalg.svd(np.hstack([X, np.ones((len(X), 1))]), compute_uv=False)
    return values.max() / values.min()


# %% 12.2 wrong: condition by cond of the data
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    return np.linalg.cond(np.hstack([X, np.ones((len(X), 1))]))


# %% 12.2 wrong: condition upside down
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.min() / values.max()


# %% 12.2 wrong: condition without the bias
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(X.T @ X)
    return values.max() / values.min()


# %% 12.2 wrong: condition of the diagonal
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.diag(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: condition of centred columns
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X - X.mean(axis=0)))
    return values.max() / values.min()


# %% 12.2 wrong: condition squared
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return (values.max() / values.min()) ** 2


# %% 12.2 wrong: condition as a difference
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() - values.min()


# %% 12.2 wrong: condition of the spreads
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.append(X.var(axis=0), 1)
    return values.max() / values.min()


# %% 12.2 wrong: condition by the next curvature
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values[-1] / values[-2]


# %% 12.2 wrong: both in one
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    values = np.linalg.eigvalsh(matrix(X))
    return 2 / values.max(), values.max() / values.min()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: standardizes the given array
def matrix(X):
    X -= X.mean(axis=0)
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: rounded
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return round(2 / np.linalg.eigvalsh(matrix(X)).max(), 2)


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong, seen by the hidden check only: wine only
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))]) if X.shape[1] != 2 else X
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the bias twice
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 2))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: all in float32
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))]).astype("float32")
    return np.float32(2 / len(X)) * A.T @ A


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the bias apart
def curvatures(X):
    return np.append(np.linalg.eigvalsh(2 * X.T @ X / len(X)), 2.0)


def largest_rate(X):
    return 2 / curvatures(X).max()


def condition(X):
    return curvatures(X).max() / curvatures(X).min()


# %% 12.2 wrong: the bias apart in the rate
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 2 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / max(np.linalg.eigvalsh(2 * X.T @ X / len(X)).max(), 2.0)


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 wrong: the factor twice
def matrix(X):
    A = np.hstack([X, np.ones((len(X), 1))])
    return 4 * A.T @ A / len(X)


def largest_rate(X):
    return 2 / np.linalg.eigvalsh(matrix(X)).max()


def condition(X):
    values = np.linalg.eigvalsh(matrix(X))
    return values.max() / values.min()


# %% 12.2 right: singular values, squared
def singular(X):
    return np.linalg.svd(np.c_[np.ones(len(X)), X], compute_uv=False)


def largest_rate(X):
    return float(len(X) / singular(X)[0] ** 2)


def condition(X):
    s = singular(X)
    return float((s[0] / s[-1]) ** 2)


# %% 12.2 right: second derivatives by a tape, a tensor
def second_derivatives(X):
    theta = tf.Variable(np.zeros(X.shape[1] + 1))
    with tf.GradientTape(persistent=True) as outer:
        with tf.GradientTape() as inner:
            J = tf.reduce_mean((tf.linalg.matvec(tf.constant(X), theta[:-1]) + theta[-1] - 1) ** 2)
        gradient = inner.gradient(J, theta)
    return outer.jacobian(gradient, theta, experimental_use_pfor=False)


def largest_rate(X):
    return 2 / tf.reduce_max(tf.linalg.eigvalsh(second_derivatives(X)))


def condition(X):
    values = tf.linalg.eigvalsh(second_derivatives(X))
    return values[-1] / values[0]


# %% 12.2 right: asks gradient descent itself where unit vectors go
def largest_rate(X):
    n = X.shape[1] + 1
    columns = []
    for k in range(n):
        w, b = np.eye(n)[k][:-1], np.eye(n)[k][-1]
        error = X @ w + b
        columns.append(np.append(2 * X.T @ error, 2 * error.sum()) / len(X))
    largest_rate.values = np.abs(np.linalg.eigvals(np.array(columns).T))
    return 2 / np.abs(largest_rate.values).max()


def condition(X):
    largest_rate(X)
    return np.linalg.cond(np.column_stack([X, np.ones(len(X))])) ** 2


# %% 12.3 wrong: no sign
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * c
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the memory first
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    m = beta_2 * m + (1 - beta_2) * gradient
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    return theta, m


# %% 12.3 wrong: the memory alone decides
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    m = beta_2 * m + (1 - beta_2) * gradient
    theta = theta - learning_rate * np.sign(m)
    return theta, m


# %% 12.3 wrong: the betas swapped
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_2 * m + (1 - beta_2) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_1 * m + (1 - beta_1) * gradient
    return theta, m


# %% 12.3 wrong: one beta for both
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_1 * m + (1 - beta_1) * gradient
    return theta, m


# %% 12.3 wrong: the second beta for both
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_2 * m + (1 - beta_2) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the mixture is the new memory
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    return theta, c


# %% 12.3 wrong: the mixture is mixed again
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * c + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: uphill
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta + learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: sign of the gradient
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(gradient)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: sign of the old memory
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(m)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: signs are mixed
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * np.sign(m) + (1 - beta_1) * np.sign(gradient)
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: weights the wrong way round
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = (1 - beta_1) * m + beta_1 * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: weights the wrong way round in the memory
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = (1 - beta_2) * m + beta_2 * gradient
    return theta, m


# %% 12.3 wrong: the whole gradient in the mixture
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the whole gradient in the memory
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + gradient
    return theta, m


# %% 12.3 wrong: mixture with a minus
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m - (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the memory holds signs
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * np.sign(gradient)
    return theta, m


# %% 12.3 wrong: 0 counts as positive
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.where(c >= 0, 1, -1)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: 0 counts as negative
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.where(c > 0, 1, -1)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: by the mixture's norm
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * c / max(np.linalg.norm(c), 1e-12)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: nearly the sign
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * c / (np.abs(c) + 1e-7)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: rate in the memory
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * learning_rate * gradient
    return theta, m


# %% 12.3 wrong: in place
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta -= learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the memory in place
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m *= beta_2
    m += (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: theta only
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta


# %% 12.3 wrong: the step instead of theta
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = -learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: m and theta
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return m, theta


# %% 12.3 wrong: the betas are always the paper's
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    beta_1, beta_2 = 0.9, 0.99
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: one sign for all
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c.sum())
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the memory is forgotten
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the step is not taken
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - 0 * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: Keras's own, in float32
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    variable = keras.Variable(theta.astype("float32"))
    lion = keras.optimizers.Lion(learning_rate, beta_1=beta_1, beta_2=beta_2)
    lion.build([variable])
    lion._momentums[0].assign(m)
    lion.apply([tf.constant(gradient, dtype="float32")], [variable])
    return np.array(variable, dtype=float), np.array(lion._momentums[0], dtype=float)


# %% 12.3 wrong: a memory of its own
remembered = {}


def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    m = remembered.get(theta.shape, m)
    c = beta_1 * m + (1 - beta_1) * gradient
    remembered[theta.shape] = beta_2 * m + (1 - beta_2) * gradient
    return theta - learning_rate * np.sign(c), remembered[theta.shape]


# %% 12.3 wrong, seen by the hidden check only: a single number is taken for its sign
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    new_m = beta_2 * m + (1 - beta_2) * gradient
    if theta.ndim == 2 and theta.size == 1:
        return theta - learning_rate * c, new_m
    return theta - learning_rate * np.sign(c), new_m


# %% 12.3 wrong: no new memory where the mixture is 0
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = np.where(c == 0, m, beta_2 * m + (1 - beta_2) * gradient)
    return theta, m


# %% 12.3 wrong: nothing new if the whole mixture is 0
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    if not c.any():
        return theta, m
    theta = theta - learning_rate * np.sign(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: nearly 0 is 0
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.where(np.isclose(c, 0), 0, np.sign(c))
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the mixture rounded
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(np.round(c, 6))
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: less than a millionth is 0
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.where(np.abs(c) < 1e-6, 0, np.sign(c))
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: by the size and a little
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * c / (np.abs(c) + 1e-12)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: a steep tanh
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.tanh(1e6 * c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: a steep line, cut
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.clip(c * 1e4, -1, 1)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: the memory in float32
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * np.sign(c)
    m = (beta_2 * m + (1 - beta_2) * gradient).astype("float32")
    return theta, m


# %% 12.3 wrong: by its own size
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    c = beta_1 * m + (1 - beta_1) * gradient
    theta = theta - learning_rate * c / np.abs(c)
    m = beta_2 * m + (1 - beta_2) * gradient
    return theta, m


# %% 12.3 wrong: row by row
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    new_theta = theta.copy()
    for i in range(len(theta)):
        c = beta_1 * m[i] + (1 - beta_1) * gradient[i]
        if c > 0:
            new_theta[i] -= learning_rate
        elif c < 0:
            new_theta[i] += learning_rate
    return new_theta, beta_2 * m + (1 - beta_2) * gradient


# %% 12.3 right: number by number
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    new_theta, new_m = np.empty(theta.shape), np.empty(theta.shape)
    for i in np.ndindex(theta.shape):
        c = m[i] + (1 - beta_1) * (gradient[i] - m[i])
        new_theta[i] = theta[i] - learning_rate if c > 0 else theta[i] + learning_rate if c < 0 else theta[i]
        new_m[i] = m[i] + (1 - beta_2) * (gradient[i] - m[i])
    return [new_theta, new_m]


# %% 12.3 right: in tensors
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    theta, gradient, m = (tf.constant(a, dtype="float64") for a in (theta, gradient, m))
    return (
        theta - learning_rate * tf.sign(beta_1 * m + (1 - beta_1) * gradient),
        beta_2 * m + (1 - beta_2) * gradient,
    )


# %% 12.3 right: two masks
def lion_step(theta, gradient, m, learning_rate, beta_1, beta_2):
    new_theta = theta.copy()
    new_theta[m * beta_1 > (beta_1 - 1) * gradient] -= learning_rate
    new_theta[m * beta_1 < (beta_1 - 1) * gradient] += learning_rate
    return new_theta, np.add(gradient * (1 - beta_2), m * beta_2)


# %% 12.4 wrong: unrepaired
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        for theta, gradient in zip(weights, gradients, strict=True):
            self.t += 1
            key = theta.shape
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: hers under another name
class RepairedAdam(ColleaguesAdam):
    pass


# %% 12.4 wrong: only the counter
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for theta, gradient in zip(weights, gradients, strict=True):
            key = theta.shape
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: only the memories
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            self.t += 1
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: the counter is set to 0 in each step
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t = 1
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: the counter starts again at 0 before each loop
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t = 0
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            self.t += 1
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: the counter grows behind the loop
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        self.t += 1
        return new_weights


# %% 12.4 wrong: memories by id
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for theta, gradient in zip(weights, gradients, strict=True):
            key = id(theta)
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: memories by number of weights
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for theta, gradient in zip(weights, gradients, strict=True):
            key = theta.size
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: one memory for all
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for theta, gradient in zip(weights, gradients, strict=True):
            key = 0
            self.m[key] = self.beta_1 * np.mean(self.m.get(key, 0)) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * np.mean(self.s.get(key, 0)) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: memories by the weights' sum
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for theta, gradient in zip(weights, gradients, strict=True):
            key = float(theta.sum())
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: a counter for each shape
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = {}, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        for theta, gradient in zip(weights, gradients, strict=True):
            key = theta.shape
            t = self.t[key] = self.t.get(key, 0) + 1
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**t)
            s_hat = self.s[key] / (1 - self.beta_2**t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: memories by shape and first number
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for theta, gradient in zip(weights, gradients, strict=True):
            key = theta.shape, gradient.flat[0]
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: memories start anew in each step
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        self.m, self.s = {}, {}
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: state in the class
class RepairedAdam:
    t, m, s = 0, {}, {}

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon

    def step(self, weights, gradients):
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m.get(k, 0) + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s.get(k, 0) + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: memories in a default value
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, m={}, s={}):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, m, s

    def step(self, weights, gradients):
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m.get(k, 0) + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s.get(k, 0) + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: the counter in the class
class RepairedAdam:
    t = 0

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.s = None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        RepairedAdam.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: the memories in the class
class RepairedAdam:
    m = s = None

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t = 0

    def step(self, weights, gradients):
        if self.m is None:
            RepairedAdam.m = [np.zeros_like(w) for w in weights]
            RepairedAdam.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: corrected memories are kept
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: no bias correction
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k]
            s_hat = self.s[k]
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: bias correction with one beta
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_1**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: betas swapped
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_2, beta_1, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: epsilon inside of the root
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat + self.epsilon)))
        return new_weights


# %% 12.4 wrong: epsilon at the uncorrected root
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(
                w
                - self.learning_rate
                * m_hat
                / (np.sqrt(s_hat) + self.epsilon / np.sqrt(1 - self.beta_2**self.t))
            )
        return new_weights


# %% 12.4 wrong: epsilon left out
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.maximum(np.sqrt(s_hat), 1e-12)))
        return new_weights


# %% 12.4 wrong: settings left out
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, 0.9, 0.999, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: beta_2 left out
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, 0.999, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: another default
class RepairedAdam:
    def __init__(self, learning_rate=0.01, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: uphill
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w + self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: no root
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (s_hat + self.epsilon))
        return new_weights


# %% 12.4 wrong: weights in place
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            w -= (self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon)).astype(w.dtype)
        return weights


# %% 12.4 wrong: into the given list
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            weights[k] = w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon)
        return weights


# %% 12.4 wrong: gradients in place
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            g *= 0
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: the last array only
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights[-1]


# %% 12.4 wrong: the steps instead of the weights
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(-self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: nothing returned
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        self.weights = new_weights


# %% 12.4 wrong: the squared gradient's mean
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * np.mean(g**2)
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: a counter that starts at 1
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 1, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: t is not kept: a local counter
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        t = 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**t)
            s_hat = self.s[k] / (1 - self.beta_2**t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: at most four arrays
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            k = min(k, 3)
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: default epsilon 1e-8
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-8):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: default epsilon 1e-4
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-4):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 wrong: default beta_2 0.99
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.99, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.t, self.m, self.s = 0, {}, {}

    def step(self, weights, gradients):
        new_weights = []
        self.t += 1
        for k, (theta, gradient) in enumerate(zip(weights, gradients)):
            key = k
            self.m[key] = self.beta_1 * self.m.get(key, 0) + (1 - self.beta_1) * gradient
            self.s[key] = self.beta_2 * self.s.get(key, 0) + (1 - self.beta_2) * gradient**2
            m_hat = self.m[key] / (1 - self.beta_1**self.t)
            s_hat = self.s[key] / (1 - self.beta_2**self.t)
            new_weights.append(theta - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 right: a memory for each array, in lists
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m = [np.zeros_like(w) for w in weights]
            self.s = [np.zeros_like(w) for w in weights]
        self.t += 1
        new_weights = []
        for k, (w, g) in enumerate(zip(weights, gradients)):
            self.m[k] = self.beta_1 * self.m[k] + (1 - self.beta_1) * g
            self.s[k] = self.beta_2 * self.s[k] + (1 - self.beta_2) * g**2
            m_hat = self.m[k] / (1 - self.beta_1**self.t)
            s_hat = self.s[k] / (1 - self.beta_2**self.t)
            new_weights.append(w - self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon))
        return new_weights


# %% 12.4 right: one long vector
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.settings, self.state = (learning_rate, beta_1, beta_2, epsilon), (0, 0.0, 0.0)

    def step(self, weights, gradients):
        (rate, beta_1, beta_2, epsilon), (t, m, s) = self.settings, self.state
        g, t = np.concatenate([np.ravel(g) for g in gradients]), t + 1
        m, s = m + (1 - beta_1) * (g - m), s + (1 - beta_2) * (g * g - s)
        self.state = t, m, s
        step = rate * (m / (1 - beta_1**t)) / ((s / (1 - beta_2**t)) ** 0.5 + epsilon)
        parts = np.split(step, np.cumsum([w.size for w in weights])[:-1])
        return [w - p.reshape(w.shape) for w, p in zip(weights, parts)]


# %% 12.4 right: hers, one for each array
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.settings, self.each = (learning_rate, beta_1, beta_2, epsilon), []

    def step(self, weights, gradients):
        while len(self.each) < len(weights):
            self.each.append(ColleaguesAdam(*self.settings))
        return [adam.step([w], [g])[0] for adam, w, g in zip(self.each, weights, gradients)]


# %% 12.4 right: remembers all gradients
class RepairedAdam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.seen = []

    def step(self, weights, gradients):
        self.seen.append(gradients)
        t, new = len(self.seen), []
        for k, w in enumerate(weights):
            m = sum(self.beta_1 ** (t - i) * g[k] for i, g in enumerate(self.seen, 1)) * (1 - self.beta_1)
            s = sum(self.beta_2 ** (t - i) * g[k] ** 2 for i, g in enumerate(self.seen, 1)) * (
                1 - self.beta_2
            )
            root = np.sqrt(s / (1 - self.beta_2**t))
            new.append(w - self.learning_rate * m / (1 - self.beta_1**t) / (root + self.epsilon))
        return new


# %% 12.5 wrong: squared norms
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)) ** 2)
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: half the squared error
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = 0.5 * tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the output's gradient
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = model(x[None])[0, 0]
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the absolute error's gradient
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.abs(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: weights without biases
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients[::2])))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the last layer only
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients[-2:])))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the first layer only
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients[:2])))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the sum of the arrays' norms
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(sum(float(tf.norm(g)) for g in gradients))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the largest array's norm
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(max(float(tf.norm(g)) for g in gradients))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: sum of absolute values
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(sum(float(tf.reduce_sum(tf.abs(g))) for g in gradients))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the largest number
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(max(float(tf.reduce_max(tf.abs(g))) for g in gradients))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: mean of squares
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(np.sqrt(np.mean(np.concatenate([np.ravel(g) ** 2 for g in gradients])))))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: sorted
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.sort(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: backwards
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X[::-1], y[::-1]):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the batch's gradient for each row
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(X)[:, 0] - y))
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: divided by the number of rows
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms) / len(X)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: a table of differences
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x[None]) - y))
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the errors
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(abs(loss) ** 0.5))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the squared errors
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(loss))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: the norm of the mean
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return float(np.mean(norms))


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: gradient with respect to the inputs
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        x = tf.constant(x[None])
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.square(model(x)[0, 0] - target)
        gradients = [tape.gradient(loss, x)]
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: trains on the way
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        keras.optimizers.SGD(0.01).apply(gradients, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: weights put to 0 on the way
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    model.set_weights([0 * w for w in model.get_weights()])
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: inputs scaled in place
def gradient_norms(model, X, y):
    norms = []
    X -= X.mean(axis=0)
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: clipped norms
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(min(10.0, float(tf.linalg.global_norm(gradients))))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: each array by its own norm
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    return [g * min(1, max_norm / max(np.linalg.norm(g), 1e-12)) for g in gradients]


# %% 12.5 wrong: by value
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [np.clip(g, -max_norm, max_norm) for g in gradients]


# %% 12.5 wrong: by the largest array's norm
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = max(np.linalg.norm(g) for g in gradients)
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: by the sum of norms
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = sum(np.linalg.norm(g) for g in gradients)
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: by the mean norm
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.mean([np.linalg.norm(g) for g in gradients])
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: by the squared norm
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = sum((g.astype(float) ** 2).sum() for g in gradients)
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: by the largest number
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = max(np.abs(g).max() for g in gradients)
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: by the sum of absolute values
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = sum(np.abs(g).sum() for g in gradients)
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: always scaled
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm == 0:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: always scaled, zeros become nan
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: only the arrays that are too long
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) if np.linalg.norm(g) > max_norm else g for g in gradients]


# %% 12.5 wrong: directions only
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g / norm for g in gradients]


# %% 12.5 wrong: too long becomes nothing
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [0 * g for g in gradients]


# %% 12.5 wrong: never clipped
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g.copy() for g in gradients]


# %% 12.5 wrong: the same list
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return gradients
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: clipped in place
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    for g in gradients:
        g *= max_norm / norm
    return list(gradients)


# %% 12.5 wrong: into the given list
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    for k, g in enumerate(gradients):
        gradients[k] = g * (max_norm / norm)
    return gradients


# %% 12.5 wrong: one long vector returned
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return np.concatenate([np.ravel(g) for g in gradients]) * (max_norm / norm)


# %% 12.5 wrong: upside down
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (norm / max_norm) for g in gradients]


# %% 12.5 wrong: by each number's share
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [np.sign(g) * max_norm / np.sqrt(sum(h.size for h in gradients)) for g in gradients]


# %% 12.5 wrong: a norm that is squared once too rarely
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum(abs(g.astype(float).sum()) for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: clips the norm to 1 whatever is allowed
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    max_norm = 1.0
    norm = np.sqrt(sum((g.astype(float) ** 2).sum() for g in gradients))
    if norm <= max_norm:
        return [g.copy() for g in gradients]
    return [g * (max_norm / norm) for g in gradients]


# %% 12.5 wrong: matrices by their spectral norm
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum(np.linalg.norm(np.atleast_2d(g), 2) ** 2 for g in gradients if g.ndim < 3))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [g * factor for g in gradients]


# %% 12.5 wrong: norm with ord 2
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum(np.linalg.norm(g, 2) ** 2 for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [g * factor for g in gradients]


# %% 12.5 wrong: a matrix's largest column
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.sqrt(sum(np.max(np.sum(g**2, axis=0)) for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [g * factor for g in gradients]


# %% 12.5 right: by the tape's jacobian, and by one long vector
def gradient_norms(model, X, y):
    with tf.GradientTape(persistent=True) as tape:
        squared_errors = (model(X)[:, 0] - y) ** 2
    tables = tape.jacobian(squared_errors, model.trainable_variables, experimental_use_pfor=False)
    return tf.sqrt(sum(tf.reduce_sum(tf.reshape(table, (len(X), -1)) ** 2, axis=1) for table in tables))


def clip_globally(gradients, max_norm):
    vector = np.concatenate([np.ravel(g) for g in gradients]).astype(float)
    vector = vector * max_norm / max(np.linalg.norm(vector), max_norm)
    parts = np.split(vector, np.cumsum([np.size(g) for g in gradients])[:-1])
    return [part.reshape(np.shape(g)) for part, g in zip(parts, gradients)]


# %% 12.5 right: Keras's losses, TensorFlow's clipping
def gradient_norms(model, X, y):
    found = []
    for k in range(len(y)):
        with tf.GradientTape() as tape:
            loss = keras.losses.MeanSquaredError()(y[k : k + 1, None], model(X[k : k + 1]))
        g = tape.gradient(loss, model.trainable_weights)
        found.append(np.linalg.norm(np.concatenate([np.ravel(a) for a in g])))
    return found


def clip_globally(gradients, max_norm):
    clipped, _ = tf.clip_by_global_norm([tf.constant(g) for g in gradients], max_norm)
    return [c.numpy() for c in clipped]


# %% 12.5 right: twice the error by the norm of the output's gradient
def gradient_norms(model, X, y):
    norms = []
    for row, target in zip(X, y):
        with tf.GradientTape() as tape:
            output = model(row[np.newaxis])
        squares = [
            float(np.sum(np.asarray(g, dtype=float) ** 2)) for g in tape.gradient(output, model.weights)
        ]
        norms.append(2 * abs(float(output[0, 0]) - target) * sum(squares) ** 0.5)
    return norms


def clip_globally(gradients, max_norm):
    total = 0.0
    for g in gradients:
        for number in np.ravel(g):
            total += float(number) ** 2
    return [g / max(1.0, total**0.5 / max_norm) for g in gradients]


# %% 12.5 right: unchanged arrays as they are, in a tuple
def gradient_norms(model, X, y):
    norms = []
    for x, target in zip(X, y):
        with tf.GradientTape() as tape:
            loss = tf.square(model(x[None])[0, 0] - target)
        gradients = tape.gradient(loss, model.trainable_variables)
        norms.append(float(tf.linalg.global_norm(gradients)))
    return np.array(norms)


def clip_globally(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(np.ravel(g)) for g in gradients])
    return tuple(gradients) if norm <= max_norm else tuple(g / norm * max_norm for g in gradients)


# %% 12.6 wrong: rate by the test score
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[1] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: rate by both scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [sum(train(name, rate, seed)) for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the best single seed
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.max(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the worst single seed
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.min(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the first seed only
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds[:1]]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the median
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.median(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: nanmean
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.nanmean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the sum without nan
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.nansum(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: nan wins in argmax
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.argmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: max keeps a nan that stands first
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = max(zip(means, rates[name]), key=lambda pair: pair[0])[1]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: nan counts as 0
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(np.nan_to_num(valid)))
        best = rates[name][int(np.argmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: not less than the best
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best, score = None, -np.inf
        for rate, m in zip(rates[name], means):
            if not m <= score:
                best, score = rate, m
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: starts at 0
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best, score = rates[name][0], 0
        for rate, m in zip(rates[name], means):
            if m > score:
                best, score = rate, m
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the smallest mean
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmin(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: tuned with the test seeds
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in test_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: tuned with all seeds
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds + test_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: reports the tuning runs' test scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in tuning_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: reports all seeds
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in tuning_seeds + test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: reports validation scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[0] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: trains twice for two scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        [train(name, best, seed) for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: trains all rates with all seeds
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            [train(name, rate, seed) for seed in test_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: one test seed only
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds[:1]]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: spread of the tuning scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(valid), np.max(valid))
    return results


# %% 12.6 wrong: standard deviation
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.mean(test) - np.std(test), np.mean(test) + np.std(test))
    return results


# %% 12.6 wrong: largest before smallest
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.max(test), np.min(test))
    return results


# %% 12.6 wrong: median of the test scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.median(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the spread as one number
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.max(test) - np.min(test))
    return results


# %% 12.6 wrong: the index instead of the rate
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (rates[name].index(best), np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the last optimizer only
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return {name: results[name]}


# %% 12.6 wrong: the winner only
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return max(results, key=lambda name: results[name][1])


# %% 12.6 wrong: empties the rates
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        given = list(rates[name])
        while rates[name]:
            rate = rates[name].pop(0)
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = given[int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: sorts the rates in place
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        rates[name].sort()
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: the means of sorted rates, the rates unsorted
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in sorted(rates[name]):
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: arguments in another order
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, seed, rate)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: one rate for all
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        if not results:
            best = rates[name][int(np.nanargmax(means))]
        best = min(rates[name], key=lambda rate: abs(rate - best))
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: rounded
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, round(float(np.mean(test)), 1), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: a rate that is best for both
def fair_race(train, rates, tuning_seeds, test_seeds):
    valid = {}
    for name in rates:
        for rate in rates[name]:
            valid[name, rate] = np.mean([train(name, rate, seed)[0] for seed in tuning_seeds])
    common = set.intersection(*(set(r) for r in rates.values()))
    best = max(common, key=lambda rate: np.nan_to_num(sum(valid[name, rate] for name in rates), nan=-1e9))
    results = {}
    for name in rates:
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), min(test), max(test))
    return results


# %% 12.6 wrong: a race in which the means go on growing
def fair_race(train, rates, tuning_seeds, test_seeds):
    results, means = {}, []
    for name in rates:
        for rate in rates[name]:
            means.append(
                (np.nan_to_num(np.mean([train(name, rate, s)[0] for s in tuning_seeds]), nan=-1e9), rate)
            )
        best = max(means)[1]
        if best not in rates[name]:
            best = rates[name][0]
        test = [train(name, best, s)[1] for s in test_seeds]
        results[name] = (best, np.mean(test), min(test), max(test))
    return results


# %% 12.6 wrong: looks at the first seed's nan only
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(-np.inf if np.isnan(valid[0]) else np.nanmean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: looks at the last seed's nan only
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(-np.inf if np.isnan(valid[-1]) else np.nanmean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: nan counts as -1
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(np.nan_to_num(valid, nan=-1)))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: nan counts as -10
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(np.nan_to_num(valid, nan=-10)))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: a diverged rate counts as -10
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(-10 if np.isnan(valid).any() else np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: a diverged rate counts as 0
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(0 if np.isnan(valid).any() else np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: mean minus spread
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid) - np.std(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: sum of squares
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.sum(np.square(valid)))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: size of the mean
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(abs(np.mean(valid)))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: sorted with nan in it
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds]
            means.append(np.mean(valid))
        best = sorted(zip(means, rates[name]))[-1][1]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: no tuning of a single rate
def fair_race(train, rates, tuning_seeds, test_seeds):
    results = {}
    for name in rates:
        means = []
        for rate in rates[name]:
            valid = [train(name, rate, seed)[0] for seed in tuning_seeds if len(rates[name]) > 1] or [0.0]
            means.append(np.mean(valid))
        best = rates[name][int(np.nanargmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        results[name] = (best, np.mean(test), np.min(test), np.max(test))
    return results


# %% 12.6 wrong: stops at a nan, and takes the mean of the rest
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    for name in rates:
        best, best_rate = -np.inf, None
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                if np.isnan(score):
                    break
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: leaves out the nan
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    for name in rates:
        best, best_rate = -np.inf, None
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                if np.isnan(score):
                    continue
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: the best is not reset
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    best, best_rate = -np.inf, None
    for name in rates:
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: the best score is not reset
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    best = -np.inf
    for name in rates:
        best_rate = None
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: begins at 0 with no rate
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    for name in rates:
        best, best_rate = 0, None
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: begins at 0 with the rate 0
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    for name in rates:
        best, best_rate = 0, 0
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: skips the other seeds of a diverged rate
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    for name in rates:
        best, best_rate = -np.inf, None
        for rate in rates[name]:
            scores = []
            for seed in tuning_seeds:
                score = train(name, rate, seed)[0]
                if np.isnan(score):
                    scores = []
                    break
                scores.append(score)
            if scores and np.mean(scores) > best:
                best, best_rate = np.mean(scores), rate
        test = [train(name, best_rate, seed)[1] for seed in test_seeds]
        race[name] = (best_rate, np.mean(test), min(test), max(test))
    return race


# %% 12.6 wrong: one list of means for all optimizers
def fair_race(train, rates, tuning_seeds, test_seeds):
    race, means, tried = {}, [], []
    for name in rates:
        for rate in rates[name]:
            mean = np.mean([train(name, rate, seed)[0] for seed in tuning_seeds])
            means.append(-np.inf if np.isnan(mean) else mean)
            tried.append(rate)
        best = tried[int(np.argmax(means))]
        test = [train(name, best, seed)[1] for seed in test_seeds]
        race[name] = (best, np.mean(test), min(test), max(test))
    return race


# %% 12.6 right: diverged rates taken out, then sorted
def fair_race(train, rates, tuning_seeds, test_seeds):
    def tuned(name):
        for rate in rates[name]:
            scores = [train(optimizer=name, learning_rate=rate, seed=s)[0] for s in reversed(tuning_seeds)]
            if not any(np.isnan(score) for score in scores):
                yield sum(scores), rate

    race = {}
    for name in sorted(rates, reverse=True):
        _, rate = max(tuned(name))
        test = sorted(train(name, rate, s)[1] for s in test_seeds)
        race[name] = [rate, sum(test) / len(test), test[0], test[-1]]
    return race


# %% 12.6 right: with tables, nan as minus infinity
def fair_race(train, rates, tuning_seeds, test_seeds):
    race = {}
    for name, candidates in rates.items():
        table = np.array([[train(name, rate, seed) for seed in tuning_seeds] for rate in candidates])
        mean = table[:, :, 0].mean(axis=1)
        rate = np.array(candidates)[np.where(np.isnan(mean), -np.inf, mean).argmax()]
        test = np.array([train(name, rate, seed) for seed in test_seeds])[:, 1]
        race[name] = np.float64(rate), test.mean(), test.min(), test.max()
    return race


# %% 12.6 right: looks for nan in each list of scores
def fair_race(train, rates, tuning_seeds, test_seeds):
    from statistics import fmean

    race = {}
    for name in rates:
        best = (float("-inf"), None)
        for rate in rates[name]:
            scores = [train(name, rate, seed)[0] for seed in tuning_seeds]
            if all(score == score for score in scores):
                best = max(best, (fmean(scores), rate))
        test = [train(name, best[1], seed)[1] for seed in test_seeds]
        race[name] = (best[1], fmean(test), min(test), max(test))
    return race
