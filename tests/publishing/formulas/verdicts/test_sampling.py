"""Random values are of the kind that was declared: what is symmetric stays symmetric."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.verdicts.sampling import (
    aligned,
    is_fixed,
    is_iterate,
    is_telling,
    resampled,
    scaled,
)
from tests.publishing.formulas.checks import fails, holds

GENERAL = np.array([[1.0, -2.0, 0.5], [0.3, 1.7, -1.1], [2.0, 0.4, -0.6]])
SYMMETRIC = GENERAL + GENERAL.T
DEFINITE = GENERAL @ GENERAL.T + np.eye(3)
ORTHOGONAL = np.linalg.qr(GENERAL)[0]
SKEW = GENERAL - GENERAL.T
THIN = ORTHOGONAL[:, :2]
STOCHASTIC = np.array([[0.2, 0.3, 0.5], [0.6, 0.1, 0.3]])


def is_close(left: Any, right: Any) -> bool:
    return bool(np.allclose(left, right))


KINDS: list[tuple[str, Any, Callable[[Any], bool]]] = [
    ("symmetric", SYMMETRIC, lambda M: is_close(M, M.T)),
    ("definite", DEFINITE, lambda M: is_close(M, M.T) and np.linalg.eigvalsh(M).min() > 0),
    ("skew", SKEW, lambda M: is_close(M, -M.T)),
    ("diagonal", np.diag([1.0, -2.0, 0.5]), lambda M: is_close(M, np.diag(np.diag(M)))),
    ("positive diagonal", np.diag([1.0, 2.0]), lambda M: bool(np.all(np.diag(M) > 0))),
    ("lower", np.tril(GENERAL), lambda M: is_close(M, np.tril(M))),
    ("upper", np.triu(GENERAL), lambda M: is_close(M, np.triu(M))),
    ("orthogonal", ORTHOGONAL, lambda M: is_close(M.T @ M, np.eye(3))),
    ("orthonormal columns", THIN, lambda M: is_close(M.T @ M, np.eye(2))),
    ("orthonormal rows", THIN.T, lambda M: is_close(M @ M.T, np.eye(2))),
    ("projection", THIN @ THIN.T, lambda M: is_close(M @ M, M) and is_close(M, M.T)),
    ("rows sum to one", STOCHASTIC, lambda M: is_close(M.sum(axis=1), 1) and bool(np.all(M >= 0))),
    ("one-hot rows", np.eye(3)[[0, 2, 2, 1]], lambda M: sorted(M.sum(axis=0)) == [1, 1, 2]),
    ("nonnegative", np.array([[1.0, 0.5, 2.0], [0.3, 4.0, 1.0]]), lambda M: bool(np.all(M >= 0))),
    ("simplex", np.array([0.1, 0.2, 0.7]), lambda v: is_close(v.sum(), 1) and bool(np.all(v >= 0))),
    ("one-hot", np.array([0.0, 1.0, 0.0]), lambda v: sorted(v) == [0, 0, 1]),
    ("labels", np.array([1.0, -1.0, -1.0]), lambda v: sorted(v) == [-1, -1, 1]),
    ("bits", np.array([1.0, 0.0, 1.0, 0.0]), lambda v: sorted(v) == [0, 0, 1, 1]),
    ("unit", np.array([0.6, 0.8]), lambda v: is_close(np.linalg.norm(v), 1)),
    ("positive", np.array([2.0, 0.3, 4.0]), lambda v: bool(np.all(v > 0))),
    ("zeros stay", np.array([2.0, 0.0, 4.0]), lambda v: v[1] == 0 and v[0] > 0),
    ("between 0 and 1", np.array([0.2, 0.9, 0.4]), lambda v: bool(np.all((v > 0) & (v < 1)))),
    ("falling", np.array([5.0, 3.0, 1.0]), lambda v: bool(np.all(np.diff(v) <= 0))),
]


@pytest.mark.parametrize(("name", "declared", "is_kind"), KINDS, ids=[kind[0] for kind in KINDS])
def test_structure_is_kept(name: str, declared: Any, is_kind: Callable[[Any], bool]) -> None:
    assert is_kind(declared)
    rng = np.random.default_rng(0)
    samples = [resampled("M", declared, rng) for _ in range(20)]
    assert all(np.shape(sample) == np.shape(declared) for sample in samples)
    assert all(is_kind(sample) for sample in samples)
    assert not all(is_close(sample, declared) for sample in samples)


@pytest.mark.parametrize("declared", [GENERAL, GENERAL[:2], GENERAL[0], np.zeros((2, 3, 4))])
def test_what_has_no_structure_gets_none(declared: Any) -> None:
    rng = np.random.default_rng(0)
    one, other = (resampled("M", declared, rng) for _ in range(2))
    assert np.shape(one) == np.shape(declared)
    assert not is_close(one, other)
    assert np.any(one < 0)


def test_most_numbers_change_their_sign() -> None:
    rng = np.random.default_rng(0)
    signs = {np.sign(resampled("a", 2.0, rng)) for _ in range(30)}
    assert signs == {-1.0, 1.0}


@pytest.mark.parametrize("key", ["lam", r"\lambda", "rho", r"\sigma", "sigma_2", "eta", "C", "eps"])
def test_scales_and_rates_stay_positive(key: str) -> None:
    rng = np.random.default_rng(0)
    assert all(resampled(key, 2.0, rng) > 0 for _ in range(30))
    assert all(0 < resampled(key, 0.3, rng) < 1 for _ in range(30))
    assert all(resampled(key, -2.0, rng) < 0 for _ in range(30))


def test_a_statement_may_keep_a_sign() -> None:
    rng = np.random.default_rng(0)
    assert all(resampled("a", 2.0, rng, keep_sign=True) > 0 for _ in range(30))


@pytest.mark.parametrize(
    ("key", "declared", "expected"),
    [
        ("x^*", np.array([1.0, 2.0]), True),
        ("x_star", 2.0, True),
        ("x", (np.zeros(2), np.zeros(3)), True),
        ("x", 1 + 2j, True),
        ("I", np.eye(3), True),
        ("e", np.ones(4), True),
        ("b", np.zeros(4), True),
        ("x", np.array([1.0, 2.0]), False),
        ("x", 0.0, False),
    ],
)
def test_certain_values_stay(key: str, declared: Any, expected: bool) -> None:
    assert is_fixed(key, declared) is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("x_k", True),
        ("x_{k+1}", True),
        (r"\theta_t", True),
        ("x^{(t+1)}", True),
        ("x_0", True),
        ("x", False),
        ("x_i", False),
    ],
)
def test_iterates_are_certain_values(key: str, expected: bool) -> None:
    assert is_iterate(key) is expected


@pytest.mark.parametrize(
    ("declared", "expected"), [(2.0, False), (0.5, True), (np.ones(2), True), (1j, True)]
)
def test_a_broken_number_fits_by_no_accident(declared: Any, expected: bool) -> None:
    assert is_telling(declared) is expected


def test_vectors_are_made_larger_and_smaller() -> None:
    rng = np.random.default_rng(0)
    declared = np.array([0.5, -1.5])
    sizes = [np.linalg.norm(scaled(declared, declared, rng)) for _ in range(50)]
    assert min(sizes) < 0.5
    assert max(sizes) > 5
    for kept in (np.array([0.2, 0.8]), np.array([1.0, -1.0]), 3.0):
        assert scaled(kept, kept, rng) is kept


@pytest.mark.parametrize(
    ("true", "false", "names"),
    [
        (
            r"x^\top S y = y^\top S x",
            r"x^\top A y = y^\top A x",
            {"S": SYMMETRIC, "A": GENERAL, "x": GENERAL[0], "y": GENERAL[1]},
        ),
        (r"\sum_i p_i = 1", r"\sum_i p_i^2 = 1", {"p": np.array([0.2, 0.3, 0.5])}),
        (r"\|Q x\| = \|x\|", r"\|A x\| = \|x\|", {"Q": ORTHOGONAL, "A": GENERAL, "x": GENERAL[0]}),
        (r"y_i^2 = 1", r"y_i = 1", {"y": np.array([1.0, -1.0, 1.0])}),
        (
            r"-\sum_i y_i \log q_i = -\log \sum_i y_i q_i",
            r"-\sum_i q_i \log q_i = -\log \sum_i q_i^2",
            {"y": np.array([0.0, 1.0, 0.0]), "q": np.array([0.2, 0.3, 0.5])},
        ),
        (
            r"\sigma_1 \ge \sigma_2",
            r"\sigma_1 \ge 3 \sigma_2",
            {"sigma": np.array([5.0, 2.0, 1.0])},
        ),
        (r"\sqrt{x^2} = |x|", r"\sqrt{x^2} = x", {"x": -2.0}),
    ],
)
def test_statements_about_structure_hold(true: str, false: str, names: dict[str, Any]) -> None:
    for seed in range(5):
        assert holds(true, names, seed=seed)
    assert fails(false, names)


def test_vectors_of_one_length_are_aligned() -> None:
    rng = np.random.default_rng(0)
    x, y, p = np.array([1.5, -2.1]), np.array([0.5, -0.3]), np.array([0.4, 0.6])
    values = {"x": x, "y": y, "p": p, "z": np.ones(3), "a": 2.0}
    found = aligned(values, values, rng)
    assert found["x"] is x
    assert found["p"] is p  # probabilities stay
    assert np.cross([*found["y"], 0], [*x, 0])[2] == pytest.approx(0)
    assert not np.allclose(found["y"], x)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"x^\top y \le \tfrac12 \|x\|^2 + \tfrac12 \|y\|^2",
            r"x^\top y \le \tfrac13 \|x\|^2 + \tfrac12 \|y\|^2",
        ),
        (r"|x^\top y| \le \|x\| \|y\|", r"|x^\top y| \le \tfrac{9}{10} \|x\| \|y\|"),
        (r"\|x\| + \|y\| \ge \|x + y\|", r"0.95(\|x\| + \|y\|) \ge \|x + y\|"),
    ],
)
def test_bounds_are_tried_where_they_are_tight(true: str, false: str) -> None:
    names = {"x": np.array([1.0, -2.0, 0.5, 0.3, 1.9]), "y": np.array([0.3, 1.0, 2.0, -1.0, 0.2])}
    assert holds(true, names)
    assert fails(false, names)
