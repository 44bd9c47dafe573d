"""Tests of utils.data: the loaders' form and values, and one clear error for whatever can be wrong with the data."""

import bz2
import hashlib
import json
import os
import shutil
import subprocess
import sys

import joblib
import numpy as np
import pandas as pd
import pytest
import sklearn.datasets

from utils import data

IMAGES = "fashion_mnist/train-images-idx3-ubyte.bz2"
LABELS = "fashion_mnist/t10k-labels-idx1-ubyte.bz2"


@pytest.fixture(autouse=True)
def no_full_data(monkeypatch):
    monkeypatch.delenv("COURSE_FULL_DATA", raising=False)


@pytest.fixture
def data_copy(tmp_path, monkeypatch):
    """A copy of data/ that a test may damage; utils.data reads it instead."""
    copy = tmp_path / "data"
    for folder in ["fashion_mnist", "california_housing"]:
        shutil.copytree(data.DATA / folder, copy / folder)
    shutil.copy(data.DATA / "SHA256SUMS", copy)
    monkeypatch.setattr(data, "DATA", copy)
    return copy


@pytest.fixture(scope="module")
def sklearn_home(tmp_path_factory):
    """A data home of scikit-learn with California housing in its cache, stored as scikit-learn stores it."""
    home = tmp_path_factory.mktemp("sklearn")
    with bz2.open(data.DATA / data.CALIFORNIA_FILE, "rt") as file:
        raw = np.loadtxt(file, delimiter=",", skiprows=1)
    joblib.dump(raw[:, [8, 7, 2, 3, 4, 5, 6, 1, 0]], home / "cal_housing_py3.pkz", compress=6)
    return home


def run_python(code, folder, **environment):
    """Run code in a new Python, in a folder that is not the repository's; return what it prints, read as JSON."""
    environment = {**os.environ, "PYTHONPATH": str(data.ROOT), **environment}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


# The bundled Fashion-MNIST


def test_fashion_mnist_has_the_form_of_keras():
    (X_train, y_train), (X_test, y_test) = data.load_fashion_mnist()
    arrays = [X_train, y_train, X_test, y_test]
    assert [array.shape for array in arrays] == [(12_000, 28, 28), (12_000,), (2_000, 28, 28), (2_000,)]
    assert {array.dtype for array in arrays} == {np.dtype(np.uint8)}
    assert all(array.flags.writeable and array.flags.c_contiguous for array in arrays)


def test_fashion_mnist_is_balanced_and_in_the_original_order():
    (X_train, y_train), (X_test, y_test) = data.load_fashion_mnist()
    assert np.bincount(y_train).tolist() == [1_200] * 10
    assert np.bincount(y_test).tolist() == [200] * 10
    assert y_train[:10].tolist() == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5]
    assert y_test[:3].tolist() == [9, 2, 1]
    assert X_train.min() == X_test.min() == 0 and X_train.max() == X_test.max() == 255


def test_images_belong_to_their_labels():
    # Trousers leave the left and right edges empty, bags do not: a shift of images against labels would show.
    (X_train, y_train), _ = data.load_fashion_mnist()
    trousers, bags = (
        X_train[y_train == data.FASHION_MNIST_CLASSES.index(name)] for name in ["Trouser", "Bag"]
    )
    assert trousers[:, :, :4].mean() < 1
    assert bags[:, :, :4].mean() > 40


def test_ten_class_names():
    assert len(set(data.FASHION_MNIST_CLASSES)) == 10
    assert data.FASHION_MNIST_CLASSES[0] == "T-shirt/top" and data.FASHION_MNIST_CLASSES[9] == "Ankle boot"


def test_each_call_gives_new_arrays():
    (first, _), _ = data.load_fashion_mnist()
    expected = first.copy()
    first[:] = 0
    (second, _), _ = data.load_fashion_mnist()
    assert np.array_equal(second, expected)


# California housing, against scikit-learn's own code


@pytest.mark.parametrize("as_frame", [False, True])
def test_california_equals_scikit_learn(sklearn_home, as_frame):
    ours = data.load_california_housing(as_frame=as_frame)
    theirs = sklearn.datasets.fetch_california_housing(data_home=sklearn_home, as_frame=as_frame)
    assert type(ours) is type(theirs)
    assert list(ours) == list(theirs)
    assert ours.feature_names == theirs.feature_names and ours.target_names == theirs.target_names
    assert_same(ours.data, theirs.data)
    assert_same(ours.target, theirs.target)
    if as_frame:
        assert_same(ours.frame, theirs.frame)
    else:
        assert ours.frame is theirs.frame is None
    assert "1990" in ours.DESCR and all(name in ours.DESCR for name in ours.feature_names + ours.target_names)


@pytest.mark.parametrize("as_frame", [False, True])
def test_california_x_y_equals_scikit_learn(sklearn_home, as_frame):
    ours = data.load_california_housing(return_X_y=True, as_frame=as_frame)
    theirs = sklearn.datasets.fetch_california_housing(
        data_home=sklearn_home, return_X_y=True, as_frame=as_frame
    )
    assert type(ours) is type(theirs) is tuple and len(ours) == len(theirs) == 2
    for our, their in zip(ours, theirs, strict=True):
        assert_same(our, their)


def assert_same(ours, theirs):
    """Same type, shape, dtype, names and bits; same layout in memory, on which the last bit of a sum depends."""
    assert type(ours) is type(theirs)
    if isinstance(ours, pd.DataFrame):
        pd.testing.assert_frame_equal(ours, theirs, check_exact=True)
    elif isinstance(ours, pd.Series):
        pd.testing.assert_series_equal(ours, theirs, check_exact=True)
    a, b = np.asarray(ours), np.asarray(theirs)
    assert a.dtype == b.dtype == np.float64 and a.shape == b.shape and a.strides == b.strides
    assert a.tobytes() == b.tobytes()
    assert np.asarray(ours.mean(axis=0)).tobytes() == np.asarray(theirs.mean(axis=0)).tobytes()


def test_california_is_whole():
    X, y = data.load_california_housing(return_X_y=True)
    assert X.shape == (20_640, 8) and y.shape == (20_640,)
    assert X.flags.writeable and y.flags.writeable
    assert np.isfinite(X).all()
    assert (y.min(), y.max()) == (0.14999, 5.00001)


# What can be wrong with the bundled files


def truncate(path):
    path.write_bytes(path.read_bytes()[:-100])


def alter(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def load(name):
    """Load the data set of this file."""
    return data.load_california_housing() if name == data.CALIFORNIA_FILE else data.load_fashion_mnist()


def error_of(name):
    """Return the error of loading this file's data set, after checking that its message says what to do."""
    with pytest.raises(data.DataError) as raised:
        load(name)
    message = str(raised.value)
    assert "\n" not in message
    for remedy in [
        "git checkout -- data",
        str(data.ROOT),
        "fetch the course again",
        "Disconnect and delete runtime",
        "make data",
    ]:
        assert remedy in message
    return raised.value


def test_the_undamaged_copy_loads(data_copy):
    assert load(IMAGES)[0][0].shape == (12_000, 28, 28)
    assert load(data.CALIFORNIA_FILE).data.shape == (20_640, 8)


@pytest.mark.parametrize("name", [IMAGES, LABELS, data.CALIFORNIA_FILE])
def test_missing_file(data_copy, name):
    (data_copy / name).unlink()
    error = error_of(name)
    assert f"{data_copy / name} is missing" in str(error)
    assert isinstance(error.__cause__, FileNotFoundError)


@pytest.mark.parametrize("damage", [truncate, alter])
@pytest.mark.parametrize("name", [IMAGES, LABELS, data.CALIFORNIA_FILE])
def test_damaged_file(data_copy, name, damage):
    damage(data_copy / name)
    assert f"{data_copy / name} is truncated or altered" in str(error_of(name))


@pytest.mark.parametrize("name", [IMAGES, data.CALIFORNIA_FILE])
def test_missing_checksums(data_copy, name):
    (data_copy / "SHA256SUMS").unlink()
    error = error_of(name)
    assert str(data_copy / "SHA256SUMS") in str(error)
    assert isinstance(error.__cause__, FileNotFoundError)


@pytest.mark.parametrize("name", [LABELS, data.CALIFORNIA_FILE])
def test_checksums_without_the_file(data_copy, name):
    sums = data_copy / "SHA256SUMS"
    sums.write_text("".join(line for line in sums.read_text().splitlines(True) if name not in line))
    assert f"no checksum for {name}" in str(error_of(name))


def test_checksums_that_are_no_text(data_copy):
    (data_copy / "SHA256SUMS").write_bytes(b"\xff" * 50)
    assert isinstance(error_of(IMAGES).__cause__, UnicodeDecodeError)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (LABELS, bz2.compress(data.idx_header((1_999,)) + bytes(1_999)), "shape (2000,)"),
        (LABELS, bz2.compress(data.idx_header((2_000,)) + bytes(1_999)), "shape (2000,)"),
        (LABELS, b"not bzip2", "Invalid data stream"),
        (data.CALIFORNIA_FILE, bz2.compress(b"a,b\n1,2\n"), "header"),
        (
            data.CALIFORNIA_FILE,
            bz2.compress((",".join(data.CALIFORNIA_COLUMNS) + "\n1,2,3,4,5,6,7,8,9\n").encode()),
            "(1, 9)",
        ),
    ],
    ids=["too few labels", "header and labels differ", "not bzip2", "another header", "too few rows"],
)
def test_wrong_content_with_a_matching_checksum(data_copy, name, content, reason):
    sums = data_copy / "SHA256SUMS"
    old, new = (hashlib.sha256(text).hexdigest() for text in [(data_copy / name).read_bytes(), content])
    (data_copy / name).write_bytes(content)
    sums.write_text(sums.read_text().replace(old, new))
    error = error_of(name)
    assert str(data_copy / name) in str(error) and reason in str(error)
    assert isinstance(error.__cause__, OSError | ValueError)


def test_checksums_cover_every_bundled_file():
    lines = (data.DATA / "SHA256SUMS").read_text().splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    found = {path.relative_to(data.DATA).as_posix(): path for path in data.DATA.rglob("*.bz2")}
    assert len(lines) == 5
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()} == sums


# The full set


@pytest.mark.parametrize(
    ("value", "full", "expected"),
    [
        (None, None, False),
        ("", None, False),
        ("0", None, False),
        ("1", None, True),
        (None, True, True),
        ("0", True, True),
        ("1", False, False),
    ],
)
def test_argument_and_environment_choose_the_set(monkeypatch, value, full, expected):
    monkeypatch.setattr(data, "_load_full_fashion_mnist", lambda: "the full set")
    monkeypatch.setattr(data, "_read_bundled", lambda name, decode: "a bundled array")
    if value is not None:
        monkeypatch.setenv("COURSE_FULL_DATA", value)
    assert (data.load_fashion_mnist(full) == "the full set") is expected


@pytest.mark.parametrize("value", ["yes", "true", "2", " 1"])
def test_other_environment_values_are_refused(monkeypatch, value):
    monkeypatch.setenv("COURSE_FULL_DATA", value)
    with pytest.raises(ValueError, match="COURSE_FULL_DATA=.*use 1"):
        data.load_fashion_mnist()


# One process for all cases, as importing Keras takes seconds. Keras's cache starts empty and there is no network.
FULL_SET_CASES = """
import gzip, json, socket
from pathlib import Path
import numpy as np
from utils import data

def no_network(*args, **kwargs):
    raise socket.gaierror("no network in this test")

socket.getaddrinfo = no_network

def outcome():
    try:
        (X_train, y_train), (X_test, y_test) = data.load_fashion_mnist(full=True)
    except data.DataError as error:
        return {"message": str(error), "cause": type(error.__cause__).__name__}
    arrays = [X_train, y_train, X_test, y_test]
    return {
        "shapes": [array.shape for array in arrays],
        "dtypes": [str(array.dtype) for array in arrays],
        "writeable": [array.flags.writeable for array in arrays],
    }

outcomes = {"no network": outcome()}
folder = Path("keras/datasets/fashion-mnist")
for name, shape in data.FULL_FASHION_MNIST_SHAPES.items():
    content = gzip.compress(data.idx_header(shape) + bytes(np.prod(shape)), compresslevel=1)
    (folder / f"{name}.gz").write_bytes(content)
outcomes["all there"] = outcome()

path = folder / "t10k-images-idx3-ubyte.gz"
good = path.read_bytes()
for case, content in {
    "truncated": good[:-100],
    "altered": good[:5000] + bytes([good[5000] ^ 1]) + good[5001:],
    "empty": b"",
    "not gzip": b"<html>not found</html>",
    "too few images": gzip.compress(data.idx_header((9_999, 28, 28)) + bytes(9_999 * 784), compresslevel=1),
}.items():
    path.write_bytes(content)
    outcomes[case] = outcome()

path.write_bytes(good)
labels = folder / "train-labels-idx1-ubyte.gz"
labels.write_bytes((folder / "t10k-labels-idx1-ubyte.gz").read_bytes())
outcomes["labels of the other set"] = outcome()
labels.unlink()
outcomes["one file missing"] = outcome()
print(json.dumps(outcomes))
"""


@pytest.fixture(scope="module")
def full_set(tmp_path_factory):
    folder = tmp_path_factory.mktemp("full")
    outcomes = run_python(FULL_SET_CASES, folder, KERAS_HOME=str(folder / "keras"))
    return folder / "keras" / "datasets" / "fashion-mnist", outcomes


def test_full_set_in_the_cache(full_set):
    _, outcomes = full_set
    assert outcomes["all there"] == {
        "shapes": [[60_000, 28, 28], [60_000], [10_000, 28, 28], [10_000]],
        "dtypes": ["uint8"] * 4,
        "writeable": [True] * 4,
    }


@pytest.mark.parametrize("case", ["no network", "one file missing"])
def test_full_set_without_network(full_set, case):
    folder, outcomes = full_set
    message = outcomes[case]["message"]
    assert outcomes[case]["cause"] == "Exception"  # Keras's own
    assert "\n" not in message
    for remedy in ["no network in this test", "Connect", str(folder), "full=False", "COURSE_FULL_DATA"]:
        assert remedy in message


@pytest.mark.parametrize("case", ["truncated", "altered", "empty", "not gzip", "too few images"])
def test_damaged_file_in_the_cache(full_set, case):
    folder, outcomes = full_set
    message = outcomes[case]["message"]
    assert f"{folder / 't10k-images-idx3-ubyte.gz'} is truncated or damaged" in message
    assert "Delete that file" in message and "\n" not in message
    assert outcomes[case]["cause"] != "NoneType"


def test_labels_of_the_other_set_in_the_cache(full_set):
    folder, outcomes = full_set
    assert f"{folder / 'train-labels-idx1-ubyte.gz'} is" in outcomes["labels of the other set"]["message"]


# The import


def test_import_is_quick_and_light(tmp_path):
    code = """
import json, sys, time
start = time.perf_counter()
import utils.data
seconds = time.perf_counter() - start
heavy = [name for name in ["tensorflow", "keras", "pandas", "sklearn"] if name in sys.modules]
print(json.dumps([heavy, seconds]))
"""
    results = [run_python(code, tmp_path) for _ in range(5)]
    assert all(heavy == [] for heavy, _ in results)
    assert min(seconds for _, seconds in results) < 0.6  # 0.05 s on an idle machine


def test_data_is_found_from_any_folder_and_without_heavy_imports(tmp_path):
    code = """
import json, sys
from utils.data import load_california_housing, load_fashion_mnist
(X_train, _), _ = load_fashion_mnist()
X, y = load_california_housing(return_X_y=True)
heavy = [name for name in ["tensorflow", "keras", "pandas", "sklearn"] if name in sys.modules]
print(json.dumps([len(X_train), len(X), heavy]))
"""
    assert run_python(code, tmp_path) == [12_000, 20_640, []]
