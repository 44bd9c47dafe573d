"""What must hold for every notebook as it is committed, without running it."""

import re

import nbformat
import pytest
from packaging.requirements import Requirement

from tests import answer_bank
from utils import authoring, pairs
from utils.pairs import ROOT

pytestmark = pytest.mark.static

NOTEBOOKS = sorted(path for folder in pairs.FOLDERS for path in (ROOT / folder).glob("*.ipynb"))
SOURCES = [path for path in NOTEBOOKS if path.parent.name != "exercises"]
EXERCISES = [path for path in NOTEBOOKS if path.parent.name == "exercises"]
BANKS = sorted((ROOT / "tests" / "answers").glob("*.py"))

# What a student must not meet in an output: log lines, warnings, addresses, NumPy's wrappers, places of a machine.
UNWANTED_OUTPUT = re.compile(
    r"[IWEF]0000 |All log messages|Warning\b|WARNING|[Dd]eprecat|retracing|\bat 0x|np\.(float|int|str|bool)_?\d*\(|"
    r"/root/|/home/|/Users/|/tmp/|/content/|site-packages"
)
OLD_API = re.compile(
    r"\blr=|\binput_shape=\[|\bnp\.(int|float|bool|infty)\b|\btf\.keras\b|from tensorflow import keras|"
    r"predict_classes\(|keras\.optimizer\.|\.ckpt\b|keras\.wrappers\.scikit_learn"
)
LINK = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")


def notebooks(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(ROOT).as_posix())


def texts(cell):
    """All text in a cell's outputs."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield from (data for mime, data in output.get("data", {}).items() if mime.startswith("text/"))


def test_what_is_derived_is_up_to_date():
    stale = [
        pairs.relative(path)
        for path, text in pairs.build().items()
        if not path.exists() or path.read_bytes() != text.encode()
    ]
    assert not stale, f"run `make exercises`: {stale}"


@notebooks(NOTEBOOKS)
def test_notebook_is_valid_and_its_ids_are_unique(path):
    nb = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
    ids = [cell.id for cell in nb.cells]
    assert len(set(ids)) == len(ids)


@notebooks(NOTEBOOKS)
def test_notebook_has_one_title_and_its_own_badge(path):
    cells = pairs.read(path).cells
    texts = [
        re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        for cell in cells
        if cell.cell_type == "markdown"
    ]
    assert len(re.findall(r"^# ", "\n".join(texts), re.MULTILINE)) == 1
    assert cells[0].source.count(f"/blob/main/{path.relative_to(ROOT).as_posix()})") == 1


@notebooks(NOTEBOOKS)
def test_every_cell_parses(path):
    for cell in pairs.read(path).cells:
        assert cell.cell_type != "code" or pairs.parses(cell.source), cell.source


@notebooks(SOURCES)
def test_outputs_come_from_the_committed_source(path):
    nb = pairs.read(path)
    codes = [cell for cell in nb.cells if cell.cell_type == "code"]
    assert nb.metadata["course"].get("executed") == pairs.fingerprint(codes), (
        f"its code changed since it ran: make execute NB={pairs.relative(path)}"
    )
    run = [cell for cell in codes if not pairs.skipped(cell)]
    assert [cell.execution_count for cell in run] == list(range(1, len(run) + 1))
    assert not any(cell.outputs or cell.execution_count for cell in codes if pairs.skipped(cell))


@notebooks(SOURCES)
def test_outputs_come_from_the_pinned_versions(path):
    found = pairs.read(path).metadata["course"].get("versions", {})
    again = f"make execute NB={pairs.relative(path)}"
    assert set(found) == {"python", *authoring.PACKAGES}, (
        f"its outputs don't say which versions made them: {again}"
    )
    python = {"python_full_version": found["python"]}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for pin in map(Requirement, filter(None, lines)):
        if pin.name in authoring.PACKAGES and (pin.marker is None or pin.marker.evaluate(python)):
            made_with = f"=={found[pin.name]}"
            assert str(pin.specifier) == made_with, f"executed with {made_with}, pinned is {pin}: {again}"


@notebooks(NOTEBOOKS)
def test_outputs_hold_nothing_unwanted(path):
    for cell in pairs.read(path).cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", output.text
            assert not any("widget" in mime for mime in output.get("data", {}))
        for text in texts(cell):
            assert not UNWANTED_OUTPUT.search(text), text


@notebooks(NOTEBOOKS)
def test_old_api_stands_only_where_the_slides_are_shown(path):
    for cell in pairs.read(path).cells:
        if cell.cell_type == "code" and pairs.role_of(cell).kind != "slides":
            assert not OLD_API.search(cell.source), cell.source


@notebooks(NOTEBOOKS)
def test_compared_outputs_are_text(path):
    for cell in pairs.read(path).cells:
        if pairs.COMPARED in cell.metadata.get("tags", []):
            assert cell.outputs and cell.execution_count, cell.source
            assert all(output.output_type == "stream" for output in cell.outputs), cell.source


@notebooks([*NOTEBOOKS, ROOT / "README.md"])
def test_links_lead_somewhere(path):
    if path.suffix == ".ipynb":
        text = "\n".join(cell.source for cell in pairs.read(path).cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    dead = [link for link in LINK.findall(text) if not (path.parent / link.split("#")[0]).exists()]
    assert not dead


@notebooks(EXERCISES)
def test_exercise_gives_no_answer_away(path):
    exercise = pairs.read(path)
    solution = pairs.read(ROOT / "solutions" / path.name)
    everything = "\n".join(cell.source for cell in exercise.cells)
    for trace in (pairs.BEGIN, pairs.END, "# Hidden check", "**Solution"):
        assert trace not in everything
    given = "\n".join(
        pairs.stub(cell.source)
        for cell in solution.cells
        if pairs.role_of(cell).kind not in {"hidden", "solution"}
    )
    for cell in solution.cells:
        inside = False
        for line in cell.source.split("\n"):
            if inside and len(line.strip()) > 20:
                assert everything.count(line.strip()) == given.count(line.strip()), line
            inside = (inside or line.strip() == pairs.BEGIN) and line.strip() != pairs.END
    for cell in exercise.cells:
        assert not cell.get("outputs") or pairs.role_of(cell).kind == "check", "a stray output"


@notebooks(EXERCISES)
def test_every_task_has_wrong_answers_and_another_right_one(path):
    answers = answer_bank.read(ROOT / "tests" / "answers" / f"{path.stem}.py")
    tasks = {
        pairs.role_of(cell).number for cell in pairs.read(path).cells if pairs.role_of(cell).kind == "task"
    }
    assert {answer.task for answer in answers} == tasks
    for task in tasks:
        wrong = [answer for answer in answers if answer.task == task and not answer.right]
        right = [answer for answer in answers if answer.task == task and answer.right]
        assert len(wrong) >= 2 and len(right) >= 1, f"task {task}: {len(wrong)} wrong, {len(right)} right"
        assert len({answer.title for answer in wrong + right}) == len(wrong + right), (
            f"task {task}: names repeat"
        )


@pytest.mark.parametrize("module", ["data", "plotting", "progress"])
def test_what_students_import_needs_nothing_of_the_teachers_half(module):
    source = (ROOT / "utils" / f"{module}.py").read_text(encoding="utf-8")
    assert not re.search(r"utils(\.| import )(pairs|authoring|grading)", source)


def test_every_bank_belongs_to_an_exercise():
    assert {path.stem for path in BANKS} == {path.stem for path in EXERCISES}
