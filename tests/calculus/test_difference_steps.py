"""Tests of the points at which difference quotients evaluate a function."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.calculus.difference_steps import (
    Method,
    as_point,
    difference_steps,
    plan_evaluations,
)
from mathbook.errors import InputError, MathbookError

EPS = float(np.finfo(float).eps)
METHODS: tuple[Method, ...] = ("central", "forward", "complex")


@pytest.mark.parametrize(
    ("x", "scale"),
    [
        (0.0, 1.0),
        (1e12, 1e12),
        (-3.0, 3.0),
        (1.0, 1.0),
        (0.02, 1.0),
        (-0.01, 1.0),
        (1e-4, 1e-2),
        (1e-6, 1e-4),
        (-1e-9, 1e-4),
        (1e-300, 1e-4),
    ],
)
def test_steps_scale_with_the_coordinate(x: float, scale: float) -> None:
    point = np.array([x])
    assert difference_steps(point, None, "central")[0] == pytest.approx(EPS ** (1 / 3) * scale)
    assert difference_steps(point, None, "forward")[0] == pytest.approx(EPS ** (1 / 2) * scale)


@pytest.mark.parametrize(
    ("x", "step"), [(0.0, 1e-30), (2.0, 2e-30), (-1e12, 1e-18), (1e-300, 1e-280)]
)
def test_complex_steps_are_tiny_and_do_not_underflow(x: float, step: float) -> None:
    assert difference_steps(np.array([x]), None, "complex")[0] == pytest.approx(step)


def test_every_coordinate_has_its_own_step() -> None:
    steps = difference_steps(np.array([1e6, 0.0, 1e-6]), None, "central")
    assert steps / EPS ** (1 / 3) == pytest.approx([1e6, 1.0, 1e-4])


@pytest.mark.parametrize("method", METHODS)
def test_a_given_step_is_absolute(method: Method) -> None:
    x = np.array([1e6, 1e-6])
    assert difference_steps(x, 0.5, method).tolist() == [0.5, 0.5]
    assert difference_steps(x, [1, 1e-9], method).tolist() == [1.0, 1e-9]


@pytest.mark.parametrize(
    ("h", "message"),
    [
        (0, r"got h = 0\.0, expected positive finite"),
        (-1e-5, r"got h = -1e-05, expected positive finite"),
        ([1e-5, math.nan], "got h = nan, expected positive finite"),
        (math.inf, "got h = inf, expected positive finite"),
        ([1e-5, 1e-5, 1e-5], r"got h of shape \(3,\), expected a number or shape \(2,\)"),
        ([1e-5], r"got h of shape \(1,\), expected a number or shape \(2,\)"),
        ([[1e-5], [1e-5, 1e-5]], r"got h = \[\[1e-05\].*, expected a number or shape \(2,\)"),
        ("small", "got h of dtype <U5, expected positive finite"),
        (1e-5j, "got h of dtype complex128, expected positive finite"),
        (True, "got h of dtype bool, expected positive finite"),
    ],
)
def test_an_unusable_step_is_refused(h: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        difference_steps(np.array([1.0, 2.0]), h, "central")


@pytest.mark.parametrize(
    "x",
    [[1, 2], (1, 2), np.array([1, 2]), np.array([1, 2], np.uint8), np.array([1, 2], np.float32)],
)
def test_a_point_is_a_float64_copy(x: Any) -> None:
    point = as_point(x)
    assert point.dtype == np.float64
    assert point.tolist() == [1.0, 2.0]
    assert not np.shares_memory(point, np.asarray(x))


def test_a_float64_point_is_copied_too() -> None:
    x = np.array([1.0, 2.0])
    assert not np.shares_memory(as_point(x), x)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (3.0, r"got x of shape \(\), expected a non-empty vector of shape \(n,\)"),
        ([[1.0, 2.0]], r"got x of shape \(1, 2\), expected a non-empty vector"),
        ([], r"got x of shape \(0,\), expected a non-empty vector"),
        ([[1.0], [1.0, 2.0]], r"got x = \[\[1\.0\], .*, expected a vector of shape"),
        ([1.0, 2j], "got x of dtype complex128, expected real numbers"),
        ([True, False], "got x of dtype bool, expected real numbers"),
        (["1", "2"], "got x of dtype <U1, expected real numbers"),
        ([1.0, None], "got x of dtype object, expected real numbers"),
        ([1.0, math.nan], r"got x\[1\] = nan, expected finite numbers"),
        ([-math.inf, 1.0], r"got x\[0\] = -inf, expected finite numbers"),
    ],
)
def test_what_is_no_point_is_refused(x: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        as_point(x)


def test_a_message_calls_the_point_what_the_caller_calls_it() -> None:
    with pytest.raises(InputError, match=r"got x0 of shape \(\)"):
        as_point(1.0, "x0")


def test_every_refusal_is_a_value_error_and_a_mathbook_error() -> None:
    assert issubclass(InputError, ValueError)
    assert issubclass(InputError, MathbookError)


def test_central_points_are_above_and_then_below() -> None:
    points = plan_evaluations([1, 2], 0.5, "central").stacked()
    assert points.tolist() == [[1.5, 2], [1, 2.5], [0.5, 2], [1, 1.5]]


def test_forward_points_begin_with_x_itself() -> None:
    points = plan_evaluations([1, 2], 0.5, "forward").stacked()
    assert points.tolist() == [[1, 2], [1.5, 2], [1, 2.5]]


def test_complex_points_move_along_the_imaginary_axis() -> None:
    points = plan_evaluations([1, 2], 0.5, "complex").stacked()
    assert points.tolist() == [[1 + 0.5j, 2], [1, 2 + 0.5j]]


@pytest.mark.parametrize("method", METHODS)
def test_replacements_describe_the_stacked_points(method: Method) -> None:
    plan = plan_evaluations([1, 2, 3], None, method)
    one_by_one = []
    for i, replacement in plan.replacements():
        row = plan.point.tolist()
        row[i] = replacement
        one_by_one.append(row)
    assert plan.stacked().tolist() == one_by_one


@given(st.floats(-1e300, 1e300), st.sampled_from(["central", "forward"]))
def test_widths_are_the_differences_of_the_points_really_used(x: float, method: Method) -> None:
    plan = plan_evaluations([x], None, method)
    rows = plan.stacked()[:, 0]
    first, last = (rows[0], rows[1]) if method == "central" else (rows[1], rows[0])
    assert plan.widths[0] == first - last > 0


def test_a_width_is_not_twice_the_step_where_rounding_says_so() -> None:
    plan = plan_evaluations([1e12], 1e-4, "central")
    assert plan.widths[0] != 2e-4
    assert plan.widths[0] == (1e12 + 1e-4) - (1e12 - 1e-4)


def test_rows_are_described_by_what_was_moved() -> None:
    forward = plan_evaluations([1, 2], 0.5, "forward")
    assert forward.describe(0) == "at x itself (x[0] = 1.0)"
    assert forward.describe(2) == "where coordinate 1 is moved from x[1] = 2.0 to 2.5"
    central = plan_evaluations([1, 2], 0.5, "central")
    assert central.describe(2) == "where coordinate 0 is moved from x[0] = 1.0 to 0.5"


@pytest.mark.parametrize("method", ["centred", "3-point", "", None])
def test_an_unknown_method_is_answered_with_the_known_ones(method: Any) -> None:
    with pytest.raises(InputError, match=r"expected one of 'central', 'forward', 'complex'"):
        plan_evaluations([1.0], None, method)


@pytest.mark.parametrize("method", ["central", "forward"])
def test_a_step_lost_in_rounding_is_refused(method: Method) -> None:
    message = r"got a step of 1e-05 at x\[1\] = 1000000000000\.0, expected .* rounding of x\[1\]"
    with pytest.raises(InputError, match=message):
        plan_evaluations([1.0, 1e12], 1e-5, method)


@pytest.mark.parametrize("x", [1.0, -1.0])
def test_a_step_lost_on_one_side_only_is_refused(x: float) -> None:
    # Floating-point numbers lie twice as dense on the side of 0: of 1 - eps/2 and 1 + eps/2
    # only the first is one.
    with pytest.raises(InputError, match=r"vanishes in the rounding of x\[0\]"):
        plan_evaluations([x], EPS / 2, "central")


@pytest.mark.parametrize("h", [None, 1e308])
@pytest.mark.parametrize("method", ["central", "forward"])
def test_a_step_that_overflows_is_refused(method: Method, h: float | None) -> None:
    with pytest.raises(InputError, match=r'nor overflows: pass another h or method="complex"'):
        plan_evaluations([np.finfo(float).max], h, method)


def test_the_complex_step_has_no_rounding_and_takes_any_size() -> None:
    assert plan_evaluations([1e12], 1e-200, "complex").widths[0] == 1e-200
