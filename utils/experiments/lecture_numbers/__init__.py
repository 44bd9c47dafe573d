"""Every number that the lecture quotes, on the full data, chance's with five seeds. All lessons; half an hour.

``tests/numbers.csv`` says what must come out: one value where nothing is left to chance, a range where something is.
A lesson's numbers are measured in its ``lesson_NN.py`` by the lecture's own experiments, at the lecture's size; if one of
them has a range, with five seeds. A row is a number with one seed, `value` is JSON. ``tests/test_numbers.py`` measures
them with one seed, on the data in use.
"""

import csv
import functools
import importlib
import json
import os
from dataclasses import dataclass

from utils.data import ROOT

NUMBERS = ROOT / "tests" / "numbers.csv"
TOLERANCE = 1e-5  # of a number that is determined; the csv gives at least five digits
SEEDS = (42, 43, 44, 45, 46)


@dataclass(frozen=True)
class Number:
    """A row of ``tests/numbers.csv``; expected is JSON, or "low..high" for what chance decides."""

    id: str
    lesson: str
    quantity: str
    data: str
    expected: str
    source: str

    @property
    def chance(self):
        """Whether a range is expected."""
        return ".." in self.expected

    def holds(self, measured):
        """Whether `measured` is what is expected: exactly, within the tolerance, or inside the range."""
        if self.chance:
            low, high = map(float, self.expected.split(".."))
            return low <= measured <= high
        return _same(json.loads(self.expected), measured)


def _same(expected, measured):
    if isinstance(expected, list):
        return (
            isinstance(measured, list)
            and len(expected) == len(measured)
            and all(map(_same, expected, measured))
        )
    if isinstance(expected, float):
        return abs(expected - measured) <= TOLERANCE
    return type(expected) is type(measured) and expected == measured


def numbers(data=None):
    """All rows of ``tests/numbers.csv``, or those for `data`: "bundled" or "full"."""
    with NUMBERS.open(encoding="utf-8", newline="") as file:
        rows = [Number(**row) for row in csv.DictReader(file)]
    return [row for row in rows if data is None or row.data in {"any", data}]


def data_set():
    """Which data the environment asks for: bundled or full."""
    return "full" if os.environ.get("COURSE_FULL_DATA") == "1" else "bundled"


@functools.cache
def measure(lesson, seed=SEEDS[0]):
    """What comes out for the numbers of a lesson, on the data in use: ``{id: value}``."""
    return importlib.import_module(f"{__name__}.lesson_{lesson}").measure(seed)


def trials():
    """A lesson with one seed a trial."""
    by_chance = {number.lesson for number in numbers("full") if number.chance}
    return [
        {"lesson": int(lesson), "seed": seed}
        for lesson in sorted({number.lesson for number in numbers("full")})
        for seed in (SEEDS if lesson in by_chance else SEEDS[:1])
    ]


def run(lesson, seed):
    """A lesson's numbers on the full data: a row each."""
    in_use = os.environ.get("COURSE_FULL_DATA", "")
    os.environ["COURSE_FULL_DATA"] = "1"
    try:
        found = measure.__wrapped__(f"{lesson:02}", seed)
    finally:
        os.environ["COURSE_FULL_DATA"] = in_use
    return [
        {"lesson": lesson, "seed": seed, "id": number, "value": json.dumps(_rounded(value))}
        for number, value in found.items()
    ]


def _rounded(value):
    """Eight digits of every float, which is more than any csv states."""
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.8g}") if isinstance(value, float) else value
