"""A Python fence and the directives before it to a block."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mathbook.publishing.chapter import CONSOLE, Block, Slider, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.directives import Continues, Fold, ForBlock, Skip
from mathbook.publishing.parsers.languages import language
from mathbook.publishing.parsers.sliders import placed_slider
from mathbook.publishing.parsers.structure import Fence

__all__ = ["indentation", "new_block"]


def new_block(
    fence: Fence,
    span: Span,
    directives: Sequence[ForBlock],
    before: Sequence[Block],
) -> tuple[Block, list[Failure]]:
    """The block of ``fence``, and what is wrong with the directives that stand before it.

    Args:
        fence: The fence.
        span: Where it stands.
        directives: What the comments right before it say.
        before: The chapter's blocks before it.
    """
    problems = []
    index = len(before)
    chain: tuple[int, ...] = (index,)
    if any(isinstance(directive, Continues) for directive in directives):
        runs = [block for block in before if block.skip is None]
        if runs:
            chain = (*runs[-1].chain, index)
        else:
            message = "this block continues another, but none runs before it"
            problems.append(Failure(span.line, message))
    reasons = [directive.reason for directive in directives if isinstance(directive, Skip)]
    folds = {directive.folded for directive in directives if isinstance(directive, Fold)}
    if len(folds) > 1:
        message = "this block is said to be folded and not to be: drop one of both"
        problems.append(Failure(span.line, message))
    console = fence.body.lstrip().startswith(">>>")
    block = Block(
        index,
        span,
        CONSOLE if console else language(fence.info),
        fence.info,
        fence.body,
        indentation(fence.prefix),
        skip=reasons[0] if reasons else None,
        fold=folds.pop() if len(folds) == 1 else None,
        chain=chain,
    )
    sliders = [directive for directive in directives if isinstance(directive, Slider)]
    for second in sliders[1:]:
        problems.append(Failure(second.line, "a figure has one slider: drop one of both"))
    placed = placed_slider(sliders[0], block) if sliders else None
    if isinstance(placed, Failure):
        problems.append(placed)
        placed = None
    return replace(block, slider=placed), problems


def indentation(prefix: str) -> str:
    """What the lines after a fence's first begin with: a list marker turns to spaces."""
    return prefix if ">" in prefix else re.sub(r"[^\t ]", " ", prefix)
