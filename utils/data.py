"""The two data sets of the course, Fashion-MNIST and California housing, and the tables of its long runs.

All are bundled in `data/`, so the notebooks need no network and everyone gets the same numbers. The loaders of
the data sets return what `keras.datasets.fashion_mnist.load_data()` and
`sklearn.datasets.fetch_california_housing()` return, so what you learn here works with those as well. Sources
and licences: data/README.md.
"""

import bz2
import gzip
import hashlib
import io
import math
import os
import struct
import zlib
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
RUNS = DATA / "runs"

FASHION_MNIST_CLASSES = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
]

# The four files of Fashion-MNIST, in the order in which the loader returns them, with the shapes they hold.
FASHION_MNIST_SHAPES = {
    "train-images-idx3-ubyte": (12_000, 28, 28),
    "train-labels-idx1-ubyte": (12_000,),
    "t10k-images-idx3-ubyte": (2_000, 28, 28),
    "t10k-labels-idx1-ubyte": (2_000,),
}
FULL_FASHION_MNIST_SHAPES = {
    "train-images-idx3-ubyte": (60_000, 28, 28),
    "train-labels-idx1-ubyte": (60_000,),
    "t10k-images-idx3-ubyte": (10_000, 28, 28),
    "t10k-labels-idx1-ubyte": (10_000,),
}

CALIFORNIA_FILE = "california_housing/cal_housing.csv.bz2"
CALIFORNIA_ROWS = 20_640
CALIFORNIA_COLUMNS = [
    "longitude",
    "latitude",
    "housingMedianAge",
    "totalRooms",
    "totalBedrooms",
    "population",
    "households",
    "medianIncome",
    "medianHouseValue",
]
CALIFORNIA_FEATURES = [
    "MedInc",
    "HouseAge",
    "AveRooms",
    "AveBedrms",
    "Population",
    "AveOccup",
    "Latitude",
    "Longitude",
]
CALIFORNIA_TARGET = "MedHouseVal"
CALIFORNIA_DESCR = """California housing

20,640 block groups of the 1990 U.S. census in California, one row each. A block group is the smallest area
for which the Census Bureau publishes sample data, as a rule 600 to 3,000 people. No value is missing.

Features (8, all numeric):
    MedInc      median household income, in tens of thousands of dollars, cut off at 15
    HouseAge    median age of the houses, in years, cut off at 52
    AveRooms    rooms per household
    AveBedrms   bedrooms per household
    Population  people in the block group
    AveOccup    people per household
    Latitude    degrees north
    Longitude   degrees east (negative: west)

Target:
    MedHouseVal median value of the owner-occupied homes, in hundreds of thousands of dollars, cut off at 5

Where many houses are empty, as in holiday resorts, rooms and bedrooms per household can be very large.

Source: StatLib repository, https://lib.stat.cmu.edu/datasets/houses.zip
R. Kelley Pace and Ronald Barry, Sparse Spatial Autoregressions, Statistics and Probability Letters, 33,
291-297, 1997.
"""


class DataError(RuntimeError):
    """A data set cannot be read; the message says what to do."""


def load_fashion_mnist(full=None):
    """Load Fashion-MNIST, by default the part that comes with the course: 12,000 + 2,000 images.

    It returns what `keras.datasets.fashion_mnist.load_data()` returns: images of clothes in ten classes
    (`FASHION_MNIST_CLASSES`), as `(X_train, y_train), (X_test, y_test)`. The part has the first 1,200 (200)
    images of each class of the full training (test) set, in their original order.

    Parameters
    ----------
    full : bool, optional
        True: the full set, 60,000 + 10,000 images, which Keras downloads once and keeps in its cache.
        False: the part. By default the environment variable COURSE_FULL_DATA decides: 1 is the full set;
        unset, empty or 0 is the part.

    Returns
    -------
    X_train : uint8 array of shape (12000, 28, 28), or (60000, 28, 28) if full
        Grey values from 0 (background) to 255.
    y_train : uint8 array of shape (12000,), or (60000,) if full
        Class numbers from 0 to 9.
    X_test : uint8 array of shape (2000, 28, 28), or (10000, 28, 28) if full
    y_test : uint8 array of shape (2000,), or (10000,) if full

    Raises
    ------
    DataError
        A file is missing, damaged or of the wrong shape, or the full set cannot be downloaded.
    ValueError
        COURSE_FULL_DATA has another value.

    Source: Zalando SE, 2017, MIT licence, https://github.com/zalandoresearch/fashion-mnist
    """
    if full is None:
        full = _wants_full_data()
    if full:
        return _load_full_fashion_mnist()
    X_train, y_train, X_test, y_test = (
        _read_bundled(f"fashion_mnist/{name}.bz2", partial(decode_idx, shape=shape))
        for name, shape in FASHION_MNIST_SHAPES.items()
    )
    return (X_train, y_train), (X_test, y_test)


def load_california_housing(*, return_X_y=False, as_frame=False):
    """Load California housing, whole: 20,640 block groups of the 1990 census, by default as a Bunch of arrays.

    It returns what `sklearn.datasets.fetch_california_housing()` returns for the same arguments.

    Parameters
    ----------
    return_X_y : bool, default False
        Return `(data, target)` instead of a Bunch.
    as_frame : bool, default False
        Give the data as pandas DataFrame and Series instead of NumPy arrays.

    Returns
    -------
    sklearn.utils.Bunch
        data : float64 array or DataFrame of shape (20640, 8)
            MedInc (10,000 dollars), HouseAge (years), AveRooms, AveBedrms and AveOccup (rooms, bedrooms and
            people per household), Population (people), Latitude and Longitude (degrees).
        target : float64 array or Series of shape (20640,)
            MedHouseVal: median house value (100,000 dollars).
        frame : DataFrame of shape (20640, 9), both together; None unless as_frame
        target_names, feature_names : lists of str
        DESCR : str, a description

    Raises
    ------
    DataError
        The file is missing, damaged or of the wrong shape.

    Source: StatLib; Pace and Barry, Statistics and Probability Letters 33:291-297, 1997
    """
    X, y = california_features(_read_bundled(CALIFORNIA_FILE, decode_california))
    frame = None
    if as_frame:
        import pandas as pd  # only here: a plain `import utils.data` stays quick

        frame = pd.concat(
            [pd.DataFrame(X, columns=CALIFORNIA_FEATURES), pd.DataFrame({CALIFORNIA_TARGET: y})], axis=1
        )
        X, y = frame[CALIFORNIA_FEATURES], frame[CALIFORNIA_TARGET]
    if return_X_y:
        return X, y

    from sklearn.utils import Bunch

    return Bunch(
        data=X,
        target=y,
        frame=frame,
        target_names=[CALIFORNIA_TARGET],
        feature_names=list(CALIFORNIA_FEATURES),
        DESCR=CALIFORNIA_DESCR,
    )


def load_run(name):
    """Load the table of a long run, made by `make reproduce` with utils/experiments/<name>.py. Lessons 09 to 14.

    Parameters
    ----------
    name : str
        Such as "hyperparameter_search".

    Returns
    -------
    DataFrame
        What its columns mean stands at the top of the experiment's file. `attrs` holds the versions that made it.

    Raises
    ------
    DataError
        There is no such table.
    """
    import pandas as pd

    path = RUNS / f"{name}.csv"
    if not path.exists():
        there = ", ".join(sorted(file.stem for file in RUNS.glob("*.csv"))) or "none"
        raise DataError(
            f"There is no table {path}. There are: {there}. The whole course has the file of each in "
            f"utils/experiments; there `make reproduce RUN={name}` makes a table that is missing."
        )
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line[2:].split(": ", 1) for line in lines if line.startswith("# ")]
    table = pd.read_csv(path, skiprows=len(head))
    table.attrs = dict(head)
    return table


def idx_header(shape):
    """Return the first bytes of an IDX file: two zeros, 8 for unsigned bytes, the number of axes, their lengths."""
    return struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)


def decode_idx(content, shape):
    """Return the uint8 array of this shape from the bytes of an IDX file; ValueError if they hold another."""
    header = idx_header(shape)
    if not content.startswith(header) or len(content) != len(header) + math.prod(shape):
        raise ValueError(f"not an IDX file of unsigned bytes of shape {shape}")
    return np.frombuffer(content, np.uint8, offset=len(header)).reshape(shape).copy()  # a copy is writable


def decode_california(content):
    """Return the raw census columns, float64 of shape (20640, 9), from the bytes of the CSV file.

    ValueError if the header or the shape is another.
    """
    text = io.StringIO(content.decode())
    header = text.readline().strip()
    if header != ",".join(CALIFORNIA_COLUMNS):
        raise ValueError(f"the first line is not the header {','.join(CALIFORNIA_COLUMNS)}")
    raw = np.loadtxt(text, delimiter=",", ndmin=2)
    expected = (CALIFORNIA_ROWS, len(CALIFORNIA_COLUMNS))
    if raw.shape != expected:
        raise ValueError(f"{raw.shape} rows and columns instead of {expected}")
    return raw


def california_features(raw):
    """Return features, (n, 8), and target, (n,), from the raw census columns, (n, 9), as scikit-learn does."""
    longitude, latitude, age, rooms, bedrooms, population, households, income, value = raw.T
    # Column after column in memory, as in scikit-learn's array: sums then agree to the last bit as well.
    X = np.array(
        [
            income,
            age,
            rooms / households,
            bedrooms / households,
            population,
            population / households,
            latitude,
            longitude,
        ]
    ).T
    return X, value / 100_000.0


def _wants_full_data():
    value = os.environ.get("COURSE_FULL_DATA", "")
    if value not in ("", "0", "1"):
        raise ValueError(
            f"COURSE_FULL_DATA={value!r}: use 1 for the full Fashion-MNIST, 0 or nothing for the bundled part."
        )
    return value == "1"


def _read_bundled(name, decode):
    """Return decode(bytes) of a file in data/, after comparing it with its checksum."""
    restore = (
        f"To restore the data, run `git checkout -- data` in {ROOT}, or fetch the course again "
        "(on Colab: Runtime > Disconnect and delete runtime, then run the notebook from the top), "
        "or rebuild it with the whole course's `make data`."
    )
    path = DATA / name
    try:
        checksums = (DATA / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The checksums in {DATA / 'SHA256SUMS'} cannot be read. {restore}") from error
    expected = [line.split()[0] for line in checksums if line.endswith(f"  {name}")]
    if not expected:
        raise DataError(f"{DATA / 'SHA256SUMS'} has no checksum for {name}. {restore}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"The data file {path} is missing or cannot be read. {restore}") from error
    if hashlib.sha256(content).hexdigest() != expected[0]:
        raise DataError(f"The data file {path} is truncated or altered: its checksum is wrong. {restore}")
    try:
        return decode(bz2.decompress(content))
    except (OSError, ValueError) as error:
        raise DataError(f"The data file {path} does not hold what it should: {error}. {restore}") from error


def _load_full_fashion_mnist():
    import keras

    try:
        (X_train, y_train), (X_test, y_test) = keras.datasets.fashion_mnist.load_data()
        arrays = [X_train, y_train, X_test, y_test]
        for array, shape in zip(arrays, FULL_FASHION_MNIST_SHAPES.values(), strict=True):
            if array.shape != shape:
                raise ValueError(f"an array has shape {array.shape} instead of {shape}")
    except Exception as error:  # Keras raises a plain Exception when a download fails
        raise DataError(_why_keras_failed(error)) from error
    X_train, y_train, X_test, y_test = (array.copy() for array in arrays)  # Keras's own are read-only
    return (X_train, y_train), (X_test, y_test)


def _why_keras_failed(error):
    """Return what to do after an error of Keras, from the state of its cache."""
    home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
    if not os.access(home, os.W_OK):
        home = Path("/tmp/.keras")  # where Keras goes when its home cannot be written
    folder = home / "datasets" / "fashion-mnist"
    for name, shape in FULL_FASHION_MNIST_SHAPES.items():
        path = folder / f"{name}.gz"
        if not path.exists():
            continue
        try:
            decode_idx(gzip.decompress(path.read_bytes()), shape)
        except (OSError, EOFError, ValueError, zlib.error) as fault:
            return (
                f"The full Fashion-MNIST cannot be read: {path} is truncated or damaged ({fault}). "
                "Delete that file and run this again; Keras then downloads it anew."
            )
    return (
        f"The full Fashion-MNIST could not be loaded ({error}). Connect to the network and run this again, or put "
        f"the four .gz files of https://github.com/zalandoresearch/fashion-mnist in {folder}, or use the bundled "
        "part: load_fashion_mnist(full=False), or remove the environment variable COURSE_FULL_DATA."
    )
