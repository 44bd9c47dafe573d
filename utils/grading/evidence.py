"""Whether what a hidden check printed for an answer agrees with what it printed for the solution."""

import json
import math

RELATIVE, ABSOLUTE = 1e-4, 1e-6  # two right answers differ by rounding; float32 keeps seven digits


def agrees(expected, shown, rule=None):
    """Whether the JSON text `shown` agrees with `expected`.

    Without a rule, integers, strings and the structure must be equal and numbers lie within the tolerance. With
    ``"agree 0.85"`` at least that share of the entries must be equal, with ``"within 0.3"`` the mean absolute
    difference of the numbers must not exceed it; both need lists of the same structure. Text that is not one line of
    JSON agrees with nothing. Raises ValueError if `expected` is not JSON or the rule is unknown.
    """
    expected = json.loads(expected)
    try:
        shown = json.loads(shown)
    except (ValueError, RecursionError):
        return False
    if rule is None:
        return _equal(expected, shown)
    kind, number = rule.split()
    left, right = _leaves(expected), _leaves(shown)
    if [path for path, _ in left] != [path for path, _ in right] or not left:
        return False
    couples = [(a, b) for (_, a), (_, b) in zip(left, right, strict=True)]
    if kind == "agree":
        return sum(_equal(a, b) for a, b in couples) / len(couples) >= float(number)
    if kind == "within":
        if not all(_is_number(b) and math.isfinite(b) for _, b in couples):
            return False
        return sum(abs(a - b) for a, b in couples) / len(couples) <= float(number)
    raise ValueError(f"'{rule}' is no rule; 'agree 0.85' and 'within 0.3' are")


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equal(expected, shown):
    if isinstance(expected, float) and _is_number(shown):
        if math.isnan(expected) or math.isnan(shown):
            return math.isnan(expected) and math.isnan(shown)
        return math.isclose(expected, shown, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    if isinstance(expected, int) and isinstance(
        shown, float
    ):  # 3 and 3.0 are the same answer, 3 and 3.1 are not
        return not isinstance(expected, bool) and math.isclose(expected, shown, rel_tol=0, abs_tol=ABSOLUTE)
    if type(expected) is not type(shown):
        return False
    if isinstance(expected, list):
        return len(expected) == len(shown) and all(map(_equal, expected, shown))
    if isinstance(expected, dict):
        return expected.keys() == shown.keys() and all(_equal(expected[key], shown[key]) for key in expected)
    return expected == shown


def _leaves(value, path=()):
    """Entries of nested lists and dicts with their places, in a fixed order."""
    if isinstance(value, list):
        return [leaf for i, item in enumerate(value) for leaf in _leaves(item, (*path, i))]
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in _leaves(value[key], (*path, key))]
    return [(path, value)]
