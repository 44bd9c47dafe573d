"""Tests of utils.grading.records and of the course's conftest.py: how a cell's run becomes a record, strictly."""

import importlib.util
import json
import os
import subprocess
import sys

import nbval.plugin
import pytest
from nbformat.v4 import new_notebook

from tests.fixtures.course import code
from utils.pairs import ROOT

pytest_plugins = "tests.fixtures.course"

LONG = "long " * 40_000


def test_records_of_a_run_with_a_time_out(course):
    """Passed, differing, raising, not comparable, timed out, and what comes after that: one kernel for all."""
    compared = {"tags": ["nbval-check-output"]}
    same, differs, never_run = code("print(1)", "1\n"), code("print(2)", "1\n"), code("print(3)")
    for cell in (same, differs, never_run):
        cell.metadata = compared
    after = code("print(4)", "4\n")
    after.metadata = compared
    nb = new_notebook(
        cells=[
            same,
            differs,
            never_run,
            code("1 / 0"),
            code(f"raise ValueError('{LONG}')"),
            code("# NBVAL_SKIP\n1 / 0"),
            code("import time\ntime.sleep(60)"),
            after,
            code("undefined"),
        ]
    )
    nb.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    course.write("work/run.ipynb", nb)
    out = course / "records"
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--nbval-lax", "--nbval-cell-timeout=1"]
    command += ["-p", "no:cacheprovider", "-p", "utils.grading.records", f"--records={out}", "work/run.ipynb"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.run(command, cwd=course.root, capture_output=True, text=True, env=environment)
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert [record.pop("cell") for record in records] == list(range(9))
    expired = "Previous cell timed out, expected cell to fail"
    assert [tuple(record.values()) for record in records] == [
        ("passed", "", ""),
        ("failed", "", "Cell outputs differ"),
        ("failed", "", "this cell's output is to be compared, but none is stored: make execute"),
        ("failed", "ZeroDivisionError", "division by zero"),
        ("failed", "ValueError", LONG),
        ("skipped", "", ""),
        ("failed", "KeyboardInterrupt", "Timeout of 1 seconds exceeded executing cell"),
        ("failed", "", expired),
        ("failed", "", expired),
    ]
    assert process.returncode == 1
    summary = process.stdout.splitlines()[-1]
    assert (
        "6 failed, 1 passed, 1 skipped, 1 error" in summary
    )  # nbval alone: xfailed and xpassed, which fail nothing


@pytest.fixture
def conftest(monkeypatch):
    """The course's conftest.py, loaded once more, which replaces nbval's kernel until the test ends."""
    monkeypatch.setattr(nbval.plugin, "RunningKernel", nbval.plugin.RunningKernel)
    spec = importlib.util.spec_from_file_location("course_conftest", ROOT / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("failures", "starts"), [(0, 1), (1, 2)])
def test_a_kernel_that_does_not_start_is_started_once_more(conftest, monkeypatch, failures, starts):
    calls = []

    def start(self, kernel_name, cwd=None, startup_timeout=60):
        calls.append((kernel_name, cwd, startup_timeout))
        if len(calls) <= failures:
            raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(nbval.kernel.RunningKernel, "__init__", start)
    nbval.plugin.RunningKernel("python3", cwd="here", startup_timeout=7)
    assert calls == [("python3", "here", 7)] * starts


def test_a_kernel_that_never_starts_is_an_error(conftest, monkeypatch):
    def start(self, *args, **kwargs):
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(nbval.kernel.RunningKernel, "__init__", start)
    with pytest.raises(RuntimeError, match="Kernel died"):
        nbval.plugin.RunningKernel("python3")
