"""Tests of utils.results: the page is that of today's tables, and it would say so if something did not come out."""

import json

import pandas as pd
import pytest

from utils import results
from utils.data import load_run
from utils.experiments.lecture_numbers import numbers


@pytest.fixture(scope="module")
def lecture_numbers():
    return load_run("lecture_numbers")


def changed(table, number, value):
    """The table with another value for one number."""
    return table.assign(value=table["value"].where(table["id"] != number, json.dumps(value)))


@pytest.mark.static
def test_the_page_is_of_todays_tables():
    assert results.PATH.read_text(encoding="utf-8") == results.build(), "run `make reproduce`"


@pytest.mark.static
def test_every_number_comes_out_on_the_full_data(lecture_numbers):
    found = {
        id: json.loads(value)
        for id, value in zip(lecture_numbers["id"], lecture_numbers["value"], strict=True)
    }
    assert set(found) == {number.id for number in numbers("full")}
    page = results.build()
    assert "| **no** |" not in page and "\n- " not in page


def test_a_number_outside_of_its_range_is_said(lecture_numbers):
    page = results._chance(changed(lecture_numbers, "03.test_accuracy", 0.7))
    total = sum(number.chance for number in numbers("full"))
    assert f"{total - 1} of {total} lie inside" in page
    assert "| 0.8827 | 0.870 to 0.892 | 0.7 | – | **no** |" in page


def test_a_number_that_is_not_as_stated_is_said(lecture_numbers):
    page = results._determined(changed(lecture_numbers, "01.xor", [0.5, 1.0]))
    assert "- 01.xor, accuracy of the perceptron on XOR, seeds 0 to 9: [0.5, 1.0], not [0.5" in page
    right = results._determined(lecture_numbers)
    assert page.count("\n") == right.count("\n") + 2


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ([3, 4, 5], [0, 1, 2], "holds"),
        ([1, 4, 5], [0, 2, 3], "holds by the medians"),
        ([2, 2, 2], [2, 2, 2], "**does not hold.** Because."),
        ([0, 1, 9], [2, 2, 2], "**does not hold.** Because."),
    ],
)
def test_a_claim_is_judged_by_its_seeds(a, b, verdict):
    claim = results.Claim("01", "run", "a is best", None, results.highest("a"), "Because.")
    assert claim.verdict({"a": pd.Series(a), "b": pd.Series(b)}) == verdict
    opposite = results.Claim("01", "run", "a is worst", None, results.lowest("a"), "Because.")
    negative = {"a": -pd.Series(a), "b": -pd.Series(b)}
    assert opposite.verdict(negative) == verdict


def test_a_claim_about_several_groups():
    groups = {name: pd.Series([value]) for name, value in {"a": 3, "b": 2, "c": 1}.items()}
    judged = {
        "two above the rest": results.highest("a", "b"),
        "first, then second": results.both(results.highest("a"), results.without("a", results.highest("b"))),
        "last": results.lowest("c"),
        "wrong": results.both(results.highest("a"), results.lowest("b")),
    }
    over = pd.Series.gt
    assert {name: holds(groups, lambda a, b: over(a, b).all()) for name, holds in judged.items()} == {
        "two above the rest": True,
        "first, then second": True,
        "last": True,
        "wrong": False,
    }


def test_each_is_taken_at_its_best_rate():
    table = pd.DataFrame(
        {
            "method": ["a"] * 4 + ["b"] * 2,
            "rate": [1, 1, 2, 2, 1, 1],
            "epoch": [1, 2] * 3,
            "valid_accuracy": [0.9, 0.1, 0.2, 0.3, 0.5, 0.6],
        }
    )
    chosen = results.at_best_rate(table, "method", "rate")
    assert chosen[["method", "rate", "valid_accuracy"]].values.tolist() == [
        ["a", 2, 0.2],
        ["a", 2, 0.3],
        ["b", 1, 0.5],
        ["b", 1, 0.6],
    ]


@pytest.mark.parametrize("claim", results.CLAIMS, ids=lambda claim: claim.says[:40])
def test_what_does_not_hold_says_why_and_what_holds_does_not(claim):
    verdict = claim.verdict(claim.measured(load_run(claim.run)))
    assert verdict.startswith("holds") == (claim.why == "")
