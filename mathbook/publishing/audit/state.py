"""Finished verdicts on disk, so that an interrupted audit goes on where it was.

Each audited file has one file of JSON lines below ``.mathbook/audit``. Its first line is a
fingerprint of all that the verdicts depend on; where it is another one, they are forgotten.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from mathbook.errors import PublishingError
from mathbook.publishing.audit.mutants import Fate, Mutant
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import shown_path

__all__ = [
    "State",
    "Watch",
    "engine_files",
    "fingerprint_of_engine",
    "fingerprint_of_file",
    "fingerprint_of_page",
    "needed_files",
]

_ENGINE = Path(__file__).resolve().parents[1]


class State:
    """The verdicts on one file's mutants.

    Args:
        folder: Where states lie, ``.mathbook/audit`` of the project.
        path: The audited file.
        fingerprint: Of all that the verdicts depend on.
        restart: Whether to forget what is known.
    """

    def __init__(self, folder: Path, path: Path, fingerprint: str, *, restart: bool) -> None:
        digest = hashlib.sha256(str(path).encode()).hexdigest()[:10]
        self.file = folder / f"{path.stem}-{digest}.jsonl"
        known = None if restart else _read(self.file, fingerprint)
        self.fates: dict[str, Fate] = known or {}
        if known is None:
            folder.mkdir(parents=True, exist_ok=True)
            head = json.dumps({"path": str(path), "fingerprint": fingerprint})
            self.file.write_text(f"{head}\n", encoding="utf-8")

    def known(self, mutant: Mutant) -> Fate | None:
        """The fate of ``mutant``, if an earlier audit found it."""
        return self.fates.get(mutant.key)

    def add(self, fates: Iterable[tuple[Mutant, Fate]]) -> None:
        """Remember ``fates``, on disk too."""
        lines = []
        for mutant, fate in fates:
            self.fates[mutant.key] = fate
            record = {"mutant": mutant.key, "killed": fate.killed, "why": fate.why}
            # A line that an interrupted audit has begun must not swallow this one.
            lines.append(f"\n{json.dumps(record)}")
        with self.file.open("a", encoding="utf-8") as file:
            file.write("".join(lines))


class Watch:
    """Files that must stay as they are while verdicts depend on them."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.stamps = {file: _stamp(file) for file in files}

    def check(self) -> None:
        """Make sure that nobody has changed a file since.

        Raises:
            PublishingError: If somebody has.
        """
        for file, stamp in self.stamps.items():
            if _stamp(file) != stamp:
                raise PublishingError(
                    f"{shown_path(file)} has changed during the audit: start it again"
                )


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _read(file: Path, fingerprint: str) -> dict[str, Fate] | None:
    """The verdicts in ``file``; none if they are about something else."""
    if not file.is_file():
        return None
    head, *lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    if _record(head).get("fingerprint") != fingerprint:
        return None
    records = [record for line in lines if (record := _record(line))]
    return {r["mutant"]: Fate(r["killed"], r["why"]) for r in records}


def _record(line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return record if isinstance(record, dict) else {}


def needed_files(evaluation: Evaluation) -> list[Path]:
    """What verdicts on a chapter depend on, apart from the engine: its library, its figures."""
    folder = evaluation.chapter.path.parent / "figures"
    figures = [folder / f"{figure.name}.svg" for figure in evaluation.chapter.figures]
    sources = [Path(file) for file in sorted(evaluation.sources)]
    return [file for file in sources if _ENGINE not in file.parents] + figures


def engine_files() -> list[Path]:
    """The engine's modules."""
    return sorted(_ENGINE.rglob("*.py"))


def fingerprint_of_engine() -> str:
    """Of the engine, Python and the installed distributions."""
    installed = sorted(f"{found.name} {found.version}" for found in distributions())
    return _digest([sys.version, *installed], engine_files())


def fingerprint_of_page(evaluation: Evaluation, engine: str) -> str:
    """Of a chapter with its figures, and of the project's files that its code imports."""
    return _digest([engine, evaluation.chapter.text], needed_files(evaluation))


def fingerprint_of_file(file: Path, pages: Iterable[str]) -> str:
    """Of a library's file and the fingerprints of the chapters it is held against."""
    return _digest(pages, [file])


def _digest(texts: Iterable[str], files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode(errors="surrogatepass")).digest())
    for file in files:
        digest.update(hashlib.sha256(str(file).encode()).digest())
        content = file.read_bytes() if file.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()
