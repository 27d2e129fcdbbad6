"""Code with one number, operator, comparison or function changed."""

import ast
from pathlib import Path

import pytest

from mathbook.publishing.audit.code_mutations import code_mutations
from mathbook.publishing.parsers.markdown import parse_chapter

ROOT = Path(__file__).parents[3]
PAGE = parse_chapter(ROOT / "docs" / "calculus" / "gradients.md")
SOURCES = [
    *(block.source for block in PAGE.blocks if not block.is_console),
    *(path.read_text(encoding="utf-8") for path in (ROOT / "mathbook/calculus").glob("*.py")),
]


def changes(source: str) -> list[str]:
    return [mutation.apply(source) for mutation in code_mutations(source)]


def test_the_changes_of_a_gradient() -> None:
    source = "def gradient(x):\n    return np.array([2 * x[0] + x[1]])\n"
    assert [
        text.removeprefix("def gradient(x):\n    return np.array([").removesuffix("])\n")
        for text in changes(source)
    ] == [
        "3 * x[0] + x[1]",
        "2 / x[0] + x[1]",
        "2 * x[1] + x[1]",
        "2 * x[0] - x[1]",
        "2 * x[0] + x[2]",
    ]


@pytest.mark.parametrize(
    ("literal", "other"),
    [
        ("0", "1"),
        ("9", "10"),
        ("121", "122"),
        ("1_000", "1001"),
        ("0x10", "17"),
        ("0.1", "1.1"),
        (".7", "1.7"),
        ("2.", "3.0"),
        ("1e-9", "1.000000001"),
        ("1e12", "1000000000001.0"),
        ("1e300", "5e+299"),
        ("2j", "3.0j"),
        ("12.5j", "13.5j"),
        ("True", "False"),
        ("False", "True"),
    ],
)
def test_constants_are_changed(literal: str, other: str) -> None:
    assert changes(f"x = {literal}") == [f"x = {other}"]


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ("a + b", "a - b"),
        ("a - b", "a + b"),
        ("a * b", "a / b"),
        ("a / b", "a * b"),
        ("a // b", "a / b"),
        ("a ** b", "a * b"),
        ("a @ b", "a * b"),
        ("a & b", "a | b"),
        ("a += b", "a -= b"),
        ("a /= b", "a *= b"),
        ("a < b", "a >= b"),
        ("a > b", "a <= b"),
        ("a <= b", "a > b"),
        ("a == b", "a != b"),
        ("a is not None", "a is None"),
        ("a in b", "a not in b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("-a", "a"),
        ("~a", "a"),
        ("A.T", "A"),
        ("np.sin(a)", "np.cos(a)"),
        ("np.argmin(a)", "np.argmax(a)"),
        ("max(a)", "min(a)"),
        ("f'{a * b:.4f}'", "f'{a / b:.4f}'"),
    ],
)
def test_operators_and_functions_are_changed(source: str, other: str) -> None:
    assert changes(source) == [other]


def test_a_chain_is_changed_one_link_at_a_time() -> None:
    assert changes("a < b <= c") == ["a >= b <= c", "a < b > c"]
    assert changes("a and b and c") == ["a or b and c", "a and b or c"]
    assert changes("a + b - c") == ["a - b - c", "a + b + c"]


def test_brackets_comments_and_wide_letters_do_not_mislead() -> None:
    source = "ü = 'é'; β = (α  # + 1\n    ) + (  # - 2\n    γ)\n"
    assert changes(source) == [source.replace(") + (", ") - (")]


@pytest.mark.parametrize(
    "source",
    [
        '"""It has 2 examples."""',
        "x = 'a 1 + 2' 'b'",
        "'-' * n + f'{a:>{10}.3f}'",
        "import numpy as np\nfrom math import e as x1",
        "def f(x: A[1] = None, *y: 2 + 2) -> 3 | 4: ...",
        "x: Literal[1, 2]",
        "@cache(maxsize=1 + 2)\ndef f(): ...",
        "if TYPE_CHECKING:\n    x = 1 + 2",
        "raise ValueError(f'got {x + 1}, expected {2}')",
        "assert x, f'got {y + 1}'",
        "x[:, None, ...]",
        "+x",
        "a.max",
    ],
)
def test_what_computes_nothing_stays(source: str) -> None:
    assert changes(source) == []


def test_what_runs_beside_a_skipped_part_is_changed() -> None:
    assert changes("if TYPE_CHECKING:\n    x = 1\nelse:\n    x = 2\n") == [
        "if TYPE_CHECKING:\n    x = 1\nelse:\n    x = 3\n"
    ]
    assert changes("assert x > y, 'x + 1'") == ["assert x <= y, 'x + 1'"]
    assert changes("def f(x: int = 1): ...") == ["def f(x: int = 2): ..."]


def test_a_change_that_python_cannot_parse_is_dropped() -> None:
    # Without the minus the brace would be an escaped one.
    assert changes("f'{-{x: y}[x]}'") == []


def test_source_that_is_not_python_is_an_error() -> None:
    with pytest.raises(SyntaxError):
        code_mutations("x +")


@pytest.mark.parametrize("source", SOURCES)
def test_each_change_is_another_program(source: str) -> None:
    tree = ast.dump(ast.parse(source))
    mutations = code_mutations(source)
    assert len({mutation.apply(source) for mutation in mutations}) == len(mutations)
    for mutation in mutations:
        assert ast.dump(ast.parse(mutation.apply(source))) != tree


def test_the_page_and_its_module_have_changes() -> None:
    assert sum(len(code_mutations(source)) for source in SOURCES) > 200
