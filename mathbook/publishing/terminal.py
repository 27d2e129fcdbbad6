"""What the commands share: the files that they are about, a progress bar, the report."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from mathbook.publishing import report
from mathbook.publishing.book import book_paths, chapter_paths, parse_all
from mathbook.publishing.cache.store import Store
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.configuration import Configuration, find_configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.processes.workers import Workers

__all__ = ["evaluate_files", "find_files", "notice", "say", "write_text"]


def write_text(path: Path | None, text: Callable[[], str]) -> None:
    """Write ``text`` to ``path``, if there is one; ``-`` is the standard output."""
    if path is not None:
        with click.open_file(os.fspath(path), "w", encoding="utf-8") as file:
            file.write(text())


def notice(text: str) -> None:
    """Say what is no failure, where it does not disturb a report."""
    click.echo(f"notice: {text}", err=True)


def find_files(paths: Sequence[Path]) -> tuple[Configuration, list[Path]]:
    """The configuration that applies to ``paths``, and the files to evaluate."""
    if paths:
        return find_configuration(paths[0]), chapter_paths(paths)
    configuration = find_configuration(Path.cwd())
    return configuration, book_paths(configuration)


def evaluate_files(
    files: Sequence[Path],
    configuration: Configuration,
    jobs: int | None,
    *,
    tolerant: bool = False,
    seed: int = 0,
    store: Store | None = None,
    choose: Callable[[list[Chapter]], list[Chapter]] = lambda chapters: chapters,
) -> list[Evaluation]:
    """Evaluate those of ``files`` that are chosen, with a progress bar where somebody watches."""
    with Workers(
        configuration.preload, jobs or configuration.jobs, configuration.limits
    ) as workers:
        if store is None:  # else they may not be needed
            workers.start()
        chapters = choose(parse_all(files))
        hidden = not sys.stderr.isatty() or bool(os.environ.get("CI")) or len(chapters) < 3
        with click.progressbar(
            length=len(chapters), label="Evaluating", file=sys.stderr, hidden=hidden
        ) as bar:
            evaluations = evaluate(
                chapters,
                workers,
                tolerant=tolerant,
                standing_alone=not tolerant,
                seed=seed,
                store=store,
                done=lambda evaluation: bar.update(1),
            )
    for complaint in store.complaints() if store is not None else ():
        notice(complaint)
    return list(evaluations.values())


def say(evaluations: Sequence[Evaluation], seconds: float, *, quiet: bool = False) -> None:
    """Say what was found: failures last, where a terminal shows them."""
    for evaluation in evaluations:
        for line in report.notices(evaluation):
            click.echo(line, err=True)
    if not quiet:
        for evaluation in evaluations:
            click.echo(report.page_line(evaluation))
        click.echo(report.total_line(evaluations, seconds))
    failures = report.failure_report(evaluations)
    if failures:
        click.echo(f"\n{failures}", err=True)
    if os.environ.get("GITHUB_ACTIONS") == "true" and not quiet:
        for command in report.annotations(evaluations):
            click.echo(command)
