"""What begins with a command or a word: functions, roots, signs, what is not understood."""

from collections.abc import Sequence
from dataclasses import replace

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.customs import CUSTOMS
from mathbook.publishing.formulas.grammar.derivatives import DERIVATIVE_CUSTOMS, DERIVATIVES
from mathbook.publishing.formulas.grammar.environments import ENVIRONMENTS
from mathbook.publishing.formulas.grammar.expressions import Construct, Parser, Vocabulary
from mathbook.publishing.formulas.grammar.extrema import EXTREMA
from mathbook.publishing.formulas.grammar.operators import OPERATORS, limits
from mathbook.publishing.formulas.grammar.relations import split_condition
from mathbook.publishing.formulas.grammar.scripts import is_minus_one
from mathbook.publishing.formulas.grammar.tokens import BRACKETS, Token, depth_change
from mathbook.publishing.formulas.grammar.trees import (
    Apply,
    At,
    Builtin,
    Call,
    Condition,
    Derivative,
    Gradient,
    Listing,
    Node,
    Number,
    Power,
    Prime,
    Product,
)

__all__ = ["VOCABULARY"]

_FUNCTIONS = {
    r"\exp": "exp", r"\log": "log", r"\lg": "log10", r"\sin": "sin", r"\cos": "cos",
    r"\tan": "tan", r"\sinh": "sinh", r"\cosh": "cosh", r"\tanh": "tanh", r"\arcsin": "arcsin",
    r"\arccos": "arccos", r"\arctan": "arctan", r"\det": "det", "tr": "trace", "Tr": "trace",
    "trace": "trace", r"\tr": "trace", r"\Tr": "trace", "diag": "diag", "Diag": "diag",
    r"\diag": "diag", "rank": "rank", r"\rank": "rank", "sign": "sign", "sgn": "sign",
    r"\sgn": "sign", r"\sign": "sign", "softmax": "softmax", "ReLU": "relu", "relu": "relu",
    "sigmoid": "sigmoid", "LSE": "logsumexp", "lse": "logsumexp", "logsumexp": "logsumexp",
    "vec": "vec", r"\Re": "real", r"\Im": "imag", "Re": "real", "Im": "imag", r"\dim": "dim",
    "log1p": "log1p", "expm1": "expm1", "erf": "erf", "softplus": "softplus", "arctan": "arctan",
    "det": "det", "logdet": "logdet", "dim": "dim", "clip": "clip",
}  # fmt: skip
_REFUSED = {
    r"\int": "integrals", r"\iint": "integrals", r"\oint": "integrals",
    r"\mid": "conditional probabilities", r"\Pr": "probabilities",
}  # fmt: skip
_INVERSES = {"sin": "arcsin", "cos": "arccos", "tan": "arctan"}
_GROUPING = ("(", "[", r"\{", "{")
# What a function without parentheses does not take: \log x \exp y is a product.
_ENDING = frozenset(_FUNCTIONS) | {r"\sum", r"\prod", r"\max", r"\min", r"\nabla"}


def _function(name: str) -> Construct:
    def construct(parser: Parser) -> Node:
        start = parser.position
        parser.index += 1
        if primes := parser.count("'"):
            derivative = Prime(Builtin(name), primes)
            if parser.text == "(":
                return parser.call(derivative)
            return Call(derivative, (_argument(parser),))
        lower, upper = limits(parser)
        argument = _argument(parser)
        arguments: tuple[Node, ...] = (argument,)
        if isinstance(argument, Listing) and argument.brackets == "()":
            arguments = argument.items
        node: Node = Apply(name, arguments)
        if lower:
            if name != "log":
                raise FormulaError(f"{name} has no subscript", start)
            node = Apply("logbase", (parser.sub(lower), argument))
        if not upper:
            return node
        power = parser.sub(upper)
        return _inverse(name, arguments, start) if is_minus_one(power) else Power(node, power)

    return construct


def _inverse(name: str, arguments: tuple[Node, ...], start: int) -> Node:
    if name not in _INVERSES:
        raise FormulaError(f"the inverse of {name} has a name of its own", start)
    return Apply(_INVERSES[name], arguments)


def _argument(parser: Parser) -> Node:
    r"""What a function without parentheses takes: the factors up to a space or an operator.

    Raises:
        FormulaError: If a bracket or a call follows, which readers take as part of
            ``\sin 2\pi (x + y)`` and as a factor of its own in ``\log p (1 - p)``.
    """
    if parser.text in _GROUPING:
        return parser.bracket()
    node = parser.factor()
    while parser.starts_factor() and parser.text not in _ENDING and not parser.spaced:
        position = parser.position
        bracket = parser.text in _GROUPING
        factor = parser.factor()
        if bracket or isinstance(factor, Call):
            raise FormulaError(
                "it is open whether the function without brackets ends before this; "
                r"put its argument in brackets, or a space \, before what is none of it",
                position,
            )
        node = Product(node, factor)
    return node


def _sqrt(parser: Parser) -> Node:
    parser.index += 1
    if not parser.accept("["):
        return Apply("sqrt", (parser.group(),))
    root = parser.sum()
    parser.expect("]")
    return Apply("root", (parser.group(), root))


def _binomial(parser: Parser) -> Node:
    parser.index += 1
    return Apply("binomial", (parser.group(), parser.group()))


def _remarked(sign: str) -> Construct:
    r"""``\underbrace{x}_{a remark}``: ``sign`` begins the remark, if there may be one."""

    def construct(parser: Parser) -> Node:
        parser.index += 1
        node = parser.group()
        if parser.accept(sign):
            parser.argument()
        return node

    return construct


def _infinity(parser: Parser) -> Node:
    parser.index += 1
    return Number(float("inf"), r"\infty")


def _refused(what: str) -> Construct:
    def construct(parser: Parser) -> Node:
        raise FormulaError(
            f"{parser.text} is not understood: {what} are not checked", parser.position
        )

    return construct


def _blackboard(parser: Parser) -> Node:
    text = parser.peek()
    if text == "1" or (text == "I" and parser.peek(2) in ("(", "[", r"\{", "_")):
        return _ones(parser)
    what = {"E": "expectations", "P": "probabilities", "V": "variances"}.get(text, "sets")
    raise FormulaError(
        rf"\mathbb{{{text}}} is not understood: {what} are not checked", parser.position
    )


def _bold(parser: Parser) -> Node:
    """The vectors of ones and of zeros, or a name."""
    if parser.peek() == "1":
        return _ones(parser)
    if parser.peek() != "0":
        return parser.printed_name()
    parser.index += 2
    if parser.accept("_"):
        parser.argument()  # its length: zeros fit any
    return Number(0.0, "0")


def _ones(parser: Parser) -> Node:
    """The vector of ones, with its length if it is printed, or an indicator."""
    parser.index += 2
    if parser.accept("_"):
        tokens = parser.argument()
        if tokens and tokens[0].text == r"\{" and tokens[-1].text == r"\}":
            tokens = tokens[1:-1]
        return _indicator(parser, tokens) or Apply("ones", (parser.sub(tokens),))
    if parser.text in ("(", "[", r"\{"):
        closing, inside = BRACKETS[parser.text], _inside(parser)
        if (node := _indicator(parser, inside)) is not None:
            parser.index += len(inside) + 1
            parser.expect(closing)
            return node
    return Apply("ones", ())


def _inside(parser: Parser) -> list[Token]:
    """The tokens of the bracket that comes next."""
    depth = 0
    found: list[Token] = []
    for index in range(parser.index, len(parser.tokens)):
        depth += depth_change(parser.tokens[index])
        if not depth:
            break
        found.append(parser.tokens[index])
    return found[1:]


def _indicator(parser: Parser, tokens: Sequence[Token]) -> Node | None:
    """1 where a condition holds, or else 0; None if ``tokens`` state none."""
    conditions = split_condition(tokens, parser.sub)
    if not conditions:
        return None
    return Apply("indicator", (Listing(conditions, "{}") if conditions[1:] else conditions[0],))


def _evaluated(parser: Parser) -> Node:
    r"""``\left. x^2 \right|_{x = 3}``"""
    start = parser.position
    parser.index += 1
    node = parser.sum()
    parser.expect("|")
    parser.expect("_")
    tokens = parser.argument()
    conditions = _pairwise(split_condition(tokens, parser.sub))
    if not conditions and isinstance(node, Derivative | Gradient) and not node.arguments:
        point = parser.sub(tokens)
        if isinstance(point, Listing) and point.brackets == "()":
            return replace(node, arguments=point.items)
    if not conditions or any(condition.relation != "=" for condition in conditions):
        raise FormulaError("the bar says which values are put in, as x = 1", start)
    return At(node, tuple(conditions))


def _pairwise(conditions: Sequence[Condition]) -> list[Condition]:
    """``(x, y) = (1, 0)`` as two equations."""
    found: list[Condition] = []
    for part in conditions:
        match part:
            case Condition(Listing(ones), sign, Listing(others)) if len(ones) == len(others):
                found += map(Condition, ones, [sign] * len(ones), others)
            case _:
                found.append(part)
    return found


VOCABULARY = Vocabulary(
    constructs={
        **OPERATORS,
        **EXTREMA,
        **DERIVATIVES,
        **ENVIRONMENTS,
        **{text: _function(name) for text, name in _FUNCTIONS.items()},
        **{text: _refused(what) for text, what in _REFUSED.items()},
        r"\sqrt": _sqrt,
        r"\binom": _binomial,
        r"\underbrace": _remarked("_"),
        r"\overbrace": _remarked("^"),
        r"\boxed": _remarked(""),
        r"\infty": _infinity,
        r"\mathbb": _blackboard,
        r"\mathbf": _bold,
        r"\left.": _evaluated,
    },
    customs={**CUSTOMS, **DERIVATIVE_CUSTOMS},
)
