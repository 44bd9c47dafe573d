"""The figures of the course. Importing this module costs no TensorFlow.

Every function draws into `ax`, or into a new figure of the course's width, and returns the Axes. So a notebook
adds the title that states what is seen: `ax = learning_curves(history)`, then `ax.set_title("…")`.
"""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.patches import Circle, FancyArrowPatch
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator

# Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), which colour-blind people can tell apart.
# The first four, the classes of a decision plot, are those that differ most for them, in light tints too.
COLORS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "black": "#000000",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
}
MARKERS = ["o", "s", "^", "D"]
FIGURE_SIZE = (8, 4.5)  # inches


def use_course_style():
    """Give every figure of a notebook the course's size, colours and fonts. All lessons call it once."""
    plt.rcParams.update(
        {
            "figure.figsize": FIGURE_SIZE,
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": plt.cycler(color=list(COLORS.values())),
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "grid.color": "0.9",
            "lines.linewidth": 2,
            "font.size": 13,
            "axes.titlesize": 14,
            "axes.labelsize": 13,
            "legend.fontsize": 12,
            "xtick.labelsize": 12,
            "ytick.labelsize": 12,
        }
    )


def learning_curves(history, metric="loss", ax=None):
    """Draw a metric by epoch, for the training set and, where there is one, the validation set. Lessons 03 to 05.

    The training value is the mean over an epoch, while the weights still move; the validation value is taken at
    the epoch's end. So early in training the validation curve can lie below the training curve without any
    mistake: it is about half an epoch ahead.

    history: what `model.fit` returns, or its `.history`, a dictionary of lists with one number per epoch
    metric: a key of that dictionary, without `val_`

    Raises ValueError if the history has no such metric.
    """
    values = getattr(history, "history", history)
    if metric not in values:
        raise ValueError(f"The history has no metric {metric!r}. It has: {', '.join(values) or 'none'}.")
    ax = ax or _new_axes(FIGURE_SIZE[1])
    n_epochs = len(values[metric])
    epochs = np.arange(1, n_epochs + 1)
    every = max(1, n_epochs // 15)  # more markers would hide the line
    ax.plot(epochs, values[metric], "o-", color=COLORS["blue"], markevery=every, label="training")
    if f"val_{metric}" in values:
        validation = values[f"val_{metric}"]
        ax.plot(epochs, validation, "s--", color=COLORS["orange"], markevery=every, label="validation")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1, steps=[1, 2, 5, 10]))
    ax.set_xlim(0.5, n_epochs + 0.5)
    ax.set_xlabel("epoch")
    ax.set_ylabel(metric.replace("_", " "))
    ax.legend()
    return ax


def image_grid(images, labels=None, n_columns=10, ax=None):
    """Tile grey images into one mosaic, high values dark, with an optional label above each. Lessons 01, 03, 05.

    images: array (n, height, width), any range of values; all images share one scale
    labels: n texts or numbers

    Raises ValueError if the images do not have three dimensions, if there are none, or if the number of labels
    differs.
    """
    images = np.asarray(images, dtype=float)
    if images.ndim != 3 or len(images) == 0:
        raise ValueError(f"images must have the shape (n, height, width) with n > 0, not {images.shape}.")
    if labels is not None and len(labels) != len(images):
        raise ValueError(f"There are {len(images)} images but {len(labels)} labels.")
    if n_columns < 1:
        raise ValueError(f"n_columns must be at least 1, not {n_columns}.")
    n, height, width = images.shape
    n_columns = min(n_columns, n)
    n_rows = -(-n // n_columns)
    gap = max(1, round(0.12 * width))
    room = gap if labels is None else math.ceil(0.4 * width)  # above each tile

    mosaic = np.full((n_rows * (room + height), n_columns * (width + gap) + gap), np.nan)  # NaN is left blank
    corners = [
        (i // n_columns * (room + height) + room, i % n_columns * (width + gap) + gap) for i in range(n)
    ]
    for image, (top, left) in zip(images, corners, strict=True):
        mosaic[top : top + height, left : left + width] = image
    inches = min(FIGURE_SIZE[0] / mosaic.shape[1], 1.3 / width)  # per pixel: few images are not blown up
    ax = ax or _new_axes(mosaic.shape[0] * inches + 0.4)
    ax.imshow(mosaic, cmap="gray_r")
    ax.axis("off")

    if labels is not None:
        texts = [str(label) for label in labels]
        size = _font_size(texts, width + gap / 2, ax)
        for text, (top, left) in zip(texts, corners, strict=True):
            ax.text(left + (width - 1) / 2, top - 0.5, text, ha="center", va="bottom", size=size)
    return ax


def decision_regions(predict, X, y=None, ax=None, labels=None, feature_names=None, limits=None):
    """Colour the plane by the class that a classifier predicts, and draw the data on top. Lessons 01, 02.

    predict: a function from an array (rows, 2) to the class numbers 0, 1, … of its rows, at most four classes;
        for a Keras model with a softmax: `lambda X: model.predict(X, batch_size=1000, verbose=0).argmax(axis=1)`
    X: array (n, 2); y: its n class numbers, without which the points are drawn in grey
    labels: the names of the classes; feature_names: the two axis labels, with units
    limits: [x0 min, x0 max, x1 min, x1 max]; by default the data with a margin

    Raises ValueError if shapes or lengths do not fit, or if `predict` returns something else than class numbers.
    """
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) == 0:
        raise ValueError(f"X must have the shape (n, 2) with n > 0: two features to draw. It has {X.shape}.")
    if y is not None:
        y = _class_numbers(y, len(X), "y")
    if feature_names is not None and len(feature_names) != 2:
        raise ValueError(f"feature_names must be two names, one per axis, not {len(feature_names)}.")
    if limits is None:
        margin = 0.08 * (X.max(axis=0) - X.min(axis=0))
        (left, down), (right, up) = X.min(axis=0) - margin, X.max(axis=0) + margin
        limits = [left, right, down, up]
    grid = np.meshgrid(np.linspace(limits[0], limits[1], 500), np.linspace(limits[2], limits[3], 200))
    rows = np.column_stack([grid[0].ravel(), grid[1].ravel()])
    regions = _class_numbers(predict(rows), len(rows), "what predict returns")

    n_classes = 1 + max(regions.max(), -1 if y is None else y.max())
    if labels is not None and len(labels) < n_classes:
        raise ValueError(f"There are {n_classes} classes but {len(labels)} labels.")
    ax = ax or _new_axes(FIGURE_SIZE[1])
    colors = list(COLORS.values())[:4]
    ax.imshow(
        regions.reshape(grid[0].shape),
        cmap=ListedColormap([_tint(color) for color in colors]),
        vmin=0,
        vmax=len(colors) - 1,
        extent=limits,
        origin="lower",
        aspect="auto",
        interpolation="nearest",
    )
    ax.grid(False)
    ax.set(xlim=limits[:2], ylim=limits[2:])
    if y is None:
        ax.scatter(X[:, 0], X[:, 1], color="0.35", edgecolor="white")
    else:
        for k in np.unique(y):
            ax.scatter(
                X[y == k, 0],
                X[y == k, 1],
                color=colors[k],
                marker=MARKERS[k],
                s=45,
                edgecolor="white",
                label=f"class {k}" if labels is None else labels[k],
            )
        ax.legend()
    if feature_names is not None:
        ax.set_xlabel(feature_names[0])
        ax.set_ylabel(feature_names[1])
    return ax


RADIUS, LAYER_DISTANCE, NODE_DISTANCE = 0.4, 2.4, 1.1  # of a network's circles, in inches at full size


def network(layers, edges=None, titles=None, ax=None):
    """Draw a network of nodes and arrows, from the inputs (left) to the outputs (right). Lessons 01 to 04.

        network([["1", "x₁", "x₂"], ["Σ | step"], ["ŷ"]])
        network([["A", "B"], ["C"]], edges={("A", "C"): ["", ""], ("B", "C"): "−"})

    layers: one list of texts per layer, from top to bottom. "1" is a bias node: it has its own colour and nothing
        leads to it. "…" stands for nodes left out. "Σ | step" is written in two halves of the circle.
    edges: by default, every node leads to every node of the next layer. Otherwise {(from, to): label}: a text, a
        number, "" for an arrow without label, or a list where several arrows join the same two nodes. A node is
        named by its text or, where several have the same, as (layer, index), both counted from 0. Of several bias
        nodes, the text "1" means the one in the layer before `to`. An edge may lead back to an earlier layer.
    titles: one text per layer, written above it

    Raises ValueError if a layer is empty, if an edge names a node that is not there or not unique, or if there
    are not as many titles as layers.
    """
    if not layers or not all(layers):
        raise ValueError("layers must be a list of lists of texts, none of them empty.")
    if titles is not None and len(titles) != len(layers):
        raise ValueError(f"There are {len(layers)} layers but {len(titles)} titles.")
    if edges is None:
        arrows = [
            ((i, j), (i + 1, k), [""])
            for i in range(len(layers) - 1)
            for j, start in enumerate(layers[i])
            for k, end in enumerate(layers[i + 1])
            if start != "…" and end not in ("…", "1")
        ]
    else:
        arrows = [
            (*_find_edge(layers, start, end), label if isinstance(label, list) else [label])
            for (start, end), label in edges.items()
        ]

    most = max(len(layer) for layer in layers)
    top = (most - 1) / 2 * NODE_DISTANCE + 1.3 * RADIUS
    head = 0.5 if titles else 0
    width = (len(layers) - 1) * LAYER_DISTANCE + 4 * RADIUS
    inches = min(1, FIGURE_SIZE[0] / width, 6 / (2 * top + head))
    ax = ax or _new_axes((2 * top + head) * inches + 0.5)
    ax.set(xlim=(-2 * RADIUS, width - 2 * RADIUS), ylim=(-top, top + head), aspect="equal")
    ax.axis("off")

    circles = {}
    for i, layer in enumerate(layers):
        for j, text in enumerate(layer):
            x, y = i * LAYER_DISTANCE, ((len(layer) - 1) / 2 - j) * NODE_DISTANCE
            circles[i, j] = Circle((x, y), RADIUS)
            if text == "…":
                ax.text(x, y, "⋮", ha="center", va="center", size=_font_size(["n"], RADIUS, ax, largest=24))
                circles[i, j].set_visible(False)
            else:
                color = COLORS["orange"] if text == "1" else COLORS["blue"] if i else "0.5"
                circles[i, j].set(facecolor=_tint(color), edgecolor=color, linewidth=1.5, zorder=2)
                _write_in_circle(ax, x, y, text, color)
            ax.add_patch(circles[i, j])
        if titles:
            ax.text(i * LAYER_DISTANCE, top + head / 2, titles[i], ha="center", va="center")

    for start, end, labels in arrows:
        bends = [0] if len(labels) == 1 else np.linspace(-0.08, 0.08, len(labels))
        n_ends = sum(text != "1" for text in layers[max(start, end)[0]])
        for k, (bend, label) in enumerate(zip(bends, labels, strict=True)):
            # Edges between n and m nodes cross at many places, but no two of them 1 / (m + 1) of the way along.
            # Labels of parallel arrows are staggered.
            place = 1 / max(3, n_ends + 1) + 0.13 * k
            place = place if start < end else 1 - place  # the labels forth and back at the same places
            _draw_arrow(ax, circles[start], circles[end], bend, label, place)
    return ax


def _find_edge(layers, start, end):
    """The (layer, index) of both ends of an edge; each is given as that or as the node's text."""

    def find(node):
        if isinstance(node, str):
            return [(i, j) for i, layer in enumerate(layers) for j, text in enumerate(layer) if text == node]
        i, j = node
        return [(i, j)] if 0 <= i < len(layers) and 0 <= j < len(layers[i]) else []

    pairs = [(a, b) for a in find(start) for b in find(end)]
    if len(pairs) > 1:
        pairs = [(a, b) for a, b in pairs if b[0] == a[0] + 1]
    if len(pairs) != 1:
        raise ValueError(
            f"The edge from {start!r} to {end!r} does not name one node each. "
            "Name a node by its text or, where several have the same text, as (layer, index)."
        )
    return pairs[0]


def _draw_arrow(ax, start, end, bend, label, place):
    """Draw an arrow between two circles, its label at `place`, from 0 at the start to 1 at the end."""
    size = _font_size(["mmm"], 2 * RADIUS, ax)  # in a small panel, small labels and heads
    arrow = FancyArrowPatch(
        start.center,
        end.center,
        patchA=start,
        patchB=end,
        shrinkA=0,
        shrinkB=0,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>",
        mutation_scale=size,
        color="0.35",
        linewidth=1.2,
        zorder=1,
    )
    ax.add_patch(arrow)
    if label != "":  # a weight of 0 is a label
        a, b = np.array(start.center), np.array(end.center)
        dx, dy = b - a
        control = (a + b) / 2 + bend * np.array([dy, -dx])  # as arc3 does
        x, y = (1 - place) ** 2 * a + 2 * place * (1 - place) * control + place**2 * b
        box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "0.8", "linewidth": 0.8}
        ax.text(x, y, label, ha="center", va="center", size=max(8, size), bbox=box, zorder=3)


def _write_in_circle(ax, x, y, text, color):
    """Write a node's text, in two halves if it has a bar."""
    upper, bar, lower = text.partition("|")
    style = {"ha": "center", "va": "center", "zorder": 3}
    if bar:
        style["size"] = _font_size([upper, lower], 1.4 * RADIUS, ax, largest=13)
        ax.plot([x - RADIUS, x + RADIUS], [y, y], color=color, linewidth=1, zorder=3)
        ax.text(x, y + 0.45 * RADIUS, upper.strip(), **style)
        ax.text(x, y - 0.45 * RADIUS, lower.strip(), **style)
    else:
        ax.text(x, y, text, size=_font_size([text], 1.6 * RADIUS, ax, largest=16), **style)


def _class_numbers(values, n, name):
    """The values as n integers from 0 to 3, or a ValueError."""
    values = np.asarray(values)
    if values.shape != (n,) or values.dtype.kind not in "biuf" or not np.isin(values, range(4)).all():
        raise ValueError(
            f"{name} must be class numbers from 0 to 3 with the shape ({n},), one per row, "
            f"but it is {values.dtype} with the shape {values.shape}. "
            "Probabilities become class numbers with .argmax(axis=1), or with .ravel() > 0.5."
        )
    return values.astype(int)


def _font_size(texts, width, ax, largest=12):
    """The font size in points, at most `largest`, at which the longest text is `width` wide in the units of x."""
    box = ax.get_position()
    points = 72 * ax.figure.get_size_inches() * (box.width, box.height)
    scale = min(points / (abs(np.diff(ax.get_xlim())[0]), abs(np.diff(ax.get_ylim())[0])))
    longest = max(
        (TextPath((0, 0), text, size=100).get_extents().width / 100 for text in texts if text.strip()),
        default=1,
    )
    return min(largest, width * scale / longest)


def _new_axes(height):
    """The Axes of a new figure of the course's width and the given height, in inches."""
    return plt.subplots(figsize=(FIGURE_SIZE[0], height), layout="constrained")[1]


def _tint(color, strength=0.3):
    """The colour mixed with white."""
    return tuple(1 - strength * (1 - channel) for channel in to_rgb(color))
