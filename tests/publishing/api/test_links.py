"""Links in the code of a page: where they lead, and that the text stays."""

import re
from html import unescape
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.api.links import link_code
from mathbook.publishing.api.modules import Reference, read_reference
from mathbook.publishing.parsers.markdown import parse_text
from tests.publishing.api.library import make_library

EXTENSIONS = ["pymdownx.highlight", "pymdownx.superfences", "attr_list", "toc"]
OPTIONS = {"pymdownx.highlight": {"line_spans": "__span", "pygments_lang_class": True}}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    return read_reference(make_library(tmp_path_factory.mktemp("library")))


def linked(text: str, reference: Reference) -> tuple[list[tuple[str, str]], str]:
    """The links of the page ``text``, with what is linked; and its HTML."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=OPTIONS)
    chapter = parse_text(Path("page.md"), text)
    page = link_code(html, chapter, reference, lambda page, anchor: f"{page}#{anchor}")
    assert words(page) == words(html), "only links are put in"
    found = re.findall(r'<a class="mathbook-name" href="([^"]*)">(.*?)</a>', page)
    return [(href.rpartition("#")[2] or href, words(content)) for href, content in found], page


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


AREA = "shapes.plane.circles.area"
INDEX = "reference/index.md#"


@pytest.mark.parametrize(
    ("code", "links"),
    [
        (
            "from shapes.plane import area\narea(1)",
            [(INDEX, "shapes.plane"), (AREA, "area"), (AREA, "area")],
        ),
        (
            "from shapes.plane import area as a\na(1)",
            [(INDEX, "shapes.plane"), (AREA, "area"), (AREA, "a"), (AREA, "a")],
        ),
        (
            "import shapes.plane as p\np.area(1).area\np.other",
            [(INDEX, "shapes.plane"), (AREA, "p.area"), (INDEX, "p")],
        ),
        (
            "from shapes.plane import area\nx.area, f(area=1), g().area",
            [(INDEX, "shapes.plane"), (AREA, "area")],
        ),
        ("def area(): ...\narea()", []),
        ("area()", []),
        ("from elsewhere import area\narea()", []),
    ],
)
@pytest.mark.parametrize("console", [False, True])
def test_names_that_the_block_imports_are_links(
    code: str, links: list[tuple[str, str]], console: bool, reference: Reference
) -> None:
    if console:
        code = "\n".join(f">>> {line}" for line in code.split("\n"))
    fence = "pycon" if console else 'python title="x"'
    assert linked(f"```{fence}\n{code}\n```\n", reference)[0] == links


def test_a_block_that_continues_another_knows_its_names(reference: Reference) -> None:
    first = "```python\nfrom shapes.plane import area as a\n```\n\n"
    second = "```python\na(2)\n```\n"
    assert (AREA, "a") not in linked(f"{first}{second}", reference)[0][3:]
    assert linked(f"{first}<!-- continues -->\n{second}", reference)[0][-1] == (AREA, "a")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Call `area`.", [(AREA, "area")]),
        ("Call `area(r)`.", [(AREA, "area(r)")]),
        ("See `shapes.plane.circles`.", [("reference/plane/circles.md#", "shapes.plane.circles")]),
        ("See `shapes.plane.area`.", [(AREA, "shapes.plane.area")]),
        ("`PI`, `radius` and `x.area`", []),
        ("[`area`](https://example.org)", []),
        ("## On `area`", []),
        ("```text\narea\n```", []),
        ("    area", []),
        ("`area`\n\n```python\ndef area(): ...\n```", []),
    ],
)
def test_names_in_sentences_are_links(
    text: str, links: list[tuple[str, str]], reference: Reference
) -> None:
    assert linked(text, reference)[0] == links


def test_a_sentence_means_what_the_page_imports(reference: Reference) -> None:
    aliased = "`a`\n\n```python\nfrom shapes.plane import area as a\n```\n"
    assert linked(aliased, reference)[0][0] == (AREA, "a")
    other = "`area`\n\n```python\nfrom elsewhere import area\n```\n"
    assert linked(other, reference)[0] == []


def test_a_page_without_a_chapter_is_linked_too(reference: Reference) -> None:
    html = link_code("<p><code>area</code></p>", None, reference, lambda page, anchor: anchor)
    assert html == f'<p><a class="mathbook-name" href="{AREA}"><code>area</code></a></p>'
