"""Which names in a page's code stand for what the reference documents."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mathbook.publishing.api.modules import Reference
from mathbook.publishing.chapter import Block, Chapter

__all__ = ["Names", "block_names", "names_in", "resolved", "source_of", "used_by"]

_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?: (?P<code>.*))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a piece of code.

    Attributes:
        imported: What imports bind, and the dotted name that each stands for.
        own: What the code defines itself.
    """

    imported: Mapping[str, str]
    own: frozenset[str]


def source_of(text: str) -> str:
    """The code in a console session; a script is all code."""
    if not text.lstrip().startswith(">>>"):
        return text
    return "\n".join(line["code"] or "" for line in _PROMPT.finditer(text))


def names_in(sources: Iterable[str]) -> Names:
    """The names of ``sources``, which run one after the other."""
    imported: dict[str, str] = {}
    own: set[str] = set()
    for tree in _trees(sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    imported[alias.asname or top] = alias.name if alias.asname else top
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                own.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                own.add(node.id)
            elif isinstance(node, ast.arg):
                own.add(node.arg)
    return Names({name: to for name, to in imported.items() if name not in own}, frozenset(own))


def resolved(name: str, names: Names, reference: Reference) -> str | None:
    """The documented name that the dotted ``name`` begins with, if there is one."""
    first, *others = name.split(".")
    target = names.imported.get(first)
    if target is None:
        return None
    for count in range(len(others), -1, -1):
        dotted = ".".join((target, *others[:count]))
        if dotted in reference.targets:
            return reference.identifiers.get(dotted, dotted)
    return None


def used_by(chapter: Chapter, reference: Reference) -> set[str]:
    """What the blocks of ``chapter`` use, by the names of its definitions."""
    found: set[str] = set()
    for block in chapter.runnable:
        sources = [source_of(chapter.blocks[index].source) for index in block.chain]
        names = names_in(sources)
        for tree in _trees(sources[-1:]):
            used = (resolved(name, names, reference) for name in _dotted(tree))
            found.update(name for name in used if name in reference.identifiers)
    return found


def block_names(block: Block, chapter: Chapter) -> Names:
    """The names of a block and of those that it continues."""
    return names_in(source_of(chapter.blocks[index].source) for index in block.chain)


def _dotted(tree: ast.Module) -> Iterator[str]:
    """The names in ``tree`` that are read, with their attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and re.fullmatch(r"[\w.]+", ast.unparse(node)):
            yield ast.unparse(node)


def _trees(sources: Iterable[str]) -> Iterator[ast.Module]:
    for source in sources:
        try:
            yield ast.parse(source)
        except SyntaxError:
            continue
