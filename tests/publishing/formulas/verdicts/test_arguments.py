"""A definition holds for whatever its arguments stand for: numbers, vectors, matrices."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Unbound
from tests.publishing.formulas.checks import fails, holds, refusal, verdict

A = np.array([[2.0, -0.3], [0.7, 1.1]])


def softmax(scores: Any) -> Any:
    powers = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def attention(Q: Any, K: Any, V: Any) -> tuple[Any, Any]:
    weights = softmax(Q @ K.T / np.sqrt(K.shape[-1]))
    return weights @ V, weights


@pytest.mark.parametrize(
    ("function", "true", "false"),
    [
        (lambda x, y: x**2 + x * y, "f(x, y) = x^2 + xy", "f(x, y) = x^2 + y"),
        (
            lambda t: 1 / (1 + np.exp(-t)),
            r"f(t) = \frac{1}{1 + e^{-t}}",
            r"f(t) = \frac{1}{1 + e^t}",
        ),
        (lambda x: float(x @ A @ x), r"f(x) = x^\top A x", r"f(x) = x^\top x"),
        (lambda x: A @ x, "f(x) = A x", r"f(x) = A^\top x"),
        (lambda x: A @ x, "f(x)_i = \\sum_j A_{ij} x_j", "f(x)_i = \\sum_j A_{ji} x_j"),
        (
            softmax,
            r"f(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
            r"f(z)_i = \frac{e^{z_i}}{\sum_j e^{-z_j}}",
        ),
        (lambda X: np.trace(X), r"f(X) = \operatorname{tr}(X)", r"f(X) = \det(X)"),
        (lambda x: np.maximum(x, 0), r"f(t) = \max(0, t)", r"f(t) = |t|"),
    ],
)
def test_unbound_arguments_stand_for_anything(
    function: Callable[..., Any], true: str, false: str
) -> None:
    names = {"f": function, "A": A}
    assert holds(true, names)
    assert fails(false, names)
    link = verdict(true, names).link
    assert link is not None
    assert link.how == "random arguments"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"f(x) = A x + b", r"f(x) = A x - b"),
        (r"f(x) - b = A x", r"f(x) - b = x"),
        (r"f(2x) - f(x) = A x", r"f(2x) - f(x) = 2 A x"),
    ],
)
def test_bound_arguments_are_moved_too(true: str, false: str) -> None:
    b = np.array([0.5, -0.2])
    names = {"f": lambda x: A @ x + b, "A": A, "b": b, "x": np.array([1.0, 2.0])}
    assert holds(true, names)
    assert fails(false, names)


def test_a_definition_of_matrices_is_held_against_its_implementation() -> None:
    latex = r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V"
    rng = np.random.default_rng(0)
    names = {
        "Attention": attention,
        "softmax": softmax,
        "d_k": lambda K: K.shape[-1],
        "Q": rng.normal(size=(4, 3)),
        "K": rng.normal(size=(5, 3)),
        "V": rng.normal(size=(5, 2)),
    }
    assert holds(latex, names)
    assert not holds(latex.replace(r"\sqrt{d_k}", "d_k"), names)
    without = {key: value for key, value in names.items() if key not in "QKV"}
    assert holds(latex, without | {"d_k": 3})
    assert not holds(latex.replace(r"\sqrt{d_k}", "d_k"), without | {"d_k": 3})


def test_a_list_of_vectors_says_how_long_an_argument_is() -> None:
    samples = [np.array([1.0, 2.0]), np.array([-0.5, 1.0]), np.array([0.3, 0.7])]
    names = {"f": lambda w: sum(w @ x for x in samples), "x": samples}
    assert holds(r"f(w) = \sum_i w^\top x_i", names)
    assert fails(r"f(w) = 2 \sum_i w^\top x_i", names)


def test_a_list_of_arrays_says_nothing_of_lengths() -> None:
    names = {"f": lambda x: x @ x, "layers": [np.zeros(2), np.zeros(5)]}
    assert holds(r"f(x) = x^\top x", names)
    assert fails(r"f(x) = 2 x^\top x", names)


def test_every_piece_of_a_definition_is_met() -> None:
    names = {"f": lambda t: t if t > 0 else 0.1 * t}
    right = r"f(t) = \begin{cases} t & t > 0 \\ 0.1 t & t \le 0 \end{cases}"
    for seed in range(5):
        assert holds(right, names, seed=seed)
        assert fails(right.replace("0.1", "0.2"), names, seed=seed)
        assert fails(r"f(t) = \max(t, 0)", names, seed=seed)


def test_the_argument_for_which_it_fails_is_told() -> None:
    link = verdict("f(t) = 2t", {"f": lambda t: 3 * t}).link
    assert link is not None
    assert link.point.startswith("t = ")


def test_identities_of_unbound_names_hold_for_all() -> None:
    assert holds("(a + b)^2 = a^2 + 2ab + b^2")
    assert holds(r"\log(ab) = \log a + \log b")
    assert holds(r"1 + x \le e^x")
    assert not_confirmed("(a + b)^2 = a^2 + b^2")
    assert not_confirmed(r"1 + x \ge e^x")


def not_confirmed(latex: str) -> bool:
    """Whether ``latex`` fails, or is refused as its names are not bound."""
    try:
        return fails(latex)
    except Unbound:
        return True


@pytest.mark.parametrize(
    "latex",
    [
        "a b c d q r = 1",  # too many
        r"\text{loss} = 2",  # a word is no argument
        "y = f(z)",  # f takes no z of any shape
    ],
)
def test_names_that_stand_for_nothing_are_told(latex: str) -> None:
    def refuses(z: Any) -> Any:
        raise ValueError(z)

    assert isinstance(refusal(latex, {"f": refuses}), Unbound)


@pytest.mark.parametrize("latex", [r"x \le 100", r"x \ne 2", r"100 \ge x", "x > -1000"])
def test_a_name_that_is_bounded_is_a_certain_value(latex: str) -> None:
    assert isinstance(refusal(latex), Unbound)


def test_inequalities_hold_for_values_of_every_size() -> None:
    assert holds(r"x^2 + y^2 \ge 2xy")
    assert holds(r"x^2 \ge -1")
    assert not_confirmed(r"x^2 + y^2 \le 10^4")
    assert not_confirmed(r"x^2 \ge x")
