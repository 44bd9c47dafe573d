"""Grade what a class handed in: ``python -m utils.grading SUBMISSIONS``."""

import argparse
import re
import secrets
import sys
from pathlib import Path

from utils import pairs
from utils.grading import lists, report, sandbox
from utils.grading.batch import GRADEBOOK, Batch, NoWorkers, Workers
from utils.grading.folders import sweep
from utils.grading.handed_in import find
from utils.grading.lists import BadList
from utils.grading.run import BUBBLEWRAP, NONE
from utils.grading.submission import Unreadable

SEED = "seed.txt"
LAST_SEED = 2**31 - 1

EPILOG = """\
SUBMISSIONS is what the students handed in: a folder, or a zip archive as Moodle or Canvas gives it.

  submissions/김민지/03_sequential_api.ipynb                a folder a student, or a zip archive a student
  submissions/lee/Copy of 03_sequential_api.ipynb         its markers tell the lesson, not its name
  submissions/박서준_03_sequential_api.ipynb                a loose notebook with the student's name
  submissions/moodle.zip                                  several downloads in one folder

Of two notebooks of one student and lesson, the later one counts, and the other one's row says so. Students of the
same name in one download are told apart by the number that Moodle or Canvas gives: 김민지_12345.

OUT gets gradebook.csv (a row a notebook, a column a task), and for each notebook
OUT/<student>/03_sequential_api.html, a page of feedback for the student, and the same as .json.
Two lists in OUT are the teacher's own, read each time and never written, both as a spreadsheet saves them (CSV):

  roster.csv      a column student: who is on it and handed in nothing for a lesson gets a row that says so
  overrides.csv   columns student, task, points, reason: points set by hand, which the student's page says

A notebook is never run. Its answers, source only, are put into the course's own solution and run there in a
sandbox, with the checks that students see and with hidden checks on inputs drawn from a seed. What these print is
compared, outside of the sandbox, with what the solution printed. The seed is drawn once and kept in OUT/seed.txt:
graded again into the same OUT, the same notebook gets the same points.

What is graded is kept in OUT/.results. Ended at whatever moment, the same command goes on where it was; later, it
grades only what is new or changed. To grade everything anew, take another OUT.

--dask grades on the workers of a Dask cluster. Each needs this course in a folder of its own, with its environment;
they share no folder. Keep the cluster in a network that you trust: it sees the answers and the hidden checks.

  .venv/bin/dask scheduler                                          on one machine
  .venv/bin/dask worker tcp://that-machine:8786 --nthreads 1 --nworkers 4     in the course's folder, on each

The sandbox needs Linux and bubblewrap (sudo apt-get install bubblewrap). --isolation none runs the answers with your
own rights instead: they can then read and change your files, the course's solutions and the grades, and use the
network. Do that only with answers that you have read, or on a machine that holds nothing else.
"""


class BadInput(Exception):
    """What is wrong with the command line, in a sentence that says what to do."""


def main(arguments=None):
    """Grade all submissions; return 0 if every one was looked at, 1 if the workers failed, 2 for bad input."""
    parser = argparse.ArgumentParser(
        prog="python -m utils.grading",
        description="Grade what a class handed in with the course's checks.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "submissions",
        metavar="SUBMISSIONS",
        help="a folder, or a zip archive, with what the students handed in",
    )
    parser.add_argument(
        "--out", metavar="OUT", default="grades", help="where the grades go (default: grades)"
    )
    parser.add_argument(
        "--jobs", type=_number(1000), metavar="N", help="notebooks at a time (default: one a core)"
    )
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="grade on the cluster of the scheduler at this address"
    )
    parser.add_argument(
        "--isolation",
        choices=(BUBBLEWRAP, NONE),
        default=BUBBLEWRAP,
        help="how answers are kept away from this machine (default: bubblewrap)",
    )
    parser.add_argument(
        "--seed",
        type=_number(LAST_SEED),
        metavar="N",
        help=f"seed of the hidden checks, 1 to {LAST_SEED}, instead of one that is drawn",
    )
    options = parser.parse_args(arguments)
    try:
        submissions, out = _places(options)
        if not options.dask and options.isolation == BUBBLEWRAP and (reason := sandbox.why_not()):
            raise BadInput(
                f"The answers cannot be isolated on this machine: {reason}.\n"
                "Nothing was run. --isolation none grades without a sandbox; --help says what that does not protect."
            )
        found = find(submissions)
        if not found:
            raise BadInput(
                f"{submissions} is empty; a folder for each student goes into it, such as {submissions}/kim"
            )
        roster, overrides = lists.roster(out), lists.overrides(out)
        if options.dask:
            workers = Workers.of_cluster(options.dask, options.isolation)
        else:
            workers = Workers.here(options.jobs)
        with workers as workers:
            batch = Batch(found, out, _seed(out, options.seed), options.isolation, overrides)
            if options.isolation == NONE:
                print(
                    "Warning: no isolation. The answers run with your rights: they can read and change your files, "
                    "these grades included, and use the network.",
                    file=sys.stderr,
                )
            sweep()
            records = batch.run(workers)
        _report(records, out, roster, overrides)
    except (BadInput, BadList, Unreadable) as error:
        print(error, file=sys.stderr)
        return 2
    except NoWorkers as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"{error.filename or 'A file'} cannot be read or written ({error.strerror or error})",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. What is graded is kept: the same command goes on from there.", file=sys.stderr)
        return 130
    finally:
        sweep()
    return 0


def _report(records, out, roster, overrides):
    """Write the gradebook with who is missing, and say what a teacher wants to know first."""
    records = records + report.absent(records, roster)
    report.write_gradebook(out / GRADEBOOK, records)
    print()
    print("\n".join(report.summary(records)))
    known = set(map(report.same, roster))
    strangers = sorted(
        {record["student"] for record in records if report.same(record["student"]) not in known}
    )
    if roster and strangers:
        print(f"Not on the roster: {', '.join(strangers)}")
    reached = {(record["student"], task["task"]) for record in records for task in record["tasks"]}
    for (student, task), override in overrides.items():
        if (student, task) not in reached:
            print(f"{override.place}: {student} has no graded task {task}; nothing was set")
    print(f"\nThe gradebook is {out / GRADEBOOK}; the students' pages are beside it, a folder each.")


def _number(most):
    """A function that reads a number from 1 to `most`. A seed is never 0: its outputs come with the solutions."""

    def read(text):
        if not re.fullmatch("[0-9]{1,10}", text.strip()) or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {most}")
        return int(text)

    return read


def _places(options):
    submissions, out = Path(options.submissions), Path(options.out)
    if not submissions.exists():
        raise BadInput(
            f"{submissions} is no folder and no zip archive; say where the submissions are: "
            "make grade SUBMISSIONS=folder"
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
            kept = _number(LAST_SEED)(path.read_text(encoding="utf-8"))
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


if __name__ == "__main__":
    sys.exit(main())
