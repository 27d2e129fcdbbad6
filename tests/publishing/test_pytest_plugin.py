"""The chapters as pytest sees them: how many items, and what they say."""

import re
import shutil
from pathlib import Path

import pytest

from tests.publishing.small_book import SmallBook, make_book

ROOT = Path(__file__).parents[2]
PLUGIN = ("-p", "mathbook.publishing.pytest_plugin", "-p", "no:cacheprovider")
PYTHON_FENCE = re.compile(r"^[ >]*(?:`{3,}|~{3,})\s*\{?\s*\.?(?:python|pycon|py)\b", re.MULTILINE)


@pytest.fixture(scope="module")
def passing(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    return make_book(tmp_path_factory.mktemp("book"))


@pytest.fixture
def book(passing: SmallBook, tmp_path: Path) -> SmallBook:
    return SmallBook(Path(shutil.copytree(passing.root, tmp_path / "book")))


def test_every_block_of_the_book_is_collected_twice(request: pytest.FixtureRequest) -> None:
    """Counted without our parser: a fence that is passed over would be missing here."""
    files = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
    fences = sum(len(PYTHON_FENCE.findall(file.read_text(encoding="utf-8"))) for file in files)
    skipped = sum(file.read_text(encoding="utf-8").count("<!-- skip: next") for file in files)
    session = SmallBook(ROOT)
    listing = session.run(
        "pytest", "-p", "no:cacheprovider", "--collect-only", "-q", "docs", "README.md"
    )
    items = re.findall(r"^(?:docs/|README).+::line \d+( alone)?$", listing.stdout, re.MULTILINE)
    assert fences > 10
    assert len(items) == 2 * (fences - skipped)


def test_docstring_examples_of_the_library_are_collected() -> None:
    listing = SmallBook(ROOT).run(
        "pytest", "-p", "no:cacheprovider", "--collect-only", "-q", "mathbook"
    )
    prompted = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "mathbook" / "calculus").glob("*.py"))
        if re.search(r"^\s+>>> ", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert prompted
    assert all(f"{path}::line" in listing.stdout for path in prompted)


def test_a_passing_book_passes_by_plain_pytest(passing: SmallBook) -> None:
    outcome = passing.run("pytest", *PLUGIN)
    # docs: two forms, four blocks twice; the library: one docstring.
    assert "11 passed" in outcome.stdout
    assert outcome.returncode == 0


def test_a_passing_book_passes_in_parallel(passing: SmallBook) -> None:
    outcome = passing.run("pytest", *PLUGIN, "-n", "2", "--dist", "loadfile")
    assert "11 passed" in outcome.stdout


def test_a_failure_names_its_line_and_later_blocks_do_not_run(book: SmallBook) -> None:
    book.edit(book.section, "print(slope((0, 1), (2, 5)))", "print(slope((0, 1), (0, 5)))")
    outcome = book.run("pytest", *PLUGIN)
    assert "docs/lines/slope.md:12: ZeroDivisionError: division by zero" in outcome.stdout
    assert "raised at slopes/__init__.py:11" in outcome.stdout
    assert (
        "not run: an earlier block of this chapter fails"
        in book.run("pytest", *PLUGIN, "-rs").stdout
    )
    assert outcome.returncode == 1


def test_a_wrong_docstring_example_fails(book: SmallBook) -> None:
    book.edit(book.library, "    2.0\n", "    3.0\n")
    outcome = book.run("pytest", *PLUGIN)
    assert "slopes/__init__.py:9: the output differs from what the page shows" in outcome.stdout
    assert outcome.returncode == 1


def test_a_chapter_named_on_the_command_line_is_collected(tmp_path: Path) -> None:
    (tmp_path / "lonely.md").write_text("```python\nassert 1 + 1 == 2\n```\n")
    (tmp_path / "other.md").write_text("```python\nassert 1 + 1 == 3\n```\n")
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN, "lonely.md")
    assert "3 passed" in outcome.stdout


def test_without_a_table_no_markdown_is_collected(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("```python\nassert 1 + 1 == 3\n```\n")
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN)
    assert "no tests ran" in outcome.stdout
