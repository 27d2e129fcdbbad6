"""The regions of a chapter in order, each handed to the block or formula it belongs to."""

import posixpath
import re
from dataclasses import replace
from pathlib import Path

from sybil import Region

from mathbook.publishing.chapter import (
    Block,
    BoundNumber,
    Chapter,
    FigureReference,
    Formula,
    ImageReference,
    LabelReference,
    Output,
    Slider,
    Span,
)
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.blocks import indentation, new_block
from mathbook.publishing.parsers.directives import (
    Continues,
    Directive,
    Fold,
    ForBlock,
    Label,
    NamesAre,
    NumberIs,
    NumbersAre,
    Skip,
    SkipFormula,
    parse_directive,
)
from mathbook.publishing.parsers.labels import caption_after, label_reference
from mathbook.publishing.parsers.languages import OUTPUT, intended_language, is_python, language
from mathbook.publishing.parsers.lexers import Comment, Fence, Image, LinkEnd, StrayFigure
from mathbook.publishing.parsers.lexers import Formula as FormulaLexeme
from mathbook.publishing.parsers.numerals import bound_numbers, number_before
from mathbook.publishing.parsers.scopes import Names, headings, with_scopes

__all__ = ["Grouping"]

_BEHIND = re.compile(r"[\s>.,;:)*_]*")
_NOTHING = re.compile(r"[\s>]*")
_FIGURE_URL = re.compile(r"figures/(?P<name>[\w.-]+)\.svg")


class Grouping:
    """Takes the regions in order and hands each to the block it belongs to."""

    def __init__(self, text: str, plain: str) -> None:
        self.text = text
        self.plain = plain
        self.blocks: list[Block] = []
        self.formulas: list[Formula] = []
        self.numbers: list[BoundNumber] = []
        self.names: list[Names] = []
        self.images: list[ImageReference] = []
        self.references: list[LabelReference] = []
        self.remarks: list[Span] = []
        self.problems: list[Failure] = []
        self.drawn: dict[str, int] = {}
        self.title: Span | None = None
        self.pending: list[tuple[Span, ForBlock]] = []
        self.attached = -1  # where the last block ends, with what belongs to it
        self.formula_end = -1  # where the last formula ends, with its comments

    def chapter(self, path: Path) -> Chapter:
        self.drop_pending()
        for block in self.blocks:
            if block.fold is False and not block.figures:
                self.fail(block.line, "'unfold' says nothing here: this block draws no figure")
        return Chapter(
            path,
            self.text,
            tuple(self.blocks),
            with_scopes(self.formulas, self.names, headings(self.plain), self.blocks),
            tuple(sorted(self.numbers, key=lambda number: number.span.start)),
            tuple(self.images),
            tuple(self.remarks),
            self.title,
            tuple(sorted(self.problems, key=lambda problem: problem.line)),
            tuple(self.references),
        )

    def add(self, region: Region, span: Span) -> None:
        parsed = region.parsed
        if isinstance(parsed, Comment):
            self.add_comment(parsed, span)
            return
        if not (isinstance(parsed, Fence) and is_python(language(parsed.info))):
            self.drop_pending()
        if isinstance(parsed, Fence):
            self.add_fence(parsed, span)
        elif isinstance(parsed, Image):
            self.add_image(parsed, span)
        elif isinstance(parsed, LinkEnd):
            if reference := label_reference(self.text, span, parsed.url, parsed.label):
                self.references.append(reference)
        elif isinstance(parsed, StrayFigure):
            self.fail(
                span.line,
                f"{parsed.url} is shown in a form that is not held against a drawing: "
                "write ![alt text](figures/NAME.svg)",
            )
        elif isinstance(parsed, FormulaLexeme):
            if parsed.closed:
                self.formulas.append(Formula(span, parsed.latex, parsed.display))
                self.formula_end = span.end
            else:
                self.fail(span.line, "'$$' opens a formula that is not closed in its paragraph")

    def fail(self, line: int, message: str) -> None:
        self.problems.append(Failure(line, message))

    def follows(self, position: int, span: Span) -> bool:
        """Whether nothing but blank lines stands between ``position`` and ``span``."""
        if position < 0:
            return False
        return _NOTHING.fullmatch(self.text, position, span.start) is not None

    def add_comment(self, comment: Comment, span: Span) -> None:
        if not comment.closed:
            self.fail(span.line, "'<!--' opens a comment that is never closed")
            return
        self.remarks.append(span)
        for directive in parse_directive(comment.text, span.line):
            if isinstance(directive, Failure):
                self.problems.append(directive)
            else:
                self.add_directive(directive, span)

    def add_directive(self, directive: Directive, span: Span) -> None:
        if isinstance(directive, Skip | Continues | Fold | Slider):
            if self.pending and not self.follows(self.pending[-1][0].end, span):
                self.drop_pending()
            self.pending.append((span, directive))
        elif isinstance(directive, NamesAre) and not directive.only_before:
            self.names.append(Names(span.start, directive.bindings))
        elif isinstance(directive, NumberIs):
            self.add_number(directive, span)
        elif isinstance(directive, NumbersAre):
            found, missing = bound_numbers(self.text, self.plain, span, directive, self.last_block)
            self.numbers += found
            self.problems += missing
            if self.follows(self.attached, span):
                self.attached = span.end
        else:
            self.add_to_formula(directive, span)

    @property
    def last_block(self) -> int:
        """The block that ran last before what comes now."""
        return max((block.index for block in self.blocks if block.skip is None), default=-1)

    def add_number(self, directive: NumberIs, span: Span) -> None:
        printed = number_before(self.text, span)
        if printed is None:
            self.fail(span.line, "no number or word stands right before this comment")
            return
        text = self.text[printed.start : printed.end]
        self.numbers.append(BoundNumber(printed, text, directive.expression, self.last_block))

    def add_to_formula(self, directive: NamesAre | SkipFormula | Label, span: Span) -> None:
        """Attach a comment to the formula that it stands right behind."""
        between = self.text[self.formula_end : span.start] if self.formula_end >= 0 else "?"
        if not _BEHIND.fullmatch(between):
            self.fail(span.line, "this comment does not stand right behind a formula")
            return
        self.formula_end = span.end
        formula = self.formulas[-1]
        if isinstance(directive, NamesAre):
            bindings = (*formula.bindings, *directive.bindings)
            self.formulas[-1] = replace(formula, bindings=bindings)
        elif isinstance(directive, Label):
            if not formula.display:
                self.fail(span.line, "only a formula in a line of its own, $$…$$, has a label")
            self.formulas[-1] = replace(formula, label=directive.name)
        elif directive.cited:
            self.formulas[-1] = replace(formula, cited=directive.reason)
        else:
            self.formulas[-1] = replace(formula, skip=directive.reason)

    def drop_pending(self) -> None:
        for span, _ in self.pending:
            self.fail(span.line, "this directive is not followed by a Python block")
        self.pending.clear()

    def add_fence(self, fence: Fence, span: Span) -> None:
        name = language(fence.info)
        if not fence.closed:
            self.fail(
                span.line,
                f"this fence is never closed: expected a line {fence.marker} "
                "with the same indentation",
            )
            return
        if fence.flaw:  # of any language: what follows may be shown as something else
            self.fail(span.line, fence.flaw)
        if is_python(name):
            self.add_block(fence, span)
        elif name == OUTPUT:
            self.add_output(fence, span)
        elif meant := intended_language(name):
            self.fail(span.line, f"unknown language {name!r}; did you mean {meant!r}?")
        elif not name and re.search(r"^>>> ", fence.body, re.MULTILINE):
            self.fail(
                span.line,
                "a fence without a language holds a console session: "
                "say 'pycon' to run it, or 'text' to show it",
            )

    def add_block(self, fence: Fence, span: Span) -> None:
        if self.pending and not self.follows(self.pending[-1][0].end, span):
            self.drop_pending()
        directives = [directive for _, directive in self.pending]
        self.pending.clear()
        block, problems = new_block(fence, span, directives, self.blocks)
        self.blocks.append(block)
        self.problems += problems
        self.attached = span.end

    def add_output(self, fence: Fence, span: Span) -> None:
        block = self.blocks[-1] if self.blocks else None
        if block is None or not self.follows(self.attached, span):
            self.fail(span.line, "this output fence does not follow a Python block")
        elif block.is_console:
            self.fail(span.line, "a console session holds its output itself: remove this fence")
        elif block.output is not None or block.figures:
            self.fail(span.line, "a block has one output fence, right after it")
        else:
            lines = tuple(fence.body.split("\n")[:-1])
            output = Output(span, lines, indentation(fence.prefix), fence.marker)
            self.blocks[-1] = replace(block, output=output)
            self.attached = span.end

    def add_image(self, image: Image, span: Span) -> None:
        match = _FIGURE_URL.fullmatch(image.url)
        if match is None and _FIGURE_URL.fullmatch(_normal(image.url)):
            self.fail(span.line, f"{image.url} is a figure: write its address as figures/NAME.svg")
            return
        if match is None:
            self.images.append(ImageReference(span, image.url))
            return
        name = match["name"]
        if not image.alt:
            self.fail(
                span.line,
                f"{image.url} has no alt text: say in one sentence what the figure shows",
            )
        if name in self.drawn:
            self.fail(
                span.line,
                f"the figure name {name!r} is used in line {self.drawn[name]} already",
            )
        self.drawn.setdefault(name, span.line)
        if not self.follows(self.attached, span) or self.blocks[-1].skip is not None:
            self.fail(
                span.line,
                f"{image.url} does not follow the block that draws it: a figure stands "
                "right after its block (and the block's output)",
            )
            return
        caption = caption_after(self.text, span.end)
        reference = FigureReference(span, image.alt, image.url, name, caption)
        block = self.blocks[-1]
        self.blocks[-1] = replace(block, figures=(*block.figures, reference))
        self.attached = caption.end if caption else span.end


def _normal(url: str) -> str:
    """``url`` without detours and without what follows the path."""
    return posixpath.normpath(re.split("[?#]", url, maxsplit=1)[0])
