"""Tests of utils.grading.handed_in: whose a notebook is, whatever it came in, and what is refused."""

import json
import os
import random
import stat
import struct
import unicodedata
import zipfile
import zlib

import pytest

from tests.fixtures.archives import zipped
from utils.grading import handed_in
from utils.grading.batch import latest
from utils.grading.handed_in import (
    LEADS_OUT,
    LINK,
    LOCKED,
    LOOSE,
    NAMELESS,
    NO_NAME,
    NO_NOTEBOOK,
    find,
    person,
)
from utils.grading.submission import Unreadable

pytestmark = pytest.mark.static

KOREAN, DECOMPOSED = unicodedata.normalize("NFC", "김민지"), unicodedata.normalize("NFD", "김민지")
NAME = "03_sequential_api.ipynb"
SUBMISSION = "assignsubmission_file"
BROKEN = "this is not a zip archive, or only a part of one"


def notebook(mark=""):
    cell = {"cell_type": "code", "metadata": {}, "source": f"# Task 3.1\n{mark}", "outputs": []}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()


def make(root, files):
    """Write ``{path: bytes}`` into a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def rows(place):
    """``[(student, notebook, problem)]`` of what was found, the later one chosen."""
    return [(one.student, one.notebook, problem) for one, _, problem in latest(find(place))]


def students(place):
    return [student for student, _, problem in rows(place) if not problem]


@pytest.fixture(params=["folder", "zip", "zip in a folder", "folder in a folder"])
def put(request, tmp_path):
    """A function that puts an LMS's download, ``{path: bytes}``, where the grader is to find it."""

    def function(files):
        if request.param.startswith("folder"):
            make(tmp_path / "in" / ("homework 3" if "in a" in request.param else ""), files)
            return tmp_path / "in"
        (tmp_path / "in").mkdir()
        path = tmp_path / "in" / "homework 3.zip"
        path.write_bytes(zipped(files))
        return tmp_path / "in" if "in a" in request.param else path

    return function


# Moodle and Canvas

NAMES = [KOREAN, "김 민지", "O'Neil Kim", "van_der_Berg Jan", "José 김", "1234 Lee", "김민지 2", "이_12"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "path",
    [
        f"{{}}_12345_{SUBMISSION}/{NAME}",
        f"{{}}_12345_{SUBMISSION}_/{NAME}",
        f"{{}}_12345_{SUBMISSION}_{NAME}",
    ],
)
def test_moodle(put, path, name):
    place = put({path.format(name): notebook(), f"박서준_7_{SUBMISSION}_/x.ipynb": notebook()})
    assert sorted(students(place)) == sorted([name, "박서준"])


def test_moodle_with_text_written_online(put):
    """It stands beside the file, in a folder of its own; who wrote nothing else handed in no notebook."""
    text = "12_assignsubmission_onlinetext"
    files = {
        f"{KOREAN}_{text}/onlinetext.html": b"<p>hello",
        f"{KOREAN}_12_{SUBMISSION}/{NAME}": notebook(),
        "이서연_13_assignsubmission_onlinetext/onlinetext.html": b"<p>sorry",
        "정지훈_14_assignsubmission_onlinetext_onlinetext.html": b"<p>sorry",
    }
    found = rows(put(files))
    assert [(student, problem) for student, _, problem in found] == [
        (KOREAN, ""),
        ("이서연", f"{NO_NOTEBOOK}, only onlinetext.html"),
        ("정지훈", f"{NO_NOTEBOOK}, only 정지훈_14_assignsubmission_onlinetext_onlinetext.html"),
    ]


def test_moodle_with_archives_and_folders_of_students(put):
    files = {
        f"{KOREAN}_12_{SUBMISSION}_/homework.zip": zipped(
            {f"homework/{NAME}": notebook(), "homework/a.png": b""}
        ),
        f"이서연_13_{SUBMISSION}_/deep/deeper/{NAME}": notebook(),
    }
    assert rows(put(files)) == [
        (KOREAN, f"homework.zip/homework/{NAME}", ""),
        ("이서연", f"deep/deeper/{NAME}", ""),
    ]


@pytest.mark.parametrize("name", ["kimminji", "김민지", "oneil", "kim_minji", "van_der_berg"])
@pytest.mark.parametrize("late", ["", "_LATE"])
@pytest.mark.parametrize(
    "file", [NAME, "03_sequential_api-1.ipynb", "my 2024_100_x.ipynb", "제출.IPYNB", f"{NAME}의 사본"]
)
def test_canvas(tmp_path, name, late, file):
    make(tmp_path, {f"{name}{late}_12345_67890_{file}": notebook()})
    assert students(tmp_path) == [name]


def test_canvas_wherever_it_lies(put):
    files = {
        f"kimminji_12345_67890_{NAME}": notebook(),
        "leeseoyeon_LATE_12346_67891_homework.zip": zipped({NAME: notebook()}),
        "parkseojun_12347_67892_notes.pdf": b"%PDF",
    }
    found = rows(put(files))
    assert [(student, problem) for student, _, problem in found] == [
        ("kimminji", ""),
        ("leeseoyeon", ""),
        ("parkseojun", f"{NO_NOTEBOOK}, only parkseojun_12347_67892_notes.pdf"),
    ]


@pytest.mark.parametrize("newer", ["9", "10"])
def test_of_two_submissions_in_canvas_the_larger_number_is_the_later(put, newer):
    """As a number: 100000 is later than 99999. What the clock says does not matter."""
    old, new = f"kim_123_99999_{NAME}", f"kim_LATE_123_100000_{NAME}"
    assert sorted(rows(put({new: notebook("new"), old: notebook("old")}))) == sorted(
        [("kim", old, f"{new} is later, and counts"), ("kim", new, "")]
    )


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("section_1_01_kim/x.ipynb", "section_1_01_kim"),  # Canvas gives files, never folders
        ("section_123_456_kim/x.ipynb", "section_123_456_kim"),
        ("김민지_2026_03_sequential_api.ipynb", "김민지_2026"),
        ("hw_2026_20231234_03_sequential_api.ipynb", "hw_2026_20231234"),
        ("team_1_2_03_sequential_api.ipynb", "team_1_2"),
    ],
)
def test_what_is_not_canvas(tmp_path, path, student):
    """Taken for it, everybody of a section would be one student, of whose notebooks one counts."""
    assert students(make(tmp_path, {path: notebook()})) == [student]


def test_students_of_the_same_name_are_told_apart_by_their_number(put):
    files = {
        f"{KOREAN}_12_{SUBMISSION}_/{NAME}": notebook("1"),
        f"{DECOMPOSED}_13_{SUBMISSION}_/{NAME}": notebook("2"),
        f"이서연_14_{SUBMISSION}_/{NAME}": notebook("3"),
    }
    assert rows(put(files)) == [(f"{KOREAN}_12", NAME, ""), (f"{KOREAN}_13", NAME, ""), ("이서연", NAME, "")]


def test_a_number_means_a_student_only_within_one_download(tmp_path):
    """Moodle numbers a class anew for each assignment."""
    for number in (1, 2):
        content = zipped({f"{KOREAN}_{number}_{SUBMISSION}_/{number}.ipynb": notebook()})
        (tmp_path / f"{number}.zip").write_bytes(content)
    assert [row[:2] for row in rows(tmp_path)] == [(KOREAN, "1.ipynb"), (KOREAN, "2.ipynb")]
    assert [bool(row[2]) for row in rows(tmp_path)] == [True, False]  # of one lesson, the later one


# Names


def test_names_in_either_form_are_one_student(tmp_path):
    make(tmp_path, {f"{KOREAN}/a.ipynb": notebook(), f"{DECOMPOSED}/b.ipynb": notebook()})
    os.utime(tmp_path / DECOMPOSED / "b.ipynb", (1, 1))
    assert rows(tmp_path) == [(KOREAN, "a.ipynb", ""), (KOREAN, "b.ipynb", "a.ipynb is later, and counts")]


@pytest.mark.parametrize(
    ("encoding", "flag"), [("cp949", False), ("utf-8", False), ("utf-8", True), ("ascii", False)]
)
def test_names_in_a_zip_archive(tmp_path, encoding, flag):
    name = "kim" if encoding == "ascii" else "똠방각하 김민지"  # the first syllable is in CP949 only
    path = tmp_path / "class.zip"
    path.write_bytes(
        zipped({f"{name}/제출.ipynb" if flag else f"{name}/x.ipynb": notebook()}, encoding, flag)
    )
    assert students(path) == [name]


def test_decomposed_names_in_a_mac_s_zip_archive(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({f"{DECOMPOSED}/{NAME}": notebook()}, flag=False))
    assert students(path) == [KOREAN]


def test_names_in_the_code_of_korean_windows_by_moodle(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({f"{KOREAN}_12_{SUBMISSION}_/과제.ipynb": notebook()}, "cp949", False))
    assert rows(path) == [(KOREAN, "과제.ipynb", "")]


def test_a_name_that_zipfile_has_decoded_already():
    """Newer versions of it read a name's UTF-8 from a field of its own, and leave the flag as it is."""
    assert handed_in._entry_name(zipfile.ZipInfo("김민지/x.ipynb")) == "김민지/x.ipynb"


@pytest.mark.parametrize(
    ("file", "student"),
    [
        (f"김민지_{NAME}", "김민지"),
        (f"03_sequential_api_{KOREAN}.ipynb", "김민지"),
        (f"{DECOMPOSED}-{NAME}", KOREAN),
        ("Copy of 03_sequential_api_O'Neil.ipynb", "O'Neil"),
        (f"이서연 - Copy of {NAME}", "이서연"),
        (f"박서준_{NAME}의 사본", "박서준"),
        ("박서준_03_sequential_api의 사본.ipynb", "박서준"),
        ("03_sequential_api_김정의의 사본.ipynb", "김정의"),
        ("정지훈_03_sequential_api (1).ipynb", "정지훈"),
        ("정지훈_03_sequential_api - 복사본.ipynb", "정지훈"),
        ("van der Berg 03_SEQUENTIAL_API.IPYNB", "van der Berg"),
        ("Dr. Kim.ipynb", "Dr. Kim"),
        ("20231234 최수아.ipynb", "20231234 최수아"),
    ],
)
def test_a_loose_notebook_says_whose_it_is(tmp_path, file, student):
    assert students(make(tmp_path, {file: notebook()})) == [student]


@pytest.mark.parametrize("file", [NAME, f"Copy of {NAME}", "03_sequential_api (2).ipynb", f"{NAME}의 사본"])
def test_a_loose_notebook_that_does_not(tmp_path, file):
    assert [(row[1], row[2]) for row in rows(make(tmp_path, {file: notebook()}))] == [(file, NAMELESS)]


def test_colab_s_copies_in_a_student_s_folder(tmp_path):
    make(
        tmp_path,
        {
            f"a/Copy of {NAME}": notebook(),
            f"b/{NAME}의 사본": notebook(),
            f"c/{NAME}의 사본.ipynb": notebook(),
        },
    )
    assert students(tmp_path) == ["a", "b", "c"]


TO_REFUSE = ["\u200b..", "\x07.", "\u200b.results", "gradebook.csv", "\u200b.~lock", "roster.csv"]


@pytest.mark.parametrize("name", TO_REFUSE)
def test_no_name_leads_out_of_the_grades_or_to_what_they_need(tmp_path, name):
    """A name may be another one once its invisible characters are gone."""
    assert [row[2] for row in rows(make(tmp_path, {f"{name}/x.ipynb": notebook()}))] == [NO_NAME]


@pytest.mark.parametrize("name", TO_REFUSE)
def test_nor_does_one_that_an_lms_gives(put, name):
    names = (name, "kim", "lee")
    found = rows(put({f"{one}_12_{SUBMISSION}_/x.ipynb": notebook() for one in names}))
    assert sorted(problem for *_, problem in found) == ["", "", NO_NAME]


# What systems leave behind, and what is not there


def test_what_systems_leave_behind_is_not_seen(put):
    files = {
        f"kim_12_{SUBMISSION}/{NAME}": notebook(),
        f"kim_12_{SUBMISSION}/._{NAME}": b"\0\5\x16\7",
        f"kim_12_{SUBMISSION}/.ipynb_checkpoints/03-checkpoint.ipynb": notebook(),
        f"kim_12_{SUBMISSION}/.DS_Store": b"",
        f"__MACOSX/kim_12_{SUBMISSION}/._{NAME}": b"\0\5\x16\7",
        f"__MACOSX/kim_12_{SUBMISSION}/{NAME}": notebook(),
        ".DS_Store": b"",
        "Thumbs.db": b"",
        "desktop.ini": b"",
    }
    assert rows(put(files)) == [("kim", NAME, "")]


def test_who_handed_in_no_notebook(tmp_path):
    (tmp_path / "empty").mkdir()
    make(
        tmp_path,
        {
            "kim/보고서.pdf": b"",
            "lee/a.zip": zipped({"b.txt": b""}),
            "park/1": b"",
            "park/2": b"",
            "park/3": b"",
        },
    )
    make(tmp_path, {"park/4": b"", "seo.zip": zipped({}), "yun/.ipynb_checkpoints/a.ipynb": notebook()})
    assert rows(tmp_path) == [
        ("empty", "empty", NO_NOTEBOOK),
        ("kim", "kim", f"{NO_NOTEBOOK}, only 보고서.pdf"),
        ("lee", "lee", f"{NO_NOTEBOOK}, only a.zip"),
        ("park", "park", f"{NO_NOTEBOOK}, only 1, 2, 3, …"),
        ("seo", "seo", f"{NO_NOTEBOOK}, only seo.zip"),
        ("yun", "yun", NO_NOTEBOOK),
    ]


def test_a_loose_file_that_is_no_notebook(tmp_path):
    make(tmp_path, {"list.xlsx": b"", "readme": b""})
    assert rows(tmp_path) == [("list", "list.xlsx", LOOSE), ("readme", "readme", LOOSE)]


# Several of one student


def test_the_later_one_counts_in_a_folder_and_in_a_zip_archive(tmp_path):
    early, late = zipped({"a.ipynb": notebook()}), zipped({"b.ipynb": notebook()}, when=(2026, 3, 2, 9, 0, 2))
    make(tmp_path, {"kim/one.zip": early, "kim/two.zip": late})
    assert rows(tmp_path) == [
        ("kim", "one.zip/a.ipynb", "two.zip/b.ipynb is later, and counts"),
        ("kim", "two.zip/b.ipynb", ""),
    ]


def test_notebooks_of_the_same_name_are_told_apart(tmp_path):
    make(tmp_path, {"kim/new/x.ipynb": notebook(), "kim/old/x.ipynb": notebook()})
    os.utime(tmp_path / "kim/old/x.ipynb", (1, 1))
    assert rows(tmp_path) == [
        ("kim", "new/x.ipynb", ""),
        ("kim", "old/x.ipynb", "new/x.ipynb is later, and counts"),
    ]


@pytest.mark.parametrize("first", [True, False])
def test_a_broken_notebook_does_not_count_as_the_later_one(tmp_path, first):
    make(
        tmp_path, {"kim/a.ipynb": b"{" if first else notebook(), "kim/b.ipynb": notebook() if first else b"{"}
    )
    assert sum(not problem for *_, problem in rows(tmp_path)) == 1


# Folders in zip archives


@pytest.mark.parametrize("around", ["", "class 2/"])
@pytest.mark.parametrize("pattern", [f"{{}}/{NAME}", "{}/homework/x.ipynb", f"{{}}_{NAME}", "{}.zip"])
def test_a_folder_around_a_class_in_a_zip_archive(tmp_path, around, pattern):
    content = zipped({NAME: notebook()}) if "zip" in pattern else notebook()
    files = {f"{around}{pattern.format(name)}": content for name in ("kim", "lee")}
    files[f"{around}._x"] = files[f"__MACOSX/{around}kim/._{NAME}"] = b""
    (tmp_path / "class.zip").write_bytes(zipped(files))
    assert students(tmp_path / "class.zip") == ["kim", "lee"]


@pytest.mark.parametrize("name", [f"김_1_{SUBMISSION}_{NAME}", f"kim_123_456_{NAME}"])
def test_a_folder_around_an_lms_s_download_in_a_zip_archive(tmp_path, name):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({f"download/{name}": notebook()}))
    assert students(path) == [name.split("_")[0]]


def test_a_zip_archive_with_one_student_s_folder(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({f"kim/{NAME}": notebook(), "kim/01_perceptron.ipynb": b"{}", "kim/a.png": b""}))
    assert students(path) == ["kim"]


# Zip archives made to harm, or harmed

ROOMS = {  # where the entry stands, and in what
    "the class's": ("class.zip", lambda content: content),
    "a student's": ("in/kim.zip", lambda content: content),
    "a student's in a folder": ("in/kim/hw.zip", lambda content: content),
}


@pytest.fixture(params=ROOMS)
def harmful(request, tmp_path):
    """A function that hands in a zip archive, and returns its rows."""
    place, _ = ROOMS[request.param]

    def function(content):
        make(tmp_path, {place: content})
        before = sorted(tmp_path.rglob("*"))
        found = rows(tmp_path / place.split("/")[0])
        assert sorted(tmp_path.rglob("*")) == before  # nothing is unpacked
        return found

    return function


SLIPS = [
    "../../evil.ipynb",
    "kim/../../../evil.ipynb",
    "/etc/evil.ipynb",
    "//server/share/evil.ipynb",
    "C:/evil.ipynb",
    "c:evil.ipynb",
    "..\\..\\evil.ipynb",
    "C:\\Users\\kim\\evil.ipynb",
    "\\evil.ipynb",
]


@pytest.mark.parametrize("name", SLIPS)
@pytest.mark.parametrize("flag", [True, False])
def test_names_that_lead_out_of_the_archive(harmful, name, flag):
    found = harmful(zipped({f"lee/{NAME}": notebook(), name: notebook()}, flag=flag))
    assert sorted(problem for *_, problem in found) == ["", LEADS_OUT]


def test_what_leads_out_and_is_no_notebook_is_not_looked_at(harmful):
    found = harmful(zipped({f"kim/{NAME}": notebook(), "kim/../../.bashrc": b"", "../../etc/passwd": b""}))
    assert [problem for *_, problem in found if problem and NO_NOTEBOOK not in problem] == []


@pytest.mark.parametrize("target", ["/etc/passwd", "../lee/x.ipynb", "x.ipynb"])
def test_links_in_a_zip_archive(harmful, target):
    entry = zipfile.ZipInfo("kim/x.ipynb", (2026, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert [problem for *_, problem in harmful(zipped([(entry, target.encode())]))] == [LINK]


def test_a_link_in_an_lms_s_archive_is_its_student_s(tmp_path):
    entry = zipfile.ZipInfo(f"{KOREAN}_12_{SUBMISSION}/x.ipynb", (2026, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    (tmp_path / "class.zip").write_bytes(zipped([(entry, b"/etc/passwd")]))
    assert rows(tmp_path / "class.zip") == [(KOREAN, "x.ipynb", LINK)]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_notebook_that_unpacks_to_more_than_its_limit(harmful, monkeypatch, method):
    """60 MB of spaces in some kilobytes. No more of it is unpacked than the limit."""
    archive = zipped({"kim/x.ipynb": notebook() + b" " * (60 * 2**20)}, compression=method)
    assert len(archive) < 100_000
    read, sizes = zipfile.ZipExtFile.read, []

    def counted(self, n=-1):
        sizes.append(len(content := read(self, n)))
        return content

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    (row,) = harmful(archive)
    assert row[2] == "it is larger than 30 MB; clear its outputs and save it again"
    assert max(sizes) == 30 * 2**20 + 1


def test_an_archive_in_an_archive_that_unpacks_to_more_than_its_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(handed_in, "ZIP_LIMIT", 2 * 2**20)
    inner = zipped({NAME: notebook(), "x.bin": bytes(3 * 2**20)})
    (tmp_path / "class.zip").write_bytes(zipped({"kim/hw.zip": inner}, compression=zipfile.ZIP_DEFLATED))
    assert rows(tmp_path / "class.zip") == [("kim", "hw.zip", "it is larger than 2 MB")]


def test_a_size_that_is_a_lie(harmful):
    """What the archive says about an entry's size is not believed."""
    content = bytearray(zipped({"kim/x.ipynb": notebook()}))
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", content, content.find(signature) + offset, 2**31)
    (row,) = harmful(bytes(content))
    assert row[2] == "" or row[2].startswith("it cannot be read from the zip archive")


def test_thousands_of_notebooks(tmp_path):
    content = zipped({f"{n}.ipynb": b"" for n in range(101)})
    make(tmp_path, {"kim/x.zip": content, "lee/x.zip": zipped({f"{n}.ipynb": b"{}" for n in range(100)})})
    found = rows(tmp_path)
    assert found[0] == ("kim", "x.zip", "it holds more than 100 notebooks")
    assert len(found) == 101


def test_a_locked_archive(harmful):
    """Locked with a password; the names are not."""
    content = bytearray(zipped({"kim/x.ipynb": notebook()}))
    content[content.find(b"PK\3\4") + 6] |= 1
    content[content.find(b"PK\1\2") + 8] |= 1
    assert [problem for *_, problem in harmful(bytes(content))] == [LOCKED]


def test_an_archive_in_an_archive_in_an_archive(harmful):
    inner = zipped({"hw.zip": zipped({NAME: notebook()})})
    (row,) = harmful(zipped({"kim/a.zip": zipped({"b.zip": inner})}))
    assert row[0] == "kim" and row[2].startswith(f"{NO_NOTEBOOK}, only ")


@pytest.mark.parametrize("keep", [0, 4, 30, 100, -30, -1])
def test_a_truncated_archive_of_a_student(tmp_path, keep):
    content = zipped({NAME: notebook()})[:keep]
    make(
        tmp_path, {"kim.zip": content, f"lee_{NAME.replace('ipynb', 'zip')}": content, "park/x.zip": content}
    )
    assert [row[0] for row in rows(tmp_path)] == ["kim", "lee", "park"]
    assert all(row[2].startswith(BROKEN) for row in rows(tmp_path))


def test_a_truncated_archive_of_a_class(tmp_path):
    (tmp_path / "class.zip").write_bytes(zipped({f"kim/{NAME}": notebook()})[:-30])
    with pytest.raises(
        Unreadable, match=r"class\.zip cannot be read: this is not a zip archive, or only a part"
    ):
        find(tmp_path / "class.zip")


def test_a_damaged_notebook_in_an_archive(harmful):
    content = bytearray(zipped({"kim/x.ipynb": notebook(), "lee/x.ipynb": notebook("lee")}))
    content[60] ^= 1
    found = [problem for *_, problem in harmful(bytes(content)) if "counts" not in problem]
    assert sorted(found)[0] == "" and sorted(found)[1].startswith(
        "it cannot be read from the zip archive (Bad CRC-32"
    )


def test_damage_at_random_ends_nothing(tmp_path):
    """Whatever is damaged in an archive, it is read or refused in a sentence."""
    rng, seen = random.Random(10), {True: 0, False: 0}
    originals = [
        zipped(
            {f"김민지_12_{SUBMISSION}/x.ipynb": notebook(), "lee/a.zip": zipped({"b.ipynb": notebook()})},
            compression=method,
        )
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    ]
    path = tmp_path / "class.zip"
    for _ in range(2000):
        content = bytearray(rng.choice(originals))
        for _ in range(rng.choice([1, 1, 3, 10])):
            content[rng.randrange(len(content))] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        path.write_bytes(content)
        try:
            found = rows(path)
        except Unreadable as error:
            assert "\n" not in str(error)
            seen[False] += 1
        else:
            assert all(student and "/" not in student for student, *_ in found)
            seen[True] += 1
    assert min(seen.values()) > 50, seen


def test_the_archive_s_own_checksum_is_held(tmp_path):
    """So that a notebook that was damaged on its way is not graded as a wrong one."""
    content = zipped({f"kim/{NAME}": notebook("answer = 1")})
    changed = content.replace(b"answer = 1", b"answer = 2")
    assert zlib.crc32(content) != zlib.crc32(changed)
    (tmp_path / "class.zip").write_bytes(changed)
    assert "Bad CRC-32" in rows(tmp_path / "class.zip")[0][2]


# Names as they are compared


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (DECOMPOSED, KOREAN),
        (" kim  minji\n", "kim minji"),
        ("\x1b[31mkim", "kim"),
        ("", "?"),
        ("O'Neil", "O'Neil"),
    ],
)
def test_a_person_s_name(text, name):
    assert person(text) == name == person(person(text))
