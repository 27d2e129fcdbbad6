"""Bindings and a chapter's namespace to the names of its formulas."""

import ast
import types
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from mathbook.publishing.chapter import Binding
from mathbook.publishing.checks.targets import as_call, is_name, same_name, spellings
from mathbook.publishing.exceptions import last_lines
from mathbook.publishing.failures import Failure
from mathbook.publishing.formulas.grammar.names import Function, Graph, Names
from mathbook.publishing.parsers.bindings import split_at

__all__ = ["BindingFails", "Define", "provided", "section_names"]

# Compiles source at a line of the chapter and gives what it defines.
Define = Callable[[str, int], Any]


class BindingFails(Exception):
    """A binding that raises; ``failure`` says where and what."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def provided(seed: int) -> dict[str, Any]:
    """What bindings may use besides the chapter's names: values for names that mean any.

    ``vector(n)`` and ``matrix(m, n)`` draw from the check's own generator, which
    ``mathbook check --seed`` moves.
    """
    rng = np.random.default_rng([seed, 7])

    def vector(n: int) -> Any:
        return rng.normal(size=n)

    def matrix(m: int, n: int) -> Any:
        return rng.normal(size=(m, n))

    return {"vector": vector, "matrix": matrix}


def section_names(
    bindings: Sequence[Binding], namespace: Mapping[str, Any], define: Define
) -> Names:
    """The names of a section: its bindings, then what the chapter's code has defined.

    Raises:
        BindingFails: If a binding raises, or what stands on its left is no name.
    """
    made = _Maker(define)
    for binding in bindings:
        try:
            made.add(binding)
        except BindingFails:
            raise
        except BaseException as error:  # of a node, or of a function that is bound above
            message = last_lines(error).partition("\n")[0]
            raise BindingFails(Failure(binding.line, message)) from error
    for name, value in namespace.items():
        if name not in made.spelt and _is_name_of_formulas(name, value):
            made.names.setdefault(name, value)
    return Names(made.names)


def _is_name_of_formulas(name: str, value: object) -> bool:
    if name.startswith("_") or not name.isascii():  # \\beta is beta, never the letter itself
        return False
    if isinstance(value, types.ModuleType | type | str | bytes | dict):
        return False
    number = isinstance(value, int | float | complex | np.ndarray | np.generic | list | tuple)
    return number or callable(value)


class _Maker:
    """Turns bindings into values, functions and nodes of a graph, in order."""

    def __init__(self, define: Define) -> None:
        self.define = define
        self.names: dict[str, Any] = {}
        self.declared: dict[str, Any] = {}  # the same, with nodes' values for nodes
        self.spelt: dict[str, str] = {}  # Python's spelling of a name to its key
        self.own: set[str] = set()  # the spellings of what is being bound

    def add(self, binding: Binding) -> None:
        if not binding.target:
            self.define(binding.expression, binding.line)
            return
        targets, expression = [part.strip() for part in split_at(binding.target, ",")], ""
        parameters: list[str] = []
        if len(targets) == 1 and (call := as_call(targets[0])):
            targets, parameters, expression = [call[0]], call[1], binding.expression
        for target in targets:
            if not is_name(target):
                message = f"{target!r} is no name that a formula may use"
                raise BindingFails(Failure(binding.line, message))
        # f(x) = f([x]): on the right the name means what the chapter's code calls so.
        self.own = {spelling for target in targets for spelling in spellings(target)}
        if not parameters and len(targets) == 1 and self.used(binding.expression, ()):
            parameters, expression = _lambda(binding.expression)
        if parameters:
            parents, compute = self.computed(expression, parameters, binding.line)
            self.bind(targets[0], Function(tuple(parameters), parents, compute, expression))
            return
        value = self.value(binding.expression, binding)
        if len(targets) == 1:
            self.bind(targets[0], value)
            return
        for target, part in zip(targets, self.parts(value, len(targets), binding), strict=True):
            self.bind(target, part)

    def parts(self, value: Any, count: int, binding: Binding) -> Sequence[Any]:
        """The ``count`` values of ``value``; of a node, as many nodes."""
        if not isinstance(value, Graph):
            return _unpacked(value, count, binding)

        def part(place: int, *arguments: Any) -> Any:
            return _unpacked(value.compute(*arguments), count, binding)[place]

        return [
            Graph(value.parents, partial(part, place), f"({value.text})[{place}]")
            for place in range(count)
        ]

    def value(self, expression: str, binding: Binding) -> Any:
        """A value; or where it follows from names above, a node of their graph."""
        if not self.used(expression, ()):
            return self.define(f"({expression})", binding.line)
        parents, compute = self.computed(expression, (), binding.line)
        return Graph(parents, compute, binding.expression) if parents else compute()

    def computed(
        self, expression: str, parameters: Sequence[str], line: int
    ) -> tuple[tuple[str, ...], Callable[..., Any]]:
        """The names whose values ``expression`` takes, and the function of them.

        Functions of this section are put in as they are; what they take from other names
        becomes a parent here too.
        """
        used = self.used(expression, parameters)
        inner = self.define(f"lambda {', '.join([*used, *parameters])}: ({expression})", line)
        functions = {name: self.names[self.spelt[name]] for name in used}
        functions = {name: f for name, f in functions.items() if isinstance(f, Function)}
        keys = dict.fromkeys(self.spelt[name] for name in used if name not in functions)
        for function in functions.values():
            keys.update(dict.fromkeys(function.parents))
        parents = tuple(keys)

        def compute(*arguments: Any) -> Any:
            values = dict(zip(parents, arguments, strict=False))
            given = [
                partial(functions[name].compute, *(values[key] for key in functions[name].parents))
                if name in functions
                else values[self.spelt[name]]
                for name in used
            ]
            return inner(*given, *arguments[len(parents) :])

        return parents, compute

    def used(self, expression: str, parameters: Sequence[str]) -> list[str]:
        """The names of this section that ``expression`` uses, in order."""
        tree = ast.parse(expression, mode="eval")
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        lambdas = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        own |= self.own | {argument.arg for node in lambdas for argument in node.args.args}
        wanted = [node.id for node in names if node.id in self.spelt]
        return [
            name for name in dict.fromkeys(wanted) if name not in own and name not in parameters
        ]

    def bind(self, target: str, value: Any) -> None:
        # \\hat y of one section and y_hat of another are one name, under its first spelling.
        key = next((known for known in self.names if same_name(known, target)), target)
        self.names[key] = value
        if isinstance(value, Graph):  # what raises is told here, not by each formula
            value = value.compute(*(self.declared[parent] for parent in value.parents))
        self.declared[key] = value
        for spelling in spellings(target):
            self.spelt[spelling] = key


def _unpacked(value: Any, count: int, binding: Binding) -> Sequence[Any]:
    parts = tuple(value)
    if len(parts) != count:
        message = f"{binding.target} are {count} names; {binding.expression} gives {len(parts)}"
        raise BindingFails(Failure(binding.line, message))
    return parts


def _lambda(expression: str) -> tuple[list[str], str]:
    """The parameters and the value of ``lambda t: …``; no parameters for anything else."""
    tree = ast.parse(expression, mode="eval").body
    if not isinstance(tree, ast.Lambda):
        return [], ""
    given = tree.args
    plain = not (given.defaults or given.vararg or given.kwonlyargs or given.kwarg)
    names = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    return (names, ast.unparse(tree.body)) if plain else ([], "")
