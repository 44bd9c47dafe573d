"""Tests of utils.work: it copies what is missing and touches nothing else."""

from tests.fixtures.course import EXERCISE
from utils import work

pytest_plugins = "tests.fixtures.course"


def test_copies_every_exercise(course, capsys):
    course.make()
    capsys.readouterr()
    assert work.main() == 0
    files = course.files()
    for name in ("01_first.ipynb", "02_second.ipynb"):
        assert files[f"work/{name}"] == files[f"exercises/{name}"]
    assert capsys.readouterr().out.split() == [
        "copied",
        "work/01_first.ipynb",
        "copied",
        "work/02_second.ipynb",
    ]


def test_copies_what_is_missing_and_never_touches_what_is_there(course, capsys):
    course.make()
    (course / "work").mkdir()
    (course / "work" / "01_first.ipynb").write_text("my answers")
    (course / "work" / "notes.txt").write_text("my notes")
    capsys.readouterr()
    assert work.main() == 0
    assert "kept as it is   work/01_first.ipynb" in capsys.readouterr().out
    before = course.files()
    assert before["work/01_first.ipynb"] == b"my answers"
    assert before["work/02_second.ipynb"] == before["exercises/02_second.ipynb"]
    assert before["work/notes.txt"] == b"my notes"
    assert work.main() == 0
    assert course.files() == before


def test_an_exercise_that_grew_is_not_copied_over_the_students(course):
    work_copy = course.make() / "work" / "01_first.ipynb"
    work.main()
    released = work_copy.read_bytes()
    (course / EXERCISE).write_bytes(b"a newer one")
    work.main()
    assert work_copy.read_bytes() == released
