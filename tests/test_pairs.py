"""Tests of utils.pairs: what is wrong in a source is said and nothing is written; what is derived is right."""

import json
import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.fixtures.course import (
    EXERCISE,
    LESSON,
    MALFORMED,
    SOLUTION,
    URL,
    code,
    drop,
    find,
    insert,
    swap,
    text,
)
from utils import pairs

pytest_plugins = "tests.fixtures.course"


def refused(course, capsys):
    """What `make exercises` says when it refuses; asserts that it wrote nothing."""
    before = course.files()
    assert pairs.main() == 1
    assert course.files() == before
    said = capsys.readouterr().err
    assert said.endswith("\nNothing was written.\n")
    return said.removesuffix("\nNothing was written.\n")


def move(start, behind):
    """A change: the cell that begins with `start` goes behind another."""

    def change(cells):
        cell = find(cells, start)
        cells.remove(cell)
        insert(behind, cell)(cells)

    return change


def outputs(start, *new):
    """A change: the cell that begins with `start` gets these outputs."""

    def change(cells):
        find(cells, start).outputs = list(new)

    return change


# --- What is wrong ---

BEGIN, END = "    ### BEGIN SOLUTION\n    square", "    ### END SOLUTION\n\ndef twice"
IMAGE = new_output("display_data", {"image/png": "iVBORw0KGgo="})
STDERR = new_output("stream", name="stderr", text="W0000 log\n")

WRONG_SOLUTIONS = {
    # regions
    "a region without end": (
        swap(END, "\ndef twice"),
        "cell 8, line 8: '### BEGIN SOLUTION' is never closed",
    ),
    "a region in a region": (
        swap("    return math.pi", "    ### BEGIN SOLUTION\n    return math.pi"),
        "cell 8, line 10: '### BEGIN SOLUTION' inside the region that line 8 opened",
    ),
    "a stray end": (swap(BEGIN, "    square"), "cell 8, line 10: '### END SOLUTION' without"),
    "a second end": (
        swap("    return 2 * x", "    return 2 * x\n### END SOLUTION"),
        "cell 8, line 15: '### END SOLUTION' without",
    ),
    "a region in a shared cell": (
        swap("OFFSET = 1", "### BEGIN SOLUTION\nOFFSET = 1\n### END SOLUTION"),
        "cell 6, line 1: '### BEGIN SOLUTION' outside a task's answer cell",
    ),
    "a region in a check": (
        swap("assert area(1) > 3", "### BEGIN SOLUTION\nassert area(1) > 3\n### END SOLUTION"),
        "cell 9, line 2: '### BEGIN SOLUTION' outside",
    ),
    "a region in a text": (
        swap("## Task 1.1 · Circle", "## Task 1.1\n### END SOLUTION"),
        "cell 7, line 2: '### END SOLUTION' outside",
    ),
    **{
        f"a region spelt {line!r}": (
            swap("    ### BEGIN SOLUTION\n    square", f"    {line}\n    square"),
            f"cell 8, line 8: '{line}' must read '### BEGIN SOLUTION' or '### END SOLUTION'",
        )
        for line in (
            "### Begin solution",
            "###BEGIN SOLUTION",
            "# BEGIN SOLUTION",
            "### BEGIN SOLUTIONS",
            "### BEGIN-SOLUTION",
            "### BEGIN SOLUTION:",
        )
    },
    "a region that holds no answer": (
        swap("    square = r * r\n    return math.pi * square\n", "\n    \n"),
        "cell 8, line 8: the region holds no answer",
    ),
    "an answer without a region": (
        lambda cells: setattr(find(cells, "# Task 1.1"), "source", "# Task 1.1\ndef area(r):\n    return 3"),
        "cell 8, line 1: a task's answer stands between",
    ),
    "an answer that leaves no Python behind": (
        swap("        ### BEGIN SOLUTION\n        self.n = 0", "        (\n### BEGIN SOLUTION\n0)"),
        "cell 13, line 1: without its region, this is not valid Python",
    ),
    "a stub in a solution": (
        swap("    square = r * r", "    # YOUR CODE HERE"),
        "cell 8, line 9: '# YOUR CODE HERE' is for exercises",
    ),
    # markers
    "a marker below the first line": (
        swap("OFFSET = 1", "OFFSET = 1\n# Task 1.3"),
        "cell 6, line 2: the marker '# Task 1.3' must be its cell's first line",
    ),
    "a marker below a blank line": (
        swap("# Task 1.1\n", "\n# Task 1.1\n"),
        "cell 8, line 2: the marker '# Task 1.1' must be",
    ),
    "two markers in a cell": (
        swap("assert area(1) > 3", "# Hidden check 1.1\nassert area(1) > 3"),
        "cell 9, line 2: the marker '# Hidden check 1.1' must be",
    ),
    **{
        f"a marker spelt {line!r}": (
            swap(old, line + "\n"),
            f"cell {number}, line 1: '{line}' resembles a marker",
        )
        for number, old, line in (
            (8, "# Task 1.1\n", "# Task 1,1"),
            (8, "# Task 1.1\n", "#Task 1.1"),
            (8, "# Task 1.1\n", "## Task 1.1"),
            (8, "# Task 1.1\n", "# task 1.1"),
            (8, "# Task 1.1\n", "# Task: 1.1"),
            (8, "# Task 1.1\n", "# Task 1.1a"),
            (8, "# Task 1.1\n", "# Task 1.1 · 2 points"),
            (8, "# Task 1.1\n", "# Task 1.123"),
            (9, "# Check 1.1 · 8 points\n", "#Check 1.1 - 8 points"),
            (9, "# Check 1.1 · 8 points\n", "# check 1.1 · 8 points"),
            (9, "# Check 1.1 · 8 points\n", "# Check 1.1 - 8 points"),
            (9, "# Check 1.1 · 8 points\n", "# Check 1.1"),
            (9, "# Check 1.1 · 8 points\n", "# Check 1.1 · 8.5 points"),
            (10, "# Hidden check 1.1\n", "# hidden check 1.1"),
            (10, "# Hidden check 1.1\n", "# Hidden-check 1.1"),
            (10, "# Hidden check 1.1\n", "# Hidden check 1.1 · about 0.5"),
            (10, "# Hidden check 1.1\n", "# Hidden check 1.1 · within"),
            (10, "# Hidden check 1.1\n", "# Hidden check 1.1 · 8 points"),
        )
    },
    **{
        f"a solution's text spelt {line!r}": (
            swap("**Solution 1.1** Why", f"{line} Why"),
            f"cell 11, line 1: '{line} Why it works.' resembles the marker of a solution's text",
        )
        for line in ("**solution 1.1**", "**Solution 1.1:**", "## Solution 1.1", "**Solution** 1.1")
    },
    "a solution's text below a first line": (
        swap("## Task 1.1 · Circle", "## Task 1.1 · Circle\n\n**Solution 1.1** Why."),
        "cell 7, line 3: '**Solution 1.1** Why.' resembles",
    ),
    # tasks, checks, hidden checks
    "a task without check": (
        drop("# Check 1.1", "# Hidden check 1.1"),
        "cell 8, line 1: task 1.1 has no check",
    ),
    "a task without hidden check": (
        drop("# Hidden check 1.1"),
        "cell 8, line 1: task 1.1 has no hidden check",
    ),
    "a check without task": (
        drop("# Task 1.1"),
        "cell 8, line 1: no task 1.1 stands above this check",
    ),
    "a check before its task": (
        move("# Task 1.1", behind="# Check 1.1"),
        "cell 8, line 1: no task 1.1 stands above this check",
    ),
    "a hidden check before its task": (
        move("# Hidden check 1.1", behind="## Task 1.1"),
        "cell 8, line 1: no task 1.1 stands above this hidden check",
    ),
    "a part's check without hidden check": (
        drop("# Hidden check 1.2b"),
        "cell 16, line 1: check 1.2b has no hidden check 1.2b",
    ),
    "a part's hidden check without check": (
        drop("# Check 1.2b"),
        "cell 16, line 1: hidden check 1.2b has no check 1.2b",
    ),
    "a task's number twice": (
        insert("**Solution 1.1**", code("# Task 1.1\n### BEGIN SOLUTION\n1\n### END SOLUTION")),
        "cell 12, line 1: task 1.1 stands in cell 8 already",
    ),
    "a check's number twice": (
        swap("# Check 1.2b", "# Check 1.2a"),
        "cell 16, line 1: check 1.2a stands in cell 14 already",
    ),
    "a hidden check's number twice": (
        swap("# Hidden check 1.2b", "# Hidden check 1.2a"),
        "cell 17, line 1: hidden check 1.2a stands in cell 15 already",
    ),
    "another lesson's task": (
        swap("# Task 1.2", "# Task 2.1"),
        "cell 13, line 1: 2.1 is not a number of lesson 1",
    ),
    "another lesson's check": (
        swap("# Check 1.2b", "# Check 11.2b"),
        "cell 16, line 1: 11.2 is not a number of lesson 1",
    ),
    "points that are not 20": (
        swap("# Check 1.1 · 8 points", "# Check 1.1 · 9 points"),
        "the checks' points add up to 21, not 20",
    ),
    # outputs of checks
    "a check without output": (
        outputs("# Check 1.1"),
        f"cell 9: check 1.1 has no stored output: make execute NB={SOLUTION}",
    ),
    "a check that was not run": (
        lambda cells: find(cells, "# Check 1.1").update(execution_count=None),
        "cell 9: check 1.1 has no stored output",
    ),
    "a check with an image": (
        outputs("# Check 1.1", IMAGE),
        "cell 9: check 1.1 must print text and nothing else",
    ),
    "a check with a log line": (
        lambda cells: find(cells, "# Check 1.1").outputs.append(STDERR),
        "cell 9: check 1.1 must print text and nothing else",
    ),
}

WRONG_EVERYWHERE = {
    "no title": (swap("# ", "", "First"), "cell 1, line 1: the first cell must begin with a title"),
    "no cells": (
        lambda cells: cells.clear(),
        lambda place: (
            "cell 1, line 1: the first cell must begin with a title"
            if place == LESSON
            else "the checks' points add up to 0"
        ),
    ),
    "Colab's own badge above the title": (
        lambda cells: cells.insert(0, text('<a href="https://colab.research.google.com">Open</a>')),
        "cell 1, line 1: the first cell must begin with a title",
    ),
    "another lesson's title": (
        swap("01 · ", "02 · ", "First"),
        "cell 1, line 1: the title's number is 02, not 01",
    ),
    "no badge": (swap("[![Open in Colab]()]()", ""), "cell 1: the first cell lacks the line"),
    "no minutes": (swap("**Time:**", "Time:"), "no text cell has a line '**Time:** 40 minutes'"),
    "minutes in words": (swap("0 minutes", " or so"), "no text cell has a line '**Time:** 40 minutes'"),
    "no way on": (drop("**Next:**"), "no text cell has a line '**Next:** …'"),
    "no set-up": (swap("# Set-up", "# Setup"), "no code cell begins with '# Set-up'"),
    "two set-ups": (
        lambda cells: cells.insert(1, code("# Set-up · needs scikeras")),
        lambda place: f"cell {4 if place == LESSON else 5}, line 1: this is the second set-up cell",
    ),
    "a cell that is not Python": (
        lambda cells: cells.insert(1, code("x = 1\ny = = 2")),
        "cell 2, line 2: this is not valid Python (invalid syntax)",
    ),
    "a cell with a null byte": (
        lambda cells: cells.insert(1, code("x = '\0'")),
        "cell 2: this is not valid Python",
    ),
}


@pytest.mark.parametrize(("change", "message"), WRONG_SOLUTIONS.values(), ids=WRONG_SOLUTIONS)
def test_what_is_wrong_in_a_solution_is_said_and_nothing_is_written(course, capsys, change, message):
    course.edit(SOLUTION, change)
    comma = ", " if message.startswith("cell") else ": "
    assert refused(course, capsys).startswith(f"{SOLUTION}{comma}{message}")


@pytest.mark.parametrize("place", [LESSON, SOLUTION])
@pytest.mark.parametrize(("change", "message"), WRONG_EVERYWHERE.values(), ids=WRONG_EVERYWHERE)
def test_what_is_wrong_in_any_source_is_said_and_nothing_is_written(course, capsys, place, change, message):
    course.edit(place, change)
    message = message(place) if callable(message) else message
    comma = ", " if message.startswith("cell") else ": "
    assert refused(course, capsys).startswith(f"{place}{comma}{message}")


@pytest.mark.parametrize(
    "cell",
    [
        code("# Task 1.1\nx = 1"),
        code("# Check 1.1 · 2 points"),
        code("# Hidden check 1.1"),
        text("**Solution 1.1** Why"),
    ],
    ids=lambda cell: cell.source.split("\n")[0],
)
def test_a_lesson_holds_no_tasks(course, capsys, cell):
    course.edit(LESSON, lambda cells: cells.insert(2, cell))
    assert refused(course, capsys) == (
        f"{LESSON}, cell 3, line 1: tasks, checks and solutions belong in solutions/"
    )


@pytest.mark.parametrize("line", ["# task 1.1", "### BEGIN SOLUTION", "## Solution 1.1"])
def test_a_lesson_holds_nothing_that_resembles_a_marker(course, capsys, line):
    new = text(line) if line.startswith("## ") else code(line)
    course.edit(LESSON, lambda cells: cells.insert(2, new))
    assert refused(course, capsys).startswith(f"{LESSON}, cell 3, line 1: '{line}' ")


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("solutions/01_first.ipynb", "notebooks/01_first.ipynb: there is no solutions/01_first.ipynb"),
        ("notebooks/01_first.ipynb", "solutions/01_first.ipynb: there is no lesson notebooks/01_first.ipynb"),
    ],
)
def test_lesson_and_solution_need_each_other(course, capsys, missing, message):
    (course / missing).unlink()
    assert refused(course, capsys) == message


def test_an_exercise_needs_its_solution(course, capsys):
    course.make()
    for folder in ("notebooks", "solutions"):
        (course / folder / "01_first.ipynb").unlink()
    assert refused(course, capsys) == (
        f"{EXERCISE}: there is no solutions/01_first.ipynb that it could be made from"
    )


@pytest.mark.parametrize("place", [LESSON, SOLUTION])
@pytest.mark.parametrize(("content", "message"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_notebook_is_said_and_nothing_is_written(course, capsys, place, content, message):
    (course / place).write_text(content, encoding="latin-1")
    said = refused(course, capsys)
    assert said.startswith(f"{place}: {message}")
    assert "\n" not in said


def test_a_folder_is_no_notebook(course, capsys):
    (course / SOLUTION).unlink()
    (course / SOLUTION).mkdir()
    assert refused(course, capsys) == f"{SOLUTION}: this cannot be read (Is a directory)"


def test_what_other_tools_lose_is_filled_in(tmp_path):
    path = tmp_path / "bare.ipynb"
    path.write_text(
        '{"nbformat": 4, "nbformat_minor": 2, "cells": [{"cell_type": "code", "source": ["a = 1\\r\\n", "b = 2"]}]}'
    )
    nb = pairs.read(path)
    nbformat.validate(nb)
    assert nb.cells[0].source == "a = 1\nb = 2"
    assert (nb.cells[0].outputs, nb.cells[0].execution_count, nb.nbformat_minor) == ([], None, 5)


def test_odd_metadata_are_no_error(course):
    made = course.make().files()
    content = json.loads((course / LESSON).read_bytes())
    content["metadata"]["kernelspec"] = {"name": 3}
    content["cells"][3]["metadata"] = {"tags": None, "scrolled": "very"}
    content["cells"][4]["metadata"] = {"tags": ["a,b", "a,b", ["c"]]}
    (course / LESSON).write_text(json.dumps(content))
    assert course.make().files() == made


# --- Exercises in which somebody worked ---


def answer(cells):
    swap("    # YOUR CODE HERE\n    raise NotImplementedError\n\ndef twice", "    return 3\n\ndef twice")(
        cells
    )


def run_all(cells):
    for count, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
        cell.outputs = [new_output("stream", name="stdout", text="whatever\n")]


def lose_metadata(path):
    content = json.loads(path.read_text())
    content["metadata"] = {}
    path.write_text(json.dumps(content))


@pytest.mark.parametrize("run", [False, True], ids=["not run", "run"])
@pytest.mark.parametrize("lost", [False, True], ids=["metadata kept", "metadata lost"])
def test_an_exercise_that_holds_an_answer_is_not_written_over(course, capsys, run, lost):
    course.make().edit(EXERCISE, answer)
    if run:
        course.edit(EXERCISE, run_all)
    if lost:
        lose_metadata(course / EXERCISE)
    assert refused(course, capsys).startswith(f"{EXERCISE}, cell 7, line 1: this exercise holds an answer")


@pytest.mark.parametrize(
    "change",
    [
        swap("What you will do.", "What I did."),
        insert("# Check 1.1", code("print('my own test')")),
        swap("    # YOUR CODE HERE\n", "    # YOUR CODE HERE\n    return 3\n", "# Task 1.1\n"),
        drop("## Task 1.1"),
    ],
    ids=["a text", "a new cell", "an answer below the stub's line", "a cell less"],
)
def test_an_exercise_that_was_edited_is_not_written_over(course, capsys, change):
    course.make().edit(EXERCISE, change)
    assert refused(course, capsys).startswith(f"{EXERCISE}: this exercise was edited by hand")


def test_an_exercise_whose_metadata_are_lost_is_not_written_over(course, capsys):
    lose_metadata(course.make() / EXERCISE)
    assert refused(course, capsys).startswith(f"{EXERCISE}: this exercise was edited by hand")


def test_an_exercise_that_was_only_run_is_written_over(course):
    made = course.make().files()
    course.edit(EXERCISE, run_all)
    assert course.files() != made
    assert course.make().files() == made


def test_an_exercise_that_was_only_made_by_an_older_solution_is_written_over(course):
    course.make().edit(SOLUTION, swap("What you will do.", "What you will do now."))
    assert course.make().read(EXERCISE).cells[0].source.count("What you will do now.") == 1


# --- What is derived ---


def test_the_stub_keeps_all_but_the_regions(course):
    cells = course.make().read(EXERCISE).cells
    assert (
        find(cells, "# Task 1.1").source
        == '''\
# Task 1.1
import math

def area(r):
    """Return the area of a circle of radius `r`."""
    if r < 0:
        raise ValueError("no such circle")
    # YOUR CODE HERE
    raise NotImplementedError

def twice(x):
    return 2 * x'''
    )
    assert (
        find(cells, "# Task 1.2").source
        == '''\
# Task 1.2
class Counter:
    def __init__(self):
        # YOUR CODE HERE
        raise NotImplementedError

    def count(self):
        """Return how often this was called."""
        # YOUR CODE HERE
        raise NotImplementedError'''
    )


def test_the_exercise_holds_nothing_of_the_solution(course):
    content = (course.make() / EXERCISE).read_text()
    for trace in (
        "SOLUTION",
        "Hidden",
        "hidden",
        "**Solution",
        "Why it works",
        "square",
        "self.n = 0",
        "seed",
    ):
        assert trace not in content
    assert [cell.source for cell in course.read(EXERCISE).cells[1:]] == [
        pairs.stub(cell.source) if "Task" in cell.source else cell.source
        for cell in course.read(SOLUTION).cells[2:-1]
        if not cell.source.startswith(("# Hidden", "**Solution"))
    ] + [course.read(EXERCISE).cells[-1].source]


def test_the_exercise_holds_the_checks_outputs_and_no_other(course):
    course.edit(SOLUTION, lambda cells: find(cells, "# Check 1.2b").update(execution_count=7))
    course.make()
    for cell in course.read(EXERCISE).cells:
        if cell.cell_type == "code" and not cell.source.startswith("# Check"):
            assert (cell.outputs, cell.execution_count) == ([], None)
    check = find(course.read(EXERCISE).cells, "# Check 1.2b")
    assert (check.outputs[0].text, check.execution_count) == ("2\n", 7)
    assert find(course.read(SOLUTION).cells, "OFFSET").outputs[0].text == "1\n"  # the solution keeps all


def test_ids_are_valid_unique_and_follow_from_roles_and_headings(course):
    long = "## " + "A heading that goes on and on " * 5
    course.edit(SOLUTION, insert("## Task 1.1", text(long), text("## Task 1"), text("one"), text("two")))
    course.make()
    for place in (LESSON, SOLUTION, EXERCISE):
        nb = nbformat.read(course / place, as_version=nbformat.NO_CONVERT)
        nbformat.validate(nb)
        ids = [cell.id for cell in nb.cells]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", id) for id in ids)
    cells = course.read(SOLUTION).cells
    assert find(cells, "# Task 1.1").id == pairs.task_id("1.1") == "task-1-1"
    assert find(cells, "# Check 1.2a").id == "check-1-2a"
    assert find(cells, "# Hidden check 1.2a").id == "hidden-check-1-2a"
    assert find(cells, "**Solution 1.1").id == "solution-1-1"
    assert find(cells, "# Set-up").id == "set-up"
    assert [cell.id for cell in cells if cell.source == "## 하나"] == ["section_1", "section_3"]


def test_a_cell_has_the_same_id_in_exercise_and_solution(course):
    course.edit(SOLUTION, insert("**Solution 1.1", text("**Solution 1.1** More.\n\n## A heading"), text("x")))
    course.make()
    solution = {cell.id: cell for cell in course.read(SOLUTION).cells}
    for cell in course.read(EXERCISE).cells[1:-1]:
        assert pairs.stub(solution[cell.id].source) == cell.source


def test_ids_of_other_cells_stay_when_a_section_grows(course):
    before = {cell.source: cell.id for cell in course.make().read(SOLUTION).cells}
    course.edit(SOLUTION, insert("## Task 1.1", text("more")))
    after = {cell.source: cell.id for cell in course.make().read(SOLUTION).cells}
    assert before == {source: after[source] for source in before}


def test_tags_follow_from_roles_and_authors_may_set_two(course):
    tags = ["nbval-skip", "raises-exception", "nbval-ignore-output", "mine"]
    for start in ("# Check 1.1", "# Hidden check 1.1", "# Task 1.1", "# Set-up", "OFFSET", "## Task 1.1"):
        course.edit(SOLUTION, lambda cells, start=start: find(cells, start).metadata.update(tags=tags, x=1))
    course.edit(LESSON, lambda cells: find(cells, "print").metadata.update(tags=["nbval-check-output"]))
    course.make()
    for place in (SOLUTION, EXERCISE):
        found = {cell.id: cell.metadata for cell in course.read(place).cells if cell.metadata}
        assert found == {
            "section_2": {"tags": ["nbval-skip"]},
            "check-1-1": {"tags": ["nbval-check-output"]},
            "check-1-2a": {"tags": ["nbval-check-output"]},
            "check-1-2b": {"tags": ["nbval-check-output"]},
        }
    assert find(course.read(LESSON).cells, "print").metadata == {"tags": ["nbval-check-output"]}


def test_metadata_are_the_kernel_and_what_the_tools_keep(course):
    nb = course.read(SOLUTION)
    nb.metadata.course = {"executed": "abc", "versions": {"keras": "3.15.1"}, "generated": "no"}
    nb.metadata.kernelspec = {"name": "conda", "display_name": "conda"}
    nb.metadata.colab = {}
    course.write(SOLUTION, nb)
    course.make()
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    same = {"kernelspec": kernel, "language_info": {"name": "python"}}
    kept = {"executed": "abc", "versions": {"keras": "3.15.1"}}
    assert course.read(SOLUTION).metadata == same | {"course": kept}
    assert course.read(LESSON).metadata == same | {"course": {}}
    exercise = course.read(EXERCISE)
    assert exercise.metadata == same | {"course": {"generated": pairs.fingerprint(exercise.cells)}}


def test_badges_lead_to_the_notebook_itself(course):
    course.make()
    for place in (LESSON, SOLUTION, EXERCISE):
        lines = course.read(place).cells[0].source.split("\n")
        assert lines[2] == (
            "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
            f"(https://colab.research.google.com/github/example/small-course/blob/main/{place})"
        )


@pytest.mark.parametrize(
    ("place", "words", "target"),
    [
        ("notebooks/00_start_here.ipynb", "Lesson 01 · First", LESSON),
        (LESSON, "Exercise 01", EXERCISE),
        (EXERCISE, "compare with the solution", SOLUTION),
        (SOLUTION, "Lesson 02 · Second", "notebooks/02_second.ipynb"),
        (
            "solutions/02_second.ipynb",
            "that was the last lesson; back to the start page",
            "notebooks/00_start_here.ipynb",
        ),
    ],
)
def test_next_links_lead_through_the_course(course, place, words, target):
    assert course.make().read(place).cells[-1].source == (
        f"**Next:** [{words}](../{target}) ([on Colab](https://colab.research.google.com/github/"
        f"example/small-course/blob/main/{target}))"
    )


def test_the_lessons_table_stands_in_the_readme_and_on_the_start_page(course):
    course.make()
    colab = "https://colab.research.google.com/github/example/small-course/blob/main"
    image = "[![Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
    row = (
        f"| 01 | ★ [First](notebooks/01_first.ipynb) · {image}({colab}/notebooks/01_first.ipynb) | 40 "
        f"| [exercise](exercises/01_first.ipynb) · {image}({colab}/exercises/01_first.ipynb) | 50 "
        f"| [solution](solutions/01_first.ipynb) · {image}({colab}/solutions/01_first.ipynb) |"
    )
    lines = (course / "README.md").read_text().splitlines()
    assert (lines[1], lines[4], lines[6]) == ("<!-- lessons -->", row, "<!-- /lessons -->")
    assert lines[5].startswith("| 02 | ★ [Second](notebooks/02_second.ipynb)")
    start = course.read("notebooks/00_start_here.ipynb").cells[1].source.split("\n")
    assert start[3] == re.sub(r"\((?=notebooks|exercises|solutions)", "(../", row)


# --- Once and always the same ---


def test_made_twice_nothing_changes(course, capsys):
    made = course.make().files()
    capsys.readouterr()
    assert course.make().files() == made
    assert capsys.readouterr().out == "0 files written, 8 unchanged\n"


def as_jupyterlab(nb):
    """Other ids, metadata of its own, sources as lists of lines."""
    nb["metadata"]["language_info"] = {"name": "python", "version": "3.13.1", "mimetype": "text/x-python"}
    nb["metadata"]["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    for number, cell in enumerate(nb["cells"]):
        cell["id"] = f"{number:08x}-aaaa-bbbb"
        cell["metadata"] |= {"editable": True, "scrolled": False, "jupyter": {"source_hidden": True}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    return json.dumps(dict(reversed(nb.items())), indent=1)


def as_colab(nb):
    """nbformat 4.0, without ids, without new lines at the end, texts not escaped."""
    nb["nbformat_minor"] = 0
    nb["metadata"] |= {"colab": {"provenance": []}, "accelerator": "GPU", "widgets": {}}
    for number, cell in enumerate(nb["cells"]):
        del cell["id"]
        cell["metadata"] |= {"id": f"lIYdn1woOS{number}", "colab": {"base_uri": "https://localhost"}}
    return json.dumps(nb, ensure_ascii=False)


def with_windows_lines(nb):
    """CRLF between the file's lines and in its sources."""
    for cell in nb["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    return json.dumps(nb, indent=1).replace("\n", "\r\n")


def with_new_lines(nb):
    for cell in nb["cells"]:
        cell["source"] = "".join(cell["source"]) + "\n"
    return json.dumps(nb)


@pytest.mark.parametrize("form", [as_jupyterlab, as_colab, with_windows_lines])
def test_however_notebooks_were_saved_the_same_bytes_are_made(course, form):
    made = course.make().files()
    for path in sorted(course.root.glob("*/*.ipynb")):
        before = path.read_bytes()
        path.write_text(form(json.loads(before)), newline="")
        assert path.read_bytes() != before
    assert course.make().files() == made


def test_new_lines_at_the_end_of_a_cell_mean_nothing(course):
    made = course.make().files()
    for path in [*course.root.glob("notebooks/*.ipynb"), *course.root.glob("solutions/*.ipynb")]:
        path.write_text(with_new_lines(json.loads(path.read_bytes())))
    assert course.make().files() == made


# --- The set-up cell ---


def run_set_up(folder, before="", after="print(course)", needs=None, **environment):
    """Run the set-up cell as IPython would, in `folder`, between other code; the finished process."""
    cell = pairs.TransformerManager().transform_cell(pairs.set_up_source(needs))
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{cell}\n{after}"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"GIT_TERMINAL_PROMPT": "0"} | environment,
    )


ON_COLAB = "import sys, types; sys.modules['google.colab'] = types.ModuleType('google.colab')"


def last_line(process):
    return process.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("folder", ["exercises", "work/deeper", "."])
def test_set_up_finds_the_course_from_inside(course, folder):
    (course / folder).mkdir(parents=True, exist_ok=True)
    process = run_set_up(course / folder)
    assert (process.stdout, process.stderr) == (f"{course.root}\n", "")


def test_set_up_says_so_outside_the_course(course, tmp_path):
    process = run_set_up(tmp_path)
    assert last_line(process) == (
        f"RuntimeError: Open this notebook inside the course's folder: its files are not around {tmp_path}"
    )


def test_set_up_puts_the_courses_utils_before_a_foreign_one(course):
    (course / "utils").mkdir()
    (course / "utils" / "__init__.py").write_text("")
    (course / "utils" / "data.py").write_text("OURS = True")
    foreign = "import sys, types\nfor n in ('utils', 'utils.data'): sys.modules[n] = types.ModuleType(n)"
    after = "from utils import data; print(data.OURS)"
    process = run_set_up(course / "notebooks", before=foreign, after=after)
    assert (process.stdout, process.stderr) == ("True\n", "")
    again = (
        "import utils.data; utils.data.kept = 1\n"
        + pairs.set_up_source()
        + "\nimport utils.data as d; d.kept"
    )
    assert run_set_up(course / "notebooks", after=again).stderr == ""  # ours is not loaded twice


@pytest.fixture
def repository(course, tmp_path):
    """The course as a git repository; the environment in which git finds it under its address."""
    (course / "utils").mkdir()
    (course / "utils" / "__init__.py").write_text("NAME = 'course'")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(course.root)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True)
    return git_finds(course.root)


def git_finds(folder):
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{folder}.insteadOf",
        "GIT_CONFIG_VALUE_0": URL,
    }


def test_set_up_fetches_the_course_on_colab_once(repository, tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    after = "import utils; print(utils.NAME, course)"
    for environment in (repository, git_finds("/nowhere")):
        process = run_set_up(content, ON_COLAB, after, **environment)
        assert (process.stdout, process.stderr) == (f"course {content / 'small-course'}\n", "")


def test_set_up_says_so_if_the_course_cannot_be_fetched(course, tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    process = run_set_up(content, ON_COLAB, **git_finds(tmp_path / "nowhere"))
    assert len(re.findall(r"^\w*Error: ", process.stderr, re.MULTILINE)) == 1
    assert "RuntimeError: The course could not be fetched; run this cell again. fatal:" in process.stderr
    assert list(content.iterdir()) == []


def test_set_up_installs_what_is_needed_on_colab_only(course, repository, tmp_path):
    installs = "get_ipython = lambda: types.SimpleNamespace(run_line_magic=print)"
    content = tmp_path / "content"
    content.mkdir()
    for needs, printed in (("json", ""), ("no_such_package", "pip install -q --no-deps no_such_package\n")):
        before = f"{ON_COLAB}\n{installs}"
        assert run_set_up(content, before, "", needs, **repository).stdout == printed
        assert run_set_up(course / "notebooks", "", "", needs).stderr == ""


def test_a_set_up_cell_keeps_what_it_needs(course):
    course.edit(SOLUTION, swap("# Set-up", "# Set-up · needs scikeras"))
    course.make()
    for place in (SOLUTION, EXERCISE):
        cell = find(course.read(place).cells, "# Set-up · needs scikeras: run this cell first.")
        assert cell.source == pairs.set_up_source("scikeras")
        assert pairs.parses(cell.source)
    assert find(course.read(LESSON).cells, "# Set-up").source == pairs.set_up_source()
