"""The one table, ``[tool.mathbook]`` in ``pyproject.toml``, that everything reads.

.. code-block:: toml

    [tool.mathbook]
    docs = "docs"               # the chapters' folder
    pages = ["README.md"]       # further Markdown held to the same rules
    packages = ["mathbook"]     # packages whose docstring examples are run
    preload = ["numpy"]         # modules imported once, before the chapters fork
    jobs = 0                    # processes at once; 0 is one a core
    block_seconds = 120         # how long a block, a formula or a number may run
    block_mebibytes = 4096      # how much memory it may hold
    equivalents = "tests/equivalents.toml"    # changes that an audit may miss, with reasons
    reference = false           # whether the site has pages on the packages' modules
    notebook_needs = "Install …"    # what a notebook's first cell says must be installed
    repository = "https://github.com/me/book" # where pages are edited and errors reported
    branch = "main"             # of that repository

    [[tool.mathbook.chapters]]
    number = 2
    title = "Calculus"
    folder = "calculus"
    sections = ["gradients"]    # in order: 2.1, 2.2, …
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathbook.errors import ConfigurationError
from mathbook.publishing.failures import shown_path
from mathbook.publishing.processes.limits import Limits

__all__ = ["ChapterFolder", "Configuration", "find_configuration", "load_configuration"]

_DEFAULT_LIMITS = Limits()
_DEFAULT_PRELOAD = ("numpy", "scipy.optimize", "matplotlib.pyplot")


@dataclass(frozen=True, slots=True)
class ChapterFolder:
    """A chapter of the book: a folder of sections, in order."""

    number: int
    title: str
    folder: str
    sections: tuple[str, ...]

    def pages(self) -> Iterator[tuple[str, str]]:
        """Each section's page below the docs folder, and its number in the book."""
        for place, section in enumerate(self.sections, start=1):
            yield f"{self.folder}/{section}.md", f"{self.number}.{place}"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the table says, with defaults for what it does not.

    Attributes:
        root: The folder of ``pyproject.toml``; the paths are absolute.
        docs: The chapters' folder.
        pages: Further Markdown files.
        packages: Folders of the packages whose docstrings are run.
        preload: Modules that the parent of the workers imports.
        jobs: Processes at once, or None for one a core.
        limits: What a block may take.
        equivalents: The list of changes that say the same as the page, if there is one.
        reference: Whether the packages' modules have pages of their own.
        notebook_needs: What must be installed to run a notebook, in words (Markdown).
        repository: The address of the public repository, without a slash at its end.
        branch: Its branch that the book is built from.
        chapters: The book's chapters in order.
        found: Whether there is a table; without one nothing is a chapter by itself.
    """

    root: Path
    docs: Path
    pages: tuple[Path, ...] = ()
    packages: tuple[Path, ...] = ()
    preload: tuple[str, ...] = _DEFAULT_PRELOAD
    jobs: int | None = None
    limits: Limits = _DEFAULT_LIMITS
    equivalents: Path | None = None
    reference: bool = False
    notebook_needs: str = ""
    repository: str = ""
    branch: str = "main"
    chapters: tuple[ChapterFolder, ...] = ()
    found: bool = True

    def in_repository(self, folder: Path) -> str:
        """The address of ``folder`` from the project's root; its name if it lies elsewhere."""
        inside = folder.is_relative_to(self.root)
        return folder.relative_to(self.root).as_posix() if inside else folder.name

    def number(self, page: str) -> str | None:
        """The number of ``page`` (a path below the docs folder), if it has one."""
        numbers = {name: number for folder in self.chapters for name, number in folder.pages()}
        return numbers.get(page)


def find_configuration(start: Path) -> Configuration:
    """The configuration of the project that ``start`` lies in; defaults where there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file() and "mathbook" in _read(file).get("tool", {}):
            return load_configuration(file)
    folder = start if start.is_dir() else start.parent
    return Configuration(folder, folder, found=False)


def load_configuration(file: Path) -> Configuration:
    """The configuration in ``file``.

    Raises:
        ConfigurationError: If the file cannot be read, or the table holds an unknown
            name or a value of the wrong kind.
    """
    table = _Table(file, "tool.mathbook", _read(file).get("tool", {}).get("mathbook", {}))
    root = file.resolve().parent
    configuration = Configuration(
        root=root,
        docs=root / table.take("docs", str, "docs"),
        pages=tuple(root / page for page in table.take_list("pages")),
        packages=tuple(root / package for package in table.take_list("packages")),
        preload=tuple(table.take_list("preload", list(_DEFAULT_PRELOAD))),
        jobs=table.take("jobs", int, 0) or None,
        limits=Limits(
            table.take_positive("block_seconds", _DEFAULT_LIMITS.seconds),
            table.take_positive("block_mebibytes", _DEFAULT_LIMITS.mebibytes),
        ),
        equivalents=root / listed if (listed := table.take("equivalents", str, "")) else None,
        reference=table.take("reference", bool, False),
        notebook_needs=table.take("notebook_needs", str, ""),
        repository=table.take("repository", str, "").rstrip("/"),
        branch=table.take("branch", str, "main"),
        chapters=tuple(
            _chapter(_Table(file, f"tool.mathbook.chapters[{place}]", entry))
            for place, entry in enumerate(table.take("chapters", list, []))
        ),
    )
    table.finish()
    if configuration.jobs is not None and configuration.jobs < 0:
        raise ConfigurationError(f"{table.where} jobs is {configuration.jobs}; expected 0 or more")
    if configuration.repository and not configuration.repository.startswith("https://"):
        raise ConfigurationError(
            f"{table.where} repository is {configuration.repository!r}; expected an address "
            "that begins with https://"
        )
    _check_pages(file, configuration)
    return configuration


def _check_pages(file: Path, configuration: Configuration) -> None:
    """Make sure that each section has its page, and each page and number is used once."""
    pages: dict[str, str] = {}
    for folder in configuration.chapters:
        for page, number in folder.pages():
            if page in pages or number in pages.values():
                raise ConfigurationError(
                    f"{shown_path(file)}: section {number}, {page!r}: expected one number for "
                    "each page and one page for each number"
                )
            pages[page] = number
            if not (configuration.docs / page).is_file():
                raise ConfigurationError(
                    f"{shown_path(file)}: section {number} is {page!r}, which does not "
                    f"exist below {shown_path(configuration.docs)}"
                )


def _chapter(table: "_Table") -> ChapterFolder:
    chapter = ChapterFolder(
        table.take("number", int),
        table.take("title", str),
        table.take("folder", str),
        tuple(table.take_list("sections")),
    )
    table.finish()
    return chapter


class _Table:
    """A TOML table that says which entry is wrong, and in which file."""

    def __init__(self, file: Path, name: str, entries: Any) -> None:
        self.where = f"{shown_path(file)}: [{name}]"
        if not isinstance(entries, dict):
            raise ConfigurationError(f"{self.where} is {entries!r}; expected a table")
        self.entries = dict(entries)
        self.known: list[str] = []

    def take(self, key: str, kind: type[Any], default: Any = None) -> Any:
        self.known.append(key)
        value = self.entries.pop(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ConfigurationError(f"{self.where} {key} is {value!r}; expected {kind.__name__}")
        return value

    def take_positive(self, key: str, default: float) -> float:
        self.known.append(key)
        value = self.entries.pop(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
            raise ConfigurationError(f"{self.where} {key} is {value!r}; expected a number above 0")
        return float(value)

    def take_list(self, key: str, default: list[str] | None = None) -> list[str]:
        values: list[str] = self.take(key, list, default or [])
        if not all(isinstance(value, str) for value in values):
            raise ConfigurationError(f"{self.where} {key} is {values!r}; expected strings")
        return values

    def finish(self) -> None:
        if self.entries:
            unknown = ", ".join(map(repr, self.entries))
            known = ", ".join(self.known)
            raise ConfigurationError(f"{self.where} has unknown entries {unknown}; known: {known}")


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{shown_path(file)}: {error}") from error
