"""A file of the cache is replaced in one step, and nothing is left beside it."""

import os
from pathlib import Path

import pytest

from mathbook.publishing.cache.replacing import replace_file, sealed, unsealed


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "file"
    for content in (b"old", b"new"):
        replace_file(file, content)
        assert file.read_bytes() == content
        assert list(file.parent.iterdir()) == [file]


def test_an_interruption_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(old: str, new: Path) -> None:
        raise KeyboardInterrupt

    replace_file(tmp_path / "file", b"old")
    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "file", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize(
    "damage", [b"", b"short", sealed(b"content")[:-1], b"x" + sealed(b"content")]
)
def test_what_was_sealed_is_seen_to_be_damaged(damage: bytes) -> None:
    assert unsealed(sealed(b"content")) == b"content"
    with pytest.raises(ValueError, match="damaged"):
        unsealed(damage)
