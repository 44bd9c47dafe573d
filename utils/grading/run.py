"""Running a notebook under nbval in a process and a folder of its own."""

import contextlib
import json
import multiprocessing
import os
import sys
import threading
import time

import nbval.plugin
import pytest

from utils import pairs
from utils.grading import folders
from utils.grading.submission import Unreadable

BUBBLEWRAP, NONE = "bubblewrap", "none"
MEMORY = 2 * 2**30  # bytes of address space for pytest, which needs a tenth of it


# Each run is a process of its own, forked from one that has imported pytest and nbval already and run nothing.
_processes = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):
    _processes.set_forkserver_preload(["pytest", "utils.grading.records", "utils.grading.grade"])


def run(nb, name, sandbox=None, seed=0, seconds=None):
    """Run the notebook `nb` under nbval; yield a record (see `records`) a code cell, as soon as it ran.

    `name` is a file name. With a `Sandbox`, the kernel lives in there; `seed` is what the hidden checks draw from;
    after `seconds` the run is ended, and what is left of it yields nothing. Raises RuntimeError, with what pytest
    said, if not even the first cell was tried.
    """
    folder = folders.make()
    place, out, log, ended = (folder / part for part in ("notebook", "records", "log", "ended"))
    try:
        arguments = ["-q", "--tb=no", "-c", os.devnull, f"--rootdir={folder}", "-p", "no:cacheprovider"]
        arguments += ["--nbval-lax", f"--records={out}"]
        environment = {**os.environ, "PYTHONPATH": str(pairs.ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        if sandbox:
            kernel = sandbox.start_kernel(seed, ended)
            environment |= {"COURSE_KERNEL": str(kernel), "COURSE_KERNEL_ENDED": str(ended)}
        else:  # the set-up cell looks for the course around the notebook's folder
            environment["COURSE_GRADING_SEED"] = str(seed)
            (pairs.ROOT / "work").mkdir(exist_ok=True)
            place = folders.make(pairs.ROOT / "work", hidden=True)
        pairs.write(place / name, pairs.dumps(nb))
        out.touch()
        log.touch()
        process = _processes.Process(target=_pytest, args=([*arguments, str(place / name)], environment, log))
        process.start()
        try:
            for record in _follow(process, out, seconds):
                if sandbox and record["end"] == "died" and (reason := sandbox.reason()):
                    record["message"] = reason
                yield record
            if not out.stat().st_size and not process.is_alive():
                raise RuntimeError(f"the checks could not be run:\n{log.read_text(encoding='utf-8')}")
        finally:
            process.kill()
            process.join()
            if sandbox:
                sandbox.end_kernel()
            else:
                folders.remove(place)  # the kernel has ended with its parent
    finally:
        folders.remove(folder)


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
    with contextlib.suppress(BrokenPipeError):  # who asked has ended, or has no more time
        connection.send(function(*arguments))


def _pytest(arguments, environment, log):
    """Run pytest in this process, which ends if the one that started it does."""
    from utils.grading import records  # has nbval run its cells as the course wants it

    if "COURSE_KERNEL" in environment:  # what a kernel sends may be large
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
