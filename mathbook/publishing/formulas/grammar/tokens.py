"""LaTeX to tokens: what shapes the page only is dropped, what has several spellings gets one."""

import re
from dataclasses import dataclass, field, replace

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.words import plain_text

__all__ = ["BRACKETS", "DEEPEST", "Token", "depth_change", "tokenize"]

# What is nested deeper is no formula that somebody reads, and would exhaust the stack.
DEEPEST = 40
_MOST_PRIMES = 9
BRACKETS = {
    "(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\langle": r"\rangle",
    r"\lfloor": r"\rfloor", r"\lceil": r"\rceil",
}  # fmt: skip
_CLOSING = frozenset(BRACKETS.values())


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a formula.

    Attributes:
        kind: ``number``, ``letter``, ``command``, ``word`` (upright text), ``begin``,
            ``end`` (of an environment), ``row`` (``\\\\``), ``quad``, ``dots`` or ``sign``.
        text: Its one spelling: ``\\top`` and ``\\intercal`` are both ``\\top``.
        start: Where it begins in the LaTeX, with its ``\\left`` or braces.
        end: Where it ends.
        side: ``left`` or ``right`` for a delimiter that says so.
        spaced: Whether a space that is seen, such as ``\\,``, stands before it.
        style: The command that a word stands in, such as ``\\mathbf``.
    """

    kind: str
    text: str
    start: int
    end: int
    side: str = ""
    spaced: bool = field(default=False, compare=False)
    style: str = ""


def depth_change(token: Token) -> int:
    """1 where ``token`` opens a bracket or an environment, -1 where it closes one, or 0."""
    if token.text in BRACKETS or token.kind == "begin":
        return 1
    return -1 if token.text in _CLOSING or token.kind == "end" else 0


_DROPPED = frozenset(
    r"""\, \; \: \! \> \displaystyle \textstyle \scriptstyle \limits \nolimits \nonumber
    \notag \hfill \thinspace \medspace \thickspace \big \Big \bigg \Bigg \middle \bigm \Bigm
    \strut \allowbreak \mathrel \mathop \mathbin \mathord \mathopen \mathclose""".split()
)
_SEEN = frozenset(r"\, \; \: \> \thinspace \medspace \thickspace".split())
_WITH_ARGUMENT = frozenset(r"\label \tag \hspace \vspace \phantom \vphantom \hphantom".split())
_SIDES = {
    r"\left": "left", r"\bigl": "left", r"\Bigl": "left", r"\biggl": "left", r"\Biggl": "left",
    r"\right": "right", r"\bigr": "right", r"\Bigr": "right", r"\biggr": "right",
    r"\Biggr": "right",
}  # fmt: skip
_SPELLINGS = {
    r"\Vert": "‖", r"\|": "‖", r"\vert": "|", r"\leq": r"\le", r"\leqslant": r"\le",
    r"\geq": r"\ge", r"\geqslant": r"\ge", r"\neq": r"\ne", r"\dfrac": r"\frac",
    r"\tfrac": r"\frac", r"\cfrac": r"\frac", r"\intercal": r"\top", r"\ast": "*",
    r"\star": "*", r"\varepsilon": r"\epsilon", r"\lt": "<", r"\gt": ">",
    r"\widehat": r"\hat", r"\overline": r"\bar", r"\widetilde": r"\tilde",
    r"\implies": r"\Rightarrow", r"\Longrightarrow": r"\Rightarrow", r"\iff": r"\Leftrightarrow",
    r"\Longleftrightarrow": r"\Leftrightarrow", r"\coloneqq": r"\coloneq",
    r"\triangleq": r"\coloneq", r"\rightarrow": r"\to", r"\lbrace": r"\{", r"\rbrace": r"\}",
    r"\prime": "'", r"\gets": r"\leftarrow", r"\boldsymbol": r"\mathbf", r"\bm": r"\mathbf",
    r"\pmb": r"\mathbf", r"\mathbfit": r"\mathbf", r"\dag": r"\dagger", r"\lbrack": "[",
    r"\rbrack": "]", r"\hadamard": r"\odot", r"\dbinom": r"\binom", r"\tbinom": r"\binom",
    r"\ln": r"\log", r"\varphi": r"\phi", r"\vartheta": r"\theta", r"\*": "*",
    r"\mathscr": r"\mathcal", r"\colon": ":", r"\simeq": r"\approx", r"\land": r"\wedge",
}  # fmt: skip
_LEFT_RIGHT = {
    r"\lVert": ("‖", "left"), r"\rVert": ("‖", "right"),
    r"\lvert": ("|", "left"), r"\rvert": ("|", "right"),
}  # fmt: skip
_DOTS = frozenset(r"\dots \cdots \ldots \vdots \ddots \dotsc \dotsb \dotsm \dotso".split())
_CENTRED = frozenset({r"\cdots", r"\dotsm"})  # those of products, the others list
_WORDS = frozenset(
    r"""\text \mathrm \operatorname \textrm \mathsf \textsf \textit \textbf \mathit
    \texttt \mathtt \textnormal \mbox""".split()
)
_NUMBER = re.compile(r"\d+(?:\{,\}\d{3}|\\,\d{3}(?!\d))*(?:\.\d+)?|\.\d+", re.ASCII)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\{(?P<name>[A-Za-z]+)(?P<star>\*?)\}")
_COLUMNS = re.compile(r"\{[^{}]*\}")
_PLACEMENT = re.compile(r"\[[^\]]*\]")
_WITH_COLUMNS = frozenset({"array", "alignat", "alignedat"})
_WITH_PLACEMENT = frozenset({"aligned", "gathered", "split", "array", "alignedat"})
_ROW_SPACING = re.compile(r"\*?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ONE_DIGIT_AFTER = frozenset({"^", "_", r"\frac", r"\sqrt", r"\binom"})
_TWO_ARGUMENTS = frozenset({r"\frac", r"\binom"})


class _Tokenizer:
    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.position = 0
        self.start = 0  # of the token that comes, its \left included
        self.side = ""
        self.spaced = False
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self.position < len(self.latex):
            if not self.side:
                self.start = self.position
            self.step()
        return _without_single_groups(_bounded(self.tokens))

    def push(self, kind: str, text: str, end: int) -> None:
        self.tokens.append(Token(kind, text, self.start, end, self.side, self.spaced))
        self.side, self.spaced = "", False
        self.position = end

    def step(self) -> None:
        sign = self.latex[self.position]
        if sign.isspace() or sign == "~":
            self.spaced |= sign == "~"
            self.position += 1
        elif sign == "\\":
            self.command()
        elif sign == "." and self.side:  # the empty delimiter
            self.push("sign", rf"\{self.side}.", self.position + 1)
        elif number := _NUMBER.match(self.latex, self.position):
            # TeX takes one digit: \frac12 is one half, x^10 is x^1 0.
            if self.wants_one_digit():
                self.push("number" if sign.isdigit() else "sign", sign, self.position + 1)
            else:
                self.push("number", number[0], number.end())
        elif sign.isalpha():
            if not sign.isascii():
                raise FormulaError(f"found the letter {sign!r}; expected LaTeX", self.position)
            self.push("letter", sign, self.position + 1)
        elif self.side and sign in "<>":
            self.push("command", r"\langle" if sign == "<" else r"\rangle", self.position + 1)
        elif sign in "+-*/=<>()[]{}|^_',;:.!&":
            self.push("sign", sign, self.position + 1)
        else:
            raise FormulaError(f"found {sign!r}, which has no meaning here", self.position)

    def wants_one_digit(self) -> bool:
        if not self.tokens:
            return False
        last = self.tokens[-1].text
        if last == "}":
            return self.before_group("{", "}") in _TWO_ARGUMENTS
        if last == "]":
            return self.before_group("[", "]") == r"\sqrt"
        # The second argument of \frac12: what precedes is the first, without braces.
        second = len(self.tokens) > 1 and self.tokens[-2].text in _TWO_ARGUMENTS and last != "{"
        return second or last in _ONE_DIGIT_AFTER

    def before_group(self, opening: str, closing: str) -> str:
        """What stands before the group that ends here."""
        depth = 0
        for index in range(len(self.tokens) - 1, 0, -1):
            text = self.tokens[index].text
            depth += (text == closing) - (text == opening)
            if not depth:
                return self.tokens[index - 1].text
        return ""

    def command(self) -> None:
        match = _COMMAND.match(self.latex, self.position)
        if match is None:
            raise FormulaError("a lone backslash ends this formula", self.position)
        name = match[0]
        if name.endswith("*") and len(name) > 2 and name != r"\operatorname*":
            name = name[:-1]
        end = self.position + len(name)
        bold = _SPELLINGS.get(name, name) == r"\mathbf"
        if name in _SIDES:
            self.side, self.position = _SIDES[name], end
        elif name in _DROPPED or name[1:].isspace():
            self.spaced |= name in _SEEN or name[1:].isspace()
            self.position = end
        elif name in _WITH_ARGUMENT:
            self.position = self.group(end + self.latex.startswith("*", end))[1]
        elif name.rstrip("*") in _WORDS or (bold and self.is_word(end)):
            self.word(end, r"\mathbf" if bold else name)
        elif name in (r"\begin", r"\end"):
            self.environment(name[1:], end)
        else:
            self.sign(name, end)

    def sign(self, name: str, end: int) -> None:
        """A command that is one token."""
        if name in (r"\quad", r"\qquad"):
            self.push("quad", r"\quad", end)
        elif name == "\\\\":
            spacing = _ROW_SPACING.match(self.latex, end)
            self.push("row", name, spacing.end() if spacing else end)
        elif name in _LEFT_RIGHT:
            text, self.side = _LEFT_RIGHT[name]
            self.push("sign", text, end)
        elif name in _DOTS:
            self.push("dots", r"\cdots" if name in _CENTRED else r"\dots", end)
        else:
            text = _SPELLINGS.get(name, name)
            self.push("command" if text.startswith("\\") else "sign", text, end)

    def environment(self, kind: str, end: int) -> None:
        match = _ENVIRONMENT.match(self.latex, end)
        if match is None:
            raise FormulaError(rf"\{kind} has no {{environment}}", self.position)
        name, end = match["name"], match.end()
        if kind == "begin":
            # In others a brace or bracket is the first cell: \begin{bmatrix}{1} & 2
            if name in _WITH_PLACEMENT or match["star"]:
                end = _after(_PLACEMENT, self.latex, end)
            if name in _WITH_COLUMNS:
                end = _after(_COLUMNS, self.latex, end)
        self.push(kind, name, end)

    def word(self, end: int, style: str) -> None:
        content, after = self.group(end)
        text = plain_text(content)
        if not text:
            self.position = after
        elif text == "T" and self.is_raised():
            self.push("command", r"\top", after)
        elif text.replace(" ", "") in ("argmin", "argmax"):
            self.push("command", "\\" + text.replace(" ", ""), after)
        elif len(text) == 1 and text.isalpha() and text.isascii():
            self.push("letter", text, after)
        else:
            self.push("word", text, after)
            self.tokens[-1] = replace(self.tokens[-1], style=style)

    def is_raised(self) -> bool:
        """Whether what comes begins a superscript."""
        return "".join(token.text for token in self.tokens[-2:]).endswith(("^", "^{"))

    def is_word(self, position: int) -> bool:
        """Whether several upright letters follow: a function's name in bold."""
        return re.match(r"\s*\{[A-Za-z]{2,}\}", self.latex[position:]) is not None

    def group(self, position: int) -> tuple[str, int]:
        """The argument that begins at ``position``, and where it ends."""
        while position < len(self.latex) and self.latex[position].isspace():
            position += 1
        if position >= len(self.latex):
            raise FormulaError("a command lacks its argument", self.position)
        if self.latex[position] != "{":
            match = _COMMAND.match(self.latex, position)
            end = match.end() if match else position + 1
            return self.latex[position:end], end
        depth = 0
        for brace in _BRACE.finditer(self.latex, position):
            depth += (brace[0] == "{") - (brace[0] == "}")
            if not depth:
                return self.latex[position + 1 : brace.start()], brace.end()
        raise FormulaError("'{' is never closed", position)


def _after(pattern: re.Pattern[str], latex: str, position: int) -> int:
    match = pattern.match(latex, position)
    return match.end() if match else position


def _bounded(tokens: list[Token]) -> list[Token]:
    depth = primes = 0
    for token in tokens:
        depth = max(depth + depth_change(token), 0)
        primes = primes + 1 if token.text == "'" else 0
        if depth > DEEPEST:
            raise FormulaError(f"brackets are nested more than {DEEPEST} deep", token.start)
        if primes > _MOST_PRIMES:
            raise FormulaError(f"more than {_MOST_PRIMES} primes follow one another", token.start)
    return tokens


def _without_single_groups(tokens: list[Token]) -> list[Token]:
    """``{x}`` is ``x``: a group of one token groups nothing."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        while len(kept) > 2 and kept[-1].text == "}" and kept[-3].text == "{":
            opening, inner, closing = kept[-3:]
            if inner.text in ("{", "}", "^", "_", "'"):
                break
            kept[-3:] = [replace(inner, start=opening.start, end=closing.end)]
    return kept


def tokenize(latex: str) -> list[Token]:
    """The tokens of ``latex``.

    Raises:
        FormulaError: If a sign has no meaning, or a group or command is incomplete.
    """
    return _Tokenizer(latex).run()
