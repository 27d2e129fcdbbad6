"""Markdown text to a :class:`Chapter`: the blocks in order, each with what it must show."""

from ast import literal_eval
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.failures import Failure

__all__ = [
    "CONSOLE",
    "PYTHON",
    "Binding",
    "Block",
    "BoundNumber",
    "Chapter",
    "FigureReference",
    "Formula",
    "ImageReference",
    "LabelReference",
    "Output",
    "Slider",
    "Span",
]


PYTHON = "python"
CONSOLE = "pycon"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the chapter's text, and the lines it begins and ends in."""

    start: int
    end: int
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Output:
    """An ``output`` fence: what the page says a block prints, line by line."""

    span: Span
    lines: tuple[str, ...]
    prefix: str
    marker: str


@dataclass(frozen=True, slots=True)
class FigureReference:
    """``![alt](figures/NAME.svg)`` after the block that draws it.

    Attributes:
        caption: The paragraph in asterisks below it, with the asterisks.
    """

    span: Span
    alt: str
    url: str
    name: str
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class ImageReference:
    """Any other image, drawn by nobody here."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class LabelReference:
    """A link to a labelled equation or figure, ``[(…)](page.md#eq:label)``.

    Attributes:
        span: The end of the link, from the bracket that closes its text.
        url: The page, as it is written; empty for this one.
        label: The label with its kind.
        places: Where in its text the number stands.
    """

    span: Span
    url: str
    label: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """``target = expression``: what a name in formulas means.

    Attributes:
        line: The line of the chapter.
        target: A LaTeX or Python name, several with commas, or a call such as ``f(x, y)``;
            empty for an import.
        expression: Python; for an import the whole statement.
    """

    line: int
    target: str
    expression: str


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula, as the reader's page shows it.

    Attributes:
        span: The formula with its dollar signs.
        latex: What stands between them.
        display: Whether it stands in a line of its own.
        bindings: What its names mean, the outermost section's first.
        after: The index of the last block that has run when it is checked; -1 before all.
        skip: The reason why it is not checked.
        cited: The source that it is taken from instead.
        label: What references call it, ``eq:…``; one that has a label has a number.
    """

    span: Span
    latex: str
    display: bool
    bindings: tuple[Binding, ...] = ()
    after: int = -1
    skip: str | None = None
    cited: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A printed number or word, and the expression whose value it is.

    Attributes:
        span: What is printed.
        text: The same.
        expression: Python, evaluated where the number stands.
        after: The index of the last block that has run there; -1 before all.
    """

    span: Span
    text: str
    expression: str
    after: int = -1


@dataclass(frozen=True, slots=True)
class Slider:
    """One parameter of a figure, and the values for each of which a frame is drawn.

    Attributes:
        line: The line of the comment that declares it.
        parameter: The name that the block's code assigns the value to.
        values: Numbers or texts, as Python writes them.
        label: What the page calls the parameter.
        readout: Python: the text that stands beside the value.
        default: The index of the value that the block's code holds.
        start: Where that value stands in the block's source.
        end: Where it ends there.
    """

    line: int
    parameter: str
    values: tuple[str, ...]
    label: str
    readout: str
    default: int = 0
    start: int = 0
    end: int = 0

    def source(self, block: "Block", index: int) -> str:
        """The code of ``block`` with the value of this index."""
        if index == self.default:
            return block.source
        return block.source[: self.start] + self.values[index] + block.source[self.end :]

    def named(self, index: int) -> str:
        """``step_size = 0.1``"""
        return f"{self.parameter} = {self.values[index]}"

    def shown(self, index: int) -> str:
        """The value of this index as readers see it."""
        value = literal_eval(self.values[index])
        return value if isinstance(value, str) else self.values[index].replace("-", "\u2212")


@dataclass(frozen=True, slots=True)
class Block:
    """A fence of Python: the unit that is run, compared and copied.

    Attributes:
        span: The fence with both its marks.
        language: ``python`` for a script, ``pycon`` for a console session.
        source: The text between the marks, without the fence's indentation.
        output: The output fence that follows it.
        figures: The references to the figures it draws, in order.
        skip: The reason why it is not run.
        fold: Whether the page folds its code, if the author says so.
        chain: Indices of the blocks a copy of this one consists of; the last is its own.
        lonely: Whether the block is run by itself only (a docstring's examples).
        lab: Whether it is a lab's cell, which stores no output and is not run by itself.
        slider: The parameter that readers move in its figure.
    """

    index: int
    span: Span
    language: str
    info: str
    source: str
    prefix: str = ""
    output: Output | None = None
    figures: tuple[FigureReference, ...] = ()
    skip: str | None = None
    fold: bool | None = None
    chain: tuple[int, ...] = ()
    lonely: bool = False
    lab: bool = False
    slider: Slider | None = None

    @property
    def line(self) -> int:
        """The line of the fence's opening mark."""
        return self.span.line

    @property
    def is_console(self) -> bool:
        return self.language == CONSOLE


@dataclass(frozen=True, slots=True)
class Chapter:
    """A parsed chapter.

    Attributes:
        path: The file.
        text: Its text, with ``\\n`` at the ends of lines.
        blocks: Its Python fences in order, skipped ones included.
        formulas: Its formulas in order.
        numbers: Its bound numbers in order.
        images: Its images that are not figures.
        references: Its links to labels in order.
        remarks: Spans of comments that do not reach the page.
        title: Where the text of its first heading of level one stands.
        problems: What is wrong before anything has run.
        lab: Whether it is a lab: a notebook as text, see
            :mod:`mathbook.publishing.parsers.labs`.
    """

    path: Path
    text: str
    blocks: tuple[Block, ...] = ()
    formulas: tuple[Formula, ...] = ()
    numbers: tuple[BoundNumber, ...] = ()
    images: tuple[ImageReference, ...] = ()
    remarks: tuple[Span, ...] = ()
    title: Span | None = None
    problems: tuple[Failure, ...] = ()
    references: tuple[LabelReference, ...] = ()
    lab: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def runnable(self) -> tuple[Block, ...]:
        """The blocks that are run: all but the skipped ones."""
        return tuple(block for block in self.blocks if block.skip is None)

    @property
    def figures(self) -> Iterator[FigureReference]:
        """The figure references of all blocks."""
        return (figure for block in self.blocks for figure in block.figures)
