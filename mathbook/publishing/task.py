"""What one process of the evaluation is to run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from pkgutil import resolve_name

from mathbook.publishing.chapter import Block, Chapter
from mathbook.publishing.runs import TaskResult

__all__ = ["Task"]

_RUNS = "mathbook.publishing.evaluator:run_task"


@dataclass(frozen=True, slots=True)
class Task:
    """Blocks to run in a process of their own.

    Attributes:
        path: The chapter; tracebacks name it.
        blocks: What to run, in order: a chapter's blocks, or one block's chain.
        alone: Whether ``blocks`` is one copied text: pasted together, run as a script,
            and judged by what its last block shows.
        tolerant: Whether to go on after an output or figure that is merely stale.
        chapter: Where formulas and numbers are checked: the chapter that has them.
        seed: Moves the random points of formulas.
        root: The folder that paths in messages are relative to.
        seconds: How long each block, formula and number may run; None: as long as it likes.
    """

    path: Path
    blocks: tuple[Block, ...]
    alone: bool = False
    tolerant: bool = False
    chapter: Chapter | None = None
    seed: int = 0
    root: Path = field(default_factory=Path.cwd)
    seconds: float | None = None

    def __call__(self) -> TaskResult:
        return self.telling(lambda line: None)

    def telling(self, tell: Callable[[int], None]) -> TaskResult:
        """Run the task, and ``tell`` each line of the chapter that is reached."""
        # By its name: whoever only asks the cache does without all that runs and checks code.
        run: Callable[[Task, Callable[[int], None]], TaskResult] = resolve_name(_RUNS)
        return run(self, tell)
