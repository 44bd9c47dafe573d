"""Grading what a class handed in: each answer once, on several processes or machines, going on where it was ended.

A submission is one unit of work. It carries its notebooks as text and returns JSON, so that a worker needs no folder
but its own course. A result is kept as soon as it is there, under a key made from the answers, the course's solution,
the grader's code and the seed: the same command, started again, grades only what has no result yet.
"""

import hashlib
import json
import multiprocessing
import os
import threading
import time
from contextlib import contextmanager
from functools import lru_cache, partial

import joblib
import nbformat
from joblib.externals.loky import get_reusable_executor

from utils import pairs
from utils.grading import grade, report, sandbox
from utils.grading.grade import Lesson, NotGradable
from utils.grading.merge import lesson_of
from utils.grading.run import BUBBLEWRAP
from utils.grading.submission import Cell, Unreadable
from utils.grading.verdict import NOT_CHECKED

RESULTS = ".results"  # in the folder of the grades
GRADEBOOK = "gradebook.csv"
TRIES = 3  # in a row, of a batch whose workers are ended before they have a single result
MEMORY_OF_ONE = 2 * 2**30  # bytes; most need a half of it
GRADEBOOK_EVERY = 5  # seconds


class NoWorkers(Exception):
    """Why nobody can grade, in a sentence for the teacher."""


# What a worker does


@lru_cache(maxsize=1)
def edition():
    """Hash of all that decides on a grade but the notebooks: the code of this course, and its data."""
    files = sorted((pairs.ROOT / "utils").rglob("*.py")) + [pairs.ROOT / "data" / "SHA256SUMS"]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(pairs.ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def trouble(wanted, isolation):
    """Why this machine cannot grade for a teacher whose `edition()` is `wanted`; "" if it can."""
    if edition() != wanted:
        return "its course is another edition than yours; bring both to the same one"
    if isolation == BUBBLEWRAP and (reason := sandbox.why_not()):
        return f"it cannot isolate the answers: {reason}"
    return ""


def prepare(name, solution, seed, isolation):
    """Run a lesson's solution, given as text: ``{"lesson": Lesson as text}``, or ``{"problem": sentence}``."""
    try:
        return {"lesson": grade.lesson(name, nbformat.reads(solution, as_version=4), seed, isolation).dumps()}
    except NotGradable as error:
        return {"problem": str(error)}


def grade_one(lesson, codes):
    """Record of a submission, given as ``[[id, source], …]``, in a lesson, given as text (see `report.graded`)."""
    lesson = _lesson(lesson)
    try:
        return report.graded(lesson, grade.grade([Cell(*code) for code in codes], lesson))
    except Unreadable as error:
        return report.refused(str(error))


@lru_cache(maxsize=2)
def _lesson(text):
    return Lesson.loads(text)


def _work(wanted, name, function, arguments):
    """Do one unit: ``(name, what the function returned, as JSON)``; never raises, whatever was handed in."""
    if multiprocessing.current_process().name != "MainProcess":
        # joblib's workers hand on a way to start processes that their children do not know.
        multiprocessing.set_start_method(None, force=True)
        # Dask's workers are daemons, which may have no children by default; ours end when the worker does.
        multiprocessing.current_process()._config["daemon"] = False
    try:
        if edition() != wanted:
            raise RuntimeError("a worker's course is another edition")
        result = function(*arguments)
    except Exception as error:  # one submission must not end the batch
        result = {"problem": f"the grader failed: {type(error).__name__}: {error}"}
    return name, json.dumps(result)


def _begin(parent, ahead):
    """From now on, end when the process of this number does, which started this one, however it ends.

    ahead: whether there are more cores than processes like this one, so that it may start sandboxes in advance.
    """
    sandbox.Ahead.wanted = ahead

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


# Who works


class Workers:
    """Processes of this machine, or of a Dask cluster, that do units of work.

    jobs: how many at a time; None on a cluster, which has as many as its workers have threads.
    """

    def __init__(self, jobs):
        self.jobs = jobs

    @staticmethod
    @contextmanager
    def here(jobs=None):
        """`jobs` processes of this machine, by default one a core, as far as its memory goes."""
        if jobs is None:
            memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
            jobs = max(1, min(joblib.cpu_count(), memory // MEMORY_OF_ONE))
        sandbox.Ahead.wanted = jobs < joblib.cpu_count()
        try:
            yield Workers(jobs)
        finally:
            sandbox.Ahead.close()
            if jobs > 1:
                get_reusable_executor().shutdown(kill_workers=True)

    @staticmethod
    @contextmanager
    def of_cluster(address, isolation):
        """The workers of the Dask cluster whose scheduler has this address. Raises NoWorkers."""
        try:
            from distributed import Client
        except ImportError:
            raise NoWorkers("Dask is not installed: pip install 'dask[distributed]'") from None
        try:
            client = Client(address, timeout=10)
        except (OSError, ValueError) as error:
            raise NoWorkers(f"No Dask scheduler answers at {address} ({error})") from None
        with client:
            if not client.nthreads():
                raise NoWorkers(f"The cluster at {address} has no workers; start some: dask worker {address}")
            try:
                troubles = client.run(trouble, edition(), isolation)
            except Exception as error:
                raise NoWorkers(
                    f"A worker cannot load the course ({type(error).__name__}: {error}); start workers with the "
                    "course's own environment: .venv/bin/dask worker …"
                ) from None
            for worker, reason in troubles.items():
                if reason:
                    raise NoWorkers(f"The worker {worker} cannot grade: {reason}")
            yield Workers(None)

    def do(self, units):
        """Do the units ``{name: (function, function that returns its arguments)}``; yield ``(name, result)`` as they
        come, in no order.

        A worker that is ended costs nothing but time. Raises NoWorkers if all are, again and again.
        """
        left, failures = dict(units), 0
        backend = {"backend": "dask"}
        if self.jobs:
            # Not with the first unit: the teacher's process may be killed before that comes.
            ahead = self.jobs < joblib.cpu_count()
            backend = {"backend": "loky", "initializer": _begin, "initargs": (os.getpid(), ahead)}
        while left:
            try:
                with joblib.parallel_config(**backend):
                    parallel = joblib.Parallel(
                        n_jobs=self.jobs or -1, batch_size=1, return_as="generator_unordered"
                    )
                    for name, text in parallel(_calls(list(left.items()))):
                        del left[name]
                        failures = 0
                        yield name, json.loads(text)
            except Exception as error:  # units raise nothing: it is the workers that failed
                failures += 1
                if failures == TRIES:
                    raise NoWorkers(
                        f"The processes that grade are ended again and again ({type(error).__name__}); is there "
                        "memory enough? What is graded is kept: the same command goes on from there."
                    ) from None
                print("A process that graded was ended; what it was at is done once more.", flush=True)


def _calls(units):
    """Yield the calls; a unit's arguments are read when its turn comes, so that a class need not fit into memory."""
    for name, (function, arguments) in units:
        try:
            given = arguments()
        except Unreadable as error:
            function, given = _unreadable, (str(error),)
        yield joblib.delayed(_work)(edition(), name, function, given)


def _unreadable(reason):
    return {"problem": reason}


# The batch


def latest(found):
    """What was found, read once: a list of ``(HandedIn, number of its lesson, its problem)``.

    Of a student's notebooks of one lesson, the one that was handed in last counts; the others say so.
    """
    result, last = [], {}
    for one in found:
        number, problem = 0, one.problem
        if not problem:
            try:
                number = lesson_of(one.codes())
            except Unreadable as error:
                problem = str(error)
            if number and not problem:
                key = one.student, number
                last[key] = max(last.get(key, one), one, key=lambda entry: entry.order)
        result.append((one, number, problem))
    return [
        (one, number, problem)
        if problem or not number or last[one.student, number] is one
        else (one, number, f"{last[one.student, number].notebook} is later, and counts")
        for one, number, problem in result
    ]


def key_of(solution, codes, seed, isolation):
    """What a result is kept under: a hash of all that decides on it."""
    parts = [edition(), solution, seed, isolation, [[code.id, code.source] for code in codes]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Batch:
    """The grading of what was found, into the folder `out`; `run` does it.

    overrides: ``{(student, task): Override}``, see `lists`.
    """

    def __init__(self, found, out, seed, isolation, overrides):
        self.found, self.out, self.seed, self.isolation = latest(found), out, seed, isolation
        self.overrides = overrides
        self.records = [None] * len(self.found)  # short ones: a class need not fit into memory
        self.done, self.written = 0, time.monotonic()
        self.solutions = {}  # {number: (name, text)}, or what is wrong

    def run(self, workers):
        """Grade; return a short record (see `report.short`) for each that was found, in that order."""
        waiting = self._look_up()
        if self.done:
            print(f"[{self.done}/{len(self.found)}] were graded before.", flush=True)
        for index, (_, _, problem) in enumerate(self.found):
            if problem:
                self._finish(index, report.refused(problem))
        lessons = self._lessons(waiting, workers)
        units = {
            key: (grade_one, partial(self._arguments, indices[0], lessons))
            for key, indices in waiting.items()
            if self.found[indices[0]][1] in lessons
        }
        started, total = time.monotonic(), len(units)
        for number, (key, result) in enumerate(workers.do(units), start=1):
            record = report.refused(result["problem"]) if "problem" in result else result
            if all(task["status"] != NOT_CHECKED for task in record["tasks"]) and "problem" not in result:
                self._keep(key, record)
            left = (time.monotonic() - started) / number * (total - number)
            for index in waiting[key]:
                self._finish(index, record, f"about {report.duration(left)} left" if number < total else "")
        report.write_gradebook(self.out / GRADEBOOK, self.records)
        return self.records

    def _look_up(self):
        """Finish what has a result; return ``{key: indices}`` of what has none."""
        waiting = {}
        for index, (one, number, problem) in enumerate(self.found):
            if problem:
                continue
            try:
                codes = one.codes()
                _, solution = self._solution(number)
            except Unreadable as error:
                self.found[index] = one, number, str(error)
                continue
            key = key_of(solution, codes, self.seed, self.isolation)
            if record := self._kept(key):
                self._finish(index, record, quiet=True)
            else:
                waiting.setdefault(key, []).append(index)
        return waiting

    def _solution(self, number):
        if number not in self.solutions:
            try:
                name, solution = grade.solution_of(number)
                self.solutions[number] = name, pairs.dumps(solution)
            except Unreadable as error:
                self.solutions[number] = error
        if isinstance(self.solutions[number], Exception):
            raise self.solutions[number]
        return self.solutions[number]

    def _lessons(self, waiting, workers):
        """``{number: Lesson as text}`` of what waits; what belongs to a lesson that fails is refused."""
        numbers = sorted({self.found[indices[0]][1] for indices in waiting.values()})
        if numbers:
            names = ", ".join(self._solution(number)[0] for number in numbers)
            print(f"Running the course's own solution, for this seed: {names} ...", flush=True)
        units = {number: (prepare, partial(self._preparation, number)) for number in numbers}
        lessons = {}
        for number, result in workers.do(units):
            if "lesson" in result:
                lessons[number] = result["lesson"]
                continue
            for indices in waiting.values():
                for index in indices:
                    if self.found[index][1] == number:
                        self._finish(index, report.refused(result["problem"]))
        return lessons

    def _preparation(self, number):
        return *self._solution(number), self.seed, self.isolation

    def _arguments(self, index, lessons):
        one, number, _ = self.found[index]
        return lessons[number], [[code.id, code.source] for code in one.codes()]

    def _kept(self, key):
        """The result under a key; None if there is none, or not a whole one."""
        try:
            record = json.loads((self.out / RESULTS / key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return record if isinstance(record, dict) and record.get("tasks") else None

    def _keep(self, key, record):
        pairs.write(self.out / RESULTS / key, json.dumps(record, ensure_ascii=False))

    def _finish(self, index, record, left="", quiet=False):
        """Write what there is to write about one notebook, and say so."""
        one = self.found[index][0]
        record = report.named(one.student, one.notebook, record, self.overrides)
        try:
            report.write_submission(self.out / one.student, record)
        except OSError as error:
            record = report.refused(f"its page cannot be written ({error.strerror})")
            record = report.named(one.student, one.notebook, record, self.overrides)
        self.records[index] = report.short(record)
        self.done += 1
        if time.monotonic() - self.written > GRADEBOOK_EVERY:
            report.write_gradebook(self.out / GRADEBOOK, [entry for entry in self.records if entry])
            self.written = time.monotonic()
        if not quiet:
            print(report.progress(self.done, len(self.found), record, left), flush=True)
