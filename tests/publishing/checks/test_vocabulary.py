"""Labels and counts are told by the words beside them."""

import re

import pytest

from mathbook.publishing.checks.vocabulary import counts_something, without_labels


def left(text: str) -> list[str]:
    """The numerals that are no labels."""
    return re.findall(r"\d[\d.]*\d|\d", without_labels(text))


@pytest.mark.parametrize(
    "text",
    [
        "see section 2.1 and Section 2.1.3",
        "sections 5.1 to 5.3, 5.5 and 5.7",
        "sections\n5.1",
        "§5, §§ 5.1–5.3, §3.2.1",
        "Chapter 2, chapters 2 and 3",
        "Figure 2.3, Fig. 2.3, figures 2.1 and 2.2",
        "Table 4, Eq. 3.1, equation (3.2.4), equations (1) and (2)",
        "Theorem 2.1, lemma 3, Corollary 4.5, Proposition 1.2, Definition 7.1",
        "Exercise 2.1, example 3.2, claim 3, Algorithm 1, Appendix 4",
        "pages 110–112, page 12, pp. 3–4, p. 7",
        "volume 40, vol. 3, no. 2, line 12, lines 3-5",
        "in step 3 samples are drawn, steps 1 and 2, case 2, layer 3",
        "version 1.2, release 3.4, versions 1.2 and 1.3",
        "Python 3.11, NumPy 2.0, MkDocs 1.6, PyTorch 2.1",
        "the SIL Open Font License 1.1, CC BY 4.0, MIT License 1.0",
        "3.11 or newer, 9.8 and later, 2.0 or above, 9.8+",
    ],
)
def test_labels_are_no_results(text: str) -> None:
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("it is 12.09 degrees", ["12.09"]),
        ("section 2.1, 40 iterations later", ["40"]),
        ("figure 3 and 12 % of it", ["12"]),
        ("step 0.1, steps of 0.5", ["0.1", "0.5"]),
        ("step 3, 12.5 seconds", ["12.5"]),
        ("the value 0.5 or 1.5", ["0.5", "1.5"]),
        ("A Loss 0.5", ["0.5"]),
        ("more than 3.11 or less", ["3.11"]),
        ("intersection 2.5", ["2.5"]),
        ("sub-section 2.5", ["2.5"]),
        ("points 0.5 and 1.5", ["0.5", "1.5"]),
    ],
)
def test_other_numbers_stay(text: str, numerals: list[str]) -> None:
    assert left(text) == numerals


def test_labels_leave_everything_else_in_its_place() -> None:
    text = "In section 2.1\nit is 12."
    found = without_labels(text)
    assert len(found) == len(text)
    assert found.index("it is 12") == text.index("it is 12")


@pytest.mark.parametrize(
    "text",
    [
        "12 iterations",
        "12 steps",
        "12\nsteps",
        "> 12\n> steps",
        "    12 \n    random steps",
        "12 random points",
        "12 significant digits",
        "12 non-zeros",
        "12 nonzero entries",
        "12 ADMM iterations",
        "12 function evaluations",
        "12 ms",
        "12 milliseconds",
        "12 times",
        "12 percent",
        "12 support vectors",
        "12 GB",
        "12°",
        "after iteration 12",
        "epoch 12",
    ],
)
def test_counts_stand_beside_a_noun_of_computation(text: str) -> None:
    start = text.index("12")
    assert counts_something(text, start, start + 2)


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "12 books",
        "12, steps",
        "12. Steps",
        "12 of the steps",
        "12 is a step",
        "12 needs steps",
        "12 small and steps",
        "12\n\nsteps",
        "12-steps",
        "12 stepsons",
        "at most 12",
        "the iterations: 12",
    ],
)
def test_other_words_count_nothing(text: str) -> None:
    start = text.index("12")
    assert not counts_something(text, start, start + 2)


def test_a_first_iteration_is_no_result() -> None:
    assert not counts_something("in iteration 1", 13, 14)
