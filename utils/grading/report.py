"""What a teacher and a student get: a page and a record a submission, a gradebook, a summary."""

import csv
import io
import json
import os
import re
import statistics
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from utils import pairs
from utils.grading import verdict as verdicts

MESSAGE = 400  # characters of a message; a student may have written it
ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
FORMULA = tuple("=+-@\t\r")  # what makes a spreadsheet run a cell that begins with it
GRADED, NOT_SUBMITTED = "graded", "not submitted"

KOREAN = {
    verdicts.RIGHT: "정답",
    verdicts.WRONG: "오답",
    verdicts.NOT_ATTEMPTED: "미작성",
    verdicts.TIMED_OUT: "시간 초과",
    verdicts.CRASHED: "비정상 종료",
    verdicts.NOT_CHECKED: "채점 안 됨",
    verdicts.NOT_FOUND: "답안 없음",
}

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


def clean(text, limit=MESSAGE):
    """`text` as one that can be written into any file and shown: no control characters, not longer than `limit`."""
    text = ANSI.sub("", str(text)).encode("utf-8", "replace").decode("utf-8")
    text = "".join(c for c in text if c in "\n\t" or c.isprintable())
    return text if limit is None or len(text) <= limit else text[:limit] + " …"


def line(text):
    """`text` as one clean line."""
    return " ".join(clean(text).split())


def name(text):
    """The name of a file or folder as one clean line; bytes that are no UTF-8 are most likely Korean Windows'."""
    try:
        raw = os.fsencode(text)
    except UnicodeEncodeError:  # half a surrogate pair, which no file system gave it
        return line(text) or "?"
    for encoding in ("utf-8", "cp949"):
        try:
            return line(raw.decode(encoding)) or "?"
        except UnicodeDecodeError:
            continue
    return line(raw.decode("utf-8", "backslashreplace"))


def graded(lesson, result):
    """Record of a graded submission, ready for JSON, before it is known whose it is (see `named`)."""
    tasks = []
    for number in lesson.tasks:
        parts = [
            said
            for label, said in result.verdicts.items()
            if label.rstrip("abcdefghijklmnopqrstuvwxyz") == number
        ]
        worst = max(parts, key=lambda said: verdicts.ORDER.index(said.status))
        tasks.append(
            {
                "task": number,
                "title": lesson.titles[number],
                "points": sum(said.reached for said in parts),
                "out_of": sum(said.points for said in parts),
                "status": worst.status,
                "messages": [clean(said.message) for said in parts if said.message],
                "found_by": result.match.rules[number],
                "code": clean(result.match.answers.get(number, ""), None),
            }
        )
    return {
        "lesson": lesson.name,
        "title": lesson.title,
        "status": GRADED,
        "tasks": tasks,
        "notes": [clean(note) for note in result.match.notes],
        "look": [clean(sentence) for sentence in result.look],
        "isolation": lesson.isolation,
    }


def refused(reason):
    """Record of a submission that could not be graded."""
    status = f"not graded: {line(reason)}"
    return {"status": status, "tasks": [], "look": [status]}


def named(student, notebook, record, overrides):
    """The record with its names, its sums, and what the teacher has set: ``{(student, task): Override}``."""
    names = {"student": name(student), "notebook": name(notebook)}
    tasks = []
    for task in record["tasks"]:
        if override := overrides.get((student, task["task"])):
            task = task | {
                "points": override.points,
                "graded": task["points"],
                "reason": line(override.reason),
            }
        tasks.append(task)
    if not tasks:
        return names | record
    sums = {
        key: round(sum(task[points] for task in tasks), 2)  # a teacher may give 0.1 points
        for key, points in (("total", "points"), ("out_of", "out_of"))
    }
    return names | record | sums | {"tasks": tasks}


def short(record):
    """What the gradebook and the summary need of a record."""
    keys = ("task", "title", "points", "out_of", "status", "graded")
    tasks = [{key: task[key] for key in keys if key in task} for task in record["tasks"]]
    return {key: value for key, value in record.items() if key != "notes"} | {"tasks": tasks}


def same(student):
    """What stands for a name on a roster and in an LMS's download: Canvas makes kimminji of "Kim, Minji"."""
    return re.sub(r"[\W_]", "", student).casefold()


def absent(records, roster):
    """Short records of those on the roster who handed in nothing for a lesson that others handed in."""
    given = {}  # what each handed in, as one text: a broken notebook is told by its name
    for record in records:
        who = same(record["student"])
        given[who] = given.get(who, "") + f"{record.get('lesson')}\n{record['notebook']}\n"
    return [
        {"student": student, "notebook": lesson, "status": NOT_SUBMITTED, "tasks": [], "look": []}
        for lesson in sorted({record["lesson"] for record in records if record["tasks"]})
        for student in roster
        if lesson not in given.get(same(student), "")
    ]


def duration(seconds):
    """Seconds as text for somebody who waits: 40 s, 3 min, 2 h 5 min."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def progress(number, of, record, left):
    """The line that says what became of one notebook."""
    said = f"{record['total']:g} of {record['out_of']:g}" if "total" in record else record["status"]
    left = f" ({left})" if left else ""
    return f"[{number}/{of}] {line(record['student'] + '/' + record['notebook'])} ... {said}{left}"


def page(record):
    """The feedback page of a graded submission, as HTML: whatever a student wrote is text in it."""
    return _pages.get_template("feedback.html.jinja").render(record=record, korean=KOREAN)


def gradebook(records):
    """The gradebook as CSV: a row a submission, a column a task."""
    numbers = {task["task"] for record in records for task in record["tasks"]}
    numbers = sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["student", "notebook", "status", "total", "out_of", *numbers])
    for record in records:
        points = {task["task"]: task["points"] for task in record["tasks"]}
        status = "needs a look" if record["status"] == GRADED and record["look"] else record["status"]
        row = [
            record["student"],
            record["notebook"],
            status,
            record.get("total", ""),
            record.get("out_of", ""),
        ]
        table.writerow([_cell(value) for value in row] + [points.get(number, "") for number in numbers])
    return file.getvalue()


def _cell(value):
    """A value as a spreadsheet shows it: text, in one line, that is no formula."""
    if isinstance(value, str):
        value = " ".join(value.split())
        return "'" + value if value.startswith(FORMULA) else value
    return value


def write_submission(folder, record):
    """Write the record of a submission into `folder`, and its page if it was graded."""
    if record["status"] == GRADED:
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        pairs.write(folder / f"{record['lesson']}.html", page(record))
        pairs.write(folder / f"{record['lesson']}.json", text)


def write_gradebook(path, records):
    """Write the gradebook; a spreadsheet reads Korean names right by the mark at its beginning."""
    pairs.write(path, "\ufeff" + gradebook(records))


def summary(records):
    """What a teacher wants to know first, as lines of text."""
    lines = []
    for lesson in sorted({record["lesson"] for record in records if record["tasks"]}):
        of_lesson = [record for record in records if record.get("lesson") == lesson]
        totals = [record["total"] for record in of_lesson]
        out_of = of_lesson[0]["out_of"]
        lines.append(
            f"{lesson}: {len(totals)} graded, {min(totals):g} to {max(totals):g} of {out_of} points, "
            f"median {statistics.median(totals):g}"
        )
        if without := sum(r["status"] == NOT_SUBMITTED and r["notebook"] == lesson for r in records):
            lines.append(f"  not submitted by {without} on the roster")
        missed = []
        for index, task in enumerate(of_lesson[0]["tasks"]):
            count = sum(record["tasks"][index]["status"] != verdicts.RIGHT for record in of_lesson)
            missed.append((count, task["task"], task["title"]))
        for count, number, title in sorted(missed, key=lambda entry: -entry[0])[:3]:
            if count:
                lines.append(f"  missed by {count} of {len(totals)}: {number} {title}")
    look = [record for record in records if record["look"]]
    if look:
        lines.append(f"{len(look)} need a look:")
        for record in look:
            lines += [
                f"  {record['student']}/{record['notebook']}: {sentence}" for sentence in record["look"]
            ]
    return [" ".join(text.split("\n")) for text in lines]
