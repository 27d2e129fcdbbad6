"""Links and images that lead out of what a book publishes: none may.

A page may show what lies below the docs folder, and refer to what other sites have. What its
author's machine has besides, another folder or a file by its path, is nobody else's.
"""

import os
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from sybil import Document

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.lexers import covered, plain_text
from mathbook.publishing.parsers.structure import code_spans

__all__ = ["leaving_links", "published_folder"]

# Each with the address in its last group; in HTML it is relative to the page as it is published.
_MARKDOWN = (
    re.compile(r"\]\([ \t]*\n?[ \t]*<(?P<url>[^<>\n]{1,2000})>"),
    re.compile(r"\]\([ \t]*\n?[ \t]*(?P<url>[^\s<>()][^\s()]{0,2000})"),
    re.compile(
        r"^[ \t>]{0,40}\[[^\[\]\n]{1,300}\]:[ \t]*\n?[ \t]*<?(?P<url>[^\s<>]{1,2000})", re.M
    ),
    re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000})>"),
)
_HTML = re.compile(
    r"<[A-Za-z][^<>]{0,2000}?[\s\"'/](?:src|href|poster|data|action|srcset|background)[ \t\n]{0,9}="
    r"[ \t\n]{0,9}[\"']?(?P<url>[^\s\"'<>]{1,2000})",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+):", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:", re.IGNORECASE)
_HARMLESS = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_FORBIDDEN = frozenset({"data", "file", "javascript", "vbscript"})
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANKS = re.compile(r"[\x00-\x20]+")


def published_folder(path: Path) -> Path | None:
    """The folder that the links of the page at ``path`` stay in; None if nobody says so."""
    book = find_configuration(path.parent)
    if not book.found:
        return None
    docs = book.docs.resolve()
    return docs if path.resolve().is_relative_to(docs) else book.root.resolve()


def leaving_links(chapter: Chapter) -> list[Failure]:
    """The links and images of ``chapter`` that lead out of its book."""
    if chapter.path.suffix == ".py":
        return []
    failures: list[Failure] = []
    folder: Path | None = None
    asked = False
    for place, url, page in sorted(set(_addresses(chapter))):
        reason = _by_itself(url)
        if reason is None and not _SCHEME.match(url) and (path := _path(url)):
            if not asked:
                folder, asked = published_folder(chapter.path), True
            reason = _elsewhere(chapter.path.parent, path, folder, page)
        if reason is not None:
            line = chapter.text.count("\n", 0, place) + 1
            failures.append(Failure(line, f"{url} {reason}"))
    return failures


def _addresses(chapter: Chapter) -> Iterator[tuple[int, str, str]]:
    """Where addresses stand, what they are, and the folder that browsers add in HTML."""
    plain = plain_text(Document(chapter.text, str(chapter.path)))
    plain = covered(plain, code_spans(plain), " ")
    for pattern in _MARKDOWN:
        for match in pattern.finditer(plain):
            url = unescape(match["url"])
            yield match.start("url"), _ESCAPED.sub(r"\1", url), ""
            if "\\" in url:  # which browsers may take for the slash that it is elsewhere
                yield match.start("url"), url, ""
    page = "" if chapter.path.stem in ("index", "README") else chapter.path.stem
    for match in _HTML.finditer(plain):
        yield match.start("url"), unescape(match["url"]), page


def _by_itself(url: str) -> str | None:
    """What is wrong with ``url``, whatever page it stands in."""
    shown = _BLANKS.sub("", url)  # browsers pass over them
    if _DRIVE.match(shown) and not _SCHEME.match(shown):
        return "is a path of one machine: name a file below the docs folder"
    if (match := _SCHEME.match(shown)) and match["scheme"].lower() in _FORBIDDEN:
        if _HARMLESS.match(shown):
            return None
        return f"is an address of the kind {match['scheme'].lower()}:, which no page may use"
    return None


def _path(url: str) -> str:
    """The path that ``url`` names in this site; nothing for another site's and for anchors."""
    path = unquote(re.split("[?#]", url, maxsplit=1)[0], errors="replace").replace("\\", "/")
    return "" if path.startswith("//") and not url.startswith("\\") else path


def _elsewhere(beside: Path, path: str, folder: Path | None, page: str) -> str | None:
    """Why ``path`` in a page that lies in the folder ``beside`` leads out of ``folder``."""
    if "\0" in path:
        return "holds a NUL, which no file's name does"
    if path.startswith("/"):
        return "is absolute: write it relative to this page"
    if folder is None:
        return None
    home = beside.resolve()
    # As a browser reads it, whatever folders there are; then with the links of the file system.
    meant = Path(posixpath.normpath(posixpath.join(home.as_posix(), page, path)))
    if not meant.is_relative_to(folder):
        return f"leads out of {folder.name}, the folder that is published"
    try:
        real = Path(os.path.realpath(meant))
    except (OSError, ValueError):
        return "is no path"
    if not real.is_relative_to(folder):
        return f"is a link to a file outside of {folder.name}, the folder that is published"
    return None
