"""The network with its derivatives written out, and the names of the section."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.calculus import backpropagation
from mathbook.calculus.backpropagation import TwoLayerNetwork, Variable, relu, squared_error
from mathbook.errors import InputError, MathbookError

KEYS = ["y_hat", "v", "a", "h", "w", "x"]


def test_the_worked_example() -> None:
    network = TwoLayerNetwork(w=3, v=0.5)
    y_hat, cache = network.forward(2)
    grads = network.backward(4, cache)
    assert y_hat == 3.0
    assert list(grads) == KEYS
    assert [float(grads[key]) for key in KEYS] == [-2.0, -12.0, -1.0, -1.0, -2.0, -3.0]


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_it_agrees_with_the_tape(seed: int, n_in: int, hidden: int, n_out: int) -> None:
    rng = np.random.default_rng(seed)
    w, v = rng.normal(size=(hidden, n_in)), rng.normal(size=(n_out, hidden))
    x, y = rng.normal(size=n_in), rng.normal(size=n_out)
    network = TwoLayerNetwork(w, v)
    y_hat, cache = network.forward(x)
    grads = network.backward(y, cache)
    nodes: dict[str, Any] = {"x": Variable(x), "w": Variable(w), "v": Variable(v)}
    nodes["h"] = nodes["w"] @ nodes["x"]
    nodes["a"] = relu(nodes["h"])
    nodes["y_hat"] = nodes["v"] @ nodes["a"]
    squared_error(nodes["y_hat"], y).backward()
    np.testing.assert_allclose(y_hat, nodes["y_hat"].value)
    for key in KEYS:
        assert grads[key].shape == nodes[key].shape
        np.testing.assert_allclose(grads[key], nodes[key].grad, atol=1e-12)


def test_the_gradients_are_those_of_the_cached_pass() -> None:
    network = TwoLayerNetwork(3.0, 0.5)
    _, cache = network.forward(2.0)
    before = network.backward(4.0, cache)
    network.w -= 100.0
    network.v = np.array(7.0)
    assert network.backward(4.0, cache) == before


def test_a_dead_unit_has_no_gradient() -> None:
    network = TwoLayerNetwork(3.0, 0.5)
    _, cache = network.forward(-2.0)
    grads = network.backward(4.0, cache)
    assert (float(grads["v"]), float(grads["w"]), float(grads["x"])) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: TwoLayerNetwork(np.ones((3, 2)), np.ones((1, 2))),
            r"\(3, 2\) and v of shape \(1, 2\)",
        ),
        (lambda: TwoLayerNetwork(np.ones((3, 2)), 0.5), r"w of shape \(3, 2\) and v of shape \(\)"),
        (lambda: TwoLayerNetwork(np.nan, 1.0), r"got w of shape \(\) with nan"),
        (lambda: TwoLayerNetwork(3.0, 0.5).forward([1.0]), r"x of shape \(1,\), expected \(\)"),
        (
            lambda: TwoLayerNetwork(np.ones((3, 2)), np.ones((1, 3))).forward(np.ones(3)),
            r"x of shape \(3,\), expected \(2,\)",
        ),
        (
            lambda: TwoLayerNetwork(3.0, 0.5).backward(
                [4.0], TwoLayerNetwork(3.0, 0.5).forward(2)[1]
            ),
            r"y of shape \(1,\), expected \(\)",
        ),
        (lambda: TwoLayerNetwork(3.0, 0.5).backward(4.0, {}), "run forward first"),
        (lambda: TwoLayerNetwork(3.0, 0.5).backward(4.0, None), "a cache of type NoneType"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_refused(make: Any, message: str) -> None:
    with pytest.raises(MathbookError, match=message) as caught:
        make()
    assert isinstance(caught.value, InputError)


def test_the_section_has_all_its_names() -> None:
    for name in backpropagation.__all__:
        assert getattr(backpropagation, name).__module__.startswith("mathbook.calculus.")
