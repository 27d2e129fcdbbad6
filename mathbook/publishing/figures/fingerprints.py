"""What a matplotlib figure shows, as text: to tell a changed drawing and say what changed.

Curves, limits, labels, texts and looks are written down, numbers with six significant
digits, so that the last bits in which machines and library versions differ do not count.
"""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from mathbook.publishing.figures.artists import describe_artist

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["fingerprint"]


def fingerprint(figure: "Figure") -> dict[str, str]:
    """What ``figure`` shows: for each thing that can change its name and its value."""
    entries = {"size": _shown(figure.get_size_inches())}
    entries.update(_figure(figure))
    for number, axes in enumerate(figure.axes, start=1):
        for name, value in _axes(axes):
            entries[f"axes {number}, {name}"] = value
    return {name: value for name, value in entries.items() if value}


def _figure(figure: Any) -> Iterator[tuple[str, str]]:
    """What stands on ``figure`` itself, beside its axes, and on its subfigures."""
    for number, text in enumerate(figure.texts, start=1):
        yield f"text {number}", text.get_text()
    own = (*figure.legends, *figure.lines, *figure.patches, *figure.images, *figure.artists)
    for number, artist in enumerate(own, start=1):
        for name, value in describe_artist(artist):
            yield f"{type(artist).__name__} {number}, {name}", _shown(value)
    for number, part in enumerate(figure.subfigs, start=1):
        for name, value in _figure(part):
            yield f"subfigure {number}, {name}", value


def _axes(axes: Any) -> Iterator[tuple[str, str]]:
    """Place, limits, scales and labels of ``axes``, then everything drawn in it."""
    if not axes.get_visible():
        yield "shown", "no"
        return
    if not axes.axison:
        yield "frame", "off"
    if (place := getattr(axes, "get_subplotspec", lambda: None)()) is not None:
        yield "place", " ".join(map(str, place.get_geometry()))
    if hasattr(axes, "get_title"):
        for where in ("center", "left", "right"):
            yield f"title ({where})", axes.get_title(loc=where)
    for letter, axis in axes._axis_map.items():
        yield f"{letter} label", axis.get_label_text()
        yield f"{letter} limits", _shown(axis.get_view_interval())
        yield f"{letter} scale", axis.get_scale()
        ticks = [label.get_text() for label in axis.get_ticklabels()]
        yield f"{letter} ticks", " ".join(tick for tick in ticks if tick)
    for angle in ("theta_offset", "theta_direction"):
        if hasattr(axes, f"get_{angle}"):
            yield angle.replace("_", " "), _shown(getattr(axes, f"get_{angle}")())
    for number, artist in enumerate(_artists(axes), start=1):
        for name, value in describe_artist(artist):
            yield f"{type(artist).__name__} {number}, {name}", _shown(value)
    for number, child in enumerate(axes.child_axes, start=1):
        for name, value in _axes(child):
            yield f"inset {number}, {name}", value


def _artists(axes: Any) -> Iterator[Any]:
    """What somebody put into ``axes``: not its frame, its axis and its background."""
    own = {id(axes.patch), id(axes.title)}
    own |= {id(getattr(axes, name, None)) for name in ("_left_title", "_right_title")}
    own |= {id(part) for part in (*axes.spines.values(), *axes._axis_map.values())}
    own |= {id(child) for child in axes.child_axes}
    for artist in axes.get_children():
        if id(artist) not in own and artist.get_visible():
            yield artist


# What is smaller than this part of an array's largest value is rounding noise around zero.
_NOISE = 1.0471e-13
# Numbers that people choose (0.0009765625, 1.157625) may lie just between two values of six
# digits, where the last bit decides. Moved by this they do not, and print as before.
_OFF_TIES = 1 + 3.183e-7
_SHORT = 8


def _shown(value: Any) -> str:
    """``value`` as text: all of a short array, count, range and digest of a long one."""
    if isinstance(value, str):
        return value
    array = np.ma.asarray(value)
    if array.dtype.kind not in "biuf":
        return _digest([str(item) for item in array.ravel()])
    flat = np.ma.filled(array.astype(float), np.nan).ravel()
    finite = flat[np.isfinite(flat)]
    scale = np.abs(finite).max() if finite.size else 0.0
    flat[np.abs(flat) <= _NOISE * scale] = 0.0
    texts = [_rounded(number) for number in flat.tolist()]
    if len(texts) <= _SHORT:
        return " ".join(texts)
    low, high = (finite.min(), finite.max()) if finite.size else (np.nan, np.nan)
    return f"{len(texts)} values from {_rounded(low)} to {_rounded(high)}, {_digest(texts)}"


def _rounded(number: float) -> str:
    return f"{number * _OFF_TIES:.6g}"


def _digest(texts: list[str]) -> str:
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()[:16]
