"""The lines of the code that runs, and which project files an evaluation depends on."""

import linecache
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.instruments.sources import show_lines
from mathbook.publishing.parsers.markdown import parse_text

EvaluateText = Callable[..., Evaluation]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A package that the chapters import, apart from the distributions."""
    folder = tmp_path / "library"
    (folder / "slopes").mkdir(parents=True)
    (folder / "slopes" / "__init__.py").write_text("")
    (folder / "slopes" / "line.py").write_text("from slopes import helper\n")
    (folder / "slopes" / "helper.py").write_text("")
    (folder / "slopes" / "unused.py").write_text("")
    return folder


def imports(library: Path, code: str) -> str:
    return f"```python\nimport sys\nsys.path.insert(0, {str(library)!r})\n{code}\n```\n"


def test_sources_are_the_project_files_that_were_imported(
    library: Path, evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(imports(library, "import slopes.line"))
    found = {Path(file).name for file in evaluation.sources if Path(file).is_relative_to(library)}
    assert found == {"__init__.py", "line.py", "helper.py"}


def test_distributions_and_the_standard_library_are_no_sources(
    evaluate_text: EvaluateText,
) -> None:
    evaluation = evaluate_text("```python\nimport json, numpy, matplotlib\n```\n")
    folders = [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")]
    inside = [f for f in evaluation.sources for folder in folders if Path(f).is_relative_to(folder)]
    assert inside == []


def test_what_only_a_copied_text_imports_is_a_source_too(
    library: Path, evaluate_text: EvaluateText
) -> None:
    first = imports(library, "late = True")
    second = imports(library, "if not globals().get('late'):\n    import slopes.unused")
    evaluation = evaluate_text(f"{first}\n{second}")
    assert evaluation.passed
    assert str(library / "slopes" / "unused.py") in evaluation.sources


def test_odd_modules_do_no_harm(evaluate_text: EvaluateText) -> None:
    code = """
import sys, types

class Strange(types.ModuleType):
    def __getattr__(self, name):
        raise RuntimeError(name)

sys.modules["strange"] = Strange("strange")
sys.modules["none"] = None
sys.modules["number"] = types.SimpleNamespace(__file__=3)
"""
    assert evaluate_text(f"```python\n{code}\n```\n").passed


@pytest.fixture
def chapter(tmp_path: Path) -> Iterator[str]:
    """The name of a chapter that is not there: its lines are known by us only."""
    name = str(tmp_path / "chapter.md")
    yield name
    linecache.cache.pop(name, None)


def shown(name: str, text: str) -> list[str]:
    show_lines(name, parse_text(Path(name), text).blocks)
    return [linecache.getline(name, number + 1) for number in range(text.count("\n"))]


@pytest.mark.parametrize("prefix", ["", "    ", "> "])
def test_the_lines_of_the_code_are_shown_in_their_places(prefix: str, chapter: str) -> None:
    text = f"- a\n\n{prefix}```python\n{prefix}if x:\n{prefix}    y\n{prefix}```\n"
    assert shown(chapter, text) == ["\n", "\n", "\n", "if x:\n", "    y\n", "\n"]


def test_several_blocks_keep_their_places(chapter: str) -> None:
    text = "```python\na\n```\n\nText.\n\n```python\nb\nc\n```\n"
    assert [line.strip() for line in shown(chapter, text)] == [
        *("", "a", "", "", "", "", ""),
        *("b", "c", ""),
    ]


def test_the_lines_stay_though_there_is_no_such_file(chapter: str) -> None:
    shown(chapter, "```python\na\n```\n")
    linecache.checkcache(chapter)
    assert linecache.getline(chapter, 2) == "a\n"


def test_a_chapter_without_code_has_no_lines(chapter: str) -> None:
    assert shown(chapter, "Text.\n") == [""]
