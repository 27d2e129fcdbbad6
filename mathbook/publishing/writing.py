"""``mathbook render``: a docs folder as ordinary Markdown, SVG and notebooks."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from mathbook.errors import PublishingError
from mathbook.publishing.api.modules import read_reference
from mathbook.publishing.api.pages import reference_pages
from mathbook.publishing.beside import Beside
from mathbook.publishing.cache.kept import kept_fonts
from mathbook.publishing.chapter import Chapter, LabelReference
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import shown_path
from mathbook.publishing.frame import book_counts, source_links, with_book_counts
from mathbook.publishing.mathfont import MATH_FONT
from mathbook.publishing.mathml import font_for
from mathbook.publishing.notebooks.notebook import notebook_text
from mathbook.publishing.notebooks.prose import Address, Prose
from mathbook.publishing.numbering import Numbers, numbers_of, target_of
from mathbook.publishing.page_assets import page_assets
from mathbook.publishing.parsers.markdown import parse_chapter
from mathbook.publishing.reach import reach_of
from mathbook.publishing.render import render_chapter
from mathbook.publishing.tally import total
from mathbook.publishing.textfont import text_fonts
from mathbook.publishing.verification import (
    VERIFICATION,
    Link,
    page_link,
    verification_link,
    verification_page,
)

__all__ = [
    "check_target",
    "font_files",
    "made_files",
    "notebook_place",
    "rendered_page",
    "verification_text",
    "write_docs",
]

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

    The notebook of each section and lab lies beside it. The page of verification and those of the
    reference are written too, unless the docs have pages of these names. What the evaluations
    hold of the library's modules is not written.
    """
    check_target(docs, out)
    pages = {
        path.relative_to(docs).as_posix(): evaluation
        for path, evaluation in evaluations.items()
        if path.is_relative_to(docs)
    }
    found = total(pages.values())
    beside = Beside(out)
    try:
        shutil.copytree(docs, beside.folder, dirs_exist_ok=True)
        for page, evaluation in pages.items():
            _write(beside.folder / page, rendered_page(page, evaluation, configuration, found))
            for name, text in made_files(page, evaluation, configuration).items():
                _write(beside.folder / name, text)
        made: dict[str, str | bytes] = {
            VERIFICATION: verification_text(pages, configuration, page_link),
            **page_assets(),
        }
        chapters = {page: evaluation.chapter for page, evaluation in pages.items()}
        made |= reference_pages(
            read_reference(configuration), configuration, chapters, configuration.repository
        )
        made = {place: content for place, content in made.items() if not (docs / place).exists()}
        sheets = (file.read_text(encoding="utf-8") for file in sorted(docs.rglob("*.css")))
        made |= font_files(evaluations.values(), configuration, "".join(sheets))
        for place, content in made.items():
            _write(beside.folder / place, content)
        (beside.folder / _MARK).write_text("Written by 'mathbook render'; it may replace this.\n")
        beside.publish()
    finally:
        beside.discard()


def rendered_page(
    page: str, evaluation: Evaluation, book: Configuration, found: Mapping[str, int] | None = None
) -> str:
    """The page (a path below the docs folder) as ordinary Markdown.

    Args:
        page: Its place below the docs folder.
        evaluation: Complete and without failures.
        book: Its number, and where it is edited.
        found: What the whole book counts, for a page that says so.
    """
    number = book.number(page)
    numbers = book_numbers(evaluation.chapter, book)
    published = number is not None or evaluation.chapter.lab
    text = render_chapter(
        evaluation,
        number,
        verification=verification_link(page) if published else None,
        notebook=PurePosixPath(notebook_place(page)).name if published else None,
        numbers=numbers,
    )
    text = with_book_counts(text, book_counts(found or {}))
    return text + source_links(page, book)


def book_numbers(chapter: Chapter, book: Configuration) -> Numbers:
    """The numbers that the references of ``chapter`` to any page of ``book`` stand for."""
    docs = book.docs.resolve()

    def number_of(reference: LabelReference) -> str:
        target = target_of(reference, chapter)
        other = target.relative_to(docs).as_posix() if target.is_relative_to(docs) else ""
        labelled = parse_chapter(target) if reference.url else chapter
        return numbers_of(labelled, book.number(other))[reference.label]

    return number_of


def made_files(
    page: str,
    evaluation: Evaluation,
    book: Configuration,
    address: Address = lambda path: None,
) -> dict[str, str]:
    """What is published with a page: its figures as just drawn, a section's or lab's notebook.

    Args:
        page: The page's place below the docs folder.
        evaluation: Its evaluation, which passed.
        book: The numbers of the sections.
        address: Where other pages are published, for the notebook's links.

    Returns:
        The texts of the files by their places below the docs folder.
    """
    folder = PurePosixPath(page).parent
    made = {str(folder / url): svg for url, svg in _figures(evaluation)}
    number = book.number(page)
    if number or evaluation.chapter.lab:
        prose = Prose(page, number, address, book_numbers(evaluation.chapter, book))
        made[notebook_place(page)] = notebook_text(evaluation, prose, book.notebook_needs)
    return made


def notebook_place(page: str) -> str:
    """Where the notebook of ``page`` stands: beside it."""
    return str(PurePosixPath(page).with_suffix(".ipynb"))


def verification_text(
    evaluations: Mapping[str, Evaluation], book: Configuration, link: Link
) -> str:
    """The page of verification for the pages of a docs folder."""
    found = {page: reach_of(page, evaluation, book) for page, evaluation in evaluations.items()}
    reach = {page: functions for page, functions in found.items() if functions is not None}
    text = verification_page(evaluations, book, link, reach)
    return text + source_links(VERIFICATION, book, made=True)


def font_files(
    evaluations: Iterable[Evaluation], book: Configuration, styles: str
) -> dict[str, bytes]:
    """The fonts of a book by their place below its docs folder.

    Those of the text are for a book whose style sheets, the text ``styles``, name them.
    """
    keep = kept_fonts(book)
    math = font_for((evaluation.chapter for evaluation in evaluations), keep)
    return text_fonts(styles, keep) | ({MATH_FONT: math} if math else {})


def _write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def _figures(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """The figures of a chapter as it was just drawn, with their place beside the page."""
    drawn = evaluation.drawn()
    return ((figure.url, drawing.svg) for figure, drawing in drawn if figure.url)
