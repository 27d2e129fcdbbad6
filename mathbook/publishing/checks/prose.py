"""What a chapter says in words: its text with all else blanked, at the same places.

Code, formulas, comments, addresses and markup are no words, nor are numbers that are
bound already, list numbers, the numbers of headings, and the list of references.
"""

import re
from collections.abc import Iterable, Iterator

from sybil import Document

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.parsers.lexers import plain_text
from mathbook.publishing.parsers.scopes import headings
from mathbook.publishing.parsers.structure import code_spans

__all__ = ["GAP", "prose"]

GAP = "\0"
"""Stands where something was that is no word: what is on both sides does not touch."""

_DOTTED = r"\d+(?:\.\d+)+"
# Each with what is blanked in its first group.
_MARKUP = tuple(
    re.compile(pattern, re.MULTILINE | re.IGNORECASE)
    for pattern in (
        r"^[ \t>]*(\[(?!\^)[^\]\n]+\]:.*)$",  # where a link leads
        r"(\[\^[^\]\n]+\]:?)",  # a footnote's mark
        r"\](\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))",  # an address, with its title
        r"\](\[[^\]\n]*\])",
        r"(</?[a-z][^<>]*>|<[a-z][a-z0-9+.-]*:[^\s<>]*>)",
        r"(\{[ ]*[.#:][^{}\n]*\}|\{[ ]*[\w-]+=[^{}\n]*\})",
        r"((?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\0]+)",
        r"(\b(?:doi|arxiv|isbn)[: ]*[\d.x/-][^\s,;)\0]*)",
        r"(\b10\.\d{4,}/[^\s\0]+)",
        r"^[ \t>]*((?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[\w \t-]*)",
    )
)
_NUMBERING = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[ \t>]*(\d+[.)])[ \t]",
        r"^ {0,3}#{1,6}[ \t]+(\d[\d.]*)(?=[ \t])",
        rf"\[({_DOTTED})(?=[ \t])",  # a link's text that begins with a section's number
        rf"(?:^[ \t>]*[-*+]|\||\"|“)[ \t]*({_DOTTED})(?=[ \t]+[A-Z])",
    )
)
_REFERENCES = re.compile(
    r"#+[ \t]+(?:[\d.]+[ \t]+)?(?:references|bibliography|literature|sources|works cited"
    r"|further reading)\b",
    re.IGNORECASE,
)


def prose(chapter: Chapter) -> str:
    """The words of ``chapter``, every other character a blank or :data:`GAP`."""
    plain = plain_text(Document(chapter.text, str(chapter.path)))
    text = _blanked(plain, code_spans(plain))
    text = _blanked(text, ((f.span.start, f.span.end) for f in chapter.formulas))
    text = _blanked(text, ((n.span.start, n.span.end) for n in chapter.numbers))
    text = _blanked(text, _references(text))
    for pattern in (*_MARKUP, *_NUMBERING):
        text = _blanked(text, [match.span(1) for match in pattern.finditer(text)])
    return text


def _references(text: str) -> Iterator[tuple[int, int]]:
    """The sections that list what was read."""
    marks = headings(text)
    for place, (start, level) in enumerate(marks):
        if _REFERENCES.match(text, start):
            following = (position for position, depth in marks[place + 1 :] if depth <= level)
            yield start, next(following, len(text))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in spans:
        if start >= position:
            pieces += [text[position:start], re.sub(r"[^\n]", GAP, text[start:end])]
            position = end
    return "".join((*pieces, text[position:]))
