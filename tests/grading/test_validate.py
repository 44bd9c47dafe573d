"""Tests of utils.grading.validate: real kernels on a small course, what each check says, and what cannot help."""

import re
import shutil
import time
from pathlib import Path

import pytest
from nbformat.v4 import new_output

from tests.fixtures.course import MALFORMED, code, drop, find, insert, text
from utils import pairs
from utils.grading import validate
from utils.grading.merge import STUB
from utils.grading.validate import HOLDS, MISSING, NOT_CHECKED, WRONG, Verdict

pytest_plugins = "tests.fixtures.course"

WRITES = "def helper(x):\n    open('records', 'w').close()  # a file of its own\n    return x + 9"
EXERCISE, MINE = "exercises/02_second.ipynb", "work/02_second.ipynb"


@pytest.fixture
def mine(course):
    """The course with a copy of exercise 02 in work/."""
    course.make()
    (course / "work").mkdir()
    (course / "utils").symlink_to(Path(validate.__file__).parents[1])
    shutil.copy(course / EXERCISE, course / MINE)
    return course


def give(cells, n, body, marker=None):
    """Answer task 2.n; `body` is the function's."""
    find(cells, f"# Task 2.{n}\n").source = f"{marker or f'# Task 2.{n}'}\ndef f{n}(x):\n    {body}"


def claim(cell, printed):
    """Store an output that a run did not give."""
    cell.outputs, cell.execution_count = [new_output("stream", name="stdout", text=printed)], 1


def printed_lines(capsys):
    """What stands in the terminal, without the line that says how it goes on; asserts that no error does."""
    captured = capsys.readouterr()
    assert captured.err == ""
    first, *lines = captured.out.splitlines()
    assert first == f"Checking {MINE} as it was last saved ..."
    return lines


def test_each_check_says_what_it_found_and_no_trick_helps(mine, capsys):
    def work(cells):
        give(cells, 1, "return x + 1")
        give(cells, 2, "return x - 2")  # wrong, and the check says why
        claim(find(cells, "# Task 2.3\n"), "")  # the stub, with an output that claims success
        claim(find(cells, "# Check 2.3 "), "f3(10) is 13\n")
        drop("# Task 2.4\n")(cells)
        find(cells, "# Task 2.5\n").source = "# Task 2.5\ndef f5(x):\n    return x +"
        give(cells, 6, "print('let us see'); return x + 6")
        give(cells, 7, "return 3")
        find(cells, "# Check 2.7 ").source = "# Check 2.7 · 20 points\nprint('f7(10) is 17')"
        give(cells, 8, "return f3(x) + 5")  # needs an answer that is not given
        give(cells, 9, "return helper(x)")
        insert("# Check 2.8 ", code(WRITES))(cells)
        give(cells, 10, "return {}[x]")
        insert("# Check 2.10 ", code("# Check 2.11 · 50 points\nprint('mine')"))(cells)
        insert("# Set-up", code("def add(x, n):\n    raise OSError"), code("1 / 0"))(cells)

    mine.edit(MINE, work)
    before = mine.files()
    assert validate.main([str(mine / MINE)]) == 1
    assert mine.files() == before  # the student's file as it was, and nothing left behind
    assert sorted(path.name for path in (mine / "work").iterdir()) == ["02_second.ipynb"]
    lines = [re.sub(r"\(\d+\.py, ", "(", line) for line in printed_lines(capsys)]  # IPython's name of a cell
    assert lines == [
        "Note: The given cell '# Check 2.7 · 2 points' was changed; the course's own is run instead of it.",
        "  ✔ 2.1   2 points  holds",
        "  ✘ 2.2   2 points  wrong: f2 takes away",
        "  · 2.3   2 points  missing: not answered yet",
        "  · 2.4   2 points  missing: no cell begins with '# Task 2.4'",
        "  ✘ 2.5   2 points  wrong: the answer's cell does not run: SyntaxError: invalid syntax (line 3)",
        "  ✘ 2.6   2 points  wrong: the check prints something else than it should; take out what your answer prints itself",
        "  ✘ 2.7   2 points  wrong: the check prints something else than it should; take out what your answer prints itself",
        "  · 2.8   2 points  missing: this answer, or another one that it needs, is not given yet",
        "  ✔ 2.9   2 points  holds",
        "  ✘ 2.10  2 points  wrong: KeyError: 1",
        "4 of 20 points by the checks that you see (2 holds, 5 wrong, 3 missing).",
    ]


def test_a_kernel_that_dies_costs_what_comes_after_it_and_no_more(mine, capsys):
    def work(cells):
        give(cells, 1, "return x + 1")
        give(cells, 2, "import os; os._exit(0)")
        for n in range(3, 11):
            give(cells, n, f"return x + {n}")

    mine.edit(MINE, work)
    started = time.monotonic()
    assert validate.main(["02_second"]) == 1
    assert time.monotonic() - started < 30  # not the minutes that a cell may take
    lines = printed_lines(capsys)
    assert lines[:2] == [
        "  ✔ 2.1   2 points  holds",
        "  ? 2.2   2 points  not checked: the kernel died while this cell ran",
    ]
    assert lines[2:-1] == [
        f"  ? {f'2.{n}':<5} 2 points  not checked: Kernel dead on test start" for n in range(3, 11)
    ]
    assert lines[-1] == "2 of 20 points by the checks that you see (1 holds, 9 not checked)."
    assert sorted(path.name for path in (mine / "work").iterdir()) == ["02_second.ipynb"]


# What needs no kernel


def record(outcome="failed", error="", message=""):
    return {"cell": 0, "outcome": outcome, "error": error, "message": message}


PASSED = record("passed")
DIFFERS = record(message="Cell outputs differ")
BY_HAND = record(error="AssertionError", message="first define `model`")
OPEN = record(error="NotImplementedError")
NAME = record(error="NameError", message="name 'f' is not defined")
DEAD = record(message="Kernel dead on test start")


@pytest.mark.parametrize(
    ("check", "answer", "rule", "status", "message"),
    [
        (PASSED, PASSED, "marker", HOLDS, ""),
        (PASSED, NAME, None, HOLDS, ""),
        (BY_HAND, PASSED, "marker", WRONG, "first define `model`"),
        (BY_HAND, PASSED, STUB, MISSING, "first define `model`"),
        (BY_HAND, OPEN, STUB, MISSING, "first define `model`"),
        (OPEN, PASSED, STUB, MISSING, "not answered yet"),
        (OPEN, PASSED, "name", MISSING, "this answer, or another one that it needs, is not given yet"),
        (NAME, PASSED, None, MISSING, "no cell begins with '# Task 2.1'"),
        (NAME, OPEN, STUB, WRONG, "the answer's cell does not run: NotImplementedError: "),
        (NAME, PASSED, "cell id", WRONG, "NameError: name 'f' is not defined"),
        (
            BY_HAND,
            NAME,
            "marker",
            WRONG,
            "the answer's cell does not run: NameError: name 'f' is not defined",
        ),
        (
            DIFFERS,
            PASSED,
            "marker",
            WRONG,
            "the check prints something else than it should; take out what your answer prints itself",
        ),
        (DEAD, PASSED, "marker", NOT_CHECKED, "Kernel dead on test start"),
        (DEAD, record(message="no kernel"), "marker", NOT_CHECKED, "no kernel"),
        (DEAD, DEAD, STUB, NOT_CHECKED, "Kernel dead on test start"),
    ],
)
def test_a_verdict_follows_from_the_records(check, answer, rule, status, message):
    role = pairs.Role("check", "2.1", "a", points=3)
    assert validate._verdict(role, check, answer, rule) == Verdict("2.1a", 3, status, message)


@pytest.fixture
def nothing_runs(monkeypatch):
    """A run that ends before the first cell."""
    monkeypatch.setattr(validate, "run", lambda nb, name: iter(()))


def test_a_run_that_ends_early_is_said_of_every_check(mine, nothing_runs, capsys):
    assert validate.main([str(mine / MINE)]) == 1
    assert printed_lines(capsys)[-1] == "0 of 20 points by the checks that you see (10 not checked)."


def test_a_run_that_gives_nothing_at_all_says_why(mine, monkeypatch):
    monkeypatch.setattr(validate.sys, "executable", shutil.which("false"))
    with pytest.raises(RuntimeError, match="the checks could not be run"):
        list(validate.run(pairs.read(mine / MINE), "02_second.ipynb"))
    assert sorted(path.name for path in (mine / "work").iterdir()) == ["02_second.ipynb"]


def test_records_are_read_whole_however_they_arrive(mine, monkeypatch, tmp_path):
    """A line that is written in pieces is one record."""
    script = tmp_path / "slow"
    script.write_text(
        "#!/bin/sh\n"
        'for argument; do case "$argument" in --records=*) out="${argument#--records=}";; esac; done\n'
        'printf \'{"cell": 0, "mess\' >> "$out"; sleep 0.3; printf \'age": "half"}\\n{"cell": 1}\\n\' >> "$out"\n'
    )
    script.chmod(0o755)
    monkeypatch.setattr(validate.sys, "executable", str(script))
    assert list(validate.run(pairs.read(mine / MINE), "02_second.ipynb")) == [
        {"cell": 0, "message": "half"},
        {"cell": 1},
    ]


@pytest.mark.parametrize("name", ["03_none", "no/such/folder.ipynb", "README.md", ""])
def test_what_is_not_there_is_bad_input(mine, capsys, name):
    assert validate.main([name]) == 2
    captured = capsys.readouterr()
    assert "there is no such notebook; make work copies the exercises into work/" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(("content", "message"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_notebook_is_bad_input(mine, nothing_runs, capsys, content, message):
    (mine / MINE).write_text(content, encoding="latin-1")
    assert validate.main([str(mine / MINE)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{MINE}: {message}") and said.count("\n") == 1


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [code("print(1)"), text("# Task 2.1")],
        [code("# Task 7.1\nx = 1")],
        [code(f"# Task {'9' * 5000}.1")],
    ],
    ids=["no cells", "no markers", "an unknown lesson", "an endless number"],
)
def test_a_notebook_of_no_lesson_is_bad_input(mine, nothing_runs, capsys, cells):
    mine.edit(MINE, lambda old: old.__setitem__(slice(None), cells))
    assert validate.main([str(mine / MINE)]) == 2
    assert capsys.readouterr().err == (
        f"{MINE}: none of its cells begins with the marker of a task, such as '# Task 1.2'\n"
    )


def test_a_folder_is_bad_input(mine, capsys):
    (mine / "work" / "folder.ipynb").mkdir()
    assert validate.main(["folder"]) == 2
    assert "this cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["02_second", "02_second.ipynb", "work/02_second.ipynb"])
def test_a_name_stands_for_the_copy_in_work(mine, monkeypatch, name):
    monkeypatch.chdir(mine.root)
    assert validate.notebook_path(name).resolve() == mine / MINE


def test_the_markers_tell_the_exercise_whatever_the_file_is_called(mine, tmp_path):
    for name in ("Copy of 01_first.ipynb", "제출.ipynb"):
        path = Path(shutil.copy(mine / MINE, tmp_path / name))
        assert validate.pristine_exercise(pairs.read(path), path) == mine / EXERCISE


def test_notes_are_told_before_anything_runs(mine, nothing_runs):
    mine.edit(MINE, lambda cells: cells.extend(code(f"# Task 2.1\nf1 = {n}") for n in range(2)))
    notes, _ = validate.validate(mine / MINE)
    assert notes == ["Task 2.1 is answered 2 times; the last answer counts."]


def test_only_if_all_holds_the_exit_code_is_0(mine, monkeypatch, capsys):
    passed = [PASSED | {"cell": n} for n in range(22)]
    monkeypatch.setattr(validate, "run", lambda nb, name: iter(passed))
    assert validate.main([str(mine / MINE)]) == 0
    assert printed_lines(capsys)[-1] == "20 of 20 points by the checks that you see (10 holds)."
    passed[-1] = BY_HAND | {"cell": 21}
    assert validate.main([str(mine / MINE)]) == 1
