"""Where a formula's signs stand in its chapter."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Formula
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.parsers.markdown import parse_text


def formula_of(text: str) -> Formula:
    chapter = parse_text(Path("a.md"), text)
    assert chapter.problems == ()
    (formula,) = chapter.formulas
    return formula


PLACES = [
    "$@x$",
    "Text $@x$.",
    "größer, 𝑥: $@x$",
    "a\n\nb $y +\n@x$",
    "> a\n> b $@x$",
    "> a $y +\n> @x$",
    "- a $@x$",
    "| a | $@x$ |\n|---|---|",
    "$$@x$$",
    "Text $$@x$$",
    "$$ @x $$",
    "$$\n@x\n$$",
    "$$\n  y +\n    @x\n$$",
    "$$y\n+ @x$$",
    "> $$\n> y +\n>   @x\n> $$",
    "> > $$\n> > y +\n> > @x\n> > $$",
    ">$$\n>@x\n>$$",
    "- a\n\n    $$\n    y\n      + @x\n    $$",
    "1. > $$\n   > y\n   > @x\n   > $$",
    "$$\n\\begin{aligned}\ny &= 1 \\\\\n&= @x\n\\end{aligned}\n$$",
    "> $$\n> \\begin{aligned}\n> y &= 1 \\\\\n>   &= @x\n> \\end{aligned}\n> $$",
]


@pytest.mark.parametrize("marked", PLACES)
def test_a_place_in_a_formula_is_a_line_and_column_of_its_chapter(marked: str) -> None:
    before = marked.partition("@")[0]
    text = "# Title\n\n" + marked.replace("@", "") + "\n"
    formula = formula_of(text)
    line = 3 + before.count("\n")
    column = len(before) - (before.rfind("\n") + 1) + 1
    position = formula.latex.index("x")
    assert place_of(formula, position, text) == (line, column)
    assert text.split("\n")[line - 1][column - 1] == "x"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("$x$", (1, 2)),
        ("$$x$$", (1, 3)),
        ("$$ x $$", (1, 4)),
        ("$$\n  x\n$$", (2, 3)),
        ("> $$\n> x\n> $$", (2, 3)),
        ("a\n$x$", (2, 2)),
    ],
)
def test_a_formula_begins_at_its_first_sign(text: str, place: tuple[int, int]) -> None:
    formula = formula_of(text)
    assert place_of(formula, 0, text) == place
