"""What a matplotlib figure shows, as text: to tell a changed drawing and say what changed.

Curves, limits, labels and texts are written down with six significant digits, so that
the last bits in which machines and library versions differ do not count. Values far
below the largest of their array are taken for rounding noise around zero.
"""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["fingerprint"]

_NOISE = 1e-13
_SHORT = 8


def fingerprint(figure: "Figure") -> dict[str, str]:
    """What ``figure`` shows: for each thing that can change its name and its value."""
    entries: dict[str, str] = {"size": _numbers(figure.get_size_inches())}
    for number, text in enumerate(figure.texts, start=1):
        entries[f"text {number}"] = text.get_text()
    for number, axes in enumerate(figure.axes, start=1):
        for name, value in _axes(axes):
            entries[f"axes {number}, {name}"] = value
    return {name: value for name, value in entries.items() if value}


def _axes(axes: Any) -> Iterator[tuple[str, str]]:
    """Limits, scales and labels of ``axes``, then everything drawn in it."""
    for place in ("center", "left", "right"):
        yield f"title ({place})", axes.get_title(loc=place)
    for letter, axis in axes._axis_map.items():
        yield f"{letter} label", axis.get_label_text()
        yield f"{letter} limits", _numbers(axis.get_view_interval())
        yield f"{letter} scale", axis.get_scale()
        ticks = [label.get_text() for label in axis.get_ticklabels()]
        yield f"{letter} ticks", " ".join(tick for tick in ticks if tick)
    for number, spec in enumerate(_artists(axes), start=1):
        kind = type(spec).__name__
        for name, value in _artist(spec):
            yield f"{kind} {number}, {name}", value
    for number, child in enumerate(axes.child_axes, start=1):
        for name, value in _axes(child):
            yield f"inset {number}, {name}", value


def _artists(axes: Any) -> "Iterator[Artist]":
    """What somebody put into ``axes``: not its frame, its axis and its background."""
    own = {id(axes.patch), id(axes.title), id(axes._left_title), id(axes._right_title)}
    own |= {id(part) for part in (*axes.spines.values(), *axes._axis_map.values())}
    own |= {id(child) for child in axes.child_axes}
    for artist in axes.get_children():
        if id(artist) not in own and artist.get_visible():
            yield artist


def _artist(artist: Any) -> Iterator[tuple[str, str]]:
    """Data and looks of one artist; each kind has its own accessors."""
    from matplotlib import collections, image, legend, lines, patches, text

    if isinstance(artist, lines.Line2D):
        yield "x", _numbers(artist.get_xdata(orig=False))
        yield "y", _numbers(artist.get_ydata(orig=False))
        yield (
            "look",
            f"{artist.get_linestyle()} {artist.get_marker()} {_colour(artist.get_color())}",
        )
        yield "width", _numbers(artist.get_linewidth())
    elif isinstance(artist, collections.Collection):
        yield from _collection(artist)
    elif isinstance(artist, patches.Patch):
        outline = artist.get_patch_transform().transform_path(artist.get_path())
        yield "outline", _numbers(outline.vertices)
        yield "look", f"{_colour(artist.get_facecolor())} {_colour(artist.get_edgecolor())}"
    elif isinstance(artist, image._ImageBase):
        yield "values", _numbers(artist.get_array())
        if hasattr(artist, "get_extent"):
            yield "extent", _numbers(artist.get_extent())
        yield "colours", f"{artist.get_cmap().name} {_numbers(artist.get_clim())}"
    elif isinstance(artist, text.Text):
        yield "text", artist.get_text()
        yield "place", _numbers(artist.get_position())
        if isinstance(artist, text.Annotation):
            yield "target", _numbers(artist.xy)
    elif isinstance(artist, legend.Legend):
        yield "entries", ", ".join(entry.get_text() for entry in artist.get_texts())


def _collection(artist: Any) -> Iterator[tuple[str, str]]:
    yield "offsets", _numbers(artist.get_offsets())
    vertices = [path.vertices for path in artist.get_paths()]
    yield "paths", _numbers(np.concatenate(vertices) if vertices else [])
    for name in ("U", "V"):
        if hasattr(artist, name):
            yield name, _numbers(getattr(artist, name))
    if hasattr(artist, "get_sizes"):
        yield "sizes", _numbers(artist.get_sizes())
    if artist.get_array() is not None:
        yield "values", _numbers(artist.get_array())
        yield "colours", f"{artist.get_cmap().name} {_numbers(artist.get_clim())}"
    else:
        yield "faces", _numbers(artist.get_facecolor())
        yield "edges", _numbers(artist.get_edgecolor())
    yield "widths", _numbers(artist.get_linewidths())


def _colour(colour: Any) -> str:
    from matplotlib.colors import to_hex

    return to_hex(colour, keep_alpha=True)


def _numbers(values: Any) -> str:
    """``values`` as text: all of a short array, count, range and digest of a long one."""
    array = np.ma.asarray(values)
    if array.dtype.kind not in "biuf":
        return _digest([str(value) for value in array.ravel()])
    flat = np.ma.filled(array.astype(float), np.nan).ravel()
    finite = flat[np.isfinite(flat)]
    scale = np.abs(finite).max() if finite.size else 0.0
    flat[np.abs(flat) <= _NOISE * scale] = 0.0
    texts = [f"{value:.6g}" for value in flat.tolist()]
    if len(texts) <= _SHORT:
        return " ".join(texts)
    low, high = (finite.min(), finite.max()) if finite.size else (np.nan, np.nan)
    return f"{len(texts)} values from {low:.6g} to {high:.6g}, {_digest(texts)}"


def _digest(texts: list[str]) -> str:
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()[:16]
