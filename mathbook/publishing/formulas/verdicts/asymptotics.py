"""``o(…)`` and ``O(…)``: the rest of an expansion against what it is said to be small beside."""

from collections.abc import Iterator

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import as_value, is_scalar
from mathbook.publishing.formulas.grammar.trees import Add, Landau, Node, Number, Symbol, walk
from mathbook.publishing.formulas.verdicts.points import Context, Outcome, best_reading
from mathbook.publishing.formulas.verdicts.symbols import index_symbols, symbols_of

__all__ = ["check_expansion", "landau_term"]

_STEPS = [2.0**-k for k in range(3, 9)]
_FLOOR = 1e-9 / _STEPS[-1]  # rounding, beside the smallest step
_READINGS = 16


def landau_term(node: Node) -> Landau | None:
    """The ``o(…)`` or ``O(…)`` that ``node`` ends with."""
    if isinstance(node, Landau):
        return node
    if isinstance(node, Add) and isinstance(node.terms[-1], Landau):
        return node.terms[-1]
    return None


def check_expansion(left: Node, right: Node, context: Context) -> Outcome:
    """Check ``left = right`` whose right side ends with a Landau term.

    The names within the term tend to zero. For ``o`` the rest divided by the term must tend
    to zero; for ``O`` it must stay bounded.
    """
    term = landau_term(right)
    assert term is not None
    if not any(isinstance(part, Symbol) for part in walk(term.inner)):
        raise FormulaError(f"{term.kind}(…) holds no name that could tend to zero")
    _fits(term, context)
    known = Add(right.signs[:-1], right.terms[:-1]) if isinstance(right, Add) else None
    rest = left if known is None else Add((1, -1), (left, known))
    return best_reading(lambda scope: _shrinks(rest, term, scope, context), context, _READINGS)


def _fits(term: Landau, context: Context) -> None:
    """That what is printed to tend to zero is what the term holds."""
    for tendency in context.tendencies:
        inside = tendency.left in walk(term.inner)
        if not inside or tendency.right != Number(0.0, "0"):
            raise FormulaError(f"{term.kind}(…) is about names in it that tend to 0")


def _shrinks(rest: Node, term: Landau, scope: Scope, context: Context) -> Outcome:
    ratios = [_ratio(rest, term, point) for point in _points(term, scope, context)]
    first, last = ratios[0], ratios[-1]
    if term.kind == "o":
        good = last <= _FLOOR or last < 0.2 * first
    else:
        good = last <= _FLOOR or last < 3 * max(first, ratios[1]) + _FLOOR
    reason = "" if good else f"the rest over the term goes from {first:.3g} to {last:.3g}"
    return Outcome(good, "a rest that shrinks", first, last, reason)


def _points(term: Landau, scope: Scope, context: Context) -> Iterator[Scope]:
    """Points at which the names within the term shrink to zero, along one direction."""
    keys = sorted(symbols_of(term.inner, context.names))
    local = index_symbols(term.inner)
    rng = context.rng()
    directions = {key: rng.normal(size=np.shape(scope.value(key))) for key in keys}
    for step in _STEPS:
        values = {key: as_value(step * directions[key]) for key in keys}
        yield scope.child(values, dict.fromkeys(local, step))


def _ratio(rest: Node, term: Landau, scope: Scope) -> float:
    size = evaluate(term.inner, scope)
    if not is_scalar(size) or size == 0:
        raise Mismatch(f"the inside of {term.kind}(…) is a number that is not zero")
    return float(np.max(np.abs(np.asarray(evaluate(rest, scope))))) / float(abs(size))
