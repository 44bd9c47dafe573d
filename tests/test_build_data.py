"""Tests of utils.build_data: the rebuild is byte for byte, and a wrong original writes nothing."""

import bz2
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import joblib
import numpy as np
import pytest

from utils import build_data, data

BUNDLED = data.DATA
FILES = [
    *(f"fashion_mnist/{name}.bz2" for name in data.FASHION_MNIST_SHAPES),
    data.CALIFORNIA_FILE,
    "SHA256SUMS",
]


@pytest.fixture
def originals():
    """The folder with the full originals, which are too large for the repository."""
    folder = os.environ.get("COURSE_ORIGINALS")
    if not folder:
        pytest.skip("COURSE_ORIGINALS does not name a folder with the originals")
    return Path(folder)


@pytest.fixture
def new_data(tmp_path, monkeypatch):
    """A folder that is not there yet and stands in for data/."""
    folder = tmp_path / "data"
    monkeypatch.setattr(data, "DATA", folder)
    return folder


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    """A folder with originals of the right form: the bundled images over and over, and the bundled census rows."""
    folder = tmp_path_factory.mktemp("originals")
    (folder / "fashion-mnist").mkdir()
    (X_train, y_train), (X_test, y_test) = data.load_fashion_mnist(full=False)
    train, test = five_times(y_train), five_times(y_test)
    arrays = [X_train[train], y_train[train], X_test[test], y_test[test]]
    for (name, shape), array in zip(data.FULL_FASHION_MNIST_SHAPES.items(), arrays, strict=True):
        assert array.shape == shape
        content = gzip.compress(build_data.encode_idx(array), compresslevel=0)
        (folder / "fashion-mnist" / f"{name}.gz").write_bytes(content)
    (folder / "cal_housing.csv").write_bytes(bundled_census())
    return folder


def five_times(y):
    """Return indices that repeat all labels, so that the first of each class are the labels themselves.

    The last label stands far behind the others: to take the first len(y) of them would be wrong.
    """
    indices = np.arange(len(y))
    last = y == y[-1]
    return np.concatenate([indices[:-1], np.tile(indices[~last], 4), indices[-1:], np.tile(indices[last], 4)])


@pytest.fixture
def synthetic_copy(synthetic, tmp_path):
    """A copy of the synthetic originals that a test may damage."""
    return Path(shutil.copytree(synthetic, tmp_path / "originals"))


def bundled_files():
    return {name: (BUNDLED / name).read_bytes() for name in FILES}


def bundled_census():
    return bz2.decompress((BUNDLED / data.CALIFORNIA_FILE).read_bytes())


def write_sklearn_cache(home, raw):
    """Write California housing into scikit-learn's cache as scikit-learn itself writes it."""
    joblib.dump(raw[:, [8, 7, 2, 3, 4, 5, 6, 1, 0]], home / "cal_housing_py3.pkz", compress=6)


# The rebuild


def test_rebuild_from_the_originals_is_byte_for_byte(originals):
    assert build_data.build(originals) == bundled_files()


def test_rebuild_through_keras_and_scikit_learn_is_byte_for_byte(originals, tmp_path):
    cache = tmp_path / "keras" / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for name in data.FULL_FASHION_MNIST_SHAPES:
        shutil.copy(next(originals.rglob(f"{name}.gz")), cache)
    write_sklearn_cache(tmp_path, build_data.read_california(originals))
    code = """
import hashlib
from utils import build_data
for name, content in build_data.build().items():
    print(hashlib.sha256(content).hexdigest(), name)
"""
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "KERAS_HOME": str(tmp_path / "keras"), "SCIKIT_LEARN_DATA": str(tmp_path)},
        cwd=data.ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    expected = [f"{hashlib.sha256(content).hexdigest()} {name}" for name, content in bundled_files().items()]
    assert result.stdout.splitlines()[-6:] == expected


def test_rebuild_from_synthetic_originals_is_byte_for_byte(synthetic):
    assert build_data.build(synthetic) == bundled_files()


def test_california_through_scikit_learn_is_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    write_sklearn_cache(tmp_path, data.decode_california(bundled_census()))
    content = build_data.encode_california(build_data.fetch_california())
    assert content == bundled_census()
    assert b"\r" not in content


def test_selection_takes_the_first_of_each_class_in_order():
    y = np.array([*range(10), *range(9, -1, -1), *range(10)], dtype=np.uint8)
    assert build_data.first_of_each_class(y, 1).tolist() == list(range(10))
    assert build_data.first_of_each_class(y, 2).tolist() == list(range(20))
    assert build_data.first_of_each_class(np.roll(y, 5), 1).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    interleaved = np.array([0, 0, 0, 1, 1, 1, *range(2, 10), *range(2, 10), *range(2, 10)], dtype=np.uint8)
    assert build_data.first_of_each_class(interleaved, 2).tolist() == [0, 1, 3, 4, *range(6, 22)]


def test_selection_refuses_unbalanced_labels():
    y = np.repeat(np.arange(10, dtype=np.uint8), 3)
    y[0] = 1
    with pytest.raises(data.DataError, match=r"3 of each of its 10 classes expected, found \[2, 4, 3"):
        build_data.first_of_each_class(y, 2)


def test_idx_has_the_bytes_of_the_original_format():
    array = np.arange(6, dtype=np.uint8).reshape(1, 2, 3)
    content = build_data.encode_idx(array)
    assert content == bytes.fromhex("00000803 00000001 00000002 00000003 000102030405")
    assert np.array_equal(data.decode_idx(content, (1, 2, 3)), array)


# The command


def test_command_writes_once_and_then_leaves_files_alone(synthetic, new_data, capsys):
    expected = bundled_files()
    build_data.main([str(synthetic)])
    assert {name: (new_data / name).read_bytes() for name in FILES} == expected
    assert states(capsys.readouterr().out) == ["written"] * 6
    assert len([path for path in new_data.rglob("*") if path.is_file()]) == 6  # no temporary file stays

    altered = new_data / data.CALIFORNIA_FILE
    altered.write_bytes(b"altered")
    before = {name: (new_data / name).stat().st_mtime_ns for name in FILES}
    build_data.main([str(synthetic)])
    assert altered.read_bytes() == expected[data.CALIFORNIA_FILE]
    assert states(capsys.readouterr().out) == ["unchanged"] * 4 + ["written", "unchanged"]
    rewritten = [name for name in FILES if (new_data / name).stat().st_mtime_ns != before[name]]
    assert rewritten == [data.CALIFORNIA_FILE]


def states(printed):
    """Return the first word of each line about a file."""
    return [line.split()[0] for line in printed.splitlines() if " data/" in line]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*paths):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        build_data.write(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    "name",
    [
        "fashion-mnist/train-images-idx3-ubyte.gz",
        "fashion-mnist/t10k-labels-idx1-ubyte.gz",
        "cal_housing.csv",
    ],
)
def test_missing_original_writes_nothing(synthetic_copy, new_data, name):
    (synthetic_copy / name).unlink()
    message = refusal(synthetic_copy, new_data)
    assert f"There is no file {Path(name).name} in {synthetic_copy}" in message


def test_missing_folder_writes_nothing(tmp_path, new_data):
    assert "There is no file" in refusal(tmp_path / "nowhere", new_data)


def csv(*rows):
    return "\n".join([",".join(data.CALIFORNIA_COLUMNS), *rows, ""]).encode()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("fashion-mnist/t10k-labels-idx1-ubyte.gz", b"not gzip", "is not the original: Not a gzipped file"),
        ("fashion-mnist/t10k-labels-idx1-ubyte.gz", gzip.compress(bytes(10_008))[:-9], "is not the original"),
        ("fashion-mnist/t10k-labels-idx1-ubyte.gz", gzip.compress(bytes(10_008)), "shape (10000,)"),
        (
            "fashion-mnist/t10k-labels-idx1-ubyte.gz",
            gzip.compress(data.idx_header((10_000,)) + bytes(10_000)),
            "found [10000, 0, 0",
        ),
        ("cal_housing.csv", b"longitude,latitude\n1,2\n", "the first line is not the header"),
        ("cal_housing.csv", csv("1,2,3,4,5,6,7,8,9"), "(1, 9) rows and columns"),
        ("cal_housing.csv", csv("1,2,3,4,5,6,7,8,none"), "is not the original"),
        ("cal_housing.csv", csv(*["1,2,3,4.5,5,6,7,8,9"] * 20_640), "totalRooms has decimals"),
        ("cal_housing.csv", csv(*["1,2,3,nan,5,6,7,8,9"] * 20_640), "totalRooms has decimals"),
    ],
    ids=[
        "not gzip",
        "truncated",
        "not IDX",
        "one class only",
        "another header",
        "too few rows",
        "no number",
        "decimals",
        "a gap",
    ],
)
def test_wrong_original_writes_nothing(synthetic_copy, new_data, name, content, reason):
    (synthetic_copy / name).write_bytes(content)
    assert reason in refusal(synthetic_copy, new_data)


def refusal(folder, written):
    """Return the message with which the command refuses the originals in a folder, having written nothing."""
    with pytest.raises(SystemExit) as stopped:
        build_data.main([str(folder)])
    message = stopped.value.code
    assert message.startswith("Nothing was written. ") and "\n" not in message
    assert not written.exists()
    return message


def test_scikit_learn_without_network(tmp_path, monkeypatch):
    def no_network(*args, **kwargs):
        raise OSError("no network in this test")

    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    monkeypatch.setattr("sklearn.datasets._california_housing._fetch_remote", no_network)
    with pytest.raises(data.DataError, match="no network in this test.*Connect.*FOLDER") as raised:
        build_data.fetch_california()
    assert isinstance(raised.value.__cause__, OSError)


def test_another_census_in_the_cache_of_scikit_learn(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    raw = data.decode_california(bundled_census())
    raw[5, 3] += 0.5  # half a room
    write_sklearn_cache(tmp_path, raw)
    with pytest.raises(data.DataError, match="Delete .*cal_housing_py3.pkz"):
        build_data.fetch_california()


def test_help_says_what_the_folder_holds(capsys):
    with pytest.raises(SystemExit) as stopped:
        build_data.main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert "cal_housing.csv" in printed and "FOLDER" in printed
