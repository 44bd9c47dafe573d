"""Tests of utils.grading.batch: what is graded anew and what is not, and that no worker's end costs anything."""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from utils import pairs
from utils.grading import batch, grade, report, sandbox
from utils.grading.batch import Batch, NoWorkers, Workers
from utils.grading.handed_in import find
from utils.grading.lists import Override
from utils.grading.merge import Match
from utils.grading.submission import Unreadable
from utils.grading.verdict import CRASHED, NOT_CHECKED, RIGHT, WRONG, Verdict

NAME = "01_perceptron"


@pytest.fixture
def graded(monkeypatch):
    """Grading takes no time here: an answer is right if it says so. The list of what was graded."""
    seen = []

    def lesson(name, solution, seed, isolation):
        return grade.Lesson(name, solution, pairs.make_exercise(solution), seed, isolation)

    def grade_(codes, lesson):
        source = codes[-1].source
        seen.append(source)
        if "breaks the grader" in source:
            raise ZeroDivisionError("oh")
        status = next((s for s in (RIGHT, NOT_CHECKED, CRASHED) if s in source), WRONG)
        verdicts = {role.label: Verdict(role.label, role.points, status) for role in lesson.checks}
        match = Match(dict.fromkeys(lesson.tasks, source), dict.fromkeys(lesson.tasks, "marker"))
        return grade.Graded(match, verdicts, [])

    monkeypatch.setattr(grade, "lesson", lesson)
    monkeypatch.setattr(grade, "grade", grade_)
    return seen


@pytest.fixture
def hand_in(tmp_path):
    """A function that saves an answer as a student's, and returns the folder of all submissions."""

    def function(student, answer, **keys):
        cell = {"cell_type": "code", "metadata": {}, "source": f"# Task 1.1\n{answer}", "outputs": []}
        path = tmp_path / "in" / student / "x.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"nbformat": 4, "cells": [cell | keys]}), encoding="utf-8")
        return tmp_path / "in"

    return function


@pytest.fixture
def run(tmp_path, graded):
    """A function that grades the folder ``in`` in this process: ``(the gradebook, how many were graded)``."""

    def function(out="out", seed=7, isolation="none", overrides=()):
        graded.clear()
        (tmp_path / out).mkdir(exist_ok=True)
        Batch(find(tmp_path / "in"), tmp_path / out, seed, isolation, dict(overrides)).run(Workers(1))
        return (tmp_path / out / "gradebook.csv").read_bytes(), len(graded)

    return function


def results(tmp_path):
    return sorted((tmp_path / "out" / ".results").glob("*"))


# What is graded, and what is not graded again


def test_what_was_graded_is_not_graded_again(tmp_path, hand_in, run, capsys):
    for student in ("kim", "lee", "park"):
        hand_in(student, f"right {student}")
    first, count = run()
    assert count == 3 and first.count(b",graded,20,20,") == 3
    before = [(path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in results(tmp_path)]
    capsys.readouterr()
    assert run() == (first, 0)
    assert capsys.readouterr().out == "[3/3] were graded before.\n"
    assert before == [(path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in results(tmp_path)]
    hand_in("seo", "right seo")
    second, count = run()
    assert count == 1 and second.count(b",graded,20,20,") == 4


def test_the_same_answers_of_several_are_graded_once(tmp_path, hand_in, run):
    for student, answer in {"kim": "right", "lee": "right", "park": "wrong"}.items():
        hand_in(student, answer, metadata={"of": student}, outputs=[student])
    book, count = run()
    assert count == 2 and book.count(b",graded,20,20,") == 2
    for student in ("kim", "lee"):
        record = json.loads((tmp_path / "out" / student / f"{NAME}.json").read_text(encoding="utf-8"))
        assert (record["student"], record["total"]) == (student, 20)


def test_what_does_not_matter_changes_nothing(tmp_path, hand_in, run):
    hand_in("kim", "right")
    book, _ = run()
    hand_in("kim", "right", metadata={"a": 1}, outputs=["b"], execution_count=7)
    os.utime(tmp_path / "in/kim/x.ipynb", (1, 1))
    (tmp_path / "in/kim").rename(tmp_path / "in/lee")
    assert run() == (book.replace(b"kim", b"lee"), 0)


def test_a_changed_answer_is_graded_anew(hand_in, run):
    hand_in("kim", "wrong")
    hand_in("lee", "wrong too")
    run()
    hand_in("kim", "right")
    book, count = run()
    assert count == 1 and b"kim,x.ipynb,graded,20,20," in book and b"lee,x.ipynb,graded,0,20," in book


def test_another_seed_or_isolation_is_graded_anew(hand_in, run):
    hand_in("kim", "right")
    assert [run()[1], run(seed=8)[1], run(isolation="bubblewrap")[1], run()[1]] == [1, 1, 1, 0]


def test_with_another_grader_all_is_graded_anew(hand_in, run, monkeypatch):
    hand_in("kim", "right")
    run()
    monkeypatch.setattr(batch, "edition", lambda: "another")
    assert [run()[1], run()[1]] == [1, 0]


def test_with_another_solution_its_lesson_is_graded_anew(hand_in, run, monkeypatch):
    hand_in("kim", "right")
    run()
    solution_of = grade.solution_of

    def changed(number):
        name, solution = solution_of(number)
        solution.cells[-1].source += " "
        return name, solution

    monkeypatch.setattr(grade, "solution_of", changed)
    assert [run()[1], run()[1]] == [1, 0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"status": "graded", "tas',
        b"[]",
        b"null",
        b"{}",
        bytes(500),
        b"\xff\xfe",
        b'{"status": "graded"}',
    ],
)
def test_a_result_that_is_not_whole_is_graded_anew(tmp_path, hand_in, run, content):
    hand_in("kim", "right")
    book, _ = run()
    (path,) = results(tmp_path)
    path.write_bytes(content)
    assert [run(), run()] == [(book, 1), (book, 0)]


def test_what_was_not_checked_is_graded_anew(tmp_path, hand_in, run):
    hand_in("kim", NOT_CHECKED)
    hand_in("lee", CRASHED)
    assert [run()[1], run()[1]] == [2, 1]
    assert len(results(tmp_path)) == 1


def test_where_the_grader_failed_it_tries_again(tmp_path, hand_in, run):
    hand_in("kim", "breaks the grader")
    hand_in("lee", "right")
    for _ in range(2):
        book, _ = run()
        assert b"kim,x.ipynb,not graded: the grader failed: ZeroDivisionError: oh,,," in book
        assert b"lee,x.ipynb,graded,20,20," in book
    assert len(results(tmp_path)) == 1


def test_a_kept_result_names_nobody(tmp_path, hand_in, run):
    hand_in("kim", "right")
    run()
    (path,) = results(tmp_path)
    assert "kim" not in path.read_text(encoding="utf-8")


def test_which_files_make_an_edition(tmp_path, monkeypatch):
    """All code that grading may run, and the data; not the lessons, not what Python compiles."""
    for name in ("utils/a.py", "utils/grading/b.py", "data/SHA256SUMS"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(pairs, "ROOT", tmp_path)
    edition = batch.edition.__wrapped__
    editions = [edition()]
    for name in ("utils/a.py", "utils/grading/b.py", "data/SHA256SUMS", "utils/c.py"):
        (tmp_path / name).write_text("2")
        editions.append(edition())
    (tmp_path / "utils/a.py").rename(tmp_path / "utils/d.py")
    editions.append(edition())
    assert len(set(editions)) == 6
    (tmp_path / "utils/__pycache__").mkdir()
    (tmp_path / "utils/__pycache__/a.pyc").touch()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/x.py").touch()
    assert edition() == editions[-1]


# What the teacher sets


def test_points_that_were_set_survive_grading_again_and_go_with_the_list(tmp_path, hand_in, run):
    hand_in("kim", "wrong")
    plain, _ = run()
    (path,) = results(tmp_path)
    kept = path.read_bytes()
    page = tmp_path / "out/kim" / f"{NAME}.html"
    overrides = {("kim", "1.1"): Override(1.5, "as you said", "overrides.csv, line 2")}
    book, count = run(overrides=overrides)
    assert count == 0 and b"kim,x.ipynb,graded,1.5,20,1.5,0," in book
    assert "instead of 0: as you said" in page.read_text(encoding="utf-8")
    hand_in("kim", "still wrong")
    book, count = run(overrides=overrides)
    assert count == 1 and b"kim,x.ipynb,graded,1.5,20,1.5,0," in book
    assert path.read_bytes() == kept
    assert run() == (plain, 0)
    assert "as you said" not in page.read_text(encoding="utf-8")


# What is written


def test_a_page_that_cannot_be_written_costs_one_row(tmp_path, hand_in, run):
    hand_in("kim", "right")
    hand_in("lee", "right")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kim").touch()
    book, _ = run()
    assert b"kim,x.ipynb,not graded: its page cannot be written (File exists),,," in book
    assert b"lee,x.ipynb,graded,20,20," in book


def test_the_gradebook_is_there_before_the_end(tmp_path, hand_in, run, monkeypatch):
    """Not after each notebook: of a thousand, that would be a thousand times a thousand rows."""
    books, write = [], report.write_gradebook

    def counted(path, records):
        books.append(len(records))
        write(path, records)

    monkeypatch.setattr(report, "write_gradebook", counted)
    for n in range(5):
        hand_in(f"{n}", f"right {n}")
    run()
    assert books == [5]
    monkeypatch.setattr(batch, "GRADEBOOK_EVERY", 0)
    run("out-2")
    assert books == [5, 1, 2, 3, 4, 5, 5]


def test_the_time_that_is_left_is_said(hand_in, run, capsys):
    for n in range(4):
        hand_in(f"{n}", f"right {n}")
    (hand_in("5", "") / "6").mkdir()
    run()
    lines = [
        line for line in capsys.readouterr().out.splitlines() if " ... " in line and line.startswith("[")
    ]
    assert [line.split("]")[0] for line in lines] == [f"[{n}/6" for n in range(1, 7)]
    assert ["about 0 s left" in line for line in lines] == [False, True, True, True, True, False]


def test_batches_hold_no_code_of_students(hand_in, tmp_path, graded):
    hand_in("kim", "right " + "x" * 100_000)
    (tmp_path / "out").mkdir()
    done = Batch(find(tmp_path / "in"), tmp_path / "out", 7, "none", {})
    records = done.run(Workers(1))
    assert len(json.dumps(records)) < 2000 and records == done.records


# Who works


@pytest.mark.parametrize(("cores", "gigabytes", "jobs"), [(8, 32, 8), (8, 6, 3), (2, 16, 2), (4, 1, 1)])
def test_as_many_at_a_time_as_there_are_cores_and_memory(monkeypatch, cores, gigabytes, jobs):
    monkeypatch.setattr(batch.joblib, "cpu_count", lambda: cores)
    monkeypatch.setattr(batch.os, "sysconf", lambda name: {"SC_PAGE_SIZE": 4096}.get(name, gigabytes * 2**18))
    with Workers.here() as some, Workers.here(5) as five:
        assert (some.jobs, five.jobs) == (jobs, 5)


def do(units, jobs=2):
    """What became of units ``{name: function}`` without arguments."""
    with Workers.here(jobs) as workers:
        return dict(workers.do({name: (function, lambda: ()) for name, function in units.items()}))


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_a_unit_does_is_a_result(jobs):
    def fails():
        raise ZeroDivisionError("oh")

    def cannot_be_read():
        raise Unreadable("it was taken away")

    units = {
        "a": (lambda: {"pid": os.getpid()}, lambda: ()),
        "b": (fails, lambda: ()),
        "c": (fails, cannot_be_read),
        "d": (lambda x, y: {"sum": x + y}, lambda: (1, 2)),
    }
    with Workers.here(jobs) as workers:
        found = dict(workers.do(units))
    assert (found.pop("a")["pid"] == os.getpid()) == (jobs == 1)
    assert found == {
        "b": {"problem": "the grader failed: ZeroDivisionError: oh"},
        "c": {"problem": "it was taken away"},
        "d": {"sum": 3},
    }


def test_a_worker_that_is_killed_costs_nothing(tmp_path, capsys):
    def dies_once():
        if not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return {"lived": True}

    units = {n: (lambda n=n: {"number": n}) for n in range(6)} | {"x": dies_once}
    assert do(units) == {n: {"number": n} for n in range(6)} | {"x": {"lived": True}}
    assert capsys.readouterr().out == "A process that graded was ended; what it was at is done once more.\n"


def test_as_long_as_something_comes_they_are_not_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "TRIES", 2)

    def dies_once(name):
        if not (tmp_path / name).exists():
            time.sleep(1)  # the other worker has results meanwhile
            (tmp_path / name).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    units = {n: (lambda n=n: n) for n in range(2)}
    units |= {"a": lambda: dies_once("a"), "b": lambda: dies_once("b"), "c": lambda: dies_once("c")}
    units |= {n: (lambda n=n: n) for n in range(2, 5)}
    assert do(units) == {name: name for name in units}


def test_workers_that_are_killed_again_and_again_are_given_up(capsys):
    started = time.monotonic()
    with pytest.raises(NoWorkers, match="ended again and again .*; is there memory enough") as error:
        do({n: (lambda: os.kill(os.getpid(), signal.SIGKILL)) for n in range(3)})
    assert "\n" not in str(error.value) and time.monotonic() - started < 60
    assert capsys.readouterr().out.count("\n") == batch.TRIES - 1


def test_a_worker_may_have_children_though_it_is_a_daemon():
    """As Dask's workers are: each notebook runs in a process of its own."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    daemon = context.Process(target=_as_a_daemon, args=(theirs,), daemon=True)
    daemon.start()
    assert ours.poll(60) and json.loads(ours.recv()[1]) == {"child": 42}
    daemon.join()


def _as_a_daemon(connection):
    connection.send(batch._work(batch.edition(), "x", _with_a_child, ()))


def _with_a_child():
    from utils.grading.run import apart

    return {"child": apart(_answer)}


def _answer():
    return 42


TWO_UNITS = """
import os, sys, time
from pathlib import Path
from utils.grading.batch import Workers

folder = Path(sys.argv[1])

def work():
    (folder / str(os.getpid())).touch()
    time.sleep(60)

list(Workers(2).do({n: (work, lambda: ()) for n in range(2)}))
"""


@pytest.mark.parametrize("when", ["while they work", "before they begin"])
def test_workers_end_with_the_grader(tmp_path, when):
    """Also if it is killed, which runs no code of its own."""
    grader = subprocess.Popen([sys.executable, "-c", TWO_UNITS, str(tmp_path)], cwd=pairs.ROOT)
    workers = []
    for _ in range(1000):
        children = psutil.Process(grader.pid).children()
        workers = [child for child in children if "popen_loky" in " ".join(child.cmdline())]
        if workers if when == "before they begin" else len(list(tmp_path.iterdir())) == 2:
            break
        time.sleep(0.03)
    grader.kill()
    grader.wait()
    assert workers
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


# Why a machine cannot grade


def test_why_a_machine_cannot_grade(monkeypatch):
    assert batch.trouble(batch.edition(), "none") == ""
    assert "another edition" in batch.trouble("another", "none")
    monkeypatch.setattr(sandbox, "why_not", lambda: "bubblewrap is not installed")
    assert batch.trouble(batch.edition(), "none") == ""
    assert (
        batch.trouble(batch.edition(), "bubblewrap")
        == "it cannot isolate the answers: bubblewrap is not installed"
    )


def test_a_worker_that_came_later_with_another_edition_grades_nothing():
    name, text = batch._work("another", "x", _answer, ())
    assert (name, json.loads(text)) == (
        "x",
        {"problem": "the grader failed: RuntimeError: a worker's course is another edition"},
    )
