"""The block structure of a Markdown text: fences, comments, and what is literal.

Sybil's own lexer passes over nothing that looks like a fence: it takes those in comments,
in literal blocks and in longer fences too. One pass over the lines settles which are.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from sybil import Region
from sybil.parsers.markdown.lexers import FENCE, RawFencedCodeBlockLexer

__all__ = ["Comment", "Fence", "Structure", "code_spans", "front_matter"]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; ``body`` is its text without the fence's own indentation.

    Attributes:
        flaw: Why the site would not show it as a block, if it would not.
    """

    info: str
    body: str
    prefix: str
    marker: str
    closed: bool
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment; ``text`` is what stands between its marks."""

    text: str
    closed: bool


# What may hold indented content of its own: list items, admonitions, details, tabs,
# footnotes, definitions and HTML, as Python-Markdown and its extensions read them.
_CONTAINER = re.compile(
    r"(?:[-*+]|\d+[.)])(?:[ \t]|$)|(?:!!!|\?\?\?\+?|===[!+]?)[ \t]|\[\^[^\]]+\]:|:[ \t]|<[A-Za-z]"
)
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<lines>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*\n")
_ENTRY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\w-]+[ \t]*:")
_BLANK = re.compile(r"\n[ \t>]*(?=\n)")


class Structure:
    """One pass over the lines of ``text``.

    Where it is open whether an indented fence is literal, it is taken for a fence: a
    block that runs in error is seen, one that is silently not run is not.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.containers: list[int] = []
        self.depth = 0

    def line(self, index: int) -> str:
        return self.text[self.starts[index] : self.line_end(index)]

    def line_end(self, index: int) -> int:
        following = index + 1
        return self.starts[following] - 1 if following < len(self.starts) else len(self.text)

    def regions(self) -> Iterator[Region]:
        """Regions in order; a literal block is one whose ``parsed`` is None."""
        index = 0
        after_blank = True
        if matter := front_matter(self.text):
            yield Region(0, matter.end())
            index = matter[0].count("\n")
        while index < len(self.starts):
            content = self.content(self.line(index))
            if not content.strip():
                after_blank = True
                index += 1
                continue
            if self.is_indented_code(content, after_blank):
                yield Region(self.starts[index], self.line_end(index))
                index += 1
                continue
            after_blank = False
            fence = FENCE.match(self.text, self.starts[index])
            if fence is not None and not self.is_inline_code(fence):
                last = self.closing(fence, index)
                yield self.fence_region(fence, index, last)
                index = len(self.starts) if last is None else last + 1
                continue
            index = yield from self.comments(index)

    def content(self, line: str) -> str:
        """``line`` without the marks of a quotation, whose containers are its own."""
        quote = _QUOTE.match(line)
        depth = quote[0].count(">") if quote else 0
        content = line[quote.end() :] if quote else line
        if depth != self.depth and content.strip():
            self.containers.clear()
            self.depth = depth
        return content.expandtabs(4)

    def is_indented_code(self, content: str, after_blank: bool) -> bool:
        """Whether ``content`` is literal text; keeps account of the open containers."""
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
        lines = [self.line(index) for index in range(first + 1, end)]
        body = "".join(_without(prefix, line) + "\n" for line in lines)
        flaw = ""
        if re.search(r"[^ \t>]", prefix):
            flaw = "a fence begins in a line of its own, not in that of a list mark"
        elif last is not None and (
            self.line(last).strip(" \t>") != opening["fence"]
            or self.line(last).count(">") != prefix.count(">")
        ):
            flaw = f"a fence that opens with {opening['fence']} closes with the same"
        elif any(line.strip(" \t>") and _indent(line) < _indent(prefix) for line in lines):
            flaw = "every line of a fenced block has at least the fence's indentation"
        fence = Fence(opening["trailing"], body, prefix, opening["fence"], last is not None, flaw)
        return Region(
            opening.start() + len(prefix),
            len(self.text) if last is None else self.line_end(last),
            fence,
        )

    def comments(self, index: int) -> Generator[Region, None, int]:
        """Comments that begin in line ``index``; returns the line to go on with."""
        position = self.starts[index]
        code = self.code_from(position, index)
        while (start := self.text.find("<!--", position, self.line_end(index))) >= 0:
            while code and code[-1][1] <= start:
                code.pop()
            if code and code[-1][0] <= start:
                position = code[-1][1]
                continue
            end = self.text.find("-->", start + 4)
            position = end + 3 if end >= 0 else len(self.text)
            text = self.text[start + 4 : end if end >= 0 else len(self.text)]
            yield Region(start, position, Comment(text, end >= 0))
            line = index
            while index + 1 < len(self.starts) and self.starts[index + 1] <= position:
                index += 1
            if index != line or (code and code[-1][0] < position):
                code = self.code_from(position, index)
        return index + 1

    def code_from(self, position: int, index: int) -> list[tuple[int, int]]:
        """The inline code between ``position`` and the end of line ``index``, last first."""
        spans = code_spans(self.text[position : self.line_end(index)])
        return [(position + start, position + end) for start, end in reversed(spans)]


def code_spans(text: str) -> list[tuple[int, int]]:
    """The inline code of ``text``: between backticks of one length, within a paragraph."""
    spans = []
    start = 0
    for blank in (*(match.start() for match in _BLANK.finditer(text)), len(text)):
        spans += [(start + a, start + b) for a, b in _paragraph_code(text[start:blank])]
        start = blank
    return spans


def _paragraph_code(text: str) -> Iterator[tuple[int, int]]:
    runs = [match.span() for match in re.finditer("`+", text)]
    later: dict[int, list[int]] = {}
    for place in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[place][1] - runs[place][0], []).append(place)
    place = 0
    while place < len(runs):
        start, end = runs[place]
        candidates = later[end - start]
        while candidates and candidates[-1] <= place:
            candidates.pop()
        escaped = start > 0 and text[start - 1] == "\\"
        if candidates and not escaped:
            place = candidates[-1]
            yield start, runs[place][1]
        place += 1


def front_matter(text: str) -> re.Match[str] | None:
    """YAML entries between rules at the very beginning, as MkDocs reads them."""
    match = _FRONT_MATTER.match(text)
    if match is None or not _ENTRY.match(match["lines"]):
        return None
    return None if FENCE.search(match["lines"]) else match


def _indent(line: str) -> int:
    """The width of what ``line`` begins with: blanks and marks of quotation."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" >"))


def _without(prefix: str, line: str) -> str:
    """``line`` without the fence's ``prefix``: as much of it as is there, in columns."""
    quotes = prefix.count(">")
    width = len(prefix.expandtabs(4))
    column = 0
    for place, character in enumerate(line):
        if column >= width:
            return line[place:]
        if character == "\t":
            column += 4 - column % 4
            if column > width:
                return " " * (column - width) + line[place + 1 :]
        elif character == " " or (character == ">" and quotes):
            quotes -= character == ">"
            column += 1
        else:
            return line[place:]
    return ""
