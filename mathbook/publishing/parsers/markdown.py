"""A Markdown file to a :class:`~mathbook.publishing.chapter.Chapter`.

Sybil's document holds the regions and keeps them apart; they are grouped here: a Python
fence with its directives before it, its output and its figures after it.
"""

import re
from pathlib import Path

from sybil import Document

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Chapter, Span
from mathbook.publishing.failures import Failure, shown_path
from mathbook.publishing.parsers.characters import unfit
from mathbook.publishing.parsers.grouping import Grouping
from mathbook.publishing.parsers.labs import as_lab, is_lab
from mathbook.publishing.parsers.lexers import lex, plain_text
from mathbook.publishing.parsers.sliders import with_movable_figures

__all__ = ["parse_chapter", "parse_text", "read_source"]

_TITLE = re.compile(r"^# +(?P<title>[^\n]*)$", re.MULTILINE)


def parse_chapter(path: Path) -> Chapter:
    """Parse the chapter at ``path``.

    Raises:
        PublishingError: If the file cannot be read.
    """
    try:
        text, problem = read_source(path)
    except OSError as error:
        raise PublishingError(f"{shown_path(path)}: cannot be read: {error.strerror}") from error
    if problem is not None:
        return Chapter(path, text, problems=(problem,))
    return parse_text(path, text)


def read_source(path: Path) -> tuple[str, Failure | None]:
    """The text of ``path`` with ``\\n`` line ends, and what keeps it from being one."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        text = data.decode("utf-8")
        return text, unfit(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x}"
        message = f"not UTF-8: found {found}; save the file as UTF-8"
        return data.decode("utf-8", errors="replace"), Failure(line, message)


def parse_text(path: Path, text: str) -> Chapter:
    """Parse ``text`` as the chapter at ``path``."""
    document = Document(text, str(path))
    for region in lex(document):
        document.add(region)
    plain = plain_text(document)
    grouping = Grouping(text, plain)
    if heading := _TITLE.search(plain):
        line = text.count("\n", 0, heading.start()) + 1
        grouping.title = Span(*heading.span("title"), line, line)
    for example in document:
        region = example.region
        end_line = example.line + text.count("\n", region.start, region.end)
        grouping.add(region, Span(region.start, region.end, example.line, end_line))
    chapter = grouping.chapter(path)
    return as_lab(chapter) if is_lab(text) else with_movable_figures(chapter)
