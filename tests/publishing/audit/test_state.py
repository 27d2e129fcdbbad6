"""Verdicts on disk: kept while all that they depend on is the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing import evaluator
from mathbook.publishing.audit.mutants import Fate, FileLines, Kind, Mutant
from mathbook.publishing.audit.mutations import Mutation
from mathbook.publishing.audit.state import (
    State,
    Watch,
    engine_files,
    fingerprint_of_engine,
    fingerprint_of_file,
    fingerprint_of_page,
    needed_files,
)
from mathbook.publishing.evaluation import Evaluation
from tests.publishing.audit.audited_page import FIGURE, PAGE

EvaluateText = Callable[..., Evaluation]
PATH = Path("/book/page.md")


def mutant(new: str) -> Mutant:
    return FileLines(PATH, "a 1").mutant(Mutation(2, 3, new, "digit"), Kind.NUMBER, 0)


def opened(folder: Path, fingerprint: str = "same", restart: bool = False) -> State:
    return State(folder, PATH, fingerprint, restart=restart)


def test_verdicts_are_found_again(tmp_path: Path) -> None:
    first = opened(tmp_path / "audit")
    assert first.known(mutant("2")) is None
    first.add([(mutant("2"), Fate(True, "differs")), (mutant("3"), Fate(False))])
    second = opened(tmp_path / "audit")
    assert second.known(mutant("2")) == first.known(mutant("2")) == Fate(True, "differs")
    assert second.known(mutant("3")) == Fate(False)
    assert second.known(mutant("4")) is None


def test_verdicts_about_something_else_are_forgotten(tmp_path: Path) -> None:
    opened(tmp_path).add([(mutant("2"), Fate(True))])
    assert opened(tmp_path, "other").known(mutant("2")) is None
    assert opened(tmp_path).known(mutant("2")) is None
    assert len(list(tmp_path.iterdir())) == 1


def test_a_restart_forgets(tmp_path: Path) -> None:
    opened(tmp_path).add([(mutant("2"), Fate(True))])
    assert opened(tmp_path, restart=True).known(mutant("2")) is None


def test_a_line_that_was_cut_off_loses_only_itself(tmp_path: Path) -> None:
    opened(tmp_path).add([(mutant("2"), Fate(True)), (mutant("3"), Fate(True))])
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    again = opened(tmp_path)
    assert (again.known(mutant("2")), again.known(mutant("3"))) == (Fate(True), None)
    again.add([(mutant("4"), Fate(False))])
    assert opened(tmp_path).known(mutant("4")) == Fate(False)


def test_pages_of_the_same_name_have_states_of_their_own(tmp_path: Path) -> None:
    for path in (PATH, Path("/book/other/page.md")):
        State(tmp_path, path, "same", restart=False)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_page_depends_on_its_text_its_library_its_figures_and_the_engine(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    evaluation = evaluate_text(PAGE)
    library = tmp_path / "library.py"
    library.write_text("x = 1")
    evaluation.sources.add(str(library))
    engine = fingerprint_of_engine()
    assert engine == fingerprint_of_engine()
    known = fingerprint_of_page(evaluation, engine)
    assert known == fingerprint_of_page(evaluation, engine)
    found = {known, fingerprint_of_page(evaluation, "other")}
    library.write_text("x = 2")
    found.add(fingerprint_of_page(evaluation, engine))
    evaluation.chapter = replace(evaluation.chapter, text=f"{PAGE}\nMore.\n")
    found.add(fingerprint_of_page(evaluation, engine))
    assert len(found) == 4


def test_a_librarys_file_depends_on_itself_and_on_the_pages(tmp_path: Path) -> None:
    file = tmp_path / "library.py"
    file.write_text("x = 1")
    found = {fingerprint_of_file(file, pages) for pages in (["a"], ["a", "b"], ["a"])}
    file.write_text("x = 2")
    found.add(fingerprint_of_file(file, ["a"]))
    assert len(found) == 3


def test_what_verdicts_depend_on_is_known(evaluate_text: EvaluateText, tmp_path: Path) -> None:
    evaluation = evaluate_text(PAGE + FIGURE, tolerant=True, standing_alone=False)
    evaluation.sources.add("/book/library.py")
    needed = needed_files(evaluation)
    assert Path("/book/library.py") in needed
    assert tmp_path / "figures" / "line.svg" in needed
    assert not set(needed) & set(engine_files())
    assert Path(evaluator.__file__) in engine_files()


@pytest.mark.parametrize("change", ["write", "remove", "appear"])
def test_a_file_that_changes_meanwhile_is_noticed(change: str, tmp_path: Path) -> None:
    file = tmp_path / "library.py"
    if change != "appear":
        file.write_text("x = 1")
    watch = Watch([file])
    watch.check()
    if change == "remove":
        file.unlink()
    else:
        file.write_text("x = 10")
    with pytest.raises(PublishingError, match=r"library\.py has changed during the audit"):
        watch.check()
