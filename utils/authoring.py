"""Tools for authors: ``python -m utils.authoring new NAME`` and ``… execute NAME-OR-NOTEBOOK …``."""

import argparse
import platform
import re
import subprocess
import sys
import time
from importlib import metadata

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from utils import pairs
from utils.pairs import PairError, relative

CELL_TIMEOUT = 600  # seconds
PACKAGES = ("tensorflow", "keras", "numpy", "pandas", "matplotlib", "scikit-learn", "scikeras")


def versions():
    """Versions of Python and of the packages that outputs depend on: ``{name: version}``."""
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in PACKAGES}


def executable(name):
    """Paths of the notebooks that `name` stands for: one notebook's path, or a lesson's name for all it has.

    Exercises are never executed, their outputs are made. Raises PairError if there is no such notebook.
    """
    path = pairs.ROOT / name
    if path.suffix == ".ipynb":
        if path.parent.name == "exercises":
            raise PairError(path, "an exercise's outputs are made from its solution: execute that one")
        return [path]
    paths = [pairs.ROOT / folder / f"{name}.ipynb" for folder in ("notebooks", "solutions")]
    found = [path for path in paths if path.exists()]
    if not found:
        raise PairError(
            paths[0], "there is no such notebook; make execute NB=01_perceptron runs lesson and solution"
        )
    return found


def execute(path):
    """Run the notebook at `path` in a clean kernel and store its outputs; nothing is written if a cell fails.

    A cell tagged nbval-skip, which needs more than a kernel, is not run, and keeps no outputs.
    """
    nb = pairs.read(path)
    for cell in nb.cells:
        if pairs.skipped(cell):
            cell.outputs, cell.execution_count = [], None
    for cell in nb.cells:
        if pairs.role_of(cell).kind == "set-up":
            cell.source = pairs.set_up_source(pairs.role_of(cell).needs)
    client = NotebookClient(
        nb,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        skip_cells_with_tag=pairs.SKIPPED,
        coalesce_streams=True,  # and a line rewritten in place is stored as it was left
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)  # TensorFlow's log lines; errors of cells still arrive
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise PairError(path, f"it does not run, nothing was stored:\n{error}") from error
    codes = [cell for cell in nb.cells if cell.cell_type == "code"]
    nb.metadata["course"] = {"executed": pairs.fingerprint(codes), "versions": versions()}
    pairs.write(path, pairs.dumps(nb))


def new(name):
    """Start the lesson `name` ("15_name"): lesson, solution and answer bank, small but whole."""
    if not re.fullmatch(r"\d\d_[a-z0-9_]+", name):
        raise PairError(pairs.ROOT / "notebooks", f"'{name}' is no name for a lesson; 15_convolution is one")
    number, title = name[:2], name[3:].replace("_", " ").capitalize()
    lesson, solution = (pairs.ROOT / folder / f"{name}.ipynb" for folder in ("notebooks", "solutions"))
    answers = pairs.ROOT / "tests" / "answers" / f"{name}.py"
    for folder in (*pairs.FOLDERS, "tests/answers"):
        for taken in (pairs.ROOT / folder).glob(f"{number}_*"):
            raise PairError(taken, f"number {number} is taken")
    badge = "[![Open in Colab]()]()"
    task = f"{int(number)}.1"
    pairs.write(lesson, pairs.dumps(_notebook(LESSON, badge, number, title, task)))
    pairs.write(solution, pairs.dumps(_notebook(SOLUTION, badge, number, title, task)))
    pairs.write(answers, ANSWERS.format(task=task))
    for path in (lesson, solution):
        execute(path)
    return [lesson, solution, answers]


def _notebook(template, badge, number, title, task):
    cells = []
    for text in template.strip().split("\n----\n"):
        kind, _, source = text.partition("\n")
        source = source.format(badge=badge, number=number, title=title, task=task)
        cells.append(new_code_cell(source) if kind == "code" else new_markdown_cell(source))
    return nbformat.from_dict(new_notebook(cells=cells))


LESSON = """
text
# {number} · {title}

{badge}

One sentence: what the student will be able to do.
----
text
**Objectives:** three to five verbs.

**You need:** what comes before.

**Time:** 40 minutes
----
code
# Set-up
----
text
## One idea

Why, then code; a question to answer before running; what we see.
----
code
print(1 + 1)
----
text
## In this lesson

Three to five lines.

**Next:**
"""

SOLUTION = """
text
# Exercise {number} · {title}

{badge}

One sentence: what the student will do.
----
text
**Solution {number}** Every task is answered here. Read it after an honest try.
----
text
**Goal:** what the checks look at.

**Time:** 50 minutes
----
code
# Set-up
----
text
## Task {task} · Title

Input, output, constraint.

<details><summary>Hint</summary>It leads, it does not give the line away.</details>
----
code
# Task {task}
def double(x):
    \"\"\"Return twice the number `x`.\"\"\"
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
----
code
# Check {task} · 20 points
assert double(3) != 9, "twice a number is not its square"
assert double(3) == 6, f"twice 3 is not {{double(3)}}"
print("double(3) =", double(3))
----
code
# Hidden check {task}
import json
import os
import random

random.seed(int(os.environ.get("COURSE_GRADING_SEED", "0")))
print(json.dumps([double(random.randint(4, 99)) for _ in range(5)]))
----
text
**Solution {task}** Why it works, the common slip, the range to expect.
----
text
**Next:**
"""

ANSWERS = """\
# %% {task} wrong: the square
def double(x):
    return x**2


# %% {task} wrong: one too few
def double(x):
    return 2 * x - 1


# %% {task} right: by addition
def double(x):
    return x + x
"""


def main(arguments=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m utils.authoring", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    starts = commands.add_parser("new", help="start a lesson")
    starts.add_argument("name", help="number and name, such as 15_convolution")
    runs = commands.add_parser("execute", help="run notebooks in a clean kernel and store their outputs")
    runs.add_argument(
        "names", nargs="+", help="01_perceptron (lesson and solution) or solutions/01_perceptron.ipynb"
    )
    options = parser.parse_args(arguments)
    try:
        if options.command == "new":
            for path in new(options.name):
                print("written", relative(path))
        else:
            for path in [path for name in options.names for path in executable(name)]:
                print(f"running {relative(path)} ...", end=" ", flush=True)
                started = time.monotonic()
                execute(path)
                print(f"{time.monotonic() - started:.0f} s")
    except PairError as error:
        print(error, file=sys.stderr)
        return 1
    return pairs.main()


if __name__ == "__main__":
    sys.exit(main())
