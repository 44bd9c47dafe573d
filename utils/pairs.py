"""Pairs: exercises made from solutions, and all that follows from a cell's first line.

``python -m utils.pairs`` reads ``notebooks/`` and ``solutions/``, checks the markers, and writes what is derived:
``exercises/``, cell ids, tags, badges, set-up cells, links, and the tables of lessons in ``README.md`` and
``notebooks/00_start_here.ipynb``. Run twice, it changes nothing the second time. If anything is wrong, it says where
and writes nothing.

==============================  ==========================================  ==================================
first line                      in the solution                             in the exercise
==============================  ==========================================  ==================================
``# Task 3.2``                  region ``### BEGIN SOLUTION`` … ``### END   the region becomes ``# YOUR CODE
                                SOLUTION``                                  HERE`` and NotImplementedError
``# Check 3.2 · 2 points``      asserts, then prints what it saw            the same, with that output
``# Hidden check 3.2``          prints one line of JSON; may end in         left out
                                ``· agree 0.85`` or ``· within 0.3``
``**Solution 3.2**``            markdown: why it works                      left out
``# Set-up``                    made from a template; ``· needs scikeras``  the same
                                installs that on Colab
``# In the slides``             shows the lecture's printed form fail       the same
anything else                   shared                                      the same
==============================  ==========================================  ==================================
"""

import ast
import hashlib
import json
import os
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbformat.v4.rwbase import rejoin_lines

ROOT = Path(__file__).resolve().parent.parent
POINTS_PER_EXERCISE = 20

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = "# YOUR CODE HERE"
COMPARED, SKIPPED = "nbval-check-output", "nbval-skip"
AUTHORS_TAGS = {COMPARED, SKIPPED}  # what an author may set on an unmarked cell

NUMBER = r"(?P<number>\d{1,2}\.\d{1,2})"
TASK = re.compile(rf"# Task {NUMBER}")
CHECK = re.compile(rf"# Check {NUMBER}(?P<part>[a-z]?) · (?P<points>\d{{1,2}}) points?")
HIDDEN = re.compile(rf"# Hidden check {NUMBER}(?P<part>[a-z]?)(?: · (?P<rule>(?:agree|within) \d*\.?\d+))?")
SOLUTION = re.compile(r"\*\*Solutions? (?P<number>\d{1,2}(?:\.\d{1,2})?)\*\*")
SET_UP = re.compile(r"# Set-up(?: · needs (?P<needs>[a-z0-9_]+))?(?:: .*)?")
NEARLY_A_MARKER = re.compile(r"\s*#+\W*(?:hidden\W*)?(?:task|check)\W*\d", re.IGNORECASE)
NEARLY_A_REGION = re.compile(r"\s*#+\W*(?:begin|end)\W*solution", re.IGNORECASE)
NEARLY_A_SOLUTION = re.compile(r"\s*(?:#+|\*\*|__)\W*solutions?\W*\d", re.IGNORECASE)

TIME = re.compile(r"^\*\*Time:\*\* (?P<minutes>\d+) minutes(?P<star>.*★)?", re.MULTILINE)
BADGE = re.compile(r"^\[!\[Open in Colab\]\(.*$", re.MULTILINE)
NEXT = re.compile(r"^\*\*Next:\*\*.*$", re.MULTILINE)
TITLE = re.compile(r"\A# (?:(?:Exercise )?(?P<number>\d\d) · )?(?P<title>.+)")
LESSONS_TABLE = re.compile(r"(?<=<!-- lessons -->\n).*?(?=<!-- /lessons -->)", re.DOTALL)

FETCH_TEMPLATE = """\
# Set-up{needs}: run this cell first. It finds the course's files; on Colab it fetches them.
import subprocess
import sys
from pathlib import Path

folder = Path.cwd()
if "google.colab" in sys.modules:
    folder = folder / "{name}"
    if not (folder / "data" / "SHA256SUMS").exists():
        url = "{url}"
        clone = ["git", "clone", "-q", "--depth", "1", url, str(folder)]
        result = subprocess.run(clone, capture_output=True, text=True)
        if result.returncode:
            raise RuntimeError(f"The course could not be fetched; run this cell again. {{result.stderr}}")
{install}"""

NOT_ON_COLAB_TEMPLATE = """\
# Set-up{needs}: run this cell first. It finds the course's files.
import sys
from pathlib import Path

if "google.colab" in sys.modules:
    raise RuntimeError("This edition of the course is not on Colab: work in JupyterLab, or ask your teacher.")
folder = Path.cwd()
"""

FIND_SOURCE = """\
course = next((f for f in [folder, *folder.parents] if (f / "data" / "SHA256SUMS").exists()), None)
if course is None:
    raise RuntimeError(f"Open this notebook inside the course's folder: its files are not around {folder}")
sys.path.insert(0, str(course))
if getattr(sys.modules.get("utils"), "__file__", None) != str(course / "utils" / "__init__.py"):
    for name in [name for name in sys.modules if name.split(".")[0] == "utils"]:
        del sys.modules[name]  # another package of that name was loaded"""

INSTALL_TEMPLATE = """\
    try:
        import {module}  # noqa: F401
    except ImportError:
        %pip install -q --no-deps {module}
"""


class PairError(Exception):
    """What is wrong in a notebook, and where: ``notebook, cell 7, line 3: …``."""

    def __init__(self, path, problem, cell=None, line=None):
        where = [relative(path)]
        if cell is not None:
            where.append(f"cell {cell + 1}")
        if line is not None:
            where.append(f"line {line}")
        super().__init__(f"{', '.join(where)}: {problem}")


@dataclass(frozen=True)
class Edition:
    """Where an edition of the course lies, and what is in it.

    url: the repository's address; None: it lies in none, so nothing of it is on Colab; solutions: whether it has them.
    """

    url: str | None
    solutions: bool = True


@dataclass(frozen=True)
class Role:
    """What a cell is, as its first line says.

    kind: task, check, hidden, solution, set-up, slides, code or text; number: "3.2"; part: "", "a", "b", …;
    points: of a check; rule: of a hidden check, such as "agree 0.85"; needs: the package a set-up cell installs.
    """

    kind: str
    number: str | None = None
    part: str = ""
    points: int = 0
    rule: str | None = None
    needs: str | None = None

    @property
    def label(self):
        """Number and part: "3.2a"."""
        return f"{self.number}{self.part}"


def relative(path):
    """`path` as it is called from the course's folder, where it lies in there."""
    path = Path(path)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def role_of(cell):
    """Role of a notebook cell; never raises: what only resembles a marker is code or text."""
    first = cell.source.split("\n", 1)[0].rstrip()
    if cell.cell_type == "markdown":
        found = SOLUTION.match(first)
        return Role("solution", found["number"]) if found else Role("text")
    if cell.cell_type == "code":
        if found := TASK.fullmatch(first):
            return Role("task", found["number"])
        if found := CHECK.fullmatch(first):
            return Role("check", found["number"], found["part"], points=int(found["points"]))
        if found := HIDDEN.fullmatch(first):
            return Role("hidden", found["number"], found["part"], rule=found["rule"])
        if found := SET_UP.fullmatch(first):
            return Role("set-up", needs=found["needs"])
        if first == "# In the slides":
            return Role("slides")
    return Role("code" if cell.cell_type == "code" else "text")


def skipped(cell):
    """Whether a cell is run by nobody but the reader: a code cell tagged nbval-skip."""
    return cell.cell_type == "code" and SKIPPED in (cell.metadata.get("tags") or [])


def read(path):
    """Notebook at `path` as nbformat 4.5; raises PairError if it is missing or no notebook."""
    path = Path(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["nbformat"] != 4:
            raise PairError(path, f"nbformat is {content['nbformat']}, not 4; open and save it in JupyterLab")
        content["nbformat_minor"] = 5
        if not isinstance(content["cells"], list):
            raise TypeError("its cells are no list")
        metadata = content.get("metadata", {})
        content["metadata"] = {**metadata, "course": {**metadata.get("course", {})}}
        for number, cell in enumerate(content["cells"]):
            # Notebooks of nbformat 4.4 and older, such as Colab's, have no ids; other tools lose the rest.
            cell.setdefault("id", f"no-id-{number}")
            cell["metadata"] = {**cell.get("metadata", {})}
            if cell["cell_type"] == "code":
                cell.setdefault("outputs", [])
                cell.setdefault("execution_count", None)
        nb = rejoin_lines(nbformat.from_dict(content))
        # What stands in the metadata matters to nobody here, so nothing that a tool put there is an error.
        bare = {**nb, "metadata": {}, "cells": [{**cell, "metadata": {}} for cell in nb.cells]}
        for error in nbformat.validator.iter_validate(bare, relax_add_props=True):
            raise error
    except FileNotFoundError:
        raise PairError(path, "there is no such notebook") from None
    except OSError as error:
        raise PairError(path, f"this cannot be read ({error.strerror})") from error
    except (
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
        nbformat.ValidationError,
    ) as error:
        reason = str(error).split("\n", 1)[0]
        raise PairError(path, f"this is not a notebook ({type(error).__name__}: {reason})") from error
    for cell in nb.cells:
        cell.source = cell.source.replace("\r\n", "\n")
    return nb


def dumps(nb):
    """Notebook as the text that JupyterLab would save."""
    return nbformat.writes(nb, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def repository_url():
    """Address of the repository, from its one home in pyproject.toml."""
    with open(ROOT / "pyproject.toml", "rb") as file:
        return tomllib.load(file)["project"]["urls"]["Repository"]


def whole_course():
    """The edition that is written by `make exercises`: everything, at the address in pyproject.toml."""
    return Edition(repository_url())


def colab_url(path, edition):
    """Address at which Colab opens the notebook that lies at `path` in the edition's repository."""
    repository = edition.url.replace("https://github.com/", "https://colab.research.google.com/github/")
    return f"{repository}/blob/main/{path}"


def badge(path, text, edition):
    """Markdown badge that opens the notebook at `path` in Colab; `text` stands there where no picture can be had."""
    image = "https://colab.research.google.com/assets/colab-badge.svg"
    return f"[![{text}]({image})]({colab_url(path, edition)})"


def fingerprint(cells):
    """SHA-256 of the cells' kinds and sources."""
    return hashlib.sha256(json.dumps([[c.cell_type, c.source] for c in cells]).encode()).hexdigest()


def parse(source):
    """Syntax tree of a code cell, IPython's magics allowed; raises SyntaxError if it is not valid Python."""
    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except (ValueError, RuntimeError, MemoryError) as error:  # null bytes, absurd nesting
        raise SyntaxError(str(error)) from error


def parses(source):
    """Whether `source` is valid Python, IPython's magics allowed."""
    try:
        parse(source)
        return True
    except SyntaxError:
        return False


# --- What must hold in a source ---------------------------------------------------------------------------------


def check_lesson(path, nb):
    """Raise PairError unless the lesson `nb` is free of an exercise's markers and of stray ones."""
    for index, cell in enumerate(nb.cells):
        role = role_of(cell)
        if role.kind in {"task", "check", "hidden", "solution"}:
            raise PairError(path, "tasks, checks and solutions belong in solutions/", index, 1)
        _check_stray(path, index, cell, role)
    _check_common(path, nb)


def check_solution(path, nb):
    """Raise PairError unless tasks, checks, hidden checks and points in the solution `nb` fit together."""
    lesson = str(int(path.name[:2])) if path.name[:2].isdigit() else None
    found = {"task": {}, "check": {}, "hidden": {}}  # kind: {label: index of its cell}
    points = 0
    for index, cell in enumerate(nb.cells):
        role = role_of(cell)
        _check_stray(path, index, cell, role)
        if role.kind not in found:
            continue
        if role.number.split(".")[0] != lesson:
            raise PairError(path, f"{role.number} is not a number of lesson {lesson}", index, 1)
        if role.label in found[role.kind]:
            first = found[role.kind][role.label] + 1
            raise PairError(
                path, f"{_NAMES[role.kind]} {role.label} stands in cell {first} already", index, 1
            )
        if role.kind != "task" and role.number not in found["task"]:
            raise PairError(path, f"no task {role.number} stands above this {_NAMES[role.kind]}", index, 1)
        found[role.kind][role.label] = index
        points += role.points
        if role.kind == "task":
            _check_region(path, index, cell)
        if role.kind == "check":
            _check_output(path, index, cell, role)
    for number, index in found["task"].items():
        for kind in ("check", "hidden"):
            if not any(re.fullmatch(re.escape(number) + "[a-z]?", label) for label in found[kind]):
                raise PairError(path, f"task {number} has no {_NAMES[kind]}", index, 1)
    for kind, other in (("check", "hidden"), ("hidden", "check")):
        for label, index in found[kind].items():
            if label not in found[other]:
                raise PairError(path, f"{_NAMES[kind]} {label} has no {_NAMES[other]} {label}", index, 1)
    if points != POINTS_PER_EXERCISE:
        raise PairError(path, f"the checks' points add up to {points}, not {POINTS_PER_EXERCISE}")
    _check_common(path, nb)


_NAMES = {"task": "task", "check": "check", "hidden": "hidden check"}


def _check_common(path, nb):
    """What holds for every source: a title with a badge, its minutes, a way on, a set-up, and cells that parse."""
    first = nb.cells[0].source if nb.cells else ""
    title = TITLE.match(first)
    if not title:
        raise PairError(path, "the first cell must begin with a title, '# 03 · …'", 0, 1)
    if title["number"] not in {None, path.name[:2]}:
        raise PairError(path, f"the title's number is {title['number']}, not {path.name[:2]}", 0, 1)
    if not BADGE.search(first):
        raise PairError(path, "the first cell lacks the line '[![Open in Colab](…)](…)' under its title", 0)
    for pattern, what in ((TIME, "**Time:** 40 minutes"), (NEXT, "**Next:** …")):
        if not any(pattern.search(cell.source) for cell in nb.cells if cell.cell_type == "markdown"):
            raise PairError(path, f"no text cell has a line '{what}'")
    set_ups = 0
    for index, cell in enumerate(nb.cells):
        if role_of(cell).kind == "set-up":
            set_ups += 1
            if set_ups > 1:
                raise PairError(path, "this is the second set-up cell", index, 1)
        elif cell.cell_type == "code":
            try:
                parse(cell.source)
            except SyntaxError as error:
                raise PairError(
                    path, f"this is not valid Python ({error.msg})", index, error.lineno
                ) from None
    if not set_ups:
        raise PairError(path, "no code cell begins with '# Set-up'")


def _check_stray(path, index, cell, role):
    """A marker below the first line, misspelt, or in a text cell would silently mean nothing."""
    for line, text in enumerate(cell.source.split("\n"), start=1):
        if role.kind != "task" and NEARLY_A_REGION.match(text):
            raise PairError(path, f"'{text.strip()}' outside a task's answer cell", index, line)
        if role.kind == "text" and NEARLY_A_SOLUTION.match(text):
            raise PairError(
                path,
                f"'{text.strip()[:40]}' resembles the marker of a solution's text, which would stand in the "
                "exercise; it reads '**Solution 3.2**' and begins its cell",
                index,
                line,
            )
        if cell.cell_type != "code" or not NEARLY_A_MARKER.match(text):
            continue
        if line > 1:
            raise PairError(path, f"the marker '{text.strip()}' must be its cell's first line", index, line)
        if role.kind not in {"task", "check", "hidden"}:
            raise PairError(
                path,
                f"'{text.strip()}' resembles a marker; they read '# Task 3.2', '# Check 3.2 · 2 points', "
                "'# Hidden check 3.2' and '# Hidden check 3.2 · agree 0.85'",
                index,
                line,
            )


def _check_region(path, index, cell):
    """One closed region, not nested, with something in it."""
    opened, regions = None, 0
    lines = cell.source.split("\n")
    for line, text in enumerate(lines, start=1):
        if STUB in text:
            raise PairError(path, f"'{STUB}' is for exercises; a solution holds the answer", index, line)
        if not NEARLY_A_REGION.match(text):
            continue
        if text.strip() == BEGIN:
            if opened is not None:
                raise PairError(path, f"'{BEGIN}' inside the region that line {opened} opened", index, line)
            opened, regions = line, regions + 1
        elif text.strip() == END:
            if opened is None:
                raise PairError(path, f"'{END}' without '{BEGIN}' above it", index, line)
            if not any(inner.strip() for inner in lines[opened : line - 1]):
                raise PairError(path, "the region holds no answer", index, opened)
            opened = None
        else:
            raise PairError(path, f"'{text.strip()}' must read '{BEGIN}' or '{END}'", index, line)
    if opened is not None:
        raise PairError(path, f"'{BEGIN}' is never closed by '{END}'", index, opened)
    if regions == 0:
        raise PairError(path, f"a task's answer stands between '{BEGIN}' and '{END}'", index, 1)
    if parses(cell.source) and not parses(stub(cell.source)):
        raise PairError(path, "without its region, this is not valid Python", index, 1)


def _check_output(path, index, cell, role):
    """A check's stored output is what nbval compares: plain text, from a run."""
    if not cell.outputs or cell.execution_count is None:
        raise PairError(
            path, f"check {role.label} has no stored output: make execute NB={relative(path)}", index
        )
    for output in cell.outputs:
        if output.output_type != "stream" or output.name != "stdout":
            raise PairError(path, f"check {role.label} must print text and nothing else", index)


# --- What is derived --------------------------------------------------------------------------------------------


def stub(source):
    """An answer cell's source with each solution region replaced by the line that the student replaces."""
    kept, inside = [], False
    for text in source.split("\n"):
        if text.strip() == BEGIN:
            indent = text[: len(text) - len(text.lstrip())]
            kept += [indent + STUB, indent + "raise NotImplementedError"]
            inside = True
        elif text.strip() == END:
            inside = False
        elif not inside:
            kept.append(text)
    return "\n".join(kept)


def set_up_source(needs=None, edition=None):
    """The set-up cell: finds the course's files, fetches them on Colab, and what else is needed there.

    An edition without an address says on Colab that it isn't there. By default the edition is the whole course.
    """
    url = (edition or whole_course()).url
    template = FETCH_TEMPLATE if url else NOT_ON_COLAB_TEMPLATE
    begin = template.format(
        needs=f" · needs {needs}" if needs else "",
        name=url and url.rsplit("/", 1)[1],
        url=url,
        install=INSTALL_TEMPLATE.format(module=needs) if needs else "",
    )
    return begin + FIND_SOURCE


def _slug(heading):
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")[:40].rstrip("-") or "section"


def task_id(number):
    """Cell id of the answer to the task with this number ("3.2")."""
    return f"task-{number}".replace(".", "-")


def check_id(role):
    """Cell id of the check with this role."""
    return f"check-{role.label}".replace(".", "-")


def hidden_id(role):
    """Cell id of the hidden check that belongs to the check with this role."""
    return f"hidden-check-{role.label}".replace(".", "-")


def assign_ids(nb):
    """Give every cell an id that follows from its role, or from the heading it stands under.

    What the exercise leaves out is not counted, so that the same cell has the same id in both. An underscore stands in
    the second kind of id only: a heading such as "Task 3" cannot lead to the id of an answer.
    """
    section, count, of_solution = "start", Counter(), Counter()
    for cell in nb.cells:
        role = role_of(cell)
        if role.kind == "solution":
            of_solution[role.number] += 1
            nth = of_solution[role.number]
            cell["id"] = f"solution-{role.number}".replace(".", "-") + (f"-{nth}" if nth > 1 else "")
        elif role.kind == "task":
            cell["id"] = task_id(role.number)
        elif role.kind == "check":
            cell["id"] = check_id(role)
        elif role.kind == "hidden":
            cell["id"] = hidden_id(role)
        elif role.kind == "set-up":
            cell["id"] = "set-up"
        else:
            if cell.cell_type == "markdown" and (
                heading := re.search(r"^##? (.+)", cell.source, re.MULTILINE)
            ):
                section = _slug(heading[1])
            count[section] += 1
            cell["id"] = f"{section}_{count[section]}"


def normalize(path, nb, following, table, edition):
    """Derive, in place, everything about the notebook at `path` that its sources don't say.

    `following` is the text of its ``**Next:**`` line; `table` that between ``<!-- lessons -->`` marks.
    """
    place = relative(path)
    course = nb.metadata.get("course", {})  # a new exercise has no metadata
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "course": {key: course[key] for key in ("executed", "versions") if key in course},
        }
    )
    for cell in nb.cells:
        role = role_of(cell)
        tags = [tag for tag in AUTHORS_TAGS if tag in (cell.metadata.get("tags") or [])]
        if role.kind == "check":
            tags = [COMPARED]
        elif role.kind not in {"code", "slides"}:
            tags = []
        cell.metadata = nbformat.from_dict({"tags": sorted(tags)} if tags else {})
        cell.source = cell.source.rstrip("\n")
        if role.kind == "set-up":
            cell.source = set_up_source(role.needs, edition)
        if cell.cell_type == "markdown":
            cell.source = NEXT.sub(lambda _: f"**Next:** {following}", cell.source)
            cell.source = LESSONS_TABLE.sub(lambda _: table, cell.source)
    first = nb.cells[0]
    if edition.url:
        first.source = BADGE.sub(lambda _: badge(place, "Open in Colab", edition), first.source)
    else:
        first.source = re.sub(r"\n{3,}", "\n\n", BADGE.sub("", first.source)).rstrip("\n")
    assign_ids(nb)


def make_exercise(solution):
    """The exercise that belongs to the notebook `solution`, before `normalize`: stubs, and only the checks' outputs."""
    cells = []
    for cell in solution.cells:
        role = role_of(cell)
        if role.kind in {"hidden", "solution"}:
            continue
        cell = nbformat.from_dict(cell)
        if role.kind == "task":
            cell.source = stub(cell.source)
        if cell.cell_type == "code" and role.kind != "check":
            cell.outputs, cell.execution_count = [], None
        cells.append(cell)
    return nbformat.v4.new_notebook(cells=cells)


def _check_untouched(path):
    """Refuse to write over an exercise in which somebody has worked."""
    if not path.exists():
        return
    nb = read(path)
    if nb.metadata.course.get("generated") == fingerprint(nb.cells):
        return
    for index, cell in enumerate(nb.cells):
        if role_of(cell).kind == "task" and STUB not in cell.source:
            raise PairError(
                path, "this exercise holds an answer; keep a copy in work/, then delete this file", index, 1
            )
    raise PairError(path, "this exercise was edited by hand; edit its solution, then delete this file")


def _link(path, text, edition):
    """Markdown link to a notebook, for JupyterLab and for Colab, where relative links lead nowhere."""
    on_colab = f" ([on Colab]({colab_url(path, edition)}))" if edition.url else ""
    return f"[{text}](../{path}){on_colab}"


def _title(nb):
    """Title without number and without Korean gloss."""
    return re.sub(r"\s*\([^()]*[가-힣][^()]*\)", "", TITLE.match(nb.cells[0].source)["title"]).strip()


def _time(nb):
    found = next(filter(None, (TIME.search(c.source) for c in nb.cells if c.cell_type == "markdown")))
    return int(found["minutes"]), bool(found["star"])


def lessons_table(lessons, solutions, to_root, edition):
    """Markdown table of the lessons: minutes, links, badges; `to_root` leads from the table's file to the root."""
    last = ("| solution |", "---|") if edition.solutions else ("|", "")
    rows = [f"| | lesson | minutes | exercise | minutes {last[0]}", f"|---|---|---|---|---|{last[1]}"]
    for name, nb in lessons.items():
        if name not in solutions:
            continue

        def there(folder, text, place=f"{name}.ipynb"):
            colab = f" · {badge(f'{folder}/{place}', 'Colab', edition)}" if edition.url else ""
            return f"[{text}]({to_root}{folder}/{place}){colab}"

        minutes, star = _time(nb)
        row = f"| {name[:2]} | {'★ ' if star else ''}{there('notebooks', _title(nb))} | {minutes} "
        row += f"| {there('exercises', 'exercise')} | {_time(solutions[name])[0]} |"
        rows.append(row + (f" {there('solutions', 'solution')} |" if edition.solutions else ""))
    return "\n".join(rows) + "\n"


FOLDERS = ("notebooks", "exercises", "solutions")


def build(edition=None):
    """Text of every file that is derived, wholly or in part: ``{path: text}``. Writes nothing.

    By default the edition is the whole course. Raises PairError for whatever is wrong in a source, and if an exercise on disk holds answers.
    """
    edition = edition or whole_course()
    lessons = {path.stem: read(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    solutions = {path.stem: read(path) for path in sorted((ROOT / "solutions").glob("*.ipynb"))}
    exercises = {path.stem: path for path in sorted((ROOT / "exercises").glob("*.ipynb"))}
    for name in sorted(set(solutions) - set(lessons)):
        raise PairError(ROOT / "solutions" / f"{name}.ipynb", f"there is no lesson notebooks/{name}.ipynb")
    for name in sorted(set(lessons) - set(solutions)):
        if not name.startswith("00_"):
            raise PairError(ROOT / "notebooks" / f"{name}.ipynb", f"there is no solutions/{name}.ipynb")
    for name in sorted(set(exercises) - set(solutions)):
        raise PairError(exercises[name], f"there is no solutions/{name}.ipynb that it could be made from")
    for name, nb in lessons.items():
        check_lesson(ROOT / "notebooks" / f"{name}.ipynb", nb)
    for name, nb in solutions.items():
        check_solution(ROOT / "solutions" / f"{name}.ipynb", nb)
        _check_untouched(ROOT / "exercises" / f"{name}.ipynb")

    table = lessons_table(lessons, solutions, "../", edition)
    names = list(lessons)
    built = {}

    def add(folder, place, nb, following):
        normalize(ROOT / folder / place, nb, following, table, edition)
        if folder == "exercises":
            _say_what_it_is(place, nb, edition)
        built[ROOT / folder / place] = dumps(nb)

    for position, (name, nb) in enumerate(lessons.items()):
        after = names[position + 1] if position + 1 < len(names) else None
        next_lesson = (
            _link(f"notebooks/{after}.ipynb", f"Lesson {after[:2]} · {_title(lessons[after])}", edition)
            if after
            else _link(
                "notebooks/00_start_here.ipynb", "that was the last lesson; back to the start page", edition
            )
        )
        place = f"{name}.ipynb"
        if name not in solutions:
            add("notebooks", place, nb, next_lesson)
            continue
        exercise = make_exercise(solutions[name])
        add("notebooks", place, nb, _link(f"exercises/{place}", f"Exercise {name[:2]}", edition))
        if edition.solutions:
            add("solutions", place, solutions[name], next_lesson)
            next_lesson = _link(f"solutions/{place}", "compare with the solution", edition)
        add("exercises", place, exercise, next_lesson)
    readme = ROOT / "README.md"
    built[readme] = LESSONS_TABLE.sub(
        lambda _: lessons_table(lessons, solutions, "", edition), readme.read_text(encoding="utf-8")
    )
    return built


def _say_what_it_is(place, nb, edition):
    """Write into an exercise where it comes from, and into its metadata how it was made."""
    origin = f"Made from `solutions/{place}` by `make exercises`. " if edition.solutions else ""
    nb.cells[0].source += f"\n\n*{origin}Work in a copy of your own: `make work`.*"
    nb.metadata["course"] = {"generated": fingerprint(nb.cells)}


def write(path, text):
    """Write a file as a whole or not at all; ended in between, the next time leaves nothing behind."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)


def main():
    """Write all that is derived; return the exit code."""
    try:
        built = build()
    except PairError as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    changed = [path for path, text in built.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed:
        write(path, built[path])
        print("written", relative(path))
    print(f"{len(changed)} files written, {len(built) - len(changed)} unchanged")
    return 0


if __name__ == "__main__":
    sys.exit(main())
