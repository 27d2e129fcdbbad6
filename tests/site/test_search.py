"""The search finds words, symbols and names as a reader types them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.site.sites import Site

FIELD = "[data-md-component='search-query']"
FOUND = ".md-search-result__link"
STATE = ".md-search-result__meta"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def search(tab: Tab, book: Site, query: str) -> str:
    """What the search says that it found."""
    tab.goto(f"{book.address}/404.html")
    tab.locator(FIELD).click()
    tab.keyboard.type(query)
    found = tab.locator(STATE, has_text="matching")
    found.wait_for()
    return found.inner_text().strip()


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("gradient", "calculus/gradients/"),
        ("Gradients", "calculus/gradients/"),
        ("difference quotients", "calculus/gradients/"),
        ("∇f", "calculus/gradients/"),
        ("numerical_gradient", "reference/calculus/gradients/"),
        ("jacobian numerical", "reference/calculus/gradients/"),
        ("momentum", "labs/descending/"),
    ],
)
def test_words_symbols_and_names_are_found(tab: Tab, book: Site, query: str, page: str) -> None:
    search(tab, book, query)
    # At once: the list is made anew while more is found.
    links = tab.locator(FOUND).evaluate_all("found => found.map((link) => link.href)")
    assert any(f"/{page}" in link.split("?")[0] for link in links), links


def test_what_is_typeset_is_found_and_its_source_is_not(tab: Tab, book: Site) -> None:
    assert search(tab, book, "gradient") != "No matching documents"
    for query in ("mathbb", "frac", "qquad"):
        assert search(tab, book, query) == "No matching documents", query
