"""Numbers that look like results are found, labels are not, and near misses are named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.checks.lint import UnboundNumber, unbound_numbers
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.runs import BlockRun, NumberRun


def found(
    text: str, *outputs: str, name: str = "chapter.md", bound: tuple[str, ...] = ()
) -> list[UnboundNumber]:
    """What is found in ``text`` after its code has printed ``outputs``."""
    chapter = parse_text(Path(name), text)
    runs = {0: BlockRun(0, 0.0, outputs, (), (), ())}
    numbers = {index: NumberRun(index, value) for index, value in enumerate(bound)}
    return unbound_numbers(chapter, Evaluation(chapter, runs=runs, numbers=numbers))


def numerals(text: str) -> list[str]:
    return [number.numeral for number in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The angle is 12.09 degrees.", ["12.09"]),
        ("It falls by 12 % or 12.5% of it.", ["12 %", "12.5%"]),
        ("It falls by 12 percent.", ["12"]),
        ("ADMM stops after 40 iterations.", ["40"]),
        ("After 0, 1, 2, 3 and 30 steps.", ["30"]),
        ("It has 6,400 parameters, 8 bytes each.", ["6,400", "8"]),
        ("A residual of 1e-9.", ["1e-9"]),
        ("Between 0.30 and 0.36, or 0.30–0.36.", ["0.30", "0.36", "0.30", "0.36"]),
        ("The slope −0.71 and the slope -0.72.", ["−0.71", "-0.72"]),
        ("**12.09** degrees, *0.5*, (0.25).", ["12.09", "0.5", "0.25"]),
        ("It misses the centre by 12\ndegrees.", ["12"]),
        ("It is 12.5.", ["12.5"]),
        ("# It takes 12 steps", ["12"]),
        ("![It misses by 12 degrees.](figures/x.svg)", ["12"]),
        ("| a | loss |\n|---|---|\n| x | 0.5 |\n", ["0.5"]),
        ("| a | steps |\n|---|---|\n| x | 40 |\n| y | 50 |\n", ["40", "50"]),
        ("| a | b |\n|---|---|\n| steps | 40 |\n", ["40"]),
        ("!!! note\n\n    It takes 40 steps.\n", ["40"]),
        ("> It takes 40 steps.\n", ["40"]),
        ("- It takes 40 steps.\n", ["40"]),
    ],
)
def test_what_looks_like_a_result_is_found(text: str, expected: list[str]) -> None:
    assert numerals(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Section 2.1, §5.3, figure 2.3, equation (3.2.4) and table 1.1.",
        "See [2.1 Gradients](gradients.md) and sections 5.1 to 5.3.",
        "## 2.1 Gradients\n",
        "A book, 2nd ed., 2006, pages 110–112, SIAM Review 40(1).",
        "Since 2017, in the 1990s, on 5 May 2027, 2026-11-23.",
        "1. First\n2. Second\n",
        "Python 3.11 or newer, version 1.2.3, NumPy 2.0, v1.5.",
        "https://example.org/1.5 and doi:10.1000/182.5",
        "The code `x = 1.5`, the formula $x = 1.5$.\n\n```python\nx = 1.5\n```\n",
        "A 2-layer network, a 12-degree turn, ReLU6, GPT-2, top-5, float64, 3D, 2.5D.",
        "From 127.0.0.1 and 1.2.3.",
        "## References\n\n- 12.09 degrees\n",
        "<!-- note: 12.09 degrees -->",
        "![](figures/error-1.5.svg)",
        "The point (1, 2) and the ratio 3:1.",
        "There are 3 cities and 12 months.",
        "At most 300 lines.",
        "12.09<!-- = angle --> degrees, **40<!-- = n -->** steps.",
        "<!-- numbers: 0.30 = low; 40 = n -->\n\nFrom 0.30 after 40 steps.",
        "| a | section |\n|---|---|\n| x | 40 |\n",
        "See [2.1](calculus/gradients.md) and\n[3.2.4](#eq:x).",
        "CC BY 4.0, the SIL Open Font License 1.1.",
    ],
)
def test_labels_and_what_is_bound_or_no_words_are_not(text: str) -> None:
    assert numerals(text) == []


def test_docstrings_are_left_alone() -> None:
    assert found('"""It takes 0.5 seconds."""\n', name="module.py") == []


def test_a_finding_has_its_place_and_says_what_to_write() -> None:
    (number,) = found("# T\n\nWords,\nthen 12.5 more.\n")
    assert (number.line, number.column) == (4, 6)
    assert str(number) == (
        "12.5 looks like a result, and nothing binds it; bind it: 12.5<!-- = expression -->"
    )


@pytest.mark.parametrize(
    "text", ["![It is 12.5.](figures/x.svg)\n", "| a | b |\n|---|---|\n| 12.5 | x |\n"]
)
def test_where_a_comment_would_be_seen_another_form_is_named(text: str) -> None:
    (number,) = found(text)
    assert number.hidden
    assert str(number).endswith("bind it in a line before: <!-- numbers: 12.5 = expression -->")


def test_a_near_miss_is_named_with_the_number_of_the_code() -> None:
    (number,) = found("The angle is 12.19 degrees.", "cosine 0.9778, angle 12.09 degrees")
    assert number.near == "12.09"
    assert str(number).startswith("12.19 is close to 12.09 of the code, but no rounding of it; ")


def test_a_near_miss_of_a_bound_number_is_named() -> None:
    (number,) = found("It is 12.19.", bound=("12.09",))
    assert number.near == "12.09"


def test_a_rounding_is_unbound_but_no_near_miss() -> None:
    (number,) = found("The angle is 12.1 degrees.", "angle 12.09")
    assert number.near == ""


def test_a_near_miss_is_found_where_nothing_else_looks_like_a_result() -> None:
    assert [number.near for number in found("It grows to 2056.", "2055.2511")] == []
    assert [number.near for number in found("It grows to 20562.", "20552.511")] == ["20552.511"]
    assert [number.near for number in found("It grows to 150.", "151.0, 3.0")] == []
    assert [number.near for number in found("It grows to 152.", "151.0, 3.0")] == ["151.0"]


@pytest.mark.parametrize("text", ["In 2017.", "Section 152.", "Page 152.", "A book of 1998."])
def test_labels_and_years_come_close_to_nothing(text: str) -> None:
    assert found(text, "2016.5 151.0 1999.0") == []


def test_a_chapter_that_has_failed_is_read_too(evaluate_text: Callable[..., Evaluation]) -> None:
    evaluation = evaluate_text("# T\n\nIt is 12.5.\n\n```python\n1 / 0\n```\n")
    assert len(unbound_numbers(evaluation.chapter, evaluation)) == 1


def test_the_numbers_of_sessions_are_known(evaluate_text: Callable[..., Evaluation]) -> None:
    text = "# T\n\nIt is 12.19.\n\n```pycon\n>>> 12.0934\n12.0934\n```\n"
    evaluation = evaluate_text(text)
    (number,) = unbound_numbers(evaluation.chapter, evaluation)
    assert number.near == "12.0934"
