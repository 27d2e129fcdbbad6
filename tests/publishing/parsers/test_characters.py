"""What a chapter may consist of: the line and the reason of what it may not."""

import pytest

from mathbook.publishing.parsers.characters import LONGEST_LINE, LONGEST_TEXT, unfit


@pytest.mark.parametrize(
    "text", ["", "a\tb\n", "größer 𝑥 \u200b\u00a0\u2028\x0c\n", "x" * LONGEST_LINE]
)
def test_what_authors_type_is_fit(text: str) -> None:
    assert unfit(text) is None


@pytest.mark.parametrize(
    ("sign", "code"),
    [("\0", "U+0000"), ("\1", "U+0001"), ("\x02", "U+0002"), ("\b", "U+0008"),
     ("\x0e", "U+000E"), ("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\ufeff", "U+FEFF")],
)  # fmt: skip
def test_a_control_character_is_named_with_its_line(sign: str, code: str) -> None:
    failure = unfit(f"one\ntwo {sign}\n")
    assert failure is not None
    assert failure.line == 2
    assert failure.message == f"found {code}, a control character; remove it"


def test_a_lone_carriage_return_would_end_lines_for_python_only() -> None:
    failure = unfit("one\n\ntwo\rthree\n")
    assert failure is not None
    assert failure.line == 3
    assert failure.message == "found U+000D, a carriage return without a line feed; remove it"


def test_a_line_of_a_megabyte_is_named_and_not_read() -> None:
    failure = unfit("one\n" + "[" * 1_000_000 + "\nthree")
    assert failure is not None
    assert failure.line == 2
    assert failure.message == "a line of 1,000,000 characters; expected at most 20,000"


def test_a_chapter_without_end_is_to_be_split() -> None:
    failure = unfit("a\n" * (LONGEST_TEXT // 2 + 1))
    assert failure is not None
    assert failure.line == 1
    assert failure.message.startswith("2,000,002 characters;")


@pytest.mark.parametrize("start", ["    " * 50, "\t" * 50, "> " * 50, ">" * 60, "- " * 50])
def test_what_is_nested_deeper_than_anything_that_is_read_is_named(start: str) -> None:
    failure = unfit(f"one\n\n{start}text\n")
    assert failure is not None
    assert failure.line == 3
    assert failure.message == "this stands within more than 50 others; nest less"
    assert unfit(f"{start[: len(start) // 2]}text\n") is None
