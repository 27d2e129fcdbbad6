"""What is changed between builds, and what of it ours has to notice."""

from pathlib import Path

import pytest
from book_formats import write_book
from generated_book import chapters
from scenarios import SCENARIOS, Project, evaluated, expected, second_edit


@pytest.fixture(params=["mathbook", "mkdocs-jupyter"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    write_book(request.param, tmp_path, chapters(7))
    return Project(tmp_path, chapters(7))


def contents(project: Project) -> dict[str, str]:
    files = (file for file in project.root.rglob("*") if file.is_file())
    return {str(file.relative_to(project.root)): file.read_text() for file in files}


def test_each_edit_changes_one_file_each_time(project: Project) -> None:
    touched: dict[str, set[str]] = {
        "cold": set(),
        "nothing changed": set(),
        "prose of a chapter": {str(project.page.relative_to(project.root))},
        "code of a chapter": {str(project.page.relative_to(project.root))},
        "a library function": {str(project.module.relative_to(project.root))},
    }
    for again in (False, True):
        for scenario, files in touched.items():
            before = contents(project)
            if again:
                second_edit(scenario, project)
            else:
                SCENARIOS[scenario](project)
            after = contents(project)
            assert {name for name in after if after[name] != before[name]} == files, scenario


def test_an_edit_that_finds_nothing_to_change_is_an_error(project: Project) -> None:
    SCENARIOS["prose of a chapter"](project)
    with pytest.raises(ValueError, match="expected it once"):
        SCENARIOS["prose of a chapter"](project)


def test_what_an_edit_touches(project: Project) -> None:
    assert project.edited.name == "chapter-0004"
    assert len(expected("cold", project)) == 7
    assert expected("nothing changed", project) == expected("prose of a chapter", project) == set()
    assert expected("code of a chapter", project) == {"chapter-0004"}
    # The modules take turns, and there are five of them.
    assert expected("a library function", project) == {"chapter-0004"}
    longer = Project(project.root, chapters(12))
    assert expected("a library function", longer) == {
        "chapter-0002",
        "chapter-0007",
        "chapter-0012",
    }


def test_what_was_evaluated_is_read_off_the_reasons() -> None:
    told = (
        "docs/index.md: evaluated: nothing in it is run\n"
        "docs/part-001/chapter-0001.md: unchanged\n"
        "docs/part-001/chapter-0002.md: evaluated: curves/waves.py has changed\n"
        "docs/part-001/chapter-0003.md: unchanged, but copied texts were run: it is new\n"
        "ok      docs/part-001/chapter-0001.md: 5 blocks\n"
    )
    assert evaluated(told) == {"chapter-0002", "chapter-0003"}
