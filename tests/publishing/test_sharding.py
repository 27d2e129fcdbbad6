"""Shares of a book: every chapter in one of them, none much larger than the others."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.sharding import Shard, digest_of_costs, share_out

ROOT = Path("/book")


def chapters(*blocks: int) -> list[Chapter]:
    """A chapter for each number, with so many blocks."""
    text = "```python\nx = 1\n```\n\n"
    return [parse_text(ROOT / f"docs/{n}.md", text * count) for n, count in enumerate(blocks)]


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5", " 1/3"])
def test_a_wrong_shard_says_what_is_expected(text: str) -> None:
    with pytest.raises(PublishingError, match="expected K/N with K from 1 to N"):
        Shard.read(text)


def test_a_shard_reads_as_it_is_written() -> None:
    assert Shard.read("3/8") == Shard(3, 8)
    assert str(Shard.read("3/8")) == "3/8"


@settings(deadline=None)
@given(costs=st.lists(st.none() | st.floats(0, 1e3), max_size=12), count=st.integers(1, 5))
def test_each_chapter_is_in_one_share_and_the_shares_are_fair(
    costs: list[float | None], count: int
) -> None:
    book = chapters(*[1] * len(costs))
    known = {f"docs/{n}.md": cost for n, cost in enumerate(costs) if cost is not None}
    shares = [share_out(book, Shard(k, count), known, ROOT) for k in range(1, count + 1)]
    assert sorted(c.path.name for share in shares for c in share) == sorted(
        c.path.name for c in book
    )
    if len(known) == len(costs):
        loads = [sum(known[f"docs/{c.path.name}"] for c in share) for share in shares]
        least = max([sum(known.values()) / count, *known.values()])
        assert max(loads) <= 2 * least + 1e-9


def test_chapters_keep_their_order_and_the_expensive_one_is_alone() -> None:
    book = chapters(1, 1, 1, 1)
    costs = {"docs/0.md": 1.0, "docs/1.md": 9.0, "docs/2.md": 1.0, "docs/3.md": 1.0}
    first, second = (share_out(book, Shard(k, 2), costs, ROOT) for k in (1, 2))
    assert [c.path.name for c in first] == ["1.md"]
    assert [c.path.name for c in second] == ["0.md", "2.md", "3.md"]


def test_a_chapter_without_a_cost_counts_by_its_blocks() -> None:
    book = chapters(9, 1, 1, 1)
    first, second = (share_out(book, Shard(k, 2), {"docs/1.md": 4.0}, ROOT) for k in (1, 2))
    assert [c.path.name for c in first] == ["0.md"]
    assert [c.path.name for c in second] == ["1.md", "2.md", "3.md"]


def test_other_costs_have_another_digest() -> None:
    assert digest_of_costs({"a": 1.0, "b": 2.0}) == digest_of_costs({"b": 2.0, "a": 1.0})
    assert digest_of_costs({"a": 1.0}) != digest_of_costs({"a": 1.5})
