"""Docstrings as Markdown: what this project writes in them, as every generator shows it.

Examples become fences, roles of reStructuredText references, and a list of sources a list.
An example brings what its copy button gives, since it goes on where the one above it ended.
"""

import ast
import re
from pathlib import Path

from mathbook.publishing.chapter import CONSOLE, Block, Chapter, Span
from mathbook.publishing.listings import copy_note

__all__ = ["code_lines", "docstring_markdown"]

_ROLE = re.compile(r":(?:py:)?(?:func|class|mod|meth|exc|data|attr|obj):`~?(?P<name>[\w.]+)`")
_SOURCES = re.compile(r"^References:\n(?P<entries>(?:[ ]{4}.*(?:\n|$)|\n(?=[ ]{4}))+)", re.M)
_NAMES = re.compile(r"[ \t]*#[ ]?(?:names|skip):")
_COMMENT = re.compile(r"[ \t]*#")


def docstring_markdown(text: str, module: str) -> str:
    """The docstring ``text`` (without its indentation) as Markdown.

    Args:
        text: The docstring.
        module: The name of its module, in which a bare name is looked up.
    """
    parts = re.split(r"(\n[ \t]*\n+)", text)
    examples: list[Block] = []
    for place, part in enumerate(parts):
        if part.startswith(">>> "):
            parts[place] = _example(part.rstrip(), examples)
        elif ">>>" not in part:
            parts[place] = _ROLE.sub(lambda role: _reference(role["name"], module), part)
    return _SOURCES.sub(_sources, "".join(parts))


def _example(source: str, examples: list[Block]) -> str:
    """``source`` as a fence; it continues ``examples`` and becomes the last of them."""
    index = len(examples)
    chain = tuple(range(index + 1))
    block = Block(index, Span(0, 0, 1, 1), CONSOLE, "", f"{source}\n", chain=chain)
    examples.append(block)
    note = copy_note(Chapter(Path(), "", tuple(examples)), block)
    return f"{note}\n\n```pycon\n{source}\n```"


def _reference(name: str, module: str) -> str:
    identifier = name if "." in name else f"{module}.{name}"
    return f"[`{name.rpartition('.')[2]}`][{identifier}]"


def _sources(match: re.Match[str]) -> str:
    """The entries as a list; a line that is indented further goes on with its entry."""
    lines = [line[4:] for line in match["entries"].rstrip().split("\n")]
    entries = "\n".join(line if line.startswith(" ") else f"- {line}" for line in lines)
    return f"**References**\n\n{entries}\n"


def code_lines(text: str) -> dict[int, str]:
    """The lines of a module, by number, without what its page says otherwise.

    These are the docstrings of functions and classes, and the comments on formulas below them.
    """
    lines = dict(enumerate(text.split("\n"), start=1))
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        last = node.body[0].end_lineno or 0
        if len(node.body) > 1:
            for number in range(node.body[0].lineno, last + 1):
                lines.pop(number, None)
        if _NAMES.match(lines.get(last + 1, "")):
            while _COMMENT.match(lines.get(last + 1, "")):
                last += 1
                del lines[last]
    return lines
