"""Entries are read as they were written, or not at all."""

import hashlib
import os
import pickle
from pathlib import Path

import pytest

from mathbook.publishing.cache.dependencies import Dependencies, dependencies_of
from mathbook.publishing.cache.entries import DamagedEntry, OtherEngine, read_entry, written_entry
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.runs import (
    BlockRun,
    FormulaRun,
    Frame,
    NumberRun,
    Reads,
    TaskResult,
)

ENGINE = "e" * 64
DRAWING = Drawing("<svg/>", {"x": "1"})
RUN = BlockRun(0, 0.1, ("1",), (("1",),), (DRAWING,), (), ("note",), (Frame("1", "2", DRAWING),))
RESULT = TaskResult((RUN,), ("a.py",), (FormulaRun(0, "holds"),), (NumberRun(0, "1"),))


@pytest.fixture
def depends(tmp_path: Path) -> Dependencies:
    return dependencies_of(
        Reads(installed=("numpy",), asked=("/",), sought=(("/", "a"),)), tmp_path
    )


def sealed(pickled: bytes) -> bytes:
    """An entry whose checksum is right, as somebody who tampers with it would make it."""
    body = ENGINE.encode() + pickled
    return hashlib.sha256(body).digest() + body


def test_what_was_written_is_read(depends: Dependencies) -> None:
    assert read_entry(written_entry(ENGINE, depends, RESULT), ENGINE) == (depends, RESULT)


def test_each_changed_byte_is_damage(depends: Dependencies) -> None:
    entry = written_entry(ENGINE, depends, RESULT)
    for place in range(0, len(entry), 97):
        changed = bytearray(entry)
        changed[place] ^= 0x10
        with pytest.raises(DamagedEntry):
            read_entry(bytes(changed), ENGINE)
    for length in range(0, len(entry), 97):
        with pytest.raises(DamagedEntry):
            read_entry(entry[:length], ENGINE)


def test_what_another_engine_wrote_is_not_even_unpickled(depends: Dependencies) -> None:
    entry = written_entry(ENGINE, depends, RESULT)
    with pytest.raises(OtherEngine):
        read_entry(entry, "f" * 64)


class _Harmful:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.folder),)


def test_a_pickle_made_to_run_code_runs_none(tmp_path: Path, depends: Dependencies) -> None:
    pickled = pickle.dumps((depends, _Harmful(tmp_path / "made")))
    with pytest.raises(DamagedEntry):
        read_entry(sealed(pickled), ENGINE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"junk", pickle.dumps(1), pickle.dumps((1, 2)), pickle.dumps((RESULT, RESULT))]
)
def test_what_is_no_answer_is_damage(content: bytes) -> None:
    with pytest.raises(DamagedEntry):
        read_entry(sealed(content), ENGINE)


def test_what_could_not_be_read_again_is_not_written(depends: Dependencies) -> None:
    import numpy as np

    odd = TaskResult((), (), (), (NumberRun(0, np.str_("1")),))
    with pytest.raises(DamagedEntry):
        written_entry(ENGINE, depends, odd)
