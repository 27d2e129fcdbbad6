"""What every answer depends on: the engine, Python, and what reaches the workers unasked."""

import hashlib
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.machinery import all_suffixes
from pathlib import Path

from mathbook.publishing.cache.paths import within
from mathbook.publishing.instruments.sources import installed_folders
from mathbook.publishing.processes.workers import OWN_ENVIRONMENT

__all__ = ["digest_of_sources", "engine_digest", "is_engine", "value_of"]

_ENGINE = Path(__file__).resolve().parents[1]
_PREFIX = f"{_ENGINE}{os.sep}"
# Variables that Python and libraries in C read by themselves, as they begin with.
_READ_IN_C = tuple(
    "PYTHON LANG LC_ TZ MPL MATPLOTLIB NPY_ NUMPY_ SCIPY_ OMP_ OPENBLAS_ MKL_ BLIS_".split()
)
# PYTHON alone is make's, which hands it down; PYTHONPATH counts by itself.
_HARMLESS = OWN_ENVIRONMENT | {
    *("PYTHON", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONPATH")
}


def engine_digest(preload: Sequence[str], root: Path) -> str:
    """Of the engine's modules, of Python, and of what the workers begin with.

    Args:
        preload: The modules that they import beforehand.
        root: The project's folder.
    """
    parts = [digest_of_sources(), *preload, *_environment(), *_searched(root)]
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def is_engine(file: str) -> bool:
    """Whether ``file`` is one of the engine's modules, which count for every answer."""
    return file.startswith(_PREFIX)


def value_of(variable: str) -> str:
    """What an environment variable says to the workers; ``*`` stands for all variables."""
    if variable == "*":
        return "\0".join(
            f"{name}={value_of(name)}" for name in sorted({*os.environ} - OWN_ENVIRONMENT)
        )
    if variable in OWN_ENVIRONMENT:
        return "the engine's"
    return f"={os.environ[variable]}" if variable in os.environ else ""


@cache
def digest_of_sources() -> str:
    """Of the engine's modules and of Python."""
    digest = hashlib.sha256(f"{sys.version} {platform.platform()}".encode())
    for file in sorted(_ENGINE.rglob("*.py")):
        digest.update(str(file.relative_to(_ENGINE)).encode() + file.read_bytes())
    return digest.hexdigest()


def _environment() -> Iterator[str]:
    for name in sorted(os.environ):
        if name.startswith(_READ_IN_C) and name not in _HARMLESS:
            yield f"{name} {value_of(name)}"


def _searched(root: Path) -> Iterator[str]:
    """The folders that come before Python's own, and what in them hides a module of these.

    The workers import such modules beforehand, so that no chapter is seen to look for them.
    """
    for entry in filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)):
        known = {*sys.stdlib_module_names, *_installed_modules()}
        folder = Path(entry).absolute()
        yield f"path {within(str(folder.resolve()), root)}"
        if folder.name not in ("site-packages", "dist-packages") and folder.is_dir():
            names = sorted(file.name for file in folder.iterdir() if _is_module(file))
            yield from (name for name in names if name.partition(".")[0] in known)


def _is_module(path: Path) -> bool:
    """Whether ``path`` hides modules of its name; a folder without ``__init__`` does not."""
    if path.name.endswith(tuple(all_suffixes())):
        return True
    return any((path / f"__init__{suffix}").is_file() for suffix in all_suffixes())


@cache
def _installed_modules() -> frozenset[str]:
    """The names of all that lies among the distributions, modules or not."""
    folders = [path for path in map(Path, installed_folders(with_python=False)) if path.is_dir()]
    return frozenset(file.name.partition(".")[0] for folder in folders for file in folder.iterdir())
