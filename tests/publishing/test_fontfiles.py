"""Fonts out of packages, cut down."""

import io

from fontTools.ttLib import TTFont

from mathbook.publishing.fontfiles import open_font, subset_font

PLACE = ("ziamath", "ziamath/fonts/STIXTwoMath-Regular.ttf")


def test_a_subset_holds_the_characters_and_few_others() -> None:
    font = TTFont(io.BytesIO(subset_font(open_font(*PLACE), "xy∇", ["kern"])))
    assert set(font.getBestCmap()) == set(map(ord, "xy∇"))


def test_the_same_text_gives_the_same_bytes() -> None:
    first, second = (subset_font(open_font(*PLACE), "xy", ["kern"]) for _ in range(2))
    assert first == second
