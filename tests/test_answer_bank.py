"""Tests of tests.answer_bank: headers, judgements, and that one answer leaves nothing behind for the next."""

import itertools
import os

import pytest
from nbformat.v4 import new_notebook

from tests import answer_bank
from tests.fixtures.course import code

pytest_plugins = "tests.fixtures.course"

CELLS = [
    code("import numpy as np\nimport pandas as pd"),
    code("X, rows, table = np.zeros(2), [[0], {'a': np.zeros(1)}], pd.DataFrame({'a': [0.0]})"),
    code("# Task 1.1\ndef half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"),
    code("given = 5"),
    code(
        "# Check 1.1 · 20 points\n"
        "assert half(4) != 8, 'half is not twice'\n"
        "assert X.sum() == rows[0][0] == rows[1]['a'][0] == table.a[0] == 0, 'somebody wrote into the data'\n"
        "print(half(given))"
    ),
    code(
        "# Hidden check 1.1 · within 0.1\n"
        "import json\nimport os\n"
        "seed = int(os.environ.get('COURSE_GRADING_SEED', '0'))\n"
        "print(json.dumps([half(3.0 + seed), half(100)]))"
    ),
    code("# Task 1.2\ndef twice(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"),
    code("# Check 1.2 · 0 points\nassert half(8) == 4\nassert twice([1])[1], 'twice'\nprint(twice(1))"),
    code("# Hidden check 1.2\nprint(twice(3))"),
]


@pytest.fixture
def bank(course):
    """Judge the answers of a bank for lesson 01: ``{title: what was found}``."""
    course.write("solutions/01_first.ipynb", new_notebook(cells=CELLS))
    path = course / "tests" / "answers" / "01_first.py"

    def judge(content):
        path.write_text(content)
        results = list(answer_bank.run(path))
        assert [r for r in results if r["title"].endswith("the solution") and not r["ok"]] == []
        return {r["title"]: r for r in results if not r["title"].endswith("the solution")}

    return judge


def bank_file(tmp_path, content):
    path = tmp_path / "01_first.py"
    path.write_text(content)
    return path


# Headers


def test_a_bank_is_read_section_by_section(tmp_path):
    path = bank_file(
        tmp_path,
        "# %% 3.2 wrong: twice\ndef f():\n    return 2  # %%\n\n\n"
        "# %% 3.2 wrong, seen by the hidden check only: late: too late\nx = 1\n# %% 3.10 right: 다른 답\ny\n",
    )
    assert answer_bank.read(path) == [
        answer_bank.Answer("3.2", False, False, "twice", "def f():\n    return 2  # %%"),
        answer_bank.Answer("3.2", False, True, "late: too late", "x = 1"),
        answer_bank.Answer("3.10", True, False, "다른 답", "y"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "# %% 3.2 wrong",
        "# %% 3.2 wrong:",
        "# %% 3.2: twice",
        "# %% 3,2 wrong: twice",
        "# %% 3.2a wrong: twice",
        "# %% 3.2 Wrong: twice",
        "# %% 3.2 wrong, hidden: twice",
        "# %% 3.2 right, seen by the hidden only: twice",
        "# %% twice",
        "# %%",
        "#%% 3.2 wrong: twice",
        "# % 3.2 wrong: twice",
        "  # %% 3.2 wrong: twice",
    ],
)
def test_a_header_that_is_not_understood_is_an_error(tmp_path, header):
    path = bank_file(tmp_path, f"# %% 3.1 right: fine\nx = 1\n{header}\nx = 2\n")
    with pytest.raises(ValueError, match="headers read '# %% 3.2 wrong: …'"):
        answer_bank.read(path)


def test_a_name_that_stands_there_twice_is_an_error(tmp_path):
    path = bank_file(tmp_path, "# %% 3.1 right: fine\nx = 1\n# %% 3.1 right: fine\nx = 2\n")
    with pytest.raises(ValueError, match="'3.1 right: fine' stands there 2 times"):
        answer_bank.read(path)


def test_an_answer_to_no_task_is_an_error(bank):
    with pytest.raises(ValueError, match="1.3 right: fine: 01_first.ipynb has no such task"):
        bank("# %% 1.3 right: fine\nx = 1\n")


# Judgements

GOOD = """\
# %% 1.1 wrong: twice
def half(x):
    return 2 * x
# %% 1.1 wrong: an error of its own
def half(x):
    return undefined
# %% 1.1 wrong: no Python
def half(x:
# %% 1.1 wrong: no function
halve = 3
# %% 1.1 wrong: another output
def half(x):
    return x // 2
# %% 1.1 wrong, seen by the hidden check only: by heart
def half(x):
    return {4: 2, 5: 2.5}.get(x, 0)
# %% 1.1 right: times a half
half = lambda x: x * 0.5
# %% 1.1 right: almost
def half(x):
    return x / 2 if x < 6 else x / 2 + 0.15
"""


def test_what_is_right_and_what_is_wrong_is_seen(bank):
    results = bank(GOOD)
    assert len(results) == 8
    unclear = results.pop("1.1 wrong: no function")  # NameError in the check: it must say what is missing
    assert (unclear["ok"], unclear["why"]) == (False, "UNCLEAR NameError: name 'half' is not defined")
    assert {title for title, result in results.items() if not result["ok"]} == set()
    assert results["1.1 wrong: twice"]["why"] == "AssertionError: half is not twice"
    assert results["1.1 wrong: an error of its own"]["why"] == "NameError: name 'undefined' is not defined"
    assert results["1.1 wrong: no Python"]["why"].startswith("SyntaxError")
    hidden = results["1.1 wrong: by heart"]
    assert (hidden["visible"], hidden["hidden"]) == (True, False)


@pytest.mark.parametrize(
    ("header", "body", "visible", "hidden"),
    [
        ("wrong", "return x / 2", True, True),
        ("wrong", "return x / 2 if x < 6 else 0", True, False),  # must say that only the hidden check sees it
        ("wrong, seen by the hidden check only", "return x / 2", True, True),
        ("wrong, seen by the hidden check only", "return 2 * x", False, False),
        ("wrong", "X[0] = 1; return x / 2", False, True),  # an answer can reach the visible check
        ("wrong, seen by the hidden check only", "X[0] = 1; return x / 2", False, True),
        ("right", "return 2 * x", False, False),
        ("right", "return x / 2 if x < 6 else 0", True, False),
        ("right", "print('half'); return x / 2", False, False),
        ("right", "X[0] = 1; return x / 2", False, True),
        ("right", "return object()", False, False),
    ],
)
def test_what_is_judged_otherwise_than_its_header_says_is_reported(bank, header, body, visible, hidden):
    results = bank(f"# %% 1.1 {header}: this\ndef half(x):\n    {body}\n")
    (result,) = results.values()
    assert (result["ok"], result["visible"], result["hidden"]) == (False, visible, hidden)


def test_a_check_that_fails_without_words_is_reported(bank):
    (result,) = bank("# %% 1.2 wrong: nothing\ndef twice(x):\n    return None\n").values()
    assert (result["ok"], result["visible"]) == (False, False)
    assert result["why"].startswith("UNCLEAR TypeError")


def test_a_solution_that_fails_its_own_check_is_reported(course):
    cells = [cell.copy() for cell in CELLS]
    cells[4]["source"] += "\nassert False, 'never'"
    course.write("solutions/01_first.ipynb", new_notebook(cells=cells))
    path = bank_file(course / "tests" / "answers", "")
    first = next(answer_bank.run(path))
    assert (first["title"], first["ok"]) == ("1.1 the solution", False)
    assert "never" in first["why"]


# Outputs of another seed


def test_what_a_hidden_check_prints_for_every_seed_is_reported(course, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING_SEED", answer_bank.SEED)
    course.write("solutions/01_first.ipynb", new_notebook(cells=CELLS))
    path = course / "tests" / "answers" / "01_first.py"
    path.write_text("")
    results = {result["title"]: result for result in answer_bank.run(path, replayed=True)}
    first, second = (results[f"1.{n} {answer_bank.REPLAYED}"] for n in (1, 2))
    assert first["ok"]
    assert (second["ok"], second["why"]) == (
        False,
        "hidden check 1.2 takes its output for seed 0; hidden check 1.2 takes its output for seed 2",
    )


def test_a_seed_on_which_a_right_answer_fails_is_reported(course, monkeypatch):
    monkeypatch.setattr(answer_bank, "_in_time", lambda seeds, seconds: itertools.islice(seeds, 60))
    cells = [cell.copy() for cell in CELLS]
    cells[5]["source"] += "\nassert seed % 5, 'the solution fails on this seed'"
    course.write("solutions/01_first.ipynb", new_notebook(cells=cells))
    path = bank_file(
        course / "tests" / "answers",
        "# %% 1.1 right: halves\nhalf = lambda x: 0.5 * x\n"
        "# %% 1.1 right: but not when it is odd\n"
        "def half(x):\n    return x / 2 if x % 3 == 0 or x in (4, 5, 100) else 0\n",
    )
    results = {result["title"]: result for result in answer_bank.on_many_seeds(path, seconds=1)}
    assert {result["seeds"] for result in results.values()} == {60}
    solution, halves, odd = (
        results[f"1.1 {name}"]["odd"] for name in ("the solution", "halves", "but not when it is odd")
    )
    assert solution == halves
    assert set(solution.values()) == {"1.1: AssertionError: the solution fails on this seed"}
    assert 0 < len(solution) < 30 and not [seed for seed in solution if int(seed) % 5]
    others = {seed for seed, why in odd.items() if why == "1.1 prints something else than for the solution"}
    assert 20 < len(others) < 60 and not [seed for seed in others if int(seed) % 3 == 0]


def test_at_least_one_seed_is_tried():
    assert list(answer_bank._in_time("abc", seconds=0)) == ["a"]
    assert list(answer_bank._in_time("abc", seconds=60)) == ["a", "b", "c"]


def test_the_seed_is_given_back(monkeypatch):
    for before in ("7", None):
        if before is None:
            monkeypatch.delenv("COURSE_GRADING_SEED")
        else:
            monkeypatch.setenv("COURSE_GRADING_SEED", before)
        with pytest.raises(ValueError), answer_bank.seeded("3"):
            assert os.environ["COURSE_GRADING_SEED"] == "3"
            raise ValueError
        assert os.environ.get("COURSE_GRADING_SEED") == before


# One answer after the other


@pytest.mark.parametrize(
    "change",
    ["X[0] = 1", "rows[0].append(1); rows[0][0] = 1", "rows[1]['a'][0] = 1", "table.loc[0, 'a'] = 1.0"],
)
def test_what_an_answer_writes_into_the_data_does_not_reach_the_next(bank, change):
    results = bank(
        f"# %% 1.1 wrong: writes\n{change}\ndef half(x):\n    return x / 2\n"
        "# %% 1.1 right: reads\ndef half(x):\n    return x / 2\n"
        "# %% 1.2 right: reads, too\nassert X[0] == 0 and rows[0] == [0]\ntwice = lambda x: x * 2\n"
    )
    assert results["1.1 wrong: writes"]["why"] == "AssertionError: somebody wrote into the data"
    assert results["1.1 right: reads"]["ok"]
    assert results["1.2 right: reads, too"]["ok"]


def test_the_next_task_meets_the_solutions_answer(bank):
    results = bank(
        "# %% 1.1 wrong: nothing\ndef half(x):\n    return 0\n"
        "# %% 1.2 right: by addition\nassert given == 5\ntwice = lambda x: x + x\n"
    )
    assert results["1.2 right: by addition"]["ok"]


def test_a_name_that_an_answer_leaves_behind_is_gone(bank):
    results = bank(
        "# %% 1.1 right: a helper\nhelper = 2\nhalf = lambda x: x / helper\n"
        "# %% 1.1 wrong: without it\nhalf = lambda x: x / helper\n"
    )
    assert results["1.1 right: a helper"]["ok"]
    assert results["1.1 wrong: without it"]["why"] == "NameError: name 'helper' is not defined"
