"""Gradients, Hessians and Jacobians of trees."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation import algebra
from mathbook.publishing.formulas.evaluation.calculus import argument_of, replaced
from mathbook.publishing.formulas.evaluation.calls import (
    all_arguments,
    applied,
    argument_values,
    function_name,
)
from mathbook.publishing.formulas.evaluation.differences import derivative
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope, fitted
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, shape_of
from mathbook.publishing.formulas.grammar.trees import (
    Gradient,
    Index,
    Jacobian,
    Node,
    Prime,
    Symbol,
    walk,
)

__all__ = ["directional", "gradient"]


def gradient(node: Gradient, scope: Scope, evaluate: Evaluate) -> Value:
    """``\\nabla target``: a column, or a matrix of the variable's shape; order 2 the Hessian."""
    scope.trace.order = max(scope.trace.order, node.order)
    node = replace(node, arguments=all_arguments(node.arguments, scope, evaluate))
    if not _is_of_function(node.target, scope):
        variable = node.variable
        if variable is None:
            variable = _only_variable(node.target, scope)
        return _by_name(node, variable, scope, evaluate)
    bound = scope.names.bound[function_name(node.target)]
    graph = bound.is_node or (bound.parents is not None and node.variable is not None)
    if graph and not node.arguments:
        return _by_name(node, node.variable or _only_leaf(bound.key, scope), scope, evaluate)
    values = fitted(argument_values(node.arguments, bound, scope, evaluate), bound.parameters)
    return _by_argument(node, values, scope, evaluate)


def _is_of_function(target: Node, scope: Scope) -> bool:
    function = target.base if isinstance(target, Index) else target
    if isinstance(target, Prime):
        return True
    if not isinstance(function, Symbol) or not function.known:
        return False
    return scope.names.bound[function.name].function is not None


def _by_name(node: Gradient, variable: Node, scope: Scope, evaluate: Evaluate) -> Value:
    """The gradient of what follows from a name, along the graph."""
    return _gradient(
        lambda value: evaluate(node.target, replaced(variable, value, scope, evaluate)),
        evaluate(variable, scope),
        node.order,
    )


def _by_argument(node: Gradient, values: list[Value], scope: Scope, evaluate: Evaluate) -> Value:
    """The gradient of a function at values, by one of its arguments or by its numbers."""
    if node.variable is None and len(values) > 1:
        if not all(map(is_scalar, values)):
            raise FormulaError(
                r"\nabla does not say with respect to which argument; write \nabla_x"
            )
        return _gradient(
            lambda value: applied(node.target, list(value), scope, evaluate),
            np.array(values),
            node.order,
        )
    place = 0
    if node.variable is not None:
        place, index = argument_of(node.variable, node, values, scope, evaluate)
        if index is not None:
            raise FormulaError(r"\nabla has a whole variable below it, no entry")
    before, after = values[:place], values[place + 1 :]
    return _gradient(
        lambda value: applied(node.target, [*before, value, *after], scope, evaluate),
        values[place],
        node.order,
    )


def _gradient(function: Callable[[Value], Value], at: Value, order: int) -> Value:
    def checked(value: Value) -> Value:
        result = function(value)
        if not is_scalar(result):
            raise Mismatch(f"a gradient is of a number; found shape {shape_of(result)}")
        return result

    if order == 1:
        return derivative(checked, at)
    return derivative(lambda value: np.asarray(derivative(checked, value)), at)


def _only_leaf(key: str, scope: Scope) -> Symbol:
    leaves = sorted(scope.names.leaves([key]))
    if len(leaves) != 1:
        raise FormulaError(rf"\nabla {key} does not say with respect to what; write \nabla_x")
    return Symbol(leaves[0])


def _only_variable(target: Node, scope: Scope) -> Node:
    """The one array, or the one name without a value of its own, that a gradient is by."""
    symbols = {part for part in walk(target) if isinstance(part, Symbol)}
    free = [symbol for symbol in symbols if not symbol.known and symbol.name in scope.local]
    declared = [s for s in symbols if s.known and scope.names.bound[s.name].function is None]
    arrays = [symbol for symbol in declared if _is_vector(scope.value(symbol.name))]
    for candidates in (arrays, free):
        if len(candidates) == 1:
            return candidates[0]
    raise FormulaError(r"\nabla does not say with respect to what; write \nabla_x")


def _is_vector(value: Value) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 1


def directional(node: Jacobian, scope: Scope, evaluate: Evaluate) -> Value:
    """``J_f(x)``, one row a component; or the derivative of f at x in a direction."""
    scope.trace.order = max(scope.trace.order, 1)
    bound = scope.names.bound[function_name(node.function)]
    values = argument_values(node.arguments, bound, scope, evaluate)
    packed = np.array(values) if len(values) > 1 and all(map(is_scalar, values)) else values[0]

    def at(point: Value) -> Value:
        arguments = list(point) if len(values) > 1 else [point]
        return applied(node.function, fitted(arguments, bound.parameters), scope, evaluate)

    if node.direction is not None:
        direction = evaluate(node.direction, scope)
        return derivative(lambda t: at(packed + t * direction), 0.0)
    slope = derivative(at, packed)
    # A number's Jacobian is a row.
    return algebra.transpose(slope) if is_scalar(at(packed)) and np.ndim(slope) == 1 else slope
