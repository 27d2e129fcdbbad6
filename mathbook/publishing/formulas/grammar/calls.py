"""Printed names and what follows them: scripts, arguments, primes.

What a name means decides how it is read: ``f(x)`` is a call if ``f`` is a function and a
product if it is a number. So the parser asks the scope; see
:mod:`mathbook.publishing.formulas.grammar.names`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mathbook.publishing.formulas.errors import FormulaError, Unbound
from mathbook.publishing.formulas.grammar.application import applied
from mathbook.publishing.formulas.grammar.atoms import Atom, read_argument, scan_atom
from mathbook.publishing.formulas.grammar.below import are_arguments, is_spectral, partial_variables
from mathbook.publishing.formulas.grammar.cursor import Cursor
from mathbook.publishing.formulas.grammar.entries import of_capital, prints_entry, running_indices
from mathbook.publishing.formulas.grammar.letters import spelt_out
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.scripts import (
    is_matrix,
    raised,
    split_indices,
    split_transpose,
)
from mathbook.publishing.formulas.grammar.tokens import BRACKETS, Token
from mathbook.publishing.formulas.grammar.trees import (
    Apply,
    Call,
    Compose,
    Derivative,
    Index,
    Node,
    Prime,
    Symbol,
    Transpose,
    walk,
)

__all__ = ["Custom", "NameParser"]

# What a name means by custom, where nothing is bound to it: e, \pi, I. The cursor stands
# behind the name, and None says that custom has no meaning for it here.
Custom = Callable[["NameParser", Atom], Node | None]
_SIGNED_PARTS = {"+": "relu", "-": "negative_part"}


class NameParser(Cursor, ABC):
    """Reads printed names.

    Attributes:
        names: What the names are bound to.
        customs: What some mean by custom if they are not bound.
        nodes: The names that are never called, though they are functions.
        bars: The norms and absolute values that are open.
        semicolons: Whether semicolons part what stood in the last bracket.
        running: The names that the sums around this run over.
    """

    def __init__(
        self, tokens: Sequence[Token], names: Names, customs: Mapping[str, Custom],
        nodes: frozenset[str],
    ) -> None:  # fmt: skip
        super().__init__(tokens)
        self.names = names
        self.customs = customs
        self.nodes = nodes
        self.bars: list[str] = []
        self.semicolons = False
        self.running: frozenset[str] = frozenset()

    @abstractmethod
    def sum(self) -> Node:
        """The sum that comes next."""

    @abstractmethod
    def bracket(self) -> Node:
        """The bracket that comes next."""

    @abstractmethod
    def sub(self, tokens: Sequence[Token]) -> Node:
        """``tokens`` as a whole expression."""

    # Names

    def name(self, atom: Atom) -> Node:
        """A name: the longest that is bound; what remains of its scripts are indices."""
        start, self.index = self.index, atom.end
        if (node := self.custom(atom)) is not None:
            return self.scripts(node)
        for variant in atom.variants():
            key, transposed = self.find(variant)
            if key is None:
                continue
            if atom.is_primed and not variant.upper and self.names.bound[key].function is None:
                return self.unknown(atom)  # i' runs beside the number i
            node = self.with_scripts(
                Symbol(key, known=True, position=atom.start),
                () if variant.lower else atom.lower,
                () if variant.upper else atom.upper,
            )
            return self.after_name(Transpose(node) if transposed else node, key)
        if (capital := of_capital(atom, self.names)) is not None:
            return self.name(capital)
        return self.product_of_letters(start) or self.unknown(atom)

    def product_of_letters(self, start: int) -> Node | None:
        r"""The first of the letters in ``\mathbf{AB}``, which begins at ``start``; the others
        come next. None if they are no names of their own."""
        tokens = spelt_out(self.tokens, start, self.names)
        if tokens is None:
            return None
        self.tokens, self.index = tokens, start
        return self.printed_name()

    def with_scripts(self, node: Symbol, lower: Sequence[Token], upper: Sequence[Token]) -> Node:
        """A bound name with the scripts that are not part of it: first indices, then a power."""
        if lower and (by := partial_variables(lower, node, self.names, self.nodes)):
            return self.raised(Derivative(node, by, self.arguments_of(node)), upper)
        indices = self.subscript(lower) if lower else ()
        if self.is_called_below(node, lower):
            return self.raised(Call(node, indices), upper)
        if lower and prints_entry(lower, self.names) and is_matrix(node, self.names):
            if split_transpose(upper, self.names)[1]:  # of the matrix: an entry has none
                return Index(self.raised(node, upper), indices)
            if [token.text for token in upper] == ["-", "1"]:
                raise FormulaError(
                    "an entry's inverse and the inverse's entry are printed alike; use brackets",
                    upper[0].start,
                )
        return self.raised(Index(node, indices) if indices else node, upper)

    def find(self, atom: Atom) -> tuple[str | None, bool]:
        r"""The key of exactly this name, but for a transpose: ``x^{k\top}`` is ``x^k``'s."""
        key = self.names.find(atom)
        if key is None and atom.upper:
            upper, transposed = split_transpose(atom.upper, self.names)
            if transposed and upper:
                return self.names.find(replace(atom, upper=upper)), True
        return key, False

    def custom(self, atom: Atom) -> Node | None:
        """What ``atom`` means by custom."""
        if is_spectral(atom, self.text, self.names):
            return Apply(f"{atom.base[1:]}_{atom.lower[0].text[1:]}", (self.bracket(),))
        if atom.base not in self.customs or atom.accents or self.is_bound(atom):
            return None
        return self.customs[atom.base](self, atom)

    def is_bound(self, atom: Atom) -> bool:
        """Whether something is bound to ``atom``, with or without its scripts."""
        return any(self.names.find(variant) is not None for variant in atom.variants())

    def is_function(self, node: Node) -> bool:
        """Whether ``node`` is the name of a function."""
        return isinstance(node, Symbol) and node.known and self.names.is_function(node.name)

    def unknown(self, atom: Atom) -> Node:
        """A name that nothing is bound to.

        Raises:
            Unbound: If only a function can stand here, as in P(A|B).
        """
        if self.text == "(" and self.separating_bars():
            raise Unbound(atom.printed, atom.start)
        # Bold or not, it is the same name.
        plain = replace(atom, style="" if atom.style == r"\mathbf" else atom.style)
        bare = replace(plain, lower=(), upper=())
        primes = ""
        if atom.is_primed:
            primes, atom = "'" * len(atom.upper), replace(atom, upper=())  # the index j'
        node: Node = Symbol(bare.printed + primes, known=False, position=atom.start)
        if atom.lower:
            node = Index(node, self.subscript(atom.lower))
        return self.scripts(self.raised(node, atom.upper))

    def printed_name(self) -> Node:
        """The name that comes next.

        Raises:
            FormulaError: If none does.
        """
        atom = scan_atom(self.tokens, self.index)
        if atom is None:
            if (node := self.product_of_letters(self.index)) is not None:
                return node
            raise FormulaError(f"{self.key} is not understood here", self.position)
        return self.name(atom)

    # Calls

    def after_name(self, node: Node, key: str) -> Node:
        """The call of a function, if its arguments follow; then powers."""
        called = key not in self.nodes and self.names.is_function(key)
        if any(isinstance(part, Derivative) for part in walk(node)):
            called = False  # f_x has its arguments, or takes none here
        if called and self.text in ("(", "["):
            return self.scripts(self.call(node))
        if found := running_indices(self.tokens, self.index, node, self.names, self.running):
            self.index += 2 * len(found) + 1
            return self.scripts(Index(node, tuple(Symbol(each, known=False) for each in found)))
        if called and self.text == "_":
            tokens, after = read_argument(self.tokens, self.index + 1)
            self.index, before = after, self.index
            if self.is_called_below(node, tokens):
                return self.scripts(Call(node, self.subscript(tokens)))
            self.index = before
        return self.scripts(node)

    def is_called_below(self, node: Node, lower: Sequence[Token]) -> bool:
        """Whether the subscript ``lower`` holds a function's arguments: ``PE_{(t, 2i)}``."""
        return self.text != "(" and are_arguments(lower, node, self.names, self.nodes)

    def call(self, function: Node) -> Node:
        """``function`` at the arguments that come next."""
        start = self.position
        return applied(function, self.arguments(function), start)

    def arguments_of(self, function: Symbol) -> tuple[Node, ...]:
        """The arguments that come next, if they are as many as ``function`` takes."""
        start = self.index
        if self.text == "(":
            found = self.arguments()
            if len(found) == len(self.names.bound[function.name].parameters):
                return found
        self.index = start  # a factor: f_x (x - a)
        return ()

    def arguments(self, function: Node | None = None) -> tuple[Node, ...]:
        """The arguments of ``function`` that come next, with their brackets."""
        closing = BRACKETS[self.text]
        outer, self.bars = self.bars, self.separating_bars()
        self.index += 1
        found = [self.argument_at(0, function)]
        while self.accept(",", r"\mid", "|", ";", "‖", r"\parallel"):
            found.append(self.argument_at(len(found), function))
        self.bars = outer
        self.expect(closing)
        return tuple(found)

    def argument_at(self, place: int, function: Node | None) -> Node:
        """An argument; in ``p(X = k)`` it is k, if p has a parameter X there."""
        atom = scan_atom(self.tokens, self.index)
        if atom and atom.end < len(self.tokens) and self.tokens[atom.end].text == "=":
            parameters = self.names.parameters(function)
            if place < len(parameters) and parameters[place] in atom.spellings():
                self.index = atom.end + 1
        return self.sum()

    # Scripts

    def subscript(self, tokens: Sequence[Token]) -> tuple[Node, ...]:
        """Indices, as in ``ij``, ``i,j`` and ``i+1``."""
        return tuple(self.sub(part) for part in split_indices(tokens, self.names))

    def raised(self, node: Node, tokens: Sequence[Token]) -> Node:
        """``node`` with the superscript ``tokens``."""
        return raised(node, tokens, self.names, self.sub)

    def scripts(self, node: Node) -> Node:
        """``node`` with the sub- and superscripts that follow it.

        Raises:
            FormulaError: If two of one kind follow one another.
        """
        seen = ""
        while self.text in ("^", "_", "'", "!"):
            sign, position = self.text, self.position
            if sign in seen:
                kind = "sub" if sign == "_" else "super"
                raise FormulaError(f"two {kind}scripts follow one another", position)
            if sign == "'":
                node = self.primed(node)
                continue
            self.index += 1
            if sign == "!":
                node, seen = Apply("factorial", (node,)), ""
                continue
            if sign == "_" and self.text in _SIGNED_PARTS:
                node = Apply(_SIGNED_PARTS[self.text], (node,))
                self.index += 1
                continue
            seen += sign
            tokens = self.argument()
            below = sign == "_"
            node = Index(node, self.subscript(tokens)) if below else self.raised(node, tokens)
        return node

    def primed(self, node: Node) -> Node:
        """``node`` with the primes that come next."""
        if not isinstance(node, Symbol | Index | Compose):
            raise FormulaError("a prime follows the name of a function", self.position)
        return Prime(node, self.count("'"))
