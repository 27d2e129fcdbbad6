"""Which functions of a section's module its formulas reach."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Binding, Formula, Span
from mathbook.publishing.configuration import ChapterFolder, Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.reach import Reach, held_against, public_functions, reach_of
from mathbook.publishing.runs import FormulaRun

MODULE = """\
from lines.more import distance, Result

__all__ = ["EPSILON", "Line", "Result", "distance", "slope", "turn"]

EPSILON = 1e-9


class Line: ...


def slope(a, b): ...


def turn(a): ...


def _hidden(): ...
"""
PAGE = """\
# Slope

$m = 1$ and $m = 2$.

<!-- names:
  from lines.slopes import slope
  point = slope((0, 0), (1, 1))
  m = point + 1
-->
"""


@pytest.fixture
def book(tmp_path: Path) -> Configuration:
    module = tmp_path / "geometry" / "lines" / "slopes.py"
    module.parent.mkdir(parents=True)
    module.write_text(MODULE)
    chapter = ChapterFolder(7, "Lines", "lines", ("slopes", "points"))
    packages = (tmp_path / "other", tmp_path / "geometry")
    return Configuration(tmp_path, tmp_path / "docs", packages=packages, chapters=(chapter,))


def evaluation(*against: str, status: str = "holds") -> Evaluation:
    chapter = parse_text(Path("docs/lines/slopes.md"), PAGE)
    return Evaluation(chapter, formulas={0: FormulaRun(0, status, 1, against=against)})


def test_public_functions_are_those_of_all(book: Configuration) -> None:
    file = book.root / "geometry" / "lines" / "slopes.py"
    assert public_functions(file) == ("distance", "slope", "turn")


@pytest.mark.parametrize("text", ["def f(): ...\n", "__all__ = other.__all__\n", "def f(:\n"])
def test_a_module_that_names_none_has_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(text)
    assert public_functions(tmp_path / "module.py") == ()


def test_a_function_is_reached_by_what_a_formula_was_held_against(book: Configuration) -> None:
    reach = reach_of("lines/slopes.md", evaluation("f = turn(x)", "g = distance"), book)
    assert reach == Reach("geometry.lines.slopes", ("distance", "turn"), ("slope",))


@pytest.mark.parametrize("against", ["m", "m = point + 1"])
def test_a_function_is_reached_through_bindings(book: Configuration, against: str) -> None:
    reach = reach_of("lines/slopes.md", evaluation(against), book)
    assert reach is not None
    assert reach.reached == ("slope",)


@pytest.mark.parametrize("against", ["f = slopes(x)", "slope", "f = my_slope(x)", "x = 1"])
def test_another_name_reaches_nothing(book: Configuration, against: str) -> None:
    reach = reach_of("lines/slopes.md", evaluation(against), book)
    assert reach is not None
    assert reach.reached == ()


def test_a_formula_that_fails_reaches_nothing(book: Configuration) -> None:
    reach = reach_of("lines/slopes.md", evaluation("f = slope", status="fails"), book)
    assert reach is not None
    assert reach.reached == ()


@pytest.mark.parametrize("page", ["index.md", "lines/points.md", "lines/index.md"])
def test_what_is_no_section_or_has_no_module_reaches_nothing(
    book: Configuration, page: str
) -> None:
    assert reach_of(page, evaluation("f = slope"), book) is None


@pytest.mark.parametrize(
    ("target", "expression", "against", "texts"),
    [
        ("g", "slope(a, b)", "g", "g = slope(a, b)"),
        ("f(x)", "slope(x, x)", "f = slope(x, x)", "f = slope(x, x)"),
        ("f", "lambda x: 2 * x", "f = <lambda>", "f = lambda x: 2 * x"),
        ("x, y", "1.0, (2, 3)", "y", "y = (2, 3)"),
        ("m, n", "J.shape", "n = J.shape", "n = (J.shape)[1]"),
        (r"\hat y", "slope(a, b)", r"\hat y", r"\hat y = slope(a, b)"),
        ("z", "1", "f = step", "f = step"),
        ("z", "1", "w", "w"),
    ],
)
def test_what_a_formula_is_held_against_reads_as_its_binding(
    target: str, expression: str, against: str, texts: str
) -> None:
    formula = Formula(Span(0, 1, 1, 1), "x = 1", False, (Binding(1, target, expression),))
    assert held_against(formula, FormulaRun(0, "holds", 1, against=(against,))) == (texts,)


def test_an_inner_binding_speaks_for_its_formula() -> None:
    bindings = (Binding(1, "x", "outer"), Binding(2, "x", "inner"), Binding(3, "", "import a"))
    formula = Formula(Span(0, 1, 1, 1), "x = 1", False, bindings)
    assert held_against(formula, FormulaRun(0, "holds", 1, against=("x",))) == ("x = inner",)
