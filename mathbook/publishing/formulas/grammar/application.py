"""A function with its arguments, where scripts stand between the two."""

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.scripts import is_minus_one
from mathbook.publishing.formulas.grammar.trees import (
    Call,
    Index,
    Node,
    Power,
    Symbol,
    Transpose,
)

__all__ = ["applied"]


def applied(function: Node, arguments: tuple[Node, ...], position: int) -> Node:
    """``function``, which stands at ``position``, at its arguments.

    Raises:
        FormulaError: If it is printed like an inverse function, or is its own argument.
    """
    # k(x, \cdot)^2: the power is of the value, and of a component f_i(x) the index is.
    if isinstance(function, Index):
        return Index(applied(function.base, arguments, position), function.indices)
    if isinstance(function, Power):
        if is_minus_one(function.exponent):
            # Printed alike: the inverse function, and one over the function's value.
            raise FormulaError("the inverse of a function has a name of its own", position)
        return Power(applied(function.base, arguments, position), function.exponent)
    if isinstance(function, Transpose):
        return Transpose(applied(function.base, arguments, position))
    if isinstance(function, Symbol) and function in arguments:
        raise FormulaError(f"{function.name} is its own argument here", position)
    return Call(function, arguments)
