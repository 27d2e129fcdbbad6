"""A block and what it did to cells of code, as a kernel would have left them.

A block is one cell. A console session is several: each ends with a prompt that shows
something. A cell's text is what the page shows, so that running it again shows the same.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.parsers.sessions import SessionExample, parse_session
from mathbook.publishing.runs import BlockRun

__all__ = ["CodeCell", "cells_of"]

_ANNOTATION = re.compile(r"(#[^\n]*\(\d+\))!")


@dataclass(slots=True)
class CodeCell:
    """Code and its outputs, as nbformat has them but for the execution count.

    Attributes:
        raises: Whether the code ends with an exception that the page shows.
    """

    source: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    raises: bool = False


def cells_of(block: Block, run: BlockRun) -> Iterator[CodeCell]:
    """The cells of ``block``, which did what ``run`` says."""
    if block.is_console:
        yield from _session(block, run)
        return
    source = _ANNOTATION.sub(r"\1", block.source.strip("\n"))
    cell = CodeCell(_silent(source))
    if run.output:
        cell.outputs.append(_stream(run.output))
    for reference, drawing in zip(block.figures, run.drawings, strict=True):
        cell.outputs.append(_figure(drawing, reference.alt))
    yield cell


def _session(block: Block, run: BlockRun) -> Iterator[CodeCell]:
    examples = parse_session(block)
    assert not isinstance(examples, Failure), "the block has run"
    waiting: list[str] = []
    for example, output in zip(examples, run.outputs, strict=True):
        source = _ANNOTATION.sub(r"\1", example.source.strip("\n"))
        waiting.append(source if output or example is examples[-1] else _silent(source))
        if output:
            cell = CodeCell("\n".join(waiting), [_shown(example, output)])
            cell.raises = example.error is not None
            yield cell
            waiting = []
    if waiting or run.drawings:
        cell = CodeCell("\n".join(waiting))
        for reference, drawing in zip(block.figures, run.drawings, strict=True):
            cell.outputs.append(_figure(drawing, reference.alt))
        yield cell


def _shown(example: SessionExample, output: tuple[str, ...]) -> dict[str, Any]:
    """What stands below a prompt: an exception, a value, or what was printed."""
    if example.error is not None:
        name, _, value = output[-1].partition(": ")
        return {
            "output_type": "error",
            "ename": name.rpartition(".")[2],
            "evalue": value,
            "traceback": list(output),
        }
    expression = _last_expression(example.source)
    if expression is None or _prints(expression):
        return _stream(output)
    return {
        "output_type": "execute_result",
        "data": {"text/plain": "\n".join(output)},
        "metadata": {},
        "execution_count": None,
    }


def _stream(lines: tuple[str, ...]) -> dict[str, Any]:
    text = "\n".join(lines) + "\n"
    return {"output_type": "stream", "name": "stdout", "text": text}


def _figure(drawing: Drawing, alt: str) -> dict[str, Any]:
    return {
        "output_type": "display_data",
        "data": {"image/svg+xml": drawing.inline(alt), "text/plain": alt},
        "metadata": {"image/svg+xml": {"alt": alt}},
    }


def _silent(source: str) -> str:
    """``source`` of a script, whose last value a notebook would show and a script does not."""
    value = _last_expression(source)
    if value is None or _prints(value):
        return source
    lines = source.encode().split(b"\n")
    last = (value.end_lineno or 1) - 1
    rest = lines[last][value.end_col_offset or 0 :]
    if rest.lstrip().startswith(b";"):
        return source
    lines[last] = lines[last][: value.end_col_offset] + b";" + rest
    return b"\n".join(lines).decode()


def _last_expression(source: str) -> ast.expr | None:
    """The expression that ``source`` ends with, if it ends with one."""
    statements = ast.parse(source).body
    if statements and isinstance(last := statements[-1], ast.Expr):
        return last.value
    return None


def _prints(value: ast.expr) -> bool:
    """Whether ``value`` is a call that gives nothing: of ``print`` or of ``plt.show``."""
    return isinstance(value, ast.Call) and ast.unparse(value.func) in ("print", "plt.show")
