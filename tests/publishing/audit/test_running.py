"""An audit from its plan to its fates: complete, resumable, and never stuck."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.audit.chapters import chapter_mutants
from mathbook.publishing.audit.mutants import Fate, Kind
from mathbook.publishing.audit.plan import Options, Plan, make_plan
from mathbook.publishing.audit.running import run_audit
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers
from tests.publishing.audit.audited_page import PAGE, write_library_book

EvaluateText = Callable[..., Evaluation]


class Counting(Workers):
    """Counts the mutants that are on trial; ends or loses where a test says so."""

    def __init__(self, inner: Workers, interrupt_after: int = 1000, lose: bool = False) -> None:
        super().__init__()
        self.inner = inner
        self.interrupt_after = interrupt_after
        self.lose = lose
        self.tried = 0

    def map(self, tasks: deque[Any]) -> Iterator[Any]:
        trials = 0
        while tasks:
            key, task = tasks.popleft()
            self.tried += len(task)
            trials += 1
            if trials > self.interrupt_after:
                raise KeyboardInterrupt
            if self.lose:
                yield key, Lost("Traceback\nMemoryError: too large")
            else:
                yield from self.inner.map(deque([(key, task)]))


class Editing(Counting):
    """Saves a file while the mutants are on trial."""

    def __init__(self, inner: Workers, file: Path) -> None:
        super().__init__(inner)
        self.file = file

    def map(self, tasks: deque[Any]) -> Iterator[Any]:
        self.file.write_text("x = 10")
        yield from super().map(tasks)


def plan_of(evaluation: Evaluation, root: Path, *kinds: Kind) -> Plan:
    found = chapter_mutants(evaluation)
    mutants = tuple(mutant for mutant in found if mutant.kind in (kinds or Kind))
    return Plan(root, {evaluation.chapter.path: evaluation}, mutants)


def test_every_mutant_meets_its_fate(
    workers: Workers, evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    plan = plan_of(evaluate_text(PAGE), tmp_path)
    calls: list[tuple[int, int]] = []
    fates = run_audit(plan, workers, done=lambda judged, killed: calls.append((judged, killed)))
    assert tuple(fates) == plan.mutants
    survivors = {(m.kind, m.line, m.after) for m, fate in fates.items() if not fate.killed}
    assert survivors == {(Kind.FORMULA, 3, "y \\ge 7")}
    assert sum(judged for judged, _ in calls) == len(fates)
    assert calls[-1][1] == sum(fate.killed for fate in fates.values())


def test_a_finished_audit_is_remembered_until_something_changes(
    workers: Workers, evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    plan = plan_of(evaluate_text(PAGE), tmp_path, Kind.CODE)
    fates = run_audit(plan, workers)
    again = Counting(workers)
    assert run_audit(plan, again) == fates
    assert again.tried == 0
    restarted = Counting(workers)
    assert run_audit(plan, restarted, restart=True) == fates
    assert restarted.tried == len(fates)
    longer = Counting(workers)
    run_audit(plan_of(evaluate_text(PAGE + "\nMore.\n"), tmp_path, Kind.CODE), longer)
    assert longer.tried == len(fates)


def test_an_interrupted_audit_goes_on_where_it_was(
    workers: Workers, evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    evaluation = evaluate_text(PAGE)
    # As if each evaluation took long, so that each mutant has a trial of its own.
    evaluation.runs[0] = replace(evaluation.runs[0], seconds=6.0)
    plan = plan_of(evaluation, tmp_path, Kind.CODE)
    interrupted = Counting(workers, interrupt_after=3)
    with pytest.raises(KeyboardInterrupt):
        run_audit(plan, interrupted)
    resumed = Counting(workers)
    fates = run_audit(plan, resumed)
    assert resumed.tried == len(fates) - 3
    assert all(fate.killed for fate in fates.values())


def test_mutants_that_take_their_process_with_them_are_found_one_by_one(
    evaluate_text: EvaluateText, workers: Workers, tmp_path: Path
) -> None:
    plan = plan_of(evaluate_text(PAGE), tmp_path, Kind.FORMULA)
    losing = Counting(workers, lose=True)
    fates = run_audit(plan, losing)
    assert len(fates) > 4
    assert set(fates.values()) == {Fate(True, "MemoryError: too large")}
    assert losing.tried > 2 * len(fates)


def test_a_library_is_audited_with_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    page = write_library_book(tmp_path)
    file = tmp_path / "rises" / "__init__.py"
    before = file.read_text()
    options = Options(source=True)
    with Workers() as workers:
        plan = make_plan([page], find_configuration(tmp_path), options, workers)
        fates = run_audit(plan, workers)
    sources = {m.after: fate.killed for m, fate in fates.items() if m.kind is Kind.SOURCE}
    assert Counter(sources.values()) == {True: 4}
    assert file.read_text() == before
    assert len(list((tmp_path / ".mathbook" / "audit").iterdir())) == 2


def test_an_audit_does_not_mix_verdicts_on_two_libraries(
    evaluate_text: EvaluateText, workers: Workers, tmp_path: Path
) -> None:
    evaluation = evaluate_text(PAGE)
    library = tmp_path / "library.py"
    library.write_text("x = 1")
    evaluation.sources.add(str(library))
    plan = plan_of(evaluation, tmp_path, Kind.CODE)
    with pytest.raises(PublishingError, match=r"library\.py has changed"):
        run_audit(plan, Editing(workers, library))
    library.write_text("x = 1")
    again = Counting(workers)
    run_audit(plan, again)
    assert again.tried == len(plan.mutants)
