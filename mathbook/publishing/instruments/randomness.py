"""Unseeded randomness, caught where entropy is asked for rather than by luck.

Every NumPy generator made without a seed takes its entropy from one function of
``numpy.random.bit_generator``; watching that one sees ``default_rng()``,
``RandomState()`` and ``seed(None)`` wherever they are called from. The two global states
(``numpy.random`` and ``random``) are compared before and after each block: if one has
moved and was not seeded by the code that runs, somebody drew from it. The operating
system's randomness (``os.urandom``, ``secrets``, ``uuid``) cannot be seeded at all.
"""

import functools
import os
import random
import sys
import sysconfig
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np
from numpy.random import MT19937, bit_generator, mtrand

from mathbook.publishing.failures import Failure
from mathbook.publishing.instruments.frames import running_line

__all__ = ["RandomnessGuard"]

_STANDARD_LIBRARY = sysconfig.get_path("stdlib")
_DISTRIBUTIONS = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
# Of the standard library, these hand out randomness; others use it for their own ends.
_SOURCES = tuple(os.path.join(_STANDARD_LIBRARY, name) for name in ("secrets.py", "uuid.py"))  # noqa: PTH118
_UNPICKLING = os.path.join("numpy", "random", "_pickle.py")  # noqa: PTH118


class _AnyMT19937(type):
    """NumPy asks with the class that it makes, also of generators that it made before."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, MT19937)


class _LegacyGenerator(MT19937, metaclass=_AnyMT19937):  # type: ignore[metaclass]
    """What ``RandomState`` makes for itself: first without a seed, then perhaps with one."""

    guard: "RandomnessGuard"

    def __init__(self) -> None:
        self.guard.note_later(self, "a NumPy generator is made without a seed")
        with self.guard.unwatched:
            super().__init__()

    def _legacy_seeding(self, seed: Any) -> None:
        super()._legacy_seeding(seed)
        if seed is not None:
            self.guard.take_back(self)

    def __reduce__(self) -> Any:
        # A copy is an ordinary generator, which others can read.
        constructor, _, *rest = super().__reduce__()
        return (constructor, (MT19937,), *rest)


# States carry the name of their generator's class, and are refused by one of another name.
_LegacyGenerator.__name__ = MT19937.__name__


class _Unwatched:
    """A context in which nothing is noted; contexts may lie within one another."""

    depth = 0

    def __enter__(self) -> None:
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        self.depth -= 1


class RandomnessGuard:
    """Instruments the generators of this process, for good: children only.

    Args:
        filename: The chapter's file name, as compiled, for the lines of what is found.
    """

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.unwatched = _Unwatched()
        self._found: list[tuple[int, str]] = []
        # With the generators themselves, whose ids would be given to others after their end.
        self._later: dict[int, tuple[object, tuple[int, str]]] = {}
        self.forget_seeds()
        self._watch_system()
        self._watch_random()
        self._watch_numpy()
        self._states = self._read_states()

    def forget_seeds(self) -> None:
        """Take the global states for unseeded again."""
        self._numpy_seeded = False
        self._random_seeded = False

    def take(self) -> list[tuple[int, str]]:
        """What was found since the last call: the chapter's line (0: not known), and what."""
        self._compare_states()
        self._states = self._read_states()
        found = sorted({*self._found, *(note for _, note in self._later.values())})
        self._found.clear()
        self._later.clear()
        return found

    def failures(self, otherwise: int) -> list[Failure]:
        """The same as failures; ``otherwise`` is the line of what no line is known of."""
        return [
            Failure(
                line or otherwise,
                f"unseeded randomness: {what}; give a seed, as in numpy.random.default_rng(0)",
            )
            for line, what in self.take()
        ]

    def note_later(self, generator: object, what: str) -> None:
        """Note what is true of ``generator`` unless it is taken back."""
        self._later[id(generator)] = (generator, (running_line(self.filename), what))

    def take_back(self, generator: object) -> None:
        """Forget what was noted of ``generator``."""
        self._later.pop(id(generator), None)

    def _note(self, what: str) -> None:
        if not self.unwatched.depth:
            self._found.append((running_line(self.filename), what))

    def _note_once(self, what: str) -> None:
        if not any(known == what for _, known in self._found):
            self._note(what)

    def _compare_states(self) -> None:
        states = self._read_states()
        if states[0] != self._states[0] and not self._numpy_seeded:
            self._note_once("numpy.random draws from its global state")
        if states[1] != self._states[1] and not self._random_seeded:
            self._note_once("random draws from its global state")

    def _read_states(self) -> tuple[object, object]:
        name, keys, *rest = np.random.get_state(legacy=True)
        # The keys are an array, and the equality of arrays is an array.
        return (name, np.asarray(keys).tobytes(), *rest), random.getstate()

    def _watch_system(self) -> None:
        original = os.urandom

        def urandom(size: int, /) -> bytes:
            if not (_called_by_standard_library() or _asked_by_a_distribution()):
                self._note("the operating system's randomness cannot be seeded")
            return original(size)

        os.urandom = urandom
        vars(random)["_urandom"] = urandom

    def _watch_random(self) -> None:
        original_seed = random.Random.seed
        guard = self
        state: random.Random = vars(random)["_inst"]

        def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
            if self is state:
                guard._compare_states()
                guard._random_seeded = a is not None
            if a is None and not _called_by_standard_library():
                guard._note("random is seeded by nothing")
            original_seed(self, a, version)

        random.Random.seed = seed  # type: ignore[method-assign]
        random.seed = state.seed
        self._watch_functions(random, state, "random", lambda: self._random_seeded)

    def _watch_numpy(self) -> None:
        entropy = vars(bit_generator)["randbits"]

        def randbits(bits: int) -> int:
            if not _made_by_a_distribution():
                self._note("a NumPy generator is made without a seed")
            with self.unwatched:
                drawn: int = entropy(bits)
            return drawn

        vars(bit_generator)["randbits"] = randbits
        _LegacyGenerator.guard = self
        vars(mtrand)["_MT19937"] = _LegacyGenerator
        for module in (np.random, mtrand):
            for name in ("seed", "set_state"):
                self._watch_seeding(module, name)
        state = vars(mtrand)["_rand"]
        self._watch_functions(np.random, state, "numpy.random", lambda: self._numpy_seeded)

    def _watch_seeding(self, module: Any, name: str) -> None:
        """Remember that NumPy's global state was seeded, if it was with something."""
        original = getattr(module, name)

        @functools.wraps(original)
        def seeding(*arguments: Any, **keywords: Any) -> None:
            self._compare_states()
            original(*arguments, **keywords)
            given = (*arguments, *keywords.values())
            self._numpy_seeded = bool(given) and given[0] is not None

        setattr(module, name, seeding)

    def _watch_functions(
        self, module: Any, state: object, shown: str, seeded: Callable[[], bool]
    ) -> None:
        """Remember the line that draws from a global state by a function of ``module``."""
        for name in module.__all__:
            function = getattr(module, name)
            if getattr(function, "__self__", None) is state and not name.endswith(
                ("seed", "state")
            ):
                setattr(module, name, self._watched(function, shown, seeded))

    def _watched(
        self, function: Callable[..., Any], shown: str, seeded: Callable[[], bool]
    ) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*arguments: Any, **keywords: Any) -> Any:
            if not seeded() and not _called_by_standard_library():
                self._note_once(f"{shown} draws from its global state")
            return function(*arguments, **keywords)

        return watched


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
    installed = filename.startswith(_DISTRIBUTIONS) or filename.startswith(_SOURCES)
    return filename.startswith(_STANDARD_LIBRARY) and not installed


def _asked_by_a_distribution() -> bool:
    """Whether an installed package asked, by way of the standard library or not.

    Names of temporary things are made so, in no way that a page shows.
    """
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith(_STANDARD_LIBRARY):
        if frame.f_code.co_filename.startswith(_DISTRIBUTIONS):
            return True
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(_DISTRIBUTIONS)


def _made_by_a_distribution() -> bool:
    """Whether a package makes the generator for itself, as it is imported or unpickled.

    SciPy does the one, NumPy the other before it sets the state that was pickled. This is
    the one way past the guard: a package that keeps such a generator and draws from it.
    """
    frame: FrameType | None = sys._getframe(2)
    if frame is None or not frame.f_code.co_filename.startswith(_DISTRIBUTIONS):
        return False
    if frame.f_code.co_filename.endswith(_UNPICKLING):
        return True
    while frame is not None and frame.f_code.co_filename != "<frozen importlib._bootstrap>":
        frame = frame.f_back
    return frame is not None
