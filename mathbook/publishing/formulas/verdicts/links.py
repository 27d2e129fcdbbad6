"""One link of a chain: whether ``left relation right`` holds, and against what.

Where names stand on both sides the link is an identity in those that both sides share,
and must hold at random points. Where one side is constant, or the two sides share no name,
it says something about the declared values.
"""

from mathbook.publishing.formulas.errors import Degenerate
from mathbook.publishing.formulas.evaluation.choices import Choices, each_reading
from mathbook.publishing.formulas.evaluation.comparison import EQUALITIES
from mathbook.publishing.formulas.evaluation.values import shown
from mathbook.publishing.formulas.grammar.trees import Node
from mathbook.publishing.formulas.verdicts.identities import (
    Link,
    conditions_hold,
    holds_around,
    holds_nearby,
    is_claimed_for_all,
    sampled,
)
from mathbook.publishing.formulas.verdicts.parts import has_numeric_part, parts
from mathbook.publishing.formulas.verdicts.points import Context, Outcome, compare_at
from mathbook.publishing.formulas.verdicts.printed import is_numeric
from mathbook.publishing.formulas.verdicts.sampling import is_telling
from mathbook.publishing.formulas.verdicts.symbols import defined_for

__all__ = ["check_link"]

_READINGS = 96


def check_link(left: Node, relation: str, right: Node, context: Context) -> Outcome:
    """Check one link.

    Raises:
        FormulaError: If it cannot be evaluated, or cannot be wrong.
    """
    if left == right:
        raise Degenerate("both sides are the same expression: this says nothing")

    def compared(choices: Choices) -> tuple[Choices, Outcome]:
        outcome = compare_at(left, relation, right, context.scope(choices), context)
        return choices.copy(), outcome

    failing: Outcome | None = None
    for choices, first in each_reading(compared, _READINGS):
        link = Link(left, relation, right, context, context.scope(choices))
        outcome = _under_reading(link, first)
        if outcome.holds:
            return outcome
        failing = failing or outcome
    assert failing is not None  # without any outcome, an error was raised
    return failing


def _under_reading(link: Link, first: Outcome) -> Outcome:
    """The outcome under one reading, of which ``first`` is that at the declared values."""
    if not conditions_hold(link.declared, link.context):
        raise Degenerate("its condition does not hold at the declared values")
    if not first.holds:
        return first
    ones, others = link.names()
    if not ones or not others:
        return _by_parts(link, first)
    shared = link.shared()
    if link.relation == r"\approx" or not shared:
        return _mixed(link, first)
    outcomes = sampled(link, shared)
    if not outcomes:
        return _mixed(link, first)
    failing = next((outcome for outcome in outcomes if not outcome.holds), None)
    if failing is None:
        return Outcome(True, "an identity", first.left, first.right)
    if link.relation in EQUALITIES and holds_nearby(link, shared):
        return Outcome(True, "an identity near the declared values", first.left, first.right)
    if link.relation not in EQUALITIES and is_claimed_for_all(link, shared):
        return failing
    # f(x) = … around the declared x and not elsewhere: one of its pieces is wrong.
    if defined_for(link.sides, link.context.names) and holds_around(link, shared):
        return failing
    # With a name on one side only no identity could hold, so the values are related.
    related = any(is_telling(link.declared.value(key)) for key in ones ^ others)
    if related or has_numeric_part(parts(link.left, link.right) or []):
        return _mixed(link, first)
    return failing


def _by_parts(link: Link, first: Outcome) -> Outcome:
    """A link with a constant side: what is equal and of equal shape must agree in each part."""
    if is_numeric(link.left) and is_numeric(link.right):
        return Outcome(True, "arithmetic", first.left, first.right)
    if link.relation not in EQUALITIES:
        return first
    for one, other in parts(link.left, link.right) or ():
        if is_numeric(one) == is_numeric(other):
            continue
        outcome = compare_at(one, "=", other, link.declared, link.context, rounded=True)
        if not outcome.holds:
            return _differing(first, outcome)
    return first


def _mixed(link: Link, first: Outcome) -> Outcome:
    r"""A link of declared values: where a number stands for a part, as in ``-2 \times a``, the
    other parts are links of their own."""
    pairs = parts(link.left, link.right) if link.relation == "=" else None
    if not pairs or not has_numeric_part(pairs):
        return first
    for one, other in pairs:
        if one == other:
            continue
        if is_numeric(one) or is_numeric(other):
            outcome = compare_at(one, "=", other, link.declared, link.context)
        else:
            outcome = check_link(one, "=", other, link.context)
        if not outcome.holds:
            return _differing(first, outcome)
    return first


def _differing(first: Outcome, part: Outcome) -> Outcome:
    reason = f"its parts differ: {shown(part.left)} and {shown(part.right)}"
    return Outcome(False, "declared values", first.left, first.right, reason)
