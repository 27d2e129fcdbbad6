r"""Extrema: ``\max(a, b)``, ``\max_i x_i``, ``\max_x f(x)``, ``\max \{f(x) \mid x > 0\}``."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.expressions import Construct, Parser
from mathbook.publishing.formulas.grammar.operators import (
    below,
    conditions_in,
    flat,
    range_of,
    running,
    such_that,
    variable,
)
from mathbook.publishing.formulas.grammar.relations import split_at
from mathbook.publishing.formulas.grammar.sets import read_builder
from mathbook.publishing.formulas.grammar.spaces import is_space, read_space
from mathbook.publishing.formulas.grammar.subjects import subjects
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Apply,
    Condition,
    Extremum,
    Index,
    Node,
    Number,
    Symbol,
    walk,
)

__all__ = ["EXTREMA"]

_GROUPING = ("(", "[", r"\{", "{")


def _extremum(operation: str) -> Construct:
    r"""``\max(a, b)``, ``\max_i x_i`` or ``\max_x f(x)``."""

    def construct(parser: Parser) -> Node:
        parser.index += 1
        whole = parser.text not in ("_", "^")
        lower = [] if whole else below(parser, operation)
        is_value = operation in ("min", "max")
        if (is_value or lower) and (over := read_builder(parser.tokens, parser.index)) is not None:
            # max {f(x) | x > 0} is max_{x > 0} f(x), and max_x {f(x) | x > 0} as well
            lower = [*lower, *([over.sign] if lower else []), *over.condition]
            parser.index = over.after
            return _extreme(operation, parser, lower, 1, parser.sub(over.member), alone=True)
        if is_value and whole:
            node = parser.bracket() if parser.text in _GROUPING else parser.factor()
            return Apply(operation, flat(node))
        parser.skip_space()
        return _extreme(operation, parser, lower, *parser.term())

    return construct


def _with_spaces(
    parser: Parser, lower: Sequence[Token]
) -> tuple[Sequence[Token], tuple[Condition, ...]]:
    r"""``lower`` without the spaces of the variables, as in ``x \in \mathbb{R}^n``; and these."""
    colon = next((i for i, t in enumerate(lower) if t.text in (":", r"\mid")), len(lower))
    names: list[Sequence[Token]] = []
    others: list[Sequence[Token]] = []
    spaces: list[Condition] = []
    for part in split_at(lower[:colon], ","):
        place = next((i for i, t in enumerate(part) if t.text == r"\in"), len(part))
        if not is_space(part[place + 1 :]):
            others.append(part)
            continue
        names.append(part[:place])
        space = read_space(part[place + 1 :], parser.sub)
        spaces.append(Condition(parser.sub(part[:place]), r"\in", space))
    if not spaces:
        return lower, ()
    others += [lower[colon + 1 :]] if lower[colon + 1 :] else []
    kept = _joined(names, ",")
    return [*kept, _sign(":", kept[-1]), *_joined(others, ",")] if others else kept, tuple(spaces)


def _joined(parts: Sequence[Sequence[Token]], sign: str) -> list[Token]:
    found: list[Token] = []
    for part in parts:
        found += [*([_sign(sign, part[0])] if found else []), *part]
    return found


def _sign(text: str, beside: Token) -> Token:
    return Token("sign", text, beside.start, beside.end)


def _extreme(
    operation: str, parser: Parser, lower: Sequence[Token], sign: int, term: Node, *,
    alone: bool = False,
) -> Node:  # fmt: skip
    """The extremum of what begins with ``term``; ``alone`` if it is no further term's."""
    lower, spaces = _with_spaces(parser, lower)
    variables, conditions = _variables(parser, lower)
    open_ = bool(conditions) and not variables
    if open_ and operation in ("min", "max"):
        variables = _over(conditions, term, parser, lower)
    if operation in ("min", "max") and (
        _is_over_indices(variables, term) or _is_counted(conditions)
    ):
        body = parser.bounded(term if sign == 1 else Add((sign,), (term,)))
        return running(operation, range_of(parser, lower), None, body)
    body = term if alone else parser.sum_from(sign, term)
    if open_:
        variables = _over(conditions, body, parser, lower)
    _make_sense(operation, variables, parser, lower)
    return Extremum(operation, variables, (*spaces, *conditions), body)


def _make_sense(
    operation: str, variables: Sequence[Node], parser: Parser, lower: Sequence[Token]
) -> None:
    """Refuse variables that nothing can run over: functions, and any that is named twice."""
    names = [variable.name for variable in variables if isinstance(variable, Symbol)]
    for place, name in enumerate(names):
        if parser.names.is_function(name):
            problem = f"{name} is a function; {operation} is over the arguments of functions"
        elif name in names[:place]:
            problem = f"{operation} is over {name} twice"
        else:
            continue
        raise FormulaError(problem, lower[0].start)


def _over(
    conditions: Sequence[Condition], body: Node, parser: Parser, lower: Sequence[Token]
) -> tuple[Node, ...]:
    return subjects(conditions, body, parser.names.is_function, lower[0].start)


def _variables(
    parser: Parser, lower: Sequence[Token]
) -> tuple[tuple[Node, ...], tuple[Condition, ...]]:
    """What an extremum is over, and what that must meet; a condition may leave open over what."""
    if not lower:
        return (), ()
    place = next((i for i, t in enumerate(lower) if t.text in (":", r"\mid")), None)
    if place is not None:
        conditions = such_that(parser, lower, place)
        return flat(variable(parser.sub(lower[:place]), lower[0].start)), conditions
    conditions = conditions_in(parser, lower)
    if not conditions:
        return flat(variable(parser.sub(lower), lower[0].start)), ()
    if conditions[0].relation == r"\in":
        return flat(variable(conditions[0].left, lower[0].start)), conditions
    return (), conditions


def _is_over_indices(variables: Sequence[Node], body: Node) -> bool:
    used = {
        symbol.name
        for node in walk(body)
        if isinstance(node, Index)
        for index in node.indices
        for symbol in walk(index)
        if isinstance(symbol, Symbol)
    }
    return bool(variables) and all(
        isinstance(variable, Symbol) and variable.name in used for variable in variables
    )


def _is_counted(conditions: Sequence[Condition]) -> bool:
    r"""Whether the conditions give a first and a last number: ``1 \le i \le n``."""
    return (
        len(conditions) == 2
        and all(part.relation in (r"\le", "<") for part in conditions)
        and isinstance(conditions[0].left, Number)
        and conditions[0].right == conditions[1].left
    )


def _arg(parser: Parser) -> Node:
    r"""``\arg\min`` in two commands."""
    parser.index += 1
    if parser.text not in (r"\min", r"\max"):
        raise FormulaError(r"\arg is followed by \min or \max", parser.position)
    return _extremum("arg" + parser.text[1:])(parser)


EXTREMA: dict[str, Construct] = {
    r"\max": _extremum("max"),
    r"\min": _extremum("min"),
    r"\sup": _extremum("max"),
    r"\inf": _extremum("min"),
    r"\argmin": _extremum("argmin"),
    r"\argmax": _extremum("argmax"),
    r"\arg": _arg,
}
