"""The files of an MkDocs site: the chapters they hold, their addresses, one style sheet."""

from itertools import groupby
from pathlib import Path
from posixpath import basename, dirname
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.notebooks.prose import Address
from mathbook.publishing.parsers.markdown import parse_chapter, parse_text
from mathbook.publishing.textfont import FIRST_FONTS

__all__ = ["first_fonts", "join_styles", "read_chapter", "site_address"]


def read_chapter(file: File, config: MkDocsConfig) -> Chapter:
    """The chapter in ``file``, which another plugin may have made without a file on disk."""
    if file.abs_src_path is not None:
        return parse_chapter(Path(file.abs_src_path))
    return parse_text(Path(config.docs_dir) / file.src_uri, file.content_string)


def site_address(files: Files, config: MkDocsConfig) -> Address:
    """Where a page of this site is published, for those who have left it with a notebook."""

    def address(path: str) -> str | None:
        file = files.get_file_from_path(path)
        if file is None or not config.site_url:
            return None
        return urljoin(config.site_url, file.url)

    return address


def join_styles(files: Files, config: MkDocsConfig) -> None:
    """Make one style sheet of those that stand in one folder, one after another.

    A page waits for each of them before it shows anything.
    """
    kept = []
    for folder, group in groupby(config.extra_css, dirname):
        sheets = list(group)
        found = [file for sheet in sheets if (file := files.get_file_from_path(sheet)) is not None]
        if len(found) < len(sheets) or len(sheets) == 1:
            kept += sheets
            continue
        joined = f"{folder}/joined.css".lstrip("/")
        text = "\n".join(file.content_string for file in found)
        files.append(File.generated(config, joined, content=text))
        kept.append(joined)
    config.extra_css[:] = kept


def first_fonts(files: Files, config: MkDocsConfig) -> list[str]:
    """The fonts for a page's first lines, if the book's style sheets use them."""
    sheets = [files.get_file_from_path(sheet) for sheet in config.extra_css]
    text = "".join(sheet.content_string for sheet in sheets if sheet is not None)
    return [font for font in FIRST_FONTS if basename(font) in text]
