"""Tests of utils.grading.sandbox: what is seen and reached from inside, and what is said where there is none."""

import json
import os
import platform
import socket
import subprocess
import sys
import sysconfig
import time

import pytest
from jupyter_client.connect import write_connection_file

from utils.grading import __main__ as command
from utils.grading import sandbox
from utils.grading.kernel import InSandbox
from utils.pairs import ROOT

LOOK = """
import ctypes, errno, json, os, socket, subprocess
found = {}

def call(number, *arguments):
    # the error's name, if there is one
    answer = ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    return "done" if answer >= 0 else errno.errorcode[ctypes.get_errno()]

found["calls"] = {
    "getpid": call(*OTHERS),
    "add_key": call(CALLS["add_key"], b"user", b"name", b"secret", 6, -3),
    "keyctl": call(CALLS["keyctl"], 0, -3, 0),
    "memfd_create": call(CALLS["memfd_create"], b"x", 0),
    "shmget": call(CALLS["shmget"], 0, 4096, 0o1600),
    "ptrace": call(CALLS["ptrace"], 0, 0, 0, 0),
}

def attempt(name, action):
    try:
        action()
        found[name] = "done"
    except OSError as error:
        found[name] = error.strerror or "refused"

for place in PLACES:
    attempt(f"write {place}", lambda: open(place, "w").write("x"))
attempt("setuid", lambda: os.setuid(0))
attempt("connect", lambda: socket.create_connection(("127.0.0.1", PORT), 2))
attempt("name", lambda: socket.getaddrinfo("example.org", 80))
found["unshare"] = subprocess.run(["unshare", "--user", "true"], capture_output=True).returncode
found["rights"] = [
    line.split()[1] for line in open("/proc/self/status") if line.startswith(("CapPrm", "CapEff", "NoNewPrivs"))
]
found["processes"] = len([name for name in os.listdir("/proc") if name.isdigit()])
found["course"] = sorted(os.listdir(COURSE))
found["home"] = os.path.exists(HOME)
found["environment"] = dict(os.environ)
found["ids"] = [os.getuid(), os.getgid(), os.getgroups()]
print(json.dumps(found))
"""
FORBIDDEN = [
    "/x",
    "/etc/x",
    "/dev/x",
    "/usr/x",
    "/proc/sys/kernel/core_pattern",
    "/proc/sysrq-trigger",
    str(ROOT / "x"),
    str(ROOT / "utils" / "x.py"),
    str(ROOT / "data" / "SHA256SUMS"),
    f"{sys.prefix}/x",
]
ALLOWED = ["x", "/tmp/x", "/dev/shm/x", "/tmp/home/x"]


@pytest.fixture(scope="module")
def seen(sandbox_available, tmp_path_factory):
    """What a process inside finds, can write and can reach."""
    room = tmp_path_factory.mktemp("room")
    room.chmod(0o777)
    secret = tmp_path_factory.mktemp("home")
    with socket.create_server(("127.0.0.1", 0)) as server:
        names = {
            "PLACES": [*FORBIDDEN, *ALLOWED, str(room / "x")],
            "PORT": server.getsockname()[1],
            "COURSE": str(ROOT),
            "HOME": str(secret),
            "CALLS": sandbox.PROCESSORS[platform.machine()][1],
            "OTHERS": {"x86_64": [39], "aarch64": [172]}[platform.machine()],
        }
        code = "\n".join(f"{name} = {value!r}" for name, value in names.items()) + LOOK
        secret_too = {**os.environ, "A_SECRET_OF_THE_TEACHER": "1"}
        process = sandbox.start(
            room,
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            text=True,
            env=secret_too,
        )
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return json.loads(printed) | {"room": room}


@pytest.mark.parametrize("place", FORBIDDEN)
def test_nothing_outside_can_be_written(seen, place):
    assert seen[f"write {place}"] != "done"
    assert place != "/proc/sys/kernel/core_pattern" or open(place).read() != "x"


@pytest.mark.parametrize("place", ALLOWED)
def test_there_are_folders_to_write_in(seen, place):
    assert seen[f"write {place}"] == "done"


def test_the_room_is_shared_with_the_outside(seen):
    assert (seen["room"] / "x").read_text() == "x"


def test_there_is_no_network(seen):
    assert seen["connect"] != "done" and seen["name"] != "done"


def test_there_are_no_rights_and_none_to_be_had(seen):
    assert seen["setuid"] != "done"
    assert seen["unshare"] != 0  # in a namespace of its own it would have rights
    assert seen["rights"] == ["0" * 16, "0" * 16, "1"]
    assert 0 not in [*seen["ids"][:2], *seen["ids"][2]]


def test_what_outlives_a_process_or_hides_from_the_watch_is_refused(seen):
    """Keys stay in the session that started the grader; files without a name belong to nobody."""
    assert seen["calls"].pop("getpid") == "done"
    assert set(seen["calls"].values()) == {"EPERM"}, seen["calls"]


def test_there_is_nothing_to_see_but_the_course_without_its_solutions(seen):
    assert {"utils", "data", "exercises"} <= set(seen["course"])
    assert not {"solutions", "tests", "notebooks", ".git", "grades", "work"} & set(seen["course"])
    assert not seen["home"]
    assert seen["processes"] < 6


def test_the_environment_is_the_same_everywhere(seen):
    extra = set(seen["environment"]) - set(sandbox.ENVIRONMENT) - set(sandbox.FROM_OUTSIDE) - {"PWD"}
    assert not extra
    assert seen["environment"].items() >= sandbox.ENVIRONMENT.items()


def test_what_it_may_write_is_limited(sandbox_available, tmp_path):
    code = "for n in range(4):\n    open(f'/tmp/{n}', 'wb').write(b'x' * (100 * 2**20))"
    process = sandbox.start(tmp_path, [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert "No space left on device" in process.communicate(timeout=60)[1]


def test_what_is_inside_ends_with_its_watch(sandbox_available, tmp_path):
    """A process that has left its session and its parent goes, too."""
    name = f"left-over-{os.getpid()}"
    code = (
        "import os, sys, time\n"
        "if os.fork() == 0:\n    os.setsid()\n    time.sleep(300)\n"
        "print('up', flush=True)\ntime.sleep(300)"
    )
    process = sandbox.start(tmp_path, [sys.executable, "-c", code, name], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "up\n"
    assert len(_named(name)) > 1
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while _named(name) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _named(name) == []


def _named(name):
    """Pids of the processes that have `name` among their arguments."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline") as file:
                if name in file.read():
                    found.append(pid)
        except OSError:
            continue
    return found


# What uses too much


def test_a_folder_that_fills_is_seen(tmp_path):
    assert not sandbox._fills(tmp_path)
    (tmp_path / "kernel.json").write_text("{}")
    assert not sandbox._fills(tmp_path)
    (tmp_path / "big").write_bytes(b"x" * (sandbox.ROOM + 1))
    assert sandbox._fills(tmp_path)


def test_a_folder_with_many_files_is_seen_however_deep(tmp_path):
    for number in range(sandbox.ENTRIES // 2 + 1):
        (tmp_path / f"{number}" / "inner").mkdir(parents=True)
    assert sandbox._fills(tmp_path)


def test_descendants_are_found_through_all_generations():
    processes = {1: (0, 1, 0), 2: (1, 1, 0), 3: (2, 1, 0), 4: (3, 1, 0), 5: (1, 1, 0)}
    assert sorted(sandbox._descendants(2, processes)) == [2, 3, 4]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_that_processes_share_counts_once(monkeypatch):
    """Two processes that each seem to hold 200 MB, and share it."""
    code = (
        "import os, time\nx = bytearray(200 * 2**20)\nos.fork()\nx[0] = 1\n"
        "print('up', flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline(), process.stdout.readline()
        processes = sandbox._processes()
        pids = sandbox._descendants(process.pid, processes)
        monkeypatch.setattr(sandbox, "MEMORY", 300 * 2**20)
        assert len(pids) == 2 and sum(processes[pid][2] for pid in pids) > sandbox.MEMORY
        assert 200 * 2**20 < sandbox._resident(pids, processes) < sandbox.MEMORY
        for pid in pids:
            os.kill(pid, 9)


# One kernel after another


class Kernel:
    """A kernel in a Sandbox, and what it prints."""

    def __init__(self, sandbox, folder, seed=7):
        self.sandbox, self.ended = sandbox, folder / "ended"
        self.ended.unlink(missing_ok=True)
        self.manager = InSandbox(sandbox.start_kernel(seed, self.ended), str(self.ended), 60)
        self.client = self.manager.client()
        self.client.start_channels(stdin=False, hb=False)
        self.client.wait_for_ready(timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.sandbox.end_kernel()

    def run(self, code):
        """What the code prints, as text."""
        said = []

        def hook(message):
            said.append(message["content"].get("text", "") + "".join(message["content"].get("traceback", [])))

        self.client.execute_interactive(code, timeout=60, output_hook=hook, allow_stdin=False)
        return "".join(said).strip()

    def has_ended(self):
        """Whether the kernel's end is noticed, within some seconds."""
        deadline = time.monotonic() + 10
        while self.manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        return not self.manager.is_alive()


@pytest.fixture
def forks(sandbox_available):
    """A sandbox whose kernels find numpy imported."""
    with sandbox.Sandbox(["numpy", "no_such_module"]) as found:
        yield found


def test_kernels_are_forked_from_one_process_and_know_nothing_of_each_other(forks, tmp_path):
    look = "import os, sys\nprint(os.getppid(), 'numpy' in sys.modules, 'x' in globals(), os.environ['COURSE_GRADING_SEED'])"
    with Kernel(forks, tmp_path) as kernel:
        first = kernel.run("x = 1\nopen('/tmp/x', 'w').close()\nopen('y', 'w').close()\n" + look)
        place = forks.place
    with Kernel(forks, tmp_path, seed=8) as kernel:
        second = kernel.run(look)
        assert kernel.run("print('x' in os.listdir('/tmp'), os.listdir('.'))") == "False []"
        assert kernel.run("print(__name__)") == "__main__"
    assert forks.place is place
    assert first.split()[1:] == ["True", "True", "7"] and second.split()[1:] == ["True", "False", "8"]
    assert first.split()[0] == second.split()[0]


@pytest.mark.parametrize(
    "left",
    [
        "subprocess.Popen(['sleep', '300'], start_new_session=True)",
        "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (20, 20))",
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.kill(os.getppid(), signal.SIGKILL)",
        "[open(f'/tmp/{n}', 'w').close() for n in range(3000)]",
        "open(os.path.expanduser('~/.config/matplotlib/matplotlibrc'), 'w').close()",
    ],
)
def test_what_is_left_behind_costs_the_sandbox_and_no_more(forks, tmp_path, left):
    with Kernel(forks, tmp_path) as kernel:
        first = forks.place
        code = f"import os, resource, signal, subprocess\n{left}"
        if "SIGKILL" in left:  # nobody will answer
            kernel.client.execute(code)
            assert kernel.has_ended()
        else:
            kernel.run(code)
    with Kernel(forks, tmp_path) as kernel:
        assert kernel.run("open('/tmp/x', 'w').close()\nprint(1)") == "1"
        clean = left.startswith("open")
        assert (forks.place is first) == clean  # a new file is removed


def test_a_sandbox_that_ended_between_two_kernels_is_replaced(forks, tmp_path):
    with Kernel(forks, tmp_path):
        first = forks.place
    first.process.kill()
    first.listener.join()
    with Kernel(forks, tmp_path) as kernel:
        assert forks.place is not first and kernel.run("print(1)") == "1"


def test_the_next_submissions_sandbox_gets_ready_meanwhile(sandbox_available, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.Ahead, "wanted", True)
    places = []
    for modules in (["json"], ["json"], ["math"]):
        with sandbox.Sandbox(modules) as one:
            assert len(places) == 0 or one.place is None
            with Kernel(one, tmp_path):
                places.append((one.place, sandbox.Ahead.place))
    sandbox.Ahead.close()
    (first, second), (third, fourth), (fifth, sixth) = places
    assert third is second and fifth not in (first, second, third, fourth)  # with other modules
    assert all(
        place.process.poll() is not None and not place.room.exists() for pair in places for place in pair
    )


def test_the_end_of_a_kernel_is_noticed_at_once(forks, tmp_path):
    with Kernel(forks, tmp_path) as kernel:
        assert kernel.manager.is_alive()
        kernel.client.execute("import os; os._exit(0)")
        assert kernel.has_ended()


def test_what_is_mounted_where_kernels_may_write_is_not_looked_through(sandbox_available, tmp_path):
    """A course may lie in /tmp, with an environment of many thousand files."""
    inside = str(ROOT / "utils" / "grading" / "inside.py")
    files = {sysconfig.get_path("purelib"): "/tmp/many", inside: "/tmp/one.py"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = sandbox.start(tmp_path, [sys.executable, "-P", inside], files, **pipes)
    said, _ = process.communicate(timeout=60)
    assert said == "ready\n"


def test_where_threads_run_nothing_is_forked(sandbox_available, tmp_path):
    """A fork would copy the locks that they hold: the process becomes the kernel, anew."""
    room, module = tmp_path / "room", tmp_path / "threaded.py"
    room.mkdir()
    room.chmod(0o777)
    module.write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(300,), daemon=True).start()"
    )
    inside = str(ROOT / "utils" / "grading" / "inside.py")
    code = f"import runpy, sys\nsys.path.insert(0, '/tmp')\nsys.argv = {['x', 'threaded']}\n"
    code += f"runpy.run_path({inside!r}, run_name='__main__')"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = sandbox.start(room, [sys.executable, "-P", "-c", code], {module: "/tmp/threaded.py"}, **pipes)
    try:
        assert process.stdout.readline() == "ready\n"
        connection = room / "kernel.json"
        write_connection_file(str(connection), ip=str(room / "kernel"), transport="ipc", key=b"key")
        connection.chmod(0o644)
        process.stdin.write(json.dumps({"connection": str(connection), "seed": "7"}) + "\n")
        process.stdin.flush()
        manager = InSandbox(connection, str(tmp_path / "ended"), 60)
        client = manager.client()
        client.start_channels(stdin=False, hb=False)
        client.wait_for_ready(timeout=60)
        said = []
        look = "import os, sys\nprint('threaded' in sys.modules, os.environ['COURSE_GRADING_SEED'])"
        client.execute_interactive(
            look, timeout=60, output_hook=lambda m: said.append(m["content"].get("text", ""))
        )
        assert "".join(said) == "False 7\n"
        client.stop_channels()
    finally:
        process.kill()
        process.communicate()


# Where there is no sandbox


@pytest.fixture
def handed_in(tmp_path):
    (tmp_path / "in" / "kim").mkdir(parents=True)
    (tmp_path / "in" / "kim" / "01.ipynb").write_text("{}")
    return tmp_path / "in"


def refuses(handed_in, capsys):
    """Assert that nothing is run or written; return what is said."""
    out = handed_in.parent / "out"
    assert command.main([str(handed_in), "--out", str(out)]) == 2
    assert not out.exists()
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_without_bubblewrap_nothing_is_run(handed_in, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    said = refuses(handed_in, capsys)
    assert "bubblewrap is not installed: sudo apt-get install bubblewrap" in said
    assert "--isolation none" in said


def test_where_bubblewrap_may_not_start_nothing_is_run(handed_in, capsys, monkeypatch, tmp_path):
    fake = tmp_path / "bin" / "bwrap"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    said = refuses(handed_in, capsys)
    assert "bubblewrap does not start (bwrap: No permissions to create new namespace)" in said
    assert "user namespaces" in said


def test_on_another_system_nothing_is_run(handed_in, capsys, monkeypatch):
    monkeypatch.setattr(sandbox.sys, "platform", "darwin")
    assert "bubblewrap exists for Linux only" in refuses(handed_in, capsys)


def test_who_asks_for_no_isolation_is_told_what_that_means(handed_in, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    out = handed_in.parent / "out"
    assert command.main([str(handed_in), "--out", str(out), "--isolation", "none"]) == 0
    said = capsys.readouterr()
    assert "no isolation" in said.err and "read and change your files" in said.err
    assert "kim,01.ipynb,not graded: " in (out / "gradebook.csv").read_text(encoding="utf-8-sig")
