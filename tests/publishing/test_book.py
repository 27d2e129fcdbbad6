"""Paths to chapters: which files of a book are checked, and which are not."""

from pathlib import Path

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.book import book_paths, chapter_paths, parse
from mathbook.publishing.configuration import Configuration

FILES = [
    "README.md",
    "notes.txt",
    "docs/index.md",
    "docs/b/two.md",
    "docs/b/one.md",
    "docs/a/three.md",
    "docs/a/figures/three.svg",
    "docs/a/helper.py",
    "docs/.drafts/four.md",
    "docs/a/.three.md",
    "package/__init__.py",
    "package/module.py",
    "package/below/deep.py",
    "package/README.md",
    "package/.hidden/module.py",
    "scripts/run.py",
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(root: Path, *names: str) -> list[str]:
    return [str(path.relative_to(root)) for path in chapter_paths(Path(name) for name in names)]


DOCS = ["docs/a/three.md", "docs/b/one.md", "docs/b/two.md", "docs/index.md"]
PACKAGE = ["package/__init__.py", "package/below/deep.py", "package/module.py"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["docs"], DOCS),
        (["docs/b"], ["docs/b/one.md", "docs/b/two.md"]),
        (["package"], PACKAGE),
        (["docs/b/two.md", "README.md"], ["docs/b/two.md", "README.md"]),
        (["package/module.py", "scripts/run.py"], ["package/module.py", "scripts/run.py"]),
        (["docs/.drafts"], ["docs/.drafts/four.md"]),
        (["docs/.drafts/four.md"], ["docs/.drafts/four.md"]),
        (["docs/b/two.md", "docs"], ["docs/b/two.md", *DOCS[:2], "docs/index.md"]),
        (["README.md", "README.md", "./README.md"], ["README.md"]),
        ([], []),
    ],
)
def test_folders_hold_chapters_and_packages_modules(
    root: Path, names: list[str], expected: list[str]
) -> None:
    assert found(root, *names) == expected


def test_the_project_may_lie_in_a_hidden_folder(tmp_path: Path) -> None:
    folder = tmp_path / ".work" / "docs"
    folder.mkdir(parents=True)
    (folder / "one.md").touch()
    assert chapter_paths([folder]) == [folder / "one.md"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "nowhere: does not exist"),
        ("nowhere.md", r"nowhere\.md: does not exist"),
        ("notes.txt", r"notes\.txt: expected a folder, \.md or \.py file"),
        ("docs/a/figures", r"docs/a/figures: holds no chapter \(\*\.md\)"),
        ("scripts", r"scripts: holds no chapter \(\*\.md\)"),
    ],
)
def test_a_path_without_chapters_is_an_error(root: Path, name: str, message: str) -> None:
    with pytest.raises(PublishingError, match=f"^{message}$"):
        found(root, "docs", name)


def test_a_book_is_its_docs_its_pages_and_its_packages(root: Path) -> None:
    configuration = Configuration(
        root, root / "docs", pages=(root / "README.md",), packages=(root / "package",)
    )
    expected = [*DOCS, "README.md", *PACKAGE]
    assert [str(path.relative_to(root)) for path in book_paths(configuration)] == expected


def test_markdown_is_parsed_as_a_chapter_and_python_by_its_docstrings(root: Path) -> None:
    text = '"""\n```python\nx\n```\n\n>>> 1\n1\n"""\n'
    for name, console in (("README.md", False), ("package/module.py", True)):
        (root / name).write_text(text)
        chapter = parse(root / name)
        assert (chapter.path, chapter.text) == (root / name, text)
        assert [(block.is_console, block.lonely) for block in chapter.blocks] == [
            (console, console)
        ]
