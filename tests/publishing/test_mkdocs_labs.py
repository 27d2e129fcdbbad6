"""Labs on the site: shown with this evaluation's outputs, or not at all."""

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.publishing.small_book import SmallBook, make_book

LAB = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Waves

See [the slope](../lines/slope.md#slope). Words with $x = 2$<!-- where: x = wave -->.

```python
from slopes import slope

wave = slope((0, 0), (1, 2))
print("wave", wave)
```

```python alt="A line that waves."
import matplotlib.pyplot as plt

plt.plot([0, wave, 1])
```
"""
JUPYTER = """\
  - search
  - mathbook
  - mkdocs-jupyter:
      include: ["labs/*.md", "labs/*.ipynb"]
      execute: false
      cache: false
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """A book with a lab, and its site; tests that change something take a copy."""
    book = make_book(tmp_path_factory.mktemp("book"))
    book.edit(book.root / "mkdocs.yml", " [search, mathbook]\n", f"\n{JUPYTER}")
    lab = book.root / "docs" / "labs" / "waves.md"
    lab.parent.mkdir()
    lab.write_text(LAB)
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 0, outcome.stderr
    return book


@pytest.fixture
def book(built: SmallBook, tmp_path: Path) -> SmallBook:
    return SmallBook(Path(shutil.copytree(built.root, tmp_path / "book")))


def page_of(book: SmallBook) -> str:
    return (book.root / "site" / "labs" / "waves" / "index.html").read_text(encoding="utf-8")


def refusal(book: SmallBook) -> str:
    """What a build says that must fail, and publish nothing."""
    yesterday = page_of(book)
    outcome = book.run("mkdocs", "build")
    assert outcome.returncode == 1
    assert page_of(book) == yesterday
    return outcome.stderr


def test_a_labs_page_shows_code_outputs_figures_and_formulas(built: SmallBook) -> None:
    page = page_of(built)
    assert ">Waves<" in page
    assert "<code>wave 2.0\n</code>" in page
    assert '<div class="mathbook-figure"><svg' in page
    assert "<math>" in page
    assert 'href="../../lines/slope/#slope"' in page
    assert "<title>Waves - Lines</title>" in page


def test_a_labs_page_asks_nothing_of_other_hosts(built: SmallBook) -> None:
    page = page_of(built)
    loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(https?:[^"]*)', page)
    assert [url for url in loaded if "example" not in url] == []
    assert "cdnjs" not in page
    assert len(gzip.compress(page.encode())) < 250_000


def test_labs_are_in_the_navigation_and_can_be_downloaded(built: SmallBook) -> None:
    assert "Labs" in built.page.read_text(encoding="utf-8")
    line = page_of(built).split('class="mathbook-verified">')[1].split("</small>")[0]
    assert "Checked on this page: 2 blocks, 1 figure, 1 formula." in line
    assert '<a download href="../waves.ipynb">' in line.replace('download=""', "download")
    notebook = json.loads((built.root / "site" / "labs" / "waves.ipynb").read_text())
    assert "Words with $x = 2$." in "".join(notebook["cells"][0]["source"])
    assert notebook["cells"][1]["outputs"][0]["text"] == ["wave 2.0\n"]


def test_two_builds_give_the_same_bytes(book: SmallBook) -> None:
    first = page_of(book)
    notebook = (book.root / "site" / "labs" / "waves.ipynb").read_bytes()
    shutil.rmtree(book.root / "site")
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    assert page_of(book) == first
    assert (book.root / "site" / "labs" / "waves.ipynb").read_bytes() == notebook


def test_changed_library_code_shows_in_the_very_next_build(book: SmallBook) -> None:
    # mkdocs-jupyter by itself would show the old output: its cache sees the page only.
    book.edit(book.library, "(b[1] - a[1]) /", "3 * (b[1] - a[1]) /")
    assert "labs/waves.md" in refusal(book), "the formula says x = 2"


def test_rendered_docs_have_the_lab_as_a_page_and_as_a_notebook(book: SmallBook) -> None:
    assert book.run("mathbook", "render", "docs", "plain").returncode == 0
    text = (book.root / "plain" / "labs" / "waves.md").read_text(encoding="utf-8")
    assert "```output\nwave 2.0\n```" in text
    assert text.lstrip().startswith("# Waves")
    site = (book.root / "site" / "labs" / "waves.ipynb").read_text().replace("[the slope]", "")
    assert "wave 2.0" in site
    assert "wave 2.0" in (book.root / "plain" / "labs" / "waves.ipynb").read_text()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("execute: false", "execute: true", "labs have been run"),
        ("  - mkdocs-jupyter:", "  - search:", "a lab needs the plugin mkdocs-jupyter"),
        ('"labs/*.md"', '"other/*.md"', "does not include this lab"),
    ],
)
def test_a_site_that_would_show_something_else_is_refused(
    book: SmallBook, old: str, new: str, message: str
) -> None:
    settings = book.root / "mkdocs.yml"
    if "search" in new:
        plugins = "plugins: [search, mathbook]\n"
        settings.write_text(settings.read_text().replace(f"plugins:\n{JUPYTER}", plugins))
    elif "other" in new:
        book.edit(settings, 'include: ["labs/*.md", "labs/*.ipynb"]', 'include: ["other/*.md"]')
    else:
        book.edit(settings, old, new)
    assert message in refusal(book)


def test_a_committed_notebook_is_refused(book: SmallBook) -> None:
    made = book.root / "site" / "labs" / "waves.ipynb"
    shutil.copy(made, book.root / "docs" / "labs" / "old.ipynb")
    assert "labs/old.ipynb: mkdocs-jupyter would show outputs that no evaluation made" in (
        refusal(book)
    )


def test_it_is_refused_too_where_no_lab_is(book: SmallBook) -> None:
    (book.root / "docs" / "labs" / "waves.md").rename(book.root / "docs" / "labs" / "waves.txt")
    made = book.root / "site" / "labs" / "waves.ipynb"
    shutil.copy(made, book.root / "docs" / "labs" / "waves.ipynb")
    assert "labs/waves.ipynb: mkdocs-jupyter would show outputs" in refusal(book)


def test_a_lab_that_fails_is_reported_with_its_place(book: SmallBook) -> None:
    lab = book.root / "docs" / "labs" / "waves.md"
    book.edit(lab, 'print("wave", wave)', "assert wave == 3, 'three expected'")
    assert "docs/labs/waves.md:17: AssertionError: three expected" in refusal(book)
