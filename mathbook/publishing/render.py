"""A chapter and its evaluation to Markdown that any generator builds. Pure.

The text stays; formulas become MathML, figure references the figures that were just
drawn, odd fence languages ordinary ones, and directives disappear. A block brings what its
copy button gives, one that was not run says so. A section ends with its counts.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from mathbook.publishing.chapter import Block
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.listings import listing
from mathbook.publishing.markup import literal_text
from mathbook.publishing.mathml import formula_html, with_punctuation
from mathbook.publishing.numbering import Numbers, numbers_of
from mathbook.publishing.parsers.labels import PLACE
from mathbook.publishing.parsers.structure import front_matter
from mathbook.publishing.sliders import figure_html, slider_html
from mathbook.publishing.tally import on_a_page
from mathbook.publishing.verification import formula_anchor

__all__ = ["counts_line", "render_chapter", "render_failures", "shown_formula"]


def render_chapter(
    evaluation: Evaluation,
    number: str | None = None,
    *,
    verification: str | None = None,
    numbers: Numbers | None = None,
    notebook: str | None = None,
) -> str:
    """The chapter as ordinary Markdown.

    Args:
        evaluation: A complete evaluation without failures.
        number: The section's number in the book, put before its title.
        verification: Where the page says what its checks mean; the page's own counts
            then stand at its end.
        numbers: The numbers that references to other pages stand for.
        notebook: Where the page's notebook can be downloaded; said beside the counts.
    """
    chapter = evaluation.chapter
    own = numbers_of(chapter, number)
    changes = [
        (formula.span.start, formula.span.end, shown_formula(evaluation, index, own))
        for index, formula in enumerate(chapter.formulas)
    ]
    changes += [(remark.start, remark.end, "") for remark in chapter.remarks]
    for block in chapter.blocks:
        changes.append((block.span.start, block.span.end, listing(chapter, block)))
        if block.skip is not None:
            changes.append((block.span.end, block.span.end, _skip_note(block)))
    if chapter.lab:
        changes += _lab(evaluation)
    moved = {
        reference: slider_html(reference, slider, frames)
        for reference, slider, frames in evaluation.sliders()
    }
    for reference, drawing in evaluation.drawn():
        span = reference.span
        figure = moved.get(reference) or figure_html(reference, drawing.inline(reference.alt))
        changes.append((span.start, span.end, figure))
        if caption := reference.caption:
            head = f"<strong>Figure {own[f'fig:{reference.name}']}.</strong> "
            opening = f'<small class="mathbook-caption">{head}'
            changes.append((caption.start, caption.start + 1, opening))
            changes.append((caption.end - 1, caption.end, "</small>"))
    for link in chapter.references:
        printed = numbers(link) if link.url and numbers else own.get(link.label, PLACE)
        changes += [(place, place + 1, printed) for place in link.places]
    if number is not None and chapter.title is not None:
        changes.append((chapter.title.start, chapter.title.start, f"{number} "))
    if verification is not None:
        end = len(chapter.text)
        line = counts_line(evaluation, verification, notebook)
        changes.append((end, end, f"\n\n{line}\n" if line else ""))
    return with_punctuation(_apply(chapter.text, changes))


def render_failures(evaluation: Evaluation) -> str:
    """A page that shows why the chapter cannot be shown; for the preview."""
    chapter = evaluation.chapter
    lines = chapter.lines
    reports = "\n\n".join(f.format(chapter.path, lines) for f in evaluation.failures)
    return (
        f"# This page has failed\n\nNothing of {literal_text(chapter.path.name)} is shown until "
        "its evaluation passes. Mend it and save: the page comes back by itself.\n\n"
        f'<pre class="mathbook-failures">{literal_text(reports)}</pre>\n'
    )


def shown_formula(
    evaluation: Evaluation, index: int, numbers: Mapping[str, str] | None = None
) -> str:
    """The formula as MathML, which the page of verification and references can point to."""
    formula = evaluation.chapter.formulas[index]
    html = formula_html(formula)
    if anchor := formula_anchor(index, evaluation.formulas.get(index)):
        html = html.replace("<span", f'<span id="{anchor}"', 1)
    if formula.label is None or numbers is None:
        return html
    number = f'<span class="mathbook-number">({numbers[formula.label]})</span>'
    return f'<span class="mathbook-equation" id="{formula.label}">{html}{number}</span>'


def _lab(evaluation: Evaluation) -> Iterator[tuple[int, int, str]]:
    """What a lab has only here: outputs below its cells; its front matter is Jupyter's."""
    chapter = evaluation.chapter
    if matter := front_matter(chapter.text):
        yield matter.start(), matter.end(), ""
    for block in chapter.runnable:
        end = block.span.end
        if lines := evaluation.runs[block.index].output:
            longest = max(map(len, re.findall("`+", "\n".join(lines))), default=0)
            fence = "`" * max(3, longest + 1)
            yield end, end, "\n".join((f"\n\n{fence}output", *lines, f"{fence}\n"))
        elif block.figures:
            yield end, end, "\n\n"


def counts_line(evaluation: Evaluation, verification: str, notebook: str | None = None) -> str:
    """What was checked on the page and where its notebook is, as Markdown in one line."""
    parts = []
    if found := on_a_page(evaluation.counts()):
        parts.append(f"{found} [What this means]({verification}).")
    if notebook is not None:
        parts.append(f"[Download this page as a notebook]({quote(notebook)}){{ download }}.")
    text = " ".join(parts)
    return f'<small class="mathbook-verified">{text}</small>' if parts else ""


def _skip_note(block: Block) -> str:
    reason = literal_text(block.skip or "")
    return f'\n\n{block.prefix}<small class="mathbook-skipped">Not run: {reason}.</small>\n'


def _apply(text: str, changes: list[tuple[int, int, str]]) -> str:
    pieces = []
    position = 0
    for start, end, replacement in sorted(changes):
        pieces += [text[position:start], replacement]
        position = end
    return "".join((*pieces, text[position:]))
