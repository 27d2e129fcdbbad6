"""What is remembered of an evaluation, and what makes it forgotten."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.memory import Remembered, changed_since, watched

PAGE = "![A photograph.](one.png)\n\n```python\n1\n```\n"


@pytest.fixture
def evaluation(evaluate_text: Callable[..., Evaluation], tmp_path: Path) -> Evaluation:
    (tmp_path / "one.png").write_bytes(b"1")
    found = evaluate_text(PAGE)
    assert found.passed
    (tmp_path / "library.py").write_text("x = 1\n")
    found.sources.add(str(tmp_path / "library.py"))
    return found


def test_what_did_not_change_is_remembered(evaluation: Evaluation) -> None:
    assert Remembered.of(evaluation).holds(parse(evaluation.chapter.path))


@pytest.mark.parametrize("file", ["chapter.md", "one.png", "library.py"])
def test_an_edit_of_what_it_depends_on_forgets_it(
    evaluation: Evaluation, tmp_path: Path, file: str
) -> None:
    remembered = Remembered.of(evaluation)
    (tmp_path / file).write_bytes((tmp_path / file).read_bytes() + b"\n2\n")
    assert not remembered.holds(parse(evaluation.chapter.path))


def test_a_file_that_was_saved_meanwhile_is_seen(evaluation: Evaluation, tmp_path: Path) -> None:
    saved = (tmp_path / "library.py").stat().st_mtime
    assert changed_since(saved, evaluation)
    assert not changed_since(saved + 1, evaluation)


def test_the_preview_watches_the_outermost_packages(evaluation: Evaluation, tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    for folder in (inner, inner.parent):
        (folder / "__init__.py").touch()
    evaluation.sources.clear()
    evaluation.sources.update({str(inner / "module.py"), str(tmp_path / "library.py")})
    found = watched([evaluation], [tmp_path / "named", tmp_path / "outer"])
    assert found == {tmp_path, tmp_path / "outer"}, "what does not exist is not watched"
