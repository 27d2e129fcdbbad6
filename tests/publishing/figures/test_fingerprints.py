"""A changed drawing is known by what it shows, and rounding noise is no change."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnchoredText

from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.figures.fingerprints import fingerprint

Plot = Callable[[Axes], object]

GRID = np.arange(9.0).reshape(3, 3)
KEYS = ([0, 1], [0, 1], [1, 1], [1, 2])


def line(**looks: Any) -> Plot:
    """A plot of one line; ``looks`` are its keywords."""
    return lambda axes: axes.plot([1, 2, 4], **looks)


def line_and(change: Plot) -> Plot:
    return lambda axes: (axes.plot([1, 2, 4], label="a"), change(axes))


def projected(projection: str, plot: Callable[..., object]) -> Plot:
    def plot_it(axes: Axes) -> None:
        figure = axes.figure
        figure.delaxes(axes)
        plot(figure.add_subplot(projection=projection))

    return plot_it


def enlarge(axes: Axes) -> None:
    assert isinstance(axes.figure, Figure)
    axes.figure.set_size_inches(8, 8)


def second_subfigure(title: str) -> Plot:
    def plot(axes: Axes) -> None:
        axes.figure.add_subfigure(GridSpec(1, 2)[0, 1]).suptitle(title)

    return plot


CHANGES: dict[str, tuple[Plot, Plot, str]] = {
    "data": (line(), lambda axes: axes.plot([1, 3, 4]), "Line2D 1, y"),
    "x limits": (line(), line_and(lambda axes: axes.set_xlim(0, 5)), "x limits"),
    "y limits": (line(), line_and(lambda axes: axes.set_ylim(0, 5)), "y limits"),
    "x label": (line(), line_and(lambda axes: axes.set_xlabel("t")), "x label"),
    "y label": (line(), line_and(lambda axes: axes.set_ylabel("t")), "y label"),
    "title": (line(), line_and(lambda axes: axes.set_title("t")), "title (center)"),
    "left title": (line(), line_and(lambda axes: axes.set_title("t", loc="left")), "title (left)"),
    "ticks": (line(), line_and(lambda axes: axes.set_xticks([0, 1])), "x ticks"),
    "direction": (line(), line_and(lambda axes: axes.invert_yaxis()), "y limits"),
    "log scale": (line(), line_and(lambda axes: axes.set_yscale("log")), "y scale"),
    "figure title": (line(), line_and(lambda axes: axes.figure.suptitle("t")), "text 1"),
    "size": (line(), line_and(enlarge), "size"),
    "colour": (line(), line(color="red"), "Line2D 1, look"),
    "opacity": (line(), line(alpha=0.5), "Line2D 1, "),
    "line style": (line(), line(linestyle="--"), "Line2D 1, look"),
    "line width": (line(), line(linewidth=3), "Line2D 1, width"),
    "marker": (line(), line(marker="o"), "Line2D 1, look"),
    "marker size": (line(marker="o"), line(marker="o", markersize=20), "Line2D 1, "),
    "steps": (line(), line(drawstyle="steps"), "Line2D 1, "),
    "hidden": (line(), line(visible=False), "Line2D 1, y"),
    "hidden axes": (line(), line_and(lambda axes: axes.set_visible(False)), ""),
    "no frame": (line(), line_and(lambda axes: axes.set_axis_off()), ""),
    "one more": (line(), line_and(lambda axes: axes.plot([2, 1])), "Line2D 2, y"),
    "legend": (line(), line_and(lambda axes: axes.legend()), "entries"),
    "legend entry": (
        lambda axes: (axes.plot([1, 2], label="a"), axes.legend()),
        lambda axes: (axes.plot([1, 2], label="b"), axes.legend()),
        "entries",
    ),
    "legend title": (
        lambda axes: (axes.plot([1, 2], label="a"), axes.legend()),
        lambda axes: (axes.plot([1, 2], label="a"), axes.legend(title="t")),
        "",
    ),
    "legend place": (
        lambda axes: (axes.plot([1, 2], label="a"), axes.legend(loc="upper left")),
        lambda axes: (axes.plot([1, 2], label="a"), axes.legend(loc="lower right")),
        "Legend 2, place",
    ),
    "figure legend": (
        lambda axes: (axes.plot([1, 2], label="a"), axes.figure.legend()),
        lambda axes: (axes.plot([1, 2], label="b"), axes.figure.legend()),
        "",
    ),
    "text": (
        lambda axes: axes.text(0.5, 0.5, "a"),
        lambda axes: axes.text(0.5, 0.5, "b"),
        "Text 1, text",
    ),
    "place of a text": (
        lambda axes: axes.text(0.5, 0.5, "a"),
        lambda axes: axes.text(0.5, 0.6, "a"),
        "Text 1, place",
    ),
    "colour of a text": (
        lambda axes: axes.text(0.5, 0.5, "a"),
        lambda axes: axes.text(0.5, 0.5, "a", color="red"),
        "Text 1, ",
    ),
    "target": (
        lambda axes: axes.annotate("a", (0, 0), (1, 1)),
        lambda axes: axes.annotate("a", (0, 1), (1, 1)),
        "Annotation 1, target",
    ),
    "text in a box": (
        lambda axes: axes.add_artist(AnchoredText("a", loc="center")),
        lambda axes: axes.add_artist(AnchoredText("b", loc="center")),
        "",
    ),
    "cell of a table": (
        lambda axes: axes.table([["1"]], loc="center"),
        lambda axes: axes.table([["2"]], loc="center"),
        "",
    ),
    "title of a subfigure": (second_subfigure("a"), second_subfigure("b"), ""),
    "line of the figure": (
        lambda axes: axes.figure.add_artist(Line2D([0, 1], [0, 1])),
        lambda axes: axes.figure.add_artist(Line2D([0, 1], [0, 0.5])),
        "",
    ),
    "image values": (
        lambda axes: axes.imshow(GRID),
        lambda axes: axes.imshow(GRID.T),
        "AxesImage 1, values",
    ),
    "image extent": (
        lambda axes: axes.imshow(GRID),
        lambda axes: axes.imshow(GRID, origin="lower"),
        "AxesImage 1, extent",
    ),
    "colour map": (
        lambda axes: axes.imshow(GRID),
        lambda axes: axes.imshow(GRID, cmap="gray"),
        "AxesImage 1, colours",
    ),
    "colour limits": (
        lambda axes: axes.imshow(GRID),
        lambda axes: axes.imshow(GRID, vmax=20),
        "AxesImage 1, colours",
    ),
    "colour scale": (
        lambda axes: axes.imshow(GRID + 1),
        lambda axes: axes.imshow(GRID + 1, norm="log"),
        "AxesImage 1, ",
    ),
    "mesh values": (
        lambda axes: axes.pcolormesh(GRID),
        lambda axes: axes.pcolormesh(GRID.T),
        "QuadMesh 1, values",
    ),
    "arrow": (
        lambda axes: axes.quiver(*KEYS),
        lambda axes: axes.quiver([0, 1], [0, 1], [2, 1], [1, 2]),
        "Quiver 1, U",
    ),
    "arrow key": (
        lambda axes: axes.quiverkey(axes.quiver(*KEYS), 0.5, 0.5, 1, "a"),
        lambda axes: axes.quiverkey(axes.quiver(*KEYS), 0.5, 0.5, 1, "b"),
        "",
    ),
    "contour level": (
        lambda axes: axes.contour(GRID, levels=[2, 4]),
        lambda axes: axes.contour(GRID, levels=[2, 5]),
        "QuadContourSet 1, paths",
    ),
    "bar": (
        lambda axes: axes.bar([1, 2], [1, 2]),
        lambda axes: axes.bar([1, 2], [1, 1.5]),
        "Rectangle 2, outline",
    ),
    "hatch": (
        lambda axes: axes.bar([1, 2], [1, 2]),
        lambda axes: axes.bar([1, 2], [1, 2], hatch="/"),
        "Rectangle 1, ",
    ),
    "scatter sizes": (
        lambda axes: axes.scatter([1, 2], [1, 2], s=[10, 20]),
        lambda axes: axes.scatter([1, 2], [1, 2], s=[10, 30]),
        "PathCollection 1, sizes",
    ),
    "scatter values": (
        lambda axes: axes.scatter([1, 2], [1, 2], c=[1, 2]),
        lambda axes: axes.scatter([1, 2], [1, 2], c=[2, 1]),
        "PathCollection 1, values",
    ),
    "area": (
        lambda axes: axes.fill_between([0, 1], [0, 1], [1, 2]),
        lambda axes: axes.fill_between([0, 1], [0, 1], [1, 3]),
        "PolyCollection 1, paths",
    ),
    "error bars": (
        lambda axes: axes.errorbar([0, 1], [0, 1], yerr=0.1),
        lambda axes: axes.errorbar([0, 1], [0, 1], yerr=0.2),
        "LineCollection 2, paths",
    ),
    "inset": (
        lambda axes: axes.inset_axes((0.5, 0.5, 0.4, 0.4)).plot([1, 2]),
        lambda axes: axes.inset_axes((0.5, 0.5, 0.4, 0.4)).plot([1, 3]),
        "inset 1, Line2D 1, y",
    ),
    "colour bar": (
        lambda axes: axes.figure.colorbar(axes.imshow(GRID)),
        lambda axes: axes.figure.colorbar(axes.imshow(GRID), label="t"),
        "axes 2, y label",
    ),
    "polar": (
        projected("polar", lambda axes: axes.plot([1, 2], [1, 2])),
        projected("polar", lambda axes: axes.plot([1, 2], [1, 3])),
        "Line2D 1, y",
    ),
    "direction of zero": (
        projected("polar", lambda axes: axes.plot([1, 2], [1, 2])),
        projected(
            "polar", lambda axes: (axes.plot([1, 2], [1, 2]), axes.set_theta_zero_location("N"))
        ),
        "",
    ),
    "height in space": (
        projected("3d", lambda axes: axes.plot([1, 2], [1, 2], [1, 2])),
        projected("3d", lambda axes: axes.plot([1, 2], [1, 2], [1, 3])),
        "z limits",
    ),
    "view of space": (
        projected("3d", lambda axes: axes.plot([1, 2], [1, 2], [1, 2])),
        projected("3d", lambda axes: (axes.plot([1, 2], [1, 2], [1, 2]), axes.view_init(50, 50))),
        "Line3D 1, ",
    ),
}


@pytest.fixture(autouse=True)
def default_style() -> Iterator[None]:
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        yield


def changes(before: Plot, after: Plot) -> tuple[str, ...]:
    """What the engine says when a figure that ``before`` made is now made by ``after``."""
    shown = []
    for plot in (before, after):
        figure = Figure()
        plot(figure.add_subplot())
        figure.draw_without_rendering()
        shown.append(fingerprint(figure))
    return Drawing("", shown[1]).changes_from(shown[0])


@pytest.mark.parametrize(("before", "after", "name"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen_and_named(before: Plot, after: Plot, name: str) -> None:
    found = changes(before, after)
    assert any(name in change for change in found), found


def test_axes_that_change_places_are_seen() -> None:
    side_by_side, stacked = Figure(), Figure()
    side_by_side.subplots(1, 2)
    stacked.subplots(2, 1)
    assert fingerprint(side_by_side) != fingerprint(stacked)


def test_a_change_says_both_sides() -> None:
    found = changes(line(), line_and(lambda axes: axes.set_xlabel("time")))
    assert found == ("axes 1, x label: nothing -> time",)


NUMBERS = {
    "sine": np.sin(np.linspace(0, 7, 200)),
    "powers": np.logspace(-8, 8, 33),
    "thirds": np.arange(1, 40) / 3,
    "eighths": np.linspace(0, 1, 1025),  # 0.0009765625: ties in the seventh digit
    "cubes": np.arange(0, 2, 0.05) ** 3,  # 1.157625: another tie
}


@pytest.mark.parametrize("size", [1e-15, -1e-15, 1e-12, -1e-12])
@pytest.mark.parametrize("values", NUMBERS.values(), ids=NUMBERS)
def test_the_last_digits_in_which_machines_differ_are_no_change(
    values: np.ndarray, size: float
) -> None:
    noisy = values * (1 + size)
    assert changes(lambda axes: axes.plot(values), lambda axes: axes.plot(noisy)) == ()


def test_noise_around_zero_is_no_change() -> None:
    angles = np.linspace(0, 2 * np.pi, 9)
    exact = np.round(np.sin(angles), 15)
    assert changes(lambda axes: axes.plot(np.sin(angles)), lambda axes: axes.plot(exact)) == ()


def test_a_change_in_the_sixth_digit_is_one() -> None:
    values = np.linspace(1, 2, 50)
    shifted = values.copy()
    shifted[20] *= 1 + 1e-5
    found = changes(lambda axes: axes.plot(values), lambda axes: axes.plot(shifted))
    assert [re.sub(r":.*", "", change) for change in found] == ["axes 1, Line2D 1, y"]


@pytest.mark.parametrize(
    "values",
    [[True, False], [1, 2**62], [1.0, np.inf], [np.nan, np.nan], [0.0, -0.0], [1e300, 1e-300]],
)
def test_extreme_values_have_a_fingerprint(values: list[float]) -> None:
    assert changes(lambda axes: axes.imshow([values]), lambda axes: axes.imshow([values])) == ()
