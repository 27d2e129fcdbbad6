"""Evaluations for people, for machines and for GitHub's annotations."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.evaluator import BlockRun
from mathbook.publishing.failures import Failure, shown_path

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
    """What a block wrote to the standard error, which readers see and the page does not show."""
    found = []
    for index, run in evaluation.runs.items():
        if run.notices:
            line = evaluation.chapter.blocks[index].line
            where = f"{shown_path(evaluation.chapter.path)}:{line}"
            more = "".join(f"\n    {text}" for text in run.notices)
            found.append(f"{where}: notice: this block writes to the standard error{more}")
    return found


def page_line(evaluation: Evaluation) -> str:
    """One line on one chapter: its verdict and its counts."""
    verdict = "ok" if evaluation.passed else "FAILED"
    return f"{verdict:<7} {shown_path(evaluation.chapter.path)}: {_counts(evaluation.counts())}"


def total_line(evaluations: Sequence[Evaluation], seconds: float) -> str:
    """One line on all of them."""
    failed = sum(not evaluation.passed for evaluation in evaluations)
    verdict = f"{failed} of {len(evaluations)} failed" if failed else f"{len(evaluations)} ok"
    return f"{verdict}: {_counts(_total(evaluations))} in {seconds:.1f} s"


def json_report(evaluations: Sequence[Evaluation]) -> str:
    """The whole evaluation as JSON."""
    report = {
        "format": 1,
        "passed": all(evaluation.passed for evaluation in evaluations),
        "counts": _total(evaluations),
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
            commands.append(
                f"::error file={_property(path)},line={failure.line},"
                f"title={_property('mathbook')}::{_data(text)}"
            )
    return commands


def _counts(counts: dict[str, int]) -> str:
    parts = [
        (counts["blocks"], "block"),
        (counts["outputs"], "output"),
        (counts["figures"], "figure"),
        (counts["alone"], "copied text"),
        (counts["formulas"], "formula"),
    ]
    text = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts)
    text += f", {counts['skipped']} skipped"
    return text + (f", {counts['failures']} failures" if counts["failures"] else "")


def _total(evaluations: Iterable[Evaluation]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for evaluation in evaluations:
        total.update(evaluation.counts())
    return dict(total)


def _chapter(evaluation: Evaluation) -> dict[str, Any]:
    runs = (*evaluation.runs.values(), *evaluation.alone.values())
    return {
        "path": shown_path(evaluation.chapter.path),
        "verdict": "passed" if evaluation.passed else "failed",
        "time": round(sum(run.seconds for run in runs), 6),
        "counts": evaluation.counts(),
        "blocks": _blocks(evaluation),
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
                "time_alone": round(alone.seconds, 6) if alone else None,
            }
        )
    return blocks


def _output(run: BlockRun) -> list[str]:
    return [line for output in (run.output, *run.outputs) for line in output]


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "line": failure.line,
        "message": failure.message,
        "expected": failure.expected,
        "got": failure.got,
        "notes": list(failure.notes),
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
