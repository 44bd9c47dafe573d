"""The kernel in which nbval runs a notebook's cells."""

import json
import os
import time
from collections import deque
from pathlib import Path
from queue import Empty

import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from nbval.kernel import RunningKernel

POLL = 1  # seconds between two looks at whether the kernel is alive
BYTES = 10 * 2**20  # that one cell may put out, figures included
BYTES_OF_ALL = 10 * BYTES  # that all cells of a run may put out
MESSAGES = 5000  # outputs that one cell may have
AFTER = 10  # seconds that a cell may take to stop after it was told to


class SteadyKernel(RunningKernel):
    """nbval's kernel, started once more if it does not start, and not waited for once it is dead.

    Ports are picked before they are bound, so one kernel of many in parallel may fail to start. And nbval waits for
    a dead kernel's answer until the cell's time is up.
    """

    def __init__(self, *args, **kwargs):
        try:
            super().__init__(*args, **kwargs)
        except RuntimeError:
            super().__init__(*args, **kwargs)

    def await_reply(self, msg_id, timeout=None):
        """Wait for the reply to a cell; raises Empty after `timeout` seconds, RuntimeError if the kernel died."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                return super().await_reply(msg_id, timeout=POLL)
            except Empty:
                if not self.is_alive():
                    raise RuntimeError("the kernel died while this cell ran") from None
                if deadline is not None and time.monotonic() >= deadline:
                    raise


class InSandbox:
    """Stands for a kernel that was started in a `sandbox.Sandbox`, as its manager.

    Raises RuntimeError if it does not listen in time.
    """

    kernel_spec = None

    def __init__(self, connection, ended, seconds):
        self.connection, self.ended, self.stopped = connection, ended, False
        info = json.loads(connection.read_text(encoding="ascii"))
        ports = [info[f"{name}_port"] for name in ("shell", "control", "stdin", "iopub", "hb")]
        deadline = time.monotonic() + seconds
        while not all(os.path.exists(f"{info['ip']}-{port}") for port in ports):
            if not self.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the kernel did not start")
            time.sleep(0.02)
        time.sleep(0.1)  # from the name of a socket to who listens there
        os.chmod(connection.parent, 0o555)  # of no use to its owner, but only root's sandbox has another user

    def client(self):
        self._client = BlockingKernelClient(connection_file=str(self.connection))
        self._client.load_connection_file()
        return self._client

    def is_alive(self):
        return not self.stopped and not os.path.exists(self.ended)

    def interrupt_kernel(self):
        self._client.control_channel.send(self._client.session.msg("interrupt_request", {}))

    def shutdown_kernel(self, now=True):
        self.stopped = True  # who started it ends it


class Flood(Exception):
    """A cell printed more than anybody wants to keep."""


class GradingKernel(RunningKernel):
    """A kernel that runs what nobody has read: it may not flood, hang, or keep anybody waiting.

    While a cell runs, its outputs are taken in and counted. A cell that outlives its time, and the interrupt after
    it, is given up. Messages that are no messages count as outputs, and are dropped.
    """

    def __init__(self, kernel_name, cwd=None, startup_timeout=60):
        context = zmq.Context.instance()
        context.setsockopt(zmq.MAXMSGSIZE, BYTES)
        context.setsockopt(zmq.RCVHWM, 100)  # messages that wait here to be read
        self.outputs, self.deadline = deque(), None
        self.size, self.count, self.size_of_all = 0, 0, 0
        if connection := os.environ.get("COURSE_KERNEL"):
            context.setsockopt(zmq.RECONNECT_IVL, -1)  # whoever might sit in its place later
            self.km = InSandbox(Path(connection), os.environ["COURSE_KERNEL_ENDED"], startup_timeout)
        else:
            self.km = KernelManager(
                kernel_name=kernel_name, kernel_spec_manager=KernelSpecManager(ensure_native_kernel=True)
            )
            with open(os.devnull, "w") as nothing:
                self.km.start_kernel(cwd=cwd, stdout=nothing, stderr=nothing)
        self.kc = self.km.client()
        self.kc.start_channels(stdin=False, hb=False)
        try:
            self.kc.wait_for_ready(timeout=startup_timeout)
            self._ensure_iopub_up()
        except RuntimeError:
            self.kc.stop_channels()
            self.km.shutdown_kernel(now=True)
            raise

    def execute_cell_input(self, cell_input, allow_stdin=None):
        """Send a cell off; what comes now is counted for it."""
        self.outputs.clear()
        self.size, self.count, self.deadline = 0, 0, None
        return super().execute_cell_input(cell_input, allow_stdin)

    def await_reply(self, msg_id, timeout=None):
        """Wait for the reply to a cell, and take in its outputs meanwhile.

        Raises Empty after `timeout` seconds, RuntimeError if the kernel died, Flood if the cell printed too much.
        """
        end = time.monotonic() + (timeout or 0)
        self.deadline = end + AFTER if timeout else None
        while True:
            self._take_in()
            try:
                message = self.kc.get_shell_msg(timeout=0.05)
            except Empty:
                message = None
            except Exception:  # what a forged message may raise
                self._count(None)
                message = None
            if message and _parent(message) == msg_id:
                return
            if message:
                self._count(message)
            if message is None and not self.is_alive():
                raise RuntimeError("Python itself ended while this cell ran")
            if timeout and time.monotonic() >= end:
                raise Empty

    def get_message(self, stream, timeout=None):
        """The next message; raises Empty after `timeout` seconds, or when the cell's last deadline is over."""
        if stream != "iopub":
            return super().get_message(stream, timeout)
        until = time.monotonic() + timeout
        while True:
            if self.outputs:
                return self.outputs.popleft()
            left = min(until, self.deadline or until) - time.monotonic()
            if left <= 0:
                raise Empty
            self._take_in(left)

    def _take_in(self, timeout=0):
        """Move what has come on iopub to `outputs`; wait for it up to `timeout` seconds."""
        while True:
            try:
                message = self.kc.get_iopub_msg(timeout=timeout)
            except Empty:
                return
            except Exception:  # what a forged message may raise
                message = None
            self._count(message)
            if message and _is_readable(message):
                self.outputs.append({key: message[key] for key in ("msg_type", "parent_header", "content")})
            if self.deadline and time.monotonic() > self.deadline:
                return
            timeout = 0

    def _count(self, message):
        self.count += 1
        size = BYTES // 100 if message is None else _size(message)
        self.size += size
        self.size_of_all += size
        if self.count > MESSAGES or self.size > BYTES or self.size_of_all > BYTES_OF_ALL:
            self.stop()
            raise Flood(f"it put out more than {BYTES // 2**20} MB, or more than {MESSAGES} times")

    def stop(self):
        """End the kernel at once."""
        if hasattr(self, "km"):
            super().stop()


def _size(value):
    """About how many bytes a message, or a part of it, takes."""
    if isinstance(value, str):
        return 50 + (len(value) if value.isascii() else 4 * len(value))
    if isinstance(value, dict):
        return 50 + sum(_size(key) + _size(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return 50 + sum(map(_size, value))
    return len(value) if isinstance(value, bytes | bytearray | memoryview) else 50


TEXTS = {"stream": ("name", "text"), "error": ("ename", "evalue"), "status": ("execution_state",)}
BUNDLES = {"display_data": ("data", "metadata"), "execute_result": ("data", "metadata")}


def _is_readable(message):
    """Whether a message has the form that its type asks for; a forged one may have any."""
    kind, content = message.get("msg_type"), message.get("content")
    if not isinstance(kind, str) or not isinstance(content, dict) or _parent(message) is None:
        return False
    if not all(isinstance(content.get(key), str) for key in TEXTS.get(kind, ())):
        return False
    if not all(isinstance(content.get(key), dict) for key in BUNDLES.get(kind, ())):
        return False
    if kind == "execute_result" and not isinstance(content.get("execution_count", ""), int | None):
        return False
    lines = content.get("traceback")
    return kind != "error" or (isinstance(lines, list) and all(isinstance(line, str) for line in lines))


def _parent(message):
    """Id of the request that a message answers; None without."""
    parent = message.get("parent_header")
    return parent.get("msg_id") if isinstance(parent, dict) else None
