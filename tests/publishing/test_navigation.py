"""The navigation: made from the table, or held against it."""

from pathlib import Path

import pytest

from mathbook.errors import ConfigurationError
from mathbook.publishing.configuration import ChapterFolder, Configuration
from mathbook.publishing.navigation import check_navigation, navigation, pages_of


@pytest.fixture
def book(tmp_path: Path) -> Configuration:
    folder = ChapterFolder(7, "Lines", "lines", ("slope", "distance"))
    return Configuration(tmp_path, tmp_path / "docs", chapters=(folder,))


def write(book: Configuration, *pages: str) -> None:
    for page in pages:
        file = book.docs / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Title\n")


def test_the_sections_come_in_the_order_of_the_table(book: Configuration) -> None:
    assert navigation(book)[0] == {"7 Lines": ["lines/slope.md", "lines/distance.md"]}


def test_start_pages_come_first(book: Configuration) -> None:
    write(book, "index.md", "lines/index.md")
    start, lines, _ = navigation(book)
    assert start == {"Home": "index.md"}
    assert lines["7 Lines"][0] == "lines/index.md"


def test_labs_come_after_the_chapters_an_introduction_first(book: Configuration) -> None:
    write(book, "labs/descending.md", "labs/index.md", "labs/ascending.md")
    labs = ["labs/index.md", "labs/ascending.md", "labs/descending.md"]
    assert navigation(book)[1:] == [{"Labs": labs}, {"About": ["about/verification.md"]}]


def test_what_was_verified_comes_last(book: Configuration) -> None:
    assert navigation(book)[-1] == {"About": ["about/verification.md"]}


def test_pages_about_the_book_come_before_it(book: Configuration) -> None:
    write(book, "about/index.md", "about/errata.md", "about/people.md", "about/verification.md")
    pages = ["index", "errata", "people", "verification"]
    assert navigation(book)[-1] == {"About": [f"about/{page}.md" for page in pages]}


@pytest.mark.parametrize(
    "nav",
    [
        ["lines/slope.md", "lines/distance.md"],
        ["index.md", {"A": [{"B": "lines/slope.md"}]}, {"C": ["lines/distance.md", "more.md"]}],
    ],
)
def test_a_navigation_in_the_books_order_is_fine(book: Configuration, nav: list[object]) -> None:
    check_navigation(nav, book)


@pytest.mark.parametrize("nav", [[], ["lines/slope.md"], ["lines/distance.md", "lines/slope.md"]])
def test_another_order_is_refused(book: Configuration, nav: list[object]) -> None:
    with pytest.raises(ConfigurationError, match=r"expected those of \[tool.mathbook\], in order"):
        check_navigation(nav, book)


def test_the_pages_of_a_navigation_come_from_top_to_bottom() -> None:
    assert list(pages_of([{"A": "a.md"}, "b.md", {"C": [{"D": "d.md"}, "e.md"]}])) == [
        "a.md",
        "b.md",
        "d.md",
        "e.md",
    ]
