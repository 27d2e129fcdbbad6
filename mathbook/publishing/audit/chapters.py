"""An evaluated chapter to its mutants, and to what the audit leaves out.

Only what the unmutated evaluation found to be right is changed: a formula that fails anyway
would die of anything.
"""

import re
from collections import Counter
from collections.abc import Iterator

from mathbook.publishing.audit.code_mutations import code_mutations
from mathbook.publishing.audit.formula_mutations import formula_mutations
from mathbook.publishing.audit.mutants import FileLines, Kind, Mutant
from mathbook.publishing.audit.mutations import Mutation, distinct
from mathbook.publishing.audit.text_mutations import (
    alt_text_mutations,
    number_mutations,
    output_mutations,
)
from mathbook.publishing.chapter import Block, FigureReference
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.sessions import SessionExample, parse_session

__all__ = ["chapter_mutants", "not_audited"]

_ALT = re.compile(r"!\[(?P<alt>.*)\]\(", re.DOTALL)


def chapter_mutants(evaluation: Evaluation) -> list[Mutant]:
    """The mutants of a chapter: its formulas, outputs, numbers, alt texts and code."""
    lines = FileLines(evaluation.chapter.path, evaluation.chapter.text)
    sound = [block for block in evaluation.chapter.runnable if _is_sound(block, evaluation)]
    found = [*_formulas(evaluation)]
    for block in sound:
        found += _outputs(block, lines)
    numbers = list(_numbers(evaluation, lines))
    found += numbers
    taken = {mutant.key.removeprefix(mutant.kind) for mutant in numbers}
    for block in sound:
        for figure in block.figures:
            alts = _alt_text(block, figure, lines)
            found += [m for m in alts if m.key.removeprefix(m.kind) not in taken]
    for block in sound:
        found += _code(block, lines)
    return found


def not_audited(evaluation: Evaluation) -> Counter[str]:
    """How much of a chapter has no mutants, by the reason."""
    counts: Counter[str] = Counter()
    for index in range(len(evaluation.chapter.formulas)):
        run = evaluation.formulas.get(index)
        status = run.status if run else "not reached"
        if status != "holds":
            shown = {"fails": "failing", "not reached": "unreached"}.get(status, status)
            counts[f"{shown} formula"] += 1
    for index in range(len(evaluation.chapter.numbers)):
        number = evaluation.numbers.get(index)
        if number is None or number.failures:
            counts["failing number"] += 1
    for block in evaluation.chapter.blocks:
        if block.skip is not None:
            counts["skipped block"] += 1
        elif not _is_sound(block, evaluation):
            counts["failing block"] += 1
    return counts


def _is_sound(block: Block, evaluation: Evaluation) -> bool:
    return block.index in evaluation.runs and evaluation.verdict(block) == "passed"


def _formulas(evaluation: Evaluation) -> Iterator[Mutant]:
    chapter = evaluation.chapter
    for index, formula in enumerate(chapter.formulas):
        run = evaluation.formulas.get(index)
        if run is None or run.status != "holds":
            continue
        for mutation in formula_mutations(formula.latex):
            line, column = place_of(formula, mutation.start, chapter.text)
            yield Mutant(
                chapter.path, line, column, Kind.FORMULA, index, formula.span.start,
                formula.latex, mutation,
            )  # fmt: skip


def _outputs(block: Block, lines: FileLines) -> Iterator[Mutant]:
    shown: list[tuple[int, tuple[str, ...]]] = []
    if block.output is not None:
        shown = [(block.output.span.line + 1, block.output.lines)]
    elif block.is_console:
        shown = [(example.want_line, example.want) for example in _examples(block)]
    for first, texts in shown:
        for row, mutation in output_mutations(texts):
            change = lines.within(first + row, texts[row], mutation)
            yield lines.mutant(change, Kind.OUTPUT, block.index)


def _numbers(evaluation: Evaluation, lines: FileLines) -> Iterator[Mutant]:
    for index, number in enumerate(evaluation.chapter.numbers):
        run = evaluation.numbers.get(index)
        if run is None or run.failures:
            continue
        found = (*number_mutations(number.text), *alt_text_mutations(number.text))
        for mutation in distinct(number.text, found):
            yield lines.mutant(_moved(mutation, number.span.start), Kind.NUMBER, index)


def _alt_text(block: Block, figure: FigureReference, lines: FileLines) -> list[Mutant]:
    """The changes of an alt text, as the chapter writes it."""
    match = _ALT.search(lines.text, figure.span.start, figure.span.end)
    if match is None:
        return []
    changes = (_moved(m, match.start("alt")) for m in alt_text_mutations(match["alt"]))
    return lines.mutants(changes, Kind.ALT_TEXT, block.index)


def _code(block: Block, lines: FileLines) -> Iterator[Mutant]:
    if block.is_console:
        parts = [(example.line, example.source) for example in _examples(block)]
    else:
        parts = [(block.line + 1, block.source)]
    for first, source in parts:
        changes = [lines.within(first, source, mutation) for mutation in code_mutations(source)]
        yield from lines.mutants(changes, Kind.CODE, block.index)


def _examples(block: Block) -> list[SessionExample]:
    examples = parse_session(block)
    return [] if isinstance(examples, Failure) else examples


def _moved(mutation: Mutation, by: int) -> Mutation:
    start, end = mutation.start + by, mutation.end + by
    return Mutation(start, end, mutation.replacement, mutation.kind)
