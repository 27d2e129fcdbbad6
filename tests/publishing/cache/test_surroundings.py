"""What every answer depends on."""

import os
from pathlib import Path

import pytest

from mathbook.publishing.cache.surroundings import engine_digest, value_of


def test_what_is_preloaded_is_part_of_the_engine(tmp_path: Path) -> None:
    assert engine_digest(["numpy"], tmp_path) == engine_digest(["numpy"], tmp_path)
    digests = {engine_digest(preload, tmp_path) for preload in ([], ["numpy"], ["scipy"])}
    assert len(digests) == 3


def test_variables_that_libraries_read_in_c_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine_digest([], tmp_path)
    monkeypatch.setenv("UNIT", "cm")
    monkeypatch.setenv("PYTHON", "python3.13")  # as make hands it down
    monkeypatch.setenv("OMP_NUM_THREADS", "3")  # the workers have another value in any case
    assert engine_digest([], tmp_path) == before
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    assert engine_digest([], tmp_path) != before


def test_the_path_counts_and_what_in_it_hides_other_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, copy = tmp_path / "one", tmp_path / "copy"
    for root in (one, copy):
        (root / "library").mkdir(parents=True)
    monkeypatch.setenv("PYTHONPATH", str(one / "library"))
    before = engine_digest([], one)
    (one / "library" / "shapes.py").write_text("")
    assert engine_digest([], one) == before
    (one / "library" / "site").mkdir()  # which no module is, as long as it has no __init__
    (one / "library" / "html").write_text("")
    assert engine_digest([], one) == before
    (one / "library" / "site" / "__init__.py").write_text("")
    assert engine_digest([], one) != before
    (one / "library" / "site" / "__init__.py").unlink()
    (one / "library" / "statistics.py").write_text("")
    assert engine_digest([], one) != before
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(one / "library"), str(tmp_path))))
    assert engine_digest([], copy) != before
    monkeypatch.setenv("PYTHONPATH", str(copy / "library"))  # a copy of the project
    assert engine_digest([], copy) == before


def test_values_of_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNIT", raising=False)
    nothing, everything = value_of("UNIT"), value_of("*")
    monkeypatch.setenv("UNIT", "")
    assert value_of("UNIT") != nothing
    assert value_of("*") != everything
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    assert value_of("TMPDIR") == "the engine's"
