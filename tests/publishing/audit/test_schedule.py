"""Which mutants share a run, and which need none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mathbook.publishing.audit.chapters import chapter_mutants
from mathbook.publishing.audit.library import library_mutants
from mathbook.publishing.audit.mutants import Fate, Kind, Mutant
from mathbook.publishing.audit.plan import Plan
from mathbook.publishing.audit.schedule import judge_at_once, schedule
from mathbook.publishing.audit.trials import CheckTrial, PageTrial, SourceTrial
from mathbook.publishing.evaluation import Evaluation
from tests.publishing.audit.audited_page import PAGE, write_library_book

EvaluateText = Callable[..., Evaluation]


def plan_of(evaluation: Evaluation, root: Path) -> Plan:
    found = chapter_mutants(evaluation)
    return Plan(root, {evaluation.chapter.path: evaluation}, tuple(found))


def of_kind(plan: Plan, kind: Kind) -> list[Mutant]:
    return [mutant for mutant in plan.mutants if mutant.kind is kind]


def test_outputs_are_judged_at_once_and_code_is_not(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    plan = plan_of(evaluate_text(PAGE), tmp_path)
    outcomes = {kind: judge_at_once(of_kind(plan, kind)[0], plan) for kind in (*list(Kind)[:3],)}
    assert isinstance(outcomes[Kind.OUTPUT], Fate)
    for kind in (Kind.FORMULA, Kind.NUMBER):
        assert isinstance(outcomes[kind], tuple)
    assert judge_at_once(of_kind(plan, Kind.CODE)[0], plan) is None


def test_formulas_and_numbers_share_a_run(evaluate_text: EvaluateText, tmp_path: Path) -> None:
    plan = plan_of(evaluate_text(PAGE), tmp_path)
    mutants = of_kind(plan, Kind.FORMULA) + of_kind(plan, Kind.NUMBER)
    waiting = []
    for mutant in mutants:
        case = judge_at_once(mutant, plan)
        assert isinstance(case, tuple)
        waiting.append((mutant, case))
    (appointment,) = schedule(plan, waiting)
    assert isinstance(appointment.trial, CheckTrial)
    assert set(appointment.mutants) == set(mutants)
    # The number is due after the first block, the formulas after the last.
    assert appointment.mutants[0].kind is Kind.NUMBER


def test_a_slow_formula_has_more_runs(evaluate_text: EvaluateText, tmp_path: Path) -> None:
    evaluation = evaluate_text(PAGE)
    evaluation.formulas[0] = replace(evaluation.formulas[0], seconds=2.0)
    plan = plan_of(evaluation, tmp_path)
    slow = [mutant for mutant in plan.mutants if mutant.kind is Kind.FORMULA and mutant.owner == 0]
    formula = evaluation.chapter.formulas[0]
    found = schedule(plan, [(mutant, (formula,)) for mutant in slow])
    assert [len(appointment.mutants) for appointment in found] == [2, 2, 2]
    assert found[0].trial.limit > 40


def test_code_is_run_page_by_page_the_longest_first(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    evaluation = evaluate_text(PAGE)
    plan = plan_of(evaluation, tmp_path)
    code = of_kind(plan, Kind.CODE)
    found = schedule(plan, [(mutant, None) for mutant in code])
    assert all(isinstance(appointment.trial, PageTrial) for appointment in found)
    assert sum(len(appointment.trial) for appointment in found) == len(code)
    assert [a.seconds for a in found] == sorted((a.seconds for a in found), reverse=True)
    first = found[0]
    assert isinstance(first.trial, PageTrial)
    mutant = first.mutants[0]
    assert first.trial.texts[0] == (mutant.owner, mutant.apply(PAGE))


def test_an_appointment_is_split_with_its_mutants(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    plan = plan_of(evaluate_text(PAGE), tmp_path)
    code = of_kind(plan, Kind.CODE)
    for appointment in schedule(plan, [(mutant, None) for mutant in code]):
        parts = appointment.split()
        assert [m for part in parts for m in part.mutants] == list(appointment.mutants)
        assert all(len(part.trial) == len(part.mutants) for part in parts)


def test_a_library_is_held_against_the_page_of_its_name_first(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    page = write_library_book(tmp_path)
    file = tmp_path / "rises" / "__init__.py"
    text = page.read_text()
    found = {}
    for name in ("quick.md", "__init__.md"):
        evaluation = evaluate_text(text, name, standing_alone=False)
        evaluation.sources.add(str(file))
        found[evaluation.chapter.path] = evaluation
    mutants = library_mutants(found.values(), tmp_path)
    plan = Plan(tmp_path, found, tuple(mutants), judges={file: list(found.values())})
    appointment = schedule(plan, [(mutant, None) for mutant in mutants])[0]
    assert isinstance(appointment.trial, SourceTrial)
    assert [page.chapter.path.name for page in appointment.trial.pages] == [
        "__init__.md",
        "quick.md",
    ]
