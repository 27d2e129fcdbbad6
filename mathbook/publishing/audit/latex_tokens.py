"""LaTeX to tokens: what states something is apart from what only arranges the page."""

import re
from dataclasses import dataclass
from enum import Enum, auto

__all__ = ["Kind", "Token", "lex"]


class Kind(Enum):
    """What a token is to a reader."""

    LETTER = auto()  # with its font and its accent: \hat{\mathbf{x}} is one
    GREEK = auto()
    SET = auto()  # \mathbb{R}
    DIGIT = auto()
    COMMAND = auto()
    SIGN = auto()  # any other character
    TEXT = auto()  # a command with what it holds, of which nothing is a formula
    BREAK = auto()  # what begins a formula, a cell or a row


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands."""

    text: str
    start: int
    end: int
    kind: Kind


_GREEK = (
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|varkappa|lambda"
    "|mu|nu|xi|omicron|pi|varpi|rho|varrho|sigma|varsigma|tau|upsilon|phi|varphi|chi|psi|omega"
    "|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
_FONTS = "mathbf|mathcal|mathbb|mathsf|mathit|mathtt|mathfrak|mathscr|boldsymbol|bm|pmb"
_ACCENTS = (
    "hat|bar|tilde|dot|ddot|vec|check|breve|acute|grave|mathring"
    "|widehat|widetilde|overline|underline"
)
_PLAIN = rf"(?:[^\W\d_]|\\(?:{_GREEK}|ell|hbar|imath|jmath)(?![A-Za-z]))"
_FONT = rf"\\(?:{_FONTS})(?![A-Za-z])\s*(?:\{{\s*{_PLAIN}\s*\}}|{_PLAIN})"
_SYMBOL = re.compile(
    rf"\\(?:{_ACCENTS})(?![A-Za-z])\s*(?:\{{\s*(?:{_FONT}|{_PLAIN})\s*\}}|{_FONT}|{_PLAIN})"
    rf"|{_FONT}|{_PLAIN}"
)
_HAS_GREEK = re.compile(rf"\\(?:{_GREEK})(?![A-Za-z])|[\u0370-\u03ff]")

_LENGTH = r"-?[\d.]+\s*(?:pt|pc|mm|cm|in|ex|em|mu|sp)"
_UNSEEN = re.compile(rf"\s+|%[^\n]*|\\[,;:!> \n]|~|\\(?:m?kern|[hm]skip)(?![A-Za-z])\s*{_LENGTH}")
_BREAK = re.compile(rf"\\\\\*?(?:\s*\[\s*{_LENGTH}\s*\])?|&|\\(?:quad|qquad|hline)(?![A-Za-z])")
# How many arguments of each command are no formulas: words, names, lengths, what is not shown.
_LITERAL = {
    **dict.fromkeys(("text", "textbf", "textit", "textrm", "textsf", "texttt", "mbox", "hbox"), 1),
    **dict.fromkeys(("mathrm", "operatorname", "label", "tag", "ref", "eqref", "cite"), 1),
    **dict.fromkeys(("hspace", "vspace", "mspace", "phantom", "hphantom", "vphantom"), 1),
    **dict.fromkeys(("color", "textcolor", "href", "url", "class", "id", "style"), 1),
    **dict.fromkeys(("begin", "end"), 1),
    **dict.fromkeys(("rule", "newcommand", "renewcommand", "DeclareMathOperator"), 2),
}
_WITH_COLUMNS = re.compile(r"\\begin\s*\{\s*(?:array|subarray|alignat\*?|alignedat|tabular)\s*\}")
_LITERAL_COMMAND = re.compile(rf"\\(?P<name>{'|'.join(_LITERAL)})(?![A-Za-z])\*?")
_ARGUMENT = re.compile(r"\s*(?:\[[^\]]*\]\s*)*")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)?", re.DOTALL)


def lex(latex: str) -> list[Token]:
    """The tokens of ``latex`` without blanks, thin spaces and comments."""
    tokens = []
    position = 0
    while position < len(latex):
        if unseen := _UNSEEN.match(latex, position):
            position = unseen.end()
            continue
        end, kind = _next(latex, position)
        tokens.append(Token(latex[position:end], position, end, kind))
        position = end
    return tokens


def _next(latex: str, position: int) -> tuple[int, Kind]:
    """Where the token at ``position`` ends, and what it is."""
    if break_ := _BREAK.match(latex, position):
        return break_.end(), Kind.BREAK
    if literal := _LITERAL_COMMAND.match(latex, position):
        begins = literal["name"] == "begin"
        return _literal_end(latex, literal), Kind.BREAK if begins else Kind.TEXT
    if symbol := _SYMBOL.match(latex, position):
        return symbol.end(), _symbol_kind(symbol[0])
    if command := _COMMAND.match(latex, position):
        return command.end(), Kind.COMMAND
    digit = latex[position] in "0123456789"
    return position + 1, Kind.DIGIT if digit else Kind.SIGN


def _symbol_kind(symbol: str) -> Kind:
    if symbol.startswith(r"\mathbb"):
        return Kind.SET
    return Kind.GREEK if _HAS_GREEK.search(symbol) else Kind.LETTER


def _literal_end(latex: str, command: re.Match[str]) -> int:
    """Where the last argument that is no formula ends."""
    count = _LITERAL[command["name"]]
    if _WITH_COLUMNS.match(latex, command.start()):
        count += 1
    position = command.end()
    for _ in range(count):
        start = _ARGUMENT.match(latex, position)
        position = _group_end(latex, start.end() if start else position)
    return position


def _group_end(latex: str, position: int) -> int:
    """Where the argument at ``position`` ends: a group, or one token."""
    depth = 0
    while position < len(latex):
        piece = _COMMAND.match(latex, position)
        sign = piece[0] if piece else latex[position]
        if sign == "}" and not depth:  # there is no argument
            break
        position += len(sign)
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth <= 0:
            break
    return position
