"""References between a chapter and the files beside it."""

import re
from pathlib import Path

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_chapter

__all__ = ["reference_failures"]

_LINK = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|#|data:)", re.IGNORECASE)


def reference_failures(chapter: Chapter) -> list[Failure]:
    """Images that do not exist, and figure names that a neighbour uses too."""
    failures = []
    folder = chapter.path.parent
    for image in chapter.images:
        if not _LINK.match(image.url) and not (folder / image.url.split("#")[0]).is_file():
            failures.append(Failure(image.span.line, f"{image.url} does not exist"))
    figures = list(chapter.figures)
    if figures:
        taken = _names_of_neighbours(chapter.path)
        for figure in figures:
            if figure.name in taken:
                failures.append(
                    Failure(
                        figure.span.line,
                        f"the figure name {figure.name!r} is used in {taken[figure.name]} too: "
                        "names are shared by the chapters of a folder",
                    )
                )
    return failures


def _names_of_neighbours(path: Path) -> dict[str, str]:
    names: dict[str, str] = {}
    for neighbour in sorted(path.parent.glob("*.md")):
        if neighbour.name != path.name:
            for figure in parse_chapter(neighbour).figures:
                names.setdefault(figure.name, neighbour.name)
    return names
