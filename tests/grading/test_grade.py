"""Real submissions to every lesson, through the whole grader: each gets what it deserves."""

import json

import pytest

from tests import answer_bank
from utils import pairs
from utils.grading import __main__ as command
from utils.grading import grade
from utils.grading.run import BUBBLEWRAP
from utils.pairs import ROOT

EXERCISES = sorted((ROOT / "exercises").glob("*.ipynb"))
QUICK = EXERCISES[0]  # a lesson without TensorFlow
SEEDS = (2, 3, 5, 7, 11)

pytestmark = pytest.mark.usefixtures("sandbox_available")


def answers_of(exercise):
    """``{task: the solution's answer}``."""
    cells = pairs.read(ROOT / "solutions" / exercise.name).cells
    return {role.number: cell.source for cell in cells if (role := pairs.role_of(cell)).kind == "task"}


def points_of(exercise):
    """``{task: its points}``."""
    points = dict.fromkeys(answers_of(exercise), 0)
    for cell in pairs.read(exercise).cells:
        role = pairs.role_of(cell)
        if role.kind == "check":
            points[role.number] += role.points
    return points


def hand_in(folder, student, exercise, answers):
    """Save the exercise with these answers as a student's submission."""
    nb = pairs.read(exercise)
    for cell in nb.cells:
        role = pairs.role_of(cell)
        if role.kind == "task" and role.number in answers:
            cell.source = answers[role.number]
    (folder / student).mkdir(parents=True, exist_ok=True)
    pairs.write(folder / student / exercise.name, pairs.dumps(nb))


def graded(submissions, out, *options):
    """Grade a folder: ``{student: record}``."""
    assert command.main([str(submissions), "--out", str(out), *options]) == 0
    return {
        path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("[!.]*/*.json")
    }


def by_task(record, key):
    return {task["task"]: task[key] for task in record["tasks"]}


def check_released_half_and_whole(exercise, tmp_path, seed):
    whole = answers_of(exercise)
    half = dict(list(whole.items())[::2])
    for student, answers in {"released": {}, "half": half, "whole": whole}.items():
        hand_in(tmp_path / "in", student, exercise, answers)
    records = graded(tmp_path / "in", tmp_path / "out", "--seed", str(seed))
    points = points_of(exercise)
    assert by_task(records["whole"], "points") == points and sum(points.values()) == 20
    assert by_task(records["half"], "points") == {n: points[n] if n in half else 0 for n in points}
    assert set(by_task(records["released"], "status").values()) == {"not attempted"}
    assert set(by_task(records["half"], "status").values()) == {"right", "not attempted"}
    assert [record["look"] for record in records.values()] == [[], [], []]


def test_released_nothing_half_done_half_whole_everything(tmp_path):
    check_released_half_and_whole(QUICK, tmp_path, 1)


@pytest.mark.grading
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_on_every_seed_each_gets_its_points(exercise, seed, tmp_path):
    check_released_half_and_whole(exercise, tmp_path, seed)


@pytest.mark.grading
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_each_task_alone_is_graded_like_all_together(exercise, tmp_path):
    """A task's checks hold without the cells of the others' checks: nothing in there is needed later on."""
    for number, source in answers_of(exercise).items():
        hand_in(tmp_path / "in", number, exercise, {number: source})
    records = graded(tmp_path / "in", tmp_path / "out")
    points = points_of(exercise)
    for number, record in records.items():
        assert by_task(record, "points") == {n: points[n] if n == number else 0 for n in points}


@pytest.mark.grading
def test_no_expected_value_gets_out(tmp_path):
    """Whoever is wrong learns that, and why; not what the hidden check wanted to see."""
    wrong = {
        a.task: a for a in answer_bank.read(ROOT / "tests" / "answers" / f"{QUICK.stem}.py") if not a.right
    }
    hand_in(tmp_path / "in", "kim", QUICK, {n: f"# Task {n}\n{a.code}" for n, a in wrong.items()})
    record = graded(tmp_path / "in", tmp_path / "out", "--seed", "13")["kim"]
    assert set(by_task(record, "points").values()) == {0}
    written = "".join(
        path.read_text(encoding="utf-8")
        for path in (tmp_path / "out").rglob("*")
        if path.suffix in {".html", ".json", ".csv"}  # the kept results, too
    )
    lesson = grade.lesson(*grade.solution_of(1), 13, BUBBLEWRAP)
    for _, evidence in lesson.evidence.values():
        parts = [json.dumps(part) for part in json.loads(evidence)]
        assert len(evidence) > 20 and evidence not in written
        assert not [part for part in parts if len(part) > 12 and part in written]


@pytest.mark.grading
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda path: path.stem)
def test_every_answer_of_the_bank_gets_what_it_deserves(exercise, tmp_path):
    """A submission holds one answer to each task, so that wrong ones and right ones stand in each other's company."""
    bank = {number: [] for number in answers_of(exercise)}
    for answer in answer_bank.read(ROOT / "tests" / "answers" / f"{exercise.stem}.py"):
        bank[answer.task].append(answer)
    rounds = max(len(answers) for answers in bank.values())
    chosen = [{n: answers[k % len(answers)] for n, answers in bank.items()} for k in range(rounds)]
    for k, answers in enumerate(chosen):
        given = {n: f"# Task {n}\n{a.code}" for n, a in answers.items()}
        hand_in(tmp_path / "in", f"{k:03}", exercise, given)
    records = graded(tmp_path / "in", tmp_path / "out")
    points = points_of(exercise)

    def undeserved(answer, record):
        """What is wrong with the points for an answer; "" if nothing."""
        task = next(task for task in record["tasks"] if task["task"] == answer.task)
        if task["points"] == (points[answer.task] if answer.right else 0):
            return ""
        return f"{answer.title}: {task['points']} points, {task['status']}: {task['messages']}"

    doubtful = [
        a for k, answers in enumerate(chosen) for a in answers.values() if undeserved(a, records[f"{k:03}"])
    ]
    # Two wrong answers may make a right one: a rate that is ignored mends one that is wrong. Alone it must not count.
    assert len(doubtful) < 5
    for k, answer in enumerate(doubtful):
        hand_in(
            tmp_path / "alone", f"{k:03}", exercise, {answer.task: f"# Task {answer.task}\n{answer.code}"}
        )
    if doubtful:
        records = graded(tmp_path / "alone", tmp_path / "out-alone")
        assert not [found for k, a in enumerate(doubtful) if (found := undeserved(a, records[f"{k:03}"]))]
    judged = {answer.title for answers in chosen for answer in answers.values()}
    assert judged == {answer.title for answers in bank.values() for answer in answers}
