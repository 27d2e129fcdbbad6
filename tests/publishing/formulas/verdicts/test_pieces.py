"""A formula that is wrong on a piece fails, however far the declared values are from it."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.verdicts.pieces import (
    beyond_landmarks,
    differ_clearly,
    landmarks,
)
from tests.publishing.formulas.checks import fails, holds, tree

SEEDS = range(5)
CASES = (
    r"\begin{cases} \frac12 r^2 & |r| \le \delta \\ \delta(|r| - SHIFT) & |r| > \delta \end{cases}"
)


def huber(r: Any, delta: float = 1.2) -> Any:
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2))


def hard_swish(x: Any) -> Any:
    return x * np.clip(x + 3, 0, 6) / 6


def soft(v: Any, threshold: float = 0.3) -> Any:
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("true", "false", "names"),
    [
        (  # r = 0.5 would be taken as a rate, but |r| says that its sign is free
            r"L_\delta(r) = " + CASES.replace("SHIFT", r"\frac12\delta"),
            r"L_\delta(r) = " + CASES.replace("SHIFT", r"\delta"),
            {r"L_\delta": huber, r"\delta": 1.2, "r": 0.5},
        ),
        (
            r"h(x) = \frac{x \min(\max(x + 3, 0), 6)}{6}",
            r"h(x) = \frac{x \min(\max(x + 3, 0), 5)}{6}",
            {"h": hard_swish, "x": 0.5},
        ),
        (  # the pieces of a function show nowhere
            r"\rho(u) = \frac12 u^2 \quad \text{if } |u| < 1",
            r"\rho(u) = \frac12 u^2",
            {r"\rho": huber, "u": 0.3},
        ),
        (
            r"h(z) = \max(z, 0)",
            "h(z) = z",
            {"h": lambda z: np.maximum(z, 0), "z": np.array([1.0, 2.0, 0.5, 3.0])},
        ),
        (
            r"\Pi(x) = \frac{x}{\max(1, \|x\|)}",
            r"\Pi(x) = \frac{x}{\|x\|}",
            {"\\Pi": lambda x: x / max(1, np.linalg.norm(x)), "x": np.array([2.0, -3.0, 1.0])},
        ),
        (  # an entry of what is defined
            r"S(v)_i = \begin{cases} v_i - \lambda & v_i > \lambda \\ 0 & |v_i| \le \lambda \\"
            r" v_i + \lambda & v_i < -\lambda \end{cases}",
            r"S(v)_i = \begin{cases} v_i - \lambda & v_i > \lambda \\ 0 & |v_i| \le \lambda \\"
            r" v_i - \lambda & v_i < -\lambda \end{cases}",
            {"S": soft, r"\lambda": 0.3, "v": np.array([1.5, 0.2, 0.6])},
        ),
    ],
)
def test_every_piece_is_tried(true: str, false: str, names: dict[str, Any], seed: int) -> None:
    assert holds(true, names, seed=seed)
    assert fails(false, names, seed=seed)


def test_what_has_a_kind_keeps_it() -> None:
    """Probabilities are never negative: x log x of them has no other piece."""

    def entropy(p: Any) -> Any:
        return -np.sum(p * np.log(np.abs(p)))

    p = np.array([0.2, 0.3, 0.5])
    assert holds(r"H(p) = -\sum_i p_i \log p_i", {"H": entropy, "p": p})
    assert fails(r"H(p) = \sum_i p_i \log p_i", {"H": entropy, "p": p})


def test_landmarks_are_printed_numbers_and_declared_values() -> None:
    names = {"x": 0.5, "d": -2.0, "v": np.ones(3)}
    nodes = (tree(r"\max(x - 3, d) + 10^6", names),)
    assert landmarks(nodes, dict(names)) == [0.5, 3.0, 2.0, 10.0, 6.0]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\max(x, 3)", lambda x: {np.sign(each) for each in x} == {1.0, -1.0}),
        (r"\max(t, 3)", lambda x: set(x) == {0.25}),  # a rate
        (
            r"\begin{cases} 1 & t \le d \\ 3 & t > d \end{cases}",
            lambda t: min(t) > 0 and max(t) > 3,
        ),
        (r"\begin{cases} 1 & t \le 0 \\ 3 & t > 0 \end{cases}", lambda t: min(t) < -3 < 3 < max(t)),
    ],
)
def test_values_go_beyond_each_landmark(
    latex: str, expected: Callable[[list[float]], bool]
) -> None:
    names: dict[str, Value] = {"x": 0.25, "t": 0.25, "d": 3.0}
    node = tree(latex, names)
    key = "x" if "x," in latex else "t"

    rng = np.random.default_rng(0)

    def draw() -> Iterator[dict[str, Value]]:
        while True:
            yield {key: 0.25}

    found = [values for values, _ in beyond_landmarks(draw(), (node,), names, rng)]
    assert len(found) >= 4
    assert expected([float(np.real(values[key])) for values in found])


def test_digits_that_large_arguments_lose_are_no_other_piece() -> None:
    """Beyond 30, 1 - sigma(w) is rounded to nothing, while log(1 + e^w) is exact."""
    names = {"L": lambda w: np.logaddexp(0, w), "w": 2.5, r"\sigma": lambda z: 1 / (1 + np.exp(-z))}
    for seed in SEEDS:
        assert holds(r"L(w) = -\log(1 - \sigma(w))", names, seed=seed)
        assert fails(r"L(w) = -\log(1 + \sigma(w))", names, seed=seed)
    assert differ_clearly(1.0, 1.1)
    assert not differ_clearly(36.7, 36.1)
    assert differ_clearly(np.ones(2), np.ones(3))
