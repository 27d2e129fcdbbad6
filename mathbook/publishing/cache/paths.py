"""What stands at a path, as digests and in words, and how a path is written down."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from importlib.machinery import all_suffixes
from pathlib import Path

__all__ = ["candidates", "contents", "files_of", "kind", "size_and_times", "within"]


def within(path: str, root: Path) -> str:
    """``path`` as it is written within the project at ``root``; others stay absolute."""
    inside = Path(path).is_relative_to(root)
    return Path(path).relative_to(root).as_posix() if inside else path


def contents(path: Path) -> str:
    """A digest of a file's bytes, or of what a folder holds: names, and which are folders."""
    try:
        if path.is_dir():
            with os.scandir(path) as entries:
                names = sorted(f"{entry.name}{os.sep * entry.is_dir()}" for entry in entries)
            content = "\0".join(names).encode(errors="surrogateescape")
        else:
            content = path.read_bytes()
    except OSError:
        return "absent"
    return hashlib.sha256(content).hexdigest()


def kind(path: Path) -> str:
    """Whether there is something, and whether it is a file, a folder or something else."""
    return _said(path, lambda state: stat.filemode(state.st_mode)[0])


def size_and_times(path: Path) -> str:
    """What a question for a file's state answers, as far as it does not change by reading."""
    return _said(path, lambda state: f"{state.st_mode} {state.st_size} {state.st_mtime_ns}")


def _said(path: Path, say: Callable[[os.stat_result], str]) -> str:
    try:
        return say(path.stat())
    except OSError:
        return "absent"


def files_of(packages: Iterable[Path]) -> Iterator[str]:
    """All files in the folders of ``packages``, but for compiled ones."""
    for package in packages:
        for file in sorted(package.resolve().rglob("*")):
            if "__pycache__" not in file.parts and file.is_file():
                yield str(file)


def candidates(folder: Path, name: str) -> str:
    """What in ``folder`` an ``import`` of ``name`` might take."""
    found = [suffix for suffix in all_suffixes() if (folder / f"{name}{suffix}").is_file()]
    return " ".join([*found, os.sep] if (folder / name).is_dir() else found)
