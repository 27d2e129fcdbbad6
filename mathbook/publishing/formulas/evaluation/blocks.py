"""Lists and matrices, of numbers or of blocks; dots in them are filled in."""

import numpy as np

from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation.dots import DOTS, filled, is_dots, repeated
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.sizes import sizes
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, reduced
from mathbook.publishing.formulas.grammar.trees import Block, Listing, Node

__all__ = ["block", "listing"]


def listing(node: Listing, scope: Scope, evaluate: Evaluate) -> Value:
    """A tuple, list or set: numbers make a vector."""
    items = _Filler(node, scope, evaluate).filled(list(node.items), "item")
    values = tuple(evaluate(item, scope) for item in items)
    return np.array(values) if all(map(is_scalar, values)) else values


def block(node: Block, scope: Scope, evaluate: Evaluate) -> Value:
    """A matrix of numbers or of blocks; a number 0 is a block of zeros."""
    rows = _Filler(node, scope, evaluate).rows(node.rows)
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


class _Filler:
    """Fills in the dots of a list or a matrix.

    How often a constant is repeated, nothing says but the length of the whole: each length
    that occurs is tried, the same one for all rows of a matrix and for all its columns.
    """

    def __init__(self, node: Node, scope: Scope, evaluate: Evaluate) -> None:
        self.node = node
        self.scope = scope
        self.evaluate = evaluate

    def rows(self, rows: tuple[tuple[Node, ...], ...]) -> list[list[Node]]:
        r"""The rows with what ``\dots`` and ``\vdots`` stand for; a row of dots is a ``\vdots``."""
        lines: list[list[Node]] = [
            [DOTS] if all(map(is_dots, row)) else self.filled(list(row), "entry") for row in rows
        ]
        if [DOTS] not in lines:
            return lines
        widths = {len(line) for line in lines if line != [DOTS]}
        if len(widths) != 1:
            raise Mismatch("the rows of this matrix differ in length")
        columns = [
            self.filled([line[0 if line == [DOTS] else column] for line in lines], "row")
            for column in range(widths.pop())
        ]
        return [list(row) for row in zip(*columns, strict=True)]

    def filled(self, items: list[Node], what: str) -> list[Node]:
        """``items`` without dots."""
        if not any(map(is_dots, items)):
            return items
        place = repeated(items)
        if place is not None:
            length = self.scope.choices.pick((id(self.node), what), sizes(self.scope))
            count = length - (len(items) - 1)
            if count < -1 or (count < 0 and place == len(items) - 1):
                raise Mismatch(f"{len(items) - 1} items are printed, and there are {length}")
            # Of two items around the dots one may be too many.
            following = items[place + 1 :] if count >= 0 else items[place + 2 :]
            return [*items[:place], *[items[place - 1]] * max(count, 0), *following]
        return filled(items, lambda item: self.evaluate(item, self.scope), what)
