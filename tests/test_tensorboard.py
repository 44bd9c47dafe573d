"""Lesson 08 against a real TensorBoard server on this machine: it shows the runs and tags that the lesson wrote."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from nbclient import NotebookClient
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from utils import pairs
from utils.pairs import ROOT

LESSON = ROOT / "notebooks" / "08_tensorboard.ipynb"
READY = 120  # seconds that a server may take to answer, on a machine that does much else
MOMENT = r"run_\d{4}_\d\d_\d\d-\d\d_\d\d_\d\d"

# What the lesson writes: the runs, without the moment in their names, and their tags by TensorBoard's plugin.
OF_KERAS = {
    "train": {"scalars": {"epoch_loss", "epoch_learning_rate"}},
    "validation": {"scalars": {"epoch_loss", "evaluation_loss_vs_iterations"}},
}
WRITTEN = {
    f"rate={rate}/{part}": tags for rate in (0.0001, 0.001, 0.01) for part, tags in OF_KERAS.items()
} | {
    "test": {
        "scalars": {"my_scalar"},
        "histograms": {"my_hist"},
        "images": {"my_image", "integers", "floats", "scaled"},
        "text": {"my_text"},
        "audio": {"my_audio"},
    },
    "inside": {"scalars": {"gap"}, "histograms": {"hidden1 outputs"}, "images": {"predicted and true"}},
    "projector": {"text": {"about"}},
}


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """The root log directory that the lesson writes, run in an empty folder that holds the course's files."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("data", "utils"):
        (folder / name).symlink_to(ROOT / name)
    client = NotebookClient(
        pairs.read(LESSON),
        timeout=600,
        startup_timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        skip_cells_with_tag=pairs.SKIPPED,
    )
    client.execute(stderr=subprocess.DEVNULL)
    return folder / "my_logs"


@contextmanager
def tensorboard(logdir):
    """Start a server for `logdir` on a free port of this machine; yield a function that asks its HTTP API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(logdir), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--load_fast", "false"]
    with tempfile.TemporaryDirectory() as own, tempfile.TemporaryFile("w+") as said:
        server = subprocess.Popen(
            command,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "TMPDIR": own, "PYTHONPATH": ""},  # its note of the port disappears with it
        )

        def ask(route, **query):
            url = f"http://127.0.0.1:{port}/data/{route}?{urllib.parse.urlencode(query)}"
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=60) as reply:
                return reply.read()

        def log():
            said.seek(0)
            return said.read()

        try:
            _wait_for(lambda: ask("logdir"), server, log)
            yield ask
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _wait_for(condition, server=None, log=lambda: ""):
    """Wait until `condition` returns something true; while nobody answers, ask again, until time is up."""
    deadline = time.monotonic() + READY
    while True:
        try:
            if found := condition():
                return found
        except OSError:  # refused, reset or too slow; an HTTP error too
            pass
        if server is not None and server.poll() is not None:
            pytest.fail(f"TensorBoard ended with {server.returncode}:\n{log()}")
        if time.monotonic() > deadline:
            pytest.fail(f"not so within {READY} s:\n{log()}")
        time.sleep(0.3)


@pytest.fixture(scope="module")
def ask(logs):
    """A function that asks a server about the lesson's logs, once it has read all of them."""
    with tensorboard(logs) as ask:
        expected = {name for name in written(logs) if not name.endswith("projector")}
        _wait_for(lambda: expected <= set(json.loads(ask("runs"))))
        # The runs are listed as soon as they are found; wait until nothing new is read in them.
        seen = None
        while seen != (seen := [ask(f"plugin/{kind}/tags") for kind in ("scalars", "histograms", "images")]):
            time.sleep(2)
        yield ask


def written(logs):
    """``{run: its folder}`` of all folders with event files, found without TensorBoard."""
    folders = {file.parent for file in logs.rglob("*.tfevents.*")}
    return {folder.relative_to(logs).as_posix(): folder for folder in folders}


def without_moment(run):
    return re.sub(f"^{MOMENT}-", "", run)


def tags_in(folder):
    """``{tag: plugin}`` of the event files in a folder, read without the server."""
    reader = EventAccumulator(str(folder), size_guidance={"tensors": 0}).Reload()
    return {tag: reader.SummaryMetadata(tag).plugin_data.plugin_name for tag in reader.Tags()["tensors"]}


def test_the_lesson_wrote_its_runs(logs):
    assert sorted(map(without_moment, written(logs))) == sorted(WRITTEN)
    assert all(re.match(f"{MOMENT}-", run) for run in written(logs))


def test_the_server_lists_exactly_these_runs(logs, ask):
    assert sorted(json.loads(ask("runs"))) == sorted(written(logs))


@pytest.mark.parametrize("kind", ["scalars", "histograms", "images", "audio", "text"])
def test_the_server_lists_exactly_these_tags(logs, ask, kind):
    listed = json.loads(ask(f"plugin/{kind}/tags"))
    listed = {run: set(tags) for run, tags in listed.items() if tags}
    in_files = {
        run: {tag for tag, plugin in tags_in(folder).items() if plugin == kind}
        for run, folder in written(logs).items()
    }
    assert listed == {run: tags for run, tags in in_files.items() if tags}
    for run, tags in listed.items():
        own = WRITTEN[without_moment(run)].get(kind, set())
        weights = {tag for tag in tags if tag.endswith("/histogram")}  # Keras' own tags differ by version
        assert tags - weights == own, f"{run}: {kind}"
    expected = {run for run, kinds in WRITTEN.items() if kind in kinds}
    of_weights = {f"rate={rate}/train" for rate in (0.0001, 0.001, 0.01)} if kind == "histograms" else set()
    assert {without_moment(run) for run in listed} == expected | of_weights


def test_the_server_draws_all_points_of_the_curves(logs, ask):
    for run in written(logs):
        epochs = 30 if "rate=0.001/" in run else 8
        if "rate=" in run:
            points = json.loads(ask("plugin/scalars/scalars", run=run, tag="epoch_loss"))
            assert [step for _, step, _ in points] == list(range(epochs)), run
            assert points[-1][2] < points[0][2] or "0.0001/validation" in run, run


def test_the_graph_page_has_the_models_and_no_graph_of_operations(logs, ask):
    graphs = json.loads(ask("plugin/graphs/info"))
    trained = {run: entry for run, entry in graphs.items() if "rate=" in run}
    assert {without_moment(run) for run in trained} == {
        f"rate={rate}/train" for rate in (0.0001, 0.001, 0.01)
    }
    for run, entry in trained.items():
        assert not entry["run_graph"] and entry["tags"]["keras"]["conceptual_graph"], entry
        drawn = ask("plugin/graphs/graph", run=run, tag="keras", conceptual="true").decode()
        assert all(f"/{layer}" in drawn for layer in ("hidden1", "hidden2", "price"))


def test_the_projector_has_its_points_facts_and_pictures(logs, ask):
    [run] = [run for run in written(logs) if run.endswith("-projector")]
    assert _wait_for(lambda: json.loads(ask("plugin/projector/runs"))) == [run]
    [embedding] = json.loads(ask("plugin/projector/info", run=run))["embeddings"]
    assert (embedding["tensorName"], embedding["tensorShape"]) == ("clothes", [400, 784])
    points = ask("plugin/projector/tensor", run=run, name="clothes")
    assert len(points) == 400 * 784 * 4  # 32-bit numbers
    facts = ask("plugin/projector/metadata", run=run, name="clothes").decode().splitlines()
    assert facts[0] == "class\tink" and len(facts) == 1 + 400
    sprite = ask("plugin/projector/sprite_image", run=run, name="clothes")
    assert sprite.startswith(b"\x89PNG")


def test_a_server_without_logs_lists_nothing(tmp_path):
    """So that the tests above say something."""
    with tensorboard(tmp_path) as ask:
        assert json.loads(ask("runs")) == []
        assert json.loads(ask("plugin/scalars/tags")) == {}
        with pytest.raises(urllib.error.HTTPError):
            ask("plugin/projector/info", run="none")
