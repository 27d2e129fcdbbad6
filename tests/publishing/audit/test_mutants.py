"""Where a change stands, what the file becomes, and by what it is known."""

from pathlib import Path

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.audit.mutants import FileLines, Kind, Mutant
from mathbook.publishing.audit.mutations import Mutation

TEXT = "first\n    > x = 1 +\n    > 2\nlast"
LINES = FileLines(Path("page.md"), TEXT)


def mutant(shown: str, new: str) -> Mutant:
    start = TEXT.index(shown)
    return LINES.mutant(Mutation(start, start + len(shown), new, "digit"), Kind.CODE, 0)


def test_a_mutant_knows_its_place_and_its_line() -> None:
    found = mutant("1", "3")
    assert (found.line, found.column, found.place) == (2, 11, "page.md:2:11")
    assert (found.before, found.after) == ("> x = 1 +", "> x = 3 +")


def test_a_mutant_changes_the_file_there_only() -> None:
    assert mutant("2", "7").apply(TEXT) == TEXT.replace("2", "7")
    assert mutant("last", "").apply(TEXT) == TEXT.removesuffix("last")


def test_a_change_may_reach_over_lines() -> None:
    found = mutant("1 +\n    > 2", "4")
    assert found.apply(TEXT) == "first\n    > x = 4\nlast"
    assert found.before == "> x = 1 + > 2"


def test_a_mutants_key_tells_it_from_the_others_of_its_file() -> None:
    found = [mutant("1", "2"), mutant("1", "3"), mutant("2", "3")]
    found.append(LINES.mutant(Mutation(16, 17, "2", "digit"), Kind.OUTPUT, 0))
    assert len({each.key for each in found}) == 4


def test_lines_are_found_behind_what_precedes_them() -> None:
    found = LINES.within(2, "x = 1 +\n2", Mutation(8, 9, "3", "digit"))
    assert TEXT[found.start : found.end] == "2"
    assert LINES.offset(2, "x = 1 +", 0) == TEXT.index("x")


def test_a_line_that_does_not_show_what_is_expected_is_refused() -> None:
    with pytest.raises(PublishingError, match=r"page.md:1: the audit expects 'second'"):
        LINES.offset(1, "second", 0)
