"""The tags of a page's final HTML, where they stand: fast, and by a browser's rules for quotes.

What is read wrongly here does no harm: the page's policy forbids what nobody named.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html import unescape

__all__ = ["Tag", "tags_of"]

# Quotes mean something right after an equals sign only. What stands in a script or a title is text,
# up to its end. Nothing is tried twice, so that time grows with the page, whatever stands in it.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<name>[a-z][^\s/>]*+)"
    r"""(?P<inner>(?:[^<>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|))*+)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=>/]++)(?:\s*+=\s*+(?:"(?P<a>[^"]*+)"|'(?P<b>[^']*+)'|(?P<c>[^\s>]*+)))?"""
)
# What stands in these is text, up to their end.
_TEXT = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag.

    Attributes:
        name: In small letters.
        inner: All between the name and ``>``.
        start: Where the tag begins.
        end: Where what follows it begins.
        text: What stands in a script, a style sheet, a title; else empty.
    """

    name: str
    inner: str
    start: int
    end: int
    text: str = ""

    def attributes(self) -> dict[str, str]:
        """The values by their names in small letters; of two of one name, the first."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.inner):
            value = match["a"] or match["b"] or match["c"] or ""
            found.setdefault(match["name"].lower(), unescape(value))
        return found

    def places(self) -> Iterator[tuple[str, int, int]]:
        """The attributes' names, and where in ``inner`` each begins and ends."""
        for match in _ATTRIBUTE.finditer(self.inner):
            yield match["name"].lower(), match.start(), match.end()


def tags_of(html: str, names: Container[str], attributes: re.Pattern[str]) -> Iterator[Tag]:
    """The start tags of ``html`` in order, without those in comments, scripts and titles.

    Args:
        html: A page or a part of one.
        names: Elements to look at, in small letters.
        attributes: What to look for in the tags of all others.
    """
    place = 0
    while place < len(html):
        for match in _TAG.finditer(html, place):
            if (inner := match["inner"]) is None:
                continue
            name = match["name"].lower()
            text = ""
            if name in _TEXT:
                close = _TEXT[name].search(html, match.end())
                text = html[match.end() : close.start() if close else len(html)]
            if name in names or attributes.search(inner):
                yield Tag(name, inner, match.start(), match.end(), text)
            if "<" in text:  # where a tag might be found that is none
                place = match.end() + len(text)
                break
        else:
            return
