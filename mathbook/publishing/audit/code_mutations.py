"""The small changes of Python code that would make it compute something else."""

import ast
import math
import warnings
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from mathbook.publishing.audit.mutations import Mutation, distinct
from mathbook.publishing.audit.source_places import SourcePlaces

__all__ = ["code_mutations"]

_OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Pow: ("**", "*"),
    ast.MatMult: ("@", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
# Each is the negation: `<=` for `<` would differ at one value only.
_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", ">="),
    ast.GtE: (">=", "<"),
    ast.Gt: (">", "<="),
    ast.LtE: ("<=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_PREFIXES: dict[type[ast.unaryop], tuple[str, str]] = {
    ast.USub: ("-", "sign"),
    ast.Not: ("not", "boolean"),
    ast.Invert: ("~", "boolean"),
}
_PAIRS = (
    *(("min", "max"), ("minimum", "maximum"), ("argmin", "argmax"), ("floor", "ceil")),
    *(("sin", "cos"), ("sinh", "cosh"), ("log", "exp"), ("sum", "prod")),
)
# Not zeros and ones: what is filled afterwards may begin with either.
_FUNCTIONS = dict(_PAIRS) | {other: name for name, other in _PAIRS}
_BUILTINS = ("min", "max")


def code_mutations(source: str) -> list[Mutation]:
    """The changes of ``source``, in its order.

    Each is one change of a number, truth value, operator, comparison, sign or function, and
    each results in source that Python can parse. Strings, annotations, imports, decorators,
    messages of errors, and what only type checkers see stay as they are.

    Returns:
        Mutations with offsets in ``source``.

    Raises:
        SyntaxError: If ``source`` is not Python.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        tree = ast.parse(source)
        places = SourcePlaces(source)
        found = (mutation for node in _walk(tree) for mutation in _of_node(node, places))
        return [mutation for mutation in distinct(source, found) if _parses(mutation.apply(source))]


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """``node`` and all below it that computes something."""
    yield node
    for name, value in ast.iter_fields(node):
        if not _is_skipped(node, name):
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, ast.AST):
                    yield from _walk(child)


def _is_skipped(node: ast.AST, field: str) -> bool:
    if isinstance(node, ast.Raise) or type(node).__name__ == "TypeAlias":
        return True
    if isinstance(node, ast.If) and field in ("test", "body"):
        return ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
    if isinstance(node, ast.Assert):
        return field == "msg"
    return field in ("annotation", "returns", "decorator_list", "format_spec", "type_params")


def _of_node(node: ast.AST, places: SourcePlaces) -> Iterator[Mutation]:
    match node:
        case ast.Constant():
            yield from _constant(node, places)
        case ast.BinOp(left, operator, right) if not (_is_string(left) or _is_string(right)):
            yield from _operator(left, operator, right, places)
        case ast.AugAssign(target, operator, value) if not _is_string(value):
            yield from _operator(target, operator, value, places, assigned="=")
        case ast.Compare():
            yield from _comparison(node, places)
        case ast.BoolOp():
            yield from _boolean(node, places)
        case ast.UnaryOp():
            yield from _prefix(node, places)
        case ast.Call():
            yield from _function(node.func, places)
        case ast.Attribute(attr="T"):
            yield from _transpose(node, places)


def _constant(node: ast.Constant, places: SourcePlaces) -> Iterator[Mutation]:
    other: str | None = None
    if isinstance(node.value, bool):
        other = str(not node.value)
    elif isinstance(node.value, int | float | complex):
        other = _larger(node.value, places.text(node))
    if other is not None:
        yield Mutation(*places.span(node), other, "constant")


def _larger(value: complex, text: str) -> str | None:
    """The literal of ``value + 1``; of its half where a float is too large to see the one."""
    if isinstance(value, int):
        return str(value + 1)
    if isinstance(value, complex):
        part = _larger(value.imag, text[:-1])
        return None if part is None else f"{part}j"
    if not math.isfinite(value):
        return None
    larger = float(Decimal(text) + 1)  # so that 0.1 becomes 1.1 to the last digit
    return repr(larger if larger != value else value / 2)


def _operator(
    left: ast.expr,
    operator: ast.operator,
    right: ast.expr,
    places: SourcePlaces,
    assigned: str = "",
) -> Iterator[Mutation]:
    if type(operator) in _OPERATORS:
        sign, other = (text + assigned for text in _OPERATORS[type(operator)])
        if place := places.between(left, right, sign):
            yield Mutation(*place, other, "operator")


def _comparison(node: ast.Compare, places: SourcePlaces) -> Iterator[Mutation]:
    operands = [node.left, *node.comparators]
    for (left, right), operator in zip(pairwise(operands), node.ops, strict=True):
        sign, other = _COMPARISONS[type(operator)]
        if place := places.between(left, right, sign):
            yield Mutation(*place, other, "comparison")


def _boolean(node: ast.BoolOp, places: SourcePlaces) -> Iterator[Mutation]:
    word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    for left, right in pairwise(node.values):
        if place := places.between(left, right, word):
            yield Mutation(*place, other, "boolean")


def _prefix(node: ast.UnaryOp, places: SourcePlaces) -> Iterator[Mutation]:
    if type(node.op) in _PREFIXES:
        sign, kind = _PREFIXES[type(node.op)]
        if place := places.before(node.operand, places.span(node)[0], sign):
            yield Mutation(*place, "", kind)


def _transpose(node: ast.Attribute, places: SourcePlaces) -> Iterator[Mutation]:
    if places.text(node).endswith(".T"):
        end = places.span(node)[1]
        yield Mutation(end - len(".T"), end, "", "transpose")


def _function(function: ast.expr, places: SourcePlaces) -> Iterator[Mutation]:
    """The counterpart of a function of NumPy or of a builtin."""
    name = function.attr if isinstance(function, ast.Attribute) else ""
    if isinstance(function, ast.Name) and function.id in _BUILTINS:
        name = function.id
    if name in _FUNCTIONS:
        end = places.span(function)[1]
        yield Mutation(end - len(name), end, _FUNCTIONS[name], "function")


def _is_string(node: ast.expr) -> bool:
    text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return text or isinstance(node, ast.JoinedStr)


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
