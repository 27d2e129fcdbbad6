"""Operators with something below them: sums and limits; and what stands below those."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import read_argument
from mathbook.publishing.formulas.grammar.expressions import Construct, Parser
from mathbook.publishing.formulas.grammar.nodes import height
from mathbook.publishing.formulas.grammar.relations import split_condition
from mathbook.publishing.formulas.grammar.scripts import split_indices
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Condition,
    Limit,
    Listing,
    Node,
    Reduce,
    Symbol,
    changed,
)

__all__ = [
    "OPERATORS",
    "below",
    "conditions_in",
    "flat",
    "limits",
    "range_of",
    "running",
    "such_that",
    "variable",
]


# Of a list of names with sums as indices. Trees hold variables several times, so that long
# ones, each within the other, would take no end.
_HIGHEST_VARIABLE = 5


def limits(parser: Parser) -> tuple[Sequence[Token], Sequence[Token]]:
    """What stands below and above an operator.

    Raises:
        FormulaError: If two of one kind follow one another.
    """
    found: dict[str, Sequence[Token]] = {"_": (), "^": ()}
    while parser.text in found:
        sign = parser.text
        if found[sign]:
            kind = "sub" if sign == "_" else "super"
            raise FormulaError(f"two {kind}scripts follow one another", parser.position)
        parser.index += 1
        found[sign] = parser.argument()
    return _rows_as_commas(found["_"]), found["^"]


def below(parser: Parser, operator: str) -> Sequence[Token]:
    """What stands below an operator above which nothing may stand."""
    start = parser.position
    lower, upper = limits(parser)
    if upper:
        raise FormulaError(f"{operator} has no superscript", start)
    return lower


def variable(node: Node, position: int) -> Node:
    """``node``, which an extremum or a derivative is over.

    Raises:
        FormulaError: If it is no name or list of names.
    """
    if height(node) > _HIGHEST_VARIABLE:
        raise FormulaError("a variable is a name, with indices", position)
    return node


def _rows_as_commas(tokens: Sequence[Token]) -> list[Token]:
    r"""``\substack{a \\ b}`` is ``a, b``."""
    if tokens and tokens[0].text == r"\substack":
        inner, after = read_argument(tokens, 1)
        tokens = (*inner, *tokens[after:])
    return [
        Token("sign", ",", token.start, token.end) if token.kind == "row" else token
        for token in tokens
    ]


@dataclass(frozen=True, slots=True)
class _Range:
    """What an operator runs over."""

    indices: tuple[str, ...]
    lower: Node | None = None
    conditions: tuple[Condition, ...] = ()


def _reduction(operation: str) -> Construct:
    def construct(parser: Parser) -> Node:
        start = parser.position
        parser.index += 1
        lower, upper = limits(parser)
        if not lower:
            raise FormulaError(f"this {operation} does not say over what it runs", start)
        last = parser.sub(upper) if upper else None
        over = range_of(parser, lower, last)
        outer, parser.running = parser.running, parser.running | {*over.indices}
        body = parser.bounded(parser.product())
        parser.running = outer
        return running(operation, over, last, body)

    return construct


def range_of(parser: Parser, lower: Sequence[Token], last: Node | None = None) -> _Range:
    """What an operator runs over, of which ``lower`` stands below it.

    Raises:
        FormulaError: If that names nothing.
    """
    place = next((i for i, t in enumerate(lower) if t.text == ":"), None)
    if place is not None:  # \sum_{i: condition}
        conditions = such_that(parser, lower, place)
        return _Range(_listed_names(parser, lower[:place]), None, conditions)
    conditions = conditions_in(parser, lower)
    if not conditions:
        return _Range(_listed_names(parser, lower))
    names: list[str] = []
    kept: list[Condition] = []
    first: Node | None = None
    for condition in conditions:
        left = condition.left
        if condition.relation == "=" and last is not None and isinstance(left, Symbol):
            names.append(left.name)
            first = condition.right
            continue
        kept.append(condition)
        if condition.relation == r"\in":
            names += [_index_name(node, lower) for node in flat(left)]
    names = names or _free_names(kept)
    if not names:
        raise FormulaError("this operator does not say over what it runs", lower[0].start)
    return _Range(tuple(dict.fromkeys(names)), first, tuple(kept))


def running(operation: str, over: _Range, last: Node | None, body: Node) -> Reduce:
    """The operator; within it, what it runs over hides a bound name."""

    def hidden(node: Node) -> Node:
        if isinstance(node, Symbol) and node.known and node.name in over.indices:
            return replace(node, known=False)
        return changed(node, hidden)

    kept = (hidden(condition) for condition in over.conditions)
    conditions = tuple(part for part in kept if isinstance(part, Condition))
    return Reduce(operation, over.indices, over.lower, last, conditions, hidden(body))


def conditions_in(parser: Parser, tokens: Sequence[Token]) -> tuple[Condition, ...]:
    r"""The conditions below an operator: ``i = 1, \dots, n`` says which values i has."""
    return tuple(
        replace(part, relation=r"\in")
        if part.relation == "=" and isinstance(part.right, Listing) and not part.right.brackets
        else part
        for part in split_condition(tokens, parser.sub)
    )


def such_that(parser: Parser, tokens: Sequence[Token], colon: int) -> tuple[Condition, ...]:
    """The conditions behind the sign at ``colon``.

    Raises:
        FormulaError: If none stands there.
    """
    conditions = split_condition(tokens[colon + 1 :], parser.sub)
    if not conditions:
        raise FormulaError("no condition follows this sign", tokens[colon].start)
    return conditions


def _free_names(conditions: Sequence[Condition]) -> list[str]:
    r"""The names that ``i < j`` runs over.

    ``\sum_{j \ne i}`` and ``\sum_{j \le i}`` run over j; ``\sum_{i \ne j}`` and
    ``\sum_{i < j}`` over both.
    """
    nodes = [n for c in conditions for n in (*flat(c.left), *flat(c.right))]
    free = [node.name for node in nodes if isinstance(node, Symbol) and not node.known]
    return free if free == sorted(free) else free[:1]


def _listed_names(parser: Parser, tokens: Sequence[Token]) -> tuple[str, ...]:
    """``i,j`` or ``ij``"""
    listed = split_indices([token for token in tokens if token.text not in ("(", ")")])
    names = [_index_name(node, tokens) for part in listed for node in flat(parser.sub(part))]
    return tuple(dict.fromkeys(names))


def flat(node: Node) -> tuple[Node, ...]:
    """The items of a list, or the one thing that ``node`` is."""
    return node.items if isinstance(node, Listing) else (node,)


def _index_name(node: Node, tokens: Sequence[Token]) -> str:
    if isinstance(node, Symbol):
        return node.name
    raise FormulaError("an operator runs over names, such as i", tokens[0].start)


def _limit(parser: Parser) -> Node:
    start = parser.position
    parser.index += 1
    lower = below(parser, "lim")
    arrows = {r"\to": 0, r"\downarrow": 1, r"\uparrow": -1}
    place = next((i for i, t in enumerate(lower) if t.text in arrows), None)
    if place is None:
        raise FormulaError(r"\lim says where to: \lim_{h \to 0}", start)
    side = arrows[lower[place].text]
    target = lower[place + 1 :]
    if len(target) > 1 and target[-1].text in ("+", "-"):
        side = 1 if target[-1].text == "+" else -1
        target = target[: -2 if target[-2].text == "^" else -1]
    variable, value = parser.sub(lower[:place]), parser.sub(target)
    parser.skip_space()
    return Limit(variable, value, side, parser.product())


OPERATORS: dict[str, Construct] = {
    r"\sum": _reduction("sum"),
    r"\prod": _reduction("prod"),
    r"\lim": _limit,
}
