"""Where a task runs: a folder of its own, in which no file grows without end."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from mathbook.publishing.instruments.reading import Reader

__all__ = ["LARGEST_FILE", "workplace"]

# What a task may write to one file, its output included, in bytes.
LARGEST_FILE = 1 << 30


@contextmanager
def workplace() -> Iterator[Reader]:
    """Go to a new folder, which is removed afterwards; what is read from now on is noted.

    For processes that end with their task: neither the notes nor the limit can be taken back.
    """
    folder = tempfile.mkdtemp(prefix="mathbook-")
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    reader = Reader(folder)
    try:
        yield reader
    finally:
        os.chdir(os.sep)
        shutil.rmtree(folder, ignore_errors=True)
