"""Tests of utils.grading.merge: which answer is found, by what, and what of a submission never gets through."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_notebook, new_output

from tests.fixtures.course import code, drop, find, insert, second_solution, text
from utils import pairs
from utils.grading.merge import STUB, assemble, defined_names, lesson_of, match
from utils.grading.submission import loads

pytestmark = pytest.mark.static


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


def codes_of(nb):
    """The code cells of a notebook that was saved and read as a submission is."""
    return loads(json.dumps(nb).encode())


def matched(handed_in, exercise):
    """What `match` finds in the notebook `handed_in`."""
    return match(codes_of(handed_in), exercise)


def assembled(result, exercise):
    """The notebook that is run for a Match, all of it."""
    return assemble(exercise, result.answers, result.extras)


def in_place(result, exercise, answers=()):
    """Assert that what is run is the exercise's code with these answers, ``{n: source}``, and no other change."""
    expected = copy.deepcopy(exercise)
    for n, source in dict(answers).items():
        give(expected, n, source)
    expected.cells = [cell for cell in expected.cells if cell.cell_type == "code"]
    assert pairs.dumps(assembled(result, exercise)) == pairs.dumps(expected)
    assert result.answers == {f"2.{n}": source for n, source in dict(answers).items()}


def test_what_was_not_touched_stays_the_exercise(exercise, handed_in):
    result = matched(handed_in, exercise)
    in_place(result, exercise)
    assert result.rules == {f"2.{n}": STUB for n in range(1, 11)}
    assert result.notes == []


def test_answers_stand_in_the_stubs_place(exercise, handed_in):
    for n in (1, 3):
        give(handed_in, n, answer(n))
    result = matched(handed_in, exercise)
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
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: source})
    assert result.rules["2.1"] == "marker"


@pytest.mark.parametrize(
    "marker", ["# Task 2.12", "# Task 2.1x", "# Task 12.1", "# The task 2.1", "Task 2.1"]
)
def test_what_is_no_marker_of_the_task_is_none(exercise, marker):
    result = matched(new_notebook(cells=[code(f"{marker}\nprint(1)")]), exercise)
    assert result.rules["2.1"] is None


def test_without_marker_the_cell_id_tells(exercise, handed_in):
    give(handed_in, 1, "f1 = lambda x: x")
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: "f1 = lambda x: x"})
    assert result.rules["2.1"] == "cell id"


@pytest.mark.parametrize(
    "source",
    [
        "def f1(x):\n    return 1",
        "import math\nclass f1: pass",
        "async def f1(x): return 1",
        "%time\ndef f1(x): 1",
        "f1 = lambda x: x",
        "f1: object = lambda x: x",
        "g = f1 = abs",
        "from math import sqrt as f1",
        "import math as f1",
    ],
)
def test_without_marker_and_id_the_names_tell(exercise, handed_in, source):
    give(handed_in, 1, source)["id"] = "lost"
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: source})
    assert result.rules["2.1"] == "name"


@pytest.mark.parametrize("source", ["def g():\n    def f1(x): pass", "g(f1)", "g.f1 = abs", "print(f1 == 3)"])
def test_a_name_that_is_not_bound_at_the_top_tells_nothing(exercise, handed_in, source):
    cell = give(handed_in, 1, source)
    cell["id"] = "lost"
    handed_in.cells.remove(cell)
    handed_in.cells.append(cell)  # where no task's answer belongs
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.answers, result.unclear) == (None, {}, [])


def test_a_marker_tells_before_an_id(exercise, handed_in):
    first, second = (find(handed_in.cells, f"# Task 2.{n}\n") for n in (1, 2))
    first.source, second.source = answer(2), answer(1)
    in_place(matched(handed_in, exercise), exercise, {1: answer(1), 2: answer(2)})


def test_a_given_cell_that_defines_the_same_name_is_no_answer(exercise, handed_in):
    for nb in (exercise, handed_in):
        insert("# Set-up", code("def f1(x):\n    return 'find the bug in this'"))(nb.cells)
        pairs.assign_ids(nb)
    drop("# Task 2.1\n")(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise)
    assert result.rules["2.1"] is None


def test_an_answer_beside_the_untouched_stub_is_found(exercise, handed_in):
    insert("# Task 2.1\n", code("def f1(x):\n    return 7"))(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: "def f1(x):\n    return 7"})
    assert result.rules["2.1"] == "name"


# Answers that only their place tells


def lose(nb, n, *new):
    """Put cells without marker, id and name in the place of task 2.n."""
    position = nb.cells.index(find(nb.cells, f"# Task 2.{n}\n"))
    nb.cells[position : position + 1] = [code(source) for source in new]


def test_without_all_that_the_place_tells_and_the_teacher_is_told(exercise, handed_in):
    give(handed_in, 2, answer(2))
    lose(handed_in, 1, "def g(x):\n    return x")
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: "def g(x):\n    return x", 2: answer(2)})
    assert [result.rules[f"2.{n}"] for n in (1, 2, 3)] == ["position", "marker", STUB]
    assert result.unclear == [
        "Task 2.1: no marker, id or name tells its answer; the only cell at its place was taken."
    ]
    assert result.notes == []


def test_of_two_cells_at_the_place_none_is_taken_and_the_teacher_is_told(exercise, handed_in):
    lose(handed_in, 1, "g = 1", "h = 2")
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.answers) == (None, {})
    assert result.unclear == ["Task 2.1: no marker, id or name tells its answer; 2 cells stand at its place."]
    assert result.extras == {find(exercise.cells, "def add")["id"]: ["g = 1", "h = 2"]}


@pytest.mark.parametrize(
    "other",
    [
        "print(3)",
        "# only a thought",
        "%matplotlib inline",
        "g(",
        "# Task 2.9\ng = 1",
        "# Task 2.12\ng = 1",
        "def f3(x): 1",
    ],
)
def test_what_is_no_answer_to_the_task_does_not_blur_its_place(exercise, handed_in, other):
    lose(handed_in, 1, other, "g = abs", other)
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.answers["2.1"]) == ("position", "g = abs")


@pytest.mark.parametrize("other", ["print(3)", "# only a thought", "# Task 2.9\ng = 1", "# Task 2.12\ng = 1"])
def test_what_is_no_answer_is_none_by_its_place(exercise, handed_in, other):
    lose(handed_in, 1, other)
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.unclear) == (None, [])
    assert "2.1" not in result.answers


def test_behind_the_check_is_not_the_tasks_place(exercise, handed_in):
    drop("# Task 2.1\n")(handed_in.cells)
    insert("# Check 2.1 ", code("g = abs"))(handed_in.cells)
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.answers, result.unclear) == (None, {}, [])


def test_a_cell_at_the_place_of_an_untouched_stub_is_an_extra_cell(exercise, handed_in):
    insert("# Task 2.1\n", code("g = abs"))(handed_in.cells)
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.answers, result.unclear) == (STUB, {}, [])
    assert result.extras == {"task-2-1": ["g = abs"]}


def test_one_cell_at_the_place_of_two_tasks_is_taken_for_neither(exercise, handed_in):
    lose(handed_in, 1, "g = abs")
    drop("# Check 2.1 ", "# Task 2.2\n")(handed_in.cells)
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.rules["2.2"], result.answers) == (None, None, {})
    assert any("2.1" in sentence for sentence in result.unclear)
    assert any("2.2" in sentence for sentence in result.unclear)


# What is still the stub

STUBS = {
    "a comment": "# Task 2.1\n# what is meant here?\ndef f1(x):\n    # YOUR CODE HERE\n    raise NotImplementedError",
    "no comment": "# Task 2.1\ndef f1(x):\n    raise NotImplementedError",
    "blank lines": "# Task 2.1\n\n\ndef f1(x):\n\n    # YOUR CODE HERE\n\n    raise NotImplementedError\n\n",
    "spaces": "# Task 2.1\ndef f1( x ):\n        raise NotImplementedError  # later",
    "no marker": "def f1(x):\n    # YOUR CODE HERE\n    raise NotImplementedError",
}


@pytest.mark.parametrize("source", STUBS.values(), ids=STUBS)
def test_a_stub_with_other_comments_and_blank_lines_is_still_the_stub(exercise, handed_in, source):
    give(handed_in, 1, source)
    result = matched(handed_in, exercise)
    assert (result.rules["2.1"], result.answers) == (STUB, {})
    assert (result.notes, result.unclear) == ([], [])


@pytest.mark.parametrize(
    "source",
    [
        "# Task 2.1\ndef f1(x):\n    pass",
        "# Task 2.1\ndef f1(y):\n    # YOUR CODE HERE\n    raise NotImplementedError",
        "# Task 2.1\ndef f1(x):\n    # YOUR CODE HERE\n    raise NotImplementedError\nf1 = abs",
        "# Task 2.1\ndef f1(x):\n    # YOUR CODE HERE\n    raise",
        "# Task 2.1\n# I do not know",
        "# Task 2.1\ndef f1(x:",
    ],
)
def test_whatever_else_was_written_is_an_answer(exercise, handed_in, source):
    give(handed_in, 1, source)
    in_place(matched(handed_in, exercise), exercise, {1: source})


@pytest.mark.parametrize("source", STUBS.values(), ids=STUBS)
def test_a_stub_with_other_comments_behind_the_answer_does_not_undo_it(exercise, handed_in, source):
    give(handed_in, 1, answer(1))
    insert("# Task 2.1\n", code(source))(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: answer(1)})
    assert (result.rules["2.1"], result.notes) == ("marker", [])


# Several answers


def test_of_several_answers_the_last_counts_and_is_said_to(exercise, handed_in):
    give(handed_in, 1, answer(1, "return 1"))
    insert("# Check 2.1 ", code(answer(1, "return 2")), code(answer(1, "return 3")))(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: answer(1, "return 3")})
    assert result.notes == ["Task 2.1 is answered 3 times; the last answer counts."]


def test_a_stub_behind_the_answer_does_not_count(exercise, handed_in):
    stub = find(handed_in.cells, "# Task 2.1\n").source
    give(handed_in, 1, answer(1))
    handed_in.cells.append(code(stub + "\n\n"))
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: answer(1)})
    assert result.notes == []


def test_scratch_under_a_tasks_marker_is_not_the_answer(exercise, handed_in):
    give(handed_in, 1, answer(1))
    insert("# Task 2.1\n", code("# task 2.1: let us see\nprint(f1(3))"))(handed_in.cells)
    result = matched(handed_in, exercise)
    insert("# Task 2.1\n", code("# task 2.1: let us see\nprint(f1(3))"))(exercise.cells)
    assert sources(assembled(result, exercise))[2:4] == [answer(1), "# task 2.1: let us see\nprint(f1(3))"]
    assert result.rules["2.1"] == "marker" and result.notes == []


@pytest.mark.parametrize("second", ["", "# Task 2.1\n"], ids=["unmarked", "marked"])
def test_an_answer_that_was_split_stays_whole(exercise, handed_in, second):
    helper, rest = "# Task 2.1\ndef helper(x):\n    return x", f"{second}def f1(x):\n    return helper(x) + 1"
    give(handed_in, 1, helper)
    insert("# Task 2.1\n", code(rest))(handed_in.cells)
    merged = sources(assembled(matched(handed_in, exercise), exercise))
    assert (
        merged.index(helper) < merged.index(rest) < merged.index(find(exercise.cells, "# Check 2.1 ").source)
    )
    assert len(merged) == len(sources(exercise)) + 1


def test_two_answers_in_one_cell_count_for_both(exercise, handed_in):
    both = answer(1) + "\n\n" + answer(2)
    give(handed_in, 1, both)
    drop("# Task 2.2\ndef f2(x):\n    # YOUR")(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: both, 2: both})
    assert (result.rules["2.1"], result.rules["2.2"]) == ("marker", "name")


# Extra cells and given cells


def test_extra_cells_go_in_at_their_place(exercise, handed_in):
    first, between, before, last = (code(f"extra = {n}") for n in range(4))
    handed_in.cells.insert(0, first)
    insert("# Check 2.1 ", between, text("notes"), before)(handed_in.cells)
    handed_in.cells.append(last)
    result = matched(handed_in, exercise)
    expected = sources(exercise)
    position = expected.index(find(exercise.cells, "# Check 2.1 ").source) + 1
    expected[position:position] = ["extra = 1", "extra = 2"]
    assert sources(assembled(result, exercise)) == ["extra = 0", *expected, "extra = 3"]
    assert result.notes == []


def test_extra_cells_find_their_place_among_given_cells_that_are_alike(exercise, handed_in):
    for nb in (exercise, handed_in):
        insert("# Check 2.1 ", code("show()"))(nb.cells)
        insert("# Check 2.2", code("show()"))(nb.cells)
        pairs.assign_ids(nb)
    first = next(i for i, cell in enumerate(handed_in.cells) if cell.source == "show()")
    handed_in.cells.insert(first + 1, code("mine = 1"))
    merged = sources(assembled(matched(handed_in, exercise), exercise))
    assert merged.index("mine = 1") == merged.index("show()") + 1


def test_empty_cells_are_left_out(exercise, handed_in):
    insert("# Task 2.1\n", code(""), code("  \n"))(handed_in.cells)
    in_place(matched(handed_in, exercise), exercise)


@pytest.mark.parametrize("start", ["def add", "# Check 2.1 "])
def test_a_given_cell_that_was_changed_is_not_run_and_said_so(exercise, handed_in, start):
    find(handed_in.cells, start).source += "\nprint('changed')"
    result = matched(handed_in, exercise)
    in_place(result, exercise)
    first = find(exercise.cells, start).source.split("\n")[0]
    assert result.notes == [f"The given cell '{first}' was changed; the course's own is run instead of it."]


@pytest.mark.parametrize("cell_id", ["set-up", "lost", "task-2-1", "start_1"])
@pytest.mark.parametrize(
    "first", ["# Set-up", "# Set-up · needs scikeras: run this cell first. It fetches all."]
)
def test_the_set_up_cell_of_another_edition_stands_for_the_courses_own(exercise, handed_in, first, cell_id):
    find(handed_in.cells, "# Set-up").update(source=f"{first}\nraise SystemExit", id=cell_id)
    give(handed_in, 1, answer(1))["id"] = "mine"
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: answer(1)})
    assert (result.rules["2.1"], result.notes, result.extras) == ("marker", [], {})


def test_no_second_set_up_cell_is_run_either(exercise, handed_in):
    again = code("# Set-up: run this cell first.\nraise SystemExit")
    insert("# Check 2.1 ", again, code("mine = 1"))(handed_in.cells)
    handed_in.cells.insert(0, copy.deepcopy(again))
    result = matched(handed_in, exercise)
    assert result.notes == [] and list(result.extras.values()) == [["mine = 1"]]
    assert len([source for source in sources(assembled(result, exercise)) if "# Set-up" in source]) == 1


def test_an_answer_under_the_set_up_marker_is_an_answer(exercise, handed_in):
    find(handed_in.cells, "# Set-up").source += "\n" + answer(1, marker="")
    result = matched(handed_in, exercise)
    assert result.rules["2.1"] == "name" and result.notes == []


def test_a_check_is_known_by_its_number_whatever_else_changed(exercise, handed_in):
    find(handed_in.cells, "# Check 2.1 ").update(
        id="lost", source="# Check 2.1 · 99 points\nprint('f1(10) is 11')"
    )
    result = matched(handed_in, exercise)
    in_place(result, exercise)
    assert len(result.notes) == 1


def test_an_answer_written_over_a_given_cell_is_an_answer(exercise, handed_in):
    find(handed_in.cells, "def add").source = answer(1)
    drop("# Task 2.1\ndef f1(x):\n    # YOUR")(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise, {1: answer(1)})
    assert (result.rules["2.1"], result.notes) == ("marker", [])


def test_a_copy_of_a_given_cell_beside_it_is_an_extra_cell(exercise, handed_in):
    insert("def add", code("def add(x, n):\n    return x - n"))(handed_in.cells)
    handed_in.cells[4]["id"] = handed_in.cells[3]["id"]
    result = matched(handed_in, exercise)
    assert sources(assembled(result, exercise))[1:3] == [
        "def add(x, n):\n    return x + n",
        "def add(x, n):\n    return x - n",
    ]
    assert result.notes == []


def test_given_cells_that_were_deleted_are_run(exercise, handed_in):
    give(handed_in, 2, answer(2))
    drop("# Set-up", "def add", "# Check 2.1 ", "# Check 2.2")(handed_in.cells)
    in_place(matched(handed_in, exercise), exercise, {2: answer(2)})


def test_a_deleted_answer_cell_is_not_found(exercise, handed_in):
    drop("# Task 2.3")(handed_in.cells)
    result = matched(handed_in, exercise)
    in_place(result, exercise)
    assert (result.rules["2.3"], result.rules["2.2"]) == (None, STUB)


def test_the_order_of_a_submission_does_not_matter(exercise, handed_in):
    for n in range(1, 11):
        give(handed_in, n, answer(n))
    handed_in.cells.reverse()
    in_place(matched(handed_in, exercise), exercise, {n: answer(n) for n in range(1, 11)})


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
    result = matched(handed_in, exercise)
    added = find(assembled(result, exercise).cells, "extra = 1")
    assert (added.metadata, added.outputs, added.execution_count) == ({}, [], None)
    assert result.extras.pop("check-2-1") == ["extra = 1"]
    in_place(result, exercise, {1: answer(1)})


def test_nothing_that_is_given_is_changed(exercise, handed_in):
    give(handed_in, 1, answer(1))
    insert("# Check 2.1 ", code("extra = 1"))(handed_in.cells)
    find(handed_in.cells, "# Check 2.2").source += "\nx"
    codes = codes_of(handed_in)
    before, found = pairs.dumps(exercise), list(codes)
    result = match(codes, exercise)
    answers, extras = dict(result.answers), copy.deepcopy(result.extras)
    for cell in assemble(exercise, result.answers, result.extras, seconds={"set-up": 1}).cells:
        cell.source, cell.metadata["x"] = "overwritten", 1
        cell.metadata.get("tags", []).append("overwritten")
        cell.outputs.append(new_output("stream", text="overwritten"))
    assert (pairs.dumps(exercise), codes) == (before, found)
    assert (result.answers, result.extras) == (answers, extras)


def test_ids_of_the_result_are_valid_and_unique(exercise, handed_in):
    for nb in (exercise, handed_in):
        insert("# Set-up", text("## Extra 3"), text("x"), text("y"))(nb.cells)
        pairs.assign_ids(nb)
    for cell in list(handed_in.cells):
        insert(cell.source, code(f"a = {cell.id!r}"), code(f"b = {cell.id!r}"))(handed_in.cells)
    for cell in handed_in.cells:
        cell["id"] = "the-same"
    notebook = assembled(matched(handed_in, exercise), exercise)
    assert len(notebook.cells) > 2 * len(exercise.cells)
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)


def test_a_copy_that_colab_saved_is_matched_alike(exercise, handed_in):
    give(handed_in, 1, answer(1))
    insert("# Check 2.1 ", code("extra = 1"))(handed_in.cells)
    expected = matched(handed_in, exercise)
    content = json.loads(pairs.dumps(handed_in)) | {"nbformat_minor": 0}
    for number, cell in enumerate(content["cells"]):
        del cell["id"]
        cell["metadata"] = {"id": f"lIYdn1woOS{number}", "colab": {"base_uri": "https://localhost:8080/"}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    badge = {"cell_type": "markdown", "metadata": {"id": "view-in-github"}, "source": ["<a href=''></a>"]}
    content["cells"].insert(0, badge)
    assert match(loads(json.dumps(content).encode()), exercise) == expected
    assert expected.answers == {"2.1": answer(1)}


@pytest.mark.parametrize(
    "cells", [[], [text("# Task 2.1")], [code("x = 1")]], ids=["none", "a text", "a foreign"]
)
def test_a_notebook_without_answers_is_matched_too(exercise, cells):
    result = matched(new_notebook(cells=cells), exercise)
    assert set(result.rules.values()) == {None} and result.answers == {}


# What is run


def ids(nb):
    return [cell["id"] for cell in nb.cells]


START = ["set-up", "exercise-02-second_3"]  # the small course's set-up, and the cell that defines `add`


def test_with_tasks_only_their_checks_are_run_and_nothing_behind_the_last(solution):
    answers = {"2.1": answer(1), "2.3": answer(3), "2.9": answer(9)}
    nb = assemble(solution, answers, tasks={"2.1", "2.3"})
    task, own = [f"task-2-{n}" for n in range(1, 4)], lambda n: [f"check-2-{n}", f"hidden-check-2-{n}"]
    assert ids(nb) == [*START, task[0], *own(1), task[1], task[2], *own(3)]
    assert find(nb.cells, "# Task 2.1\n").source == answer(1)
    assert find(nb.cells, "# Task 2.2\n").source == find(solution.cells, "# Task 2.2\n").source
    assert find(nb.cells, "# Task 2.3\n").source == answer(3)


def test_all_checks_of_a_task_are_run(two_checks):
    nb = assemble(two_checks, {}, tasks={"1.2"})
    checks = ["check-1-2a", "hidden-check-1-2a", "check-1-2b", "hidden-check-1-2b"]
    assert ids(nb)[-6:] == ["task-1-1", "task-1-2", *checks]


def test_without_tasks_everything_is_run(solution):
    everything = [cell["id"] for cell in solution.cells if cell.cell_type == "code"]
    assert ids(assemble(solution, {"2.1": answer(1)})) == everything
    assert ids(assemble(solution, {}, tasks={f"2.{n}" for n in range(1, 11)})) == everything


def test_only_checks_keep_their_outputs(two_checks):
    for cell in assemble(two_checks, {}).cells:
        kept = cell.outputs != [] and cell.execution_count == 1
        assert kept == (pairs.role_of(cell).kind == "check"), cell.source


@pytest.mark.parametrize("tasks", [None, ["2.1"], ["2.2"], ["2.1", "2.2"], ["2.2", "2.5"]], ids=str)
def test_an_extra_cell_never_stands_between_a_check_and_its_hidden_check(solution, tasks):
    places = [cell["id"] for cell in solution.cells if pairs.role_of(cell).kind in {"code", "check", "task"}]
    extras = {"": ["first = 0"]} | {place: [f"extra = '{place}'", "again = 1"] for place in places}
    cells = assemble(solution, {}, extras, tasks and set(tasks)).cells
    kinds = [pairs.role_of(cell).kind for cell in cells]
    assert kinds[0] == "code" and cells[0].source == "first = 0"
    hidden = [i for i, kind in enumerate(kinds) if kind == "hidden"]
    assert len(hidden) == len(tasks or range(10))
    for i in hidden:
        assert kinds[i - 1] == "check"
        assert cells[i - 1]["id"] == cells[i]["id"].removeprefix("hidden-")
    if tasks is None:  # the student's cells come where they stood, but for that
        assert [cell.source for cell in cells if cell.source.startswith("extra")] == [
            f"extra = '{place}'" for place in places
        ]
        assert cells[-1].source == "again = 1"
    else:
        assert kinds[-1] == "hidden"


def test_an_extra_cell_behind_a_check_that_is_not_run_is_run(solution):
    nb = assemble(solution, {}, {"check-2-1": ["extra = 1"]}, {"2.2"})
    assert ids(nb) == [*START, "task-2-1", "extra-3", "task-2-2", "check-2-2", "hidden-check-2-2"]


def test_the_time_of_single_cells_is_limited(solution):
    seconds = {"task-2-1": 7, "check-2-1": 8.5, "": 60, "no such cell": 9}
    nb = assemble(
        solution, {"2.1": answer(1)}, {"": ["first = 0"], "check-2-1": ["extra = 1"]}, None, seconds
    )
    limits = {cell["id"]: cell.metadata["course"] for cell in nb.cells if "course" in cell.metadata}
    assert limits == {
        "task-2-1": {"seconds": 7},
        "check-2-1": {"seconds": 8.5},
        "extra-0": {"seconds": 60},
        "extra-6": {"seconds": 60},
    }


def test_a_limit_leaves_the_tags_as_they_are(solution):
    check = find(solution.cells, "# Check 2.1 ")
    check.metadata["tags"] = [pairs.COMPARED]
    limited = find(assemble(solution, {}, seconds={"check-2-1": 3}).cells, "# Check 2.1 ")
    assert limited.metadata == {"tags": [pairs.COMPARED], "course": {"seconds": 3}}
    assert check.metadata == {"tags": [pairs.COMPARED]}


def test_an_extra_cell_that_calls_itself_a_check_is_not_one(solution):
    """Its limit is an extra cell's, and its id is never that of the course's."""
    fake = "# Check 2.1 · 2 points\nprint('f1(10) is 11')"
    nb = assemble(solution, {}, {"task-2-1": [fake]}, None, {"check-2-1": 5, "": 60})
    found = [cell for cell in nb.cells if cell.source == fake]
    assert [cell["id"] for cell in found] == ["extra-3"]
    assert found[0].metadata == {"course": {"seconds": 60}} and found[0].outputs == []


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
    assert lesson_of(codes_of(new_notebook(cells=cells))) == lesson


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): pass\nclass C: pass\nx = 1", {"f", "C", "x"}),
        ("a = b = 1\nc: int = 2\nd: int\na.e = f[0] = 3", {"a", "b", "c", "d"}),
        ("import os.path\nimport numpy as np\nfrom math import pi, tau as t", {"os", "np", "pi", "t"}),
        ("def f():\n    inner = 1\n    def g(): pass\n    import os", {"f"}),
        ("%matplotlib inline\n!ls\ndef f(): pass", {"f"}),
        ("def f(:", set()),
        ("", set()),
        ("x = '\0'", set()),
        ("(" * 5000 + ")" * 5000, set()),
        ("-" * 50_000 + "1", set()),
        ("\n".join(["!x"] * 700), set()),
    ],
    ids=[
        "all",
        "targets",
        "imports",
        "nested",
        "magics",
        "syntax error",
        "empty",
        "null byte",
        "parentheses",
        "minus signs",
        "many magics",
    ],
)
def test_defined_names(source, names):
    assert defined_names(source) == names
