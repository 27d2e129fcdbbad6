"""Cotangents through operations of arrays."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import mutually_broadcastable_shapes

from mathbook.calculus import numerical_gradient
from mathbook.calculus.tape_rules import (
    along,
    by_base,
    by_denominator,
    by_exponent,
    by_left,
    by_numerator,
    by_right,
    constant,
    summed,
    without,
)
from mathbook.errors import InputError


@given(mutually_broadcastable_shapes(num_shapes=2, max_dims=4, max_side=3))
def test_what_was_broadcast_is_summed_over_its_copies(shapes: Any) -> None:
    shape, _ = shapes.input_shapes
    cotangent = np.random.default_rng(0).normal(size=shapes.result_shape)
    found = summed(cotangent, shape)
    assert found.shape == shape
    for place in np.ndindex(shape):
        unit = np.zeros(shape)
        unit[place] = 1
        copies = np.broadcast_to(unit, shapes.result_shape)
        np.testing.assert_allclose(found[place], (copies * cotangent).sum(), atol=1e-12)


@pytest.mark.parametrize(
    ("operation", "slopes"),
    [(np.divide, (by_numerator, by_denominator)), (np.power, (by_base, by_exponent))],
)
def test_slopes_are_those_of_differences(operation: Any, slopes: Any) -> None:
    a, b, g = np.array([0.5, 2.0]), np.array([1.5, -2.0]), np.array([0.3, -1.1])
    for place, slope in enumerate(slopes):

        def along_one(x: Any, place: int = place) -> float:
            return float(g @ operation(*((x, b) if place == 0 else (a, x))))

        numerical = numerical_gradient(along_one, (a, b)[place])
        np.testing.assert_allclose(slope(g, a, b), numerical, rtol=1e-7)


def test_a_constant_power_of_zero_has_slope_zero() -> None:
    g, zero = np.ones(2), np.zeros(2)
    assert by_base(g, zero, 0).tolist() == [0.0, 0.0]
    assert by_base(g, zero, np.array([0.0, 1.0])).tolist() == [0.0, 1.0]
    assert by_base(g, zero, 2).tolist() == [0.0, 0.0]


def test_an_exponent_needs_a_positive_base() -> None:
    with pytest.raises(InputError, match=r"got the base -1\.0 of a power"):
        by_exponent(np.ones(2), np.array([2.0, -1.0]), np.ones(2))


@pytest.mark.parametrize(
    ("left", "right"),
    [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)),
     ((5, 2, 3), (5, 3)[1:]), ((3,), (5, 3, 2)), ((1, 2, 3), (5, 3, 2))],
)  # fmt: skip
def test_slopes_of_matrix_products(left: tuple[int, ...], right: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=left), rng.normal(size=right)
    g = rng.normal(size=(a @ b).shape)
    numerical_a = numerical_gradient(lambda x: float((g * (x.reshape(left) @ b)).sum()), a.ravel())
    numerical_b = numerical_gradient(lambda x: float((g * (a @ x.reshape(right))).sum()), b.ravel())
    np.testing.assert_allclose(summed(by_left(g, a, b), left).ravel(), numerical_a, atol=1e-8)
    np.testing.assert_allclose(summed(by_right(g, a, b), right).ravel(), numerical_b, atol=1e-8)


def test_reductions_keep_and_drop_their_axes() -> None:
    value = np.arange(24.0).reshape(2, 3, 4)
    for axis in (None, 0, -1, (0, 2), (-1, 0)):
        kept = along(np.sum, value, axis)
        np.testing.assert_array_equal(kept, value.sum(axis=axis, keepdims=True))
        np.testing.assert_array_equal(without(kept, value, axis), value.sum(axis=axis))
    with pytest.raises(InputError, match=r"got shape \(2, 3, 4\) and axis=3"):
        along(np.sum, value, 3)
    with pytest.raises(InputError, match=r"got shape \(0,\) and axis=None"):
        along(np.max, np.zeros(0), None)


def test_constants_are_numbers_and_arrays_of_floats() -> None:
    assert type(constant(2)) is int
    assert constant([1, 2]).dtype == np.float64
    for wrong in (np.arange(2), True, "x", [np.nan]):
        with pytest.raises(InputError, match="an operand"):
            constant(wrong)
