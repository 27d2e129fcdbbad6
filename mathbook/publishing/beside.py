"""Build beside, then rename: a target folder is either the old one or the whole new one."""

import os
import shutil
from pathlib import Path

__all__ = ["Beside"]


class Beside:
    """A folder next to ``target`` that takes its place once it is complete.

    Args:
        target: The folder to replace; it need not exist.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.absolute()
        self.folder = self.target.with_name(f".{self.target.name}.building-{os.getpid()}")
        self.discard()
        self.folder.mkdir(parents=True)

    def publish(self) -> None:
        """Put the new folder in the old one's place."""
        old = self.folder.with_name(f"{self.folder.name}-old")
        had_one = self.target.exists()
        if had_one:
            self.target.rename(old)
        try:
            self.folder.rename(self.target)
        except OSError:
            if had_one:
                old.rename(self.target)
            raise
        shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> None:
        """Remove what was built; the target stays as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
