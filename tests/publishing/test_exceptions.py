"""Exceptions as failures: the line of the block, and where beyond it they were raised."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.chapter import Block, Span
from mathbook.publishing.exceptions import failure_from, last_lines
from mathbook.publishing.failures import Failure

HERE = Path(__file__)


def raise_here() -> None:
    raise LookupError("nothing\nat all")


def caught(block: Block, filename: str) -> Failure:
    try:
        raise_here()
    except LookupError as error:
        return failure_from(error, block, filename, HERE.parent)
    raise AssertionError("unreachable")


def block_of(function: Callable[..., object]) -> Block:
    """A block that consists of the lines of ``function`` in this file."""
    first = inspect.getsourcelines(function)[1]
    return Block(0, Span(0, 0, first, first + 6), "python", "", "")


def test_the_line_is_the_blocks_own_and_a_note_says_where_it_was_raised() -> None:
    failure = caught(block_of(caught), str(HERE))
    assert failure.line == caught.__code__.co_firstlineno + 2
    assert failure.message == "LookupError: nothing"
    raised = raise_here.__code__.co_firstlineno + 1
    place = f"raised at test_exceptions.py:{raised}: "
    assert failure.notes[0] == "at all"
    assert failure.notes[1].startswith(place)


def test_without_a_frame_in_the_chapter_the_block_is_named() -> None:
    assert caught(block_of(caught), "elsewhere.md").line == caught.__code__.co_firstlineno


@pytest.mark.parametrize("error", [SystemExit(0), KeyboardInterrupt()])
def test_ending_the_program_is_a_failure(error: BaseException) -> None:
    failure = failure_from(error, block_of(caught), "a.md", HERE.parent)
    assert failure.message == f"{type(error).__name__}: a block may not end the program"


def test_last_lines_can_always_be_written() -> None:
    assert last_lines(ValueError("\udc80")) == "ValueError: \\udc80"
