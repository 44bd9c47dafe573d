# %% 13.1 wrong: epochs as boundaries
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = list(until_epochs)
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: floor instead of ceil
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = max(1, n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: rounded
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = max(1, round(n_rows / batch_size))
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: one batch more
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = n_rows // batch_size + 1
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: the boundary itself
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: two too early
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 2 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: batches run through all epochs
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [-(-epochs * n_rows // batch_size) - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: durations
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = (np.cumsum(until_epochs) * n - 1).tolist()
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 wrong: rates the other way round
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates[::-1])


# %% 13.1 wrong: rates sorted downwards
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, sorted(rates, reverse=True))


# %% 13.1 wrong: pops the rates, and puts nothing back
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    values = [rates.pop(0) for _ in range(len(rates))]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, values)


# %% 13.1 wrong: the first change only
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries[:1], rates[:2])


# %% 13.1 wrong: the optimizer, not the schedule
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)
    return keras.optimizers.SGD(learning_rate=schedule)


# %% 13.1 wrong: a callback
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.callbacks.LearningRateScheduler(
        lambda epoch: rates[sum(epoch >= until for until in until_epochs)]
    )


# %% 13.1 wrong: a function of the step
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return lambda step: rates[sum(step > boundary for boundary in boundaries)]


# %% 13.1 wrong: the list of all rates
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return np.repeat(rates, np.diff([-1, *boundaries, boundaries[-1] + n])).tolist()


# %% 13.1 wrong: slides instead of leaping
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PolynomialDecay(rates[0], boundaries[-1], rates[-1])


# %% 13.1 wrong: the recipe of the text
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 1 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay([3 * n - 1, 5 * n - 1], [0.1, 0.03, 0.01])


# %% 13.1 wrong: a class of its own, with Python's if
class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, n, until, rates):
        self.n, self.until, self.rates = n, until, rates

    def __call__(self, step):
        for until, rate in zip(self.until, self.rates):
            if step < until * self.n:
                return rate
        return self.rates[-1]

    def get_config(self):
        return {"n": self.n, "until": self.until, "rates": self.rates}


def by_batches(n_rows, batch_size, until_epochs, rates):
    return Steps(int(np.ceil(n_rows / batch_size)), list(until_epochs), list(rates))


# %% 13.1 wrong: a class of its own, with int
class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, n, until, rates):
        self.n, self.until, self.rates = n, until, rates

    def __call__(self, step):
        epoch = int(step) // self.n
        return self.rates[sum(epoch >= until for until in self.until)]

    def get_config(self):
        return {"n": self.n, "until": self.until, "rates": self.rates}


def by_batches(n_rows, batch_size, until_epochs, rates):
    return Steps(int(np.ceil(n_rows / batch_size)), list(until_epochs), list(rates))


# %% 13.1 wrong: a class of its own that counts its calls
class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, n, until, rates):
        self.n, self.until, self.rates = n, until, rates

    def __call__(self, step):
        self.calls = getattr(self, "calls", -1) + 1
        return self.rates[sum(self.calls // self.n >= until for until in self.until)]

    def get_config(self):
        return {"n": self.n, "until": self.until, "rates": self.rates}


def by_batches(n_rows, batch_size, until_epochs, rates):
    return Steps(int(np.ceil(n_rows / batch_size)), list(until_epochs), list(rates))


# %% 13.1 wrong: looks for one rate too many
class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, n, until, rates):
        self.n, self.until, self.rates = n, until, rates

    def __call__(self, step):
        rate = self.rates[0]
        for k in range(len(self.rates)):
            rate = keras.ops.where(step < self.until[k] * self.n, rate, self.rates[k + 1])
        return rate

    def get_config(self):
        return {"n": self.n, "until": self.until, "rates": self.rates}


def by_batches(n_rows, batch_size, until_epochs, rates):
    return Steps(int(np.ceil(n_rows / batch_size)), list(until_epochs), list(rates))


# %% 13.1 right: a class of its own, with where
class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, n, until, rates):
        self.n, self.until, self.rates = n, until, rates

    def __call__(self, step):
        rate = self.rates[0]
        for until, later in zip(self.until, self.rates[1:], strict=True):
            rate = keras.ops.where(step < until * self.n, rate, later)
        return rate

    def get_config(self):
        return {"n": self.n, "until": self.until, "rates": self.rates}


def by_batches(n_rows, batch_size, until_epochs, rates):
    return Steps(int(np.ceil(n_rows / batch_size)), list(until_epochs), list(rates))


# %% 13.1 right: boundaries between two batches
def by_batches(n_rows, batch_size, until_epochs, rates):
    n = -(-n_rows // batch_size)
    boundaries = [epochs * n - 0.5 for epochs in until_epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, rates)


# %% 13.1 right: looked up in a table
class Steps(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, n, until, rates):
        self.n, self.until, self.rates = n, until, rates

    def __call__(self, step):
        table = tf.constant(np.repeat(self.rates, np.diff([0, *self.until, self.until[-1] + 1])), tf.float32)
        return tf.gather(table, tf.minimum(tf.cast(step, tf.int64) // self.n, table.shape[0] - 1))

    def get_config(self):
        return {"n": self.n, "until": self.until, "rates": self.rates}


def by_batches(n_rows, batch_size, until_epochs, rates):
    return Steps(int(np.ceil(n_rows / batch_size)), list(until_epochs), list(rates))


# %% 13.2 wrong: t is the number of steps
def scale_for(kind, first, last, n_steps):
    t = n_steps
    if kind == "power":
        return t / (first / last - 1)
    return t / np.log10(first / last)


# %% 13.2 wrong: one step too few
def scale_for(kind, first, last, n_steps):
    t = max(1, n_steps - 2)
    if kind == "power":
        return t / (first / last - 1)
    return t / np.log10(first / last)


# %% 13.2 wrong: natural logarithm
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first / last - 1)
    return t / np.log(first / last)


# %% 13.2 wrong: power's one forgotten
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first / last)
    return t / np.log10(first / last)


# %% 13.2 wrong: ratio the other way round
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (last / first - 1)
    return t / np.log10(last / first)


# %% 13.2 wrong: power's ratio the other way round
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (last / first - 1)
    return t / np.log10(first / last)


# %% 13.2 wrong: power's ratio the other way round, its sign taken away
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (1 - last / first)
    return t / np.log10(first / last)


# %% 13.2 wrong: exponential's ratio the other way round
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first / last - 1)
    return t / np.log10(last / first)


# %% 13.2 wrong: kinds swapped
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind != "power":
        return t / (first / last - 1)
    return t / np.log10(first / last)


# %% 13.2 wrong: always power
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if True:
        return t / (first / last - 1)
    return t / np.log10(first / last)


# %% 13.2 wrong: rounded to whole steps
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return max(1, round(t / (first / last - 1)))
    return max(1, round(t / np.log10(first / last)))


# %% 13.2 wrong: two decimals
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return round(t / (first / last - 1), 2)
    return round(t / np.log10(first / last), 2)


# %% 13.2 wrong: at least 1
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return max(1.0, t / (first / last - 1))
    return max(1.0, t / np.log10(first / last))


# %% 13.2 wrong: difference instead of ratio
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first - last)
    return t / (first - last)


# %% 13.2 wrong: last instead of first in the numerator
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first - last)
    return t / np.log10(first / last)


# %% 13.2 wrong: multiplied instead of divided
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t * (first / last - 1)
    return t * np.log10(first / last)


# %% 13.2 wrong: one over s
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return (first / last - 1) / t
    return np.log10(first / last) / t


# %% 13.2 wrong: the factor of a step
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first / last - 1)
    return (last / first) ** (1 / t)


# %% 13.2 wrong: logarithms divided
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (first / last - 1)
    return t * np.log10(first) / np.log10(last)


# %% 13.2 wrong: first is always 0.1
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / (0.1 / last - 1)
    return t / np.log10(0.1 / last)


# %% 13.2 wrong: the square root
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return t / ((first / last) ** 0.5 - 1)
    return t / np.log10(first / last)


# %% 13.2 wrong: the schedule instead of s
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return keras.optimizers.schedules.InverseTimeDecay(first, t / (first / last - 1), 1.0)
    return t / np.log10(first / last)


# %% 13.2 wrong: an array with one number
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return np.array([t / (first / last - 1)])
    return np.array([t / np.log10(first / last)])


# %% 13.2 wrong: as text
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return f"{t / (first / last - 1):.4f}"
    return f"{t / np.log10(first / last):.4f}"


# %% 13.2 wrong: six decimals
def scale_for(kind, first, last, n_steps):
    t = n_steps - 1
    if kind == "power":
        return round(t / (first / last - 1), 6)
    return round(t / np.log10(first / last), 6)


# %% 13.2 right: by bisection
def scale_for(kind, first, last, n_steps):
    def rate(s):
        return first / (1 + (n_steps - 1) / s) if kind == "power" else first * 0.1 ** ((n_steps - 1) / s)

    low, high = 1e-9, 1e9
    for _ in range(300):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if rate(middle) < last else (low, middle)
    return high


# %% 13.2 right: other forms of the formulas, as an array without dimensions
def scale_for(kind, first, last, n_steps):
    formulas = {
        "power": lambda t: last * t / (first - last),
        "exponential": lambda t: t * np.log(0.1) / (np.log(last) - np.log(first)),
    }
    return np.array(formulas[kind](n_steps - 1))


# %% 13.2 right: computed with Keras
def scale_for(kind, first, last, n_steps):
    ratio = keras.ops.convert_to_tensor(first / last, dtype="float64")
    if kind == "exponential":
        return (n_steps - 1) * float(keras.ops.log(10.0)) / keras.ops.log(ratio)
    return (n_steps - 1) / (ratio - 1)


# %% 13.3 wrong: the warm-up starts at 0
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * step / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the warm-up starts at last
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.last + (self.peak - self.last) * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the whole period
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(2 * np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: a quarter of a period
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way / 2)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the cosine upside down
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 - keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: a straight line down
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 - way)
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: smooth, but no cosine
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 - way**2 * (3 - 2 * way))
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: not kept at the end
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the end one step late
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps + 1 - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the way begins one step late
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the way through all steps
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = step / (self.n_steps - 1)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: last forgotten
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.peak * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: last as a share of the peak
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.peak * self.last + self.peak * (1 - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: Python's if
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        if step < self.n_warm_up:
            return climbing
        return falling

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: math.cos
import math


class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + math.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: NumPy throughout
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = np.float32(step)
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = np.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + np.cos(np.pi * way)) / 2
        return np.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: integers divided
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "int64")
        climbing = self.peak * keras.ops.cast((step + 1) // self.n_warm_up, "float32")
        way = keras.ops.cast((step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up), "float32")
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the step not cast
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        climbing = (step + 1) * self.peak / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = tf.minimum(way, tf.constant(1.0))
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: counts its calls
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps
        self.step = -1

    def __call__(self, step):
        self.step += 1
        step = keras.ops.cast(self.step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the peak kept by the class
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        WarmUpCosine.peak, WarmUpCosine.last = peak, last
        WarmUpCosine.n_warm_up, WarmUpCosine.n_steps = n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: an array with one number
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.reshape(keras.ops.where(step < self.n_warm_up, climbing, falling), (1,))

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: no dictionary of its own
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def config(self):
        return {}


# %% 13.3 wrong: one number missing in the dictionary
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up}


# %% 13.3 wrong: tensors in the dictionary
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last = keras.ops.convert_to_tensor(peak), keras.ops.convert_to_tensor(last)
        self.n_warm_up, self.n_steps = n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: two numbers swapped in the dictionary
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_steps, "n_steps": self.n_warm_up}


# %% 13.3 wrong: divides by last
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        wave = (1 + keras.ops.cos(np.pi * way)) / 2
        falling = self.last * (1 + (self.peak / self.last - 1) * wave)
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: divides by last when it is made
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps
        self.ratio = peak / last

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + self.last * (self.ratio - 1) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: no last is a hundredth of the peak
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last or peak / 100, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: a dictionary of constants
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": 1.0, "last": 0.2, "n_warm_up": 4, "n_steps": 12}


# %% 13.3 wrong: the half forgotten
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way))
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: the cosine itself
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * keras.ops.cos(np.pi * way)
        return keras.ops.where(step < self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 wrong: climbs one step longer
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbing = self.peak * (step + 1) / self.n_warm_up
        way = (step + 1 - self.n_warm_up) / (self.n_steps - self.n_warm_up)
        way = keras.ops.minimum(way, 1.0)
        falling = self.last + (self.peak - self.last) * (1 + keras.ops.cos(np.pi * way)) / 2
        return keras.ops.where(step <= self.n_warm_up, climbing, falling)

    def get_config(self):
        return {"peak": self.peak, "last": self.last, "n_warm_up": self.n_warm_up, "n_steps": self.n_steps}


# %% 13.3 right: Keras's own schedule inside
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.arguments = {"peak": peak, "last": last, "n_warm_up": n_warm_up, "n_steps": n_steps}
        settings = {"warmup_target": peak, "warmup_steps": n_warm_up - 1} if n_warm_up > 1 else {}
        self.inside = keras.optimizers.schedules.CosineDecay(
            peak / n_warm_up, n_steps - n_warm_up, alpha=last / peak, **settings
        )

    def __call__(self, step):
        return self.inside(step)

    def get_config(self):
        return dict(self.arguments)


# %% 13.3 right: a table
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last, self.n_warm_up, self.n_steps = peak, last, n_warm_up, n_steps
        angles = np.linspace(0, np.pi, n_steps - n_warm_up + 1)[1:]
        self.table = np.concatenate(
            [
                np.linspace(0, peak, n_warm_up + 1)[1:],
                (peak + last) / 2 + (peak - last) / 2 * np.cos(angles),
            ]
        )

    def __call__(self, step):
        place = tf.minimum(tf.cast(step, tf.int32), len(self.table) - 1)
        return tf.gather(tf.constant(self.table, tf.float32), place)

    def get_config(self):
        return {k: v for k, v in vars(self).items() if k != "table"}


# %% 13.3 right: TensorFlow's cond, in float64
class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, last, n_warm_up, n_steps):
        self.peak, self.last = peak, last
        self.n_warm_up, self.n_steps = n_warm_up, n_steps

    def __call__(self, step):
        t = tf.cast(step, tf.float64)
        middle, half = (self.peak + self.last) / 2, (self.peak - self.last) / 2

        def down():
            angle = np.pi * (t - (self.n_warm_up - 1)) / (self.n_steps - self.n_warm_up)
            return middle + half * tf.cos(tf.clip_by_value(angle, tf.constant(0.0, tf.float64), np.pi))

        return tf.cond(t < self.n_warm_up - 1, lambda: (t + 1) * (self.peak / self.n_warm_up), down)

    def get_config(self):
        return {"n_steps": self.n_steps, "n_warm_up": self.n_warm_up, "last": self.last, "peak": self.peak}


# %% 13.4 wrong: equal differences
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.linspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the end missing
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = low * (high / low) ** (np.arange(n_batches) / n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the weights stay ruined
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: only the rate is put back
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    optimizer.learning_rate = memory[1]
    return rates, np.array(losses)


# %% 13.4 wrong: rate and count are put back, the memories not
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    optimizer.learning_rate = memory[1]
    optimizer.iterations.assign(memory[0])
    return rates, np.array(losses)


# %% 13.4 wrong: the count of steps is forgotten
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in list(zip(optimizer.variables, memory))[1:]:
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the memories are emptied
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value if value.ndim == 0 else 0 * value)
    return rates, np.array(losses)


# %% 13.4 wrong: a fresh optimizer has no memories to keep
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: begins with an emptied optimizer
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    for variable in optimizer.variables[2:]:
        variable.assign(0 * variable)
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: compiled anew behind the test
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    model.compile(
        loss=model.loss,
        optimizer=optimizer.from_config({**optimizer.get_config(), "learning_rate": float(memory[1])}),
        run_eagerly=True,
    )
    return rates, np.array(losses)


# %% 13.4 wrong: the loss after the step
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        model.train_on_batch(X[rows], y[rows])
        loss = model.test_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the running mean
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(
            float(np.mean([loss, *(losses and [losses[-1] * k] or [])]) * 2 / (k + 1)) if k else loss
        )
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the rate is set behind the step
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
        optimizer.learning_rate = rate
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the weights are put back before each batch
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        model.set_weights(weights)
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the mean squared error whatever the model has
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        xb, yb, w = X[rows], y[rows], model.trainable_variables
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(xb) - yb) ** 2)
        optimizer.apply_gradients(zip(tape.gradient(loss, w), w))
        loss = float(loss)
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: plain steps down the gradient
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        xb, yb, w = X[rows], y[rows], model.trainable_variables
        with tf.GradientTape() as tape:
            loss = model.compute_loss(x=xb, y=yb, y_pred=model(xb))
        for weight, gradient in zip(w, tape.gradient(loss, w)):
            weight.assign_sub(rate * gradient)
        loss = float(loss)
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: the metric instead of the loss
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)
        loss = list(loss.values())[0] if len(loss) == 1 else [v for n, v in loss.items() if n != "loss"][0]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: losses only
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return np.array(losses)


# %% 13.4 wrong: the rows are shuffled in place
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    np.random.default_rng(0).shuffle(X)
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: stops when the loss explodes
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
        if loss > 4 * min(losses):
            break
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates[: len(losses)], np.array(losses)


# %% 13.4 wrong: on a copy with a fresh optimizer
def range_test(model, X, y, low, high, n_batches, batch_size):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    optimizer = model.optimizer.from_config(model.optimizer.get_config())
    copy.compile(loss=model.loss, optimizer=optimizer, run_eagerly=True)
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        losses.append(copy.train_on_batch(X[rows], y[rows], return_dict=True)["loss"])
    return rates, losses


# %% 13.4 wrong: the lesson's callback, means of the batches so far
class Climb(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses, self.k = [], 0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.rates[batch]

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"])


def range_test(model, X, y, low, high, n_batches, batch_size):
    model.optimizer.build(model.trainable_variables)
    variables = model.weights + model.optimizer.variables
    before, climb = [v.numpy() for v in variables], Climb()
    climb.rates, n = np.geomspace(low, high, n_batches), n_batches * batch_size
    model.fit(X[:n], y[:n], batch_size=batch_size, shuffle=False, callbacks=[climb], verbose=0)
    for variable, value in zip(variables, before):
        variable.assign(value)
    return climb.rates, climb.losses


# %% 13.4 wrong: the lesson's callback, rows shuffled
class Climb(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses, self.before = [], 0.0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.rates[batch]

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"] * (batch + 1) - self.before * batch)
        self.before = logs["loss"]


def range_test(model, X, y, low, high, n_batches, batch_size):
    model.optimizer.build(model.trainable_variables)
    variables = model.weights + model.optimizer.variables
    before, climb = [v.numpy() for v in variables], Climb()
    climb.rates, n = np.geomspace(low, high, n_batches), n_batches * batch_size
    model.fit(X[:n], y[:n], batch_size=batch_size, callbacks=[climb], verbose=0)
    for variable, value in zip(variables, before):
        variable.assign(value)
    return climb.rates, climb.losses


# %% 13.4 wrong: fit with batches of 32
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.fit(X[rows], y[rows], verbose=0).history["loss"][0]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: compiled again with no metrics
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    model.compile(loss=model.loss, optimizer=optimizer, metrics=[], run_eagerly=True)
    return rates, np.array(losses)


# %% 13.4 wrong: metrics beside the loss
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows])
        losses.append(loss)
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses)


# %% 13.4 wrong: stops when the loss explodes, the last loss repeated
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
        if loss > 4 * min(losses):
            break
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses + [losses[-1]] * (n_batches - len(losses)))


# %% 13.4 wrong: stops when the loss explodes, filled up with a large number
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [v.numpy() for v in optimizer.variables]
    rates, losses = np.geomspace(low, high, n_batches), []
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        rows = slice(k * batch_size, (k + 1) * batch_size)
        loss = model.train_on_batch(X[rows], y[rows], return_dict=True)["loss"]
        losses.append(loss)
        if loss > 4 * min(losses):
            break
    model.set_weights(weights)
    for variable, value in zip(optimizer.variables, memory):
        variable.assign(value)
    return rates, np.array(losses + [1e9] * (n_batches - len(losses)))


# %% 13.4 right: the lesson's callback, single losses recovered
class Climb(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses, self.before = [], 0.0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.rates[batch]

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"] * (batch + 1) - self.before * batch)
        self.before = logs["loss"]


def range_test(model, X, y, low, high, n_batches, batch_size):
    model.optimizer.build(model.trainable_variables)
    variables = model.weights + model.optimizer.variables
    before, climb = [v.numpy() for v in variables], Climb()
    climb.rates, n = np.geomspace(low, high, n_batches), n_batches * batch_size
    model.fit(X[:n], y[:n], batch_size=batch_size, shuffle=False, callbacks=[climb], verbose=0)
    for variable, value in zip(variables, before):
        variable.assign(value)
    return climb.rates, climb.losses


# %% 13.4 right: with a tape, lists of numbers
def range_test(model, X, y, low, high, n_batches, batch_size):
    optimizer, weights = model.optimizer, model.trainable_variables
    old_rate, old_count = float(optimizer.learning_rate), int(optimizer.iterations)
    memories = [
        v for v in optimizer.variables if v is not optimizer.iterations and "learning_rate" not in v.path
    ]
    old = {v.path: v.numpy().copy() for v in memories}
    old_weights = [w.numpy().copy() for w in weights]
    rates, losses, factor = [], [], (high / low) ** (1 / (n_batches - 1))
    for k in range(n_batches):
        rates.append(low * factor**k)
        optimizer.learning_rate.assign(rates[-1])
        first = k * batch_size
        a, b = X[first : first + batch_size], y[first : first + batch_size]
        with tf.GradientTape() as tape:
            loss = model.compute_loss(x=a, y=b, y_pred=model(a, training=True))
        optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
        losses.append(loss)
    for w, value in zip(weights, old_weights, strict=True):
        w.assign(value)
    for v in optimizer.variables:
        if v is optimizer.iterations:
            v.assign(old_count)
        elif "learning_rate" in v.path:
            v.assign(old_rate)
        else:
            v.assign(old.get(v.path, np.zeros(v.shape)))
    return rates, losses


# %% 13.4 right: on a copy that got the optimizer's memories
def range_test(model, X, y, low, high, n_batches, batch_size):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    optimizer = model.optimizer.from_config(model.optimizer.get_config())
    copy.compile(loss=model.loss, optimizer=optimizer, run_eagerly=model.run_eagerly)
    optimizer.build(copy.trainable_variables)
    for variable, value in zip(optimizer.variables, model.optimizer.variables):  # a fresh one has fewer
        variable.assign(value)
    rates, losses = np.geomspace(low, high, n_batches), []
    for k in range(n_batches):
        optimizer.learning_rate = float(rates[k])
        rows = range(k * batch_size, (k + 1) * batch_size)
        copy.reset_metrics()
        losses.append(copy.train_on_batch(X[rows], y[rows], return_dict=True)["loss"])
    return rates.tolist(), losses


# %% 13.5 wrong: momentum turns with the rate
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.85, 0.95, 0.85, 0.85])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: momentum constant
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.95, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the end is a thousandth of the peak
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 1000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the end is 0
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, 0])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the peak one step late
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up + 1, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the final phase falls by equal factors
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    rates[2 * n_up :] = np.geomspace(max_rate / 10, max_rate / 10_000, n_final + 1)
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: velocities begin anew in each step
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        velocities = [tf.zeros(w.shape) for w in weights]
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: one velocity for all weights
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocity = 0.0
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocity = momentum * velocity - rate * tf.reduce_mean(gradients[k])
            w.assign_add(tf.fill(w.shape, velocity))
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the rate outside of the velocity
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - gradients[k]
            w.assign_add(rate * velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the gradient weighed, too
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - (1 - momentum) * rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: uphill
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] + rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: Nesterov
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(momentum * velocities[k] - rate * gradients[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the velocity from before the step
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            old = velocities[k]
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(old)
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: momentum of the step before
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, [momenta[0], *momenta[:-1]]):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the small last batch is dropped
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start + batch_size > len(X):
            start = 0
    return losses


# %% 13.5 wrong: batches reach over the end
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        rows = np.arange(start, start + batch_size) % len(X)
        a, b = X[rows], y[rows]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start -= len(X)
    return losses


# %% 13.5 wrong: the loss after the step
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(tf.reduce_mean((model(a) - b) ** 2)))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the mean of the losses so far
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return np.cumsum(losses) / np.arange(1, len(losses) + 1)


# %% 13.5 wrong: returns the model
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return model


# %% 13.5 wrong: velocities live on from call to call
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


VELOCITIES = {}


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = VELOCITIES.setdefault(len(weights), [tf.zeros(w.shape) for w in weights])
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            if velocities[k].shape != w.shape:
                velocities[k] = tf.zeros(w.shape)
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: Keras's SGD in fit, momentum set by a callback
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


class Turn(keras.callbacks.Callback):
    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.rates[self.step]
        self.model.optimizer.momentum = float(self.momenta[self.step])
        self.step += 1

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"])
        if self.step == len(self.rates):
            self.model.stop_training = True


def train_along(model, X, y, batch_size, rates, momenta):
    turn = Turn()
    turn.step, turn.losses, turn.rates, turn.momenta = 0, [], rates, momenta
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.95))
    n = -(-len(X) // batch_size)
    for first in range(0, len(rates), n):
        rows = min(len(X), (len(rates) - first) * batch_size)
        model.fit(X[:rows], y[:rows], batch_size=batch_size, shuffle=False, verbose=0, callbacks=[turn])
    return turn.losses


# %% 13.5 wrong: Keras's SGD, compiled anew for each momentum
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        sgd = keras.optimizers.SGD(learning_rate=rate, momentum=momentum)
        model.compile(loss="mse", optimizer=sgd, run_eagerly=True)
        losses.append(model.train_on_batch(X[start : start + batch_size], y[start : start + batch_size]))
        start = start + batch_size if start + batch_size < len(X) else 0
    return losses


# %% 13.5 wrong: velocities kept by the model
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    if not hasattr(model, "velocities"):
        model.velocities = [tf.zeros(w.shape) for w in weights]
    velocities = model.velocities
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: velocities kept for each model in a default argument
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta, kept={}):
    weights = model.trainable_variables
    _, velocities = kept.setdefault(id(model), (model, [tf.zeros(w.shape) for w in weights]))
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 wrong: the rows don't begin again
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
    return losses


# %% 13.5 wrong: velocities begin anew in each epoch
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - rate * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start, velocities = 0, [tf.zeros(w.shape) for w in weights]
    return losses


# %% 13.5 wrong: a rate of float64 made a tensor
def cycle(n_up, n_final, max_rate):
    corners = [0, n_up, 2 * n_up, 2 * n_up + n_final]
    steps = np.arange(2 * n_up + n_final + 1)
    rates = np.interp(steps, corners, [max_rate / 10, max_rate, max_rate / 10, max_rate / 10_000])
    momenta = np.interp(steps, corners, [0.95, 0.85, 0.95, 0.95])
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    weights = model.trainable_variables
    velocities = [tf.zeros(w.shape) for w in weights]
    losses, start = [], 0
    for rate, momentum in zip(rates, momenta):
        a, b = X[start : start + batch_size], y[start : start + batch_size]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(a) - b) ** 2)
        gradients = tape.gradient(loss, weights)
        for k, w in enumerate(weights):
            velocities[k] = momentum * velocities[k] - tf.convert_to_tensor(rate) * gradients[k]
            w.assign_add(velocities[k])
        losses.append(float(loss))
        start += batch_size
        if start >= len(X):
            start = 0
    return losses


# %% 13.5 right: Keras's SGD, not compiled, its momentum set in each step
def cycle(n_up, n_final, max_rate):
    up = np.linspace(0, 1, n_up + 1)
    hill = np.concatenate([up, up[-2::-1]])
    tail = np.linspace(max_rate / 10, max_rate / 10_000, n_final + 1)[1:]
    rates = np.concatenate([max_rate * (0.1 + 0.9 * hill), tail])
    return rates, np.concatenate([0.95 - 0.1 * hill, np.full(n_final, 0.95)])


def train_along(model, X, y, batch_size, rates, momenta):
    weights, losses = model.trainable_variables, []
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.5)
    n_batches = -(-len(X) // batch_size)
    for t in range(len(rates)):
        rows = slice(t % n_batches * batch_size, (t % n_batches + 1) * batch_size)
        sgd.learning_rate, sgd.momentum = float(rates[t]), float(momenta[t])
        with tf.GradientTape() as tape:
            loss = keras.losses.MeanSquaredError()(y[rows], model(X[rows]))
        sgd.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
        losses.append(loss)
    return losses


# %% 13.5 right: weights taken out and put back as arrays, step by step
def cycle(n_up, n_final, max_rate):
    rates, momenta = [], []
    for t in range(2 * n_up + n_final + 1):
        share = max(0.0, 1 - abs(t - n_up) / n_up)
        rates.append(max_rate / 10 + share * 0.9 * max_rate)
        momenta.append(0.95 - 0.1 * share)
        if t > 2 * n_up:
            rates[-1] = max_rate / 10 * (1 - 0.999 * (t - 2 * n_up) / n_final)
    return rates, momenta


def train_along(model, X, y, batch_size, rates, momenta):
    m, losses, first = [np.zeros(w.shape) for w in model.get_weights()], np.zeros(len(rates)), 0
    for t in range(len(rates)):
        if first >= len(X):
            first = 0
        a, b = X[first : first + batch_size], y[first : first + batch_size]
        first += batch_size
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(b - model(a))) / len(a)
        g = [np.asarray(x) for x in tape.gradient(loss, model.trainable_variables)]
        m = [momenta[t] * old - rates[t] * new for old, new in zip(m, g)]
        model.set_weights([w + step for w, step in zip(model.get_weights(), m)])
        losses[t] = loss
    return losses


# %% 13.6 wrong: the colleague's
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    model.compile(
        loss="mse", optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.95), steps_per_execution=4
    )
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        epochs=epochs - epochs_done,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: epochs counted from 0 again
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        epochs=epochs - epochs_done,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: all epochs once more
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: one epoch too late
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=min(epochs, epochs_done + 1),
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the rates shifted by one
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch, rate: schedule(epoch + 1, rate))
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: compiled anew, with the same settings
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    model.compile(loss=model.loss, optimizer=optimizer, run_eagerly=True)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: compiled anew, rate and count of steps put back
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    rate, count = float(model.optimizer.learning_rate), int(model.optimizer.iterations)
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    model.compile(loss=model.loss, optimizer=optimizer, run_eagerly=True)
    model.optimizer.learning_rate = rate
    model.optimizer.iterations.assign(count)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the mean squared error whatever the loss
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    model.compile(loss="mse", optimizer=model.optimizer, run_eagerly=True)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the memories emptied
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    for variable in model.optimizer.variables[2:]:
        variable.assign(0 * variable)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: weights only
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    fresh = keras.models.clone_model(model)
    fresh.set_weights(model.get_weights())
    fresh.compile(loss=model.loss, optimizer=type(model.optimizer)(), run_eagerly=True)
    model = fresh
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the schedule never sees the optimizer's rate
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch, rate: schedule(epoch, 0.1))
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the schedule is asked once more before
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    model.optimizer.learning_rate = schedule(epochs_done, float(model.optimizer.learning_rate))
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: shuffled
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the dictionary's key taken for granted
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history["learning_rate"]


# %% 13.6 wrong: the model only
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model


# %% 13.6 wrong: never trained
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.evaluate(X, y, verbose=0)
    return model, [
        schedule(epoch, float(model.optimizer.learning_rate)) for epoch in range(epochs_done, epochs)
    ]
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: sorts the rows in place
def continue_training(path, X, y, schedule, epochs_done, epochs):
    X.sort(axis=0)
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the old name of the rate
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history["lr"]


# %% 13.6 wrong: the text's schedule whatever is given
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(falling)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history.get("learning_rate", [])


# %% 13.6 wrong: the rates rounded
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, np.round(history.history.get("learning_rate", []), 4)


# %% 13.6 wrong: the history's dictionary
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history.history


# %% 13.6 wrong: the history
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.models.load_model(path)
    scheduler = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(
        X,
        y,
        initial_epoch=epochs_done,
        epochs=epochs,
        batch_size=32,
        shuffle=False,
        callbacks=[scheduler],
        verbose=0,
    )
    return model, history


# %% 13.6 right: epoch by epoch
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model, rates = keras.models.load_model(path), []
    for epoch in range(epochs_done, epochs):
        rates.append(schedule(epoch, float(model.optimizer.learning_rate)))
        model.optimizer.learning_rate = rates[-1]
        model.fit(X, y, batch_size=32, shuffle=False, verbose=0)
    return model, np.array(rates)


# %% 13.6 right: batch by batch, with a callback of its own for the rates
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model = keras.saving.load_model(path)
    model.run_eagerly, model.steps_per_execution = True, 1
    used = np.zeros(epochs - epochs_done, dtype="float32")
    for k in range(len(used)):
        used[k] = schedule(epochs_done + k, float(np.asarray(model.optimizer.learning_rate)))
        model.optimizer.learning_rate.assign(used[k])
        for first in range(0, len(X), 32):
            model.train_on_batch(X[first : first + 32], y[first : first + 32])
    return [model, used]


# %% 13.6 right: the epochs left, counted by the schedule
def continue_training(path, X, y, schedule, epochs_done, epochs):
    model, rates = keras.models.load_model(path), []

    def shifted(epoch, rate):
        rates.append(schedule(epoch + epochs_done, rate))
        return rates[-1]

    if epochs > epochs_done:
        scheduler = keras.callbacks.LearningRateScheduler(shifted)
        model.fit(X, y, epochs=epochs - epochs_done, shuffle=False, callbacks=[scheduler], verbose=0)
    return model, rates
