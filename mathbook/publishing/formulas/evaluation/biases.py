"""A vector that is added to each row of a matrix, also where the matrix has one row.

A bound matrix with one row is data: a bias is added to what follows from it. A vector's
transpose is no such row: added to a vector, it lacks a transpose, or has one too many.
"""

import numpy as np

from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation import algebra
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Apply,
    Call,
    Index,
    Node,
    Power,
    Product,
    Quotient,
    Symbol,
)

__all__ = ["added"]


def added(
    total: Value, value: Value, terms: tuple[Node, ...], scope: Scope, evaluate: Evaluate
) -> Value:
    """``total`` plus ``value``, that of the last of ``terms``.

    Raises:
        Mismatch: If their shapes do not fit.
    """
    try:
        return algebra.add(total, value)
    except Mismatch:
        ones = terms[-1:] if np.ndim(value) == 2 else terms[:-1]
        if _fit(total, value) and any(_follows_from_row(term, scope, evaluate) for term in ones):
            return np.add(total, value)
        raise


def _fit(one: Value, other: Value) -> bool:
    """Whether these are one row and a vector of its length."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return False
    small, large = sorted((np.shape(one), np.shape(other)), key=len)
    return len(small) == 1 and large == (1, *small)


def _follows_from_row(node: Node, scope: Scope, evaluate: Evaluate) -> bool:
    """Whether the rows of ``node`` are those of a bound matrix with one row."""
    if isinstance(node, Product):
        left = node.right if is_scalar(evaluate(node.left, scope)) else node.left
        return _follows_from_row(left, scope, evaluate)
    if isinstance(node, Symbol) or (isinstance(node, Index) and isinstance(node.base, Symbol)):
        shape = np.shape(evaluate(node, scope))
        return len(shape) == 2 and shape[0] == 1
    parts: tuple[Node, ...] = ()
    if isinstance(node, Add):
        parts = node.terms
    elif isinstance(node, Apply | Call):
        parts = node.arguments
    elif isinstance(node, Quotient | Power):
        parts = (node.top if isinstance(node, Quotient) else node.base,)
    return any(_follows_from_row(part, scope, evaluate) for part in parts)
