"""Unseeded randomness, caught where entropy is asked for rather than by luck.

Every NumPy generator made without a seed takes its entropy from one function of
``numpy.random.bit_generator``; watching that one sees ``default_rng()``,
``RandomState()`` and ``seed(None)`` wherever they are called from. The two global states
(``numpy.random`` and ``random``) are compared before and after each block: if one has
moved and was not seeded by the code that runs, somebody drew from it.
"""

import functools
import random
import sys
import sysconfig
from collections.abc import Callable
from types import FrameType
from typing import Any

__all__ = ["RandomnessGuard"]

_STANDARD_LIBRARY = sysconfig.get_path("stdlib")
_DISTRIBUTIONS = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))


class RandomnessGuard:
    """Instruments the generators of this process, for good: children only.

    Args:
        filename: The chapter's file name, as compiled, for the lines of what is found.
    """

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.found: list[tuple[int, str]] = []
        self.numpy_seeded = False
        self.random_seeded = False
        self._watch_random()
        # NumPy is among the preloaded distributions; code that imports it anew would
        # find it instrumented as well, since the module object stays the same.
        import numpy.random

        self._watch_numpy(numpy.random)
        self._states = self._read_states()

    def take(self) -> list[tuple[int, str]]:
        """What was found since the last call: the chapter's line (0: not known), and what."""
        self._compare_states()
        self._states = self._read_states()
        found, self.found = self.found, []
        return found

    def _compare_states(self) -> None:
        states = self._read_states()
        if states[0] != self._states[0] and not self.numpy_seeded:
            self._note_once("numpy.random draws from its global state")
        if states[1] != self._states[1] and not self.random_seeded:
            self._note_once("random draws from its global state")

    def _note_once(self, what: str) -> None:
        if not any(known.startswith(what) for _, known in self.found):
            self._note(what)

    def _note(self, what: str) -> None:
        line = 0
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                line = frame.f_lineno
                break
            frame = frame.f_back
        self.found.append((line, what))

    def _read_states(self) -> tuple[object, object]:
        import numpy as np

        name, keys, *rest = np.random.get_state(legacy=True)
        # The keys are an array, and the equality of arrays is an array.
        return (name, np.asarray(keys).tobytes(), *rest), random.getstate()

    def _watch_random(self) -> None:
        original_seed = random.Random.seed
        guard = self
        generator: random.Random = vars(random)["_inst"]

        def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
            if self is generator:
                guard._compare_states()
                guard.random_seeded = a is not None
            if a is None and not _called_by_standard_library():
                guard._note("random is seeded by nothing")
            original_seed(self, a, version)

        random.Random.seed = seed  # type: ignore[method-assign]
        random.seed = generator.seed
        for name in random.__all__:
            function = getattr(random, name)
            of_state = getattr(function, "__self__", None) is generator
            if of_state and name not in ("seed", "getstate", "setstate"):
                self._wrap(random, name, "random", lambda: self.random_seeded)

    def _watch_numpy(self, module: Any) -> None:
        bit_generator = module.bit_generator
        original = bit_generator.randbits

        def randbits(bits: int) -> int:
            if not _while_a_distribution_is_imported():
                self._note("a NumPy generator is made without a seed")
            entropy: int = original(bits)
            return entropy

        bit_generator.randbits = randbits
        global_state = module.mtrand._rand
        original_seed = module.seed

        @functools.wraps(original_seed)
        def seed(*arguments: Any, **keywords: Any) -> None:
            self._compare_states()
            original_seed(*arguments, **keywords)
            given = (*arguments, *keywords.values())
            self.numpy_seeded = bool(given) and given[0] is not None

        module.seed = module.mtrand.seed = seed
        for name in module.__all__:
            function = getattr(module, name)
            if getattr(function, "__self__", None) is global_state and "state" not in name:
                self._wrap(module, name, "numpy.random", lambda: self.numpy_seeded)

    def _wrap(self, module: Any, name: str, shown: str, seeded: Callable[[], bool]) -> None:
        """Make a function of a global state remember the line that used it unseeded."""
        original = getattr(module, name)

        @functools.wraps(original)
        def watched(*arguments: Any, **keywords: Any) -> Any:
            if not seeded() and not _called_by_standard_library():
                self._note_once(f"{shown} draws from its global state")
            return original(*arguments, **keywords)

        setattr(module, name, watched)


def _called_by_standard_library() -> bool:
    """Whether the function that called the watched one is part of Python itself.

    ``tempfile`` and others make unseeded generators for names that no page shows.
    """
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename == random.__file__:
        frame = frame.f_back
    if frame is None:
        return False
    filename = frame.f_code.co_filename
    return filename.startswith(_STANDARD_LIBRARY) and "site-packages" not in filename


def _while_a_distribution_is_imported() -> bool:
    """Whether an installed package makes the generator for itself, as it is imported.

    SciPy does so. This is the one way past the guard: a package that keeps such a
    generator in a module of its own and draws from it later.
    """
    frame: FrameType | None = sys._getframe(2)
    if frame is None or not frame.f_code.co_filename.startswith(_DISTRIBUTIONS):
        return False
    while frame is not None and frame.f_code.co_filename != "<frozen importlib._bootstrap>":
        frame = frame.f_back
    return frame is not None
