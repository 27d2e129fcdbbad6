"""Everything that ``mathbook`` raises on purpose."""

__all__ = [
    "ClusterError",
    "ConfigurationError",
    "DivergenceError",
    "InputError",
    "MathbookError",
    "PublishingError",
]


class MathbookError(Exception):
    """Root of every error of this package: catch it to catch them all.

    The message says what came (value or shape), what was expected and, for a chapter,
    where (``path:line``).
    """


class InputError(MathbookError, ValueError):
    """An argument of a numerical function is not what its definition needs."""


class DivergenceError(MathbookError, ArithmeticError):
    """An iteration left the finite numbers: its arguments are fine, its path is not."""


class ClusterError(MathbookError):
    """The machines that were to share the work cannot: not reached, not enough, or lost."""


class PublishingError(MathbookError):
    """The engine cannot go on: a missing folder, a lost worker, a target in the way."""


class ConfigurationError(PublishingError):
    """The table ``[tool.mathbook]`` holds something that the engine cannot use."""
