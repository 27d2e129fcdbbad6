"""What one matplotlib artist shows: its data and its looks, each kind by its accessors."""

from collections.abc import Iterator
from typing import Any

import numpy as np

__all__ = ["describe_artist"]


def describe_artist(artist: Any) -> Iterator[tuple[str, Any]]:
    """Names and values (texts or numbers) of all that can be seen of ``artist``."""
    # Imported here, because a chapter without a figure should not wait for matplotlib.
    from matplotlib import collections, image, legend, lines, patches, table, text

    if isinstance(artist, lines.Line2D):
        yield from _line(artist)
    elif isinstance(artist, collections.Collection):
        yield from _collection(artist)
    elif isinstance(artist, patches.Patch):
        yield from _patch(artist)
    elif isinstance(artist, image._ImageBase):
        yield "values", artist.get_array()
        yield "extent", artist.get_extent() if hasattr(artist, "get_extent") else ""
        yield "colours", _colours(artist)
    elif isinstance(artist, text.Text):
        yield from _text(artist)
    elif isinstance(artist, legend.Legend):
        yield "entries", ", ".join(entry.get_text() for entry in artist.get_texts())
        yield "title", artist.get_title().get_text()
        yield "place", str(vars(artist).get("_loc_real", ""))
    elif isinstance(artist, table.Table):
        cells = sorted(artist.get_celld().items())
        yield "cells", " | ".join(cell.get_text().get_text() for _, cell in cells)
    else:
        inner = [*artist.findobj(text.Text), getattr(artist, "text", None)]
        texts = [part.get_text() for part in inner if isinstance(part, text.Text)]
        yield "texts", ", ".join(part for part in texts if part)
    if artist.get_alpha() is not None:
        yield "opacity", artist.get_alpha()


def _line(line: Any) -> Iterator[tuple[str, Any]]:
    yield "x", line.get_xdata(orig=False)
    yield "y", line.get_ydata(orig=False)
    marker = line.get_marker() if isinstance(line.get_marker(), str) else "path"
    style = f"{line.get_linestyle()} {line.get_drawstyle()}"
    yield "look", f"{style} {marker} {_colour(line.get_color())}"
    yield "width", line.get_linewidth()
    if marker not in ("", " ", "None", "none"):
        yield "marker size", line.get_markersize()
        colours = line.get_markerfacecolor(), line.get_markeredgecolor()
        yield "marker colours", " ".join(map(_colour, colours))


def _collection(collection: Any) -> Iterator[tuple[str, Any]]:
    yield "offsets", collection.get_offsets()
    vertices = [path.vertices for path in collection.get_paths()]
    yield "paths", np.concatenate(vertices) if vertices else []
    for name in ("U", "V"):
        if hasattr(collection, name):
            yield name, getattr(collection, name)
    if hasattr(collection, "get_sizes"):
        yield "sizes", collection.get_sizes()
    if collection.get_array() is not None:
        yield "values", collection.get_array()
        yield "colours", _colours(collection)
    else:
        yield "faces", collection.get_facecolor()
        yield "edges", collection.get_edgecolor()
    yield "widths", collection.get_linewidths()
    yield "hatch", collection.get_hatch() or ""


def _patch(patch: Any) -> Iterator[tuple[str, Any]]:
    from matplotlib.patches import FancyArrowPatch

    if isinstance(patch, FancyArrowPatch):
        # Its outline is made in pixels while it is drawn; its ends or its path are the data.
        original: Any = vars(patch).get("_path_original")
        yield "path", vars(patch)["_posA_posB"] if original is None else original.vertices
    else:
        outline = patch.get_patch_transform().transform_path(patch.get_path())
        yield "outline", outline.vertices
    colours = f"{_colour(patch.get_facecolor())} {_colour(patch.get_edgecolor())}"
    yield "look", f"{patch.get_linestyle()} {colours}"
    yield "width", patch.get_linewidth()
    yield "hatch", patch.get_hatch() or ""


def _text(text: Any) -> Iterator[tuple[str, Any]]:
    from matplotlib.text import Annotation

    yield "text", text.get_text()
    yield "place", text.get_position()
    yield "look", f"{_colour(text.get_color())} {text.get_fontsize():g} {text.get_rotation():g}"
    if isinstance(text, Annotation):
        yield "target", text.xy


def _colours(mappable: Any) -> str:
    """How ``mappable`` turns values into colours."""
    low, high = mappable.get_clim()
    return f"{mappable.get_cmap().name} {type(mappable.norm).__name__} {low:.6g} {high:.6g}"


def _colour(colour: Any) -> str:
    from matplotlib.colors import to_hex

    return to_hex(colour, keep_alpha=True)
