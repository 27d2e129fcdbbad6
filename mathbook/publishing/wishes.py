"""What a page asks its browser to do, as far as a Content-Security-Policy has a say in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mathbook.publishing.tags import Tag, tags_of

__all__ = ["Wish", "wishes_of"]

_CODE = re.compile(r"(?:(?:text|application)/(?:x-)?(?:java|ecma)script|module)?", re.IGNORECASE)
# Attributes that hold code or styles, if they are what they look like.
_INLINE = re.compile(r"(?:^|[\s\"'/])(?:on|style)|j[\x00-\x20]*a[\x00-\x20]*v|&", re.IGNORECASE)
_MAPS = ("importmap", "speculationrules")

# What a browser fetches, and by which directive it may.
_FETCHED = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("image", "href"): "img-src",
    ("input", "src"): "img-src",
    ("video", "poster"): "img-src",
    ("audio", "src"): "media-src",
    ("video", "src"): "media-src",
    ("track", "src"): "media-src",
    ("source", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("object", "data"): "object-src",
    ("embed", "src"): "object-src",
    ("base", "href"): "base-uri",
    ("form", "action"): "form-action",
    ("button", "formaction"): "form-action",
    ("input", "formaction"): "form-action",
}
_LINKED = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
    # Where the theme's style sheets at other hosts have their fonts.
    "preconnect": "font-src",
}
_PRELOADED = {"font": "font-src", "image": "img-src", "script": "script-src", "style": "style-src"}
_ASKING = {tag for tag, _ in _FETCHED} | {"link", "script", "style", "source"}


@dataclass(frozen=True, slots=True)
class Wish:
    """An address to fetch, or inline code to run.

    Attributes:
        directive: What of a policy decides about it.
        value: The address, or the code.
        inline: Whether it is a script or a style sheet that stands in the page.
        remedy: What an author does instead, if not just the host is to be allowed.
    """

    directive: str
    value: str
    inline: bool = False
    remedy: str = ""


def wishes_of(html: str) -> Iterator[Wish]:
    """All that ``html`` asks for, in order."""
    for tag in tags_of(html, _ASKING, _INLINE):
        if tag.name in _ASKING:
            yield from _fetched(tag)
        yield from _inline_attributes(tag)


def _fetched(tag: Tag) -> Iterator[Wish]:
    attributes = tag.attributes()
    kind = attributes.get("type", "").strip()
    runs = tag.name != "script" or kind.lower() in _MAPS or _CODE.fullmatch(kind)
    if tag.name == "style":
        yield Wish("style-src", tag.text, True, "move it to a style sheet of the site (extra_css)")
    elif tag.name == "script" and "src" not in attributes:
        if runs and tag.text:
            yield Wish(
                "script-src", tag.text, True, "move it to a script of the site (extra_javascript)"
            )
    elif tag.name == "link":
        relations = attributes.get("rel", "").lower().split()
        for relation in relations:
            directive = _LINKED.get(relation)
            if relation == "preload":
                directive = _PRELOADED.get(attributes.get("as", "").lower())
            if directive and attributes.get("href"):
                yield Wish(directive, attributes["href"])
    else:
        for name, value in attributes.items():
            directive = _FETCHED.get((tag.name, name))
            if directive and value and runs:
                yield Wish(directive, value)
    if tag.name in ("img", "source"):
        for candidate in attributes.get("srcset", "").split(", "):
            if address := candidate.split()[:1]:
                yield Wish("img-src", address[0])


def _inline_attributes(tag: Tag) -> Iterator[Wish]:
    for name, value in tag.attributes().items():
        if name.startswith("on"):
            yield Wish("script-src", f"{name}=", remedy="listen in a script of the site")
        elif name == "style":
            yield Wish("style-src", f"style={value}", remedy="write plain declarations")
        elif name in ("href", "action", "formaction", "src") and (
            re.sub(r"[\x00-\x20]", "", value).lower().startswith("javascript:")
        ):
            yield Wish("script-src", value, remedy="listen in a script of the site")
