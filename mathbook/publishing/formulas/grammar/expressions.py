"""The grammar of expressions: sums of products of powers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import scan_atom
from mathbook.publishing.formulas.grammar.brackets import BracketParser
from mathbook.publishing.formulas.grammar.calls import Custom
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.nodes import height
from mathbook.publishing.formulas.grammar.numbers import cut_off
from mathbook.publishing.formulas.grammar.tokens import BRACKETS, DEEPEST, Token
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Listing,
    Node,
    Number,
    Over,
    PlusMinus,
    Product,
    Quotient,
    Symbol,
)

__all__ = ["Construct", "Parser", "Vocabulary"]

# Reads what begins with a command, such as \frac, which is the next token.
Construct = Callable[["Parser"], Node]

_MULTIPLYING = (r"\cdot", r"\times", r"\odot", r"\circ", "*", r"\otimes")
_ADDING = ("+", "-", r"\pm", r"\mp")
_STOPS = frozenset(
    {*BRACKETS.values(), *_MULTIPLYING, *_ADDING, ",", ";", ":", "", "/", r"\mid", "|", "‖", "&"}
)
_STOP_WORDS = frozenset(
    """if otherwise else for when where with and or as all whenever every each some such that s.t.
    subject to st on over in by at""".split()
) | {"for all", "for every", "for each", "for some", "subject to", "such that", "if and only if"}
# \sum ends a denominator in a line: 1/n \sum_i x_i
_REDUCTIONS = frozenset({r"\sum", r"\prod", r"\int", r"\max", r"\min"})
_DOTS = Symbol(r"\dots", known=False)
# Each factor of a product makes its tree higher by one, and evaluation descends it.
_HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What mathematics itself names.

    Attributes:
        constructs: Commands and words, such as ``\\frac`` and ``softmax``.
        customs: Names that mean something if nothing is bound to them, such as ``e``.
    """

    constructs: Mapping[str, Construct]
    customs: Mapping[str, Custom]


class Parser(BracketParser):
    """Reads one expression from tokens.

    Attributes:
        constructs: What begins with a command, such as ``\\frac``.
    """

    def __init__(
        self, tokens: Sequence[Token], names: Names, vocabulary: Vocabulary,
        nodes: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        super().__init__(tokens, names, vocabulary.customs, nodes)
        self.constructs = vocabulary.constructs
        self._vocabulary = vocabulary
        self._depth = 0
        # A range is read several times; nested ranges would take twice as long at each level.
        self._known: dict[tuple[tuple[Token, ...], frozenset[str]], Node] = {}

    def sub(self, tokens: Sequence[Token]) -> Node:
        if not tokens:
            raise FormulaError("found an empty group; expected an expression", self.position)
        key = tuple(tokens), self.running
        if key not in self._known:
            parser = Parser(tuple(tokens), self.names, self._vocabulary, self.nodes)
            parser._depth, parser._known = self._depth, self._known
            parser.running = self.running
            self._known[key] = parser.whole()
        return self._known[key]

    def whole(self) -> Node:
        """All tokens as one expression, or several with commas between them.

        Raises:
            FormulaError: If they are none.
        """
        node = self.bounded(self.listing())
        self.finish()
        return node

    def bounded(self, node: Node) -> Node:
        """``node``, which can be walked down without end of the stack.

        Raises:
            FormulaError: If it is too high.
        """
        if height(node) > _HIGHEST:
            raise FormulaError("this expression is too long", self.tokens[0].start)
        return node

    # Sums and products

    def listing(self) -> Node:
        items = [self.sum()]
        while self.accept(","):
            items.append(self.sum())
        return items[0] if len(items) == 1 else Listing(tuple(items), "")

    def sum(self) -> Node:
        self.skip_space()
        return self.sum_from(*self.term())

    def term(self) -> tuple[int, Node]:
        """A term and its sign, 1 or -1."""
        sign = -1 if self.text == "-" else 1
        self.accept("+", "-")
        if self.text in (r"\pm", r"\mp"):
            alternating = 1 if self.text == r"\pm" else -1
            self.index += 1
            return sign, PlusMinus(alternating, self.product())
        if self.kind == "dots":
            self.index += 1
            return sign, _DOTS
        return sign, self.product()

    def sum_from(self, sign: int, term: Node) -> Node:
        """The sum that begins with a term which has been read."""
        signs, terms = [sign], [term]
        while self.at_further_term():
            sign, term = self.term()
            signs.append(sign)
            terms.append(term)
        if signs == [1] and not isinstance(terms[0], PlusMinus):
            return terms[0]
        return Add(tuple(signs), tuple(terms))

    def at_further_term(self) -> bool:
        """Whether a further term follows; the space before it is stepped over."""
        place = self.index
        self.skip_space()
        if self.text in _ADDING:
            return True
        self.index = place
        return False

    def product(self) -> Node:
        """Factors, with and without signs between them."""
        left = self.factor()
        while True:
            if self.text in _MULTIPLYING:
                left = self.times(left)
            elif self.accept("/"):
                left = self.slash(left)
            elif self.starts_factor():
                left = Product(left, self.factor())
            elif self.text == r"\cdots" and self.is_before_factor():
                left = Product(Product(left, _DOTS), self.factor())
            else:
                return left

    def is_before_factor(self) -> bool:
        """Whether a factor comes after the next token, which is stepped over if so."""
        self.index += 1
        if self.starts_factor():
            return True
        self.index -= 1
        return False

    def times(self, left: Node) -> Node:
        """``left`` times what follows the sign that comes next."""
        operator = self.text
        self.index += 1
        if self.kind == "dots":
            self.index += 1
            self.accept(operator)
            left = Product(left, _DOTS, operator)
        return Product(left, self.signed_factor(), operator)

    def slash(self, top: Node) -> Node:
        """``top`` over what follows the slash."""
        bottom = self.factor()
        if not self.starts_factor() or self.text in _REDUCTIONS:
            return Quotient(top, bottom)
        rest = self.factor()
        while self.starts_factor():
            rest = Product(rest, self.factor())
        if isinstance(top, Number) and isinstance(bottom, Number):
            return Product(Quotient(top, bottom), rest)
        return Over(top, bottom, rest)

    def signed_factor(self) -> Node:
        """A factor after an operator, which may have a sign: ``2 \\cdot -3``."""
        if self.text not in ("-", "+"):
            return self.factor()
        sign = -1 if self.text == "-" else 1
        self.index += 1
        return Add((sign,), (self.factor(),))

    def starts_factor(self) -> bool:
        """Whether a factor comes next, with no sign before it."""
        if self.kind in ("letter", "number", "begin"):
            return True
        if self.kind == "word":
            return self.text not in _STOP_WORDS
        if self.text in ("|", "‖"):
            return self.side == "left" or (self.side != "right" and self.text not in self.bars)
        if self.text in _STOPS or self.kind in ("dots", "end"):
            return False
        if self.text in BRACKETS or self.key in self.constructs:
            return True
        return scan_atom(self.tokens, self.index) is not None

    # Factors

    def factor(self) -> Node:
        """A factor with its powers.

        Raises:
            FormulaError: If none comes next, or it is nested too deep.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(f"this is nested more than {DEEPEST} deep", self.position)
        node = self.factor_here()
        self._depth -= 1
        return node

    def factor_here(self) -> Node:
        """A factor with its powers, at any depth."""
        position = self.position
        if (found := self.names.phrase(self.tokens, self.index)) is not None:
            key, self.index = found
            return self.after_name(Symbol(key, known=True, position=position), key)
        if self.kind == "number":
            return self.scripts(self.number())
        if self.key in self.constructs and not self.is_bound_command():
            return self.scripts(self.constructs[self.key](self))
        if self.text in BRACKETS:
            return self.scripts(self.bracket())
        if self.text in ("|", "‖"):
            return self.scripts(self.bar())
        if not self.text:
            raise FormulaError("the formula ends where an expression belongs", position)
        return self.printed_name()

    def is_bound_command(self) -> bool:
        """Whether a command that has a meaning of its own is bound as a name."""
        atom = scan_atom(self.tokens, self.index)
        return atom is not None and self.is_bound(atom)

    def number(self) -> Node:
        """A number, or so many percent."""
        text = self.text
        self.index += 1
        number = Number(float(text.replace("{,}", "").replace(r"\,", "")), text)
        if "." in text and self.text == r"\dots":
            self.index += 1
            return cut_off(number)
        return Quotient(number, Number(100.0, "100")) if self.accept(r"\%") else number
