"""Tests of utils.grading.merge: which answer is found, by what, and what of a submission never gets through."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_notebook, new_output

from tests.fixtures.course import code, drop, find, insert, second_solution, text
from utils import pairs
from utils.grading.merge import STUB, defined_names, lesson_of, merge


@pytest.fixture
def exercise():
    """The exercise of ten functions f1 … f10, with ids."""
    nb = pairs.make_exercise(second_solution())
    pairs.assign_ids(nb)
    return nb


@pytest.fixture
def handed_in(exercise):
    """A copy of it, to be answered."""
    return copy.deepcopy(exercise)


def answer(n, body="return x + 1", marker=None):
    """Source of an answer to task 2.n."""
    return f"{marker or f'# Task 2.{n}'}\ndef f{n}(x):\n    {body}"


def give(nb, n, source):
    """Put an answer in the place of the stub of task 2.n; return its cell."""
    cell = find(nb.cells, f"# Task 2.{n}\n")
    cell.source = source
    return cell


def sources(nb):
    return [cell.source for cell in nb.cells if cell.cell_type == "code"]


def in_place(result, exercise, answers=()):
    """Assert that `result` is the exercise with these answers, ``{n: source}``, and no other change."""
    expected = copy.deepcopy(exercise)
    for n, source in dict(answers).items():
        give(expected, n, source)
    assert pairs.dumps(result.notebook) == pairs.dumps(expected)


def test_what_was_not_touched_stays_the_exercise(exercise, handed_in):
    result = merge(handed_in, exercise)
    in_place(result, exercise)
    assert result.rules == {f"2.{n}": STUB for n in range(1, 11)}
    assert result.notes == []


def test_answers_stand_in_the_stubs_place(exercise, handed_in):
    for n in (1, 3):
        give(handed_in, n, answer(n))
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: answer(1), 3: answer(3)})
    assert [result.rules[f"2.{n}"] for n in range(1, 5)] == ["marker", STUB, "marker", STUB]
    assert result.notes == []


@pytest.mark.parametrize(
    "marker",
    ["# Task 2.1 ", "#Task 2.1", "\n\n# Task 2.1", "## task 2.1", "# TASK 2.1: mine", "#  Task  2.1\t"],
)
def test_a_marker_is_found_however_it_is_spelt(exercise, handed_in, marker):
    source = f"{marker}\ndef f1(x):\n    return 5"
    give(handed_in, 1, source)["id"] = "lost"
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: source})
    assert result.rules["2.1"] == "marker"


@pytest.mark.parametrize(
    "marker", ["# Task 2.12", "# Task 2.1x", "# Task 12.1", "# The task 2.1", "Task 2.1"]
)
def test_what_is_no_marker_of_the_task_is_none(exercise, marker):
    result = merge(new_notebook(cells=[code(f"{marker}\nx = 1")]), exercise)
    assert result.rules["2.1"] is None


def test_without_marker_the_cell_id_tells(exercise, handed_in):
    give(handed_in, 1, "f1 = lambda x: x")
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: "f1 = lambda x: x"})
    assert result.rules["2.1"] == "cell id"


@pytest.mark.parametrize(
    "source",
    [
        "def f1(x):\n    return 1",
        "import math\nclass f1: pass",
        "async def f1(x): return 1",
        "%time\ndef f1(x): 1",
    ],
)
def test_without_marker_and_id_the_names_tell(exercise, handed_in, source):
    give(handed_in, 1, source)["id"] = "lost"
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: source})
    assert result.rules["2.1"] == "name"


def test_a_nested_name_tells_nothing(exercise, handed_in):
    give(handed_in, 1, "def g():\n    def f1(x): pass")["id"] = "lost"
    assert merge(handed_in, exercise).rules["2.1"] is None


def test_a_marker_tells_before_an_id(exercise, handed_in):
    first, second = (find(handed_in.cells, f"# Task 2.{n}\n") for n in (1, 2))
    first.source, second.source = answer(2), answer(1)
    in_place(merge(handed_in, exercise), exercise, {1: answer(1), 2: answer(2)})


def test_a_given_cell_that_defines_the_same_name_is_no_answer(exercise, handed_in):
    for nb in (exercise, handed_in):
        insert("# Set-up", code("def f1(x):\n    return 'find the bug in this'"))(nb.cells)
        pairs.assign_ids(nb)
    drop("# Task 2.1\n")(handed_in.cells)
    result = merge(handed_in, exercise)
    in_place(result, exercise)
    assert result.rules["2.1"] is None


def test_an_answer_beside_the_untouched_stub_is_found(exercise, handed_in):
    insert("# Task 2.1\n", code("def f1(x):\n    return 7"))(handed_in.cells)
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: "def f1(x):\n    return 7"})
    assert result.rules["2.1"] == "name"


# Several answers


def test_of_several_answers_the_last_counts_and_is_said_to(exercise, handed_in):
    give(handed_in, 1, answer(1, "return 1"))
    insert("# Check 2.1 ", code(answer(1, "return 2")), code(answer(1, "return 3")))(handed_in.cells)
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: answer(1, "return 3")})
    assert result.notes == ["Task 2.1 is answered 3 times; the last answer counts."]


def test_a_stub_behind_the_answer_does_not_count(exercise, handed_in):
    stub = find(handed_in.cells, "# Task 2.1\n").source
    give(handed_in, 1, answer(1))
    handed_in.cells.append(code(stub + "\n\n"))
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: answer(1)})
    assert result.notes == []


def test_scratch_under_a_tasks_marker_is_not_the_answer(exercise, handed_in):
    give(handed_in, 1, answer(1))
    insert("# Task 2.1\n", code("# task 2.1: let us see\nprint(f1(3))"))(handed_in.cells)
    result = merge(handed_in, exercise)
    insert("# Task 2.1\n", code("# task 2.1: let us see\nprint(f1(3))"))(exercise.cells)
    assert sources(result.notebook)[2:4] == [answer(1), "# task 2.1: let us see\nprint(f1(3))"]
    assert result.rules["2.1"] == "marker" and result.notes == []


@pytest.mark.parametrize("second", ["", "# Task 2.1\n"], ids=["unmarked", "marked"])
def test_an_answer_that_was_split_stays_whole(exercise, handed_in, second):
    helper, rest = "# Task 2.1\ndef helper(x):\n    return x", f"{second}def f1(x):\n    return helper(x) + 1"
    give(handed_in, 1, helper)
    insert("# Task 2.1\n", code(rest))(handed_in.cells)
    merged = sources(merge(handed_in, exercise).notebook)
    assert (
        merged.index(helper) < merged.index(rest) < merged.index(find(exercise.cells, "# Check 2.1 ").source)
    )
    assert len(merged) == len(sources(exercise)) + 1


def test_two_answers_in_one_cell_count_for_both(exercise, handed_in):
    both = answer(1) + "\n\n" + answer(2)
    give(handed_in, 1, both)
    drop("# Task 2.2\ndef f2(x):\n    # YOUR")(handed_in.cells)
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: both, 2: both})
    assert (result.rules["2.1"], result.rules["2.2"]) == ("marker", "name")


# Extra cells and given cells


def test_extra_cells_go_in_at_their_place(exercise, handed_in):
    first, between, before, last = (code(f"extra = {n}") for n in range(4))
    handed_in.cells.insert(0, first)
    insert("# Check 2.1 ", between, text("notes"), before)(handed_in.cells)
    handed_in.cells.append(last)
    result = merge(handed_in, exercise)
    expected = sources(exercise)
    position = expected.index(find(exercise.cells, "# Check 2.1 ").source) + 1
    expected[position:position] = ["extra = 1", "extra = 2"]
    assert sources(result.notebook) == ["extra = 0", *expected, "extra = 3"]
    assert [cell.source for cell in result.notebook.cells if cell.cell_type == "markdown"] == [
        cell.source for cell in exercise.cells if cell.cell_type == "markdown"
    ]
    assert result.notes == []


def test_extra_cells_find_their_place_among_given_cells_that_are_alike(exercise, handed_in):
    for nb in (exercise, handed_in):
        insert("# Check 2.1 ", code("show()"))(nb.cells)
        insert("# Check 2.2", code("show()"))(nb.cells)
        pairs.assign_ids(nb)
    first = next(i for i, cell in enumerate(handed_in.cells) if cell.source == "show()")
    handed_in.cells.insert(first + 1, code("mine = 1"))
    merged = sources(merge(handed_in, exercise).notebook)
    assert merged.index("mine = 1") == merged.index("show()") + 1


def test_empty_cells_are_left_out(exercise, handed_in):
    insert("# Task 2.1\n", code(""), code("  \n"))(handed_in.cells)
    in_place(merge(handed_in, exercise), exercise)


@pytest.mark.parametrize("start", ["# Set-up", "def add", "# Check 2.1 "])
def test_a_given_cell_that_was_changed_is_not_run_and_said_so(exercise, handed_in, start):
    find(handed_in.cells, start).source += "\nprint('changed')"
    result = merge(handed_in, exercise)
    in_place(result, exercise)
    first = find(exercise.cells, start).source.split("\n")[0]
    assert result.notes == [f"The given cell '{first}' was changed; the course's own is run instead of it."]


def test_a_check_is_known_by_its_number_whatever_else_changed(exercise, handed_in):
    find(handed_in.cells, "# Check 2.1 ").update(
        id="lost", source="# Check 2.1 · 99 points\nprint('f1(10) is 11')"
    )
    result = merge(handed_in, exercise)
    in_place(result, exercise)
    assert len(result.notes) == 1


def test_an_answer_written_over_a_given_cell_is_an_answer(exercise, handed_in):
    find(handed_in.cells, "def add").source = answer(1)
    drop("# Task 2.1\ndef f1(x):\n    # YOUR")(handed_in.cells)
    result = merge(handed_in, exercise)
    in_place(result, exercise, {1: answer(1)})
    assert (result.rules["2.1"], result.notes) == ("marker", [])


def test_a_copy_of_a_given_cell_beside_it_is_an_extra_cell(exercise, handed_in):
    insert("def add", code("def add(x, n):\n    return x - n"))(handed_in.cells)
    handed_in.cells[4]["id"] = handed_in.cells[3]["id"]
    result = merge(handed_in, exercise)
    assert sources(result.notebook)[1:3] == [
        "def add(x, n):\n    return x + n",
        "def add(x, n):\n    return x - n",
    ]
    assert result.notes == []


def test_given_cells_that_were_deleted_are_run(exercise, handed_in):
    give(handed_in, 2, answer(2))
    drop("# Set-up", "def add", "# Check 2.1 ", "# Check 2.2")(handed_in.cells)
    in_place(merge(handed_in, exercise), exercise, {2: answer(2)})


def test_a_deleted_answer_cell_is_not_found(exercise, handed_in):
    drop("# Task 2.3")(handed_in.cells)
    result = merge(handed_in, exercise)
    in_place(result, exercise)
    assert (result.rules["2.3"], result.rules["2.2"]) == (None, STUB)


def test_the_order_of_a_submission_does_not_matter(exercise, handed_in):
    for n in range(1, 11):
        give(handed_in, n, answer(n))
    handed_in.cells.reverse()
    in_place(merge(handed_in, exercise), exercise, {n: answer(n) for n in range(1, 11)})


# What never gets through


def test_only_source_is_carried_over(exercise, handed_in):
    cell = give(handed_in, 1, answer(1))
    extra = code("extra = 1")
    insert("# Check 2.1 ", extra)(handed_in.cells)
    for changed in (cell, extra, find(handed_in.cells, "# Check 2.2"), find(handed_in.cells, "# Task 2.2")):
        changed.metadata = nbformat.from_dict({"tags": ["nbval-skip", "raises-exception"], "mine": 1})
        changed.outputs = [new_output("stream", name="stdout", text="all checks hold\n")]
        changed.execution_count = 12
    handed_in.metadata.kernelspec = {"name": "evil", "display_name": "evil"}
    result = merge(handed_in, exercise)
    added = find(result.notebook.cells, "extra = 1")
    assert (added.metadata, added.outputs, added.execution_count) == ({}, [], None)
    result.notebook.cells.remove(added)
    in_place(result, exercise, {1: answer(1)})


def test_neither_notebook_is_changed(exercise, handed_in):
    give(handed_in, 1, answer(1))
    insert("# Check 2.1 ", code("extra = 1"))(handed_in.cells)
    find(handed_in.cells, "# Check 2.2").source += "\nx"
    before = pairs.dumps(handed_in), pairs.dumps(exercise)
    result = merge(handed_in, exercise)
    for cell in result.notebook.cells:
        cell.source, cell.metadata["x"] = "overwritten", 1
        if cell.cell_type == "code":
            cell.outputs.append(new_output("stream", text="overwritten"))
    assert (pairs.dumps(handed_in), pairs.dumps(exercise)) == before


def test_ids_of_the_result_are_valid_and_unique(exercise, handed_in):
    for nb in (exercise, handed_in):
        insert("# Set-up", text("## Extra 3"), text("x"), text("y"))(nb.cells)
        pairs.assign_ids(nb)
    for cell in list(handed_in.cells):
        insert(cell.source, code(f"a = {cell.id!r}"), code(f"b = {cell.id!r}"))(handed_in.cells)
    for cell in handed_in.cells:
        cell["id"] = "the-same"
    notebook = merge(handed_in, exercise).notebook
    assert len(notebook.cells) > 2 * len(exercise.cells)
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)


def test_a_copy_that_colab_saved_is_merged_alike(exercise, handed_in, tmp_path):
    give(handed_in, 1, answer(1))
    insert("# Check 2.1 ", code("extra = 1"))(handed_in.cells)
    expected = merge(handed_in, exercise)
    content = json.loads(pairs.dumps(handed_in)) | {"nbformat_minor": 0}
    for number, cell in enumerate(content["cells"]):
        del cell["id"]
        cell["metadata"] = {"id": f"lIYdn1woOS{number}", "colab": {"base_uri": "https://localhost:8080/"}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    badge = {"cell_type": "markdown", "metadata": {"id": "view-in-github"}, "source": ["<a href=''></a>"]}
    content["cells"].insert(0, badge)
    (tmp_path / "colab.ipynb").write_text(json.dumps(content))
    result = merge(pairs.read(tmp_path / "colab.ipynb"), exercise)
    assert pairs.dumps(result.notebook) == pairs.dumps(expected.notebook)
    assert (result.rules, result.notes) == (expected.rules, expected.notes)


@pytest.mark.parametrize(
    "cells", [[], [text("# Task 2.1")], [code("x = 1")]], ids=["none", "a text", "a foreign"]
)
def test_a_notebook_without_answers_is_merged_too(exercise, cells):
    result = merge(new_notebook(cells=cells), exercise)
    assert set(result.rules.values()) == {None}


# Which lesson it is, and what a cell defines


@pytest.mark.parametrize(
    ("cells", "lesson"),
    [
        ([], 0),
        ([text("# Task 3.1"), code("x = 1  # Task 3.1")], 0),
        ([code("# Task 3.1\nx")], 3),
        ([code("#task 12.1")], 12),
        ([code("# Check 3.1 · 2 points")], 3),
        ([code("# Task 1.1"), code("# Task 3.1"), code("# Check 3.1a · 2 points")], 3),
        ([code("# Task " + "9" * 6000 + ".1")], 0),
    ],
)
def test_the_markers_tell_the_lesson(cells, lesson):
    assert lesson_of(new_notebook(cells=cells)) == lesson


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): pass\nclass C: pass\nx = 1", {"f", "C"}),
        ("%matplotlib inline\n!ls\ndef f(): pass", {"f"}),
        ("def f(:", set()),
        ("", set()),
        ("x = '\0'", set()),
        ("(" * 5000 + ")" * 5000, set()),
        ("-" * 50_000 + "1", set()),
        ("\n".join(["!x"] * 700), set()),
    ],
    ids=["all", "magics", "syntax error", "empty", "null byte", "parentheses", "minus signs", "many magics"],
)
def test_defined_names(source, names):
    assert defined_names(source) == names
