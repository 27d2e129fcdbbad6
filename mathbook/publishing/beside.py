"""Build beside, then swap: a target folder is either the old one or the whole new one."""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

from mathbook.publishing.claims import claim, is_abandoned, remove

__all__ = ["Beside"]

_OLD = "-old"
_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


class Beside:
    """A folder next to ``target`` that takes its place once it is complete.

    It is held by this process: what a killed one has left is removed by the next.

    Args:
        target: The folder to replace; it need not exist.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.absolute()
        self.folder = self.target.with_name(f".{self.target.name}.building-{os.getpid()}")
        self._claim: int | None = None
        self.discard()
        _clean_up(self.target)
        self.folder.mkdir(parents=True)
        self._claim = claim(self.folder)

    def publish(self) -> None:
        """Put the new folder in the old one's place, in one step where the system can."""
        if not self.target.exists():
            # Another build may be faster: then it is there.
            with contextlib.suppress(OSError):
                self.folder.rename(self.target)
                return
        if _exchange(self.folder, self.target):
            remove(self.folder)
        else:
            old = self.folder.with_name(f"{self.folder.name}{_OLD}")
            self.target.rename(old)
            try:
                self.folder.rename(self.target)
            except OSError:
                old.rename(self.target)
                raise
            remove(old)

    def discard(self) -> None:
        """Remove what was built; the target stays as it was."""
        remove(self.folder)
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None


def _clean_up(target: Path) -> None:
    """Remove what killed builds of ``target`` left, and bring back what one had put aside."""
    for left in target.parent.glob(f".{target.name}.building-*"):
        building = left.with_name(left.name.removesuffix(_OLD))
        if building.exists() and not is_abandoned(building):
            continue
        if left.name.endswith(_OLD) and not target.exists():
            with contextlib.suppress(OSError):
                left.rename(target)
        else:
            remove(left)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders of one file system; False where that cannot be done in one step."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, _EXCHANGE) == 0)
        return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    except (AttributeError, OSError):
        return False
