"""Markdown text to Sybil regions: fences, comments, images and formulas.

Sybil's own Markdown parsers pass over fences whose info line is not exactly the
language, and run fences inside comments, literal blocks and longer fences. Here one pass
over the lines settles what is literal; the inline patterns then see only what is left.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from sybil import Document, Region
from sybil.parsers.markdown.lexers import FENCE, RawFencedCodeBlockLexer

__all__ = ["Comment", "Fence", "Formula", "Image", "lex", "plain_text"]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; ``body`` is its text without the fence's own indentation."""

    info: str
    body: str
    prefix: str
    marker: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment; ``text`` is what stands between its marks."""

    text: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Image:
    """``![alt](url)``"""

    alt: str
    url: str


@dataclass(frozen=True, slots=True)
class Formula:
    """``$latex$``, or ``$$latex$$`` where ``display`` is set."""

    latex: str
    display: bool
    closed: bool = True


# What may hold indented content of its own: list items, admonitions, details, tabs,
# footnotes and definitions, as Python-Markdown and its extensions read them.
_CONTAINER = re.compile(
    r"(?:[-*+]|\d+[.)])(?:[ \t]|$)|(?:!!!|\?\?\?\+?|===[!+]?)[ \t]|\[\^[^\]]+\]:|:[ \t]"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*\n")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:\\.|\[[^\[\]]*\]|[^\[\]\\])*)\]"
    r"\(\s*<?(?P<url>[^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)(?:\{[^{}\n]*\})?"
)
_DISPLAY = re.compile(r"(?<!\\)\$\$(?P<latex>(?:\\.|(?!\n[ \t]*\n)[^$\\])+?)\$\$", re.DOTALL)
_INLINE = re.compile(
    r"(?<![\\$])\$(?![\s$])(?P<latex>(?:\\.|(?!\n[ \t]*\n)[^$\\])+?)(?<!\s)\$(?![\d$])", re.DOTALL
)
_STRAY_DISPLAY = re.compile(r"(?<!\\)\$\$")


def lex(document: Document) -> Iterable[Region]:
    """Every region of ``document`` that the engine acts on; a Sybil parser."""
    structure = list(_Structure(document.text).regions())
    hidden = [(region.start, region.end) for region in structure]
    for region in structure:
        if region.parsed is not None:
            yield region
    text = _masked(document.text, hidden)
    for region in _inline(text):
        yield region


def plain_text(document: Document) -> str:
    """The text of ``document`` with all that is literal blanked: same length, same lines."""
    structure = _Structure(document.text).regions()
    return _masked(document.text, ((region.start, region.end) for region in structure))


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with ``spans`` blanked: same length, same lines."""
    pieces = []
    position = 0
    for start, end in sorted(spans):
        pieces.append(text[position:start])
        pieces.append(re.sub(r"[^\n]", " ", text[start:end]))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _inline(text: str) -> Iterator[Region]:
    """Images and formulas of ``text``, in which literal spans are blank already."""
    text = _masked(text, (match.span() for match in _INLINE_CODE.finditer(text)))
    for pattern, parse in (
        (_IMAGE, lambda match: Image(match["alt"].strip(), match["url"])),
        (_DISPLAY, lambda match: Formula(match["latex"], display=True)),
        (_STRAY_DISPLAY, lambda match: Formula("", display=True, closed=False)),
        (_INLINE, lambda match: Formula(match["latex"], display=False)),
    ):
        matches = list(pattern.finditer(text))
        for match in matches:
            yield Region(match.start(), match.end(), parse(match))
        text = _masked(text, (match.span() for match in matches))


class _Structure:
    """One pass over the lines: fences, comments and indented literal blocks.

    Where it is open whether an indented fence is literal, it is taken for a fence: a
    block that runs in error is seen, one that is silently not run is not.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.containers: list[int] = []
        self.quoted = ""

    def line(self, index: int) -> str:
        return self.text[self.starts[index] : self.line_end(index)]

    def line_end(self, index: int) -> int:
        following = index + 1
        return self.starts[following] - 1 if following < len(self.starts) else len(self.text)

    def regions(self) -> Iterator[Region]:
        """Regions in order; a literal block is one whose ``parsed`` is None."""
        index = 0
        after_blank = True
        if front_matter := _FRONT_MATTER.match(self.text):
            yield Region(0, front_matter.end())
            index = front_matter[0].count("\n")
        while index < len(self.starts):
            line = self.line(index)
            if not line.strip():
                after_blank = True
                index += 1
                continue
            if self.is_indented_code(line, after_blank):
                yield Region(self.starts[index], self.line_end(index))
                index += 1
                continue
            after_blank = False
            fence = FENCE.match(self.text, self.starts[index])
            if fence is not None and not self.is_inline_code(fence):
                last = self.closing(fence, index)
                yield self.fence_region(fence, index, last)
                index = len(self.starts) if last is None else last + 1
                after_blank = True
                continue
            index = yield from self.comments(index)

    def is_indented_code(self, line: str, after_blank: bool) -> bool:
        """Whether ``line`` is literal text; keeps account of the open containers."""
        quote = _QUOTE.match(line)
        depth = line[: quote.end()].replace(" ", "") if quote else ""
        if depth != self.quoted:
            self.containers.clear()
            self.quoted = depth
        content = line[quote.end() :] if quote else line
        content = content.expandtabs(4)
        stripped = content.lstrip()
        indent = len(content) - len(stripped)
        if after_blank:
            while self.containers and self.containers[-1] >= indent:
                self.containers.pop()
            if indent >= (self.containers[-1] + 8 if self.containers else 4):
                return True
        if _CONTAINER.match(stripped) and not _RULE.match(stripped):
            while self.containers and self.containers[-1] >= indent:
                self.containers.pop()
            self.containers.append(indent)
        return False

    @staticmethod
    def is_inline_code(fence: re.Match[str]) -> bool:
        """An info line may not hold the fence's own backtick (CommonMark 4.5)."""
        return fence["fence"][0] == "`" and "`" in fence["trailing"]

    def closing(self, opening: re.Match[str], index: int) -> int | None:
        """The line that closes the fence opened in line ``index``."""
        for candidate in range(index + 1, len(self.starts)):
            match = FENCE.match(self.text, self.starts[candidate])
            if match and RawFencedCodeBlockLexer.match_closes_existing(match, opening):
                return candidate
        return None

    def fence_region(self, opening: re.Match[str], first: int, last: int | None) -> Region:
        prefix = opening["prefix"]
        end = len(self.starts) if last is None else last
        lines = (self.line(index) for index in range(first + 1, end))
        body = "".join(_without(prefix, line) + "\n" for line in lines)
        fence = Fence(opening["trailing"], body, prefix, opening["fence"], last is not None)
        return Region(
            opening.start() + len(prefix),
            len(self.text) if last is None else self.line_end(last),
            fence,
        )

    def comments(self, index: int) -> Generator[Region, None, int]:
        """Comments that begin in line ``index``; returns the line to go on with."""
        position = self.starts[index]
        while True:
            code = [m.span() for m in _INLINE_CODE.finditer(self.line(index))]
            offset = self.starts[index]
            start = self.text.find("<!--", position, self.line_end(index))
            if start < 0:
                return index + 1
            if any(offset + a <= start < offset + b for a, b in code):
                position = start + 4
                continue
            end = self.text.find("-->", start + 4)
            closed = end >= 0
            stop = end + 3 if closed else len(self.text)
            yield Region(
                start, stop, Comment(self.text[start + 4 : end if closed else stop], closed)
            )
            position = stop
            while index + 1 < len(self.starts) and self.starts[index + 1] <= stop:
                index += 1


def _without(prefix: str, line: str) -> str:
    """``line`` without the fence's ``prefix``: as much of it as is there."""
    common = 0
    while common < min(len(prefix), len(line)) and line[common] in " \t>":
        common += 1
    return line[common:]
