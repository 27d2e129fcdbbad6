"""The line that led to a function, of the file that is asked for."""

from mathbook.publishing.instruments.frames import running_line


def ask() -> int:
    return running_line(__file__)


def through(function: object) -> int:
    assert callable(function)
    return int(function())


def test_the_innermost_line_of_the_file_counts() -> None:
    own = ask.__code__.co_firstlineno + 1
    assert ask() == own
    assert through(ask) == own


def test_a_line_is_found_through_frames_of_other_files() -> None:
    line = next(iter(map(running_line, [__file__])))
    assert line == test_a_line_is_found_through_frames_of_other_files.__code__.co_firstlineno + 1


def test_a_file_that_led_nowhere_has_line_0() -> None:
    assert running_line("elsewhere.md") == 0
