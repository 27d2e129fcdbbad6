"""The block structure by itself; its reading of whole texts is tested with the lexers."""

import pytest

from mathbook.publishing.parsers.structure import Comment, Fence, Structure, code_spans


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("`a`", ["`a`"]),
        ("``a ` b``", ["``a ` b``"]),
        ("`a `` b`", ["`a `` b`"]),
        (r"\`a`", []),
        ("`a\n\nb`", []),
        ("`a` b `c`", ["`a`", "`c`"]),
        ("`a\nb`", ["`a\nb`"]),
    ],
)
def test_inline_code_is_between_runs_of_one_length(text: str, code: list[str]) -> None:
    assert [text[start:end] for start, end in code_spans(text)] == code


def test_regions_come_in_order_with_what_they_are() -> None:
    text = "<!-- a -->\n\n```python\nb\n```\n\n    c\n"
    comment, fence, literal = Structure(text).regions()
    assert comment.parsed == Comment(" a ", closed=True)
    assert fence.parsed == Fence("python", "b\n", "", "```", closed=True)
    assert literal.parsed is None
    assert text[literal.start : literal.end] == "    c"


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("```python\nx\n````\n", "a fence that opens with ``` closes with the same"),
        ("- ```python\n  x\n  ```\n", "a fence begins in a line of its own"),
        ("  ```python\nx\n  ```\n", "every line of a fenced block has at least"),
        ("> ```python\n>\n> x\n> ```\n", ""),
    ],
)
def test_a_fence_that_the_site_would_not_show_says_why(text: str, flaw: str) -> None:
    (region,) = Structure(text).regions()
    assert isinstance(region.parsed, Fence)
    assert region.parsed.flaw.startswith(flaw)
    assert bool(region.parsed.flaw) == bool(flaw)
