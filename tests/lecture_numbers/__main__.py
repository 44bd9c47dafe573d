"""Measures every number that the lecture quotes, with several seeds."""

import argparse

from tests.lecture_numbers import data_set, measure, numbers


def main():
    """Print, for each number that chance decides, what several seeds give."""
    parser = argparse.ArgumentParser(prog="python -m tests.lecture_numbers", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default: 5)")
    seeds = range(42, 42 + parser.parse_args().seeds)
    rows = [row for row in numbers() if row.data in {"any", data_set()}]
    for lesson in sorted({row.lesson for row in rows}):
        chance = [row for row in rows if row.lesson == lesson and ".." in row.expected]
        measured = {seed: measure(lesson, seed) for seed in (seeds if chance else [42])}
        for row in (row for row in rows if row.lesson == lesson):
            values = [measured[seed][row.id] for seed in measured]
            verdict = "holds" if all(map(row.holds, values)) else "DOES NOT HOLD"
            if row in chance:
                print(f"{row.id:<30} {min(values):.4f} … {max(values):.4f}  in {row.expected}: {verdict}")
            else:
                print(f"{row.id:<30} {values[0]}: {verdict}")


if __name__ == "__main__":
    main()
