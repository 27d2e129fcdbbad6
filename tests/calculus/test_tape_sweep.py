"""The reverse sweep: order, accumulation, depth."""

import numpy as np
import pytest

from mathbook.calculus.tape import Variable
from mathbook.calculus.tape_sweep import Node, cotangents
from mathbook.errors import InputError


def test_adjoints_are_sums_over_all_uses() -> None:
    x = Variable(3.0)
    square = x * x
    y = square * square + square + x
    found = {id(node): adjoint for node, adjoint in cotangents(y)}
    assert found[id(square)] == 2 * 9 + 1
    assert found[id(x)] == 19 * 6 + 1


def test_a_variable_has_its_turn_after_all_that_use_it() -> None:
    x = Variable(2.0)
    nodes: list[Variable] = [x]
    rng = np.random.default_rng(0)
    for _ in range(50):
        left, right = (nodes[i] for i in rng.integers(len(nodes), size=2))
        nodes.append(left * 0.5 + right * 0.25)
    order = {id(node): place for place, (node, _) in enumerate(cotangents(nodes[-1]))}
    for node in nodes:
        for operand in node.operands:
            assert id(node) not in order or order[id(node)] < order[id(operand)]


def test_a_deep_computation_needs_no_deep_stack() -> None:
    x = Variable(1.0)
    y = x
    for _ in range(100_000):
        y = y + 1e-5
    y.backward()
    assert x.grad == 1.0


def test_paths_may_be_many_more_than_variables() -> None:
    x = Variable(1.0)
    y = x
    for _ in range(200):
        y = y * 0.5 + y * 0.5  # 2^200 paths
    y.backward()
    assert x.grad == pytest.approx(1.0)


def test_a_circle_is_found() -> None:
    x = Variable(1.0)
    y = x * 2.0
    z = y + 1.0
    y.operands = (z,)
    with pytest.raises(InputError, match="leads in a circle: 2 of 2 variables"):
        z.backward()
    assert z.grad is None


def test_what_is_swept_needs_only_values_operands_and_pullbacks() -> None:
    start = Node(np.array(2.0), (), None)
    end = Node(np.array(6.0), (start,), lambda g: (3 * g,))
    assert [float(adjoint) for _, adjoint in cotangents(end, 0.5)] == [0.5, 1.5]


@pytest.mark.parametrize(
    ("cotangent", "message"),
    [
        (None, r"got an output of shape \(2,\), expected a scalar, or a cotangent"),
        ([1.0], r"got a cotangent of shape \(1,\), expected that of the output, \(2,\)"),
        ([1.0, np.nan], r"got cotangent of shape \(2,\) with nan"),
        (np.arange(2), "got cotangent of type int64"),
    ],
)
def test_a_cotangent_has_the_shape_of_the_output(cotangent: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        cotangents(Variable([1.0, 2.0]) * 2.0, cotangent)  # type: ignore[arg-type]


def test_what_is_not_finite_has_no_derivative() -> None:
    with np.errstate(over="ignore"):
        y = (Variable(1000.0)).exp()
    with pytest.raises(InputError, match=r"got an output of shape \(\) that is not finite"):
        y.backward()
