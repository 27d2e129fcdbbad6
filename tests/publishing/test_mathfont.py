"""The font of the formulas: all that a browser needs, little else, the same bytes."""

import io

import pytest
from fontTools.ttLib import TTFont

from mathbook.publishing.mathfont import characters_of, math_font, missing_characters
from mathbook.publishing.mathml import mathml


def opened(latex: str) -> TTFont:
    return TTFont(io.BytesIO(math_font([mathml(latex, display=True)])))


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        ("x", "𝑥"),
        ("h", "ℎ"),
        (r"\lambda", "𝜆"),
        (r"\partial", "𝜕"),
        (r"\nabla", "∇"),
        (r"\operatorname{Im}", "Im"),
        (r"\text{for all}", "forall"),
        (r"\mathbf{f}", "𝐟"),
        (r"\mathbb{R}", "ℝ"),
        (r"\mathcal{L}", "ℒ"),
        ("a < 5", "<5"),
        (r"\hat y", "ˆ"),
        (r"\sqrt 2", "2"),
    ],
)
def test_the_font_has_what_a_browser_shows(latex: str, shown: str) -> None:
    assert set(shown) <= characters_of(mathml(latex, display=False))
    glyphs = opened(latex).getBestCmap()
    assert all(ord(character) in glyphs for character in shown)


def test_the_font_has_the_root_sign_that_browsers_put_in_themselves() -> None:
    assert ord("√") in opened(r"\sqrt 2").getBestCmap()


def test_every_sign_of_the_root_is_as_wide_as_the_least() -> None:
    font = opened(r"\sqrt 2")
    variants = font["MATH"].table.MathVariants
    places = dict(
        zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True)
    )
    least = font.getBestCmap()[ord("√")]
    taller = [record.VariantGlyph for record in places[least].MathGlyphVariantRecord]
    taller += [part.glyph for part in places[least].GlyphAssembly.PartRecords]
    assert len(taller) > 4
    assert {font["hmtx"][name][0] for name in taller} == {font["hmtx"][least][0]}
    outlines = font["glyf"]
    assert max(outlines[name].xMax for name in taller) <= font["hmtx"][least][0] + 50


def test_the_font_stretches_brackets() -> None:
    font = opened(r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}")
    variants = font["MATH"].table.MathVariants
    assert font.getBestCmap()[ord("[")] in variants.VertGlyphCoverage.glyphs


def test_the_font_is_small_and_keeps_its_licence() -> None:
    assert len(math_font([mathml(r"\frac{a}{b} = \sqrt{c}", display=True)])) < 60_000
    assert "Open Font License" in str(opened("a")["name"].getDebugName(13))


def test_the_same_formulas_in_any_order_give_the_same_bytes() -> None:
    first, second = (mathml(latex, display=False) for latex in ("a + b", r"\alpha \le c"))
    assert math_font([first, second]) == math_font([second, first, first])


def test_characters_that_the_font_lacks_are_known() -> None:
    assert missing_characters(mathml(r"\text{数}", display=False)) == ["数"]
    assert missing_characters(mathml(r"\text{für} \ge \zeta", display=False)) == []
