"""Every number that the lecture quotes comes out as ``tests/numbers.csv`` says, on the data in use."""

from collections import Counter

import pytest

from utils.experiments.lecture_numbers import data_set, measure, numbers
from utils.pairs import ROOT


@pytest.mark.parametrize("number", numbers(data_set()), ids=lambda number: number.id)
def test_number(number):
    measured = measure(number.lesson)[number.id]
    assert number.holds(measured), f"{number.quantity}: {measured}, not {number.expected} ({number.source})"


@pytest.mark.static
def test_numbers_are_stated_for_both_data_sets_and_once():
    kinds = {number.id: set() for number in numbers()}
    for number in numbers():
        kinds[number.id].add(number.data)
    assert all(kind in ({"any"}, {"bundled", "full"}) for kind in kinds.values()), kinds
    assert max(Counter((number.id, number.data) for number in numbers()).values()) == 1


@pytest.mark.static
def test_every_number_belongs_to_a_lesson():
    """Not the other way round: a lesson that the lecture doesn't have quotes no number of it."""
    lessons = {path.name[:2] for path in (ROOT / "solutions").glob("*.ipynb")}
    assert {number.lesson for number in numbers()} <= lessons


@pytest.mark.parametrize("lesson", sorted({number.lesson for number in numbers()}))
def test_nothing_is_measured_that_is_not_stated(lesson):
    assert set(measure(lesson)) == {number.id for number in numbers() if number.lesson == lesson}
