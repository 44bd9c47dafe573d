"""Collects the answer bank: each answer of ``tests/answers/*.py`` is a test, a lesson's answers run in one process."""

import json
import os
import subprocess
import sys

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
        for answer in answer_bank.read(self.path):
            yield AnswerItem.from_parent(self, name=answer.title)

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


class AnswerItem(pytest.Item):
    """One answer: rejected if wrong, with words that help; accepted if right."""

    def runtest(self):
        result = self.parent.results[self.name]
        assert result["ok"], (
            f"{self.name}: visible checks {'hold' if result['visible'] else 'fail'}, hidden checks "
            f"{'hold' if result['hidden'] else 'fail'}. {result['why']}"
        )

    def repr_failure(self, excinfo):
        return str(excinfo.value)

    def reportinfo(self):
        return self.path, 0, self.name
