"""What a process holds stays; what it left behind when it was killed is removed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mathbook.publishing.claims import (
    Scratch,
    claim,
    is_abandoned,
    remove,
    remove_abandoned,
    sweep_scratch,
)


def test_one_holds_a_path_at_a_time(tmp_path: Path) -> None:
    held = claim(tmp_path)
    assert held is not None
    assert claim(tmp_path) is None
    assert not is_abandoned(tmp_path)
    os.close(held)
    assert is_abandoned(tmp_path)
    assert not is_abandoned(tmp_path / "nothing")


def test_what_nobody_holds_is_removed(tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "left" / "deep").mkdir(parents=True)
    (tmp_path / "file").write_text("")
    held = claim(tmp_path / "held")
    assert held is not None
    remove_abandoned(tmp_path.iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["held"]
    os.close(held)


def test_of_a_link_only_the_link_is_removed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    remove(tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    remove(tmp_path / "nothing")


def test_a_scratch_folder_goes_when_it_is_closed_or_its_process_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine = Scratch()
    (mine.folder / "some.txt").write_text("")
    program = (
        "import os, signal\nfrom mathbook.publishing.claims import Scratch\n"
        "kept = Scratch()\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert len(list(tmp_path.iterdir())) == 2
    sweep_scratch()
    assert list(tmp_path.iterdir()) == [mine.folder]
    mine.close()
    mine.close()
    assert list(tmp_path.iterdir()) == []
