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


def graded(student, notebook, lesson, result):
    """Record of a graded submission, ready for JSON."""
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
        "student": name(student),
        "notebook": name(notebook),
        "lesson": lesson.name,
        "title": lesson.title,
        "status": "graded",
        "total": sum(task["points"] for task in tasks),
        "out_of": sum(task["out_of"] for task in tasks),
        "tasks": tasks,
        "notes": [clean(note) for note in result.match.notes],
        "look": [clean(sentence) for sentence in result.look],
        "isolation": lesson.isolation,
    }


def refused(student, notebook, reason):
    """Record of a submission that could not be graded."""
    return {
        "student": name(student),
        "notebook": name(notebook),
        "status": f"not graded: {line(reason)}",
        "tasks": [],
        "look": [f"not graded: {line(reason)}"],
    }


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
        status = "needs a look" if record["status"] == "graded" and record["look"] else record["status"]
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
    if record["status"] == "graded":
        pairs.write(folder / f"{record['lesson']}.html", page(record))
        pairs.write(
            folder / f"{record['lesson']}.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        )


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
            f"{lesson}: {len(totals)} graded, {min(totals)} to {max(totals)} of {out_of} points, "
            f"median {statistics.median(totals):g}"
        )
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
