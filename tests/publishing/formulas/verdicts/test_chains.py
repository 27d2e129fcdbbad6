"""Chains have a link between two sides, also where dots stand for sides."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.verdicts.chains import links_of, without_dots
from tests.publishing.formulas.checks import fails, holds, refusal, statement, verdict

NAMES: dict[str, Any] = {"lam": np.array([5.0, 3.0, 2.0, 1.0]), "n": 4, "x": 2.0}


def test_each_relation_is_a_link() -> None:
    (chain,) = statement(r"x = 1 + 1 \le 3", NAMES).chains
    assert [relation for _, relation, _ in links_of(chain)] == ["=", r"\le"]


def test_without_dots_a_statement_stays() -> None:
    plain = statement("x = 1 + 1", NAMES)
    assert without_dots(plain, Names(NAMES)) is plain


@pytest.mark.parametrize(
    ("latex", "count"),
    [
        (r"\lambda_1 \ge \dots \ge \lambda_n", 3),
        (r"\lambda_1 \ge \lambda_2 \ge \cdots \ge \lambda_n > 0", 4),
        (r"6 > \lambda_1 \ge \lambda_2 \ge \dots \ge \lambda_n", 4),
        (r"\lambda_1 \ge \dots \ge \lambda_3 > \lambda_n", 3),
    ],
)
def test_dots_stand_for_all_sides_between(latex: str, count: int) -> None:
    found = verdict(latex, NAMES)
    assert (found.holds, found.count) == (True, count)


def test_a_link_within_the_dots_may_fail() -> None:
    latex = r"\lambda_1 \ge \lambda_2 \ge \dots \ge \lambda_n"
    names = NAMES | {"lam": np.array([5.0, 3.0, 4.0, 1.0])}
    assert holds(latex, NAMES)
    assert fails(latex, names)
    assert str(verdict(latex, names)) == r"link 2 of 3: \lambda_2 \ge \dots does not hold"
    assert fails(latex.replace(r"\ge", "="), NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        r"\lambda_1 \ge \dots",
        r"\dots \ge \lambda_n",
        r"\lambda_1 \ge \dots > \lambda_n",
        r"\lambda_1 \ge \dots \ge x",
        r"\lambda_1 \ge \lambda_3 \ge \dots \ge \lambda_n",
        r"\lambda_4 \ge \dots \ge \lambda_n",
    ],
)
def test_dots_that_do_not_say_what_they_stand_for_are_refused(latex: str) -> None:
    assert r"\dots" in str(refusal(latex, NAMES))
