"""A new section is a page that passes as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.new import new_section

EvaluateText = Callable[..., Evaluation]


def test_a_new_section_passes_check_as_it_is(evaluate_text: EvaluateText, tmp_path: Path) -> None:
    evaluation = evaluate_text(new_section(tmp_path / "chain_rule.md"))
    assert evaluation.failures == []
    assert evaluation.passed
    assert evaluation.counts()["outputs"] == 1


def test_a_new_section_needs_no_fix(evaluate_text: EvaluateText, tmp_path: Path) -> None:
    text = new_section(tmp_path / "chain_rule.md")
    evaluation = evaluate_text(text, tolerant=True, standing_alone=False)
    assert fix_chapter(evaluation, redraw=True).after == text.encode()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("chain_rule", "Chain rule"),
        ("kkt-conditions", "Kkt conditions"),
        ("svm", "Svm"),
    ],
)
def test_a_new_section_is_titled_after_its_file(name: str, title: str, tmp_path: Path) -> None:
    text = new_section(tmp_path / f"{name}.md")
    assert text.startswith(f"# {title}\n")
    assert "{" not in text.replace("{{", "")


def test_a_new_section_has_the_headings_of_every_section(tmp_path: Path) -> None:
    lines = new_section(tmp_path / "a.md").splitlines()
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert headings == [
        "Claims",
        "Derivation",
        "Worked example",
        "Code",
        "Pitfalls",
        "Exercises",
        "References",
    ]


def test_a_section_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "there.md"
    path.write_text("mine")
    with pytest.raises(PublishingError, match=r"there\.md: is there already; nothing was written"):
        new_section(path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ["section", "section.txt", "section.py", "section.MD"])
def test_a_section_is_a_markdown_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"expected a path that ends in \.md"):
        new_section(tmp_path / name)
