"""Names that mean something by custom, unless something is bound to them."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.checks import refusal as refused
from tests.publishing.formulas.grammar.forms import reading

NAMES: dict[str, Any] = {"x": 2.0, "n": 3, "i": 1, "f": np.sin}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("e", "e"),
        ("e^x", "exp{x}"),
        ("e^{-x/2}", "exp{(-(x / 2))}"),
        ("e_i", "unit{i}"),
        (r"e_i^\top", "unit{i}.T"),
        (r"\mathbf{e}_i", "unit{i}"),
        (r"\mathbf{e_1}", "unit{1}"),
        ("e^x_i", "exp{x}[i]"),
        ("I", "identity{}"),
        ("I_n", "identity{n}"),
        ("I_n^{-1}", "identity{n}^(-1)"),
        (r"I_{n \times n}", "identity{n}"),
        ("I_{10}", "identity{10}"),
        ("I_{n+1}", "identity{(+n +1)}"),
        ("I_{kj}", "indicator{?k = ?j}"),
        ("I_{nj}", "indicator{n = ?j}"),
        ("I_{1,2}", "indicator{1 = 2}"),
        (r"\pi x", r"(\pi x)"),
        (r"\pi^2", r"\pi^2"),
        (r"\delta_{ij}", "indicator{i = ?j}"),
        (r"\delta_{i,j}^2", "indicator{i = ?j}^2"),
        ("o(x)", "Landau(o, x)"),
        ("O(x^2)", "Landau(O, x^2)"),
        (r"\mathcal{O}(x)", "Landau(O, x)"),
    ],
)
def test_customs(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("e^x", "e^x"),
        ("e_i", "e[i]"),
        ("I_n", "I[n]"),
        (r"\pi", r"\pi"),
        (r"\delta_{ij}", r"\delta[i, ?j]"),
        ("o(x)", "o(x)"),
        ("O(x)", "O(x)"),
    ],
)
def test_what_is_bound_means_that(latex: str, read: str) -> None:
    bound = dict.fromkeys(("e", "I", r"\pi", r"\delta"), 1.0)
    assert reading(latex, {**NAMES, **bound, "o": np.sin, "O": np.sin}) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\hat e", r"?\hat{e}"),
        (r"\bar I", r"?\bar{I}"),
        (r"\delta", r"?\delta"),
        (r"\delta_i", r"?\delta[i]"),
        (r"\delta_{ijk}", r"?\delta[i, ?j, ?k]"),
        ("O", "?O"),
        ("O_p(x)", "(?O[?p] x)"),
    ],
)
def test_what_only_looks_like_it_is_another_name(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_two_index_letters_are_an_entry_of_the_identity() -> None:
    names = {"k": 1, "j": 2, "l": 1}
    assert holds("I_{kj} = 0", names)
    assert fails("I_{kj} = 1", names)
    assert holds("I_{kl} = 1", names)
    assert fails(r"\operatorname{tr}(I_{kj}) = 2", names)


def test_the_kronecker_delta_of_the_softmax() -> None:
    def softmax(a: Any) -> Any:
        return np.exp(a) / np.exp(a).sum()

    names = {"a": np.array([0.3, -0.2, 0.8]), "y": softmax}
    assert holds(r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_j)", names)
    assert fails(r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_k)", names)


@pytest.mark.parametrize("latex", ["I_{12}", "I_{mn}", "I_{2n}", "I_{n,m}", r"I_{m \times n}"])
def test_what_may_be_a_size_or_an_entry_is_refused(latex: str) -> None:
    error = refused(f"{latex} = 0", {"m": 2, "n": 3})
    assert "identity" in str(error)
    assert error.position == 0


def test_other_subscripts_are_of_another_name() -> None:
    assert "I is not bound" in str(refused("I_{ijk} = 1", {"i": 1, "j": 1, "k": 1}))
    assert "e is not bound" in str(refused("e_{ij} = 1", {"i": 1, "j": 1}))
