"""Every formula of three corpora gets the verdict that it deserves, whatever the seed."""

from collections.abc import Iterable

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError, Status, check_formula
from tests.publishing.formulas.corpora import seed_reference as reference
from tests.publishing.formulas.corpora.cases import Case
from tests.publishing.formulas.corpora.seed_formulas import (
    DUAL,
    FORMULAS,
    LABELS,
    SAMPLES,
    SeedFormula,
)
from tests.publishing.formulas.corpora.textbook_formulas import PAIRS, Pair
from tests.publishing.formulas.corpora.unseen_formulas import CASES

TRUE = [case for case in CASES if case.holds]
FALSE = [case for case in CASES if not case.holds]

# True formulas of the unseen corpus that the checker cannot confirm. A new one is a loss.
NOT_CONFIRMED: frozenset[str] = frozenset(
    case.latex
    for case in TRUE
    # Names such as p(\mathcal{C}_1) are whole phrases, which a sum's index does not choose.
    if r"\sum_{k=1}^2 p(\mathbf{x}\mid\mathcal{C}_k)" in case.latex
)


def status_of(case: Case | Pair | SeedFormula, latex: str, seed: int = 0) -> str:
    """What the verdict says; ``error`` where the formula is not understood."""
    try:
        return str(check_formula(latex, case.names, point=case.point, seed=seed).status)
    except FormulaError:
        return "error"


def ids(cases: Iterable[Case | Pair]) -> list[str]:
    """The cases' topics, numbered."""
    counts: dict[str, int] = {}
    found = []
    for case in cases:
        counts[case.topic] = counts.get(case.topic, 0) + 1
        found.append(f"{case.topic.replace(' ', '-')}-{counts[case.topic]}")
    return found


# --- The seed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "formula", FORMULAS, ids=[f"{place}-line-{f.line}" for place, f in enumerate(FORMULAS, 1)]
)
def test_a_formula_of_the_seed_gets_its_verdict(formula: SeedFormula) -> None:
    expected = ("error", "skipped") if formula.expected == "template" else (formula.expected,)
    assert status_of(formula, formula.latex) in expected


def test_the_seed_has_sixty_formulas() -> None:
    assert len(FORMULAS) == 60


def dual_names(gradient: object) -> dict[str, object]:
    """The dual objective as a function of alpha, and ``gradient`` as what is called g."""
    return {
        **DUAL,
        "n": len(LABELS),
        "D": lambda alpha: -reference.svm_dual_objective(alpha, GRAM, LABELS),
        "g": gradient,
    }


ALPHA = np.asarray(DUAL["alpha"], dtype=float)
GRAM = SAMPLES @ SAMPLES.T
RIGHT = reference.svm_dual_gradient(ALPHA, GRAM, LABELS)
WRONG = reference.wrong_dual_gradient(ALPHA, GRAM, LABELS)


@pytest.mark.parametrize(
    "latex",
    [
        r"g = \nabla_\alpha D",
        r"g = \nabla D(\alpha)",
        r"g_i = \frac{\partial D}{\partial \alpha_i}",
        r"g_i = y_i \sum_{j=1}^n \alpha_j y_j K(x_i, x_j) - 1",
        r"g_i = y_i \sum_j \alpha_j y_j x_i^\top x_j - 1, \quad i = 1, \dots, n",
    ],
)
def test_the_wrong_gradient_of_the_seed_is_found(latex: str) -> None:
    assert not np.allclose(RIGHT, WRONG)
    assert check_formula(latex, dual_names(RIGHT)).holds
    assert check_formula(latex, dual_names(WRONG)).status is Status.FAILS


def test_the_gradient_as_a_function_is_held_against_the_objective() -> None:
    right = dual_names(lambda alpha: reference.svm_dual_gradient(alpha, GRAM, LABELS))
    wrong = dual_names(lambda alpha: reference.wrong_dual_gradient(alpha, GRAM, LABELS))
    assert check_formula(r"g(\alpha) = \nabla D(\alpha)", right).holds
    assert check_formula(r"g(\alpha) = \nabla D(\alpha)", wrong).status is Status.FAILS


def test_the_problem_that_forgets_a_variable_is_rejected() -> None:
    (formula,) = (f for f in FORMULAS if f.expected == "fails")
    verdict = check_formula(formula.latex, formula.names)
    assert verdict.status is Status.FAILS
    assert "the objective depends on z too" in str(verdict)
    mended = formula.latex.replace(r"\min_x", r"\min_{x, z}")
    assert check_formula(mended, formula.names).holds


# --- Textbooks --------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=ids(PAIRS))
def test_a_true_textbook_formula_holds_and_its_false_sister_does_not(pair: Pair) -> None:
    assert status_of(pair, pair.true) == "holds"
    assert status_of(pair, pair.false) in ("fails", "error")


# --- Formulas that the checker had not seen when it was written --------------------------


@pytest.mark.parametrize("case", TRUE, ids=ids(TRUE))
def test_an_unseen_true_formula_holds(case: Case) -> None:
    assert (status_of(case, case.latex) == "holds") == (case.latex not in NOT_CONFIRMED)


@pytest.mark.parametrize("case", FALSE, ids=ids(FALSE))
def test_an_unseen_false_formula_does_not_hold(case: Case) -> None:
    assert status_of(case, case.latex) in ("fails", "error")


def test_nearly_all_unseen_true_formulas_are_confirmed() -> None:
    assert len(NOT_CONFIRMED) <= 0.05 * len(TRUE)
    assert {case.latex for case in TRUE} >= NOT_CONFIRMED


def test_most_unseen_false_formulas_fail_rather_than_raise() -> None:
    failing = [case for case in FALSE if status_of(case, case.latex) == "fails"]
    assert len(failing) >= 0.9 * len(FALSE)


# --- Seeds ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 11))
def test_no_seed_raises_a_false_alarm(seed: int) -> None:
    alarms = [pair.true for pair in PAIRS if status_of(pair, pair.true, seed) != "holds"]
    assert alarms == []


@pytest.mark.parametrize("seed", [1, 2])
def test_no_seed_lets_a_false_formula_pass(seed: int) -> None:
    passing = [pair.false for pair in PAIRS if status_of(pair, pair.false, seed) == "holds"]
    passing += [case.latex for case in FALSE if status_of(case, case.latex, seed) == "holds"]
    assert passing == []


@pytest.mark.parametrize("seed", [1, 2])
def test_no_seed_raises_a_false_alarm_on_unseen_formulas(seed: int) -> None:
    alarms = {case.latex for case in TRUE if status_of(case, case.latex, seed) != "holds"}
    assert alarms == NOT_CONFIRMED
