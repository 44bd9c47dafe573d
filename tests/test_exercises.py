"""Every exercise, run: as released it scores nothing, with the solution's answers everything, half done its half."""

import json

import nbformat
import pytest

from utils import pairs
from utils.grading import validate
from utils.grading.verdict import NOT_ATTEMPTED, RIGHT
from utils.pairs import ROOT

EXERCISES = sorted((ROOT / "exercises").glob("*.ipynb"))


def tasks_of(nb):
    return {role.number: cell for cell in nb.cells if (role := pairs.role_of(cell)).kind == "task"}


def hand_in(exercise, answered, path):
    """Save `exercise` with the solution's answers to the tasks `answered`, and with outputs that claim success."""
    nb = pairs.read(exercise)
    solved = tasks_of(pairs.read(ROOT / "solutions" / exercise.name))
    for number, cell in tasks_of(nb).items():
        if number in answered:
            cell.source = solved[number].source
    for cell in nb.cells:
        if cell.cell_type == "code" and not cell.outputs:
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="all checks hold\n")]
            cell.execution_count = 1
    pairs.write(path, pairs.dumps(nb))


def verdicts(path):
    notes, results = validate.validate(path)
    assert not notes, notes
    return list(results)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_as_released_nothing_is_attempted(exercise):
    found = verdicts(exercise)
    assert sum(verdict.points for verdict in found) == pairs.POINTS_PER_EXERCISE
    assert [verdict.status for verdict in found] == [NOT_ATTEMPTED] * len(found), found


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_half_done_half_is_right_whatever_the_outputs_claim(exercise, tmp_path):
    numbers = list(tasks_of(pairs.read(exercise)))
    answered = numbers[::2]
    hand_in(exercise, answered, tmp_path / "half.ipynb")
    before = (tmp_path / "half.ipynb").read_bytes()
    for verdict in verdicts(tmp_path / "half.ipynb"):
        expected = RIGHT if verdict.label.rstrip("abc") in answered else NOT_ATTEMPTED
        assert verdict.status == expected, verdict
    assert (tmp_path / "half.ipynb").read_bytes() == before


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_with_the_solutions_answers_everything_is_right(exercise, tmp_path):
    hand_in(exercise, list(tasks_of(pairs.read(exercise))), tmp_path / "done.ipynb")
    assert {verdict.status for verdict in verdicts(tmp_path / "done.ipynb")} == {RIGHT}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_checks_outputs_are_the_solutions(exercise):
    checks = [
        {
            pairs.role_of(c).label: json.dumps(c.outputs)
            for c in pairs.read(path).cells
            if pairs.role_of(c).kind == "check"
        }
        for path in (exercise, ROOT / "solutions" / exercise.name)
    ]
    assert checks[0] == checks[1] and checks[0]
