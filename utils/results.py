"""RESULTS.md: what the slides say beside what came out, from the tables of the long runs.

``make reproduce`` writes it anew whenever it has made a table. Nothing in it is written by hand but the claims below: a
sentence of the slides', the table that decides it, and, where it does not hold, the cause as far as it was measured.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from utils import pairs
from utils.data import load_run
from utils.experiments import PACKAGES, names
from utils.experiments.lecture_numbers import SEEDS, numbers

PATH = pairs.ROOT / "RESULTS.md"


@dataclass(frozen=True)
class Claim:
    """What the slides say, and what decides it.

    `measured` takes the run's table and returns the groups that the claim is about, ``{name: the seeds' values}``.
    `holds` takes these and a function that says whether one group is over another. `why` is said where it does not hold.
    """

    lesson: str
    run: str
    says: str
    measured: Callable
    holds: Callable
    why: str = ""

    def verdict(self, groups):
        """Whether it holds: with every seed, by the medians, or not, and why not."""
        if self.holds(groups, lambda a, b: a.min() > b.max()):
            return "holds"
        if self.holds(groups, lambda a, b: a.median() > b.median()):
            return "holds by the medians"
        return f"**does not hold.** {self.why}"


def at_best_rate(table, group, rate, score="valid_accuracy"):
    """Rows of each group at the rate that gave it the highest mean `score` in the end."""
    last = table[table["epoch"] == table["epoch"].max()] if "epoch" in table else table
    means = last.groupby([group, rate], sort=False)[score].mean().dropna()
    chosen = means.groupby(level=0, sort=False).idxmax()
    return table.set_index([group, rate]).loc[list(chosen)].reset_index()


def seeds(table, group, column, order=None):
    """``{group: values of its seeds}``, in the table's order or that of `order`."""
    found = {name: rows[column].dropna() for name, rows in table.groupby(group, sort=False)}
    return {name: found[name] for name in order or found}


def initializers(activation):
    """Validation accuracy by initializer."""

    def measured(table):
        rows = at_best_rate(table[table["activation"] == activation], "initializer", "learning_rate")
        return seeds(rows, "initializer", "valid_accuracy")

    return measured


def places(activation):
    """Validation accuracy by the place of batch normalization, in the lecture's setting."""

    def measured(table):
        usual = (table["activation"] == activation) & (table["learning_rate"] == 0.01)
        return seeds(table[usual & (table["epoch"] == 10)], "place", "valid_accuracy")

    return measured


def optimizers(epoch, column, order):
    """A column after so many epochs, by optimizer."""

    def measured(table):
        rows = at_best_rate(table, "optimizer", "learning_rate")
        return seeds(rows[rows["epoch"] == epoch], "optimizer", column, order)

    return measured


def schedules(table):
    """Test accuracy by schedule."""
    rows = at_best_rate(table, "method", "rate")
    return seeds(rows[rows["epoch"] == 10], "method", "test_accuracy")


def epochs_to_reach(table):
    """By schedule, the epoch in which its median is where the constant rate's is in the tenth."""
    rows = at_best_rate(table, "method", "rate")
    medians = rows.groupby(["method", "epoch"], sort=False)["valid_accuracy"].median().unstack(0)
    reached = (medians >= medians.loc[10, "constant"]).idxmax()
    return {name: pd.Series([epoch]) for name, epoch in reached.items()}


def regularizers(column):
    """A column by the way to regularize, on a thousand pictures."""

    def measured(table):
        few = table.query("pictures == 1000 and activation == 'elu'")
        few = few.assign(score=-few["valid_loss"])
        return seeds(at_best_rate(few, "method", "strength", "score"), "method", column)

    return measured


def highest(*names):
    """These groups are over each of the others."""
    return lambda groups, over: all(
        over(groups[name], values) for name in names for other, values in groups.items() if other not in names
    )


def lowest(*names):
    """Each of the others is over these groups."""
    return lambda groups, over: highest(*names)(groups, lambda a, b: over(b, a))


def both(first, second):
    """Two claims in one."""
    return lambda groups, over: first(groups, over) and second(groups, over)


def without(name, claim):
    """The claim about all groups but one."""
    return lambda groups, over: claim({n: g for n, g in groups.items() if n != name}, over)


SGDS, ADAPTIVE = ["SGD", "momentum", "NAG"], ["AdaGrad", "RMSProp", "Adam", "AdaMax", "Nadam"]

CLAIMS = (
    Claim(
        "10",
        "initialization",
        "ReLU and its relatives want He's initialization (here: ReLU)",
        initializers("relu"),
        highest("he_normal"),
    ),
    Claim(
        "10",
        "initialization",
        "SELU wants LeCun's",
        initializers("selu"),
        highest("lecun_normal"),
    ),
    Claim(
        "10",
        "initialization",
        "tanh wants Glorot's",
        initializers("tanh"),
        highest("glorot_normal"),
        "Glorot's variance is right where tanh is a straight line. Through many layers its bend shrinks the signal: "
        "standard deviation .63 after one layer, .23 after ten (numbers 10.sd_tanh_glorot). He's twice the variance "
        "makes up for part of that in these 20 layers.",
    ),
    Claim(
        "10",
        "initialization",
        "the logistic function (sigmoid) wants Glorot's",
        initializers("sigmoid"),
        highest("glorot_normal"),
        "None of the three trains 20 layers of sigmoid at any of three rates; all end at a guess. The gradient of the "
        "first layer is 10 to the power of −13 (numbers 10.gradient_sigmoid_glorot).",
    ),
    Claim(
        "11",
        "batch_normalization",
        "with batch normalization, saturating activations become usable (sigmoid)",
        places("sigmoid"),
        lowest("none"),
    ),
    Claim(
        "11",
        "batch_normalization",
        "its inventors' advice: before the activation rather than after it (ReLU)",
        places("relu"),
        without("none", highest("before")),
    ),
    Claim(
        "11",
        "batch_normalization",
        "the same advice with sigmoid",
        places("sigmoid"),
        without("none", highest("before")),
        "After the activation was better with every seed. The slide says it, too: try both.",
    ),
    Claim(
        "12",
        "optimizers",
        "speed: SGD one star, momentum and NAG two, the others three (training loss after one epoch)",
        optimizers(1, "loss", SGDS + ADAPTIVE),
        both(highest("SGD"), without("SGD", highest("momentum", "NAG"))),
        "SGD is last, and all five of the others are ahead of momentum. But NAG, at a rate of its own, is ahead of "
        "AdaGrad and RMSProp.",
    ),
    Claim(
        "12",
        "optimizers",
        "quality: SGD, momentum and NAG three stars, the others two or three, AdaGrad one (test accuracy)",
        optimizers(10, "test_accuracy", SGDS + ADAPTIVE),
        both(highest(*SGDS), lowest("AdaGrad")),
        "In ten epochs at constant rates it is the other way round: Adam, AdaMax and Nadam end best. With a schedule "
        "momentum overtakes them (lesson 13).",
    ),
    Claim(
        "12",
        "optimizers",
        "RMSProp is much better than AdaGrad",
        optimizers(10, "test_accuracy", ["AdaGrad", "RMSProp"]),
        highest("RMSProp"),
        "With a small rate AdaGrad does end early. But given five rates to choose from, it takes 0.1, a hundred times "
        "Keras's default, and the two are level.",
    ),
    Claim(
        "12",
        "optimizers",
        "NAG is faster than momentum (training loss after one epoch)",
        optimizers(1, "loss", ["momentum", "NAG"]),
        lowest("NAG"),
    ),
    Claim(
        "12",
        "optimizers",
        "Nadam gets there a little sooner than Adam (training loss after one epoch)",
        optimizers(1, "loss", ["Adam", "Nadam"]),
        lowest("Nadam"),
    ),
    Claim(
        "12",
        "optimizers",
        "Adam is mostly better than AdaMax (test accuracy)",
        optimizers(10, "test_accuracy", ["AdaMax", "Adam"]),
        highest("Adam"),
    ),
    Claim(
        "13",
        "schedules",
        "a schedule finds a better solution than the best constant rate (test accuracy)",
        schedules,
        lowest("constant"),
    ),
    Claim(
        "13",
        "schedules",
        "… and sooner (the epoch in which the median is where the constant rate's is in the tenth)",
        epochs_to_reach,
        highest("constant"),
    ),
    Claim(
        "14",
        "regularization",
        "regularizers reduce overfitting: on a thousand pictures, the test loss falls",
        regularizers("test_loss"),
        highest("none"),
    ),
    Claim(
        "14",
        "regularization",
        "… and the test accuracy rises",
        regularizers("test_accuracy"),
        lowest("none"),
        "A network that has all its pictures right gets surer of them, and of new ones, right or wrong: that costs loss "
        "but no accuracy (lesson 14 measures how sure they are). Each strength was chosen by the validation loss.",
    ),
)


def build():
    """The text of RESULTS.md."""
    tables = {name: load_run(name) for name in names()}
    parts = [
        HEAD,
        _chance(tables["lecture_numbers"]),
        _determined(tables["lecture_numbers"]),
        _claims(tables),
    ]
    return "\n\n".join([*parts, _made_with(tables)]) + "\n"


HEAD = """# What the slides say, and what came out

`make reproduce` made this page from the tables in [data/runs](data/runs); nobody edits it. [tests/numbers.csv](tests/numbers.csv) states what must come out, for the full data and for the part that comes with the course; `make test` holds the course to the latter. Here are the lecture's own experiments at the lecture's size, on the full Fashion-MNIST and California housing, and the longer comparisons of lessons 10 to 14."""


def _chance(table):
    """The table of the numbers that chance decides."""
    measured = table.assign(value=table["value"].map(json.loads)).groupby("id")["value"]
    rows, outside = [], False
    for number in numbers("full"):
        if not number.chance:
            continue
        values = pd.Series(measured.get_group(number.id).tolist(), dtype=float)
        kind, _, quoted = number.source.partition(": ")
        mark = "" if _inside(quoted, values) else " ¹"
        outside = outside or bool(mark)
        rows.append(
            [
                number.lesson,
                number.quantity,
                (quoted or "–") + mark if kind == "slide" else "–",
                number.expected.replace("..", " to "),
                _short(values.median()),
                f"{_short(values.min())} to {_short(values.max())}" if values.nunique() > 1 else "–",
                "yes" if all(map(number.holds, values)) else "**no**",
            ]
        )
    head = ["lesson", "number", "slide", "range stated", "median", "lowest to highest", "inside"]
    inside = sum(row[-1] == "yes" for row in rows)
    text = f"""## Numbers that chance decides

{inside} of {len(rows)} lie inside their range with each seed ({SEEDS[0]} to {SEEDS[-1]}; where there is one value only, the recipe has a seed of its own, or none). A range holds on other machines and versions, so it is wider than five seeds on one machine.

{_table(head, rows)}"""
    if outside:
        text += "\n\n¹ The slide's own number lies outside of what our five seeds gave; its seed and its versions are not known."
    return text


def _inside(quoted, values):
    """Whether a number quoted lies between several seeds' values; also if there is no one number, or one value only."""
    if values.nunique() == 1:
        return True
    try:
        return values.min() <= float(quoted) <= values.max()
    except ValueError:
        return True


def _determined(table):
    """The table of the numbers that nothing is left to chance in: how many hold, lesson by lesson."""
    found = {
        (id, seed): json.loads(value)
        for id, seed, value in table[["id", "seed", "value"]].itertuples(index=False)
    }
    rows, missed = {}, []
    for number in numbers("full"):
        if number.chance:
            continue
        values = [value for (id, _), value in found.items() if id == number.id]
        holds = all(map(number.holds, values))
        rows.setdefault(number.lesson, []).append(holds)
        if not holds:
            missed.append(f"- {number.id}, {number.quantity}: {values[0]}, not {number.expected}")
    total, right = sum(map(len, rows.values())), sum(map(sum, rows.values()))
    lines = [[lesson, sum(holds), len(holds)] for lesson, holds in rows.items()]
    text = f"""## Numbers in which nothing is left to chance

Shapes, counts, formulas, worked examples: {right} of {total} come out as stated, with each seed.

{_table(["lesson", "as stated", "of"], lines)}"""
    return "\n\n".join([text, *(["\n".join(missed)] if missed else [])])


def _claims(tables):
    """The table of the claims."""
    rows = []
    for claim in CLAIMS:
        groups = claim.measured(tables[claim.run])
        came_out = (f"{name.removesuffix('_normal')} {_spread(values)}" for name, values in groups.items())
        rows.append([claim.lesson, claim.says, ", ".join(came_out), claim.verdict(groups)])
    held = sum(row[-1].startswith("holds") for row in rows)
    return f"""## Comparisons

{held} of {len(rows)} hold here: on this data, these networks and this budget. Each optimizer, schedule or initializer stands at its best rate of several (by the validation accuracy), each regularizer at its best strength of five (by the validation loss). Median, and in brackets the lowest and the highest of three seeds (five for the regularizers). "By the medians": the brackets overlap, other seeds might say something else.

{_table(["lesson", "the slides say", "came out", ""], rows)}"""


def _spread(values):
    """Median of the seeds, and their range."""
    if len(values) == 1:
        return str(values.iloc[0])
    return f"{values.median():.3f} ({values.min():.3f} to {values.max():.3f})"


def _made_with(tables):
    """The versions that made the tables."""
    made = {
        ", ".join(f"{name} {table.attrs[name]}" for name in ("python", *PACKAGES))
        for table in tables.values()
    }
    return "Made with " + "; ".join(sorted(made)) + "."


def _short(number):
    """Four digits."""
    return f"{number:.4g}".replace("-", "−")


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def write():
    """Write RESULTS.md; return its path."""
    pairs.write(PATH, build())
    return PATH
