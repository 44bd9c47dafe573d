"""Tests of utils.grading.submission: what of a file that was handed in is read, and what is refused, and how."""

import json
import os
import threading

import pytest

from tests.fixtures.course import CODE_CELL, MALFORMED, notebook_text
from utils.grading import submission
from utils.grading.submission import Cell, Unreadable, loads, read

pytestmark = pytest.mark.static

NOT_ONE = "this is not a notebook, or only a part of one"


def notebook(*cells, **keys):
    """Content of a notebook file with these code cells: sources, or what differs from an ordinary code cell."""
    cells = [CODE_CELL | (cell if isinstance(cell, dict) else {"source": cell}) for cell in cells]
    return notebook_text(**{"cells": cells} | keys).encode()


def refused(content):
    """What is said about content that is refused."""
    with pytest.raises(Unreadable) as caught:
        loads(content)
    return str(caught.value)


# What is read


def test_only_code_cells_are_read_with_their_ids_and_in_their_order(tmp_path):
    content = notebook(
        {"source": "a = 1", "id": "one"},
        {"source": "# Task 1.1", "cell_type": "markdown", "id": "two"},
        {"source": "raw", "cell_type": "raw"},
        {"source": "", "id": "three"},
        {"source": "b = '한글 ✔'", "id": "four"},
    )
    (tmp_path / "제출.ipynb").write_bytes(content)
    expected = [Cell("one", "a = 1"), Cell("three", ""), Cell("four", "b = '한글 ✔'")]
    assert loads(content) == read(tmp_path / "제출.ipynb") == expected


@pytest.mark.parametrize(
    ("source", "read_as"),
    [
        ("a\nb", "a\nb"),
        (["a\n", "b"], "a\nb"),
        ([], ""),
        ("a\r\nb\r\n", "a\nb\n"),
        (["a\r\n", "b"], "a\nb"),
        ("'\\r\\n'", "'\\r\\n'"),  # written out in a text, it is no line end
        ("\ufeffa", "\ufeffa"),
        ("a\0b", "a\0b"),
        ("'\ud83d'", "'?'"),
        (["'\udc00", "\ud800'"], "'??'"),
        ("'😀'", "'😀'"),
    ],
)
def test_a_source_is_text_with_plain_line_ends(source, read_as):
    (cell,) = loads(notebook({"source": source}))
    assert cell.source == read_as
    assert cell.source.encode("utf-8").decode("utf-8") == read_as


@pytest.mark.parametrize("identity", [None, 3, True, [], {"a": 1}, ["x"]])
def test_an_id_that_is_no_text_is_none(identity):
    assert loads(notebook({"id": identity})) == [Cell("", "1")]


def test_a_cell_without_id_has_none():
    assert loads(notebook("a")) == [Cell("", "a")]


def test_the_id_that_colab_keeps_in_the_metadata_is_the_cells():
    """Colab saves nbformat 4.0, which has no ids, and keeps them in the cells' metadata."""
    colab = {"source": "f1 = abs", "metadata": {"id": "task-2-1", "outputId": "9a8b"}}
    assert loads(notebook(colab, nbformat_minor=0)) == [Cell("task-2-1", "f1 = abs")]


def test_the_cells_own_id_counts_before_that_in_the_metadata():
    assert loads(notebook({"id": "own", "metadata": {"id": "other"}})) == [Cell("own", "1")]


@pytest.mark.parametrize("identity", [None, 3, ["task-2-1"], {"id": "x"}])
def test_an_id_in_the_metadata_that_is_no_text_is_none(identity):
    assert loads(notebook({"metadata": {"id": identity}})) == [Cell("", "1")]


@pytest.mark.parametrize("metadata", [[], [1], None, 3, "id", {"id": None}])
@pytest.mark.parametrize("outputs", [None, {}, [3], [{"output_type": "no such"}], "text"])
def test_what_is_not_looked_at_may_be_anything(metadata, outputs):
    odd = {"metadata": metadata, "outputs": outputs, "execution_count": "x", "attachments": 3}
    assert loads(notebook(odd, metadata=metadata, nbformat_minor="x", more=[1])) == [Cell("", "1")]


def test_cells_of_unknown_kind_and_empty_ones_do_not_matter():
    content = json.loads(notebook("a"))
    content["cells"] = [
        {},
        {"cell_type": "sql", "source": "SELECT"},
        {"cell_type": "code"},
        *content["cells"],
    ]
    content["cells"] += [{"cell_type": ["code"], "source": "x"}]
    assert loads(json.dumps(content).encode()) == [Cell("", ""), Cell("", "a")]


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\n\n  ", b"\xef\xbb\xbf\r\n"], ids=["BOM", "blank", "both"]
)
def test_what_an_editor_puts_before_a_notebook_does_not_matter(before):
    assert loads(before + notebook("a").replace(b", ", b",\r\n") + b"\r\n") == [Cell("", "a")]


# What is refused

REASONS = {
    "an empty file": "it is empty; was it saved?",
    "truncated": f"{NOT_ONE} (JSONDecodeError: ",
    "binary": f"{NOT_ONE} (UnicodeDecodeError: ",
    "a list": "this is not a notebook: it does not say its nbformat",
    "a number": "this is not a notebook: it does not say its nbformat",
    "endless nesting": f"{NOT_ONE} (RecursionError: ",
    "an endless number": f"{NOT_ONE} (ValueError: ",
    "another JSON": "this is not a notebook: it does not say its nbformat",
    "nbformat 3": "its nbformat is 3, not 4; open it in JupyterLab and save it there",
    "no cells": "this is not a notebook: it has no list of cells",
    "cells null": "this is not a notebook: it has no list of cells",
    "cells in an object": "this is not a notebook: it has no list of cells",
    "cells that are texts": "this is not a notebook: its cell 1 is no cell",
    "a source of numbers": "this is not a notebook: its cell 1 is no cell",
}
# No errors here, unlike in a notebook of the course's own: cells that hold no code, outputs, and metadata.
LENIENT = {
    "a cell without kind": 0,
    "a cell of unknown kind": 0,
    "a cell without source": 0,
    "outputs null": 1,
    "metadata in a list": 0,
    "a cell's metadata in a list": 1,
}


def test_every_malformed_notebook_is_refused_or_of_no_matter():
    assert REASONS.keys() | LENIENT.keys() == MALFORMED.keys()
    assert not REASONS.keys() & LENIENT.keys()


@pytest.mark.parametrize("name", REASONS)
def test_what_is_no_notebook_is_refused_in_one_line(name):
    said = refused(MALFORMED[name][0].encode("latin-1"))
    assert said.startswith(REASONS[name])
    assert "\n" not in said and len(said) < 200


@pytest.mark.parametrize("name", LENIENT)
def test_what_is_wrong_beside_the_sources_is_of_no_matter(name):
    cells = loads(MALFORMED[name][0].encode("latin-1"))
    assert cells == [Cell("", "1")] * LENIENT[name]


UNREADABLE = {
    "nothing": (b"", "it is empty; was it saved?"),
    "blanks": (b" \r\n\t", "it is empty; was it saved?"),
    "null bytes": (b"\0" * 5000, "it is empty; was it saved?"),
    "null bytes and blanks": (b"\0\n\0 ", "it is empty; was it saved?"),
    "a null byte before": (b"\0{}", NOT_ONE),
    "a BOM alone": (b"\xef\xbb\xbf", NOT_ONE),
    "a ZIP": (b"PK\x03\x04", NOT_ONE),
    "a web page": (b"<!doctype html>", NOT_ONE),
    "a part": (notebook("a")[:-20], NOT_ONE),
    "two in one": (notebook("a") * 2, NOT_ONE),
    "UTF-16": (notebook("a").decode().encode("utf-16"), NOT_ONE),
    "no UTF-8": (notebook("a").replace(b'"a"', b'"\xff"'), NOT_ONE),
    "a long number": (notebook("a").replace(b"null", b"9" * 5000), NOT_ONE),
    "deep lists": (notebook("a").replace(b"[]", b"[" * 100_000 + b"]" * 100_000), NOT_ONE),
    "deep objects": (notebook("a").replace(b"{}", b'{"a":' * 100_000 + b"1" + b"}" * 100_000), NOT_ONE),
    "nbformat in a text": (notebook(nbformat="3"), "its nbformat is 3, not 4"),
    "nbformat null": (notebook(nbformat=None), "its nbformat is None, not 4"),
    "nbformat 5": (notebook(nbformat=5), "its nbformat is 5, not 4"),
    "nbformat endless": (notebook(nbformat="x" * 10_000), f"its nbformat is {'x' * 20}, not 4"),
    "source null": (notebook("a", {"source": None}), "this is not a notebook: its cell 2 is no cell"),
    "source object": (notebook("a", {"source": {"a": "b"}}), "this is not a notebook: its cell 2 is no cell"),
    "source mixed": (notebook("a", {"source": ["b", None]}), "this is not a notebook: its cell 2 is no cell"),
    "cell null": (notebook(cells=[None]), "this is not a notebook: its cell 1 is no cell"),
    "cell list": (notebook(cells=[[]]), "this is not a notebook: its cell 1 is no cell"),
    "cells text": (notebook(cells="abc"), "this is not a notebook: it has no list of cells"),
}


@pytest.mark.parametrize(("content", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused(content, said):
    found = refused(content)
    assert found.startswith(said)
    assert "\n" not in found and len(found) < 200


def test_a_cell_at_the_limit_is_read_and_one_above_it_is_refused():
    limit = submission.CELL_LIMIT
    assert len(loads(notebook("#" * limit))[0].source) == limit
    assert refused(notebook("a", "#" * (limit + 1))) == f"its cell 2 holds more than {limit} characters"
    assert refused(notebook({"source": ["#" * 1000] * (limit // 1000 + 1)})).startswith(
        "its cell 1 holds more"
    )


def test_as_many_cells_as_the_limit_are_read_and_more_are_refused():
    limit = submission.CELLS_LIMIT
    assert len(loads(notebook(*["a"] * limit))) == limit
    assert refused(notebook(*["a"] * (limit + 1))) == f"it has more than {limit} cells"
    assert refused(notebook(cells=[{"cell_type": "markdown", "source": ""}] * (limit + 1))).startswith(
        "it has more"
    )


def test_a_file_at_the_limit_is_read_and_one_above_it_is_refused(tmp_path, monkeypatch):
    content = notebook("a")
    monkeypatch.setattr(submission, "FILE_LIMIT", 2**20)
    (tmp_path / "full.ipynb").write_bytes(content.ljust(2**20))
    (tmp_path / "over.ipynb").write_bytes(content.ljust(2**20 + 1))
    assert read(tmp_path / "full.ipynb") == [Cell("", "a")]
    with pytest.raises(Unreadable, match="^it is larger than 1 MB; clear its outputs and save it again$"):
        read(tmp_path / "over.ipynb")


def test_of_a_huge_file_no_more_than_the_limit_is_held_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(submission, "FILE_LIMIT", 1000)
    held = []
    monkeypatch.setattr(submission, "loads", lambda content: held.append(len(content)))
    with open(tmp_path / "huge.ipynb", "wb") as file:
        file.truncate(2**33)  # of holes: it takes no room on the disk
    read(tmp_path / "huge.ipynb")
    assert held == [1001]


# What is no file


def said_of(path):
    """What is said about a path that cannot be read; fails if that takes longer than a moment."""
    result = []

    def try_it():
        try:
            result.append(read(path))
        except Unreadable as error:
            result.append(str(error))

    thread = threading.Thread(target=try_it, daemon=True)
    thread.start()
    thread.join(10)
    assert result, "reading it does not end"
    return result[0]


@pytest.fixture
def handed_in(tmp_path):
    """A notebook that may be read, with a folder for other things."""
    (tmp_path / "real.ipynb").write_bytes(notebook("secret = 1"))
    return tmp_path


@pytest.mark.parametrize("target", ["real.ipynb", "/etc/passwd", "nowhere", ".", "link.ipynb"])
def test_links_are_not_followed(handed_in, target):
    (handed_in / "link.ipynb").symlink_to(target)
    assert said_of(handed_in / "link.ipynb") == "it is a link, not a file; hand in the notebook itself"


def test_a_pipe_is_not_waited_for(handed_in):
    os.mkfifo(handed_in / "pipe.ipynb")
    assert said_of(handed_in / "pipe.ipynb") == "it is no file"


def test_nothing_is_read_from_a_pipe_that_somebody_fills(handed_in):
    os.mkfifo(handed_in / "pipe.ipynb")
    descriptor = os.open(handed_in / "pipe.ipynb", os.O_RDWR)  # does not wait for a reader
    try:
        os.write(descriptor, notebook("a"))
        assert said_of(handed_in / "pipe.ipynb") == "it is no file"
        assert os.read(descriptor, 5) == notebook("a")[:5]
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("folder.ipynb", "it is no file"),
        ("missing.ipynb", "it cannot be read (No such file or directory)"),
        ("real.ipynb/in.ipynb", "it cannot be read (Not a directory)"),
        ("x" * 300, "it cannot be read (File name too long)"),
        ("/dev/zero", "it is no file"),
        ("/dev/null", "it is no file"),
    ],
)
def test_what_is_no_file_is_refused(handed_in, path, said):
    (handed_in / "folder.ipynb").mkdir()
    assert said_of(handed_in / path) == said


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts the open files of this process")
@pytest.mark.parametrize("name", ["real.ipynb", "link.ipynb", "pipe.ipynb", "folder.ipynb", "missing.ipynb"])
def test_no_file_stays_open_whatever_it_was(handed_in, name):
    (handed_in / "link.ipynb").symlink_to("real.ipynb")
    os.mkfifo(handed_in / "pipe.ipynb")
    (handed_in / "folder.ipynb").mkdir()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        said_of(handed_in / name)
    assert len(os.listdir("/proc/self/fd")) == before
