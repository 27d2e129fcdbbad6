"""``mathbook render``: a docs folder as ordinary Markdown and SVG."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from mathbook.errors import PublishingError
from mathbook.publishing.beside import Beside
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import shown_path
from mathbook.publishing.mathfont import MATH_FONT
from mathbook.publishing.mathml import font_for
from mathbook.publishing.render import render_chapter

__all__ = ["check_target", "figure_files", "write_docs"]

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
    """Write ``docs`` to ``out``: chapters rendered, figures as drawn, other files copied."""
    check_target(docs, out)
    beside = Beside(out)
    try:
        shutil.copytree(docs, beside.folder, dirs_exist_ok=True)
        for path, evaluation in evaluations.items():
            page = path.relative_to(docs)
            number = configuration.number(page.as_posix())
            text = render_chapter(evaluation, number)
            (beside.folder / page).write_text(text, encoding="utf-8", newline="\n")
            for name, svg in figure_files(evaluation).items():
                figure = (beside.folder / page).parent / name
                figure.parent.mkdir(exist_ok=True)
                figure.write_text(svg, encoding="utf-8", newline="\n")
        if font := font_for(evaluation.chapter for evaluation in evaluations.values()):
            file = beside.folder / MATH_FONT
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(font)
        (beside.folder / _MARK).write_text("Written by 'mathbook render'; it may replace this.\n")
        beside.publish()
    finally:
        beside.discard()


def figure_files(evaluation: Evaluation) -> dict[str, str]:
    """The figures of a chapter as it was just drawn, by their place beside the page."""
    return {reference.url: drawing.svg for reference, drawing in evaluation.drawn()}
