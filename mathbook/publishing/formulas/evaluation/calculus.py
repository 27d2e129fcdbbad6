"""Derivatives of trees: numerical, on the graph of the bound names.

A derivative with respect to a name replaces its value. A node that is replaced forgets
what it was computed from, so that the derivative by it means what it says.
"""

from dataclasses import replace

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation import algebra
from mathbook.publishing.formulas.evaluation.calls import (
    all_arguments,
    applied,
    argument_values,
    function_name,
    positions,
)
from mathbook.publishing.formulas.evaluation.differences import derivative
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope, fitted, spellings
from mathbook.publishing.formulas.evaluation.values import Value, integer, is_scalar, shape_of
from mathbook.publishing.formulas.grammar.trees import (
    Derivative,
    Gradient,
    Index,
    Node,
    Number,
    Symbol,
    Transpose,
)

__all__ = ["argument_of", "partial", "replaced", "with_entry"]


def partial(node: Derivative, scope: Scope, evaluate: Evaluate) -> Value:
    """``\\partial^n target / \\partial x \\dots``"""
    scope.trace.order = max(scope.trace.order, len(node.variables))
    node = replace(node, arguments=all_arguments(node.arguments, scope, evaluate))
    if node.arguments or _is_bare_function(node.target, scope):
        return _of_call(node, scope, evaluate)
    return _repeated(node.target, list(node.variables), scope, evaluate)


def _repeated(target: Node, variables: list[Node], scope: Scope, evaluate: Evaluate) -> Value:
    if not variables:
        return evaluate(target, scope)
    *others, variable = variables
    at = evaluate(variable, scope)

    def shifted(value: Value) -> Value:
        return _repeated(target, others, replaced(variable, value, scope, evaluate), evaluate)

    return _laid_out(derivative(shifted, at), at, shape_of(evaluate(target, scope)), scope)


def _laid_out(slope: Value, at: Value, shape: tuple[int, ...], scope: Scope) -> Value:
    """A number's derivative by a vector: a column for some books, a row for others."""
    if not shape and np.ndim(at) == 1 and np.ndim(slope) == 1:
        return slope if scope.choices.pick("layout", (True, False)) else algebra.transpose(slope)
    return slope


def replaced(variable: Node, value: Value, scope: Scope, evaluate: Evaluate) -> Scope:
    """``scope`` with another value of ``variable``."""
    if isinstance(variable, Symbol):
        if variable.known:
            return scope.child(values={variable.name: value})
        return scope.child(local={variable.name: value})
    if isinstance(variable, Index):
        whole = evaluate(variable.base, scope)
        indices = positions(variable.indices, shape_of(whole), scope, evaluate)
        return replaced(variable.base, with_entry(whole, indices, value), scope, evaluate)
    if isinstance(variable, Transpose):
        return replaced(variable.base, algebra.transpose(value), scope, evaluate)
    raise FormulaError("a derivative is with respect to a name")


def with_entry(whole: Value, indices: tuple[int, ...], value: Value) -> Value:
    """A copy of ``whole`` whose entry at ``indices``, which count from 1, is ``value``."""
    algebra.index(whole, indices)  # says what is wrong with an index
    if isinstance(whole, tuple):
        raise FormulaError("an entry of a list of several arrays is never replaced")
    changed = np.array(whole, dtype=float)
    place = tuple(number - 1 for number in indices)
    row = changed.ndim == 2 and changed.shape[0] == 1 and len(place) == 1
    changed[(0, *place) if row else place] = value
    return changed


def _is_bare_function(target: Node, scope: Scope) -> bool:
    """Whether ``target`` is a function of arguments that only its parameters name."""
    function = target.base if isinstance(target, Index) else target
    if not isinstance(function, Symbol) or not function.known:
        return False
    bound = scope.names.bound[function.name]
    return bound.function is not None and not bound.is_node and bound.parents is None


def _of_call(node: Derivative, scope: Scope, evaluate: Evaluate) -> Value:
    """The derivative of a function at printed arguments, or at those its parameters name."""
    bound = scope.names.bound[function_name(node.target)]
    values = fitted(argument_values(node.arguments, bound, scope, evaluate), bound.parameters)
    return _by_arguments(node, values, list(node.variables), scope, evaluate)


def _by_arguments(
    node: Derivative, values: list[Value], variables: list[Node], scope: Scope, evaluate: Evaluate
) -> Value:
    if not variables:
        return applied(node.target, values, scope, evaluate)
    *others, variable = variables
    place, index = argument_of(variable, node, values, scope, evaluate)
    at = values[place] if index is None else algebra.index(values[place], index)

    def shifted(value: Value) -> Value:
        moved = value if index is None else with_entry(values[place], index, value)
        arguments = [*values[:place], moved, *values[place + 1 :]]
        return _by_arguments(node, arguments, others, scope, evaluate)

    slope = derivative(shifted, at)
    return _laid_out(slope, at, shape_of(shifted(at)), scope)


def argument_of(
    variable: Node,
    node: Derivative | Gradient,
    values: list[Value],
    scope: Scope,
    evaluate: Evaluate,
) -> tuple[int, tuple[int, ...] | None]:
    """Which of the function's arguments ``variable`` is, and which of its entries."""
    if isinstance(variable, Number):  # \partial_1 f: by place
        number = int(variable.value)
        return (number - 1, None) if len(values) > 1 else (0, (number,))
    printed = variable if variable in node.arguments else _with_number(variable, scope, evaluate)
    if printed in node.arguments:
        place = node.arguments.index(printed)
        if len(values) == len(node.arguments):
            return place, None
        if len(values) == 1:  # f(x, y) of a function of one vector
            return 0, (place + 1,)
    if not isinstance(variable, Index):
        return _place_of(variable, node, values, scope), None
    place = _place_of(variable.base, node, values, scope, entry=True)
    return place, positions(variable.indices, shape_of(values[place]), scope, evaluate)


def _with_number(variable: Node, scope: Scope, evaluate: Evaluate) -> Node:
    """``w_2`` for ``w_j`` where j is 2: so the arguments are printed that dots stand for."""
    if not isinstance(variable, Index) or len(variable.indices) != 1:
        return variable
    (number,) = (integer(evaluate(index, scope), "an index") for index in variable.indices)
    return Index(variable.base, (Number(float(number), str(number)),))


def _place_of(
    base: Node,
    node: Derivative | Gradient,
    values: list[Value],
    scope: Scope,
    *,
    entry: bool = False,
) -> int:
    if base in node.arguments and len(values) == len(node.arguments):
        return node.arguments.index(base)
    named = None
    if isinstance(base, Symbol):
        named = _named_place(base.name, node, len(values), scope)
    if named is not None:
        return named
    strange = isinstance(base, Symbol) and base.known  # bound to something else
    if len(values) == 1 and not strange and (entry or is_scalar(values[0])):
        return 0
    raise FormulaError("this derivative's variable is none of the function's arguments")


def _named_place(name: str, node: Derivative | Gradient, count: int, scope: Scope) -> int | None:
    """The place of the parameter, or of the printed argument, that ``name`` names."""
    for place, parameter in enumerate(scope.names.bound[function_name(node.target)].parameters):
        if parameter in spellings(name) or parameter == name:
            return place
    if count != len(node.arguments):
        return None
    # \nabla_x L(x^*, \lambda^*): the argument that is a certain x.
    stars = {f"{spelling}_star" for spelling in spellings(name)}
    for place, argument in enumerate(node.arguments):
        if isinstance(argument, Symbol) and spellings(argument.name) & stars:
            return place
    return None
