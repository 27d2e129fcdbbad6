"""I, the vector of ones and unit vectors: where no size is printed, one that occurs fits."""

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.values import (
    Value,
    integer,
    is_scalar,
    reduced,
    shape_of,
)
from mathbook.publishing.formulas.grammar.trees import Apply, Node, Space

__all__ = ["SIZED", "sized", "sizes", "without_space"]

SIZED = frozenset({"identity", "ones", "unit"})
_LARGEST_COUNT = 50
_LARGEST = 2000


def sized(node: Apply, scope: Scope, evaluate: Evaluate) -> Value:
    """The identity matrix, the vector of ones, or a unit vector.

    Raises:
        FormulaError: If nothing says its size, or the size is none.
    """
    if node.name == "unit":
        size = scope.choices.pick(id(node), sizes(scope))
        place = integer(evaluate(node.arguments[0], scope), "an index")
        if not 1 <= place <= size:
            raise Mismatch(f"a unit vector of length {size} has no entry {place}")
        return np.eye(size)[place - 1]
    if node.arguments:
        size = integer(evaluate(node.arguments[0], scope), "a size")
        if not 1 <= size <= _LARGEST:
            raise Mismatch(f"a size is {size}; expected 1 to {_LARGEST}")
    else:
        size = scope.choices.pick(id(node), sizes(scope))
    return reduced(np.eye(size)) if node.name == "identity" else np.ones(size)


def sizes(scope: Scope) -> tuple[int, ...]:
    """The lengths that occur, and the integers that could be one."""
    found: dict[int, None] = {}
    for key, bound in scope.names.bound.items():
        if bound.function is not None:
            continue
        try:
            value = scope.value(key)
        except FormulaError:
            continue
        found |= dict.fromkeys(_lengths(value))
        if _is_count(value):
            found.setdefault(int(value))
    for value in scope.local.values():
        found |= dict.fromkeys(_lengths(value))
    if not found:
        raise FormulaError("nothing says the size of this vector or matrix")
    return tuple(found)


def without_space(node: Apply, scope: Scope, evaluate: Evaluate) -> tuple[Node, ...]:
    r"""The arguments, without the space that is printed below ``\langle x, y \rangle``.

    Raises:
        Mismatch: If they do not lie in it.
    """
    *arguments, last = node.arguments or (None,)
    if not isinstance(last, Space):
        return node.arguments
    wanted = tuple(integer(evaluate(size, scope), "a size") for size in last.sizes)
    for argument in arguments:
        shape = shape_of(evaluate(argument, scope))
        if shape != wanted:
            raise Mismatch(f"the shape of what lies in this space is {shape}; expected {wanted}")
    return tuple(arguments)


def _lengths(value: Value) -> tuple[int, ...]:
    return value.shape if isinstance(value, np.ndarray) else ()


def _is_count(value: Value) -> bool:
    if not is_scalar(value) or isinstance(value, complex):
        return False
    return 1 < value < _LARGEST_COUNT and float(value).is_integer()
