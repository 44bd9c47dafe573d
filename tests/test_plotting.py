"""The figures: what is drawn, where it is drawn, and what is refused."""

import itertools
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, FancyArrowPatch

from utils.plotting import (
    COLORS,
    FIGURE_SIZE,
    decision_regions,
    image_grid,
    learning_curves,
    network,
    use_course_style,
)

HISTORY = {"loss": [0.9, 0.5, 0.4], "val_loss": [0.8, 0.6, 0.5], "learning_rate": [0.1, 0.1, 0.1]}
IMAGES = np.arange(23 * 8 * 6).reshape(23, 8, 6)
POINTS = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])


@pytest.fixture(autouse=True)
def style(monkeypatch):
    """The course's style in every test, no call to show, and no figure left behind."""
    monkeypatch.setattr(plt, "show", lambda *_: pytest.fail("a plotting function called plt.show()"))
    with plt.rc_context():
        use_course_style()
        yield
    plt.close("all")


def quadrant(X):
    return 2 * (X[:, 0] > 0) + (X[:, 1] > 0)


def test_import_costs_no_tensorflow():
    code = "import sys, utils.plotting; print([m for m in ('tensorflow', 'keras') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: learning_curves(HISTORY, ax=ax),
        lambda ax: image_grid(IMAGES, ax=ax),
        lambda ax: decision_regions(quadrant, POINTS, quadrant(POINTS), ax=ax),
        lambda ax: network([["x"], ["y"]], ax=ax),
    ],
    ids=["learning_curves", "image_grid", "decision_regions", "network"],
)
def test_draws_into_the_axes_given_or_into_a_new_figure_of_the_course_width(draw):
    _, (left, right) = plt.subplots(1, 2)
    assert draw(right) is right
    assert right.has_data() or right.patches
    assert not left.has_data() and not left.patches
    assert len(plt.get_fignums()) == 1

    ax = draw(None)
    assert len(plt.get_fignums()) == 2
    assert ax.figure.get_size_inches()[0] == FIGURE_SIZE[0]
    ax.figure.draw_without_rendering()


def test_style():
    ax = plt.subplots()[1]
    assert tuple(ax.figure.get_size_inches()) == FIGURE_SIZE
    assert ax.plot([0, 1])[0].get_color() == COLORS["blue"]
    assert not ax.spines["top"].get_visible()


# Machado, Oliveira and Fernandes (2009), on linear RGB.
COLOUR_BLINDNESS = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


def as_seen(color, matrix):
    """The colour in CIELAB, as seen through the matrix."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.array(to_xyz) @ linear / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("name", COLOUR_BLINDNESS)
def test_the_four_class_colours_and_their_regions_differ_for_the_colour_blind(name):
    colors = list(COLORS.values())[:4]
    image = decision_regions(quadrant, POINTS).images[0]
    regions = [image.cmap(image.norm(k))[:3] for k in range(4)]
    for palette, difference in [(colors, 40), (regions, 12)]:  # CIELAB; about 2 can just be seen
        seen = [as_seen(color, COLOUR_BLINDNESS[name]) for color in palette]
        assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > difference


def test_learning_curves():
    class History:
        history = HISTORY

    ax = learning_curves(History())
    training, validation = ax.lines
    assert list(training.get_xdata()) == [1, 2, 3]
    assert list(training.get_ydata()) == HISTORY["loss"]
    assert list(validation.get_ydata()) == HISTORY["val_loss"]
    assert training.get_linestyle() != validation.get_linestyle()
    assert training.get_marker() != validation.get_marker()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["training", "validation"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")

    ax = learning_curves(HISTORY, "learning_rate")
    assert len(ax.lines) == 1
    assert ax.get_ylabel() == "learning rate"


@pytest.mark.parametrize("n_epochs", [1, 2, 3, 30, 200])
def test_epochs_are_whole_numbers_from_one(n_epochs):
    ax = learning_curves({"loss": np.ones(n_epochs)})
    ticks = [tick for tick in ax.get_xticks() if ax.get_xlim()[0] <= tick <= ax.get_xlim()[1]]
    assert ticks and all(tick >= 1 and tick == int(tick) for tick in ticks)


def test_a_missing_metric_names_those_there_are():
    with pytest.raises(ValueError, match="no metric 'accuracy'.*loss, val_loss, learning_rate"):
        learning_curves(HISTORY, "accuracy")


def test_image_grid_tiles_every_image_once():
    ax = image_grid(IMAGES)
    mosaic = np.ma.filled(ax.images[0].get_array(), np.nan)
    assert len(ax.images) == 1
    assert mosaic.shape == (3 * (8 + 1), 10 * (6 + 1) + 1)  # three rows of ten, with gaps of one pixel
    assert sorted(mosaic[~np.isnan(mosaic)]) == list(range(IMAGES.size))
    assert (mosaic[1:9, 1:7] == IMAGES[0]).all()
    assert (mosaic[19:27, 15:21] == IMAGES[22]).all()
    assert ax.images[0].get_cmap()(1.0)[:3] == (0, 0, 0)  # the highest value is black
    assert not ax.axison


@pytest.mark.parametrize("shape", [(8, 8), (28, 28)])
def test_labels_stand_above_their_images_and_do_not_overlap(shape):
    labels = ["T-shirt/top", "Ankle boot"] * 10
    ax = image_grid(np.ones((20, *shape)), labels)
    assert [text.get_text() for text in ax.texts] == labels

    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
    mosaic = np.ma.filled(ax.images[0].get_array(), np.nan)
    for box in boxes:
        (left, bottom), (right, top) = ax.transData.inverted().transform(box.get_points()).round().astype(int)
        assert np.isnan(mosaic[top + 1 : bottom, max(left, 0) : right]).all()  # no ink below a label


def test_few_images_stay_small():
    ax = image_grid(np.ones((2, 28, 28)), [0, 1])
    assert [text.get_text() for text in ax.texts] == ["0", "1"]
    assert ax.figure.get_size_inches()[1] < 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.ones((8, 8)),), r"shape \(n, height, width\).*\(8, 8\)"),
        ((np.ones((0, 8, 8)),), "n > 0"),
        ((np.ones((3, 8, 8)), ["a", "b"]), "3 images but 2 labels"),
        ((np.ones((3, 8, 8)), None, 0), "n_columns"),
    ],
)
def test_image_grid_refuses(arguments, message):
    with pytest.raises(ValueError, match=message):
        image_grid(*arguments)


def test_decision_regions():
    ax = decision_regions(
        quadrant,
        POINTS,
        quadrant(POINTS),
        labels=["a", "b", "c", "d"],
        feature_names=["width (cm)", "length (cm)"],
        limits=[-2, 3, -4, 5],
    )
    image = ax.images[0]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("width (cm)", "length (cm)")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b", "c", "d"]
    assert (*ax.get_xlim(), *ax.get_ylim()) == (-2, 3, -4, 5)
    ax.get_legend().set_loc("center")  # away from the corners
    ax.figure.canvas.draw()
    pixels = np.asarray(ax.figure.canvas.buffer_rgba())[::-1, :, :3] / 255
    for k, corner in enumerate([(-1.9, -3.8), (-1.9, 4.8), (2.9, -3.8), (2.9, 4.8)]):
        x, y = ax.transData.transform(corner).astype(int)
        assert pixels[y, x] == pytest.approx(image.cmap(image.norm(k))[:3], abs=0.01)
    assert (
        len(ax.collections) == len({paths.get_paths()[0].vertices.tobytes() for paths in ax.collections}) == 4
    )
    for k, paths in enumerate(ax.collections):
        color, tint = paths.get_facecolor()[0][:3], image.cmap(image.norm(k))[:3]
        assert tuple(color) == pytest.approx(to_rgb(list(COLORS.values())[k]))
        mixture = (1 - np.array(tint)) / (1 - color + 1e-9)
        assert mixture == pytest.approx([mixture[0]] * 3)  # the same colour, mixed with white


def test_decision_regions_without_classes_or_limits():
    ax = decision_regions(lambda X: X[:, 0] > 0, POINTS)  # a threshold gives booleans
    assert ax.get_legend() is None
    assert len(ax.collections[0].get_offsets()) == 4
    assert ax.get_xlim()[0] < -1 and ax.get_ylim()[1] > 1
    assert set(np.unique(ax.images[0].get_array())) == {0, 1}


@pytest.mark.parametrize(
    ("predict", "X", "keywords", "message"),
    [
        (quadrant, np.ones((4, 3)), {}, r"\(n, 2\).*\(4, 3\)"),
        (quadrant, np.ones((0, 2)), {}, "n > 0"),
        (quadrant, POINTS, {"y": [0, 1]}, r"y must be class numbers.*\(4,\)"),
        (quadrant, POINTS, {"y": ["a", "b", "c", "d"]}, "y must be class numbers"),
        (quadrant, POINTS, {"labels": ["a", "b"]}, "4 classes but 2 labels"),
        (quadrant, POINTS, {"feature_names": ["a"]}, "feature_names"),
        (lambda X: np.full((len(X), 1), 0.7), POINTS, {}, r"predict returns.*argmax\(axis=1\)"),
        (lambda X: np.full(len(X), 0.7), POINTS, {}, "predict returns"),
        (lambda X: np.full(len(X), 4), POINTS, {}, "from 0 to 3"),
    ],
)
def test_decision_regions_refuses(predict, X, keywords, message):
    with pytest.raises(ValueError, match=message):
        decision_regions(predict, X, **keywords)


def drawn(ax):
    """The numbers of visible circles and of arrows, and all texts."""
    circles = [patch for patch in ax.patches if isinstance(patch, Circle) and patch.get_visible()]
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return len(circles), len(arrows), [text.get_text() for text in ax.texts]


def test_network_is_fully_connected_except_to_biases_and_dots():
    n_circles, n_arrows, texts = drawn(network([["1", "x₁", "x₂"], ["1", "h₁", "…", "h₉"], ["y"]]))
    assert n_circles == 3 + 3 + 1
    assert n_arrows == 3 * 2 + 3 * 1
    assert texts == ["1", "x₁", "x₂", "1", "h₁", "⋮", "h₉", "y"]


def test_network_bias_has_its_own_colour_and_circles_are_round():
    ax = network([["1", "x"], ["y"]], titles=["input", "output"])
    bias, inputs, output = [patch.get_facecolor() for patch in ax.patches if isinstance(patch, Circle)]
    assert len({bias, inputs, output}) == 3
    assert ax.get_aspect() == 1
    assert drawn(ax)[2] == ["1", "x", "input", "y", "output"]


def test_network_edges_by_text_and_by_index():
    layers = [["1", "A", "B"], ["1", "C", "C"], ["D"]]
    edges = {
        ("A", (1, 1)): ["+", "+"],
        ("B", (1, 2)): "−",
        ("1", (1, 2)): "",
        ("1", "D"): 0,  # a weight, not "no label"; the bias of the hidden layer
    }
    ax = network(layers, edges)
    _, n_arrows, texts = drawn(ax)
    assert n_arrows == 5
    assert texts[7:] == ["+", "+", "−", "0"]
    bias = next(patch for patch in ax.patches if isinstance(patch, Circle) and patch.center[0] == 2.4)
    last = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)][-1]
    assert last.patchA is bias
    a, b = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)][:2]
    assert not np.array_equal(a.get_path().vertices, b.get_path().vertices)  # one above the other


@pytest.mark.parametrize("back", [False, True])
def test_network_labels_of_crossing_edges_do_not_overlap(back):
    layers = [["1", "x₁", "x₂", "x₃"], ["a", "b", "c"]]
    edges = [(end, (0, i)) if back else ((0, i), end) for i in range(4) for end in layers[1]]
    ax = network(layers, dict.fromkeys(edges, "−0.25"))
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts[7:]]
    assert len(boxes) == 12
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


@pytest.mark.parametrize("panels", [1, 4])
def test_network_texts_fit_in_their_circles(panels):
    ax = plt.subplots(1, panels, squeeze=False)[1][0, 0]
    network([["", "x₇₈₄"], ["softmax", "Σ | softmax"]], ax=ax)
    ax.figure.draw_without_rendering()
    circles = {patch.center: patch.get_window_extent() for patch in ax.patches if isinstance(patch, Circle)}
    for text in ax.texts:
        box = text.get_window_extent()
        assert any(
            circle.x0 <= box.x0 and box.x1 <= circle.x1 and circle.y0 <= box.y0 and box.y1 <= circle.y1
            for circle in circles.values()
        ), text.get_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([],), "none of them empty"),
        (([["A"], []],), "none of them empty"),
        (([["A"], ["B"]], None, ["input"]), "2 layers but 1 titles"),
        (([["A"], ["B"]], {("A", "C"): ""}), "'A' to 'C'.*by its text or"),
        (([["A", "A"], ["B"]], {("A", "B"): ""}), "'A' to 'B'.*(layer, index)"),
        (([["A"], ["B"]], {((0, 1), "B"): ""}), r"\(0, 1\) to 'B'"),
    ],
)
def test_network_refuses(arguments, message):
    with pytest.raises(ValueError, match=message):
        network(*arguments)
