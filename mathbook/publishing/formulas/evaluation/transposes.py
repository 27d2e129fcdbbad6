r"""Transposes: of values, and of printed lists, which are rows that ``^\\top`` sets upright."""

from typing import TypeGuard

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation import algebra
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, largest
from mathbook.publishing.formulas.grammar.trees import (
    Apply,
    Listing,
    Node,
    Product,
    Symbol,
    Transpose,
)

__all__ = ["ADJOINTS", "adjoint", "is_star", "multiplied", "transposed"]

ADJOINTS = frozenset({"adjoint", "star"})


def adjoint(node: Apply, scope: Scope, evaluate: Evaluate, *, is_factor: bool = False) -> Value:
    """The conjugate transpose that ``^H`` or a star is.

    Args:
        node: What is printed.
        scope: The values of its names.
        evaluate: Gives a node's value.
        is_factor: Whether it stands in a product.

    Raises:
        FormulaError: If the star, or H, may mean something else here.
    """
    (inner,) = node.arguments
    value = evaluate(inner, scope)
    real = is_scalar(value) and not isinstance(value, complex)
    alone = np.ndim(value) == 1 and not is_factor
    if real or (node.name == "star" and alone):
        mark = "*" if node.name == "star" else "H"
        what = inner.name if isinstance(inner, Symbol) else "what stands before it"
        kind = "a number" if real else "a vector, and this is no product"
        position = inner.position if isinstance(inner, Symbol) and inner.position >= 0 else None
        raise FormulaError(
            f"^{mark} is read as the conjugate transpose, and {what} is {kind}; "
            "bind the name with its star if it has a value of its own",
            position,
        )
    return np.conj(algebra.transpose(value))


def multiplied(node: Product, scope: Scope, evaluate: Evaluate) -> Value:
    """The product of two factors.

    Raises:
        Mismatch: If their shapes do not fit.
    """
    (left, right), sizes = _factors(node.left, node.right, scope, evaluate)
    try:
        product = algebra.multiply(left, right, node.operator)
    except Mismatch as error:
        if is_star(node.left) or is_star(node.right):
            raise Mismatch(f"{error}; ^* is read as the conjugate transpose") from error
        raise
    _remember(left, right, sizes, scope)
    return product


def _remember(left: Value, right: Value, sizes: tuple[float, float], scope: Scope) -> None:
    """Remember how large the terms within a product are, of factors with terms of ``sizes``.

    The product of two arrays is a sum itself: what cancels in it leaves rounding.
    """
    one, other = largest(left), largest(right)
    scope.trace.add_term(max(sizes[0] * other, one * sizes[1]))
    if np.ndim(left) and np.ndim(right):
        scope.trace.add_term(one * other)


def is_star(node: Node) -> TypeGuard[Apply]:
    """Whether ``node`` is printed with a star that is no part of a name."""
    return isinstance(node, Apply) and node.name == "star"


def transposed(node: Transpose, scope: Scope, evaluate: Evaluate) -> Value:
    r"""The transpose; ``(a, b)^\top`` is a column, and of vectors a matrix with these rows."""
    if is_star(node.base):
        raise FormulaError("found a star and a transpose: bind the name with its star")
    value = evaluate(node.base, scope)
    if not _is_row(node):
        return algebra.transpose(value)
    if isinstance(value, tuple):
        return np.stack(value) if _are_alike(value) else algebra.transpose(value)
    return value


def _factors(
    left: Node, right: Node, scope: Scope, evaluate: Evaluate
) -> tuple[tuple[Value, Value], tuple[float, float]]:
    """The values of two factors, and how large the terms within them are."""
    before = scope.trace.magnitude
    values: list[Value] = []
    sizes: list[float] = []
    for part in (left, right):
        scope.trace.magnitude = 0.0
        if is_star(part):
            values.append(adjoint(part, scope, evaluate, is_factor=True))
        else:
            values.append(evaluate(part, scope))
        sizes.append(scope.trace.magnitude)
    scope.trace.magnitude = before
    return _set_upright(left, right, (values[0], values[1]), scope), (sizes[0], sizes[1])


def _set_upright(
    left: Node, right: Node, values: tuple[Value, Value], scope: Scope
) -> tuple[Value, Value]:
    r"""``values`` of two factors; beside a vector, a transposed list may be a row.

    Where ``(1, 2)`` is printed for a column, ``(1, 2)^\top x`` is a number.
    """
    one, other = values
    if np.ndim(one) != 1 or np.ndim(other) != 1 or isinstance(one, tuple):
        return one, other
    if _is_row(left) and not _is_row(right):
        return algebra.transpose(one), other
    if _is_row(right) and not _is_row(left):
        # (1, 2) (3, 4)^\top is a row times a column, or a column times a row.
        inner = isinstance(left, Listing) and scope.choices.pick((id(left), id(right)), (0, 1))
        return (algebra.transpose(one), other) if inner else (one, algebra.transpose(other))
    return one, other


def _is_row(node: Node) -> TypeGuard[Transpose]:
    """Whether ``node`` is a transposed list whose items are printed side by side."""
    return (
        isinstance(node, Transpose)
        and isinstance(node.base, Listing)
        and node.base.brackets in ("()", "[]")
        and not node.base.upright
    )


def _are_alike(values: tuple[Value, ...]) -> bool:
    """Whether all are vectors of one length."""
    shapes = {np.shape(value) for value in values if not isinstance(value, tuple)}
    plain = not any(isinstance(value, tuple) or is_scalar(value) for value in values)
    return plain and len(shapes) == 1 and len(shapes.pop()) == 1
