r"""A chain that ends with ``\in \mathbb{R}^{m \times n}`` says which shape its value has."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import Status
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import Space
from mathbook.publishing.formulas.verdicts.shapes import lies_in
from tests.publishing.formulas.checks import fails, holds, refusal, statement, verdict

A = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]])
x = np.array([0.4, -1.0, 2.0])
NAMES: dict[str, Any] = {
    "A": A,
    "x": x,
    "y": A @ x,
    "m": 2,
    "n": 3,
    "f": lambda x: x @ x,
    "S": A.T @ A,
    "B": A.T @ A + np.eye(3),
    "V": np.arange(12.0).reshape(4, 3),
    "v": np.arange(12.0).reshape(4, 3),
    "s": 2.0,
    "c": 1 + 2j,
    "q": lambda u: 2 * u,
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"y = A x \in \mathbb R^m", r"y = A x \in \mathbb R^n"),
        (r"y = A x \in \mathbb R^{m \times 1}", r"y = A x \in \mathbb R^{1 \times m}"),
        (
            r"\nabla f(x)^\top = 2 x^\top \in \mathbb R^{1 \times n}",
            r"\nabla f(x)^\top = 2 x^\top \in \mathbb R^n",
        ),
        (r"y = A x \in \mathbb R^2", r"y = 2 A x \in \mathbb R^2"),
        (r"f(x) = x^\top x \in \mathbb R", r"f(x) = x^\top x \in \mathbb R^n"),
        (r"f(x) = x^\top x \in \mathbb R_+", r"-f(x) = -x^\top x \in \mathbb R_+"),
        (r"s = 3 - 1 \in \mathbb R_{++}", r"s - 2 = 3 - 3 \in \mathbb R_{++}"),
        (r"S = A^\top A \in \mathbb S^n_+", r"S = A^\top A \in \mathbb S^n_{++}"),
        (r"B = S + I \in \mathbb S^n_{++}", r"-B = -S - I \in \mathbb S^n_+"),
        (r"S + B = B + S \in \mathbb S^n", r"2 V^\top V A^\top A = V^\top V 2 S \in \mathbb S^n"),
        (r"s = 3 - 1 \in \mathbb Z", r"s + 0.5 = 3 - 0.5 \in \mathbb Z"),
        (r"2 c = c + c \in \mathbb C", r"2 c = c + c \in \mathbb R"),
        (r"2 v_j = v_j + v_j \in \mathbb R^n", r"2 v_j = v_j + v_j \in \mathbb R^m"),
    ],
)
def test_the_shape_at_the_end_of_a_chain(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_the_verdict_says_which_shape_was_found() -> None:
    found = verdict(r"y = A x \in \mathbb R^n", NAMES)
    assert "its shape is (2,); expected (3,)" in str(found)
    assert found.link is not None
    assert found.link.text == r"A x \in \mathbb R^n"


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"y = A x \in \mathbb R^p", "the name p is not bound"),
        (r"q(u) = 2 u \in \mathbb R^n", "the name u is not bound"),
        (r"x = x + 0 \in \mathbb R^{1.5}", "expected an integer"),
        (r"(x, A) = (x, A + 0) \in \mathbb R^n", "tuple"),
        (r"y = A x \Rightarrow y \in \mathbb R^m", "space"),
    ],
)
def test_a_space_that_says_nothing_is_refused(latex: str, message: str) -> None:
    assert message in str(refusal(latex, NAMES))


def test_a_declaration_alone_stays_notation() -> None:
    assert verdict(r"x \in \mathbb R^p", NAMES).status is Status.NOTATION
    assert holds(r"y = A x, \quad A \in \mathbb R^{m \times p}", NAMES)


@pytest.mark.parametrize(
    ("printed", "size", "expected"),
    [
        (r"\mathbb{R}^n", 3, True),
        (r"\mathbb{R}^{n+1}", 3, False),
        (r"\mathbb{R}^q", 3, True),  # q may be any size
        (r"\mathbb{R}^{q \times n}", 3, False),
        (r"\mathbb{R}^n_+", 3, False),
    ],
)
def test_a_value_lies_in_a_space(printed: str, size: int, expected: bool) -> None:
    names = Names({"n": size, "x": 1.0})
    space = statement(rf"x = x \in {printed}", names.given).chains[0].sides[-1].node
    assert isinstance(space, Space)
    assert lies_in(np.array([1.0, -2.0, 3.0]), space, Scope(names)) is expected


def test_a_tuple_lies_in_no_space() -> None:
    assert not lies_in((1.0, np.ones(2)), Space("R", ()), Scope(Names({})))
