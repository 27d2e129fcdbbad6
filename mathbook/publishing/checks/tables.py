"""Tables in which a whole column or row counts something."""

import re
from collections.abc import Iterator

from mathbook.publishing.checks.vocabulary import COUNTED

__all__ = ["counting_cells", "table_rows"]

_DELIMITER = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"(?:\\.|[^|\\\n])+")


def table_rows(text: str) -> Iterator[tuple[int, int]]:
    """The lines of the tables in ``text``, their heads included: where each begins and ends."""
    for table in _tables(text):
        yield from table


def counting_cells(text: str) -> Iterator[tuple[int, int]]:
    """The cells below or beside a head that names a noun of computation."""
    for head, _, *rows in _tables(text):
        counts = [bool(COUNTED.search(text, *cell)) for cell in _cells(text, head)]
        for row in rows:
            cells = _cells(text, row)
            beside = bool(cells) and bool(COUNTED.search(text, *cells[0]))
            for place, (cell, below) in enumerate(zip(cells, counts, strict=False)):
                if below or (beside and place):
                    yield cell


def _tables(text: str) -> Iterator[list[tuple[int, int]]]:
    """Each table as the spans of its lines: the head, the rule below it, the rows."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\n?", text)]
    index = 1
    while index < len(lines):
        rule = text[slice(*lines[index])].rstrip("\n")
        if "|" not in rule or not _DELIMITER.fullmatch(rule) or not _is_row(text, lines[index - 1]):
            index += 1
            continue
        end = index + 1
        while end < len(lines) and _is_row(text, lines[end]):
            end += 1
        yield lines[index - 1 : end]
        index = end + 1


def _is_row(text: str, line: tuple[int, int]) -> bool:
    return "|" in text[slice(*line)]


def _cells(text: str, line: tuple[int, int]) -> list[tuple[int, int]]:
    """The spans of the cells in ``line``."""
    start, end = line
    content = text[start:end].strip(" \t>\n")
    start = text.index(content, start)
    end = start + len(content)
    if content.startswith("|"):
        start += 1
    cells, place = [], start
    while place < end:
        match = _CELL.match(text, place, end)
        after = match.end() if match else place
        cells.append((place, after))
        place = after + 1
    return cells
