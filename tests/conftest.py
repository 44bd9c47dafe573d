"""Collects the answer bank: each answer of ``tests/answers/*.py`` is a test, a lesson's answers run in one process.

So is, for each task, that its hidden check takes no output of another seed.
"""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from tests import answer_bank
from utils.pairs import ROOT


def pytest_collect_file(file_path, parent):
    if file_path.parent.name == "answers" and file_path.suffix == ".py":
        return AnswerFile.from_parent(parent, path=file_path)
    return None


class AnswerFile(pytest.File):
    """The answers of a lesson."""

    results = None

    def collect(self):
        answers = answer_bank.read(self.path)
        for answer in answers:
            yield AnswerItem.from_parent(self, name=answer.title)
        for task in dict.fromkeys(answer.task for answer in answers):
            yield ReplayItem.from_parent(self, name=f"{task} {answer_bank.REPLAYED}")

    def setup(self):
        command = [sys.executable, "-m", "tests.answer_bank", str(self.path)]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        if done.returncode:
            pytest.fail(f"the answers could not be run:\n{done.stdout}\n{done.stderr}", pytrace=False)
        results = [json.loads(line) for line in done.stdout.splitlines()]
        self.results = {result["title"]: result for result in results}
        for title, result in self.results.items():
            if title.endswith("the solution") and not result["ok"]:
                pytest.fail(f"{title} does not pass its own checks: {result['why']}", pytrace=False)


class BankItem(pytest.Item):
    """What the run of a lesson's answers has found about `name`."""

    def repr_failure(self, excinfo):
        return str(excinfo.value)

    def reportinfo(self):
        return self.path, 0, self.name


class ReplayItem(BankItem):
    """A hidden check: what it prints for one seed is no answer for another."""

    def runtest(self):
        result = self.parent.results[self.name]
        assert result["ok"], result["why"]


class AnswerItem(BankItem):
    """One answer: rejected if wrong, by the hidden check and with words that help; accepted if right."""

    def runtest(self):
        result = self.parent.results[self.name]
        verdict = (self.path.stem, result["visible"], result["hidden"])
        self.user_properties.append(("verdict", verdict))
        assert result["ok"], (
            f"{self.name}: visible checks {'hold' if result['visible'] else 'fail'}, hidden checks "
            f"{'hold' if result['hidden'] else 'fail'}. {result['why']}"
        )


def pytest_terminal_summary(terminalreporter):
    """A line for each lesson: how many answers were judged as they should be, and by which checks."""
    counts = Counter()
    for report in terminalreporter.stats.get("passed", []):
        counts.update(tuple(value) for name, value in report.user_properties if name == "verdict")
    for lesson in sorted({lesson for lesson, *_ in counts}):
        terminalreporter.write_line(
            f"{lesson}: {counts[lesson, False, False]} wrong answers rejected by both checks, "
            f"{counts[lesson, True, False]} by the hidden check only, "
            f"{counts[lesson, True, True]} right answers accepted"
        )
