"""What a class handed in: whose it is, which notebook, and when; from folders and zip archives as they come.

What is understood, at the top of a folder or of a zip archive:

- a folder a student, with notebooks at any depth, and zip archives with notebooks in them,
- Moodle's download: ``김민지_12345_assignsubmission_file/…``, or that in front of the file's name,
- Canvas's download: ``kimminji_LATE_12345_67890_03_sequential_api.ipynb``: the student's number, then the file's,
- loose notebooks with the student's name in theirs: ``김민지_03_sequential_api.ipynb``,
- in a folder, any of these downloads as the zip archive that it was, or a zip archive a student.

Nothing is unpacked: notebooks are read where they lie.
"""

import io
import os
import re
import stat
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from utils import pairs
from utils.grading.report import name as shown
from utils.grading.submission import FILE_LIMIT, Unreadable, content, loads

ZIP_LIMIT = 10 * FILE_LIMIT  # bytes of a zip archive that a student handed in
NOTEBOOK = re.compile(r"[^.].*\.ipynb", re.IGNORECASE | re.DOTALL)  # Drive appends to it: "01.ipynb의 사본"
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_.*)?", re.DOTALL)
CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?_(?P<number>\d+)_(?P<file>\d+)_.+", re.DOTALL)
A_COPY = re.compile(r"^copy of\s+|[\s_-]*(?:copy|복사본|사본)$|\s*\(\d+\)$", re.IGNORECASE)
OF_THE_GRADER = {"gradebook.csv", "seed.txt", "roster.csv", "overrides.csv"}  # in the folder of the grades

NO_NOTEBOOK = "there is no notebook in the folder"
NAMELESS = "its name does not say whose it is; put it into a folder with the student's name"
IS_A_LINK = "it is a link, not a folder; hand in the notebook itself"


@dataclass(frozen=True)
class HandedIn:
    """A notebook that somebody handed in, or why there is none to grade.

    student, notebook: their names, each in one line; problem: why it cannot be graded, "" if nothing is known against
    it; order: of two, the one where it is larger was handed in later; load: returns its bytes, or raises Unreadable.
    """

    student: str
    notebook: str
    problem: str = ""
    order: tuple = ()
    load: Callable[[], bytes] | None = None

    def codes(self):
        """Its code cells. Raises Unreadable."""
        if self.problem:
            raise Unreadable(self.problem)
        return loads(self.load())


@dataclass(frozen=True)
class _File:
    """A file in a folder or zip archive.

    parts: the names of the folders on its way, and its own; when: seconds; load: as above, but takes the size at
    which it gives up; problem: as above.
    """

    parts: tuple
    when: float
    load: Callable[[int], bytes] | None
    problem: str = ""

    @property
    def name(self):
        return self.parts[-1]


@dataclass(frozen=True)
class _Owner:
    """Who handed in: a name, and the number and the file's number that an LMS gives, if it does."""

    name: str
    number: str = ""
    file: int = 0


def person(text):
    """A student's name as it is compared and shown: one line, Korean letters composed (NFC)."""
    return unicodedata.normalize("NFC", shown(text))


def find(place):
    """What lies in `place`, a folder or a zip archive: a HandedIn a notebook, and one a student without any.

    In the order of the names. Raises Unreadable if `place` cannot be read as a whole.
    """
    found = _Found()
    if place.is_dir():
        found.look_into_folder(place)
    else:
        found.look_at(_unwrapped(list(_in_zip(partial(zipfile.ZipFile, place)))), str(place))
    return found.handed_in()


class _Found:
    """Gathers what was handed in."""

    def __init__(self):
        self.things = []  # (where an LMS's numbers hold, owner, HandedIn, or None for a student known by now)

    def look_into_folder(self, place):
        for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
            path = Path(entry.path)
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            if entry.is_symlink():
                self.refuse(entry.name, entry.name, IS_A_LINK)
            elif entry.is_dir():
                try:
                    files = [replace(f, parts=(entry.name, *f.parts)) for f in _in_folder(path)]
                except OSError as error:
                    self.refuse(entry.name, entry.name, f"the folder cannot be read ({error.strerror})")
                    continue
                self.things.append((str(place), _owner(entry.name), None))
                self.look_at(files, str(place))
            else:
                file = _File((entry.name,), entry.stat().st_mtime, partial(content, path))
                if _is_zip(file.name) and not _by_lms(file.name):
                    self.look_into_zip(path, file)
                else:
                    self.look_at([file], str(place))

    def look_into_zip(self, path, file):
        """A zip archive between the students' folders: what an LMS gave, or what one student handed in."""
        try:
            inside = _unwrapped(list(_in_zip(partial(zipfile.ZipFile, path))))
        except Unreadable as error:
            self.refuse(path.stem, path.name, str(error))
            return
        if any(_by_lms(inner.parts[0]) for inner in inside):
            self.look_at(inside, str(path))
        else:
            self.look_at([file], str(path.parent))

    def look_at(self, files, where):
        """Take in the files of a folder or an archive in which the numbers of an LMS mean one student each."""
        for file in files:
            if file.problem:
                self.refuse(file.parts[0], file.name, file.problem)
                continue
            if any(part.startswith(".") or part == "__MACOSX" for part in file.parts):
                continue
            loose = len(file.parts) == 1
            owner = _owner(file.parts[0], loose)
            if not owner.name:
                self.refuse(Path(file.name).stem, file.name, NAMELESS)
            elif NOTEBOOK.match(file.name):
                self.add(where, owner, file)
            elif _is_zip(file.name):
                self.look_into_students_zip(where, owner, file)
            elif loose and not _by_lms(file.name):
                self.refuse(
                    Path(file.name).stem, file.name, "it is no notebook, and lies in no student's folder"
                )
            else:
                self.things.append((where, owner, None))

    def look_into_students_zip(self, where, owner, file):
        try:
            inside = list(_in_zip(partial(_inner, file)))
        except Unreadable as error:
            self.add(where, owner, replace(file, problem=str(error)))
            return
        notebooks = [
            inner
            for inner in inside
            if inner.problem
            or (
                NOTEBOOK.match(inner.name)
                and not any(p.startswith(".") or p == "__MACOSX" for p in inner.parts)
            )
        ]
        for inner in notebooks:
            self.add(where, owner, inner)
        if not notebooks:
            self.things.append((where, owner, None))

    def add(self, where, owner, file):
        load = partial(file.load, FILE_LIMIT) if file.load else None
        order = (owner.file, file.when, file.name)
        self.things.append((where, owner, HandedIn("", shown(file.name), file.problem, order, load)))

    def refuse(self, student, notebook, problem):
        self.things.append(("", _Owner(student), HandedIn("", shown(notebook), problem)))

    def handed_in(self):
        numbers = {}  # of those who have the same name
        for where, owner, _ in self.things:
            numbers.setdefault((where, person(owner.name)), set()).add(owner.number)
        students = {}
        for where, owner, handed_in in self.things:
            name = person(owner.name)
            if len(numbers[where, name]) > 1 and owner.number:
                name += f"_{owner.number}"
            students.setdefault(name, [])
            if handed_in:
                students[name].append(handed_in)
        result = []
        for student in sorted(students):
            mine = sorted(students[student], key=lambda one: one.notebook)
            mine = mine or [HandedIn(student, student, NO_NOTEBOOK)]
            if student in OF_THE_GRADER:
                problem = "the grades need this name for a file of their own; rename it"
                mine = [HandedIn(student, student, problem)]
            result += [replace(one, student=student) for one in mine]
        return result


def _by_lms(name):
    return MOODLE.fullmatch(name) or CANVAS.fullmatch(name)


def _owner(name, loose=False):
    """Who handed in what is called `name`, a student's folder or a loose file."""
    name = unicodedata.normalize("NFC", name)
    if found := _by_lms(name):
        parts = found.groupdict()
        return _Owner(parts["name"], parts["number"], int(parts.get("file") or 0))
    return _Owner(_without_lesson(name) if loose else name)


def _without_lesson(name):
    """What the name of a loose file says but for the lesson: most likely whose it is."""
    name = re.split(r"\.(?:ipynb|zip)", name, maxsplit=1, flags=re.IGNORECASE)[0]
    for path in (pairs.ROOT / "exercises").glob("*.ipynb"):
        name = re.sub(re.escape(path.stem), " ", name, flags=re.IGNORECASE)
    before = None
    while name != before:
        before, name = name, A_COPY.sub("", name.strip(" _-.,"))
    return name


def _is_zip(name):
    return name.lower().endswith(".zip")


def _in_folder(folder):
    """Yield the files in `folder`, at any depth. Raises OSError if it cannot be read."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False) and not NOTEBOOK.match(entry.name):
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            try:
                inside = list(_in_folder(path))
            except (OSError, RecursionError):
                inside = [_File((), 0, None, "it lies in a folder that cannot be read")]
            for file in inside:
                yield replace(file, parts=(entry.name, *file.parts))
        else:
            yield _File((entry.name,), entry.stat(follow_symlinks=False).st_mtime, partial(content, path))


def _in_zip(opened):
    """Yield the files in the archive that `opened()` returns. Raises Unreadable."""
    try:
        with opened() as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(f"this is not a zip archive, or only a part of one ({error})") from None
    for index, entry in enumerate(entries):
        name = _entry_name(entry).replace("\\", "/")
        parts = tuple(part for part in name.split("/") if part not in {"", "."})
        if not parts or name.endswith("/"):
            continue
        problem = ""
        if ".." in parts or name.startswith("/") or re.match("[A-Za-z]:", name):
            parts = tuple(part for part in parts if part != "..") or (name,)
            problem = "its name in the zip archive leads out of it; pack it again"
        elif stat.S_ISLNK(entry.external_attr >> 16):
            problem = "it is a link, not a file; hand in the notebook itself"
        when = time.mktime((*entry.date_time, 0, 0, -1)) if entry.date_time[1] and entry.date_time[2] else 0
        yield _File(parts, when, partial(_from_zip, opened, index), problem)


def _entry_name(entry):
    """Name of an entry. Where the archive does not say that it is UTF-8, it is most likely Korean Windows's code."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")  # as the standard has it, and zipfile
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _from_zip(opened, index, limit=FILE_LIMIT):
    """Content of an entry, as far as `limit` and one byte more. Raises Unreadable."""
    try:
        with opened() as archive, archive.open(archive.infolist()[index]) as file:
            return file.read(limit + 1)
    except RuntimeError as error:
        if "password" in str(error):
            raise Unreadable("it is locked with a password; pack it again without") from None
        raise Unreadable(f"it cannot be read from the zip archive ({error})") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Unreadable(f"it cannot be read from the zip archive ({error})") from None


def _inner(file):
    """The zip archive in a file. Raises Unreadable."""
    data = file.load(ZIP_LIMIT)
    if len(data) > ZIP_LIMIT:
        raise Unreadable(f"it is larger than {ZIP_LIMIT // 2**20} MB")
    return zipfile.ZipFile(io.BytesIO(data))


def _unwrapped(files):
    """The files without the one folder around them, if somebody packed a folder of students' folders."""
    around = {file.parts[0] for file in files if file.parts[0] != "__MACOSX"}
    deep = all(len(file.parts) > 2 for file in files if NOTEBOOK.match(file.name) and not file.problem)
    if len(around) != 1 or not deep or _by_lms(next(iter(around))):
        return files
    return [replace(file, parts=file.parts[1:] if len(file.parts) > 1 else file.parts) for file in files]
