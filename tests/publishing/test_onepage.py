"""A built site as one page: ids of its own for each page, links that stay inside."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from mathbook.errors import PublishingError
from mathbook.publishing.onepage import one_page

HEAD = (
    '<!doctype html><html lang="en"><head><meta name="description" content="On lines &amp; more">'
    '<link rel="stylesheet" href="{up}assets/look.css"></head><body><nav>Chrome</nav>'
)
PAGES = {
    "index.html": '<article><h1 id="lines">Lines</h1><a href="lines/slope/#steep">steep</a>'
    '<a href="lines/slope/">all</a><a href="https://example.org/">out</a></article>',
    "lines/slope/index.html": '<article><h1 id="slope">7.1 Slope'
    '<a class="headerlink" href="#slope">¶</a></h1>'
    '<h2 id="steep">Steep</h2><a href="#steep">here</a><a href="../../">home</a>'
    '<a href="slope.ipynb">notebook</a><details><summary>More</summary><p>folded</p></details>'
    '<svg aria-labelledby="t u"><title id="t">A line</title><defs><clipPath id="clip"></clipPath>'
    '<path id="u"></path></defs><g clip-path="url(#clip)"><use href="#u"></use></g></svg>'
    '<img src="figures/a.png" alt=""><button>Copy</button>'
    "<math><mi>x</mi></math><script>1</script></article>",
}
NAVIGATION = [{"Start": "index.md"}, {"7 Lines": ["lines/slope.md"]}]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, body in PAGES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD.format(up="../" * name.count("/")) + body, encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(site: Path) -> BeautifulSoup:
    return BeautifulSoup(one_page(site, NAVIGATION), "html.parser")


def test_every_link_within_the_book_leads_to_something_in_the_page(page: BeautifulSoup) -> None:
    ids = [str(element["id"]) for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    inside = [str(a["href"]) for a in page.select("a[href]") if str(a["href"]).startswith("#")]
    assert len(inside) == 6  # four in the text, two in the contents
    assert {link[1:] for link in inside} <= set(ids)


def test_links_out_stay_and_links_to_files_become_text(page: BeautifulSoup) -> None:
    links = {a.get_text(): a.get("href") for a in page.find_all("a")}
    assert links["out"] == "https://example.org/"
    assert links["notebook"] is None


def test_references_within_a_figure_follow_its_ids(page: BeautifulSoup) -> None:
    figure = page.find("svg")
    assert figure is not None
    assert figure["aria-labelledby"] == "page-lines-slope--t page-lines-slope--u"
    assert str(figure.find("g")).count("url(#page-lines-slope--clip)") == 1
    assert str(figure.find("use")).count("#page-lines-slope--u") == 1


def test_folds_are_open_and_the_screens_parts_are_gone(page: BeautifulSoup) -> None:
    details = page.find("details")
    assert details is not None
    assert "open" in details.attrs
    text = page.get_text()
    assert "folded" in text
    assert page.find(["button", "script"]) is None
    assert "¶" not in text
    assert "Chrome" not in text


def test_headings_form_one_outline(page: BeautifulSoup) -> None:
    found = [(h.name, h.get_text()) for h in page.find_all(["h1", "h2", "h3"])]
    assert found == [("h2", "Lines"), ("h1", "7 Lines"), ("h2", "7.1 Slope"), ("h3", "Steep")]


def test_files_are_found_from_the_root(page: BeautifulSoup) -> None:
    assert page.select_one('link[href="/assets/look.css"]') is not None
    assert page.select_one('img[src="/lines/slope/figures/a.png"]') is not None


def test_the_title_page_says_what_the_book_is(page: BeautifulSoup) -> None:
    title = page.select_one(".mathbook-title")
    assert title is not None
    assert [p.get_text() for p in title.find_all("p")] == ["Lines", "On lines & more"]


def test_a_missing_page_is_named(site: Path) -> None:
    with pytest.raises(PublishingError, match=r"chord.*expected the page of 'lines/chord.md'"):
        one_page(site, [*NAVIGATION, "lines/chord.md"])


def test_a_site_without_pages_is_none(site: Path) -> None:
    with pytest.raises(PublishingError, match="expected a site with pages"):
        one_page(site, [])
