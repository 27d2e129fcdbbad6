"""Blocks: what a fence and the directives before it make."""

import pytest

from mathbook.publishing.chapter import CONSOLE, Block, Span
from mathbook.publishing.parsers.blocks import indentation, new_block
from mathbook.publishing.parsers.directives import Continues, Fold, Skip
from mathbook.publishing.parsers.structure import Fence

SPAN = Span(0, 10, 3, 5)


def fence(body: str = "x = 1\n", info: str = "python", prefix: str = "") -> Fence:
    return Fence(info, body, prefix, "```", closed=True)


def blocks(count: int, **kinds: str) -> list[Block]:
    """Blocks of which each continues the last; ``skip0`` is the reason of the first."""
    found: list[Block] = []
    for index in range(count):
        reason = kinds.get(f"skip{index}")
        directives: list[Skip | Continues | Fold] = [Skip(reason)] if reason else []
        block, problems = new_block(fence(), SPAN, directives, found)
        assert not problems
        found.append(block)
    return found


def test_a_fence_is_a_block_with_what_is_before_it() -> None:
    block, problems = new_block(fence(prefix="  - "), SPAN, [Skip("slow"), Fold(True)], blocks(2))
    assert problems == []
    assert (block.index, block.span, block.source) == (2, SPAN, "x = 1\n")
    assert (block.skip, block.fold, block.chain, block.prefix) == ("slow", True, (2,), "    ")


def test_a_session_is_known_by_its_prompt() -> None:
    assert new_block(fence(">>> 1\n1\n"), SPAN, [], [])[0].is_console
    assert new_block(fence(">>> 1\n1\n"), SPAN, [], [])[0].language == CONSOLE
    assert not new_block(fence(), SPAN, [], [])[0].is_console


def test_a_chain_goes_on_from_the_last_block_that_runs() -> None:
    block, problems = new_block(fence(), SPAN, [Continues()], blocks(3, skip2="slow"))
    assert (block.chain, problems) == ((1, 3), [])
    longer, _ = new_block(fence(), SPAN, [Continues()], [*blocks(3, skip2="slow"), block])
    assert longer.chain == (1, 3, 4)


@pytest.mark.parametrize(
    ("directives", "message"),
    [
        ([Continues()], "this block continues another, but none runs before it"),
        ([Fold(True), Fold(False)], "this block is said to be folded and not to be"),
    ],
)
def test_directives_that_mean_nothing_are_refused(
    directives: list[Skip | Continues | Fold], message: str
) -> None:
    block, problems = new_block(fence(), SPAN, directives, blocks(1, skip0="slow"))
    assert [problem.line for problem in problems] == [3]
    assert problems[0].message.startswith(message)
    assert (block.chain, block.fold) == ((1,), None)


@pytest.mark.parametrize(
    ("prefix", "lines"), [("", ""), ("1. ", "   "), ("> ", "> "), ("\t- ", "\t  ")]
)
def test_lines_after_the_first_repeat_a_quotation_and_no_list_marker(
    prefix: str, lines: str
) -> None:
    assert indentation(prefix) == lines
