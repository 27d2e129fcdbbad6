"""Outputs, bound numbers and alt texts with one digit, sign or word changed."""

import pytest

from mathbook.publishing.audit.text_mutations import (
    alt_text_mutations,
    number_mutations,
    output_mutations,
)


def outputs(*lines: str) -> list[tuple[int, str, str]]:
    return [
        (index, mutation.kind, mutation.apply(lines[index]))
        for index, mutation in output_mutations(lines)
    ]


def test_each_digit_and_sign_of_an_output_is_changed() -> None:
    assert outputs("determinant -6.0") == [
        (0, "sign", "determinant 6.0"),
        (0, "digit", "determinant -7.0"),
        (0, "digit", "determinant -6.1"),
    ]


def test_lines_are_told_by_their_index() -> None:
    assert outputs("[[4. 5.]", " [2. 1.]]")[4:] == [
        (1, "sign", " [-2. 1.]]"),
        (1, "digit", " [3. 1.]]"),
        (1, "sign", " [2. -1.]]"),
        (1, "digit", " [2. 2.]]"),
    ]


def test_truth_values_are_negated() -> None:
    assert outputs("central True False", "Trueish") == [
        (0, "constant", "central False False"),
        (0, "constant", "central True True"),
    ]


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("2e-05", ["-2e-05", "2e+05"]),
        ("1.e+06", ["-1.e+06", "1.e-06"]),
        ("-inf", ["inf"]),
        ("x1 v2.0 info", []),
        ("2024-01-31", ["-2024-01-31"]),
        ("+3", ["-3"]),
        ("−3", ["3"]),
        ("(1, .5)", ["(-1, .5)", "(1, -.5)"]),
        ("x=-3", ["x=3"]),
    ],
)
def test_signs_belong_to_numbers(line: str, signs: list[str]) -> None:
    assert [text for _, kind, text in outputs(line) if kind == "sign"] == signs


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("6.4", ["7.4", "6.5"]),
        ("2,097", ["3,097", "2,197", "2,087", "2,098"]),
        ("-12", ["12", "-22", "-13"]),
        ("98 %", ["88 %", "99 %"]),
        ("forty", []),
    ],
)
def test_bound_numbers(text: str, changed: list[str]) -> None:
    assert [mutation.apply(text) for mutation in number_mutations(text)] == changed


@pytest.mark.parametrize(
    ("alt", "changed"),
    [
        (
            "Arrows at (1, 2) miss by 12 degrees.",
            [
                "Arrows at (2, 2) miss by 12 degrees.",
                "Arrows at (1, 3) miss by 12 degrees.",
                "Arrows at (1, 2) miss by 22 degrees.",
                "Arrows at (1, 2) miss by 13 degrees.",
            ],
        ),
        (
            "Two lines cross twelve others, someone said.",
            [
                "Three lines cross twelve others, someone said.",
                "Two lines cross thirteen others, someone said.",
            ],
        ),
        ("Both errors fall and then rise as the step shrinks.", []),
    ],
)
def test_alt_texts(alt: str, changed: list[str]) -> None:
    assert [mutation.apply(alt) for mutation in alt_text_mutations(alt)] == changed
