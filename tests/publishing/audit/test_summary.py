"""Fates to a report: tables, survivors with their places, and whether all is well."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mathbook.publishing.audit.chapters import chapter_mutants
from mathbook.publishing.audit.equivalents import Equivalent
from mathbook.publishing.audit.mutants import Fate, Kind, Mutant
from mathbook.publishing.audit.plan import Plan
from mathbook.publishing.audit.summary import Summary
from mathbook.publishing.evaluation import Evaluation
from tests.publishing.audit.audited_page import PAGE

EvaluateText = Callable[..., Evaluation]
Outcome = tuple[Plan, dict[Mutant, Fate]]


@pytest.fixture
def outcome(
    evaluate_text: EvaluateText, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Outcome:
    """All mutants of the page are killed."""
    monkeypatch.chdir(tmp_path)
    evaluation = evaluate_text(PAGE)
    mutants = tuple(chapter_mutants(evaluation))
    plan = Plan(tmp_path, {evaluation.chapter.path: evaluation}, mutants)
    return plan, dict.fromkeys(mutants, Fate(True, "differs"))


def survive(outcome: Outcome, kind: Kind, why: str = "") -> Mutant:
    """Let the last mutant of ``kind`` survive."""
    mutant = [mutant for mutant in outcome[1] if mutant.kind is kind][-1]
    outcome[1][mutant] = Fate(False, why)
    return mutant


def entry(mutant: Mutant) -> Equivalent:
    return Equivalent("list: equivalent 1", mutant.path, mutant.before, mutant.after, "y is 7")


def test_the_table_counts_each_kind_and_what_is_left_out(outcome: Outcome) -> None:
    summary = Summary(*outcome)
    assert summary.holds
    assert summary.text() == (
        "chapter.md\n"
        "    formula   killed 8 of 8\n"
        "    output    killed 4 of 4\n"
        "    number    killed 1 of 1\n"
        "    code      killed 8 of 8\n"
        "    not audited: 1 cited formula, 1 notation formula, 1 skipped block\n"
        "killed 21 of 21 (100.0 %)"
    )


@pytest.mark.parametrize(
    ("kind", "holds"),
    [(Kind.FORMULA, False), (Kind.OUTPUT, False), (Kind.NUMBER, False), (Kind.CODE, True)],
)
def test_a_survivor_is_listed_with_its_place(kind: Kind, holds: bool, outcome: Outcome) -> None:
    mutant = survive(outcome, kind, "nothing checks it")
    summary = Summary(*outcome)
    assert summary.holds is holds
    change = mutant.mutation
    line = PAGE.split("\n")[mutant.line - 1].strip()
    assert (
        f"chapter.md:{mutant.line}:{mutant.column}: {kind}, {change.kind}: "
        f"{change.describe(mutant.text)}\n"
        f"    {mutant.line} | {line}\n"
        "    nothing checks it\n"
    ) in summary.text() + "\n"
    assert "killed 20 of 21 (95.2 %)" in summary.text()
    assert ("1 change of formulas, outputs or numbers went unnoticed" in summary.text()) is (
        not holds
    )


def test_a_survivor_of_a_formula_brings_the_entry_that_would_explain_it(outcome: Outcome) -> None:
    survive(outcome, Kind.FORMULA)
    assert (
        "    [[equivalent]]\n"
        '    path = "chapter.md"\n'
        '    before = "y \\\\ge 6"\n'
        '    after = "y \\\\ge 7"\n'
        '    reason = ""'
    ) in Summary(*outcome).text()


def test_an_equivalent_mutant_is_listed_apart_with_its_reason(outcome: Outcome) -> None:
    mutant = survive(outcome, Kind.FORMULA)
    plan, fates = replace(outcome[0], entries=(entry(mutant),)), outcome[1]
    summary = Summary(plan, fates)
    assert summary.holds
    assert "    formula   killed 7 of 7, 1 equivalent\n" in summary.text()
    assert "killed 20 of 20 (100.0 %), 1 equivalent\n" in summary.text()
    place = f"chapter.md:{mutant.line}:{mutant.column}"
    assert f"{place}: equivalent: y \\ge 6  ->  y \\ge 7\n    y is 7" in summary.text()


def test_an_entry_whose_mutant_is_killed_is_wrong(outcome: Outcome) -> None:
    mutant = outcome[0].mutants[0]
    summary = Summary(replace(outcome[0], entries=(entry(mutant),)), outcome[1])
    assert not summary.holds
    assert "list: equivalent 1 is not equivalent, for it is killed: differs" in summary.text()


def test_a_page_that_fails_as_it_is_is_not_well(
    evaluate_text: EvaluateText, tmp_path: Path, outcome: Outcome
) -> None:
    evaluation = evaluate_text(PAGE.replace("2x + 1", "2x + 2"))
    summary = Summary(Plan(tmp_path, {evaluation.chapter.path: evaluation}, ()), {})
    assert not summary.holds
    assert "chapter.md fails as it is; what fails there is not audited" in summary.text()
    assert "killed 0 of 0" in summary.text()


def test_what_timed_out_is_counted(outcome: Outcome) -> None:
    outcome[1][outcome[0].mutants[0]] = Fate(True, "timed out after 20 s")
    assert Summary(*outcome).text().endswith("killed 21 of 21 (100.0 %); 1 of the killed timed out")


def test_a_share_is_not_rounded_up(outcome: Outcome) -> None:
    plan, fates = outcome
    mutant = plan.mutants[0]
    many = [replace(mutant, at=place) for place in range(2000)]
    fates = {**dict.fromkeys(many, Fate(True)), many[0]: Fate(False)}
    assert "killed 1,999 of 2,000 (99.9 %)" in Summary(plan, fates).text()


def test_a_long_line_is_shortened(outcome: Outcome) -> None:
    plan, fates = outcome
    path = plan.mutants[0].path
    evaluation = plan.evaluations[path]
    long = replace(evaluation.chapter, text=PAGE.replace("Here", "Here " + "and there " * 20))
    evaluation.chapter = long
    survive(outcome, Kind.FORMULA)
    shown = Summary(plan, fates).text().split("    3 | ")[1].split("\n")[0]
    assert (len(shown), shown[-1]) == (110, "…")


def test_json_holds_everything(outcome: Outcome) -> None:
    mutant = survive(outcome, Kind.FORMULA)
    explained = replace(outcome[0], entries=(entry(mutant),))
    survivor = survive(outcome, Kind.CODE, "nothing checks it")
    record = json.loads(Summary(explained, outcome[1]).json())
    assert record["holds"] is True
    assert (record["killed"], record["survived"], record["equivalent"]) == (19, 1, 1)
    (page,) = record["pages"]
    assert (page["path"], page["passed"]) == ("chapter.md", True)
    assert page["kinds"]["formula"] == {"killed": 7, "survived": 0, "equivalent": 1}
    assert page["not_audited"]["cited formula"] == 1
    assert len(record["mutants"]) == 21
    (shown,) = [found for found in record["mutants"] if found["fate"] == "survived"]
    assert shown == {
        "path": "chapter.md",
        "line": survivor.line,
        "column": survivor.column,
        "kind": "code",
        "change": "constant",
        "before": survivor.before,
        "after": survivor.after,
        "fate": "survived",
        "why": "nothing checks it",
    }
    (equivalent,) = [found for found in record["mutants"] if found["fate"] == "equivalent"]
    assert equivalent["why"] == "y is 7"
