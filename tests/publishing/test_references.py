"""References of a chapter to the files and chapters beside it."""

from pathlib import Path

import pytest

from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.references import reference_failures

FENCE = "```python\nx\n```\n"


def failures(folder: Path, text: str, name: str = "chapter.md") -> list[Failure]:
    return reference_failures(parse_text(folder / name, text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A chapter's folder with a photograph in it, and one beside it."""
    folder = tmp_path / "chapter"
    (folder / "photographs").mkdir(parents=True)
    for name in ("photographs/one.png", "photographs/two words.png", "../other.png"):
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    "url",
    [
        "photographs/one.png",
        "./photographs/one.png",
        "../other.png",
        "photographs/one.png#only-light",
        "photographs/two%20words.png",
        "photographs/one.png?raw=true",
        "https://example.org/a.png",
        "HTTP://example.org/a.png",
        "//example.org/a.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_an_image_that_exists_or_lies_elsewhere_passes(folder: Path, url: str) -> None:
    assert failures(folder, f"![A.]({url})") == []


@pytest.mark.parametrize(
    "url", ["nowhere.png", "photographs", "other.png", "photographs/nowhere.png#only-light"]
)
def test_an_image_that_does_not_exist_is_told_in_its_line(folder: Path, url: str) -> None:
    text = f"Text.\n\n![A.](photographs/one.png)\n![A.]({url})\n"
    assert failures(folder, text) == [Failure(4, f"{url} does not exist")]


def test_every_missing_image_is_told(folder: Path) -> None:
    found = failures(folder, "![A.](a.png) ![B.](b.png)\n\n![A.](a.png)\n")
    assert [(failure.line, failure.message.split()[0]) for failure in found] == [
        (1, "a.png"),
        (1, "b.png"),
        (3, "a.png"),
    ]


def test_a_figure_need_not_have_been_drawn(folder: Path) -> None:
    assert failures(folder, f"{FENCE}\n![A.](figures/a.svg)\n") == []


def test_a_figure_name_that_a_neighbour_uses_is_told(folder: Path) -> None:
    for name, figure in (("one.md", "a"), ("three.md", "b"), ("two.md", "b")):
        (folder / name).write_text(f"{FENCE}\n![A.](figures/{figure}.svg)\n")
    text = f"{FENCE}\n![A.](figures/c.svg)\n![A.](figures/b.svg)\n![A.](figures/a.svg)\n"
    (folder / "chapter.md").write_text(text)
    assert failures(folder, text) == [
        Failure(
            line,
            f"the figure name {name!r} is used in {neighbour} too: "
            "names are shared by the chapters of a folder",
        )
        for line, name, neighbour in ((6, "b", "three.md"), (7, "a", "one.md"))
    ]


def test_the_chapters_of_other_folders_are_no_neighbours(folder: Path) -> None:
    text = f"{FENCE}\n![A.](figures/a.svg)\n"
    (folder / "below").mkdir()
    for name in ("below/one.md", "../two.md", "notes.txt"):
        (folder / name).write_text(text)
    assert failures(folder, text) == []


def test_the_lock_of_an_editor_is_no_neighbour(folder: Path) -> None:
    (folder / ".#other.md").symlink_to("somebody@somewhere.1234")
    assert failures(folder, f"{FENCE}\n![A.](figures/a.svg)\n") == []


def test_a_chapter_without_figures_does_not_read_its_neighbours(folder: Path) -> None:
    (folder / "locked.md").symlink_to("nowhere")
    assert failures(folder, "Text.\n") == []
