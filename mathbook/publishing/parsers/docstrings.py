"""Docstring examples as blocks: each docstring runs by itself, as a reader pastes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mathbook.publishing.chapter import CONSOLE, Block, Chapter, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import read_source

__all__ = ["parse_docstrings"]

_PROMPT = re.compile(r"^[ \t]*>>>", re.MULTILINE)


def parse_docstrings(path: Path) -> Chapter:
    """The examples in the docstrings of the Python file at ``path``."""
    text, problem = read_source(path)
    if problem is not None:
        return Chapter(path, text, problems=(problem,))
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        failure = Failure(error.lineno or 1, f"SyntaxError: {error.msg}")
        return Chapter(path, text, problems=(failure,))
    except ValueError as error:  # a NUL
        return Chapter(path, text, problems=(Failure(1, f"not Python: {error}"),))
    blocks: list[Block] = []
    problems = []
    for node in sorted(_docstrings(module), key=lambda node: node.lineno):
        docstring = str(node.value)
        last = node.end_lineno or node.lineno
        if not _PROMPT.search(docstring):
            continue
        if docstring.count("\n") != last - node.lineno:
            message = 'escapes shift the lines of this docstring: make it a raw one, r"""…"""'
            problems.append(Failure(node.lineno, message))
            continue
        # A block's source begins in the line after its mark; a docstring has none.
        span = Span(0, 0, node.lineno - 1, last)
        index = len(blocks)
        blocks.append(Block(index, span, CONSOLE, "", docstring, chain=(index,), lonely=True))
    return Chapter(path, text, tuple(blocks), problems=tuple(problems))


def _docstrings(module: ast.Module) -> Iterator[ast.Constant]:
    """The docstrings of ``module`` and of all that it defines."""
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                yield first.value
