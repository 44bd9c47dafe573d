"""Check a student's notebook against the course's own checks: ``python -m utils.grading.validate NOTEBOOK``.

The same code as for grading, with the checks that everybody sees, on the student's own machine and with their rights.
"""

import argparse
import sys
from pathlib import Path

from utils import pairs
from utils.grading.merge import lesson_of, match
from utils.grading.report import clean
from utils.grading.rounds import rounds
from utils.grading.run import run
from utils.grading.submission import Unreadable, read
from utils.grading.verdict import (
    CRASHED,
    NOT_ATTEMPTED,
    NOT_CHECKED,
    NOT_FOUND,
    RIGHT,
    TIMED_OUT,
    WRONG,
)
from utils.pairs import PairError, relative

CELL_SECONDS = 300
SIGNS = {
    RIGHT: "✔",
    WRONG: "✘",
    NOT_ATTEMPTED: "·",
    NOT_FOUND: "·",
    TIMED_OUT: "?",
    CRASHED: "?",
    NOT_CHECKED: "?",
}


def notebook_path(name):
    """Path of the notebook that `name` stands for: a path, or the name of an exercise copied to work/."""
    for path in (Path(name), pairs.ROOT / "work" / name, pairs.ROOT / "work" / f"{name}.ipynb"):
        if path.suffix == ".ipynb" and path.exists():
            return path
    raise PairError(name, "there is no such notebook; make work copies the exercises into work/")


def pristine_exercise(codes, path):
    """Path of the course's exercise that the notebook at `path` is a copy of. Raises PairError if it is none."""
    number = lesson_of(codes)
    if not number:
        raise PairError(path, "none of its cells begins with the marker of a task, such as '# Task 1.2'")
    found = [p for p in sorted((pairs.ROOT / "exercises").glob("*.ipynb")) if p.name[:2] == f"{number:02d}"]
    if not found:
        raise PairError(path, f"its tasks are those of exercise {number:02d}, which is not in exercises/")
    return found[0]


def validate(path):
    """Notes for the student, and an iterator that runs the checks of the notebook at `path`: a Verdict for each.

    Only the answers' source counts, not the outputs that the notebook holds. Raises PairError if the file is no
    notebook or no exercise of this course.
    """
    try:
        codes = read(path)
    except Unreadable as error:
        raise PairError(path, error) from None
    place = pristine_exercise(codes, path)
    exercise = pairs.read(place)
    found = match(codes, exercise)
    return found.notes + found.unclear, _verdicts(found, exercise, place.name)


def _verdicts(found, exercise, name):
    seconds = {"": CELL_SECONDS} | {cell["id"]: CELL_SECONDS for cell in exercise.cells}

    def run_here(notebook):
        return run(notebook, name)

    for said, _, _ in rounds(found, exercise, run_here, set(found.rules), seconds=seconds):
        yield said


def main(arguments=None):
    """Print what is right, wrong and missing; return 0 if all is right, 1 if not, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="make validate NB=…", description=__doc__.splitlines()[0])
    parser.add_argument(
        "notebook", help="01_perceptron, which stands for work/01_perceptron.ipynb, or a path"
    )
    options = parser.parse_args(arguments)
    verdicts = []
    try:
        path = notebook_path(options.notebook)
        print(f"Checking {relative(path)} as it was last saved ...", flush=True)
        notes, results = validate(path)
        for note in notes:
            print("Note:", note)
        for verdict in results:
            verdicts.append(verdict)
            words = f"{verdict.status}: {clean(verdict.message)}" if verdict.message else verdict.status
            points = f"{verdict.points} point" + ("s" if verdict.points > 1 else "")
            print(f"  {SIGNS[verdict.status]} {verdict.label:<5} {points:<9} {words}", flush=True)
    except PairError as error:
        print(clean(error), file=sys.stderr)
        return 2
    counts = ", ".join(
        f"{sum(v.status == s for v in verdicts)} {s}" for s in SIGNS if any(v.status == s for v in verdicts)
    )
    reached, out_of = sum(v.reached for v in verdicts), sum(v.points for v in verdicts)
    print(f"{reached} of {out_of} points by the checks that you see ({counts}).")
    return 0 if reached == out_of else 1


if __name__ == "__main__":
    sys.exit(main())
