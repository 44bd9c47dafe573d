"""The teacher's own lists in the folder of the grades: ``roster.csv``, and ``overrides.csv``, points set by hand.

Both are read anew each time and never written, so what a teacher decided survives grading again.
"""

import csv
import io
import math
import re
from dataclasses import dataclass

from utils import pairs
from utils.grading.grade import solution_of
from utils.grading.handed_in import person
from utils.grading.submission import Unreadable

ROSTER, OVERRIDES = "roster.csv", "overrides.csv"


class BadList(Exception):
    """What is wrong in a list, and where, in a sentence for the teacher."""


@dataclass(frozen=True)
class Override:
    """Points that a teacher set for a task, and why; `place` is where it says so."""

    points: float
    reason: str
    place: str


def roster(folder):
    """Names of the students in ``roster.csv``, in its order; none if there is no such file. Raises BadList."""
    names = {}
    for place, row in _rows(folder / ROSTER, ("student",)):
        if (name := person(row["student"])) in names:
            raise BadList(
                f"{place}: {name} is on the roster twice; write two of one name as the gradebook does"
            )
        names[name] = place
    return list(names)


def overrides(folder):
    """``{(student, task): Override}`` of ``overrides.csv``; empty if there is no such file. Raises BadList."""
    found = {}
    for place, row in _rows(folder / OVERRIDES, ("student", "task", "points", "reason")):
        student, task = person(row["student"]), row["task"].replace(",", ".")
        if not re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", task):
            raise BadList(f"{place}: '{row['task']}' is no task, such as 3.2")
        if (student, task) in found:
            before = found[student, task].place
            raise BadList(f"{place}: task {task} of {student} was set before, in {before}")
        most = _points(task)
        if not most:
            raise BadList(f"{place}: there is no task {task}")
        try:
            points = float(row["points"].replace(",", "."))
        except ValueError:
            points = math.nan
        if not 0 <= points <= most:
            raise BadList(f"{place}: task {task} has 0 to {most} points, not '{row['points']}'")
        if not row["reason"]:
            raise BadList(f"{place}: say the reason, which the student will read")
        found[student, task] = Override(int(points) if points.is_integer() else points, row["reason"], place)
    return found


def _points(task):
    """Points that a task of the course has; 0 if there is none of this number."""
    try:
        _, solution = solution_of(int(task.split(".")[0]))
    except Unreadable:
        return 0
    roles = [pairs.role_of(cell) for cell in solution.cells]
    return sum(role.points for role in roles if role.kind == "check" and role.number == task)


def _rows(path, columns):
    """Yield ``(place, {column: text})`` of a table as a spreadsheet saves it; none if there is no such file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadList(f"{path} cannot be read ({error.strerror})") from None
    text = None
    for encoding in ("utf-8-sig", "cp949"):  # Excel's two in Korea
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None:
        raise BadList(f"{path} is no text; save it from the spreadsheet as CSV UTF-8")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [(f"{path.name}, line {reader.line_num}", cells) for cells in reader]
    except csv.Error as error:
        raise BadList(f"{path.name}, line {reader.line_num}: {error}") from None
    head = [name.strip().lower() for name in lines[0][1]] if lines else []
    if absent := [column for column in columns if column not in head]:
        raise BadList(f"{path} has no column '{absent[0]}'; its first line must be: {','.join(columns)}")
    for place, cells in lines[1:]:
        row = dict(zip(head, (" ".join(cell.split()) for cell in cells), strict=False))
        if any(row.values()):
            row = {column: row.get(column, "") for column in columns}
            if not row["student"]:
                raise BadList(f"{place}: there is no student's name")
            yield place, row
