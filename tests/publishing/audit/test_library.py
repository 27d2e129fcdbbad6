"""What pages use of their library, and what of it is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.audit.library import library_files, library_mutants
from mathbook.publishing.audit.mutants import Kind
from mathbook.publishing.evaluation import Evaluation

EvaluateText = Callable[..., Evaluation]
FILES = {
    "rises/__init__.py": "from rises.lines import rise\n\nVERSION = 3\n",
    "rises/lines.py": """\
from rises import powers
from rises.powers import square as squared

STEP: float = 0.5


def rise(x):
    return powers.cube(x) + squared(x) + STEP


def fall(x):
    return x - 7


class Line:
    def at(self, x):
        return x * 2
""",
    "rises/powers.py": """\
def square(x):
    return x**2


def cube(x):
    return x**3


def fourth(x):
    return x**4
""",
}


@pytest.fixture
def mutants(evaluate_text: EvaluateText, tmp_path: Path) -> Callable[[str], list[tuple[str, int]]]:
    """The files and lines that are changed for a page with the given code."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def find(page: str) -> list[tuple[str, int]]:
        evaluation = evaluate_text(page, standing_alone=False)
        # As if its code had run.
        evaluation.sources.update(str(tmp_path / name) for name in FILES)
        found = library_mutants([evaluation], tmp_path)
        assert {mutant.kind for mutant in found} <= {Kind.SOURCE}
        return list(dict.fromkeys((mutant.path.name, mutant.line) for mutant in found))

    return find


RISE = [("lines.py", 4), ("lines.py", 8), ("powers.py", 2), ("powers.py", 6)]


@pytest.mark.parametrize(
    "page",
    [
        "```python\nfrom rises import rise\n```\n",
        "```python\nfrom rises.lines import rise as r\n```\n",
        "```python\nimport rises\nrises.lines.rise(1)\n```\n",
        "```python\nimport rises.lines as r\nr.rise(1)\n```\n",
        "```python\nfrom rises import lines\nlines.rise(1)\n```\n",
        "```pycon\n>>> import rises as r\n>>> r.rise(1)\n```\n",
        "<!-- names: from rises import rise -->\n\n$x$\n",
    ],
)
def test_what_a_page_uses_is_changed_with_all_that_it_calls(
    page: str, mutants: Callable[[str], list[tuple[str, int]]]
) -> None:
    assert sorted(mutants(page)) == sorted(RISE)


@pytest.mark.parametrize(
    ("page", "changed"),
    [
        ("```python\nfrom rises.lines import Line\n```\n", [("lines.py", 17)]),
        ("```python\nfrom rises import VERSION\n```\n", [("__init__.py", 3)]),
        ("```python\nrise = fall = 1\n```\n", []),
        ("```python\nimport rises\n```\n", []),
        ("```python\nfrom elsewhere import rise\n```\n", []),
        ("```python\nbroken(\n```\n", []),
    ],
)
def test_nothing_else_is_changed(
    page: str, changed: list[tuple[str, int]], mutants: Callable[[str], list[tuple[str, int]]]
) -> None:
    assert mutants(page) == changed


def test_the_engine_and_what_lies_elsewhere_are_no_library(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    evaluation = evaluate_text("```python\nx = 1\n```\n")
    assert evaluation.sources  # the engine's own
    assert library_files(evaluation, Path("/")) == []
    evaluation.sources.update(("/elsewhere/a.py", str(tmp_path / "b.py"), str(tmp_path / "c.so")))
    assert library_files(evaluation, tmp_path) == [tmp_path / "b.py"]
