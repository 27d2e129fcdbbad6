"""Digests of what an answer depends on, and what is said of a change."""

import os
import time
from pathlib import Path

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
