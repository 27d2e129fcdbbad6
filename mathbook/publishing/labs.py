"""A lab on the site: the notebook that mkdocs-jupyter is given, and what becomes of its page.

mkdocs-jupyter makes a page of 600 KB around a notebook: style sheets of JupyterLab, scripts
of other hosts. Of this the article stays: prose, code, outputs and figures, in the markup of
the chapters, so that the same style sheet and the same copy button serve both.
"""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from mathbook.errors import PublishingError
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import shown_path
from mathbook.publishing.listings import copy_note
from mathbook.publishing.notebooks.notebook import notebook_text
from mathbook.publishing.notebooks.prose import Prose
from mathbook.publishing.numbering import numbers_of
from mathbook.publishing.render import shown_formula

__all__ = ["lab_article", "lab_notebook"]

_DATA = "data:image/svg+xml;base64,"


def lab_notebook(evaluation: Evaluation, prose: Prose) -> str:
    """The notebook of a lab for its page: formulas are MathML, which needs no script."""
    numbers = numbers_of(evaluation.chapter, prose.number)
    formulas = replace(prose, formula=lambda index, _: shown_formula(evaluation, index, numbers))
    return notebook_text(evaluation, formulas)


def lab_article(html: str, evaluation: Evaluation, foot: str = "") -> str:
    """What stays of the page that mkdocs-jupyter made.

    Args:
        html: The page.
        evaluation: The lab's.
        foot: What stands at the end.

    Raises:
        PublishingError: If the page does not show the outputs of ``evaluation``.
    """
    page = BeautifulSoup(html, "html.parser")
    cells = page.select("[id^='cell-id=']")
    if list(_outputs(cells)) != list(_expected(evaluation)):
        raise PublishingError(
            f"{shown_path(evaluation.chapter.path)}: this lab's page does not show the outputs of "
            "this evaluation; mkdocs-jupyter needs 'execute: false' and 'cache: false'"
        )
    notes = (copy_note(evaluation.chapter, block) for block in evaluation.chapter.runnable)
    parts = [part for cell in cells for part in _parts(cell, notes)]
    return "\n".join((*parts, foot))


def _outputs(cells: list[Tag]) -> Iterator[str]:
    """What the page shows below its code: texts and figures."""
    for cell in cells:
        for output in cell.select(".jp-OutputArea-output"):
            yield _svg(output) or output.get_text().strip()


def _expected(evaluation: Evaluation) -> Iterator[str]:
    """What it has to show."""
    for block in evaluation.chapter.runnable:
        run = evaluation.runs[block.index]
        if run.output:
            yield "\n".join(run.output).strip()
        for figure, drawing in zip(block.figures, run.drawings, strict=True):
            yield drawing.inline(figure.alt)


def _svg(output: Tag) -> str:
    """The figure in ``output``, which nbconvert makes an image that knows no colour scheme."""
    image = output.find("img")
    source = str(image["src"]) if isinstance(image, Tag) else ""
    return b64decode(source[len(_DATA) :]).decode() if source.startswith(_DATA) else ""


def _parts(cell: Tag, notes: Iterator[str]) -> Iterator[str]:
    """A cell in the markup of the chapters."""
    for prose in cell.select(".jp-RenderedMarkdown"):
        for link in prose.select("a.anchor-link"):
            link["class"] = "headerlink"
            link["title"] = "Permanent link"
        yield prose.decode_contents().strip()
    for source in cell.select(".highlight-ipynb pre"):
        yield next(notes)
        yield _code("python", source.decode_contents().removeprefix("<span></span>"))
    for output in cell.select(".jp-OutputArea-output"):
        if svg := _svg(output):
            yield f'<div class="mathbook-figure">{svg}</div>'
        elif isinstance(text := output.find("pre"), Tag):
            yield _code("output", text.decode_contents())


def _code(language: str, code: str) -> str:
    return (
        f'<div class="language-{language} highlight">'
        f"<pre><span></span><code>{code.rstrip()}\n</code></pre></div>"
    )
