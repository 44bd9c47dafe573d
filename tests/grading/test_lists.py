"""Tests of utils.grading.lists: a teacher's lists as spreadsheets save them, and what is wrong in them, in one line."""

import re
import unicodedata

import pytest

from utils.grading import lists
from utils.grading.lists import BadList, overrides, roster

pytestmark = pytest.mark.static

KOREAN, DECOMPOSED = unicodedata.normalize("NFC", "김민지"), unicodedata.normalize("NFD", "김민지")
HEAD = "student,task,points,reason\n"


def save(folder, text, encoding="utf-8-sig", name=lists.OVERRIDES):
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def set_by_hand(folder):
    """``{(student, task): (points, reason)}``."""
    return {key: (override.points, override.reason) for key, override in overrides(folder).items()}


def wrong(folder, read=overrides):
    """What is said is wrong, which must be one line of text."""
    with pytest.raises(BadList) as error:
        read(folder)
    assert "\n" not in str(error.value) and len(str(error.value)) < 250
    return str(error.value)


def test_without_lists_there_is_nobody_and_nothing(tmp_path):
    assert roster(tmp_path) == [] and overrides(tmp_path) == {}
    assert roster(tmp_path / "nowhere") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_as_a_spreadsheet_saves_them(tmp_path, encoding, delimiter, end):
    text = end.join(
        ["Student ,task,points,reason,note", "김민지,1.1,1.5,좋은 생각", "", ",,,", "이서연,2.2,0,늦음,x"]
    )
    save(tmp_path, text.replace(",", delimiter), encoding)
    assert set_by_hand(tmp_path) == {("김민지", "1.1"): (1.5, "좋은 생각"), ("이서연", "2.2"): (0, "늦음")}
    text = end.join(["number,student,e-mail", "1,김민지,a@b", ",,", "2,이서연,c@d", ""])
    save(tmp_path, text.replace(",", delimiter), encoding, lists.ROSTER)
    assert roster(tmp_path) == ["김민지", "이서연"]


def test_a_roster_of_names_only(tmp_path):
    save(tmp_path, 'student\nkim\n"Lee, Seoyeon"\n', name=lists.ROSTER)
    assert roster(tmp_path) == ["kim", "Lee, Seoyeon"]


def test_decimal_commas(tmp_path):
    save(tmp_path, "student;task;points;reason\nkim;1,1;1,5;ok\n")
    assert set_by_hand(tmp_path) == {("kim", "1.1"): (1.5, "ok")}


def test_names_are_compared_in_one_form(tmp_path):
    save(tmp_path, f"student\n{DECOMPOSED}\n kim  minji \n", name=lists.ROSTER)
    assert roster(tmp_path) == [KOREAN, "kim minji"]
    save(tmp_path, f"{HEAD}{DECOMPOSED},1.1,1,ok\n")
    assert list(overrides(tmp_path)) == [(KOREAN, "1.1")]


def test_a_reason_keeps_what_it_holds(tmp_path):
    save(tmp_path, HEAD + 'kim,1.1,2,"said ""why"", and\nproved it"\n')
    assert set_by_hand(tmp_path) == {("kim", "1.1"): (2, 'said "why", and proved it')}


def test_points_that_are_whole_are_written_so(tmp_path):
    save(tmp_path, HEAD + "kim,1.1,2.0,ok\n")
    assert repr(overrides(tmp_path)["kim", "1.1"].points) == "2"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("kim,1.99,1,ok", "there is no task 1.99"),
        ("kim,77.1,1,ok", "there is no task 77.1"),
        ("kim,0.1,1,ok", "there is no task 0.1"),
        ("kim,3월 2일,1,ok", "'3월 2일' is no task, such as 3.2"),
        ("kim,,1,ok", "'' is no task, such as 3.2"),
        ("kim,1.1a,1,ok", "'1.1a' is no task, such as 3.2"),
        ("kim,1.1,3,ok", "task 1.1 has 0 to 2 points, not '3'"),
        ("kim,1.1,-1,ok", "task 1.1 has 0 to 2 points, not '-1'"),
        ("kim,1.1,,ok", "task 1.1 has 0 to 2 points, not ''"),
        ("kim,1.1,two,ok", "task 1.1 has 0 to 2 points, not 'two'"),
        ("kim,1.1,nan,ok", "task 1.1 has 0 to 2 points, not 'nan'"),
        ("kim,1.1,inf,ok", "task 1.1 has 0 to 2 points, not 'inf'"),
        ("kim,1.1,2,", "say the reason, which the student will read"),
        ("kim,1.1,2", "say the reason, which the student will read"),
        (",1.1,2,ok", "there is no student's name"),
        ("lee,1.2,1,twice", "task 1.2 of lee was set before, in overrides.csv, line 2"),
        (f"{'x' * 300},1.1a,1,ok", "is no task"),
    ],
)
def test_what_is_wrong_in_an_override_is_said_with_its_line(tmp_path, row, said):
    save(tmp_path, f"{HEAD}lee,1.2,2,ok\n\n{row}\n")
    message = wrong(tmp_path)
    assert message.startswith("overrides.csv, line 4: ") and said in message


def test_what_is_wrong_in_the_roster_is_said_with_its_line(tmp_path):
    save(tmp_path, f"student\n{KOREAN}\nlee\n{DECOMPOSED}\n", name=lists.ROSTER)
    assert (
        wrong(tmp_path, roster)
        == f"roster.csv, line 4: {KOREAN} is on the roster twice; write two of one name as the gradebook does"
    )
    save(tmp_path, "student,number\nkim,1\n,2\n", name=lists.ROSTER)
    assert wrong(tmp_path, roster) == "roster.csv, line 3: there is no student's name"


@pytest.mark.parametrize("text", ["", "\n", "name,task,points,reason\n", "kim,1.1,2,ok\n"])
def test_columns_without_their_names(tmp_path, text):
    save(tmp_path, text)
    assert re.search(
        r"overrides\.csv has no column 'student'; its first line must be: student,task,points,reason$",
        wrong(tmp_path),
    )


@pytest.mark.parametrize("content", ["student\nkim\n".encode("utf-16"), b"PK\3\4\xff\xfe", b"\xff\xff"])
def test_what_is_no_text(tmp_path, content):
    (tmp_path / lists.ROSTER).write_bytes(content)
    assert wrong(tmp_path, roster).endswith(
        "roster.csv is no text; save it from the spreadsheet as CSV UTF-8"
    )


def test_what_is_no_table(tmp_path):
    save(tmp_path, "student\nkim\n" + "x" * 200_000 + "\n", name=lists.ROSTER)
    assert "roster.csv, line 3: " in wrong(tmp_path, roster)


def test_a_list_that_cannot_be_read(tmp_path):
    (tmp_path / lists.ROSTER).mkdir()
    assert "roster.csv cannot be read (Is a directory)" in wrong(tmp_path, roster)
