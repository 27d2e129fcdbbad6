"""Figures as files: the same bytes each time, fit for any page, and known when changed."""

import functools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.figures.drawing import (
    Drawing,
    draw,
    draw_open_figures,
    look_at_open_figures,
    read_committed,
)
from mathbook.publishing.figures.fingerprints import fingerprint
from mathbook.publishing.figures.palette import LIGHT

EvaluateText = Callable[..., Evaluation]

GRID = np.arange(9.0).reshape(3, 3)
DAYS = np.array(["2024-01-01", "2024-01-05", "2024-01-09"], dtype="datetime64[D]")


def curve(axes: Axes) -> None:
    axes.plot([0, 1, 4], label="squares")
    axes.set(title="Growth", xlabel="n", ylabel=r"$n^2$")
    axes.legend()


def colour_bars(axes: Axes) -> None:
    axes.figure.colorbar(axes.imshow(GRID))
    axes.figure.colorbar(axes.pcolormesh(GRID))


def heatmap(axes: Axes) -> None:
    seaborn = pytest.importorskip("seaborn")

    seaborn.heatmap(GRID, annot=True, ax=axes)


def insets(axes: Axes) -> None:
    axes.inset_axes((0.5, 0.5, 0.4, 0.4)).plot([1, 2])
    axes.twinx().plot([2, 1])


def clipped(axes: Axes) -> None:
    axes.imshow(GRID).set_clip_path(Circle((1, 1), 1, transform=axes.transData))


def arrows(axes: Axes) -> None:
    axes.quiverkey(axes.quiver([0, 1], [0, 1], [1, 1], [1, 2]), 0.5, 0.5, 1, "unit")
    axes.annotate("here", (0, 0), (1, 1), arrowprops={"arrowstyle": "->"})


def masked(axes: Axes) -> None:
    axes.plot(np.ma.masked_greater([1, 2, 3], 2))
    axes.imshow(np.ma.masked_greater(GRID, 4))
    axes.plot([1, np.nan, 2])


def solids(axes: Axes) -> None:
    figure = axes.figure
    figure.delaxes(axes)
    space = figure.add_subplot(projection="3d")
    assert hasattr(space, "plot_surface")
    space.plot([0, 1], [0, 1], [0, 1])
    space.scatter([0, 1], [0, 1], zs=[1, 0])
    space.plot_surface(*np.meshgrid([0.0, 1, 2], [0.0, 1, 2]), GRID)


def circle(axes: Axes) -> None:
    figure = axes.figure
    figure.delaxes(axes)
    figure.add_subplot(projection="polar").fill([0, 1, 2], [1, 2, 1], hatch="/")


def contours(axes: Axes) -> None:
    axes.contourf(GRID)
    axes.clabel(axes.contour(GRID, colors="black"))


KINDS: dict[str, Callable[[Axes], object]] = {
    "curve": curve,
    "empty": lambda axes: axes.plot([], []),
    "several axes": lambda axes: axes.figure.subplots(2, 2)[1, 1].plot([1, 2]),
    "insets": insets,
    "second axis": lambda axes: axes.secondary_xaxis("top").set_xlabel("again"),
    "colour bars": colour_bars,
    "heatmap": heatmap,
    "3D": solids,
    "polar": circle,
    "histogram": lambda axes: axes.hist([1, 2, 2, 3]),
    "area": lambda axes: axes.fill_between([0, 1], [0, 1], [1, 2], alpha=0.3),
    "error bars": lambda axes: axes.errorbar([0, 1], [0, 1], yerr=0.1, capsize=3),
    "pie": lambda axes: axes.pie([1, 2], labels=["a", "b"]),
    "table": lambda axes: axes.table([["1", "2"]], loc="center"),
    "image": lambda axes: axes.imshow(GRID),
    "clipped image": clipped,
    "masked": masked,
    "dates": lambda axes: axes.plot(DAYS, [1, 2, 3]),
    "categories": lambda axes: axes.bar(["a", "b"], [1, 2]),
    "arrows": arrows,
    "contours": contours,
    "streams": lambda axes: axes.streamplot(
        np.arange(3.0), np.arange(3.0), np.ones((3, 3)), GRID, density=0.3
    ),
    "stems": lambda axes: axes.stem([1, 2, 3]),
    "boxes": lambda axes: axes.boxplot([1, 2, 3]),
    "logarithmic": lambda axes: axes.loglog([1, 10, 100], [1, 100, 3]),
    "bubbles": lambda axes: axes.scatter([1, 2], [1, 2], s=[10, 90], c=[0.1, 0.9]),
    "lines": lambda axes: (axes.axhline(1), axes.axvspan(0, 1), axes.axline((0, 0), slope=1)),
}


@pytest.fixture(autouse=True)
def default_style() -> Iterator[None]:
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.use("agg")
        yield
        pyplot.close("all")


def make(kind: str) -> Figure:
    figure = Figure()
    KINDS[kind](figure.add_subplot())
    return figure


@functools.cache
def drawing(kind: str) -> Drawing:
    return draw(make(kind), "one")


def picture(svg: str) -> str:
    """``svg`` without its record."""
    return re.sub(r" *<metadata>.*</metadata>\n", "", svg)


every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_a_figure_drawn_twice_has_the_same_bytes(kind: str) -> None:
    assert draw(make(kind), "one") == drawing(kind)


@every_kind
def test_ids_are_the_figures_own_and_every_reference_has_its_target(kind: str) -> None:
    svg = drawing(kind).svg
    ids = re.findall(r'\bid="([^"]*)"', svg)
    targets = re.findall(r'href="#([^"]*)"', svg) + re.findall(r"url\(#([^)]*)\)", svg)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("one-") for name in ids)
    assert set(ids) == set(targets)


@every_kind
def test_the_file_is_well_formed_and_styles_nothing_but_itself(kind: str) -> None:
    svg = drawing(kind).svg
    tags = {element.tag for element in ET.fromstring(svg).iter()}
    assert all(tag.startswith("{http://www.w3.org/2000/svg}") for tag in tags)
    assert not {tag for tag in tags if tag.endswith(("}style", "}script", "}text"))}
    assert "<!--" not in svg
    assert "<?xml" not in svg


@every_kind
def test_a_copied_text_is_known_to_draw_the_same_without_drawing_it(kind: str) -> None:
    KINDS[kind](pyplot.figure().add_subplot())
    (seen,) = look_at_open_figures(1)
    assert seen.changes_from(drawing(kind).fingerprint) == ()
    assert pyplot.get_fignums() == []


def test_another_process_draws_the_same_bytes(evaluate_text: EvaluateText) -> None:
    code = (
        "import matplotlib.pyplot as plt\n"
        "axes = plt.figure().add_subplot()\n"
        "axes.plot([0, 1, 4], label='squares')\n"
        "axes.set(title='Growth', xlabel='n', ylabel=r'$n^2$')\n"
        "axes.legend()\n"
    )
    evaluation = evaluate_text(f"```python\n{code}```\n\n![Squares.](figures/one.svg)\n")
    assert evaluation.runs[0].drawings == (drawing("curve"),)


def test_default_colours_follow_the_page_and_fall_back_to_the_books() -> None:
    svg = picture(drawing("curve").svg)
    assert "stroke: var(--mathbook-c0, #00497a)" in svg
    assert "fill: var(--mathbook-paper, #ffffff)" in svg
    assert "currentColor" in svg
    assert not re.search(r"(?<!, )#(?:000000|ffffff|1f77b4|00497a|cccccc)", svg)


def test_the_colours_of_the_books_style_follow_the_page() -> None:
    figure = Figure()
    figure.add_subplot().plot([1, 2], color=LIGHT[3])
    assert f"stroke: var(--mathbook-c3, {LIGHT[3]})" in draw(figure, "one").svg


def test_chosen_colours_stay() -> None:
    figure = Figure()
    figure.add_subplot().plot([1, 2], color="#123456")
    assert "stroke: #123456" in draw(figure, "one").svg


@pytest.mark.parametrize("method", ["imshow", "pcolormesh"])
def test_text_on_coloured_cells_keeps_its_colour(method: str) -> None:
    figure = Figure()
    axes = figure.add_subplot()
    getattr(axes, method)(GRID)
    axes.text(0.5, 0.5, "dark", color="black")
    axes.text(1.5, 0.5, "light", color="white")
    axes.set_axis_off()
    svg = picture(draw(figure, "one").svg)
    assert '<g fill="#000000">' in svg
    assert re.search(r"fill: #ffffff", svg)


@pytest.mark.parametrize(
    "plot",
    [
        lambda axes: axes.pcolormesh([[0.0, 0.5, 1.0]], cmap="gray"),
        lambda axes: axes.scatter([0, 1, 2], [0, 0, 0], c=[0.0, 0.5, 1.0], cmap="gray"),
        lambda axes: axes.contourf(GRID, levels=[0, 2, 4, 8], cmap="gray"),
        lambda axes: axes.inset_axes((0, 0, 1, 1), facecolor="none", frameon=False).pcolormesh(
            [[0.0, 0.5, 1.0]], cmap="gray"
        ),
    ],
    ids=["mesh", "bubbles", "contours", "mesh in an inset"],
)
def test_colours_that_stand_for_values_do_not_change_with_the_page(
    plot: Callable[[Axes], object],
) -> None:
    figure = Figure(facecolor="none")
    axes = figure.add_subplot()
    axes.set_axis_off()
    plot(axes)
    svg = picture(draw(figure, "one").svg)
    assert "var(--mathbook-paper" not in svg
    assert svg.count("#000000") > 0


def test_a_figure_is_described_by_its_titles_and_axes() -> None:
    svg = drawing("curve").svg
    assert 'role="img"' in svg
    assert "<desc>Growth; horizontal axis: n; vertical axis: $n^2$</desc>" in svg


def test_inline_a_drawing_is_one_line_named_by_its_alt_text() -> None:
    html = drawing("curve").inline('Squares grow: 4 > 1 & "fast" <em>')
    assert "\n" not in html
    assert html.count("<title>") == 1
    assert '<title>Squares grow: 4 &gt; 1 &amp; "fast" &lt;em&gt;</title>' in html
    assert "<metadata>" not in html
    ET.fromstring(html)


@pytest.mark.parametrize("name", ["a.b-c", "näher", "9"])
def test_any_figure_name_gives_well_formed_ids(name: str) -> None:
    svg = draw(make("clipped image"), name).svg
    assert f'id="{name}-' in svg
    ET.fromstring(svg)


def test_open_figures_are_drawn_in_order_and_closed() -> None:
    for title in ("first", "second", "third"):
        pyplot.figure().suptitle(title)
    drawings = draw_open_figures(["one", "two"])
    assert [drawn.fingerprint["text 1"] for drawn in drawings] == ["first", "second", "third"]
    assert pyplot.get_fignums() == []


def test_of_a_chains_figures_the_last_ones_are_its_own() -> None:
    for title in ("first", "second", "third"):
        pyplot.figure().suptitle(title)
    drawings = look_at_open_figures(2)
    assert [seen.fingerprint["text 1"] for seen in drawings] == ["second", "third"]


def test_the_committed_file_carries_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "one.svg"
    path.write_text(drawing("curve").svg, encoding="utf-8")
    assert read_committed(path) == drawing("curve").fingerprint
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_committed(path) == drawing("curve").fingerprint


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda svg: svg.replace("#00497a)", "#00497b)", 1), "was changed by something else"),
        (lambda svg: svg.replace("M ", "M 1", 1), "was changed by something else"),
        (lambda svg: svg + " ", "was changed by something else"),
        (picture, "carries no fingerprint"),
        (lambda svg: svg.replace('"checksum"', '"sum"'), "carries a damaged fingerprint"),
        (lambda svg: svg.replace('{"checksum"', "["), "carries a damaged fingerprint"),
        (lambda svg: svg.replace('"shows": {', '"shows": ["'), "carries a damaged fingerprint"),
        (lambda svg: "", "carries no fingerprint"),
        (lambda svg: "\udcff", "cannot be read"),
    ],
)
def test_a_damaged_committed_file_is_named_as_what_it_is(
    damage: Callable[[str], str], complaint: str, tmp_path: Path
) -> None:
    path = tmp_path / "one.svg"
    text = damage(drawing("curve").svg)
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    found = read_committed(path)
    assert isinstance(found, str)
    assert complaint in found


def test_a_missing_file_and_a_folder_in_its_place_are_told_apart(tmp_path: Path) -> None:
    assert read_committed(tmp_path / "one.svg") == "has not been drawn yet"
    assert "cannot be read" in str(read_committed(tmp_path))


def test_a_record_that_was_edited_is_noticed_as_a_change(tmp_path: Path) -> None:
    path = tmp_path / "one.svg"
    path.write_text(drawing("curve").svg.replace("Line2D 1, y", "Line2D 9, y"), encoding="utf-8")
    committed = read_committed(path)
    assert not isinstance(committed, str)
    assert len(drawing("curve").changes_from(committed)) == 2


def test_drawing_does_not_change_what_a_figure_shows() -> None:
    figure = make("contours")
    before = draw(figure, "one").fingerprint
    assert fingerprint(figure) == before


def test_inline_a_drawing_keeps_its_place_by_its_proportions() -> None:
    html = drawing("curve").inline("A curve.")
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', html)[0]
    assert f'style="aspect-ratio: {width} / {height}"' in html.split(">")[0]
