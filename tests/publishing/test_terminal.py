"""What the commands share."""

from pathlib import Path

import pytest

from mathbook.publishing.book import parse_all
from mathbook.publishing.cache.store import Store
from mathbook.publishing.terminal import evaluate_files, find_files, say, write_text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[tool.mathbook]\ndocs = "docs"\n')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("```python\nprint(1)\n```\n\n```output\n1\n```\n")
    return tmp_path


def test_files_come_with_the_configuration_above_them(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = project / "docs" / "page.md"
    assert find_files((page,))[1] == [page]
    monkeypatch.chdir(project)
    configuration, files = find_files(())
    assert (configuration.root, files) == (project, [page])


def test_each_file_is_evaluated_once(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    configuration, files = find_files((project / "docs" / "page.md",))
    store = Store(project / "cache", project)
    for _ in range(2):
        (evaluation,) = evaluate_files(files, configuration, 1, store=store)
        assert evaluation.passed
    assert evaluation.why == {None: "unchanged"}
    say([evaluation], 1.25)
    assert capsys.readouterr().out.endswith("0 formulas, 0 skipped in 1.2 s\n")
    assert [chapter.path for chapter in parse_all(files)] == [evaluation.chapter.path]


def test_a_text_is_written_where_it_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_text(None, lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    write_text(tmp_path / "out", lambda: "text")
    write_text(Path("-"), lambda: "shown")
    assert (tmp_path / "out").read_text() == "text"
    assert capsys.readouterr().out == "shown"
