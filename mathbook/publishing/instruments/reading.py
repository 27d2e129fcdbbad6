"""What a task's code reads: files, folders, modules, the environment; found or in vain.

Forks of its process are seen too, among them those that draw a slider's frames. What happens
within C code is not seen. Other programs and the network may bring anything: that the author's code
used them is noted, and then nobody can say what an answer depends on.
"""

import contextlib
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mathbook.publishing.instruments.asking import (
    looks_for_modules,
    watch_environment,
    watch_paths,
    who_asks,
)
from mathbook.publishing.instruments.journal import Journal
from mathbook.publishing.instruments.sources import installed_folders, project_sources
from mathbook.publishing.runs import Reads

__all__ = ["Reader"]

_SYSTEM = tuple(f"{os.sep}{folder}{os.sep}" for folder in ("dev", "proc", "sys"))
_UNSEEN = {
    "subprocess.Popen": "it starts another program",
    "os.system": "it starts another program",
    "os.exec": "it starts another program",
    "os.posix_spawn": "it starts another program",
    "os.spawn": "it starts another program",
    "pty.spawn": "it starts another program",
    "socket.connect": "it uses the network",
    "socket.getaddrinfo": "it uses the network",
    "socket.gethostbyname": "it uses the network",
    "socket.sendto": "it uses the network",
}


class Reader:
    """Notes from now on what this process reads, in Python; it cannot be stopped.

    Args:
        folder: The task's own folder, which is gone afterwards.
    """

    def __init__(self, folder: str) -> None:
        # The folder for temporary files is the engine's, and gone afterwards like the task's.
        own = (folder, tempfile.gettempdir()) if "TMPDIR" in os.environ else (folder,)
        self.own = (*(os.path.realpath(path) + os.sep for path in own), *_SYSTEM)
        self.distributions = installed_folders(with_python=False)
        self.installed = installed_folders()
        self.journal = Journal()
        self.within = threading.local()  # whether this thread is making a note
        sys.addaudithook(self.notice)
        sys.meta_path.insert(0, _First(self))
        sys.meta_path.append(_Last(self))
        watch_paths(self.asked)
        watch_environment(lambda name: self.journal.note("environment", name))
        _watch_spawning(self)

    def reads(self) -> Reads:
        """What was read so far."""
        self.within.noting = True  # what follows is the engine's
        notes = self.journal.notes()

        def kind(name: str) -> set[str]:
            return {words[1] for words in notes if words[0] == name}

        sources = project_sources()
        return Reads(
            files=tuple(sorted(kind("file") | set(sources))),
            folders=tuple(sorted(kind("folder"))),
            missing=tuple(sorted(name for name in kind("missing") if name not in sys.modules)),
            installed=tuple(sorted(kind("installed") | _loaded(self.distributions))),
            asked=tuple(sorted(kind("asked"))),
            stated=tuple(sorted(kind("stated"))),
            sought=tuple(sorted((words[1], words[2]) for words in notes if words[0] == "sought")),
            own_modules=tuple(sorted(_outermost(sources))),
            environment=tuple(sorted(kind("environment"))),
            unseen=tuple(sorted(kind("unseen"))),
            aside=bool(kind("aside")),
        )

    def notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook: whatever it raised would be raised where the chapter opens a file."""
        if event == "open":
            path, mode, flags = arguments
            if "r" in mode or "+" in mode if mode else flags & os.O_ACCMODE != os.O_WRONLY:
                self.note("file", path)
        elif event in ("os.listdir", "os.scandir"):
            if looks_for_modules(sys._getframe(1)):
                return
            self.note("folder", "." if arguments[0] is None else arguments[0])
        elif event == "import":
            self.note("file", arguments[1])  # of a module in C, which is opened in C
        elif event == "sqlite3.connect":
            self.note("file", _database(arguments[0]))
        elif event == "ctypes.dlopen" and os.sep in str(arguments[0]):
            self.note("file", arguments[0])
        elif event in _UNSEEN:
            self.started(_UNSEEN[event])

    def started(self, what: str) -> None:
        """Keep that another program runs, or answers from elsewhere.

        One that a distribution starts, such as Ray, runs the project's code at most.
        """
        distribution = who_asks(sys._getframe(2)) == "distribution"
        self.journal.note("aside" if distribution else "unseen", what)

    def asked(self, path: object, whether: bool) -> None:
        """Keep that ``path`` was asked about, and if that was all, no more than that."""
        self.note("asked" if whether else "stated", path)

    def note(self, kind: str, path: object) -> None:
        """Keep ``path`` if it is the author's: no open descriptor, and nothing installed."""
        if not isinstance(path, str | bytes | os.PathLike) or getattr(self.within, "noting", False):
            return
        self.within.noting = True
        try:
            with contextlib.suppress(ValueError):  # no path at all, as whoever uses it will say
                self.keep(kind, os.path.realpath(os.fsdecode(path)))
        finally:
            self.within.noting = False

    def keep(self, kind: str, full: str) -> None:
        if (top := _top(full, self.distributions)) is not None:
            if top and kind == "file":
                self.journal.note("installed", top)
        elif "__pycache__" in full or f"{full}{os.sep}".startswith((*self.own, *self.installed)):
            pass
        # A folder is opened for a file without a name, or to be listed, which is noted too.
        elif not (kind == "file" and Path(full).is_dir()):
            self.journal.note(kind, full)

    def sought(self, name: str, path: Sequence[str]) -> None:
        """Keep in which folders of the author's the module ``name`` was looked for."""
        self.within.noting = True
        try:
            for entry in path:
                folder = os.path.realpath(entry)
                if not f"{folder}{os.sep}".startswith((*self.own, *self.installed)):
                    self.journal.note("sought", folder, name.rpartition(".")[2])
        finally:
            self.within.noting = False


class _First:
    """Stands before all finders of modules: everything that is not loaded yet is asked here."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def find_spec(self, name: str, path: Any = None, target: object = None) -> None:
        entries = sys.path if path is None else path
        self.reader.sought(name, [entry for entry in entries if isinstance(entry, str)])


class _Last:
    """Stands behind all finders of modules: who asks here is asking in vain."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        self.reader.journal.note("missing", name)


def _watch_spawning(reader: Reader) -> None:
    """Note what ``multiprocessing`` starts without an audit event."""
    import _posixsubprocess

    original: Any = _posixsubprocess.fork_exec

    def fork_exec(*arguments: Any) -> Any:
        reader.started(_UNSEEN["subprocess.Popen"])
        return original(*arguments)

    _posixsubprocess.fork_exec = fork_exec


def _database(name: object) -> object:
    """The file of a database of SQLite's; None if it has none."""
    text = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else ""
    if text.startswith("file:"):
        text = unquote(urlsplit(text).path)
    return text if text not in ("", ":memory:") else None


def _top(file: str, folders: Sequence[str]) -> str | None:
    """The name in one of ``folders`` that ``file`` belongs to; empty for the folder itself."""
    for folder in folders:
        if f"{file}{os.sep}".startswith(folder):
            parts = Path(file[len(folder) :]).parts
            return parts[0] if parts else ""
    return None


def _loaded(folders: Sequence[str]) -> set[str]:
    """What of the distributions in ``folders`` is loaded, by its outermost names."""
    names = set()
    for module in list(sys.modules.values()):
        with contextlib.suppress(Exception):  # anything may call itself a module
            if top := _top(module.__file__ or "", folders):
                names.add(top)
    return {name.partition(".")[0] for name in names}


def _outermost(sources: Sequence[str]) -> set[str]:
    """The outermost names of the loaded modules whose files are ``sources``."""
    files, names = set(sources), set()
    for name, module in list(sys.modules.items()):
        with contextlib.suppress(Exception):
            if module.__file__ in files:
                names.add(name.partition(".")[0])
    return names - {"__main__"}
