"""Tests of utils.handout: nothing of the solutions is in a class edition, all that students need is, and it works."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from tests.fixtures.course import AREA, SOLUTION, swap
from utils import handout, pairs
from utils.grading.merge import match
from utils.grading.submission import loads

pytest_plugins = "tests.fixtures.course"

ROOT = Path(pairs.__file__).parents[1]
CLASS = "https://github.com/school/class-2026"
BANK = "# %% 1.1 wrong: of the square around it\ndef area(r):\n    return (2 * r) ** 2 - 0 * math.pi\n"
NOTEBOOKS = ("notebooks/", "exercises/")
LINK = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")
PICTURE = re.compile(r'"image/png": "(?:[A-Za-z0-9+/=]|\\n)*"')  # it takes long to search
NO_PICTURE = '"image/png": ""'
ALIKE = {("utils/plotting.py", "X = np.asarray(X, dtype=float)")}  # an answer of the bank has that line too
SHORT = 20  # characters of a line that tells nothing

static = pytest.mark.static
editions = pytest.mark.parametrize("url", [None, CLASS], ids=["without address", "with address"])


@pytest.fixture
def small(course):
    """The small course with all that a handout is made of, and with what never belongs in one."""
    for place in (*handout.AS_THEY_ARE, "Makefile"):
        if place != "data/SHA256SUMS":
            (course / place).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / place, course / place)
    shutil.copytree(ROOT / "utils", course / "utils", ignore=shutil.ignore_patterns("__pycache__"))
    (course / "README.md").write_text(
        "# Course\n\nA head.\n\n## For students\n\n<!-- lessons -->\n<!-- /lessons -->\n\n"
        "## For teachers\n\nA word to them.\n\n## Data and licences\n\nMIT\n"
    )
    shutil.copy(ROOT / "pyproject.toml", course / "pyproject.toml")
    (course / "tests" / "answers" / "01_first.py").write_text(BANK)
    return course.make()


made_from_the_real_course = {}


@pytest.fixture
def real():
    """A function that returns the files of the real course's handout."""

    def make(url):
        if url not in made_from_the_real_course:
            made_from_the_real_course[url] = handout.contents(url)
        return made_from_the_real_course[url]

    return make


def strings(value):
    """All strings in what was read from JSON, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from strings(item)


def parts(cell):
    """Lines of a solution's cell that its exercise has, and lines that it hasn't."""
    lines = [line.strip() for line in cell.source.split("\n")]
    if pairs.role_of(cell).kind in {"hidden", "solution"}:
        return [], lines
    given, secret, inside = [], [], False
    for line in lines:
        inside = (inside or line == pairs.BEGIN) and line != pairs.END
        (secret if inside else given).append(line)
    return given, secret


def printed(cell):
    """The texts among a cell's outputs."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield output.get("data", {}).get("text/plain", "")


def secrets(root):
    """Lines of the course at `root` that no student may read: of answers, hidden checks, solutions' texts, the bank,
    and what the solutions print.

    Not those that a lesson or a cell given in an exercise shows as well, nor short ones.
    """
    given, secret = [], []
    for path in sorted((root / "solutions").glob("*.ipynb")):
        for cell in pairs.read(path).cells:
            shown, hidden = parts(cell)
            given += shown
            secret += hidden
            if pairs.role_of(cell).kind != "check":
                secret += [line.strip() for output in printed(cell) for line in output.split("\n")]
    for path in sorted((root / "tests" / "answers").glob("*.py")):
        secret += [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
    given += [
        s
        for path in (root / "notebooks").glob("*.ipynb")
        for s in strings(json.loads(PICTURE.sub(NO_PICTURE, path.read_text("utf-8"))))
    ]
    shown = set(occurring({line for line in secret if len(line) > SHORT}, "\n".join(given)))
    return {line for line in secret if len(line) > SHORT} - shown


def occurring(lines, content):
    """Those of `lines` that stand somewhere in `content`; none is shorter than SHORT."""
    begins = defaultdict(list)
    for line in lines:
        begins[line[:SHORT]].append(line)
    for start in range(len(content) - SHORT + 1):
        for line in begins.get(content[start : start + SHORT], ()):
            if content.startswith(line, start):
                yield line


def leaks(files, lines):
    """``(place, line)`` for each of the secret `lines` that stands in one of `files`: as it is, or inside JSON."""
    raw = lines | {json.dumps(line)[1:-1] for line in lines}
    for place, content in files.items():
        if place.endswith(".bz2"):
            continue
        content = PICTURE.sub(NO_PICTURE, content.decode())
        yield from ((place, line) for line in occurring(raw, content))
        if place.endswith(".ipynb"):
            texts = "\n".join(strings(json.loads(content)))
            yield from ((place, line) for line in occurring(lines, texts))


# Secrecy


@static
@editions
def test_nothing_of_the_solutions_is_in_the_real_handout(real, url):
    lines = secrets(ROOT)
    assert len(lines) > 3000 and set(occurring(lines, "\n".join(lines))) == lines  # all would be found
    assert set(leaks(real(url), lines)) - ALIKE == set()


@static
@editions
def test_nothing_of_the_solutions_is_in_the_small_handout(small, url):
    lines = secrets(small.root)
    assert {"return math.pi * square", "**Solution 1.1** Why it works."} <= lines
    assert {"print(json.dumps([area(2), area(5)]))", "return (2 * r) ** 2 - 0 * math.pi"} <= lines
    assert set(leaks(handout.contents(url), lines)) == set()


QUOTED = 'print(f"{area(2):.1f} is secret")'


@static
@pytest.mark.parametrize(
    "plant",
    [
        lambda nb: nb["cells"][0]["source"].append(f"\n> {QUOTED} <"),
        lambda nb: nb["cells"][0].update(source=f"a\n{QUOTED}\nb"),
        lambda nb: nb["cells"][0]["metadata"].update(kept={"deep": [1, QUOTED]}),
        lambda nb: nb["metadata"].update({QUOTED: 1}),
        lambda nb: nb["cells"][2]["outputs"].append({"output_type": "stream", "text": ["a\n", QUOTED]}),
    ],
    ids=["a line", "one text", "metadata", "a name", "an output"],
)
def test_the_search_finds_what_was_planted_in_a_notebook(small, plant):
    place = "exercises/01_first.ipynb"
    nb = json.loads(handout.contents()[place])
    plant(nb)
    for ascii_only in (True, False):
        planted = {place: json.dumps(nb, ensure_ascii=ascii_only).encode()}
        assert (place, QUOTED) in set(leaks(planted, {QUOTED, "비밀은 여기에 있으면 안 됩니다, 정말로요"}))


@static
@pytest.mark.parametrize("place", ["README.md", "utils/work.py", "data/runs/a.csv", "Makefile"])
def test_the_search_finds_what_was_planted_elsewhere(place):
    secret = "비밀은 여기에 있으면 안 됩니다, 정말로요"
    assert set(leaks({place: f"x = 1  # {secret}!\n".encode()}, {secret})) == {(place, secret)}


@static
def test_the_search_finds_what_a_broken_generator_leaves(small, monkeypatch):
    lines = secrets(small.root)
    with monkeypatch.context() as patch:
        patch.setattr(pairs, "stub", lambda source: source)
        found = {line for place, line in leaks(handout.contents(), lines)}
    assert "return math.pi * square" in found
    role_of = pairs.role_of
    monkeypatch.setattr(
        pairs, "role_of", lambda cell: pairs.Role("code") if "Hidden" in cell.source else role_of(cell)
    )
    monkeypatch.setattr(pairs, "check_solution", lambda path, nb: None)
    assert "print(json.dumps([area(2), area(5)]))" in {line for _, line in leaks(handout.contents(), lines)}


@static
@editions
def test_only_what_is_listed_is_in_it_whatever_lies_in_the_course(small, url):
    before = handout.contents(url)
    for place in (
        "notebooks/figure.png",
        "notebooks/.ipynb_checkpoints/01_first-checkpoint.ipynb",
        "exercises/notes.txt",
        "utils/scratch.py",
        "utils/grading/scratch.py",
        "data/raw.csv",
        "data/runs/a.partial.jsonl",
        "work/01_first.ipynb",
        "grades/gradebook.csv",
        ".git/config",
        "answers.md",
    ):
        (small / place).parent.mkdir(parents=True, exist_ok=True)
        (small / place).write_text(AREA)
    small.edit("exercises/01_first.ipynb", lambda cells: None)  # its metadata are as they were
    assert handout.contents(url) == before


@static
def test_an_older_exercise_on_disk_is_not_what_is_given_out(small):
    before = handout.contents()
    small.edit(SOLUTION, swap("What you will do.", "What you will do now."))
    after = handout.contents()
    changed = {place for place in before if after[place] != before[place]}
    assert changed == {"exercises/01_first.ipynb"}
    assert b"What you will do now." in after["exercises/01_first.ipynb"]


@static
@editions
def test_no_place_is_of_the_teachers(real, url):
    places = set(real(url))
    names = {part for place in places for part in place.split("/")}
    assert not names & {
        "solutions",
        "tests",
        ".git",
        ".github",
        "experiments",
        "authoring.py",
        "build_data.py",
    }
    assert not names & {"handout.py", "__main__.py", "grade.py", "sandbox.py", "feedback.html.jinja"}
    assert {"utils/data.py", "utils/plotting.py", "utils/progress.py", "utils/wrappers.py"} <= places
    assert {"utils/work.py", "utils/pairs.py", "utils/grading/records.py"} <= places
    there = {pairs.relative(path) for f in NOTEBOOKS for path in (ROOT / f).glob("*.ipynb")}
    assert there == {place for place in places if place.endswith(".ipynb")}
    sums = (ROOT / "data" / "SHA256SUMS").read_text().split()[1::2]
    assert {f"data/{name}" for name in sums} | {"data/fashion_mnist/LICENSE"} <= places
    assert {pairs.relative(path) for path in (ROOT / "data" / "runs").glob("*.csv")} <= places


# What is said in it is true there


def prose(files):
    """``(place, text)`` of the README and of each notebook's text cells."""
    yield "README.md", files["README.md"].decode()
    yield "data/README.md", files["data/README.md"].decode()
    for place, content in files.items():
        if place.endswith(".ipynb"):
            cells = json.loads(content)["cells"]
            yield (
                place,
                "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"),
            )


@static
@editions
def test_every_link_leads_to_what_is_in_it(real, url):
    files = real(url)
    for place, words in prose(files):
        for link in LINK.findall(words):
            target = os.path.normpath(Path(place).parent / link.split("#")[0])
            assert target in files or any(there.startswith(f"{target}/") for there in files), (place, link)
        assert "solutions/" not in words, place


@static
def test_without_address_nothing_leads_to_colab_or_to_the_course(real):
    files = real(None)
    for place, content in files.items():
        if not place.startswith(("utils/", "data/")):
            for trace in (b"colab.research", b"colab-badge", pairs.repository_url().encode(), b"git clone"):
                assert trace not in content, (place, trace)
    assert tomllib.loads(files["pyproject.toml"].decode()) == without_urls(ROOT / "pyproject.toml")


def without_urls(path):
    project = tomllib.loads(path.read_text(encoding="utf-8"))
    del project["project"]["urls"]
    return project


@static
def test_with_address_everything_leads_to_the_class(real):
    files = real(CLASS)
    for place, content in files.items():
        assert pairs.repository_url().encode() not in content, place
        if place.startswith(NOTEBOOKS) or place == "README.md":
            for link in re.findall(rb"\((https://colab[^)]*)\)", content):
                assert link.startswith(b"https://colab.research.google.com/assets/") or link.startswith(
                    b"https://colab.research.google.com/github/school/class-2026/blob/main/"
                )
                if b"/blob/main/" in link:
                    assert link.decode().split("/blob/main/")[1] in files
    project = tomllib.loads(files["pyproject.toml"].decode())
    assert project["project"].pop("urls") == {"Repository": CLASS}
    assert project == without_urls(ROOT / "pyproject.toml")
    assert f"git clone {CLASS}\ncd class-2026\n" in files["README.md"].decode()
    for place in files:
        if place.startswith(NOTEBOOKS):
            cells = json.loads(files[place])["cells"]
            assert f"blob/main/{place})" in "".join(cells[0]["source"])
            (set_up,) = ["".join(c["source"]) for c in cells if c["id"] == "set-up"]
            assert f'url = "{CLASS}"' in set_up and 'folder / "class-2026"' in set_up


@static
@editions
def test_the_readme_is_its_head_and_the_students_part(real, url):
    words = real(url)["README.md"].decode()
    assert re.findall(r"^#+ .*", words, re.MULTILINE) == [
        "# Keras Course Companion",
        "## For students",
        "## Data and licences",
    ]
    for word in (
        "make grade",
        "make exercises",
        "make test",
        "make check",
        "hidden",
        "solution",
        "authoring",
    ):
        assert word not in words
    assert ("Colab" in words) == ("<!-- repository -->" in words) == bool(url)


@static
@editions
def test_exercises_lead_to_the_next_lesson_and_say_what_is_true(small, url):
    files = handout.contents(url)
    first, second = (
        json.loads(files[f"exercises/{name}.ipynb"])["cells"] for name in ("01_first", "02_second")
    )
    assert "".join(first[0]["source"]).endswith("\n\n*Work in a copy of your own: `make work`.*")
    assert "".join(first[-1]["source"]).startswith(
        "**Next:** [Lesson 02 · Second](../notebooks/02_second.ipynb)"
    )
    assert "[that was the last lesson" in "".join(second[-1]["source"])
    colab = (
        "" if url is None else f"{CLASS.replace('github.com', 'colab.research.google.com/github')}/blob/main"
    )
    badge = "" if url is None else " · [![Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
    lesson, exercise = (
        badge and f"{badge}({colab}/{folder}/01_first.ipynb)" for folder in ("notebooks", "exercises")
    )
    row = (
        f"| 01 | ★ [First](notebooks/01_first.ipynb){lesson} | 40 "
        f"| [exercise](exercises/01_first.ipynb){exercise} | 50 |"
    )
    lines = files["README.md"].decode().splitlines()
    begin = lines.index("<!-- lessons -->")
    assert lines[begin + 1 : begin + 4] == [
        "| | lesson | minutes | exercise | minutes |",
        "|---|---|---|---|---|",
        row,
    ]
    title = "".join(first[0]["source"]).split("\n")
    assert title[:3:2] == ["# Exercise 01 · First (첫째)", title[2]]
    assert title[2].startswith("[![Open in Colab]" if url else "What you will do.")


ON_COLAB = "import sys, types; sys.modules['google.colab'] = types.ModuleType('google.colab')"


@static
@pytest.mark.parametrize("needs", [None, "scikeras"])
def test_without_address_set_up_says_on_colab_that_the_course_is_not_there(course, tmp_path, needs):
    source = pairs.set_up_source(needs, pairs.Edition(None))
    (course / "work").mkdir()
    for before, code in (("", 0), (ON_COLAB, 1)):
        done = subprocess.run(
            [sys.executable, "-c", f"{before}\n{source}\nprint(course)"],
            cwd=course / "work",
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
    assert done.stderr.splitlines()[-1] == (
        "RuntimeError: This edition of the course is not on Colab: work in JupyterLab, or ask your teacher."
    )
    assert len(re.findall(r"^\w*Error: ", done.stderr, re.MULTILINE)) == 1
    assert pairs.SET_UP.fullmatch(source.split("\n")[0])["needs"] == needs


# It works


def written(folder, files):
    """The folder with these files in it."""
    handout.write(files, folder)
    return folder


def python(folder, *arguments):
    """The finished process of a Python that runs in this folder, and knows of no other."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


IMPORT_ALL = """
import importlib, pathlib, sys
here = pathlib.Path.cwd()
for path in sorted(here.glob("utils/**/*.py")):
    importlib.import_module(".".join(path.relative_to(here).with_suffix("").parts).removesuffix(".__init__"))
ours = [m.__file__ for name, m in sys.modules.items() if name.split(".")[0] == "utils"]
assert ours and all(pathlib.Path(place).is_relative_to(here) for place in ours), ours
"""


def test_all_its_modules_can_be_imported_and_nothing_of_the_course(real, tmp_path):
    folder = written(tmp_path / "handout", real(None))
    done = python(folder, "-c", IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    (folder / "utils" / "grading" / "verdict.py").unlink()  # the course has it
    assert "cannot import name 'verdict' from 'utils.grading'" in python(folder, "-c", IMPORT_ALL).stderr


@static
@editions
def test_what_its_notebooks_import_is_in_it(real, url):
    files = real(url)
    used = {
        n for place in files if place.endswith(".ipynb") for n in handout.imported_by(files[place].decode())
    }
    assert {"utils.data.load_run", "utils.plotting", "utils.wrappers"} <= used
    for name in used:
        if name.startswith("utils."):
            folders = name.split(".")
            either = {"/".join(folders) + ".py", "/".join(folders[:-1]) + ".py"}
            assert either & set(files), name


@static
def test_modules_are_found_through_others(small):
    (small / "utils" / "first.py").write_text("def later():\n    from utils import second\n")
    (small / "utils" / "second").mkdir()
    (small / "utils" / "second" / "__init__.py").write_text("import numpy.linalg\nimport utils.third.none\n")
    (small / "utils" / "third.py").write_text("")
    assert [pairs.relative(path) for path in handout.modules({"utils.first", "numpy", "utils.nowhere"})] == [
        "utils/__init__.py",
        "utils/first.py",
        "utils/second/__init__.py",
        "utils/third.py",
    ]


def solved(files, name):
    """The exercise of this name as it is in a handout, with the answers of the course's solution."""
    nb = json.loads(files[f"exercises/{name}.ipynb"])
    solution = pairs.read(pairs.ROOT / "solutions" / f"{name}.ipynb").cells
    answers = {cell["id"]: cell.source for cell in solution if pairs.role_of(cell).kind == "task"}
    for cell in nb["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return nb


def test_an_exercise_is_copied_and_validated_in_it(real, tmp_path):
    folder = written(tmp_path / "handout", real(None))
    done = python(folder, "-m", "utils.work")
    assert done.stdout.count("copied") == len(list((folder / "work").iterdir())) > 0, done.stderr
    done = python(folder, "-m", "utils.grading.validate", "01_perceptron")
    assert done.returncode == 1 and "0 of 20 points" in done.stdout, done.stdout + done.stderr
    (folder / "work" / "01_perceptron.ipynb").write_text(json.dumps(solved(real(None), "01_perceptron")))
    done = python(folder, "-m", "utils.grading.validate", "01_perceptron")
    assert done.returncode == 0 and "20 of 20 points" in done.stdout, done.stdout + done.stderr
    assert "Note" not in done.stdout and done.stderr == ""


def test_pushed_to_the_classs_repository_it_is_whole_and_colab_fetches_it(small, tmp_path):
    files = handout.contents(CLASS)
    folder, content = written(tmp_path / "handout", files), tmp_path / "content"
    content.mkdir()
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True)
    tracked = subprocess.run([*git, "ls-files"], capture_output=True, text=True, check=True).stdout
    assert set(tracked.split()) == set(files)  # its own .gitignore leaves nothing out
    cells = json.loads(files["exercises/01_first.ipynb"])["cells"]
    (set_up,) = ["".join(cell["source"]) for cell in cells if cell["id"] == "set-up"]
    finds = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.file://{folder}.insteadOf"}
    done = subprocess.run(
        [sys.executable, "-c", f"{ON_COLAB}\n{set_up}\nfrom utils import pairs; print(pairs.__file__)"],
        cwd=content,
        env=os.environ | finds | {"GIT_CONFIG_VALUE_0": CLASS},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == (f"{content}/class-2026/utils/pairs.py\n", "")


@static
@editions
def test_what_students_make_of_it_is_matched_without_a_note(real, url):
    for place in real(url):
        if place.startswith("exercises/"):
            exercise = pairs.read(ROOT / place)
            found = match(loads(json.dumps(solved(real(url), Path(place).stem)).encode()), exercise)
            assert set(found.rules.values()) == {"marker"} and len(found.answers) == len(found.rules)
            assert (found.notes, found.unclear, found.extras) == ([], [], {})


@static
def make(*arguments, folder, check=True):
    """What make does when it is called from a terminal, and not from a make that runs these tests."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    command = ["make", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=check)


@editions
def test_make_help_lists_what_works_in_it(real, tmp_path, url):
    folder = written(tmp_path / "handout", real(url))
    said = make("help", folder=folder).stdout
    assert [line.split()[1] for line in said.splitlines()] == ["help", "lab", "work", "validate", "clean"]
    everything = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = make("help", folder=ROOT).stdout
    targets = re.findall(r"^([a-z-]+):.*## ", everything, re.MULTILINE)
    assert [line.split()[1] for line in listed.splitlines()] == targets
    phony = " ".join(re.findall(r"^\.PHONY: (.*)", everything, re.MULTILINE)).split()
    assert sorted(phony) == sorted(targets)
    for target in ("lab", "work", "validate", "clean"):  # every file that a target needs is there
        done = make("-n", target, folder=folder, check=False)
        assert done.returncode == 0 and done.stderr == ""


@static
def test_make_hands_on_where_and_for_which_address():
    def command(*arguments):
        return make("-n", "-o", ".venv/.ready", *arguments, folder=ROOT).stdout.strip()

    assert command("handout") == '.venv/bin/python -m utils.handout "handout"'
    assert command("handout", "OUT=a b", f"URL={CLASS}") == (
        f'.venv/bin/python -m utils.handout "a b" --url "{CLASS}"'
    )
    assert command("grade", "SUBMISSIONS=s") == ".venv/bin/python -m utils.grading s --out grades"
    assert "handout/" in (ROOT / ".gitignore").read_text().splitlines()


# As a whole or not at all


def everything_below(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path.name != "__pycache__" and path.parent.name != "__pycache__"
    }


def refused(small, capsys, *arguments):
    """What is said when no handout is made; asserts that nothing changed anywhere."""
    around = small.root.parent
    capsys.readouterr()
    before = everything_below(around)
    assert handout.main([str(argument) for argument in arguments]) == 1
    assert everything_below(around) == before
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 2
    assert captured.err.endswith("\nNothing was written.\n")
    return captured.err


@static
@pytest.mark.parametrize("out", ["new", "empty", "cloned", "course/handout"])
@editions
def test_it_goes_into_a_new_folder_or_an_empty_one(small, capsys, monkeypatch, out, url):
    around = small.root.parent
    monkeypatch.chdir(around)
    (around / "empty").mkdir()
    (around / "cloned" / ".git").mkdir(parents=True)
    (around / "cloned" / ".git" / "config").write_text("mine")
    capsys.readouterr()
    before = everything_below(around)
    assert handout.main([out, *(["--url", f"{CLASS}.git"] if url else [])]) == 0
    files = everything_below(around / out)
    assert files.pop(".git/config", b"mine") == b"mine"
    assert {place: content for place, content in files.items() if content is not None} == handout.contents(
        url
    )
    after = everything_below(around)
    assert {place: after[place] for place in after if not place.startswith(f"{out}/")} == {
        place: content for place, content in before.items() if not place.startswith(f"{out}/")
    } | {out: None}
    assert (around / out).stat().st_mode == small.root.stat().st_mode
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Written: {around / out}, {len(handout.contents(url))} files")
    assert (CLASS in last) if url else ("give out this folder" in last)


@static
@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("course", "is there already; remove what is in it (.git may stay), or choose another OUT"),
        ("full", "is there already"),
        ("file", "is there already"),
        ("course/jupyter", "is there already"),
        ("course/solutions", "is inside a folder of the course"),
        ("course/notebooks/handout", "is inside a folder of the course; choose one beside it"),
        ("course/exercises/handout", "is inside a folder of the course"),
        ("course/tests/handout", "is inside a folder of the course"),
        ("course/data/runs/handout", "is inside a folder of the course"),
        ("full/../course/utils/handout", "is inside a folder of the course"),
        ("link/handout", "is inside a folder of the course"),
        ("no/such/folder", "there is no folder"),
    ],
)
def test_other_places_are_refused(small, capsys, out, said):
    around = small.root.parent
    (around / "full" / ".git").mkdir(parents=True)
    (around / "full" / "notes.txt").write_text("mine")
    (around / "file").write_text("mine")
    (around / "link").symlink_to(small / "solutions", target_is_directory=True)
    assert said in refused(small, capsys, around / out)


@static
@pytest.mark.parametrize(
    "url",
    [
        "",
        "school/class",
        "http://github.com/school/class",
        "git@github.com:school/class.git",
        "https://github.com/school",
        "https://github.com/school/class/tree/main",
        "https://gitlab.com/school/class",
        'https://github.com/school/class"; import os',
        "https://github.com/school/cl ass",
        "https://github.com/school/class\n",
    ],
)
def test_an_address_that_is_none_is_refused(small, capsys, url):
    said = (
        refused(small, capsys, small.root.parent / "new", f"--url={url.strip()}")
        if url.strip() == url
        else None
    )
    assert said is None or "is no repository that Colab opens; https://github.com/school/class is one" in said
    with pytest.raises(handout.Refused):
        handout.address(url)


@static
@pytest.mark.parametrize("change", [str, str.upper, "{}.git".format])
def test_the_address_of_the_whole_course_is_refused(small, capsys, change):
    url = change(pairs.repository_url()).replace("HTTPS://GITHUB.COM", "https://github.com")
    assert "is the whole course" in refused(small, capsys, small.root.parent / "new", "--url", url)


@static
@pytest.mark.parametrize("url", [CLASS, f"{CLASS}/", f"{CLASS}.git", f"{CLASS}.git/"])
def test_an_address_is_taken_as_browsers_and_git_show_it(small, url):
    assert handout.address(url) == CLASS


@static
def test_what_is_wrong_in_a_source_is_said(small, capsys):
    small.edit(SOLUTION, swap("    ### END SOLUTION\n\ndef twice", "\ndef twice"))
    said = refused(small, capsys, small.root.parent / "new")
    assert "solutions/01_first.ipynb, cell 8, line 8: '### BEGIN SOLUTION' is never closed" in said


@static
@pytest.mark.parametrize(
    ("place", "old", "said"),
    [
        ("Makefile", handout.REST, "Makefile: no line begins with '# --- For teachers and authors'"),
        ("README.md", "## For students", "README.md: there is no section '## For students'"),
        ("README.md", "## Data and", "README.md: there is no section '## Data and licences'"),
    ],
)
def test_where_the_students_part_ends_must_be_said(small, capsys, place, old, said):
    content = (small / place).read_text(encoding="utf-8")
    (small / place).write_text(content.replace(old, "## Else"), encoding="utf-8")
    assert said in refused(small, capsys, small.root.parent / "new")


@static
def test_a_file_that_is_missing_is_said(small, capsys):
    (small / "LICENSE").unlink()
    assert "LICENSE" in refused(small, capsys, small.root.parent / "new")


@static
@pytest.mark.parametrize("out", ["new", "cloned"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("method", ["write_bytes", "rename"])
def test_an_interrupted_write_leaves_nothing(small, monkeypatch, out, error, method):
    around, calls = small.root.parent, []
    (around / "cloned" / ".git").mkdir(parents=True)
    files = handout.contents()
    before = everything_below(around)
    original = getattr(Path, method)

    def fail(path, *arguments):
        calls.append(path)
        if len(calls) == (1 if (method, out) == ("rename", "new") else 4):
            raise error("in the middle")
        return original(path, *arguments)

    monkeypatch.setattr(Path, method, fail)
    with pytest.raises(error, match="in the middle"):
        handout.write(files, around / out)
    assert len(calls) >= 1
    assert everything_below(around) == before
