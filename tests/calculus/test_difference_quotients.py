"""Tests of what difference quotients make of the values of a function, and refuse."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mathbook.calculus.difference_quotients import difference_quotients
from mathbook.calculus.difference_steps import Method, plan_evaluations
from mathbook.errors import InputError

METHODS: tuple[Method, ...] = ("central", "forward", "complex")
A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def _quotients(
    f: Callable[[Any], Any],
    x: Any,
    method: Method = "central",
    *,
    h: Any = None,
    scalar: bool = False,
    vectorized: bool = False,
) -> NDArray[np.float64]:
    plan = plan_evaluations(x, h, method)
    return difference_quotients(f, plan, scalar=scalar, vectorized=vectorized)


@pytest.mark.parametrize("method", METHODS)
def test_rows_belong_to_coordinates_and_columns_to_values(method: Method) -> None:
    quotients = _quotients(lambda x: A @ x, [1, 2, 3], method)
    assert quotients == pytest.approx(A.T, abs=1e-7)


@pytest.mark.parametrize(("method", "count"), [("central", 6), ("forward", 4), ("complex", 3)])
def test_f_is_evaluated_as_often_as_stated(method: Method, count: int) -> None:
    calls: list[int] = []

    def f(x: NDArray[Any]) -> NDArray[Any]:
        calls.append(x.ndim)
        return x**2

    _quotients(f, [1, 2, 3], method)
    assert calls == [1] * count


@pytest.mark.parametrize(("method", "count"), [("central", 6), ("forward", 4), ("complex", 3)])
def test_a_vectorized_f_is_called_once_with_points_as_rows(method: Method, count: int) -> None:
    shapes: list[tuple[int, ...]] = []

    def f(X: NDArray[Any]) -> Any:
        shapes.append(X.shape)
        return X @ A.T

    quotients = _quotients(f, [1, 2, 3], method, vectorized=True)
    assert shapes == [(count, 3)]
    assert quotients == pytest.approx(A.T, abs=1e-7)


@pytest.mark.parametrize("method", METHODS)
def test_f_may_write_into_its_argument(method: Method) -> None:
    def f(x: NDArray[Any]) -> Any:
        value = (x**2).sum()
        x[:] = 1e6
        return value

    assert _quotients(f, [1, 2, 3], method) == pytest.approx(np.array([[2], [4], [6]]), rel=1e-7)


@pytest.mark.parametrize("vectorized", [False, True])
def test_f_may_return_its_argument(vectorized: bool) -> None:
    quotients = _quotients(lambda x: x, [1, 2, 3], vectorized=vectorized)
    assert quotients == pytest.approx(np.eye(3), abs=1e-12)


def test_f_may_return_the_same_array_each_time() -> None:
    buffer = np.empty(3)
    quotients = _quotients(lambda x: np.multiply(x, x, out=buffer), [1, 2, 3])
    assert quotients == pytest.approx(np.diag([2.0, 4.0, 6.0]), abs=1e-9)


def test_the_array_that_a_vectorized_f_returns_is_left_alone() -> None:
    kept: list[NDArray[Any]] = []

    def f(X: NDArray[Any]) -> NDArray[Any]:
        kept.append(X**2)
        return kept[0]

    _quotients(f, [1, 2], h=1.0, vectorized=True)
    assert kept[0].tolist() == [[4, 4], [1, 9], [0, 4], [1, 1]]


@pytest.mark.parametrize("value", [3, 3.0, np.float64(3), [3.0], np.uint8(3), np.longdouble(3)])
def test_a_constant_has_derivative_zero(value: Any) -> None:
    assert _quotients(lambda x: value, [1, 2]).tolist() == [[0.0], [0.0]]


def test_unsigned_values_do_not_wrap_around() -> None:
    def f(x: NDArray[Any]) -> NDArray[np.uint8]:
        return np.asarray([round(x[0])], np.uint8)

    assert _quotients(f, [7.0], h=2.0).tolist() == [[1.0]]
    assert _quotients(lambda x: 10 - f(x), [7.0], h=2.0).tolist() == [[-1.0]]


@pytest.mark.parametrize("value", [[1.0, 2.0], [1.0], [[1.0]]])
def test_a_vector_where_a_scalar_is_due_points_to_the_jacobian(value: Any) -> None:
    message = r"got f of shape .*, expected a scalar: numerical_jacobian computes"
    with pytest.raises(InputError, match=message):
        _quotients(lambda x: value, [1, 2], scalar=True)


@pytest.mark.parametrize("value", [[[1.0, 2.0]], []])
def test_what_is_no_vector_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match=r"expected a scalar or shape \(m,\)"):
        _quotients(lambda x: value, [1, 2])


def test_another_number_of_values_than_before_is_refused() -> None:
    message = (
        r"got f of shape \(3,\) where coordinate 1 is moved from x\[1\] = 2\.0 to 2\.5, "
        r"expected \(2,\) as at the points before"
    )
    with pytest.raises(InputError, match=message):
        _quotients(lambda x: np.ones(3 if x[1] > 2 else 2), [1, 2], h=0.5)


def test_a_scalar_among_vectors_is_not_spread_over_them() -> None:
    with pytest.raises(InputError, match=r"got f of shape \(\) where coordinate 1"):
        _quotients(lambda x: 1.0 if x[1] > 2 else np.ones(2), [1, 2])


@pytest.mark.parametrize(
    ("value", "dtype"), [(None, "object"), (True, "bool"), ("one", "<U3"), ([None], "object")]
)
def test_what_is_no_number_is_refused(value: Any, dtype: str) -> None:
    with pytest.raises(InputError, match=f"got f of dtype {dtype} where .*, expected numbers"):
        _quotients(lambda x: value, [1, 2])


@pytest.mark.parametrize("method", ["central", "forward"])
@pytest.mark.parametrize("vectorized", [False, True])
def test_complex_values_need_the_complex_step(method: Method, vectorized: bool) -> None:
    with pytest.raises(InputError, match=f'expected real values: method="{method}"'):
        _quotients(lambda x: x * 1j, [1, 2], method, vectorized=vectorized)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.abs(x),
        lambda x: x.real**2,
        lambda x: np.linalg.norm(x),
        lambda x: 3.0,
        lambda x: 3,
        lambda x: np.zeros(2),
    ],
)
def test_real_values_under_the_complex_step_are_an_error_and_not_zero(
    f: Callable[[Any], Any],
) -> None:
    with pytest.raises(InputError, match=r"expected complex values: f loses the imaginary part"):
        _quotients(f, [1.0, 2.0], "complex")


def test_real_values_at_a_later_point_are_an_error_too() -> None:
    def f(x: NDArray[Any]) -> Any:
        return x.sum() if x[1].imag == 0 else x.sum().real

    with pytest.raises(InputError, match=r"float64 where coordinate 1 .*imaginary part"):
        _quotients(f, [1.0, 2.0], "complex")


def test_a_complex_constant_has_derivative_zero() -> None:
    assert _quotients(lambda x: 3 + 0j, [1.0, 2.0], "complex").tolist() == [[0.0], [0.0]]


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_values_rounded_more_coarsely_than_the_step_are_refused(dtype: Any) -> None:
    message = r"expected double precision: .* Compute f in float64 or pass a larger h"
    with pytest.raises(InputError, match=message):
        _quotients(lambda x: (x**2).astype(dtype), [1.0, 2.0])


def test_coarse_values_are_taken_with_a_step_chosen_for_them() -> None:
    quotients = _quotients(lambda x: (x**2).astype(np.float32), [1.0, 2.0], h=1e-2)
    assert quotients == pytest.approx(np.diag([2.0, 4.0]), abs=1e-4)


def test_single_precision_underflows_under_the_complex_step() -> None:
    with pytest.raises(InputError, match=r"got f of dtype complex64"):
        _quotients(lambda x: (x**2).astype(np.complex64), [1.0, 1e-20], "complex")


@pytest.mark.parametrize("vectorized", [False, True])
def test_a_value_that_is_not_finite_names_the_coordinate_and_the_remedies(
    vectorized: bool,
) -> None:
    message = (
        r"got f\[1\] = nan where coordinate 1 is moved from x\[1\] = 1e-06 to -9e-06, expected a "
        r'finite value: .*pass a smaller h or method="complex"'
    )
    with pytest.raises(InputError, match=message):
        _quotients(np.log, [1.0, 1e-6], h=1e-5, vectorized=vectorized)


def test_a_value_that_is_not_finite_at_x_itself_says_so() -> None:
    with pytest.raises(InputError, match=r"got f = nan at x itself \(x\[0\] = -1\.0\)"):
        _quotients(np.log, [-1.0], "forward")


def test_an_infinite_value_is_refused_whatever_its_neighbours_are() -> None:
    with pytest.raises(InputError, match=r"got f = inf where coordinate 0 is moved"):
        _quotients(lambda x: math.inf, [1.0])


def test_a_real_part_that_is_not_finite_is_refused() -> None:
    with pytest.raises(InputError, match=r"got f = \(inf\+0j\) .*inside the domain of f"):
        _quotients(lambda x: complex(math.inf, 0.0), [1.0], "complex")


def test_a_quotient_that_overflows_is_refused() -> None:
    with pytest.raises(InputError, match="whose difference quotient overflows"):
        _quotients(lambda x: 1e308 * np.sign(x[0] - 1), [1.0])


@pytest.mark.filterwarnings("error")
def test_warnings_inside_f_do_not_hide_finite_values() -> None:
    quotients = _quotients(lambda x: 1 / (1 + np.exp(-x)), [-1000.0, 0.0])
    assert quotients == pytest.approx(np.diag([0.0, 0.25]), abs=1e-10)


@pytest.mark.parametrize("f", [np.log, np.sqrt, np.arcsin])
def test_the_complex_step_outside_the_domain_is_an_error_and_not_huge(
    f: Callable[[Any], Any],
) -> None:
    for x in (-2.0, -1e9):
        with pytest.raises(InputError, match=r"imaginary part that no derivative explains"):
            _quotients(f, [x], "complex")


def test_an_infinite_slope_is_refused_under_the_complex_step() -> None:
    with pytest.raises(InputError, match=r"imaginary part that no derivative explains"):
        _quotients(np.sqrt, [0.0], "complex")


@pytest.mark.parametrize("x", [1e-20, 1e-250])
def test_a_steep_but_finite_slope_is_kept_under_the_complex_step(x: float) -> None:
    assert _quotients(np.log, [x], "complex")[0, 0] == pytest.approx(1 / x, rel=1e-14)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "f",
    [lambda X: X.sum(), lambda X: X.sum(axis=1), lambda X: X[:1], lambda X: np.empty((len(X), 0))],
)
def test_a_vectorized_value_of_another_shape_is_refused(
    method: Method, f: Callable[[Any], Any]
) -> None:
    with pytest.raises(InputError, match=r"expected \(\d, m\): with vectorized=True f maps the \d"):
        _quotients(f, [1.0, 2.0, 3.0], method, vectorized=True)


def test_an_f_that_fails_on_stacked_points_is_told_how_it_was_called() -> None:
    with pytest.raises(ValueError, match="matmul") as caught:
        _quotients(lambda x: A @ x, [1, 2, 3], vectorized=True)
    assert caught.value.__notes__ == [
        "with vectorized=True f was called with 6 points, shape (6, 3)"
    ]


def test_an_f_that_takes_points_for_columns_is_noticed_although_the_sizes_agree() -> None:
    square = np.array([[1.0, 2.0], [3.0, 5.0]])
    assert _quotients(lambda x: square @ x, [1, 2], "complex") == pytest.approx(square.T)
    with pytest.raises(InputError, match="real parts differ between the points"):
        _quotients(lambda x: square @ x, [1, 2], "complex", vectorized=True)


def test_rounding_between_rows_at_a_root_is_no_difference() -> None:
    def f(X: NDArray[Any]) -> Any:
        noise = 1e-16 * np.arange(len(X))
        return X - np.array([1.0, 2.0]) + noise[:, None]

    quotients = _quotients(f, [1.0, 2.0], "complex", vectorized=True)
    assert quotients == pytest.approx(np.eye(2))
