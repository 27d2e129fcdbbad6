"""A target folder is either the old one or the whole new one."""

from pathlib import Path

import pytest

from mathbook.publishing.beside import Beside


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "old.html").write_text("old")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_until_it_is_published_the_target_stays(target: Path) -> None:
    beside = Beside(target)
    (beside.folder / "new.html").write_text("new")
    assert content(target) == {"old.html": "old"}
    beside.discard()
    assert content(target) == {"old.html": "old"}
    assert list(target.parent.iterdir()) == [target]


def test_published_it_replaces_the_target_and_nothing_is_left_beside(target: Path) -> None:
    beside = Beside(target)
    (beside.folder / "new.html").write_text("new")
    beside.publish()
    beside.discard()
    assert content(target) == {"new.html": "new"}
    assert list(target.parent.iterdir()) == [target]


def test_the_target_need_not_exist(tmp_path: Path) -> None:
    beside = Beside(tmp_path / "deep" / "site")
    (beside.folder / "new.html").write_text("new")
    beside.publish()
    assert content(tmp_path / "deep" / "site") == {"new.html": "new"}


def test_it_lies_where_renaming_is_possible_and_nobody_looks(target: Path) -> None:
    beside = Beside(target)
    assert beside.folder.parent == target.parent
    assert beside.folder.name.startswith(".")


def test_what_an_interrupted_build_left_is_not_published(target: Path) -> None:
    (Beside(target).folder / "half.html").write_text("half")
    beside = Beside(target)
    (beside.folder / "new.html").write_text("new")
    beside.publish()
    assert content(target) == {"new.html": "new"}


def test_a_failed_publication_leaves_the_old_folder(target: Path) -> None:
    beside = Beside(target)
    beside.discard()
    with pytest.raises(OSError, match="site"):
        beside.publish()
    assert content(target) == {"old.html": "old"}


def test_a_relative_target_is_the_one_of_the_folder_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    beside = Beside(Path("site"))
    monkeypatch.chdir(tmp_path / "elsewhere")
    beside.publish()
    assert (tmp_path / "site").is_dir()
