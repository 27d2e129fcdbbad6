"""Digests of what an answer depends on, and what is said of a change."""

import importlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathbook.publishing.cache import dependencies
from mathbook.publishing.cache.dependencies import changed_since, dependencies_of
from mathbook.publishing.runs import Reads


def test_a_file_that_appears_or_goes_is_a_change(tmp_path: Path) -> None:
    file = tmp_path / "data.txt"
    absent = dependencies_of(Reads(files=(str(file),)), tmp_path)
    assert absent.change(tmp_path, ()) is None
    file.write_text("1")
    assert absent.change(tmp_path, ()) == "data.txt has changed"
    present = dependencies_of(Reads(files=(str(file),)), tmp_path)
    assert present.change(tmp_path, ()) is None
    file.unlink()
    assert present.change(tmp_path, ()) == "data.txt has changed"


def test_a_folder_counts_by_its_names_only(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    known = dependencies_of(Reads(folders=(str(tmp_path),)), tmp_path)
    (tmp_path / "one").write_text("2")
    assert known.change(tmp_path, ()) is None
    (tmp_path / "two").write_text("")
    assert known.change(tmp_path, ()) == ". has changed"


def test_the_distributions_of_what_was_loaded_are_found(tmp_path: Path) -> None:
    known = dependencies_of(Reads(installed=("numpy", "matplotlib", "mpl_toolkits")), tmp_path)
    assert sorted(known.distributions) == ["matplotlib", "numpy"]
    assert "absent" not in known.distributions.values()
    assert known.change(tmp_path, ()) is None


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of distributions, and nothing remembered of those that were there before."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def forget() -> None:
    dependencies._digest_of_distribution.cache_clear()
    dependencies._distributions.cache_clear()


def install(folder: Path, text: str, *, record: str | None) -> None:
    (folder / "rulers.py").write_text(text)
    info = folder / "rulers_of_wood-1.0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Name: rulers-of-wood\nVersion: 1.0\n")
    (info / "top_level.txt").write_text("rulers\n")
    if record is not None:
        (info / "RECORD").write_text(f"rulers.py,sha256={record},9\n")
    forget()


@pytest.mark.parametrize("top", ["rulers", "rulers_of_wood-1.0.dist-info"])
def test_a_distribution_counts_by_its_recorded_contents(
    top: str, installed: Path, tmp_path: Path
) -> None:
    install(installed, "LENGTH = 1", record="one")
    known = dependencies_of(Reads(installed=(top,)), tmp_path)
    assert len(known.distributions) == 1
    install(installed, "LENGTH = 1", record="one")
    assert known.change(tmp_path, ()) is None
    install(installed, "LENGTH = 2", record="two")  # of the same version
    assert str(known.change(tmp_path, ())).startswith("the installed distribution rulers")
    assert known.files == {}


def test_what_is_among_the_distributions_and_belongs_to_none_counts_by_its_contents(
    installed: Path, tmp_path: Path
) -> None:
    (installed / "loose.py").write_text("N = 1")
    (installed / "loosely").mkdir()
    (installed / "loosely" / "__init__.py").write_text("")
    known = dependencies_of(Reads(installed=("loose", "loosely")), tmp_path)
    assert known.change(tmp_path, ()) is None
    assert sorted(known.files) == [
        "site-packages/loose.py",
        "site-packages/loosely/__init__.py",
    ]
    (installed / "loose.py").write_text("N = 2")
    assert known.change(tmp_path, ()) == "site-packages/loose.py has changed"


def test_a_distribution_that_is_installed_later_hides_a_module(
    installed: Path, tmp_path: Path
) -> None:
    known = dependencies_of(Reads(own_modules=("rulers",)), tmp_path)
    assert known.change(tmp_path, ()) is None
    install(installed, "LENGTH = 1", record="one")
    importlib.invalidate_caches()
    assert known.change(tmp_path, ()) == "there is an installed module rulers now"


def test_a_missing_module_is_looked_for_where_its_parent_is(tmp_path: Path) -> None:
    package = tmp_path / "shapes"
    package.mkdir()
    (package / "__init__.py").write_text("")
    known = dependencies_of(Reads(missing=("shapes.circles", "nowhere.at_all")), tmp_path)
    assert known.change(tmp_path, ()) is None
    (package / "circles.py").write_text("")
    assert known.change(tmp_path, ()) == "there is a module shapes.circles now"


def test_a_file_that_was_saved_meanwhile_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "data.txt"
    file.write_text("1")
    now = time.time()
    os.utime(file, (now, now))
    reads = Reads(files=(str(file), str(tmp_path / "absent")))
    assert changed_since(now, reads)
    assert not changed_since(now + 1, reads)


def test_an_old_file_that_took_the_place_of_another_meanwhile_is_seen(tmp_path: Path) -> None:
    file, other = tmp_path / "data.txt", tmp_path / "other.txt"
    for path in (file, other):
        path.write_text(path.name)
        os.utime(path, (1, 1))
    time.sleep(0.02)
    now = time.time()
    reads = Reads(files=(str(file),))
    assert not changed_since(now, reads)
    time.sleep(0.02)
    other.rename(file)
    assert changed_since(now, reads)
