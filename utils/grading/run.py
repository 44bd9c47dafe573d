"""Running a notebook under nbval in a process and a folder of its own."""

import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path

import nbval.plugin
import pytest

from utils import pairs
from utils.grading.submission import Unreadable

BUBBLEWRAP, NONE = "bubblewrap", "none"
KERNEL = "course-sandbox"
MEMORY = 2 * 2**30  # bytes of address space for pytest, which needs a tenth of it
IN_MEMORY = Path("/dev/shm")


# Each run is a process of its own, forked from one that has imported pytest and nbval already and run nothing.
_processes = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):
    _processes.set_forkserver_preload(["pytest", "utils.grading.records", "utils.grading.grade"])


def run(nb, name, isolation=NONE, seed=0, seconds=None):
    """Run the notebook `nb` under nbval; yield a record (see `records`) a code cell, as soon as it ran.

    `name` is a file name. With `isolation` "bubblewrap" the kernel lives in a sandbox; `seed` is what the hidden
    checks draw from; after `seconds` the run is ended, and what is left of it yields nothing. Raises RuntimeError,
    with what pytest said, if not even the first cell was tried.
    """
    folder, room = Path(tempfile.mkdtemp(prefix=_prefix())), None
    try:
        place, out, log = folder / "notebook", folder / "records", folder / "log"
        reason = folder / "reason"
        arguments = ["-q", "--tb=no", "-c", os.devnull, f"--rootdir={folder}", "-p", "no:cacheprovider"]
        arguments += ["--nbval-lax", f"--records={out}"]
        environment = {**os.environ, "PYTHONPATH": str(pairs.ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        if isolation == BUBBLEWRAP:
            # In memory, so that it cannot fill a disk.
            room = Path(tempfile.mkdtemp(prefix=_prefix(), dir=IN_MEMORY))
            room.chmod(0o777)
            _write_kernel(folder / "jupyter", room, reason, seed)
            environment |= {"JUPYTER_PATH": str(folder / "jupyter"), "COURSE_KERNEL_ROOM": str(room)}
            arguments.append(f"--nbval-kernel-name={KERNEL}")
        else:  # the set-up cell looks for the course around the notebook's folder
            environment["COURSE_GRADING_SEED"] = str(seed)
            (pairs.ROOT / "work").mkdir(exist_ok=True)
            place = Path(tempfile.mkdtemp(dir=pairs.ROOT / "work", prefix=f".{_prefix()}"))
        pairs.write(place / name, pairs.dumps(nb))
        out.touch()
        log.touch()
        process = _processes.Process(target=_pytest, args=([*arguments, str(place / name)], environment, log))
        process.start()
        try:
            for record in _follow(process, out, seconds):
                if record["end"] == "died" and reason.exists():
                    record["message"] = reason.read_text(encoding="utf-8")
                yield record
            if not out.stat().st_size and not process.is_alive():
                raise RuntimeError(f"the checks could not be run:\n{log.read_text(encoding='utf-8')}")
        finally:
            process.kill()  # its kernel ends with it
            process.join()
            if isolation != BUBBLEWRAP:
                _remove(place)
    finally:
        _remove(folder)
        if room:
            _remove(room)


def _prefix():
    """What the names of this process's folders begin with."""
    return f"course-{os.getpid()}-"


def sweep():
    """Remove the folders of processes that were ended before they could do so themselves."""
    for place in (Path(tempfile.gettempdir()), IN_MEMORY, pairs.ROOT / "work"):
        for folder in [*place.glob("course-*-*"), *place.glob(".course-*-*")]:
            pid, mine = folder.name.split("-")[1], folder.lstat().st_uid == os.getuid()
            if mine and pid.isdigit() and os.path.isdir("/proc/1") and not os.path.exists(f"/proc/{pid}"):
                _remove(folder)


def _remove(folder):
    """Remove a folder, whatever somebody made of it."""
    for _ in range(50):  # a process that is being ended may still write
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            return
        except (OSError, RecursionError):  # folders in folders in folders, or ones that may not be read
            subprocess.run(["chmod", "-R", "u+rwx", "--", str(folder)], stderr=subprocess.DEVNULL)
            subprocess.run(["rm", "-rf", "--", str(folder)], stderr=subprocess.DEVNULL)
        if not folder.exists():
            return
        time.sleep(0.1)


def apart(function, *arguments, seconds=60):
    """What `function` returns, called in a process of its own: code that nobody has read can crash even a parser.

    Raises Unreadable if it does, or takes longer than `seconds`.
    """
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_send, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    try:
        if ours.poll(seconds):
            return ours.recv()
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
        ours.close()
    raise Unreadable("its code is such that it cannot be read, or not in a minute")


def _send(connection, function, arguments):
    connection.send(function(*arguments))


def _pytest(arguments, environment, log):
    """Run pytest in this process, which ends if the one that started it does."""
    from utils.grading import records  # has nbval run its cells as the course wants it

    if "COURSE_KERNEL_ROOM" in environment:  # what a kernel sends may be large
        import resource  # not for Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    with open(log, "ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.exit(pytest.main(arguments, plugins=[nbval.plugin, records]))


def _end_with_parent():
    multiprocessing.parent_process().join()
    os._exit(1)


def _follow(process, out, seconds):
    """Yield the records of a running pytest, until it ends or its time is over."""
    end = None if seconds is None else time.monotonic() + seconds
    rest = ""  # of a line that is not whole yet
    with open(out, encoding="utf-8") as file:
        while True:
            ended = not process.is_alive()
            *lines, rest = (rest + file.read()).split("\n")
            yield from map(json.loads, lines)
            if ended or (end is not None and time.monotonic() > end):
                return
            time.sleep(0.05)


def _write_kernel(folder, room, reason, seed):
    """A kernelspec that starts the sandbox instead of a bare kernel."""
    argv = [sys.executable, "-m", "utils.grading.sandbox", f"--room={room}", f"--reason={reason}"]
    argv += [f"--seed={seed}"]
    if fonts := _fonts():
        argv += [f"--fonts={fonts}"]
    spec = {
        "argv": [*argv, "{connection_file}"],
        "display_name": KERNEL,
        "language": "python",
        "interrupt_mode": "message",  # a signal would reach the sandbox's watch, not the kernel
    }
    path = folder / "kernels" / KERNEL / "kernel.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(spec), encoding="utf-8")


@cache
def _fonts():
    """Path of matplotlib's list of fonts, None if it keeps none."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import matplotlib.font_manager as m; print(m.__file__ and m.matplotlib.get_cachedir())",
        ],
        capture_output=True,
        text=True,
    )
    folder = Path(done.stdout.strip() or ".")
    return next((p for p in sorted(folder.glob("fontlist-*.json")) if re.search(r"v\d+", p.name)), None)
