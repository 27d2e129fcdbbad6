"""Transposes, primes, stars, norms, subscripts, indices and bounds."""

from collections.abc import Callable, Iterator

import pytest

from mathbook.publishing.audit import script_mutations as scripts
from mathbook.publishing.audit.expressions import Expression
from mathbook.publishing.audit.mutations import Mutation
from mathbook.publishing.audit.symbol_mutations import index_tokens

Generator = Callable[[Expression], Iterator[Mutation]]


def results(latex: str, generator: Generator) -> list[str]:
    return [mutation.apply(latex) for mutation in generator(Expression(latex))]


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("QK^T", ["QK"]),
        (r"\nabla f(x)^\top v", [r"\nabla f(x) v"]),
        ("w^{T}x", ["wx"]),
        (r"\alpha^Tx", [r"\alpha x"]),
        (
            r"A^\intercal + B^{\mathsf{T}} + C^\mathrm{T}",
            [
                r"A + B^{\mathsf{T}} + C^\mathrm{T}",
                r"A^\intercal + B + C^\mathrm{T}",
                r"A^\intercal + B^{\mathsf{T}} + C",
            ],
        ),
        (r"A^{-T} b", [r"A^{-1} b"]),
        (r"\sum_{t=1}^T x_t", []),
        ("x_T + T", []),
    ],
)
def test_transposes_are_removed(latex: str, changed: list[str]) -> None:
    assert results(latex, scripts.removed_transposes) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("f'(x)", ["f(x)"]),
        (r"f^{\prime\prime}", [r"f^{\prime}"]),
        ("(x^*, y^{*})", ["(x, y^{*})", "(x^*, y)"]),
        ("a * b", []),
    ],
)
def test_primes_and_stars_are_removed(latex: str, changed: list[str]) -> None:
    assert results(latex, scripts.removed_marks) == changed


def test_primes_and_stars_are_told_apart() -> None:
    found = scripts.removed_marks(Expression(r"f' + g^\prime + x^*"))
    assert [mutation.kind for mutation in found] == ["prime", "prime", "superscript"]


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("v_1^2", ["v^2"]),
        (r"\sqrt{d_k}", [r"\sqrt{d}"]),
        (r"\nabla_\lambda \mathcal{L}", [r"\nabla \mathcal{L}"]),
        (r"\|x\|_1", [r"\|x\|"]),
        (r"\|x\|_2 + \|A\|_F", []),
        (r"\sum_i \min_x \underbrace{a}_{b}", []),
        (r"\operatorname*{argmin}_x", []),
    ],
)
def test_subscripts_are_removed_where_something_else_is_said_without(
    latex: str, changed: list[str]
) -> None:
    assert results(latex, scripts.removed_subscripts) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"\|v\|_2^2", [r"\|v\|_1^2"]),
        (r"\|v\|_1", [r"\|v\|_2"]),
        (r"\left\|v\right\|_\infty", [r"\left\|v\right\|_2"]),
        (r"\|A\|_F", [r"\|A\|_2"]),
        (r"\|x\|_p + x_2", []),
    ],
)
def test_norms_become_others(latex: str, changed: list[str]) -> None:
    assert results(latex, scripts.changed_norms) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("x_i", ["x_{i+1}"]),
        ("z^k", ["z^{k+1}"]),
        ("u^{k+1}", ["u^{k}"]),
        ("x^{(k)}", ["x^{(k+1)}"]),
        (r"\sum_{i=1}^n x_i", [r"\sum_{i=1}^{n-1} x_i", r"\sum_{i=1}^n x_{i+1}"]),
        (r"\sum_i 1", []),
        (r"D_v f(x) = v", []),
        (r"e^x + \|x\|^2", []),
    ],
)
def test_indices_and_bounds_are_off_by_one(latex: str, changed: list[str]) -> None:
    def shifted(expression: Expression) -> Iterator[Mutation]:
        return scripts.shifted_indices(expression, index_tokens(expression))

    assert results(latex, shifted) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("J_{ij}", ["J_{ji}"]),
        ("a_{i, j}", ["a_{j,i}"]),
        (r"\sum_{i,j} x", []),
        (r"\min_{w, b} f", []),
        ("x_{i+j} + x_{ijk}", []),
    ],
)
def test_an_entry_becomes_that_of_the_transpose(latex: str, changed: list[str]) -> None:
    assert results(latex, scripts.swapped_indices) == changed
