"""Names as they are printed: a letter with accents, sub- and superscript; and their spellings.

``\\hat y`` is ``y_hat`` in Python, ``\\lambda`` is ``lam``, ``x^*`` is ``x_star``: the one
table is here.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.tokens import Token

__all__ = ["ACCENTS", "GREEK", "STYLES", "Atom", "read_argument", "scan_atom"]

ACCENTS = {
    r"\hat": "hat", r"\bar": "bar", r"\tilde": "tilde", r"\vec": "vec", r"\dot": "dot",
    r"\ddot": "ddot", r"\check": "check", r"\breve": "breve", r"\mathring": "ring",
    r"\underline": "underline", r"\acute": "acute", r"\grave": "grave",
}  # fmt: skip
STYLES = frozenset({r"\mathbf", r"\mathcal", r"\mathbb", r"\mathfrak"})
GREEK = frozenset(
    r"""\alpha \beta \gamma \delta \epsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi
    \pi \rho \sigma \tau \upsilon \phi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi
    \Sigma \Upsilon \Phi \Psi \Omega \ell \varrho \varsigma \varkappa \imath \jmath""".split()
)
_PYTHON = {
    r"\lambda": ("lam", "lambda_", "lmbda", "lamb", "lambd"),
    r"\epsilon": ("eps", "epsilon", "varepsilon"),
    r"\ell": ("ell", "l"),
    r"\phi": ("phi", "varphi"),
}
_SUPERSCRIPTS = {
    "*": ("star", "opt"),
    "+": ("plus", "pinv"),
    "-": ("minus",),
    r"\dagger": ("dagger", "pinv", "plus"),
    "'": ("prime",),
}


# \vec x may be x_vec or x, and \hat x also xhat.
_ACCENT_FORMS = {"hat": ("_hat", "hat"), "vec": ("_vec", "")}
# No name needs more, and a long subscript would have millions.
_MOST_SPELLINGS = 2000


@dataclass(frozen=True, slots=True)
class Atom:
    """A printed name, split into its parts.

    Attributes:
        base: A letter, a Greek letter's command, or a word.
        accents: Its accents, the outermost first.
        style: Its alphabet, such as ``\\mathcal``.
        lower: The tokens of its subscript.
        upper: The tokens of its superscript, primes included.
        start: Where it begins in the LaTeX.
        end: The index of the token after it.
    """

    base: str
    accents: tuple[str, ...] = ()
    style: str = ""
    lower: tuple[Token, ...] = ()
    upper: tuple[Token, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def latex(self) -> str:
        """The one LaTeX spelling, by which names are compared."""
        parts = [*self.accents, *([self.style] if self.style else []), self.base]
        for sign, script in (("_", self.lower), ("^", self.upper)):
            if script:
                parts += [sign, *(token.text for token in script)]
        return " ".join(parts)

    @property
    def is_primed(self) -> bool:
        """Whether primes are all that stands above it."""
        return bool(self.upper) and all(token.text == "'" for token in self.upper)

    @property
    def printed(self) -> str:
        """The name as one would write it."""
        text = self.base
        if self.style:
            text = f"{self.style}{{{text}}}"
        for accent in reversed(self.accents):
            text = f"{accent}{{{text}}}"
        for sign, script in (("_", self.lower), ("^", self.upper)):
            if script:
                inner = " ".join(token.text for token in script)
                text += f"{sign}{{{inner}}}" if len(script) > 1 else f"{sign}{inner}"
        return text

    def variants(self) -> Iterator["Atom"]:
        """The longest name first, then with fewer scripts."""
        yield self
        if self.lower and self.upper:
            yield replace(self, lower=())
            yield replace(self, upper=())
        if self.lower or self.upper:
            yield replace(self, lower=(), upper=())

    def spellings(self) -> Iterator[str]:
        """The Python names that this name may have; a power is part of none."""
        if len(self.upper) == 1 and self.upper[0].kind == "number":
            return
        bases = _PYTHON.get(self.base, (_as_python(self.base),))
        accents = [ACCENTS[accent] for accent in reversed(self.accents)]
        marks = [_ACCENT_FORMS.get(accent, (f"_{accent}",)) for accent in accents]
        scripts = (_script_spellings(self.lower), _script_spellings(self.upper))
        styles = ("mathcal_", "cal_", "") if self.style == r"\mathcal" else ("",)
        spelt = itertools.product(styles, bases, *marks, *scripts)
        yield from ("".join(parts) for parts in itertools.islice(spelt, _MOST_SPELLINGS))


def _script_spellings(script: Sequence[Token]) -> tuple[str, ...]:
    """What a sub- or superscript adds to a Python name."""
    if not script:
        return ("",)
    texts = [token.text for token in script]
    letter = texts[0]
    if letter in ("t", "k", "n", "i") and texts[1:] == ["+", "1"]:
        return ("_next", f"_{letter}p1", f"_{letter}1", f"_{letter}_plus_1", f"_{letter}plus1",
                "_new")  # fmt: skip
    if letter in ("t", "k", "n", "i") and texts[1:] == ["-", "1"]:
        return (f"_{letter}m1", "_prev", f"_{letter}_minus_1", "_old")
    if texts[0] == "(" and texts[-1] == ")":
        return _script_spellings(script[1:-1])
    choices = itertools.product(*(_forms(text) for text in texts))
    parts = list(itertools.islice(choices, _MOST_SPELLINGS))
    joined = ["".join(part) for part in parts]
    parted = ["_".join(text for text in part if text) for part in parts]
    both = dict.fromkeys(joined + parted)
    # x1 and xTx are names of their own, xi is not x with the index i.
    attached = (text for text in both if len(text) > 1 or not text.islower())
    return (*(f"_{text}" for text in both), *attached)


def _forms(text: str) -> tuple[str, ...]:
    """What one sign of a script is in a Python name."""
    if text in (",", "{", "}"):
        return ("",)
    return _SUPERSCRIPTS.get(text) or _PYTHON.get(text) or (_as_python(text),)


def _as_python(text: str) -> str:
    return text.removeprefix("\\").replace(" ", "_").replace("-", "_")


def read_argument(tokens: Sequence[Token], index: int) -> tuple[tuple[Token, ...], int]:
    """The argument at ``index``, without its braces, and the index after it.

    Raises:
        FormulaError: If none stands there, or its brace is never closed.
    """
    start = index
    while index < len(tokens) and (tokens[index].text in ACCENTS or tokens[index].text in STYLES):
        index += 1
    marks = tuple(tokens[start:index])
    if index >= len(tokens):
        position = tokens[-1].end if tokens else 0
        raise FormulaError("an argument is missing at the end", position)
    first = tokens[index]
    if first.text != "{":
        if first.text in ("}", "^", "_"):
            raise FormulaError(f"found {first.text!r} where an argument belongs", first.start)
        return (*marks, first), index + 1
    depth = 0
    for after in range(index, len(tokens)):
        depth += (tokens[after].text == "{") - (tokens[after].text == "}")
        if not depth:
            inner = tuple(tokens[index + 1 : after])
            # \hat{x_i}: the accent is on the whole group, so its braces stay.
            return (*marks, *tokens[index : after + 1]) if marks else inner, after + 1
    raise FormulaError("'{' is never closed", first.start)


def scan_atom(tokens: Sequence[Token], index: int) -> Atom | None:
    """The name that begins at ``index``, with all its scripts; None where none does."""
    start = tokens[index].start if index < len(tokens) else 0
    accents, style, index = _marks(tokens, index)
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.text == "{" and (accents or style):
        inner, after = read_argument(tokens, index)
        atom = scan_atom(inner, 0)
        if atom is None or atom.end != len(inner):
            return None
        atom = replace(
            atom, accents=(*accents, *atom.accents), style=style or atom.style, start=start,
            end=after,
        )  # fmt: skip
        return atom if atom.lower or atom.upper else _with_scripts(atom, tokens)
    named = token.kind in ("letter", "word") or token.text in GREEK
    if not named and not (style and token.kind == "number"):
        return None
    return _with_scripts(Atom(token.text, accents, style, start=start, end=index + 1), tokens)


def _marks(tokens: Sequence[Token], index: int) -> tuple[tuple[str, ...], str, int]:
    """The accents and the style that begin at ``index``, and the index after them."""
    accents: list[str] = []
    style = ""
    while index < len(tokens) and (tokens[index].text in ACCENTS or tokens[index].text in STYLES):
        text = tokens[index].text
        if text in ACCENTS:
            accents.append(text)
        else:
            style = text
        index += 1
    return tuple(accents), style, index


def _with_scripts(atom: Atom, tokens: Sequence[Token]) -> Atom:
    index = atom.end
    lower: tuple[Token, ...] = ()
    upper: tuple[Token, ...] = ()
    while index < len(tokens) and tokens[index].text in ("_", "^", "'"):
        sign = tokens[index].text
        if sign == "'":
            upper, index = (*upper, tokens[index]), index + 1
        elif sign == "_":
            if lower:
                raise FormulaError("two subscripts follow one another", tokens[index].start)
            lower, index = read_argument(tokens, index + 1)
        else:
            if any(token.text != "'" for token in upper):
                raise FormulaError("two superscripts follow one another", tokens[index].start)
            script, index = read_argument(tokens, index + 1)
            upper = (*upper, *script)
    return replace(atom, lower=lower, upper=upper, end=index)
