"""Tests of utils.grading.rounds: what one bad cell costs, with a run that is only played."""

import re

import pytest

from tests.fixtures.course import second_solution
from utils import pairs
from utils.grading import grade
from utils.grading.grade import Lesson
from utils.grading.merge import STUB, Match
from utils.grading.rounds import rounds
from utils.grading.run import NONE
from utils.grading.submission import Cell
from utils.grading.verdict import CRASHED, NOT_ATTEMPTED, NOT_CHECKED, RIGHT, TIMED_OUT, WRONG

pytestmark = pytest.mark.static

KILL, HANG, FLOOD, FAIL = "kill", "hang", "flood", "fail"
ENDS = {KILL: "died", HANG: "timeout", FLOOD: "flood"}
PLAN = re.compile(r"(kill|hang|flood|fail) (cell|check|hidden)")
STATUS = {KILL: CRASHED, HANG: TIMED_OUT, FLOOD: CRASHED}


def shown(number):
    """What the hidden checks of a task print for a right answer."""
    return f"[{float(number)}]"


class Player:
    """Plays the run of a notebook by what its cells hold, and notes the sources of each run.

    An answer or extra cell with the line ``kill cell`` ends the run itself; an answer with ``kill check 2.1`` ends it in
    that check, with ``kill hidden 2.1`` in that hidden check; likewise hang, flood, and fail, which only fails there. A
    hidden check prints the last line of its task's answer, or what it should if the solution's own stands there.
    """

    def __init__(self, stops_behind=None):
        self.runs = []
        self.stops_behind = stops_behind

    def __call__(self, notebook):
        self.runs.append([cell.source for cell in notebook.cells])
        plans, answers, ended = {}, {}, False
        for number, cell in enumerate(notebook.cells):
            role = pairs.role_of(cell)
            record = {"cell": number, "outcome": "passed", "end": "done", "error": "", "message": ""}
            record |= {"stdout": "", "seconds": 0.1}
            place = {"check": f"check {role.label}", "hidden": f"hidden {role.label}"}.get(role.kind)
            if place is None:
                plan = dict(
                    reversed(line.split(" ", 1)) for line in cell.source.split("\n") if PLAN.match(line)
                )
                do = plan.pop("cell", None)
                plans |= plan
                if role.kind == "task":
                    own = f"\n{shown(role.number)}" if pairs.END in cell.source else ""
                    answers[role.number] = cell.source + own
            else:
                do = plans.get(place)
                record["stdout"] = answers.get(role.number, "").split("\n")[-1]
            if ended:
                record |= {"outcome": "failed", "end": "not run", "message": "Kernel dead on test start"}
            elif do == FAIL:
                record |= {"outcome": "failed", "error": "ValueError", "message": "no"}
            elif do:
                record |= {"outcome": "failed", "end": ENDS[do], "message": do}
                ended = True
            elif place and "raise NotImplementedError" in answers.get(role.number, ""):
                record |= {"outcome": "failed", "error": "NotImplementedError"}
            yield record
            if self.stops_behind == cell["id"]:
                return


def answer(number, *plan):
    """Source of an answer that plays `plan`, and whose hidden checks hold."""
    return "\n".join([f"# Task {number}", *plan, shown(number)])


def found(answers, extras=None, **rules):
    """A Match with these answers, ``{number: source}``."""
    return Match(dict(answers), dict.fromkeys(answers, "marker") | rules, extras or {})


def evidence(nb):
    """What each hidden check must print."""
    hidden = [role for cell in nb.cells if (role := pairs.role_of(cell)).kind == "hidden"]
    return {role.label: (role, shown(role.number)) for role in hidden}


def played(match, reference, player, tasks=None, hidden=None):
    """``{label: status}`` in the order in which they were said; no check is judged twice."""
    said = [said for said, _, _ in rounds(match, reference, player, tasks or set(match.answers), hidden)]
    assert len({verdict.label for verdict in said}) == len(said)
    return {verdict.label: verdict.status for verdict in said}


def test_if_nothing_ends_the_run_there_is_one(solution):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 11)}
    answers["2.4"] = answer("2.4", "fail check 2.4")
    player = Player()
    statuses = played(found(answers), solution, player)
    assert statuses == dict.fromkeys(answers, RIGHT) | {"2.4": WRONG}
    assert list(statuses) == list(answers)
    assert len(player.runs) == 1


def test_verdicts_come_as_soon_as_their_cells_have_run(solution):
    answers = {"2.1": answer("2.1"), "2.2": answer("2.2")}
    seen = []

    def run(notebook):
        for record in Player()(notebook):
            seen.append(notebook.cells[record["cell"]]["id"])
            yield record

    results = rounds(found(answers), solution, run, {"2.1", "2.2"}, evidence(solution))
    assert next(results)[0].label == "2.1" and seen[-1] == "hidden-check-2-1"
    assert next(results)[0].label == "2.2" and seen[-1] == "hidden-check-2-2"


def test_only_the_checks_of_the_tasks_are_run_and_said(solution):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 11)}
    player = Player()
    assert played(found(answers), solution, player, {"2.3"}) == {"2.3": RIGHT}
    ((*sources,),) = player.runs
    assert sum(source.startswith("# Check") for source in sources) == 1
    assert [source for source in sources if source in answers.values()] == [
        answers[number] for number in ("2.1", "2.2", "2.3")
    ]


# What ends the run


@pytest.mark.parametrize("what", ENDS)
@pytest.mark.parametrize("where", ["cell", "check 2.3", "hidden 2.3"])
def test_an_answer_that_ends_the_run_costs_itself_only(solution, what, where):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 11)}
    answers["2.3"] = answer("2.3", f"{what} {where}")
    player = Player()
    statuses = played(found(answers), solution, player, hidden=evidence(solution))
    assert statuses == dict.fromkeys(answers, RIGHT) | {"2.3": STATUS[what]}
    assert len(player.runs) == 2
    again = player.runs[1]
    assert answers["2.3"] not in again
    own = next(cell.source for cell in solution.cells if cell.source.startswith("# Task 2.3\n"))
    assert pairs.stub(own) in again and own not in again  # which the others could read, and keep for later
    assert not any(source.startswith(("# Check 2.1 ", "# Check 2.2", "# Check 2.3")) for source in again)
    assert all(answers[f"2.{n}"] in again for n in (1, 2, 4, 10))


def test_several_that_end_the_run_cost_themselves_only(solution):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 11)}
    ends = {"2.1": "kill cell", "2.4": "hang check 2.4", "2.5": "flood hidden 2.5", "2.10": "hang cell"}
    for number, plan in ends.items():
        answers[number] = answer(number, plan)
    player = Player()
    statuses = played(found(answers), solution, player, hidden=evidence(solution))
    bad = {number: STATUS[plan.split()[0]] for number, plan in ends.items()}
    assert statuses == dict.fromkeys(answers, RIGHT) | bad
    assert len(player.runs) == 4  # nothing is left behind the last of them


def test_if_every_answer_ends_the_run_there_is_an_end(solution):
    answers = {f"2.{n}": answer(f"2.{n}", "kill cell") for n in range(1, 11)}
    player = Player()
    assert played(found(answers), solution, player) == dict.fromkeys(answers, CRASHED)
    assert len(player.runs) == 10


def test_the_company_of_a_verdict_is_what_it_was_run_with(solution):
    answers = {"2.1": answer("2.1"), "2.2": answer("2.2", "kill cell"), "2.3": answer("2.3")}
    match = found(answers, {"": ["first = 0"]})
    companies = {
        said.label: (company, extras)
        for said, company, extras in rounds(match, solution, Player(), set(answers), evidence(solution))
    }
    own = next(cell.source for cell in solution.cells if cell.source.startswith("# Task 2.2\n"))
    without = answers | {"2.2": pairs.stub(own)}
    assert companies == {
        "2.1": (answers, match.extras),
        "2.2": (answers, match.extras),
        "2.3": (without, match.extras),
    }


def test_what_was_found_is_left_as_it_is(solution):
    answers = {"2.1": answer("2.1", "kill cell"), "2.2": answer("2.2")}
    extras = {"": ["kill cell"], "check-2-1": ["x = 1"]}
    match = found(answers, extras)
    played(match, solution, Player())
    assert match.answers == {"2.1": answer("2.1", "kill cell"), "2.2": answer("2.2")}
    assert match.extras == {"": ["kill cell"], "check-2-1": ["x = 1"]}


# Tasks with several checks


def test_an_answer_that_ends_the_run_costs_all_checks_of_its_task(two_checks):
    answers = {"1.1": answer("1.1"), "1.2": answer("1.2", "hang cell")}
    statuses = played(found(answers), two_checks, Player(), hidden=evidence(two_checks))
    assert statuses == {"1.1": RIGHT, "1.2a": TIMED_OUT, "1.2b": TIMED_OUT}


@pytest.mark.parametrize(
    ("where", "with_evidence"), [("check 1.2a", False), ("check 1.2a", True), ("hidden 1.2a", True)]
)
@pytest.mark.parametrize("what", ENDS)
def test_the_references_own_answer_never_earns_a_students_points(two_checks, what, where, with_evidence):
    """What ends the run in the first check of a task is not replaced for the second one."""
    answers = {"1.1": answer("1.1"), "1.2": answer("1.2", f"{what} {where}")}
    hidden = evidence(two_checks) if with_evidence else None
    results = list(rounds(found(answers), two_checks, Player(), {"1.1", "1.2"}, hidden))
    statuses = {said.label: said.status for said, _, _ in results}
    assert statuses.keys() == {"1.1", "1.2a", "1.2b"}
    assert (statuses["1.1"], statuses["1.2a"]) == (RIGHT, STATUS[what])
    for said, company, _ in results:
        own = company.get(said.label.rstrip("ab")) == answers[said.label.rstrip("ab")]
        assert said.status != RIGHT or own, f"{said.label} is right without the student's answer"


def test_what_ends_the_run_in_the_second_check_leaves_the_first_as_it_was(two_checks):
    answers = {"1.1": answer("1.1"), "1.2": answer("1.2", "kill check 1.2b")}
    player = Player()
    statuses = played(found(answers), two_checks, player, hidden=evidence(two_checks))
    assert statuses == {"1.1": RIGHT, "1.2a": RIGHT, "1.2b": CRASHED}
    assert len(player.runs) == 1


# Extra cells


@pytest.mark.parametrize("what", ENDS)
@pytest.mark.parametrize("place", ["", "set-up", "task-2-2", "check-2-2"])
def test_extra_cells_are_left_out_if_one_of_them_ends_the_run(solution, what, place):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 4)}
    player = Player()
    match = found(answers, {place: [f"{what} cell"], "check-2-3": ["x = 1"]})
    assert played(match, solution, player) == dict.fromkeys(answers, RIGHT)
    assert len(player.runs) == 2
    assert f"{what} cell" in player.runs[0] and f"{what} cell" not in player.runs[1]


def test_extra_cells_that_do_no_harm_are_run_again_with_the_rest(solution):
    answers = {"2.1": answer("2.1", "kill cell"), "2.2": answer("2.2")}
    player = Player()
    match = found(answers, {"set-up": ["helper = 1"]})
    assert played(match, solution, player) == {"2.1": CRASHED, "2.2": RIGHT}
    assert ["helper = 1" in run for run in player.runs] == [True, True]


def test_bad_answers_and_bad_extra_cells_cost_what_they_do(solution):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 6)}
    answers["2.1"] = answer("2.1", "kill cell")
    answers["2.4"] = answer("2.4", "hang check 2.4")
    player = Player()
    match = found(answers, {"check-2-2": ["kill cell"]})
    statuses = played(match, solution, player)
    assert statuses == dict.fromkeys(answers, RIGHT) | {"2.1": CRASHED, "2.4": TIMED_OUT}
    assert len(player.runs) == 4


# A run that gives less than it should


@pytest.mark.parametrize("extras", [{}, {"": ["x = 1"]}], ids=["no extra cells", "extra cells"])
def test_what_never_ran_is_not_checked(solution, extras):
    answers = {"2.1": answer("2.1"), "2.2": answer("2.2")}
    runs = []
    match = found(answers, extras)
    statuses = played(match, solution, lambda notebook: iter(runs.append(1) or ()))
    assert statuses == dict.fromkeys(answers, NOT_CHECKED)
    assert len(runs) == (2 if extras else 1)


def test_a_run_whose_time_is_over_leaves_what_it_said(solution):
    answers = {f"2.{n}": answer(f"2.{n}") for n in range(1, 4)}
    player = Player(stops_behind="check-2-2")
    statuses = played(found(answers), solution, player, hidden=evidence(solution))
    assert statuses == {"2.1": RIGHT, "2.2": NOT_CHECKED, "2.3": NOT_CHECKED}
    assert len(player.runs) == 1


# Hidden checks


def test_a_hidden_check_must_hold_too(solution):
    answers = {"2.1": answer("2.1"), "2.2": "# Task 2.2\n[0]", "2.3": answer("2.3", "fail hidden 2.3")}
    statuses = played(found(answers), solution, Player(), hidden=evidence(solution))
    assert statuses == {"2.1": RIGHT, "2.2": WRONG, "2.3": WRONG}


def test_without_evidence_hidden_checks_do_not_count(solution):
    answers = {"2.1": answer("2.1"), "2.2": "# Task 2.2\n[0]", "2.3": answer("2.3", "fail hidden 2.3")}
    assert played(found(answers), solution, Player()) == dict.fromkeys(answers, RIGHT)


def test_a_check_that_fails_needs_no_hidden_one(solution):
    """The verdict is said at once, and nothing that ends the run behind it changes it."""
    answers = {"2.1": answer("2.1", "fail check 2.1", "kill hidden 2.1"), "2.2": answer("2.2")}
    assert played(found(answers), solution, Player(), hidden=evidence(solution))["2.1"] == WRONG


def test_a_stub_is_judged_as_one():
    nb = pairs.make_exercise(second_solution())
    pairs.assign_ids(nb)
    match = found({"2.1": answer("2.1")}, **{"2.2": STUB, "2.3": None})
    statuses = played(match, nb, Player(), {"2.1", "2.2"})
    assert statuses == {"2.1": RIGHT, "2.2": NOT_ATTEMPTED}


# Second chances


def second_chances(solution, monkeypatch, answers, extras=()):
    """For each run but the first, the tasks whose answers are the student's; tasks are named by their numbers."""
    player = Player()
    monkeypatch.setattr(grade, "apart", lambda function, *arguments: function(*arguments))
    monkeypatch.setattr(grade, "run", lambda notebook, *_: player(notebook))
    lesson = Lesson("02_second", solution, pairs.make_exercise(solution), 7, NONE, evidence(solution))
    codes = [Cell("", source) for source in (*extras, *answers.values())]
    found = grade.grade(codes, lesson)
    status = {label: said.status for label, said in found.verdicts.items() if label in answers}
    runs = [[n for n, source in answers.items() if source in run] for run in player.runs[1:]]
    return status, runs


def mine(number, *plan, code=""):
    """An answer that defines what its stub does."""
    body = f"def f{number[2:]}(x):\n    pass"
    return "\n".join([f"# Task {number}", body, code, *plan, shown(number)])


def test_right_answers_need_no_second_chance(solution, monkeypatch):
    answers = {n: mine(n) for n in ("2.1", "2.2", "2.3")}
    assert second_chances(solution, monkeypatch, answers) == (dict.fromkeys(answers, RIGHT), [])


def test_a_wrong_answer_is_tried_beside_the_courses_own(solution, monkeypatch):
    answers = {"2.1": mine("2.1"), "2.2": mine("2.2"), "2.3": mine("2.3", "fail check 2.3")}
    status, runs = second_chances(solution, monkeypatch, answers)
    assert status["2.3"] == WRONG and runs == [["2.3"]]


@pytest.mark.parametrize("code", ["f3 = lambda x: helper(x)", "    return f1(x)", "y = globals()['helper']"])
def test_and_beside_the_students_right_ones_if_it_names_what_they_define(solution, monkeypatch, code):
    answers = {
        "2.1": mine("2.1", code="def helper(x):\n    pass"),
        "2.2": mine("2.2", "fail check 2.2"),
        "2.3": mine("2.3", "fail check 2.3", code=code),
    }
    status, runs = second_chances(solution, monkeypatch, answers)
    assert status == {"2.1": RIGHT, "2.2": WRONG, "2.3": WRONG}
    assert runs == [["2.2"], ["2.3"], ["2.1", "2.3"]]


def test_and_beside_the_students_own_cells_whatever_is_in_them(solution, monkeypatch):
    answers = {"2.1": mine("2.1"), "2.2": mine("2.2", "fail check 2.2")}
    status, runs = second_chances(solution, monkeypatch, answers, ["print(1)"])
    assert status["2.2"] == WRONG and runs == [["2.2"]]  # both cells had been there the first time
    answers["2.1"] = mine("2.1", "fail check 2.1")
    _, runs = second_chances(solution, monkeypatch, answers, ["print(1)"])
    assert runs == [["2.1"], ["2.2"], ["2.2"]]
