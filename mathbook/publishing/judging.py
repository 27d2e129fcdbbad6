"""What a block did against what the page says: text with text, figure with figure."""

from collections.abc import Mapping, Sequence

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.instruments.capture import Captured

__all__ = ["compare_lines", "judge_figures", "judge_output", "output_lines"]


def output_lines(text: str) -> tuple[str, ...]:
    """``text`` as the lines a page shows: no trailing blanks, no trailing empty lines."""
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def judge_output(block: Block, captured: Captured, *, at_end: bool = False) -> list[Failure]:
    """Hold what ``block`` printed against its output fence.

    Args:
        block: The block.
        captured: What it wrote.
        at_end: Whether more may stand before (a chain prints the earlier outputs too).
    """
    if block.lab:  # whose outputs are those of this run, and stand nowhere else
        return []
    got = output_lines(captured.text)
    if block.output is None:
        if not got or at_end:
            return []
        line = captured.writers[0] if captured.writers else 0
        return [
            Failure(
                line or block.line,
                "this block prints, but no output fence follows it",
                got="\n".join(got),
                stale=True,
            )
        ]
    expected = output_lines("\n".join(block.output.lines))
    writers: Sequence[int] = captured.writers[: len(got)]
    if at_end and expected:
        got, writers = got[-len(expected) :], writers[-len(expected) :]
    if at_end and not expected:
        return []
    return compare_lines(expected, got, block.output.span.line + 1, writers)


def compare_lines(
    expected: Sequence[str], got: Sequence[str], first: int, writers: Sequence[int] = ()
) -> list[Failure]:
    """The first difference between two texts, as a failure of the page's line.

    Args:
        expected: The page's lines; the first stands in line ``first`` of the chapter.
        got: The code's lines.
        first: See above.
        writers: For each line of ``got``, the chapter's line that printed it, if known.
    """
    if tuple(expected) == tuple(got):
        return []
    same = 0
    while same < min(len(expected), len(got)) and expected[same] == got[same]:
        same += 1
    writer = writers[same] if same < len(writers) else 0
    if same == len(expected):
        more = len(got) - same
        return [
            Failure(
                writer or first + max(same - 1, 0),
                f"the output has {_count(more, 'line')} more than the page shows",
                got="\n".join(got[same:]),
                stale=True,
            )
        ]
    if same == len(got):
        fewer = len(expected) - same
        return [
            Failure(
                first + same,
                f"the page shows {_count(fewer, 'line')} that the code does not print",
                expected="\n".join(expected[same:]),
                stale=True,
            )
        ]
    notes = (f"printed by line {writer}",) if writer else ()
    return [
        Failure(
            first + same,
            "the output differs from what the page shows"
            + (f" (line {same + 1} of {len(expected)})" if len(expected) > 1 else ""),
            expected[same],
            got[same],
            notes,
            stale=True,
        )
    ]


def judge_figures(
    block: Block,
    drawings: Sequence[Drawing],
    committed: Mapping[str, Mapping[str, str] | str],
    *,
    counted: bool = False,
) -> list[Failure]:
    """Hold the figures that ``block`` left open against the references after it.

    Args:
        block: The block.
        drawings: What it drew, in order.
        committed: For each name the fingerprint that its file carries, or what is wrong
            with the file.
        counted: Whether only their number counts.
    """
    figures = block.figures
    if block.lab:
        return _judge_lab(block, len(drawings))
    if len(drawings) > len(figures):
        missing = len(drawings) - len(figures)
        return [
            Failure(
                block.line,
                f"this block leaves {_count(len(drawings), 'figure')} open, but "
                f"{_count(len(figures), 'image reference')} follow{'s' * (len(figures) == 1)} it: "
                f"add {_count(missing, 'line')} ![what it shows](figures/NAME.svg)",
            )
        ]
    if len(drawings) < len(figures):
        surplus = figures[len(drawings)]
        return [
            Failure(
                surplus.span.line,
                f"{surplus.url} is not drawn: the block in line {block.line} leaves "
                f"{_count(len(drawings), 'figure')} open, but "
                f"{_count(len(figures), 'image reference')} "
                f"follow{'s' * (len(figures) == 1)} it",
            )
        ]
    failures: list[Failure] = []
    if counted:
        return failures
    for reference, drawing in zip(figures, drawings, strict=True):
        known = committed[reference.name]
        message = ""
        changes: tuple[str, ...] = ()
        if isinstance(known, str):
            message = f"{reference.url} {known}; run 'mathbook fix --figures'"
        elif changes := drawing.changes_from(known):
            message = (
                f"the block in line {block.line} draws something else than {reference.url} "
                "shows; look at it, then run 'mathbook fix --figures'"
            )
        if message:
            line, name = reference.span.line, reference.name
            failures.append(Failure(line, message, notes=changes, stale=True, figure=name))
    return failures


def _judge_lab(block: Block, drawn: int) -> list[Failure]:
    """Hold what a lab's cell drew against the alt text of its fence."""
    if drawn == len(block.figures):
        return []
    form = '```python alt="what the figure shows"'
    if not drawn:
        message = "this cell has an alt text, but leaves no figure open"
    elif drawn == 1:
        message = f"this cell leaves a figure open, but has no alt text: begin it with {form}"
    else:
        message = f"this cell leaves {drawn} figures open; a lab's cell draws one: split it"
    return [Failure(block.line, message)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
