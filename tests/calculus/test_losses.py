"""Losses of arrays and of variables."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.calculus import numerical_gradient
from mathbook.calculus.losses import cross_entropy, squared_error
from mathbook.calculus.softmax import softmax
from mathbook.calculus.tape import Variable
from mathbook.errors import InputError, MathbookError


def test_the_squared_error_of_arrays_and_variables() -> None:
    y_hat, y = np.array([3.0, 1.0]), np.array([4.0, 3.0])
    assert squared_error(y_hat, y) == 5.0
    prediction, target = Variable(y_hat), Variable(y)
    squared_error(prediction, target).backward()
    np.testing.assert_array_equal(prediction.grad, [-2.0, -4.0])
    np.testing.assert_array_equal(target.grad, [2.0, 4.0])
    assert squared_error(prediction, y).value == 5.0
    with pytest.raises(InputError, match=r"y_hat of shape \(2,\) and y of shape \(3,\)"):
        squared_error(prediction, np.ones(3))


@given(st.integers(0, 2**32 - 1), st.sampled_from([1.0, 30.0]))
def test_the_cross_entropy_is_the_mean_of_negative_logarithms(seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    z, y = rng.normal(size=(4, 3)) * scale, rng.integers(0, 3, size=4)
    logits = Variable(z)
    loss = cross_entropy(logits, y)
    picked = np.log(softmax(z)[np.arange(4), y] + 1e-300)
    np.testing.assert_allclose(loss.value, -picked.mean(), rtol=1e-9)
    loss.backward()
    grad: Any = logits.grad
    expected = (softmax(z) - np.eye(3)[y]) / 4
    np.testing.assert_allclose(grad, expected, atol=1e-14)

    def f(entries: Any) -> float:
        return float(cross_entropy(Variable(entries.reshape(4, 3)), y).value)

    numerical = numerical_gradient(f, z.ravel()).reshape(4, 3)
    np.testing.assert_allclose(grad, numerical, atol=1e-7)


def test_scores_far_apart_have_a_finite_loss() -> None:
    logits = Variable([[1000.0, 0.0]])
    loss = cross_entropy(logits, [1])
    loss.backward()
    assert loss.value == 1000.0
    np.testing.assert_array_equal(logits.grad, [[1.0, -1.0]])


@pytest.mark.parametrize(
    ("z", "labels", "message"),
    [
        (np.ones(3), [0], r"got logits of shape \(3,\) and labels of shape \(1,\)"),
        (np.ones((2, 3)), [0], r"got logits of shape \(2, 3\) and labels of shape \(1,\)"),
        (np.ones((0, 3)), [], r"got logits of shape \(0, 3\)"),
        (np.ones((2, 3)), [0, 3], "from 0 to 3, expected whole numbers from 0 to 2"),
        (np.ones((2, 3)), [-1, 0], "from -1 to 0, expected whole numbers"),
        (np.ones((2, 3)), [0.0, 1.0], "got labels of type float64"),
        (np.ones((2, 3)), [True, False], "got labels of type bool"),
    ],
)
def test_labels_are_classes(z: Any, labels: Any, message: str) -> None:
    with pytest.raises(MathbookError, match=message):
        cross_entropy(Variable(z), labels)
