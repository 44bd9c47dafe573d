"""A student's answers in the course's own notebook: what is graded is never the notebook that was handed in."""

import ast
import re
from dataclasses import dataclass, field

import nbformat

from utils import pairs

LIKE_A_TASK = re.compile(r"\s*#+\s*task\s*(\d+\.\d+)\b", re.IGNORECASE)


@dataclass
class Merge:
    """Result of `merge`.

    notebook: the reference with the answers in it; rules: ``{task: how its answer was found}``, None where it was
    not found; notes: sentences for the student.
    """

    notebook: nbformat.NotebookNode
    rules: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)


def lesson_of(nb):
    """Number of the lesson whose tasks or checks stand in `nb`, 0 if there are none: the markers tell, not the name."""
    numbers = []
    for cell in nb.cells:
        role = pairs.role_of(cell)
        found = role.number if role.kind in {"task", "check"} else None
        if found is None and cell.cell_type == "code" and (like := LIKE_A_TASK.match(cell.source)):
            found = like[1]
        if found:
            numbers.append(int(found.split(".")[0]))
    return max(set(numbers), key=numbers.count) if numbers else 0


def defined_names(source):
    """Names of the functions and classes that `source` defines at its top level; none if it doesn't parse."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    return {
        node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }


def merge(submission, reference):
    """Splice the answers of `submission` into a copy of `reference` (an exercise), source only.

    An answer is found by its marker, else by its cell id, else by the names that the stub defines. Of several, the
    last that is not the stub counts. The student's own extra cells go in at their place; a shared cell that was
    changed does not. Both arguments are left as they are.
    """
    cells = [nbformat.from_dict(cell) for cell in reference.cells]
    codes = [cell for cell in submission.cells if cell.cell_type == "code"]
    result = Merge(nbformat.from_dict({**reference, "cells": cells}))
    place = {}  # index of a student's code cell: index of the reference's cell that it stands for
    for index, cell in enumerate(cells):
        role = pairs.role_of(cell)
        if role.kind != "task":
            continue
        rule, candidates = _find(codes, cell, role.number)
        own = [c for c in candidates if codes[c].source.strip() != cell.source.strip()]
        if len(own) > 1:
            result.notes.append(f"Task {role.number} is answered {len(own)} times; the last answer counts.")
        for candidate in candidates:
            place[candidate] = index
        result.rules[role.number] = rule
        if own:
            cell.source = codes[own[-1]].source
    _place_shared(codes, reference.cells, place, result.notes)
    _insert_extra(codes, cells, place)
    return result


def _find(codes, stub, number):
    """How the answers to a task were found, and the indices of their cells."""
    by_marker = [
        i for i, cell in enumerate(codes) if (found := LIKE_A_TASK.match(cell.source)) and found[1] == number
    ]
    if by_marker:
        return "marker", by_marker
    by_id = [i for i, cell in enumerate(codes) if cell.get("id") == stub["id"]]
    if by_id:
        return "cell id", by_id
    names = defined_names(stub.source)
    by_name = [i for i, cell in enumerate(codes) if names and names <= defined_names(cell.source)]
    return ("name", by_name) if by_name else (None, [])


def _place_shared(codes, reference, place, notes):
    """Find the student's copies of the shared cells and checks; the reference's own are run in their stead."""
    by_source = {cell.source.strip(): i for i, cell in enumerate(reference) if cell.cell_type == "code"}
    by_id = {cell["id"]: i for i, cell in enumerate(reference) if cell.cell_type == "code"}
    by_role = {
        pairs.role_of(cell): i for i, cell in enumerate(reference) if pairs.role_of(cell).kind == "check"
    }
    for index, cell in enumerate(codes):
        if index in place:
            continue
        if cell.source.strip() in by_source:
            place[index] = by_source[cell.source.strip()]
            continue
        changed = by_role.get(pairs.role_of(cell), by_id.get(cell.get("id")))
        if changed is not None and pairs.role_of(reference[changed]).kind != "task":
            place[index] = changed
            first = reference[changed].source.split("\n", 1)[0]
            notes.append(f"The given cell '{first}' was changed; the course's own is run instead of it.")


def _insert_extra(codes, cells, place):
    """Put each of the student's extra cells behind the reference's cell that precedes it in their notebook."""
    behind, last = {}, -1
    for index, cell in enumerate(codes):
        if index in place:
            last = place[index]
        elif cell.source.strip():
            behind.setdefault(last, []).append(cell.source)
    for last in sorted(behind, reverse=True):
        extra = [nbformat.v4.new_code_cell(source) for source in behind[last]]
        for number, cell in enumerate(extra, start=1):
            cell["id"] = f"extra-{last + 1}-{number}"
        cells[last + 1 : last + 1] = extra
