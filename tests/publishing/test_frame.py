"""A page's links to its source, and the counts of the whole book."""

from pathlib import Path

from mathbook.publishing.configuration import ChapterFolder, Configuration
from mathbook.publishing.frame import book_counts, source_links, with_book_counts

ROOT = Path("/book")
CHAPTERS = (ChapterFolder(7, "Lines", "lines", ("slope",)),)
HOME = "https://github.com/me/book"


def book(repository: str, branch: str = "main") -> Configuration:
    return Configuration(
        ROOT, ROOT / "docs", chapters=CHAPTERS, repository=repository, branch=branch
    )


def test_a_book_without_a_repository_has_no_links() -> None:
    assert source_links("lines/slope.md", book("")) == ""


def test_a_page_links_to_its_file_and_to_a_report_that_names_it() -> None:
    links = source_links("lines/slope.md", book(HOME, "next"))
    assert f'href="{HOME}/edit/next/docs/lines/slope.md"' in links
    assert f'href="{HOME}/issues/new?title=An+error+in+7.1&amp;body=' in links
    assert "docs%2Flines%2Fslope.md" in links


def test_nobody_edits_a_page_that_the_build_made() -> None:
    links = source_links("about/verification.md", book(HOME), made=True)
    assert "/edit/" not in links
    assert "Report an error" in links


def test_counts_leave_out_what_there_is_none_of() -> None:
    found = {"blocks": 2, "outputs": 1, "figures": 0, "formulas": 3}
    assert book_counts(found) == "Held in this build: 2 blocks, 1 output, 3 formulas."
    assert book_counts({}) == ""


def test_the_counts_take_the_place_of_what_github_shows() -> None:
    text = 'Proof: <span class="mathbook-counts">Each build counts.</span> More.'
    sentence = "Held in this build: 2 blocks."
    assert with_book_counts(text, sentence) == (
        f'Proof: <span class="mathbook-counts">{sentence}</span> More.'
    )
    assert with_book_counts(text, "") == text
