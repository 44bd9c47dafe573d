"""A student's answers in the course's own notebook: what is graded is never the notebook that was handed in."""

import ast
import re
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import nbformat

from utils import pairs

LIKE_A_TASK = re.compile(rf"\s*#+\s*task\s*{pairs.NUMBER}\b", re.IGNORECASE)
# IPython's own transformer takes minutes on a hostile cell.
MAGIC = re.compile(r"^([ \t]*)[%!].*", re.MULTILINE)
STUB = "stub"


@dataclass
class Match:
    """Result of `match`.

    answers: ``{task: source}`` of what was answered; rules: ``{task: how its answer was found}``, which is "marker",
    "cell id", "name" or "position", `STUB` if the task is not answered, None if it has no cell; extras: ``{id of a
    given cell, "" for none: sources of the student's own cells behind it}``; notes: sentences for the student;
    unclear: sentences for the teacher, on what no rule can decide.
    """

    answers: dict = field(default_factory=dict)
    rules: dict = field(default_factory=dict)
    extras: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    unclear: list = field(default_factory=list)


def lesson_of(codes):
    """Number of the lesson whose tasks or checks stand in code cells, 0 if none: the markers tell, not the name."""
    numbers = Counter()
    for cell in codes:
        found = LIKE_A_TASK.match(cell.source) or pairs.CHECK.match(cell.source)
        if found:
            numbers[int(found["number"].split(".")[0])] += 1
    return max(numbers, key=numbers.get, default=0)


def _task_of(cell):
    """Number of the task whose marker, or what is meant to be one, a code cell begins with; None without."""
    found = LIKE_A_TASK.match(cell.source)
    return found["number"] if found else None


def _tree(source):
    """Syntax tree of a cell, its magics left out; empty if it doesn't parse."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of a student's "\d"
            return ast.parse(MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # of null bytes or absurd nesting
        return ast.Module([], [])


def defined_names(source):
    """Names that `source` binds at its top level: functions, classes, variables, imports; none if it doesn't parse."""
    names = set()
    for node in _tree(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def imported_modules(source):
    """Names of the modules that `source` imports at its top level."""
    for node in _tree(source).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def _required_names(stub):
    """Names of the functions and classes that a stub defines, which an answer must define too."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in _tree(stub).body if isinstance(node, kinds)}


def _is_stub(source, stub):
    """Whether `source` does what the stub does, whatever its comments and blank lines are."""
    return bool(_dump(source)) and _dump(source) == _dump(stub)


@lru_cache(maxsize=10_000)
def _dump(source):
    """The syntax tree of `source` as text; "" if it has none."""
    tree = _tree(source)
    try:
        return ast.dump(tree) if tree.body else ""
    except RecursionError:
        return ""


def match(codes, exercise):
    """Find the answers in `codes`, a student's code cells, to the tasks of `exercise`, the course's notebook.

    An answer is found by its marker, else by its cell id, else by the names that the stub defines, else by its
    position, if just one cell stands where it belongs. Of several, the last that defines those names counts, or the
    last, and never one that is still the stub. The student's own extra cells keep their place; a given cell that was
    changed does not count. Both arguments are left as they are.
    """
    result = Match()
    given = [cell for cell in exercise.cells if cell.cell_type == "code"]
    place = _copies(codes, given)  # index of a student's cell: index of the given cell that it stands for
    _place_changed(codes, given, place, result.notes)
    free = [i for i in range(len(codes)) if i not in place]
    lost = []  # tasks that no rule but the last can find
    answered = {}
    for index, stub in enumerate(given):
        role = pairs.role_of(stub)
        if role.kind != "task":
            continue
        rule, found = _find(codes, free, stub, role.number)
        still = [i for i in free if _is_stub(codes[i].source, stub.source)]
        answered |= dict.fromkeys(still, index)
        found = [i for i in found if i not in still]
        if found:
            _take(result, role.number, rule, found, codes, stub)
            for i in found:
                answered.setdefault(i, index)
        elif rule or index in place.values():
            result.rules[role.number] = STUB
        else:
            result.rules[role.number] = None
            lost.append(index)
    place |= answered
    _find_by_position(codes, given, place, lost, result)
    _gather_extras(codes, given, place, result.extras)
    return result


def _take(result, number, rule, found, codes, stub):
    """Note which of the cells `found` is the answer, and drop from them what only helps it."""
    names = _required_names(stub.source)
    whole = [i for i in found if names <= defined_names(codes[i].source)] or list(found)
    if len(whole) > 1:
        result.notes.append(f"Task {number} is answered {len(whole)} times; the last answer counts.")
    result.answers[number], result.rules[number] = codes[whole[-1]].source, rule
    found[:] = whole  # the others go in as extra cells


def _copies(codes, given):
    """``{index of a student's code cell: index of the given cell that it is an unchanged copy of}``.

    Where the exercise has the same cell twice, the student's copies stand for them in order.
    """
    originals = defaultdict(list)
    for index, cell in enumerate(given):
        originals[cell.source.strip()].append(index)
    place = {}
    for index, cell in enumerate(codes):
        if found := originals.get(cell.source.strip()):
            place[index] = found.pop(0) if len(found) > 1 else found[0]
    return place


def _place_changed(codes, given, place, notes):
    """Find what the student made of given cells and checks; the course's own are run in their stead.

    A set-up cell is not worth a note: that of another edition, such as a class's, finds the course another way.
    """
    by_label, by_id, wanted, set_up = {}, {}, [], None
    for index, cell in enumerate(given):
        role = pairs.role_of(cell)
        if role.kind == "task":
            wanted.append(_required_names(cell.source))
        if role.kind != "task":
            by_id[cell["id"]] = index
        if role.kind == "check":
            by_label[role.label] = index
        if role.kind == "set-up":
            set_up = index
    taken = set(place.values())
    for index, cell in enumerate(codes):
        if index in place or _task_of(cell):
            continue
        first = cell.source.split("\n", 1)[0].rstrip()
        found = pairs.CHECK.fullmatch(first)
        original = by_label.get(found["number"] + found["part"]) if found else by_id.get(cell.id)
        names = defined_names(cell.source)
        if any(n and n <= names for n in wanted):
            continue
        if set_up is not None and pairs.SET_UP.fullmatch(first):
            place[index] = set_up
            taken.add(set_up)
        elif original is not None and original not in taken:
            place[index] = original
            taken.add(original)
            first = given[original].source.split("\n", 1)[0]
            notes.append(f"The given cell '{first}' was changed; the course's own is run instead of it.")


def _find(codes, free, stub, number):
    """How the answers to a task were found, and the indices of their cells; copies of given cells are none."""
    unmarked = [i for i in free if _task_of(codes[i]) is None]
    names = _required_names(stub.source)
    found = {
        "marker": [i for i in free if _task_of(codes[i]) == number],
        "cell id": [i for i in unmarked if codes[i].id == stub["id"]],
        "name": [i for i in free if names and names <= defined_names(codes[i].source)],
    }
    return next(((rule, indices) for rule, indices in found.items() if indices), (None, []))


def _find_by_position(codes, given, place, lost, result):
    """Find answers without marker, id and name between the given cells that stand around them."""
    gaps = defaultdict(list)  # (cell before, cell after): the tasks whose answers should stand in between
    for index in lost:
        before = max((i for i, g in place.items() if g < index), key=lambda i: place[i], default=None)
        after = min((i for i, g in place.items() if g > index), key=lambda i: place[i], default=len(codes))
        if before is not None:
            gaps[before, after].append(index)
    for (before, after), tasks in gaps.items():
        there = [
            i
            for i in range(before + 1, after)
            if i not in place and not _task_of(codes[i]) and defined_names(codes[i].source)
        ]
        alone = len(there) == len(tasks) == 1
        if alone:
            place[there[0]], number = tasks[0], pairs.role_of(given[tasks[0]]).number
            result.answers[number], result.rules[number] = codes[there[0]].source, "position"
        for index in tasks if there else ():
            number = pairs.role_of(given[index]).number
            if alone:
                what = "the only cell at its place was taken"
            elif len(there) > 1:
                what = f"{len(there)} cells stand at its place"
            else:
                what = f"one cell stands at the place of {len(tasks)} tasks"
            result.unclear.append(f"Task {number}: no marker, id or name tells its answer; {what}.")


def _gather_extras(codes, given, place, extras):
    """Note each of the student's extra cells under the given cell that precedes it in their notebook."""
    last = ""
    for index, cell in enumerate(codes):
        if index in place:
            last = given[place[index]]["id"]
        elif cell.source.strip():
            extras.setdefault(last, []).append(cell.source)


def assemble(reference, answers, extras=None, tasks=None, seconds=None):
    """A notebook to run: the code cells of `reference` with `answers` and `extras` in it (see `Match`).

    With `tasks`, a set of task numbers, only their checks are in it, and nothing behind the last of them. `seconds`
    limits the time of single cells: ``{cell id: seconds}``, "" for an extra cell. An extra cell never stands between
    a check and its hidden check. What is in the reference stays as it is.
    """
    cells, waiting = [], list((extras or {}).get("", []))
    codes = [cell for cell in reference.cells if cell.cell_type == "code"]
    if tasks is not None:
        last = max(i for i, cell in enumerate(codes) if pairs.role_of(cell).number in tasks)
        codes = codes[: last + 1]
    for cell in codes:
        role = pairs.role_of(cell)
        if role.kind != "hidden":
            cells += waiting
            waiting = list((extras or {}).get(cell["id"], []))
        if role.kind in {"check", "hidden"} and tasks is not None and role.number not in tasks:
            continue
        copy = nbformat.from_dict(cell)
        if role.kind == "task" and role.number in answers:
            copy.source = answers[role.number]
        if role.kind != "check":
            copy.outputs, copy.execution_count = [], None
        cells.append(copy)
    cells += waiting if tasks is None else []
    for number, cell in enumerate(cells):
        if isinstance(cell, str):
            cell = cells[number] = nbformat.v4.new_code_cell(cell, id=f"extra-{number}")
        limit = (seconds or {}).get("" if cell["id"] == f"extra-{number}" else cell["id"])
        if limit:
            cell.metadata["course"] = {"seconds": limit}
    return nbformat.v4.new_notebook(cells=cells, metadata=reference.metadata)
