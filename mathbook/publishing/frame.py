"""What a published page carries besides its own text: the book's counts, and links back.

All of it is plain HTML within Markdown, so that every generator shows the same.
"""

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlencode

from mathbook.publishing.configuration import Configuration
from mathbook.publishing.tally import several

__all__ = ["book_counts", "source_links", "with_book_counts"]

_COUNTS = re.compile(r'(<span class="mathbook-counts">)[^<]*(</span>)')
_KINDS = (
    ("blocks", "block"),
    ("outputs", "output"),
    ("figures", "figure"),
    ("frames", "frame"),
    ("formulas", "formula"),
    ("numbers", "number"),
)


def book_counts(found: Mapping[str, int]) -> str:
    """The counts of a whole book as a sentence."""
    parts = [several(found[key], noun) for key, noun in _KINDS if found.get(key)]
    return f"Held in this build: {', '.join(parts)}." if parts else ""


def with_book_counts(text: str, sentence: str) -> str:
    """``text`` with ``sentence`` in each ``<span class="mathbook-counts">``.

    What the page's author wrote there is read where nothing is evaluated, as on GitHub;
    it stays where nothing was counted.
    """
    if not sentence:
        return text
    return _COUNTS.sub(lambda span: f"{span[1]}{sentence}{span[2]}", text)


def source_links(page: str, book: Configuration, *, made: bool = False) -> str:
    """Links to edit ``page`` and to report an error in it; nothing without a repository.

    Args:
        page: Its place below the docs folder.
        book: Names the repository, in the form that GitHub's addresses have.
        made: Whether the build made the page, so that there is nothing to edit.
    """
    if not book.repository:
        return ""
    file = f"{book.in_repository(book.docs)}/{page}"
    number = book.number(page)
    title = f"An error in {number}" if number else f"An error in {page}"
    query = urlencode({"title": title, "body": f"Page: {file}\n\nWhat is wrong, and where:\n"})
    links = [("Report an error", f"{book.repository}/issues/new?{query}")]
    if not made:
        edit = f"{book.repository}/edit/{quote(book.branch)}/{quote(file)}"
        links.insert(0, ("Edit this page", edit))
    anchors = " ".join(f'<a href="{escape(url)}">{name}</a>' for name, url in links)
    return f'\n\n<p class="mathbook-links" data-search-exclude>{anchors}</p>\n'
