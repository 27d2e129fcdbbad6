"""What a task says, without where it stands: the text around blocks may move.

A block, a formula and a number count with all that they hold, except for lines and places in
the chapter's text. A chapter's prose, its images and its references do not count.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from mathbook.publishing.cache.surroundings import is_engine
from mathbook.publishing.chapter import Chapter, Span
from mathbook.publishing.task import Task

__all__ = ["content_of", "libraries_see_lines", "lines_of", "says_where_it_stands"]

# Places, and what only the page's looks depend on.
_NOWHERE = frozenset({"line", "prefix", "marker", "fold", "alt"})
# Code that may print the number of its line.
_LINES = re.compile(r"lineno|_getframe|\binspect\b|\btraceback\b|\bwarnings\b|\blogging\b")
# And code that may print the number of its caller's: a library warns and logs by itself, which
# shows in the output by the chapter's name.
_CALLERS = re.compile(rb"lineno|_getframe|currentframe|\bstack\(|extract_(stack|tb)|getframeinfo")


def content_of(task: Task, root: Path) -> str:
    """A digest of what ``task`` runs and checks, the same wherever it stands in the chapter.

    Args:
        task: The task.
        root: The project's folder, which may be anywhere.
    """
    digest = hashlib.sha256()
    for part in (os.path.relpath(task.path, root), *_parts(task)):
        digest.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return digest.hexdigest()


def says_where_it_stands(task: Task) -> bool:
    """Whether the code of ``task`` may see in which line it stands."""
    texts = [block.source for block in task.blocks]
    if task.chapter is not None:
        texts += [number.expression for number in task.chapter.numbers]
    return any(_LINES.search(text) for text in texts)


def lines_of(task: Task) -> tuple[int, ...]:
    """Where the blocks of ``task`` stand in the chapter."""
    return tuple(block.line for block in task.blocks)


def libraries_see_lines(files: Iterable[str]) -> bool:
    """Whether modules among ``files`` may see in which line a chapter calls them."""
    modules = (Path(file) for file in files if file.endswith(".py") and not is_engine(file))
    return any(module.is_file() and _CALLERS.search(module.read_bytes()) for module in modules)


def _parts(task: Task) -> Iterator[str]:
    yield from _told(task.blocks)
    yield from (f"{task.alone} {task.tolerant} {task.seed}", "\0")
    if task.chapter is not None:
        yield from _told(task.chapter.formulas)
        yield from _told(task.chapter.numbers)
    if says_where_it_stands(task):
        yield from map(str, lines_of(task))


def _told(value: object) -> Iterator[str]:
    """The texts that tell ``value`` from others, with marks between them."""
    if isinstance(value, tuple | list):
        yield f"[{len(value)}"
        for item in value:
            yield from _told(item)
    elif isinstance(value, Span | Chapter):
        return
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for field in fields(value):
            if field.name not in _NOWHERE:
                yield field.name
                yield from _told(getattr(value, field.name))
    else:
        yield f"{type(value).__name__} {value}"
