"""Files that are dear to make, kept between builds."""

import logging
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mathbook.publishing.cache import dependencies
from mathbook.publishing.cache.kept import KeptFiles, kept_fonts, made_anew
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.textfont import TEXT_FONTS, text_fonts


class Maker:
    """Makes ``content`` and counts how often."""

    def __init__(self, content: bytes = b"font") -> None:
        self.content, self.calls = content, 0

    def __call__(self) -> bytes:
        self.calls += 1
        return self.content


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    make = Maker()
    for _ in range(2):  # as two builds do
        assert KeptFiles(tmp_path / "kept", ["click"])(["a", "b"], make) == b"font"
    assert make.calls == 1
    assert [file.suffix for file in (tmp_path / "kept").iterdir()] == [""]


@pytest.mark.parametrize("other", [["a"], ["a", "c"], ["ab"], ["a", "b", ""]])
def test_other_ingredients_are_made_by_themselves(other: Sequence[str], tmp_path: Path) -> None:
    keep = KeptFiles(tmp_path, ["click"])
    assert keep(["a", "b"], Maker(b"first")) == b"first"
    assert keep(other, Maker(b"second")) == b"second"
    assert keep(["a", "b"], Maker(b"third")) == b"first"


@pytest.mark.parametrize("what", ["digest_of_sources", "_digest_of_distribution"])
def test_another_engine_or_maker_makes_anew(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    KeptFiles(tmp_path, ["click"])(["a"], Maker(b"old"))
    real: Callable[..., str] = getattr(dependencies, what)
    monkeypatch.setattr(dependencies, what, lambda *names: f"{real(*names)} has changed")
    assert KeptFiles(tmp_path, ["click"])(["a"], Maker(b"new")) == b"new"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 40])
def test_a_damaged_entry_is_made_anew_and_said(
    damage: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep = KeptFiles(tmp_path, [])
    keep(["a"], Maker())
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        assert keep(["a"], Maker(b"mended")) == b"mended"
    assert caplog.messages == [f"{file} is damaged and is ignored"]
    assert keep(["a"], Maker(b"other")) == b"mended"


def test_a_folder_that_cannot_be_used_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "kept").write_text("a file")
    with caplog.at_level(logging.WARNING):
        assert KeptFiles(tmp_path / "kept", [])(["a"], Maker()) == b"font"
    read, written = caplog.messages
    assert read.endswith("cannot be read (Not a directory) and is ignored")
    assert written == f"{tmp_path / 'kept'} cannot be written (File exists)"


def test_what_was_not_used_for_a_month_goes(tmp_path: Path) -> None:
    keep = KeptFiles(tmp_path, [])
    keep(["used"], Maker())
    keep(["unused"], Maker())
    old = time.time() - 40 * 24 * 3600
    for file in tmp_path.iterdir():
        os.utime(file, (old, old))
    keep(["used"], Maker())
    keep(["new"], Maker())
    assert len(list(tmp_path.iterdir())) == 2
    again = Maker()
    keep(["used"], again)
    assert again.calls == 0


def test_a_kept_font_has_the_bytes_of_one_that_is_cut(tmp_path: Path) -> None:
    keep = kept_fonts(Configuration(tmp_path, tmp_path))
    styles = "".join(TEXT_FONTS)
    first, second = text_fonts(styles, keep), text_fonts(styles, keep)
    assert first == second == text_fonts(styles)
    assert len(list((tmp_path / ".mathbook" / "fonts").iterdir())) == 3


def test_without_a_project_nothing_is_kept(tmp_path: Path) -> None:
    assert kept_fonts(Configuration(tmp_path, tmp_path, found=False)) is made_anew
    assert list(tmp_path.iterdir()) == []
