"""Tests of the command `make grade`: what it takes, what it leaves, and that a grade does not depend on the day."""

import json
import os

import pytest

from utils import pairs
from utils.grading import __main__ as command
from utils.grading import batch, grade, sandbox
from utils.grading.handed_in import find

EXERCISE = "01_perceptron"


@pytest.fixture
def isolated(monkeypatch):
    """The sandbox is taken for granted, and nothing is run in it."""
    monkeypatch.setattr(sandbox, "why_not", lambda: "")


@pytest.fixture
def handed_in(tmp_path):
    """A folder with a student's untouched exercise, which needs no kernel."""
    place = tmp_path / "in" / "kim" / f"{EXERCISE}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_bytes((pairs.ROOT / "exercises" / f"{EXERCISE}.ipynb").read_bytes())
    return tmp_path / "in"


def complaint(capsys, *arguments):
    """What is said about bad input, which must be one or two lines and no traceback."""
    assert command.main([str(argument) for argument in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") <= 2
    return captured.err


# Bad input


def test_submissions_that_are_not_there(tmp_path, isolated, capsys):
    said = complaint(capsys, tmp_path / "nowhere", "--out", tmp_path / "out")
    assert "is no folder" in said and "make grade SUBMISSIONS=folder" in said


def test_a_folder_without_students(tmp_path, isolated, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / ".DS_Store").touch()
    assert "is empty; a folder for each student" in complaint(
        capsys, tmp_path / "in", "--out", tmp_path / "out"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["in", "in/grades", "."])
def test_grades_and_submissions_must_not_lie_in_each_other(tmp_path, handed_in, isolated, capsys, out):
    assert "must not lie in each other" in complaint(capsys, handed_in, "--out", tmp_path / out)


def test_a_file_where_the_grades_should_go(tmp_path, handed_in, isolated, capsys):
    (tmp_path / "out").write_text("mine")
    assert "is a file" in complaint(capsys, handed_in, "--out", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize("kept", ["", "seven", "0", "-3", "99999999999"])
def test_a_seed_that_is_none(tmp_path, handed_in, isolated, capsys, kept):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "seed.txt").write_text(kept)
    assert "holds no seed; delete it" in complaint(capsys, handed_in, "--out", tmp_path / "out")


@pytest.mark.parametrize("seed", ["0", "-1", "2147483648", "x"])
def test_a_seed_must_be_one(handed_in, isolated, capsys, seed):
    with pytest.raises(SystemExit) as end:
        command.main([str(handed_in), "--seed", seed])
    assert end.value.code == 2
    assert f"argument --seed: '{seed}' is no number from 1 to 2147483647" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-1", "1001", "two", "1.5"])
def test_a_number_of_jobs_must_be_one(handed_in, isolated, capsys, jobs):
    with pytest.raises(SystemExit):
        command.main([str(handed_in), "--jobs", jobs])
    assert f"argument --jobs: '{jobs}' is no number from 1 to 1000" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"PK\3\4 and then nothing", b"", b"kim"])
def test_a_file_that_is_no_zip_archive(tmp_path, isolated, capsys, content):
    (tmp_path / "class.zip").write_bytes(content)
    said = complaint(capsys, tmp_path / "class.zip", "--out", tmp_path / "out")
    assert said.startswith(f"{tmp_path / 'class.zip'} cannot be read: this is not a zip archive")
    assert not (tmp_path / "out").exists()


def test_a_place_for_the_grades_that_cannot_be_written(handed_in, isolated, capsys):
    assert command.main([str(handed_in), "--out", "/proc/grades"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("/proc/grades") and said.count("\n") == 1 and "cannot be read or written" in said


def test_another_seed_needs_another_folder(tmp_path, handed_in, isolated, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "seed.txt").write_text("5\n")
    said = complaint(capsys, handed_in, "--out", tmp_path / "out", "--seed", 6)
    assert "says seed 5" in said and "OUT=grades-2" in said


# The seed


def test_a_seed_is_drawn_once_and_kept(tmp_path):
    first = command._seed(tmp_path / "a", None)
    assert command._seed(tmp_path / "a", None) == first == int((tmp_path / "a" / "seed.txt").read_text())
    assert len({command._seed(tmp_path / name, None) for name in "abcde"}) > 1
    assert command._seed(tmp_path / "f", 7) == command._seed(tmp_path / "f", None) == 7


@pytest.mark.grading
@pytest.mark.usefixtures("sandbox_available")
def test_the_same_submission_gets_the_same_record(tmp_path, solved):
    """Whatever stands beside it, however often it is graded."""
    nb = solved(EXERCISE)
    for cell in nb.cells:
        if pairs.role_of(cell).number == "1.1" and pairs.role_of(cell).kind == "task":
            cell.source = "# Task 1.1\ndef at_most(k, n):\n    return np.ones(n), k"
    for student in ("kim", "lee"):
        (tmp_path / "in" / student).mkdir(parents=True)
        pairs.write(tmp_path / "in" / student / f"{EXERCISE}.ipynb", pairs.dumps(nb))
    texts = set()
    for out in ("one", "one", "two"):
        assert command.main([str(tmp_path / "in"), "--out", str(tmp_path / out), "--seed", "9"]) == 0
        for student in ("kim", "lee"):
            text = (tmp_path / out / student / f"{EXERCISE}.json").read_text(encoding="utf-8")
            texts.add(text.replace('"lee"', '"kim"'))
    assert len(texts) == 1
    record = json.loads(texts.pop())
    assert (record["total"], record["tasks"][0]["status"]) == (18, "wrong")


# What is found, and what is said


def test_of_two_notebooks_of_a_lesson_the_later_counts(handed_in):
    first, second = handed_in / "kim" / "a.ipynb", handed_in / "kim" / "b.ipynb"
    (handed_in / "kim" / f"{EXERCISE}.ipynb").rename(first)
    second.write_bytes(first.read_bytes())
    a, b = ("a.ipynb is later, and counts", "b.ipynb is later, and counts")
    for later, reasons in ((first, ["", a]), (second, [b, ""])):
        os.utime(first, (1, 1))
        os.utime(second, (1, 1))
        os.utime(later, (2, 2))
        assert [reason for *_, reason in batch.latest(find(handed_in))] == reasons


def test_progress_pages_and_gradebook(tmp_path, handed_in, isolated, capsys, monkeypatch):
    def lesson(name, solution, seed, isolation):
        raise grade.NotGradable("check 1.1 does not pass here")

    monkeypatch.setattr(grade, "lesson", lesson)
    (handed_in / "lee").mkdir()
    assert command.main([str(handed_in), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert "[1/2] lee/lee ... not graded: no notebook was handed in" in said
    assert "[2/2] kim/01_perceptron.ipynb ... not graded: check 1.1 does not pass here" in said
    assert "2 need a look:" in said
    lines = (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == [
        "student,notebook,status,total,out_of",
        "kim,01_perceptron.ipynb,not graded: check 1.1 does not pass here,,",
        "lee,lee,not graded: no notebook was handed in,,",
    ]


def test_a_failure_of_the_grader_costs_one_row(tmp_path, handed_in, isolated, monkeypatch):
    def fails(codes, lesson):
        raise ZeroDivisionError("oh")

    def lesson(name, solution, seed, isolation):
        return grade.Lesson(name, solution, pairs.make_exercise(solution), seed, isolation)

    monkeypatch.setattr(grade, "lesson", lesson)
    monkeypatch.setattr(grade, "grade", fails)
    (handed_in / "lee").mkdir()
    assert command.main([str(handed_in), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    text = (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert "kim,01_perceptron.ipynb,not graded: the grader failed: ZeroDivisionError: oh,," in text
    assert text.count("\n") == 3
