"""Docstring examples as blocks: each docstring runs by itself, as a reader pastes it."""

from pathlib import Path

from sybil.document import PythonDocStringDocument

from mathbook.publishing.chapter import CONSOLE, Block, Chapter, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import read_source

__all__ = ["parse_docstrings"]


def parse_docstrings(path: Path) -> Chapter:
    """The examples in the docstrings of the Python file at ``path``."""
    text, problem = read_source(path)
    if problem is not None:
        return Chapter(path, text, problems=(problem,))
    try:
        docstrings = sorted(PythonDocStringDocument.extract_docstrings(text))
    except SyntaxError as error:
        failure = Failure(error.lineno or 1, f"SyntaxError: {error.msg}")
        return Chapter(path, text, problems=(failure,))
    blocks: list[Block] = []
    for start, end, docstring in docstrings:
        if ">>> " in docstring:
            first = text.count("\n", 0, start) + 1
            # A block's source begins in the line after its mark; a docstring has none.
            span = Span(start, end, first - 1, first + docstring.count("\n"))
            index = len(blocks)
            blocks.append(Block(index, span, CONSOLE, "", docstring, chain=(index,), lonely=True))
    return Chapter(path, text, tuple(blocks))
