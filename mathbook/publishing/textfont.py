"""The text face: Source Serif Pro in three cuts, with the characters that prose needs.

It stands beside STIX Two Math without looking lighter or smaller, is drawn for screens,
and is free (SIL Open Font License 1.1). The package ``font-source-serif-pro`` brings it.
The characters are always the same, whatever a page says, so that a reader's browser
keeps the files when the book grows; a rarer character comes from the reader's system.
"""

import functools
from posixpath import basename

from mathbook.publishing.cache.kept import Keep, made_anew
from mathbook.publishing.fontfiles import open_font, subset_font

__all__ = ["FIRST_FONTS", "TEXT_FONTS", "text_fonts"]

TEXT_FONTS = {
    "assets/text.woff2": "Regular",
    "assets/text-italic.woff2": "It",
    "assets/text-bold.woff2": "Semibold",
}
"""Where the cuts stand below the docs folder; the book's style sheet refers to them."""

FIRST_FONTS = ("assets/text.woff2", "assets/text-bold.woff2")
"""What a page needs for its first lines."""

_PACKAGE = "font-source-serif-pro"
# ASCII, what European names need, and the signs of typeset text.
_CHARACTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + (
    "‐‑‒–—―‘’‚“”„†‡•…′″‹›⁄€™ﬁﬂ−×≈≠≤≥∞√∂∑←↑→↓"
)
_FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum")


def text_fonts(styles: str, keep: Keep = made_anew) -> dict[str, bytes]:
    """The files by their place below the docs folder, of cuts that ``styles`` name."""
    return {
        place: keep(("text", name), functools.partial(_cut, name))
        for place, name in TEXT_FONTS.items()
        if basename(place) in styles
    }


@functools.cache
def _cut(name: str) -> bytes:
    file = f"font_source_serif_pro/files/SourceSerifPro-{name}.ttf"
    return subset_font(open_font(_PACKAGE, file), _CHARACTERS, _FEATURES)
