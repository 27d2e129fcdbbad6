"""Where the nodes of a syntax tree stand in their source, as offsets of characters."""

import ast
import re
from itertools import accumulate

__all__ = ["SourcePlaces"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# What may stand between an operator and its operands. The signs of an operator are no part of
# it, so that one which is found between two of these is the operator itself.
_GAP = r"(?:[\s()\\]|#[^\n]*+)*+"


class SourcePlaces:
    """Offsets in ``source``; the tree counts lines, and bytes within them."""

    def __init__(self, source: str) -> None:
        self.source = source
        lines = _LINE.findall(source)
        self._starts = list(accumulate((len(line) for line in lines), initial=0))
        self._lines = [line.encode() for line in lines]

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Where ``node`` begins and ends, without parentheses around it."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._offset(node.lineno, node.col_offset)
        return start, self._offset(node.end_lineno, node.end_col_offset)

    def text(self, node: ast.expr) -> str:
        """The source of ``node``."""
        start, end = self.span(node)
        return self.source[start:end]

    def between(self, left: ast.expr, right: ast.expr, operator: str) -> tuple[int, int] | None:
        """Where ``operator`` stands between two operands; ``None`` if it does not."""
        start, end = self.span(left)[1], self.span(right)[0]
        words = r"\s+".join(re.escape(word) for word in operator.split())
        match = re.compile(rf"{_GAP}({words}){_GAP}").fullmatch(self.source, start, end)
        return match.span(1) if match else None

    def before(self, operand: ast.expr, start: int, operator: str) -> tuple[int, int] | None:
        """Where a prefix stands that begins at ``start``, with the blanks after it."""
        end = self.span(operand)[0]
        pattern = re.compile(rf"({re.escape(operator)}[ \t]*){_GAP}")
        match = pattern.fullmatch(self.source, start, end)
        return match.span(1) if match else None

    def _offset(self, line: int, column: int) -> int:
        before = self._lines[line - 1][:column]
        return self._starts[line - 1] + len(before.decode(errors="replace"))
