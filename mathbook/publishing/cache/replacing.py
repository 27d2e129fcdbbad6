"""A file of the cache is there as a whole or not at all."""

import os
import tempfile
from pathlib import Path

from mathbook.publishing.claims import claim

__all__ = ["BESIDE", "replace_file"]

BESIDE = ".new"
"""How the names of files end that are not yet what they will be."""


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
