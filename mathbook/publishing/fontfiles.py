"""Fonts that packages bring, cut down to the characters that a book shows.

The packages are not imported: all that is wanted of them is the file.
"""

import io
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["open_font", "subset_font"]


def open_font(package: str, file: str) -> "TTFont":
    """The font ``file`` of the installed ``package``."""
    from fontTools.ttLib import TTFont

    source = distribution(package).locate_file(file)
    return TTFont(io.BytesIO(Path(str(source)).read_bytes()), recalcTimestamp=False)


def subset_font(font: "TTFont", characters: str, features: Sequence[str]) -> bytes:
    """``font`` with ``characters`` only, as a WOFF2 file: the same bytes for the same text."""
    from fontTools.subset import Options, Subsetter  # only cutting pays for it

    options = Options()
    options.flavor = "woff2"
    options.layout_features = list(features)
    options.name_IDs = ["*"]  # the licence is among the names
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
