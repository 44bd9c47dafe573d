"""Whether what a hidden check printed for an answer agrees with what it printed for the solution."""

import json
import math

RELATIVE, ABSOLUTE = 1e-4, 1e-6  # two right answers differ by rounding; float32 keeps seven digits


def agrees(expected, shown, rule=None):
    """Whether the JSON text `shown` agrees with `expected`.

    Without a rule, integers, strings and the structure must be equal and numbers lie within the tolerance. With
    ``"agree 0.85"`` at least that share of the entries must be equal, with ``"within 0.3"`` the mean absolute
    difference of the numbers must not exceed it; both need the same structure, with at least one entry. Text that is
    not one JSON value agrees with nothing. Raises ValueError if `expected` is not JSON or the rule is unknown.
    """
    expected = json.loads(expected)
    kind, _, number = (rule or "agree 1").partition(" ")
    if kind not in {"agree", "within"}:
        raise ValueError(f"'{rule}' is no rule; 'agree 0.85' and 'within 0.3' are")
    limit = float(number)
    try:
        couples = _couples(expected, json.loads(shown))
    except (ValueError, RecursionError):
        return False
    if not couples:
        return rule is None
    if kind == "agree":
        return sum(_equal(a, b) for a, b in couples) / len(couples) >= limit
    numbers = [(_number(a), _number(b)) for a, b in couples]
    return sum(abs(a - b) for a, b in numbers) / len(numbers) <= limit  # False if one is not a finite number


def _couples(expected, shown):
    """Couples of the entries at the same place in two nested structures; raises ValueError if they differ in form."""
    if isinstance(expected, list) and isinstance(shown, list):  # strict: lists of the same length
        return [couple for a, b in zip(expected, shown, strict=True) for couple in _couples(a, b)]
    if isinstance(expected, dict) and isinstance(shown, dict) and expected.keys() == shown.keys():
        return [couple for key in expected for couple in _couples(expected[key], shown[key])]
    if isinstance(expected, list | dict) or isinstance(shown, list | dict):
        raise ValueError("the structures differ")
    return [(expected, shown)]


def _number(value):
    """`value` as a float; not a number if it is none, infinite if it is too large."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _equal(expected, shown):
    """Whether two entries are equal: 3 and 3.0 are the same answer, 3 and 3.1 are not, nor true and 1."""
    if isinstance(expected, float) or isinstance(shown, float):
        a, b = _number(expected), _number(shown)
        if isinstance(expected, float) and math.isnan(expected):
            return isinstance(shown, float) and math.isnan(shown)
        return math.isclose(a, b, rel_tol=RELATIVE if isinstance(expected, float) else 0, abs_tol=ABSOLUTE)
    return type(expected) is type(shown) and expected == shown
