"""Which names speak for a formula, and which code has run when it is checked."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Binding, Block, Formula, Span
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.parsers.scopes import Names, headings, with_scopes

CODE = "```python\nx\n```\n"


def names(value: int) -> str:
    return f"<!-- names: x = {value} -->\n"


def scopes(text: str) -> list[tuple[str, list[str], int]]:
    """For each formula: its LaTeX, the values of its bindings in order, its moment."""
    return [
        (formula.latex, [binding.expression for binding in formula.bindings], formula.after)
        for formula in parse_text(Path("chapter.md"), text).formulas
    ]


def test_names_speak_for_their_section_wherever_in_it_they_stand() -> None:
    text = f"# A\n\n## B\n\n$a$\n\n{names(1)}\n$b$\n\n## C\n\n$c$\n"
    assert scopes(text) == [("a", ["1"], -1), ("b", ["1"], -1), ("c", [], -1)]


def test_names_speak_for_the_sections_within_theirs() -> None:
    text = f"# A\n\n{names(1)}\n## B\n\n$b$\n\n### C\n\n$c$\n\n## D\n\n$d$\n\n# E\n\n$e$\n"
    assert [found[1] for found in scopes(text)] == [["1"], ["1"], ["1"], []]


def test_what_an_inner_section_says_comes_later() -> None:
    text = f"# A\n\n## B\n\n{names(2)}\n### C\n\n$c$\n\n{names(3)}\n## D\n\n$d$\n\n# E\n"
    outer = text.replace("# A\n", f"# A\n\n{names(1)}", 1)
    assert [found[1] for found in scopes(outer)] == [["1", "2", "3"], ["1"]]


def test_two_comments_of_one_section_stand_in_the_order_of_the_page() -> None:
    text = f"# A\n\n{names(1)}\n$a$\n\n{names(2)}"
    assert [found[1] for found in scopes(text)] == [["1", "2"]]


def test_a_formula_before_the_first_heading_has_the_names_that_stand_there() -> None:
    text = f"$a$\n\n{names(1)}\n# A\n\n$b$\n"
    assert [found[1] for found in scopes(text)] == [["1"], ["1"]]


def test_a_formula_is_checked_when_the_code_of_its_section_has_run() -> None:
    text = f"# A\n\n$a$\n\n## B\n\n{CODE}\n$b$\n\n{CODE}\n## C\n\n$c$\n\n{CODE}"
    assert [(found[0], found[2]) for found in scopes(text)] == [("a", 2), ("b", 1), ("c", 2)]


def test_a_formula_is_checked_when_the_code_of_the_section_that_binds_names_has_run() -> None:
    text = f"# A\n\n{names(1)}\n## B\n\n$b$\n\n{CODE}\n## C\n\n{CODE}\n# D\n\n{CODE}"
    assert scopes(text) == [("b", ["1"], 1)]


def test_before_all_code_a_formula_waits_for_nothing() -> None:
    assert scopes(f"# A\n\n$a$\n\n# B\n\n{CODE}") == [("a", [], -1)]


def test_a_skipped_block_is_not_waited_for() -> None:
    skipped = f'<!-- skip: next "slow" -->\n{CODE}'
    assert scopes(f"# A\n\n{CODE}\n$a$\n\n{skipped}") == [("a", [], 0)]
    assert scopes(f"# A\n\n$a$\n\n{skipped}") == [("a", [], -1)]


def test_names_for_one_formula_come_last() -> None:
    text = f"# A\n\n$a$<!-- where: x = 2 -->\n\n{names(1)}"
    assert [found[1] for found in scopes(text)] == [["1", "2"]]


@pytest.mark.parametrize(
    "heading",
    [
        "```text\n# B\n```\n",
        "```python\n# B\n```\n",
        "<!--\n# B\n-->\n",
        "#B\n",
        "\\# B\n",
        "Text.\n\n    # B\n",
        "####### B\n",
    ],
)
def test_what_is_no_heading_begins_no_section(heading: str) -> None:
    assert [found[1] for found in scopes(f"# A\n\n{names(1)}\n{heading}\n$b$\n")] == [["1"]]


def test_headings_have_a_place_and_a_level() -> None:
    assert headings("# A\n\na\n\n  ### B\n## C #\n") == [(0, 1), (8, 3), (16, 2)]


def test_a_scope_keeps_what_a_formula_has_already() -> None:
    own, wide = Binding(3, "x", "2"), Binding(1, "x", "1")
    formula = Formula(Span(10, 13, 2, 2), "x", False, (own,), skip="why")
    block = Block(0, Span(20, 30, 4, 6), "python", "python", "x\n")
    (found,) = with_scopes([formula], [Names(0, (wide,))], [], [block])
    assert (found.bindings, found.after, found.skip) == ((wide, own), 0, "why")
