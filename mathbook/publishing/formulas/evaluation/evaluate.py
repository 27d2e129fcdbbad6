"""A tree and a scope to a value."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch, Unbound
from mathbook.publishing.formulas.evaluation import (
    algebra,
    blocks,
    calculus,
    calls,
    limits,
    slopes,
    sums,
    transposes,
)
from mathbook.publishing.formulas.evaluation.conditions import condition
from mathbook.publishing.formulas.evaluation.dots import is_dots
from mathbook.publishing.formulas.evaluation.functions import apply_function
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.sizes import SIZED, sized, without_space
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, largest, shape_of
from mathbook.publishing.formulas.grammar.trees import (
    Abs,
    Add,
    Apply,
    At,
    Block,
    Builtin,
    Call,
    Cases,
    Compose,
    Condition,
    Constant,
    Derivative,
    Extremum,
    Gradient,
    Index,
    Jacobian,
    Landau,
    Limit,
    Listing,
    Node,
    Norm,
    Number,
    Over,
    PlusMinus,
    Power,
    Prime,
    Product,
    Quotient,
    Reduce,
    Space,
    Symbol,
    Transpose,
)

__all__ = ["evaluate"]


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of ``node``.

    Raises:
        FormulaError: If it has none: an unbound name, shapes that do not fit, a kink.
        Exhausted: If the formula took too many steps already.
    """
    scope.steps.take()
    return _EVALUATORS[type(node)](node, scope)


def _symbol(node: Symbol, scope: Scope) -> Value:
    if not node.known:
        if node.name in scope.local:
            return scope.local[node.name]
        if node.name in ("i", r"\imath"):
            return 1j
        raise Unbound(node.name, node.position if node.position >= 0 else None)
    return scope.value(node.name)


def _index(node: Index, scope: Scope) -> Value:
    if isinstance(node.base, Call) and calls.members(node.base.function, scope):
        # f_i(x) of a list of functions calls that one only.
        function = Index(node.base.function, node.indices)
        return evaluate(Call(function, node.base.arguments), scope)
    value = evaluate(node.base, scope)
    before = scope.trace.magnitude
    indices = calls.positions(node.indices, shape_of(value), scope, evaluate)
    scope.trace.magnitude = before
    return algebra.index(value, indices)


def _product(node: Product, scope: Scope) -> Value:
    if isinstance(node.left, Product) and is_dots(node.left.right):
        return sums.product_with_dots(node, scope, evaluate)
    return transposes.multiplied(node, scope, evaluate)


def _quotient(node: Quotient, scope: Scope) -> Value:
    before, scope.trace.magnitude = scope.trace.magnitude, 0.0
    top = evaluate(node.top, scope)
    magnitude = scope.trace.magnitude
    bottom = _inside(node.bottom, scope)
    if is_scalar(bottom) and bottom != 0:
        magnitude /= abs(bottom)
    scope.trace.magnitude = max(before, magnitude)
    return algebra.divide(top, bottom)


def _inside(node: Node, scope: Scope) -> Value:
    """The value of what a function is applied to: its terms are not terms of the whole."""
    before = scope.trace.magnitude
    value = evaluate(node, scope)
    scope.trace.magnitude = before
    return value


def _over(node: Over, scope: Scope) -> Value:
    top, bottom, rest = (evaluate(part, scope) for part in (node.top, node.bottom, node.rest))
    if scope.choices.pick(id(node), (True, False)):
        return algebra.multiply(algebra.divide(top, bottom), rest)
    return algebra.divide(top, algebra.multiply(bottom, rest))


def _plus_minus(node: PlusMinus, scope: Scope) -> Value:
    sign = scope.choices.pick("plus or minus", (1, -1))
    return sign * node.sign * evaluate(node.term, scope)


def _power(node: Power, scope: Scope) -> Value:
    base = _inside(node.base, scope)
    exponent = _inside(node.exponent, scope)
    return algebra.power(base, exponent)


def _norm(node: Norm, scope: Scope) -> Value:
    value = _inside(node.inner, scope)
    kind: Any = None
    if isinstance(node.kind, Symbol) and not node.kind.known:
        name = node.kind.name
        kind = scope.local[name] if name in scope.local else {r"\infty": np.inf}.get(name, name)
    elif node.kind is not None:
        kind = evaluate(node.kind, scope)
    if kind is None and len(shape_of(value)) == 2 and 1 not in shape_of(value):
        kind = scope.choices.pick(id(node), (2, "F"))
    return algebra.norm(value, kind)


def _apply(node: Apply, scope: Scope) -> Value:
    if node.name in SIZED:
        return sized(node, scope, evaluate)
    if node.name in transposes.ADJOINTS:
        return transposes.adjoint(node, scope, evaluate)
    if node.name == "indicator":
        (inner,) = node.arguments
        parts = inner.items if isinstance(inner, Listing) else (inner,)
        conditions = [part for part in parts if isinstance(part, Condition)]
        return float(all(condition(part, scope, evaluate) for part in conditions))
    before = scope.trace.magnitude
    values = calls.printed_values(without_space(node, scope, evaluate), scope, evaluate)
    scope.trace.magnitude = before
    if node.name == "inner":  # a sum of products
        scope.trace.add_term(math.prod(map(largest, values)))
    return apply_function(node.name, values)


def _cases(node: Cases, scope: Scope) -> Value:
    for value, conditions in node.branches:
        if conditions is None or all(_scalar_condition(c, scope) for c in conditions):
            return evaluate(value, scope)
    raise FormulaError("no case applies")


def _scalar_condition(node: Condition, scope: Scope) -> bool:
    if node.relation in ("<", ">", r"\le", r"\ge") and not is_scalar(evaluate(node.left, scope)):
        raise Mismatch("the cases are of a number, and an array was given")
    return condition(node, scope, evaluate)


def _at(node: At, scope: Scope) -> Value:
    for part in node.substitutions:
        if part.relation != "=":
            raise FormulaError("a value is put in with '='")
        scope = calculus.replaced(part.left, evaluate(part.right, scope), scope, evaluate)
    return evaluate(node.body, scope)


def _prime(node: Prime, scope: Scope) -> Value:
    """``f'`` without arguments: at the value that the parameter's name has."""
    function = node.function
    if isinstance(function, Symbol) and function.known:
        bound = scope.names.bound[function.name]
        parameters = bound.parameters if bound.parents is None else bound.parents
        if bound.function is not None and len(parameters) == 1:
            (at,) = calls.argument_values((), bound, scope, evaluate)
            scope.trace.order = max(scope.trace.order, node.order)
            return calls.primed(function, node.order, at, scope, evaluate)
    name = getattr(function, "name", "…")
    raise Unbound(name + "'" * node.order)


def _misplaced(node: Node, scope: Scope) -> Value:
    """What has a value only where it stands in a certain place."""
    if isinstance(node, Extremum):
        raise FormulaError(f"\\{node.operation} stands alone on one side of its relation")
    if isinstance(node, Landau):
        raise FormulaError(f"{node.kind}(…) stands as the last term of a sum")
    if isinstance(node, Space):
        raise FormulaError("a space stands at the end of a chain, after an element of it")
    raise FormulaError("a function stands without its arguments")


def _with_inner(
    function: Callable[[Any, Scope, Evaluate], Value],
) -> Callable[[Any, Scope], Value]:
    """``function``, which evaluates what is inside ``node``."""
    return lambda node, scope: function(node, scope, evaluate)


def _apart(function: Callable[[Any, Scope, Evaluate], Value]) -> Callable[[Any, Scope], Value]:
    """``function``, whose inner terms are not terms of the whole."""

    def apply(node: Node, scope: Scope) -> Value:
        before = scope.trace.magnitude
        value = function(node, scope, evaluate)
        scope.trace.magnitude = before
        return value

    return apply


_EVALUATORS: dict[type[Node], Callable[[Any, Scope], Value]] = {
    Number: lambda node, scope: node.value,
    Constant: lambda node, scope: node.held.value,
    Symbol: _symbol,
    Index: _index,
    Add: _with_inner(sums.sum_of),
    PlusMinus: _plus_minus,
    Product: _product,
    Quotient: _quotient,
    Over: _over,
    Power: _power,
    Transpose: _with_inner(transposes.transposed),
    Call: _apart(calls.call),
    Apply: _apply,
    Prime: _prime,
    Norm: _norm,
    Abs: lambda node, scope: algebra.absolute(evaluate(node.inner, scope)),
    Block: _with_inner(blocks.block),
    Listing: _with_inner(blocks.listing),
    Condition: lambda node, scope: float(condition(node, scope, evaluate)),
    Cases: _cases,
    Compose: _misplaced,
    Builtin: _misplaced,
    Reduce: _with_inner(sums.reduction),
    Extremum: _misplaced,
    Derivative: _apart(calculus.partial),
    Gradient: _apart(slopes.gradient),
    Jacobian: _apart(slopes.directional),
    Limit: _apart(limits.limit),
    Landau: _misplaced,
    Space: _misplaced,
    At: _at,
}
