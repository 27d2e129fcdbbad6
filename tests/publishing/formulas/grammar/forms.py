"""Trees as short texts, and errors with what they point at."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.readings import expression
from mathbook.publishing.formulas.grammar.statements import parse_formula
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Apply,
    Call,
    Condition,
    Index,
    Listing,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
    Transpose,
)

__all__ = ["form", "pointed", "reading", "refusal"]


def form(node: Node) -> str:
    """``node`` in one line: ``?x`` is a name that nothing is bound to."""
    match node:
        case Symbol(name, known):
            return name if known else f"?{name}"
        case Number(_, text):
            return text
        case Index(base, indices):
            return f"{form(base)}[{_joined(indices)}]"
        case Add(signs, terms):
            signed = zip(signs, terms, strict=True)
            return "(" + " ".join("-+"[sign > 0] + form(term) for sign, term in signed) + ")"
        case Product(left, right, operator):
            return f"({form(left)} {operator}{' ' * bool(operator)}{form(right)})"
        case Quotient(top, bottom):
            return f"({form(top)} / {form(bottom)})"
        case Power(base, exponent):
            return f"{form(base)}^{form(exponent)}"
        case Transpose(base):
            return f"{form(base)}.T"
        case Call(function, arguments):
            return f"{form(function)}({_joined(arguments)})"
        case Apply(name, arguments):
            return f"{name}{{{_joined(arguments)}}}"
        case Listing(items, brackets):
            return f"{brackets[:1]}{_joined(items)}{brackets[1:]}"
        case Condition(left, relation, right):
            return f"{form(left)} {relation} {form(right)}"
    parts = (_part(getattr(node, part.name)) for part in fields(node))
    return f"{type(node).__name__}({', '.join(part for part in parts if part)})"


def _joined(nodes: tuple[Node, ...]) -> str:
    return ", ".join(form(node) for node in nodes)


def _part(value: object) -> str:
    if isinstance(value, Node):
        return form(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_part, value)) + "]" if value else ""
    return "" if value is None else str(value)


def reading(latex: str, names: Mapping[str, Any] | None = None) -> str:
    """How the expression ``latex`` is read."""
    return form(expression(tokenize(latex), Names(names or {})))


def refusal(latex: str, names: Mapping[str, Any] | None = None) -> FormulaError:
    """The error that the formula ``latex`` raises."""
    try:
        found = parse_formula(latex, Names(names or {}))
    except FormulaError as error:
        return error
    raise AssertionError(f"{latex} raises nothing: {found}")


def pointed(latex: str, names: Mapping[str, Any] | None = None) -> str:
    """What stands in ``latex`` from where its error points."""
    position = refusal(latex, names).position
    assert position is not None
    return latex[position:]
