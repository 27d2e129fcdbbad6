"""Gradients, derivatives and fractions, which print derivatives."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import Atom, read_argument, scan_atom
from mathbook.publishing.formulas.grammar.calls import Custom, NameParser
from mathbook.publishing.formulas.grammar.expressions import Construct, Parser
from mathbook.publishing.formulas.grammar.operators import limits, variable
from mathbook.publishing.formulas.grammar.targets import bound_variant, function_target, read_target
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Derivative,
    Gradient,
    Index,
    Jacobian,
    Node,
    Number,
    Power,
    Prime,
    Product,
    Quotient,
    Transpose,
)

__all__ = ["DERIVATIVES", "DERIVATIVE_CUSTOMS"]


def _nabla(parser: Parser) -> Node:
    start = parser.position
    parser.index += 1
    order = 2 if parser.accept(r"\nabla") else 1
    lower, upper = limits(parser)
    if upper:
        if order == 2 or [token.text for token in upper] != ["2"]:
            raise FormulaError(r"\nabla has the power 2 or none", start)
        order = 2
    by = _gradient_variable(parser, lower) if lower else None
    target = read_target(parser, by, inverse=True)
    if isinstance(target.node, Prime):
        raise FormulaError(r"\nabla is of a function, not of its derivative", start)
    gradient = Gradient(target.node, by, order, target.arguments)
    return parser.raised(gradient, target.upper)


def _gradient_variable(parser: Parser, lower: Sequence[Token]) -> Node:
    node = parser.sub(lower)
    if isinstance(node, Product) and node.left == node.right:  # \nabla^2_{xx}
        return node.left
    return node


def _fraction(parser: Parser) -> Node:
    parser.index += 1
    top, bottom = parser.argument(), parser.argument()
    mark = _differential(parser, top, bottom)
    if mark is None:
        return Quotient(parser.sub(top), parser.sub(bottom))
    return _derivative(parser, top, bottom, mark)


def _differential(parser: Parser, top: Sequence[Token], bottom: Sequence[Token]) -> str | None:
    """The sign of the derivative that a fraction prints; None if it is a quotient."""
    first, second = (part[0].text if part else "" for part in (top, bottom))
    if first == second == r"\partial":
        return r"\partial"
    is_name = "d" in parser.names.given and len(top) > 1  # d is a number, and dx a product
    return "d" if first == second == "d" and len(bottom) > 1 and not is_name else None


def _derivative(parser: Parser, top: Sequence[Token], bottom: Sequence[Token], mark: str) -> Node:
    order, start = 1, 1
    if len(top) > 1 and top[1].text == "^":
        power, start = read_argument(top, 2)
        order = _order(power, top[1].start)
    variables = _as_columns(_derivative_variables(parser, bottom, mark))
    if len(variables) != order:
        raise FormulaError(
            f"the numerator says order {order}, the denominator {len(variables)}", top[0].start
        )
    if not top[start:]:
        parser.skip_space()
        target = read_target(parser, variables[0])
        derivative = Derivative(target.node, tuple(variables), target.arguments)
        return parser.raised(derivative, target.upper)
    node = parser.sub(top[start:])
    called = _is_function(parser, node) and parser.text == "("
    return Derivative(node, tuple(variables), parser.arguments() if called else ())


def _order(tokens: Sequence[Token], position: int) -> int:
    if len(tokens) == 1 and tokens[0].text in tuple("123456789"):
        return int(tokens[0].text)
    raise FormulaError("the order of a derivative is a printed number, 1 to 9", position)


def _derivative_variables(parser: Parser, bottom: Sequence[Token], mark: str) -> list[Node]:
    r"""The variables of ``\partial x^2 \partial y``: x, x, y."""
    variables: list[Node] = []
    start = 0
    while start < len(bottom):
        stop = start + 1
        depth = 0
        while stop < len(bottom) and (depth or bottom[stop].text != mark):
            depth += (bottom[stop].text in ("(", "{")) - (bottom[stop].text in (")", "}"))
            stop += 1
        variables += _repeated(parser, bottom[start + 1 : stop])
        start = stop
    return variables


def _as_columns(variables: list[Node]) -> list[Node]:
    r"""x, y for ``\partial x \, \partial y^\top``, which says that y's entries count columns."""
    match variables:
        case [one, Transpose(other)] if not isinstance(one, Transpose):
            return [one, other]
    return variables


def _repeated(parser: Parser, tokens: Sequence[Token]) -> list[Node]:
    """A variable, as often as its power says."""
    count = 1
    if len(tokens) > 2 and tokens[-2].text == "^" and tokens[-1].kind == "number":
        whole = scan_atom(tokens, 0)
        if whole is None or parser.names.find(whole) is None:
            count = _order(tokens[-1:], tokens[-1].start)
            tokens = tokens[:-2]
    position = tokens[0].start if tokens else parser.position
    return [variable(parser.sub(tokens), position)] * count


def _partial(parser: Parser) -> Node:
    """``\\partial L / \\partial w`` in a line, or ``\\partial_x f``."""
    start = parser.position
    parser.index += 1
    if parser.accept("_"):
        by = variable(parser.sub(parser.argument()), start)
        target = read_target(parser, by)
        derivative = Derivative(target.node, (by,), target.arguments)
        return parser.raised(derivative, target.upper)
    order = _order(parser.argument(), start) if parser.accept("^") else 1
    node = _name_here(parser)
    parser.expect("/")
    variables: list[Node] = []
    # What follows the last may be a further factor: \partial L/\partial a \, \partial a/\partial w
    while len(variables) < order and parser.accept(r"\partial"):
        by, count = variable(_name_here(parser), start), 1
        if isinstance(by, Power) and isinstance(by.exponent, Number):
            count = _order([parser.tokens[parser.index - 1]], start)
            by = by.base
        variables += [by] * count
    variables = _as_columns(variables)
    if len(variables) != order:
        raise FormulaError(f"the order is {order}, the variables are {len(variables)}", start)
    return Derivative(node, tuple(variables))


def _name_here(parser: Parser) -> Node:
    """One name with its scripts, never a call."""
    atom = scan_atom(parser.tokens, parser.index)
    if atom is None:
        raise FormulaError(r"\partial is followed by a name", parser.position)
    tokens = parser.tokens[parser.index : atom.end]
    parser.index = atom.end
    return parser.sub(tokens)


def _is_function(parser: NameParser, node: Node) -> bool:
    """Whether ``node`` is a function or a component of one."""
    return parser.is_function(node.base if isinstance(node, Index) else node)


def _jacobian(parser: NameParser, atom: Atom) -> Node | None:
    """``J_f(x)``"""
    if not atom.lower:
        return None
    inner = parser.sub(atom.lower)
    if not _is_function(parser, inner):
        return None
    arguments = parser.arguments() if parser.text == "(" else ()
    return parser.raised(Jacobian(inner, arguments), atom.upper)


def _hessian(parser: NameParser, atom: Atom) -> Node | None:
    """``H_f(x)``, as ``\\nabla^2 f(x)``"""
    if not atom.lower:
        return None
    inner = parser.sub(atom.lower)
    if not _is_function(parser, inner):
        return None
    arguments = parser.arguments() if parser.text == "(" else ()
    return parser.raised(Gradient(inner, None, 2, arguments), atom.upper)


def _directional(parser: NameParser, atom: Atom) -> Node | None:
    """``D_v f(x)``, ``D f(x)`` or ``D f(x)[v]``"""
    following = scan_atom(parser.tokens, parser.index)
    if atom.upper or following is None:
        return None
    found = bound_variant(parser, following)
    if found is None or parser.names.bound[found[1]].function is None:
        return None
    direction = parser.sub(atom.lower) if atom.lower else None
    target = function_target(parser, following, found)
    if not _is_function(parser, target.node):
        raise FormulaError("a directional derivative is of a function", following.start)
    if direction is None and parser.text == "[":
        direction = parser.bracket()
    return parser.raised(Jacobian(target.node, target.arguments, direction), target.upper)


DERIVATIVES: dict[str, Construct] = {r"\nabla": _nabla, r"\partial": _partial, r"\frac": _fraction}
DERIVATIVE_CUSTOMS: dict[str, Custom] = {
    "J": _jacobian,
    "H": _hessian,
    "D": _directional,
}
