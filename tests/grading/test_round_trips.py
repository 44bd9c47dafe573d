"""Tests of the grader on one piece of work in many forms: the points are the same in each."""

import copy
import json
import re

import pytest

from utils import pairs
from utils.grading.merge import lesson_of, match
from utils.grading.submission import loads

pytestmark = pytest.mark.xdist_group("round trips")  # they are graded as one batch

NAME = "01_perceptron"
TASKS = [f"1.{n}" for n in range(1, 8)]
# Two answers of a student's own, and a wrong one: the two faults are still in it.
AT_MOST = """\
# Task 1.1
import numpy as numeric


def minus_ones(n):
    return -numeric.ones(n)


def at_most(k, n):
    return minus_ones(n), k + 0.5"""
BOUNDARY = """\
# Task 1.5
def in_units(w, scale):
    return np.asarray(w) / scale


def boundary_in_units(w, b, mean, scale):
    w = in_units(w, scale)
    return -w[0] / w[1], -(b - np.sum(w * mean)) / w[1]"""
REPAIRED = """\
# Task 1.6
def repaired_training(X, y, max_epochs=100, seed=0):
    return faulty_training(X, y, max_epochs, seed)"""
MINE = {"task-1-1": AT_MOST, "task-1-5": BOUNDARY, "task-1-6": REPAIRED}
POINTS = {"1.1": 2, "1.2": 3, "1.3": 3, "1.4": 4, "1.5": 3, "1.6": 0, "1.7": 2}


def code(source, **keys):
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    } | keys


def is_answer(cell):
    return cell["cell_type"] == "code" and re.match(r"# Task \d", cell["source"]) is not None


def answers_in(content):
    return [cell for cell in content["cells"] if is_answer(cell)]


def with_id(content, identity):
    return next(cell for cell in content["cells"] if cell.get("id") == identity)


def insert(content, identity, *new, below=True):
    """Put new cells below, or above, the cell with this id."""
    index = content["cells"].index(with_id(content, identity)) + below
    content["cells"][index:index] = new


# The forms: each changes the notebook, as JSON whose sources are texts, in place.


def as_it_is(content):
    pass


def without_ids(content):
    content["nbformat_minor"] = 4
    for cell in content["cells"]:
        del cell["id"]


def without_metadata(content):
    content["metadata"] = {}
    for cell in content["cells"]:
        cell["metadata"] = {}


def by_colab(content):
    content |= {"nbformat_minor": 0, "metadata": {"colab": {"provenance": [], "toc_visible": True}}}
    content["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    for number, cell in enumerate(content["cells"]):
        del cell["id"]
        cell["metadata"] = {"id": f"lIYdn1woOS{number}", "colab": {"base_uri": "https://localhost:8080/"}}
        cell["source"] = cell["source"].splitlines(keepends=True)
    metadata = {"id": "view-in-github", "colab_type": "text"}
    content["cells"].insert(0, {"cell_type": "markdown", "metadata": metadata, "source": ["<a href=''></a>"]})


def by_colab_with_ids(content):
    """Of a notebook that had ids, Colab keeps them, in another place; markers it has none here."""
    without_markers(content)
    identities = [cell["id"] for cell in content["cells"]]
    by_colab(content)
    for cell, identity in zip(content["cells"][1:], identities, strict=True):
        cell["metadata"]["id"] = identity


def reversed_cells(content):
    content["cells"].reverse()


def answers_at_the_end(content):
    content["cells"].sort(key=is_answer)


def answers_at_the_beginning(content):
    content["cells"].sort(key=lambda cell: not is_answer(cell))


def nothing_but_answers(content):
    content["cells"] = answers_in(content)


def split(content, second=""):
    """Imports and helpers stay in the answer's cell, the function goes into one of its own."""
    for identity, name in (("task-1-1", "at_most"), ("task-1-5", "boundary_in_units")):
        cell = with_id(content, identity)
        helper, rest = cell["source"].split(f"def {name}(")
        cell["source"] = helper.rstrip()
        marker = f"# Task {identity[-3:].replace('-', '.')}\n" if second else ""
        insert(content, identity, code(f"{marker}def {name}({rest}", id=f"new-{identity}"))


def split_with_two_markers(content):
    split(content, second="marker")


def split_without_ids(content):
    split(content)
    without_ids(content)


def stub_above(content, stubs):
    """The stub stays; the answer is in a copy below it."""
    for cell in answers_in(content):
        answer = cell | {"id": f"copy-of-{cell['id']}"}
        insert(content, cell["id"], answer)
        cell["source"] = stubs[cell["id"]]


def stub_below(content, stubs):
    for cell in answers_in(content):
        insert(content, cell["id"], cell | {"id": f"copy-of-{cell['id']}", "source": stubs[cell["id"]]})


def extra_cells(content):
    """Scratch work everywhere, and a helper that an answer uses in a cell of its own."""
    cell = with_id(content, "task-1-5")
    helper, rest = cell["source"].split("def boundary_in_units(")
    cell["source"] = f"# Task 1.5\ndef boundary_in_units({rest}"
    insert(content, "task-1-5", code(helper.split("\n", 1)[1].rstrip(), id="helper"), below=False)
    insert(content, "check-1-4", code("plt.plot(fit_layer(X_two, Y)[2])\nplt.show()", id="plot"))
    insert(content, "task-1-3", code("W = np.zeros((2, 1))\nprint(W.shape, layer_step)", id="print"))
    insert(content, "check-1-1", code("at_most(2, 3", id="scratch"), code("1 / 0", id="error"))
    insert(content, "set-up", code("%matplotlib inline\nimport math", id="imports"), below=False)
    insert(content, "check-1-7", code("print('the end')", id="last"))


def without_markers(content):
    for cell in answers_in(content):
        cell["source"] = cell["source"].split("\n", 1)[1]


def without_markers_and_ids(content):
    without_markers(content)
    without_ids(content)


def other_markers(content):
    for cell in answers_in(content):
        cell["source"] = "\n" + cell["source"].replace("# Task ", "#task  ", 1)


def without_texts(content):
    content["cells"] = [cell for cell in content["cells"] if cell["cell_type"] == "code"]


def line_ends_of_windows(content):
    for cell in content["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


def without_outputs(content):
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def outputs_of_others(content):
    """What the notebook shows as output, and that all of it ran, says nothing."""
    for number, cell in enumerate(content["cells"]):
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "all checks hold\n"}]
            cell["execution_count"] = number


MARKER, CELL_ID, BY_NAME = "marker", "cell id", "name"
FILE = f"{NAME}.ipynb"

# Form: (how it is made, by which rule its answers are found, the name of its file).
FORMS = {
    "as it is": (as_it_is, MARKER, FILE),
    "without ids": (without_ids, MARKER, FILE),
    "without metadata": (without_metadata, MARKER, FILE),
    "saved by Colab": (by_colab, MARKER, f"Copy of {FILE}"),
    "saved by Colab in Korean": (by_colab, MARKER, f"{FILE}의 사본.ipynb"),
    "saved by Colab in Korean, from the Drive": (by_colab, MARKER, f"{FILE}의 사본"),
    "saved by Colab with ids, without markers": (by_colab_with_ids, CELL_ID, FILE),
    "reversed": (reversed_cells, MARKER, FILE),
    "answers at the end": (answers_at_the_end, MARKER, FILE),
    "answers at the beginning": (answers_at_the_beginning, MARKER, FILE),
    "nothing but answers": (nothing_but_answers, MARKER, FILE),
    "split": (split, MARKER, FILE),
    "split with two markers": (split_with_two_markers, MARKER, FILE),
    "split without ids": (split_without_ids, MARKER, FILE),
    "a stub above": (stub_above, MARKER, FILE),
    "a stub below": (stub_below, MARKER, FILE),
    "extra cells": (extra_cells, MARKER, FILE),
    "without markers": (without_markers, CELL_ID, FILE),
    "without markers and ids": (without_markers_and_ids, BY_NAME, FILE),
    "other markers": (other_markers, MARKER, FILE),
    "without texts": (without_texts, MARKER, FILE),
    "line ends of Windows": (line_ends_of_windows, MARKER, FILE),
    "without outputs": (without_outputs, MARKER, FILE),
    "outputs of others": (outputs_of_others, MARKER, FILE),
}


def renamed(content):
    """An answer that only its place tells: another name, no marker, no id."""
    with_id(content, "task-1-1").update(id="new", source="def my_own(k, n):\n    return -np.ones(n), k + 0.5")


def renamed_beside_another(content):
    renamed(content)
    insert(content, "new", code("def my_own_2(k, n):\n    return -np.ones(n), k + 0.5", id="new-2"))


RENAMED = {
    "renamed": (renamed, "position", "wrong", "the only cell at its place was taken"),
    "renamed beside another": (renamed_beside_another, None, "not found", "2 cells stand at its place"),
}


@pytest.fixture(scope="module")
def made(solved):
    """A function that returns the solved exercise in a form, as bytes."""
    exercise = pairs.read(pairs.ROOT / "exercises" / FILE)
    stubs = {cell["id"]: cell.source for cell in exercise.cells if pairs.role_of(cell).kind == "task"}
    work = solved(NAME)
    for cell in work.cells:
        cell.source = MINE.get(cell["id"], cell.source)

    def make(form):
        content = copy.deepcopy(json.loads(json.dumps(work)))
        form(content, stubs) if form in {stub_above, stub_below} else form(content)
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    return make


@pytest.mark.parametrize("name", FORMS)
def test_the_answers_are_found_in_every_form(made, name):
    exercise = pairs.read(pairs.ROOT / "exercises" / FILE)
    form, rule, _ = FORMS[name]
    codes = loads(made(form))
    found = match(codes, exercise)
    assert lesson_of(codes) == 1
    assert (found.rules, found.unclear) == (dict.fromkeys(TASKS, rule), [])


@pytest.mark.parametrize("identity", ["task-1-6-two-faults_3", "check-1-5"], ids=["given", "check"])
def test_an_answer_that_was_merged_into_the_cell_above_it_is_not_lost_silently(made, identity):
    """JupyterLab's "Merge Cells" leaves the first cell's id and first line."""

    def merged(content):
        above, answer = with_id(content, identity), with_id(content, "task-1-6")
        above["source"] += "\n\n" + answer["source"]
        content["cells"].remove(answer)

    found = match(loads(made(merged)), pairs.read(pairs.ROOT / "exercises" / FILE))
    assert "def repaired_training" in found.answers.get("1.6", "") or found.unclear


@pytest.fixture(scope="module")
def batch(sandbox_available, made, tmp_path_factory, grade_folder):
    """All forms graded at once, a student each."""
    folder = tmp_path_factory.mktemp("trips")
    files = {name: (form, file) for name, (form, _, file) in FORMS.items()}
    files |= {name: (form, FILE) for name, (form, *_) in RENAMED.items()}
    for name, (form, file) in files.items():
        (folder / "submissions" / name).mkdir(parents=True)
        (folder / "submissions" / name / file).write_bytes(made(form))
    result = grade_folder(folder / "submissions", folder / "grades", seconds=60 * 60)
    assert (result.code, len(result.rows)) == (0, len(files)), result.complaints
    return result


def record_of(batch, name):
    """The record of this form, if it was graded."""
    row = next(row for row in batch.rows if row["student"] == name)
    assert row["status"] in {"graded", "needs a look"}, row["status"]
    return json.loads((batch.out / name / f"{NAME}.json").read_text(encoding="utf-8"))


@pytest.mark.grading
@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_the_same_work_gets_the_same_points(batch, name):
    record = record_of(batch, name)
    assert {task["task"]: task["points"] for task in record["tasks"]} == POINTS
    assert (record["total"], record["out_of"]) == (sum(POINTS.values()), 20)
    assert {task["task"]: task["status"] for task in record["tasks"]} == {
        number: "right" if points else "wrong" for number, points in POINTS.items()
    }
    assert {task["found_by"] for task in record["tasks"]} == {FORMS[name][1]}
    assert record["look"] == []


@pytest.mark.grading
@pytest.mark.parametrize("name", RENAMED)
def test_an_answer_that_only_its_place_tells_is_left_to_the_teacher(batch, name):
    _, rule, status, sentence = RENAMED[name]
    first, *others = record_of(batch, name)["tasks"]
    assert (first["found_by"], first["status"], first["points"]) == (rule, status, 0)
    assert {task["task"]: task["points"] for task in others} == {
        n: p for n, p in POINTS.items() if n != "1.1"
    }
    assert sentence in " ".join(record_of(batch, name)["look"])
    row = next(row for row in batch.rows if row["student"] == name)
    assert row["status"] == "needs a look"
