"""What does not change while some names do: computed once, and put in as a constant."""

from collections.abc import Callable

from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Call,
    Condition,
    Constant,
    Derivative,
    Gradient,
    Index,
    Jacobian,
    Node,
    Power,
    Product,
    Quotient,
    Symbol,
    Transpose,
    changed,
    walk,
)

__all__ = ["with_constants"]

_WORTH_IT = (Call, Derivative, Gradient, Jacobian)
_PLAIN = (Add, Product, Quotient, Power, Transpose, Index)


def with_constants(
    node: Node, names: frozenset[str], scope: Scope, evaluate: Callable[[Node, Scope], Value]
) -> Node:
    """``node`` with all calls and derivatives that do not follow from ``names`` computed.

    Args:
        node: What is evaluated many times.
        names: The names whose values change, bound or not.
        scope: The values of all others.
        evaluate: Gives a node's value.
    """
    if isinstance(node, Condition):
        return node
    if isinstance(node, _WORTH_IT) and not _follows(node, names, scope):
        return Constant(_Held(evaluate(node, scope)))
    if isinstance(node, _PLAIN):
        return changed(node, lambda child: with_constants(child, names, scope, evaluate))
    return node


class _Held:
    """A value within a tree: equal to itself only, as arrays have no truth of their own."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


def _follows(node: Node, names: frozenset[str], scope: Scope) -> bool:
    """Whether the value of ``node`` may change with ``names``."""
    symbols = {part.name for part in walk(node) if isinstance(part, Symbol)}
    open_names = {part.name for part in walk(node) if isinstance(part, Symbol) and not part.known}
    if open_names - scope.local.keys():
        return True  # an index that an operator around it runs over
    return bool((symbols | _ancestors(symbols, scope.names)) & names)


def _ancestors(keys: set[str], names: Names) -> set[str]:
    """All names that the values of ``keys`` follow from."""
    found: set[str] = set()
    todo = list(keys)
    while todo:
        bound = names.bound.get(todo.pop())
        if bound is None:
            continue
        for parent in (*(bound.parents or ()), *bound.closure):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return found
