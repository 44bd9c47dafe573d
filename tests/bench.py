"""What the course costs, measured in one go: ``python -m tests.bench``, that is ``make bench``; half an hour.

Each comparison is a ratio of two things timed one after the other on the same machine, which should do nothing else
meanwhile. BENCHMARKS.md gets the tables, with machine and versions.
"""

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests import answer_bank
from tests.grading.test_grade import answers_of, hand_in
from utils import pairs
from utils.data import load_fashion_mnist
from utils.pairs import ROOT

PATH = ROOT / "BENCHMARKS.md"
PACKAGES = ("tensorflow", "keras", "numpy", "matplotlib", "ipykernel", "nbval", "pytest")
GRADED = ("01_perceptron", "03_sequential_api")  # a lesson without Keras, and one with
SUBMISSIONS = 6  # of each
EPOCHS = 4
NBVAL = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax")
IMPORTS = ("utils.data", "utils.plotting", "pandas", "keras")

# Before a notebook's cells, when they are run as a script: figures are drawn and closed, as in the notebook.
AS_A_SCRIPT = """\
import io, matplotlib, matplotlib.pyplot
matplotlib.use("Agg")
def _show():
    for _number in matplotlib.pyplot.get_fignums():
        matplotlib.pyplot.figure(_number).savefig(io.BytesIO(), format="png")
    matplotlib.pyplot.close("all")
matplotlib.pyplot.show = _show
"""


class Failed(Exception):
    """A command that was to be timed did not do its work; the message holds what it said."""


def timed(command, folder=ROOT, env=None, fails=False):
    """Seconds that a command takes; raises Failed if it ends with an error, unless it may."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=os.environ | (env or {}), capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode and not fails:
        raise Failed(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return seconds


def script_of(path):
    """The cells of a notebook as one script, those that are skipped under test left out."""
    transform = pairs.TransformerManager().transform_cell
    cells = [cell for cell in pairs.read(path).cells if cell.cell_type == "code" and not pairs.skipped(cell)]
    return AS_A_SCRIPT + "\n".join(transform(cell.source) for cell in cells)


def as_script(path):
    """Seconds that a notebook's cells take as a script in IPython, which knows their magics."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cells.ipy"
        script.write_text(script_of(path), encoding="utf-8")
        command = [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", script]
        return timed(command, path.parent, {"PYTHONPATH": str(ROOT)})


def under_nbval(path):
    """Seconds that nbval takes for a notebook, from pytest's start to its end."""
    return timed([*NBVAL, path])


def notebooks():
    """Each lesson and solution under nbval and as a script: rows of (name, nbval's seconds, the script's)."""
    for path in sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("solutions/*.ipynb")]):
        yield pairs.relative(path), under_nbval(path), as_script(path)


def loops():
    """The lecture's network trained on the bundled pictures: ``{steps_per_execution: (seconds, losses)}``.

    Seconds of an epoch, median of all but the first, which includes some preparation; the losses of all. One step at a
    time is the lecture's loop, 50 the lesson's.
    """
    import keras

    (X, y), _ = load_fashion_mnist()
    n_valid = len(X) // 12
    X, y = (X[n_valid:] / 255).astype("float32"), y[n_valid:]
    found = {}
    for steps in (1, 50):
        keras.utils.set_random_seed(42)
        hidden = [keras.layers.Dense(n, activation="relu") for n in (300, 100)]
        output = keras.layers.Dense(10, activation="softmax")
        model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *hidden, output])
        model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", steps_per_execution=steps)
        seconds, losses = [], []
        for _ in range(EPOCHS):
            start = time.perf_counter()
            losses += model.fit(X, y, verbose=0).history["loss"]
            seconds.append(time.perf_counter() - start)
        found[steps] = statistics.median(seconds[1:]), losses
    return found


def set_up():
    """Seconds of `make`'s set-up, into an environment of its own that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        flags = {name: "" for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")}
        venv = Path(folder) / "venv"
        command = ["make", f"PYTHON={sys.executable}", f"VENV={venv}", f"{venv}/.ready"]
        return timed(command, env=flags)


def imports():
    """Seconds that Python takes to start and to import a module, over those to start: median of five."""

    def median(code):
        return statistics.median(timed([sys.executable, "-c", code]) for _ in range(5))

    start = median("pass")
    return {name: median(f"import {name}") - start for name in IMPORTS}


def submit(folder, lesson):
    """Write submissions that have everything right but one task, another one each time."""
    exercise = ROOT / "exercises" / f"{lesson}.ipynb"
    wrong = {a.task: a for a in answer_bank.read(ROOT / "tests" / "answers" / f"{lesson}.py") if not a.right}
    whole = answers_of(exercise)
    for k in range(SUBMISSIONS):
        task = list(whole)[k % len(whole)]
        answers = whole | {task: f"# Task {task}\n{wrong[task].code}"}
        hand_in(folder, f"student {k + 1}", exercise, answers)


def grading():
    """Seconds of a submission: rows of (lesson, plain nbval in one process, our grader with one job, with two)."""
    for lesson in GRADED:
        with tempfile.TemporaryDirectory() as folder:
            submissions = Path(folder) / "in"
            submit(submissions, lesson)
            grade = [sys.executable, "-m", "utils.grading", submissions, "--seed", "1"]
            ours = [timed([*grade, "--out", f"{folder}/{n}", "--jobs", str(n)]) for n in (1, 2)]
            seconds = [
                timed([*NBVAL, submissions], fails=True),
                *ours,
            ]  # nbval's way to say that an answer is wrong
            yield lesson, *(n / SUBMISSIONS for n in seconds)


def machine():
    """Processor, cores and system, in words."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}"


def build(found):
    """The text of BENCHMARKS.md."""
    rows = found["notebooks"]
    total_nbval, total_script = (sum(row[k] for row in rows) for k in (1, 2))
    (plain, losses), (fast, losses_fast) = found["loops"][1], found["loops"][50]
    same = "equal" if losses == losses_fast else "NOT equal"
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    whole = [["all", total_nbval, total_script]]
    return f"""# What the course costs

`make bench` measured this page on {date.today()}; nobody edits it. Machine: {machine()}. Python {platform.python_version()}, {versions}. Seconds are this machine's on that day; the ratios travel better.

## In short

| what | seconds | beside | ratio |
| --- | --- | --- | --- |
| all lessons and solutions under nbval | {total_nbval:.0f} | {total_script:.0f} as scripts | {total_nbval / total_script:.2f} |
| an epoch of the lecture's loop (11,000 pictures) | {plain:.2f} | {fast:.2f} with the lesson's `steps_per_execution=50`, losses {same} | {plain / fast:.2f} |
| set-up, `make .venv/.ready` | {found["set-up"]:.0f} | | |
{_lines([f"`import {name}`", f"{seconds:.2f}", "", ""] for name, seconds in found["imports"].items())}

## Grading

Seconds a submission, set-up and the solution's own run included: {SUBMISSIONS} submissions of each lesson, each with one task wrong. nbval runs them one after another in one process, as they are: no sandbox, no hidden checks, no second chance for what stands beside a wrong answer.

| lesson | plain nbval | `make grade`, one at a time | two at a time |
| --- | --- | --- | --- |
{_lines([lesson, *(f"{n:.1f}" for n in seconds)] for lesson, *seconds in found["grading"])}

## Notebook by notebook

Seconds from the start of pytest to its end, and those of the same cells as one script in IPython, figures drawn.

| notebook | nbval | script | ratio |
| --- | --- | --- | --- |
{_lines([name, f"{a:.1f}", f"{b:.1f}", f"{a / b:.2f}"] for name, a, b in [*rows, *whole])}
"""


def _lines(rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main():
    """Measure everything, with a line of progress for each piece, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.split("\n\n")[0])
    parser.parse_args()
    found = {"imports": imports()}
    print("imports measured; next: set-up", flush=True)
    found["set-up"] = set_up()
    print(f"set-up: {found['set-up']:.0f} s; next: the training loops", flush=True)
    found["loops"] = loops()
    found["grading"] = []
    for row in grading():
        found["grading"].append(row)
        print("graded", row[0], flush=True)
    found["notebooks"] = []
    for name, nbval, script in notebooks():
        found["notebooks"].append((name, nbval, script))
        print(f"{name}: {nbval:.1f} s under nbval, {script:.1f} s as a script", flush=True)
    pairs.write(PATH, build(found))
    print("written", pairs.relative(PATH))


if __name__ == "__main__":
    main()
