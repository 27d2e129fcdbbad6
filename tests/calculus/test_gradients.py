"""Tests of numerical gradients and Jacobians, their check, and gradient descent."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from mathbook.calculus import (
    check_gradient,
    gradient_descent,
    numerical_gradient,
    numerical_jacobian,
)
from mathbook.calculus.difference_steps import Method
from mathbook.errors import DivergenceError, InputError

METHODS: tuple[Method, ...] = ("central", "forward", "complex")
# Relative errors that double precision allows at scale 1, with a margin of about ten.
ACCURACY: dict[Method, float] = {"central": 1e-9, "forward": 1e-6, "complex": 1e-15}
HESSIAN = np.array([[2.0, 1.0], [1.0, 2.0]])

vectors = hnp.arrays(np.float64, st.integers(1, 6), elements=st.floats(-10, 10, width=32))


def quadratic(x: NDArray[Any]) -> Any:
    """x^2 + xy + y^2, the example of the section."""
    return x[0] ** 2 + x[0] * x[1] + x[1] ** 2


def quadratic_gradient(x: NDArray[Any]) -> Any:
    """Its gradient, (4, 5) at (1, 2)."""
    return HESSIAN @ x


def rosenbrock(x: NDArray[Any]) -> Any:
    """A curved valley, with gradient (-215.6, -88) at (-1.2, 1)."""
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


def pair(x: NDArray[Any]) -> NDArray[Any]:
    """The example of the section and xy."""
    return np.array([quadratic(x), x[0] * x[1]])


def correct_digits(computed: NDArray[np.float64], exact: NDArray[np.float64]) -> float:
    """-log10 of the relative error in the Frobenius norm."""
    error = np.linalg.norm(computed - exact) / np.linalg.norm(exact)
    return math.inf if error == 0 else float(-np.log10(error))


# numerical_gradient


@pytest.mark.parametrize("method", METHODS)
def test_gradient_of_the_worked_example(method: Method) -> None:
    gradient = numerical_gradient(quadratic, [1, 2], method=method)
    assert gradient == pytest.approx([4.0, 5.0], rel=ACCURACY[method])
    assert gradient.shape == (2,)
    assert gradient.dtype == np.float64


@pytest.mark.parametrize("method", METHODS)
def test_gradient_of_rosenbrock(method: Method) -> None:
    gradient = numerical_gradient(rosenbrock, [-1.2, 1.0], method=method)
    assert gradient == pytest.approx([-215.6, -88.0], rel=ACCURACY[method])


@pytest.mark.parametrize("method", METHODS)
def test_slope_in_a_direction_is_the_gradient_times_the_direction(method: Method) -> None:
    v = np.array([1.0, -1.0]) / math.sqrt(2)
    gradient = numerical_gradient(quadratic, [1, 2], method=method)
    assert gradient @ v == pytest.approx(-math.sqrt(0.5), abs=5e-7)


@pytest.mark.parametrize(
    "x",
    [
        [1, 2],
        (1.0, 2),
        np.array([1, 2]),
        np.array([1, 2], np.int8),
        np.array([1, 2], np.float32),
        np.array([1, 2], np.float16),
        np.array([9, 1, 9, 2])[1::2],
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_every_kind_of_real_vector_gives_the_same_gradient(x: Any, method: Method) -> None:
    expected = numerical_gradient(quadratic, np.array([1.0, 2.0]), method=method)
    assert numerical_gradient(quadratic, x, method=method).tolist() == expected.tolist()


def test_integers_are_not_truncated_by_the_step() -> None:
    # The seed's code copied x as integers, so that 1 + h and 1 - h became 1 and 0.
    gradient = numerical_gradient(quadratic, np.array([1, 2]), 1e-5)
    assert gradient == pytest.approx([4.0, 5.0], rel=1e-9)


def test_float32_is_not_too_short_for_the_step() -> None:
    x = np.array([1000], np.float32)
    assert numerical_gradient(lambda x: x[0] ** 2, x) == pytest.approx([2000.0], rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("x", [1e12, -1e12, 1e3, 1e-6, 0.0])
def test_square_is_differentiated_at_every_scale(x: float, method: Method) -> None:
    gradient = numerical_gradient(lambda x: x[0] ** 2, [x], method=method)
    assert gradient == pytest.approx([2 * x], rel=2e-5, abs=2e-8)


@pytest.mark.parametrize(("method", "rel"), [("central", 2e-7), ("forward", 1e-6), ("complex", 0)])
@pytest.mark.parametrize("x", [1e12, 1.0, 1e-2, 1e-4, 1e-6])
def test_logarithm_is_differentiated_close_to_the_end_of_its_domain(
    x: float, method: Method, rel: float
) -> None:
    gradient = numerical_gradient(lambda x: np.log(x[0]), [x], method=method)
    assert gradient == pytest.approx([1 / x], rel=max(rel, 1e-15))


@pytest.mark.parametrize(
    ("method", "rel"), [("central", 1e-6), ("forward", 1e-3), ("complex", 1e-15)]
)
@pytest.mark.parametrize("x", [1.0, 1e-2, 1e-6, 1e-12, 0.0, -1e-300])
def test_exponential_is_not_drowned_in_rounding_at_tiny_points(
    x: float, method: Method, rel: float
) -> None:
    gradient = numerical_gradient(lambda x: np.exp(x[0]), [x], method=method)
    assert gradient == pytest.approx([math.exp(x)], rel=rel)


def test_coordinates_of_very_different_size_have_their_own_steps() -> None:
    def f(x: NDArray[Any]) -> Any:
        return np.log(x[0]) + (x[1] / 1e12) ** 2 + np.exp(x[2])

    gradient = numerical_gradient(f, [1e-6, 1e12, 0.0])
    assert gradient[0] == pytest.approx(1e6, rel=1e-6)
    assert gradient[1] * 1e12 == pytest.approx(2.0, rel=1e-6)
    assert gradient[2] == pytest.approx(1.0, rel=1e-6)


def test_a_given_step_shows_the_error_of_its_formula() -> None:
    # (1 + h)^3 - (1 - h)^3 = 6h + 2h^3; (1 + h)^3 - 1 = 3h + 3h^2 + h^3; Im (1 + ih)^3 = 3h - h^3.
    def cube(x: NDArray[Any]) -> Any:
        return x[0] ** 3

    h = 0.125
    assert numerical_gradient(cube, [1], h) == pytest.approx([3 + h**2])
    assert numerical_gradient(cube, [1], h, method="forward") == pytest.approx([3 + 3 * h + h**2])
    assert numerical_gradient(cube, [1], h, method="complex") == pytest.approx([3 - h**2])


def test_a_step_may_be_given_for_each_coordinate() -> None:
    gradient = numerical_gradient(lambda x: x[0] ** 3 + x[1] ** 3, [1, 1], [0.5, 0.25])
    assert gradient == pytest.approx([3.25, 3.0625])


@pytest.mark.parametrize(("method", "count"), [("central", 14), ("forward", 8), ("complex", 7)])
def test_gradient_evaluates_f_as_often_as_stated(method: Method, count: int) -> None:
    points: list[NDArray[Any]] = []

    def f(x: NDArray[Any]) -> Any:
        points.append(x)
        return (x**2).sum()

    numerical_gradient(f, np.ones(7), method=method)
    assert len(points) == count
    assert len({id(point) for point in points}) == count


@pytest.mark.parametrize("method", METHODS)
def test_the_arrays_of_the_caller_stay_as_they_are(method: Method) -> None:
    x, h = np.array([1.0, 2.0]), np.array([1e-6, 1e-6])

    def f(x: NDArray[Any]) -> Any:
        value = quadratic(x)
        x *= 0.0
        return value

    gradient = numerical_gradient(f, x, h, method=method)
    assert gradient == pytest.approx([4.0, 5.0], rel=1e-6)
    assert x.tolist() == [1.0, 2.0]
    assert h.tolist() == [1e-6, 1e-6]


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([[1.0, 2.0]], r"got x of shape \(1, 2\), expected a non-empty vector of shape \(n,\)"),
        (1.0, r"got x of shape \(\), expected"),
        ([], r"got x of shape \(0,\), expected"),
        ([1.0, math.nan], r"got x\[1\] = nan, expected finite"),
        ([1.0, 1j], "got x of dtype complex128, expected real"),
    ],
)
def test_what_is_no_point_is_refused_everywhere(x: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        numerical_gradient(quadratic, x)
    with pytest.raises(InputError, match=message):
        numerical_jacobian(quadratic, x)
    with pytest.raises(InputError, match=message):
        check_gradient(quadratic, quadratic_gradient, x)


def test_gradient_of_a_vector_points_to_the_jacobian() -> None:
    with pytest.raises(InputError, match=r"got f of shape \(2,\) .*scalar: numerical_jacobian"):
        numerical_gradient(pair, [1, 2])


def test_a_step_out_of_the_domain_is_an_error_with_the_remedies() -> None:
    message = r'got f = nan where coordinate 0 .*a smaller h or method="complex"'
    with pytest.raises(InputError, match=message):
        numerical_gradient(lambda x: np.log(x[0]), [1e-6], 1e-5)


def test_an_unknown_method_and_a_bad_step_are_refused() -> None:
    unknown: Any = "backward"
    with pytest.raises(InputError, match="got method='backward', expected one of 'central'"):
        numerical_gradient(quadratic, [1, 2], method=unknown)
    with pytest.raises(InputError, match=r"got h = 0\.0, expected positive finite"):
        numerical_gradient(quadratic, [1, 2], 0.0)


def test_a_lost_imaginary_part_is_an_error() -> None:
    with pytest.raises(InputError, match="f loses the imaginary part"):
        numerical_gradient(lambda x: np.linalg.norm(x), [3, 4], method="complex")


@given(vectors, st.floats(-5, 5), st.floats(-5, 5), st.sampled_from(METHODS))
def test_gradient_is_linear_in_f(x: Any, a: float, b: float, method: Method) -> None:
    def f(x: NDArray[Any]) -> Any:
        return np.sin(x).sum()

    def g(x: NDArray[Any]) -> Any:
        return (x * x).sum()

    h = 1e-3
    together = numerical_gradient(lambda x: a * f(x) + b * g(x), x, h, method=method)
    f_part = numerical_gradient(f, x, h, method=method)
    g_part = numerical_gradient(g, x, h, method=method)
    # Values up to 3000, rounded, over h; nothing is truncated differently.
    assert together == pytest.approx(a * f_part + b * g_part, abs=1e-8)


@given(vectors, vectors.map(lambda c: c[0]))
def test_central_differences_are_exact_for_quadratics_up_to_rounding(x: Any, c: float) -> None:
    gradient = numerical_gradient(lambda x: (x * x).sum() + c * x.sum(), x, 1e-3)
    assert gradient == pytest.approx(2 * x + c, abs=1e-9)


# numerical_jacobian


@pytest.mark.parametrize("method", METHODS)
def test_jacobian_of_the_worked_example(method: Method) -> None:
    jacobian = numerical_jacobian(pair, [1, 2], method=method)
    assert jacobian == pytest.approx(np.array([[4.0, 5.0], [2.0, 1.0]]), rel=ACCURACY[method])
    assert np.linalg.det(jacobian) == pytest.approx(-6.0, rel=1e-6)


@pytest.mark.parametrize("vectorized", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_jacobian_has_a_row_for_each_value(method: Method, vectorized: bool) -> None:
    A = np.arange(1.0, 13.0).reshape(3, 4)
    jacobian = numerical_jacobian(
        lambda x: x @ A.T, np.ones(4), method=method, vectorized=vectorized
    )
    assert jacobian.shape == (3, 4)
    assert jacobian == pytest.approx(A, rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_jacobian_of_a_scalar_is_the_gradient_as_a_row(method: Method) -> None:
    jacobian = numerical_jacobian(quadratic, [1, 2], method=method)
    assert jacobian.tolist() == [numerical_gradient(quadratic, [1, 2], method=method).tolist()]


@pytest.mark.parametrize("method", METHODS)
@given(x=vectors)
def test_vectorized_equals_the_loop(method: Method, x: Any) -> None:
    def f(x: NDArray[Any]) -> NDArray[Any]:
        return np.stack((x[..., 0] ** 2, x[..., -1] * x[..., 0], x[..., 0] + 1), axis=-1)

    loop = numerical_jacobian(f, x, method=method)
    at_once = numerical_jacobian(f, x, method=method, vectorized=True)
    assert at_once.tolist() == loop.tolist()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n", [10, 100])
@pytest.mark.parametrize(
    ("method", "least"), [("central", 9.5), ("forward", 6.5), ("complex", 15.0)]
)
@pytest.mark.parametrize("vectorized", [False, True])
def test_digits_at_random_points(
    n: int, seed: int, method: Method, least: float, vectorized: bool
) -> None:
    rng = np.random.default_rng(seed)
    A, x = rng.standard_normal((n, n)) / math.sqrt(n), rng.standard_normal(n)
    jacobian = numerical_jacobian(
        lambda x: np.sin(x @ A.T), x, method=method, vectorized=vectorized
    )
    assert correct_digits(jacobian, np.cos(A @ x)[:, None] * A) >= least


@pytest.mark.parametrize("method", METHODS)
def test_jacobian_obeys_the_chain_rule(method: Method) -> None:
    def outer(y: NDArray[Any]) -> NDArray[Any]:
        return np.stack((np.sin(y[0]), y[0] * y[1], np.exp(y[1] / 10)))

    x = np.array([1.0, 2.0])
    product = numerical_jacobian(outer, pair(x), method=method) @ numerical_jacobian(
        pair, x, method=method
    )
    whole = numerical_jacobian(lambda x: outer(pair(x)), x, method=method)
    assert whole == pytest.approx(product, rel=1e-5)


def test_the_jacobian_of_a_gradient_is_the_symmetric_hessian() -> None:
    hessian = numerical_jacobian(quadratic_gradient, [1, 2])
    assert hessian == pytest.approx(HESSIAN, rel=1e-9)


def test_jacobian_refuses_a_matrix_of_values() -> None:
    with pytest.raises(InputError, match=r"got f of shape \(2, 2\) .*expected a scalar or shape"):
        numerical_jacobian(lambda x: np.outer(x, x), [1, 2])


def test_jacobian_refuses_a_vectorized_f_that_does_not_keep_the_rows() -> None:
    with pytest.raises(InputError, match=r"got f of shape \(2, 4\), expected \(4, m\)"):
        numerical_jacobian(lambda X: X.T, [1, 2], vectorized=True)


# check_gradient


@pytest.mark.parametrize(
    ("method", "most"), [("central", 1e-10), ("forward", 1e-7), ("complex", 1e-15)]
)
def test_a_right_gradient_has_a_small_error(method: Method, most: float) -> None:
    assert check_gradient(quadratic, quadratic_gradient, [1, 2], method=method) < most


def test_the_error_is_the_relative_distance_of_the_two() -> None:
    error = check_gradient(quadratic, lambda x: [4.0, 0.0], [1, 2])
    assert error == pytest.approx(5 / (4 + math.sqrt(41)), rel=1e-9)


def test_a_wrong_sign_has_error_one() -> None:
    assert check_gradient(quadratic, lambda x: -HESSIAN @ x, [1, 2]) == pytest.approx(1.0)


def test_the_error_is_zero_where_both_vanish() -> None:
    assert check_gradient(lambda x: 3.0, lambda x: np.zeros(2), [1, 2]) == 0.0


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_the_error_does_not_depend_on_the_scale(scale: float) -> None:
    error = check_gradient(
        lambda x: scale * quadratic(x), lambda x: scale * np.array([4.0, 0.0]), [1, 2]
    )
    assert error == pytest.approx(5 / (4 + math.sqrt(41)), rel=1e-9)


def test_the_checked_gradient_may_write_into_its_argument() -> None:
    x = np.array([1.0, 2.0])

    def grad(x: NDArray[Any]) -> NDArray[Any]:
        np.matmul(HESSIAN, x.copy(), out=x)
        return x

    assert check_gradient(quadratic, grad, x) < 1e-9
    assert x.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("g", "message"),
    [
        (4.0, r"got grad\(x\) of shape \(\), expected \(2,\)"),
        ([[4.0, 5.0]], r"got grad\(x\) of shape \(1, 2\), expected \(2,\)"),
        ([4.0, 5j], r"got grad\(x\) of dtype complex128, expected real numbers"),
        ([4.0, math.nan], r"got grad\(x\) with nan, expected finite numbers"),
    ],
)
def test_what_is_no_gradient_is_refused(g: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_gradient(quadratic, lambda x: g, [1, 2])


# gradient_descent


def test_descent_reproduces_the_path_of_the_worked_example() -> None:
    path = gradient_descent(quadratic_gradient, [1, 2], 0.1, 3)
    assert path == pytest.approx(np.array([[1, 2], [0.6, 1.5], [0.33, 1.14], [0.15, 0.879]]))
    values = [quadratic(x) for x in path]
    assert values == pytest.approx([7, 3.51, 1.7847, 0.926991])


def test_descent_approaches_the_minimum_where_the_gradient_vanishes() -> None:
    last = gradient_descent(quadratic_gradient, [1, 2], 0.1, 400)[-1]
    assert np.abs(quadratic_gradient(last)).max() < 1e-15


def test_descent_alternates_at_the_limiting_step() -> None:
    path = gradient_descent(quadratic_gradient, [1, 2], 2 / 3, 101)
    assert np.abs(path[-1]) == pytest.approx([1.5, 1.5])
    assert path[-1] == pytest.approx(-path[-2])
    assert quadratic(path[-1]) == pytest.approx(6.75)


def test_descent_grows_beyond_the_limiting_step() -> None:
    path = gradient_descent(quadratic_gradient, [1, 2], 0.7, 60)
    lengths = np.linalg.norm(path, axis=1)
    assert (np.diff(lengths[5:]) > 0).all()
    assert lengths[-1] > 100


@given(vectors, st.floats(0.01, 0.99))
def test_descent_lowers_a_function_below_the_limiting_step(x: Any, step_size: float) -> None:
    values = [(x * x).sum() for x in gradient_descent(lambda x: 2 * x, x, step_size, 5)]
    assert all(after <= before for before, after in pairwise(values))


@pytest.mark.filterwarnings("error")
def test_divergence_is_an_error_that_names_iteration_and_step_size() -> None:
    # The eigenvalue 3 of the Hessian makes x grow by the factor 1.1 in each iteration.
    message = r"non-finite \w+ in iteration 74\d\d of 9000 with step_size=0\.7, .*smaller step size"
    with pytest.raises(DivergenceError, match=message):
        gradient_descent(quadratic_gradient, [1, 2], 0.7, 9000)


@pytest.mark.filterwarnings("error")
def test_an_overflow_of_the_step_itself_is_an_error() -> None:
    with pytest.raises(
        DivergenceError, match=r"non-finite iterate in iteration 2 of 5 with step_size"
    ):
        gradient_descent(lambda x: -x, [1.0], 1e200, 5)


def test_a_gradient_that_is_not_finite_is_an_error() -> None:
    with pytest.raises(DivergenceError, match=r"non-finite gradient in iteration 1 of 5"):
        gradient_descent(lambda x: np.full(2, math.nan), [1, 2], 0.1, 5)


def test_descent_takes_integers_and_returns_float64_rows() -> None:
    path = gradient_descent(quadratic_gradient, np.array([1, 2]), 1, 1)
    assert path.dtype == np.float64
    assert path.tolist() == [[1.0, 2.0], [-3.0, -3.0]]


def test_no_iterations_give_the_start_alone() -> None:
    x0 = np.array([1.0, 2.0])
    path = gradient_descent(quadratic_gradient, x0, 0.1, 0)
    assert path.tolist() == [[1.0, 2.0]]
    assert not np.shares_memory(path, x0)


def test_a_gradient_that_writes_into_its_argument_does_not_change_the_path() -> None:
    x0 = np.array([1.0, 2.0])

    def grad(x: NDArray[Any]) -> Any:
        value = quadratic_gradient(x)
        x[:] = 0
        return value

    path = gradient_descent(grad, x0, 0.1, 2)
    assert path == pytest.approx(np.array([[1, 2], [0.6, 1.5], [0.33, 1.14]]))
    assert x0.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2]], 0.1, 1), r"got x0 of shape \(1, 2\), expected a non-empty vector"),
        (([1, math.nan], 0.1, 1), r"got x0\[1\] = nan, expected finite"),
        (([1, 2], 0.0, 1), r"got step_size=0\.0, expected a positive finite number"),
        (([1, 2], -0.1, 1), r"got step_size=-0\.1, expected a positive finite number"),
        (([1, 2], math.inf, 1), r"got step_size=inf, expected a positive finite number"),
        (([1, 2], math.nan, 1), r"got step_size=nan, expected a positive finite number"),
        (([1, 2], [0.1, 0.1], 1), r"got step_size=\[0\.1, 0\.1\], expected a positive"),
        (([1, 2], "0.1", 1), r"got step_size='0\.1', expected a positive finite number"),
        (([1, 2], 0.1, 1.5), r"got n_iter=1\.5, expected a whole number"),
        (([1, 2], 0.1, -1), r"got n_iter=-1, expected 0 or more"),
    ],
)
def test_descent_refuses_what_it_cannot_use(arguments: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        gradient_descent(quadratic_gradient, *arguments)


def test_a_gradient_of_another_shape_is_not_broadcast() -> None:
    with pytest.raises(InputError, match=r"got grad\(x\) of shape \(\), expected \(2,\)"):
        gradient_descent(lambda x: x.sum(), [1, 2], 0.1, 1)
