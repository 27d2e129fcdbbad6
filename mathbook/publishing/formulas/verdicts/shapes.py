r"""``\in \mathbb{R}^{m \times n}``: the shape of a value, and what its entries are."""

import numpy as np

from mathbook.publishing.formulas.errors import Mismatch, Unbound
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value, integer, largest, shape_of
from mathbook.publishing.formulas.grammar.trees import Node, Space
from mathbook.publishing.formulas.verdicts.points import (
    Context,
    Outcome,
    best_reading,
    each_index,
)
from mathbook.publishing.formulas.verdicts.symbols import unbound_names

__all__ = ["check_space", "lies_in"]

_READINGS = 32
_EXACT = 1e-12  # beside the largest entry


def check_space(node: Node, space: Space, context: Context) -> Outcome:
    """Whether the declared value of ``node`` lies in ``space``.

    Raises:
        Unbound: If a name has no value, also one in the sizes.
    """
    missing = unbound_names((node, *space.sizes), context.declared)
    for name, position in missing.items():
        raise Unbound(name, position if position >= 0 else None)

    def check(scope: Scope) -> Outcome:
        sizes = tuple(integer(evaluate(size, scope), "a size") for size in space.sizes)
        outcome: Outcome | None = None
        for local in each_index(list(context.free(node)), (node,), scope, context):
            value = evaluate(node, scope.child(local=local) if local else scope)
            reason = _objection(value, space, sizes)
            outcome = Outcome(not reason, "its shape", value, reason=reason)
            if reason:
                break
        assert outcome is not None
        return outcome

    return best_reading(check, context, _READINGS)


def lies_in(value: Value, space: Space, scope: Scope) -> bool:
    """Whether ``value`` lies in ``space``; a size that nothing is bound to may be any."""
    if isinstance(value, tuple):
        return False
    shape = shape_of(value)
    sizes: list[int] = []
    for place, size in enumerate(space.sizes):
        if not unbound_names((size,), scope.local):
            sizes.append(integer(evaluate(size, scope), "a size"))
        elif len(shape) == len(space.sizes):
            sizes.append(shape[place])
        else:
            return False
    return not _objection(value, space, tuple(sizes))


def _objection(value: Value, space: Space, sizes: tuple[int, ...]) -> str:
    """Why ``value`` lies not in ``space``; nothing if it does."""
    if isinstance(value, tuple):
        raise Mismatch("a tuple lies in no space of vectors or matrices")
    if _plain(shape_of(value)) != _plain(sizes):
        return f"its shape is {shape_of(value)}; expected {sizes}"
    if not np.all(np.isfinite(value)):
        return "it is not finite"
    rounding = _EXACT * largest(value)
    if space.letter != "C" and np.any(np.abs(np.imag(value)) > rounding):
        return "it is not real"
    if space.letter == "Z" and np.any(np.abs(value - np.round(value)) > rounding):
        return "not all its entries are integers"
    if space.letter == "S":
        return _asymmetry(np.asarray(value).reshape(sizes), space.sign)
    lowest = float(np.min(np.real(value)))
    if space.sign == "+" and lowest < -rounding:
        return "it has negative entries"
    if space.sign == "++" and lowest <= rounding:
        return "not all its entries are positive"
    return ""


def _asymmetry(matrix: Value, sign: str) -> str:
    if not holds(matrix, "=", matrix.T):
        return "it is not symmetric"
    if sign and not holds(matrix, r"\succeq" if sign == "+" else r"\succ", 0.0):
        return "it is not positive " + ("semidefinite" if sign == "+" else "definite")
    return ""


def _plain(shape: tuple[int, ...]) -> tuple[int, ...]:
    """A matrix with one column is a vector, and what has one entry is a number."""
    if len(shape) == 2 and shape[1] == 1:
        shape = shape[:1]
    return () if shape == (1,) else shape
