"""Faults of formulas, put in between LaTeX's tokens: what is damaged is grammar, not letters."""

# ruff: noqa: E501 - what is written in one line is one fault

import re
import sys
import unicodedata
from functools import cache
from itertools import zip_longest

from mathbook.publishing.formulas.grammar.atoms import ACCENTS, GREEK, STYLES
from mathbook.publishing.formulas.grammar.constructs import VOCABULARY
from mathbook.publishing.formulas.grammar.relations import DECLARING, RELATIONS
from tests.fuzzing.faults import Catalogue, Draw
from tests.fuzzing.seeds import formula_seeds

__all__ = ["FAULTS", "in_a_chapter"]

_catalogue = Catalogue()
_fault = _catalogue.fault
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_FORMULA = re.compile(r"(?<![\\$])(\$\$?)(?![\s$])([^$`]+?)(?<!\s)\1(?!\$)")
_COMMANDS = sorted(
    {*ACCENTS, *GREEK, *STYLES, *RELATIONS, *DECLARING}
    | {key for key in VOCABULARY.constructs if key.startswith("\\")}
)
_OPENING = {"{", "(", "[", r"\{", r"\left"}
_CLOSING = {"}", ")", "]", r"\}", r"\right"}


def _tokens(latex: str) -> list[str]:
    return _TOKEN.findall(latex)


def _text(tokens: list[str]) -> str:
    """The tokens as LaTeX; a letter that has come behind a command stays apart from it."""
    parts = []
    for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
        apart = token[:1] == "\\" and token[-1:].isalpha() and following[:1].isalpha()
        parts.append(f"{token} " if apart else token)
    return "".join(parts)


def _group(tokens: list[str], draw: Draw) -> tuple[int, int] | None:
    """The ends of one of the groups in braces."""
    starts: list[int] = []
    groups = []
    for place, token in enumerate(tokens):
        if token == "{":
            starts.append(place)
        elif token == "}" and starts:
            groups.append((starts.pop(), place))
    return draw.choice(groups) if groups else None


@_fault("deleted token")
def _deleted(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    for _ in range(draw.randrange(1, 3)):
        if tokens:
            del tokens[draw.randrange(len(tokens))]
    return _text(tokens)


@_fault("doubled token")
def _doubled(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    place = draw.randrange(len(tokens))
    tokens[place:place] = [tokens[place]] * draw.choice([1, 1, 2, 30, 1500])
    return _text(tokens)


@_fault("swapped tokens")
def _swapped(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    one, other = draw.randrange(len(tokens)), draw.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return _text(tokens)


@_fault("another command")
def _command(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    commands = [place for place, token in enumerate(tokens) if token[0] == "\\"]
    if not commands or draw.random() < 0.3:
        tokens.insert(draw.randrange(len(tokens) + 1), draw.choice(_COMMANDS))
    else:
        tokens[draw.choice(commands)] = draw.choice(_COMMANDS)
    return _text(tokens)


@_fault("group exchanged with another formula's")
def _exchanged(latex: str, draw: Draw) -> str | None:
    tokens = _tokens(latex)
    others = _tokens(draw.choice(formula_seeds())[0])
    one, other = _group(tokens, draw), _group(others, draw)
    if one is None or other is None:
        return None
    tokens[one[0] : one[1] + 1] = others[other[0] : other[1] + 1]
    return _text(tokens)


@_fault("brackets that do not match")
def _unbalanced(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    brackets = [p for p, token in enumerate(tokens) if token in _OPENING | _CLOSING]
    signs = [*sorted(_OPENING | _CLOSING), r"\left.", r"\right.", r"\left|", r"\right\rangle", "|"]
    if brackets and draw.random() < 0.7:
        tokens[draw.choice(brackets)] = draw.choice(["", *signs])
    else:
        tokens.insert(draw.randrange(len(tokens) + 1), draw.choice(signs))
    return _text([token for token in tokens if token])


@_fault("deeply nested braces")
def _deep(latex: str, draw: Draw) -> str:
    depth = draw.choice([20, 60, 150, 400, 3000, 10_000])
    opening, closing = draw.choice(
        [("{", "}"), ("(", ")"), ("[", "]"), (r"\sqrt{", "}"), (r"\frac{1}{", "}"), ("x_{", "}"),
         ("x^{", "}"), (r"\left(", r"\right)"), (r"\hat{", "}"), (r"\text{", "}"), ("-", ""),
         (r"\mathbf{", "}"), (r"\begin{cases}", r"\end{cases}"), ("f(", ")"), ("|", "|"), (r"\lVert", r"\rVert"),
         (r"\begin{bmatrix}", r"\end{bmatrix}"), (r"\log ", ""), (r"\sum_{i=1}^2 ", ""), ("2^", ""),
         (r"\underbrace{", "}_{a}"), (r"\frac{\partial}{\partial x}", ""), (r"\lnot ", ""),
         ("", "'"), ("", "^\\top"), ("", "!"), ("x +", ""), (r"x \Rightarrow", "")]
    )  # fmt: skip
    tokens = _tokens(latex)
    start = draw.randrange(len(tokens) + 1)
    end = draw.choice([len(tokens), start, draw.randrange(start, len(tokens) + 1)])
    if draw.random() < 0.1:
        closing = ""
    return (
        _text(tokens[:start]) + opening * depth + _text(tokens[start:end]) + closing * depth
        + _text(tokens[end:])
    )  # fmt: skip


@_fault("huge numbers")
def _huge(latex: str, draw: Draw) -> str:
    number = draw.choice(
        ["9" * 400, "9" * 5000, "9^{9^{9^9}}", "10^{400}", "1e400", "999999999!", "0" * 5000,
         "1" + "{,}000" * 200, "0." + "0" * 400 + "1", "10^{-400}", "-10^{18}", "2^{64}", "170!", "171!",
         r"\infty", r"\frac{1}{0}", "2^{2^{2^{2^{2^2}}}}", r"\binom{10^9}{5 \cdot 10^8}", "1.5.2", "1..2"]
    )  # fmt: skip
    tokens = _tokens(latex)
    digits = [place for place, token in enumerate(tokens) if token.isdigit()]
    if digits and draw.random() < 0.8:
        tokens[draw.choice(digits)] = draw.choice([number, f"{{{number}}}"])
    else:
        tokens.insert(draw.randrange(len(tokens) + 1), number)
    return _text(tokens)


@cache
def _letters() -> tuple[str, ...]:
    """Every letter, mark and digit of Unicode."""
    kinds = ("L", "M", "N")
    signs = map(chr, range(0x80, sys.maxunicode + 1))
    return tuple(sign for sign in signs if unicodedata.category(sign)[0] in kinds)


@_fault("any letter of Unicode")
def _unicode(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    for _ in range(draw.randrange(1, 4)):
        letter = draw.choice(_letters())
        letters = [place for place, token in enumerate(tokens) if token.isalnum()]
        if letters and draw.random() < 0.7:
            tokens[draw.choice(letters)] = letter
        else:
            tokens.insert(draw.randrange(len(tokens) + 1), letter)
    return _text(tokens)


@_fault("any sign of Unicode")
def _sign(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    sign = chr(draw.randrange(1, 0x3000)) if draw.random() < 0.7 else chr(draw.randrange(0xD800))
    tokens.insert(draw.randrange(len(tokens) + 1), sign.replace("$", "€"))
    return _text(tokens)


@_fault("scripts upon scripts")
def _scripts(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    script = draw.choice(
        ["_", "^", "_1", "^2", "_{i}", "^{-1}", "^*", "'", "^{'}", r"^\top", "_{ij}", "^{(k)}", "_+",
         "^{+}", "_{}", "^{}", "_^", "^_", "_{_}", r"^\frac", r"_\left", "^{2}^{3}", "_1_2", "^''"]
    )  # fmt: skip
    tokens.insert(draw.randrange(len(tokens) + 1), script * draw.choice([1, 1, 2]))
    return _text(tokens)


@_fault("environments")
def _environments(latex: str, draw: Draw) -> str:
    name = draw.choice(
        ["cases", "aligned", "bmatrix", "pmatrix", "vmatrix", "array", "gathered", "split", "foo", "",
         "matrix", "smallmatrix", "align*", "equation", "subarray", "cases*", "{", "a b"]
    )  # fmt: skip
    tokens = _tokens(latex)
    start = draw.randrange(len(tokens) + 1)
    end = draw.randrange(start, len(tokens) + 1)
    begin = rf"\begin{{{name}}}" + draw.choice(["", "", "{cc}", "{", "[t]", "{c|c}"])
    finish = draw.choice([rf"\end{{{name}}}", rf"\end{{{name}}}", r"\end{cases}", "", r"\end"])
    inner = _text(tokens[start:end])
    inner = draw.choice([inner, inner.replace(" ", "&", 2), inner.replace(" ", r" \\ ", 2), ""])
    return _text(tokens[:start]) + begin + inner + finish + _text(tokens[end:])


@_fault("formula broken off")
def _broken_off(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    place = draw.randrange(len(tokens) + 1)
    return _text(tokens[:place] if draw.random() < 0.5 else tokens[place:])


@_fault("ranges and dots without an end")
def _ranges(latex: str, draw: Draw) -> str:
    piece = draw.choice(
        [r"\sum_{i=1}^{10^{12}} i", r"\prod_{k=0}^{\infty} k", r"\sum_{i=1}^{n}", r"\sum_i^i i",
         r"\sum_{i=1}^{-5} i", r"\sum_{i,j,k,l=1}^{1000} i", r"1, 2, \dots, 10^{15}", r"\dots",
         r"x_1, \dots, x_{10^9}", r"\forall n \in \mathbb N", r"\int_0^\infty", r"\lim_{x \to \infty}",
         r"\max_{x \in \mathbb R}", r"\arg\min_x", r"i = 1, \dots, n", r"\sum_{i=1}^{9^{9^9}} i",
         r"\sum_{i=1}^{3} \sum_{i=1}^{i} i", r"\bigcup_i A_i", r"1 + 2 + \cdots + 10^{20}",
         r"I_{10^9}", r"\mathbf{1}_{10^{10}}", r"0_{10^5 \times 10^5}", r"\sum_{i=1}^{10^7} i^2"]
    )  # fmt: skip
    tokens = _tokens(latex)
    place = draw.choice([0, len(tokens), draw.randrange(len(tokens) + 1)])
    between = draw.choice([" ", " = ", ", ", r" \quad "])
    return _text(tokens[:place]) + between + piece + between + _text(tokens[place:])


@_fault("markup within a formula")
def _markup(latex: str, draw: Draw) -> str:
    tokens = _tokens(latex)
    markup = draw.choice(
        ["<script>alert(1)</script>", r"\text{<img src=x onerror=alert(1)>}", "&lt;b&gt;", "</math>",
         r"\href{javascript:alert(1)}{x}", r"\class{a}{x}", r"\htmlId{a}{x}", "-->", "]]>",
         r"\text{`}", r"\text{$x$}", "% comment", "%\n", r"\url{x}", r"\require{html}", "&", "<", ">",
         r"\text{**b**}", r"\text{[a](b)}", r"\def\x{\x}\x", r"\newcommand{\a}{\a\a}\a", r"\input{/etc/passwd}",
         r"\color{red}", r"\label{a}", r"\tag{1}", r"\unicode{60}", r"\char60", "\\", r"\verb|<b>|", "~"]
    )  # fmt: skip
    tokens.insert(draw.randrange(len(tokens) + 1), markup)
    return _text(tokens)


FAULTS = tuple(_catalogue.faults)


def in_a_chapter(change: str, text: str, draw: Draw) -> str | None:
    """``text`` with the formula fault named ``change`` in one of its formulas."""
    formulas = list(_FORMULA.finditer(text))
    if not formulas:
        return None
    match = draw.choice(formulas)
    fault = next(fault for fault in FAULTS if fault.name == change)
    damaged = fault.change(match[2], draw)
    if damaged is None:
        return None
    assert isinstance(damaged, str)
    return text[: match.start(2)] + damaged + text[match.end(2) :]
