"""Tests of grading a class: it goes on where it was ended, and it does not matter on what machines it is graded."""

import csv
import io
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.fixtures.archives import zipped
from utils import pairs
from utils.grading import __main__ as command

NAME = "01_perceptron"  # a lesson without TensorFlow
SEED = "7"
COURSE = ("utils", "data", "exercises", "jupyter", "pyproject.toml")  # what a worker needs: no solutions
KILLS = 10

pytestmark = [pytest.mark.usefixtures("sandbox_available"), pytest.mark.xdist_group("class")]


def answers(solved, number):
    """The solved exercise as nobody else has solved it; of three, one is wrong in a task."""
    nb = solved(NAME)
    for cell in nb.cells:
        if pairs.role_of(cell).kind == "task":
            cell.source += f"\n# by {number}"
            if number % 3 == 0 and pairs.role_of(cell).number == "1.1":
                cell.source = f"# Task 1.1\ndef at_most(k, n):\n    return np.ones(n), {number}"
    return pairs.dumps(nb)


def hand_in(folder, solved, count):
    for number in range(count):
        path = folder / f"학생 {number:02}" / "x.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(answers(solved, number), encoding="utf-8")
    return folder


def start(submissions, out, *options, **environment):
    """The whole command, running."""
    arguments = [sys.executable, "-m", "utils.grading", str(submissions), "--out", str(out), "--seed", SEED]
    return subprocess.Popen(
        [*arguments, *options],
        cwd=pairs.ROOT,
        env={**os.environ, "PYTHONPATH": str(pairs.ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(grader, seconds=600):
    """What it said; it must have ended well."""
    said, _ = grader.communicate(timeout=seconds)
    assert grader.returncode == 0, said
    return said


def kept(out):
    """``{name of a kept result: what changes if it is written again}``."""
    return {
        path.name: (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in (out / ".results").glob("[0-9a-f]*")
    }


def wait_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)
    return found


def tree(folder):
    """All that is in a folder: ``{path: bytes}``."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def local(tmp_path_factory, solved):
    """Six submissions, and what two processes make of them: ``(submissions, grades)``."""
    folder = tmp_path_factory.mktemp("class")
    hand_in(folder / "in", solved, 6)
    assert "Traceback" not in finish(start(folder / "in", folder / "out", "--jobs", "2"))
    return folder / "in", folder / "out"


# What comes in


def test_an_lms_s_archive_becomes_a_gradebook_that_a_spreadsheet_opens(tmp_path, solved, capsys):
    """The whole way: Moodle's zip archive, a roster in Korean Windows' code, points set by hand."""
    exercise = (pairs.ROOT / "exercises" / f"{NAME}.ipynb").read_bytes()
    files = {
        f"김민지_12_assignsubmission_file_/{NAME}.ipynb": exercise,
        f"O'Neil, Max_13_assignsubmission_file_/Copy of {NAME}.ipynb": exercise,
        "=1+1_14_assignsubmission_file_/x.ipynb": exercise,
        "이서연_15_assignsubmission_file_/x.ipynb": b"{",
    }
    (tmp_path / "class.zip").write_bytes(zipped(files, "cp949", flag=False))
    out = tmp_path / "out"
    out.mkdir()
    roster = 'student\r\n김민지\r\n"O\'Neil, Max"\r\n이서연\r\n정지훈\r\n'
    (out / "roster.csv").write_bytes(roster.encode("cp949"))
    (out / "overrides.csv").write_text(
        "student,task,points,reason\n김민지,1.1,2,구두로 설명함\n정지훈,1.1,2,ok\n"
    )
    assert command.main([str(tmp_path / "class.zip"), "--out", str(out), "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert "Not on the roster: =1+1\n" in said and "  not submitted by 2 on the roster\n" in said
    assert "overrides.csv, line 3: 정지훈 has no graded task 1.1; nothing was set\n" in said
    content = (out / "gradebook.csv").read_bytes()
    assert content[:3] == b"\xef\xbb\xbf"
    rows = list(csv.reader(io.StringIO(content[3:].decode("utf-8"))))
    assert [row[:4] for row in rows[1:]] == [
        ["'=1+1", "x.ipynb", "graded", "0"],
        ["O'Neil, Max", f"Copy of {NAME}.ipynb", "graded", "0"],
        ["김민지", f"{NAME}.ipynb", "graded", "2"],
        ["이서연", "x.ipynb", rows[4][2], ""],
        ["이서연", NAME, "not submitted", ""],
        ["정지훈", NAME, "not submitted", ""],
    ]
    assert rows[4][2].startswith("not graded: this is not a notebook")
    assert "구두로 설명함" in (out / "김민지" / f"{NAME}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "roster.csv",
            "student\nkim\nkim\n",
            "roster.csv, line 3: kim is on the roster twice; write two of one name as the gradebook does\n",
        ),
        ("roster.csv", "name\nkim\n", "has no column 'student'; its first line must be: student\n"),
        (
            "overrides.csv",
            "student,task,points,reason\nkim,1.1,3,x\n",
            "overrides.csv, line 2: task 1.1 has 0 to 2",
        ),
    ],
)
def test_with_a_list_that_is_wrong_nothing_is_graded(tmp_path, capsys, name, text, said):
    (tmp_path / "in" / "kim").mkdir(parents=True)
    shutil.copy(pairs.ROOT / "exercises" / f"{NAME}.ipynb", tmp_path / "in" / "kim")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text(text)
    assert command.main([str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and said in captured.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


# Several processes


@pytest.mark.grading
def test_one_process_grades_like_two(tmp_path, local):
    submissions, out = local
    said = finish(start(submissions, tmp_path / "out", "--jobs", "1"))
    assert tree(tmp_path / "out") == tree(out)
    left = re.findall(r"\[(\d)/6\] 학생 \d\d/x.ipynb \.\.\. \d\d of 20(?: \(about (\d+) s left\))?\n", said)
    assert [number for number, _ in left] == list("123456")
    assert all(seconds for _, seconds in left[:-1]) and not left[-1][1]
    assert int(left[0][1]) > int(left[4][1]) > 0


@pytest.mark.grading
def test_a_process_that_is_killed_in_between_costs_nothing(tmp_path, local):
    submissions, out = local
    grader = start(submissions, tmp_path / "out", "--jobs", "2")
    for count in (1, 3):
        wait_for(lambda count=count: len(kept(tmp_path / "out")) >= count)
        workers = [p for p in psutil.Process(grader.pid).children() if "popen_loky" in " ".join(p.cmdline())]
        workers[0].kill()
    said = finish(grader)
    assert said.count("A process that graded was ended; what it was at is done once more.\n") == 2
    assert tree(tmp_path / "out") == tree(out)


# Ended at any moment


def of_the_dead():
    """Folders of runs whose process is no more."""
    places = (Path(tempfile.gettempdir()), Path("/dev/shm"))
    folders = [folder for place in places for folder in place.glob("course-*-*")]
    return [
        f
        for f in folders
        if f.name.split("-")[1].isdigit() and not psutil.pid_exists(int(f.name.split("-")[1]))
    ]


def processes_of(folder):
    """Processes that have to do with this folder, which is the temporary one of all that they start."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(folder) in word for word in words):
            found.append(process)
    return found


@pytest.mark.grading
def test_killed_at_ten_moments_it_goes_on_where_it_was(tmp_path, solved):
    """Nothing is graded twice, nothing is lost, and nothing is left behind, on the disk or running."""
    submissions = hand_in(tmp_path / "in", solved, 20)
    temporary = Path(tempfile.mkdtemp(prefix="t"))  # the paths of sockets in there must be short
    whole, out, rng = tmp_path / "whole", tmp_path / "out", random.Random(26)
    started = time.monotonic()
    grader = start(submissions, whole, "--jobs", "2")
    wait_for(lambda: kept(whole))
    first = time.monotonic() - started
    finish(grader)
    last = time.monotonic() - started
    assert len(kept(whole)) == 20

    seen, hits, moments, killed = {}, 0, [], []
    for _ in range(KILLS):
        grader = start(submissions, out, "--jobs", "2", TMPDIR=str(temporary))
        moments.append(rng.uniform(0.5, first + (last - first) / 5))
        try:
            grader.communicate(timeout=moments[-1])
        except subprocess.TimeoutExpired:
            grader.kill()
            grader.wait()  # not for what it has started
            hits += 1
        killed.append(grader.pid)
        now = kept(out)
        assert seen.items() <= now.items(), "a result was written twice"
        seen = now
    between = len(seen)
    said = finish(start(submissions, out, "--jobs", "2", TMPDIR=str(temporary)))
    print(
        f"{hits} kills after {[round(m, 1) for m in moments]} s; before the last start {between} of 20 were graded; "
        f"undisturbed {last:.0f} s, the first result after {first:.0f} s"
    )
    assert hits == KILLS and 0 < between < 20
    assert f"[{between}/20] were graded before.\n" in said
    now = kept(out)
    assert seen.items() <= now.items() and len(now) == 20
    assert tree(out) == tree(whole)
    wait_for(lambda: not processes_of(temporary), 15)
    assert list(temporary.glob("course-*")) == [] and of_the_dead() == []
    shutil.rmtree(temporary)
    wait_for(lambda: not [p for pid in killed for p in Path("/dev/shm").glob(f"*[_-]{pid}[_-]*")], 15)


# A Dask cluster


def a_copy_of_the_course(folder):
    """What a worker has: the course without its solutions, in a folder that nobody shares."""
    folder.mkdir()
    for name in COURSE:
        if (pairs.ROOT / name).is_dir():
            shutil.copytree(pairs.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(pairs.ROOT / name, folder / name)
    return folder


@contextmanager
def running(*arguments, cwd, **environment):
    """A command of Dask's, until the end of the block."""
    with open(cwd / "log", "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=cwd,
            env={**{k: v for k, v in os.environ.items() if k != "PYTHONPATH"}, **environment},
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        for one in (
            [*psutil.Process(process.pid).children(recursive=True), process] if process.poll() is None else ()
        ):
            one.kill()
        process.wait()


@pytest.fixture
def scheduler(tmp_path):
    """The address of a Dask scheduler, without workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "scheduler").mkdir()
    address = f"tcp://127.0.0.1:{port}"
    arguments = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with running(*arguments, cwd=tmp_path / "scheduler"):
        wait_for(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        yield address


def worker(scheduler, course):
    """A machine of the cluster; its worker is a child of Dask's nanny, as it is by default."""
    arguments = ("worker", scheduler, "--nthreads", "1", "--no-dashboard", "--name", course.name)
    return running(*arguments, cwd=course, PYTHONPATH=str(course))


def wait_for_workers(scheduler, count):
    """``{name: process number}`` of the workers, which have to be there."""
    from distributed import Client

    with Client(scheduler) as client:
        client.wait_for_workers(count, timeout=60)
        names = {address: found["name"] for address, found in client.scheduler_info(-1)["workers"].items()}
        return {names[address]: pid for address, pid in client.run(os.getpid).items()}


@pytest.mark.grading
def test_a_cluster_that_shares_no_folder_grades_like_this_machine(tmp_path, local, scheduler):
    """Though a worker is killed in between, and later a whole machine is gone."""
    submissions, out = local
    one, two = a_copy_of_the_course(tmp_path / "one"), a_copy_of_the_course(tmp_path / "two")
    with worker(scheduler, one), worker(scheduler, two) as machine:
        pids = wait_for_workers(scheduler, 2)
        grader = start(submissions, tmp_path / "out", "--dask", scheduler)
        wait_for(lambda: kept(tmp_path / "out"))
        os.kill(pids["one"], signal.SIGKILL)
        wait_for(lambda: len(kept(tmp_path / "out")) >= 3)
        for process in [*psutil.Process(machine.pid).children(recursive=True), machine]:
            process.kill()
        finish(grader)
    assert tree(tmp_path / "out") == tree(out)
    assert "solutions" not in os.listdir(one) and not list(one.rglob("x.ipynb"))


def complaint(grader):
    """The one line with which it gave up."""
    said, _ = grader.communicate(timeout=120)
    assert grader.returncode == 1 and said.count("\n") == 1, said
    return said


@pytest.mark.grading
def test_a_cluster_that_cannot_grade_is_said_to_be_one(tmp_path, local, scheduler):
    submissions, _ = local
    assert f"The cluster at {scheduler} has no workers; start some: dask worker {scheduler}\n" == complaint(
        start(submissions, tmp_path / "out", "--dask", scheduler)
    )
    other = a_copy_of_the_course(tmp_path / "other")
    with open(other / "utils" / "grading" / "verdict.py", "a") as file:
        file.write("\n# another edition\n")
    (tmp_path / "none").mkdir()
    with worker(scheduler, other):
        wait_for_workers(scheduler, 1)
        said = complaint(start(submissions, tmp_path / "out", "--dask", scheduler))
        assert re.fullmatch(
            r"The worker tcp://\S+ cannot grade: its course is another edition than yours; .*\n", said
        )
    assert not (tmp_path / "out").exists()


@pytest.mark.grading
def test_an_address_where_no_scheduler_is(tmp_path, local):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        said = complaint(start(local[0], tmp_path / "out", "--dask", address))
    assert said.startswith(f"No Dask scheduler answers at {address}")
    assert "No Dask scheduler answers at here" in complaint(
        start(local[0], tmp_path / "out", "--dask", "here")
    )
