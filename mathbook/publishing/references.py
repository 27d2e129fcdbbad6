"""References within a chapter, and to the files and chapters beside it."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.failures import Failure
from mathbook.publishing.leaving import leaving_links
from mathbook.publishing.numbering import is_a_file, label_failures
from mathbook.publishing.parsers.markdown import parse_chapter

__all__ = ["reference_failures"]

_LINK = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|#|data:)", re.IGNORECASE)


def reference_failures(
    chapter: Chapter, read: Callable[[Path], Chapter] = parse_chapter
) -> list[Failure]:
    """Images that do not exist, figure names that a neighbour uses too, wrong links and labels.

    Args:
        chapter: The chapter.
        read: Gives the chapter at a path; whoever checks many parses each of them once.
    """
    failures = leaving_links(chapter) + label_failures(chapter, read)
    folder = chapter.path.parent
    for image in chapter.images:
        file = unquote(re.split("[?#]", image.url, maxsplit=1)[0])
        if not _LINK.match(image.url) and not is_a_file(folder / file):
            failures.append(Failure(image.span.line, f"{image.url} does not exist"))
    figures = list(chapter.figures)
    if figures:
        taken = _names_of_neighbours(chapter.path, read)
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


def _names_of_neighbours(path: Path, read: Callable[[Path], Chapter]) -> dict[str, str]:
    names: dict[str, str] = {}
    for neighbour in sorted(path.parent.glob("*.md")):
        other = neighbour.name != path.name and not neighbour.name.startswith(".")
        if other and neighbour.is_file():
            for figure in read(neighbour).figures:
                names.setdefault(figure.name, neighbour.name)
    return names
