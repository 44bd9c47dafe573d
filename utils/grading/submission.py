"""What was handed in: of a notebook, only the source of its code cells."""

import json
import os
import stat
from dataclasses import dataclass

FILE_LIMIT = 30 * 2**20  # bytes; a notebook full of figures has a few million
CELL_LIMIT = 200_000  # characters of source
CELLS_LIMIT = 2_000


class Unreadable(Exception):
    """Why a file is no notebook that can be graded, in a sentence for the student."""


@dataclass(frozen=True)
class Cell:
    """A code cell as it was handed in; `id` is "" where the notebook gives none."""

    id: str
    source: str


def read(path):
    """Code cells of the notebook at `path`. Raises Unreadable, and does not follow links.

    Outputs, counts and metadata are not looked at, so nothing that is wrong in them matters.
    """
    return loads(content(path, FILE_LIMIT))


def content(path, limit):
    """What the file at `path` holds, as far as `limit` and one byte more. Raises Unreadable; does not follow links."""
    try:
        # Without following links, and without waiting for a pipe's other end.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise Unreadable("it is no file")
        with open(descriptor, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        if os.path.islink(path):
            raise Unreadable("it is a link, not a file; hand in the notebook itself") from None
        raise Unreadable(f"it cannot be read ({error.strerror})") from None


def loads(content):
    """Code cells of a notebook given as bytes. Raises Unreadable."""
    if len(content) > FILE_LIMIT:
        raise Unreadable(f"it is larger than {FILE_LIMIT // 2**20} MB; clear its outputs and save it again")
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable("it is empty; was it saved?")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = str(error).split("\n", 1)[0][:80]
        raise Unreadable(
            f"this is not a notebook, or only a part of one ({type(error).__name__}: {reason})"
        ) from None
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise Unreadable("this is not a notebook: it does not say its nbformat")
    if notebook["nbformat"] not in (4, "4"):
        version = " ".join(str(notebook["nbformat"])[:20].split())
        raise Unreadable(f"its nbformat is {version}, not 4; open it in JupyterLab and save it there")
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise Unreadable("this is not a notebook: it has no list of cells")
    if len(cells) > CELLS_LIMIT:
        raise Unreadable(f"it has more than {CELLS_LIMIT} cells")
    codes = [_code_cell(cell, number) for number, cell in enumerate(cells, start=1)]
    return [cell for cell in codes if cell is not None]


def _code_cell(cell, number):
    """A cell of the file as a Cell, None if it holds no code. Raises Unreadable if it is no cell."""
    source = cell.get("source", "") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Unreadable(f"this is not a notebook: its cell {number} is no cell")
    if cell.get("cell_type") != "code":
        return None
    if len(source) > CELL_LIMIT:
        raise Unreadable(f"its cell {number} holds more than {CELL_LIMIT} characters")
    metadata = cell.get("metadata")
    identity = cell.get("id") or (metadata.get("id") if isinstance(metadata, dict) else None)  # Colab's place
    # Half a surrogate pair is no text: it could not be written into any file.
    source = source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
    return Cell(identity if isinstance(identity, str) else "", source)
