"""Printed relations and conditions: besides the values, how a side is printed counts.

``\\infty`` bounds every finite number, but a value that comes out infinite is in no relation.
``[0, 1]`` and ``(0, 1)`` hold what lies between, ``\\{0, 1\\}`` only these two.
"""

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.grammar.trees import Add, Condition, Listing, Node, Number, Power

__all__ = ["condition", "is_infinity", "membership"]

_UNBOUNDED = frozenset({"<", ">", r"\le", r"\ge", r"\ne"})


def condition(node: Condition, scope: Scope, evaluate: Evaluate) -> bool:
    """Whether a condition holds."""
    inside = membership(node.left, node.relation, node.right, scope, evaluate)
    if inside is not None:
        return inside
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    return holds(left, node.relation, right, unbounded=is_infinity(node.left, node.right))


def is_infinity(*nodes: Node) -> bool:
    r"""Whether one of ``nodes`` is a printed ``\infty``, with a sign or without."""
    return any(
        isinstance(part, Number) and np.isinf(part.value)
        for node in nodes
        for part in (node.terms if isinstance(node, Add) and len(node.terms) == 1 else (node,))
    )


def membership(
    left: Node, relation: str, right: Node, scope: Scope, evaluate: Evaluate
) -> bool | None:
    r"""Whether ``left \in [low, high]``; None where that is not what is printed."""
    if relation not in (r"\in", r"\notin"):
        return None
    interval = right.base if isinstance(right, Power) else right  # [0, 1]^n
    if not isinstance(interval, Listing) or interval.brackets == "{}" or len(interval.items) != 2:
        return None
    value = evaluate(left, scope)
    if isinstance(value, tuple):
        raise FormulaError("a tuple lies in no interval")
    low, high = (evaluate(item, scope) for item in interval.items)
    inside = _between(value, low, high, closed=interval.brackets == "[]")
    return inside if relation == r"\in" else not inside


def _between(value: Value, low: Value, high: Value, *, closed: bool) -> bool:
    relation = r"\le" if closed else "<"
    return holds(low, relation, value, unbounded=True) and holds(
        value, relation, high, unbounded=True
    )
