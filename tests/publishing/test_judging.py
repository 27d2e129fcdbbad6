"""Verdicts: which line is told, what stands on both sides, and what can be mended."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.instruments.capture import Captured
from mathbook.publishing.judging import compare_lines, judge_figures, judge_output, output_lines
from mathbook.publishing.parsers.markdown import parse_text

DIFFERS = "the output differs from what the page shows"
UNSHOWN = "this block prints, but no output fence follows it"


def block(text: str) -> Block:
    """The block of ``text``; its fence's mark stands in line 3."""
    (parsed,) = parse_text(Path("chapter.md"), f"# A title\n\n```python\nx\ny\n```\n{text}").blocks
    return parsed


def shown(*lines: str) -> Block:
    """A block whose output's first line is line 9."""
    return block("\n" + "\n".join(("```output", *lines, "```")) + "\n")


def printed(*lines: str, writers: tuple[int, ...] = ()) -> Captured:
    return Captured("".join(f"{line}\n" for line in lines), "", writers)


# --- Text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("\n", ()),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a  \nb\t\n", ("a", "b")),
        ("a\r\nb\r\n", ("a", "b")),
        ("a\n\n \n", ("a",)),
        ("\n\na", ("", "", "a")),
        ("  a\n\n  b", ("  a", "", "  b")),
    ],
)
def test_trailing_blanks_and_empty_lines_do_not_count(text: str, lines: tuple[str, ...]) -> None:
    assert output_lines(text) == lines


@given(st.text("ab \n\t"))
def test_the_lines_of_lines_are_the_lines(text: str) -> None:
    lines = output_lines(text)
    assert output_lines("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("expected", "got"),
    [((), ()), (("a",), ("a",)), (("a ", "", "b"), ("a", "  ", "b  ")), (("a",), ("a", "", ""))],
)
def test_the_same_text_passes(expected: tuple[str, ...], got: tuple[str, ...]) -> None:
    assert judge_output(shown(*expected), printed(*got)) == []


@pytest.mark.parametrize(
    ("expected", "got", "failure"),
    [
        (("a",), ("b",), Failure(9, DIFFERS, "a", "b", stale=True)),
        (("a", "b"), ("a", "c"), Failure(10, f"{DIFFERS} (line 2 of 2)", "b", "c", stale=True)),
        (
            ("a", "b", "c"),
            ("x", "b", "y"),
            Failure(9, f"{DIFFERS} (line 1 of 3)", "a", "x", stale=True),
        ),
        (("a",), ("  a",), Failure(9, DIFFERS, "a", "  a", stale=True)),
        (("0.30",), ("0.3",), Failure(9, DIFFERS, "0.30", "0.3", stale=True)),
        (("", "a"), ("a",), Failure(9, f"{DIFFERS} (line 1 of 2)", "", "a", stale=True)),
        (
            ("a",),
            ("a", "b"),
            Failure(9, "the output has 1 line more than the page shows", got="b", stale=True),
        ),
        (
            ("a", "b"),
            ("a", "b", "c", "", "d"),
            Failure(
                10, "the output has 3 lines more than the page shows", got="c\n\nd", stale=True
            ),
        ),
        (
            (),
            ("a", "b"),
            Failure(9, "the output has 2 lines more than the page shows", got="a\nb", stale=True),
        ),
        (
            ("a", "b"),
            ("a",),
            Failure(
                10, "the page shows 1 line that the code does not print", expected="b", stale=True
            ),
        ),
        (
            ("a", "b"),
            (),
            Failure(
                9,
                "the page shows 2 lines that the code does not print",
                expected="a\nb",
                stale=True,
            ),
        ),
    ],
)
def test_the_first_difference_is_told_in_the_line_of_the_page(
    expected: tuple[str, ...], got: tuple[str, ...], failure: Failure
) -> None:
    assert judge_output(shown(*expected), printed(*got)) == [failure]


@pytest.mark.parametrize(
    ("expected", "got", "writers", "line", "notes"),
    [
        (("a", "b"), ("a", "c"), (4, 5), 10, ("printed by line 5",)),
        (("a", "b"), ("a", "c"), (4, 0), 10, ()),
        (("a", "b"), ("a", "c"), (4,), 10, ()),
        (("a",), ("a", "c"), (4, 5), 5, ()),
        (("a",), ("a", "c"), (4, 0), 9, ()),
        (("a", "b"), ("a",), (4,), 10, ()),
    ],
)
def test_who_printed_is_told_where_it_is_known(
    expected: tuple[str, ...],
    got: tuple[str, ...],
    writers: tuple[int, ...],
    line: int,
    notes: tuple[str, ...],
) -> None:
    (failure,) = judge_output(shown(*expected), printed(*got, writers=writers))
    assert (failure.line, failure.notes) == (line, notes)


@pytest.mark.parametrize(("writers", "line"), [((4, 5), 4), ((0, 5), 3), ((), 3)])
def test_an_output_that_the_page_does_not_show_is_told(writers: tuple[int, ...], line: int) -> None:
    assert judge_output(block(""), printed("a", "b", writers=writers)) == [
        Failure(line, UNSHOWN, got="a\nb", stale=True)
    ]


@pytest.mark.parametrize("text", ["", "\n", "  \n\n"])
def test_a_block_that_prints_nothing_needs_no_output(text: str) -> None:
    assert judge_output(block(""), Captured(text, "", ())) == []


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (("c",), ("a", "b", "c")),
        (("b", "c"), ("a", "b", "c")),
        (("c",), ("c",)),
        ((), ("a", "b")),
    ],
)
def test_the_output_of_a_chain_ends_with_that_of_its_last_block(
    expected: tuple[str, ...], got: tuple[str, ...]
) -> None:
    assert judge_output(shown(*expected), printed(*got), at_end=True) == []


def test_a_chain_may_print_what_only_its_earlier_blocks_show() -> None:
    assert judge_output(block(""), printed("a"), at_end=True) == []


@pytest.mark.parametrize(
    ("expected", "got", "failure"),
    [
        (
            ("c",),
            ("a", "b"),
            Failure(9, DIFFERS, "c", "b", ("printed by line 5",), stale=True),
        ),
        (
            ("b", "c"),
            ("c",),
            Failure(
                9, f"{DIFFERS} (line 1 of 2)", "b", "c", ("printed by line 4",), stale=True
            ),
        ),
        (
            ("a", "b", "c"),
            ("a", "b"),
            Failure(
                11, "the page shows 1 line that the code does not print", expected="c", stale=True
            ),
        ),
    ],
)  # fmt: skip
def test_another_end_of_a_chain_is_told(
    expected: tuple[str, ...], got: tuple[str, ...], failure: Failure
) -> None:
    writers = (4, 5)[: len(got)]
    assert judge_output(shown(*expected), printed(*got, writers=writers), at_end=True) == [failure]


LINES = st.lists(st.text("ab", max_size=2), max_size=5)


@given(LINES, LINES)
def test_lines_pass_exactly_if_they_are_the_same(expected: list[str], got: list[str]) -> None:
    failures = compare_lines(expected, got, 7)
    assert (failures == []) == (expected == got)
    assert all(7 <= failure.line <= 7 + len(expected) for failure in failures)
    assert all(failure.stale for failure in failures)


@given(LINES, LINES, LINES)
def test_a_difference_is_told_behind_all_that_is_the_same(
    same: list[str], expected: list[str], got: list[str]
) -> None:
    alone = compare_lines(expected, got, 7 + len(same))
    behind = compare_lines([*same, *expected], [*same, *got], 7)
    assert [(f.expected, f.got) for f in behind] == [(f.expected, f.got) for f in alone]
    if expected and got:
        assert [f.line for f in behind] == [f.line for f in alone]


# --- Figures ----------------------------------------------------------------------------


def figures(*names: str) -> Block:
    """A block with figures; the first one's reference stands in line 8."""
    return block("\n" + "\n".join(f"![A.](figures/{name}.svg)" for name in names))


def drawn(*titles: str) -> Sequence[Drawing]:
    return [Drawing("<svg/>", {"size": "6 4", "title": title}) for title in titles]


def test_figures_like_the_committed_ones_pass() -> None:
    committed = {"a": {"title": "A", "size": "6 4"}, "b": {"size": "6 4", "title": "B"}}
    assert judge_figures(figures("a", "b"), drawn("A", "B"), committed) == []


def test_of_a_frame_only_the_number_of_figures_counts() -> None:
    assert judge_figures(figures("a"), drawn("A"), {"a": "is gone"}, counted=True) == []
    assert judge_figures(figures("a"), [], {"a": "is gone"}, counted=True) != []


def test_a_block_without_figures_passes() -> None:
    assert judge_figures(block(""), [], {}) == []


@pytest.mark.parametrize(
    ("names", "titles", "message"),
    [
        (
            (),
            ("A",),
            "this block leaves 1 figure open, but 0 image references follow it: "
            "add 1 line ![what it shows](figures/NAME.svg)",
        ),
        (
            ("a",),
            ("A", "B", "C"),
            "this block leaves 3 figures open, but 1 image reference follows it: "
            "add 2 lines ![what it shows](figures/NAME.svg)",
        ),
    ],
)
def test_figures_without_references_are_told_at_the_block(
    names: tuple[str, ...], titles: tuple[str, ...], message: str
) -> None:
    assert judge_figures(figures(*names), drawn(*titles), {}) == [Failure(3, message)]


@pytest.mark.parametrize(
    ("names", "titles", "line", "message"),
    [
        (
            ("a",),
            (),
            8,
            "figures/a.svg is not drawn: the block in line 3 leaves 0 figures open, "
            "but 1 image reference follows it",
        ),
        (
            ("a", "b", "c"),
            ("A",),
            9,
            "figures/b.svg is not drawn: the block in line 3 leaves 1 figure open, "
            "but 3 image references follow it",
        ),
    ],
)
def test_the_first_reference_without_a_figure_is_told(
    names: tuple[str, ...], titles: tuple[str, ...], line: int, message: str
) -> None:
    assert judge_figures(figures(*names), drawn(*titles), {}) == [Failure(line, message)]


def test_a_figure_that_shows_something_else_is_told_with_its_changes() -> None:
    committed = {"a": {"size": "6 4", "title": "A"}, "b": {"size": "6 4", "legend": "x"}}
    assert judge_figures(figures("a", "b"), drawn("A", "B"), committed) == [
        Failure(
            9,
            "the block in line 3 draws something else than figures/b.svg shows; "
            "look at it, then run 'mathbook fix --figures'",
            notes=("legend: x -> nothing", "title: nothing -> B"),
            stale=True,
            figure="b",
        )
    ]


def test_a_file_that_is_not_in_order_is_told_with_what_is_wrong() -> None:
    committed = {"a": "has not been drawn yet", "b": "carries no fingerprint"}
    assert judge_figures(figures("a", "b"), drawn("A", "B"), committed) == [
        Failure(
            line,
            f"figures/{name}.svg {committed[name]}; run 'mathbook fix --figures'",
            stale=True,
            figure=name,
        )
        for line, name in ((8, "a"), (9, "b"))
    ]
