"""The kernel in which nbval runs a notebook's cells."""

import time
from queue import Empty

from nbval.kernel import RunningKernel

POLL = 1  # seconds between two looks at whether the kernel is alive


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
