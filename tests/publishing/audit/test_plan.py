"""Paths to mutants on trial: all of them, or a draw that can be repeated."""

from collections import Counter
from pathlib import Path

import pytest

from mathbook.errors import ConfigurationError, PublishingError
from mathbook.publishing.audit.mutants import Kind
from mathbook.publishing.audit.plan import Options, Plan, make_plan
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.processes.workers import Workers
from tests.publishing.audit.audited_page import LIBRARY, PAGE, write_library_book

TABLE = """\
[tool.mathbook]
docs = "docs"
equivalents = "same.toml"
"""
ENTRY = """\
[[equivalent]]
path = "{path}"
before = "y \\\\ge 6"
after = "y \\\\ge {digit}"
reason = "y is 7"
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A project of two pages."""
    (tmp_path / "pyproject.toml").write_text(TABLE)
    (tmp_path / "docs").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / "docs" / name).write_text(PAGE)
    (tmp_path / "same.toml").write_text("")
    return tmp_path


def planned(workers: Workers, book: Path, *paths: str, **options: object) -> Plan:
    found = [book / path for path in paths]
    return make_plan(found, find_configuration(book), Options(**options), workers)  # type: ignore[arg-type]


def test_without_a_path_the_whole_book_is_audited(workers: Workers, book: Path) -> None:
    plan = planned(workers, book)
    counts = Counter(mutant.path.name for mutant in plan.mutants)
    assert counts["a.md"] == counts["b.md"] > 10
    assert plan.root == book
    assert planned(workers, book, "docs/a.md").mutants == tuple(
        mutant for mutant in plan.mutants if mutant.path.name == "a.md"
    )


def test_a_path_that_is_named_twice_is_audited_once(workers: Workers, book: Path) -> None:
    once = planned(workers, book, "docs").mutants
    assert planned(workers, book, "docs", "docs/a.md").mutants == once


def test_each_path_has_a_sample_of_its_own(workers: Workers, book: Path) -> None:
    plan = planned(workers, book, "docs/a.md", "docs/b.md", sample=3)
    assert Counter(mutant.path.name for mutant in plan.mutants) == {"a.md": 3, "b.md": 3}
    assert len(planned(workers, book, "docs", sample=3).mutants) == 3
    assert len(planned(workers, book, sample=10_000).mutants) > 20


def test_a_seed_repeats_a_sample(workers: Workers, book: Path) -> None:
    draws = [planned(workers, book, "docs", sample=5, seed=seed).mutants for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]
    lines = [(mutant.path.name, mutant.line) for mutant in draws[0] if mutant.kind is Kind.CODE]
    assert lines == sorted(lines)


def test_what_is_no_page_is_refused(workers: Workers, book: Path) -> None:
    (book / "module.py").write_text('"""\n>>> 1\n1\n"""\n')
    with pytest.raises(PublishingError, match=r"module\.py: expected a Markdown file"):
        planned(workers, book, "module.py")


def test_the_list_that_the_configuration_names_is_read(workers: Workers, book: Path) -> None:
    usual = book / "same.toml"
    usual.write_text(ENTRY.format(path="docs/a.md", digit=7))
    (entry,) = planned(workers, book).entries
    assert entry.reason == "y is 7"
    other = book / "other.toml"
    other.write_text("")
    assert planned(workers, book, equivalents=other).entries == ()


def test_a_stale_entry_is_refused_also_where_only_a_sample_is_drawn(
    workers: Workers, book: Path
) -> None:
    usual = book / "same.toml"
    usual.write_text(ENTRY.format(path="docs/a.md", digit=7))
    assert planned(workers, book, "docs/a.md", sample=1).entries
    usual.write_text(ENTRY.format(path="docs/a.md", digit=8))
    with pytest.raises(ConfigurationError, match="explains no mutant"):
        planned(workers, book, "docs/a.md", sample=1)
    assert planned(workers, book, "docs/b.md").entries
    # What fails has no mutants, and so nothing that an entry could explain.
    (book / "docs" / "a.md").write_text(PAGE.replace("2x + 1", "2x + 2"))
    assert planned(workers, book, "docs/a.md").entries


def test_the_library_is_changed_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    page = write_library_book(tmp_path)
    with Workers() as workers:
        plan = planned(workers, tmp_path, "docs", source=True)
        assert planned(workers, tmp_path, "docs").judges == {}
    sources = [mutant for mutant in plan.mutants if mutant.kind is Kind.SOURCE]
    assert [mutant.after for mutant in sources] == [
        "_FACTOR = 3",
        "return _FACTOR / x + offset()",
        "return _FACTOR * x - offset()",
        "return 2",
    ]
    ((file, judges),) = plan.judges.items()
    assert file == tmp_path / "rises" / "__init__.py"
    assert [judge.chapter.path for judge in judges] == [page]


def test_the_librarys_own_examples_judge_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    page = write_library_book(tmp_path)
    file = tmp_path / "rises" / "__init__.py"
    example = '"""Rises.\n\n>>> from rises import rise\n>>> rise(1)\n3\n"""'
    file.write_text(LIBRARY.replace('"""Rises."""', example))
    with Workers() as workers:
        plan = planned(workers, tmp_path, "docs", source=True)
    assert [judge.chapter.path for judge in plan.judges[file]] == [page, file]


def test_a_function_that_is_used_but_never_called_is_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    page = write_library_book(tmp_path)
    file = tmp_path / "rises" / "__init__.py"
    file.write_text(LIBRARY.replace("offset()\n\n\ndef", "(offset() if x > 9 else 1)\n\n\ndef"))
    with Workers() as workers:
        plan = planned(workers, tmp_path, page.parent.name, source=True)
    changed = {mutant.line for mutant in plan.mutants if mutant.kind is Kind.SOURCE}
    assert changed == {3, 8}
