"""Evaluations for people, for machines and for GitHub's annotations."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mathbook.publishing.checks.lint import unbound_numbers
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import Failure, printable, shown_path
from mathbook.publishing.reach import Reach, held_against, reach_of
from mathbook.publishing.runs import BlockRun
from mathbook.publishing.tally import counts, on_one_line, total

__all__ = ["annotations", "failure_report", "json_report", "notices", "page_line", "total_line"]


def failure_report(evaluations: Iterable[Evaluation]) -> str:
    """Every failure of every chapter, as ``path:line: message`` with both sides."""
    reports = []
    for evaluation in evaluations:
        lines = evaluation.chapter.lines
        path = evaluation.chapter.path
        reports += [failure.format(path, lines) for failure in evaluation.failures]
    return "\n\n".join(reports)


def notices(evaluation: Evaluation) -> list[str]:
    """What an author should know of a chapter that may be right all the same.

    A block that writes to the standard error, which readers see and the page does not show;
    a formula whose check says little; a number that looks like a result and is not bound;
    a function of the section's module that no formula reaches.
    """
    path = shown_path(evaluation.chapter.path)
    return [
        printable(f"{path}:{place}: notice: {text}")
        for place, text in (
            *_standard_errors(evaluation),
            *_warnings(evaluation),
            *_unbound(evaluation),
            *_missed(evaluation),
        )
    ]


def page_line(evaluation: Evaluation) -> str:
    """A chapter's verdict and counts in one line, and below it what was not checked, and why."""
    path = shown_path(evaluation.chapter.path)
    verdict = "ok" if evaluation.passed else "FAILED"
    head = f"{verdict:<7} {path}: {on_one_line(counts(evaluation))}"
    return "\n".join([head, *(f"    {path}:{text}" for text in _reasons(evaluation))])


def total_line(evaluations: Sequence[Evaluation], seconds: float) -> str:
    """One line on all of them."""
    failed = sum(not evaluation.passed for evaluation in evaluations)
    verdict = f"{failed} of {len(evaluations)} failed" if failed else f"{len(evaluations)} ok"
    return f"{verdict}: {on_one_line(total(evaluations))} in {seconds:.1f} s"


def why_line(evaluation: Evaluation) -> str:
    """One line on why a chapter was evaluated, or taken from the store."""
    path, why = shown_path(evaluation.chapter.path), evaluation.why
    reason = why.get(None, "nothing in it is run" if not evaluation.runs else "no store is used")
    if reason != "unchanged":
        return f"{path}: evaluated: {reason}"
    copies = {reason for place, reason in why.items() if place is not None}
    if not copies:
        return f"{path}: unchanged"
    return f"{path}: unchanged, but copied texts were run: {'; '.join(sorted(copies))}"


def json_report(evaluations: Sequence[Evaluation]) -> str:
    """The whole evaluation as JSON, format 2.

    Format 2 has for each chapter ``formulas``, ``numbers``, ``unbound`` and ``functions``,
    the columns of failures, and ``formulas`` among the counts are those that were checked.
    """
    report = {
        "format": 2,
        "passed": all(evaluation.passed for evaluation in evaluations),
        "counts": total(evaluations),
        "chapters": [_chapter(evaluation) for evaluation in evaluations],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def annotations(evaluations: Iterable[Evaluation]) -> list[str]:
    """GitHub's workflow commands, which put each failure beside its line in a pull request."""
    commands = []
    for evaluation in evaluations:
        path = shown_path(evaluation.chapter.path)
        for failure in evaluation.failures:
            text = failure.describe([])
            column = f",col={failure.column}" if failure.column else ""
            commands.append(
                f"::error file={_property(path)},line={failure.line}{column},"
                f"title={_property('mathbook')}::{_data(text)}"
            )
    return commands


def _standard_errors(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    for index, run in evaluation.runs.items():
        if run.notices:
            more = "".join(f"\n    {text}" for text in run.notices)
            line = evaluation.chapter.blocks[index].line
            yield f"{line}", f"this block writes to the standard error{more}"


def _warnings(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    chapter = evaluation.chapter
    for index, run in evaluation.formulas.items():
        line, column = place_of(chapter.formulas[index], 0, chapter.text)
        for warning in run.warnings:
            yield f"{line}:{column}", f"the check of this formula says little: {warning}"


def _unbound(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    for number in unbound_numbers(evaluation.chapter, evaluation):
        yield f"{number.line}:{number.column}", str(number)


def _missed(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    reach = _reach(evaluation)
    if evaluation.passed and reach and reach.missed:
        names = ", ".join(reach.missed)
        yield "1", f"no formula of this page is held against {names} of {reach.module}"


def _reach(evaluation: Evaluation) -> Reach | None:
    """What the formulas of a section reach, in the book that its file lies in."""
    path = evaluation.chapter.path.resolve()
    book = find_configuration(path.parent)
    docs = book.docs.resolve()
    if not path.is_relative_to(docs):
        return None
    return reach_of(path.relative_to(docs).as_posix(), evaluation, book)


def _reasons(evaluation: Evaluation) -> Iterator[str]:
    """What was not checked and why, in the order of the lines."""
    chapter = evaluation.chapter
    found = [(b.line, f"skipped: {b.skip}") for b in chapter.blocks if b.skip is not None]
    for formula in chapter.formulas:
        if formula.cited is not None:
            found.append((formula.span.line, f"cited: {formula.cited}"))
        elif formula.skip is not None:
            found.append((formula.span.line, f"skipped: {formula.skip}"))
    return (f"{line}: {text}" for line, text in sorted(found))


def _chapter(evaluation: Evaluation) -> dict[str, Any]:
    runs = (*evaluation.runs.values(), *evaluation.alone.values())
    reach = _reach(evaluation)
    return {
        "path": shown_path(evaluation.chapter.path),
        "verdict": "passed" if evaluation.passed else "failed",
        "time": round(sum(run.seconds for run in runs), 6),
        "counts": counts(evaluation),
        "blocks": _blocks(evaluation),
        "formulas": _formulas(evaluation),
        "numbers": _numbers(evaluation),
        "unbound": [
            {"line": n.line, "column": n.column, "printed": n.numeral, "near": n.near or None}
            for n in unbound_numbers(evaluation.chapter, evaluation)
        ],
        "functions": reach and {"reached": reach.reached, "missed": reach.missed},
        "failures": [_failure(failure) for failure in evaluation.failures],
        "notices": notices(evaluation),
    }


def _blocks(evaluation: Evaluation) -> list[dict[str, Any]]:
    blocks = []
    for block in evaluation.chapter.blocks:
        run = evaluation.runs.get(block.index)
        alone = evaluation.alone.get(block.index)
        chain = [evaluation.chapter.blocks[index].line for index in block.chain]
        blocks.append(
            {
                "line": block.line,
                "language": block.language,
                "verdict": evaluation.verdict(block),
                "time": round(run.seconds, 6) if run else None,
                "skip": block.skip,
                "continues": chain[:-1],
                "output": _output(run) if run else None,
                "figures": [figure.url for figure in block.figures],
                "frames": [
                    {"value": frame.value, "shows": frame.readout}
                    for frame in (run.frames if run else ())
                ],
                "time_alone": round(alone.seconds, 6) if alone else None,
            }
        )
    return blocks


def _output(run: BlockRun) -> list[str]:
    return [line for output in (run.output, *run.outputs) for line in output]


def _formulas(evaluation: Evaluation) -> list[dict[str, Any]]:
    formulas = []
    for index, formula in enumerate(evaluation.chapter.formulas):
        run = evaluation.formulas.get(index)
        line, column = place_of(formula, 0, evaluation.chapter.text)
        formulas.append(
            {
                "line": line,
                "column": column,
                "latex": formula.latex,
                "status": run.status if run else "not reached",
                "links": run.links if run else 0,
                "how": run.how if run else (),
                "against": held_against(formula, run) if run else (),
                "warnings": run.warnings if run else (),
                "reason": formula.skip if formula.cited is None else formula.cited,
            }
        )
    return formulas


def _numbers(evaluation: Evaluation) -> list[dict[str, Any]]:
    numbers = []
    for index, number in enumerate(evaluation.chapter.numbers):
        run = evaluation.numbers.get(index)
        verdict = "not reached" if run is None else "failed" if run.failures else "passed"
        numbers.append(
            {
                "line": number.span.line,
                "printed": number.text,
                "expression": number.expression,
                "value": run.value if run else None,
                "verdict": verdict,
            }
        )
    return numbers


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "line": failure.line,
        "column": failure.column,
        "message": failure.message,
        "expected": failure.expected,
        "got": failure.got,
        "notes": list(failure.notes),
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
