"""A module that is imported as another text, while its file stays as it is."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathbook.publishing.audit.changed_sources import changed_source


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "lines_on_trial"
    folder.mkdir()
    (folder / "__init__.py").write_text("name = 'package'\n")
    (folder / "slopes.py").write_text("slope = 1\n")
    (folder / "points.py").write_text("from lines_on_trial.slopes import slope\npoint = slope\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.startswith("lines_on_trial")]:
        del sys.modules[name]


def test_the_changed_text_is_imported_and_the_file_stays(package: Path) -> None:
    with changed_source(package / "slopes.py", "slope = 2\n"):
        assert importlib.import_module("lines_on_trial.points").point == 2
    assert (package / "slopes.py").read_text() == "slope = 1\n"
    assert list(package.rglob("slopes*.pyc")) == []


def test_a_part_of_the_package_may_be_imported_already(package: Path) -> None:
    importlib.import_module("lines_on_trial")
    with changed_source(package / "slopes.py", "slope = 2\n"):
        module = importlib.import_module("lines_on_trial.slopes")
    assert module.slope == 2
    assert module.__file__ == str(package / "slopes.py")


def test_what_was_compiled_before_is_not_used(package: Path) -> None:
    importlib.import_module("lines_on_trial.slopes")
    del sys.modules["lines_on_trial.slopes"]
    with changed_source(package / "slopes.py", "slope = 3\n"):
        assert importlib.import_module("lines_on_trial.slopes").slope == 3


def test_afterwards_the_file_is_imported_again(package: Path) -> None:
    with changed_source(package / "slopes.py", "slope = 2\n"):
        importlib.import_module("lines_on_trial.slopes")
    del sys.modules["lines_on_trial.slopes"]
    assert importlib.import_module("lines_on_trial.slopes").slope == 1


def test_a_missing_module_is_missing_still(package: Path) -> None:
    with changed_source(package / "slopes.py", ""), pytest.raises(ModuleNotFoundError):
        importlib.import_module("lines_on_trial.nowhere")
