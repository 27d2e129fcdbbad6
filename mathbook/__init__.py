"""Mathematics for machine learning, as a library that a book is held against.

The chapters are packages (:mod:`mathbook.calculus`), the sections are modules
(:mod:`mathbook.calculus.gradients`). :mod:`mathbook.publishing` is the engine that
evaluates, checks and publishes the book; it and the numerical half never import each
other. ``import mathbook`` needs NumPy and SciPy only.
"""

from mathbook.errors import MathbookError

__all__ = ["MathbookError", "__version__"]

__version__ = "0.1.0"
