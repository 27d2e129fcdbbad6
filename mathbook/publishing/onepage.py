"""The pages of a built site as one page to print: in order, with links that stay inside.

Nothing is rendered anew. What stands in the site's pages is taken from them, so that
formulas, figures, numbers and anchors are those that were checked.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from mathbook.errors import PublishingError
from mathbook.publishing.failures import shown_path
from mathbook.publishing.inline_styles import put_back

__all__ = ["one_page"]

# What only a screen has: anchors of headings, buttons, links to edit, scripts.
_CHROME = "script, .headerlink, .md-content__button, .md-code__nav, .mathbook-links, button, form"
_REFERRING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
_HEADING = re.compile(r"h[1-6]$")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the site: its address below the site's root, its name in the one page."""

    address: str
    name: str
    soup: BeautifulSoup
    article: Tag


def one_page(site: Path, navigation: Sequence[Any]) -> str:
    """The book as one HTML page that is served at the root of ``site``.

    Args:
        site: The folder that the site was built into.
        navigation: Titles and pages, as :func:`mathbook.publishing.navigation.navigation`
            gives them.

    Raises:
        PublishingError: If ``site`` lacks a page of the navigation.
    """
    pages = {source: _read(site, source) for source in _sources(navigation)}
    if not pages:
        raise PublishingError(f"{shown_path(site)}: expected a site with pages, found none")
    known = {page.address: page for page in pages.values()}
    for page in pages.values():
        _detach(page, known)
    first = next(iter(pages.values()))
    title = escape(_heading(first))
    description = first.soup.find("meta", attrs={"name": "description"})
    about = escape(str(description["content"])) if isinstance(description, Tag) else ""
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(urljoin("/" + first.address, str(link["href"])))}">'
        for link in first.soup.select('link[rel="stylesheet"]')
    )
    language = first.soup.html.get("lang", "en") if first.soup.html else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title>{sheets}</head>\n"
        '<body dir="ltr" class="mathbook-print" data-md-color-scheme="default">\n'
        '<main class="md-content__inner md-typeset">\n'
        f'<header class="mathbook-title"><p>{title}</p><p>{about}</p></header>\n'
        '<nav class="mathbook-contents" aria-label="Contents"><p>Contents</p>\n'
        f"{_contents(navigation, pages)}</nav>\n{_body(navigation, pages)}</main></body></html>\n"
    )


def _sources(navigation: Any) -> Iterator[str]:
    """The pages of ``navigation`` from top to bottom."""
    if isinstance(navigation, str):
        yield navigation
    else:
        entries = navigation.values() if isinstance(navigation, dict) else navigation
        for entry in entries:
            yield from _sources(entry)


def _read(site: Path, source: str) -> _Page:
    stem = source.removesuffix(".md")
    if posixpath.basename(stem) == "index":
        candidates = [f"{stem}.html"]
    else:
        candidates = [f"{stem}/index.html", f"{stem}.html"]
    for address in candidates:
        if (site / address).is_file():
            soup = BeautifulSoup((site / address).read_text(encoding="utf-8"), "html.parser")
            put_back(soup)
            article = soup.find("article")
            if article is None:
                raise PublishingError(f"{shown_path(site / address)}: expected an <article>")
            return _Page(_plain(address), "page-" + stem.replace("/", "-"), soup, article)
    raise PublishingError(
        f"{shown_path(site / candidates[0])}: expected the page of {source!r}; build the site first"
    )


def _plain(address: str) -> str:
    """The address without the file that servers add."""
    return address.removesuffix("index.html")


def _detach(page: _Page, known: dict[str, _Page]) -> None:
    """Make the page's ids its own, its links lead into the one page, its folds open."""
    for element in page.article.select(_CHROME):
        element.decompose()
    for element in page.article.find_all(True):
        if element.name == "details":
            element["open"] = ""
        if _HEADING.match(element.name):
            # The chapters' titles stand above the pages'.
            classes = [str(name) for name in element.get_attribute_list("class") if name]
            element["class"] = " ".join([*classes, f"as-{element.name}"])
            element.name = f"h{min(int(element.name[1]) + 1, 6)}"
        for attribute, value in list(element.attrs.items()):
            text = " ".join(value) if isinstance(value, list) else str(value)
            if attribute == "id" or attribute in _REFERRING:
                element[attribute] = " ".join(f"{page.name}--{word}" for word in text.split())
            elif attribute == "href":
                _relink(element, text, page, known)
            elif attribute in ("src", "poster"):
                element[attribute] = urljoin("/" + page.address, text)
            elif "url(#" in text:
                element[attribute] = text.replace("url(#", f"url(#{page.name}--")


def _relink(element: Tag, target: str, page: _Page, known: dict[str, _Page]) -> None:
    if urlsplit(target).scheme:
        return
    address, anchor = urldefrag(urljoin("/" + page.address, target))
    other = known.get(_plain(unquote(address).lstrip("/")))
    if other is not None:
        element["href"] = f"#{other.name}--{unquote(anchor)}" if anchor else f"#{other.name}"
    elif element.name == "a":
        del element["href"]  # a file beside the pages, which the book on paper does not have
    else:
        element["href"] = address


def _heading(page: _Page) -> str:
    heading = page.article.find(["h1", "h2"])
    return " ".join(heading.get_text().split()) if heading else page.name


def _contents(navigation: Any, pages: dict[str, _Page]) -> str:
    """Nested lists of links to the chapters' pages."""
    items = []
    for title, inner in _entries(navigation):
        if isinstance(inner, str):
            page = pages[inner]
            items.append(f'<li><a href="#{page.name}">{escape(_heading(page))}</a></li>')
        else:
            items.append(f"<li>{escape(title or '')}{_contents(inner, pages)}</li>")
    return f"<ul>{''.join(items)}</ul>\n"


def _body(navigation: Any, pages: dict[str, _Page]) -> str:
    parts = []
    for title, inner in _entries(navigation):
        if isinstance(inner, str):
            page = pages[inner]
            parts.append(f'<section id="{page.name}">{page.article.decode_contents()}</section>\n')
        else:
            parts.append(f'<h1 class="mathbook-part">{escape(title or "")}</h1>\n')
            parts.append(_body(inner, pages))
    return "".join(parts)


def _entries(navigation: Any) -> Iterator[tuple[str | None, Any]]:
    """The entries of one level, each with its title if it has one."""
    for entry in navigation:
        if isinstance(entry, dict):
            yield from entry.items()
        else:
            yield None, entry
