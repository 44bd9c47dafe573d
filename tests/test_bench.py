"""Tests of tests.bench: the same cells, failures that show, a page that can be read."""

import sys

import pytest
from nbformat.v4 import new_notebook

from tests import bench
from tests.fixtures.course import code

pytest_plugins = "tests.fixtures.course"

FOUND = {
    "imports": {"utils.data": 0.12, "keras": 3.0},
    "set-up": 60.4,
    "loops": {1: (2.0, [0.5, 0.4]), 50: (0.5, [0.5, 0.4])},
    "grading": [("01_perceptron", 6.0, 5.0, 4.0)],
    "notebooks": [("notebooks/01_a.ipynb", 6.0, 5.0), ("solutions/01_a.ipynb", 5.0, 5.0)],
}


def test_a_script_has_the_cells_but_those_that_are_skipped(course):
    skipped = code("%tensorboard --logdir runs")
    skipped.metadata["tags"] = ["nbval-skip"]
    cells = [code("%matplotlib inline\nx = 2"), skipped, code("print(x)")]
    course.write("notebooks/01_first.ipynb", new_notebook(cells=cells))
    script = bench.script_of(course / "notebooks" / "01_first.ipynb")
    assert "print(x)" in script and "matplotlib.use" in script and "tensorboard" not in script
    assert bench.as_script(course / "notebooks" / "01_first.ipynb") > 0


def test_a_script_that_fails_is_not_timed(course):
    course.write("notebooks/01_first.ipynb", new_notebook(cells=[code("1 / 0")]))
    with pytest.raises(bench.Failed, match="ZeroDivisionError"):
        bench.as_script(course / "notebooks" / "01_first.ipynb")


def test_what_may_fail_is_timed_anyway():
    command = [sys.executable, "-c", "raise SystemExit(1)"]
    assert 0 < bench.timed(command, fails=True) < 20
    with pytest.raises(bench.Failed, match="SystemExit"):
        bench.timed(command)


def test_submissions_have_one_task_wrong_each(tmp_path):
    bench.submit(tmp_path, "01_perceptron")
    found = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("*/*.ipynb"))]
    assert len(set(found)) == len(found) == bench.SUBMISSIONS


def test_the_page_says_ratios_and_whether_losses_are_equal():
    page = bench.build(FOUND)
    assert "| all lessons and solutions under nbval | 11 | 10 as scripts | 1.10 |" in page
    assert "losses equal | 4.00 |" in page and "| `import utils.data` | 0.12 |  |  |" in page
    assert "| 01_perceptron | 6.0 | 5.0 | 4.0 |" in page and "| all | 11.0 | 10.0 | 1.10 |" in page
    other = bench.build(FOUND | {"loops": {1: (2.0, [0.5]), 50: (0.5, [0.6])}})
    assert "losses NOT equal" in other


def test_the_machine_is_named():
    assert "cores" in bench.machine()
