"""One broken chapter through all that a check does with it, and what is wrong with the outcome."""

import json
import re
import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import markdown  # type: ignore[import-untyped]
from bs4 import BeautifulSoup

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.notebooks.notebook import notebook_text
from mathbook.publishing.notebooks.prose import Prose
from mathbook.publishing.parsers.markdown import parse_chapter
from mathbook.publishing.processes.limits import alarm
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.render import render_chapter, render_failures
from mathbook.publishing.report import annotations, failure_report, json_report, notices
from mathbook.publishing.verification import page_link, verification_page
from tests.fuzzing.chapters import Broken
from tests.fuzzing.code_faults import MARKER

__all__ = ["EXTENSIONS", "Hang", "Wrong", "shown_as_code", "try_chapters", "watched"]

EXTENSIONS = (
    "admonition", "attr_list", "footnotes", "tables", "md_in_html", "pymdownx.details",
    "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed",
)  # fmt: skip
"""What the site's Markdown is read with."""

_TRACEBACK = re.compile(r"Traceback \(most recent call last\)")
_ENGINE = "raised in the engine"
_LONGEST = 20.0  # seconds: more is a hang, wherever in the engine
_LONGEST_REPORT = 20_000  # characters: nobody finds anything in more


class Hang(BaseException):
    """A step of the engine has not come to an end."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What may not be: a crash, a hang, a traceback of ours, a false pass."""

    kind: str
    broken: Broken
    details: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.broken.fault.name} in {self.broken.seed.name}\n{self.details}"


def watched(seconds: float = _LONGEST) -> AbstractContextManager[None]:
    """Raise :class:`Hang` in what takes longer."""
    return alarm(seconds, Hang(f"{seconds:g} s"))


def try_chapters(
    brokens: Sequence[Broken], workers: Workers, folder: Path, *, seconds: float = _LONGEST
) -> list[Wrong]:
    """What is wrong with the engine, as far as these chapters show it.

    Args:
        brokens: The chapters; each is written to a folder of its own below ``folder``.
        workers: Where their code runs.
        folder: An empty one.
        seconds: How long one step may take.
    """
    wrong: list[Wrong] = []
    chapters: dict[Path, tuple[Broken, Chapter]] = {}
    for place, broken in enumerate(brokens):
        path = folder / f"{place}" / "chapter.md"
        path.parent.mkdir()
        if broken.seed.figures:
            shutil.copytree(broken.seed.figures, path.parent / "figures")
        path.write_bytes(broken.content)
        try:
            with watched(seconds):
                chapters[path] = broken, parse_chapter(path)
        except (Exception, Hang) as error:
            wrong.append(_crash(broken, error))
    wrong += _evaluated(chapters, workers, seconds)
    return wrong


def _evaluated(
    chapters: dict[Path, tuple[Broken, Chapter]], workers: Workers, seconds: float
) -> Iterator[Wrong]:
    started = time.monotonic()
    try:
        with watched(seconds * max(len(chapters), 1)):
            evaluations = evaluate([chapter for _, chapter in chapters.values()], workers)
    except (Exception, Hang) as error:
        if len(chapters) == 1:
            ((broken, _),) = chapters.values()
            yield _crash(broken, error)
            return
        workers.close()
        for path, entry in chapters.items():
            yield from _evaluated({path: entry}, workers, seconds)
        return
    del started
    for path, evaluation in evaluations.items():
        broken, _ = chapters[path]
        try:
            with watched(seconds):
                yield from _judged(broken, evaluation)
        except (Exception, Hang) as error:
            yield _crash(broken, error)


def _crash(broken: Broken, error: BaseException) -> Wrong:
    kind = "hang" if isinstance(error, Hang) else "crash"
    frames = "".join(traceback.format_exception(error))
    return Wrong(kind, broken, frames[-3000:])


def _judged(broken: Broken, evaluation: Evaluation) -> Iterator[Wrong]:
    path = evaluation.chapter.path
    report = failure_report([evaluation])
    notices(evaluation)
    annotations([evaluation])
    json.loads(json_report([evaluation]))
    for failure in evaluation.failures:
        message = "\n".join((failure.message, *failure.notes))
        if _TRACEBACK.search(message) or (_ENGINE in message and not broken.fault.breaks):
            yield Wrong("traceback", broken, message[-3000:])
        if not 1 <= failure.line <= len(evaluation.chapter.lines):
            yield Wrong("no line", broken, failure.format(path, evaluation.chapter.lines)[:500])
    if len(report) > _LONGEST_REPORT:
        yield Wrong("endless report", broken, f"{len(report)} signs: {report[:500]}")
    if re.search(r"[\0-\x08\x0b-\x1f\x7f-\x9f]", report):
        yield Wrong("control characters", broken, repr(report[:500]))
    if not evaluation.passed:
        if not evaluation.failures:
            yield Wrong("no failure", broken, "it has not passed, and nothing says why")
        if live := _live(_html(render_failures(evaluation))):
            yield Wrong("live HTML", broken, f"the page of failures has {live}")
        return
    book = Configuration(path.parent, path.parent)
    page = render_chapter(evaluation, verification="about.md")
    notebook_text(evaluation, Prose("chapter.md"))
    html = _html(page)
    verified = _html(verification_page({"chapter.md": evaluation}, book, page_link))
    if live := _live(verified):
        yield Wrong("live HTML", broken, f"the page of verification has {live}")
    if broken.fault.fails or (broken.hides and shown_as_code(html, MARKER)):
        yield Wrong("false pass", broken, evaluation.chapter.text[-3000:])


def _html(text: str) -> str:
    return str(markdown.markdown(text, extensions=EXTENSIONS))


def shown_as_code(html: str, marker: str) -> bool:
    """Whether readers see ``marker`` in a block of Python that is not said to be not run."""
    soup = BeautifulSoup(html, "html.parser")
    return any(
        marker in block.get_text() for block in soup.select(".language-python, .language-pycon")
    )


def _live(html: str) -> list[str]:
    """What could act in a page of ours that holds others' text."""
    soup = BeautifulSoup(html, "html.parser")
    return [
        str(tag)[:200]
        for tag in soup.find_all(True)
        if tag.name in ("script", "img", "iframe", "object", "embed", "style", "link", "form")
        or any(name.lower().startswith("on") for name in tag.attrs)
        or str(tag.get("href", "")).strip().lower().startswith(("javascript:", "data:"))
    ]
