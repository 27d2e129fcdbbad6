"""What ``mathbook.calculus`` exports, and that it imports nothing before it is used."""

import subprocess
import sys

import pytest

import mathbook.calculus
from mathbook.calculus import gradients

NAMES = ["check_gradient", "gradient_descent", "numerical_gradient", "numerical_jacobian"]


def test_all_is_exactly_the_public_names() -> None:
    assert sorted(mathbook.calculus.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_that_of_its_module(name: str) -> None:
    assert getattr(mathbook.calculus, name) is getattr(gradients, name)


def test_dir_lists_the_names() -> None:
    assert set(NAMES) <= set(dir(mathbook.calculus))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'mathbook\.calculus' has no attribute 'gradiant'"):
        getattr(mathbook.calculus, "gradiant")  # noqa: B009  a type checker refuses the dot


def _fresh(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_the_package_imports_the_module_only_when_a_name_is_used() -> None:
    output = _fresh(
        "import sys, mathbook.calculus\n"
        "name = 'mathbook.calculus.gradients'\n"
        "print(name in sys.modules, 'numerical_gradient' in dir(mathbook.calculus))\n"
        "print(name in sys.modules)\n"
        "mathbook.calculus.numerical_gradient\n"
        "print(name in sys.modules)"
    )
    assert output.split() == ["False", "True", "False", "True"]


def test_a_name_is_kept_after_its_first_use() -> None:
    output = _fresh(
        "import mathbook.calculus\n"
        "first = mathbook.calculus.check_gradient\n"
        "print('check_gradient' in vars(mathbook.calculus), "
        "first is mathbook.calculus.check_gradient)"
    )
    assert output.split() == ["True", "True"]


def test_the_star_import_gives_every_name() -> None:
    output = _fresh("from mathbook.calculus import *\nprint(numerical_jacobian.__name__)")
    assert output == "numerical_jacobian"
