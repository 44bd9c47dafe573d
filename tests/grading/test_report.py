"""Tests of utils.grading.report: what students wrote stays text, in pages, gradebooks and summaries."""

import csv
import io
import json
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from utils import pairs
from utils.grading import report
from utils.grading.lists import Override
from utils.grading.merge import STUB, Match
from utils.grading.report import clean, gradebook, named, page, short, summary
from utils.grading.verdict import CRASHED, NOT_ATTEMPTED, NOT_FOUND, ORDER, RIGHT, WRONG, Verdict

pytestmark = pytest.mark.static


def task(
    number="3.1", points=2, out_of=2, status=RIGHT, messages=(), code="", title="A task", found_by="marker"
):
    return {
        "task": number,
        "title": title,
        "points": points,
        "out_of": out_of,
        "status": status,
        "messages": list(messages),
        "found_by": found_by,
        "code": code,
    }


def record(*tasks, **keys):
    """Record of a graded submission."""
    tasks = list(tasks) or [task()]
    return {
        "student": "kim",
        "notebook": "03_third.ipynb",
        "lesson": "03_third",
        "title": "Exercise 03 · Third",
        "status": "graded",
        "total": sum(entry["points"] for entry in tasks),
        "out_of": sum(entry["out_of"] for entry in tasks),
        "tasks": tasks,
        "notes": [],
        "look": [],
        "isolation": "none",
    } | keys


# Text that may be shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("f2 takes away", "f2 takes away"),
        ("한글 ✔ é 😀", "한글 ✔ é 😀"),
        ("two\n\tlines", "two\n\tlines"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;31;40mred\x1b[m", "red"),
        ("\x1b[2J\x1b[H\x1b[?25lgone", "gone"),
        ("a\x1b[", "a["),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\rb", "ab"),
        ("a\0b\x08\x7f\x9bc", "abc"),
        ("a\u202eb\u2066c\u200bd\ufeff", "abcd"),  # directions, and what has no width
        ("a\u2028b\u2029c", "abc"),
        ("'\ud83d'", "'?'"),
        ("\udcff", "?"),  # how a file's name that is no UTF-8 comes
        (None, "None"),
        (3, "3"),
        (ValueError("no"), "no"),
    ],
)
def test_what_is_shown_holds_no_control_characters(text, shown):
    assert clean(text) == shown
    clean(text).encode("utf-8")


def test_what_an_escape_leaves_behind_is_no_escape():
    """Taking one out must not make another one."""
    assert "\x1b" not in clean("\x1b\x1b[0m[31mred") and "\x1b" not in clean("\x1b[\x1b[0m31mred")


@pytest.mark.parametrize(
    ("length", "limit", "shown"),
    [(9, 10, 9), (10, 10, 10), (11, 10, 10), (10**6, 10, 10), (10**6, None, 10**6)],
)
def test_what_is_shown_has_a_length(length, limit, shown):
    text = clean("x" * length, limit)
    assert text == "x" * shown + (" …" if shown < length else "")


def test_a_message_is_cut_where_nothing_else_is_said():
    assert len(clean("x" * 10_000)) == report.MESSAGE + 2


def test_what_is_not_shown_does_not_count_for_the_length():
    assert clean("\x1b[31m" * 1000 + "red", 3) == "red"


# The record


def lesson_of(*numbers):
    return SimpleNamespace(
        name="03_third",
        title="Exercise 03 · Third",
        tasks=list(numbers),
        titles={number: f"Title {number}" for number in numbers},
        seed=7,
        isolation="none",
    )


def graded(verdicts, match, look=(), student="kim", notebook="a.ipynb", overrides=()):
    numbers = dict.fromkeys(said.label.rstrip("ab") for said in verdicts)
    result = SimpleNamespace(match=match, verdicts={said.label: said for said in verdicts}, look=list(look))
    return named(student, notebook, report.graded(lesson_of(*numbers), result), dict(overrides))


def refused(student, notebook, reason):
    return named(student, notebook, report.refused(reason), {})


def test_a_task_has_the_points_of_its_checks_and_the_worst_of_their_statuses():
    verdicts = [
        Verdict("3.1a", 2, RIGHT),
        Verdict("3.1b", 3, WRONG, "no"),
        Verdict("3.10", 4, RIGHT),
        Verdict("3.2a", 1, CRASHED, "it died"),
        Verdict("3.2b", 1, WRONG, "bad"),
    ]
    match = Match({"3.1": "a", "3.10": "b", "3.2": "c"}, {"3.1": "marker", "3.10": "name", "3.2": "position"})
    found = graded(verdicts, match)
    assert [
        [t[k] for k in ("task", "title", "points", "out_of", "status", "found_by", "code")]
        for t in found["tasks"]
    ] == [
        ["3.1", "Title 3.1", 2, 5, WRONG, "marker", "a"],
        ["3.10", "Title 3.10", 4, 4, RIGHT, "name", "b"],
        ["3.2", "Title 3.2", 0, 2, CRASHED, "position", "c"],
    ]
    assert [entry["messages"] for entry in found["tasks"]] == [["no"], [], ["it died", "bad"]]
    assert (found["total"], found["out_of"], found["status"]) == (6, 11, "graded")
    assert (found["lesson"], found["isolation"]) == ("03_third", "none")
    assert "seed" not in found  # with it, the hidden checks' inputs could be drawn


def test_nothing_that_a_student_wrote_gets_into_a_record_unclean():
    bad = "\x1b[31m\ud83d\0\u202e" + "x" * 1000
    match = Match({"3.1": bad}, {"3.1": "marker", "3.2": STUB, "3.3": None}, notes=[bad])
    verdicts = [
        Verdict("3.1", 2, WRONG, bad),
        Verdict("3.2", 2, NOT_ATTEMPTED, "not answered yet"),
        Verdict("3.3", 2, NOT_FOUND, "no cell"),
    ]
    for found in (graded(verdicts, match, [bad], bad, bad), refused(bad, bad, bad)):
        text = json.dumps(found, ensure_ascii=False)
        text.encode("utf-8")
        assert not {"\x1b", "\0", "\u202e"} & set(text) and "\\u" not in text and "\\x" not in text
    found = graded(verdicts, match, [bad], bad, bad)
    assert found["tasks"][0]["code"] == "?" + "x" * 1000  # an answer is shown whole
    assert found["tasks"][0]["messages"] == found["notes"] == found["look"] == [clean(bad)]
    assert (found["student"], found["notebook"]) == (clean(bad), clean(bad))
    assert [entry["code"] for entry in found["tasks"][1:]] == ["", ""]


def test_what_could_not_be_graded_says_why_and_is_looked_at():
    found = refused("kim", "a.ipynb", "it is empty; was it saved?")
    assert (found["student"], found["notebook"], found["tasks"]) == ("kim", "a.ipynb", [])
    assert found["status"] == "not graded: it is empty; was it saved?"
    assert found["look"] == [found["status"]]


# The page

HOSTILE = [
    "<script>alert(1)</script>",
    "</pre></details><script src=//evil.example></script>",
    "</title></style><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    '" onmouseover="alert(4)" x=\'',
    "' onfocus='alert(5)' autofocus tabindex=1 '",
    "<svg/onload=alert(6)>",
    "<a href=javascript:alert(7)>x</a>",
    "<iframe src=x></iframe><style>body{display:none}</style><base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "--><!-- <!--",
    "{{ 7 * 7 }} {% for x in y %} {# #}",
    "{{ record.__class__.__mro__ }}",
    "&lt;script&gt; &amp; &#60;",
    "a < b and c > d & e",
    "한글 답안 ✔",
]


class Page(HTMLParser):
    """Elements, attributes and text of a page; raises AssertionError if what is opened is not closed."""

    VOID = {"meta"}

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.texts, self.open = [], [], [], []
        self.others = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.attributes += [(tag, *attribute) for attribute in attributes]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def handle_comment(self, data):
        self.others.append(data)

    def handle_pi(self, data):
        self.others.append(data)

    def unknown_decl(self, data):
        self.others.append(data)

    def text(self, tag=None):
        return "".join(text for where, text in self.texts if tag in {None, where})


def with_text(text):
    """A record with a text in every place where a student, or a file's name, may put one."""
    wrong = task(status=WRONG, points=0, messages=[text, "and"], code=text, title=text, found_by="name")
    return record(
        wrong, task("3.2", code="x"), student=text, notebook=text, notes=[text], look=[text], title=text
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_student_wrote_is_text_in_the_page(text):
    plain, found = (Page(page(with_text(words))) for words in ("harmless", text))
    assert found.elements == plain.elements and found.attributes == plain.attributes
    assert found.others == []
    assert not {"script", "iframe", "img", "svg", "base", "a", "link", "form"} & set(found.elements)
    assert not [name for _, name, _ in found.attributes if name.startswith("on") or name in {"href", "src"}]
    for tag in ("title", "h1", "h2", "p", "pre", "li"):
        assert text in found.text(tag), tag
    assert found.text().count(text) == plain.text().count("harmless") >= 7


def test_the_page_allows_no_script_and_loads_nothing():
    found = Page(page(record()))
    policies = [value for tag, name, value in found.attributes if (tag, name) == ("meta", "content")]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies
    assert ("meta", "charset", "utf-8") in found.attributes


@pytest.mark.parametrize("status", ORDER)
def test_the_page_says_every_status_in_english_and_korean(status):
    found = Page(page(record(task(status=status, points=0))))
    assert f"{status} ({report.KOREAN[status]})" in found.text("span")
    assert ("section", "class", f"task {status.split()[0]}") in found.attributes


def test_the_page_says_points_and_what_was_found_how():
    found = Page(
        page(record(task(code="x = 1"), task("3.10", 0, 3, WRONG, ["bad"], "y = 2", found_by="position")))
    )
    assert "2 of 5 points" in found.text("p") and "bad" in found.text("p")
    assert "0 of 3" in found.text("span")
    assert [text for tag, text in found.texts if tag == "pre"] == ["x = 1", "y = 2"]
    summaries = [text for tag, text in found.texts if tag == "summary"]
    assert len(summaries) == 2 and "position" in summaries[1] and "marker" not in summaries[0]


SET = {("kim", "3.1"): Override(2.5, "as you said:\n<b>right</b> & 'fine'", "overrides.csv, line 2")}


def test_points_that_a_teacher_set_count_and_are_said_in_the_page():
    given = record(task(points=0, out_of=3, status=WRONG, messages=["bad"]), task("3.2", 1, 2))
    found = named("kim", "a.ipynb", given, SET)
    assert (found["total"], found["out_of"], found["tasks"][0]["points"]) == (3.5, 5, 2.5)
    shown = Page(page(found))
    assert "3.5 of 5 points" in shown.text("p") and "2.5 of 3" in shown.text("span")
    said = "Set by the teacher (교사 조정), instead of 0: as you said: <b>right</b> & 'fine'"
    assert said in shown.text("p") and "b" not in shown.elements
    assert table([found])[0]["3.1"] == "2.5"


def test_points_are_set_for_nobody_else_and_nothing_else():
    given = record(task(points=0), task("3.2", 1, 2))
    assert named("lee", "a.ipynb", given, SET)["total"] == 1
    assert named("kim", "a.ipynb", record(task("3.10", 0)), SET)["total"] == 0
    assert "Set by the teacher" not in page(named("lee", "a.ipynb", given, SET))
    assert given["tasks"][0]["points"] == 0  # what was graded is kept as it was


def test_sums_are_read_by_people():
    tasks = [task(f"3.{n}", 0.1) for n in range(3)]
    found = named("kim", "a.ipynb", record(*tasks), {})
    assert found["total"] == 0.3 and "0.3 of 6 points" in page(found)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_teacher_s_reason_is_text_in_the_page(text):
    found = Page(page(named("kim", "a", record(), {("kim", "3.1"): Override(1, text, "")})))
    assert " ".join(text.split()) in found.text("p")
    assert not {"script", "iframe", "img", "svg", "base", "a", "b"} & set(found.elements)


def test_an_answers_lines_and_blanks_stay_as_they_are():
    code = "\n\n  def f(x):\n\n        return x  \n"
    (shown,) = [text for tag, text in Page(page(record(task(code=code)))).texts if tag == "pre"]
    assert shown == code


def test_of_a_task_without_answer_nothing_is_shown():
    found = Page(page(record(task(status=NOT_ATTEMPTED, points=0, messages=["not answered yet"]))))
    assert "pre" not in found.elements and "not answered yet" not in found.text()


# The gradebook


def table(records):
    """The gradebook as a program reads it: a dict a row."""
    return list(csv.DictReader(io.StringIO(gradebook(records)), strict=True))


def test_a_row_a_submission_a_column_a_task_of_any_lesson_in_numeric_order():
    first = record(task("1.10", 3, 3), task("1.2", 1, 2), student="kim", lesson="01_first")
    second = record(task("2.1", 0, 2, WRONG), task("1.2", 2, 2), student="lee")
    third = record(task("10.1", 5, 5), student="park")
    lines = gradebook([first, second, third, refused("seo", "x.ipynb", "it is empty")]).splitlines()
    assert lines == [
        "student,notebook,status,total,out_of,1.2,1.10,2.1,10.1",
        "kim,03_third.ipynb,graded,4,5,1,3,,",
        "lee,03_third.ipynb,graded,2,4,2,,0,",
        "park,03_third.ipynb,graded,5,5,,,,5",
        "seo,x.ipynb,not graded: it is empty,,,,,,",
    ]


def test_a_gradebook_of_nothing_has_its_head():
    assert gradebook([]) == "student,notebook,status,total,out_of\n"


def test_what_needs_a_look_says_so():
    assert [row["status"] for row in table([record(), record(look=["Check 3.1: …"])])] == [
        "graded",
        "needs a look",
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1", "\r=1", "  =1", "\n\n=1", "\t\r\n @x", "-"],
)
def test_no_cell_is_a_formula(text):
    rows = table([record(student=text, notebook=text), refused(text, text, "no")])
    for row in rows:
        for column in ("student", "notebook"):
            assert row[column] == "'" + text.strip()
            assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r", " ", "\n"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("김민지", "김민지"),
        ("kim, minji", "kim, minji"),
        ('"kim"', '"kim"'),
        ("a\nb", "a b"),
        ("a\r\nb\tc", "a b c"),
        ("kim\n=1+1", "kim =1+1"),
        ("x=1", "x=1"),
        ("'x", "'x"),
        ("a;b|c", "a;b|c"),
    ],
)
def test_names_stay_in_their_cell(text, shown):
    (row,) = table([record(student=text, notebook=text)])
    assert (row["student"], row["notebook"]) == (shown, shown)
    assert (row["status"], row["total"], row["3.1"]) == ("graded", "2", "2")
    assert len(gradebook([record(student=text)]).splitlines()) == 2


def test_a_reason_of_several_lines_is_one_line():
    (row,) = table([refused("kim", "a.ipynb", "the checks could not be run:\n=1\n-2")])
    assert row["status"] == "not graded: the checks could not be run: =1 -2"


def test_a_spreadsheet_reads_korean_names_right(tmp_path):
    records = [record(student="김민지", notebook="제출.ipynb")]
    report.write_gradebook(tmp_path / "gradebook.csv", records)
    content = (tmp_path / "gradebook.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfstudent,") and b"\r" not in content
    assert content.decode("utf-8-sig") == gradebook(records)


def test_what_a_batch_holds_in_memory_is_small():
    """Of a class, nothing that a student wrote is in it but what the summary says."""
    wrote = "x" * 100_000
    whole = record(task(code=wrote, messages=[wrote]), notes=[wrote], look=["Check 3.1: crashed."])
    small = short(whole)
    assert len(json.dumps(small)) < 1000 and "xx" not in json.dumps(small)
    assert gradebook([small]) == gradebook([whole]) and summary([small]) == summary([whole])


# Who handed in nothing


def test_who_is_on_the_roster_and_handed_in_nothing():
    records = [
        record(student="kim"),
        record(task("1.1"), student="lee", lesson="01_first", notebook="a.ipynb"),
        refused("park", "Copy of 03_third.ipynb", "it is empty"),
        refused("seo", "seo", "no notebook was handed in"),
        record(student="a stranger"),
    ]
    missing = report.absent(records, ["kim", "lee", "park", "seo", "yun"])
    assert [(one["notebook"], one["student"]) for one in missing] == [
        *(("01_first", name) for name in ("kim", "park", "seo", "yun")),
        *(("03_third", name) for name in ("lee", "seo", "yun")),
    ]
    assert {one["status"] for one in missing} == {"not submitted"}
    rows = table(records + missing)
    assert rows[-1] == {
        "student": "yun",
        "notebook": "03_third",
        "status": "not submitted",
        "total": "",
        "out_of": "",
        "1.1": "",
        "3.1": "",
    }
    lines = summary(records + missing)
    assert lines[1] == "  not submitted by 4 on the roster" and "  not submitted by 3 on the roster" in lines
    assert "2 need a look:" in lines  # who is missing is no riddle


@pytest.mark.parametrize(
    ("on_the_roster", "handed_in", "is_same"),
    [
        ("Kim, Minji", "kimminji", True),  # Canvas
        ("O'Neil, Max", "oneilmax", True),
        ("김 민지", "김민지", True),
        ("Lee_Seojun", "Lee Seojun", True),
        ("Kim, Minji", "kimminjin", False),
        ("김민지", "김민진", False),
        ("20231234", "20231235", False),
    ],
)
def test_a_name_is_the_same_however_an_lms_writes_it(on_the_roster, handed_in, is_same):
    assert (report.absent([record(student=handed_in)], [on_the_roster]) == []) == is_same


def test_a_class_of_a_thousand_is_looked_through_in_no_time():
    students = [f"student {n}" for n in range(1000)]
    records = [record(student=student, lesson=f"{n:02}_x") for student in students for n in range(1, 15)]
    assert len(report.absent(records, [*students, "yun"])) == 14


# Progress


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (0.4, "0 s"),
        (89, "89 s"),
        (90, "2 min"),
        (600, "10 min"),
        (5400, "1 h 30 min"),
        (36000, "10 h 0 min"),
    ],
)
def test_durations_are_said_to_somebody_who_waits(seconds, said):
    assert report.duration(seconds) == said


def test_a_line_of_progress():
    found = record(student="kim\nlee", total=2.5)
    assert (
        report.progress(3, 20, found, "about 2 min left")
        == "[3/20] kim lee/03_third.ipynb ... 2.5 of 2 (about 2 min left)"
    )
    assert (
        report.progress(3, 20, refused("kim", "a", "it is empty"), "")
        == "[3/20] kim/a ... not graded: it is empty"
    )


# What is written


def test_what_was_ended_while_it_wrote_leaves_nothing_behind(tmp_path):
    (tmp_path / ".x.json.part").write_text("half", encoding="utf-8")
    pairs.write(tmp_path / "x.json", "한글\n")
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]
    assert (tmp_path / "x.json").read_bytes() == "한글\n".encode()


def test_a_graded_submission_has_a_page_and_a_record(tmp_path):
    found = record(student="김민지")
    report.write_submission(tmp_path / "김민지", found)
    assert sorted(path.name for path in (tmp_path / "김민지").iterdir()) == ["03_third.html", "03_third.json"]
    text = (tmp_path / "김민지" / "03_third.json").read_text(encoding="utf-8")
    assert json.loads(text) == found and "김민지" in text
    assert (tmp_path / "김민지" / "03_third.html").read_text(encoding="utf-8") == page(found)


def test_what_was_not_graded_has_neither(tmp_path):
    report.write_submission(tmp_path / "kim", refused("kim", "a.ipynb", "it is empty"))
    assert list(tmp_path.iterdir()) == []


# The summary


def test_the_summary_says_points_and_what_was_missed_most():
    records = [
        record(*(task(f"3.{n}", 2 * (n > missed), 2, RIGHT if n > missed else WRONG) for n in range(1, 6)))
        for missed in (0, 1, 3, 5)
    ]
    records.append(record(task("1.1", 1, 1, title="First"), lesson="01_first"))
    assert summary(records) == [
        "01_first: 1 graded, 1 to 1 of 1 points, median 1",
        "03_third: 4 graded, 0 to 10 of 10 points, median 6",
        "  missed by 3 of 4: 3.1 A task",
        "  missed by 2 of 4: 3.2 A task",
        "  missed by 2 of 4: 3.3 A task",
    ]


def test_the_summary_says_what_needs_a_look():
    records = [
        record(),
        record(student="lee", look=["Check 3.1: crashed.", "Check 3.2: not checked."]),
        refused("park", "x.ipynb", "it is empty"),
    ]
    assert summary(records)[1:] == [
        "2 need a look:",
        "  lee/03_third.ipynb: Check 3.1: crashed.",
        "  lee/03_third.ipynb: Check 3.2: not checked.",
        "  park/x.ipynb: not graded: it is empty",
    ]


def test_the_summary_of_nothing_is_nothing():
    assert summary([]) == []
    assert len(summary([refused("kim", "a.ipynb", "it is empty")])) == 2


def test_every_line_of_the_summary_is_one():
    """A name or a message cannot look like a line of the summary's own."""
    records = [
        record(student="kim\n99_x: 1 graded", look=["Check 3.1: crashed: a\n  lee/x.ipynb: all is well"]),
        refused("park", "x\n.ipynb", "the checks could not be run:\nline 1\nline 2"),
    ]
    assert [line for line in summary(records) if "\n" in line] == []
