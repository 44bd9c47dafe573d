"""Tests of utils.grading.records and of the course's conftest.py: how a cell's run becomes a record, strictly."""

import importlib.util
import threading
import time
from types import SimpleNamespace

import nbval.plugin
import pytest
from nbformat.v4 import new_notebook, new_output

from tests.fixtures.course import code
from utils.grading import run as run_module
from utils.grading.records import _ends_as_stored, printed
from utils.grading.run import run
from utils.pairs import COMPARED, ROOT

pytest_plugins = "tests.fixtures.course"

LONG = "long " * 40_000


def compared(source, stored=None):
    """A cell whose output is compared with the stored one."""
    cell = code(source, stored)
    cell.metadata = {"tags": [COMPARED]}
    return cell


def limited(source, seconds):
    """A cell that may take so long."""
    cell = code(source)
    cell.metadata = {"course": {"seconds": seconds}}
    return cell


def records_of(course, *cells, seconds=None):
    """Records of a real run of these cells, as if all were checks."""
    for number, cell in enumerate(cells):
        cell["id"] = f"check-1-{number}"
    nb = new_notebook(cells=list(cells))
    nb.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    (course / "utils").symlink_to(ROOT / "utils")
    records = list(run(nb, "run.ipynb", seconds=seconds))
    assert [record.pop("cell") for record in records] == list(range(len(records)))
    assert list((course / "work").iterdir()) == []  # nothing is left behind
    return records


def test_records_of_a_run_with_a_time_out(course):
    """Passed, differing, raising, not comparable, timed out, and what comes after that: one kernel for all."""
    records = records_of(
        course,
        compared("print(1)", "1\n"),
        compared("print(2)", "1\n"),
        compared("print(3)"),
        compared("import sys\nprint('mine')\nprint('!', file=sys.stderr)\nprint(1)\n'value'", "1\n"),
        code("print('before')\n1 / 0"),
        code(f"raise ValueError('{LONG}')"),
        code("# NBVAL_SKIP\n1 / 0"),
        code("# NBVAL_RAISES_EXCEPTION\n1 / 0"),
        limited("import time\nprint('now', flush=True)\ntime.sleep(60)", 1),
        compared("print(4)", "4\n"),
        code("undefined"),
    )
    times = [record.pop("seconds") for record in records]
    assert all(seconds < 30 for seconds in times) and times[8] >= 1
    division = ("failed", "done", "ZeroDivisionError", "division by zero")
    assert [tuple(record.values()) for record in records[:8]] == [
        ("passed", "done", "", "", "1\n"),
        ("failed", "done", "", "Cell outputs differ", "2\n"),
        (
            "failed",
            "not run",
            "",
            "this cell's output is to be compared, but none is stored: make execute",
            "",
        ),
        ("passed", "done", "", "", "mine\n1\n"),
        (*division, "before\n"),
        ("failed", "done", "ValueError", LONG, ""),
        (*division, ""),
        (*division, ""),
    ]
    stopped = records[8]
    assert (stopped["outcome"], stopped["end"], stopped["stdout"]) == ("failed", "timeout", "now\n")
    assert stopped["message"].startswith("Timeout of 1 seconds exceeded")
    assert [(record["outcome"], record["end"]) for record in records[9:]] == [("failed", "not run")] * 2


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("import os\nprint('now', flush=True)\nos._exit(0)", "died"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "died"),
        ("for _ in range(30):\n    print('x' * 2**20, flush=True)", "flood"),
    ],
    ids=["exit", "signal", "flood"],
)
def test_what_ends_the_kernel_ends_the_run_and_is_said(course, source, end):
    started = time.monotonic()
    records = records_of(
        course, code("print(1)"), code(source), code("print(2)"), compared("print(3)", "3\n")
    )
    assert time.monotonic() - started < 30  # not the minutes that a cell may take
    assert [(record["outcome"], record["end"]) for record in records] == [
        ("passed", "done"),
        ("failed", end),
        ("failed", "not run"),
        ("failed", "not run"),
    ]
    assert records[1]["message"]


def test_a_cells_limit_is_its_own(course):
    """A cell without limit may take longer than the one before it."""
    records = records_of(course, limited("x = 1", 1), code("import time\ntime.sleep(2.5)"), code("print(x)"))
    assert [record["end"] for record in records] == ["done", "done", "done"]


def test_only_of_checks_what_they_printed_is_kept(course):
    """A student's own cells may print a lot, in every run."""
    nb = new_notebook(cells=[code("print(1)"), code("print(2)"), code("print(3)")])
    nb.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    for cell, name in zip(nb.cells, ("extra-0", "check-1-1", "hidden-check-1-1"), strict=True):
        cell["id"] = name
    assert [record["stdout"] for record in run(nb, "run.ipynb")] == ["", "2\n", "3\n"]


def test_a_run_whose_time_is_over_gives_what_it_has(course):
    started = time.monotonic()
    records = records_of(
        course, code("print(1)"), code("import time\ntime.sleep(100)"), code("print(2)"), seconds=10
    )
    assert 9 < time.monotonic() - started < 40
    assert [record["stdout"] for record in records] == ["1\n"]


# What needs no kernel


def stream(text, name="stdout"):
    return new_output("stream", name=name, text=text)


FIGURE = new_output("display_data", data={"text/plain": "<Figure>"})


@pytest.mark.parametrize(
    ("stored", "shown", "same"),
    [
        ([stream("1\n")], [stream("1\n")], True),
        ([stream("1\n")], [stream("1")], True),
        ([stream("1\n")], [stream("mine\n1\n")], True),
        ([stream("1\n")], [stream("mine\n"), FIGURE, stream("!", "stderr"), stream("1\n")], True),
        ([stream("a\nb\n")], [stream("a\n"), stream("b\n")], True),
        ([stream("a\nb\n")], [stream("mine\na\n"), FIGURE, stream("b\n")], True),
        ([stream("1\n")], [], False),
        ([stream("1\n")], [stream("2\n")], False),
        ([stream("1\n")], [stream("1\nmine\n")], False),
        ([stream("1\n")], [stream("11\n")], False),
        ([stream("1\n")], [stream("mine 1\n")], False),
        ([stream("1\n")], [stream("1\n", "stderr")], False),
        ([stream("a\nb\n")], [stream("b\n")], False),
        ([stream("a\nb\n")], [stream("b\na\n")], False),
        ([stream("a\nb\n")], [stream("a\nmine\nb\n")], False),
        ([stream("a\nb\n")], [stream("b\na\nb\n")], True),
    ],
)
def test_what_is_printed_must_end_with_what_is_stored(stored, shown, same):
    assert _ends_as_stored(SimpleNamespace(), shown, stored) is same


@pytest.mark.parametrize("outputs", [None, [], [FIGURE], [stream("!", "stderr")]])
def test_only_standard_output_is_what_a_cell_printed(outputs):
    assert printed(outputs) == ""
    assert printed([stream("a\n"), *(outputs or []), stream("b")]) == "a\nb"


def test_records_are_read_whole_however_they_arrive(tmp_path):
    """A line that is written in pieces is one record, and what was written before the end is read."""
    out = tmp_path / "records"
    out.touch()

    def write():
        for piece in ('{"cell": 0, "mess', 'age": "half"}\n{"cell', '": 1}\n{"cell": 2}\n{"cell": 3'):
            with open(out, "a") as file:
                file.write(piece)
            time.sleep(0.2)

    writer = threading.Thread(target=write)
    writer.start()
    assert list(run_module._follow(writer, out, None)) == [
        {"cell": 0, "message": "half"},
        {"cell": 1},
        {"cell": 2},
    ]


def test_a_run_that_gives_nothing_at_all_says_why(course):
    with pytest.raises(RuntimeError, match="(?s)^the checks could not be run:\n.*no tests ran"):
        list(run(new_notebook(cells=[code("print(1)")]), "run.txt"))
    assert list((course / "work").iterdir()) == []


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
