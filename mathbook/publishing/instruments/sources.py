"""The lines of a chapter's code, for tracebacks, and the project's files that it imported."""

import contextlib
import linecache
import os
import sys
import sysconfig
from collections.abc import Iterable

from mathbook.publishing.chapter import Block

__all__ = ["installed_folders", "project_sources", "show_lines"]

_INSTALLED = frozenset({"site-packages", "dist-packages"})


def installed_folders(*, with_python: bool = True) -> tuple[str, ...]:
    """The folders of distributions, and of Python's own library, each with its slash.

    Besides those of this environment these are folders on the path that are called so: of the
    user, of the system, of the environment that this one extends.
    """
    paths = sysconfig.get_paths()
    folders = [paths["purelib"], paths["platlib"]]
    folders += [path for path in sys.path if os.path.basename(path) in _INSTALLED]  # noqa: PTH119
    if with_python:
        folders += [paths["stdlib"], paths["platstdlib"]]
    return tuple(dict.fromkeys(folder + os.sep for folder in folders))


def project_sources() -> tuple[str, ...]:
    """The files of imported modules that belong to no distribution and not to Python."""
    installed = installed_folders()
    files = set()
    for module in list(sys.modules.values()):
        with contextlib.suppress(Exception):
            file = module.__file__
            if file and not file.startswith(installed):
                files.add(file)
    return tuple(sorted(files))


def show_lines(filename: str, blocks: Iterable[Block]) -> None:
    """Let tracebacks and ``inspect`` find the blocks' lines, without a fence's indentation."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.line - len(lines)) + block.source.split("\n")
    shown = [f"{line}\n" for line in lines]
    linecache.cache[filename] = (sum(map(len, shown)), None, shown, filename)
