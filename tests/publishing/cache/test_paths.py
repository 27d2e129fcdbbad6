"""What stands at a path."""

import os
from pathlib import Path

from mathbook.publishing.cache.paths import (
    candidates,
    contents,
    files_of,
    kind,
    size_and_times,
    within,
)


def test_paths_within_the_project_are_relative_to_it(tmp_path: Path) -> None:
    assert within(str(tmp_path / "a" / "b"), tmp_path) == "a/b"
    assert within("/elsewhere/b", tmp_path) == "/elsewhere/b"


def test_contents_of_files_and_folders(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert contents(file) == "absent"
    file.write_text("1")
    folder, one = contents(tmp_path), contents(file)
    file.write_text("2")
    assert contents(file) != one
    assert contents(tmp_path) == folder
    file.unlink()
    file.mkdir()
    assert contents(tmp_path) != folder


def test_kinds(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("1")
    kinds = [kind(path) for path in (tmp_path, tmp_path / "file", tmp_path / "none")]
    assert kinds == ["d", "-", "absent"]


def test_size_and_times(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("1")
    before = size_and_times(file)
    os.utime(file, (1, 1))
    assert size_and_times(file) != before
    file.chmod(0o600)
    again = size_and_times(file)
    file.chmod(0o640)
    assert size_and_times(file) != again


def test_files_of_packages(tmp_path: Path) -> None:
    for name in ("a/b.py", "a/c/d.txt", "a/__pycache__/b.pyc", "other/e.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = [Path(file).relative_to(tmp_path.resolve()) for file in files_of([tmp_path / "a"])]
    assert found == [Path("a/b.py"), Path("a/c/d.txt")]
    assert list(files_of([tmp_path / "nothing"])) == []


def test_candidates_for_a_module(tmp_path: Path) -> None:
    assert candidates(tmp_path, "shapes") == ""
    (tmp_path / "shapes.txt").write_text("")
    (tmp_path / "shapes_more.py").write_text("")
    assert candidates(tmp_path, "shapes") == ""
    (tmp_path / "shapes.py").write_text("")
    assert candidates(tmp_path, "shapes") == ".py"
    (tmp_path / "shapes").mkdir()
    assert candidates(tmp_path, "shapes") == f".py {os.sep}"
