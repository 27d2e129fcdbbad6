"""The text face: three cuts that hold what prose needs."""

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from mathbook.publishing.mathfont import math_font
from mathbook.publishing.textfont import TEXT_FONTS, text_fonts

ROOT = Path(__file__).parents[2]
STYLES = (ROOT / "docs" / "assets" / "palette.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fonts() -> dict[str, TTFont]:
    return {place: TTFont(io.BytesIO(data)) for place, data in text_fonts(STYLES).items()}


def test_the_style_sheet_names_each_cut_and_no_other() -> None:
    named = set(re.findall(r'url\("([^"]+)"\)', STYLES)) - {"math.woff2"}
    assert {f"assets/{name}" for name in named} == set(TEXT_FONTS)


def test_the_cuts_hold_what_the_books_prose_is_written_with(fonts: dict[str, TTFont]) -> None:
    needed = set("aZ09 äçøşž “”‘’–—…ﬁﬂ×−")
    for font in fonts.values():
        assert {char for char in needed if ord(char) not in font.getBestCmap()} == set()


def test_the_cuts_are_three_and_carry_their_licence(fonts: dict[str, TTFont]) -> None:
    names = [font["name"].getDebugName(4) for font in fonts.values()]
    assert len(set(names)) == 3
    for font in fonts.values():
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_the_letters_are_as_tall_as_those_of_the_formulas(fonts: dict[str, TTFont]) -> None:
    math = TTFont(io.BytesIO(math_font(["<mi>x</mi>"])))
    height = math["OS/2"].sxHeight / math["head"].unitsPerEm
    for font in fonts.values():
        own = font["OS/2"].sxHeight / font["head"].unitsPerEm
        assert own == pytest.approx(height, rel=0.02)


def test_a_visit_pays_little_for_them() -> None:
    assert sum(map(len, text_fonts(STYLES).values())) < 64 * 1024


def test_a_book_whose_styles_name_no_cut_gets_none() -> None:
    assert text_fonts("body { font-family: serif }") == {}
    assert set(text_fonts("src: url(text-italic.woff2)")) == {"assets/text-italic.woff2"}
