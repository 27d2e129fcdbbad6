"""Lists and matrices, of numbers or of blocks; dots in them are filled in."""

import numpy as np

from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation.dots import DOTS, is_dots, run_of
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, reduced
from mathbook.publishing.formulas.grammar.trees import Block, Listing, Node

__all__ = ["block", "listing"]


def listing(node: Listing, scope: Scope, evaluate: Evaluate) -> Value:
    """A tuple, list or set: numbers make a vector."""
    items = _filled(list(node.items), scope, evaluate, "item")
    values = tuple(evaluate(item, scope) for item in items)
    return np.array(values) if all(map(is_scalar, values)) else values


def block(node: Block, scope: Scope, evaluate: Evaluate) -> Value:
    """A matrix of numbers or of blocks; a number 0 is a block of zeros."""
    rows = _filled_rows(node.rows, scope, evaluate)
    values = [[evaluate(cell, scope) for cell in row] for row in rows]
    if len({len(row) for row in values}) > 1:
        raise Mismatch("the rows of this matrix differ in length")
    if any(isinstance(value, tuple) for row in values for value in row):
        raise Mismatch("a tuple is no block of a matrix")
    if all(is_scalar(value) for row in values for value in row):
        return reduced(np.array(values))
    heights = [_common([_height(value) for value in row]) for row in values]
    widths = [_common([_width(value) for value in column]) for column in zip(*values, strict=True)]
    cells = [
        [_cell(value, height, width) for value, width in zip(row, widths, strict=True)]
        for row, height in zip(values, heights, strict=True)
    ]
    return reduced(np.block(cells))


def _height(value: Value) -> int | None:
    return None if is_scalar(value) else int(np.shape(value)[0])


def _width(value: Value) -> int | None:
    return None if is_scalar(value) else 1 if np.ndim(value) == 1 else int(np.shape(value)[1])


def _common(sizes: list[int | None]) -> int:
    known = {size for size in sizes if size is not None}
    if len(known) > 1:
        raise Mismatch(f"the blocks of this matrix have sizes {sorted(known)} side by side")
    return known.pop() if known else 1


def _cell(value: Value, height: int, width: int) -> Value:
    if is_scalar(value):
        if value != 0 and (height, width) != (1, 1):
            raise Mismatch(f"a number stands where a block of shape {(height, width)} belongs")
        return np.full((height, width), value)
    return np.reshape(value, (height, width))


def _filled_rows(
    rows: tuple[tuple[Node, ...], ...], scope: Scope, evaluate: Evaluate
) -> list[list[Node]]:
    r"""The rows with what ``\dots`` and ``\vdots`` stand for; a row of dots is a ``\vdots``."""
    lines: list[list[Node]] = [
        [DOTS] if all(map(is_dots, row)) else _filled(list(row), scope, evaluate, "entry")
        for row in rows
    ]
    if [DOTS] not in lines:
        return lines
    widths = {len(line) for line in lines if line != [DOTS]}
    if len(widths) != 1:
        raise Mismatch("the rows of this matrix differ in length")
    columns = [
        _filled([line[0 if line == [DOTS] else column] for line in lines], scope, evaluate, "row")
        for column in range(widths.pop())
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _filled(items: list[Node], scope: Scope, evaluate: Evaluate, what: str) -> list[Node]:
    if not any(map(is_dots, items)):
        return items
    before, run, after = run_of(items, lambda item: evaluate(item, scope), what)
    return [*before, *run, *after]
