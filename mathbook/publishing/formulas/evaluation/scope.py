"""What the names of a formula are worth at one point."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.choices import Choices
from mathbook.publishing.formulas.evaluation.steps import A_CALL, Steps
from mathbook.publishing.formulas.evaluation.values import (
    Value,
    as_argument,
    as_value,
    is_scalar,
    largest,
)
from mathbook.publishing.formulas.grammar.atoms import scan_atom
from mathbook.publishing.formulas.grammar.names import Bound, Names
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.formulas.grammar.trees import Node

__all__ = ["Evaluate", "Scope", "Trace", "fitted", "run", "spellings"]

# What makes values of trees; the parts of the evaluation take it, so that none imports the whole.
Evaluate = Callable[[Node, "Scope"], Value]


@dataclass(slots=True)
class Trace:
    """What an evaluation met that its comparison must know.

    Attributes:
        magnitude: The largest term of a sum: rounding is relative to it.
        order: The highest order of a derivative.
        limited: Whether a limit was taken.
        local_reads: How often a function took a parameter's value from a local name.
    """

    magnitude: float = 0.0
    order: int = 0
    limited: bool = False
    local_reads: int = 0

    def add_term(self, value: Value) -> None:
        """Remember the size of a term of a sum."""
        size = largest(value)
        if self.magnitude < size < math.inf:
            self.magnitude = size


@dataclass(slots=True)
class Scope:
    """Names with values.

    Attributes:
        names: What the names are bound to.
        values: Values that replace declared ones; a node that has one forgets its parents.
        local: Values of names that nothing is bound to: indices, arguments, limits.
        choices: The reading.
        trace: What the evaluation met.
        steps: What is left to compute with.
        known: Values that were computed from others here, to compute each node once.
        pending: The names whose values are being computed.
    """

    names: Names
    values: Mapping[str, Value] = field(default_factory=dict)
    local: Mapping[str, Value] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    trace: Trace = field(default_factory=Trace)
    steps: Steps = field(default_factory=Steps)
    known: dict[str, Value] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)

    def child(
        self, values: Mapping[str, Value] | None = None, local: Mapping[str, Value] | None = None
    ) -> "Scope":
        """This scope with some values replaced."""
        return Scope(
            self.names,
            {**self.values, **values} if values else self.values,
            {**self.local, **local} if local else self.local,
            self.choices,
            self.trace,
            self.steps,
            # What follows from other names may change with them; loops change no bound name.
            {} if values else self.known,
        )

    def value(self, key: str) -> Value:
        """The value of the bound name ``key``."""
        if key in self.values:
            return self.values[key]
        if key in self.known:
            return self.known[key]
        if key in self.pending:
            raise FormulaError(f"{key} follows from itself")
        bound = self.names.bound[key]
        reads = self.trace.local_reads
        self.pending.add(key)
        try:
            value = self.computed(bound) if bound.function else as_value(bound.value, key)
        finally:
            self.pending.remove(key)
        # A loop changes its index: what follows from it is not kept.
        if self.trace.local_reads == reads:
            self.known[key] = value
        return value

    def computed(self, bound: Bound) -> Value:
        """The value of a node, or of a function whose parameters are names."""
        assert bound.function is not None
        self.steps.take(A_CALL)
        parents = bound.parents
        if parents is not None:
            arguments = [self.value(parent) for parent in parents]
        else:
            arguments = [self.parameter(parameter, bound) for parameter in bound.parameters]
            if not arguments:
                raise FormulaError(f"{bound.key} is a function and stands without its arguments")
        return run(bound.function, bound.key, arguments)

    def parameter(self, parameter: str, bound: Bound) -> Value:
        """The value of a function's parameter that a local name gives."""
        for name, value in self.local.items():
            if parameter in spellings(name):
                self.trace.local_reads += 1
                return value
        key = self.names.by_spelling.get(parameter)
        if key is not None and key != bound.key:
            return self.value(key)
        raise FormulaError(f"{bound.key} is a function and stands without its arguments")

    def call(self, key: str, arguments: list[Value]) -> Value:
        """The bound function ``key`` at ``arguments``."""
        self.steps.take(A_CALL)
        bound = self.names.bound[key]
        if bound.function is None or bound.is_node:
            raise FormulaError(f"{key} is no function")
        closure = [self.value(name) for name in bound.closure]
        return run(bound.function, key, closure + fitted(arguments, bound.parameters))


def run(function: Callable[..., Any], name: str, arguments: Iterable[Value]) -> Value:
    """The value of a bound function at ``arguments``, one for each of its parameters.

    Args:
        function: What is bound.
        name: What it is bound to, for messages.
        arguments: Values; the function gets its own copies.

    Raises:
        FormulaError: If it raises, or returns no value.
    """
    try:
        result = function(*[as_argument(value) for value in arguments])
    except FormulaError:
        raise
    except Exception as error:
        raise Mismatch(f"{name} raises {type(error).__name__}: {error}") from error
    return as_value(_first(result), f"the value of {name}")


def fitted(arguments: list[Value], parameters: tuple[str, ...]) -> list[Value]:
    """``arguments`` as a function with ``parameters`` takes them.

    A point may be printed as f(x, y) or f(p): coordinates are packed into the one vector
    that a function takes, and a vector is unpacked into its coordinates.
    """
    if len(parameters) == 1 and len(arguments) > 1 and all(map(is_scalar, arguments)):
        return [np.array(arguments)]
    if len(arguments) == 1 and len(parameters) > 1:
        (point,) = arguments
        items = list(point) if isinstance(point, tuple | np.ndarray) else []
        if len(items) == len(parameters):
            return [as_value(item) for item in items]
    return [_packed(argument) for argument in arguments]


def _packed(argument: Value) -> Value:
    numbers = isinstance(argument, tuple) and all(map(is_scalar, argument))
    return np.array(argument) if numbers else argument


def _first(result: Any) -> Any:
    """Of a function that returns several arrays, the first: the output before its details."""
    if isinstance(result, tuple) and any(np.ndim(item) for item in result if item is not None):
        return result[0]
    return result


@lru_cache(maxsize=4096)
def spellings(printed: str) -> frozenset[str]:
    """The Python names of a printed name."""
    atom = scan_atom(tokenize(printed), 0)
    return frozenset(atom.spellings()) if atom else frozenset()
