"""Which line of a chapter is being run, seen from within a function that it called."""

import sys
from types import FrameType

__all__ = ["running_line"]


def running_line(filename: str) -> int:
    """The line of ``filename`` that led here, the innermost one; 0 where none did."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == filename:
            return frame.f_lineno
        frame = frame.f_back
    return 0
