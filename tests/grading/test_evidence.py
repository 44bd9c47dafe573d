"""Tests of utils.grading.evidence: what agrees with the reference, to the edge of each tolerance and rule."""

import json

import pytest

from utils.grading.evidence import agrees

HUGE = 10**400  # no float is as large


@pytest.mark.parametrize(
    ("expected", "shown"),
    [
        ("3", "3"),
        ("3", "3.0"),
        ("3", "3.0000009"),
        ("3.0", "3"),
        ("0", "-0.0"),
        (str(HUGE), str(HUGE)),
        ('"a b"', '"a b"'),
        ('"\\ud55c"', '"한"'),
        ("true", "true"),
        ("null", "null"),
        ("1.0", "1.00009"),
        ("-1000.0", "-1000.09"),
        ("1e-9", "9.9e-7"),
        ("0.0", "1e-6"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("[]", "[]"),
        ("{}", "{}"),
        ("[1, [2.0, [true, null]], []]", " [1, [2.00001, [true, null]], []]\n"),
        ('{"a": 1, "b": [2.5]}', '{"b": [2.5], "a": 1}'),
    ],
)
def test_the_same_agrees(expected, shown):
    assert agrees(expected, shown) is True


@pytest.mark.parametrize(
    ("expected", "shown"),
    [
        ("3", "4"),
        ("3", "3.1"),
        ("3", "3.00001"),
        ("1000000", "1000000.1"),
        ("3", '"3"'),
        ("true", "1"),
        ("1", "true"),
        ("true", "1.0"),
        ("1.0", "true"),
        ("0", "false"),
        ("0", "null"),
        ("0.0", "null"),
        ("false", "null"),
        ("null", '""'),
        ('"a"', '"A"'),
        ('"a"', '"a "'),
        ("1.0", "1.00011"),
        ("0.0", "1.1e-6"),
        ("1.0", "NaN"),
        ("NaN", "1.0"),
        ("NaN", "0"),
        ("NaN", "null"),
        ("3", "NaN"),
        ("Infinity", "-Infinity"),
        ("Infinity", "1e308"),
        ("1e308", "Infinity"),
        ("1.0", str(HUGE)),
        ("1", str(HUGE)),
        ("[]", "{}"),
        ("[1]", "1"),
        ("1", "[1]"),
        ("[1, 2]", "[2, 1]"),
        ("[1, 2]", "[1]"),
        ("[1]", "[1, 2]"),
        ("[[1, 2], [3]]", "[[1], [2, 3]]"),
        ("[[], [1]]", "[[1], []]"),
        ("[[]]", "[]"),
        ("[]", "[[]]"),
        ('{"a": 1}', '{"b": 1}'),
        ('{"a": 1}', '{"a": 1, "b": 2}'),
        ('{"0": 1}', "[1]"),
        ('{"a": [1]}', '{"a": [1.5]}'),
    ],
)
def test_what_differs_does_not_agree(expected, shown):
    assert agrees(expected, shown) is False


@pytest.mark.parametrize("rule", [None, "agree 0.5", "within 9"])
@pytest.mark.parametrize(
    "shown",
    [
        "",
        "\n",
        "1 2",
        "[1]\n[1]",
        "hello\n[1]",
        "[1",
        "(1,)",
        "array([1])",
        "['1']",
        "[1]]",
        "9" * 5000,
        "[" * 100_000,
        "[" * 600 + "1" + "]" * 600,
        '{"a": ' * 500 + "1" + "}" * 500,
    ],
    ids=lambda shown: shown[:12],
)
def test_what_is_not_one_json_value_of_that_form_agrees_with_nothing(shown, rule):
    assert agrees("[1]", shown, rule) is False


def test_deep_nesting_of_the_same_form_agrees():
    deep = "[" * 50 + "1" + "]" * 50
    assert agrees(deep, deep)


@pytest.mark.parametrize(
    ("rule", "wrong", "holds"),
    [
        ("agree 0.85", 3, True),
        ("agree 0.85", 4, False),
        ("agree 0.8", 4, True),
        ("agree 1", 0, True),
        ("agree 1", 1, False),
        ("agree .5", 10, True),
        ("agree .5", 11, False),
    ],
)
def test_agree_is_a_share_of_equal_entries(rule, wrong, holds):
    expected = [[i, f"class {i}"] for i in range(10)]
    flat = [entry for row in expected for entry in row]
    flat[:wrong] = [None] * wrong
    shown = [flat[i : i + 2] for i in range(0, 20, 2)]
    assert agrees(json.dumps(expected), json.dumps(shown), rule) is holds


@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        ("[1, 2, 3, 4]", True),
        ("[1.5, 2.5, 3.5, 4.5]", True),  # each half off
        ("[1, 2, 3, 6]", True),  # one is two off, half in the mean
        ("[0.5, 2.5, 2.5, 4.5]", True),  # differences don't cancel
        ("[1.5, 2.5, 3.5, 4.501]", False),
        ("[1, 2, 3, -1]", False),
        ("[1, 2, 3, NaN]", False),
        ("[1, 2, 3, Infinity]", False),
        ("[-Infinity, 2, 3, Infinity]", False),
        ("[1, 2, 3, true]", False),
        ("[1, 2, 3, null]", False),
        ('[1, 2, 3, "4"]', False),
        (f"[1, 2, 3, {HUGE}]", False),
        ("[1, 2, 3]", False),
        ("[1, 2, 3, 4, 4]", False),
        ("[[1, 2, 3, 4]]", False),
    ],
)
def test_within_is_the_mean_absolute_difference(shown, holds):
    assert agrees("[1, 2, 3, 4.0]", shown, "within 0.5") is holds


@pytest.mark.parametrize("expected", ["[NaN]", "[Infinity]", '["a"]', "[true]"])
def test_within_of_what_is_no_number_never_holds(expected):
    assert agrees(expected, expected, "within 9") is False


@pytest.mark.parametrize("rule", ["agree 0.5", "within 0.5"])
def test_a_rule_needs_entries_of_the_same_places(rule):
    assert agrees('{"a": 1, "b": 2}', '{"b": 2, "a": 1}', rule) is True
    assert agrees('{"a": 1, "b": 2}', '{"a": 1, "c": 2}', rule) is False
    assert agrees("[]", "[]", rule) is False
    assert agrees("[[1], []]", "[[], [1]]", rule) is False


@pytest.mark.parametrize("rule", ["about 3", "agree", "within x", "agree 0.5 0.6", "Agree 0.5"])
@pytest.mark.parametrize("shown", ["[1]", "[]", "no JSON"])
def test_an_unknown_rule_is_an_error_whatever_is_shown(rule, shown):
    with pytest.raises(ValueError):
        agrees("[1]", shown, rule)


def test_a_reference_that_is_not_json_is_an_error():
    with pytest.raises(ValueError):
        agrees("hello", "hello")
