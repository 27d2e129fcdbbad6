"""What a formula's names are bound to, and which of them a printed name means."""

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import Atom, scan_atom
from mathbook.publishing.formulas.grammar.tokens import Token, tokenize

__all__ = ["Bound", "Function", "Graph", "Names", "parameters_of"]


@dataclass(frozen=True, slots=True)
class Graph:
    """A value that follows from other names: a node of a computation graph, never called.

    Attributes:
        parents: The names whose values it takes, in order.
        compute: What makes its value of theirs.
        text: How the binding reads.
    """

    parents: tuple[str, ...]
    compute: Callable[..., Any]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """A function that takes the values of some names besides its arguments.

    Attributes:
        parameters: The names of its arguments.
        parents: Further names; their values come before the arguments.
        compute: The function.
        text: How the binding reads.
    """

    parameters: tuple[str, ...]
    parents: tuple[str, ...]
    compute: Callable[..., Any]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One name and what is behind it.

    Attributes:
        key: The name, as it was given.
        value: Its declared value, if it is no function.
        function: The function, if it is one, or what computes a graph's node.
        parents: The keys that a node's value follows from; None where it is no node.
        parameters: The function's parameters.
        closure: The keys whose values a function takes before its arguments.
        is_node: Whether it is a node only, and never called.
        what: What the report says a formula was held against.
    """

    key: str
    value: Any = None
    function: Callable[..., Any] | None = None
    parents: tuple[str, ...] | None = None
    parameters: tuple[str, ...] = ()
    closure: tuple[str, ...] = ()
    is_node: bool = False
    what: str = ""


class Names:
    """The names of a scope.

    Attributes:
        given: What was given: LaTeX or Python names to values.
        bound: Each given name, and what is behind it.
        by_spelling: Python names to given names: ``y_hat`` to ``\\hat y``.
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.given = dict(names)
        self.by_spelling: dict[str, str] = {}
        self._by_latex: dict[str, str] = {}
        self._unstyled: dict[str, str] = {}
        self._phrases: list[tuple[tuple[str, ...], str]] = []
        for key in self.given:
            self._index(key)
        self._phrases.sort(key=lambda phrase: -len(phrase[0]))
        self.bound = {key: self._bind(key, value) for key, value in self.given.items()}

    def _index(self, key: str) -> None:
        if not _is_text(key):
            raise FormulaError(f"found the name {key!r}; expected LaTeX or a Python name")
        if key.isidentifier() and len(key) > 1:
            self.by_spelling[key] = key
            if key.isalpha() and not set(key) & self.given.keys():
                self._phrases.append((tuple(key), key))  # a word in italics, p o s
            return
        atom, parts = _read(key)
        if atom is None:
            self._phrases.append((parts, key))
            return
        self._by_latex[atom.latex] = key
        self._unstyled.setdefault(_unstyled(atom), key)
        if self._is_power(atom):
            return
        for spelling in parts:
            self.by_spelling.setdefault(spelling, key)

    def _is_power(self, atom: Atom) -> bool:
        """Whether this is x^n with x bound, a power; else it may be an iterate, x_n in Python."""
        if len(atom.upper) != 1 or atom.upper[0].kind != "letter":
            return False
        return self.find(replace(atom, upper=())) is not None

    def _bind(self, key: str, value: Any) -> Bound:
        if isinstance(value, Graph):
            return Bound(key, None, value.compute, value.parents, is_node=True, what=value.text)
        if isinstance(value, Function):
            return Bound(
                key, None, value.compute, None, value.parameters, value.parents, what=value.text
            )
        if isinstance(value, list | tuple) and value and all(map(callable, value)):
            return self._function(key, _all_of(value), value)
        if not callable(value):
            return Bound(key, _sequence(value))
        return self._function(key, value)

    def _function(
        self, key: str, value: Callable[..., Any], members: Sequence[Any] | None = None
    ) -> Bound:
        parameters = parameters_of(members[0] if members else value)
        keys = [self.by_spelling.get(parameter) for parameter in parameters]
        known = [found for found in keys if found is not None and found != key]
        parents = tuple(known) if parameters and len(known) == len(keys) else None
        what = getattr(value, "__qualname__", type(value).__name__)
        return Bound(key, members, value, parents, parameters, what=what)

    def phrase(self, tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
        """The key of several tokens that stands at ``index``, and the index after it."""
        for texts, key in self._phrases:
            if len(texts) <= len(tokens) - index and all(
                _text(tokens[index + offset]) == text for offset, text in enumerate(texts)
            ):
                return key, index + len(texts)
        return None

    def find(self, atom: Atom) -> str | None:
        """The key of exactly this name, scripts included."""
        if (key := self._by_latex.get(atom.latex)) is not None:
            return key
        for spelling in atom.spellings():
            if spelling in self.given or (spelling in self.by_spelling and atom.style):
                return self.by_spelling.get(spelling, spelling)
        if (key := self._unstyled.get(_unstyled(atom))) is not None:
            return key
        if len(atom.base) > 1 and not atom.base.startswith("\\"):
            wanted = {spelling.lower() for spelling in atom.spellings()}
            for key in self.given:
                if key.lower() in wanted:
                    return key
        return None

    def is_function(self, key: str) -> bool:
        """Whether ``key`` is called: a function, or a list of them."""
        bound = self.bound.get(key)
        return bound is not None and bound.function is not None and not bound.is_node

    def parameters(self, node: object) -> tuple[str, ...]:
        """The parameters of the function that the symbol ``node`` names; none of anything else."""
        bound = self.bound.get(getattr(node, "name", ""))
        return bound.parameters if bound is not None else ()

    def leaves(self, keys: Iterable[str]) -> set[str]:
        """The names with declared values that ``keys`` and their nodes follow from."""
        found: set[str] = set()
        seen: set[str] = set()
        todo = list(keys)
        while todo:
            key = todo.pop()
            if key in seen or key not in self.bound:
                continue
            seen.add(key)
            bound = self.bound[key]
            if bound.function is None:
                found.add(key)
            todo += [*(bound.parents or ()), *bound.closure]
        return found


def _sequence(value: Any) -> Any:
    """A dictionary from 1 up to n, as of a network's layers, as the list that it is."""
    if isinstance(value, Mapping) and value and set(value) == set(range(1, len(value) + 1)):
        return [value[number] for number in range(1, len(value) + 1)]
    return value


def _all_of(members: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """The values of several functions at the same arguments."""

    def functions(*arguments: Any) -> list[Any]:
        return [member(*arguments) for member in members]

    return functions


def parameters_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the arguments that ``function`` needs."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # many of NumPy's functions
        return ()
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return tuple(
        name
        for name, parameter in signature.parameters.items()
        if parameter.kind in kinds and parameter.default is inspect.Parameter.empty
    )


def _is_text(key: object) -> bool:
    return isinstance(key, str) and bool(key.strip())


@functools.lru_cache(maxsize=1024)  # the formulas of a page have the same names
def _read(key: str) -> tuple[Atom | None, tuple[str, ...]]:
    """A LaTeX name and its Python spellings; where it is none, the tokens of a phrase."""
    tokens = tokenize(key)
    if not tokens:  # as a phrase it would stand everywhere
        raise FormulaError(f"the name {key!r} prints nothing")
    atom = scan_atom(tokens, 0)
    if atom is None or atom.end != len(tokens):
        return None, tuple(_text(token) for token in tokens)
    return atom, tuple(atom.spellings())


def _text(token: Token) -> str:
    return "|" if token.text == r"\mid" else token.text


def _unstyled(atom: Atom) -> str:
    return " ".join(part for part in atom.latex.split() if part not in (atom.style, r"\mathbf"))
