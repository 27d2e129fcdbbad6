"""The pages of the reference as Markdown, for mkdocstrings to fill in. Pure.

A page has one entry for each definition of its module (``::: name``), and below the entry
the pages of the book that use it.
"""

import posixpath
import re
from collections.abc import Mapping

from mathbook.publishing.api.modules import REFERENCE, Module, Reference
from mathbook.publishing.api.uses import used_by
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.markup import literal_text
from mathbook.publishing.verification import page_title

__all__ = ["INDEX", "reference_pages"]

INDEX = f"{REFERENCE}/index.md"
"""The page that lists all modules."""


_FORMULA = re.compile(r"(\$[^$]+\$)")


def reference_pages(
    reference: Reference,
    book: Configuration,
    chapters: Mapping[str, Chapter],
    repository: str | None = None,
) -> dict[str, str]:
    """The text of each page, by its place below the docs folder.

    Args:
        reference: What is documented.
        book: The order of the sections, and their numbers.
        chapters: The book's pages, which use it.
        repository: The address of the public repository, if there is one.
    """
    if not reference.modules:
        return {}
    titles = {page: page_title(page, chapter, book) for page, chapter in chapters.items()}
    sections = [page for chapter in book.chapters for page, _ in chapter.pages()]
    order = [page for page in sections if page in chapters]
    order += sorted(chapters.keys() - set(order))
    uses: dict[str, list[str]] = {}
    for page in order:
        for identifier in used_by(chapters[page], reference):
            uses.setdefault(identifier, []).append(page)
    pages = {INDEX: _index(reference)}
    for module in reference.modules:
        pages[module.page] = _page(module, uses, titles, _source(module, book, repository))
    return pages


def _index(reference: Reference) -> str:
    parts = [
        "# Reference\n\nWhat the book's code is made of: each function with its formula, shapes "
        "and errors, and the pages that use it. The formulas and examples are held against the "
        "code, as those of the chapters are.\n"
    ]
    for module in reference.modules:
        link = _link(INDEX, module.page)
        rows = [
            f"| [`{definition.name}`]({link}#{module.name}.{definition.name}) "
            f"| {_cell(definition.summary)} |\n"
            for definition in module.definitions
        ]
        head = f"## [{literal_text(module.name)}]({link})\n\n{module.summary}\n"
        parts.append(f"{head}\n| Name | What it is |\n|---|---|\n{''.join(rows)}")
    return "\n".join(parts)


def _page(
    module: Module, uses: Mapping[str, list[str]], titles: Mapping[str, str], source: str
) -> str:
    parts = [_entry(module.name, "heading_level: 1", "members: false", "show_root_full_path: true")]
    if module.section and module.section in titles:
        link = f"[{titles[module.section]}]({_link(module.page, module.section)})"
        parts.append(f"Derived and used in section {link}.\n")
    for definition in module.definitions:
        identifier = f"{module.name}.{definition.name}"
        parts.append(_entry(identifier, "heading_level: 2"))
        notes = []
        if pages := uses.get(identifier):
            links = [f"[{titles[page]}]({_link(module.page, page)})" for page in pages]
            notes.append(f"Used in {', '.join(links)}.")
        if source:
            notes.append(f"[Source]({source}#L{definition.line}).")
        if notes:
            parts.append(f'<small class="mathbook-uses" markdown>{" ".join(notes)}</small>\n')
    return "\n".join(parts)


def _entry(identifier: str, *options: str) -> str:
    """mkdocstrings' directive for a module or a definition."""
    lines = "".join(f"      {option}\n" for option in ("show_root_heading: true", *options))
    return f"::: {identifier}\n    options:\n{lines}"


def _cell(text: str) -> str:
    """``text`` without the bars that would end a table's cell; formulas get commands for theirs."""
    parts = _FORMULA.split(text)
    parts[::2] = [part.replace("|", "&#124;") for part in parts[::2]]
    parts[1::2] = [part.replace(r"\|", r"\Vert ").replace("|", r"\vert ") for part in parts[1::2]]
    return "".join(parts)


def _source(module: Module, book: Configuration, repository: str | None) -> str:
    if not repository or not module.file.is_relative_to(book.root):
        return ""
    path = module.file.relative_to(book.root).as_posix()
    return f"{repository.rstrip('/')}/blob/HEAD/{path}"


def _link(page: str, target: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
