"""What a task's code reads: files, folders, and modules that it looked for in vain.

What happens within C code, or in processes that the task starts, is not seen. The frames of a
slider are drawn in such processes: they read what the block reads that draws the figure.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from mathbook.publishing.instruments.sources import installed_folders, project_sources
from mathbook.publishing.runs import Reads

__all__ = ["Reader"]

_SYSTEM = tuple(f"{os.sep}{folder}{os.sep}" for folder in ("dev", "proc", "sys"))


class Reader:
    """Notes from now on what this process reads, in Python; it cannot be stopped.

    Args:
        folder: The task's own folder, which is gone afterwards.
    """

    def __init__(self, folder: str) -> None:
        self.own = (os.path.realpath(folder) + os.sep, *installed_folders(), *_SYSTEM)
        self.files: set[str] = set()
        self.folders: set[str] = set()
        self.sought: set[str] = set()
        sys.addaudithook(self.notice)
        sys.meta_path.append(_Last(self.sought))

    def reads(self) -> Reads:
        """What was read so far."""
        return Reads(
            files=tuple(sorted(self.files | set(project_sources()))),
            folders=tuple(sorted(self.folders)),
            missing=tuple(sorted(name for name in self.sought if name not in sys.modules)),
            installed=tuple(sorted(_installed())),
        )

    def notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook: whatever it raised would be raised where the chapter opens a file."""
        if event == "open":
            path, mode, flags = arguments
            if "r" in mode or "+" in mode if mode else flags & os.O_ACCMODE != os.O_WRONLY:
                self.note(path, self.files)
        elif event in ("os.listdir", "os.scandir"):
            self.note("." if arguments[0] is None else arguments[0], self.folders)

    def note(self, path: object, among: set[str]) -> None:
        """Keep ``path`` if it is the author's: no open descriptor, and nothing installed."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        full = os.path.realpath(os.fsdecode(path))
        if "__pycache__" in full or f"{full}{os.sep}".startswith(self.own):
            return
        # A folder is opened for a file without a name, or to be listed, which is noted too.
        if among is self.files and Path(full).is_dir():
            return
        # Python lists the folders that it imports from, whatever it looks for.
        if among is not self.folders or not _is_imported_from(full):
            among.add(full)


class _Last:
    """Stands behind all finders of modules: who asks here is asking in vain."""

    def __init__(self, sought: set[str]) -> None:
        self.sought = sought

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        self.sought.add(name)


def _is_imported_from(folder: str) -> bool:
    return folder in map(os.path.realpath, sys.path) or Path(folder, "__init__.py").is_file()


def _installed() -> set[str]:
    """The outermost names of what is loaded of distributions."""
    folders = installed_folders(with_python=False)
    names = set()
    for module in list(sys.modules.values()):
        with contextlib.suppress(Exception):  # anything may call itself a module
            file = module.__file__ or ""
            folder = next((folder for folder in folders if file.startswith(folder)), None)
            if folder is not None:
                names.add(Path(file.removeprefix(folder)).parts[0].partition(".")[0])
    return names
