"""A math font with the characters of a book's formulas, and no others.

Without a font that has a MATH table, browsers do not stretch brackets, and few systems
bring one. STIX Two Math (SIL Open Font License 1.1) comes with the package ``ziamath``;
its subset for a book is some twenty times smaller.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mathbook.publishing.cache.kept import Keep, made_anew
from mathbook.publishing.fontfiles import open_font, subset_font

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["MATH_FONT", "characters_of", "math_font", "missing_characters"]

MATH_FONT = "assets/math.woff2"
"""Where the font stands below the docs folder; the book's style sheet refers to it."""

_SOURCE = ("ziamath", "ziamath/fonts/STIXTwoMath-Regular.ttf")
_TAG = re.compile(r"<[^>]*>")
_LONE_LETTER = re.compile(r"<mi>(.)</mi>")
# Browsers draw a lone letter in italics (MathML Core, text-transform: math-auto).
_ITALICS = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (*range(0x1D434, 0x1D468), 0x210E, 0x1D6A4, 0x1D6A5, *range(0x1D6E2, 0x1D71C))
    if unicodedata.category(chr(code)) != "Cn"
}
# Signs that browsers put in themselves, such as the root's.
_ALWAYS = "√ "
_IGNORED = frozenset("\u2061\ufe00\n")  # function application, a variant selector


def characters_of(markup: str) -> set[str]:
    """The characters in which a browser shows the MathML ``markup``."""
    text = _TAG.sub("", markup)
    for name, character in (("lt", "<"), ("gt", ">"), ("amp", "&"), ("ApplyFunction", "\u2061")):
        text = text.replace(f"&{name};", character)
    lone = {_ITALICS[letter] for letter in _LONE_LETTER.findall(markup) if letter in _ITALICS}
    return (set(text) | lone) - _IGNORED


def missing_characters(markup: str) -> list[str]:
    """The characters of ``markup`` that the font does not have."""
    return sorted(char for char in characters_of(markup) if ord(char) not in _known())


def math_font(markup: Iterable[str], keep: Keep = made_anew) -> bytes:
    """The font for the MathML ``markup`` as a WOFF2 file: the same bytes for the same text."""
    characters = "".join(sorted(set(_ALWAYS).union(*map(characters_of, markup))))
    return keep(("math", characters), functools.partial(_subset, characters))


@functools.lru_cache(maxsize=4)
def _subset(characters: str) -> bytes:
    return subset_font(_open(), characters, ["*"])


@functools.cache
def _known() -> frozenset[int]:
    return frozenset(open_font(*_SOURCE).getBestCmap())


def _open() -> "TTFont":
    font = open_font(*_SOURCE)
    _make_root_signs_equally_wide(font)
    return font


def _make_root_signs_equally_wide(font: "TTFont") -> None:
    """Narrow the taller signs of the root to the width of the least.

    Chromium sets room aside for the widest of them beside every root, however small, which
    leaves a gap behind it.
    """
    least = font.getBestCmap()[ord("√")]
    variants = font["MATH"].table.MathVariants
    taller = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(least)]
    names = {record.VariantGlyph for record in taller.MathGlyphVariantRecord}
    names |= {part.glyph for part in taller.GlyphAssembly.PartRecords}
    width, _ = font["hmtx"][least]
    for name in names - {least}:
        advance, _ = font["hmtx"][name]
        glyph = font["glyf"][name]
        glyph.coordinates.scale((width / advance, 1))
        glyph.coordinates.toInt()
        glyph.removeHinting()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)
