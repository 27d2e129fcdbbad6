"""How many formulas of a page may go unchecked."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.checks.quota import too_many_skipped
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.runs import FormulaRun


def page(statuses: str) -> tuple[Chapter, list[FormulaRun]]:
    """A page with a formula in each line: h(olds), f(ails), s(kipped), c(ited), n(otation)."""
    names = {"h": "holds", "f": "fails", "s": "skipped", "c": "cited", "n": "notation"}
    chapter = parse_text(Path("a.md"), "".join("$$\nx = 1\n$$\n\n" for _ in statuses))
    return chapter, [FormulaRun(index, names[sign]) for index, sign in enumerate(statuses)]


@pytest.mark.parametrize(
    "statuses",
    [
        "",
        "n",
        "s",
        "c",
        "sh",
        "nnns",
        "h" * 9 + "s",
        "h" * 17 + "ss" + "f",
        "h" * 18 + "sc",
        "hnnn",
    ],
)
def test_a_tenth_may_be_skipped_or_cited_and_one_always(statuses: str) -> None:
    assert too_many_skipped(*page(statuses)) == []


@pytest.mark.parametrize(
    ("statuses", "place", "message"),
    [
        ("ss", 1, "2 of 2 formulas"),
        ("sc", 1, "2 of 2 formulas"),
        ("s" + "n" * 40 + "c", 41, "2 of 2 formulas"),
        ("h" * 17 + "ss", 18, "2 of 19 formulas"),
        ("s" * 3 + "f" * 17, 2, "3 of 20 formulas"),
    ],
)
def test_the_first_formula_beyond_it_is_told(statuses: str, place: int, message: str) -> None:
    (failure,) = too_many_skipped(*page(statuses))
    assert failure.line == 4 * place + 2  # below the dollar signs
    assert failure.column == 1
    assert failure.message.startswith(f"{message} that state a relation are skipped or cited")


def test_the_message_says_how_many_there_may_be() -> None:
    assert too_many_skipped(*page("h" * 18 + "sss")) == [
        Failure(
            82,
            "3 of 21 formulas that state a relation are skipped or cited; at most 2 may be "
            "(one in 10): check more of them",
            column=1,
        )
    ]


def test_it_is_the_order_of_the_page_that_counts() -> None:
    chapter, runs = page("ssh")
    assert too_many_skipped(chapter, runs[::-1]) == too_many_skipped(chapter, runs)


def test_a_page_that_was_not_checked_to_its_end_is_not_counted() -> None:
    chapter, runs = page("ss" + "h" * 20)
    assert too_many_skipped(chapter, runs[:3]) == []
