"""Paths to chapters: what a command was pointed at, parsed."""

from collections.abc import Iterable
from pathlib import Path

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.failures import shown_path
from mathbook.publishing.parsers.docstrings import parse_docstrings
from mathbook.publishing.parsers.markdown import parse_chapter

__all__ = ["book_paths", "chapter_paths", "parse", "parse_all"]


def book_paths(configuration: Configuration) -> list[Path]:
    """Everything of a book that is checked: chapters, further pages, docstrings."""
    return chapter_paths((configuration.docs, *configuration.pages, *configuration.packages))


def chapter_paths(paths: Iterable[Path]) -> list[Path]:
    """The files to check: of a folder, its Markdown, or its modules if it is a package.

    Raises:
        PublishingError: If a path does not exist or is no Markdown or Python file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        path = path.absolute()
        if path.is_dir():
            pattern = "*.py" if (path / "__init__.py").is_file() else "*.md"
            files = [file for file in sorted(path.rglob(pattern)) if not _is_hidden(file, path)]
            if not files:
                raise PublishingError(f"{shown_path(path)}: holds no chapter ({pattern})")
            found.update(dict.fromkeys(files))
        elif not path.exists():
            raise PublishingError(f"{shown_path(path)}: does not exist")
        elif path.suffix in (".md", ".py"):
            found[path] = None
        else:
            raise PublishingError(f"{shown_path(path)}: expected a folder, .md or .py file")
    return list(found)


def parse(path: Path) -> Chapter:
    """The chapter at ``path``, or the docstring examples of a Python file."""
    return parse_docstrings(path) if path.suffix == ".py" else parse_chapter(path)


def parse_all(paths: Iterable[Path]) -> list[Chapter]:
    """The chapters at ``paths``; modules whose docstrings hold no example are left out."""
    chapters = map(parse, paths)
    return [c for c in chapters if c.path.suffix == ".md" or c.blocks or c.formulas or c.problems]


def _is_hidden(file: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(below).parts)
