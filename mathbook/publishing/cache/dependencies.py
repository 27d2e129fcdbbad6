"""All that an answer depends on besides the task itself, as it was when it was found."""

import hashlib
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from mathbook.publishing.instruments.sources import installed_folders
from mathbook.publishing.runs import Reads

__all__ = [
    "Dependencies",
    "changed_since",
    "dependencies_of",
    "digest_of_makers",
    "engine_digest",
    "within",
]

_ENGINE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Names, and digests of what they stood for.

    Attributes:
        files: Files that were read, folders that were listed; within the project they are
            relative to it, so that a copy of the project depends on its own.
        missing: Modules that were not found.
        distributions: What was installed.
    """

    files: Mapping[str, str]
    missing: tuple[str, ...]
    distributions: Mapping[str, str]

    def change(self, root: Path) -> str | None:
        """What is not as it was, in words; None if all is."""
        for path, digest in self.files.items():
            if _digest_of_path(root / path) != digest:
                return f"{path} has changed"
        for name, digest in self.distributions.items():
            if _digest_of_distribution(name) != digest:
                return f"the installed distribution {name} has changed"
        for name in self.missing:
            if _is_found(name, root):
                return f"there is a module {name} now"
        return None


def dependencies_of(reads: Reads, root: Path) -> Dependencies:
    """The present state of what a task in the project at ``root`` has read."""
    known = _distributions()
    files = [path for path in reads.files if _ENGINE not in Path(path).parents]
    named = {name for top in reads.installed for name in known.get(top, ())}
    return Dependencies(
        files={
            within(path, root): _digest_of_path(Path(path)) for path in (*files, *reads.folders)
        },
        missing=reads.missing,
        distributions={name: _digest_of_distribution(name) for name in sorted(named)},
    )


def within(path: str, root: Path) -> str:
    """``path`` as it is written within the project at ``root``; others stay absolute."""
    inside = Path(path).is_relative_to(root)
    return Path(path).relative_to(root).as_posix() if inside else path


def changed_since(moment: float, reads: Reads) -> bool:
    """Whether a file was saved after ``moment``: which version was read is then unknown."""
    paths = [Path(path) for path in (*reads.files, *reads.folders)]
    return any(path.stat().st_mtime >= moment for path in paths if path.exists())


def engine_digest(preload: Sequence[str]) -> str:
    """Of the engine's modules, of Python, and of what the workers import beforehand."""
    return hashlib.sha256(" ".join([_engine(), *preload]).encode()).hexdigest()


def digest_of_makers(distributions: Sequence[str]) -> str:
    """Of the engine's modules, of Python, and of ``distributions``."""
    parts = [_engine(), *map(_digest_of_distribution, distributions)]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


@cache
def _engine() -> str:
    digest = hashlib.sha256(f"{sys.version} {platform.platform()}".encode())
    for file in sorted(_ENGINE.rglob("*.py")):
        digest.update(str(file.relative_to(_ENGINE)).encode() + file.read_bytes())
    return digest.hexdigest()


def _digest_of_path(path: Path) -> str:
    try:
        if path.is_dir():
            names = sorted(entry.name for entry in path.iterdir())
            content = "\0".join(names).encode(errors="surrogateescape")
        else:
            content = path.read_bytes()
    except OSError:
        return "absent"
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=4096)
def _digest_of_distribution(name: str) -> str:
    """Of the list of its files with their digests, which installers write."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return "absent"
    record = found.read_text("RECORD") or ""
    return hashlib.sha256(f"{found.version} {record}".encode()).hexdigest()


@cache
def _distributions() -> Mapping[str, Sequence[str]]:
    return packages_distributions()


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
