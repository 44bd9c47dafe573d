"""What tests of the grader share: the sandbox they need, a solved exercise, the whole command."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fixtures.course import first_solution, second_solution
from utils import pairs
from utils.grading import sandbox

REQUIRED = "COURSE_REQUIRE_SANDBOX"


@pytest.fixture(scope="session")
def sandbox_available():
    """Skip what needs the sandbox where there is none; fail instead where COURSE_REQUIRE_SANDBOX is set."""
    if reason := sandbox.why_not():
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but {reason}", pytrace=False)
        pytest.skip(reason)


@pytest.fixture
def solution():
    """The solution of ten functions, with ids, hidden checks and outputs."""
    nb = second_solution()
    pairs.assign_ids(nb)
    return nb


@pytest.fixture
def two_checks():
    """A solution whose second task has the checks 1.2a and 1.2b."""
    nb = first_solution()
    pairs.assign_ids(nb)
    return nb


@pytest.fixture(scope="session")
def solved():
    """A function that returns the exercise of this name with the answers of its solution."""

    def make(name):
        nb = pairs.read(pairs.ROOT / "exercises" / f"{name}.ipynb")
        solution = pairs.read(pairs.ROOT / "solutions" / f"{name}.ipynb")
        answers = {cell["id"]: cell.source for cell in solution.cells if pairs.role_of(cell).kind == "task"}
        for cell in nb.cells:
            cell.source = answers.get(cell["id"], cell.source)
        return nb

    return make


@dataclass
class Batch:
    """What `make grade` said and wrote: its exit code, what it printed, and a dict a row of the gradebook."""

    code: int
    said: str
    complaints: str
    rows: list
    out: Path


@pytest.fixture(scope="session")
def grade_folder():
    """A function that runs the whole command, and ends it after some seconds: nothing may hang a batch."""

    def grade(submissions, out, *options, seconds):
        command = [sys.executable, "-m", "utils.grading", str(submissions), "--out", str(out), *options]
        done = subprocess.run(command, cwd=pairs.ROOT, capture_output=True, text=True, timeout=seconds)
        rows = []
        if (out / "gradebook.csv").exists():
            with open(out / "gradebook.csv", encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        return Batch(done.returncode, done.stdout, done.stderr, rows, out)

    return grade
