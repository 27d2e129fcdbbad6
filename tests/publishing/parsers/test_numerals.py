"""Printed numbers: what stands before a comment, and what stands in the element after one."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import BoundNumber, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.directives import NumbersAre
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.parsers.numerals import NUMERAL, bound_numbers, number_before

NUMBERS = [
    "40",
    "6.4",
    "-0.5",
    "\u22120.5",
    "+3",
    "150,000",
    "1,234,567.89",
    "150\u202f000",
    "12 %",
    "12%",
    "12.5\u202f%",
    "1e-9",
    "1.5e10",
    "2.5e+3",
]
WORDS = ["converges", "True", "no", "größer", "twenty-one", "don't", "3rd", "2D", "x_star", "L2"]


@pytest.mark.parametrize("numeral", NUMBERS)
def test_a_numeral_is_a_number_however_it_is_printed(numeral: str) -> None:
    assert NUMERAL.fullmatch(numeral)
    found = NUMERAL.search(f"about {numeral}, or so")
    assert found is not None
    assert found[0] == numeral


@pytest.mark.parametrize("text", ["x2", "v1", "3rd", "2D", "", "-"])
def test_a_part_of_a_word_is_no_numeral(text: str) -> None:
    assert NUMERAL.search(text) is None


def before(text: str) -> str | None:
    """What stands before the comment that begins where ``text`` ends."""
    span = number_before(text, Span(len(text), len(text) + 5, text.count("\n") + 1, 9))
    if span is None:
        return None
    assert span.line == span.end_line == text.count("\n") + 1
    return text[span.start : span.end]


@pytest.mark.parametrize("printed", [*NUMBERS, *WORDS])
@pytest.mark.parametrize(
    "frame",
    ["{}", "It took {}", "({}", "({})", "**{}**", "*{}*", "_{}_", "[{}]", "`{}`", "a\n{}", "| {}"],
)
def test_the_number_or_word_before_a_comment_is_found(frame: str, printed: str) -> None:
    assert before(frame.format(printed)) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("from 3-5", "5"),
        ("from 3\u20135", "5"),
        ("12 13", "13"),
        ("x=40", "40"),
        ("\u00b10.5", "0.5"),
        ("GPT-2", "GPT-2"),
        ("the 2-layer", "layer"),
        ("a_40", "a_40"),
        ("is 4. Not", "Not"),
    ],
)
def test_what_belongs_to_another_word_is_left_to_it(text: str, printed: str) -> None:
    assert before(text) == printed


@pytest.mark.parametrize(
    "text",
    ["", "a ", "40 ", "40.", "40,", "$40$", "40\n", "1,5", "1.2.3", "1.", "\u2014", "**", "40!"],
)
def test_where_none_stands_right_before_it_none_is_found(text: str) -> None:
    assert before(text) is None


def in_element(text: str) -> list[tuple[str, str, int]]:
    """The bound numbers of a chapter: as they stand there, expression, line."""
    chapter = parse_text(Path("chapter.md"), text)
    assert chapter.problems == ()
    for number in chapter.numbers:
        assert text[number.span.start : number.span.end] == number.text
    return [(number.text, number.expression, number.span.line) for number in chapter.numbers]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<!-- numbers: 0.3 = x -->\n![All are 0.3.](a.png)\n", [("0.3", "x", 2)]),
        ("<!-- numbers: 0.3 = x -->\n\n\n![All\nare 0.3.](a.png)\n", [("0.3", "x", 5)]),
        (
            "<!-- numbers:\n0.3 = x\n12 % = y\n-->\n\n| a | b |\n|---|---|\n| 12 % | 0.3 |\n",
            [("12 %", "y", 8), ("0.3", "x", 8)],
        ),
        (
            "<!-- numbers: -0.3 = x; no = y -->\nFrom no to -0.3.\n",
            [("no", "y", 2), ("-0.3", "x", 2)],
        ),
        ("> <!-- numbers: 3 = x -->\n>\n> It is 3.\n>\n> And 3.\n", [("3", "x", 3)]),
        ("- <!-- numbers: 3 = x -->\n  It is 3.\n", [("3", "x", 2)]),
        ("<!-- numbers: 3 = x -->\n3, 3 and `3`\n\n3\n", [("3", "x", 2)] * 3),
        ("<!-- numbers: 3 = x --> 3 to 4\n", [("3", "x", 1)]),
        (
            "<!-- numbers: 3 = x -->\n<!-- numbers: 4 = y -->\n4 or 3\n",
            [("4", "y", 3), ("3", "x", 3)],
        ),
        ("<!-- numbers: 5 = x -->\nFrom 3-5.\n", [("5", "x", 2)]),
        (
            "<!-- numbers: 3 = x; 4 = y; 3 = z -->\n3, 4\nand 3\n",
            [("3", "x", 2), ("4", "y", 2), ("3", "z", 3)],
        ),
    ],
)
def test_numbers_are_found_in_the_element_that_follows(
    text: str, found: list[tuple[str, str, int]]
) -> None:
    assert in_element(text) == found


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("3", "It is four."),
        ("3", "It is 4.\n\nIt is 3."),
        ("3", "It is 13, 3.5, 2.3, x3, 3rd or 0.3."),
        ("0.5", "It is -0.5 or \u22120.5."),
        ("150", "It is 150,000."),
        ("000", "It is 150,000."),
        ("9", "It is 1e-9 or 1e+9."),
        ("0.30", "It is 0.3 or 0.300."),
        ("3", "<!-- note: 3 -->\nIt is four."),
        ("3", ""),
    ],
)
def test_a_number_that_does_not_stand_there_is_told_in_its_line(printed: str, text: str) -> None:
    chapter = parse_text(Path("chapter.md"), f"# A 3\n\n<!-- numbers:\n{printed} = x -->\n{text}\n")
    message = f"{printed!r} does not stand in the paragraph, table or figure that follows"
    assert chapter.problems == (Failure(4, message),)
    assert chapter.numbers == ()


def test_one_place_is_bound_once() -> None:
    text = "<!-- c -->\n3 and 4\n"
    directive = NumbersAre((("3", "x", 1), ("3", "y", 1), ("4", "z", 1)))
    found, missing = bound_numbers(text, text, Span(0, 10, 1, 1), directive, 7)
    assert found == [
        BoundNumber(Span(11, 12, 2, 2), "3", "x", 7),
        BoundNumber(Span(17, 18, 2, 2), "4", "z", 7),
    ]
    assert [failure.line for failure in missing] == [1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3 and 4", "'3' does not stand in the paragraph, table or figure that follows"),
        ("3, 3 and 3", "'3' stands more often than it is listed: list it once, or each time"),
    ],
)
def test_a_number_listed_twice_stands_twice(text: str, message: str) -> None:
    chapter = parse_text(Path("chapter.md"), f"<!-- numbers:\n3 = x;\n3 = y\n-->\n{text}\n")
    assert chapter.problems == (Failure(3, message),)
