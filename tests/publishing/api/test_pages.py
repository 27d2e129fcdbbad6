"""The pages of the reference before mkdocstrings fills them in."""

from pathlib import Path

from mathbook.publishing.api.modules import Reference, read_reference
from mathbook.publishing.api.pages import reference_pages
from mathbook.publishing.parsers.markdown import parse_text
from tests.publishing.api.library import make_library

SECTION = "# Circles\n\n```python\nfrom shapes.plane import area\narea(1)\n```\n"
START = "# Start\n\n```python\nfrom shapes import errors\nerrors.Flat()\n```\n"


def pages(root: Path, repository: str | None = None) -> dict[str, str]:
    book = make_library(root)
    texts = {"index.md": START, "plane/circles.md": SECTION}
    chapters = {page: parse_text(root / page, text) for page, text in texts.items()}
    return reference_pages(read_reference(book), book, chapters, repository)


def test_each_module_has_a_page_and_the_index_lists_them(tmp_path: Path) -> None:
    made = pages(tmp_path)
    assert list(made) == [
        "reference/index.md",
        "reference/plane/circles.md",
        "reference/plane/arcs.md",
        "reference/errors.md",
    ]
    index = made["reference/index.md"]
    assert "(plane/circles.md)\n\nCircles and discs.\n" in index
    row = "| [`area`](plane/circles.md#shapes.plane.circles.area) | The area &#124; of a disc, "
    assert rf"{row}$\vert \pi\vert  \Vert r\Vert ^2$. |" in index


def test_each_definition_has_an_entry_with_the_pages_that_use_it(tmp_path: Path) -> None:
    page = pages(tmp_path)["reference/plane/circles.md"]
    assert page.startswith("::: shapes.plane.circles\n    options:\n")
    assert "section [4.1 Circles](../../plane/circles.md)." in page
    constant, area = page.split("::: shapes.plane.circles.PI")[1].split(
        "::: shapes.plane.circles.area"
    )
    assert "Used in" not in constant
    assert "Used in [4.1 Circles](../../plane/circles.md)." in area
    assert "Used in [Start](../index.md)." in pages(tmp_path)["reference/errors.md"]


def test_with_a_repository_each_entry_leads_to_its_line(tmp_path: Path) -> None:
    made = pages(tmp_path, "https://example.org/shapes/")
    source = "[Source](https://example.org/shapes/blob/HEAD/shapes/plane/circles.py#L13)"
    assert source in made["reference/plane/circles.md"]
    assert "[Source]" not in pages(tmp_path)["reference/plane/circles.md"]


def test_without_a_reference_there_are_no_pages(tmp_path: Path) -> None:
    assert reference_pages(Reference(), make_library(tmp_path), {}) == {}
