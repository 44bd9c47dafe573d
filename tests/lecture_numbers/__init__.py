"""Measures every number that the lecture quotes; ``tests/numbers.csv`` says what must come out.

A lesson's numbers are measured in its ``lesson_NN.py``. ``python -m tests.lecture_numbers --seeds 5`` prints what
several seeds give, on the bundled data or, with ``COURSE_FULL_DATA=1``, on the full data.
"""

import csv
import functools
import importlib
import json
import os
from dataclasses import dataclass

from utils.pairs import ROOT

TOLERANCE = 1e-5  # of a number that is determined; the csv gives at least five digits


@dataclass(frozen=True)
class Number:
    """A row of ``tests/numbers.csv``; expected is JSON, or "low..high" for what chance decides."""

    id: str
    lesson: str
    quantity: str
    data: str
    expected: str
    source: str

    def holds(self, measured):
        """Whether `measured` is what is expected: exactly, within the tolerance, or inside the range."""
        if ".." in self.expected:
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


def numbers():
    """All rows of ``tests/numbers.csv``."""
    with open(ROOT / "tests" / "numbers.csv", encoding="utf-8", newline="") as file:
        return [Number(**row) for row in csv.DictReader(file)]


def data_set():
    """Which data the environment asks for: bundled or full."""
    return "full" if os.environ.get("COURSE_FULL_DATA") == "1" else "bundled"


@functools.cache
def measure(lesson, seed=42):
    """What comes out for the numbers of a lesson: ``{id: value}``."""
    return importlib.import_module(f"{__name__}.lesson_{lesson}").measure(seed)
