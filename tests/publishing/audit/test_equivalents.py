"""The list of equivalent mutants: reasons are needed, and nothing in it may be stale."""

from pathlib import Path

import pytest

from mathbook.errors import ConfigurationError
from mathbook.publishing.audit.equivalents import (
    killed_entries,
    read_equivalents,
    reasons,
    refuse_stale,
)
from mathbook.publishing.audit.mutants import Fate, FileLines, Kind, Mutant
from mathbook.publishing.audit.mutations import Mutation

ENTRY = """\
[[equivalent]]
path = "docs/page.md"
before = 'm = \\max(1,   6)'
after = '''
m = \\max(2, 6)
'''
reason = "the larger is 6 either way"
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "page.md"
    path.parent.mkdir()
    path.write_text("m = \\max(1, 6)\nm = \\max(1, 6)\n")
    return path


def written(folder: Path, text: str) -> Path:
    file = folder / "equivalents.toml"
    file.write_text(text)
    return file


def mutants(page: Path, new: str = "2") -> list[Mutant]:
    text = page.read_text()
    lines = FileLines(page, text)
    starts = [text.index("1"), text.rindex("1")]
    return [
        lines.mutant(Mutation(start, start + 1, new, "digit"), Kind.FORMULA, 0) for start in starts
    ]


def test_an_entry_explains_all_mutants_that_say_the_same(page: Path, tmp_path: Path) -> None:
    entries = read_equivalents(written(tmp_path, ENTRY), tmp_path)
    refuse_stale(entries, mutants(page), [page])
    other = mutants(page, "3")[0]
    fates = {**dict.fromkeys(mutants(page), Fate(False)), other: Fate(False)}
    explained = reasons(entries, fates)
    assert list(explained) == mutants(page)
    assert explained[mutants(page)[0]].reason == "the larger is 6 either way"
    assert killed_entries(entries, fates) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY.replace("the larger is 6 either way", " "), "has no reason; expected path, before"),
        (ENTRY.replace("reason", "because"), "has no reason"),
        (ENTRY.replace("before", "was"), "equivalent 1 has no before"),
        (ENTRY + "line = 3\n", "has unknown entries line"),
        (ENTRY + ENTRY, "equivalent 2 (docs/page.md: m = \\max(1, 6)) says the same as"),
        ("reason = 1\n", "expected tables [[equivalent]] only"),
        ("equivalent = 3\n", "expected tables [[equivalent]] only"),
        ("equivalent = [3]\n", "equivalent 1 is 3; expected a table"),
        ("[[equivalent\n", "equivalents.toml: "),
    ],
)
def test_a_wrong_entry_is_refused(text: str, message: str, page: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as error:
        read_equivalents(written(tmp_path, text), tmp_path)
    assert message in str(error.value)
    assert "equivalents.toml" in str(error.value)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml"):
        read_equivalents(tmp_path / "nowhere.toml", tmp_path)


def test_an_entry_that_explains_nothing_is_refused(page: Path, tmp_path: Path) -> None:
    entries = read_equivalents(written(tmp_path, ENTRY), tmp_path)
    with pytest.raises(ConfigurationError) as error:
        refuse_stale(entries, mutants(page, "3"), [page])
    message = str(error.value)
    assert r"equivalent 1 (docs/page.md: m = \max(1, 6)) explains no mutant" in message


def test_of_a_page_that_is_not_audited_nothing_is_stale(page: Path, tmp_path: Path) -> None:
    refuse_stale(read_equivalents(written(tmp_path, ENTRY), tmp_path), [], [])


def test_an_entry_about_a_file_that_is_gone_is_refused(page: Path, tmp_path: Path) -> None:
    page.unlink()
    with pytest.raises(ConfigurationError, match=r"docs/page\.md does not exist"):
        refuse_stale(read_equivalents(written(tmp_path, ENTRY), tmp_path), [], [])


def test_an_entry_whose_mutants_are_all_killed_is_told(page: Path, tmp_path: Path) -> None:
    entries = read_equivalents(written(tmp_path, ENTRY), tmp_path)
    one, other = mutants(page)
    assert killed_entries(entries, {one: Fate(True), other: Fate(False)}) == []
    assert killed_entries(entries, {}) == []
    fates = {one: Fate(True, "differs"), other: Fate(True)}
    assert killed_entries(entries, fates) == [(entries[0], Fate(True, "differs"))]
    assert reasons(entries, fates) == {}
