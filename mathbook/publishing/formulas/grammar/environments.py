"""Environments within expressions: matrices and cases."""

from collections.abc import Sequence
from typing import TypeAlias

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.expressions import Construct, Parser
from mathbook.publishing.formulas.grammar.relations import split_condition
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Abs,
    Block,
    Cases,
    Condition,
    Node,
    Norm,
    Symbol,
)

__all__ = ["ENVIRONMENTS"]

_CONDITION_WORDS = frozenset({"if", "for", "when", "where", "whenever"})

# Rows of cells of tokens.
_Cells: TypeAlias = list[list[list[Token]]]


def _matrix(parser: Parser) -> Node:
    start, name = parser.position, parser.text
    rows = _rows(parser)
    cells = tuple(tuple(_cell(parser, cell) for cell in row) for row in rows)
    if len({len(row) for row in cells}) > 1:
        raise FormulaError("the rows of this matrix differ in length", start)
    block = Block(cells)
    if name == "vmatrix":
        return Abs(block)
    return Norm(block) if name == "Vmatrix" else block


def _cases(parser: Parser) -> Node:
    return Cases(tuple(_branch(parser, row) for row in _rows(parser)))


def _rows(parser: Parser) -> _Cells:
    """The rows of the environment that begins here, which is stepped over."""
    key, name, start = parser.key, parser.text, parser.position
    rows: _Cells = [[[]]]
    depth = 0
    for index in range(parser.index + 1, len(parser.tokens)):
        token = parser.tokens[index]
        if token.kind == "end" and not depth:
            if token.text != name:
                raise FormulaError(rf"\end{{{token.text}}} closes {key}", token.start)
            parser.index = index + 1
            # A \\ after the last row begins none.
            return rows[:-1] if rows[-1] == [[]] and len(rows) > 1 else rows
        depth += (token.kind == "begin") - (token.kind == "end")
        if not depth and token.kind == "row":
            rows.append([[]])
        elif not depth and token.text == "&":
            rows[-1].append([])
        else:
            rows[-1][-1].append(token)
    raise FormulaError(f"{key} is never closed", start)


def _cell(parser: Parser, tokens: Sequence[Token]) -> Node:
    if [token.kind for token in tokens if token.kind != "quad"] == ["dots"]:
        return Symbol(r"\dots", known=False)
    return parser.sub(tokens)


def _branch(parser: Parser, row: list[list[Token]]) -> tuple[Node, tuple[Condition, ...] | None]:
    value, *cells = row
    condition = [token for cell in cells for token in cell]
    if not cells:  # no &: a word parts value and condition
        place = next((i for i, t in enumerate(value) if _begins_condition(t)), len(value))
        value, condition = value[:place], value[place:]
    value = _without_stops(value)
    condition = _without_stops([token for token in condition if token.kind != "quad"])
    if condition and condition[0].text in _CONDITION_WORDS:
        condition = condition[1:]
    if not condition or (len(condition) == 1 and _is_otherwise(condition[0])):
        return parser.sub(value), None
    found = split_condition(condition, parser.sub)
    if not found:
        raise FormulaError("found no relation in this case's condition", condition[0].start)
    return parser.sub(value), found


def _begins_condition(token: Token) -> bool:
    return token.text in _CONDITION_WORDS or _is_otherwise(token)


def _is_otherwise(token: Token) -> bool:
    return token.text.strip(".,; ") in ("otherwise", "else")


def _without_stops(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[-1].text in (",", ".", ";") or tokens[-1].kind == "quad"):
        tokens = tokens[:-1]
    return tokens


_MATRICES = (
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix", "Vmatrix",
)  # fmt: skip
ENVIRONMENTS: dict[str, Construct] = {
    **{rf"\begin{{{name}}}": _matrix for name in _MATRICES},
    r"\begin{cases}": _cases,
    r"\begin{dcases}": _cases,
}
