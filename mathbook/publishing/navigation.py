"""The site's navigation, made from the book's table or held against it."""

from collections.abc import Iterator
from typing import Any

from mathbook.errors import ConfigurationError
from mathbook.publishing.api.modules import read_reference
from mathbook.publishing.api.pages import INDEX
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.verification import VERIFICATION

__all__ = ["check_navigation", "navigation", "pages_of"]


def navigation(book: Configuration) -> list[Any]:
    """The start page, the chapters, the labs, the reference, and what is said about the book."""
    entries: list[Any] = [{"Home": "index.md"}] if (book.docs / "index.md").is_file() else []
    for chapter in book.chapters:
        pages = [page for page, _ in chapter.pages()]
        index = f"{chapter.folder}/index.md"
        if (book.docs / index).is_file():
            pages.insert(0, index)
        entries.append({f"{chapter.number} {chapter.title}": pages})
    if labs := _labs(book):
        entries.append({"Labs": labs})
    if modules := read_reference(book).modules:
        listed: list[Any] = [{_short(module.name): module.page} for module in modules]
        entries.append({"Reference": [{"All modules": INDEX}, *listed]})
    entries.append({"About": _about(book)})
    return entries


def _short(module: str) -> str:
    """A module's name without its package's, unless there is nothing else."""
    return module.partition(".")[2] or module


def _labs(book: Configuration) -> list[str]:
    """The labs, an introduction to them first."""
    pages = [f"labs/{file.name}" for file in sorted((book.docs / "labs").glob("*.md"))]
    return sorted(pages, key=lambda page: page != "labs/index.md")


def _about(book: Configuration) -> list[str]:
    """The pages about the book; the one that is made comes last."""
    files = (book.docs / VERIFICATION).parent.glob("*.md")
    pages = [file.relative_to(book.docs).as_posix() for file in sorted(files)]
    written = [page for page in pages if page != VERIFICATION]
    written.sort(key=lambda page: not page.endswith("/index.md"))
    return [*written, VERIFICATION]


def check_navigation(nav: Any, book: Configuration) -> None:
    """Hold a navigation that somebody wrote against the order of the book.

    Raises:
        ConfigurationError: If it leaves out a section or changes their order.
    """
    expected = [page for chapter in book.chapters for page, _ in chapter.pages()]
    found = [page for page in pages_of(nav) if page in expected]
    if found != expected:
        raise ConfigurationError(
            f"mkdocs.yml: nav has the sections {', '.join(found) or 'none'}; expected those of "
            f"[tool.mathbook], in order: {', '.join(expected)}. Without a nav it is made from them"
        )


def pages_of(nav: Any) -> Iterator[str]:
    """The pages of a navigation, from top to bottom."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from pages_of(entry)
    elif isinstance(nav, list):
        for entry in nav:
            yield from pages_of(entry)
