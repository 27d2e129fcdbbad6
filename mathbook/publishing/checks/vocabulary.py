"""The words beside numerals: what makes one a label, and what makes one a count."""

import re

from mathbook.publishing.checks.prose import GAP

__all__ = ["COUNTED", "counts_something", "without_labels"]

COUNTED = re.compile(
    r"\b(?:iterations?|steps?|samples?|points?|degrees?|epochs?|evaluations?"
    r"|(?:milli|micro|nano)?seconds?|minutes?|hours?|ms|µs|μs|digits?|decimals?|decimal places"
    r"|non-?zeros?|parameters?|operations?|multiplications?|additions?|flops?|updates?|calls?"
    r"|passes|draws?|trials?|runs?|entries|observations?|support vectors?|times"
    r"|orders? of magnitude|percent|per cent|bytes?|[KMGT]i?B|[kMG]?bits?)\b"
)
"""The nouns of computation."""

_SPACE = r"(?:[ \u00a0]*\n[ \t>]*|[ \u00a0]+)"  # between two words of one paragraph
_BETWEEN = re.compile(  # one word that may stand between a count and its noun
    r"(?!(?:a|all|also|an|and|are|as|at|be|but|by|costs?|did|do|does|for|from|gives?|had|has|have"
    r"|if|in|into|is|it|its|makes?|needs?|no|nor|not|of|on|or|per|so|takes?|than|that|the|their"
    r"|then|these|this|those|to|uses?|was|were|what|when|where|which|with)\b)[A-Za-z][\w-]*"
)
_FOLLOWS = re.compile(rf"{_SPACE}(?:{_BETWEEN.pattern}{_SPACE})?{COUNTED.pattern}|[ ]?°")
_PRECEDES = re.compile(rf"\b(?:iterations?|epochs?){_SPACE}$")

_DOTTED_WORDS = (
    r"chapters?|chs?\.|sections?|secs?\.|sects?\.|§§?|figures?|figs?\.|tables?|equations?|eqs?\."
    r"|theorems?|thms?\.|lemmas?|corollar(?:y|ies)|propositions?|props?\.|definitions?|defs?\."
    r"|claims?|exercises?|examples?|algorithms?|listings?|appendi(?:x|ces)|remarks?|versions?"
    r"|releases?|editions?"
)
_WHOLE_WORDS = (
    r"parts?|pages?|pp?\.|lines?|volumes?|vols?\.|nos?\.|issues?|footnotes?|notes?|steps?|cases?"
    r"|items?|rules?|problems?|questions?|layers?|heads?|points?|phases?|stages?"
)
_AND = rf"{_SPACE}?(?:,|;|–|-|&|\bto\b|\band\b|\bor\b|\bthrough\b)+{_SPACE}?"
_NOT_COUNT = rf"(?!{_FOLLOWS.pattern}|[ \u00a0\u202f]?%)"
_DOTTED = r"\(?\d++(?:\.\d++)*+[a-z]?\)?"
_WHOLE = r"\d++(?![.,]?\d)"


def _labelled(words: str, number: str) -> str:
    more = rf"(?:{_AND}(?:§[ \u00a0]*)?{number}{_NOT_COUNT})*"
    any_word = rf"(?=(?:[A-Za-z]+\.?|§§?){_SPACE}?\(?\d)"  # looked for first: it is fast
    return rf"(?<![\w-]){any_word}(?:{words}){_SPACE}?{number}{more}"


_PRODUCT = (
    r"[A-Z][a-z]+[A-Z]\w*|CC BY(?:-\w+)*|[A-Z]\w+ Licen[sc]e|Licen[sc]e|Python|Julia|CUDA|MathML"
    r"|Unicode|Material|Debian|Ubuntu|Chromium|Firefox|HTML|HTTP|macOS|pytest|mypy"
)
_LABELS = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?i:{_labelled(_DOTTED_WORDS, _DOTTED)})",
        f"(?i:{_labelled(_WHOLE_WORDS, _WHOLE)})",
        rf"\b(?:{_PRODUCT}){_SPACE}\d+(?:\.\d+)+(?![ ]?%)",
        rf"\b\d+(?:\.\d+)+(?:\+(?!\d)|{_SPACE}(?:or|and){_SPACE}"
        r"(?:newer|later|above|higher|up)\b)",
        rf"\[\d+(?:\.\d+)+\](?={GAP})",  # the whole text of a link names a section
    )
)


def without_labels(text: str) -> str:
    """``text`` with :data:`GAP` in place of numbers that are labels.

    Sections, figures, pages, versions and dates say where to look; they are no results.
    """
    for pattern in _LABELS:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", GAP, match[0]), text)
    return text


def counts_something(text: str, start: int, end: int) -> bool:
    """Whether the numeral in ``text`` from ``start`` to ``end`` counts what is computed."""
    if _FOLLOWS.match(text, end):
        return True
    return end - start > 1 and _PRECEDES.search(text, max(start - 20, 0), start) is not None
