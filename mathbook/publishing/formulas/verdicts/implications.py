r"""``A \Rightarrow B``: A holds with B put in, and breaks when B is moved."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

import numpy as np

from mathbook.publishing.formulas.errors import Degenerate, FormulaError, Kink
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import shown
from mathbook.publishing.formulas.grammar.statements import Chain
from mathbook.publishing.formulas.grammar.trees import Node, Symbol, walk
from mathbook.publishing.formulas.verdicts.chains import links_of
from mathbook.publishing.formulas.verdicts.objectives import put
from mathbook.publishing.formulas.verdicts.points import (
    Context,
    Outcome,
    best_reading,
    compare_at,
    each_index,
    is_finite,
)
from mathbook.publishing.formulas.verdicts.sampling import is_fixed, is_telling, resampled
from mathbook.publishing.formulas.verdicts.symbols import symbols_of

__all__ = ["check_implication"]

_SAMPLES = 4
_READINGS = 16
_TRIES = 24
_SUBSTITUTION = "substitution"


def check_implication(premise: Chain, conclusion: Chain, context: Context) -> Outcome:
    """Check one implication between two chains.

    Raises:
        Degenerate: If the premise does not hold where it could be tested.
    """
    nodes = [side.node for side in conclusion.sides[: _exact(conclusion) + 1]]
    solved = list(takewhile(lambda node: isinstance(node, Symbol), nodes[:-1]))
    touched = [
        node
        for node in solved
        if isinstance(node, Symbol) and any(node in walk(side.node) for side in premise.sides)
    ]
    if touched and _is_equation(premise) and _is_equation(conclusion):
        return _by_substitution(premise, conclusion, touched, nodes[-1], context)
    return _at_declared(premise, conclusion, context)


def _exact(chain: Chain) -> int:
    r"""How many ``=`` a chain begins with: ``x = \sqrt 2 \approx 1.41`` solves by its root."""
    return len(list(takewhile(lambda relation: relation == "=", chain.relations)))


def _is_equation(chain: Chain) -> bool:
    return all(relation in ("=", r"\approx", r"\equiv") for relation in chain.relations)


def _by_substitution(
    premise: Chain, conclusion: Chain, solved: list[Symbol], answer: Node, context: Context
) -> Outcome:
    """The premise holds with the answer put in, and breaks for another value of each name."""
    broken: set[str] = set()
    for scope in _points(premise, answer, solved, context):
        try:
            value = evaluate(answer, scope)
            inner = put(solved, [value] * len(solved), scope)
            for chain, what in ((premise, "premise"), (conclusion, "conclusion")):
                outcome = _holds(chain, inner, context)
                if not outcome.holds:
                    reason = f"the {what} does not hold with the conclusion put in"
                    return Outcome(False, _SUBSTITUTION, outcome.left, outcome.right, reason)
        except Kink:
            continue
        shifted = value + 0.1 + 0.1 * float(np.max(np.abs(value)))
        for symbol in solved:
            if not _holds(premise, put([symbol], [shifted], inner), context).holds:
                broken.add(symbol.name)
    for symbol in solved:
        if symbol.name not in broken:
            reason = f"the premise also holds for another {symbol.name}"
            return Outcome(False, _SUBSTITUTION, reason=reason)
    return Outcome(True, _SUBSTITUTION)


def _points(
    premise: Chain, answer: Node, solved: list[Symbol], context: Context
) -> Iterator[Scope]:
    """The declared values, and other values of what the premise and the answer both mention."""
    declared = context.scope()
    yield declared
    # What only one of the two mentions belongs to the other by its declared value.
    shared = symbols_of(answer, context.names) & _mentioned(premise, context)
    moving = _moving(shared - {symbol.name for symbol in solved}, declared, context)
    rng = context.rng()
    for _ in range(_SAMPLES - 1 if moving else 0):
        yield declared.child({key: resampled(key, declared.value(key), rng) for key in moving})


def _mentioned(chain: Chain, context: Context) -> set[str]:
    return {key for side in chain.sides for key in symbols_of(side.node, context.names)}


def _holds(chain: Chain, scope: Scope, context: Context) -> Outcome:
    outcome: Outcome | None = None
    for left, relation, right in links_of(chain):
        outcome = compare_at(left, relation, right, scope, context)
        if not outcome.holds:
            return outcome
    if outcome is None:
        raise FormulaError("a premise states a relation")
    return outcome


def _at_declared(premise: Chain, conclusion: Chain, context: Context) -> Outcome:
    """The conclusion holds at the declared values, and wherever an inequality is met."""

    def check(scope: Scope) -> Outcome:
        outcome = _where_premise_holds(premise, conclusion, scope, context)
        if outcome is None:
            raise Degenerate("its premise does not hold at the declared values")
        if not outcome.holds or _is_equation(premise):  # no random point meets an equation
            return outcome
        return _counterexample(premise, conclusion, scope, context) or outcome

    return best_reading(check, context, _READINGS)


def _where_premise_holds(
    premise: Chain, conclusion: Chain, scope: Scope, context: Context
) -> Outcome | None:
    """The conclusion's outcome, for every index that meets the premise; None if none does."""
    nodes = tuple(side.node for chain in (premise, conclusion) for side in chain.sides)
    free = list(dict.fromkeys(name for node in nodes for name in context.free(node)))
    outcome: Outcome | None = None
    for local in each_index(free, nodes, scope, context):
        inner = scope.child(local=local) if local else scope
        if not _holds(premise, inner, context).holds:
            continue
        outcome = _holds(conclusion, inner, context)
        if not outcome.holds:
            where = ", ".join(f"{name} = {int(number)}" for name, number in local.items())
            return replace(outcome, point=where)
    return outcome


def _counterexample(
    premise: Chain, conclusion: Chain, scope: Scope, context: Context
) -> Outcome | None:
    """A random point that meets the premise but not the conclusion."""
    before, after = _mentioned(premise, context), _mentioned(conclusion, context)
    if any(is_telling(scope.value(key)) for key in after - before):
        return None  # the conclusion is about these values, as its own names say
    moving = _moving(before & after, scope, context)
    rng = context.rng()
    for _ in range(_TRIES if moving else 0):
        values = {key: resampled(key, scope.value(key), rng, keep_sign=True) for key in moving}
        try:
            outcome = _where_premise_holds(premise, conclusion, scope.child(values), context)
        except FormulaError:
            continue
        if outcome is not None and not outcome.holds and is_finite(outcome):
            point = ", ".join(f"{key} = {shown(value)}" for key, value in values.items())
            return replace(outcome, how="random points", point=point)
    return None


def _moving(keys: set[str], declared: Scope, context: Context) -> list[str]:
    """Those of ``keys`` that may have other values: neither sizes nor certain solutions."""
    return sorted(
        key
        for key in keys
        if not is_fixed(key, declared.value(key))
        and isinstance(context.names.bound[key].value, float | np.ndarray)
    )
