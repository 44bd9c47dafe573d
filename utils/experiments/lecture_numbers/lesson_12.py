"""Optimizers: their formulas against Keras's, paths in a ravine and on a saddle, the printed formulas, clipping."""

from collections import defaultdict

import keras
import numpy as np
from keras import optimizers

RAVINE, SADDLE, BOWL = np.array([0.1, 5.0]), np.array([2.0, -2.0]), np.array([1.0, 10.0])  # gradients ÷ place


def gradient_descent(g, theta, memory, rate):
    return theta - rate * g(theta)


def momentum(g, theta, memory, rate):
    memory["m"] = 0.9 * memory["m"] - rate * g(theta)
    return theta + memory["m"]


def momentum_subtracted(g, theta, memory, rate):
    memory["m"] = 0.9 * memory["m"] + rate * g(theta)
    return theta - memory["m"]


def nag(g, theta, memory, rate):
    memory["m"] = 0.9 * memory["m"] - rate * g(theta + 0.9 * memory["m"])
    return theta + memory["m"]


def adagrad(g, theta, memory, rate):
    memory["s"] = memory["s"] + g(theta) ** 2
    return theta - rate * g(theta) / np.sqrt(memory["s"] + 1e-7)


def rmsprop(g, theta, memory, rate):
    memory["s"] = 0.9 * memory["s"] + 0.1 * g(theta) ** 2
    return theta - rate * g(theta) / np.sqrt(memory["s"] + 1e-7)


def averages(g, theta, memory):
    """Adam's m and s, corrected, and the number of the step."""
    t = memory["t"] = memory["t"] + 1
    memory["m"] = 0.9 * memory["m"] + 0.1 * g(theta)
    memory["s"] = 0.999 * memory["s"] + 0.001 * g(theta) ** 2
    return memory["m"] / (1 - 0.9**t), memory["s"] / (1 - 0.999**t), t


def adam(g, theta, memory, rate):
    m, s, _ = averages(g, theta, memory)
    return theta - rate * m / (np.sqrt(s) + 1e-7)


def adamax(g, theta, memory, rate):
    memory["largest"] = np.maximum(0.999 * memory["largest"], np.abs(g(theta)))
    m, _, _ = averages(g, theta, memory)
    return theta - rate * m / (memory["largest"] + 1e-7)


def nadam(g, theta, memory, rate):
    m, s, t = averages(g, theta, memory)
    return theta - rate * (0.9 * m + 0.1 * g(theta) / (1 - 0.9**t)) / (np.sqrt(s) + 1e-7)


def nadam_of_keras(g, theta, memory, rate):
    _, s, t = averages(g, theta, memory)
    now, following = (0.9 * (1 - 0.5 * 0.96 ** (t + k)) for k in (0, 1))
    product = memory["product"] = now * (memory["product"] or 1)
    mixture = following * memory["m"] / (1 - product * following) + (1 - now) * g(theta) / (1 - product)
    return theta - rate * mixture / (np.sqrt(s) + 1e-7)


def printed_adam(g, theta, memory, rate):
    m, s, _ = averages(g, theta, memory)
    return theta + rate * m / np.sqrt(s + 1e-7)


def printed_adamax(g, theta, memory, rate):
    t = memory["t"] = memory["t"] + 1
    memory["m"] = 0.9 * memory["m"] - 0.1 * g(theta)
    memory["s"] = np.maximum(0.999 * memory["s"], g(theta))
    return theta + rate * memory["m"] / (1 - 0.9**t) / np.sqrt(memory["s"] + 1e-7)


RUNNERS = {
    "sgd": (gradient_descent, 0.35),
    "momentum": (momentum, 0.05),
    "nag": (nag, 0.05),
    "adagrad": (adagrad, 1.0),
    "rmsprop": (rmsprop, 0.1),
    "adam": (adam, 0.3),
    "adamax": (adamax, 0.3),
    "nadam": (nadam, 0.3),
}


def path(step, start, slopes, n_steps, rate, **memory):
    """The places an optimizer comes to, the start first."""
    places, memory = [np.array(start, dtype=float)], defaultdict(float, memory)
    for _ in range(n_steps):
        places.append(step(lambda theta: slopes * theta, places[-1], memory, rate))
    return np.array(places)


def against_keras(step, rate, optimizer, **memory):
    """The largest difference between 50 steps of NumPy and of Keras on the bowl x²/2 + 5y²."""
    ours = path(step, [4, 1.5], BOWL, 50, rate, **memory)
    ours = ours[1:] + 0.9 * np.diff(ours, axis=0) if step is nag else ours[1:]  # Keras keeps the point ahead
    variable, theirs = keras.Variable(np.array([4, 1.5], "float32")), []
    for _ in range(50):
        optimizer.apply([keras.ops.array(BOWL * variable.numpy(), "float32")], [variable])
        theirs.append(variable.numpy())
    return float(np.abs(ours - np.array(theirs)).max())


def landscapes():
    """Steps and costs on the ravine and the saddle."""
    found = {}
    for name, (step, rate) in RUNNERS.items():
        places = path(step, [-8, 2], RAVINE, 200, rate)
        cost = 0.05 * places[:, 0] ** 2 + 2.5 * places[:, 1] ** 2
        found[f"12.ravine_steps_{name}"] = int(np.argmax(cost < 0.01))
        found[f"12.ravine_sides_{name}"] = int((np.sign(places[1:60, 1]) != np.sign(places[:59, 1])).sum())
        off = path(step, [1, 0.01], SADDLE, 400, 0.02)
        found[f"12.saddle_steps_{name}"] = int(np.argmax(np.abs(off[:, 1]) > 1))
    on_ridge = [path(step, [1, 0], SADDLE, 400, 0.02)[-1, 1] for step, _ in RUNNERS.values()]
    found["12.saddle_on_the_ridge"] = int(sum(y == 0 for y in on_ridge))
    for rate in (0.39, 0.40, 0.41):
        x, y = path(gradient_descent, [-8, 2], RAVINE, 200, rate)[-1]
        found[f"12.limit_{rate:.2f}"] = float(0.05 * x**2 + 2.5 * y**2)
    return found


def formulas():
    """Differences from Keras, and what the printed formulas do."""
    twins = {
        "sgd": (gradient_descent, 0.1, optimizers.SGD(0.1)),
        "momentum": (momentum, 0.01, optimizers.SGD(0.01, momentum=0.9)),
        "nag": (nag, 0.01, optimizers.SGD(0.01, momentum=0.9, nesterov=True)),
        "adagrad": (adagrad, 0.5, optimizers.Adagrad(0.5)),
        "rmsprop": (rmsprop, 0.1, optimizers.RMSprop(0.1)),
        "adam": (adam, 0.1, optimizers.Adam(0.1)),
        "adamax": (adamax, 0.1, optimizers.Adamax(0.1)),
        "nadam": (nadam_of_keras, 0.1, optimizers.Nadam(0.1)),
    }
    found = {
        f"12.keras_{name}": against_keras(*twin, **({"s": 0.1} if name == "adagrad" else {}))
        for name, twin in twins.items()
    }
    climb = [0.5 * x**2 + 5 * y**2 for x, y in path(printed_adam, [4, 1.5], BOWL, 50, 0.1)]
    off_centre = 0.0
    for _ in range(50):
        off_centre = -0.1 * 2 * (off_centre - 3)
    memory = defaultdict(float)
    for _ in range(100):
        momentum(np.ones_like, 0.0, memory, 1)
    added, subtracted = (path(step, [-8, 2], RAVINE, 50, 0.05) for step in (momentum, momentum_subtracted))
    return found | {
        "12.printed_descent": off_centre,
        "12.momentum_both_signs": bool(np.allclose(added, subtracted)),
        "12.printed_adam": [round(float(climb[0]), 2), round(float(climb[-1]))],
        "12.printed_adamax": [round(float(x)) for x in path(printed_adamax, [-4, -1.5], BOWL, 1, 0.1)[1]],
        "12.terminal_velocity": round(float(-memory["m"]), 3),
    }


def first_steps():
    """Adam's corrections and first steps."""
    found = {
        f"12.correction_{t}": [round(1 / (1 - 0.9**t), 5), round(1 / (1 - 0.999**t), 2)]
        for t in (10, 100, 1000)
    }
    steps = [path(adam, [-8, 2], factor * RAVINE, 1, 0.3)[1] - [-8, 2] for factor in (1, 1e4)]
    found["12.adam_first_step"] = [[round(float(x), 5) for x in step] for step in steps]
    for place, step in {
        "inside": lambda g: g / np.sqrt(g * g + 1e-7),
        "outside": lambda g: g / (g + 1e-7),
    }.items():
        found[f"12.epsilon_{place}"] = step(1e-6)
    variable = keras.Variable([0.0])
    optimizers.Adam(learning_rate=1.0).apply([keras.ops.array([1e-6])], [variable])
    found["12.epsilon_keras"] = -float(variable.numpy()[0])
    return found


def clipped(gradients, **how):
    variables = [keras.Variable(np.zeros(2, "float32")) for _ in gradients]
    gradients = [keras.ops.array(g, "float32") for g in gradients]
    optimizers.SGD(learning_rate=1.0, **how).apply(gradients, variables)
    return [[float(x) for x in -v.numpy()] for v in variables]


def clipping():
    """One gradient and two, clipped in Keras's three ways."""
    two = [[3, 4], [30, 40]]
    try:
        optimizers.SGD(clipnorm=1.0, global_clipnorm=1.0)
        refused = False
    except ValueError:
        refused = True
    return {
        "12.clipvalue": clipped([[0.9, 100]], clipvalue=1.0)[0],
        "12.clipnorm": clipped([[0.9, 100]], clipnorm=1.0)[0],
        "12.clipnorm_two": clipped(two, clipnorm=1.0),
        "12.global_clipnorm_two": clipped(two, global_clipnorm=1.0),
        "12.clip_only_one": refused,
    }


def defaults():
    """Keras's defaults."""
    made = {
        c.__name__: c() for c in (optimizers.SGD, optimizers.Adagrad, optimizers.RMSprop, optimizers.Adam)
    }
    return {
        "12.default_rates": [round(float(o.learning_rate.numpy()), 6) for o in made.values()],
        "12.default_betas": [made["Adam"].beta_1, made["Adam"].beta_2, made["RMSprop"].rho],
        "12.default_epsilon": made["Adam"].epsilon,
        "12.default_adagrad_start": made["Adagrad"].initial_accumulator_value,
    }


def measure(seed):
    """Each number of the lesson by its id; nothing depends on `seed`."""
    return landscapes() | formulas() | first_steps() | clipping() | defaults()
