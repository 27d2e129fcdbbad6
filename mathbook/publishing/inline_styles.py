"""A page's style attributes as one style sheet of the page, which its policy can name.

A policy allows a style sheet by its hash, but style attributes only where scripts may set them
too (``'unsafe-hashes'``, or worse). Figures, tables and MathML hold hundreds of them, with few
different values. So each value becomes a class; the class is named after the value, and its rule
outranks, as the attribute did, whatever other sheets say without ``!important``.
"""

import re
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from mathbook.publishing.tags import Tag, tags_of

if TYPE_CHECKING:  # only whoever puts styles back has read a page with it
    from bs4 import BeautifulSoup
    from bs4 import Tag as Element

__all__ = ["put_back", "with_classes"]

# No name has this id; two of them outrank a selector that has one.
_RULE = ".{name}:not(#_#_){{{style}}}"
_RULES = re.compile(r"\.(style-\w+):not\(#_#_\)\{(.*)\}")
# Declarations and nothing else. What ends a rule, a sheet or a line stays an attribute.
_PLAIN = re.compile(r"""(?:[^\\{}<>@"'()\n\r\f/]|/(?!\*)|"[^"\\<>{}\n]*"|'[^'\\<>{}\n]*'|[()])*""")
_STYLED = re.compile("style", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")


def with_classes(html: str) -> tuple[str, str]:
    """The page ``html`` without style attributes, and the style sheet that it then needs.

    An attribute that is more than declarations stays; the policy forbids it.
    """
    rules: dict[str, str] = {}
    parts = []
    done = 0
    for tag in tags_of(html, (), _STYLED):
        style = tag.attributes().get("style")
        if style is None or not _is_plain(style):
            continue
        style = style.strip().rstrip(";").rstrip()
        name = "style-" + sha256(style.encode()).hexdigest()[:10]
        if style:
            rules[name] = _RULE.format(name=name, style=style)
        begin = tag.start + 1 + len(tag.name)
        parts += [html[done:begin], _exchanged(tag, name if style else "")]
        done = begin + len(tag.inner)
    return "".join([*parts, html[done:]]), "\n".join(rules.values())


def put_back(page: "BeautifulSoup") -> None:
    """Give the elements of ``page`` their style attributes back, as parts of other pages."""
    for sheet in page.select("style.mathbook-styles"):
        for name, style in _RULES.findall(sheet.get_text()):
            for element in page.select(f".{name}"):
                _restore(element, name, style)
        sheet.decompose()


def _restore(element: "Element", name: str, style: str) -> None:
    classes = [other for other in element.get_attribute_list("class") if other and other != name]
    element["style"] = style
    if classes:
        element["class"] = " ".join(classes)
    else:
        del element["class"]


def _is_plain(style: str) -> bool:
    if not _PLAIN.fullmatch(style):
        return False
    depth = 0
    for sign in _QUOTED.sub("", style):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _exchanged(tag: Tag, name: str) -> str:
    """The inner text of ``tag`` with the class ``name`` in place of its style."""
    kept: list[str] = []
    done = 0
    for attribute, start, end in tag.places():
        if attribute in ("style", "class"):
            kept.append(tag.inner[done:start].rstrip())
            done = end
    classes = f"{tag.attributes().get('class', '')} {name}".strip()
    rest = "".join([*kept, tag.inner[done:]])
    return f' class="{escape(classes)}"{rest}' if classes else rest
