"""What a page's code uses of the library, under whatever name."""

from pathlib import Path

import pytest

from mathbook.publishing.api.modules import Reference, read_reference
from mathbook.publishing.api.uses import block_names, names_in, resolved, source_of, used_by
from mathbook.publishing.parsers.markdown import parse_text
from tests.publishing.api.library import make_library

AREA = "shapes.plane.circles.area"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    return read_reference(make_library(tmp_path_factory.mktemp("library")))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from shapes.plane import area", "area"),
        ("from shapes.plane.circles import area as disc", "disc"),
        ("from shapes.plane import circles", "circles.area"),
        ("import shapes.plane as plane", "plane.area"),
        ("import shapes.plane.circles", "shapes.plane.circles.area"),
        ("import shapes.plane.circles", "shapes.plane.area"),
        ("from shapes.plane import area", "area.__doc__"),
    ],
)
def test_a_name_is_followed_to_its_definition(code: str, name: str, reference: Reference) -> None:
    assert resolved(name, names_in([code]), reference) == AREA


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from elsewhere import area", "area"),
        ("area = 1", "area"),
        ("from shapes.plane import area\narea = 1", "area"),
        ("from shapes.plane import area\ndef f(area): ...", "area"),
        ("from shapes.plane import area\ndef area(): ...", "area"),
        ("from shapes.plane.circles import helper", "helper"),
        ("def (", "area"),
    ],
)
def test_what_the_code_calls_so_itself_is_something_else(
    code: str, name: str, reference: Reference
) -> None:
    assert resolved(name, names_in([code]), reference) is None


def test_a_module_stands_for_itself(reference: Reference) -> None:
    names = names_in(["from shapes.plane import circles"])
    assert resolved("circles", names, reference) == "shapes.plane.circles"
    assert resolved("circles.nothing", names, reference) == "shapes.plane.circles"


def test_the_code_of_a_session_has_no_prompts_and_no_output() -> None:
    assert source_of(">>> if x:\n...     y\n...\n3\n>>> z\n") == "if x:\n    y\n\nz"
    assert source_of("x = 1\n") == "x = 1\n"


PAGE = """\
```python
from shapes.plane import area as disc
```

```pycon
>>> import shapes.plane.arcs as a
>>> a.length(1, 2)
2
```

<!-- continues -->
```python
print(1)
```

<!-- skip: next "not today" -->
```python
from shapes.errors import Flat
print(Flat)
```
"""


def test_a_page_uses_what_its_code_reads(reference: Reference) -> None:
    chapter = parse_text(Path("page.md"), PAGE)
    assert used_by(chapter, reference) == {"shapes.plane.arcs.length"}
    continued = PAGE.replace("a.length(1, 2)\n2", "1\n1").replace("print(1)", "a.length(2, 3)")
    assert used_by(parse_text(Path("page.md"), continued), reference) == {
        "shapes.plane.arcs.length"
    }
    called = PAGE.replace("as disc\n", "as disc\ndisc(1)\n")
    assert AREA in used_by(parse_text(Path("page.md"), called), reference)


def test_a_block_knows_the_names_of_those_that_it_continues(reference: Reference) -> None:
    chapter = parse_text(Path("page.md"), PAGE)
    names = block_names(chapter.blocks[2], chapter)
    assert resolved("a.length", names, reference) == "shapes.plane.arcs.length"
    assert resolved("disc", names, reference) is None
