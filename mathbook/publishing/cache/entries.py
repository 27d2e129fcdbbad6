"""How an answer is written into a file, and read again without trusting the file.

An entry holds a checksum, the digest of the engine that wrote it, and the answer. Unpickling may
run code, so that only the engine's own records are made of it, whatever the file asks for. A file
that another engine wrote is not unpickled at all.
"""

import io
import pickle
from dataclasses import is_dataclass
from typing import Any

from mathbook.publishing.cache.dependencies import Dependencies
from mathbook.publishing.cache.replacing import sealed, unsealed
from mathbook.publishing.chapter import Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.runs import BlockRun, FormulaRun, Frame, NumberRun, Reads, TaskResult

__all__ = ["DamagedEntry", "OtherEngine", "read_entry", "written_entry"]

_ENGINE = 64
_RECORDS = {
    (record.__module__, record.__qualname__): record
    for record in (
        *(BlockRun, Dependencies, Drawing, Failure, FormulaRun, Frame, NumberRun, Reads, Span),
        TaskResult,
    )
}
assert all(map(is_dataclass, _RECORDS.values()))


class DamagedEntry(Exception):
    """The bytes are not those that were written."""


class OtherEngine(Exception):
    """An engine wrote it that is not this one."""


def written_entry(engine: str, dependencies: Dependencies, result: TaskResult) -> bytes:
    """The bytes of an entry.

    Raises:
        DamagedEntry: If they could not be read again, as where a text is a kind of its own.
    """
    content = sealed(engine.encode() + pickle.dumps((dependencies, result)))
    read_entry(content, engine)
    return content


def read_entry(content: bytes, engine: str) -> tuple[Dependencies, TaskResult]:
    """What :func:`written_entry` was given.

    Raises:
        DamagedEntry: If the bytes are others, or make anything but an answer.
        OtherEngine: If ``engine`` did not write them.
    """
    try:
        body = unsealed(content)
    except ValueError as error:
        raise DamagedEntry from error
    if body[:_ENGINE] != engine.encode():
        raise OtherEngine
    try:
        dependencies, result = _Unpickler(io.BytesIO(body[_ENGINE:])).load()
    except Exception as error:  # a pickle may fail in any way
        raise DamagedEntry from error
    if not isinstance(dependencies, Dependencies) or not isinstance(result, TaskResult):
        raise DamagedEntry
    return dependencies, result


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _RECORDS[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer") from None
