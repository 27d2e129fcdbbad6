"""Where each token of a formula stands: arguments, scripts, and which signs join two terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mathbook.publishing.audit.latex_tokens import Kind, lex
from mathbook.publishing.audit.mutations import Mutation

__all__ = ["FRACTIONS", "Expression", "Script"]

FRACTIONS = (r"\frac", r"\dfrac", r"\tfrac", r"\cfrac")
_SUMS = frozenset(
    rf"\{name}" for name in ("sum", "prod", "coprod", "bigcup", "bigcap", "bigoplus", "int")
)
_OPTIMA = (r"\min", r"\max", r"\argmin", r"\argmax", r"\inf", r"\sup", r"\lim")
_NORMS = (r"\|", r"\Vert", r"\rVert")
_BARS = frozenset(("|", r"\vert", r"\|", r"\Vert"))  # the same sign opens and closes
_ARITY = {
    **dict.fromkeys((*FRACTIONS, r"\binom"), 2),
    **dict.fromkeys((r"\overset", r"\underset", r"\stackrel"), 2),
    **dict.fromkeys((r"\sqrt", r"\overline", r"\underline", r"\widehat", r"\widetilde"), 1),
    **dict.fromkeys((r"\hat", r"\bar", r"\tilde", r"\vec", r"\underbrace", r"\overbrace"), 1),
}
_TERM_KINDS = (Kind.LETTER, Kind.GREEK, Kind.SET, Kind.DIGIT, Kind.TEXT)
_TERM_ENDS = frozenset(
    (
        *")]}'!.",
        *(r"\}", r"\rangle", r"\rfloor", r"\rceil", r"\rvert", r"\rVert"),
        *(r"\infty", r"\dots", r"\ldots", r"\cdots", r"\top", r"\intercal", r"\emptyset"),
        *(r"\prime", r"\star", r"\ast"),
    )
)
_COMMAND_WORD = re.compile(r"\\[A-Za-z]+$")
_TOKEN = re.compile(r"\\[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Script:
    """A superscript or a subscript.

    Attributes:
        mark: The index of its ``^`` or ``_``.
        last: The index of its last token, a brace included.
        content: The indices of what it says, without braces.
        base: The text of the token that it is attached to; that of the command, for a group.
        raised: Whether it is a superscript.
    """

    mark: int
    last: int
    content: range
    base: str
    raised: bool

    @property
    def bounds_sum(self) -> bool:
        """Whether it is a bound of a sum, a product or an integral."""
        return self.base in _SUMS

    @property
    def bounds_optimum(self) -> bool:
        """Whether it is what a minimum or a limit is taken over."""
        named = self.base.startswith(r"\operatorname") and self.base.endswith(("min}", "max}"))
        return named or self.base in _OPTIMA

    @property
    def names_norm(self) -> bool:
        """Whether it says which norm it is."""
        return self.base in _NORMS and not self.raised


class Expression:
    """A formula whose tokens know their places."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = lex(latex)
        self.texts = [token.text for token in self.tokens]
        self.partners = _partners(self.texts)
        self.bare = frozenset(self._bare_arguments())
        self.scripts = [self._script(i) for i, text in enumerate(self.texts) if text in ("^", "_")]
        self.script_of: dict[int, Script] = {}
        for script in self.scripts:  # a script within another comes after it
            self.script_of |= dict.fromkeys(range(script.mark, script.last + 1), script)
        self.ends_term = list(self._term_ends())

    @property
    def balanced(self) -> bool:
        """Whether every brace has its partner."""
        return len(self.partners) == sum(text in ("{", "}") for text in self.texts)

    def text(self, index: int) -> str:
        """The token's text; empty beyond the formula's ends."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def source(self, indices: range) -> str:
        """What the formula says from the first to the last of ``indices``."""
        if not indices:
            return ""
        return self.latex[self.tokens[indices[0]].start : self.tokens[indices[-1]].end]

    def argument(self, index: int) -> tuple[int, range]:
        """The last token of the argument that begins at ``index``, and what it says."""
        last = self.partners.get(index, index) if self.text(index) == "{" else index
        return last, range(index + 1, last) if last > index else range(index, index + 1)

    def arguments(self, command: int, count: int) -> list[tuple[int, range]]:
        """The arguments of the command, as :meth:`argument` gives them.

        Fewer than ``count`` if the formula ends before, or goes on with what is no argument.
        """
        index = command + 1
        if self.text(command) == r"\sqrt" and self.text(index) == "[":
            index = self.texts.index("]", index) + 1 if "]" in self.texts[index:] else index
        found: list[tuple[int, range]] = []
        while len(found) < count and index < len(self.texts):
            if self.text(index) != "{" and self.tokens[index].kind not in _TERM_KINDS:
                break
            last, content = self.argument(index)
            found.append((last, content))
            index = last + 1
        return found

    def change(self, first: int, last: int, replacement: str, kind: str) -> Mutation:
        """Put ``replacement`` in place of the tokens from ``first`` to ``last``.

        Command words stay apart from letters and stars, and an argument without braces stays
        one.
        """
        start, end = self.tokens[first].start, self.tokens[last].end
        if first == last and first in self.bare and not _TOKEN.fullmatch(replacement):
            replacement = f"{{{replacement}}}"
        behind = self.latex[end : end + 1]
        if _COMMAND_WORD.search(replacement) and _would_join(behind):
            replacement += " "
        adjacent = first > 0 and self.tokens[first - 1].end == start
        before = self.text(first - 1) if adjacent else ""
        if _COMMAND_WORD.search(before) and _would_join((replacement or behind)[:1]):
            replacement = " " + replacement
        return Mutation(start, end, replacement, kind)

    def _bare_arguments(self) -> Iterator[int]:
        for index, text in enumerate(self.texts):
            if text in ("^", "_"):
                yield index + 1
            for last, content in self.arguments(index, _ARITY.get(text, 0)):
                if list(content) == [last]:
                    yield last

    def _script(self, mark: int) -> Script:
        base = mark - 1
        while (before := self._before_script(base)) is not None:
            base = before
        text = self.text(base)
        if text == "}":
            opening = self.partners.get(base, 0)
            text = self.text(opening - 1) if self.text(opening - 1) in _ARITY else text
        last, content = self.argument(mark + 1) if self.text(mark + 1) else (mark, range(0))
        return Script(mark, last, content, text, self.texts[mark] == "^")

    def _before_script(self, index: int) -> int | None:
        """The token before the script that ends at ``index``, if one does."""
        opening = self.partners.get(index, index) if self.text(index) == "}" else index
        if self.text(opening - 1) in ("^", "_"):
            return opening - 2
        return index - 1 if self.text(index) in ("'", r"\limits", r"\nolimits") else None

    def _term_ends(self) -> Iterator[bool]:
        """For each token whether a sign after it joins two terms."""
        waiting: list[str] = []
        for index, token in enumerate(self.tokens):
            text, before = token.text, self.text(index - 1)
            if before in (r"\left", r"\right"):
                closes = before == r"\right"
            elif text in _BARS:
                closes = bool(waiting) and waiting[-1] == text
            else:
                closes = text in _TERM_ENDS or token.kind in _TERM_KINDS
            _follow(waiting, text, closes)
            script = self.script_of.get(index)
            if script is not None and script.last == index:  # \min_x -f(x)
                closes = closes and not (script.bounds_sum or script.bounds_optimum)
            yield closes


def _follow(waiting: list[str], text: str, closes: bool) -> None:
    """Keep ``waiting`` the brackets and bars that are open after ``text``."""
    if text in ("(", "[", "{") or (text in _BARS and not closes):
        waiting.append(text)
    elif text in _BARS and waiting and waiting[-1] == text:
        waiting.pop()
    elif text in (")", "]", "}"):
        while waiting and waiting.pop() in _BARS:  # a bar within brackets ends with them
            pass


def _would_join(sign: str) -> bool:
    return sign.isalpha() or sign == "*"


def _partners(texts: list[str]) -> dict[int, int]:
    """For each brace that has one, its partner."""
    partners: dict[int, int] = {}
    waiting = []
    for index, text in enumerate(texts):
        if text == "{":
            waiting.append(index)
        elif text == "}" and waiting:
            opening = waiting.pop()
            partners |= {opening: index, index: opening}
    return partners
