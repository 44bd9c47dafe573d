"""Attacks on the grader, around wrong answers and right ones: nothing is gained by them, and nobody else pays."""

import contextlib
import csv
import hashlib
import io
import json
import multiprocessing
import os
import re
import socket
import sys
import tempfile
import threading
import time
import uuid
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from tests import answer_bank
from tests.grading.attacks import (
    BEFORE,
    BEHIND,
    FROM_LATER_TASK,
    HARM,
    IN_OTHER,
    LIES,
    OF_KERAS,
    PROBES,
    TELL,
    TOLD,
    TOP,
)
from utils import pairs
from utils.grading import __main__ as command
from utils.grading import folders, grade, sandbox
from utils.grading.handed_in import person
from utils.grading.merge import Match
from utils.grading.rounds import rounds

pytestmark = [
    pytest.mark.grading,
    pytest.mark.usefixtures("sandbox_available"),
    pytest.mark.xdist_group("attacks"),  # they are graded as one batch
]

VARIANTS = ("wrong", "right")
HONEST = (
    "a honest one",
    "=1+1<script>alert(1)\x1b[2J\n-honest",
    "z honest one",
)  # around the others of the batch
FILE = {HONEST[1]: "+<img src=x onerror=alert(1)>\x1b]0;x\x07.ipynb"}
PERCEPTRON, KERAS = "01_perceptron", "03_sequential_api"
LESSONS = {PERCEPTRON: [*LIES, *PROBES, *HARM], KERAS: OF_KERAS}
CANARY = "COURSE_CANARY"
SOCKET = "/tmp/course-attack.sock"  # of the world outside: see `attacks`
NOT_WATCHED = {".venv", ".git", "__pycache__", "work", ".pytest_cache", ".ruff_cache"}
SECONDS = 10  # instead of 20 that a cell may take
OF_PYTEST, OF_ALL = 2 * 2**30, 6 * 2**30  # bytes of memory


def cases(attacks):
    """Each attack with the variants that tell something: a wrong answer has nothing to lose."""
    return [
        pytest.param(a, v, id=f"{a.name}-{v}")
        for a in attacks
        for v in VARIANTS
        if v == "right" or a in (*LIES, *OF_KERAS)
    ]


def answers_of(lesson):
    """``{task: the solution's answer}`` for the first three tasks: one before the attacked one, one behind it."""
    cells = pairs.read(pairs.ROOT / "solutions" / f"{lesson}.ipynb").cells
    roles = [(pairs.role_of(cell), cell.source) for cell in cells]
    return dict([(role.number, source) for role, source in roles if role.kind == "task"][:3])


def wrong_answer(lesson, task):
    """The first wrong answer of the bank to a task."""
    bank = answer_bank.read(pairs.ROOT / "tests" / "answers" / f"{lesson}.py")
    found = next(answer for answer in bank if answer.task == task and not answer.right)
    return f"# Task {task}\n{found.code}"


def handed_in(lesson, attacks=None, variant="right"):
    """The exercise with three answers, some with an attack around: ``{its place among the answers: Attack}``."""
    answers, own = answers_of(lesson), {}
    tasks = list(answers)
    for index, attack in (attacks or {}).items():
        task = tasks[index]
        if variant == "wrong":
            answers[task] = wrong_answer(lesson, task)
        answers[task], cells = attack.around(answers[task])
        if attack.place == IN_OTHER:
            answers[tasks[index - 1]] += "\n" + "\n".join(cells)
        elif cells:
            own[task if attack.place != TOP else TOP, attack.place] = list(
                map(nbformat.v4.new_code_cell, cells)
            )
    exercise = pairs.read(pairs.ROOT / "exercises" / f"{lesson}.ipynb")
    cells = own.get((TOP, TOP), [])
    for cell in exercise.cells:
        role = pairs.role_of(cell)
        task = role.number if role.kind == "task" else None
        cell.source = answers.get(task, cell.source)
        cells += [*own.get((task, BEFORE), []), cell, *own.get((task, BEHIND), [])]
    exercise.cells = cells
    return exercise


def state(folder):
    """Names and contents of what lies in a folder."""
    found = {}
    for place, inner, files in os.walk(folder):
        inner[:] = [name for name in inner if name not in NOT_WATCHED]
        for name in files:
            path = Path(place, name)
            content = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
            found[str(path)] = hashlib.sha256(content).hexdigest()
    return found


def keys():
    """Names of the keys that this user's processes can see."""
    path = Path("/proc/keys")
    lines = path.read_text().splitlines() if path.exists() else []
    return {line.split(None, 7)[7] + line.split()[8] for line in lines if "course-attack" in line}


def left_over(mark):
    """Command lines of processes that came of this grading and still run, except those that start others."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            environment = Path("/proc", entry, "environ").read_bytes()
            line = Path("/proc", entry, "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if (
            mark.encode() in environment
            and int(entry) != os.getpid()
            and "multiprocessing" not in line
            and "resource_tracker" not in line
        ):
            found.append(line)
    return found


class Watch:
    """Looks, while something runs here, at its memory, and at who knocks at a socket that attacks know of."""

    def __enter__(self):
        self.of_pytest, self.of_all, self.knocks, self.over = (0, ""), (0, ""), [], False
        Path(SOCKET).unlink(missing_ok=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(SOCKET)
        self.server.listen()
        self.server.setblocking(False)
        self.now = ""
        self.thread = threading.Thread(target=self.look)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over = True
        self.thread.join()
        self.server.close()
        Path(SOCKET).unlink(missing_ok=True)

    def look(self):
        while not self.over:
            processes = sandbox._processes()
            ours = [pid for pid in sandbox._descendants(os.getpid(), processes) if pid in processes]
            ours.remove(os.getpid())
            self.of_all = max(self.of_all, (sandbox._resident(ours, processes), self.now))
            for pid in ours:
                with contextlib.suppress(OSError, StopIteration):
                    if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes():
                        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
                        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
                        self.of_pytest = max(self.of_pytest, (1024 * peak, self.now))
            with contextlib.suppress(BlockingIOError):
                self.server.accept()[0].close()
                self.knocks.append(self.now)
            time.sleep(0.1)


class Batch:
    """All attacks on a lesson that were asked for, graded in one go; the world before and after.

    What only probes goes three to a submission, around three answers; every other attack has one for itself.
    """

    def __init__(self, lesson, wanted, folder):
        submissions, out = folder / "in", folder / "out"
        together = [case for case in wanted if case[0] in PROBES]
        packs = [together[n : n + 3] for n in range(0, len(together), 3)]
        packs = [dict(enumerate(pack)) for pack in packs]
        packs += [{1: case} for case in wanted if case not in together]
        self.place, notebooks = {}, {}
        for number, pack in enumerate(packs):
            name = f"student {number:03}"
            self.place |= {case: (name, index) for index, case in pack.items()}
            attacks = {index: attack for index, (attack, _) in pack.items()}
            notebooks[name] = handed_in(lesson, attacks, next(iter(pack.values()))[1])
        notebooks |= {name: handed_in(lesson) for name in HONEST}
        for name, notebook in notebooks.items():
            (submissions / name).mkdir(parents=True)
            pairs.write(submissions / name / FILE.get(name, f"{lesson}.ipynb"), pairs.dumps(notebook))
        mark = uuid.uuid4().hex
        canaries = [Path.home() / f".canary-{mark}", Path("/tmp") / f"canary-{mark}"]
        os.environ[CANARY], seconds, make, rooms = mark, grade.SECONDS, tempfile.mkdtemp, []
        said = io.StringIO()
        try:
            grade.SECONDS = SECONDS
            tempfile.mkdtemp = lambda *a, **k: rooms.append(make(*a, **k)) or rooms[-1]
            for path in canaries:
                path.write_text(mark)
            self.before = self.world(submissions, canaries)
            with Watch() as self.watch, contextlib.redirect_stdout(said):
                said.write = self.listen(said.write)
                self.code = command.main([str(submissions), "--out", str(out), "--jobs", "1"])
            self.after = self.world(submissions, canaries)
            self.left_over = left_over(mark) + [
                room for room in rooms if "course-" in room and os.path.exists(room)
            ]
            assert rooms
        finally:
            grade.SECONDS, tempfile.mkdtemp = seconds, make
            del os.environ[CANARY]
            for path in canaries:
                path.unlink(missing_ok=True)
        self.out, self.said = out, said.getvalue()
        self.records = {
            path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/*.json")
        }

    def listen(self, write):
        """Write as before, and note whose turn it is."""

        def listening(text):
            if text.startswith("["):
                self.watch.now = text
            print(text, end="", file=sys.__stdout__)
            return write(text)

        return listening

    @staticmethod
    def world(submissions, canaries):
        pattern = Path("/proc/sys/kernel/core_pattern")
        return {
            "course": state(pairs.ROOT / "utils")
            | state(pairs.ROOT / "data")
            | state(pairs.ROOT / "solutions"),
            "submissions": state(submissions),
            "canaries": [path.read_text() for path in canaries],
            "core pattern": pattern.read_text(),
            "environment": dict(os.environ),
            "keys": keys(),
        }

    def points(self, name):
        """Points of the three tasks, None if nothing was graded, and what was said of them."""
        if (record := self.records.get(person(name))) is None:
            return None, "it was not graded at all"
        tasks = record["tasks"][:3]
        return [task["points"] for task in tasks], [(task["status"], task["messages"]) for task in tasks]

    def check(self, attack, variant):
        """Assert that the attacked task has what it deserves, and that the others have all their points."""
        full, _ = self.points(HONEST[0])
        name, index = self.place[attack, variant]
        points, said = self.points(name)
        assert points, said
        gained = variant == "right" and not attack.destroys
        deserved = [points[n] if (name, n) in self.place.values() else of for n, of in enumerate(full)]
        deserved[index] = full[index] if gained else 0
        if attack.place == IN_OTHER:
            deserved[index - 1] = points[index - 1]
        assert points == deserved, said
        if attack.said and not gained:
            assert re.search(attack.said, " ".join(said[index][1])), said


class Elements(HTMLParser):
    """Names of a page's elements, and of their attributes."""

    def __init__(self, text):
        super().__init__()
        self.names = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names |= {tag, *(name for name, _ in attrs)}


@pytest.fixture(scope="module")
def batch(request, tmp_path_factory):
    """A function that gives the Batch of a lesson, with the cases that this run of pytest asks for."""
    wanted, made = {}, {}
    for item in request.session.items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if "attack" in parameters and item.path == request.path:
            attack = parameters["attack"]
            lesson = next(name for name, attacks in LESSONS.items() if attack in attacks)
            wanted.setdefault(lesson, []).append((attack, parameters["variant"]))

    def get(lesson):
        if lesson not in made:
            made[lesson] = Batch(lesson, wanted.get(lesson, []), tmp_path_factory.mktemp(lesson))
        return made[lesson]

    return get


@pytest.mark.parametrize(("attack", "variant"), cases(LIES))
def test_a_lie_gains_nothing_and_costs_its_own_task_at_most(batch, attack, variant):
    batch(PERCEPTRON).check(attack, variant)


@pytest.mark.parametrize(("attack", "variant"), cases(PROBES))
def test_a_probe_finds_nothing_and_costs_nothing(batch, attack, variant):
    batch(PERCEPTRON).check(attack, variant)


@pytest.mark.parametrize(("attack", "variant"), cases(HARM))
def test_harm_costs_its_own_task_at_most(batch, attack, variant):
    batch(PERCEPTRON).check(attack, variant)


@pytest.mark.parametrize(("attack", "variant"), cases(OF_KERAS))
def test_an_attack_on_keras_costs_its_own_task_at_most(batch, attack, variant):
    batch(KERAS).check(attack, variant)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_others_of_the_batch_are_graded_as_if_alone(batch, lesson):
    for name in HONEST:
        points, said = batch(lesson).points(name)
        assert points and all(points), said


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_outside_the_sandbox_changed(batch, lesson):
    found = batch(lesson)
    assert found.code == 0
    for what, before in found.before.items():
        assert found.after[what] == before, what


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_process_and_no_folder_is_left(batch, lesson):
    assert batch(lesson).left_over == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_nobody_outside_was_called(batch, lesson):
    assert batch(lesson).watch.knocks == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_memory_has_an_end(batch, lesson):
    watch = batch(lesson).watch
    assert watch.of_pytest[0] < OF_PYTEST, watch.of_pytest
    assert watch.of_all[0] < OF_ALL, watch.of_all


@pytest.mark.parametrize("lesson", LESSONS)
def test_names_and_messages_are_text_wherever_they_are_shown(batch, lesson):
    found = batch(lesson)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", found.said)
    with open(found.out / "gradebook.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(found.records)
    assert not [value for row in rows for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for path in found.out.glob("*/*.html"):
        names = Elements(path.read_text(encoding="utf-8")).names
        assert not names & {"script", "img", "iframe", "object", "a", "onerror", "href", "src"}, path
        assert path.stat().st_size < 10**6


def test_a_crash_in_one_of_two_checks_does_not_bring_the_courses_answer_into_the_other():
    """The cell of check a ends the kernel; check b then must not run on the course's answer."""
    sources = {
        "# Task 1.1\ndef f(x):\n    return 1": None,
        "# Check 1.1a · 2 points\nassert f(0)\nprint(1)": "1\n",
        "# Check 1.1b · 8 points\nassert f(1)\nprint(1)": "1\n",
    }
    reference = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    pairs.assign_ids(reference)
    own = "# Task 1.1\ndef f(x):\n    import os; os._exit(1)"

    def run(notebook):
        hostile = notebook.cells[0].source == own
        for number, cell in enumerate(notebook.cells):
            if pairs.role_of(cell).kind == "check" and hostile:
                yield record(number, "failed", "died")
                return
            yield record(number, "passed", "done")

    def record(number, outcome, end):
        return dict(cell=number, outcome=outcome, end=end, error="", message="", stdout="", seconds=0)

    found = Match(answers={"1.1": own}, rules={"1.1": "marker"})
    said = [verdict for verdict, *_ in rounds(found, reference, run, {"1.1"})]
    assert [verdict.reached for verdict in said] == [0, 0]


def test_cells_that_use_up_all_the_time_leave_some_for_the_answers(tmp_path, monkeypatch):
    """Twenty cells of nearly a minute each, made shorter."""
    monkeypatch.setattr(grade, "SUBMISSION_SECONDS", 120)
    notebook = handed_in("01_perceptron")
    notebook.cells[:0] = [nbformat.v4.new_code_cell("import time; time.sleep(15)") for _ in range(4)]
    (tmp_path / "in" / "kim").mkdir(parents=True)
    pairs.write(tmp_path / "in" / "kim" / "01_perceptron.ipynb", pairs.dumps(notebook))
    command.main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"])
    record = json.loads((tmp_path / "out" / "kim" / "01_perceptron.json").read_text(encoding="utf-8"))
    assert [task["status"] for task in record["tasks"][:3]] == ["right"] * 3


def test_the_courses_answers_do_not_get_into_the_feedback(tmp_path):
    """In a task's own run stand the course's answers to all earlier ones: a message could tell them."""
    answers = answers_of(PERCEPTRON)
    first, second, _ = answers
    notebook = handed_in(PERCEPTRON)
    for cell in notebook.cells:
        if cell.source == answers[first]:
            cell.source = wrong_answer(PERCEPTRON, first)
        if cell.source == answers[second]:
            cell.source = f"""# Task {second}
def reader_layer(patterns):
    import inspect, os
    found = inspect.getsource(at_most)
    if "SOLUTION" not in found:
        os._exit(0)
    raise AssertionError(found)"""
    (tmp_path / "in" / "kim").mkdir(parents=True)
    pairs.write(tmp_path / "in" / "kim" / f"{PERCEPTRON}.ipynb", pairs.dumps(notebook))
    command.main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"])
    record = json.loads((tmp_path / "out" / "kim" / f"{PERCEPTRON}.json").read_text(encoding="utf-8"))
    assert [task["points"] for task in record["tasks"][:2]] == [0, 0]
    assert "SOLUTION" not in " ".join(record["tasks"][1]["messages"])


def test_the_courses_answers_do_not_get_into_a_later_run(tmp_path):
    """The second answer ends its run; in the next one stands the course's, which the third answer can then tell."""
    place = next(Path(sys.prefix).rglob("libclang*.so"), None)
    if place is None:
        pytest.skip("there is no large file that nobody else reads")
    answers, tell = answers_of(PERCEPTRON), TELL.replace("PLACE", repr(str(place)))
    _, second, third = answers
    notebook = handed_in(PERCEPTRON)
    for cell in notebook.cells:
        for task, code in ((second, TOLD), (third, FROM_LATER_TASK)):
            if cell.source == answers[task]:
                cell.source = f"# Task {task}\n{tell}\n{code}"
    (tmp_path / "in" / "kim").mkdir(parents=True)
    pairs.write(tmp_path / "in" / "kim" / f"{PERCEPTRON}.ipynb", pairs.dumps(notebook))
    command.main([str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"])
    record = json.loads((tmp_path / "out" / "kim" / f"{PERCEPTRON}.json").read_text(encoding="utf-8"))
    assert [task["points"] for task in record["tasks"][1:3]] == [0, 0]


def as_nobody(function, *arguments):
    """What `function` returns, called in a process without root's rights."""

    def call(connection):
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(sandbox.NOBODY)
            os.setuid(sandbox.NOBODY)
        connection.send(function(*arguments))

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=call, args=(theirs,))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def a_closed_folder():
    """Whether a folder that may not be listed hides what is in it, and whether it can be removed."""
    room = Path(tempfile.mkdtemp())
    (room / "d").mkdir()
    (room / "d" / "big").write_bytes(bytes(2 * sandbox.ROOM))
    (room / "d").chmod(0o300)
    seen = sandbox._fills(room)
    folders.remove(room)
    left = room.exists()
    if left:
        (room / "d").chmod(0o700)
        folders.remove(room)
    return seen, left


def test_who_is_not_root_sees_what_lies_in_a_closed_folder_and_can_remove_it():
    seen, left = as_nobody(a_closed_folder)
    assert seen
    assert not left
