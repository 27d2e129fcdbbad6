"""What an audit will do: the pages as they are, and the mutants that are put on trial."""

import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mathbook.errors import PublishingError
from mathbook.publishing.audit.calls import Called, CallsOf
from mathbook.publishing.audit.chapters import chapter_mutants
from mathbook.publishing.audit.equivalents import Equivalent, read_equivalents, refuse_stale
from mathbook.publishing.audit.library import library_files, library_mutants
from mathbook.publishing.audit.mutants import Mutant
from mathbook.publishing.audit.trials import limit_for
from mathbook.publishing.book import chapter_paths, parse_all
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.failures import shown_path
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers

__all__ = ["Options", "Plan", "make_plan"]

_TRACED = 60.0  # seconds that a chapter may take while its calls are watched


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for.

    Attributes:
        source: Whether to change the library too.
        sample: How many mutants to draw for each path; all by default.
        seed: Of that draw.
        equivalents: The list of equivalent mutants; by default the configuration's.
    """

    source: bool = False
    sample: int | None = None
    seed: int = 0
    equivalents: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An audit before it begins.

    Attributes:
        root: The project's folder.
        evaluations: The pages as they are.
        mutants: The mutants on trial, in the order of pages, lines and columns.
        entries: The list of equivalent mutants.
        judges: For each of the library's files the chapters that import it: pages, and the
            docstrings of the library. Empty unless asked for.
    """

    root: Path
    evaluations: dict[Path, Evaluation]
    mutants: tuple[Mutant, ...]
    entries: tuple[Equivalent, ...] = ()
    judges: dict[Path, list[Evaluation]] = field(default_factory=dict)


def make_plan(
    paths: Sequence[Path], configuration: Configuration, options: Options, workers: Workers
) -> Plan:
    """Evaluate the pages below ``paths`` as they are, and find their mutants.

    Raises:
        PublishingError: If there is no page, or the list of equivalents is wrong.
    """
    pages = {path: _pages(path) for path in paths or _book(configuration)}
    everything = dict.fromkeys(file for files in pages.values() for file in files)
    evaluations = evaluate(parse_all(everything), workers)
    found = {path: chapter_mutants(evaluation) for path, evaluation in evaluations.items()}
    root = configuration.root
    pools: list[list[Mutant]] = []
    judges = _judges(evaluations, root, workers) if options.source else {}
    called = _called(judges, workers)
    for files in pages.values():
        pool = [mutant for file in files for mutant in found[file]]
        if options.source:
            pool += library_mutants([evaluations[file] for file in files], root, called)
        pools.append(pool)
    entries = _entries(configuration, options)
    passing = [path for path, evaluation in evaluations.items() if evaluation.passed]
    audited = [*passing, *judges]
    refuse_stale(entries, (mutant for pool in pools for mutant in pool), audited)
    drawn = dict.fromkeys(mutant for pool in pools for mutant in _sample(pool, options))
    return Plan(root, evaluations, tuple(drawn), tuple(entries), judges)


def _judges(
    pages: Mapping[Path, Evaluation], root: Path, workers: Workers
) -> dict[Path, list[Evaluation]]:
    """The library's files that ``pages`` import, with all that is held against them."""
    files = sorted({file for page in pages.values() for file in library_files(page, root)})
    docstrings = evaluate(parse_all(files), workers)
    chapters = [*pages.values(), *docstrings.values()]
    importing = [(chapter, library_files(chapter, root)) for chapter in chapters]
    return {file: [chapter for chapter, own in importing if file in own] for file in files}


def _called(judges: Mapping[Path, Sequence[Evaluation]], workers: Workers) -> Called | None:
    """The functions that are called when the library is judged, if that can be told."""
    chapters = {id(judge): judge.chapter for found in judges.values() for judge in found}
    files = tuple(judges)
    tasks: deque[tuple[int, Callable[[], Called | Lost]]] = deque(
        (key, CallsOf(chapter, files, limit_for(_TRACED))) for key, chapter in chapters.items()
    )
    found = [called for _, called in workers.map(tasks)]
    calls = [called for called in found if not isinstance(called, Lost)]
    return frozenset().union(*calls) if len(calls) == len(found) else None


def _pages(path: Path) -> list[Path]:
    pages = [file for file in chapter_paths([path]) if file.suffix == ".md"]
    if not pages:
        raise PublishingError(f"{shown_path(path)}: expected a Markdown file or a folder of them")
    return pages


def _book(configuration: Configuration) -> Iterable[Path]:
    return configuration.docs, *configuration.pages


def _entries(configuration: Configuration, options: Options) -> list[Equivalent]:
    file = options.equivalents or configuration.equivalents
    return read_equivalents(file, configuration.root) if file else []


def _sample(pool: list[Mutant], options: Options) -> list[Mutant]:
    if options.sample is None or options.sample >= len(pool):
        return pool
    places = random.Random(options.seed).sample(range(len(pool)), options.sample)
    return [pool[place] for place in sorted(places)]
