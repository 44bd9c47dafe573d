"""A student's answers in the course's own notebook: what is graded is never the notebook that was handed in."""

import ast
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import nbformat

from utils import pairs

LIKE_A_TASK = re.compile(rf"\s*#+\s*task\s*{pairs.NUMBER}\b", re.IGNORECASE)
MAGIC = re.compile(
    r"^([ \t]*)[%!].*", re.MULTILINE
)  # IPython's own transformer takes minutes on a hostile cell
STUB = "stub"


@dataclass
class Merge:
    """Result of `merge`.

    notebook: the reference with the answers in it; rules: ``{task: how its answer was found}``, which is "marker",
    "cell id" or "name", `STUB` if the task is not answered, None if it has no cell; notes: sentences for the student.
    """

    notebook: nbformat.NotebookNode
    rules: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)


def lesson_of(nb):
    """Number of the lesson whose tasks or checks stand in `nb`, 0 if there are none: the markers tell, not the name."""
    numbers = Counter()
    for cell in nb.cells:
        role = pairs.role_of(cell)
        number = role.number if role.kind == "check" else _task_of(cell)
        if number:
            numbers[int(number.split(".")[0])] += 1
    return max(numbers, key=numbers.get, default=0)


def _task_of(cell):
    """Number of the task whose marker, or what is meant to be one, a code cell begins with; None without."""
    found = LIKE_A_TASK.match(cell.source) if cell.cell_type == "code" else None
    return found["number"] if found else None


def defined_names(source):
    """Names of the functions and classes that `source` defines at its top level; none if it doesn't parse."""
    try:
        body = ast.parse(MAGIC.sub(r"\1pass", source)).body
    except (
        SyntaxError,
        ValueError,
        RecursionError,
        MemoryError,
    ):  # the last three: null bytes, absurd nesting
        return set()
    return {
        node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }


def merge(submission, reference):
    """Splice the answers of `submission` into a copy of `reference` (an exercise), source only.

    An answer is found by its marker, else by its cell id, else by the names that the stub defines. Of several, the
    last that defines those names counts, or the last. The student's own extra cells go in at their place; a shared
    cell that was changed does not. Both arguments are left as they are.
    """
    result = Merge(nbformat.from_dict(reference))  # a deep copy
    cells = result.notebook.cells
    codes = [cell for cell in submission.cells if cell.cell_type == "code"]
    place = _copies(codes, reference.cells)
    _place_changed(codes, reference.cells, place, result.notes)
    answered = {}  # index of a student's code cell: index of the answer cell that it stands for
    for index, cell in enumerate(cells):
        role = pairs.role_of(cell)
        if role.kind != "task":
            continue
        number = role.number
        rule, found = _find(codes, cell, number, place)
        if not found:
            result.rules[number] = STUB if index in place.values() else None
            continue
        result.rules[number] = rule
        names = defined_names(cell.source)
        whole = [i for i in found if names <= defined_names(codes[i].source)] or found
        if len(whole) > 1:
            result.notes.append(f"Task {number} is answered {len(whole)} times; the last answer counts.")
        cell.source = codes[whole[-1]].source
        for i in whole:  # what only helps an answer goes in as an extra cell
            answered.setdefault(i, index)
    _insert_extra(codes, cells, place | answered)
    return result


def _copies(codes, reference):
    """``{index of a student's code cell: index of the reference's cell that it is an unchanged copy of}``.

    Where the reference has the same cell twice, the student's copies stand for them in order.
    """
    originals = defaultdict(list)
    for index, cell in enumerate(reference):
        if cell.cell_type == "code":
            originals[cell.source.strip()].append(index)
    place = {}
    for index, cell in enumerate(codes):
        if found := originals.get(cell.source.strip()):
            place[index] = found.pop(0) if len(found) > 1 else found[0]
    return place


def _place_changed(codes, reference, place, notes):
    """Find what the student made of shared cells and checks; the reference's own are run in their stead."""
    by_label, by_id = {}, {}
    for index, cell in enumerate(reference):
        role = pairs.role_of(cell)
        if cell.cell_type == "code" and role.kind != "task":
            by_id[cell["id"]] = index
        if role.kind == "check":
            by_label[role.label] = index
    for index, cell in enumerate(codes):
        if index in place or _task_of(cell):
            continue
        role = pairs.role_of(cell)
        original = by_label.get(role.label) if role.kind == "check" else by_id.get(cell["id"])
        if original is not None and original not in place.values():
            place[index] = original
            first = reference[original].source.split("\n", 1)[0]
            notes.append(f"The given cell '{first}' was changed; the course's own is run instead of it.")


def _find(codes, stub, number, place):
    """How the answers to a task were found, and the indices of their cells; copies of given cells are none."""
    free = [i for i in range(len(codes)) if i not in place]
    unmarked = [i for i in free if _task_of(codes[i]) is None]
    names = defined_names(stub.source)
    found = {
        "marker": [i for i in free if _task_of(codes[i]) == number],
        "cell id": [i for i in unmarked if codes[i]["id"] == stub["id"]],
        "name": [i for i in free if names and names <= defined_names(codes[i].source)],
    }
    return next(((rule, indices) for rule, indices in found.items() if indices), (None, []))


def _insert_extra(codes, cells, place):
    """Put each of the student's extra cells behind the reference's cell that precedes it in their notebook."""
    behind, last = defaultdict(list), -1
    for index, cell in enumerate(codes):
        if index in place:
            last = place[index]
        elif cell.source.strip():
            behind[last].append(cell.source)
    for last in sorted(behind, reverse=True):
        extra = [nbformat.v4.new_code_cell(source) for source in behind[last]]
        for number, cell in enumerate(extra, start=1):
            cell["id"] = f"extra-{last + 1}-{number}"
        cells[last + 1 : last + 1] = extra
