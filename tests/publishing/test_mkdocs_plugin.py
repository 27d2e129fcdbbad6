"""The site: built whole or not at all, the same bytes twice, and live in the preview."""

import html
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mathbook.publishing.page_assets import page_assets
from tests.publishing.small_book import SmallBook, make_book

PATIENCE = 30  # seconds that a preview may take on a busy machine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """A book with its site; tests that change something take a copy."""
    book = make_book(tmp_path_factory.mktemp("book"))
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 0, outcome.stderr
    return book


@pytest.fixture
def book(built: SmallBook, tmp_path: Path) -> SmallBook:
    return SmallBook(Path(shutil.copytree(built.root, tmp_path / "book")))


class Article(HTMLParser):
    """The words of a page's article, its formulas and its figures included."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.depth = 0
        self.words: list[str] = []
        self.drawn: list[str] = []
        self.downloads: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.depth += 1
        elif self.depth and ("download", None) in attrs:
            self.downloads.append(str(dict(attrs)["href"]))
        elif self.depth and tag in ("path", "use", "math", "mfrac", "code", "h1"):
            marks = [f"{name}={value}" for name, value in attrs if name in ("d", "href")]
            self.drawn.append(" ".join((tag, *marks)))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words += data.split()


def pages_and_figures(site: Path) -> dict[str, bytes]:
    files = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in files
        if file.suffix != ".gz"  # a compressed site map, which carries the time
    }


def test_the_page_shows_code_output_formulas_and_figures(built: SmallBook) -> None:
    page = built.page.read_text(encoding="utf-8")
    assert "<h1" in page
    assert "7.1 Slope" in page
    assert page.count("<math") == 4
    assert "<mfrac>" in page
    assert page.count(' width="460.8pt" height="345.6pt"') == 2
    assert "<title>A line that rises by two&#46;</title>" in page
    assert "2.0" in page
    assert "Not run: it would call a server." in " ".join(Article(built.page).words)
    assert "continues" not in page
    assert "skip: next" not in page


def test_the_site_brings_the_font_of_its_formulas(built: SmallBook) -> None:
    font = (built.root / "site" / "assets" / "math.woff2").read_bytes()
    assert font.startswith(b"wOF2")


def test_the_site_brings_and_loads_the_scripts_and_styles_of_the_engine(built: SmallBook) -> None:
    page = built.page.read_text(encoding="utf-8")
    (joined,) = re.findall(r'="../../([\w/]+/joined\.css)', page)
    style = (built.root / "site" / joined).read_bytes()
    for place, content in page_assets().items():
        assert (built.root / "site" / place).read_bytes() == content
        assert content.strip() in style if place.endswith(".css") else f'="../../{place}"' in page


def test_folds_need_no_extension_that_the_book_must_name(built: SmallBook, tmp_path: Path) -> None:
    book = SmallBook(Path(shutil.copytree(built.root, tmp_path / "book")))
    book.edit(book.root / "mkdocs.yml", "  - pymdownx.details\n", "")
    book.edit(book.section, '```python title="A slope"', '<!-- fold -->\n```python title="A slope"')
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    assert '<details class="mathbook-fold">' in book.page.read_text(encoding="utf-8")


def test_ids_on_a_page_are_unique_and_links_within_figures_resolve(built: SmallBook) -> None:
    page = built.page.read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'<use[^>]* href="#([^"]+)"|url\(#([^)]+)\)', page):
        assert "".join(target) in ids


def test_the_navigation_is_made_from_the_table(built: SmallBook) -> None:
    page = built.page.read_text(encoding="utf-8")
    assert "7 Lines" in page
    assert 'href="../../"' in page or 'href="../.."' in page


def test_a_section_says_what_was_checked_on_it_and_where_that_is_explained(
    built: SmallBook,
) -> None:
    page = built.page.read_text(encoding="utf-8")
    line = page.split('class="mathbook-verified">')[1].split("</small>")[0]
    counts = (
        "Checked on this page: 4 blocks, 2 outputs, 2 figures, 1 formula. Not checked: 1 block."
    )
    assert line.startswith(counts)
    assert '<a href="../../about/verification/">' in line
    start = (built.root / "site" / "index.html").read_text(encoding="utf-8")
    assert "mathbook-verified" not in start, "it is no section"


def test_a_section_has_its_notebook_beside_it(built: SmallBook) -> None:
    page = built.page.read_text(encoding="utf-8")
    line = page.split('class="mathbook-verified">')[1].split("</small>")[0]
    assert '<a download href="../slope.ipynb">' in line
    notebook = json.loads((built.root / "site" / "lines" / "slope.ipynb").read_text())
    text = "".join(line for cell in notebook["cells"] for line in cell["source"])
    assert "# 7.1 Slope" in text
    assert "Install slopes." in text
    assert notebook["cells"][1]["outputs"][0]["text"] == ["2.0\n"]
    assert sorted(file.name for file in (built.root / "site").rglob("*.ipynb")) == ["slope.ipynb"]


def test_a_notebook_links_to_the_site_if_it_has_an_address(book: SmallBook) -> None:
    settings = book.root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "site_url: https://example.org/book/\n")
    book.section.write_text(book.section.read_text() + "\n[Start](../index.md#lines)\n")
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    notebook = (book.root / "site" / "lines" / "slope.ipynb").read_text()
    assert "[Start](https://example.org/book/#lines)" in notebook


def test_a_page_tells_what_was_verified(built: SmallBook) -> None:
    file = built.root / "site" / "about" / "verification" / "index.html"
    page = html.unescape(file.read_text(encoding="utf-8"))
    assert "<h2" in page
    assert "7.1 Slope" in page
    assert "holds (2 links)" in page
    assert "<code>m = slope((a, b), (c, d))</code>" in page
    assert "it would call a server" in page
    target = page.split('href="../../lines/slope/#')[1].split('"')[0]
    assert f'id="{target}"' in built.page.read_text(encoding="utf-8")
    assert "What was verified" in built.page.read_text(encoding="utf-8"), "it is in the navigation"


def test_with_a_repository_its_lines_are_linked(book: SmallBook) -> None:
    settings = book.root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "repo_url: https://example.org/lines\n")
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    page = (book.root / "site" / "about" / "verification" / "index.html").read_text()
    assert "https://example.org/lines/blob/HEAD/docs/lines/slope.md?plain=1#L6" in page


def test_a_page_of_ones_own_about_verification_is_kept(book: SmallBook) -> None:
    own = book.root / "docs" / "about" / "verification.md"
    own.parent.mkdir()
    own.write_text("# In our words\n")
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    page = (book.root / "site" / "about" / "verification" / "index.html").read_text()
    assert "In our words" in page
    assert "holds (2 links)" not in page


def test_two_clean_builds_give_the_same_bytes(book: SmallBook) -> None:
    first = pages_and_figures(book.root / "site")
    shutil.rmtree(book.root / "site")
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    assert pages_and_figures(book.root / "site") == first
    assert any(name.endswith(".svg") for name in first)


def test_rendered_docs_build_to_the_same_article_without_the_plugin(book: SmallBook) -> None:
    assert book.run("mathbook", "render", "docs", "plain").returncode == 0
    site = (book.root / "mkdocs.yml").read_text().replace("plugins: [search, mathbook]", "")
    (book.root / "plain.yml").write_text(site + "docs_dir: plain\nsite_dir: plain-site\n")
    outcome = book.run("mkdocs", "build", "--strict", "-f", "plain.yml")
    assert outcome.returncode == 0, outcome.stderr
    for page in ("lines/slope/index.html", "about/verification/index.html"):
        ours = Article(book.root / "site" / page)
        plain = Article(book.root / "plain-site" / page)
        assert plain.downloads == ours.downloads
        assert plain.words == ours.words
        assert plain.drawn == ours.drawn
    notebooks = (book.root / name / "lines" / "slope.ipynb" for name in ("site", "plain-site"))
    one, two = (file.read_text() for file in notebooks)
    assert one == two
    ours = Article(book.page)
    assert ours.downloads == ["../slope.ipynb"]
    assert sum(mark.startswith("path") for mark in ours.drawn) > 20


def test_changed_library_code_fails_the_very_next_build(book: SmallBook) -> None:
    book.edit(book.library, "(b[1] - a[1])", "(a[1] - b[1])")
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 1
    assert "docs/lines/slope.md:16: the output differs" in outcome.stderr
    assert "expected  2.0" in outcome.stderr
    assert "got       -2.0" in outcome.stderr
    assert book.run("pytest", "-p", "mathbook.publishing.pytest_plugin").returncode == 1


def test_fix_repairs_the_page_and_nothing_else(book: SmallBook) -> None:
    before = book.section.read_text(encoding="utf-8")
    figures = {file: file.read_bytes() for file in book.root.glob("docs/lines/figures/*.svg")}
    book.edit(book.library, "(b[1] - a[1]) /", "2 * (b[1] - a[1]) /")
    outcome = book.run("mathbook", "fix", "docs")
    assert outcome.returncode == 1, "the figure is still another one"
    assert "figures/line.svg" in outcome.stderr
    after = before.replace("```output\n2.0", "```output\n4.0").replace("    -3.0", "    -6.0")
    assert book.section.read_text(encoding="utf-8") == after
    assert {file: file.read_bytes() for file in figures} == figures
    redrawn = book.run("mathbook", "fix", "--figures", "docs")
    assert "m = \\frac{d - b}{c - a} does not hold" in redrawn.stderr, (
        "that is the author's to mend"
    )
    assert "Line2D 1, y: 0 2 -> 0 4" in redrawn.stdout
    changed = [file.name for file, data in figures.items() if file.read_bytes() != data]
    assert changed == ["line.svg"]
    book.edit(book.section, "m = \\frac", "m = 2 \\frac")
    assert book.run("mkdocs", "build", "--strict").returncode == 0


def test_a_broken_link_publishes_nothing(book: SmallBook) -> None:
    yesterday = pages_and_figures(book.root / "site")
    book.edit(book.root / "docs" / "index.md", "lines/slope.md", "lines/nowhere.md")
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 1
    assert "nowhere.md" in outcome.stderr
    assert pages_and_figures(book.root / "site") == yesterday
    assert list(book.root.glob(".site*")) == []


def test_a_wrong_table_is_reported_with_its_place(book: SmallBook) -> None:
    book.edit(book.root / "pyproject.toml", 'folder = "lines"', 'folder = "curves"')
    outcome = book.run("mkdocs", "build")
    assert outcome.returncode == 1
    assert "pyproject.toml: section 7.1 is 'curves/slope.md', which does not exist" in (
        outcome.stderr
    )


def test_a_navigation_that_leaves_out_a_section_is_refused(book: SmallBook) -> None:
    settings = book.root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "nav:\n  - index.md\n")
    outcome = book.run("mkdocs", "build")
    assert outcome.returncode == 1
    assert "nav has the sections none; expected those of [tool.mathbook]" in outcome.stderr


def test_a_navigation_of_ones_own_in_the_books_order_is_kept(book: SmallBook) -> None:
    settings = book.root / "mkdocs.yml"
    nav = "nav:\n  - Begin: index.md\n  - Curves:\n      - lines/slope.md\n"
    site = settings.read_text().replace("validation:", "validation:\n  nav: {omitted_files: warn}")
    settings.write_text(site + nav)
    assert book.run("mkdocs", "build", "--strict").returncode == 0
    assert "Curves" in book.page.read_text(encoding="utf-8")


def with_reference(book: SmallBook) -> None:
    """Let the site have a reference, in which formulas are shown."""
    book.edit(book.library, '    """The slope', '    r"""The slope')
    book.edit(book.root / "pyproject.toml", 'docs = "docs"\n', 'docs = "docs"\nreference = true\n')
    plugin = "mkdocstrings: {handlers: {python: {paths: [.], options: {extensions: [EXTENSION]}}}}"
    settings = book.root / "mkdocs.yml"
    book.edit(
        settings,
        "plugins: [search, mathbook]",
        f"plugins:\n  - search\n  - {plugin}\n  - mathbook".replace(
            "EXTENSION", "mathbook.publishing.griffe_extension"
        ),
    )
    book.edit(settings, "  - admonition", "  - admonition\n  - mathbook.publishing.math_extension")


def test_a_reference_shows_docstrings_and_is_linked_from_the_code(book: SmallBook) -> None:
    with_reference(book)
    book.edit(book.library, "two points.\n\n    >>>", "two points, $a \\ne b$.\n\n    >>>")
    book.edit(book.library, "    return (b", "    # names: a, b = 1, 2\n    return (b")
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 0, outcome.stderr
    page = (book.root / "site" / "reference" / "slopes" / "index.html").read_text()
    assert 'id="slopes.slope"' in page
    assert page.count("<math>") == 1
    assert '<span class="gp">' in page
    assert "names:" not in page
    assert '<a href="../../lines/slope/">7.1 Slope</a>' in page
    section = book.page.read_text(encoding="utf-8")
    assert 'href="../../reference/slopes/#slopes.slope"><span class="n">slope</span></a>' in section
    index = (book.root / "site" / "search" / "search_index.json").read_text()
    assert "\\\\ne" not in index
    assert "Reference" in section


@pytest.mark.parametrize(
    ("docstring", "message"),
    [
        ("$\\substack{a}$", "slopes/__init__.py:5: this formula cannot be shown: "),
        ("\n\n    >>> 1\n    2\n", "slopes/__init__.py:8: the output differs"),
    ],
)
def test_a_docstring_that_fails_publishes_nothing(
    book: SmallBook, docstring: str, message: str
) -> None:
    with_reference(book)
    yesterday = pages_and_figures(book.root / "site")
    book.edit(book.library, "two points.\n\n    >>>", f"two points. {docstring}\n\n    >>>")
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 1
    assert message in outcome.stderr
    assert pages_and_figures(book.root / "site") == yesterday


def test_a_reference_needs_the_plugin_that_fills_it_in(book: SmallBook) -> None:
    book.edit(book.root / "pyproject.toml", 'docs = "docs"\n', 'docs = "docs"\nreference = true\n')
    outcome = book.run("mkdocs", "build")
    assert outcome.returncode == 1
    assert "add the plugin mkdocstrings" in outcome.stderr


HOOK = """\
from mkdocs.structure.files import File


def on_files(files, config):
    files.append(File.generated(config, "made.md", content={content!r}))
    return files
"""


@pytest.mark.parametrize(("code", "status"), [("1 / 1", 0), ("1 / 0", 1)])
def test_a_page_that_another_plugin_makes_is_evaluated_too(
    book: SmallBook, code: str, status: int
) -> None:
    content = f"# Made\n\n```python\n{code}\n```\n"
    (book.root / "hook.py").write_text(HOOK.format(content=content))
    settings = book.root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "hooks: [hook.py]\n")
    outcome = book.run("mkdocs", "build")
    assert outcome.returncode == status
    assert (status == 0) or "docs/made.md:4: ZeroDivisionError" in outcome.stderr


def test_a_dirty_build_keeps_the_pages_that_it_does_not_write(book: SmallBook) -> None:
    before = set(pages_and_figures(book.root / "site"))
    assert book.run("mkdocs", "build", "--dirty").returncode == 0
    assert before <= set(pages_and_figures(book.root / "site"))


@contextmanager
def preview(book: SmallBook) -> Iterator[str]:
    """The address of the section's page in a running ``mkdocs serve``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with (
        (book.root / "serve.log").open("w") as log,
        subprocess.Popen(
            command, cwd=book.root, env=book.environment(), stdout=log, stderr=log
        ) as server,
    ):
        try:
            yield f"http://127.0.0.1:{port}/lines/slope/"
        finally:
            server.terminate()


def wait_for(address: str, text: str) -> str:
    """The page at ``address``, once it holds ``text``."""
    page = ""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            page = ""
        if text in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{text!r} did not appear; the page was {page[:2000]!r}")


def test_the_preview_follows_the_chapter_and_the_library(book: SmallBook) -> None:
    with preview(book) as address:
        page = wait_for(address, "7.1 Slope")
        assert "livereload(" in page, "which a policy would have to know"
        assert "Content-Security-Policy" not in page
        book.edit(book.section, "```output\n2.0", "```output\n2.5 <b>")
        page = wait_for(address, "This page has failed")
        assert "slope.md:16: the output differs from what the page shows" in page.replace(
            "&#46;", "."
        ).replace("&#58;", ":")
        assert "<b>" not in page.split("mathbook-failures")[1].split("</pre>")[0]
        book.edit(book.section, "2.5 <b>", "2.0")
        wait_for(address, "7.1 Slope")
        book.edit(book.library, "(b[1] - a[1]) /", "3 * (b[1] - a[1]) /")
        wait_for(address, "This page has failed")
        book.edit(book.library, "3 * (b", "(b")
        wait_for(address, "7.1 Slope")
    log = (book.root / "serve.log").read_text()
    evaluated = re.findall(r"Evaluated (.+?):", log)
    assert evaluated == ["2 ok", "1 of 1 failed", "1 ok", "1 of 1 failed", "1 ok"]
