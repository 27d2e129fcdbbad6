"""A library's file with other text in it, for one process.

The checkout is never touched, and no copy of the package is needed: whatever folder the
package is imported from, and even where a part of it is imported already (the engine may
lie in the package that it checks), the one file is read from memory.
"""

import contextlib
import importlib.machinery
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType

__all__ = ["changed_source"]


@contextlib.contextmanager
def changed_source(file: Path, text: str) -> Iterator[None]:
    """Import ``text`` where the module in ``file`` is imported for the first time."""
    finder = _Finder(file, text)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    """Asks the other finders, and exchanges the loader of the one file."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        for finder in sys.meta_path:
            if finder is self:
                continue
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if spec.origin is not None and Path(spec.origin) == self.file:
                    spec.loader = _Loader(fullname, spec.origin, self.text)
                return spec
        return None


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, fullname: str, path: str, text: str) -> None:
        super().__init__(fullname, path)
        self.text = text

    def get_data(self, path: str) -> bytes:
        return self.text.encode() if path == self.path else super().get_data(path)

    def path_stats(self, path: str) -> dict[str, float]:
        raise OSError("what is compiled already is not this text, and must not be")
