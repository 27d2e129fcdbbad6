"""``mathbook fix``: write what the code shows into the page, and touch nothing else."""

import difflib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.chapter import Block, Output
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import read_committed
from mathbook.publishing.judging import output_lines
from mathbook.publishing.parsers.sessions import parse_session
from mathbook.publishing.runs import BlockRun

__all__ = ["Fix", "RedrawnFigure", "fix_chapter"]


@dataclass(frozen=True, slots=True)
class RedrawnFigure:
    """A figure whose file is written anew, and in what it differs."""

    path: Path
    svg: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """What ``mathbook fix`` would do to one chapter.

    Attributes:
        path: The chapter.
        before: Its bytes.
        after: Its bytes with today's outputs.
        figures: The figures to write.
        remaining: The failures that this does not mend.
    """

    path: Path
    before: bytes
    after: bytes
    figures: tuple[RedrawnFigure, ...]
    remaining: tuple[Failure, ...]

    def diff(self, shown: str) -> list[str]:
        """The change as the lines of a unified diff."""
        before, after = (
            side.decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
            for side in (self.before, self.after)
        )
        return list(difflib.unified_diff(before, after, shown, shown, lineterm="", n=2))

    def write(self) -> None:
        """Carry it out."""
        if self.after != self.before:
            _replace(self.path, self.after)
        for figure in self.figures:
            figure.path.parent.mkdir(exist_ok=True)
            _replace(figure.path, figure.svg.encode())


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines ``first`` to ``last`` (excluded, from 0) become ``lines``."""

    first: int
    last: int
    lines: Sequence[str]


def fix_chapter(evaluation: Evaluation, *, redraw: bool) -> Fix:
    """What mends the stale outputs of a chapter.

    Args:
        evaluation: A tolerant evaluation of the chapter.
        redraw: Whether figures are written too.
    """
    chapter = evaluation.chapter
    before = chapter.path.read_bytes()
    edits: list[_Edit] = []
    figures: list[RedrawnFigure] = []
    mended: set[Failure] = set()
    for block in chapter.runnable:
        run = evaluation.runs.get(block.index)
        if block.lab:  # which shows no output of its own: nothing of it can be stale
            continue
        if run is None or any(not failure.stale for failure in run.failures):
            continue
        if block.is_console and not all(map(_can_be_shown, run.outputs)):
            continue
        if block.is_console:
            edits += _session_edits(block, run, chapter.lines)
        else:
            edits += _output_edits(block, run)
        if redraw:
            figures += _redrawn(evaluation, block, run)
        mended.update(failure for failure in run.failures if redraw or failure.figure is None)
    remaining = tuple(failure for failure in evaluation.failures if failure not in mended)
    return Fix(chapter.path, before, _apply(before, edits), tuple(figures), remaining)


def _output_edits(block: Block, run: BlockRun) -> Iterator[_Edit]:
    output = block.output
    if output is None:
        if run.output:
            fence = _fence(run.output, "```", block.prefix)
            blank = block.prefix.rstrip()
            yield _Edit(block.span.end_line, block.span.end_line, [blank, *fence])
        return
    shown = output_lines("\n".join(output.lines))
    if shown == run.output:
        return
    first, last = output.span.line - 1, output.span.end_line
    if not run.output:
        yield _Edit(block.span.end_line, last, [])
    elif _needs_longer(run.output, output):
        yield _Edit(first, last, _fence(run.output, output.marker, output.prefix))
    else:
        yield _Edit(first + 1, last - 1, _prefixed(run.output, output.prefix))


def _session_edits(block: Block, run: BlockRun, lines: list[str]) -> Iterator[_Edit]:
    examples = parse_session(block)
    assert not isinstance(examples, Failure)
    for example, got in zip(examples, run.outputs, strict=False):
        first = example.want_line - 1
        last = first + len(example.want)
        if output_lines("\n".join(example.want)) != output_lines("\n".join(got)):
            prompt = lines[example.line - 1]
            shown = [line or "<BLANKLINE>" for line in got]
            yield _Edit(first, last, _prefixed(shown, prompt[: prompt.index(">>>")]))


def _can_be_shown(output: Sequence[str]) -> bool:
    """Whether a session can hold ``output``: not where it looks like a prompt itself."""
    if output and output[0].startswith("Traceback (most recent call last):"):
        return True  # whose frames a session leaves out by dots
    return not any(
        line == "<BLANKLINE>" or line.lstrip().startswith((">>>", "...")) for line in output
    )


def _redrawn(evaluation: Evaluation, block: Block, run: BlockRun) -> Iterator[RedrawnFigure]:
    folder = evaluation.chapter.path.parent / "figures"
    if len(block.figures) != len(run.drawings):
        return
    for reference, drawing in zip(block.figures, run.drawings, strict=True):
        path = folder / f"{reference.name}.svg"
        committed = read_committed(path)
        if isinstance(committed, str):
            yield RedrawnFigure(path, drawing.svg, (committed,))
        elif changes := drawing.changes_from(committed):
            yield RedrawnFigure(path, drawing.svg, changes)


def _fence(lines: Sequence[str], marker: str, prefix: str) -> list[str]:
    """An output fence around ``lines``, longer than any fence within them."""
    inner = (re.match(r"\s*(`{3,}|~{3,})", line) for line in lines)
    longest = max((len(match[1]) for match in inner if match), default=0)
    marker = marker[0] * max(len(marker), longest + 1)
    return _prefixed([f"{marker}output", *lines, marker], prefix)


def _needs_longer(lines: Sequence[str], output: Output) -> bool:
    return any(line.lstrip().startswith(output.marker) for line in lines)


def _prefixed(lines: Sequence[str], prefix: str) -> list[str]:
    return [f"{prefix}{line}".rstrip() for line in lines]


def _apply(before: bytes, edits: Sequence[_Edit]) -> bytes:
    """``before`` with ``edits``; each new line ends as the line before it does."""
    *ended, last = before.split(b"\n")
    lines = [(line.removesuffix(b"\r"), _ending(line)) for line in ended]
    usual = _ending(ended[0]) if ended else b"\n"
    lines.append((last, b""))
    for edit in sorted(edits, key=lambda edit: -edit.first):
        ending = (lines[edit.first - 1][1] if edit.first else b"") or usual
        lines[edit.first : edit.last] = [(line.encode(), ending) for line in edit.lines]
    *ended_lines, (last, _) = lines
    return b"".join(line + (ending or usual) for line, ending in ended_lines) + last


def _ending(line: bytes) -> bytes:
    return b"\r\n" if line.endswith(b"\r") else b"\n"


def _replace(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` is never half written."""
    path = path.resolve()  # what a link points to, not the link
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
