"""Functions of arrays and variables, losses, and vector-Jacobian products."""

from typing import Any

import numpy as np
import pytest

from mathbook.calculus import numerical_jacobian
from mathbook.calculus.tape import Variable
from mathbook.calculus.tape_functions import (
    affine,
    relu,
    relu_grad,
    softmax,
    vjp,
)
from mathbook.errors import InputError


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
