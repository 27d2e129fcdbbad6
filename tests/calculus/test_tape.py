"""The tape's operations: each against differences, random computations against autograd."""

from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad as autograd_grad

from mathbook.calculus import numerical_gradient
from mathbook.calculus.tape import Variable
from mathbook.errors import InputError, MathbookError

X = np.array([[0.5, -1.2, 2.0], [0.3, 0.7, -0.4]])
W = np.array([[1.0, 0.2], [-0.5, 0.3], [0.8, -1.0]])

OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "+": lambda x: x + x[0] + 2 + np.ones((4, 2, 3)),
    "-": lambda x: 1 - x - x[:, :1],
    "*": lambda x: x * x[1] * 3 * X,
    "/": lambda x: x / (x * x + 1) + 2 / (x + 5),
    "**": lambda x: (x * x + 1) ** 1.5 + (x + 5) ** (x / 3) + 2**x,
    "negative": lambda x: -x,
    "@": lambda x: x @ W + X @ W + X[0] @ W,
    "@ with a variable": lambda x: x @ x.T + x @ x[0][:, None],
    "r@": lambda x: W @ x,
    "vectors": lambda x: x[0] @ x[1] + x @ x[0] @ x,
    "exp": lambda x: x.exp(),
    "log": lambda x: (x * x + 0.5).log(),
    "relu": lambda x: x.relu(),
    "tanh": lambda x: x.tanh(),
    "softmax": lambda x: x.softmax() * X + x.softmax(axis=0),
    "sum": lambda x: x.sum() + x.sum(axis=0) + x.sum(axis=1, keepdims=True) + x.sum(axis=(0, 1)),
    "mean": lambda x: x.mean() * x.mean(axis=0) + x.mean(axis=-1, keepdims=True),
    "max": lambda x: x.max() + x.max(axis=0) * x.max(axis=1, keepdims=True),
    "reshape": lambda x: x.reshape(3, 2) * x.reshape(6)[:2] * x.reshape(-1, 2),
    "transpose": lambda x: x.T @ x + x.reshape(1, 2, 3).transpose(2, 0, 1).sum(axis=1) @ X,
    "getitem": lambda x: (
        x[0, 1:] * x[[0, 1, 1, 1]][:2, 1:] + x[..., -1][:, None] + x[x.value > 0.4].sum()
    ),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_gradients_are_those_of_differences(name: str) -> None:
    operation = OPERATIONS[name]
    x = Variable(X)
    y = operation(x)
    g = np.random.default_rng(0).normal(size=y.shape)
    y.backward(g)

    def f(entries: Any) -> float:
        return float((g * operation(Variable(entries.reshape(X.shape))).value).sum())

    assert x.grad is not None
    assert x.grad.shape == X.shape
    np.testing.assert_allclose(x.grad.ravel(), numerical_gradient(f, X.ravel()), atol=2e-8)


UNARY = ("tanh", "exp", "softmax", "square", "mean", "transpose", "relu", "sum")
BINARY = ("+", "-", "*", "/", "@")


def build(seed: int, leaves: list[Any], kit: Any) -> Any:
    """A random computation of ``leaves``, the same with each ``kit`` of operations."""
    rng = np.random.default_rng(seed)
    made = list(leaves)
    for _ in range(12):
        a, b = (made[i] for i in rng.integers(len(made), size=2))
        if rng.random() < 0.45:
            made.append(kit[UNARY[rng.integers(len(UNARY))]](a))
        else:
            made.append(kit[BINARY[rng.integers(len(BINARY))]](a, b))
    return sum((kit["sum"](node) for node in made[-4:]), start=sum(kit["sum"](a) for a in leaves))


def kit(of: Any, tanh: Any, exp: Any, soft: Any, sum_: Any) -> dict[str, Any]:
    """Operations that keep numbers of moderate size, on 3 × 3 arrays, rows and columns."""
    return {
        "tanh": tanh,
        "exp": lambda a: exp(tanh(a)),
        "softmax": soft,
        "square": lambda a: (a * a + 1.0) ** 0.5 + tanh(a) ** 2,
        "mean": lambda a: of.mean(a),
        "transpose": lambda a: of.transpose(a) if len(a.shape) == 2 else a,
        "relu": lambda a: of.maximum0(a),
        "sum": lambda a: sum_(a),
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b * 0.5,
        "*": lambda a, b: tanh(a) * b,
        "/": lambda a, b: a / (2.0 + tanh(b)),
        "@": lambda a, b: (
            tanh(a) @ b
            if len(a.shape) == 2 and len(b.shape) == 2 and a.shape[1] == b.shape[0]
            else a + b
        ),
    }


class Ours:
    """The tape under the names of NumPy."""

    mean = staticmethod(lambda a: a.mean(axis=0, keepdims=True) if len(a.shape) else a)
    transpose = staticmethod(lambda a: a.T)
    maximum0 = staticmethod(lambda a: a.relu())


class Theirs:
    """autograd under the same names."""

    mean = staticmethod(lambda a: anp.mean(a, axis=0, keepdims=True) if len(a.shape) else a)
    transpose = staticmethod(anp.transpose)
    maximum0 = staticmethod(lambda a: a * (a > 0))


OURS = kit(Ours, lambda a: a.tanh(), lambda a: a.exp(),
           lambda a: a.softmax() if len(a.shape) else a, lambda a: a.sum())  # fmt: skip


def _softmax(a: Any) -> Any:
    if not len(a.shape):
        return a
    e = anp.exp(a - anp.max(a, axis=-1, keepdims=True))
    return e / anp.sum(e, axis=-1, keepdims=True)


THEIRS = kit(Theirs, anp.tanh, anp.exp, _softmax, anp.sum)


@pytest.mark.parametrize("seed", range(200))
def test_random_computations_agree_with_autograd(seed: int) -> None:
    rng = np.random.default_rng(seed + 10_000)
    values = [rng.normal(size=shape) for shape in ((3, 3), (1, 3), (3, 1), ())]
    leaves = [Variable(value) for value in values]
    build(seed, leaves, OURS).backward()
    for place, leaf in enumerate(leaves):

        def of_one(x: Any, place: int = place) -> Any:
            return build(seed, [*values[:place], x, *values[place + 1 :]], THEIRS)

        expected = autograd_grad(of_one)(values[place])
        found = leaf.grad if leaf.grad is not None else np.zeros_like(leaf.value)
        scale = max(1.0, np.abs(expected).max())
        np.testing.assert_allclose(found, expected, atol=1e-10 * scale, rtol=1e-10)


def test_equal_maxima_share_the_cotangent() -> None:
    x = Variable([1.0, 3.0, 3.0])
    x.max().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0.0, 0.5, 0.5]


def test_backward_adds_to_what_is_there() -> None:
    x = Variable([1.0, 2.0])
    (x * x).sum().backward()
    (x * 3.0).sum().backward()
    np.testing.assert_array_equal(x.grad, [5.0, 7.0])
    x.grad = None
    x.sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 1.0])


def test_gradients_do_not_share_memory() -> None:
    x, y = Variable(np.ones((2, 3))), Variable(np.ones((2, 3)))
    z = x + y
    (z.reshape(3, 2) + z.T).sum().backward()
    grads = [grad for grad in (x.grad, y.grad, z.grad) if grad is not None]
    assert len(grads) == 3
    for i, one in enumerate(grads):
        one += i + 1.0
        assert [float(other.flat[0]) for other in grads[i + 1 :]] == [2.0] * (2 - i)


def test_the_value_that_was_given_is_not_changed_and_float32_stays() -> None:
    value = np.ones(3, np.float32)
    x = Variable(value)
    y = (x * 2 + 1.0) ** 2 / 3
    y.sum().backward()
    assert x.grad is not None
    assert {y.value.dtype, x.grad.dtype} == {np.dtype(np.float32)}
    assert value.tolist() == [1.0, 1.0, 1.0]
    assert repr(Variable(2.0)) == "Variable(array(2.))"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Variable(np.arange(3)), r"a Variable of type int64 and shape \(3,\)"),
        (lambda: Variable([1.0, np.nan]), r"a Variable of shape \(2,\) with nan"),
        (lambda: Variable(X) + np.ones(2), r"got shapes \(2, 3\) and \(2,\) for add"),
        (lambda: np.ones(2) * Variable(X), r"got shapes \(2,\) and \(2, 3\) for multiply|\(2, 3\)"),
        (lambda: Variable(X) @ Variable(X), r"got shapes \(2, 3\) and \(2, 3\) for matmul"),
        (lambda: Variable(X) @ 2.0, r"got shapes \(2, 3\) and \(\) for matmul"),
        (lambda: Variable(X) * np.arange(3), r"an operand of type int64 and shape \(3,\)"),
        (lambda: Variable(X).log(), r"log of shape \(2, 3\) with -1\.2"),
        (lambda: Variable(X).sum(axis=2), r"got shape \(2, 3\) and axis=2"),
        (lambda: Variable(np.zeros((0, 2))).mean(), r"the mean of shape \(0, 2\)"),
        (lambda: Variable(np.zeros((0, 2))).max(axis=0), r"got shape \(0, 2\) and axis=0"),
        (lambda: Variable(X).softmax(axis=5), r"got axis=5"),
        (lambda: Variable(X).reshape(4, 2), r"got shape \(2, 3\) to reshape to \(4, 2\)"),
        (lambda: Variable(X).transpose(0, 0), r"got shape \(2, 3\) to transpose to \(0, 0\)"),
        (lambda: Variable(X)[2], r"got shape \(2, 3\) and the index 2"),
        (lambda: Variable(X).backward(), r"got an output of shape \(2, 3\), expected a scalar"),
    ],
)
def test_what_does_not_fit_is_told_with_its_shapes(make: Any, message: str) -> None:
    with pytest.raises(MathbookError, match=message) as caught:
        make()
    assert isinstance(caught.value, InputError)


def test_operations_of_ones_own() -> None:
    x = Variable([1.0, 4.0])
    root = np.sqrt(x.value)
    y = Variable.computed(root, (x,), lambda g: (g / (2 * root),))
    y.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0.5, 0.25]
