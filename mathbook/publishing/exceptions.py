"""An exception that a block raised, as a failure of the line that led to it."""

import traceback
from pathlib import Path

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure, printable, shown_path
from mathbook.publishing.instruments.capture import TooMuchOutput
from mathbook.publishing.processes.limits import OutOfTime

__all__ = ["failure_from", "last_lines"]


def last_lines(error: BaseException) -> str:
    """What a console shows below the frames: the exception with its message."""
    return printable("".join(traceback.format_exception_only(error)).strip())


def failure_from(error: BaseException, block: Block, filename: str, root: Path) -> Failure:
    """What ``error`` says of ``block``.

    Args:
        error: The exception.
        block: The block whose run ended with it.
        filename: The chapter's file name, as compiled.
        root: The folder that paths are shown relative to.

    Returns:
        A failure of the innermost line of the block; a note says where beyond it the
        exception was raised.
    """
    name = type(error).__name__
    first, *more = last_lines(error).split("\n")
    frames = traceback.extract_tb(error.__traceback__)
    here = [frame.lineno or 0 for frame in frames if frame.filename == filename]
    if isinstance(error, SyntaxError):
        first, more = f"{name}: {error.msg}", []
        # Where nothing ran yet; an error that a block made says what it likes.
        if error.filename == filename and not here:
            return Failure(error.lineno or block.line, first)
    if isinstance(error, (SystemExit, KeyboardInterrupt)):
        first = f"{name}: a block may not end the program"
    if isinstance(error, (OutOfTime, TooMuchOutput)):  # which the engine raises
        first = str(error)
        frames.pop()
    own = [line for line in here if block.line <= line <= block.span.end_line]
    line = own[-1] if own else block.line
    if frames and (frames[-1].filename, frames[-1].lineno) != (filename, line):
        where = shown_path(Path(frames[-1].filename), root)
        more.append(f"raised at {where}:{frames[-1].lineno}: {frames[-1].line or ''}".rstrip())
    return Failure(line, first, notes=tuple(more))
