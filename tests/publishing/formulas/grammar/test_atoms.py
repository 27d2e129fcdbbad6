"""Printed names, and the Python names that they may have."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.atoms import Atom, read_argument, scan_atom
from mathbook.publishing.formulas.grammar.tokens import tokenize


def atom_of(latex: str) -> Atom:
    tokens = tokenize(latex)
    atom = scan_atom(tokens, 0)
    assert atom is not None
    assert atom.end == len(tokens)
    return atom


@pytest.mark.parametrize(
    ("latex", "spelling"),
    [
        ("x", "x"),
        (r"\alpha", "alpha"),
        (r"\lambda", "lam"),
        (r"\lambda", "lambda_"),
        (r"\varepsilon", "eps"),
        (r"\ell", "l"),
        (r"\hat y", "y_hat"),
        (r"\hat y", "yhat"),
        (r"\hat{\beta}", "beta_hat"),
        (r"\bar x", "x_bar"),
        (r"\vec v", "v"),
        (r"\ddot x", "x_ddot"),
        (r"\hat{\bar x}", "x_bar_hat"),
        ("x^*", "x_star"),
        (r"\lambda^\star", "lam_star"),
        ("A^+", "A_pinv"),
        ("f'", "f_prime"),
        ("x_1", "x_1"),
        ("x_1", "x1"),
        ("x_{12}", "x12"),
        ("d_k", "d_k"),
        (r"x_\text{new}", "x_new"),
        (r"w_{ij}", "w_ij"),
        (r"w_{i,j}", "w_i_j"),
        (r"\sigma_\lambda", "sigma_lam"),
        ("x_{k+1}", "x_next"),
        ("x_{k+1}", "x_kp1"),
        ("x^{t-1}", "x_prev"),
        ("z^{(k)}", "z_k"),
        (r"\hat\beta_0^*", "beta_hat_0_star"),
        (r"\mathcal L", "L"),
        (r"\mathcal L", "cal_L"),
        (r"\text{max pool}", "max_pool"),
        (r"\text{log-loss}", "log_loss"),
    ],
)
def test_a_printed_name_may_have_the_python_name(latex: str, spelling: str) -> None:
    assert spelling in set(atom_of(latex).spellings())


@pytest.mark.parametrize(
    ("latex", "spelling"), [("x_i", "xi"), (r"\lambda", "lambda"), ("x^2", "x_2"), ("x_1", "x")]
)
def test_other_python_names_are_other_names(latex: str, spelling: str) -> None:
    assert spelling not in set(atom_of(latex).spellings())


@pytest.mark.parametrize(
    "latex",
    [r"x_{" + r"\lambda" * 50 + "}", r"\hat" * 100 + " x", r"\epsilon^{" + r"\phi" * 40 + "}"],
)
def test_long_names_have_no_endless_list_of_spellings(latex: str) -> None:
    assert len(list(atom_of(latex).spellings())) <= 2000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\hat{y}", r"\hat y"),
        ("x_{i}", "x_i"),
        ("x^*_i", "x_i^*"),
        (r"\mathbf{x}_i", r"\mathbf x_{i}"),
        (r"\hat{\mathbf y}", r"\hat{\mathbf{y}}"),
        (r"\widehat{\theta}", r"\hat\theta"),
    ],
)
def test_names_that_are_printed_alike_are_equal(one: str, other: str) -> None:
    assert atom_of(one).latex == atom_of(other).latex


def test_other_marks_make_other_names() -> None:
    latex = ["y", r"\hat y", r"\bar y", r"\mathbf y", "y_1", "y^1", "y'", r"\hat{\bar y}"]
    assert len({atom_of(text).latex for text in latex}) == len(latex)


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"\hat{y}", r"\hat{y}"),
        (r"\mathbf{x}_{i}", r"\mathbf{x}_i"),
        ("x_{ij}", "x_{i j}"),
        (r"\theta^*", r"\theta^*"),
        (r"\hat\mathbf{y}", r"\hat{\mathbf{y}}"),
    ],
)
def test_a_name_can_be_printed(latex: str, printed: str) -> None:
    assert atom_of(latex).printed == printed


def test_the_longest_name_comes_first() -> None:
    variants = [variant.latex for variant in atom_of("x_i^*").variants()]
    assert variants == ["x _ i ^ *", "x ^ *", "x _ i", "x"]


def test_a_name_begins_and_ends_somewhere() -> None:
    latex = r"a + \hat{x}_i^2 b"
    tokens = tokenize(latex)
    atom = scan_atom(tokens, 2)
    assert atom is not None
    assert latex[atom.start :].startswith(r"\hat{x}")
    assert tokens[atom.end].text == "b"


@pytest.mark.parametrize(
    "latex", ["+", "(x)", r"\frac12", r"\hat{xy}", r"\hat", "2", "", r"\bar{x+y}"]
)
def test_what_is_no_name(latex: str) -> None:
    assert scan_atom(tokenize(latex), 0) is None


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        ("x_1_2", "two subscripts"),
        ("x^1^2", "two superscripts"),
        ("x^", "an argument is missing"),
        ("x_}", "found '}' where an argument belongs"),
        ("x^_2", "found '_' where an argument belongs"),
        ("x_{1", "'{' is never closed"),
    ],
)
def test_scripts_that_are_incomplete(latex: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message) as caught:
        scan_atom(tokenize(latex), 0)
    assert caught.value.position is not None


@pytest.mark.parametrize(
    ("latex", "argument", "rest"),
    [
        ("a b", "a", "b"),
        ("{a b} c", "a b", "c"),
        ("{a {b c}} d", "a { b c }", "d"),
        (r"\hat a b", r"\hat a", "b"),
        (r"\hat{a_i} b", r"\hat { a _ i }", "b"),
        (r"\mathbf{\hat a} b", r"\mathbf { \hat a }", "b"),
    ],
)
def test_an_argument_is_a_token_or_a_group(latex: str, argument: str, rest: str) -> None:
    tokens = tokenize(latex)
    found, after = read_argument(tokens, 0)
    assert " ".join(token.text for token in found) == argument
    assert " ".join(token.text for token in tokens[after:]) == rest


def test_accents_upon_accents_do_not_exhaust_the_stack() -> None:
    tokens = tokenize(r"x^" + r"\hat" * 10_000 + " y")
    assert len(read_argument(tokens, 2)[0]) == 10_001
