"""Rebuild the data sets in data/ from their originals, byte for byte: `python -m utils.build_data [FOLDER]`.

Everything is built and verified in memory first, so an error leaves data/ as it was.
"""

import argparse
import bz2
import gzip
import hashlib
import os
import sys
import zlib
from pathlib import Path

import numpy as np

from utils import data

TRAIN_PER_CLASS = 1_200
TEST_PER_CLASS = 200
# Columns of the census with decimals; all others are whole numbers.
DECIMAL_COLUMNS = {"longitude", "latitude", "medianIncome"}


def main(arguments=None):
    """Rebuild data/ as the command line says; on an error, one message and exit code 1."""
    parser = argparse.ArgumentParser(
        prog="python -m utils.build_data",
        description="Rebuild the data sets in data/ from their originals, byte for byte. "
        "Nothing is written unless all of them could be built and verified.",
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        help="where the originals are, anywhere below it: the four .gz files of Fashion-MNIST and "
        "cal_housing.csv. Without FOLDER, Keras and scikit-learn download them (or find them in their caches).",
    )
    folder = parser.parse_args(arguments).folder
    try:
        files = build(folder)
    except data.DataError as error:
        sys.exit(f"Nothing was written. {error}")
    for name, content in files.items():
        print(f"{write(data.DATA / name, content):9}  data/{name}  {len(content):,} bytes")


def build(folder=None):
    """Return the files of data/ as {name: bytes}, SHA256SUMS last; DataError if an original is missing or wrong.

    The originals come from a folder, or without one from Keras and scikit-learn.
    """
    print(f"Reading Fashion-MNIST from {folder or 'Keras'} ...", flush=True)
    (X_train, y_train), (X_test, y_test) = (
        read_fashion_mnist(folder) if folder else data.load_fashion_mnist(full=True)
    )
    print(f"Reading California housing from {folder or 'scikit-learn'} ...", flush=True)
    raw = read_california(folder) if folder else fetch_california()

    print("Selecting and compressing ...", flush=True)
    train = first_of_each_class(y_train, TRAIN_PER_CLASS)
    test = first_of_each_class(y_test, TEST_PER_CLASS)
    arrays = [X_train[train], y_train[train], X_test[test], y_test[test]]
    contents = {
        f"fashion_mnist/{name}.bz2": encode_idx(array)
        for name, array in zip(data.FASHION_MNIST_SHAPES, arrays, strict=True)
    }
    contents[data.CALIFORNIA_FILE] = encode_california(raw)
    # bz2 and not gzip or xz: its output is the same with every version of the library.
    files = {name: bz2.compress(content, compresslevel=9) for name, content in contents.items()}
    files["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    ).encode()
    return files


def read_fashion_mnist(folder):
    """Return the full Fashion-MNIST from the four .gz files below a folder, in the form that Keras gives."""
    X_train, y_train, X_test, y_test = (
        read_original(
            folder,
            f"{name}.gz",
            lambda content, shape=shape: data.decode_idx(gzip.decompress(content), shape),
        )
        for name, shape in data.FULL_FASHION_MNIST_SHAPES.items()
    )
    return (X_train, y_train), (X_test, y_test)


def read_california(folder):
    """Return the raw census columns, (20640, 9), from cal_housing.csv below a folder."""
    return read_original(folder, "cal_housing.csv", data.decode_california)


def read_original(folder, name, decode):
    """Return decode(bytes) of the file of this name, anywhere below the folder."""
    paths = sorted(folder.rglob(name))
    if not paths:
        raise data.DataError(
            f"There is no file {name} in {folder} or below it. Put it there and run this again."
        )
    try:
        return decode(paths[0].read_bytes())
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise data.DataError(f"{paths[0]} is not the original: {error}. Get it again.") from error


def fetch_california():
    """Return the raw census columns, (20640, 9), restored from the ratios that scikit-learn gives."""
    from sklearn.datasets import fetch_california_housing, get_data_home

    cache = Path(get_data_home()) / "cal_housing_py3.pkz"
    try:
        X, y = fetch_california_housing(return_X_y=True)
    except (
        Exception
    ) as error:  # no network, a refused download, a damaged cache: scikit-learn has no one class
        raise data.DataError(
            f"scikit-learn could not load California housing ({error}). Connect to the network, delete {cache} "
            "if it is there, and run this again; or name a FOLDER that holds the originals."
        ) from error
    income, age, rooms, bedrooms, population, occupants, latitude, longitude = X.T
    households = np.rint(population / occupants)
    raw = np.column_stack(
        [
            longitude,
            latitude,
            age,
            np.rint(rooms * households),
            np.rint(bedrooms * households),
            population,
            households,
            income,
            np.rint(y * 100_000),
        ]
    )
    again_X, again_y = data.california_features(raw)
    if len(raw) != data.CALIFORNIA_ROWS or not (np.array_equal(again_X, X) and np.array_equal(again_y, y)):
        raise data.DataError(
            "scikit-learn's California housing is not the original: its raw columns cannot be restored. "
            f"Delete {cache} and run this again."
        )
    return raw


def first_of_each_class(y, count):
    """Return the indices, in order, of the first `count` labels of each class; DataError if y is not balanced."""
    found = np.bincount(y, minlength=10).tolist()
    if found != [len(y) // 10] * 10:
        raise data.DataError(
            f"These are not the labels of Fashion-MNIST: {len(y) // 10} of each of its 10 classes expected, "
            f"found {found}. Get the originals again."
        )
    return np.sort(np.concatenate([np.flatnonzero(y == label)[:count] for label in range(10)]))


def encode_idx(array):
    """Return a uint8 array as the bytes of an IDX file."""
    return data.idx_header(array.shape) + array.tobytes()


def encode_california(raw):
    """Return the raw census columns as the bytes of the CSV file; DataError if a whole number is not whole."""
    columns = []
    for name, column in zip(data.CALIFORNIA_COLUMNS, raw.T, strict=True):
        if name not in DECIMAL_COLUMNS:
            if not np.array_equal(column, np.rint(column)):
                raise data.DataError(f"This is not the original California housing: {name} has decimals.")
            column = column.astype(int)
        columns.append(
            [repr(value) for value in column.tolist()]
        )  # repr: the shortest text of the same number
    rows = [data.CALIFORNIA_COLUMNS, *zip(*columns, strict=True)]
    return "".join(",".join(row) + "\n" for row in rows).encode()


def write(path, content):
    """Write a file in one step, unless it holds these bytes already; return what was done."""
    if path.is_file() and path.read_bytes() == content:
        return "unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)
    return "written"


if __name__ == "__main__":
    main()
