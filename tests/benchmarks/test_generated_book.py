"""The book that all tools build: known imports, the same content in every form."""

import json
from pathlib import Path
from types import ModuleType

import pytest
from book_formats import Recorded, read_recorded, remove_built, write_book
from generated_book import CURVES, Code, chapters, importers, library, published

from tests.publishing.small_book import SmallBook

TOOLS = ("mathbook", "floor", "markdown-exec", "mkdocs-jupyter", "jupyter-book")


def recorded(size: int) -> Recorded:
    names = [chapter.name for chapter in chapters(size)]
    return Recorded(
        {name: [f"{name} {place}\n" for place in range(4)] for name in names},
        {name: f"<svg>{name}</svg>" for name in names},
    )


def test_a_longer_book_begins_with_the_same_chapters() -> None:
    assert chapters(12)[:3] == chapters(3)


def test_a_chapter_prints_four_times_and_draws_once() -> None:
    for chapter in chapters(6):
        blocks = [part for part in chapter.parts if isinstance(part, Code)]
        assert [bool(block.alt) for block in blocks] == [False] * 4 + [True]


def test_the_importers_of_a_module_are_the_chapters_whose_code_names_it() -> None:
    for curve in CURVES:
        named = {
            chapter.name
            for chapter in chapters(12)
            if any(
                f"from curves.{curve.module} import" in part.source
                for part in chapter.parts
                if isinstance(part, Code)
            )
        }
        assert importers(curve.module, 12) == named != set()


def test_the_library_computes_what_its_names_say() -> None:
    for curve in CURVES:
        module = ModuleType(curve.module)
        exec(library()[f"{curve.module}.py"], module.__dict__)
        x, h = 0.7, 1e-6
        quotient = (module.value(x + h, 3.0, 2.0) - module.value(x - h, 3.0, 2.0)) / (2 * h)
        assert module.slope(x, 3.0, 2.0) == pytest.approx(quotient, rel=1e-6)
        changed = library()[f"{curve.module}.py"].replace(
            f"return {curve.value}\n", f"return {curve.same_value}\n"
        )
        assert changed != library()[f"{curve.module}.py"]
        other = ModuleType(curve.module)
        exec(changed, other.__dict__)
        assert other.value(x, 3.0, 2.0) == pytest.approx(module.value(x, 3.0, 2.0))


def test_comments_are_for_ours_only() -> None:
    assert (
        published("# A\n\n<!-- names:\nx = 1\n-->\n\n5<!-- = n --> of $x$") == "# A\n\n\n5 of $x$"
    )


@pytest.mark.parametrize("tool", TOOLS)
def test_each_form_holds_the_same_code_and_what_scenarios_change(tool: str, tmp_path: Path) -> None:
    write_book(tool, tmp_path, chapters(2), recorded(2))
    assert (tmp_path / "curves" / "waves.py").is_file()
    for chapter in chapters(2):
        (page,) = (tmp_path / "docs" / "part-001").glob(f"{chapter.name}.*")
        text = page.read_text(encoding="utf-8")
        assert text.count(chapter.sentence) == text.count(chapter.statement) == 1
        assert ("<!--" in text) == (tool == "mathbook")
        whole = text
        if page.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            whole = "\n\n".join("".join(cell["source"]) for cell in cells)
        for part in chapter.parts:
            if isinstance(part, Code):
                assert part.source.strip() in whole


def test_the_floor_shows_what_ours_has_recorded(tmp_path: Path) -> None:
    write_book("floor", tmp_path / "floor", chapters(2), recorded(2))
    # Where its pages hold the outputs and the figures, ours hold them too.
    assert read_recorded(tmp_path / "floor", chapters(2)) == recorded(2)


def test_what_builds_leave_behind_is_removed(tmp_path: Path) -> None:
    write_book("mathbook", tmp_path, chapters(1))
    before = sorted(tmp_path.rglob("*"))
    for name in ("site/index.html", ".mathbook/cache/a", "docs/_build/html/index.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("built")
    remove_built(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_ours_passes_every_check(tmp_path: Path) -> None:
    write_book("mathbook", tmp_path, chapters(len(CURVES)))
    book = SmallBook(tmp_path)
    drawn = book.run("mathbook", "fix", "--figures")
    assert drawn.returncode == 0, drawn.stderr
    found = read_recorded(tmp_path, chapters(len(CURVES)))
    assert {len(outputs) for outputs in found.outputs.values()} == {4}
