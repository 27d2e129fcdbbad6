"""Names that mean something by custom, unless something is bound to them."""

from typing import Any

import numpy as np
import pytest

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
