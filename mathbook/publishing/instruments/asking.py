"""Questions that Python raises no audit event for: about paths, and for environment variables."""

import functools
import os
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from mathbook.publishing.instruments.sources import installed_folders

__all__ = ["looks_for_modules", "watch_environment", "watch_paths", "who_asks"]

# Who of Python's library calls ``os.stat`` and passes on only whether there is what.
_WHETHER = frozenset(
    "exists lexists isfile isdir islink is_file is_dir is_symlink realpath _joinrealpath "
    "checkcache updatecache makedirs mkdir walk _walk _lexists _isrecursive".split()
)
# Who looks for distributions, and for what they bring, along the path.
_FINDERS = tuple(
    f"{os.sep}{name}{os.sep}" for name in ("importlib", "importlib_metadata", "pkg_resources")
)
_ENGINE = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120  as frames have it


def watch_paths(note: Callable[[object, bool], None]) -> None:
    """From now on tell ``note`` of each path that is asked about, and whether that was all.

    ``os.stat`` and its kin are replaced by functions that do the same. What asks in C, such as
    the entries of ``os.scandir``, is not seen.
    """
    for name in ("stat", "lstat", "access"):
        original = getattr(os, name)
        watched = _watched(original, note)
        for supported in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
            if original in supported:
                supported.add(watched)
        if original in os.supports_effective_ids:
            os.supports_effective_ids.add(watched)
        setattr(os, name, watched)


def _watched(original: Callable[..., Any], note: Callable[[object, bool], None]) -> Any:
    whether = original.__name__ == "access"

    @functools.wraps(original)
    def asked(path: Any, *arguments: Any, **named: Any) -> Any:
        caller = sys._getframe(1)
        if not looks_for_modules(caller):
            note(path, whether or _passes_on_little(caller))
        return original(path, *arguments, **named)

    return asked


def looks_for_modules(frame: FrameType) -> bool:
    """Whether ``frame`` looks about in the folders that Python imports from, to find its way."""
    file = frame.f_code.co_filename
    return file.startswith("<frozen importlib") or any(part in file for part in _FINDERS)


def who_asks(frame: FrameType | None) -> str:
    """Whose code calls Python's library: that of ``author``, ``engine``, ``distribution``.

    Empty where there is nobody but Python.
    """
    while frame is not None and _is_pythons(frame):
        frame = frame.f_back
    if frame is None:
        return ""
    file = frame.f_code.co_filename
    if file.startswith(_ENGINE):
        return "engine"
    return "distribution" if file.startswith(_folders()[1]) else "author"


def _passes_on_little(frame: FrameType | None) -> bool:
    """Whether the caller is one of :data:`_WHETHER`, perhaps through ``Path.stat``."""
    if frame is not None and frame.f_code.co_name in ("stat", "lstat"):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_name in _WHETHER and _is_pythons(frame)


def _is_pythons(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    if file.startswith("<frozen"):
        return True
    with_python, installed = _folders()
    return file.startswith(with_python) and not file.startswith(installed)


@functools.cache
def _folders() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The installed folders with and without Python's own; finding them takes its time."""
    return installed_folders(), installed_folders(with_python=False)


def watch_environment(note: Callable[[str], None]) -> None:
    """From now on tell ``note`` which variables the author's code asks for; ``*`` is all.

    What the engine asks for does not count, and neither does what a distribution does.
    """

    def tell(key: Any) -> None:
        if who_asks(sys._getframe(2)) == "author":
            note(os.fsdecode(key) if isinstance(key, str | bytes) else "*")

    class _Environ(os._Environ):  # type: ignore[type-arg]  # it is for texts and for bytes
        def __getitem__(self, key: Any) -> Any:
            tell(key)
            return super().__getitem__(key)

        def __iter__(self) -> Iterator[Any]:
            tell(None)
            return super().__iter__()

        def __len__(self) -> int:
            tell(None)
            return super().__len__()

    # Their representation and their pickles name the class that they are of by this name.
    _Environ.__name__ = _Environ.__qualname__ = "_Environ"
    _Environ.__module__ = "os"
    os.environ.__class__ = _Environ
    os.environb.__class__ = _Environ
