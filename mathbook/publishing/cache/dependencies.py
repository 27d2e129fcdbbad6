"""All that an answer depends on besides the task itself, as it was when it was found."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from mathbook.publishing.cache.paths import candidates, contents, kind, size_and_times, within
from mathbook.publishing.cache.surroundings import digest_of_sources, is_engine, value_of
from mathbook.publishing.instruments.sources import installed_folders
from mathbook.publishing.runs import Reads

__all__ = ["Dependencies", "changed_since", "dependencies_of", "digest_of_makers"]

_INFO = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Names, and digests of what they stood for.

    Paths within the project are relative to it, so that a copy of the project depends on its own.

    Attributes:
        files: Files that were read, folders that were listed.
        missing: Modules that were not found.
        distributions: What was installed.
        asked: Paths of which only the kind was asked for.
        stated: Paths of which size and times were asked for.
        sought: By folder, the modules that were looked for in it.
        own_modules: Modules of the project that no distribution hides.
        environment: Digests of environment variables.
        lines: In which lines the task's blocks stood, where code may see it.
    """

    files: Mapping[str, str]
    missing: tuple[str, ...]
    distributions: Mapping[str, str]
    asked: Mapping[str, str]
    stated: Mapping[str, str]
    sought: Mapping[str, Mapping[str, str]]
    own_modules: tuple[str, ...]
    environment: Mapping[str, str]
    lines: tuple[int, ...] | None = None

    def change(self, root: Path, lines: tuple[int, ...]) -> str | None:
        """What is not as it was, in words; None if all is.

        Args:
            root: The project's folder.
            lines: Where the task's blocks stand now.
        """
        return next(self._changes(root, lines), None)

    def _changes(self, root: Path, lines: tuple[int, ...]) -> Iterator[str]:
        if self.lines not in (None, lines):
            yield "its code may see the line that it stands in"
        for path, digest in self.files.items():
            if contents(root / path) != digest:
                yield f"{path} has changed"
        for path, known in self.asked.items():
            if kind(root / path) != known:
                yield f"{path} is there now, or is not any more"
        for path, known in self.stated.items():
            if size_and_times(root / path) != known:
                yield f"{path} has another size or time"
        for folder, modules in self.sought.items():
            for name, known in modules.items():
                if candidates(root / folder, name) != known:
                    yield f"there is another module {name} in {folder} now"
        for name, digest in self.distributions.items():
            if _digest_of_distribution(name) != digest:
                yield f"the installed distribution {name} has changed"
        for name, digest in self.environment.items():
            if _digest(value_of(name)) != digest:
                yield f"the environment variable {name} has changed"
        for name in self.missing:
            if _is_found(name, root):
                yield f"there is a module {name} now"
        for name in self.own_modules:
            if _is_installed(name):
                yield f"there is an installed module {name} now"


def dependencies_of(reads: Reads, root: Path, lines: tuple[int, ...] | None = None) -> Dependencies:
    """The present state of what a task in the project at ``root`` has read.

    Args:
        reads: What it has read.
        root: The project's folder.
        lines: Where its blocks stand, if that matters.
    """
    distributions, loose = _distributions_of(reads.installed)
    files = [path for path in reads.files if not is_engine(path)]
    sought: dict[str, dict[str, str]] = {}
    for folder, name in reads.sought:
        modules = sought.setdefault(within(folder, root), {})
        modules[name] = candidates(Path(folder), name)
    return Dependencies(
        files={
            within(path, root): contents(Path(path)) for path in (*files, *reads.folders, *loose)
        },
        missing=reads.missing,
        distributions={name: _digest_of_distribution(name) for name in distributions},
        asked={within(path, root): kind(Path(path)) for path in reads.asked},
        stated={within(path, root): size_and_times(Path(path)) for path in reads.stated},
        sought=sought,
        own_modules=tuple(name for name in reads.own_modules if not _is_installed(name)),
        environment={name: _digest(value_of(name)) for name in reads.environment},
        lines=lines,
    )


def changed_since(moment: float, reads: Reads) -> bool:
    """Whether a file was saved or exchanged after ``moment``: which one was read is unknown."""
    paths = (*reads.files, *reads.folders, *reads.stated)
    for path in map(Path, paths):
        if path.exists():
            state = path.stat()
            if max(state.st_mtime, state.st_ctime) >= moment:
                return True
    return False


def digest_of_makers(distributions: Sequence[str]) -> str:
    """Of the engine's modules, of Python, and of ``distributions``."""
    return _digest(" ".join([digest_of_sources(), *map(_digest_of_distribution, distributions)]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _distributions_of(tops: Sequence[str]) -> tuple[list[str], list[str]]:
    """The distributions that bring ``tops``, and the files of those that none does."""
    names: set[str] = set()
    loose: list[str] = []
    for top in tops:
        if top.endswith(_INFO):
            names.add(top.partition("-")[0])
        elif known := _distributions().get(top.partition(".")[0]):
            names.update(known)
        else:
            loose += _files_of(top)
    return sorted(names), loose


def _files_of(top: str) -> Iterator[str]:
    """The files of what lies among the distributions and belongs to none."""
    for folder in map(Path, installed_folders(with_python=False)):
        for found in (folder / top, *folder.glob(f"{top}.*")):
            if found.is_file():
                yield str(found)
            elif found.is_dir() and not found.name.endswith(_INFO):
                yield from map(str, sorted(found.rglob("*.py")))


@lru_cache(maxsize=4096)
def _digest_of_distribution(name: str) -> str:
    """Of the list of its files with their digests, which installers write."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return "absent"
    record = found.read_text("RECORD")
    if record is None:  # an installer that writes no digests
        files = sorted(Path(str(file.locate())) for file in found.files or ())
        record = " ".join(f"{file.name} {contents(file)}" for file in files)
    return _digest(f"{found.version} {record}")


@cache
def _distributions() -> Mapping[str, Sequence[str]]:
    return packages_distributions()


def _is_installed(name: str) -> bool:
    return PathFinder.find_spec(name, list(installed_folders(with_python=False))) is not None


def _is_found(name: str, root: Path) -> bool:
    """Whether a module of this name could be imported today."""
    path: Sequence[str] | None = [*installed_folders(), str(root)]
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        spec = PathFinder.find_spec(".".join(parts[:end]), path)
        if spec is None:
            return False
        path = spec.submodule_search_locations
        if path is None:
            return end == len(parts)
    return True
