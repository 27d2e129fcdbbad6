"""Relations between indices alone say which of them the claim before them means."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import parse_formula
from mathbook.publishing.formulas.verdicts.trailing import with_trailing_conditions
from tests.publishing.formulas.checks import fails, holds, refusal

L = np.array([[1.0, 0.0, 0.0], [2.0, 1.0, 0.0], [-1.0, 3.0, 1.0]])
NAMES: dict[str, Any] = {
    "a": L, "x": np.array([1.0, 2.0, 4.0]), "y": np.array([1.0, 2.0, 5.0]), "n": 3, "m": 2,
    "S": [1, 2],
}  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "count", "conditions", "ranges"),
    [
        (r"x_i = y_i, \quad i \le m", 1, 1, 0),
        (r"x_i = y_i, i \le m", 1, 1, 0),
        (r"x_i = y_i, \quad 1 \le i \le m", 1, 2, 1),
        (r"a_{ij} = 0, \quad i < j, \quad i \ne 2", 1, 2, 0),
        (r"x_i = y_i \quad \text{for } i > 1, \quad i \le m", 1, 2, 0),
        (r"x_i = y_i, \quad y_i \ge 0", 2, 0, 0),  # a claim of its own
        (r"x_i = y_i, \quad n \ge 2", 2, 0, 0),
        (r"x_i = y_i, \quad j \le m", 2, 0, 0),
        (r"\sum_i x_i = 7, \quad i \le m", 2, 0, 0),  # no free index
        (r"i \le m, \quad x_i = y_i", 2, 0, 0),
        (r"x_i = y_i, \quad i \to 2", 1, 0, 0),
    ],
)
def test_what_only_restricts_is_no_claim(
    latex: str, count: int, conditions: int, ranges: int
) -> None:
    found = with_trailing_conditions(parse_formula(latex, Names(NAMES)))
    assert len(found) == count
    assert (len(found[0].conditions), len(found[0].ranges)) == (conditions, ranges)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"x_i = y_i, \quad 1 \le i \le m", r"x_i = y_i, \quad 1 \le i \le n"),
        (r"x_i = y_i, \quad 1 \le i < n", r"x_i = y_i, \quad 1 < i \le n"),
        (r"a_{ij} = 0, \quad i < j", r"a_{ij} = 0, \quad i \le j"),
        (r"a_{ij} = 0 \quad (j > i)", r"a_{ij} = 0 \quad (j \ge i)"),
        (r"a_{ij} = 1, \quad i = j", r"a_{ij} = 1, \quad i \ne j"),
        (r"x_i = y_i, \quad i \in S", r"x_i = y_i, \quad i \notin S"),
        (
            r"a_{ij} = 0 \quad (j > i), \qquad x_i \le y_i",
            r"a_{ij} = 0 \quad (j > i), \qquad x_i < y_i",
        ),
    ],
)
def test_the_claim_is_checked_where_the_condition_holds(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_a_claim_that_is_left_with_no_index_is_refused() -> None:
    assert "nothing" in str(refusal(r"a_{ij} = 0, \quad i > 5", NAMES))
    assert "the name j is not bound" in str(refusal(r"x_i \le y_i, \quad j \le m", NAMES))
