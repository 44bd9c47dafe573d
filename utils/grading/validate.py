"""Check a student's notebook against the course's own checks: ``python -m utils.grading.validate NOTEBOOK``."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from utils import pairs
from utils.grading.merge import STUB, lesson_of, merge
from utils.pairs import PairError, relative

CELL_TIMEOUT = 300  # seconds
HOLDS, WRONG, MISSING, NOT_CHECKED = "holds", "wrong", "missing", "not checked"


@dataclass
class Verdict:
    """What one check says: its label ("3.2a"), points, status, and a sentence on why it doesn't hold."""

    label: str
    points: int
    status: str
    message: str = ""


def notebook_path(name):
    """Path of the notebook that `name` stands for: a path, or the name of an exercise copied to work/."""
    for path in (Path(name), pairs.ROOT / "work" / name, pairs.ROOT / "work" / f"{name}.ipynb"):
        if path.suffix == ".ipynb" and path.exists():
            return path
    raise PairError(name, "there is no such notebook; make work copies the exercises into work/")


def pristine_exercise(nb, path):
    """The course's exercise that `nb`, read from `path`, is a copy of. Raises PairError if it is none."""
    number = lesson_of(nb)
    found = [p for p in sorted((pairs.ROOT / "exercises").glob("*.ipynb")) if p.name[:2] == f"{number:02d}"]
    if not found:
        raise PairError(path, "none of its cells begins with the marker of a task, such as '# Task 1.2'")
    return found[0]


def validate(path):
    """Notes for the student, and an iterator that runs the checks of the notebook at `path`: a Verdict for each.

    Only the answers' source counts, not the outputs that the notebook holds. Raises PairError if the file is no
    notebook or no exercise of this course.
    """
    submission = pairs.read(path)
    place = pristine_exercise(submission, path)
    exercise = pairs.read(place)
    merged = merge(submission, exercise)
    # What is a check is read off the course's notebook: a student's cell may begin with a marker, too.
    checks = {cell["id"]: role for cell in exercise.cells if (role := pairs.role_of(cell)).kind == "check"}
    return merged.notes, _verdicts(merged, checks, place.name)


def _verdicts(merged, checks, name):
    ids = [cell["id"] for cell in merged.notebook.cells if cell.cell_type == "code"]
    records = {}
    for record in run(merged.notebook, name):
        place = ids[record["cell"]]
        records[place] = record
        if role := checks.get(place):
            yield _verdict(role, record, records.get(pairs.task_id(role.number)), merged.rules[role.number])
    for place, role in checks.items():
        if place not in records:
            yield Verdict(role.label, role.points, NOT_CHECKED, "the run ended before this check")


def run(nb, name):
    """Run the notebook `nb` under nbval in a folder of its own; yield a record (see `records`) a code cell."""
    work = pairs.ROOT / "work"
    work.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work, prefix=".validate-") as folder:
        # The notebook runs in a folder of its own: what it writes must not meet the files of the run.
        path, out, log = Path(folder) / "notebook" / name, Path(folder) / "records", Path(folder) / "log"
        pairs.write(path, pairs.dumps(nb))
        out.touch()
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--nbval-lax",
            f"--nbval-cell-timeout={CELL_TIMEOUT}",
        ]
        command += ["-p", "no:cacheprovider", "-p", "utils.grading.records", f"--records={out}", str(path)]
        with open(log, "w", encoding="utf-8") as file:
            environment = {**os.environ, "PYTHONPATH": str(pairs.ROOT)}
            process = subprocess.Popen(
                command, cwd=pairs.ROOT, stdout=file, stderr=subprocess.STDOUT, env=environment
            )
        try:
            rest = ""  # of a line that is not whole yet
            with open(out, encoding="utf-8") as file:
                while True:
                    ended = process.poll() is not None
                    *lines, rest = (rest + file.read()).split("\n")
                    yield from map(json.loads, lines)
                    if ended:
                        break
                    time.sleep(0.1)
            if not out.stat().st_size:
                raise RuntimeError(f"the checks could not be run:\n{log.read_text(encoding='utf-8')}")
        finally:
            process.kill()
            process.wait()


def _verdict(role, check, answer, rule):
    """Verdict on a check from the records of the check's cell and of the answer's, and how that one was found."""
    status, message = WRONG, check["message"]
    if check["outcome"] == "passed":
        status, message = HOLDS, ""
    elif rule is None:
        status, message = MISSING, f"no cell begins with '# Task {role.number}'"
    elif rule == STUB and check["error"] in {"NotImplementedError", "AssertionError"}:
        status, message = MISSING, check["message"] or "not answered yet"
    elif answer["outcome"] != "passed" and answer["error"]:
        message = f"the answer's cell does not run: {answer['error']}: {answer['message']}"
    elif check["error"] == "NotImplementedError":
        status, message = MISSING, "this answer, or another one that it needs, is not given yet"
    elif check["message"] == "Cell outputs differ":
        message = "the check prints something else than it should; take out what your answer prints itself"
    elif not check["error"]:  # no kernel, or an earlier cell took too long
        status, message = NOT_CHECKED, answer["message"] or check["message"]
    elif check["error"] != "AssertionError":
        message = f"{check['error']}: {check['message']}"
    return Verdict(role.label, role.points, status, message)


def main(arguments=None):
    """Print what holds, what is wrong and what is missing; return 0 if all holds, 1 if not, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="make validate NB=…", description=__doc__.splitlines()[0])
    parser.add_argument(
        "notebook", help="01_perceptron, which stands for work/01_perceptron.ipynb, or a path"
    )
    options = parser.parse_args(arguments)
    signs = {HOLDS: "✔", WRONG: "✘", MISSING: "·", NOT_CHECKED: "?"}
    verdicts = []
    try:
        path = notebook_path(options.notebook)
        print(f"Checking {relative(path)} as it was last saved ...", flush=True)
        notes, results = validate(path)
        for note in notes:
            print("Note:", note)
        for verdict in results:
            verdicts.append(verdict)
            words = f"{verdict.status}: {verdict.message}" if verdict.message else verdict.status
            points = f"{verdict.points} point" + ("s" if verdict.points > 1 else "")
            print(f"  {signs[verdict.status]} {verdict.label:<5} {points:<9} {words}", flush=True)
    except PairError as error:
        print(error, file=sys.stderr)
        return 2
    reached = sum(v.points for v in verdicts if v.status == HOLDS)
    counts = ", ".join(
        f"{sum(v.status == s for v in verdicts)} {s}" for s in signs if any(v.status == s for v in verdicts)
    )
    print(f"{reached} of {sum(v.points for v in verdicts)} points by the checks that you see ({counts}).")
    return 0 if all(v.status == HOLDS for v in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
