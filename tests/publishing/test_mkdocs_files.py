"""The files of a site: their chapters, and where they are published."""

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mathbook.publishing.mkdocs_files import (
    first_fonts,
    join_styles,
    read_chapter,
    site_address,
)


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "Book",
            "docs_dir": str(tmp_path),
            "site_dir": str(tmp_path / "site"),
            "site_url": "https://example.org/book/",
        }
    )
    config.validate()
    config.plugins._current_plugin = "book"  # as in an event of a plugin
    return config


def test_a_chapter_may_have_no_file(config: MkDocsConfig, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Of $a$.\n", encoding="utf-8")
    on_disk = File("a.md", str(tmp_path), config.site_dir, config.use_directory_urls)
    made = File.generated(config, "b.md", content="Of $b$.\n")
    assert [f.latex for f in read_chapter(on_disk, config).formulas] == ["a"]
    chapter = read_chapter(made, config)
    assert [f.latex for f in chapter.formulas] == ["b"]
    assert chapter.path == tmp_path / "b.md"


def test_addresses_are_those_of_the_published_site(config: MkDocsConfig) -> None:
    files = Files([File.generated(config, "calculus/a.md", content="")])
    assert site_address(files, config)("calculus/a.md") == "https://example.org/book/calculus/a/"
    assert site_address(files, config)("calculus/b.md") is None
    config.site_url = ""
    assert site_address(files, config)("calculus/a.md") is None


def test_style_sheets_of_one_folder_become_one(config: MkDocsConfig) -> None:
    sheets = {"a/x.css": "x{}", "b/x.css": "1{}", "b/y.css": "2{}", "b/z.css": "3{}"}
    made = [File.generated(config, uri, content=text) for uri, text in sheets.items()]
    files = Files(made)
    elsewhere = "https://example.org/y.css"
    config.extra_css = [elsewhere, *sheets, "c/not-here.css", "c/nor-here.css"]
    join_styles(files, config)
    assert config.extra_css == [
        elsewhere, "a/x.css", "b/joined.css", "c/not-here.css", "c/nor-here.css"
    ]  # fmt: skip
    joined = files.get_file_from_path("b/joined.css")
    assert joined is not None
    assert joined.content_string == "1{}\n2{}\n3{}"


def test_fonts_are_wanted_first_where_a_style_sheet_uses_them(config: MkDocsConfig) -> None:
    files = Files([File.generated(config, "a.css", content='src: url("fonts/text.woff2")')])
    assert first_fonts(files, config) == []
    config.extra_css = ["a.css", "https://example.org/b.css"]
    assert first_fonts(files, config) == ["assets/text.woff2"]
