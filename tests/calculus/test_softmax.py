"""Softmax and its Jacobian matrix."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from scipy.special import softmax as softmax_of_scipy

from mathbook.calculus import numerical_jacobian
from mathbook.calculus.softmax import softmax, softmax_jacobian
from mathbook.errors import InputError

SCORES = arrays(np.float64, array_shapes(max_dims=3, max_side=5), elements=st.floats(-1e3, 1e3))


@given(SCORES, st.data())
def test_it_agrees_with_scipy_along_each_axis(z: NDArray[np.float64], data: st.DataObject) -> None:
    axis = data.draw(st.integers(-z.ndim, z.ndim - 1))
    p = softmax(z, axis)
    np.testing.assert_allclose(p, softmax_of_scipy(z, axis), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(p.sum(axis=axis), 1)


@given(SCORES, st.floats(-1e3, 1e3))
def test_only_differences_of_scores_matter(z: NDArray[np.float64], shift: float) -> None:
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-9, atol=1e-12)


def test_large_scores_do_not_overflow() -> None:
    np.testing.assert_allclose(softmax([1000, 1001, 1002]), softmax([0, 1, 2]), rtol=1e-12)


def test_minus_infinity_gives_zero_and_precision_stays() -> None:
    p = softmax(np.array([[0.0, -np.inf], [-np.inf, 3.0]], dtype=np.float32))
    assert p.dtype == np.float32
    assert p.tolist() == [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    ("z", "axis", "message"),
    [
        ([0.0, np.nan], -1, r"got z of shape \(2,\) with NaN"),
        ([0.0, np.inf], -1, r"got z of shape \(2,\) with inf"),
        (
            [[0.0, 1.0], [-np.inf, -np.inf]],
            -1,
            r"shape \(2, 2\) with nothing but -inf along axis -1",
        ),
        (np.zeros((2, 0)), -1, r"got z of shape \(2, 0\), expected entries along axis -1"),
        ([0.0, 1.0], 1, r"got axis=1, expected an axis of z, whose shape is \(2,\)"),
        (3.0, -1, r"got axis=-1, expected an axis of z, whose shape is \(\)"),
        (np.arange(3), -1, r"got z of type int64 and shape \(3,\)"),
    ],
)
def test_what_has_no_softmax_is_refused(z: object, axis: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        softmax(z, axis)  # type: ignore[arg-type]


@given(arrays(np.float64, st.integers(1, 6), elements=st.floats(-5, 5)))
def test_the_jacobian_is_that_of_softmax(z: NDArray[np.float64]) -> None:
    J = softmax_jacobian(softmax(z))
    np.testing.assert_allclose(J, numerical_jacobian(softmax, z, h=1e-5), atol=1e-8)
    np.testing.assert_array_equal(J, J.T)
    np.testing.assert_allclose(J.sum(axis=1), 0, atol=1e-15)
    values = np.linalg.eigvalsh(J)
    assert values.min() > -1e-15
    assert values.max() <= 0.5 + 1e-12


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ([[0.5, 0.5]], r"got p of shape \(1, 2\), expected \(n,\)"),
        ([], r"got p of shape \(0,\)"),
        ([0.0, 1.0, 2.0], "got p with sum 3 and least entry 0, expected probabilities"),
        ([1.5, -0.5], "got p with sum 1 and least entry -0.5"),
    ],
)
def test_what_is_no_value_of_softmax_has_no_jacobian(p: list[float], message: str) -> None:
    with pytest.raises(InputError, match=message):
        softmax_jacobian(p)
