"""A place among tokens, and the steps from it."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import read_argument
from mathbook.publishing.formulas.grammar.tokens import Token, depth_change

__all__ = ["Cursor"]


class Cursor:
    """Reads tokens from left to right.

    Attributes:
        tokens: What is read.
        index: The token that comes next.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.index = 0

    @property
    def text(self) -> str:
        """The next token; "" at the end."""
        return self.tokens[self.index].text if self.index < len(self.tokens) else ""

    @property
    def kind(self) -> str:
        """What the next token is; "" at the end."""
        return self.tokens[self.index].kind if self.index < len(self.tokens) else ""

    @property
    def side(self) -> str:
        """Whether the next token is a ``left`` or ``right`` delimiter, or says neither."""
        return self.tokens[self.index].side if self.index < len(self.tokens) else ""

    @property
    def spaced(self) -> bool:
        """Whether a space that is seen stands before the next token."""
        return self.index < len(self.tokens) and self.tokens[self.index].spaced

    @property
    def key(self) -> str:
        r"""The next token, as LaTeX names it: ``\begin{cases}`` is not the word "cases"."""
        if self.kind in ("begin", "end"):
            return rf"\{self.kind}{{{self.text}}}"
        return self.text

    @property
    def position(self) -> int:
        """Where in the LaTeX the next token is."""
        if self.index < len(self.tokens):
            return self.tokens[self.index].start
        return self.tokens[-1].end if self.tokens else 0

    def peek(self, offset: int = 1) -> str:
        """The token ``offset`` after the next; "" beyond the end."""
        place = self.index + offset
        return self.tokens[place].text if place < len(self.tokens) else ""

    def accept(self, *texts: str) -> bool:
        """Step over the next token if it is one of ``texts``."""
        if self.text in texts and self.text:
            self.index += 1
            return True
        return False

    def count(self, text: str) -> int:
        """Step over every ``text`` that follows, and say how many they were."""
        start = self.index
        while self.accept(text):
            pass
        return self.index - start

    def expect(self, text: str) -> None:
        """Step over ``text``.

        Raises:
            FormulaError: If something else comes next.
        """
        if not self.accept(text):
            found = f"'{self.key}'" if self.text else "the end"
            raise FormulaError(f"found {found}; expected '{text}'", self.position)

    def skip_space(self) -> None:
        """Step over wide spaces."""
        while self.kind == "quad":
            self.index += 1

    def argument(self) -> tuple[Token, ...]:
        """The tokens of the argument that comes next, without its braces."""
        tokens, self.index = read_argument(self.tokens, self.index)
        return tokens

    def finish(self) -> None:
        """Be at the end.

        Raises:
            FormulaError: If something is left.
        """
        self.skip_space()
        if self.index < len(self.tokens):
            raise FormulaError(f"found '{self.key}', which does not belong here", self.position)

    def separating_bars(self) -> list[str]:
        """The bars that stand singly in the bracket that comes next, as in p(x|y)."""
        depth, counts = 0, {"|": 0, "‖": 0, r"\mid": 0}
        for index in range(self.index, len(self.tokens)):
            token = self.tokens[index]
            depth += depth_change(token)
            if not depth:
                break
            if depth == 1 and token.text in counts and not token.side:
                counts[token.text] += 1
        return [bar for bar, count in counts.items() if count % 2]
