"""Calls of bound functions, of their components and derivatives, and what they are called with."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch, Unbound
from mathbook.publishing.formulas.evaluation import algebra
from mathbook.publishing.formulas.evaluation.differences import entrywise_derivative
from mathbook.publishing.formulas.evaluation.dots import filled
from mathbook.publishing.formulas.evaluation.functions import apply_function
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope, run
from mathbook.publishing.formulas.evaluation.transposes import is_star
from mathbook.publishing.formulas.evaluation.values import Value, as_value, integer
from mathbook.publishing.formulas.grammar.names import Bound
from mathbook.publishing.formulas.grammar.trees import (
    Builtin,
    Call,
    Compose,
    Index,
    Node,
    Number,
    Prime,
    Symbol,
)

__all__ = [
    "all_arguments",
    "applied",
    "argument_values",
    "call",
    "function_name",
    "indexed",
    "members",
    "positions",
    "primed",
    "printed_values",
]


def call(node: Call, scope: Scope, evaluate: Evaluate) -> Value:
    """A bound function, or its derivative, at its arguments."""
    arguments = printed_values(node.arguments, scope, evaluate)
    return applied(node.function, arguments, scope, evaluate)


def printed_values(arguments: Sequence[Node], scope: Scope, evaluate: Evaluate) -> list[Value]:
    r"""The values of printed arguments, with those that ``\dots`` among them stand for."""
    return [evaluate(item, scope) for item in all_arguments(arguments, scope, evaluate)]


def all_arguments(arguments: Sequence[Node], scope: Scope, evaluate: Evaluate) -> tuple[Node, ...]:
    r"""The printed arguments, with those that ``\dots`` among them stand for."""
    if any(map(is_star, arguments)):  # more likely an optimum than a transpose
        raise FormulaError("an argument has a star, and no name with that star is bound")
    return tuple(filled(arguments, lambda item: evaluate(item, scope), "argument"))


def applied(function: Node, arguments: list[Value], scope: Scope, evaluate: Evaluate) -> Value:
    """``function`` at the values ``arguments``."""
    if isinstance(function, Symbol):
        return _called(function, arguments, scope)
    if isinstance(function, Index):
        return _component(function, arguments, scope, evaluate)
    if isinstance(function, Prime):
        if len(arguments) != 1:
            raise FormulaError("a prime is of a function of one variable")
        scope.trace.order = max(scope.trace.order, function.order)
        return primed(function.function, function.order, arguments[0], scope, evaluate)
    if isinstance(function, Builtin):
        return apply_function(function.name, arguments)
    if isinstance(function, Compose):
        inner = applied(function.inner, arguments, scope, evaluate)
        return applied(function.outer, [inner], scope, evaluate)
    raise FormulaError("this is called, and is no function")


def _called(function: Symbol, arguments: list[Value], scope: Scope) -> Value:
    if not function.known:
        raise Unbound(function.name, function.position if function.position >= 0 else None)
    functions = members(function, scope)
    if not functions:
        return scope.call(function.name, arguments)
    return as_value([run(each, function.name, arguments) for each in functions])


def _component(function: Index, arguments: list[Value], scope: Scope, evaluate: Evaluate) -> Value:
    """``f_i`` at arguments: of a list of functions only that one is called."""
    indices = tuple(integer(evaluate(i, scope), "an index") for i in function.indices)
    base = function.base
    if isinstance(base, Symbol) and len(indices) == 1 and (functions := members(base, scope)):
        (number,) = indices
        if not 1 <= number <= len(functions):
            raise Mismatch(f"index {number} is outside 1..{len(functions)}")
        return run(functions[number - 1], f"{base.name} {number}", arguments)
    return algebra.index(applied(base, arguments, scope, evaluate), indices)


def members(function: Node, scope: Scope) -> Sequence[Callable[..., Any]]:
    """The functions of a list that is bound to ``function``; none if it is no such list."""
    if not isinstance(function, Symbol) or not function.known:
        return ()
    bound = scope.names.bound[function.name]
    return bound.value if bound.function is not None and bound.value is not None else ()


def indexed(base: Node, scope: Scope, evaluate: Evaluate) -> Value:
    """The value of what is indexed; of a list of functions, the numbers of its members."""
    functions = members(base, scope)
    return np.arange(1.0, len(functions) + 1) if functions else evaluate(base, scope)


def primed(function: Node, order: int, at: Value, scope: Scope, evaluate: Evaluate) -> Value:
    """The derivative of ``order`` of a function of one variable, entry by entry."""
    if order == 0:
        return applied(function, [at], scope, evaluate)
    return entrywise_derivative(
        lambda point: primed(function, order - 1, point, scope, evaluate), at
    )


def positions(
    indices: tuple[Node, ...], shape: tuple[int, ...], scope: Scope, evaluate: Evaluate
) -> tuple[int, ...]:
    """The values of printed indices; of a matrix with less rows, ``A_{12}`` has two."""
    if len(indices) == 1 and len(shape) == 2 and isinstance(indices[0], Number):
        text = indices[0].text
        if len(text) == 2 and text.isdigit() and shape[0] < int(text):
            return int(text[0]), int(text[1])
    return tuple(integer(evaluate(index, scope), "an index") for index in indices)


def function_name(target: Node) -> str:
    """The name of the bound function that ``target``, its derivative or its component, is."""
    function = target
    while not isinstance(function, Symbol):
        if isinstance(function, Index):
            function = function.base
        elif isinstance(function, Prime):
            function = function.function
        else:
            raise FormulaError("a derivative is of a bound function")
    return function.name


def argument_values(
    arguments: tuple[Node, ...], bound: Bound, scope: Scope, evaluate: Evaluate
) -> list[Value]:
    """The values of printed arguments; without any, of the names that the parameters name."""
    if arguments:
        return printed_values(arguments, scope, evaluate)
    if bound.parents is not None:
        return [scope.value(parent) for parent in bound.parents]
    return [scope.parameter(parameter, bound) for parameter in bound.parameters]
