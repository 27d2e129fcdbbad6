"""What pages ask for: nothing of other hosts, and not much of their own."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from tests.site.serving import LEVEL, transferred
from tests.site.sites import Page, Site

FIRST, NEXT, LAB = 300, 80, 250  # KiB
INDEX = "search_index.json"
TO_THE_END = """
async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += 800) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
}
"""


@contextmanager
def asking(chromium: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A fresh browser, and the addresses that it asks for."""
    asked: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.on("request", lambda request: asked.append(request.url))
    try:
        yield context, asked
    finally:
        context.close()


def visit(tab: Tab, page: Page) -> None:
    """Open ``page`` and read it to its end."""
    tab.goto(page.address)
    tab.evaluate(TO_THE_END)
    tab.wait_for_load_state("networkidle")


def others(asked: Iterable[str], site: Site) -> list[str]:
    """Those of the addresses that are another site's."""
    return [url for url in asked if not url.startswith((f"{site.address}/", "data:", "blob:"))]


def test_the_search_asks_no_other_host(chromium: Browser, site: Site) -> None:
    with asking(chromium) as (context, asked):
        tab = context.new_page()
        visit(tab, site.pages[0])
        tab.goto(site.address)
        tab.locator("[data-md-component='search-query']").click()
        tab.keyboard.type("gradient" if site.name == "book" else "sessions")
        tab.locator(".md-search-result__link").first.wait_for()
    assert others(asked, site) == []
    assert any(url.endswith(INDEX) for url in asked)


def size_of(url: str, site: Site) -> int:
    """The bytes that are sent for ``url``."""
    path = urlsplit(url).path
    file = site.folder / path.lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    return len(transferred(file.name, file.read_bytes()))


def weight(asked: set[str], site: Site) -> float:
    """What is sent for ``asked`` without the search index, in KiB."""
    files = [url for url in asked if url.startswith(site.address) and not url.endswith(INDEX)]
    return sum(size_of(url, site) for url in files) / 1024


def test_a_visit_is_light_and_asks_no_other_host(chromium: Browser, site: Site) -> None:
    found = {}
    for first in site.pages:
        with asking(chromium) as (context, asked):
            visit(context.new_page(), first)
        found[first] = set(asked)
        assert any(url.endswith(".woff2") for url in asked), str(first)
        assert first.address in asked
        assert others(asked, site) == [], str(first)
    sizes = {str(page): weight(asked, site) for page, asked in found.items()}
    assert all(size <= FIRST for size in sizes.values()), sizes
    # Whichever page comes after whichever, unless it is a lab, which has a limit of its own.
    more = {
        f"{page} after {first}": weight(asked - found[first], site)
        for first in found
        for page, asked in found.items()
        if not (page.chapter and page.chapter.lab)
    }
    assert {pair: size for pair, size in more.items() if size > NEXT} == {}


def test_the_page_of_a_lab_is_light(book: Site) -> None:
    labs = [page for page in book.pages if page.chapter and page.chapter.lab]
    assert labs
    for page in labs:
        assert len(gzip.compress(page.file.read_bytes(), LEVEL)) <= LAB * 1024, str(page)
