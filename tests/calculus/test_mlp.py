"""The perceptron: its scores, its gradients, what it learns."""

from typing import Any, cast

import numpy as np
import pytest

from mathbook.calculus import numerical_gradient
from mathbook.calculus.mlp import MLP
from mathbook.errors import DivergenceError, InputError, MathbookError


def data(n: int = 40) -> tuple[Any, Any]:
    """Points within a ring and in its middle."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, 2))
    return X, (np.linalg.norm(X, axis=1) > 1).astype(int)


def test_scores_are_those_of_the_layers() -> None:
    network = MLP([2, 5, 3], np.random.default_rng(1))
    X, _ = data()
    hidden = np.maximum(X @ network.weights[0].value.T + network.biases[0].value, 0)
    scores = hidden @ network.weights[1].value.T + network.biases[1].value
    np.testing.assert_allclose(network.forward(X).value, scores, atol=1e-14)
    np.testing.assert_allclose(network.forward(X[0]).value, scores[0], atol=1e-14)
    np.testing.assert_array_equal(network.predict(X), scores.argmax(axis=1))
    assert network.predict(X[0]) == scores[0].argmax()


def test_gradients_are_those_of_differences() -> None:
    network = MLP([2, 4, 4, 3], np.random.default_rng(2))
    X, y = data(7)
    network.loss(X, y).backward()
    for parameter in network.parameters:
        value, grad = parameter.value, parameter.grad
        assert grad is not None

        def f(entries: Any, parameter: Any = parameter, shape: Any = value.shape) -> float:
            parameter.value = entries.reshape(shape)
            return float(network.loss(X, y).value)

        numerical = numerical_gradient(f, value.ravel()).reshape(value.shape)
        parameter.value = value
        np.testing.assert_allclose(grad, numerical, atol=1e-7)


def test_it_learns_what_no_line_separates() -> None:
    X, y = data(200)
    network = MLP([2, 16, 2], np.random.default_rng(3))
    losses = network.fit(X, y, step_size=0.5, n_iter=400)
    assert losses.shape == (400,)
    assert losses[-1] < 0.15 < losses[0]
    assert (network.predict(X) == y).mean() > 0.95


def test_samples_may_be_drawn() -> None:
    X, y = data(200)
    runs = []
    for _ in range(2):
        network = MLP([2, 16, 2], np.random.default_rng(3))
        rng = np.random.default_rng(4)
        runs.append(network.fit(X, y, 0.3, 300, batch_size=20, rng=rng))
    np.testing.assert_array_equal(runs[0], runs[1])
    assert runs[0][-20:].mean() < 0.6 * runs[0][:20].mean()
    assert (network.predict(X) == y).mean() > 0.9


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda rng: MLP([3], rng), r"got sizes=\[3\], expected at least two"),
        (lambda rng: MLP([3, 0], rng), r"got sizes=\[3, 0\]"),
        (
            lambda rng: MLP([3, cast(Any, 2.5)], rng),
            r"got sizes=\[3, 2\.5\], expected whole numbers",
        ),
        (
            lambda rng: MLP([3, 2], rng).forward(np.ones(2)),
            r"X of shape \(2,\), expected \(3,\) or",
        ),
        (lambda rng: MLP([3, 2], rng).forward(np.ones((1, 1, 3))), r"X of shape \(1, 1, 3\)"),
        (
            lambda rng: MLP([3, 2], rng).forward([[1.0, np.nan, 0.0]]),
            r"X of shape \(1, 3\) with nan",
        ),
        (lambda rng: MLP([2, 2], rng).step(*data(), step_size=-1.0), r"got step_size=-1\.0"),
        (lambda rng: MLP([2, 2], rng).fit(*data(), 0.1, 3, batch_size=4), "batch_size=4 of 40"),
        (
            lambda rng: MLP([2, 2], rng).fit(*data(), 0.1, 3, batch_size=41, rng=rng),
            "batch_size=41",
        ),
    ],
)
def test_what_does_not_fit_is_refused(make: Any, message: str) -> None:
    with pytest.raises(MathbookError, match=message) as caught:
        make(np.random.default_rng(0))
    assert isinstance(caught.value, InputError)


def test_a_step_that_is_too_large_says_so() -> None:
    X, y = data()
    network = MLP([2, 16, 16, 2], np.random.default_rng(5))
    with np.errstate(all="ignore"), pytest.raises(DivergenceError, match="the step size 1e"):
        network.fit(X, y, step_size=1e80, n_iter=20)
