"""What came of a block, a formula and a bound number."""

from dataclasses import dataclass

from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing

__all__ = ["BlockRun", "FormulaRun", "Frame", "NumberRun", "Reads", "TaskResult"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a slider's figure shows with one of its values.

    Attributes:
        value: The value as readers see it.
        readout: The text that stands beside it.
        drawing: The figure.
    """

    value: str
    readout: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class BlockRun:
    """What one block did.

    Attributes:
        index: The block's place among the chapter's blocks.
        seconds: How long it ran.
        output: What it printed, as a page shows it; for a console session the outputs of
            its prompts.
        outputs: For a console session, what each prompt printed.
        drawings: The figures it left open, drawn.
        failures: What is wrong; empty where all is well.
        notices: What the reader's terminal would show and the page does not.
        frames: What the figure shows with each of the slider's values, if it has a slider.
    """

    index: int
    seconds: float
    output: tuple[str, ...]
    outputs: tuple[tuple[str, ...], ...]
    drawings: tuple[Drawing, ...]
    failures: tuple[Failure, ...]
    notices: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class FormulaRun:
    """The check of one formula.

    Attributes:
        index: The formula's place among the chapter's formulas.
        status: ``holds``, ``fails``, ``notation``, ``skipped`` or ``cited``.
        links: How many links it has.
        how: How each link was checked.
        against: What it was held against: its names and what they are bound to.
        warnings: Where the check could not tell much.
        failures: What is wrong with it.
        seconds: How long it took.
    """

    index: int
    status: str
    links: int = 0
    how: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class NumberRun:
    """The check of one bound number.

    Attributes:
        index: Its place among the chapter's bound numbers.
        value: What its expression gives, as it would be printed.
        failures: What is wrong with it.
    """

    index: int
    value: str = ""
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Reads:
    """What a task has read, besides the chapter; its forks included.

    Attributes:
        files: Files that it opened or imported, which belong to no distribution.
        folders: Folders whose contents it listed.
        missing: Modules that it looked for and did not find.
        installed: The outermost names of what it loaded or opened of distributions.
        asked: Paths of which it asked only whether and as what they exist.
        stated: Paths whose size and times it asked for.
        sought: Folders where it looked for a module, each with the module's last name.
        own_modules: The outermost names of modules that belong to no distribution.
        environment: Environment variables that its code asked for; ``*`` stands for all.
        unseen: What the author's code did that may read anything, in words.
        aside: Whether a distribution did so, which may run code of the project elsewhere.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    installed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    sought: tuple[tuple[str, str], ...] = ()
    own_modules: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What came of a task: the blocks it ran, the checks, the project files they imported."""

    runs: tuple[BlockRun, ...]
    sources: tuple[str, ...]
    formulas: tuple[FormulaRun, ...] = ()
    numbers: tuple[NumberRun, ...] = ()
    reads: Reads = Reads()

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with any of it."""
        everything: tuple[BlockRun | FormulaRun | NumberRun, ...]
        everything = (*self.runs, *self.formulas, *self.numbers)
        return not any(run.failures for run in everything)
