"""A chapter and its evaluation to Markdown that any generator builds. Pure.

The text stays; formulas become MathML, figure references the figures that were just
drawn, odd fence languages ordinary ones, and directives disappear. A block brings what its
copy button gives, one that was not run says so. A section ends with its counts.
"""

from collections.abc import Mapping

from mathbook.publishing.chapter import Block, FigureReference
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.listings import listing
from mathbook.publishing.markup import literal_text, without_markdown
from mathbook.publishing.mathml import formula_html
from mathbook.publishing.numbering import Numbers, numbers_of
from mathbook.publishing.parsers.labels import PLACE
from mathbook.publishing.tally import on_a_page
from mathbook.publishing.verification import formula_anchor

__all__ = ["render_chapter", "render_failures"]


def render_chapter(
    evaluation: Evaluation,
    number: str | None = None,
    *,
    verification: str | None = None,
    numbers: Numbers | None = None,
) -> str:
    """The chapter as ordinary Markdown.

    Args:
        evaluation: A complete evaluation without failures.
        number: The section's number in the book, put before its title.
        verification: Where the page says what its checks mean; the page's own counts
            then stand at its end.
        numbers: The numbers that references to other pages stand for.
    """
    chapter = evaluation.chapter
    own = numbers_of(chapter, number)
    changes = [
        (formula.span.start, formula.span.end, _formula(evaluation, index, own))
        for index, formula in enumerate(chapter.formulas)
    ]
    changes += [(remark.start, remark.end, "") for remark in chapter.remarks]
    for block in chapter.blocks:
        changes.append((block.span.start, block.span.end, listing(chapter, block)))
        if block.skip is not None:
            changes.append((block.span.end, block.span.end, _skip_note(block)))
    for reference, drawing in evaluation.drawn():
        span = reference.span
        changes.append((span.start, span.end, _figure(reference, drawing)))
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
        changes.append((len(chapter.text), len(chapter.text), _counts(evaluation, verification)))
    return _apply(chapter.text, changes)


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


def _formula(evaluation: Evaluation, index: int, numbers: Mapping[str, str]) -> str:
    """The formula as MathML, which the page of verification and references can point to."""
    formula = evaluation.chapter.formulas[index]
    html = formula_html(formula)
    if anchor := formula_anchor(index, evaluation.formulas.get(index)):
        html = html.replace("<span", f'<span id="{anchor}"', 1)
    if formula.label is None:
        return html
    number = f'<span class="mathbook-number">({numbers[formula.label]})</span>'
    return f'<span class="mathbook-equation" id="{formula.label}">{html}{number}</span>'


def _counts(evaluation: Evaluation, verification: str) -> str:
    found = on_a_page(evaluation.counts())
    link = f"[What this means]({verification})."
    return f'\n\n<small class="mathbook-verified">{found} {link}</small>\n' if found else ""


def _skip_note(block: Block) -> str:
    reason = literal_text(block.skip or "")
    return f'\n\n{block.prefix}<small class="mathbook-skipped">Not run: {reason}.</small>\n'


def _figure(reference: FigureReference, drawing: Drawing) -> str:
    anchor = f' id="fig:{reference.name}"' if reference.caption else ""
    svg = without_markdown(drawing.inline(reference.alt))
    return f'<div class="mathbook-figure"{anchor}>{svg}</div>'


def _apply(text: str, changes: list[tuple[int, int, str]]) -> str:
    pieces = []
    position = 0
    for start, end, replacement in sorted(changes):
        pieces += [text[position:start], replacement]
        position = end
    return "".join((*pieces, text[position:]))
