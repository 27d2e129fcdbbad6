"""Changes that need no code to run: what is shown, against what was recorded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mathbook.publishing.audit.mutants import Fate, Mutant
from mathbook.publishing.chapter import Block, BoundNumber, Chapter, Formula
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import Failure
from mathbook.publishing.instruments.capture import Captured
from mathbook.publishing.judging import compare_lines, judge_output, output_lines
from mathbook.publishing.mathml import formula_failures
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.parsers.sessions import parse_session
from mathbook.publishing.runs import BlockRun

__all__ = ["changed_formula", "changed_numbers", "fate_of_output"]


def fate_of_output(mutant: Mutant, evaluation: Evaluation) -> Fate:
    """Hold a changed output against what its block printed."""
    chapter = evaluation.chapter
    mutated = parse_text(chapter.path, mutant.apply(chapter.text))
    failures = _new_problems(mutated, chapter)
    if not failures:
        failures = _judge(mutated.blocks[mutant.owner], evaluation.runs[mutant.owner])
    return Fate(True, failures[0].message) if failures else Fate(False)


def changed_formula(mutant: Mutant, chapter: Chapter) -> Fate | tuple[Formula]:
    """The changed formula, or its fate if it cannot be shown."""
    latex = mutant.mutation.apply(mutant.text)
    formula = replace(chapter.formulas[mutant.owner], latex=latex)
    failures = formula_failures(replace(chapter, formulas=(formula,)))
    return Fate(True, failures[0].message) if failures else (formula,)


def changed_numbers(mutant: Mutant, chapter: Chapter) -> Fate | tuple[BoundNumber, ...]:
    """The bound numbers that say something else in the changed text, or its fate."""
    mutated = parse_text(chapter.path, mutant.apply(chapter.text))
    if problems := _new_problems(mutated, chapter):
        return Fate(True, problems[0].message)
    known = Counter(_says(number) for number in chapter.numbers)
    changed = []
    for number in mutated.numbers:
        if known[_says(number)]:
            known[_says(number)] -= 1
        else:
            changed.append(number)
    return tuple(changed) or Fate(False, "no bound number stands there")


def _new_problems(mutated: Chapter, chapter: Chapter) -> Sequence[Failure]:
    known = {problem.message for problem in chapter.problems}
    return [problem for problem in mutated.problems if problem.message not in known]


def _says(number: BoundNumber) -> tuple[str, str, int]:
    return number.text, number.expression, number.after


def _judge(block: Block, run: BlockRun) -> list[Failure]:
    if not block.is_console:
        return judge_output(block, Captured("\n".join(run.output), "", ()))
    examples = parse_session(block)
    if isinstance(examples, Failure):
        return [examples]
    failures = []
    for example, got in zip(examples, run.outputs, strict=True):
        shown, first = "\n".join(example.want), example.want_line
        if example.error is not None:  # of a traceback, only the message is compared
            before = len(example.want) - len(output_lines(example.error))
            shown, first, got = example.error, first + before, got[before:]
        failures += compare_lines(output_lines(shown), got, first)
    return failures
