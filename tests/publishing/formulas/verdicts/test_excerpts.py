"""What a message quotes has all its braces and bracket sizes."""

import pytest

from mathbook.publishing.formulas.verdicts.excerpts import excerpt
from tests.publishing.formulas.checks import verdict


@pytest.mark.parametrize(
    ("latex", "part", "text"),
    [
        (r"x = \frac{1}{2}", r"x = \frac{1}{2", r"x = \frac{1}{2}"),
        (r"x = \frac{1}{\sqrt{2}}", r"x = \frac{1}{\sqrt{2", r"x = \frac{1}{\sqrt{2}}"),
        (r"{x} = 2", "x} = 2", "{x} = 2"),
        (r"\left\| x \right\| = 1", r"\| x \right\| = 1", r"\left\| x \right\| = 1"),
        (r"a = \bigl( b \bigr)", r"( b \bigr)", r"\bigl( b \bigr)"),
        (r"S = \{1\}", r"S = \{1\}", r"S = \{1\}"),
        ("a = b = c", "b = c", "b = c"),
        ("a\n  = b", "a\n  = b", "a = b"),
    ],
)
def test_an_excerpt_is_whole(latex: str, part: str, text: str) -> None:
    start = latex.index(part)
    found, begin = excerpt(latex, start, start + len(part))
    assert found == text
    assert latex[begin:].startswith(text.split(" ")[0])


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"x = \frac{1}{2}", r"x = \frac{1}{2}"),
        (r"\left| x \right| = \frac{1}{2} \,.", r"\left| x \right| = \frac{1}{2}"),
        (r"\sqrt{x} = 7, \quad x = 1", r"\sqrt{x} = 7"),
    ],
)
def test_a_link_is_quoted_as_printed(latex: str, text: str) -> None:
    found = verdict(latex, {"x": 1.0})
    assert found.link is not None
    assert found.link.text == text
    assert found.link.position == 0
