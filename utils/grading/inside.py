"""In the sandbox: a process that imports what a lesson imports, and then forks one kernel after another.

``python -P inside.py MODULE …`` prints "ready", and reads a line of JSON for each kernel: its connection file and the
seed of the hidden checks. When a kernel has ended, by itself or after a line "stop", and has left nothing behind, the
line "clean" says so; otherwise this process ends, and the sandbox with it.

It imports and forks, and runs nothing of anybody's. What a kernel could do to it shows, or ends it: its memory and its
files are closed to the others, and what they may change from outside, its limits say, is compared.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import select
import shutil
import signal
import sys
import time

FOLDERS = ("/tmp", "/dev/shm", os.getcwd())
ENTRIES = 2000  # files that are looked at
DUMPABLE = 4  # PR_SET_DUMPABLE of prctl: without it, processes of the same user have no access


def main(*modules):
    """Fork kernels until something is left behind, or nobody asks any more."""
    prctl = ctypes.CDLL(None).prctl
    prctl(DUMPABLE, 0)
    for module in modules:
        with contextlib.suppress(Exception):  # the cell that imports it will say what is wrong
            importlib.import_module(module)
    import ipykernel.kernelapp

    before = _state()
    _say("ready")
    for line in iter(_read_line, ""):
        if line == "stop":
            continue  # that one has ended by itself
        order = json.loads(line)
        os.environ["COURSE_GRADING_SEED"] = order["seed"]
        argv = ["-f", order["connection"]]
        if len(os.listdir("/proc/self/task")) > 1:
            # A fork would copy the locks of other threads, but not the threads: a new kernel, in this one's place.
            _let_go()
            os.execv(sys.executable, [sys.executable, "-m", "ipykernel_launcher", *argv])
        if (kernel := os.fork()) == 0:
            try:
                prctl(DUMPABLE, 1)
                os.setsid()
                _let_go()
                ipykernel.kernelapp.launch_new_instance(argv)
            finally:
                os._exit(0)
        _wait(kernel)
        if not _is_clean(before):
            return
        _say("clean")


def _wait(kernel):
    """Wait until the kernel ends, or end it if somebody says so."""
    handle = os.pidfd_open(kernel)
    ready, _, _ = select.select([handle, 0], [], [])
    if handle not in ready:
        _read_line()  # "stop", or nobody is there any more
        os.kill(kernel, signal.SIGKILL)
    os.waitpid(kernel, 0)
    os.close(handle)


def _read_line():
    """The next line of the input, "" at its end."""
    line = b""
    while not line.endswith(b"\n"):
        if not (more := os.read(0, 1)):
            return ""
        line += more
    return line.decode().strip()


def _say(word):
    os.write(1, word.encode() + b"\n")


def _let_go():
    """Give up the way to the grader."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)


def _state():
    """What a kernel could change: processes, files, and what others may set for this process."""
    limits = [getattr(resource, name) for name in sorted(dir(resource)) if name.startswith("RLIMIT_")]
    own = [resource.getrlimit(limit) for limit in limits]
    own += [os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0), sorted(os.sched_getaffinity(0))]
    processes = {name for name in os.listdir("/proc") if name.isdigit()}
    return own, processes, dict(_files())


def _files():
    """Yield ``(path, what changes with it)`` of all that lies in the folders to write in, but not of what is mounted
    there: that cannot be written to, or is the room of the sockets, which the outside looks after.
    """
    count = 0
    for top in FOLDERS:
        here = os.lstat(top)
        yield top, (here.st_mode,)
        for folder, folders, files in os.walk(top, onerror=_refuse):
            for name in [*folders, *files]:
                path = os.path.join(folder, name)
                found = os.lstat(path)
                if found.st_dev != here.st_dev:
                    if name in folders:
                        folders.remove(name)
                    continue
                count += 1
                if count > ENTRIES:
                    raise OSError("there are too many files")
                yield path, (found.st_mode, *(() if name in folders else (found.st_ino, found.st_ctime_ns)))


def _refuse(error):
    raise error


def _is_clean(before):
    """Whether all is as it was before, once new files are removed."""
    own, processes, files = before
    try:
        for path in dict(_files()):
            if path not in files and os.path.lexists(path):
                if os.path.isdir(path) and not os.path.islink(path):
                    shutil.rmtree(path)
                else:
                    os.remove(path)
        for _ in range(20):  # what the kernel started may be about to end
            if _state() == (own, processes, files):
                return True
            time.sleep(0.01)
    except (OSError, RecursionError):
        pass
    return False


if __name__ == "__main__":
    main(*sys.argv[1:])
