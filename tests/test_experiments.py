"""Tests of utils.experiments: tables, interrupted runs, and that the tables in data/runs are of today's source."""

import importlib
import json
import sys

import pandas as pd
import pytest

from utils import data, experiments, results
from utils.experiments.__main__ import main

NAME = "hyperparameter_search"  # any: `run_with` puts another module in its place


class Sums:
    """An experiment that costs nothing, and can be stopped."""

    def __init__(self, stop_at=None):
        self.ran, self.stop_at = [], stop_at

    def trials(self):
        return [{"a": a, "seed": seed} for a in (1, 2) for seed in (0, 1)]

    def run(self, a, seed):
        if len(self.ran) == self.stop_at:
            raise KeyboardInterrupt
        self.ran.append((a, seed))
        return [{"a": a, "seed": seed, "sum": a + seed, "name": "x, y"}, {"a": a, "seed": seed, "late": 0.5}]


def run_with(module, say=str):
    """Run the experiment with this module in the place of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, f"utils.experiments.{NAME}", module)
        return experiments.run(NAME, say=say)


@pytest.fixture
def runs(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "RUNS", tmp_path / "runs")
    return tmp_path / "runs"


def test_a_table_and_what_made_it(runs):
    said = []
    path = run_with(Sums(), said.append)
    assert [path] == list(runs.iterdir())
    table = data.load_run(NAME)
    assert table.columns.tolist() == ["a", "seed", "sum", "name", "late"] and len(table) == 8
    assert table["sum"].dropna().tolist() == [1, 2, 2, 3] and table["name"][0] == "x, y"
    assert table.attrs["source"] == experiments.source_hash(NAME)
    assert table.attrs["keras"].count(".") == 2
    assert [line.split(" done")[0] for line in said] == [f"{NAME}: trial {k} of 4" for k in (1, 2, 3, 4)]


def test_an_interrupted_run_goes_on_where_it_was(runs):
    first, second = Sums(stop_at=3), Sums()
    with pytest.raises(KeyboardInterrupt):
        run_with(first)
    assert not (runs / f"{NAME}.csv").exists()
    with (runs / f"{NAME}.partial.jsonl").open("a") as file:
        file.write('{"made with": {"sou')  # cut off
    path = run_with(second)
    assert (len(first.ran), second.ran) == (3, [(2, 1)])
    interrupted = path.read_text()
    assert run_with(Sums()).read_text() == interrupted
    assert not list(runs.glob("*.jsonl"))


def test_trials_of_another_source_or_of_other_versions_do_not_count(runs, monkeypatch):
    with pytest.raises(KeyboardInterrupt):
        run_with(Sums(stop_at=3))
    kept = runs / f"{NAME}.partial.jsonl"
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    lines[0]["made with"]["source"] = "0" * 16
    lines[1]["made with"]["keras"] = "3.0.0"
    kept.write_text("".join(json.dumps(line) + "\n" for line in lines))
    again = Sums()
    run_with(again)
    assert again.ran == [(1, 0), (1, 1), (2, 1)]


def test_a_run_that_is_finished_starts_anew(runs):
    run_with(Sums())
    again = Sums()
    run_with(again)
    assert len(again.ran) == 4


def test_what_there_is_not_is_said(runs, capsys):
    with pytest.raises(experiments.ExperimentError, match=f"'nothing'; there are: .*{NAME}"):
        experiments.run("nothing")
    with pytest.raises(SystemExit, match="There is no experiment 'nothing'"):
        main(["nothing"])
    with pytest.raises(data.DataError, match="There are: none.*`make reproduce RUN=nothing`"):
        data.load_run("nothing")


def test_the_command_says_that_what_is_done_is_kept(runs, monkeypatch, capsys):
    def stop(name, say):
        say("half done")
        raise KeyboardInterrupt

    monkeypatch.setattr(experiments, "run", stop)
    with pytest.raises(SystemExit, match="the same command goes on from here"):
        main([NAME])
    monkeypatch.setattr(experiments, "run", lambda name, say: f"data/runs/{name}.csv")
    monkeypatch.setattr(results, "write", lambda: "RESULTS.md")
    main([])
    lines = [(f"{name}: written data/runs/{name}.csv", "written RESULTS.md") for name in experiments.names()]
    assert capsys.readouterr().out.splitlines()[1:] == [line for pair in lines for line in pair]


def test_without_the_full_data_the_command_says_what_to_do(monkeypatch):
    def fail(name, say):
        raise data.DataError("Connect to the network and run this again")

    monkeypatch.setattr(experiments, "run", fail)
    with pytest.raises(SystemExit, match="Connect to the network"):
        main([NAME])


@pytest.mark.static
@pytest.mark.parametrize("name", experiments.names())
def test_the_table_is_of_todays_source(name):
    table = data.load_run(name)
    assert table.attrs["source"] == experiments.source_hash(name), f"run `make reproduce RUN={name}`"


@pytest.mark.parametrize("name", experiments.names())
def test_the_table_holds_every_trial(name):
    module = importlib.import_module(f"utils.experiments.{name}")
    table = data.load_run(name)
    settings = pd.DataFrame(module.trials())
    assert len(table.merge(settings)) == len(table)
    assert len(settings.merge(table[settings.columns].drop_duplicates())) == len(settings)


@pytest.mark.static
def test_every_table_has_its_experiment():
    assert {path.stem for path in data.RUNS.glob("*.csv")} == set(experiments.names())
