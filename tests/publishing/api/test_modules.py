"""Which modules have a page, and what each dotted name stands for."""

import ast
from pathlib import Path

import pytest

from mathbook.publishing.api.modules import Definition, Reference, read_reference
from mathbook.publishing.configuration import load_configuration
from tests.publishing.api.library import make_library

ROOT = Path(__file__).parents[3]


@pytest.fixture
def reference(tmp_path: Path) -> Reference:
    return read_reference(make_library(tmp_path))


def test_the_chapters_modules_come_first_then_those_at_the_top(reference: Reference) -> None:
    assert [(module.name, module.page, module.section) for module in reference.modules] == [
        ("shapes.plane.circles", "reference/plane/circles.md", "plane/circles.md"),
        ("shapes.plane.arcs", "reference/plane/arcs.md", None),
        ("shapes.errors", "reference/errors.md", None),
    ]


def test_what_is_public_is_listed_with_its_summary(reference: Reference) -> None:
    circles, arcs, errors = reference.modules
    assert circles.summary == "Circles and discs."
    assert circles.definitions == (
        Definition("PI", "constant", 9, ""),
        Definition("area", "function", 13, r"The area | of a disc, $|\pi| \|r\|^2$."),
    )
    assert [definition.name for definition in arcs.definitions] == ["length"]
    assert [definition.kind for definition in errors.definitions] == ["class"]


def test_a_name_that_a_package_passes_on_is_that_of_its_module(reference: Reference) -> None:
    assert reference.identifiers["shapes.plane.area"] == "shapes.plane.circles.area"
    assert reference.targets["shapes.plane.area"] == (
        "reference/plane/circles.md",
        "shapes.plane.circles.area",
    )
    assert reference.targets["shapes.plane.circles"] == ("reference/plane/circles.md", "")
    assert reference.targets["shapes.plane"] == ("reference/index.md", "")
    assert "shapes.plane.circles.helper" not in reference.targets
    assert "shapes.engine.parts" not in reference.targets


def test_bare_names_are_those_of_functions_and_classes_that_are_unique(tmp_path: Path) -> None:
    book = make_library(tmp_path)
    assert read_reference(book).by_name() == {
        "area": "shapes.plane.circles.area",
        "length": "shapes.plane.arcs.length",
        "Flat": "shapes.errors.Flat",
    }
    (tmp_path / "shapes" / "plane" / "discs.py").write_text("def area(): ...\n")
    assert "area" not in read_reference(book).by_name()


def test_a_module_that_is_added_has_its_page(tmp_path: Path) -> None:
    book = make_library(tmp_path)
    (tmp_path / "shapes" / "plane" / "rings.py").write_text("def width(): ...\n")
    assert "shapes.plane.rings" in {module.name for module in read_reference(book).modules}


def test_a_module_that_cannot_be_read_is_left_to_its_evaluation(tmp_path: Path) -> None:
    book = make_library(tmp_path)
    (tmp_path / "shapes" / "plane" / "arcs.py").write_text("def (:\n")
    names = [module.name for module in read_reference(book).modules]
    assert names == ["shapes.plane.circles", "shapes.errors"]


def test_a_book_that_wants_none_has_none(tmp_path: Path) -> None:
    assert read_reference(make_library(tmp_path, reference=False)) == Reference()


def defines(file: Path) -> bool:
    """Whether the module is more than a list of others' names."""
    body = ast.parse(file.read_text()).body
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body)


def test_no_module_of_the_numerical_half_is_forgotten() -> None:
    package = ROOT / "mathbook"
    files = {
        file
        for file in package.rglob("*.py")
        if "publishing" not in file.parts and not file.stem.startswith("_") and defines(file)
    }
    reference = read_reference(load_configuration(ROOT / "pyproject.toml"))
    assert {module.file for module in reference.modules} == files
