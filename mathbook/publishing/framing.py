"""The frames of a slider: its block once for each value, each from the same state.

Before a block with a slider runs in its chapter, it runs in forks of the chapter's process,
one for each value. So each frame sees what the block sees, the frames do not see one another,
and the blocks below see the run with the value that the page's code holds.
"""

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mathbook.publishing.chapter import Block, Slider
from mathbook.publishing.checks.checking import Define
from mathbook.publishing.checks.naming import BindingFails
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.figures.layers import canvas
from mathbook.publishing.processes.aside import run_aside
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.runs import BlockRun, Frame

__all__ = ["NO_FRAMES", "Frames", "draw_frames", "of_one_figure", "with_frames"]

_PREFIX = "frame "

Run = Callable[[Block], BlockRun]


@dataclass(frozen=True, slots=True)
class Frames:
    """What came of a slider's frames: all of them, or what is wrong."""

    frames: tuple[Frame, ...] = ()
    failures: tuple[Failure, ...] = ()


NO_FRAMES = Frames()


def draw_frames(block: Block, home: Path, run: Run, define: Define) -> Frames:
    """The frames of ``block``; none if it has no slider.

    Args:
        block: The block; it has not run.
        home: The folder that the chapter began in.
        run: Runs a block in this process and judges it.
        define: Evaluates an expression of the chapter's line in a namespace.
    """
    slider = block.slider
    if slider is None:
        return NO_FRAMES
    state = random.getstate()
    frames: list[Frame] = []
    failures: list[Failure] = []
    for index in range(len(slider.values)):
        answer = run_aside(partial(_frame, block, slider, index, state, home, run, define))
        if isinstance(answer, Lost):
            *notes, reason = answer.reason.strip().split("\n")
            message = f"with {slider.named(index)} this block ended without a result: {reason}"
            failures.append(Failure(block.line, message, notes=tuple(notes)))
        elif isinstance(answer, Frame):
            frames.append(answer)
        else:
            failures += (
                replace(f, message=f"with {slider.named(index)}: {f.message}") for f in answer
            )
    return Frames(tuple(frames), tuple(failures))


def _frame(
    block: Block,
    slider: Slider,
    index: int,
    state: object,
    home: Path,
    run: Run,
    define: Define,
) -> Frame | list[Failure]:
    """The frame of one value; it runs in a process, and a copy of the folder, of its own."""
    random.setstate(state)  # type: ignore[arg-type]  # Python seeds it anew in a fork
    if Path.cwd() == home:  # a block may have gone elsewhere
        os.chdir(shutil.copytree(home, tempfile.mkdtemp(), dirs_exist_ok=True))
    found = run(replace(block, source=slider.source(block, index), slider=None))
    if found.failures:
        return list(found.failures)
    try:
        text = define(f"({slider.readout})", slider.line, sys.modules["__main__"].__dict__)
    except BindingFails as error:
        return [error.failure]
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        message = f"the slider shows {text!r}; expected a line of text, such as an f-string"
        return [Failure(slider.line, message)]
    (drawing,) = found.drawings
    return Frame(slider.shown(index), " ".join(text.split()), drawing)


def with_frames(
    block: Block, drawings: Sequence[Drawing], found: Frames
) -> tuple[list[Drawing], list[Failure]]:
    """The drawings of a block with what its frames show, and what is wrong with the frames."""
    slider, frames = block.slider, found.frames
    if slider is None or found.failures or not frames or len(drawings) != 1:
        return list(drawings), list(found.failures)
    (own,) = drawings
    failures = [
        *_repeated(block, own, frames[slider.default].drawing),
        *_on_one_canvas(slider, frames),
    ]
    shown = {(frame.readout, *sorted(frame.drawing.fingerprint.items())) for frame in frames}
    if len(shown) == 1:
        message = "all frames of this slider are the same: nothing shown depends on {}"
        failures.append(Failure(slider.line, message.format(repr(slider.parameter))))
    return [own.also_showing(_shown(slider, frames))], failures


def of_one_figure(committed: Mapping[str, str] | str) -> Mapping[str, str] | str:
    """What a committed file says of the figure itself, without that of a slider's frames."""
    if isinstance(committed, str):
        return committed
    return {name: text for name, text in committed.items() if not name.startswith(_PREFIX)}


def _repeated(block: Block, own: Drawing, again: Drawing) -> list[Failure]:
    changes = again.changes_from(own.fingerprint)
    message = "this block draws something else when it is run once more from the same state"
    return [Failure(block.line, message, notes=changes)] if changes else []


def _on_one_canvas(slider: Slider, frames: Sequence[Frame]) -> list[Failure]:
    """What would make the page jump."""
    sizes = [canvas(frame.drawing.svg) for frame in frames]
    for index, size in enumerate(sizes):
        if size != sizes[slider.default]:
            message = (
                f"with {slider.named(index)} the figure is {size} points large, with "
                f"{slider.named(slider.default)} {sizes[slider.default]}: give it one size"
            )
            return [Failure(slider.line, message)]
    return []


def _shown(slider: Slider, frames: Sequence[Frame]) -> dict[str, str]:
    """What the frames show: their read-outs, and in what they differ from the default one."""
    default = frames[slider.default].drawing.fingerprint
    entries = {}
    for index, frame in enumerate(frames):
        head = f"{_PREFIX}{slider.named(index)}, "
        entries[f"{head}read-out"] = frame.readout
        own = frame.drawing.fingerprint
        for name in dict.fromkeys((*default, *own)):
            if own.get(name) != default.get(name):
                entries[head + name] = own.get(name, "nothing")
    return entries
