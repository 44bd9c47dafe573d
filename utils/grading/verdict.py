"""What the records of a run say about a task."""

from dataclasses import dataclass

from utils import pairs
from utils.grading import evidence
from utils.grading.merge import STUB

RIGHT, WRONG, NOT_ATTEMPTED, TIMED_OUT = "right", "wrong", "not attempted", "timed out"
CRASHED, NOT_CHECKED, NOT_FOUND = "crashed", "not checked", "not found"
# Of two runs of the same answer, the one whose verdict comes first here counts.
ORDER = (RIGHT, WRONG, NOT_ATTEMPTED, TIMED_OUT, CRASHED, NOT_CHECKED, NOT_FOUND)

ON_OTHER_INPUTS = (
    "it passes the check that you see, but on other inputs it gives something else than it should; "
    "does it use its arguments, and nothing that only fits the check?"
)


@dataclass(frozen=True)
class Verdict:
    """What one check says: its label ("3.2a"), points, status, and a sentence on why it doesn't hold."""

    label: str
    points: int
    status: str
    message: str = ""

    @property
    def reached(self):
        """Points that count."""
        return self.points if self.status == RIGHT else 0


def judge(role, records, rule, hidden=None):
    """Verdict on the check with this `role` from the records ``{cell id: record}`` of a run.

    `rule` is how the task's answer was found (see `merge.match`). `hidden`, for a hidden check that must hold too, is
    ``(its role, what the course's own answer made it print)``.
    """
    answer = records.get(pairs.task_id(role.number))
    check = records.get(pairs.check_id(role))
    seen = records.get(pairs.hidden_id(role))
    status, message = _visible(role, answer, check, rule)
    if status == RIGHT and hidden is not None:
        status, message = _hidden(seen, *hidden)
    return Verdict(role.label, role.points, status, message)


def _ended(record):
    """Status and message of a cell that did not come to its end; None if it did."""
    if record["end"] == "timeout":
        return TIMED_OUT, "it did not come to an end; is there a loop that never stops?"
    if record["end"] in {"died", "flood"}:
        return CRASHED, f"it ended the run: {record['message']}"
    return None


def _visible(role, answer, check, rule):
    for record in (answer, check):
        if record and (ended := _ended(record)):
            return ended
    if check is None or check["end"] == "not run":
        return NOT_CHECKED, "an earlier cell ended the run"
    if check["outcome"] == "passed":
        return RIGHT, ""
    if rule is None:
        return NOT_FOUND, f"no cell begins with '# Task {role.number}'"
    if rule == STUB:
        said = check["error"] in {"NotImplementedError", "AssertionError"}
        if said or (answer and answer["error"] == "NotImplementedError"):
            return NOT_ATTEMPTED, (check["message"] if said else "") or "not answered yet"
    if answer and answer["outcome"] != "passed" and answer["error"]:
        return WRONG, f"the answer's cell does not run: {_error(answer)}"
    if check["error"] == "NotImplementedError":
        return NOT_ATTEMPTED, "this answer, or another one that it needs, is not given yet"
    if check["message"] == "Cell outputs differ":
        return WRONG, "the check prints something else than it should"
    if check["error"] == "AssertionError":
        return WRONG, check["message"]
    return WRONG, _error(check) if check["error"] else check["message"]


def _hidden(seen, role, expected):
    if seen is None or seen["end"] == "not run":
        return NOT_CHECKED, "an earlier cell ended the run"
    if ended := _ended(seen):
        return ended
    if seen["outcome"] != "passed":
        return WRONG, f"on other inputs than the check's it fails: {_error(seen)}"
    if not evidence.agrees(expected, last_line(seen["stdout"]), role.rule):
        return WRONG, ON_OTHER_INPUTS
    return RIGHT, ""


def last_line(printed):
    """The last line of what a cell printed: a hidden check's JSON, whatever the answer printed before it."""
    return printed.strip().rsplit("\n", 1)[-1]


def _error(record):
    return f"{record['error']}: {record['message']}" if record["message"] else record["error"]


def better(first, second):
    """The better one of two verdicts on the same check; the first of two that are equal."""
    return min(first, second, key=lambda verdict: ORDER.index(verdict.status))
