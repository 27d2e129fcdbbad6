"""The table ``[tool.mathbook]``: what it says, and what is wrong with it."""

from pathlib import Path

import pytest

from mathbook.errors import ConfigurationError, MathbookError
from mathbook.publishing.configuration import (
    ChapterFolder,
    Configuration,
    find_configuration,
    load_configuration,
)

CHAPTER = """
[[tool.mathbook.chapters]]
number = 2
title = "Calculus"
folder = "calculus"
sections = ["gradients", "attention"]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with two sections; messages show paths relative to it."""
    (tmp_path / "docs" / "calculus").mkdir(parents=True)
    for section in ("gradients", "attention"):
        (tmp_path / "docs" / "calculus" / f"{section}.md").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loaded(root: Path, text: str) -> Configuration:
    file = root / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    return load_configuration(file)


def message(root: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        loaded(root, text)
    return str(caught.value)


def test_a_full_table_is_read(root: Path) -> None:
    text = """
        [tool.mathbook]
        docs = "book"
        pages = ["README.md"]
        packages = ["mine", "src/other"]
        preload = ["numpy", "scipy.linalg"]
        jobs = 3
        equivalents = "tests/same.toml"
    """
    assert loaded(root, text) == Configuration(
        root=root,
        docs=root / "book",
        pages=(root / "README.md",),
        packages=(root / "mine", root / "src/other"),
        preload=("numpy", "scipy.linalg"),
        jobs=3,
        equivalents=root / "tests/same.toml",
    )


@pytest.mark.parametrize("text", ["", "[tool.mathbook]\n", "[tool.other]\nx = 1\n"])
def test_an_empty_table_has_defaults(root: Path, text: str) -> None:
    assert loaded(root, text) == Configuration(
        root=root,
        docs=root / "docs",
        preload=("numpy", "scipy.optimize", "matplotlib.pyplot"),
    )


def test_nothing_is_preloaded_if_the_table_says_so(root: Path) -> None:
    assert loaded(root, "[tool.mathbook]\npreload = []\n").preload == ()


def test_no_number_of_jobs_is_one_a_core(root: Path) -> None:
    assert loaded(root, "[tool.mathbook]\njobs = 0\n").jobs is None


def test_chapters_have_their_sections_in_order(root: Path) -> None:
    assert loaded(root, CHAPTER).chapters == (
        ChapterFolder(2, "Calculus", "calculus", ("gradients", "attention")),
    )


def test_sections_are_numbered_within_their_chapter(root: Path) -> None:
    configuration = loaded(root, CHAPTER)
    (chapter,) = configuration.chapters
    assert dict(chapter.pages()) == {
        "calculus/gradients.md": "2.1",
        "calculus/attention.md": "2.2",
    }
    assert configuration.number("calculus/attention.md") == "2.2"
    assert configuration.number("index.md") is None


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ("docs = 3", "docs is 3; expected str"),
        ("pages = 'README.md'", "pages is 'README.md'; expected list"),
        ("pages = [1]", "pages is [1]; expected strings"),
        ("packages = [['a']]", "packages is [['a']]; expected strings"),
        ("preload = {}", "preload is {}; expected list"),
        ("jobs = 1.5", "jobs is 1.5; expected int"),
        ("jobs = true", "jobs is True; expected int"),
        ("jobs = '2'", "jobs is '2'; expected int"),
        ("block_seconds = 0", "block_seconds is 0; expected a number above 0"),
        ("block_mebibytes = '1G'", "block_mebibytes is '1G'; expected a number above 0"),
        ("block_seconds = nan", "block_seconds is nan; expected a number above 0"),
        ("chapters = 3", "chapters is 3; expected list"),
        (
            "doc = 'x'\nfoo = 1",
            "has unknown entries 'doc', 'foo'; "
            "known: docs, pages, packages, preload, jobs, block_seconds, block_mebibytes, "
            "equivalents, reference, notebook_needs, repository, branch, chapters",
        ),
    ],
)
def test_a_wrong_entry_is_told_with_what_was_expected(
    root: Path, entries: str, complaint: str
) -> None:
    text = f"[tool.mathbook]\n{entries}\n"
    assert message(root, text) == f"pyproject.toml: [tool.mathbook] {complaint}"


def test_a_negative_number_of_jobs_is_refused(root: Path) -> None:
    assert message(root, "[tool.mathbook]\njobs = -1\n")


def test_a_table_that_is_none_is_told(root: Path) -> None:
    text = "[tool]\nmathbook = 3\n"
    assert message(root, text) == "pyproject.toml: [tool.mathbook] is 3; expected a table"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("number = 2\n", "", "number is None; expected int"),
        ("number = 2", "number = '2'", "number is '2'; expected int"),
        ("number = 2", "number = 2.5", "number is 2.5; expected int"),
        ('title = "Calculus"\n', "", "title is None; expected str"),
        ("sections = [", 'sections = "x" #', "sections is 'x'; expected list"),
        (
            "number",
            "weight = 1\nnumber",
            "has unknown entries 'weight'; known: number, title, folder, sections",
        ),
    ],
)
def test_a_wrong_chapter_is_told_with_its_place(
    root: Path, old: str, new: str, complaint: str
) -> None:
    text = CHAPTER + CHAPTER.replace(old, new)
    assert message(root, text) == f"pyproject.toml: [tool.mathbook.chapters[1]] {complaint}"


def test_a_chapter_that_is_no_table_is_told(root: Path) -> None:
    text = "[tool.mathbook]\nchapters = ['calculus']\n"
    expected = "pyproject.toml: [tool.mathbook.chapters[0]] is 'calculus'; expected a table"
    assert message(root, text) == expected


def test_a_section_that_does_not_exist_is_told_with_its_number(root: Path) -> None:
    text = CHAPTER.replace("attention", "atention")
    assert message(root, text) == (
        "pyproject.toml: section 2.2 is 'calculus/atention.md', which does not exist below docs"
    )


@pytest.mark.parametrize(
    "text",
    [
        CHAPTER.replace('"attention"', '"gradients"'),
        CHAPTER + CHAPTER.replace("number = 2", "number = 3"),
        CHAPTER.replace(', "attention"', "") + CHAPTER.replace('"gradients", ', ""),
    ],
    ids=["a section twice", "a page in two chapters", "a number twice"],
)
def test_a_page_has_one_number_and_a_number_one_page(root: Path, text: str) -> None:
    assert message(root, text)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"[tool.mathbook\n", r"Expected '\]' at the end of a table declaration"),
        (b"\xff", r"can't decode byte 0xff"),
        (None, r"No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(root: Path, data: bytes | None, complaint: str) -> None:
    file = root / "pyproject.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(ConfigurationError, match=rf"^pyproject\.toml: .*{complaint}"):
        load_configuration(file)


def test_the_errors_of_the_table_are_errors_of_the_package() -> None:
    assert issubclass(ConfigurationError, MathbookError)


@pytest.mark.parametrize("start", [".", "docs", "docs/calculus", "docs/calculus/gradients.md"])
def test_the_table_is_found_from_anywhere_in_the_project(root: Path, start: str) -> None:
    expected = loaded(root, CHAPTER)
    assert find_configuration(root / start) == expected
    assert find_configuration(Path(start)) == expected


def test_a_project_file_without_the_table_is_passed_over(root: Path) -> None:
    expected = loaded(root, CHAPTER)
    (root / "docs" / "pyproject.toml").write_text("[tool.ruff]\n")
    assert find_configuration(root / "docs" / "calculus") == expected


def test_without_a_table_nothing_is_a_chapter(root: Path) -> None:
    file = root / "docs" / "calculus" / "gradients.md"
    folder = Configuration(root / "docs", root / "docs", found=False)
    assert find_configuration(root / "docs") == folder
    assert find_configuration(file) == Configuration(file.parent, file.parent, found=False)


def test_a_table_is_not_taken_from_below(root: Path) -> None:
    (root / "docs" / "pyproject.toml").write_text("[tool.mathbook]\n")
    assert not find_configuration(root).found
    assert find_configuration(root / "docs").found
