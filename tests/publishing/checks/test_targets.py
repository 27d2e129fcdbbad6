"""The left sides of bindings: names as formulas print them, and calls."""

import pytest

from mathbook.publishing.checks.targets import as_call, is_name, same_name, spellings


@pytest.mark.parametrize(
    ("target", "call"),
    [
        ("f(x)", ("f", ["x"])),
        ("f(x, y)", ("f", ["x", "y"])),
        (r"\hat f (\lambda, x_1)", (r"\hat f", ["lam", "x_1"])),
        (r"\text{loss}(w)", (r"\text{loss}", ["w"])),
        ("f^{(2)}(x)", ("f^{(2)}", ["x"])),
        ("train_loss(w)", ("train_loss", ["w"])),
    ],
)
def test_a_call_is_a_name_and_its_parameters(target: str, call: tuple[str, list[str]]) -> None:
    assert as_call(target) == call


@pytest.mark.parametrize(
    "target", ["x", "f()", "(x)", "f(1)", "f(x + y)", r"P(A \mid B)", "f(x", "f^{(2)}", "f(x)'"]
)
def test_anything_else_is_no_call(target: str) -> None:
    assert as_call(target) is None


@pytest.mark.parametrize(
    ("target", "spelt"),
    [
        ("x", "x"),
        (r"\hat y", "y_hat"),
        (r"\lambda", "lam"),
        ("x^*", "x_star"),
        ("x_{k+1}", "x_next"),
        ("f'", "f_prime"),
        (r"\mathcal{L}", "L"),
        ("y_hat", "y_hat"),
    ],
)
def test_a_name_has_spellings_in_python(target: str, spelt: str) -> None:
    assert spelt in spellings(target)


@pytest.mark.parametrize("target", ["2", "x + y", r"P(A \mid B)", "", "β"])
def test_what_is_no_single_name_has_no_spelling(target: str) -> None:
    assert spellings(target) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\hat y", "y_hat"),
        (r"\hat{y}", r"\hat y"),
        (r"\lambda", "lam"),
        ("x_1", "x_{1}"),
        ("loss", "loss"),
        (r"P(A \mid B)", r"P(A \mid B)"),
    ],
)
def test_one_name_may_be_written_in_several_ways(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x", "X"),
        (r"\ell", "l"),
        (r"\hat y", "y"),
        ("x_1", "x_2"),
        ("lam", "lambda_"),
        (r"P(A \mid B)", "P"),
    ],
)
def test_other_names_are_other_names(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


@pytest.mark.parametrize(
    "target",
    [
        *("x", r"\hat y", "x_{k+1}", "x^*", "f'", r"\nabla f", r"\text{loss}", "train_loss", "y2"),
        *(r"P(A \mid B)", "P(D|+)", "H(X, Y)", r"D_v f(x)", r"\nabla^2 f_k", r"\|f\|_{H}^2"),
    ],
)
def test_formulas_use_names_of_many_forms(target: str) -> None:
    assert is_name(target)


@pytest.mark.parametrize(
    "target",
    ["2", "0.5", "2x", "x + y", "x +", "-x", "x = y", r"x \le y", r"\int", r"\sum", "", "(", "+",
     "β", "größe", "$x$", "#x", "x < y", "a, b", r"x \cdot y"],
)  # fmt: skip
def test_a_number_or_a_term_is_no_name(target: str) -> None:
    assert not is_name(target)
