"""Matplotlib figures to SVG: the same bytes each time, for both colour schemes, for all.

One file serves everybody. Inside a page its colours come from the page's style sheet
(``currentColor`` and ``--mathbook-…`` variables); by itself, as on GitHub, it falls back
to black on white. Ids carry the figure's name, so that figures can share a page.
"""

import hashlib
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathbook.publishing.figures.palette import LIGHT
from mathbook.publishing.figures.shortening import shorten

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = [
    "Drawing",
    "draw",
    "draw_open_figures",
    "look_at_open_figures",
    "named",
    "read_committed",
]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LITERAL = "mathbook-literal"
_RECORD = re.compile(r" *<metadata>(.*?)</metadata>\n", re.DOTALL)

# Matplotlib's default cycle stands for the book's own; its grid and its legend frame follow
# the page too; the rest stays as it is.
_CYCLE = (
    "#1f77b4",
    "#ff7f0e",
    "#2ca02c",
    "#d62728",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
)
_VARIABLES = {
    "#000000": "currentColor",
    "#ffffff": "var(--mathbook-paper, #ffffff)",
    "#b0b0b0": "var(--mathbook-grid, #b0b0b0)",
    "#cccccc": "var(--mathbook-grid, #cccccc)",
    **{
        own: f"var(--mathbook-c{n}, {ours})"
        for n, (colour, ours) in enumerate(zip(_CYCLE, LIGHT, strict=True))
        for own in (colour, ours)
    },
}

_SIZES = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as it is published.

    Attributes:
        svg: The whole file, its fingerprint included; empty if nobody needs it.
        fingerprint: What it shows, see :mod:`mathbook.publishing.figures.fingerprints`.
    """

    svg: str
    fingerprint: Mapping[str, str]

    def changes_from(self, committed: Mapping[str, str]) -> tuple[str, ...]:
        """One line for each thing in which the drawing differs from a committed one."""
        names = dict.fromkeys((*committed, *self.fingerprint))
        return tuple(
            f"{name}: {committed.get(name, 'nothing')} -> {self.fingerprint.get(name, 'nothing')}"
            for name in names
            if committed.get(name) != self.fingerprint.get(name)
        )

    def also_showing(self, more: Mapping[str, str]) -> "Drawing":
        """The same drawing, whose fingerprint holds ``more``."""
        shown = {**self.fingerprint, **more}
        body = _RECORD.sub("", self.svg)
        return Drawing(_with_record(body, shown), shown)

    def inline(self, alt: str) -> str:
        """The drawing as one line of HTML, named by ``alt``.

        It says its proportions in a style, too: a browser that does not lay it out before it is
        looked at keeps its place by them.
        """
        svg = re.sub(r"<metadata>.*?</metadata>", "", self.svg, flags=re.DOTALL)
        return named(re.sub(r"\n *", "", svg), alt)


def named(svg: str, alt: str) -> str:
    """An SVG of one line, named by ``alt``, which says its proportions in a style too."""
    svg = _SIZES.sub(r'\g<0> style="aspect-ratio: \1 / \2"', svg, count=1)
    opening, closing, content = svg.partition(">")
    return f"{opening}{closing}<title>{escape(alt, quote=False)}</title>{content}"


def draw_open_figures(names: Sequence[str]) -> list[Drawing]:
    """Draw and close pyplot's open figures.

    Args:
        names: Their names, in the order in which they were made; further ones get a number.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    try:
        return [
            draw(pyplot.figure(number), names[place] if place < len(names) else f"figure-{number}")
            for place, number in enumerate(pyplot.get_fignums())
        ]
    finally:
        pyplot.close("all")


def look_at_open_figures(last: int) -> list[Drawing]:
    """Close pyplot's open figures, of which the ``last`` count, and only note what they show.

    Nobody publishes the figures of a copied text, so that their files need not be made.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    numbers = pyplot.get_fignums()
    try:
        figures = [pyplot.figure(number) for number in numbers[max(len(numbers) - last, 0) :]]
        for figure in figures:
            figure.draw_without_rendering()  # settles limits and the texts of the ticks
        return [Drawing("", _shown(figure)) for figure in figures]
    finally:
        pyplot.close("all")


def draw(figure: "Figure", name: str) -> Drawing:
    """``figure`` as the file ``figures/NAME.svg``."""
    import matplotlib

    for artist in _with_colours_of_their_own(figure):
        artist.set_gid(_LITERAL)
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "mathbook", "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    shown = _shown(figure)
    root = ET.fromstring(buffer.getvalue())
    _clean(root)
    _theme(root)
    _prefix_ids(root, name)
    shorten(root)
    root.set("role", "img")
    description = ET.Element(f"{{{_SVG}}}desc")
    description.text = _describe(figure)
    root.insert(0, description)
    body = _serialize(root)
    return Drawing(_with_record(body, shown), shown)


def read_committed(path: Path) -> Mapping[str, str] | str:
    """The fingerprint that the file at ``path`` carries, or what is wrong with the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return "has not been drawn yet"
    except (OSError, UnicodeDecodeError) as error:
        return f"cannot be read ({error})"
    match = _RECORD.search(text)
    if match is None:
        return "carries no fingerprint"
    try:
        record = json.loads(ET.fromstring(match[0]).text or "")
        shown, checksum = record["shows"], record["checksum"]
        shown = {str(name): str(value) for name, value in shown.items()}
    except (ET.ParseError, ValueError, KeyError, TypeError, AttributeError):
        return "carries a damaged fingerprint"
    if checksum != _checksum(text.replace(match[0], "")):
        return "was changed by something else than mathbook"
    return shown


def _with_colours_of_their_own(figure: "Figure") -> Iterator["Artist"]:
    """What keeps its colours: those that stand for values, and text on coloured cells."""
    for axes in _all_axes(figure.axes):
        mapped = [artist for artist in axes.collections if artist.get_array() is not None]
        yield from mapped
        if axes.images or any("Mesh" in type(artist).__name__ for artist in mapped):
            yield from axes.texts


def _all_axes(axes: Iterable[Any]) -> Iterator[Any]:
    """``axes`` and those set within them."""
    for one in axes:
        yield one
        yield from _all_axes(one.child_axes)


def _clean(root: ET.Element) -> None:
    """Drop what would leak into a page: the style sheet, the metadata; name links plainly."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}style", f"{{{_SVG}}}metadata"):
                parent.remove(child)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}defs" and not len(child):
                parent.remove(child)
    for element in root.iter():
        element.text = element.tail = None
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK))
    root.attrib.pop("version", None)
    look = {"fill": "currentColor", "stroke-linejoin": "round", "stroke-linecap": "butt"}
    root.attrib.update(look)


def _theme(element: ET.Element) -> None:
    """Colours to variables, except within literal groups."""
    if element.get("id") == _LITERAL:
        element.set("fill", "#000000")
        return
    for attribute in ("style", "fill", "stroke"):
        value = element.get(attribute)
        if value:
            pattern = re.compile(r"#[0-9a-f]{6}\b")
            element.set(attribute, pattern.sub(lambda m: _VARIABLES.get(m[0], m[0]), value))
    for child in element:
        _theme(child)


def _prefix_ids(root: ET.Element, name: str) -> None:
    """Make every id the figure's own, and drop those that nothing refers to."""
    used: set[str] = set()
    for element in root.iter():
        for attribute, value in element.items():
            if attribute == "href":
                used.add(value.removeprefix("#"))
            used.update(re.findall(r"url\(#([^)]+)\)", value))
    for element in root.iter():
        for attribute, value in list(element.items()):
            if attribute == "id":
                if value in used:
                    element.set("id", f"{name}-{value}")
                else:
                    del element.attrib["id"]
            elif attribute == "href" and value.startswith("#"):
                element.set("href", f"#{name}-{value[1:]}")
            elif "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{name}-"))


def _serialize(root: ET.Element) -> str:
    ET.register_namespace("", _SVG)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _with_record(body: str, shown: Mapping[str, str]) -> str:
    """The file: the drawing, and what it shows."""
    record = json.dumps({"checksum": _checksum(body), "shows": shown}, ensure_ascii=False)
    metadata = f"  <metadata>{escape(record, quote=False)}</metadata>\n</svg>\n"
    return body.removesuffix("</svg>\n") + metadata


def _checksum(body: str) -> str:
    return hashlib.sha256(body.replace("\r\n", "\n").encode()).hexdigest()[:16]


def _shown(figure: "Figure") -> Mapping[str, str]:
    # Only who draws needs NumPy; whoever finds drawings in the cache does without.
    from mathbook.publishing.figures.fingerprints import fingerprint

    return fingerprint(figure)


def _describe(figure: "Figure") -> str:
    """The titles and axis labels of ``figure``, which paths of glyphs no longer say."""
    parts = [text.get_text() for text in figure.texts]
    for axes in figure.axes:
        labels = (axes.get_xlabel(), axes.get_ylabel())
        named = [
            f"{way} axis: {label}"
            for way, label in zip(("horizontal", "vertical"), labels, strict=True)
            if label
        ]
        parts += [axes.get_title(), *named]
    return "; ".join(" ".join(part.split()) for part in parts if part) or "A figure."
