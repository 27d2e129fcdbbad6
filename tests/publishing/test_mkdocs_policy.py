"""Policies on a built site: what an author brings along, allows, or is warned of."""

import re
import shutil
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mathbook.publishing.mkdocs_policy import PagePolicies
from tests.publishing.small_book import SmallBook, make_book

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
PLUGIN = """\
  - mathbook:
      content_security: {active}
      allowed_sources:
        img-src: [https://pictures.example.org]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    return make_book(tmp_path_factory.mktemp("book"))


@pytest.fixture
def book(made: SmallBook, tmp_path: Path) -> SmallBook:
    return SmallBook(Path(shutil.copytree(made.root, tmp_path / "book")))


def policies(book: SmallBook) -> dict[str, str]:
    """The policy of each page that has one."""
    site = book.root / "site"
    texts = {file: file.read_text(encoding="utf-8") for file in site.rglob("*.html")}
    return {
        file.relative_to(site).as_posix(): found[1]
        for file, text in texts.items()
        if (found := META.search(text))
    }


def test_an_author_may_bring_scripts_of_other_hosts_and_is_warned_of_others(
    book: SmallBook,
) -> None:
    settings = book.root / "mkdocs.yml"
    configured = "extra_javascript: [https://scripts.example.org/a.js]\n"
    settings.write_text(settings.read_text() + configured)
    book.edit(settings, "[search, mathbook]\n", "\n  - search\n" + PLUGIN.format(active="true"))
    picture = "![A dot.](https://pictures.example.org/dot.png)"
    with book.section.open("a") as section:
        section.write(f"\n{picture}\n\n<script>alert(1)</script>\n")
    warned = book.run("mkdocs", "build", "--strict")
    line = book.section.read_text().split("\n").index("<script>alert(1)</script>") + 1
    assert warned.returncode == 1
    assert (
        f"docs/lines/slope.md:{line}: the site's policy forbids 'alert(1)' (script-src): move it "
        "to a script of the site (extra_javascript)"
    ) in warned.stderr
    assert warned.stderr.count("the site's policy forbids") == 1
    assert not (book.root / "site").exists()
    book.edit(book.section, "<script>alert(1)</script>", "")
    passed = book.run("mkdocs", "build", "--strict")
    assert passed.returncode == 0, passed.stderr
    found = policies(book)
    pages = {file.relative_to(book.root / "site") for file in book.root.glob("site/**/*.html")}
    assert {str(page) for page in pages} == found.keys()
    assert "404.html" in found
    for policy in found.values():
        assert "https://scripts.example.org/a.js;" in policy
        assert "img-src 'self' data: https://pictures.example.org;" in policy
        assert "unsafe" not in policy


def test_pages_are_as_they_were_where_nobody_wants_policies(book: SmallBook) -> None:
    settings = book.root / "mkdocs.yml"
    book.edit(settings, "[search, mathbook]\n", "\n  - search\n" + PLUGIN.format(active="false"))
    with book.section.open("a") as section:
        section.write("\n<script>alert(1)</script>\n")
    outcome = book.run("mkdocs", "build", "--strict")
    assert outcome.returncode == 0, outcome.stderr
    assert policies(book) == {}
    assert ' style="' in book.page.read_text(encoding="utf-8")


def configured(*features: str) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "theme": {"name": "mkdocs", "features": list(features)}})
    config.validate()
    return config


def test_sources_that_are_none_are_errors() -> None:
    with pytest.raises(PluginError, match="mathbook: allowed_sources: img-src has 'a b'"):
        PagePolicies({"img-src": ["a b"]}, configured(), active=True)


def test_pages_that_replace_one_another_cannot_have_policies_of_their_own() -> None:
    with pytest.raises(PluginError, match=r"navigation\.instant .*content_security: false"):
        PagePolicies({}, configured("navigation.instant"), active=True)
    html = "<head></head><p style='color: red'>"
    without = PagePolicies({}, configured("navigation.instant"), active=False)
    assert without.secured(html, "a.md") == html


def test_templates_that_are_no_pages_stay() -> None:
    policies = PagePolicies({}, configured("content.code.copy"), active=True)
    assert policies.template("<urlset></urlset>", "sitemap.xml") == "<urlset></urlset>"
    assert META.search(policies.template("<head></head>", "404.html"))
