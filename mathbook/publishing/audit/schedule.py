"""Mutants to trials: those that need no code are judged at once, the others share runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.audit.mutants import Fate, Kind, Mutant
from mathbook.publishing.audit.plan import Plan
from mathbook.publishing.audit.recorded import changed_formula, changed_numbers, fate_of_output
from mathbook.publishing.audit.trials import (
    CheckTrial,
    Page,
    PageTrial,
    SourceTrial,
    Trial,
    limit_for,
    page_of,
)
from mathbook.publishing.chapter import BoundNumber, Formula
from mathbook.publishing.evaluation import Evaluation

__all__ = ["Appointment", "judge_at_once", "schedule"]

_SECONDS = 6.0  # of a trial, so that little is lost when the audit is interrupted
_START = 0.4  # of a process with the engine
_DRAWING = 0.1

Case = tuple[Formula | BoundNumber, ...]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A trial, the mutants it judges, and how long it should take."""

    mutants: tuple[Mutant, ...]
    trial: Trial
    seconds: float

    def split(self) -> "list[Appointment]":
        """The same mutants in smaller trials."""
        parts, position = [], 0
        for trial in self.trial.split():
            mutants = self.mutants[position : position + len(trial)]
            parts.append(Appointment(mutants, trial, self.seconds))
            position += len(trial)
        return parts


def judge_at_once(mutant: Mutant, plan: Plan) -> Fate | Case | None:
    """The fate of ``mutant``, or what it changes; nothing where the whole page must run."""
    if mutant.kind in (Kind.CODE, Kind.SOURCE):
        return None
    evaluation = plan.evaluations[mutant.path]
    if mutant.kind is Kind.OUTPUT:
        return fate_of_output(mutant, evaluation)
    if mutant.kind is Kind.FORMULA:
        return changed_formula(mutant, evaluation.chapter)
    return changed_numbers(mutant, evaluation.chapter)


def schedule(plan: Plan, waiting: Sequence[tuple[Mutant, Case | None]]) -> list[Appointment]:
    """The trials of ``waiting``, the longest first."""
    by_path: dict[Path, list[tuple[Mutant, Case | None]]] = {}
    for mutant, case in waiting:
        by_path.setdefault(mutant.path, []).append((mutant, case))
    found: list[Appointment] = []
    for path, cases in by_path.items():
        runs = [mutant for mutant, case in cases if case is None]
        if path in plan.evaluations:
            evaluation = plan.evaluations[path]
            found += _checks(evaluation, [(m, case) for m, case in cases if case is not None])
            found += _page_runs(evaluation, runs)
        else:
            found += _source_runs(plan, path, runs)
    return sorted(found, key=lambda appointment: -appointment.seconds)


def _checks(evaluation: Evaluation, cases: list[tuple[Mutant, Case]]) -> Iterator[Appointment]:
    """Trials of formulas and numbers; neighbours share the blocks that must have run."""
    cases.sort(key=lambda item: max(part.after for part in item[1]))
    start = _START + _seconds_of_blocks(evaluation)
    costs = [_cost(mutant, evaluation) for mutant, _ in cases]
    for part in _parts(costs, max(_SECONDS, start)):
        seconds = start + sum(costs[part])
        mutants = tuple(mutant for mutant, _ in cases[part])
        changed = tuple(case for _, case in cases[part])
        trial = CheckTrial(evaluation.chapter, changed, limit_for(seconds))
        yield Appointment(mutants, trial, seconds)


def _page_runs(evaluation: Evaluation, mutants: list[Mutant]) -> Iterator[Appointment]:
    seconds = _seconds_of_page(evaluation)
    page = page_of(evaluation)
    for part in _parts([seconds] * len(mutants), _SECONDS):
        texts = tuple((mutant.owner, mutant.apply(page.chapter.text)) for mutant in mutants[part])
        trial = PageTrial(page, texts, limit_for(seconds))
        yield Appointment(tuple(mutants[part]), trial, seconds * len(texts))


def _source_runs(plan: Plan, file: Path, mutants: list[Mutant]) -> Iterator[Appointment]:
    found = sorted(
        plan.judges[file],
        key=lambda evaluation: (not _speaks_of(evaluation, file), _seconds_of_page(evaluation)),
    )
    pages: tuple[Page, ...] = tuple(page_of(evaluation) for evaluation in found)
    longest = max((_seconds_of_page(evaluation) for evaluation in found), default=0.0)
    text = file.read_text(encoding="utf-8").removeprefix("\ufeff")
    for part in _parts([longest] * len(mutants), _SECONDS):
        texts = tuple(mutant.apply(text) for mutant in mutants[part])
        trial = SourceTrial(file, texts, pages, limit_for(longest))
        yield Appointment(tuple(mutants[part]), trial, longest * len(texts))


def _speaks_of(evaluation: Evaluation, file: Path) -> bool:
    """Whether the page is the one of this module: they have the same name."""
    return evaluation.chapter.path.stem == file.stem


def _cost(mutant: Mutant, evaluation: Evaluation) -> float:
    if mutant.kind is Kind.FORMULA:
        return evaluation.formulas[mutant.owner].seconds + 0.001
    return 0.001


def _seconds_of_blocks(evaluation: Evaluation) -> float:
    runs = evaluation.runs.values()
    return sum(run.seconds + _DRAWING * len(run.drawings) for run in runs)


def _seconds_of_page(evaluation: Evaluation) -> float:
    checks = sum(run.seconds for run in evaluation.formulas.values())
    return _START + _seconds_of_blocks(evaluation) + checks


def _parts(costs: Sequence[float], target: float) -> Iterator[slice]:
    """Neighbours that cost about ``target`` together."""
    start, total = 0, 0.0
    for place, cost in enumerate(costs):
        if place > start and total + cost > target:
            yield slice(start, place)
            start, total = place, 0.0
        total += cost
    if start < len(costs):
        yield slice(start, len(costs))
