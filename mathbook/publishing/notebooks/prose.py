"""The prose of a chapter as Jupyter's Markdown: LaTeX stays, directives and attributes go.

Jupyter knows neither Material's containers nor attribute lists, footnotes or definitions,
and a downloaded notebook has no neighbours: a link to another page leads to the site or is
plain text.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mathbook.publishing.chapter import Chapter, Formula
from mathbook.publishing.notebooks.containers import Piece, pieces_of
from mathbook.publishing.notebooks.literals import Literals, block_token
from mathbook.publishing.numbering import Numbers, numbers_of
from mathbook.publishing.parsers.labels import PLACE
from mathbook.publishing.parsers.structure import Fence, Structure, code_spans, front_matter

__all__ = ["Address", "Prose"]

Address = Callable[[str], str | None]
"""Where a file below the docs folder is published, if anywhere."""

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\([ \t]*<?(?P<url>[^)\s>]+)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
)
_REFERENCE = re.compile(r"(?<!!)\[(?P<text>[^\[\]^]+)\]\[(?P<label>[^\[\]]*)\]")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\]^\n]+)\]:[ \t]*<?(?P<url>[^\s>]+)>?.*\n?", re.MULTILINE
)
_ATTRIBUTE = r"(?:[#.][\w:-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+)|download)"
_ATTRIBUTES = re.compile(rf"[ \t]*\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")
_NOTE = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_ABSOLUTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")
_COMMENT = re.compile(r"(?<!\\)%.*")


@dataclass(frozen=True, slots=True)
class Prose:
    """Makes a chapter's text into Markdown cells.

    Attributes:
        page: The chapter's place below the docs folder.
        number: Its number in the book, put before its title.
        address: Where other files are published.
        numbers: The numbers that references to equations and figures stand for.
        formula: What stands for a formula; by default its LaTeX between dollar signs.
    """

    page: str
    number: str | None = None
    address: Address = lambda path: None
    numbers: Numbers | None = None
    formula: Callable[[int, Formula], str] | None = None

    def pieces(self, chapter: Chapter) -> list[Piece]:
        """The Markdown and the blocks of ``chapter``, in order."""
        literals = Literals()
        text = self._with_tokens(chapter, literals)
        references = {m["label"].lower(): m["url"] for m in _DEFINITION.finditer(text)}
        text = _DEFINITION.sub("", text)
        text = _REFERENCE.sub(lambda match: _inlined(match, references), text)
        text = _ATTRIBUTES.sub("", _LINK.sub(self._link, text))
        text = _NOTE.sub(r"<sup>\g<label></sup> ", text)
        text = _NOTE_MARK.sub(r"<sup>\g<label></sup>", text)
        text = _BLANKS.sub("\n\n", text)
        found = pieces_of(text.split("\n"), literals)
        return [
            p if isinstance(p, int) else _BLANKS.sub("\n\n", literals.restore(p)) for p in found
        ]

    def _with_tokens(self, chapter: Chapter, literals: Literals) -> str:
        """The text without directives, with tokens for all that is not prose."""
        text = chapter.text
        changes = [(remark.start, remark.end, "") for remark in chapter.remarks]
        if matter := front_matter(text):
            changes.append((0, matter.end(), ""))
        if self.number is not None and chapter.title is not None:
            changes.append((chapter.title.start, chapter.title.start, f"{self.number} "))
        own = numbers_of(chapter, self.number)
        for index, formula in enumerate(chapter.formulas):
            tag = own[formula.label] if formula.label else ""
            shown = self.formula(index, formula) if self.formula else _latex(formula, text, tag)
            changes.append((formula.span.start, formula.span.end, literals.take(shown)))
        for block in chapter.blocks:
            changes.append((block.span.start, block.span.end, block_token(block.index)))
            if block.output is not None:
                changes.append((block.output.span.start, block.output.span.end, ""))
            changes += [(f.span.start, f.span.end, "") for f in block.figures]
        for figure in chapter.figures:
            if figure.caption:
                start = figure.caption.start + 1  # behind the asterisk
                changes.append((start, start, f"Figure {own[f'fig:{figure.name}']}. "))
        for link in chapter.references:
            elsewhere = self.numbers if link.url else None
            printed = elsewhere(link) if elsewhere else own.get(link.label, PLACE)
            changes += [(place, place + 1, printed) for place in link.places]
        taken = [(start, end) for start, end, _ in changes if end > start]
        for region in Structure(text).regions():
            if region.parsed is None and region.start > 0:
                line = text[region.start : region.end]
                start = region.start + len(line) - len(line.lstrip())
                changes.append((start, region.end, literals.take(line.strip())))
            if region.parsed is None or isinstance(region.parsed, Fence):
                taken.append((region.start, region.end))
        for start, end in code_spans(_blanked(text, taken)):
            changes.append((start, end, literals.take(" ".join(text[start:end].split("\n")))))
        return _changed(text, changes)

    def _link(self, match: re.Match[str]) -> str:
        """A link that works wherever the notebook lies, or its text."""
        url, text = match["url"], match["text"]
        if _ABSOLUTE.match(url):
            return f"{match['image']}[{text}]({url})"
        path, mark, anchor = url.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path))
        found = self.address(target if path else self.page)
        if found is None:
            return f"*{text}*" if match["image"] else text
        return f"{match['image']}[{text}]({found}{mark}{anchor})"


def _inlined(match: re.Match[str], references: dict[str, str]) -> str:
    """A link by reference with its address: cells do not share their references."""
    url = references.get((match["label"] or match["text"]).lower())
    return f"[{match['text']}]({url})" if url else match[0]


def _latex(formula: Formula, text: str, number: str = "") -> str:
    """The formula between dollar signs; within a container on one line, as Jupyter needs it."""
    mark = "$$" if formula.display else "$"
    tag = rf"\tag{{{number}}}" if number else ""
    before = text[text.rfind("\n", 0, formula.span.start) + 1 : formula.span.start]
    if not formula.display or before:
        return f"{mark}{' '.join(_COMMENT.sub('', formula.latex).split())}{tag}{mark}"
    return f"{mark}{formula.latex}{tag}{mark}"


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces = list(text)
    for start, end in spans:
        pieces[start:end] = ("\n" if sign == "\n" else " " for sign in text[start:end])
    return "".join(pieces)


def _changed(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    pieces = []
    position = 0
    for start, end, replacement in sorted(changes):
        if start >= position:
            pieces += [text[position:start], replacement]
            position = end
    return "".join((*pieces, text[position:]))
