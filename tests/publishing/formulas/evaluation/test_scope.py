"""Names have values, nodes follow from others, and functions that raise are named."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.evaluation.scope import Scope, Trace, fitted, run, spellings
from mathbook.publishing.formulas.grammar.names import Graph, Names
from tests.publishing.formulas.checks import holds, refusal

GRAPH = {"x": 2.0, "w": 3.0, "h": lambda w, x: w * x, "a": lambda h: h + 1}


def test_a_node_follows_from_its_parents() -> None:
    scope = Scope(Names(GRAPH))
    assert scope.value("h") == 6.0
    assert scope.value("a") == 7.0


def test_an_overridden_node_forgets_its_parents() -> None:
    scope = Scope(Names(GRAPH)).child(values={"h": 10.0})
    assert scope.value("a") == 11.0
    assert scope.child(values={"x": 100.0}).value("a") == 11.0


def test_an_overridden_leaf_reaches_every_node() -> None:
    scope = Scope(Names(GRAPH))
    assert scope.value("a") == 7.0
    assert scope.child(values={"x": 1.0}).value("a") == 4.0
    assert scope.value("a") == 7.0


def test_a_node_is_computed_once() -> None:
    calls: list[float] = []

    def h(x: float) -> float:
        calls.append(x)
        return x

    scope = Scope(Names({"x": 2.0, "h": h}))
    assert [scope.value("h") for _ in range(3)] == [2.0, 2.0, 2.0]
    assert len(calls) == 1


def test_what_follows_from_a_loop_is_computed_each_time() -> None:
    scope = Scope(Names({"f": lambda t: t * t, "g": lambda f: f + 1}))
    values = [scope.child(local={"t": t}).value("g") for t in (1.0, 2.0, 3.0)]
    assert values == [2.0, 5.0, 10.0]


def test_a_graph_is_a_node_and_no_function() -> None:
    scope = Scope(Names({"x": 2.0, "y": Graph(("x",), lambda x: x + 1)}))
    assert scope.value("y") == 3.0
    with pytest.raises(FormulaError, match="y is no function"):
        scope.call("y", [1.0])


def test_names_that_follow_from_themselves_are_refused() -> None:
    names = {"a": lambda b: b, "b": lambda c: c, "c": lambda a: a}
    assert "follows from itself" in str(refusal("a = 1", names))


def test_a_list_of_functions_is_a_function() -> None:
    scope = Scope(Names({"f": [lambda x: x**2, lambda x: 3 * x], "x": 2.0}))
    assert scope.value("f").tolist() == [4.0, 6.0]


def test_a_function_without_its_arguments_is_refused() -> None:
    assert "stands without its arguments" in str(refusal("f = 1", {"f": lambda t: t}))


def raising(x: float) -> float:
    raise RuntimeError(f"no value at {x}")


@pytest.mark.parametrize(
    ("latex", "names", "message"),
    [
        ("f(2) = 1", {"f": raising}, "f raises RuntimeError: no value at 2.0"),
        ("f = 1", {"f": raising, "x": 3.0}, "f raises RuntimeError: no value at 3.0"),
        ("f(2, 3) = 1", {"f": lambda x, y, z: x}, "f raises TypeError"),
        ("f_1(2) = 1", {"f": [raising, raising]}, "f 1 raises RuntimeError"),
        ("f(2) = 1", {"f": lambda x: None}, "the value of f is None"),
        ("f(2) = 1", {"f": lambda x: "one"}, "the value of f is 'one'"),
    ],
)
def test_a_function_that_raises_is_named_with_its_exception(
    latex: str, names: dict[str, Any], message: str
) -> None:
    assert message in str(refusal(latex, names))


def test_a_function_keeps_its_hands_off_the_declared_values() -> None:
    def wicked(x: Any) -> Any:
        x[0] = 99.0
        return x.sum()

    x = np.array([1.0, 2.0])
    assert holds("f(x) = 101", {"f": wicked, "x": x})
    assert x.tolist() == [1.0, 2.0]


def test_the_first_of_several_arrays_is_the_value() -> None:
    assert run(lambda: (np.ones(2), {"details": 1}), "f", ()).tolist() == [1.0, 1.0]
    assert run(lambda: (1.0, 2.0), "f", ()).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("arguments", "parameters", "expected"),
    [
        ([1.0, 2.0], ("p",), [[1.0, 2.0]]),
        ([np.array([1.0, 2.0])], ("x", "y"), [1.0, 2.0]),
        ([(1.0, 2.0)], ("p",), [[1.0, 2.0]]),
        ([1.0, 2.0], ("x", "y"), [1.0, 2.0]),
        ([np.array([1.0, 2.0])], ("p",), [[1.0, 2.0]]),
    ],
)
def test_points_and_coordinates_fit_each_other(
    arguments: list[Any], parameters: tuple[str, ...], expected: list[Any]
) -> None:
    assert [np.asarray(value).tolist() for value in fitted(arguments, parameters)] == expected


@pytest.mark.parametrize(
    ("printed", "python"),
    [(r"\hat y", "y_hat"), (r"\lambda", "lam"), ("x^*", "x_star"), ("W_1", "W_1")],
)
def test_printed_names_have_python_names(printed: str, python: str) -> None:
    assert python in spellings(printed)


def test_the_trace_remembers_the_largest_term() -> None:
    trace = Trace()
    for term in (1.0, np.array([-3.0, 2.0]), float("inf"), np.zeros(0)):
        trace.add_term(term)
    assert trace.magnitude == 3.0
