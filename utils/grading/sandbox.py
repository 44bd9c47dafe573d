"""The kernels of one student in a bubblewrap sandbox: `Sandbox`, and what watches it.

``python -m utils.grading.sandbox --room FOLDER … MODULE …`` starts bubblewrap, with `inside` in it, which forks one
kernel after another, watches what is used, and ends all if it is too much. The sandbox has no network, no processes but its own, and no files but the Python
environment, ``utils/`` and ``data/``, read-only, an empty folder to write in, and FOLDER, where the kernel's sockets
are. Its user has no rights, and can make no namespaces: root grades as a user that does not exist, for who is root
outside could write to ``/proc/sys`` from inside.
"""

import argparse
import contextlib
import ctypes
import errno
import json
import os
import platform
import queue
import re
import secrets
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path

from utils.grading import folders
from utils.grading.folders import ROOT

NOBODY = 65534  # the group; the user is nobody's either, and another one in each sandbox
MEMORY = 4 * 2**30  # bytes, resident
DISK = 256 * 2**20  # bytes, in each folder that can be written; they lie in memory
LEFT = 0.05  # of the machine's memory; files without a name, say, belong to no process
ROOM = 4 * 2**20  # bytes, in the folder with the sockets
ENTRIES = 100  # files in there
THREADS = 300  # of all processes together; a thousand that fork can hold a machine up for half a minute
PROCESSES = 50
OF_BUBBLEWRAP = 10  # threads more at the most: bubblewrap's own, which the user's limit does not count
LOOK_EVERY = 0.1  # seconds
SECONDS_TO_START, SECONDS_TO_CLEAN = 120, 10
NICE = "15"  # so that the watch gets its turn whatever the sandbox does
# System calls that hold memory which belongs to no process, leave something behind that a later sandbox can read (keys,
# or which pages of a file are in memory), or have been ways out before.
PROCESSORS = {  # its mark in the kernel's filter, then the numbers
    "x86_64": (
        0xC000003E,
        {"add_key": 248, "request_key": 249, "keyctl": 250, "memfd_create": 319, "memfd_secret": 447}
        | {"preadv2": 327, "mincore": 27, "cachestat": 451}
        | {
            "shmget": 29,
            "ptrace": 101,
            "bpf": 321,
            "perf_event_open": 298,
            "userfaultfd": 323,
            "io_uring_setup": 425,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {"add_key": 217, "request_key": 218, "keyctl": 219, "memfd_create": 279, "memfd_secret": 447}
        | {"preadv2": 286, "mincore": 232, "cachestat": 451}
        | {
            "shmget": 194,
            "ptrace": 117,
            "bpf": 280,
            "perf_event_open": 241,
            "userfaultfd": 282,
            "io_uring_setup": 425,
        },
    ),
}
# In a namespace of its own, a process could mount folders in memory that no limit knows of.
NO_NAMESPACES = ("--unshare-user", "--disable-userns")
SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")  # all that is needed of /etc

# One thread for each library: the same submission then gets the same grade, however many cores there are.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp/home",
    "USER": "student",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}
FROM_OUTSIDE = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # what a processor needs, whoever uses it


def why_not():
    """Why this machine cannot isolate a kernel, in words that say what to do; "" if it can."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap exists for Linux only; grade on a Linux machine, or in WSL or a virtual machine"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed: sudo apt-get install bubblewrap"
    if platform.machine() not in PROCESSORS:
        return f"the sandbox knows the processors {' and '.join(PROCESSORS)}, not {platform.machine()}"
    with tempfile.TemporaryDirectory() as room:
        tried = start(Path(room), [sys.executable, "-c", "pass"], stderr=subprocess.PIPE, text=True)
        _, said = tried.communicate()
    if tried.returncode:
        words = said.strip().splitlines() or ["no reason given"]
        return (
            f"bubblewrap does not start ({words[-1]}); it must be 0.8 or newer, and needs user namespaces: "
            "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (on Ubuntu), or "
            "kernel.unprivileged_userns_clone=1 (on Debian)"
        )
    return ""


def start(room, inside, files=None, **options):
    """Start the command `inside` in a sandbox; return its subprocess.Popen, which takes the `options`.

    `room` is the one folder that it shares with the outside and may write to; `files` maps paths outside to paths
    inside, read-only.
    """
    keys, write = os.pipe()
    os.write(write, _filter())
    os.close(write)
    try:
        line = _command(room, inside, files or {}, keys)
        return subprocess.Popen(line, pass_fds=[keys], **({"stdin": subprocess.DEVNULL} | options))
    finally:
        os.close(keys)


class Sandbox:
    """A sandbox for the runs of one submission: a kernel for each, forked from a process that has imported `modules`.

    Where a kernel leaves something behind, the next one gets a sandbox of its own. Use it in a with statement, and for
    nobody else.
    """

    def __init__(self, modules):
        self.modules, self.place = modules, None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._close()

    def start_kernel(self, seed, ended):
        """Start a kernel and return the path of its connection file; `ended` is a path for a file that says so later.

        Raises RuntimeError if none starts.
        """
        if self.place and not self.place.is_usable():
            self._close()
        if not self.place:
            self.place = Ahead.take(self.modules)
        return self.place.start_kernel(seed, ended)

    def end_kernel(self):
        """End the kernel that was started last."""
        if not self.place.end_kernel():
            self._close()

    def reason(self):
        """Why the sandbox was ended, "" if it was not, or for no reason of its own."""
        return self.place.reason() if self.place else ""

    def _close(self):
        if self.place:
            self.place = self.place.close()


class Ahead:
    """The next submission's sandbox, which gets ready while this one's is used, where a core is left for that."""

    wanted = False
    place = None

    @classmethod
    def take(cls, modules):
        """A sandbox that nobody has used; the next one is started."""
        found, cls.place = cls.place, None
        if found and (found.modules != modules or not found.is_usable()):
            found = found.close()
        found = found or _Place(modules)
        if cls.wanted:
            cls.place = _Place(modules)
        return found

    @classmethod
    def close(cls):
        """No more submission comes."""
        cls.wanted = False
        if cls.place:
            cls.place = cls.place.close()


class _Place:
    """One sandbox, from its start to its end: its process, its folders, and what is said in there."""

    def __init__(self, modules):
        self.modules, self.number, self.ready, self.ended = modules, 0, False, None
        self.folder, self.room = folders.make(), folders.make(folders.IN_MEMORY)
        self.room.chmod(0o777)
        line = [sys.executable, "-m", "utils.grading.sandbox", f"--room={self.room}"]
        line += [f"--reason={self.folder / 'reason'}", *([f"--fonts={fonts}"] if (fonts := _fonts()) else [])]
        self.process = subprocess.Popen(
            [*line, "--", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.said = queue.SimpleQueue()
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def is_usable(self):
        """Whether it still runs, and its room is empty again."""
        try:
            self.room.chmod(0o777)
            for path in self.room.iterdir():
                path.unlink()
        except OSError:  # somebody made something of it
            return False
        return self.listener.is_alive()

    def start_kernel(self, seed, ended):
        from jupyter_client.connect import write_connection_file  # too much for the process that only watches

        if not self.ready and self._next(SECONDS_TO_START) != "ready":
            reason = self.reason()
            raise RuntimeError(f"the sandbox did not start{': ' * bool(reason)}{reason}")
        self.ready, self.ended = True, ended
        self.number += 1
        connection = self.room / f"kernel-{self.number}.json"
        key = secrets.token_hex().encode()
        write_connection_file(str(connection), ip=str(self.room / "kernel"), transport="ipc", key=key)
        connection.chmod(0o644)  # the sandbox's user is somebody else
        self._send(json.dumps({"connection": str(connection), "seed": str(seed)}))
        if not self.listener.is_alive():
            self._note_end()
        return connection

    def end_kernel(self):
        """End the kernel; False if the sandbox may not be used again."""
        self._send("stop")
        return self._next(SECONDS_TO_CLEAN) == "clean"

    def reason(self):
        path = self.folder / "reason"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def close(self):
        self.process.kill()  # what is in the sandbox ends with it
        self.process.wait()
        self.listener.join()
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        folders.remove(self.folder)
        folders.remove(self.room)

    def _listen(self):
        """Hand on what the process inside says; its end, and that of a kernel, is noted at once."""
        for line in self.process.stdout:
            if line.strip() == "clean":
                self._note_end()
            self.said.put(line.strip())
        self._note_end()
        self.said.put("")

    def _note_end(self):
        if self.ended:
            with contextlib.suppress(FileNotFoundError):  # the run is over
                self.ended.touch()

    def _next(self, seconds):
        try:
            return self.said.get(timeout=seconds)
        except queue.Empty:
            return ""

    def _send(self, line):
        with contextlib.suppress(OSError):  # it has ended
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()


@cache
def _fonts():
    """Path of matplotlib's list of fonts, None if it keeps none."""
    code = "import matplotlib.font_manager as m; print(m.__file__ and m.matplotlib.get_cachedir())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    folder = Path(done.stdout.strip() or ".")
    return next((p for p in sorted(folder.glob("fontlist-*.json")) if re.search(r"v\d+", p.name)), None)


def _filter():
    """Program for the kernel that refuses some system calls (see `man 2 seccomp`)."""
    mark, numbers = PROCESSORS[platform.machine()]
    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | errno.EPERM
    numbers = sorted(numbers.values())
    # Load the processor's mark, load the number; a jump says how many instructions to skip if true, and if not.
    lines = [(load, 0, 0, 4), (equal, 0, len(numbers) + 3, mark), (load, 0, 0, 0)]
    lines += [(at_least, len(numbers) + 1, 0, 0x40000000)]  # a second set of numbers, on x86_64
    lines += [(equal, len(numbers) - n, 0, number) for n, number in enumerate(numbers)]
    lines += [(end, 0, 0, allow), (end, 0, 0, refuse)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _command(room, inside, files, seccomp):
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    prefixes = sorted(prefix for prefix in prefixes if not prefix.is_relative_to("/usr"))
    elsewhere = [p for p in prefixes if not p.is_relative_to(ROOT)]
    at_home = [ROOT / "utils", ROOT / "data", *(p for p in prefixes if p.is_relative_to(ROOT))]
    work = ROOT / "exercises"

    inside = ["/usr/bin/prlimit", f"--nproc={THREADS}", f"--fsize={DISK}", "--core=0", "--", *inside]
    line = f"/usr/bin/nice -n {NICE} bwrap --die-with-parent --new-session --clearenv --cap-drop ALL".split()
    line += ["--seccomp", str(seccomp)]
    if os.geteuid() == 0:  # with rights enough to become somebody else, and no longer than that
        line += "--unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try".split()
        line += "--cap-add CAP_SETUID --cap-add CAP_SETGID".split()
        user = 10_000_000 + os.getpid()  # the limit on processes is a user's
        become = f"/usr/bin/setpriv --reuid {user} --regid {NOBODY} --clear-groups --".split()
        inside = [*become, "bwrap", *NO_NAMESPACES, "--dev-bind", "/", "/", "--", *inside]
    else:
        line += ["--unshare-all", *NO_NAMESPACES]
    line += ["--ro-bind", "/usr", "/usr"]
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            line += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            line += ["--ro-bind", str(path), str(path)]
    for path in SETTINGS:
        line += ["--ro-bind-try", path, path]
    line += ["--proc", "/proc", "--dev", "/dev"]
    for place in ("/dev/shm", "/tmp"):
        line += _folder(place)
    # bubblewrap gives a folder on the way to a mounted one the rights that it has outside.
    on_the_way = {parent for path in [*elsewhere, ROOT, room] for parent in path.parents}
    for path in sorted(on_the_way - {Path("/"), Path("/tmp"), Path("/usr"), Path("/dev"), Path("/dev/shm")}):
        line += ["--perms", "0755", "--dir", str(path)]
    for path in elsewhere:
        line += ["--ro-bind", str(path), str(path)]
    # An empty folder over the course hides solutions/, even where an environment holds the course.
    line += ["--perms", "0755", "--tmpfs", str(ROOT)]
    for path in at_home:
        line += ["--ro-bind", str(path), str(path)]
    line += _folder(work)
    line += ["--perms", "0777", "--dir", ENVIRONMENT["HOME"]]
    for outside, place in files.items():
        line += ["--ro-bind", str(outside), str(place)]
    line += ["--bind", str(room), str(room)]
    line += ["--remount-ro", str(ROOT), "--remount-ro", "/", "--remount-ro", "/dev", "--chdir", str(work)]
    kept = {name: os.environ[name] for name in FROM_OUTSIDE if name in os.environ}
    for name, value in (ENVIRONMENT | kept).items():
        line += ["--setenv", name, value]
    return [*line, "--", *inside]


def _folder(path):
    """Arguments for an empty folder in memory that anybody may write to, up to a size."""
    return ["--perms", "1777", "--size", str(DISK), "--tmpfs", str(path)]


def die_with_parent():
    """Have the kernel end this process when its parent ends. For Linux; call it in the child, after the fork."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG


def _processes():
    """``{pid: (parent's pid, threads, resident bytes)}`` of all processes of this machine."""
    page = os.sysconf("SC_PAGE_SIZE")
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                text = Path(f"/proc/{entry}/stat").read_text(errors="replace")
            except OSError:
                continue  # it ended meanwhile
            fields = text.rpartition(")")[2].split()  # behind the name, which may hold anything
            found[int(entry)] = (int(fields[1]), int(fields[17]), int(fields[21]) * page)
    return found


def _descendants(pid, processes):
    children = {}
    for child, (parent, _, _) in processes.items():
        children.setdefault(parent, []).append(child)
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        left += children.get(found[-1], [])
    return found


def _resident(pids, processes):
    """Bytes of memory that the processes hold; what several share is counted once if that decides."""
    total = sum(processes[pid][2] for pid in pids)
    if total <= MEMORY:
        return total
    total = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += 1024 * next(
                int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")
            )
        except (OSError, StopIteration):
            continue
    return total


def _machine_is_full():
    """Whether hardly any memory is left for the rest of this machine."""
    text = Path("/proc/meminfo").read_text(encoding="ascii")
    numbers = {
        name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in text.splitlines())
    }
    return numbers["MemAvailable"] < LEFT * numbers["MemTotal"]


def _fills(room):
    """Whether the folder `room` holds more than sockets need."""
    size, entries, errors = 0, 0, []
    for folder, inner, files in os.walk(room, onerror=errors.append):
        for name in files + inner:
            entries += 1
            if entries > ENTRIES:
                return True
            try:
                size += os.lstat(os.path.join(folder, name)).st_blocks * 512
            except OSError:
                continue
    # What cannot be looked into is closed, or lies behind a very long path.
    hidden = any(not isinstance(error, FileNotFoundError) for error in errors)
    return size > ROOM or hidden


def _too_much(pid, room):
    """What the sandbox whose bubblewrap has this pid uses too much of, as a sentence; "" if nothing."""
    processes = _processes()
    inside = [p for p in _descendants(pid, processes) if p in processes]
    if len(inside) > PROCESSES or sum(processes[p][1] for p in inside) > THREADS + OF_BUBBLEWRAP:
        return f"it started more than {PROCESSES} processes or {THREADS} threads"
    if _resident(inside, processes) > MEMORY:
        return f"it used more than {MEMORY // 2**30} GB of memory"
    if _machine_is_full():
        return "hardly any memory was left on this machine"
    if _fills(room):
        return "it wrote into a folder that is not its own"
    return ""


def main(arguments=None):
    """Run the sandbox until it ends or uses too much; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m utils.grading.sandbox")
    parser.add_argument("--room", required=True, type=Path, help="folder of the kernels' sockets")
    parser.add_argument("--reason", required=True, type=Path, help="where to write why the sandbox was ended")
    parser.add_argument("--fonts", type=Path, help="matplotlib's list of fonts, which takes a second to make")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="what the kernels will import")
    options = parser.parse_args(arguments)

    die_with_parent()
    parent = os.getppid()
    files = {}
    if options.fonts:
        files[options.fonts] = f"{ENVIRONMENT['HOME']}/.cache/matplotlib/{options.fonts.name}"
    process = start(
        options.room,
        [
            sys.executable,
            "-P",
            str(Path(__file__).with_name("inside.py")),
            str(options.room),
            *options.modules,
        ],
        files=files,
        stdin=None,
        stderr=subprocess.DEVNULL,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.kill())
    while process.poll() is None:
        if reason := _too_much(process.pid, options.room):
            options.reason.write_text(reason, encoding="utf-8")
            process.kill()  # what is in the sandbox ends with it
        if os.getppid() != parent:
            process.kill()
        time.sleep(LOOK_EVERY)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
