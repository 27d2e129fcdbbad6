"""Problems are held against the bound objective and the slack of each constraint."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Function
from tests.publishing.formulas.checks import fails, holds, refusal, verdict

X = np.array([[1.0, 2.0, -0.5], [2.0, 3.0, 0.7], [-1.2, 0.4, 0.3], [1.5, -0.8, 1.1]])
Y = np.array([1.0, 1.0, -1.0, 1.0])
A = np.array([[1.0, 0.5, -0.3], [0.2, 1.1, 0.4]])
MARGIN: dict[str, Any] = {
    "w": np.array([0.4, 0.9, -0.3]),
    "b": 0.2,
    "x": X,
    "y": Y,
    "objective": lambda w, b: 0.5 * w @ w,
    "constraints": [lambda w, b: Y * (X @ w + b) - 1],
}
SPLIT: dict[str, Any] = {
    "f": lambda x: x @ x,
    "g": lambda z: np.abs(z).sum(),
    "A": A,
    "c": np.array([0.3, -0.2]),
    "x": np.array([1.0, -0.5, 0.2]),
    "z": np.array([0.4, 0.7]),
    "objective": lambda x, z: x @ x + np.abs(z).sum(),
    "constraints": [lambda x, z: A @ x + z - np.array([0.3, -0.2])],
}
SVM = r"\min_{w, b} \frac{1}{2}\|w\|^2 \quad \text{s.t.} \quad y_i(w^T x_i + b) \ge 1"
ADMM = r"\min_{x, z} f(x) + g(z) \quad \text{s.t.} \quad A x + z = c"


@pytest.mark.parametrize(
    ("latex", "names", "changes"),
    [
        (
            SVM,
            MARGIN,
            [
                (r"\frac{1}{2}", ""),
                (r"\ge", r"\le"),
                ("+ b", "- b"),
                ("1$", "2"),
                ("w^T x_i", "w^T x_1"),
            ],
        ),
        (ADMM, SPLIT, [("+ g", "- g"), ("+ z", "- z"), ("= c", "= 2c"), ("f(x)", "2 f(x)")]),
    ],
)
def test_objective_and_constraints_are_those_that_are_bound(
    latex: str, names: dict[str, Any], changes: list[tuple[str, str]]
) -> None:
    assert holds(latex, names)
    for old, new in changes:
        changed = latex[:-1] + new if old == "1$" else latex.replace(old, new)
        assert changed != latex
        assert fails(changed, names), changed


def test_the_failing_part_is_named() -> None:
    found = verdict(SVM.replace(r"\ge", r"\le"), MARGIN)
    assert str(found).startswith("link 2 of 2: constraint 1 of ")
    assert found.link is not None
    assert found.link.how == "the bound slack, right minus left"
    found = verdict(SVM.replace(r"\frac{1}{2}", ""), MARGIN)
    assert str(found).startswith("link 1 of 2: objective of ")
    assert found.link is not None
    assert found.link.how == "the bound objective"


def test_the_objective_is_minimized_over_all_that_it_depends_on() -> None:
    found = verdict(ADMM.replace(r"\min_{x, z}", r"\min_x"), SPLIT)
    assert found.link is not None
    assert not found.holds
    assert found.link.reason == "the objective depends on z too: minimize over all of them"


def test_the_objective_is_compared_away_from_the_declared_values() -> None:
    names: dict[str, Any] = {"objective": lambda x: x**2, "x": 1.0}
    assert holds(r"\min_x x^2", names)
    assert fails(r"\min_x x^4", names)  # the same at one


def test_a_problem_without_a_variable_below_is_over_all() -> None:
    names = SPLIT | {"constraints": []}
    assert holds(r"\text{minimize} \quad f(x) + g(z)", names)
    assert fails(r"\text{minimize} \quad f(x) - g(z)", names)


@pytest.mark.parametrize("constraints", [[], SPLIT["constraints"] * 2])
def test_each_printed_constraint_has_its_slack(constraints: list[Any]) -> None:
    error = refusal(ADMM, SPLIT | {"constraints": constraints})
    assert f"1 constraints are printed, {len(constraints)} are bound" in str(error)


def test_a_single_slack_needs_no_list() -> None:
    assert holds(ADMM, SPLIT | {"constraints": SPLIT["constraints"][0]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"objective": None}, "expected a function"),
        ({"objective": lambda q: q}, "parameter q of the objective is not bound"),
        ({"constraints": [3]}, "constraint 1 is 3; expected a function"),
    ],
)
def test_bindings_that_do_not_fit_are_told(change: dict[str, Any], message: str) -> None:
    latex = r"\text{minimize} \quad f(x) + g(z) \quad \text{subject to} \quad A x + z = c"
    assert message in str(refusal(latex, SPLIT | change))


def test_a_problem_that_does_not_say_over_what_is_no_notation() -> None:
    error = refusal(r"\min f(x) + g(z) \quad \text{s.t.} \quad A x + z = c", SPLIT)
    assert "minimizes or maximizes" in str(error)


def test_a_problem_without_an_objective_is_a_template() -> None:
    names = {key: value for key, value in SPLIT.items() if key not in ("objective", "constraints")}
    assert "template" in str(refusal(ADMM, names))


@pytest.mark.parametrize("relation", [r"\ne", r"\neq"])
def test_what_differs_from_a_value_is_no_constraint(relation: str) -> None:
    assert holds(ADMM, SPLIT)
    assert "no constraint with" in str(refusal(ADMM.replace("= c", rf"{relation} c"), SPLIT))


def test_an_objective_that_raises_is_named() -> None:
    def broken(x: Any, z: Any) -> Any:
        raise ZeroDivisionError("no")

    error = refusal(ADMM, SPLIT | {"objective": broken})
    assert "objective raises ZeroDivisionError: no" in str(error)
    error = refusal(ADMM, SPLIT | {"constraints": [broken]})
    assert "constraint 1 raises ZeroDivisionError: no" in str(error)


def test_what_a_free_objective_bends_like_is_told() -> None:
    names: dict[str, Any] = {"objective": lambda x: x @ x, "x": np.array([1.0, -0.5, 0.2])}
    assert holds(r"\min_x \|x\|^2", names)
    assert fails(r"\max_x \|x\|^2", names)
    assert holds(r"\max_x -\|x\|^2", names | {"objective": lambda x: -x @ x})
    assert fails(r"\min_x -\|x\|^2", names | {"objective": lambda x: -x @ x})
    # Between bounds a convex objective has a maximum.
    bounded = names | {"constraints": [lambda x: 1 - x @ x]}
    assert holds(r"\max_x \|x\|^2 \quad \text{s.t.} \quad \|x\|^2 \le 1", bounded)


def test_a_function_may_take_the_values_of_other_names() -> None:
    names = SPLIT | {
        "objective": Function(("x",), ("z",), lambda z, x: x @ x + z.sum()),
        "constraints": [],
    }
    assert holds(r"\min_x f(x) + z_1 + z_2", names)
    assert fails(r"\min_x f(x) + z_1 - z_2", names)


def test_a_seed_moves_the_points() -> None:
    for seed in range(4):
        assert holds(SVM, MARGIN, seed=seed)
        assert fails(SVM.replace("+ b", "- b"), MARGIN, seed=seed)


def test_a_constraint_runs_over_one_index() -> None:
    names = MARGIN | {"M": np.ones((4, 4)), "constraints": [lambda w, b: Y * (X @ w + b) - 1]}
    with pytest.raises(FormulaError, match="one index"):
        verdict(r"\min_{w, b} \frac{1}{2}\|w\|^2 \quad \text{s.t.} \quad M_{ij} \ge 1", names)


@pytest.mark.parametrize(
    ("relation", "bound", "message"),
    [
        (r"\ge", lambda x: 1 - x @ x, r"with \ge its slack is left minus right"),
        (r"\le", lambda x: x @ x - 1, r"with \le its slack is right minus left"),
        ("=", lambda x: 1 - x @ x, "with = its slack is left minus right"),
    ],
)
def test_a_slack_of_the_other_sign_says_its_relation(
    relation: str, bound: Any, message: str
) -> None:
    latex = rf"\min_x \|x\|^2 \quad \text{{s.t.}} \quad \|x\|^2 {relation} 1"
    names: dict[str, Any] = {
        "objective": lambda x: x @ x, "x": np.array([1.0, -0.5]), "constraints": [bound],
    }  # fmt: skip
    assert message in str(verdict(latex, names))
    assert "with its sides exchanged it would agree" in str(verdict(latex, names))
    right = names | {"constraints": [lambda x: -bound(x)]}
    assert holds(latex, right)
    other = str(verdict(latex, names | {"constraints": [lambda x: 3 - x @ x]}))
    assert "0.25 as printed" in other
    assert "exchanged" not in other


def test_a_slack_of_an_upper_bound_in_every_entry() -> None:
    names: dict[str, Any] = {
        "objective": lambda x: x @ x, "x": np.array([1.0, -0.5]), "constraints": [lambda x: 1 - x],
    }  # fmt: skip
    latex = r"\min_x \|x\|^2 \quad \text{s.t.} \quad x \preceq \mathbf 1"
    assert holds(latex, names)
    assert fails(latex.replace("preceq", "succeq"), names)


K = np.array([[2.0, 0.3, 0.1], [0.3, 1.5, -0.2], [0.1, -0.2, 1.0]])
DUAL: dict[str, Any] = {
    "alpha": np.array([0.4, 0.9, 0.3]),
    "K": K,
    "y": np.array([1.0, -1.0, 1.0]),
    "C": 2.0,
    "objective": lambda alpha: alpha.sum() - alpha @ K @ alpha / 2,
    "constraints": [lambda alpha: alpha, lambda alpha: alpha @ np.array([1.0, -1.0, 1.0])],
}
DUAL_LATEX = (
    r"\max_\alpha \sum_{i=1}^3 \alpha_i - \frac12 \alpha^T K \alpha "
    r"\quad \text{s.t.} \quad \alpha \ge 0, \quad \alpha^T y = 0"
)
SPHERE: dict[str, Any] = {
    "w": np.array([0.4, 0.9, 0.3]),
    "K": K,
    "objective": lambda w: w @ K @ w,
    "constraints": [lambda w: w @ w - 1],
}


@pytest.mark.parametrize(
    ("latex", "names", "shape"),
    [(SVM, MARGIN, "convex"), (DUAL_LATEX, DUAL, "concave"), (ADMM, SPLIT, "convex")],
)
def test_a_minimum_is_no_maximum_between_linear_constraints(
    latex: str, names: dict[str, Any], shape: str
) -> None:
    right, wrong = (r"\min", r"\max") if shape == "convex" else (r"\max", r"\min")
    assert holds(latex, names)
    found = verdict(latex.replace(right, wrong), names)
    assert not found.holds
    assert f"the objective is {shape}, and the constraints are linear" in str(found)


def test_a_convex_objective_has_a_maximum_on_a_sphere() -> None:
    assert holds(r"\max_w w^T K w \quad \text{s.t.} \quad w^T w = 1", SPHERE)
