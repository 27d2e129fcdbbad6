"""``mathbook audit`` as a person meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mathbook.publishing.cli import cli
from tests.publishing.audit.audited_page import LIBRARY, PAGE, write_library_book

TABLE = """\
[tool.mathbook]
docs = "docs"
preload = []
equivalents = "same.toml"
"""
ENTRY = """\
[[equivalent]]
path = "docs/line.md"
before = 'y \\ge 6'
after = 'y \\ge 7'
reason = "y is 7: both are true"
"""


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["audit", *map(str, arguments)])


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one page, in which the test is run."""
    (tmp_path / "pyproject.toml").write_text(TABLE)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "line.md").write_text(PAGE)
    (tmp_path / "same.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_change_that_nothing_notices_fails_the_audit(book: Path) -> None:
    outcome = invoke()
    assert outcome.exit_code == 1, outcome.output
    assert "formula   killed 7 of 8" in outcome.stdout
    assert r"docs/line.md:3:30: formula, digit: y \ge 6  ->  y \ge 7" in outcome.stdout
    assert outcome.stderr == ""


def test_a_reason_lets_it_pass(book: Path) -> None:
    (book / "same.toml").write_text(ENTRY)
    outcome = invoke("docs/line.md")
    assert outcome.exit_code == 0, outcome.output
    assert "killed 20 of 20 (100.0 %), 1 equivalent" in outcome.stdout
    assert "y is 7: both are true" in outcome.stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("y is 7: both are true", "", "has no reason"),
        ("ge 7'", "ge 8'", "explains no mutant"),
    ],
)
def test_an_entry_without_a_reason_or_a_mutant_is_refused(
    book: Path, old: str, new: str, message: str
) -> None:
    other = book / "other.toml"
    other.write_text(ENTRY.replace(old, new))
    outcome = invoke("docs", "--equivalents", other)
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("mathbook: other.toml: equivalent 1 (docs/line.md: y")
    assert message in outcome.stderr


def test_json_can_go_to_the_standard_output(book: Path) -> None:
    outcome = invoke("docs", "--sample", 4, "--seed", 3, "--json", "-", "--jobs", 1)
    record = json.loads(outcome.stdout)
    assert len(record["mutants"]) == 4


def test_the_library_is_changed_too_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    write_library_book(tmp_path)
    outcome = invoke("docs", "--source", "--restart")
    assert outcome.exit_code == 0, outcome.output
    assert "rises/__init__.py\n    source    killed 4 of 4\n" in outcome.stdout
    assert (tmp_path / "rises" / "__init__.py").read_text() == LIBRARY
