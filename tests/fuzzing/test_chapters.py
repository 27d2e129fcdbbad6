"""Broken chapters, a few of each kind: a verdict with path and line, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.mathml import formula_failures
from mathbook.publishing.parsers.characters import unfit
from mathbook.publishing.parsers.markdown import parse_text, read_source
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.references import reference_failures
from tests.fuzzing.chapters import FAULTS, Broken, broken_chapter, faults_of_chapters
from tests.fuzzing.faults import Draw, Fault
from tests.fuzzing.seeds import SMALL, book_sections
from tests.fuzzing.soak import LIMITS
from tests.fuzzing.trials import shown_as_code, try_chapters, watched

PAGE = Path("chapter.md").absolute()


def test_the_kinds_have_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len(book_sections()) > 20


def test_what_is_sound_passes_and_what_is_broken_does_not(tmp_path: Path) -> None:
    """The judge of the long runs can tell: a sound seed called a failing one is a false pass."""
    kept = Fault("nothing at all", lambda text, draw: text, fails=True)
    with Workers(["numpy"], limits=LIMITS) as workers:
        for place, seed in enumerate(SMALL):
            folder = tmp_path / f"{place}"
            folder.mkdir()
            broken = Broken(kept, seed, seed.text.encode())
            kinds = [wrong.kind for wrong in try_chapters([broken], workers, folder)]
            assert kinds == ["false pass"], seed.name


def test_readers_see_code_that_is_shown_as_python() -> None:
    block = '<div class="language-python highlight"><code><span>a</span>_b</code></div>'
    assert shown_as_code(block, "a_b")
    assert not shown_as_code(block.replace("python", "text"), "a_b")


@settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(st.sampled_from(FAULTS), st.integers(0, 2**32))
def test_whatever_bytes_a_chapter_holds_it_is_read(fault: Fault, seed: int) -> None:
    broken = broken_chapter(fault, Draw(seed))
    text = broken.content.decode(errors="replace").replace("\r\n", "\n")
    with watched():
        chapter = Chapter(PAGE, text) if unfit(text) else parse_text(PAGE, text)
        failures = [*chapter.problems, *formula_failures(chapter)]
        failures += reference_failures(chapter, lambda path: Chapter(path, ""))
    for failure in failures:
        assert 1 <= failure.line <= len(chapter.lines)
        assert failure.format(PAGE, chapter.lines).startswith(f"chapter.md:{failure.line}: ")


def test_one_chapter_of_each_kind_gets_its_verdict(tmp_path: Path) -> None:
    kinds = faults_of_chapters(slow=False)[::4]
    draw = Draw(11)
    brokens = [broken_chapter(fault, draw, book=False) for fault in kinds]
    with Workers(["numpy", "matplotlib.pyplot"], limits=LIMITS) as workers:
        assert [str(wrong) for wrong in try_chapters(brokens, workers, tmp_path)] == []


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a\xed\xa0\x80", b"\xc0\xaf", b"ok\n\xe9\n"])
def test_bytes_that_are_no_text_are_named(tmp_path: Path, data: bytes) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(data)
    _, failure = read_source(page)
    assert failure is not None
    assert failure.message.startswith("not UTF-8")
