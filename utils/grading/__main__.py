"""Grade a folder of submissions: ``python -m utils.grading SUBMISSIONS``."""

import argparse
import os
import re
import secrets
import sys
import time
from pathlib import Path

from utils import pairs
from utils.grading import grade, report, sandbox
from utils.grading.grade import NotGradable
from utils.grading.merge import lesson_of
from utils.grading.run import BUBBLEWRAP, NONE
from utils.grading.submission import Unreadable, read

GRADEBOOK, SEED = "gradebook.csv", "seed.txt"
NOTEBOOK = re.compile(r"[^.].*\.ipynb", re.IGNORECASE | re.DOTALL)  # Drive appends to it: "01.ipynb의 사본"

EPILOG = """\
SUBMISSIONS holds a folder a student, with the notebooks that the student handed in:

  submissions/김민지/03_sequential_api.ipynb
  submissions/lee/Copy of 03_sequential_api.ipynb      (its markers tell the lesson, not its name)

OUT gets gradebook.csv (a row a notebook, a column a task), and for each notebook
OUT/<student>/03_sequential_api.html, a page of feedback for the student, and the same as .json.

A notebook is never run. Its answers, source only, are put into the course's own solution and run there in a
sandbox, with the checks that students see and with hidden checks on inputs drawn from a seed. What these print is
compared, outside of the sandbox, with what the solution printed. The seed is drawn once and kept in OUT/seed.txt:
graded again into the same OUT, the same notebook gets the same points.

The sandbox needs Linux and bubblewrap (sudo apt-get install bubblewrap). --isolation none runs the answers with your
own rights instead: they can then read and change your files, the course's solutions and the grades, and use the
network. Do that only with answers that you have read, or on a machine that holds nothing else.
"""


class BadInput(Exception):
    """What is wrong with the command line, in a sentence that says what to do."""


def main(arguments=None):
    """Grade all submissions; return 0 if every one was looked at, 2 for bad input."""
    parser = argparse.ArgumentParser(
        prog="python -m utils.grading",
        description="Grade a folder of submissions with the course's checks.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("submissions", metavar="SUBMISSIONS", help="a folder with a folder for each student")
    parser.add_argument(
        "--out", metavar="OUT", default="grades", help="where the grades go (default: grades)"
    )
    parser.add_argument(
        "--isolation",
        choices=(BUBBLEWRAP, NONE),
        default=BUBBLEWRAP,
        help="how answers are kept away from this machine (default: bubblewrap)",
    )
    parser.add_argument(
        "--seed",
        type=_seed_number,
        help="seed of the hidden checks, 1 to 2147483647, instead of one that is drawn",
    )
    options = parser.parse_args(arguments)
    try:
        submissions, out = _folders(options)
        if options.isolation == BUBBLEWRAP and (reason := sandbox.why_not()):
            raise BadInput(
                f"The answers cannot be isolated on this machine: {reason}.\n"
                "Nothing was run. --isolation none grades without a sandbox; --help says what that does not protect."
            )
        found = list(find(submissions))
        if not found:
            raise BadInput(f"{submissions} holds no folder of a student, such as {submissions}/kim")
        seed = _seed(out, options.seed)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    if options.isolation == NONE:
        print(
            "Warning: no isolation. The answers run with your rights: they can read and change your files, these "
            "grades included, and use the network.",
            file=sys.stderr,
        )
    records = grade_all(found, out, seed, options.isolation)
    print()
    print("\n".join(report.summary(records)))
    print(f"\nThe gradebook is {out / GRADEBOOK}; the students' pages are beside it, a folder each.")
    return 0


def _seed_number(text):
    """A seed from the command line; 0 is not one, since its outputs are published with the solutions."""
    if not 1 <= int(text) < 2**31:
        raise argparse.ArgumentTypeError("a seed is a number from 1 to 2147483647")
    return int(text)


def _folders(options):
    submissions, out = Path(options.submissions), Path(options.out)
    if not submissions.is_dir():
        raise BadInput(
            f"{submissions} is no folder; say where the submissions are: make grade SUBMISSIONS=folder"
        )
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} is a file; the grades need a folder: OUT=grades")
    inner, outer = out.resolve(), submissions.resolve()
    if inner == outer or inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise BadInput(f"{out} and {submissions} must not lie in each other: say OUT=another-folder")
    return submissions, out


def _seed(out, wanted):
    """The seed of this grading, kept in `out`."""
    path = out / SEED
    if path.exists():
        try:
            kept = _seed_number(path.read_text(encoding="utf-8"))
        except (ValueError, argparse.ArgumentTypeError):
            raise BadInput(f"{path} holds no seed; delete it to draw a new one") from None
        if wanted not in {None, kept}:
            raise BadInput(
                f"{path} says seed {kept}; grade with another seed into another folder: OUT=grades-2"
            )
        return kept
    seed = secrets.randbelow(2**31 - 2) + 1 if wanted is None else wanted
    out.mkdir(parents=True, exist_ok=True)
    pairs.write(path, f"{seed}\n")
    return seed


def find(submissions):
    """Yield ``(student, path, reason why it cannot be graded or "")`` for what was handed in, in order of the names."""
    for student in sorted(os.scandir(submissions), key=lambda entry: entry.name):
        path = Path(student.path)
        if student.name.startswith("."):
            continue
        if student.is_symlink():
            yield student.name, path, "it is a link, not a folder; hand in the notebook itself"
        elif student.name in {GRADEBOOK, SEED}:
            yield student.name, path, "the grades need this name for a file of their own; rename it"
        elif student.is_dir():
            try:
                entries = sorted(os.scandir(student), key=lambda entry: entry.name)
            except OSError as error:
                yield student.name, path, f"the folder cannot be read ({error.strerror})"
                continue
            notebooks = [path / entry.name for entry in entries if NOTEBOOK.match(entry.name)]
            for notebook in notebooks:
                yield student.name, notebook, ""
            if not notebooks:
                yield student.name, path, "there is no notebook in the folder"
        else:
            yield path.stem, path, f"it lies in no student's folder, such as {path.parent.name}/kim"


def grade_all(found, out, seed, isolation):
    """Grade what `find` found, one after another; write pages and gradebook; return the records."""
    lessons, records, started = {}, [], time.monotonic()
    found = _latest(found)
    for number, (student, path, reason) in enumerate(found, start=1):
        print(f"[{number}/{len(found)}] {report.name(f'{student}/{path.name}')} ...", end=" ", flush=True)
        record = grade_one(student, path, reason, lessons, seed, isolation)
        try:
            report.write_submission(out / student, record)
        except OSError as error:
            record = report.refused(student, path.name, f"its page cannot be written ({error.strerror})")
        records.append(record)
        report.write_gradebook(out / GRADEBOOK, records)
        took = time.monotonic() - started
        left = took / number * (len(found) - number)
        said = record["status"] if "total" not in record else f"{record['total']} of {record['out_of']}"
        print(f"{said} ({took:.0f} s, about {left:.0f} s left)", flush=True)
    return records


def _latest(found):
    """Of a student's notebooks of one lesson, the one that was changed last counts; the others say so."""
    lesson, latest = {}, {}
    for student, path, reason in found:
        if not reason:
            try:
                lesson[path] = lesson_of(read(path))
            except (Unreadable, OSError):
                continue  # it is read again, and said, when its turn comes
            key = student, lesson[path]
            latest[key] = max(latest.get(key, path), path, key=lambda p: (p.stat().st_mtime, p.name))
    result = []
    for student, path, reason in found:
        if lesson.get(path) and (counts := latest[student, lesson[path]]) != path:
            reason = f"{counts.name} was changed later, and counts"
        result.append((student, path, reason))
    return result


def grade_one(student, path, reason, lessons, seed, isolation):
    """Record of one submission; never raises, whatever was handed in.

    `lessons` keeps the lessons, ``{number: Lesson or what is wrong with it}``, for the next submission.
    """
    try:
        if reason:
            raise Unreadable(reason)
        codes = read(path)
        number = lesson_of(codes)
        if number not in lessons:
            try:
                lessons[number] = grade.lesson(number, seed, isolation)
            except (Unreadable, NotGradable) as error:
                lessons[number] = error
        lesson = lessons[number]
        if isinstance(lesson, Exception):
            raise lesson
        return report.graded(student, path.name, lesson, grade.grade(codes, lesson))
    except (Unreadable, NotGradable) as error:
        return report.refused(student, path.name, str(error))
    except Exception as error:  # one submission must not end the batch
        return report.refused(student, path.name, f"the grader failed: {type(error).__name__}: {error}")


if __name__ == "__main__":
    sys.exit(main())
