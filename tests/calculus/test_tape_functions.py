"""Functions of arrays and variables, losses, and vector-Jacobian products."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.calculus import numerical_gradient, numerical_jacobian
from mathbook.calculus.tape import Variable
from mathbook.calculus.tape_functions import (
    affine,
    cross_entropy,
    relu,
    relu_grad,
    softmax,
    squared_error,
    vjp,
)
from mathbook.errors import InputError, MathbookError


def test_functions_of_arrays_give_arrays_and_of_variables_variables() -> None:
    x = np.array([-1.0, 0.0, 2.0])
    for function in (relu, softmax):
        array, variable = function(x), function(Variable(x))
        assert isinstance(array, np.ndarray)
        assert isinstance(variable, Variable)
        np.testing.assert_array_equal(array, variable.value)
    assert isinstance(relu(1.5), np.ndarray)


def test_the_rectifier_has_slope_zero_at_its_kink() -> None:
    assert relu_grad([-2.0, 0.0, 3.0]).tolist() == [0.0, 0.0, 1.0]
    assert relu_grad(np.zeros(2, np.float32)).dtype == np.float32
    kink = Variable(0.0)
    kink.relu().backward()
    assert kink.grad == 0.0


def test_nan_does_not_pass_for_zero() -> None:
    for function in (relu, relu_grad):
        with pytest.raises(InputError, match=r"got x of shape \(2,\) with nan"):
            function([np.nan, 1.0])


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


@pytest.mark.parametrize("shape", [(3,), (5, 3)])
@pytest.mark.parametrize("of_variable", [False, True])
def test_a_layer_is_its_three_operations(shape: tuple[int, ...], of_variable: bool) -> None:
    rng = np.random.default_rng(0)
    x, W, b = rng.normal(size=shape), rng.normal(size=(4, 3)), rng.normal(size=4)
    found: list[list[Any]] = []
    for layer in (affine, lambda x, W, b: x @ W.T + b):
        variables = [Variable(part) for part in (x, W, b)]
        h = layer(variables[0] if of_variable else x, *variables[1:])
        h.backward(np.arange(h.value.size, dtype=float).reshape(h.shape))
        grads = [variable.grad for variable in variables[0 if of_variable else 1 :]]
        found.append([h.value, *grads])
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-13)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.ones(2), r"got x of shape \(2,\), W of shape \(4, 3\) and b of shape \(4,\)"),
        (np.ones((2, 2, 3)), r"got x of shape \(2, 2, 3\), expected \(in,\) or \(n, in\)"),
        (2.0, r"got x of shape \(\)"),
    ],
)
def test_a_layer_that_does_not_fit(x: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        affine(x, Variable(np.ones((4, 3))), Variable(np.ones(4)))
    with pytest.raises(InputError, match=r"b of shape \(3,\)"):
        affine(np.ones(3), Variable(np.ones((4, 3))), Variable(np.ones(3)))


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


def test_a_vjp_is_the_jacobian_transposed_times_a_vector() -> None:
    def f(x: Variable) -> Variable:
        return (x * x[::-1]).tanh()

    x, cotangent = np.array([0.5, -1.0, 2.0]), np.array([1.0, -2.0, 0.5])
    value, pullback = vjp(f, x)
    J = numerical_jacobian(lambda x: np.tanh(x * x[::-1]), x)
    np.testing.assert_allclose(value, np.tanh(x * x[::-1]))
    for scale in (1.0, 3.0):  # it may be called again, and nothing adds up
        np.testing.assert_allclose(
            pullback(cotangent * scale)[0], J.T @ cotangent * scale, atol=1e-8
        )


def test_a_vjp_of_what_is_not_used_is_zero() -> None:
    _, pullback = vjp(lambda x, y: x * 2.0, 1.0, [1.0, 2.0])
    used, unused = pullback(1.0)
    assert used == 2.0
    assert unused.tolist() == [0.0, 0.0]
    assert vjp(lambda x: x, 3.0)[1](5.0)[0] == 5.0


def test_a_vjp_is_of_functions_of_variables() -> None:
    with pytest.raises(InputError, match="got ndarray from f, expected a Variable"):
        vjp(lambda x: x.value, [1.0])
