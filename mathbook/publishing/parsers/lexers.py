"""Markdown text to Sybil regions: fences, comments, images and formulas."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sybil import Document, Region

from mathbook.publishing.parsers.labels import LINK_END
from mathbook.publishing.parsers.structure import Comment, Fence, Structure, code_spans

__all__ = [
    "Comment",
    "Fence",
    "Formula",
    "Image",
    "LinkEnd",
    "StrayFigure",
    "covered",
    "formulas_in",
    "lex",
    "plain_text",
]


@dataclass(frozen=True, slots=True)
class Image:
    """``![alt](url)``"""

    alt: str
    url: str


@dataclass(frozen=True, slots=True)
class StrayFigure:
    """A figure's file, shown in a form that nobody holds against a drawing."""

    url: str


@dataclass(frozen=True, slots=True)
class Formula:
    """``$latex$``, or ``$$latex$$`` where ``display`` is set."""

    latex: str
    display: bool
    closed: bool = True


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """``](url#label)``: the end of a link to a label."""

    url: str
    label: str


# What was taken already is masked: by one sign where nothing may go on across it, by
# another where an image's alt text may.
_TAKEN, _CODE = "\0", "\1"
_WITHIN = r"(?!\n[ \t>]*\n)"  # a paragraph
_IMAGE = re.compile(
    rf"!\[(?P<alt>(?:\\.|\[[^\[\]\0]*\]|{_WITHIN}[^\[\]\\\0])*)\]"
    r"\(\s*+<?(?P<url>[^)\s>\0\1]{0,2000})>?(?:\s++(?:\"[^\"\0]*\"|'[^'\0]*'))?\s*+\)"
    r"(?:\{[^{}\n\0]*\})?"
)
_DISPLAY = re.compile(rf"(?<!\\)\$\$(?P<latex>(?:\\[^\0\1]|{_WITHIN}[^$\\\0\1])+)\$\$", re.DOTALL)
_STRAY_DISPLAY = re.compile(r"(?<!\\)\$\$")
_INLINE = re.compile(
    rf"(?<![\\$])\$(?![\s$])(?P<latex>(?:\\[^\0\1]|{_WITHIN}[^$\\\0\1])+)(?<!\s)\$(?![\d$])",
    re.DOTALL,
)
_STRAY_FIGURE = re.compile(
    r"(?:\bsrc\s*=\s*[\"']?|\]:[ \t]*<?|!\[[^\n\0]{0,300}\]\([ \t]*<?)"
    r"(?P<url>(?:\./){0,9}figures/[\w.-]+\.svg)"
)
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.).*$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def lex(document: Document) -> Iterable[Region]:
    """Every region of ``document`` that the engine acts on; a Sybil parser."""
    text = document.text
    structure = list(Structure(text).regions())
    yield from (region for region in structure if region.parsed is not None)
    masked = covered(text, ((region.start, region.end) for region in structure), _TAKEN)
    yield from _inline(text, masked)


def formulas_in(text: str) -> Iterator[Region]:
    """The formulas of a text that is no Markdown, such as a docstring: no block is literal."""
    shown = re.sub(
        r"^[ \t]*(?:>>>|\.\.\.).*$", lambda line: _TAKEN * len(line[0]), text, flags=re.M
    )
    return (region for region in _inline(text, shown) if isinstance(region.parsed, Formula))


def plain_text(document: Document) -> str:
    """The text of ``document`` with all that is literal blanked: same length, same lines."""
    structure = Structure(document.text).regions()
    return covered(document.text, ((region.start, region.end) for region in structure), " ")


def _inline(text: str, masked: str) -> Iterator[Region]:
    """Images and formulas, looked for in ``masked`` and read from ``text``."""
    masked = covered(masked, code_spans(masked), _CODE)
    kinds: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], object]], ...] = (
        (_IMAGE, lambda match: _image(match, text)),
        (LINK_END, lambda match: LinkEnd(match["url"], match["label"])),
        (_STRAY_FIGURE, lambda match: StrayFigure(match["url"])),
        (_DISPLAY, lambda match: Formula(_latex(match, text), display=True)),
        (_STRAY_DISPLAY, lambda match: Formula("", display=True, closed=False)),
        (_INLINE, lambda match: Formula(_latex(match, text), display=False)),
    )
    for pattern, parse in kinds:
        matches = list(pattern.finditer(masked))
        yield from (Region(match.start(), match.end(), parse(match)) for match in matches)
        masked = covered(masked, (match.span() for match in matches), _TAKEN)


def _image(match: re.Match[str], text: str) -> Image:
    alt = text[slice(*match.span("alt"))].strip()
    return Image(_ESCAPE.sub(r"\1", alt), match["url"])


def _latex(match: re.Match[str], text: str) -> str:
    """The formula of ``match``, without the marks of a quotation that it lies in."""
    start, end = match.span("latex")
    before = text[text.rfind("\n", 0, start) + 1 : start]
    marks = re.match(r"[ \t>]*", before)
    depth = marks[0].count(">") if marks else 0
    first, *others = text[start:end].split("\n")
    return "\n".join((first, *(_unquoted(line, depth) for line in others)))


def _unquoted(line: str, depth: int) -> str:
    """``line`` without its first ``depth`` marks of quotation."""
    content = line.lstrip(" \t>")
    marks = line[: len(line) - len(content)]
    return marks.replace(">", "", depth) + content


def covered(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """``text`` with ``sign`` in place of all that lies in ``spans``, except line ends."""
    pieces = []
    position = 0
    for start, end in sorted(spans):
        pieces += [text[position:start], re.sub(r"[^\n]", sign, text[start:end])]
        position = end
    return "".join((*pieces, text[position:]))
