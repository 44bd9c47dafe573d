"""Tests of the grader on notebooks that are none, odd or damaged: each is told why, and none ends a batch."""

import copy
import io
import json
import os
import random
import shutil
import tempfile
import unicodedata
import zipfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from utils import pairs
from utils.grading.__main__ import main
from utils.grading.handed_in import find
from utils.grading.merge import STUB, assemble, lesson_of, match
from utils.grading.submission import Unreadable, loads, read

LESSONS = {1: "01_perceptron", 3: "03_sequential_api"}
NAME = f"{LESSONS[1]}.ipynb"
NOBODY = 65534
MARKER = {"cell_type": "code", "metadata": {}, "source": "# Check 1.1 · 2 points", "outputs": []}
NO_NOTEBOOK, A_PART = "not a notebook", "only a part of one"
NO_MARKER = "none of its cells begins with the marker of a task"
NO_LESSON = "its tasks are those of lesson 77, which is not in solutions/"
TOO_HARD = "its code is such that it cannot be read"
GRADED = ""  # what is said of a notebook that is graded


def stubs():
    """The exercise of lesson 01 as it was given out, as JSON: without an answer, it needs no kernel."""
    return json.loads((pairs.ROOT / "exercises" / NAME).read_text(encoding="utf-8"))


def unanswered(*sources, **keys):
    """Bytes of that exercise with further code cells at its end, and other keys at its top."""
    content = stubs()
    content["cells"] += [MARKER | {"source": source, "id": f"new-{n}"} for n, source in enumerate(sources)]
    return json.dumps(content | keys).encode()


def with_cells(change):
    """Bytes of that exercise, each of its cells changed."""
    content = stubs()
    for number, cell in enumerate(content["cells"]):
        change(number, cell)
    return json.dumps(content).encode()


def tiny(**keys):
    """Bytes of a notebook that is as small as can be."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [MARKER]} | keys).encode()


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(NAME, unanswered())
    return file.getvalue()


def by_colab():
    """As Colab saves it: nbformat 4.0, no ids, metadata of its own, a cell with its badge."""
    content = stubs() | {"nbformat_minor": 0, "metadata": {"colab": {"provenance": []}, "kernelspec": {}}}
    for number, cell in enumerate(content["cells"]):
        del cell["id"]
        cell["metadata"] = {"id": f"lIYdn1woOS{number}", "colab": {"base_uri": "https://localhost:8080/"}}
    badge = {
        "cell_type": "markdown",
        "metadata": {"id": "view-in-github", "colab_type": "text"},
        "source": "<a>",
    }
    content["cells"].insert(0, badge)
    return json.dumps(content).encode()


def nested(depth):
    return b'{"nbformat": 4, "cells": [], "metadata": ' + b"[" * depth + b"]" * depth + b"}"


def keys_twice(first, second):
    """Bytes of the exercise with these JSON texts as further keys before and behind its own."""
    return b"{" + first + b", " + unanswered().strip()[1:-1] + second + b"}"


# What stands in a student's 01_perceptron.ipynb, and what is said of it; of several, one.
CONTENTS = {
    "an empty file": (b"", "it is empty"),
    "white space": (b" \n\t\r\n", "it is empty"),
    "nothing but null bytes": (bytes(4096), "it is empty"),
    "null bytes in the middle": (unanswered().replace(b"Task", b"Ta\0sk"), A_PART),
    "truncated": (unanswered()[:5000], A_PART),
    "truncated within a letter": ('{"nbformat": 4, "cells": "한'.encode()[:-1], A_PART),
    "with something behind its end": (unanswered() + b"}", NO_NOTEBOOK),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), NO_NOTEBOOK),
    "a zip archive": (zipped(), NO_NOTEBOOK),
    "a web page": (b"<!DOCTYPE html><title>Sign in</title>", NO_NOTEBOOK),
    "a Python file": (b"# Task 1.1\ndef at_most(k, n):\n    return [], 0\n", NO_NOTEBOOK),
    "UTF-16": (unanswered().decode().encode("utf-16"), NO_NOTEBOOK),
    "Latin-1": (tiny(author="X").replace(b"X", "é".encode("latin-1")), NO_NOTEBOOK),
    "a byte order mark": (b"\xef\xbb\xbf" + unanswered(), GRADED),
    "two byte order marks": (b"\xef\xbb\xbf" * 2 + unanswered(), NO_NOTEBOOK),
    "line ends of Windows": (json.dumps(stubs(), indent=1).replace("\n", "\r\n").encode(), GRADED),
    "a list": (b"[]", NO_NOTEBOOK),
    "a number": (b"4", NO_NOTEBOOK),
    "null": (b"null", NO_NOTEBOOK),
    "another JSON": (b'{"a": 1}', "it does not say its nbformat"),
    "nbformat 3": (
        json.dumps({"nbformat": 3, "worksheets": [{"cells": []}]}).encode(),
        "nbformat is 3, not 4; open it in",
    ),
    "nbformat 5": (tiny(nbformat=5), "nbformat is 5, not 4"),
    "nbformat in quotes": (unanswered(nbformat="4"), GRADED),
    "nbformat in lines": (tiny(nbformat="3\n\n1"), "nbformat"),
    "nbformat not a number": (tiny(nbformat=float("nan")), "nbformat is nan"),
    "nbformat in a list": (tiny(nbformat=[4]), "nbformat"),
    "nbformat missing": (b'{"cells": []}', "it does not say its nbformat"),
    "nbformat 4.0": (unanswered(nbformat=4.0), GRADED),
    "a minor version from the future": (unanswered(nbformat_minor=99), GRADED),
    "no cells": (b'{"nbformat": 4}', "it has no list of cells"),
    "cells null": (tiny(cells=None), "it has no list of cells"),
    "cells in an object": (tiny(cells={"0": MARKER}), "it has no list of cells"),
    "an empty list of cells": (tiny(cells=[]), NO_MARKER),
    "cells that are texts": (tiny(cells=["# Task 1.1"]), "its cell 1 is no cell"),
    "a cell that is null": (tiny(cells=[MARKER, None]), "its cell 2 is no cell"),
    "a cell that is a list": (tiny(cells=[MARKER, [], MARKER]), "its cell 2 is no cell"),
    "a cell without source": (
        with_cells(lambda n, cell: cell.pop("source") if n == 3 else None),
        GRADED,
    ),
    "a source of null": (tiny(cells=[MARKER | {"source": None}]), "its cell 1 is no cell"),
    "a source of numbers": (tiny(cells=[MARKER | {"source": [1, 2]}]), "its cell 1 is no cell"),
    "a source in an object": (tiny(cells=[MARKER | {"source": {"a": 1}}]), "its cell 1 is no cell"),
    "cells of an unknown kind": (
        with_cells(lambda n, cell: cell.update(cell_type="sql") if cell["cell_type"] == "markdown" else None),
        GRADED,
    ),
    "no cell has a kind": (with_cells(lambda n, cell: cell.pop("cell_type")), NO_MARKER),
    "a kind in a list": (tiny(cells=[MARKER, MARKER | {"cell_type": ["code"]}]), GRADED),
    "endless nesting": (nested(100_000), NO_NOTEBOOK),
    "endless opening": (b"[" * 1_000_000, NO_NOTEBOOK),
    "some nesting": (nested(300).replace(b"[]", b"[" + json.dumps(MARKER).encode() + b"]", 1), GRADED),
    "an endless number": (b'{"nbformat": ' + b"4" * 5000 + b"}", NO_NOTEBOOK),
    "an endless number in the metadata": (unanswered(metadata=0)[:-2] + b"9" * 100_000 + b"}", NO_NOTEBOOK),
    "NaN and Infinity": (unanswered(metadata={"a": float("nan"), "b": float("inf")}), GRADED),
    "a number too large": (unanswered(metadata=0)[:-2] + b"1e999}", GRADED),
    "the same keys twice": (keys_twice(b'"cells": null, "nbformat": 3', b""), GRADED),
    "the same keys twice, the last wrong": (keys_twice(b'"a": 1', b', "cells": null'), "no list of cells"),
    "5,000 cells": (tiny(cells=[MARKER] * 5000), "more than 2000 cells"),
    "2,000 cells": (tiny(cells=[MARKER | {"source": f"x{n} = {n}"} for n in range(1999)] + [MARKER]), GRADED),
    "a cell of 1 MB": (unanswered("x = 1\n" * 170_000), "holds more than 200000 characters"),
    "a text cell of 1 MB": (
        tiny(cells=[MARKER, {"cell_type": "markdown", "source": "text " * 200_000}]),
        GRADED,
    ),
    "outputs of 5 MB": (
        with_cells(lambda n, cell: n == 3 and cell.update(outputs=["x" * 5_000_000])),
        GRADED,
    ),
    "a line of 150 kB": (unanswered(f"x = '{'a' * 150_000}'"), GRADED),
    "a sum of 150 kB": (unanswered("x = 1" + " + 1" * 37_000), (GRADED, TOO_HARD)),
    "100,000 minus signs": (unanswered("-" * 100_000 + "1"), (GRADED, TOO_HARD)),
    "100,000 nested brackets": (unanswered("[" * 100_000 + "]" * 100_000), (GRADED, TOO_HARD)),
    "100,000 brackets that stay open": (unanswered("(" * 100_000), (GRADED, TOO_HARD)),
    "20,000 lambdas": (unanswered("lambda: " * 20_000 + "1"), (GRADED, TOO_HARD)),
    "50,000 attributes": (unanswered("x" + ".a" * 50_000), (GRADED, TOO_HARD)),
    "a thousand ifs in each other": (
        unanswered("\n".join(" " * n + "if 1:" for n in range(600))),
        (GRADED, TOO_HARD),
    ),
    "30,000 magics": (unanswered("!x\n" * 30_000), GRADED),
    "150,000 spaces": (unanswered(" " * 150_000 + "%x"), GRADED),
    "null bytes in the source": (unanswered("x = '\0'", "\0"), GRADED),
    "half a surrogate pair": (unanswered("x = '\ud800'", "\udfff = 1"), GRADED),
    "control characters": (unanswered("".join(map(chr, range(32))), "\x1b[31mx\x0c\x85\u2028y"), GRADED),
    "an escape that Python warns about": (unanswered(r"x = '\d' if 1else 2"), GRADED),
    "digits of another script": (tiny(cells=[MARKER | {"source": "# Task ١.١"}]), GRADED),
    "no ids": (with_cells(lambda n, cell: cell.pop("id")), GRADED),
    "one id for all": (with_cells(lambda n, cell: cell.update(id="the-same")), GRADED),
    "ids that are none": (with_cells(lambda n, cell: cell.update(id=[n, None, {}][n % 3])), GRADED),
    "no metadata": (with_cells(lambda n, cell: cell.pop("metadata")), GRADED),
    "metadata in a list": (unanswered(metadata=[1]), GRADED),
    "a cell's metadata in a list": (with_cells(lambda n, cell: cell.update(metadata=[1])), GRADED),
    "outputs null": (with_cells(lambda n, cell: cell.update(outputs=None)), GRADED),
    "outputs that are nonsense": (
        with_cells(lambda n, cell: cell.update(outputs={"a": [1]}, execution_count="x")),
        GRADED,
    ),
    "saved by Colab": (by_colab(), GRADED),
    "a foreign notebook": (tiny(cells=[MARKER | {"source": "print('hello')"}]), NO_MARKER),
    "markers in text cells only": (
        tiny(cells=[{"cell_type": "markdown", "source": "# Task 1.1"}]),
        NO_MARKER,
    ),
    "a lesson that the course does not have": (
        tiny(cells=[MARKER | {"source": "# Task 77.1\nx = 1"}]),
        NO_LESSON,
    ),
    "an endless lesson": (tiny(cells=[MARKER | {"source": f"# Task {'9' * 6000}.1"}]), NO_MARKER),
}


# What is odd about a file or a folder: a function makes it in the folder of the submissions.


def put(student, name=NAME, content=None):
    """A function that writes a notebook, without answers, as `student`'s."""

    def make(root):
        folder = os.path.join(os.fsencode(root), os.fsencode(student))
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, os.fsencode(name))
        with open(path, "wb") as file:
            file.write(unanswered() if content is None else content)
        return path

    return make


def at(place, function):
    """A function that calls `function` with a path whose folder is made before."""

    def make(root):
        path = root / place
        path.parent.mkdir(exist_ok=True)
        function(path)

    return make


def link(place, target):
    return at(place, lambda path: path.symlink_to(target))


def make_large(path):
    with open(path, "wb") as file:
        file.truncate(40 * 2**20)


def two_of_one_lesson(root):
    for age, name in ((200, "mine.ipynb"), (300, "a copy.ipynb")):
        os.utime(put("two of one lesson", name)(root), (10**9 - age, 10**9 - age))


A_LINK = "it is a link, not a file; hand in the notebook itself"
NO_NOTEBOOK_THERE = "no notebook was handed in"
KOREAN, LONG = "김민지", "n" * 200

# Case: (how it is made, [(student, notebook, what is said of it)]), names as the gradebook shows them.
PLACES = {
    "a file of 40 MB": (at("large/x.ipynb", make_large), [("large", "x.ipynb", "larger than 30 MB")]),
    "a link to a file": (link("link 1/x.ipynb", "../no ids/" + NAME), [("link 1", "x.ipynb", A_LINK)]),
    "a link to a file outside": (link("link 2/x.ipynb", "/etc/passwd"), [("link 2", "x.ipynb", A_LINK)]),
    "a link to a folder": (link("link 3/x.ipynb", "/etc"), [("link 3", "x.ipynb", A_LINK)]),
    "a link to nothing": (link("link 4/x.ipynb", "/nowhere"), [("link 4", "x.ipynb", A_LINK)]),
    "a link to itself": (link("link 5/x.ipynb", "x.ipynb"), [("link 5", "x.ipynb", A_LINK)]),
    "a link to a pipe": (link("link 6/x.ipynb", "../pipe/x.ipynb"), [("link 6", "x.ipynb", A_LINK)]),
    "a student's folder that is a link": (
        link("link 7", "no ids"),
        [("link 7", "link 7", "it is a link; hand in the notebook itself")],
    ),
    "a student's folder that is a link to nothing": (
        link("link 8", "/nowhere"),
        [("link 8", "link 8", "it is a link; hand in the notebook itself")],
    ),
    "a pipe": (at("pipe/x.ipynb", os.mkfifo), [("pipe", "x.ipynb", "it is no file")]),
    "a folder that is named like a notebook": (
        at("a folder/x.ipynb", Path.mkdir),
        [("a folder", "x.ipynb", "it is no file")],
    ),
    "an empty folder": (at("nothing", Path.mkdir), [("nothing", "nothing", NO_NOTEBOOK_THERE)]),
    "other files only": (put("pdf", "notebook.pdf"), [("pdf", "pdf", NO_NOTEBOOK_THERE)]),
    "what a Mac leaves behind": (put("mac", "._x.ipynb"), [("mac", "mac", NO_NOTEBOOK_THERE)]),
    "a folder in the folder": (put("deep/homework 1"), [("deep", f"homework 1/{NAME}", GRADED)]),
    "a loose notebook": (put("", "loose.ipynb"), [("loose", "loose.ipynb", GRADED)]),
    "a loose notebook that says nobody's name": (
        put("", NAME),
        [("01_perceptron", NAME, "does not say whose it is; put it into a folder with the student's name")],
    ),
    "a loose file": (put("", "list.xlsx"), [("list", "list.xlsx", "lies in no student's folder")]),
    "two notebooks of one lesson": (
        two_of_one_lesson,
        [
            ("two of one lesson", "a copy.ipynb", "mine.ipynb is later, and counts"),
            ("two of one lesson", "mine.ipynb", GRADED),
        ],
    ),
    "a notebook and a broken one": (
        lambda root: (put("one broken")(root), put("one broken", "a.ipynb", b"{")(root)),
        [("one broken", "a.ipynb", A_PART), ("one broken", NAME, GRADED)],
    ),
    "an ending in capitals": (put("capitals", "X.IPYNB"), [("capitals", "X.IPYNB", GRADED)]),
    "a copy, in Colab's Korean": (
        put("사본", f"{NAME}의 사본.ipynb"),
        [("사본", f"{NAME}의 사본.ipynb", GRADED)],
    ),
    "Korean, composed": (
        put(unicodedata.normalize("NFC", KOREAN)),
        [(unicodedata.normalize("NFC", KOREAN), NAME, GRADED)],
    ),
    "Korean, decomposed": (
        put(unicodedata.normalize("NFD", "이서연")),
        [(unicodedata.normalize("NFC", "이서연"), NAME, GRADED)],
    ),
    "spaces and quotes": (
        put(' O\'Neil  "Max" & <b>,; ', "my 'own', \"01\".ipynb"),
        [('O\'Neil "Max" & <b>,;', "my 'own', \"01\".ipynb", GRADED)],
    ),
    "several lines": (put("two\nlines", "x\n\r\ny.ipynb"), [("two lines", "x y.ipynb", GRADED)]),
    "control characters in a name": (
        put("\x1b[31mred\u202e\x07", "\tx\x7f.ipynb"),
        [("red", "x.ipynb", GRADED)],
    ),
    "a folder that is no UTF-8": (put(b"caf\xe9"), [("caf\\xe9", NAME, GRADED)]),
    "a file that is no UTF-8": (put("bytes", b"\xff\xfe x.ipynb"), [("bytes", "\\xff\\xfe x.ipynb", GRADED)]),
    "a formula": (put("=1+1", "=cmd|' C'!A0.ipynb"), [("'=1+1", "'=cmd|' C'!A0.ipynb", GRADED)]),
    "a formula behind a space": (put(" @SUM(A1)", "\n+1.ipynb"), [("'@SUM(A1)", "'+1.ipynb", GRADED)]),
    "an option": (put("--help", "-rf.ipynb"), [("'--help", "'-rf.ipynb", GRADED)]),
    "a pattern": (
        put("*[!a]?{}%s", "{record}$HOME`x`.ipynb"),
        [("*[!a]?{}%s", "{record}$HOME`x`.ipynb", GRADED)],
    ),
    "200 characters": (put(LONG, LONG + ".ipynb"), [(LONG, LONG + ".ipynb", GRADED)]),
    "84 syllables": (put("한" * 84), [("한" * 84, NAME, GRADED)]),
    "a folder named like the gradebook": (
        put("gradebook.csv"),
        [("gradebook.csv", "gradebook.csv", "the grades cannot have a folder of this name")],
    ),
    "a folder named like the seed": (
        put("seed.txt"),
        [("seed.txt", "seed.txt", "the grades cannot have a folder of this name")],
    ),
    "a folder named like the folder above": (
        put("\x07.."),
        [("..", "..", "the grades cannot have a folder of this name")],
    ),
    "a folder named like that of the results": (
        put("\u200b.results"),
        [(".results", ".results", "the grades cannot have a folder of this name")],
    ),
}
HONEST = "ｚ honest"  # behind all others in the order of names

CASES = {name: [(name, NAME, said)] for name, (_, said) in CONTENTS.items()}
CASES |= {name: rows for name, (_, rows) in PLACES.items()}


@pytest.fixture(scope="module")
def batch(sandbox_available, tmp_path_factory, solved, grade_folder):
    """All of these graded at once, and behind them somebody who answered everything."""
    folder = tmp_path_factory.mktemp("odd")
    root = folder / "submissions"
    root.mkdir()
    for name, (content, _) in CONTENTS.items():
        put(name, content=content)(root)
    for make, _ in PLACES.values():
        make(root)
    put(HONEST, content=pairs.dumps(solved(LESSONS[1])).encode())(root)
    return grade_folder(root, folder / "grades", seconds=300)


def one_row(batch, student, notebook):
    """The one row of this notebook in the gradebook."""
    rows = [row for row in batch.rows if (row["student"], row["notebook"]) == (student, notebook)]
    assert len(rows) == 1, f"{len(rows)} rows for {student}/{notebook}"
    return rows[0]


SUBMISSIONS = sum(len(rows) for rows in CASES.values()) + 1


def test_no_odd_notebook_ends_the_batch(batch):
    assert (batch.code, len(batch.rows)) == (0, SUBMISSIONS)


def test_a_line_is_printed_for_each_notebook_whatever_its_name(batch):
    assert [line.split()[0] for line in batch.said.splitlines() if " ... " in line] == [
        f"[{n}/{SUBMISSIONS}]" for n in range(1, SUBMISSIONS + 1)
    ]


def test_nothing_is_printed_that_only_a_programmer_understands(batch):
    assert "Traceback" not in batch.said
    assert batch.complaints == ""


def test_who_comes_last_gets_the_points_of_honest_work(batch):
    row = batch.rows[-1]
    assert (row["student"], row["status"], row["total"]) == (HONEST, "graded", "20")


@pytest.mark.parametrize("case", CASES)
def test_an_odd_notebook_gets_one_row_that_says_why(batch, case):
    for student, notebook, said in CASES[case]:
        row = one_row(batch, student, notebook)
        allowed = (said,) if isinstance(said, str) else said
        if row["status"] in {"graded", "needs a look"}:
            assert GRADED in allowed
            assert (row["total"], row["out_of"], row["1.1"]) == ("0", "20", "0")
        else:
            assert row["status"].startswith("not graded: ")
            assert any(phrase and phrase in row["status"] for phrase in allowed), row["status"]
            assert "the grader failed" not in row["status"]
            assert (row["total"], row["1.1"]) == ("", "")


def test_each_graded_student_gets_a_page_and_a_record(batch):
    graded = sum(row["total"] != "" for row in batch.rows)
    assert len(list(batch.out.glob(f"*/{LESSONS[1]}.html"))) == graded > 50
    records = [json.loads(path.read_text("utf-8")) for path in batch.out.glob("[!.]*/*.json")]
    assert sorted(record["total"] for record in records) == [0] * (graded - 1) + [20]


def test_names_in_the_code_of_korean_windows_can_be_told_apart(tmp_path, capsys):
    """An archive made on such a machine, unpacked on Linux, gives names that are no UTF-8."""
    for name in ("정지훈", "조현우"):
        put(name.encode("cp949"), content=b"")(tmp_path / "submissions")
    assert (
        main([str(tmp_path / "submissions"), "--out", str(tmp_path / "grades"), "--isolation", "none"]) == 0
    )
    rows = (tmp_path / "grades" / "gradebook.csv").read_text("utf-8-sig").splitlines()[1:]
    assert len(rows) == len(set(rows)) == 2, f"the gradebook shows {rows}"


def test_of_two_notebooks_without_markers_none_is_said_to_count(tmp_path, capsys):
    foreign = tiny(cells=[MARKER | {"source": "x = 1"}])
    for name in ("a.ipynb", "b.ipynb"):
        put("kim", name, foreign)(tmp_path / "submissions")
    assert (
        main([str(tmp_path / "submissions"), "--out", str(tmp_path / "grades"), "--isolation", "none"]) == 0
    )
    rows = (tmp_path / "grades" / "gradebook.csv").read_text("utf-8-sig").splitlines()[1:]
    assert ["counts" in row for row in rows] == [False, False], f"the gradebook shows {rows}"


@contextmanager
def without_rights():
    """As a user whom a file's mode binds; root is nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def public_folder():
    """A folder that nobody, too, may come to and write in."""
    folder = Path(tempfile.mkdtemp(prefix="course-odd-"))
    folder.chmod(0o777)
    yield folder
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder)


def test_a_file_without_the_right_to_read_it_is_said_to_be_one(public_folder):
    path = Path(os.fsdecode(put("kim")(public_folder)))
    path.chmod(0)
    with without_rights(), pytest.raises(Unreadable, match=r"^it cannot be read \(Permission denied\)$"):
        read(path)


def test_a_folder_without_the_right_to_read_it_does_not_end_the_batch(public_folder):
    put("kim")(public_folder)
    put("lee")(public_folder)
    (public_folder / "kim").chmod(0)
    with without_rights():
        found = list(find(public_folder))
    assert [(one.student, one.notebook) for one in found] == [("kim", "kim"), ("lee", NAME)]
    assert "cannot be read" in found[0].problem


def test_what_is_refused_is_not_left_open(tmp_path):
    """A batch of some hundred students would run out of files."""
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "empty.ipynb").touch()
    before = len(os.listdir("/dev/fd"))
    for path in sorted(tmp_path.iterdir()):
        for _ in range(5):
            with pytest.raises(Unreadable):
                read(path)
    assert len(os.listdir("/dev/fd")) == before


def assert_clear(reason):
    """A sentence for a student: one line, not long, not empty."""
    assert reason.strip()
    assert len(reason) < 300
    assert "\n" not in reason


@pytest.mark.parametrize(
    "name", [name for name, (_, said) in CONTENTS.items() if said not in {GRADED, (GRADED, TOO_HARD)}]
)
def test_a_reason_is_one_short_line(name):
    try:
        codes = loads(CONTENTS[name][0])
    except Unreadable as error:
        assert_clear(str(error))
    else:
        assert CONTENTS[name][1] in {NO_MARKER, NO_LESSON} and lesson_of(codes) not in LESSONS


# Notebooks that are damaged at random, from a fixed seed


def places_in(value):
    """All ``(list or dict, index or key)`` in a JSON value but the lines of sources and outputs."""
    found, left = [], [value]
    while left:
        container = left.pop()
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        found += [(container, key) for key in keys]
        left += [
            container[key]
            for key in keys
            if isinstance(container[key], dict | list) and key not in {"source", "text"}
        ]
    return found


def other_values(value):
    """What may stand in the place of a value: of another type, or of the same but strange."""
    strange = [
        None,
        True,
        -1,
        4.0,
        10**30,
        float("nan"),
        "",
        "code",
        "a\nb",
        "\ud800",
        [],
        {},
        [None],
        {"a": 1},
    ]
    return [*strange, [value], {"id": value}, str(value)[:1000], [str(value)[:1000]] * 2]


def damage_json(rng, content):
    """Delete, double, swap, retype or rename something at any depth."""
    depth = rng.random()
    found = places_in(content)
    if depth < 0.05:
        found = [place for place in found if place[0] is content]
    elif depth < 0.9:  # most places are in cells; what is around them would rarely be hit
        cells = content.get("cells") if isinstance(content, dict) else None
        found = [place for place in found if place[0] is not content and place[0] is not cells] or found
    if not found:
        return content
    container, key = rng.choice(found)
    how = rng.choice(["delete", "double", "swap", "retype", "retype", "rename"])
    if how == "delete":
        del container[key]
    elif how == "retype":
        container[key] = rng.choice(other_values(container[key]))
    elif how == "swap":
        other, where = rng.choice([place for place in found if place[0] is container])
        container[key], other[where] = other[where], container[key]
    elif isinstance(container, list):
        container.insert(rng.randrange(len(container) + 1), copy.deepcopy(container[key]))
    elif how == "double":
        container[f"{key} "] = copy.deepcopy(container[key])
    else:
        container[rng.choice(["id", "source", "cell_type", "metadata", "cells", "x"])] = container.pop(key)
    return content


def lines_of(cell):
    source = cell.get("source", "")
    return "".join(source).splitlines(keepends=True)


def damage_marker(rng, cell):
    """Damage the first line of a cell, where its marker stands."""
    lines = lines_of(cell) or [""]
    number = f"{rng.choice([1, 1, 3, 7])}.{rng.randint(1, 9)}"
    lines[0] = rng.choice(
        [
            "",
            "\n" + lines[0],
            lines[0].lower(),
            lines[0].replace("#", ""),
            lines[0].replace(" ", "", 1),
            lines[0].replace("Task", "Check"),
            lines[0].replace("Check", "Task"),
            "# Hidden " + lines[0].lstrip("# "),
            f"# Task {number}\n",
            f"# Check {number} · 20 points\n",
            f"# Hidden check {number}\n",
            f"# Set-up\n{lines[0]}",
        ]
    )
    cell["source"] = lines


def damage_all(rng, cells):
    """Take away what tells which answer is which, or which lesson it is."""
    codes = [cell for cell in cells if cell.get("cell_type") == "code"]
    how = rng.choice(["ids", "tasks", "tasks", "tasks", "numbers", "names", "checks"])
    for cell in cells if how == "ids" else codes:
        first, *rest = lines_of(cell) or [""]
        if how == "ids":
            cell.pop("id", None)
        elif how == "numbers":
            cell["source"] = [first.replace(" 1.", " 77."), *rest]
        elif how == "names" and rng.random() < 0.3:
            cell["source"] = [first, *(line.replace("def ", "def my_", 1) for line in rest)]
        elif (
            first.startswith("# Task") if how == "tasks" else first.startswith("# Check") and how == "checks"
        ):
            cell["source"] = rest


def damage_id(rng, cell, cells):
    """Take a cell's id away, or give it another one."""
    identities = [other.get("id") for other in cells]
    new = rng.choice(
        [None, "", 7, "extra-0", "check-1-1", "hidden-check-1-1", "task-1-1", "ü" * 70, *identities]
    )
    cell["id"] = new
    if new is None and rng.random() < 0.7:
        del cell["id"]


CELL_DAMAGE = "shuffle delete double split join kind marker marker id id move all all stub newlines".split()


def damage_cells(rng, content, stubs):
    """Do to cells what students and tools do to them, and worse."""
    cells = content["cells"]
    if not cells:
        return content
    index = rng.randrange(len(cells))
    cell, lines = cells[index], lines_of(cells[index])
    how = rng.choice(CELL_DAMAGE)
    if how == "shuffle":
        rng.shuffle(cells)
    elif how == "delete":
        del cells[index]
    elif how == "double":
        cells.insert(rng.randrange(len(cells) + 1), copy.deepcopy(cell))
    elif how == "split":
        line = rng.randrange(len(lines) + 1)
        rest = {**copy.deepcopy(cell), "source": lines[line:]}
        cell["source"] = lines[:line]
        cells.insert(index + 1, rest)
    elif how == "join" and index + 1 < len(cells):
        cell["source"] = [*lines, "\n", *lines_of(cells.pop(index + 1))]
    elif how == "kind":
        cell["cell_type"] = rng.choice(["code", "markdown", "raw", "Code", ""])
    elif how == "marker":
        damage_marker(rng, rng.choice([c for c in cells if c["cell_type"] == "code"] or cells))
    elif how == "id":
        damage_id(rng, cell, cells)
    elif how == "move":
        cells.insert(rng.randrange(len(cells)), cells.pop(index))
    elif how == "all":
        damage_all(rng, cells)
    elif how == "stub":
        answer = rng.choice([c for c in cells if c.get("id") in stubs] or cells)
        answer["source"] = stubs.get(answer.get("id"), "")
    elif how == "newlines":
        cell["source"] = "".join(lines).replace("\n", rng.choice(["\r\n", "\r", "\u2028", "\n\n"]))
    return content


def damage_bytes(rng, content):
    """Flip, cut, insert, double or take out bytes."""
    content = bytearray(content)
    how = rng.choice(["flip"] * 4 + ["insert"] * 3 + ["take out", "double", "cut", "double a key"])
    index = rng.randrange(len(content))
    if how == "flip":
        content[index] ^= 1 << rng.randrange(8)
    elif how == "insert":
        new = rng.choice(
            [b"\0", b" ", b"x", b'"', b"\\n", b"\xff", "한".encode(), b"\\ud83d", b", ", b"[", b"1"]
        )
        content[index:index] = new
    elif how == "take out":
        del content[index : index + rng.randint(1, 40)]
    elif how == "double":
        content[index:index] = content[index : index + rng.randint(1, 40)]
    elif how == "cut":
        del content[index:]
    else:
        key = rng.choice([b'"cells"', b'"nbformat"', b'"source"', b'"cell_type"'])
        found = content.find(key, index)
        content[max(found, 0) : max(found, 0)] = key + b": 3, " if found >= 0 else b""
    return bytes(content)


def mutate(rng, text, stubs):
    """A notebook, damaged in several ways, as bytes; `stubs`: ``{cell id: source}`` of its tasks."""
    content = json.loads(text)
    for _ in range(rng.randint(0, 8)):
        content = damage_cells(rng, content, stubs)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 5])):
        content = damage_json(rng, content)
    result = json.dumps(content, ensure_ascii=rng.random() < 0.5, indent=1).encode("utf-8", "surrogatepass")
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        result = damage_bytes(rng, result) if result else result
    return result


@pytest.fixture(scope="module")
def mutants(solved):
    """1,000 damaged notebooks, ``[(lesson they were made from, bytes)]``, always the same."""
    rng, originals = random.Random(2026), {}
    for number, name in LESSONS.items():
        exercise = pairs.read(pairs.ROOT / "exercises" / f"{name}.ipynb")
        stubs = {cell["id"]: cell.source for cell in exercise.cells if pairs.role_of(cell).kind == "task"}
        originals[number] = pairs.dumps(solved(name)), stubs
    numbers = [rng.choice(list(LESSONS)) for _ in range(1000)]
    return [(number, mutate(rng, *originals[number])) for number in numbers]


def checked(cell, outputs):
    """All of a cell that decides what a check says."""
    kept = {key: cell[key] for key in ("id", "cell_type", "source", "metadata")}
    return kept | ({"outputs": cell.outputs} if outputs else {})


def look_at(content, exercises, solutions):
    """Read and match a mutant, and assert what must hold; return its lesson and its rules."""
    try:
        codes = loads(content)
    except Exception as error:
        assert type(error) is Unreadable, f"{type(error).__name__}: {error}"
        assert_clear(str(error))
        return "unreadable", {}
    number = lesson_of(codes)
    if number not in LESSONS:
        return "no lesson", {}
    exercise, solution = exercises[number], solutions[number]
    found = match(codes, exercise)
    notebook = assemble(solution, found.answers, found.extras)

    roles = {cell["id"]: pairs.role_of(cell) for cell in solution.cells if cell.cell_type == "code"}
    tasks = [role.number for role in roles.values() if role.kind == "task"]
    assert sorted(found.rules) == sorted(tasks)
    assert set(found.rules.values()) <= {"marker", "cell id", "name", "position", STUB, None}
    assert set(found.answers) == {n for n, rule in found.rules.items() if rule not in {STUB, None}}
    assert set(found.answers.values()) <= {cell.source for cell in codes}

    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    nbformat.validate(notebook)
    assert [id for id in ids if id in roles] == list(roles)
    place = {id: index for index, id in enumerate(ids)}
    for cell in solution.cells:
        role = pairs.role_of(cell)
        if role.kind in {"check", "hidden", "set-up", "code"} and cell.cell_type == "code":
            ours = notebook.cells[place[cell["id"]]]
            assert checked(ours, role.kind == "check") == checked(cell, role.kind == "check")
        if role.kind == "check":
            assert place[pairs.hidden_id(role)] == place[cell["id"]] + 1
    return number, found.rules


def test_no_damage_gets_past_the_reader_or_changes_a_check(mutants):
    exercises, solutions = notebooks = [
        {number: pairs.read(pairs.ROOT / folder / f"{name}.ipynb") for number, name in LESSONS.items()}
        for folder in ("exercises", "solutions")
    ]
    before = copy.deepcopy(notebooks)
    seen, rules, wrong = Counter(), Counter(), {}
    for index, (_, content) in enumerate(mutants):
        try:
            lesson, found = look_at(content, exercises, solutions)
        except Exception as error:
            wrong[index] = f"{type(error).__name__}: {str(error)[:300]}"
        else:
            seen[lesson] += 1
            rules.update(found.values())
    assert not wrong
    assert notebooks == before
    # The damage is neither too much nor too little.
    assert min(seen[1], seen[3], seen["unreadable"]) > 150 and seen["no lesson"] > 10, seen
    assert (
        rules["position"] and min(rules[rule] for rule in ("marker", "cell id", "name", STUB, None)) > 20
    ), rules


@pytest.mark.grading
def test_damaged_notebooks_are_graded_one_by_one(mutants, sandbox_available, tmp_path, grade_folder):
    chosen = {"readable": [], "refused": []}
    for lesson, content in mutants:
        if lesson == 1:
            try:
                kind = "readable" if lesson_of(loads(content)) == 1 else "refused"
            except Unreadable:
                kind = "refused"
            chosen[kind].append(content)
    contents = chosen["readable"][:43] + chosen["refused"][:7]
    for number, content in enumerate(contents):
        put(f"{number:02d}", content=content)(tmp_path / "submissions")
    batch = grade_folder(tmp_path / "submissions", tmp_path / "grades", seconds=3 * 60 * 60)
    assert (batch.code, batch.complaints) == (0, "")
    assert [row["student"] for row in batch.rows] == [f"{number:02d}" for number in range(50)]
    for row in batch.rows[:43]:
        assert row["status"] in {"graded", "needs a look"}, row
        assert 0 <= int(row["total"]) <= int(row["out_of"]) == 20
    assert len({row["total"] for row in batch.rows[:43]}) > 5
    for row in batch.rows[43:]:
        assert row["status"].startswith("not graded: ") and "the grader failed" not in row["status"], row
