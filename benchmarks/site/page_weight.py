"""What a site weighs: all its files, and what a browser loads to show one page of it."""

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urldefrag, urlsplit

__all__ = ["PageWeight", "page_weight", "site_bytes"]

_LINKED = frozenset({"stylesheet", "icon", "preload", "modulepreload"})
_SOURCES = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
_COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".json", ".ico", ".ttf", ".eot", ".mjs"})
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


@dataclass(slots=True)
class PageWeight:
    """What one page loads when it is opened.

    Attributes:
        bytes: Of its own site, as the files are.
        compressed: The same as servers send it: text compressed with gzip.
        requests: How many files of its own site these are, the page among them.
        others: Addresses on other hosts.
    """

    bytes: int = 0
    compressed: int = 0
    requests: int = 0
    others: set[str] = field(default_factory=set)


def site_bytes(site: Path) -> int:
    """The bytes of all files in ``site``."""
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file())


def page_weight(site: Path, page: str) -> PageWeight:
    """What ``page`` (a path in ``site``) loads by its HTML and by the style sheets of that.

    What scripts ask for later is not counted, and of a font face only its first file, which
    is the one that browsers take. All font faces count, whether the page uses them or not.
    """
    weight = PageWeight()
    waiting = [page]
    seen = set(waiting)
    while waiting:
        place = waiting.pop()
        file = site / place
        if not file.is_file():
            continue
        content = file.read_bytes()
        weight.bytes += len(content)
        weight.requests += 1
        compress = file.suffix in _COMPRESSED
        weight.compressed += len(gzip.compress(content, 6)) if compress else len(content)
        for address in _addresses(file, content):
            if urlsplit(address).netloc:
                weight.others.add(address)
                continue
            path = unquote(urldefrag(address)[0].partition("?")[0])
            target = normpath(join(place.rpartition("/")[0], path)).lstrip("/")
            if path and target not in seen:
                seen.add(target)
                waiting.append(target)
    return weight


def _addresses(file: Path, content: bytes) -> list[str]:
    """What the HTML or CSS in ``file`` loads."""
    text = content.decode("utf-8", errors="replace")
    if file.suffix == ".html":
        reader = _Links()
        reader.feed(text)
        found = reader.found + _css_addresses(reader.styles)
    elif file.suffix == ".css":
        found = _css_addresses(text)
    else:
        found = []
    return [address for address in found if not address.startswith(("data:", "#", "about:"))]


def _css_addresses(text: str) -> list[str]:
    faces = [match[0] for match in _FONT_FACE.finditer(text)]
    rest = _FONT_FACE.sub("", text)
    # A face may name a file for old browsers first, and the list for all others after it.
    fonts = [urls[0] for face in faces if (urls := _urls(face.rpartition("src:")[2]))]
    return fonts + _urls(rest)


def _urls(text: str) -> list[str]:
    return [match[1] or match[2] for match in _CSS_URL.finditer(text)]


class _Links(HTMLParser):
    """Collects what a page's elements load, and the style sheets within it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.styles = ""
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if tag == "link" and _LINKED & set(values.get("rel", "").lower().split()):
            self.found.append(values.get("href", ""))
        elif tag in _SOURCES and values.get(_SOURCES[tag]):
            self.found.append(values[_SOURCES[tag]])

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.styles += data
