"""What stands in brackets: tuples, sets, inner products, roundings; norms between bars."""

from abc import abstractmethod
from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.calls import NameParser
from mathbook.publishing.formulas.grammar.scripts import is_matrix
from mathbook.publishing.formulas.grammar.spaces import is_space, read_space
from mathbook.publishing.formulas.grammar.tokens import BRACKETS, Token
from mathbook.publishing.formulas.grammar.trees import (
    Abs,
    Apply,
    Compose,
    Listing,
    Node,
    Norm,
    Prime,
    Product,
    Symbol,
    walk,
)

__all__ = ["BracketParser"]

_ROUNDING = {r"\lfloor": "floor", r"\lceil": "ceil"}
_LISTING = {"(": "()", "[": "[]", r"\{": "{}"}


class BracketParser(NameParser):
    """Reads what stands between brackets and bars."""

    @abstractmethod
    def listing(self) -> Node:
        """One expression, or several with commas between them."""

    def group(self) -> Node:
        """The argument that comes next, as an expression."""
        return self.sub(self.argument())

    def bracket(self) -> Node:
        if self.text == "{":
            return self.group()
        opening, start = self.text, self.position
        items = self.items(opening)
        if opening == r"\langle":
            return self.inner_product(items, start)
        if opening in _ROUNDING:
            if len(items) > 1:
                raise FormulaError("one number is rounded at once", start)
            return Apply(_ROUNDING[opening], items)
        if len(items) > 1:
            return Listing(items, _LISTING[opening], opening == "[" and self.semicolons)
        return self.composed(items[0])

    def items(self, opening: str) -> tuple[Node, ...]:
        """What stands in the bracket that comes next."""
        bra_ket = opening == r"\langle"  # <u|v>
        separators = (",", "|", r"\mid") if bra_ket else (",", ";")
        outer, self.bars = self.bars, self.separating_bars() if bra_ket else []
        self.index += 1
        found = [self.sum()]
        semicolons = False
        while self.text in separators:
            semicolons = self.text == ";"
            self.index += 1
            found.append(self.sum())
        self.bars, self.semicolons = outer, semicolons
        self.expect(BRACKETS[opening])
        return tuple(found)

    def inner_product(self, items: tuple[Node, ...], start: int) -> Node:
        """The inner product of ``items``: of matrices with ``_F``, weighed with ``_W``, of vectors
        with n entries with ``_{\\mathbb R^n}``.

        Raises:
            FormulaError: If it has no two parts, or something else below.
        """
        if len(items) != 2:
            raise FormulaError("an inner product has two parts", start)
        if not self.accept("_"):
            return Apply("inner", items)
        lower = self.argument()
        if [token.text for token in lower] == ["F"]:
            return Apply("inner", items)
        if is_space(lower):
            space = read_space(lower, self.sub)
            # R^n with no n says only what kind of product this is.
            sizes = [part for size in space.sizes for part in walk(size)]
            known = all(part.known for part in sizes if isinstance(part, Symbol))
            return Apply("inner", (*items, space) if known else items)
        weight = self.sub(lower)
        if not any(is_matrix(part, self.names) for part in walk(weight)):
            raise FormulaError("an inner product has a matrix or a space below", lower[0].start)
        return Apply("inner", (items[0], Product(weight, items[1])))

    def composed(self, node: Node) -> Node:
        """``(f \\circ g)``, if that is what was bracketed, with its primes and arguments."""
        if not isinstance(node, Product) or node.operator != r"\circ":
            return node
        if not (self.is_function(node.left) and self.is_function(node.right)):
            return node
        function: Node = Compose(node.left, node.right)
        if primes := self.count("'"):
            function = Prime(function, primes)
        return self.call(function) if self.text == "(" else function

    def bar(self) -> Node:
        """A norm or an absolute value."""
        sign = self.text
        self.index += 1
        self.bars.append(sign)
        inner = self.listing()
        self.bars.pop()
        self.expect(sign)
        if sign == "|":
            return Abs(inner)
        power = self.argument() if self.accept("^") else ()  # \|x\|^2_2, printed as \|x\|_2^2
        kind = self.norm_kind(self.argument()) if self.accept("_") else None
        return self.raised(Norm(inner, kind), power)

    def norm_kind(self, tokens: Sequence[Token]) -> Node:
        """What stands below a norm: which it is."""
        if len(tokens) == 1 and (tokens[0].text in ("F", r"\infty", "*") or
                                 tokens[0].kind == "word"):  # fmt: skip
            return Symbol(tokens[0].text, known=False)
        return self.sub(tokens)
