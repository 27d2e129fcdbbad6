"""Files of the cache: there as a whole or not at all, seen to be damaged, gone when unused."""

import contextlib
import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from mathbook.publishing.claims import claim, remove_abandoned

__all__ = ["BESIDE", "remove_unused", "replace_file", "sealed", "unsealed", "use"]

BESIDE = ".new"
"""How the names of files end that are not yet what they will be."""

_MONTH = 30 * 24 * 3600.0
_CHECKSUM = 32


def sealed(content: bytes) -> bytes:
    """``content`` behind its checksum."""
    return sha256(content).digest() + content


def unsealed(content: bytes) -> bytes:
    """What :func:`sealed` was given.

    Raises:
        ValueError: If the bytes are not those that it returned.
    """
    checksum, body = content[:_CHECKSUM], content[_CHECKSUM:]
    if sha256(body).digest() != checksum:
        raise ValueError("damaged")
    return body


def use(file: Path) -> None:
    """Keep ``file`` from being removed for another month."""
    with contextlib.suppress(OSError):  # somebody else's, or just removed
        os.utime(file)


def remove_unused(folder: Path, now: float | None = None) -> None:
    """Remove what was not used for a month, and what killed processes left behind.

    Raises:
        OSError: If the folder cannot be read.
    """
    moment = time.time() if now is None else now
    remove_abandoned(folder.glob(f"*{BESIDE}"))
    for file in folder.glob("*"):
        with contextlib.suppress(OSError):  # another sweeps too, or it is no file
            if moment - file.stat().st_mtime > _MONTH:
                file.unlink()


def replace_file(file: Path, content: bytes) -> None:
    """Write ``content`` beside ``file`` and rename it: of two that do so at once one wins.

    A process that is killed meanwhile leaves a file that nobody holds; see
    :func:`mathbook.publishing.claims.remove_abandoned`.

    Raises:
        OSError: If the folder cannot be made or written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=file.parent, suffix=BESIDE)
    held = claim(Path(beside))
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(content)
        os.replace(beside, file)  # noqa: PTH105  beside is a text
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    finally:
        if held is not None:
            os.close(held)
