"""The answer bank: wrong answers that the checks must reject, other right answers that they must accept.

``tests/answers/NN_topic.py`` holds sections ``# %% 3.2 wrong: batch statistics`` and ``# %% 3.2 right: folded``, each
the whole content of an answer cell. Both checks reject a wrong answer. One that fits all that the visible check looks
at is headed ``# %% 3.2 wrong, seen by the hidden check only: …``. None may be seen by the visible check alone: that one
runs where the answer can reach it. ``python -m tests.answer_bank FILE`` runs a lesson's answers in one process, the
set-up once, and prints a line of JSON for each, and for each task whether its outputs can be used again.
"""

import argparse
import contextlib
import io
import json
import os
import re
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from utils import pairs
from utils.grading import evidence

HEADER = re.compile(r"^# %% (\d+\.\d+) (wrong|right)(, seen by the hidden check only)?: (.+)$", re.MULTILINE)
SEED = "1"  # not the 0 of the stored outputs
OTHER_SEEDS = ("0", "2")
REPLAYED = "the output of another seed"


@dataclass(frozen=True)
class Answer:
    """An answer of the bank: its task ("3.2"), whether it is right, who sees that it is wrong, its name and code."""

    task: str
    right: bool
    hidden_only: bool
    name: str
    code: str

    @property
    def title(self):
        """As its header says."""
        return f"{self.task} {'right' if self.right else 'wrong'}: {self.name}"


def read(path):
    """Answers in the bank at `path`; raises ValueError for a header that is not understood, or stands there twice."""
    text = Path(path).read_text(encoding="utf-8")
    headers = list(HEADER.finditer(text))
    if len(headers) != len(re.findall(r"^\s*#\s*%", text, re.MULTILINE)):
        raise ValueError(f"{path}: headers read '# %% 3.2 wrong: …' or '# %% 3.2 right: …'")
    bounds = [header.start() for header in headers] + [len(text)]
    answers = [
        Answer(h[1], h[2] == "right", bool(h[3]), h[4], text[h.end() : end].strip())
        for h, end in zip(headers, bounds[1:], strict=True)
    ]
    for title, count in Counter(answer.title for answer in answers).items():
        if count > 1:
            raise ValueError(f"{path}: '{title}' stands there {count} times")
    return answers


class Notebook:
    """A solution's cells, run in this process with the answers swapped in."""

    def __init__(self, path):
        self.cells = [cell for cell in pairs.read(path).cells if cell.cell_type == "code"]
        self.roles = [pairs.role_of(cell) for cell in self.cells]
        self.names = {"__name__": "__main__", "display": lambda *_: None}

    def segment(self, task):
        """Indices of the cells from a task's answer to its last check."""
        own = [i for i, role in enumerate(self.roles) if role.number == task]
        return range(own[0], own[-1] + 1)

    def run(self, index, source=None):
        """Run a cell, or `source` in its place; return what it printed."""
        source = pairs.TransformerManager().transform_cell(
            self.cells[index].source if source is None else source
        )
        printed = io.StringIO()
        name = "<answer>" if self.roles[index].kind == "task" else f"<cell {index}>"
        with contextlib.redirect_stdout(printed):
            exec(compile(source, name, "exec"), self.names)
        return printed.getvalue()

    def attempt(self, task, source=None):
        """Run a task's cells with `source` as its answer; return {label: (kind, printed or exception)}."""
        seen = {}
        for index in self.segment(task):
            role = self.roles[index]
            try:
                printed = self.run(index, source if role.kind == "task" else None)
            except Exception as error:
                printed = error
            if role.kind in {"check", "hidden"} or isinstance(printed, Exception):
                seen[role.kind, role.label] = printed
        return seen

    def tasks(self):
        """Run the cells between the tasks; yield the number of each task when it is its cells' turn."""
        number = None
        for index, role in enumerate(self.roles):
            if role.kind == "task":
                number, end = role.number, self.segment(role.number).stop
                yield number
            elif number is None or index >= end:
                self.run(index)

    def snapshot(self):
        """The namespace, with its data copied: an answer may write into it."""
        return {name: _copy(value) for name, value in self.names.items()}

    def restore(self, names):
        """Bring the namespace back to a snapshot."""
        self.names.clear()
        self.names.update(names)


def _copy(value):
    """Arrays, tables and containers copied, so that nobody writes into the original; anything else as it is."""
    if isinstance(value, np.ndarray | pd.DataFrame | pd.Series):
        return value.copy()
    if type(value) in (list, tuple, set):
        return type(value)(map(_copy, value))
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    return value


def judge(notebook, seen, expected, task):
    """What the checks say of an attempt: (do the visible ones hold, do the hidden ones, why not)."""
    rules = {role.label: role.rule for role in notebook.roles if role.kind == "hidden"}
    visible, hidden, why = True, True, ""
    for (kind, label), reference in expected.items():
        printed = seen.get((kind, label))
        if kind == "check" and isinstance(printed, Exception):
            visible, why = False, f"{type(printed).__name__}: {printed}"
            clear = isinstance(printed, AssertionError) and str(printed)
            if not clear and "<answer>" not in [
                f.filename for f in traceback.extract_tb(printed.__traceback__)
            ]:
                why = f"UNCLEAR {why}"
        elif kind == "check":
            visible = visible and printed == reference
        elif isinstance(printed, Exception) or not evidence.agrees(reference, printed, rules[label]):
            hidden = False
    if error := seen.get(("task", task)):
        visible, hidden, why = False, False, f"{type(error).__name__}: {error}"
    return visible, hidden, why


@contextlib.contextmanager
def seeded(seed):
    """The hidden checks' seed, for as long as this lasts."""
    before = os.environ.get("COURSE_GRADING_SEED")
    os.environ["COURSE_GRADING_SEED"] = seed
    try:
        yield
    finally:
        if before is None:
            del os.environ["COURSE_GRADING_SEED"]
        else:
            os.environ["COURSE_GRADING_SEED"] = before


def replay(notebook, task, expected):
    """Whether no hidden check of a task takes what it prints for another seed; as `run` yields it."""
    taken = []
    for index in notebook.segment(task):
        role = notebook.roles[index]
        for seed in OTHER_SEEDS if role.kind == "hidden" else ():
            with seeded(seed):
                printed = notebook.run(index)
            if evidence.agrees(expected[role.kind, role.label], printed, role.rule):
                taken.append(f"hidden check {role.label} takes its output for seed {seed}")
    return {"title": f"{task} {REPLAYED}", "ok": not taken, "why": "; ".join(taken)}


def run(path, replayed=False):
    """Yield a dict for each answer of the bank at `path`, for the solution's own, and for replays if wanted."""
    answers = read(path)
    solution = pairs.ROOT / "solutions" / f"{Path(path).stem}.ipynb"
    notebook = Notebook(solution)
    tasks = [role.number for role in notebook.roles if role.kind == "task"]
    for answer in answers:
        if answer.task not in tasks:
            raise ValueError(f"{path}: {answer.title}: {solution.name} has no such task")
    for task in notebook.tasks():
        before = notebook.snapshot()
        expected = notebook.attempt(task)
        broken = {key: str(value) for key, value in expected.items() if isinstance(value, Exception)}
        yield {"title": f"{task} the solution", "ok": not broken, "why": str(broken or "")}
        after = notebook.snapshot()
        if replayed and not broken:
            yield replay(notebook, task, expected)
        for answer in (a for a in answers if a.task == task):
            notebook.restore(before)
            before = notebook.snapshot()
            visible, hidden, why = judge(notebook, notebook.attempt(task, answer.code), expected, task)
            if answer.right:
                ok = visible and hidden
            elif answer.hidden_only:
                ok = visible and not hidden
            else:
                ok = not visible and not hidden and not why.startswith("UNCLEAR")
            yield {"title": answer.title, "ok": ok, "visible": visible, "hidden": hidden, "why": why}
        notebook.restore(after)


def on_many_seeds(path, seconds):
    """Yield a dict for the solution's answer and each right one of the bank at `path`: on which seeds it fails.

    The hidden checks of a task run on seeds drawn from a fixed one, for about `seconds` for each answer. On each, the
    solution must come through, and a right answer must print what agrees with it.
    """
    answers = [answer for answer in read(path) if answer.right]
    notebook = Notebook(pairs.ROOT / "solutions" / f"{Path(path).stem}.ipynb")
    for task in notebook.tasks():
        before = notebook.snapshot()
        notebook.attempt(task)
        after, expected, odd = notebook.snapshot(), {}, {}
        for seed in _in_time(_seeds(), seconds):
            expected[seed], odd[seed] = _hidden_outputs(notebook, task, seed)
        yield _found(task, "the solution", odd)
        for answer in (a for a in answers if a.task == task):
            notebook.restore(before)
            before = notebook.snapshot()
            notebook.attempt(task, answer.code)
            odd = {}
            for seed in _in_time(expected, seconds):
                shown, odd[seed] = _hidden_outputs(notebook, task, seed)
                for label, (printed, rule) in expected[seed].items():
                    if label in shown and not evidence.agrees(printed, shown[label][0], rule):
                        odd[seed] = f"{label} prints something else than for the solution"
            yield _found(task, answer.name, odd)
        notebook.restore(after)


def _found(task, name, odd):
    return {
        "title": f"{task} {name}",
        "seeds": len(odd),
        "odd": {seed: why for seed, why in odd.items() if why},
    }


def _seeds():
    """Seeds out of all that a grading run may draw."""
    rng = np.random.default_rng(0)
    while True:
        yield str(rng.integers(1, 2**31))


def _in_time(seeds, seconds):
    """The `seeds` for so many seconds; one at least."""
    end = time.monotonic() + seconds
    for number, seed in enumerate(seeds):
        if number and time.monotonic() > end:
            return
        yield seed


def _hidden_outputs(notebook, task, seed):
    """``{label: (what a hidden check of the task prints on a seed, its rule)}``, and the error that ended it."""
    shown = {}
    for index in notebook.segment(task):
        role = notebook.roles[index]
        if role.kind == "hidden":
            try:
                with seeded(seed):
                    shown[role.label] = notebook.run(index), role.rule
            except Exception as error:
                return shown, f"{role.label}: {type(error).__name__}: {error}"
    return shown, ""


def main():
    """Print a line of JSON for each answer of the bank that the command line names."""
    import matplotlib

    parser = argparse.ArgumentParser(prog="python -m tests.answer_bank", description=main.__doc__)
    parser.add_argument("bank", metavar="FILE", type=Path, help="such as tests/answers/03_sequential_api.py")
    parser.add_argument(
        "--seconds", type=float, help="run the hidden checks on many seeds, so long for each right answer"
    )
    options = parser.parse_args()
    matplotlib.use("Agg")
    warnings.simplefilter("ignore")
    path = options.bank.resolve()
    os.chdir(pairs.ROOT / "solutions")
    with seeded(SEED):
        found = on_many_seeds(path, options.seconds) if options.seconds else run(path, replayed=True)
        for result in found:
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
