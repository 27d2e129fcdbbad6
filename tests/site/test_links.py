"""Every link within the site leads to something. No browser is needed."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.site.sites import Site

ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "use": "href"}


@cache
def soup_of(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


@cache
def anchors_of(file: Path) -> frozenset[str]:
    """What a link to a place on the page may name."""
    soup = soup_of(file)
    named = {str(element["id"]) for element in soup.select("[id]")}
    return frozenset(named | {str(element["name"]) for element in soup.select("a[name]")} | {""})


def test_every_internal_link_leads_to_something(site: Site) -> None:
    broken, count = [], 0
    for page in site.pages:
        soup = soup_of(page.file)
        for name, attribute in ADDRESSES.items():
            for element in soup.select(f"{name}[{attribute}]"):
                target = urljoin(page.address, str(element[attribute]))
                if urlsplit(target).netloc != urlsplit(site.address).netloc:
                    continue
                address, anchor = urldefrag(target)
                file = site.folder / unquote(urlsplit(address).path).lstrip("/")
                file = file / "index.html" if file.is_dir() else file
                there = file.is_file()
                if not there or (
                    file.suffix == ".html" and unquote(anchor) not in anchors_of(file)
                ):
                    broken.append(f"{page}: {element[attribute]}")
                count += 1
    assert broken == []
    assert count > 50


def test_every_page_says_what_it_is(site: Site) -> None:
    for page in site.pages:
        soup = soup_of(page.file)
        title, description = soup.title, soup.select_one("meta[name=description]")
        assert title, str(page)
        assert title.get_text().strip(), str(page)
        assert description, str(page)
        assert str(description["content"]).strip(), str(page)
        assert len(soup.select("h1")) == 1, str(page)
