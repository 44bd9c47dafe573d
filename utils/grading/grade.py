"""One submission, graded: the course's solution is run with the student's answers in it, as often as needed."""

import json
import re
import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

import nbformat

from utils import pairs
from utils.grading import verdict as verdicts
from utils.grading.merge import STUB, assemble, defined_names, imported_modules, match
from utils.grading.rounds import rounds
from utils.grading.run import NONE, apart, run
from utils.grading.sandbox import Sandbox
from utils.grading.submission import Unreadable
from utils.grading.verdict import NOT_CHECKED, RIGHT, better, judge

SECONDS, TIMES = 20, 10  # a cell may take that long, and so many times what the course's own takes
EXTRA_SECONDS = 60  # for a cell of the student's own
SUBMISSION_SECONDS = 20 * 60
# Share of that for all answers together; each task's second chances have an equal part of the rest.
TOGETHER = 1 / 3


class NotGradable(Exception):
    """Why a lesson cannot be graded on this machine, in a sentence for the teacher."""


@dataclass
class Lesson:
    """What the submissions of a lesson are held against.

    name: "03_sequential_api"; solution: its notebook; exercise: what students were given; seed, isolation: of the run
    that the rest comes from; evidence: ``{label: (role of the hidden check, what it printed for the solution)}``;
    seconds: ``{cell id: how long it may take}``.
    """

    name: str
    solution: object
    exercise: object
    seed: int
    isolation: str
    evidence: dict = field(default_factory=dict)
    seconds: dict = field(default_factory=dict)

    def __post_init__(self):
        roles = [pairs.role_of(cell) for cell in self.solution.cells]
        self.tasks = [role.number for role in roles if role.kind == "task"]
        self.checks = [role for role in roles if role.kind == "check"]
        self.hidden = {role.label: role for role in roles if role.kind == "hidden"}
        cells = {
            role.number: cell
            for cell, role in zip(self.solution.cells, roles, strict=True)
            if role.kind == "task"
        }
        self.stubs = {number: pairs.stub(cell.source) for number, cell in cells.items()}
        first = self.solution.cells[0].source.split("\n", 1)[0]
        self.title = first.lstrip("# ") if first.startswith("#") else self.name
        titles = (
            re.match(rf"## Task {pairs.NUMBER} · (?P<title>.+)", cell.source) for cell in self.solution.cells
        )
        self.titles = dict.fromkeys(self.tasks, "") | {
            found["number"]: found["title"] for found in titles if found
        }

    def sandbox(self):
        """A with statement's sandbox for the runs of one submission, None where there is no isolation."""
        if self.isolation == NONE:
            return nullcontext()
        shared = [
            cell for cell in self.exercise.cells if pairs.role_of(cell).kind in {"code", "set-up", "slides"}
        ]
        return Sandbox(sorted({module for cell in shared for module in imported_modules(cell.source)}))

    def dumps(self):
        """This lesson as text, for another machine; `loads` is its opposite."""
        shown = {label: printed for label, (_, printed) in self.evidence.items()}
        parts = [self.name, nbformat.writes(self.solution), self.seed, self.isolation, shown, self.seconds]
        return json.dumps(parts)

    @classmethod
    def loads(cls, text):
        name, solution, seed, isolation, shown, seconds = json.loads(text)
        solution = nbformat.reads(solution, as_version=4)
        found = cls(name, solution, pairs.make_exercise(solution), seed, isolation, seconds=seconds)
        found.evidence = {label: (found.hidden[label], printed) for label, printed in shown.items()}
        return found


def solution_of(number):
    """Name of the lesson with this number, and its solution without pictures. Raises Unreadable if there is none."""
    if not number:
        raise Unreadable("none of its cells begins with the marker of a task, such as '# Task 1.2'")
    paths = [p for p in sorted((pairs.ROOT / "solutions").glob("*.ipynb")) if p.name[:2] == f"{number:02d}"]
    if not paths:
        raise Unreadable(f"its tasks are those of lesson {number:02d}, which is not in solutions/")
    solution = pairs.read(paths[0])
    for cell in solution.cells:
        if cell.cell_type == "code" and pairs.role_of(cell).kind != "check":
            cell.outputs, cell.execution_count = [], None
    return paths[0].stem, solution


def lesson(name, solution, seed, isolation):
    """The Lesson of this name, its solution run once. Raises NotGradable."""
    found = Lesson(name, solution, pairs.make_exercise(solution), seed, isolation)
    notebook = assemble(solution, {}, tasks=set(found.tasks))
    ids = [cell["id"] for cell in notebook.cells]
    with found.sandbox() as sandbox:
        records = {ids[record["cell"]]: record for record in _run(notebook, found, sandbox)}
    for role in found.checks:
        said = judge(role, records, "marker")
        shown = records.get(pairs.hidden_id(role))
        if said.status != RIGHT or shown is None or shown["outcome"] != "passed":
            reason = said.message or (shown or {}).get("message") or "it was not run"
            raise NotGradable(f"the course's own solution does not pass check {role.label} here: {reason}")
        found.evidence[role.label] = found.hidden[role.label], verdicts.last_line(shown["stdout"])
    found.seconds = {id: SECONDS + TIMES * record["seconds"] for id, record in records.items()}
    found.seconds[""] = EXTRA_SECONDS
    return found


def _run(notebook, lesson, sandbox, end=None):
    """Yield the records of a run that is over at the time `end` at the latest."""
    seconds = None if end is None else end - time.monotonic()
    if seconds is None or seconds > 0:
        yield from run(notebook, f"{lesson.name}.ipynb", sandbox, lesson.seed, seconds)


@dataclass
class Graded:
    """Verdicts on a submission, what was found by which rule, and what a teacher or student should know."""

    match: object
    verdicts: dict  # {label: Verdict}
    look: list  # sentences for the teacher


def grade(codes, lesson):
    """Grade a student's code cells against `lesson`.

    All answers are run together, as in the student's notebook. A task that then is not right gets a second chance
    without what might have disturbed it: with the course's answers in place of all earlier ones and without the
    student's extra cells, and then, if it may need something of theirs, with the student's right answers and extra
    cells. So one bad task costs one task, whatever it does. Nothing is gained by more runs: what counts is what the
    hidden check shows on inputs that nobody could know. A task's own answer by the course never runs before the last
    run of the student's.
    """
    with lesson.sandbox() as sandbox:
        return _grade(codes, lesson, sandbox)


def _grade(codes, lesson, sandbox):
    found = apart(match, codes, lesson.exercise)
    started, best, tried = time.monotonic(), {}, {}

    def attempt(answers, extras, tasks, end, alone=True):
        """Run answers together, until the time `end` at the latest; keep the better verdicts."""
        partly = replace(found, answers=answers, extras=extras)

        def run_until(notebook):
            try:
                yield from _run(notebook, lesson, sandbox, end)
            except RuntimeError:  # not a single cell left a record: nothing was checked
                return

        results = rounds(partly, lesson.solution, run_until, tasks, lesson.evidence, lesson.seconds)
        for said, *company in results:
            if alone and said.status != RIGHT:
                # The course's answers were there: nothing that was said may get out.
                words = f"on its own, beside the course's other answers, it is {said.status}"
                said = replace(said, message=words)
            best[said.label] = better(best.get(said.label, said), said)
            if said.status != NOT_CHECKED:
                tried.setdefault(said.label, company)

    def is_right(number):
        return all(best[role.label].status == RIGHT for role in lesson.checks if role.number == number)

    if found.answers:
        stubs = {number: lesson.stubs[number] for number, rule in found.rules.items() if rule == STUB}
        end = started + TOGETHER * SUBMISSION_SECONDS
        attempt(stubs | found.answers, found.extras, set(found.answers), end, alone=False)
    for number in found.answers:
        earlier = lesson.tasks[: lesson.tasks.index(number)]
        good = {n: found.answers[n] for n in earlier if n in found.answers and is_right(n)}
        done = [
            ({n: source for n, source in answers.items() if n in earlier}, extras)
            for role in lesson.checks
            if role.number == number and role.label in tried
            for answers, extras in [tried[role.label]]
        ]
        end = time.monotonic() + (1 - TOGETHER) * SUBMISSION_SECONDS / len(lesson.tasks)
        chances = [({}, {})]
        if found.extras or _mentions(found.answers[number], good.values()):
            chances.append((good, found.extras))
        for answers, extras in chances:
            if not is_right(number) and (answers, extras) not in done:
                done.append((answers, extras))
                attempt({**answers, number: found.answers[number]}, extras, {number}, end)
    for role in lesson.checks:
        if role.label not in best:
            best[role.label] = judge(role, _unanswered(role), found.rules[role.number])
    return Graded(found, {role.label: best[role.label] for role in lesson.checks}, _look(found, best))


def _mentions(source, others):
    """Whether a name that one of the other answers defines stands in `source`."""
    words = set(re.findall(r"[^\W\d]\w*", source))
    return any(words & defined_names(other) for other in others)


def _unanswered(role):
    """Records that stand for the stub, which fails its check, and need no run."""
    failed = {"end": "done", "outcome": "failed", "error": "NotImplementedError", "message": ""}
    return {pairs.check_id(role): failed}


def _look(found, best):
    """What the teacher should look at."""
    look = list(found.unclear)
    for label, said in best.items():
        if said.message == verdicts.ON_OTHER_INPUTS:
            look.append(f"Check {label}: the answer fits the check that everybody sees, and nothing else.")
        if said.status in {verdicts.CRASHED, NOT_CHECKED}:
            look.append(f"Check {label}: {said.status}: {said.message}.")
    return look
