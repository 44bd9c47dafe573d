"""Tests of utils.grading.validate: real kernels on a small course, what each check says, and what cannot help."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest
from nbformat.v4 import new_output

from tests.fixtures.course import MALFORMED, code, drop, find, insert, text
from utils.grading import validate
from utils.grading.submission import read
from utils.grading.verdict import RIGHT

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
        "  ✔ 2.1   2 points  right",
        "  ✘ 2.2   2 points  wrong: f2 takes away",
        "  · 2.3   2 points  not attempted: not answered yet",
        "  · 2.4   2 points  not found: no cell begins with '# Task 2.4'",
        "  ✘ 2.5   2 points  wrong: the answer's cell does not run: SyntaxError: invalid syntax (line 3)",
        "  ✔ 2.6   2 points  right",  # what it prints itself, before the check's line, costs nothing
        "  ✘ 2.7   2 points  wrong: the check prints something else than it should",
        "  · 2.8   2 points  not attempted: this answer, or another one that it needs, is not given yet",
        "  ✔ 2.9   2 points  right",
        "  ✘ 2.10  2 points  wrong: KeyError: 1",
        "6 of 20 points by the checks that you see (3 right, 4 wrong, 2 not attempted, 1 not found).",
    ]


def answer_all(cells, **instead):
    """Answer all tasks rightly, but for those in `instead`, ``{"f2": body}``."""
    for n in range(1, 11):
        give(cells, n, instead.get(f"f{n}", f"return x + {n}"))


def all_right_but(**others):
    """The lines that say so; `others` are ``{"f2": "status"}``."""
    signs = {number: others.get(f"f{number}", RIGHT) for number in range(1, 11)}
    return [
        f"  {validate.SIGNS[status]} {f'2.{number}':<5} 2 points  {status}"
        for number, status in signs.items()
    ]


def lines_by_number(lines):
    """The lines of checks, in the order of their numbers, without what is said about them."""
    checks = [line.split(":")[0] for line in lines if line.startswith("  ")]
    return sorted(checks, key=lambda line: int(line.split()[1].split(".")[1]))


def test_a_kernel_that_dies_costs_one_task_only(mine, capsys):
    mine.edit(MINE, lambda cells: answer_all(cells, f2="import os; os._exit(0)"))
    started = time.monotonic()
    assert validate.main(["02_second"]) == 1
    assert time.monotonic() - started < 60  # not the minutes that a cell may take
    lines = printed_lines(capsys)
    assert lines_by_number(lines) == all_right_but(f2="crashed")
    assert lines[-1] == "18 of 20 points by the checks that you see (9 right, 1 crashed)."
    assert sorted(path.name for path in (mine / "work").iterdir()) == ["02_second.ipynb"]


def test_what_hangs_costs_one_task_only(mine, monkeypatch, capsys):
    monkeypatch.setattr(validate, "CELL_SECONDS", 5)
    mine.edit(MINE, lambda cells: answer_all(cells, f3="while True: pass"))
    assert validate.main(["02_second"]) == 1
    lines = printed_lines(capsys)
    assert lines_by_number(lines) == all_right_but(f3="timed out")
    assert "is there a loop that never stops?" in next(line for line in lines if " 2.3 " in line)
    assert lines[-1] == "18 of 20 points by the checks that you see (9 right, 1 timed out)."
    assert sorted(path.name for path in (mine / "work").iterdir()) == ["02_second.ipynb"]


def test_an_extra_cell_that_kills_the_kernel_is_left_out_in_a_second_run(mine, monkeypatch, capsys):
    runs = []

    def run_noted(notebook, name):
        runs.append([cell.source for cell in notebook.cells])
        return run(notebook, name)

    run = validate.run
    monkeypatch.setattr(validate, "run", run_noted)

    def work(cells):
        answer_all(cells)
        insert("# Check 2.2 ", code("import os\nos._exit(0)"))(cells)

    mine.edit(MINE, work)
    assert validate.main(["02_second"]) == 0
    lines = printed_lines(capsys)
    assert lines == [*all_right_but(), "20 of 20 points by the checks that you see (10 right)."]
    assert ["import os\nos._exit(0)" in sources for sources in runs] == [True, False]


def test_an_extra_cell_that_hangs_at_the_top_is_not_waited_for_longer_than_others(mine, monkeypatch):
    """Every cell of the student's has a limit, before anything else was run."""
    limits = []
    monkeypatch.setattr(validate, "run", lambda notebook, name: limits.extend(notebook.cells) or iter(()))
    mine.edit(MINE, lambda cells: cells.insert(0, code("while True: pass")))
    list(validate.validate(mine / MINE)[1])
    found = {cell.source: cell.metadata.get("course", {}).get("seconds") for cell in limits}
    assert found["while True: pass"] == validate.CELL_SECONDS
    assert set(found.values()) == {validate.CELL_SECONDS}


# What needs no kernel


def record(outcome="failed", error="", message=""):
    return {
        "cell": 0,
        "outcome": outcome,
        "end": "done",
        "error": error,
        "message": message,
        "stdout": "",
        "seconds": 0.1,
    }


PASSED = record("passed")
BY_HAND = record(error="AssertionError", message="first define `model`")


@pytest.fixture
def nothing_runs(monkeypatch):
    """A run that ends before the first cell."""
    monkeypatch.setattr(validate, "run", lambda nb, name: iter(()))


def test_a_run_that_ends_early_is_said_of_every_check(mine, nothing_runs, capsys):
    assert validate.main([str(mine / MINE)]) == 1
    assert printed_lines(capsys)[-1] == "0 of 20 points by the checks that you see (10 not checked)."


@pytest.mark.parametrize("name", ["03_none", "no/such/folder.ipynb", "README.md", ""])
def test_what_is_not_there_is_bad_input(mine, capsys, name):
    assert validate.main([name]) == 2
    captured = capsys.readouterr()
    assert "there is no such notebook; make work copies the exercises into work/" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("content", [content for content, _ in MALFORMED.values()], ids=MALFORMED)
def test_what_is_no_notebook_is_bad_input(mine, nothing_runs, capsys, content):
    """What exactly is said of each stands in test_submission; outputs, metadata and cells without code don't matter."""
    (mine / MINE).write_text(content, encoding="latin-1")
    assert validate.main([str(mine / MINE)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{MINE}: ") and said.count("\n") == 1
    assert re.search(r"this is not a notebook|it is empty|its nbformat is 3|none of its cells begins", said)


def test_what_is_wrong_beside_the_sources_is_of_no_matter(mine, monkeypatch, capsys):
    """The reader takes only the source of code cells: odd outputs and metadata cost nothing."""
    content = json.loads((mine / MINE).read_text(encoding="utf-8"))
    content["metadata"], content["nbformat_minor"] = [1], 0
    content["cells"].insert(3, {"cell_type": "sql", "source": "SELECT"})
    for cell in content["cells"]:
        cell |= {"outputs": None, "metadata": ["x"], "execution_count": "many"}
        cell.pop("id", None)
    (mine / MINE).write_text(json.dumps(content), encoding="utf-8")
    passed = [PASSED | {"cell": n} for n in range(22)]
    monkeypatch.setattr(validate, "run", lambda nb, name: iter(passed))
    assert validate.main([str(mine / MINE)]) == 0
    assert printed_lines(capsys)[-1] == "20 of 20 points by the checks that you see (10 right)."


NO_MARKER = "none of its cells begins with the marker of a task, such as '# Task 1.2'"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], NO_MARKER),
        ([code("print(1)"), text("# Task 2.1")], NO_MARKER),
        ([code("# Task 7.1\nx = 1")], "its tasks are those of exercise 07, which is not in exercises/"),
        ([code(f"# Task {'9' * 5000}.1")], NO_MARKER),
    ],
    ids=["no cells", "no markers", "an unknown lesson", "an endless number"],
)
def test_a_notebook_of_no_lesson_is_bad_input(mine, nothing_runs, capsys, cells, said):
    mine.edit(MINE, lambda old: old.__setitem__(slice(None), cells))
    assert validate.main([str(mine / MINE)]) == 2
    assert capsys.readouterr().err == f"{MINE}: {said}\n"


def test_a_folder_is_bad_input(mine, capsys):
    (mine / "work" / "folder.ipynb").mkdir()
    assert validate.main(["folder"]) == 2
    assert "it is no file" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_link_and_a_pipe_are_bad_input(mine, capsys, kind):
    path = mine / "work" / "other.ipynb"
    if kind == "link":
        path.symlink_to(mine / MINE)
    else:
        os.mkfifo(path)
    assert validate.main(["other"]) == 2
    said = {"link": "it is a link, not a file", "pipe": "it is no file"}[kind]
    assert capsys.readouterr().err.startswith(f"work/other.ipynb: {said}")


@pytest.mark.parametrize("name", ["02_second", "02_second.ipynb", "work/02_second.ipynb"])
def test_a_name_stands_for_the_copy_in_work(mine, monkeypatch, name):
    monkeypatch.chdir(mine.root)
    assert validate.notebook_path(name).resolve() == mine / MINE


def test_the_markers_tell_the_exercise_whatever_the_file_is_called(mine, tmp_path):
    for name in ("Copy of 01_first.ipynb", "제출.ipynb"):
        path = Path(shutil.copy(mine / MINE, tmp_path / name))
        assert validate.pristine_exercise(read(path), path) == mine / EXERCISE


def test_notes_are_told_before_anything_runs(mine, nothing_runs):
    mine.edit(MINE, lambda cells: cells.extend(code(f"# Task 2.1\nf1 = {n}") for n in range(2)))
    notes, _ = validate.validate(mine / MINE)
    assert notes == ["Task 2.1 is answered 2 times; the last answer counts."]


def test_what_no_rule_can_decide_is_told_too(mine, nothing_runs):
    def work(cells):
        find(cells, "# Task 2.1\n").update(source="g = abs", id="lost")
        find(cells, "# Check 2.2").source += "\n"  # no change
        find(cells, "# Check 2.3").source += "\nprint('mine')"

    mine.edit(MINE, work)
    notes, _ = validate.validate(mine / MINE)
    assert notes == [
        "The given cell '# Check 2.3 · 2 points' was changed; the course's own is run instead of it.",
        "Task 2.1: no marker, id or name tells its answer; the only cell at its place was taken.",
    ]


def test_only_if_all_holds_the_exit_code_is_0(mine, monkeypatch, capsys):
    passed = [PASSED | {"cell": n} for n in range(22)]
    monkeypatch.setattr(validate, "run", lambda nb, name: iter(passed))
    assert validate.main([str(mine / MINE)]) == 0
    assert printed_lines(capsys)[-1] == "20 of 20 points by the checks that you see (10 right)."
    passed[-1] = BY_HAND | {"cell": 21}
    assert validate.main([str(mine / MINE)]) == 1
