"""Blocks to results: the only place in the package that runs a chapter's code.

A :class:`Task` is pickled to a child process (see :mod:`mathbook.publishing.processes.workers`),
runs there once, and comes back as :class:`TaskResult`. The process ends afterwards, so
nothing that a chapter changes outlives it.
"""

import __future__

import sys
import time
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mathbook.publishing.chapter import PYTHON, Block, Span
from mathbook.publishing.checks.checking import Checks
from mathbook.publishing.checks.naming import BindingFails
from mathbook.publishing.copying import script_in_place, statements
from mathbook.publishing.exceptions import failure_from, last_lines
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import (
    Drawing,
    draw_open_figures,
    look_at_open_figures,
    read_committed,
)
from mathbook.publishing.framing import NO_FRAMES, Frames, draw_frames, of_one_figure, with_frames
from mathbook.publishing.instruments.capture import Capture, Captured
from mathbook.publishing.instruments.randomness import RandomnessGuard
from mathbook.publishing.instruments.sources import project_sources, show_lines
from mathbook.publishing.instruments.workplace import workplace
from mathbook.publishing.judging import compare_lines, judge_figures, judge_output, output_lines
from mathbook.publishing.parsers.sessions import SessionExample, parse_session
from mathbook.publishing.processes.limits import time_limit
from mathbook.publishing.runs import BlockRun, TaskResult
from mathbook.publishing.task import Task

__all__ = ["run_task"]

_SLOT = "__mathbook_binding__"
_FUTURE = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


def run_task(task: Task, tell: Callable[[int], None]) -> TaskResult:
    """Run ``task`` in this process, which ends with it, and ``tell`` each line that is reached."""
    with workplace() as reader:
        runner = _Runner(task, tell)
        runs = runner.run()
    return TaskResult(tuple(runs), project_sources(), *runner.checks.results, reader.reads())


class _Runner:
    """Runs a task's blocks in one namespace and judges each."""

    def __init__(self, task: Task, tell: Callable[[int], None]) -> None:
        self.task = task
        self.tell = tell
        self.filename = str(task.path)
        self.capture = Capture(self.filename)
        self.guard = RandomnessGuard(self.filename)
        self.main = self.fresh_module()
        self.checks = Checks(task.chapter, task.seed, self.define, self.settle, tell)
        self.outputs: list[tuple[str, ...]] = []
        self.errors = ""
        self.raised = ""
        self.future = 0
        self.framing = False  # whether this process draws a frame, which has no file
        self.home = Path.cwd()
        if task.path.suffix != ".py":  # whose lines are the file's
            show_lines(self.filename, task.blocks)
        warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")

    def fresh_module(self) -> types.ModuleType:
        """A new ``__main__``, so that pickle and dataclasses find what a block defines."""
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        return module

    def run(self) -> list[BlockRun]:
        if self.task.alone:
            return [self.run_chain()]
        runs = []
        self.checks.run(-1, self.main.__dict__)
        for block in self.task.blocks:
            if block.lonely:
                self.main = self.fresh_module()
                self.guard.forget_seeds()
            runs.append(self.run_block(block))
            if not self.must_stop(runs[-1].failures):
                self.checks.run(block.index, self.main.__dict__)
            elif not block.lonely:
                return runs
        return runs

    def must_stop(self, failures: Sequence[Failure]) -> bool:
        """Whether what comes after ``failures`` is not worth running."""
        return any(not (self.task.tolerant and failure.stale) for failure in failures)

    def run_block(self, block: Block) -> BlockRun:
        """Run ``block`` in the chapter's namespace and hold it against the page."""
        self.tell(block.line)
        started = time.perf_counter()
        frames = draw_frames(block, self.home, self.run_frame, self.define)
        failures = self.execute(block)
        seconds = time.perf_counter() - started
        return self.finish(block, seconds, failures, at_end=False, frames=frames)

    def run_frame(self, block: Block) -> BlockRun:
        """Run ``block`` for a frame, in a fork, whose output is not this process's."""
        self.framing = True
        self.capture = Capture(self.filename)
        return self.run_block(block)

    def run_chain(self) -> BlockRun:
        """Run a copied text: a script, or into a console one statement after another."""
        block = self.task.blocks[-1]
        self.tell(block.line)
        started = time.perf_counter()
        typed = self.task.blocks if block.is_console else ()
        failures = [] if typed else self.run_source(script_in_place(self.task.blocks), block)
        for part in typed:
            self.capture.read()  # the output of the earlier blocks, judged with them
            failures = failures or (self.execute if part.is_console else self.type_in)(part)
        seconds = time.perf_counter() - started
        return self.finish(block, seconds, failures, at_end=len(self.task.blocks) > 1)

    def finish(
        self, block: Block, seconds: float, failures: list[Failure], *, at_end: bool,
        frames: Frames = NO_FRAMES,
    ) -> BlockRun:  # fmt: skip
        """Collect what ``block`` left behind, and judge it."""
        captured = self.capture.read()
        unwell, drawings = self.collect_figures(block, at_end=at_end)
        unwell = self.guard.failures(block.line) + unwell
        if all(failure.stale for failure in failures):
            drawings, moved = with_frames(block, drawings, frames)
            failures = unwell or self.judge(block, captured, drawings, failures, at_end=at_end)
            if all(failure.stale for failure in failures):
                failures = moved or failures
        errors = self.errors + captured.errors + self.capture.read().errors
        return BlockRun(
            block.index,
            seconds,
            output_lines(captured.text),
            tuple(self.outputs),
            tuple(drawings),
            tuple(failures),
            output_lines(errors),
            frames.frames,
        )

    def judge(
        self,
        block: Block,
        captured: Captured,
        drawings: list[Drawing],
        stale: list[Failure],
        *,
        at_end: bool,
    ) -> list[Failure]:
        """Hold output and figures of a block that ran against the page."""
        if drawings and not at_end and (output_lines(captured.text) or any(self.outputs)):
            message = "this block prints and draws; split it, so that the page keeps their order"
            return [Failure(block.line, message)]
        output = [] if block.is_console else judge_output(block, captured, at_end=at_end)
        folder = self.task.path.parent / "figures"
        committed: dict[str, Mapping[str, str] | str] = {
            figure.name: read_committed(folder / f"{figure.name}.svg") for figure in block.figures
        }
        if self.task.alone:
            committed = {name: of_one_figure(shown) for name, shown in committed.items()}
        return stale + output + judge_figures(block, drawings, committed, counted=self.framing)

    def execute(self, block: Block) -> list[Failure]:
        """Run ``block`` as what it is: a script or a console session."""
        self.outputs = []
        self.errors = ""
        if not self.task.alone:  # where what was imported from the future stays
            self.future = 0
        if not block.is_console:
            return self.run_source("\n" * block.line + block.source, block)
        examples = parse_session(block)
        if isinstance(examples, Failure):
            return [examples]
        failures: list[Failure] = []
        for example in examples:
            failures += self.run_example(example, block)
            if self.must_stop(failures):
                break
        return failures

    def type_in(self, block: Block) -> list[Failure]:
        """Run a script in a console, as a copied session that continues it does."""
        parts = (self.run_source(part.in_place, block, console=True) for part in statements(block))
        return next(filter(None, parts), [])

    def run_example(self, example: SessionExample, block: Block) -> list[Failure]:
        """Run one prompt and compare what it shows."""
        source = "\n" * (example.line - 1) + example.source
        failures = self.run_source(source, block, console=True)
        captured = self.capture.read()
        self.errors += captured.errors
        if failures and example.error is not None:
            if captured.text:
                message = "this prompt prints before its exception; a session cannot show both"
                return [Failure(example.line, message)]
            # Of a traceback, a session shows the first line and the message.
            got = output_lines(self.raised)
            expected = output_lines(example.error)
            before = len(example.want) - len(expected)
            self.outputs.append((*example.want[:before], *got))
            return compare_lines(expected, got, example.want_line + before)
        if failures:
            return failures
        got = output_lines(captured.text)
        self.outputs.append(got)
        return compare_lines(output_lines("\n".join(example.want)), got, example.want_line)

    def define(self, source: str, line: int, namespace: dict[str, Any]) -> Any:
        """What the expression or import ``source`` gives in ``namespace``.

        Raises:
            BindingFails: If it raises.
        """
        block = Block(-1, Span(0, 0, line - 1, line), PYTHON, "", source)
        is_import = source.startswith(("import ", "from "))
        text = source if is_import else f"{_SLOT} = {source}"
        self.future = 0
        failures = self.run_source("\n" * (line - 1) + text, block, namespace=namespace)
        if failures := failures + self.settle(line):
            raise BindingFails(failures[0])
        return namespace.pop(_SLOT, None)

    def settle(self, line: int) -> list[Failure]:
        """Keep what a check in ``line`` printed out of the next block; what it drew unseeded."""
        self.capture.read()
        return self.guard.failures(line)

    def run_source(
        self, source: str, block: Block, *, console: bool = False,
        namespace: dict[str, Any] | None = None,
    ) -> list[Failure]:  # fmt: skip
        """Compile and run ``source``, whose lines are the chapter's; the one place that does."""
        try:
            mode = "single" if console else "exec"
            code = compile(source, self.filename, mode, self.future, dont_inherit=True)
            if console:  # which goes on with what it imported from the future
                self.future |= code.co_flags & _FUTURE
            with time_limit(self.task.seconds):
                exec(code, self.main.__dict__ if namespace is None else namespace)
        except BaseException as error:
            return [self.failure_from(error, block)]
        return []

    def failure_from(self, error: BaseException, block: Block) -> Failure:
        self.raised = last_lines(error)
        return failure_from(error, block, self.filename, self.task.root)

    def collect_figures(self, block: Block, *, at_end: bool) -> tuple[list[Failure], list[Drawing]]:
        """Draw and close the figures that are open; of a chain, those of its last block."""
        names = [figure.name for figure in block.figures]
        try:
            if self.task.alone:
                drawings = look_at_open_figures(len(names) if at_end else sys.maxsize)
            else:
                drawings = draw_open_figures(names)
        except Exception as error:
            return [self.failure_from(error, block)], []
        return [], drawings
