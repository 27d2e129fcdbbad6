"""What a process and its forks note, together.

Each keeps its own notes in memory. A fork ends without telling, so it also writes them, as it
makes them, to a file without a name that it has in common with the process it was forked from.
"""

import contextlib
import fcntl
import json
import os
import tempfile

__all__ = ["Journal"]

# Beyond what code that closes "all" descriptors tends to close.
_HIGH = 900

Note = tuple[str, ...]


class Journal:
    """Notes, each of them once: tuples of texts."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.own: set[Note] = set()
        with tempfile.TemporaryFile() as file:
            try:
                self.descriptor = fcntl.fcntl(file.fileno(), fcntl.F_DUPFD_CLOEXEC, _HIGH)
            except OSError:
                self.descriptor = os.dup(file.fileno())
        fcntl.fcntl(self.descriptor, fcntl.F_SETFL, os.O_APPEND)
        self.identity = self.identify()

    def identify(self) -> tuple[int, int] | None:
        """What the descriptor leads to; a chapter may have closed it."""
        with contextlib.suppress(OSError):
            state = os.fstat(self.descriptor)
            return state.st_dev, state.st_ino
        return None

    def note(self, *words: str) -> None:
        """Keep ``words``."""
        if words in self.own:
            return
        self.own.add(words)
        if os.getpid() != self.process and self.identify() == self.identity:
            with contextlib.suppress(OSError):
                os.write(self.descriptor, json.dumps(words).encode() + b"\n")

    def notes(self) -> set[Note]:
        """All notes: of this process, and of those that were forked from it."""
        found = set(self.own)
        if self.identify() != self.identity:
            return found | {("unseen", "it closes files that are not its own")}
        content = os.pread(self.descriptor, os.fstat(self.descriptor).st_size, 0)
        for line in content.splitlines():
            with contextlib.suppress(ValueError):  # a fork was ended while it wrote
                found.add(tuple(json.loads(line)))
        return found
