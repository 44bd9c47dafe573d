import os
import shutil
import sysconfig

# On a machine without a GPU, TensorFlow writes log lines to file descriptor 2 when it is imported and when it
# runs its first operation; no environment variable stops them. Don't copy that descriptor into the notebook.
# What Python itself prints, warnings and errors included, still arrives.
c.IPKernelApp.capture_fd_output = False  # noqa: F821

# The magic %tensorboard looks for its program on the PATH; this environment is there only if it was activated.
if program := shutil.which("tensorboard", path=sysconfig.get_path("scripts")):
    os.environ.setdefault("TENSORBOARD_BINARY", program)
