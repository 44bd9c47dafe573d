"""Tests of utils.grading.verdict: what the records of a run say about a check, and which of two verdicts counts."""

import itertools

import pytest

from utils import pairs
from utils.grading import report, validate
from utils.grading.merge import STUB
from utils.grading.verdict import (
    CRASHED,
    NOT_ATTEMPTED,
    NOT_CHECKED,
    NOT_FOUND,
    ON_OTHER_INPUTS,
    ORDER,
    RIGHT,
    TIMED_OUT,
    WRONG,
    Verdict,
    better,
    judge,
    last_line,
)

pytestmark = pytest.mark.static

CHECK = pairs.Role("check", "2.1", "a", points=3)
HIDDEN = pairs.Role("hidden", "2.1", "a")
ENDLESS = "it did not come to an end; is there a loop that never stops?"
EARLIER = "an earlier cell ended the run"


def record(outcome="failed", error="", message="", end="done", stdout=""):
    return {
        "cell": 0,
        "outcome": outcome,
        "end": end,
        "error": error,
        "message": message,
        "stdout": stdout,
        "seconds": 0.1,
    }


PASSED = record("passed")
DIFFERS = record(message="Cell outputs differ")
BY_HAND = record(error="AssertionError", message="first define `model`")
BARE = record(error="AssertionError")
OPEN = record(error="NotImplementedError")
SAID = record(error="NotImplementedError", message="f1 is for later")
NAME = record(error="NameError", message="name 'f' is not defined")
EXIT = record(error="SystemExit")
NOT_RUN = record(message="Kernel dead on test start", end="not run")
HANGS = record(error="KeyboardInterrupt", message="Timeout of 3 seconds exceeded", end="timeout")
DIES = record(message="it used more than 4 GB of memory", end="died")
FLOODS = record(message="it put out more than 10 MB", end="flood")


def shown(printed):
    """Record of a hidden check that printed this."""
    return record("passed", stdout=printed)


def judged(check, answer, rule, seen=None, hidden=None):
    """Verdict from the records of a check, of its task's answer, and of its hidden check; None: it was not run."""
    records = {"task-2-1": answer, "check-2-1a": check, "hidden-check-2-1a": seen, "check-2-1b": PASSED}
    records |= {"task-2-10": DIES, "check-2-10a": HANGS, "hidden-check-2-10a": NAME}  # somebody else's
    return judge(CHECK, {id: said for id, said in records.items() if said is not None}, rule, hidden)


@pytest.mark.parametrize(
    ("check", "answer", "rule", "status", "message"),
    [
        (PASSED, PASSED, "marker", RIGHT, ""),
        (PASSED, PASSED, "position", RIGHT, ""),
        (PASSED, NAME, None, RIGHT, ""),
        (PASSED, NAME, "marker", RIGHT, ""),  # the answer's last line fails, and what is asked for holds
        (BY_HAND, PASSED, "marker", WRONG, "first define `model`"),
        (BARE, PASSED, "marker", WRONG, ""),
        (BY_HAND, PASSED, STUB, NOT_ATTEMPTED, "first define `model`"),
        (BY_HAND, OPEN, STUB, NOT_ATTEMPTED, "first define `model`"),
        (OPEN, PASSED, STUB, NOT_ATTEMPTED, "not answered yet"),
        (OPEN, OPEN, STUB, NOT_ATTEMPTED, "not answered yet"),
        (SAID, PASSED, STUB, NOT_ATTEMPTED, "f1 is for later"),
        (OPEN, PASSED, "name", NOT_ATTEMPTED, "this answer, or another one that it needs, is not given yet"),
        (NAME, PASSED, None, NOT_FOUND, "no cell begins with '# Task 2.1'"),
        (OPEN, None, None, NOT_FOUND, "no cell begins with '# Task 2.1'"),
        (DIFFERS, PASSED, None, NOT_FOUND, "no cell begins with '# Task 2.1'"),
        (NAME, PASSED, STUB, WRONG, "NameError: name 'f' is not defined"),
        (NAME, OPEN, STUB, NOT_ATTEMPTED, "not answered yet"),  # a stub that leaves no name behind
        (NAME, SAID, STUB, NOT_ATTEMPTED, "not answered yet"),
        (NAME, NAME, STUB, WRONG, "the answer's cell does not run: NameError: name 'f' is not defined"),
        (NAME, PASSED, "cell id", WRONG, "NameError: name 'f' is not defined"),
        (NAME, None, "marker", WRONG, "NameError: name 'f' is not defined"),
        (EXIT, PASSED, "marker", WRONG, "SystemExit"),
        (
            BY_HAND,
            NAME,
            "marker",
            WRONG,
            "the answer's cell does not run: NameError: name 'f' is not defined",
        ),
        (OPEN, NAME, "marker", WRONG, "the answer's cell does not run: NameError: name 'f' is not defined"),
        (DIFFERS, PASSED, "marker", WRONG, "the check prints something else than it should"),
        (
            DIFFERS,
            NAME,
            "marker",
            WRONG,
            "the answer's cell does not run: NameError: name 'f' is not defined",
        ),
        (NOT_RUN, PASSED, "marker", NOT_CHECKED, EARLIER),
        (NOT_RUN, NOT_RUN, STUB, NOT_CHECKED, EARLIER),
        (NOT_RUN, NOT_RUN, None, NOT_CHECKED, EARLIER),
        (None, PASSED, "marker", NOT_CHECKED, EARLIER),
        (None, None, None, NOT_CHECKED, EARLIER),
        (HANGS, PASSED, "marker", TIMED_OUT, ENDLESS),
        (NOT_RUN, HANGS, "marker", TIMED_OUT, ENDLESS),
        (None, HANGS, "marker", TIMED_OUT, ENDLESS),
        (HANGS, PASSED, STUB, TIMED_OUT, ENDLESS),
    ],
)
def test_a_verdict_follows_from_the_records(check, answer, rule, status, message):
    assert judged(check, answer, rule) == Verdict("2.1a", 3, status, message)


@pytest.mark.parametrize("ended", [DIES, FLOODS], ids=["died", "flood"])
@pytest.mark.parametrize("place", ["answer", "check", "hidden check"])
def test_what_ends_the_run_is_a_crash_and_says_what_ended_it(ended, place):
    if place == "answer":
        said = judged(NOT_RUN, ended, "marker")
    elif place == "check":
        said = judged(ended, PASSED, "marker")
    else:
        said = judged(PASSED, PASSED, "marker", ended, (HIDDEN, "1"))
    assert (said.label, said.points, said.status, said.reached) == ("2.1a", 3, CRASHED, 0)
    assert ended["message"] in said.message


# Hidden checks


@pytest.mark.parametrize(
    ("seen", "status", "message"),
    [
        (shown("[1, 2]\n"), RIGHT, ""),
        (shown("the answer prints\n[1, 2]\n"), RIGHT, ""),
        (shown("no line end[1, 2]"), WRONG, ON_OTHER_INPUTS),
        (shown("[1, 3]\n"), WRONG, ON_OTHER_INPUTS),
        (shown("[1, 2]\nand then something\n"), WRONG, ON_OTHER_INPUTS),
        (shown(""), WRONG, ON_OTHER_INPUTS),
        (NAME, WRONG, "on other inputs than the check's it fails: NameError: name 'f' is not defined"),
        (BARE, WRONG, "on other inputs than the check's it fails: AssertionError"),
        (OPEN, WRONG, "on other inputs than the check's it fails: NotImplementedError"),
        (
            record(error="NameError", stdout="[1, 2]"),
            WRONG,
            "on other inputs than the check's it fails: NameError",
        ),
        (HANGS, TIMED_OUT, ENDLESS),
        (record("failed", stdout="[1, 2]", end="timeout"), TIMED_OUT, ENDLESS),
        (NOT_RUN, NOT_CHECKED, EARLIER),
        (record("passed", stdout="[1, 2]", end="not run"), NOT_CHECKED, EARLIER),
        (None, NOT_CHECKED, EARLIER),
    ],
)
def test_a_hidden_check_must_hold_too(seen, status, message):
    assert judged(PASSED, PASSED, "marker", seen, (HIDDEN, "[1, 2]")) == Verdict("2.1a", 3, status, message)


@pytest.mark.parametrize(
    ("rule", "printed", "status"),
    [
        (None, "[1, 2, 4]", WRONG),
        ("agree 0.6", "[1, 2, 4]", RIGHT),
        ("agree 0.7", "[1, 2, 4]", WRONG),
        ("within 0.5", "[1, 2, 4]", RIGHT),
        ("within 0.3", "[1, 2, 4]", WRONG),
    ],
)
def test_the_rule_is_the_hidden_checks(rule, printed, status):
    role = pairs.Role("hidden", "2.1", "a", rule=rule)
    assert judged(PASSED, PASSED, "marker", shown(printed), (role, "[1, 2, 3]")).status == status


@pytest.mark.parametrize("check", [BY_HAND, DIFFERS, OPEN, NAME, HANGS, DIES, NOT_RUN])
def test_a_hidden_check_does_not_make_up_for_the_one_that_everybody_sees(check):
    without = judged(check, PASSED, "marker")
    assert judged(check, PASSED, "marker", shown("1"), (HIDDEN, "1")) == without
    assert without.status != RIGHT


def test_without_a_hidden_check_none_is_looked_at():
    assert judged(PASSED, PASSED, "marker", NAME).status == RIGHT


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("", ""),
        ("\n\n", ""),
        ("1", "1"),
        ("1\n", "1"),
        (" 1 \n\n", "1"),
        ("a\nb\n[1, 2]\n", "[1, 2]"),
        ("a\r\n1\r\n", "1"),
        ("[1,\n2]", "2]"),
    ],
)
def test_the_last_line_is_what_counts(printed, line):
    assert last_line(printed) == line


# Points, and the better of two


@pytest.mark.parametrize("status", ORDER)
def test_only_what_is_right_reaches_points(status):
    assert Verdict("2.1", 4, status).reached == (4 if status == RIGHT else 0)


def test_every_status_has_its_place_its_sign_and_its_korean_word():
    statuses = [RIGHT, WRONG, NOT_ATTEMPTED, TIMED_OUT, CRASHED, NOT_CHECKED, NOT_FOUND]
    assert sorted(ORDER) == sorted(statuses)
    assert validate.SIGNS.keys() == report.KOREAN.keys() == set(statuses)


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(ORDER, 2)))
def test_of_two_verdicts_the_better_one_counts_in_whatever_order_they_came(first, second):
    good, bad = Verdict("2.1", 2, first, "good"), Verdict("2.1", 2, second, "bad")
    assert better(good, bad) is good
    assert better(bad, good) is good


def test_what_is_right_counts_before_all_and_what_was_seen_before_what_was_not():
    assert ORDER[:2] == (RIGHT, WRONG)
    assert set(ORDER[-2:]) == {NOT_CHECKED, NOT_FOUND}


@pytest.mark.parametrize("status", ORDER)
def test_of_two_equal_verdicts_the_first_counts(status):
    first, second = Verdict("2.1", 2, status, "first"), Verdict("2.1", 2, status, "second")
    assert better(first, second) is first
