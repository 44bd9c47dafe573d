"""The long runs: comparisons that take minutes or hours, whose tables the lessons plot.

Each module here, or package, is one of them. It says in its docstring what is compared and how fairly, and holds

- ``trials()``: a list of dictionaries, the settings of one trial each, seeds included;
- ``run(...)``: takes one of them as keyword arguments and returns a list of dictionaries, rows of the table.

``make reproduce`` (`python -m utils.experiments`) runs all trials of all modules, ``make reproduce RUN=name`` those of
one. Finished trials are kept in ``data/runs/name.partial.jsonl``, so that an interrupted run goes on where it was. At
the end ``data/runs/name.csv`` is written: in its first lines, behind #, the hash of the module's source and the versions
that made it, then the rows. `utils.data.load_run` reads it; a test compares the hash.
"""

import hashlib
import importlib
import importlib.metadata
import json
import platform
import time
from pathlib import Path

import pandas as pd

from utils import data

FOLDER = Path(__file__).parent
PACKAGES = ("tensorflow", "keras", "numpy", "scikit-learn", "scikeras")


class ExperimentError(ValueError):
    """There is no such experiment; the message says which there are."""


def names():
    """Names of all experiments."""
    packages = [path.parent for path in FOLDER.glob("*/__init__.py")]
    return sorted(path.stem for path in [*FOLDER.glob("[a-z]*.py"), *packages])


def source_hash(name):
    """Hash of an experiment's source: 16 hexadecimal digits that change whenever its module, or package, does."""
    module = FOLDER / f"{name}.py"
    files = [module] if module.exists() else sorted((FOLDER / name).glob("*.py"))
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def run(name, say=print):
    """Run all trials of an experiment that are not done yet; write its table and return the path.

    Parameters
    ----------
    name : str
        The module's name.
    say : callable
        Is given a line of progress after each trial.

    Raises
    ------
    ExperimentError
        There is no such experiment.
    """
    if name not in names():
        raise ExperimentError(f"There is no experiment {name!r}; there are: {', '.join(names())}.")
    module = importlib.import_module(f"{__name__}.{name}")
    data.RUNS.mkdir(exist_ok=True)
    kept = data.RUNS / f"{name}.partial.jsonl"
    made_with = _made_with(name)
    done = _read_kept(kept, made_with)
    trials = module.trials()
    start, fresh = time.monotonic(), 0
    for number, trial in enumerate(trials, start=1):
        key = json.dumps(trial)
        if key in done:
            continue
        done[key] = module.run(**trial)
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"made with": made_with, "trial": key, "rows": done[key]}) + "\n")
        fresh += 1
        minutes = (time.monotonic() - start) / 60
        left = minutes / fresh * sum(json.dumps(trial) not in done for trial in trials)
        say(
            f"{name}: trial {number} of {len(trials)} done after {minutes:.0f} min, about {left:.0f} min left"
        )
    rows = [row for trial in trials for row in done[json.dumps(trial)]]
    path = data.RUNS / f"{name}.csv"
    head = "".join(f"# {key}: {value}\n" for key, value in made_with.items())
    waiting = path.with_suffix(".new")
    waiting.write_text(head + pd.DataFrame(rows).to_csv(index=False, lineterminator="\n"), encoding="utf-8")
    waiting.replace(path)
    kept.unlink(missing_ok=True)
    return path


def _made_with(name):
    """What a table's first lines say: the source's hash, and versions."""
    versions = {package: importlib.metadata.version(package) for package in PACKAGES}
    return {"source": source_hash(name), "python": platform.python_version(), **versions}


def _read_kept(path, made_with):
    """Trials that are done: {settings as JSON: rows}; those of another source or other versions don't count."""
    done = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            kept = json.loads(line)
        except json.JSONDecodeError:  # the run was stopped while it wrote
            continue
        if kept["made with"] == made_with:
            done[kept["trial"]] = kept["rows"]
    return done
