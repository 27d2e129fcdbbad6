"""A link holds at random points if it is an identity, and at the declared ones if it is not."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Degenerate, Mismatch
from tests.publishing.formulas.checks import fails, holds, refusal, verdict

X = np.array([1.5, -0.7, 2.0])
SPD = np.array([[3.0, 0.6, -0.4], [0.6, 2.2, 0.5], [-0.4, 0.5, 1.7]])
NAMES: dict[str, Any] = {"x": X, "y": np.array([0.4, 1.9, -1.2]), "A": SPD, "a": 2.0, "b": 2.5}


def how(latex: str, names: dict[str, Any], **options: Any) -> str:
    """What the last link was held against."""
    link = verdict(latex, names, **options).link
    assert link is not None
    return link.how


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"(a + b)^2 = a^2 + 2ab + b^2", r"(a + b)^2 = a^2 + ab + b^2"),
        (r"\|x + y\|^2 = \|x\|^2 + 2 x^\top y + \|y\|^2", r"\|x + y\|^2 = \|x\|^2 + \|y\|^2"),
        (r"x^\top A x = \sum_{i,j} A_{ij} x_i x_j", r"x^\top A x = \sum_{i} A_{ii} x_i^2"),
        (r"\operatorname{tr}(x x^\top) = x^\top x", r"\operatorname{tr}(x x^\top) = \|x\|"),
        (r"A = A^\top", r"A = -A^\top"),
        (r"x_i y_i = y_i x_i", r"x_i y_i = x_i + y_i"),
        (r"|x^\top y| \le \|x\| \|y\|", r"|x^\top y| \le \|x\|"),
        (r"x^\top A x > 0", r"x^\top A x < 0"),
        (r"A \succ 0", r"A \prec 0"),
        (r"2x \propto x", r"x + y \propto x"),
        (r"a \ne b", r"a \ne 2"),
        (r"\cos(2a) = 1 - 2\sin^2 a", r"\cos(2a) = 1 - \sin^2 a"),
    ],
)
def test_identities_and_inequalities(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


@pytest.mark.parametrize(
    ("latex", "names", "expected"),
    [
        ("a + a = 2a", {"a": 3.0}, "an identity"),
        ("a = 3", {"a": 3.0}, "declared values"),
        ("a = b + 1", {"a": 3.0, "b": 2.0}, "declared values"),
        ("1 + 1 = 2", {}, "arithmetic"),
        ("f(t) = t^2", {"f": lambda t: t * t}, "random arguments"),
    ],
)
def test_a_verdict_says_what_a_link_was_held_against(
    latex: str, names: dict[str, Any], expected: str
) -> None:
    assert how(latex, names) == expected


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        ("a^2 = 2a", {"a": 2.0}),
        ("a + b = a b", {"a": 2.0, "b": 2.0}),
        (r"\|x\|_1 = \|x\|_2", {"x": np.array([0.0, 3.0, 0.0, 0.0]) + 1e-300}),
        (r"x^\top y = 0 \cdot \|x\|\|y\|", {"x": np.array([2.0, 1.0]), "y": np.array([1.0, -2.0])}),
        (r"\operatorname{tr}(A) = \operatorname{tr}(A^2)", {"A": np.diag([1.0, 1.0, 0.0]) * 1.0}),
    ],
)
def test_an_identity_that_is_true_only_at_the_declared_point_fails(
    latex: str, names: dict[str, Any]
) -> None:
    found = verdict(latex, names)
    assert found.link is not None
    assert not found.holds
    assert (found.link.how, bool(found.link.point)) == ("random points", True)


def test_related_values_are_compared_where_they_are_declared() -> None:
    names = {"x": X, "w": 0.3, "y": 0.3 * X}
    assert holds("y = w x", names)
    assert fails("y = w x", names | {"y": 0.4 * X})
    assert holds(r"y^\top x = w x^\top x", names)  # y belongs to x and w


def test_entries_of_one_array_are_compared_where_they_are_declared() -> None:
    names = {"z": np.array([2.0, 1.0, 3.0]), "A": np.array([[1.0, 2.0], [2.0, 5.0]])}
    assert holds("z_1 > z_2", names)
    assert fails("z_1 > z_3", names)
    assert holds("z_1 + z_2 = z_3", names)
    assert holds("A_{12} = A_{21}", names)
    assert holds("z_1^2 + z_2^2 \\ge 2 z_1 z_2", names)
    assert fails("z_1^2 + z_2^2 \\ge 2.4 z_1 z_2", names)  # true at this point


@pytest.mark.parametrize("latex", ["x = x", "2a = 2a", r"f(t) = f(t)", r"\|x\| = \|x\|", "1 = 1"])
def test_what_says_nothing_is_refused(latex: str) -> None:
    assert isinstance(refusal(latex, NAMES | {"f": np.sin}), Degenerate)


def test_zero_is_an_equation_and_no_identity() -> None:
    names = {"f": lambda t: (t - 3) * (t + 1), "t": 3.0}
    assert holds("f(t) = 0", names)
    assert holds("f(t) = 0", names, point={"t": -1.0})
    assert fails("f(t) = 0", names | {"t": 2.0})
    assert holds(r"\nabla_x (x^\top x) = 0", {"x": np.zeros(2)})
    assert fails(r"\nabla_x (x^\top x) = 0", {"x": np.ones(2)})


@pytest.mark.parametrize(
    ("true", "false", "names"),
    [
        (r"x^3 > x \quad (x > 1)", r"x^3 > 4x \quad (x > 1)", {"x": 3.0}),
        (
            r"\sqrt{x^2} = x \quad \text{for } x \ge 0",
            r"\sqrt{x^2} = -x \quad \text{if } x \ge 0",
            {"x": 3.0},
        ),
        (r"|x| = -x \quad \text{if } x < 0", r"|x| = x \quad \text{if } x < 0", {"x": -3.0}),
        (
            r"v_i = 1 \quad \text{for } i = 1, \dots, 2",
            r"v_i = 1 \quad \text{for } i = 1, \dots, 3",
            {"v": [1, 1, 5]},
        ),
        (
            r"v_i = 1, \quad i = 1, \dots, n - 1",
            r"v_i = 1, \quad i = 1, \dots, n",
            {"v": [1, 1, 5], "n": 3},
        ),
        (
            r"A_{ij} = 0 \quad \text{for } i \ne j",
            r"A_{ij} = 0 \quad \text{for } i \le j",
            {"A": np.diag([1.0, 2.0])},
        ),
        (
            r"A_{ij} = i \quad \text{for } i = j",
            r"A_{ij} = i \quad \text{for } i \ne j",
            {"A": np.diag([1.0, 2.0])},
        ),
        (
            r"v_i = 1 \quad \text{for } i \in S",
            r"v_i = 5 \quad \text{for } i \in S",
            {"v": [1, 5, 1], "S": [1, 3]},
        ),
    ],
)
def test_conditions_and_ranges_select_what_is_claimed(
    true: str, false: str, names: dict[str, Any]
) -> None:
    assert holds(true, names)
    assert fails(false, names)


def test_a_condition_that_the_declared_values_break_is_refused() -> None:
    error = refusal(r"x^2 > x \quad \text{if } x > 1", {"x": 0.5})
    assert isinstance(error, Degenerate)
    assert "condition" in str(error)


def test_indices_that_run_over_nothing_are_refused() -> None:
    assert isinstance(refusal(r"x_i = 1, \quad i = 5, \dots, 4", NAMES), Degenerate)


def test_the_index_that_fails_is_told() -> None:
    link = verdict("x_i = y_i", NAMES | {"y": np.append(X[:2], 9.0)}).link
    assert link is not None
    assert link.point == "i = 3"


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        ("A = x", NAMES),
        ("x = (1, 2)", NAMES),
        ("x = a", NAMES),
        (r"\nabla_x (x^\top x) = 2 x^\top", NAMES),
        (r"A^{-1} x = x", NAMES | {"A": np.ones((3, 3))}),
    ],
)
def test_shapes_that_differ_are_refused(latex: str, names: dict[str, Any]) -> None:
    assert isinstance(refusal(latex, names), Mismatch)


@pytest.mark.parametrize("strange", [float("nan"), float("inf")])
def test_what_is_not_finite_never_holds(strange: float) -> None:
    names = {"a": strange, "b": strange, "f": lambda t: strange * t, "v": np.array([1.0, strange])}
    for latex in (
        "a = b",
        "a = b + 0",
        r"a \le b",
        r"a \approx b",
        r"a \ne 3",
        "v = 2v",
        r"f(1) = b",
    ):
        assert not holds(latex, names), latex
    for latex in (
        r"\frac{1}{0} = \frac{2}{0}",
        r"\log 0 < 1",
        r"\frac{0}{0} = 1",
        r"\sqrt{-1} = 1",
    ):
        assert not holds(latex), latex


def test_seeds_move_the_points() -> None:
    points = set()
    for seed in range(5):
        link = verdict("a^2 = 2a", {"a": 2.0}, seed=seed).link
        assert link is not None
        points.add(link.point)
    assert len(points) == 5


def test_a_seed_gives_the_same_points_again() -> None:
    first, second = (verdict("a^2 = 2a", {"a": 2.0}, seed=3) for _ in range(2))
    assert first == second


def test_points_where_a_side_has_no_value_are_passed_over() -> None:
    def positive(t: float) -> float:
        if t < 0:
            raise ValueError("negative")
        return float(t**0.5)

    assert holds("f(a)^2 = a", {"f": positive, "a": 2.0})
    assert fails("f(a)^2 = 2 a - 2", {"f": positive, "a": 2.0})


def test_a_kink_among_the_random_points_is_passed_over() -> None:
    names = {"f": lambda t: float(np.abs(t).sum()), "x": X}
    assert holds(r"\nabla f(x) = \operatorname{sign}(x)", names)
    assert fails(r"\nabla f(x) = x", names)


def test_sizes_and_exponents_are_part_of_the_statement() -> None:
    names = {"x": X, "n": 3, "p": 2}
    assert holds(r"\|x\|_p^2 = x^\top x", names)
    assert holds(r"\frac{1}{n} \sum_{i=1}^n x_i = \frac{x_1 + x_2 + x_3}{n}", names)


def test_an_unbound_name_that_is_no_argument_is_told() -> None:
    with pytest.raises(FormulaError, match="q is not bound"):
        verdict("a = q", {"a": 1.0})
