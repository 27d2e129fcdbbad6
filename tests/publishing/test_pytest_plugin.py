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
    """Counted without our parser: a fence that is passed over would be missing here.

    The cells of labs are collected once: they are not run by themselves.
    """
    files = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
    counts = {file: len(PYTHON_FENCE.findall(file.read_text(encoding="utf-8"))) for file in files}
    cells = sum(count for file, count in counts.items() if file.parent.name == "labs")
    fences = sum(counts.values()) - cells
    skipped = sum(file.read_text(encoding="utf-8").count("<!-- skip: next") for file in files)
    session = SmallBook(ROOT)
    listing = session.run(
        "pytest", "-p", "no:cacheprovider", "--collect-only", "-q", "docs", "README.md"
    )
    items = re.findall(r"^(?:docs/|README).+::line \d+( alone)?$", listing.stdout, re.MULTILINE)
    assert fences > 10
    assert cells > 10
    assert len(items) == 2 * (fences - skipped) + cells


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
    # docs: two forms, four blocks twice, one formula; the library: one docstring.
    assert "12 passed" in outcome.stdout
    assert outcome.returncode == 0


def test_a_passing_book_passes_in_parallel(passing: SmallBook) -> None:
    outcome = passing.run("pytest", *PLUGIN, "-n", "2", "--dist", "loadfile")
    assert "12 passed" in outcome.stdout


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


STATEMENTS = """\
# Statements

$x = 3$, $x$ and
> $x > 2$ are 3<!-- = 1 + 2 --> or **three**<!-- = "three" -->.

$$
x = 4
$$

<!-- skip: formula "it is wrong" -->

<!-- names: x = 3 -->
"""


def test_formulas_that_state_something_and_bound_numbers_are_items(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(STATEMENTS)
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN, "page.md", "-v", "-rs")
    results = re.findall(r"^page\.md::(.+) (PASSED|SKIPPED)", outcome.stdout, re.MULTILINE)
    assert results == [
        ("form", "PASSED"),
        ("formula 3:2", "PASSED"),
        ("formula 4:4", "PASSED"),
        ("formula 7:1", "SKIPPED"),
        ("number 4: 3", "PASSED"),
        ("number 4: three", "PASSED"),
    ]
    assert "skipped: it is wrong" in outcome.stdout
    assert outcome.returncode == 0


def test_a_cited_formula_shows_its_source(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text('$x = 1$<!-- cited: "Boyd (2004), p. 3" -->\n')
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN, "page.md", "-rs")
    assert "cited: Boyd (2004), p. 3" in outcome.stdout


def test_a_wrong_formula_and_a_wrong_number_fail_by_themselves(tmp_path: Path) -> None:
    text = STATEMENTS.replace("$x = 3$", "$x = 5$").replace('"three"', '"four"')
    (tmp_path / "page.md").write_text(text)
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN, "page.md")
    assert "2 failed, 3 passed, 1 skipped" in outcome.stdout
    assert "page.md:3:2: x = 5 does not hold" in outcome.stdout
    assert 'page.md:4:38: three is printed, and "four" gives four' in outcome.stdout
    assert "FAILED page.md::formula 3:2" in outcome.stdout
    assert "FAILED page.md::number 4: three" in outcome.stdout


def test_what_comes_after_a_failing_block_is_not_checked(tmp_path: Path) -> None:
    text = "# A\n\n```python\n1 / 0\n```\n\n$x = 1$ and 3<!-- = 3 -->\n"
    (tmp_path / "page.md").write_text(text)
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN, "page.md", "-rs")
    assert "1 failed, 1 passed, 3 skipped" in outcome.stdout
    skipped = r"SKIPPED \[2\] .*: not checked: an earlier block of this chapter fails"
    assert re.search(skipped, outcome.stdout)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '$x$<!-- skip: formula "why" -->\n',
            "page.md:1:2: this formula states no relation: there is nothing to be skipped",
        ),
        ("$x$\n\n<!-- names: y = 1 / 0 -->\n", "page.md:3: ZeroDivisionError: division by zero"),
        ('$x = 1$<!-- skip: formula "a" -->\n\n' * 2, "page.md:3:2: 2 of 2 formulas that state"),
        ("Text.<!-- where: x = 1 -->\n", "page.md:1: this comment does not stand right behind"),
    ],
)
def test_what_belongs_to_no_item_fails_the_form(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "page.md").write_text(text)
    outcome = SmallBook(tmp_path).run("pytest", *PLUGIN, "page.md")
    assert message in outcome.stdout
    assert "FAILED page.md::form" in outcome.stdout
    assert outcome.returncode == 1


def test_formulas_of_docstrings_are_items(book: SmallBook) -> None:
    documented = 'def double(x):\n    """Twice: $f(x) = 3 x$, $x$."""\n    # names: f(x) = 2 * x\n'
    book.library.write_text(f"{book.library.read_text()}\n\n{documented}")
    outcome = book.run("pytest", *PLUGIN, "slopes")
    assert "slopes/__init__.py:15:16: f(x) = 3 x does not hold" in outcome.stdout
    assert "FAILED slopes/__init__.py::formula 15:16" in outcome.stdout
    assert "1 failed, 2 passed" in outcome.stdout


def test_a_wrong_comment_below_a_docstring_fails_the_form(book: SmallBook) -> None:
    documented = 'def double(x):\n    """Twice: $x$."""\n    # names: x\n'
    book.library.write_text(f"{book.library.read_text()}\n\n{documented}")
    outcome = book.run("pytest", *PLUGIN, "slopes")
    assert "slopes/__init__.py:16: not a binding: 'x'" in outcome.stdout
    assert "FAILED slopes/__init__.py::form" in outcome.stdout
