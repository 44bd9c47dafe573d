"""Python imports this first of all: a kernel on Colab has `google.colab` loaded."""

import google.colab  # noqa: F401
