# On a machine without a GPU, TensorFlow writes log lines to file descriptor 2 when it is imported and when it
# runs its first operation; no environment variable stops them. Don't copy that descriptor into the notebook.
# What Python itself prints, warnings and errors included, still arrives.
c.IPKernelApp.capture_fd_output = False  # noqa: F821
