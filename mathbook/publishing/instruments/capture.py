"""What a block writes, at the level of file descriptors, and which line wrote it.

Replacing ``print`` or ``sys.stdout`` alone would miss ``sys.stdout.write`` through an
older reference, ``os.write(1, …)`` and child processes.
"""

import io
import os
import re
import sys
import tempfile
from dataclasses import dataclass

from mathbook.publishing.instruments.frames import running_line

__all__ = ["LIMIT", "Capture", "Captured", "TooMuchOutput"]

# How many characters a block may print, which no page would show.
LIMIT = 1_000_000


class TooMuchOutput(BaseException):
    """Raised where a block prints without end."""


@dataclass(frozen=True, slots=True)
class Captured:
    """What was written between two readings.

    Attributes:
        text: The standard output.
        errors: The standard error.
        writers: For each line of ``text``, the chapter line that wrote its beginning;
            empty where something wrote around ``sys.stdout``.
    """

    text: str
    errors: str
    writers: tuple[int, ...]


class _Recorder(io.TextIOWrapper):
    """A text stream that remembers which line of ``filename`` each write came from."""

    def __init__(self, raw: io.FileIO, filename: str) -> None:
        super().__init__(raw, encoding="utf-8", errors="backslashreplace", write_through=True)
        self.filename = filename
        self.writes: list[tuple[str, int]] = []
        self.written = 0

    def write(self, text: str, /) -> int:
        self.written += len(text)
        if self.written > LIMIT:
            raise TooMuchOutput(f"this prints more than {LIMIT:,} characters; print less")
        self.writes.append((text, running_line(self.filename)))
        return super().write(text)


class Capture:
    """Redirects descriptors 1 and 2 of this process, for good: children only.

    Args:
        filename: The code's file name, as compiled, whose lines are remembered.
    """

    def __init__(self, filename: str) -> None:
        self._files = [tempfile.TemporaryFile(), tempfile.TemporaryFile()]  # noqa: SIM115
        self._positions = [0, 0]
        sys.stdout.flush()
        sys.stderr.flush()
        for descriptor, file in enumerate(self._files, start=1):
            os.dup2(file.fileno(), descriptor)
        # Without a buffer, so that what is written around Python keeps its place.
        self._stream = _Recorder(io.FileIO(1, "wb", closefd=False), filename)
        errors = io.TextIOWrapper(
            io.FileIO(2, "wb", closefd=False),
            encoding="utf-8",
            errors="backslashreplace",
            write_through=True,
        )
        sys.stdout = sys.__stdout__ = self._stream  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = errors  # type: ignore[misc]

    def read(self) -> Captured:
        """What was written since the last reading."""
        text, errors = (self._read(index) for index in (0, 1))
        writes = self._stream.writes
        writers: tuple[int, ...] = ()
        if "".join(part for part, _ in writes) == text:
            writers = tuple(_line_writers(writes))
        self._stream.writes, self._stream.written = [], 0
        return Captured(text, errors, writers)

    def _read(self, index: int) -> str:
        file = self._files[index]
        size = os.fstat(file.fileno()).st_size - self._positions[index]
        # What was written around the stream has no limit but that of files; it may be cut, too.
        data = os.pread(file.fileno(), min(max(size, 0), 2 * LIMIT), self._positions[index])
        self._positions[index] += size
        return data.decode("utf-8", errors="backslashreplace")


def _line_writers(writes: list[tuple[str, int]]) -> list[int]:
    """The line that wrote the beginning of each output line."""
    writers: list[int] = []
    at_beginning = True
    for text, line in writes:
        for piece in re.findall(r"[^\n]*\n|[^\n]+", text):
            if at_beginning:
                writers.append(line)
            at_beginning = piece.endswith("\n")
    return writers
