"""Files that are dear to make and the same for the same ingredients, kept between builds.

Fonts are: cutting three takes longer than everything else in a build that finds nothing changed.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from mathbook.publishing.cache.dependencies import digest_of_makers
from mathbook.publishing.cache.replacing import remove_unused, replace_file, sealed, unsealed, use
from mathbook.publishing.configuration import Configuration

__all__ = ["Keep", "KeptFiles", "kept_fonts", "made_anew"]

Keep = Callable[[Sequence[str], Callable[[], bytes]], bytes]
"""Gives what the function makes, whose ingredients the texts name."""

log = logging.getLogger(__name__)


def made_anew(ingredients: Sequence[str], make: Callable[[], bytes]) -> bytes:
    """Keeps nothing."""
    return make()


class KeptFiles:
    """Files in a folder, named by what they were made of.

    An entry is written beside and renamed, and a damaged one is made anew. What was not used for
    a month goes when something new comes.

    Args:
        folder: Where they lie; it is made when it is needed, and may be deleted at any time.
        makers: The distributions that make them, beside the engine, and bring what they are
            made from.
    """

    def __init__(self, folder: Path, makers: Sequence[str]) -> None:
        self.folder = folder
        self.makers = digest_of_makers(makers)

    def __call__(self, ingredients: Sequence[str], make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives for ``ingredients``, from the folder if it is there."""
        digest = hashlib.sha256()
        for part in (self.makers, *ingredients):
            digest.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
        file = self.folder / digest.hexdigest()[:32]
        try:
            kept = unsealed(file.read_bytes())
            use(file)
            return kept
        except FileNotFoundError:
            pass
        except OSError as error:
            log.warning("%s cannot be read (%s) and is ignored", file, error.strerror)
        except ValueError:
            log.warning("%s is damaged and is ignored", file)
        made = make()
        try:
            replace_file(file, sealed(made))
            remove_unused(self.folder)
        except OSError as error:
            log.warning("%s cannot be written (%s)", self.folder, error.strerror)
        return made


def kept_fonts(book: Configuration) -> Keep:
    """Where the fonts of ``book`` are kept, ``.mathbook/fonts``; nowhere without a project."""
    if not book.found:
        return made_anew
    makers = ("brotli", "font-source-serif-pro", "fonttools", "ziamath")
    return KeptFiles(book.root / ".mathbook" / "fonts", makers)
