"""The book as a PDF, printed by Chromium where there is one."""

import re
import shutil
from pathlib import Path

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.pdf import find_chromium, print_book

SITE = """\
<!doctype html><html lang="en"><head><meta name="description" content="Two pages">
<link rel="stylesheet" href="{root}print.css"></head>
<body><article><h1 id="top">{title}</h1><p><a href="{other}">The other</a></p>
<table><tr><th id="a">a</th></tr><tr><td headers="a">1</td></tr></table></article></body></html>
"""
chromium = pytest.mark.skipif(
    not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    reason="there is no Chromium to print with",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    pages = (("index", "First", "next/", ""), ("next/index", "Second", "../", "../"))
    for name, title, other, root in pages:
        file = folder / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SITE.format(title=title, other=other, root=root), encoding="utf-8")
    (folder / "print.css").write_text("section { break-before: page; }", encoding="utf-8")
    return folder


@chromium
def test_two_prints_agree_and_have_outline_tags_and_links(site: Path, tmp_path: Path) -> None:
    prints = []
    for name in ("one.pdf", "two.pdf"):
        print_book(site, ["index.md", "next.md"], tmp_path / name)
        prints.append((tmp_path / name).read_bytes())
    assert prints[0] == prints[1]
    assert prints[0].startswith(b"%PDF-")
    assert b"/Outlines" in prints[0]
    assert b"/StructTreeRoot" in prints[0]
    assert b"127.0.0.1" not in prints[0]
    titles = set(re.findall(rb"/Title \(([^)]*)\)", prints[0]))
    assert {b"First", b"Second"} <= titles
    # Each page links to the other, and the contents to both.
    assert len(re.findall(rb"/Subtype /Link", prints[0])) == 4
    # The title with the contents, and by the site's style sheet a page for each.
    assert len(re.findall(rb"/Type /Page\b", prints[0])) == 3


@chromium
def test_what_cannot_be_written_is_named(site: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match="site: cannot be written"):
        print_book(site, ["index.md"], site)


def test_a_missing_chromium_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(PublishingError, match=r"no Chromium .*tried chromium, .*apt-get install"):
        find_chromium()
    monkeypatch.setenv("CHROMIUM", "my-chromium")
    with pytest.raises(PublishingError, match=r"tried my-chromium"):
        find_chromium()


def test_a_chromium_that_does_not_print_is_told(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'no display' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    with pytest.raises(PublishingError, match="did not print the book:\nno display"):
        print_book(site, ["index.md"], tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
