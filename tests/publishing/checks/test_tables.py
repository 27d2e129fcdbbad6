"""Tables: their lines, and the cells that count something."""

import pytest

from mathbook.publishing.checks.tables import counting_cells, table_rows

TABLE = """\
Words | no table.

| method | iterations | loss |
|:---|---:|---|
| ADMM | 40 | 0.5 |
| SGD \\| Adam | 900 | 0.7 |

More words.
"""


def texts(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end].strip() for start, end in spans]


def test_the_lines_of_a_table_are_found() -> None:
    rows = texts(TABLE, list(table_rows(TABLE)))
    assert rows[0] == "| method | iterations | loss |"
    assert rows[-1] == "| SGD \\| Adam | 900 | 0.7 |"
    assert len(rows) == 4


def test_cells_below_a_noun_of_computation_count() -> None:
    assert texts(TABLE, list(counting_cells(TABLE))) == ["40", "900"]


def test_cells_beside_one_count_too() -> None:
    text = "| | A | B |\n|---|---|---|\n| steps | 3 | 4 |\n| height | 5 | 6 |\n"
    assert texts(text, list(counting_cells(text))) == ["3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "a | steps\n---|---\nx | 3\n",
        "> | a | steps |\n> |---|---|\n> | x | 3 |\n",
        "    | a | steps |\n    |---|---|\n    | x | 3 |\n",
        "| a | steps |\n|---|---|\n| x | 3",
    ],
)
def test_tables_have_many_forms(text: str) -> None:
    assert texts(text, list(counting_cells(text))) == ["3"]


@pytest.mark.parametrize(
    "text", ["", "a | b\n", "---\n", "Steps\n---\n3\n", "|\n|---|\n|\n", "|---|\n"]
)
def test_what_is_no_table_has_no_cells(text: str) -> None:
    assert list(counting_cells(text)) == []
