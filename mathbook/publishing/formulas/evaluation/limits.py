"""Limits of trees, extrapolated from sequences."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.calculus import replaced
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.steps import A_CALL
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar
from mathbook.publishing.formulas.grammar.trees import Limit, Symbol

__all__ = ["limit"]

_NEAR = [2.0**-k for k in range(3, 12)]
# Of even and odd numbers, as (-1)^n has no limit.
_FAR = [1 / (2**k + k % 2) for k in range(4, 13)]
_FEWEST = 5
_TOLERANCE = 1e-5


def limit(node: Limit, scope: Scope, evaluate: Evaluate) -> Value:
    """The limit, extrapolated from a sequence; both sides must agree."""
    if not isinstance(node.variable, Symbol):
        raise FormulaError("a limit is of a name")
    scope.trace.limited = True
    target = evaluate(node.target, scope)
    if not is_scalar(target):
        raise FormulaError("a limit is at a number")

    def at(value: float) -> Value:
        scope.steps.take(A_CALL)  # extrapolating takes longer than what is extrapolated
        return evaluate(node.body, replaced(node.variable, value, scope, evaluate))

    if np.isinf(target):
        sign = 1.0 if target > 0 else -1.0
        return _extrapolated(lambda h: at(sign * round(1 / h)), _FAR)
    if node.side:
        return _extrapolated(lambda h: at(target + node.side * h), _NEAR)
    above = _extrapolated(lambda h: at(target + h), _NEAR)
    below = _extrapolated(lambda h: at(target - h), _NEAR)
    if not np.allclose(above, below, rtol=_TOLERANCE, atol=1e-7):
        raise FormulaError("this limit does not exist: its two sides differ")
    return above


def _extrapolated(function: Callable[[float], Value], steps: Sequence[float]) -> Value:
    """Neville's extrapolation to 0 of the values at ``steps``, which shrink."""
    table = []
    for step in steps:
        entry = np.asarray(function(step))
        if not np.all(np.isfinite(entry)):
            break
        table.append(entry)
    if len(table) < _FEWEST:
        raise FormulaError("this limit passes through values that are not finite")
    best, gap = table[-1], float("inf")
    column = table
    for level in range(1, len(steps)):
        column = [
            later + (later - earlier) * steps[k + level] / (steps[k] - steps[k + level])
            for k, (earlier, later) in enumerate(pairwise(column))
        ]
        if len(column) > 1:
            error = float(np.max(np.abs(column[-1] - column[-2])))
            if error < gap:
                best, gap = column[-1], error
    if gap > _TOLERANCE * (1 + float(np.max(np.abs(best)))):
        raise FormulaError("this limit does not converge")
    return best.item() if best.ndim == 0 else best
