"""``mathbook render``: a docs folder as ordinary Markdown and SVG."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from mathbook.errors import PublishingError
from mathbook.publishing.api.modules import read_reference
from mathbook.publishing.api.pages import reference_pages
from mathbook.publishing.beside import Beside
from mathbook.publishing.chapter import LabelReference
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import shown_path
from mathbook.publishing.mathfont import MATH_FONT
from mathbook.publishing.mathml import font_for
from mathbook.publishing.numbering import numbers_of, target_of
from mathbook.publishing.page_assets import page_assets
from mathbook.publishing.parsers.markdown import parse_chapter
from mathbook.publishing.reach import reach_of
from mathbook.publishing.render import render_chapter
from mathbook.publishing.verification import (
    VERIFICATION,
    Link,
    page_link,
    verification_link,
    verification_page,
)

__all__ = ["check_target", "figure_files", "rendered_page", "verification_text", "write_docs"]

_MARK = ".mathbook-rendered"


def check_target(docs: Path, out: Path) -> None:
    """Make sure that writing to ``out`` loses nothing.

    Raises:
        PublishingError: If ``out`` lies in the way: within ``docs`` or around it, or
            holding what ``mathbook render`` has not written.
    """
    docs, out = docs.resolve(), out.resolve()
    if out == docs or out.is_relative_to(docs) or docs.is_relative_to(out):
        raise PublishingError(f"{shown_path(out)}: expected a folder apart from {shown_path(docs)}")
    if out.exists() and not (out / _MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise PublishingError(
            f"{shown_path(out)}: is there already and was not written by 'mathbook render'; "
            "name a new folder, or remove this one yourself"
        )


def write_docs(
    docs: Path, out: Path, evaluations: Mapping[Path, Evaluation], configuration: Configuration
) -> None:
    """Write ``docs`` to ``out``: chapters rendered, figures as drawn, other files copied.

    The page of verification and those of the reference are written too, unless the docs have
    pages of these names. What the evaluations hold of the library's modules is not written.
    """
    check_target(docs, out)
    pages = {
        path.relative_to(docs).as_posix(): evaluation
        for path, evaluation in evaluations.items()
        if path.is_relative_to(docs)
    }
    beside = Beside(out)
    try:
        shutil.copytree(docs, beside.folder, dirs_exist_ok=True)
        for page, evaluation in pages.items():
            _write(beside.folder / page, rendered_page(page, evaluation, configuration))
            for name, svg in figure_files(evaluation).items():
                _write((beside.folder / page).parent / name, svg)
        made: dict[str, str | bytes] = {
            VERIFICATION: verification_text(pages, configuration, page_link),
            **page_assets(),
        }
        chapters = {page: evaluation.chapter for page, evaluation in pages.items()}
        made |= reference_pages(read_reference(configuration), configuration, chapters)
        made = {place: content for place, content in made.items() if not (docs / place).exists()}
        if font := font_for(evaluation.chapter for evaluation in evaluations.values()):
            made[MATH_FONT] = font
        for place, content in made.items():
            _write(beside.folder / place, content)
        (beside.folder / _MARK).write_text("Written by 'mathbook render'; it may replace this.\n")
        beside.publish()
    finally:
        beside.discard()


def rendered_page(page: str, evaluation: Evaluation, book: Configuration) -> str:
    """The page (a path below the docs folder) as ordinary Markdown."""
    number = book.number(page)

    def number_of(reference: LabelReference) -> str:
        target = target_of(reference, evaluation.chapter)
        inside = target.is_relative_to(book.docs.resolve())
        other = target.relative_to(book.docs.resolve()).as_posix() if inside else ""
        return numbers_of(parse_chapter(target), book.number(other))[reference.label]

    return render_chapter(
        evaluation,
        number,
        verification=verification_link(page) if number else None,
        numbers=number_of,
    )


def verification_text(
    evaluations: Mapping[str, Evaluation], book: Configuration, link: Link
) -> str:
    """The page of verification for the pages of a docs folder."""
    found = {page: reach_of(page, evaluation, book) for page, evaluation in evaluations.items()}
    reach = {page: functions for page, functions in found.items() if functions is not None}
    return verification_page(evaluations, book, link, reach)


def _write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def figure_files(evaluation: Evaluation) -> dict[str, str]:
    """The figures of a chapter as it was just drawn, by their place beside the page."""
    return {reference.url: drawing.svg for reference, drawing in evaluation.drawn()}
