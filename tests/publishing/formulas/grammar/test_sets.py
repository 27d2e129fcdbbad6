"""Sets that a condition describes, and what looks like them."""

import pytest

from mathbook.publishing.formulas.grammar.sets import read_builder
from mathbook.publishing.formulas.grammar.tokens import tokenize


def joined(latex: str) -> str | None:
    """The member and the condition of the set that ``latex`` is."""
    tokens = tokenize(latex)
    found = read_builder(tokens, 0)
    if found is None:
        return None
    assert (found.sign.text, found.after) == (":", len(tokens))
    parts = (found.member, found.condition)
    return " where ".join(" ".join(token.text for token in part) for part in parts)


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\{x \mid x > 0\}", "x where x > 0"),
        (r"\{\, x : x > 0 \,\}", "x where x > 0"),
        (r"\left\{ x \,\middle|\, x > 0 \right\}", "x where x > 0"),
        (r"\bigl\{ x \bigm| x > 0 \bigr\}", "x where x > 0"),
        (r"\{|x| \mid x > 0\}", "| x | where x > 0"),
        (r"\{x : |x| > 0, x < 1\}", "x where | x | > 0 , x < 1"),
        (r"\{\{x : x > 0\} \mid y = 1\}", r"\{ x : x > 0 \} where y = 1"),
    ],
)
def test_a_member_and_its_condition(latex: str, read: str) -> None:
    assert joined(latex) == read


@pytest.mark.parametrize(
    "latex",
    [
        r"\{a, b\}",
        r"\{|a|, |b|\}",
        r"\{a \mid b\}",
        r"\{a \mid b > 0 \mid c > 0\}",
        r"\{\mid b > 0\}",
        r"(a \mid b > 0)",
        r"\{a \mid b > 0",
        "",
    ],
)
def test_other_brackets_are_none(latex: str) -> None:
    assert joined(latex) is None
