"""Files and folders that live as long as the process that made them.

A process that is killed leaves them behind. So who makes one holds a lock on it, which the
system releases when the process ends, however it ends; what nobody holds may be removed.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from mathbook.errors import PublishingError

__all__ = ["Scratch", "claim", "is_abandoned", "remove", "remove_abandoned", "sweep_scratch"]

_PREFIX = "mathbook-scratch-"
_TRIES = 10


def claim(path: Path) -> int | None:
    """A descriptor that holds ``path`` until it is closed; None if another one does, or can."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def is_abandoned(path: Path) -> bool:
    """Whether ``path`` is there and nobody holds it."""
    descriptor = claim(path)
    if descriptor is None:
        return False
    os.close(descriptor)
    return True


def remove_abandoned(paths: Iterable[Path]) -> None:
    """Remove those of ``paths`` that nobody holds."""
    for path in paths:
        descriptor = claim(path)
        if descriptor is not None:
            # Held until it is gone, lest whoever is just making it takes it for its own.
            remove(path)
            os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it, as far as that is allowed."""
    if path.is_symlink() or not path.is_dir():
        with contextlib.suppress(OSError):
            path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def sweep_scratch() -> None:
    """Remove the scratch folders of processes that were killed."""
    remove_abandoned(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))


class Scratch:
    """A folder for what is not needed afterwards, gone when it is closed.

    Raises:
        PublishingError: If no folder for temporary files can be locked.
    """

    def __init__(self) -> None:
        for _ in range(_TRIES):
            self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._claim = claim(self.folder)
            # Another process may sweep between the two.
            if self._claim is not None and self.folder.is_dir():
                return
            self.close()
        raise PublishingError(f"cannot hold a lock on a folder in {tempfile.gettempdir()}")

    def close(self) -> None:
        """Remove the folder."""
        remove(self.folder)
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None
