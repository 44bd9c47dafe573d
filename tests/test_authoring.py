"""Tests of utils.authoring: a new lesson is whole from the start; a run is stored as a whole or not at all."""

import json

import pytest

from tests import answer_bank
from tests.fixtures.course import EXERCISE, LESSON, SOLUTION, code, insert
from utils import authoring, pairs

pytest_plugins = "tests.fixtures.course"

NEW = ["notebooks/15_my_name.ipynb", "solutions/15_my_name.ipynb", "tests/answers/15_my_name.py"]


@pytest.fixture
def no_kernel(monkeypatch):
    """Kernels that must not be needed."""
    monkeypatch.setattr(authoring, "NotebookClient", None)


def test_a_new_lesson_is_whole(course, capsys):
    assert authoring.main(["new", "15_my_name"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [f"written {place}" for place in NEW]
    made = course.files()
    assert set(NEW) | {"exercises/15_my_name.ipynb"} < set(made)
    assert pairs.main() == 0 and course.files() == made
    for place in NEW[:2]:
        nb = course.read(place)
        codes = [cell for cell in nb.cells if cell.cell_type == "code"]
        assert nb.metadata.course == {
            "executed": pairs.fingerprint(codes),
            "versions": authoring.versions(),
        }
        assert [cell.execution_count for cell in codes] == list(range(1, len(codes) + 1))
        assert "15 · My name\n" in nb.cells[0].source
        assert json.dumps(nb).count('"outputs": [{') >= 1
    assert "15 · My name" not in (course / "README.md").read_text()  # the title there goes without its number
    assert "| 15 | [My name](notebooks/15_my_name.ipynb)" in (course / "README.md").read_text()
    results = list(answer_bank.run(course / NEW[2]))
    assert [result["ok"] for result in results] == [True] * 4


@pytest.mark.parametrize(
    "name", ["15", "15_", "5_name", "015_name", "name", "15_Name", "15-name", "15_na me", "15_é"]
)
def test_a_bad_name_is_refused(course, no_kernel, capsys, name):
    before = course.files()
    assert authoring.main(["new", name]) == 1
    assert capsys.readouterr().err == (
        f"notebooks: '{name}' is no name for a lesson; 15_convolution is one\n"
    )
    assert course.files() == before


@pytest.mark.parametrize("taken", [*NEW, "exercises/15_my_name.ipynb"])
@pytest.mark.parametrize("name", ["15_my_name", "15_other"])
def test_a_number_that_is_taken_is_refused(course, no_kernel, capsys, taken, name):
    (course / taken).parent.mkdir(exist_ok=True)
    (course / taken).write_text("mine")
    before = course.files()
    assert authoring.main(["new", name]) == 1
    assert capsys.readouterr().err == f"{taken}: number 15 is taken\n"
    assert course.files() == before


def test_a_run_that_fails_leaves_the_file_as_it_was(course, capsys):
    course.edit(LESSON, insert("print", code("print('before')\n1 / 0")))
    before = course.files()
    assert authoring.main(["execute", LESSON]) == 1
    assert course.files() == before
    said = capsys.readouterr().err
    assert said.startswith(f"{LESSON}: it does not run, nothing was stored:\n")
    assert "ZeroDivisionError" in said and "division by zero" in said


def test_a_cell_tagged_nbval_skip_is_not_run_and_keeps_no_outputs(course):
    cell = code("%tensorboard --logdir=./my_logs", "Launching TensorBoard...\n")
    cell.metadata["tags"] = [pairs.SKIPPED]
    course.edit(LESSON, insert("print", cell, code("print('after')")))
    assert authoring.main(["execute", LESSON]) == 0
    cells = [cell for cell in course.read(LESSON).cells if cell.cell_type == "code"]
    [skipped] = [cell for cell in cells if pairs.skipped(cell)]
    assert skipped.source == "%tensorboard --logdir=./my_logs"
    assert (skipped.outputs, skipped.execution_count) == ([], None)
    assert [cell.execution_count for cell in cells] == [1, 2, None, 3]
    assert cells[-1].outputs[0].text == "after\n"


@pytest.mark.parametrize("name", [EXERCISE, f"./{EXERCISE}", "exercises/none.ipynb"])
def test_an_exercise_is_not_executed(course, no_kernel, capsys, name):
    before = course.make().files()
    capsys.readouterr()
    assert authoring.main(["execute", name]) == 1
    assert "an exercise's outputs are made from its solution: execute that one" in capsys.readouterr().err
    assert course.files() == before


@pytest.mark.parametrize("name", ["15_none", "notebooks/15_none.ipynb", "", "01"])
def test_what_is_not_there_is_not_executed(course, no_kernel, capsys, name):
    assert authoring.main(["execute", name]) == 1
    assert "there is no such notebook" in capsys.readouterr().err


def test_a_name_stands_for_lesson_and_solution(course):
    assert authoring.executable("01_first") == [course / LESSON, course / SOLUTION]
    assert authoring.executable("00_start_here") == [course / "notebooks" / "00_start_here.ipynb"]
    assert authoring.executable(SOLUTION) == [course / SOLUTION]
