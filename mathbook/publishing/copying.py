"""What the copy button gives. The evaluation runs the same text.

A ``python`` block is copied as a script, a ``pycon`` block as what one types into a console.
A block that continues others is copied with all of them, in the manner of its own. Blanks at
line ends and the numbers of annotations (``# (1)!``) are not copied.
"""

import ast
import io
import re
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.sessions import parse_session

__all__ = ["Statement", "copied_text", "script_in_place", "statements"]

_ANNOTATION = re.compile(r"#\s*\(\d+\)!?\s*")
_COMPOUND = (
    ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.TryStar
    | ast.Match | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What a console takes at once, and the line of the chapter it begins in."""

    line: int
    source: str

    @property
    def in_place(self) -> str:
        """The source behind as many empty lines as the chapter has lines before it."""
        return "\n" * (self.line - 1) + self.source


def copied_text(blocks: Sequence[Block]) -> str:
    """The text that copying the last of ``blocks`` gives: a block's chain.

    A text that is no Python, which only a skipped block holds, is copied as it stands.
    """
    last = blocks[-1]
    try:
        if last.is_console:
            return "".join(_typed(part) for block in blocks for part in statements(block))
        return "\n".join(_script(block) for block in blocks)
    except (SyntaxError, tokenize.TokenError):
        return last.source


def script_in_place(blocks: Sequence[Block]) -> str:
    """The script of :func:`copied_text`, with each line where it stands in the chapter."""
    script = ""
    for block in blocks:
        parts = statements(block) if block.is_console else [_whole(block)]
        for part in parts:
            script += "\n" * (part.line - 1 - script.count("\n")) + _clean(part.source)
    return script


def statements(block: Block) -> list[Statement]:
    """What a console takes of ``block``, one after another.

    Raises:
        SyntaxError: If the block cannot be read.
    """
    if block.is_console:
        examples = parse_session(block)
        if isinstance(examples, Failure):
            raise SyntaxError(examples.message)
        return [Statement(example.line, example.source) for example in examples]
    lines = block.source.split("\n")
    ends = [0]  # the lines after which a statement is over
    for node in ast.parse(block.source).body:
        first = min((node, *getattr(node, "decorator_list", ())), key=lambda part: part.lineno)
        if first.lineno <= ends[-1]:  # `a = 1; b = 2` goes in at once
            ends.pop()
        ends.append(node.end_lineno or node.lineno)
    ends[1:] = [*ends[1:-1], len(lines) - 1] if len(ends) > 1 else []
    return [
        Statement(block.line + 1 + start, "\n".join(lines[start:end]) + "\n")
        for start, end in pairwise(ends)
    ]


def _whole(block: Block) -> Statement:
    return Statement(block.line + 1, block.source)


def _script(block: Block) -> str:
    """``block`` as a part of a script."""
    parts = statements(block) if block.is_console else [_whole(block)]
    return "".join(_clean(part.source) for part in parts).strip("\n") + "\n"


def _typed(statement: Statement) -> str:
    """``statement`` as one types it: an empty line ends a compound one, and only its end."""
    source = _clean(statement.source)
    within_texts = _rows_of_texts(source)
    lines = [
        line for row, line in enumerate(source.split("\n")) if line or row in within_texts
    ]  # fmt: skip
    body = ast.parse(source).body
    ending = "\n\n" if body and isinstance(body[-1], _COMPOUND) else "\n"
    return "\n".join(lines) + ending


def _clean(source: str) -> str:
    """``source`` without what a reader should not copy; its lines stay in their places."""
    lines = source.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and _ANNOTATION.fullmatch(token.string):
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    within_texts = _rows_of_texts(source)
    return "\n".join(
        line if row + 1 in within_texts else line.rstrip() for row, line in enumerate(lines)
    )


def _rows_of_texts(source: str) -> set[int]:
    """The rows, from 0, that begin within a string: their blanks belong to it."""
    return {
        row
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in (tokenize.NEWLINE, tokenize.NL)
        for row in range(token.start[0], token.end[0])
    }
