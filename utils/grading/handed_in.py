"""What a class handed in: whose it is, which notebook, and when; from folders and zip archives as they come.

What is understood, at the top of a folder or of a zip archive:

- a folder a student, with notebooks at any depth, and zip archives with notebooks in them,
- Moodle's download: ``김민지_12345_assignsubmission_file/…``, or that in front of the file's name,
- Canvas's download: ``kimminji_LATE_12345_67890_03_sequential_api.ipynb``: the student's number, then the file's,
- loose notebooks with the student's name in theirs: ``김민지_03_sequential_api.ipynb``,
- in a folder, any download of an LMS as the zip archive that it was, or unpacked, or a zip archive a student.

Nothing is unpacked: notebooks are read where they lie.
"""

import io
import os
import re
import stat
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from utils import pairs
from utils.grading.report import name as shown
from utils.grading.submission import FILE_LIMIT, Unreadable, content, loads

ZIP_LIMIT = 10 * FILE_LIMIT  # bytes of a zip archive that a student handed in
NOTEBOOKS_LIMIT = 100  # in it
NOTEBOOK = re.compile(r"[^.].*\.ipynb", re.IGNORECASE | re.DOTALL)  # Drive appends to it: "01.ipynb의 사본"
ZIP = re.compile(r".*\.zip", re.IGNORECASE | re.DOTALL)
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_.*)?", re.DOTALL)
# "hw_2024_20231234.ipynb" is named by hand: a year is nobody's number.
CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?_(?P<number>(?!20\d\d_)\d{3,})_(?P<file>\d{3,})_.+", re.DOTALL)
A_COPY = re.compile(r"^copy of\b|[\s_-]*(?:copy(?: of)?|(?:의\s+)?사본|복사본|\(\d+\))$", re.IGNORECASE)
OF_THE_SYSTEM = {"__MACOSX", "Thumbs.db", "desktop.ini"}  # and what begins with a dot
OF_THE_GRADER = {"gradebook.csv", "seed.txt", "roster.csv", "overrides.csv"}  # in the folder of the grades

NO_NOTEBOOK = "no notebook was handed in"
NAMELESS = "its name does not say whose it is; put it into a folder with the student's name"
NO_NAME = "the grades cannot have a folder of this name; give it another one"
LOOSE = "it is no notebook, and lies in no student's folder"
LINK = "it is a link; hand in the notebook itself"
LOCKED = "it is locked with a password; pack it again without"
LEADS_OUT = "its name in the zip archive leads out of it; pack it again"


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
    when: float = 0
    load: Callable[[int], bytes] | None = None
    problem: str = ""

    @property
    def name(self):
        return self.parts[-1]

    @property
    def loose(self):
        return len(self.parts) == 1

    def by_lms(self):
        """What an LMS says in the name of the student's folder or of the loose file, None if it says nothing."""
        top = unicodedata.normalize("NFC", self.parts[0])
        return MOODLE.fullmatch(top) or (CANVAS.fullmatch(top) if self.loose else None)


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
    try:
        if place.is_dir():
            found.look_into_folder(place)
        else:
            found.look_at(_unwrapped(list(_in_zip(partial(zipfile.ZipFile, place)))), str(place))
    except Unreadable as error:
        raise Unreadable(f"{place} cannot be read: {error}") from None
    except OSError as error:
        raise Unreadable(f"{place} cannot be read ({error.strerror})") from None
    return found.handed_in()


class _Found:
    """Gathers what was handed in."""

    def __init__(self):
        self.things = []  # (where an LMS's numbers hold, owner, HandedIn, or the name of what is no notebook)

    def look_into_folder(self, place):
        for entry in _entries(place):
            if entry.is_symlink():
                self.look_at([_File((entry.name, entry.name), problem=LINK)], str(place))
            elif entry.is_dir():
                try:
                    inside = list(_in_folder(entry.path))
                except OSError as error:
                    problem = f"the folder cannot be read ({error.strerror})"
                    self.look_at([_File((entry.name, entry.name), problem=problem)], str(place))
                    continue
                files = [replace(file, parts=(entry.name, *file.parts)) for file in inside]
                self.look_at_one(entry, inside, files or [_File((entry.name, ""))], str(place))
            else:
                file = _File((entry.name,), entry.stat().st_mtime, partial(content, entry.path))
                inside = []
                if ZIP.fullmatch(file.name) and not file.by_lms():
                    try:
                        inside = _unwrapped(list(_in_zip(partial(zipfile.ZipFile, entry.path))))
                    except Unreadable:  # as will be said of its owner's
                        pass
                self.look_at_one(entry, inside, [file], str(place))

    def look_at_one(self, entry, inside, files, where):
        """Take in a folder or an archive between the students' folders: an LMS's download, or `files` of a student."""
        if 2 * sum(file.by_lms() is not None for file in inside) > len(inside):
            self.look_at(inside, entry.path)
        else:
            self.look_at(files, where)

    def look_at(self, files, where):
        """Take in the files of a folder or an archive in which the numbers of an LMS mean one student each."""
        for file in files:
            owner = _owner(file)
            inner = replace(file, parts=file.parts[1:] or file.parts)
            if not owner.name:
                self.add(where, _Owner(_stem(file.name)), replace(inner, problem=file.problem or NAMELESS))
            elif file.problem or NOTEBOOK.match(file.name):
                self.add(where, owner, inner)
            elif ZIP.fullmatch(file.name):
                self.look_into_students_zip(where, owner, inner)
            elif file.loose and not file.by_lms():
                self.add(where, _Owner(_stem(file.name)), replace(inner, problem=LOOSE))
            else:
                self.things.append((where, owner, file.name))

    def look_into_students_zip(self, where, owner, file):
        try:
            inside = [inner for inner in _in_zip(partial(_inner, file)) if NOTEBOOK.match(inner.name)]
            if len(inside) > NOTEBOOKS_LIMIT:
                raise Unreadable(f"it holds more than {NOTEBOOKS_LIMIT} notebooks")
        except Unreadable as error:
            inside = [_File((), problem=str(error))]
        for inner in inside:
            self.add(where, owner, replace(inner, parts=(*file.parts, *inner.parts)))
        if not inside:
            self.things.append((where, owner, file.name))

    def add(self, where, owner, file):
        load = partial(file.load, FILE_LIMIT) if file.load else None
        order = (owner.file, file.when, file.parts)
        self.things.append(
            (where, owner, HandedIn("", shown("/".join(file.parts)), file.problem, order, load))
        )

    def handed_in(self):
        numbers = {}  # of those who have the same name
        for where, owner, _ in self.things:
            numbers.setdefault((where, person(owner.name)), set()).add(owner.number)
        students = {}
        for where, owner, thing in self.things:
            name = person(owner.name)
            if len(numbers[where, name]) > 1 and owner.number:
                name += f"_{owner.number}"
            students.setdefault(name, []).append(thing)
        result = []
        for student, things in sorted(students.items()):
            mine = [thing for thing in things if isinstance(thing, HandedIn)]
            if student in OF_THE_GRADER or student.startswith(".") or "/" in student:
                mine = [HandedIn(student, student, NO_NAME)]
            elif not mine:
                others = sorted({shown(thing) for thing in things if thing})
                more = ", …" if len(others) > 3 else ""
                only = f", only {', '.join(others[:3])}{more}" if others else ""
                mine = [HandedIn(student, student, NO_NOTEBOOK + only)]
            mine.sort(key=lambda one: one.notebook)
            result += [replace(one, student=student) for one in mine]
        return result


def _owner(file):
    """Who handed in a file."""
    if found := file.by_lms():
        parts = found.groupdict()
        return _Owner(parts["name"], parts["number"], int(parts.get("file") or 0))
    return _Owner(_without_lesson(file.name) if file.loose else file.parts[0])


def _stem(name):
    """The name of a file without its ending, and what Drive appends to that."""
    return re.split(r"(?<=.)\.(?:ipynb|zip|[^.]*$)", name, maxsplit=1, flags=re.IGNORECASE)[0]


def _without_lesson(name):
    """What the name of a loose file says but for the lesson: most likely whose it is."""
    name = unicodedata.normalize("NFC", _stem(name))
    for path in (pairs.ROOT / "exercises").glob("*.ipynb"):
        name = re.sub(re.escape(path.stem), " ", name, flags=re.IGNORECASE)
    before = None
    while name != before:
        before, name = name, A_COPY.sub("", name.strip(" _-.,"))
    return name


def _of_the_system(name):
    return name.startswith(".") or name in OF_THE_SYSTEM


def _entries(folder):
    """The entries of a folder, in the order of their names, without what a system puts there. Raises OSError."""
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not _of_the_system(e.name)), key=lambda entry: entry.name)


def _in_folder(folder):
    """Yield the files in `folder`, at any depth. Raises OSError if it cannot be read."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False) and not NOTEBOOK.match(entry.name):
            try:
                inside = list(_in_folder(entry.path))
            except (OSError, RecursionError):
                inside = [_File((), problem="it lies in a folder that cannot be read")]
            for file in inside:
                yield replace(file, parts=(entry.name, *file.parts))
        else:
            when = entry.stat(follow_symlinks=False).st_mtime
            yield _File((entry.name,), when, partial(content, entry.path))


def _in_zip(opened):
    """Yield the files in the archive that `opened()` returns. Raises Unreadable."""
    try:
        with opened() as archive:
            entries = archive.infolist()
    except Unreadable:
        raise
    except Exception as error:  # whatever zipfile finds in what somebody damaged
        raise Unreadable(f"this is not a zip archive, or only a part of one ({error})") from None
    for index, entry in enumerate(entries):
        name = _entry_name(entry).replace("\\", "/")
        parts = tuple(part for part in name.split("/") if part not in {"", ".", ".."})
        if not parts or name.endswith("/") or any(map(_of_the_system, parts)):
            continue
        problem = ""
        if not NOTEBOOK.match(parts[-1]) and not ZIP.fullmatch(parts[-1]):
            pass  # it will not be read
        elif ".." in name.split("/") or name.startswith("/") or re.match("[A-Za-z]:", name):
            problem = LEADS_OUT
        elif stat.S_ISLNK(entry.external_attr >> 16):
            problem = LINK
        elif entry.flag_bits & 0x1:
            problem = LOCKED
        when = time.mktime((*entry.date_time, 0, 0, -1))
        yield _File(parts, when, partial(_from_zip, opened, index), problem)


def _entry_name(entry):
    """Name of an entry. Where the archive does not say that it is UTF-8, it is most likely Korean Windows's code."""
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "cp949"):
            try:
                return entry.filename.encode("cp437").decode(encoding)  # cp437 is what zipfile takes it for
            except UnicodeError:
                continue
    return entry.filename


def _from_zip(opened, index, limit):
    """Content of an entry, as far as `limit` and one byte more. Raises Unreadable."""
    try:
        with opened() as archive, archive.open(archive.infolist()[index]) as file:
            return file.read(limit + 1)
    except Exception as error:  # as above, and its decompressors
        raise Unreadable(f"it cannot be read from the zip archive ({error})") from None


def _inner(file):
    """The zip archive in a file. Raises Unreadable."""
    data = file.load(ZIP_LIMIT)
    if len(data) > ZIP_LIMIT:
        raise Unreadable(f"it is larger than {ZIP_LIMIT // 2**20} MB")
    return zipfile.ZipFile(io.BytesIO(data))


def _unwrapped(files):
    """The files without the one folder around them, if that is no student's."""
    inside = [replace(file, parts=file.parts[1:]) for file in files if not file.loose]
    around = {file.parts[0] for file in files}
    if len(around) != 1 or not inside or files[0].by_lms():
        return files
    loose = {
        _owner(file).name
        for file in inside
        if file.loose and (NOTEBOOK.match(file.name) or ZIP.fullmatch(file.name))
    }
    of_several = not loose or (len(loose) > 1 and "" not in loose)
    return inside if of_several or any(file.by_lms() for file in inside) else files
