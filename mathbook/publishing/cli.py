"""The command line: thin, every decision is the engine's."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mathbook import __version__
from mathbook.errors import MathbookError
from mathbook.publishing import report
from mathbook.publishing.api.modules import read_reference
from mathbook.publishing.audit.plan import Options, make_plan
from mathbook.publishing.audit.running import run_audit
from mathbook.publishing.audit.summary import Summary
from mathbook.publishing.cache.costs import read_costs, write_costs
from mathbook.publishing.cache.store import open_store
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.failures import shown_path
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.navigation import navigation
from mathbook.publishing.new import new_section
from mathbook.publishing.pdf import print_book
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.sharding import Shard, digest_of_costs, share_out
from mathbook.publishing.terminal import evaluate_files, find_files, notice, say, write_text
from mathbook.publishing.writing import check_target, write_docs

__all__ = ["cli"]

_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
_JOBS = click.option("--jobs", "-j", type=click.IntRange(1), help="Processes at once.")


def _json(what: str) -> Callable[[Any], Any]:
    help_text = f"Write {what} to FILE as JSON ('-': standard output)."
    kind = click.Path(path_type=Path)
    return click.option("--json", "json_file", type=kind, metavar="FILE", help=help_text)


class _Commands(click.Group):
    """Reports the engine's own errors as one line and exit code 2."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except MathbookError as error:
            click.echo(f"mathbook: {error}", err=True)
            context.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Evaluate, check and publish a book whose text cannot drift from its code.

    A chapter is a Markdown file. Its Python fences are run in order; what they print
    stands in an `output` fence after them, what they draw in an image after them, and
    both are held against the run. Each block is also run by itself, as a reader would
    paste it.

    \b
      mathbook new docs/calculus/chain_rule.md   start a section
      mathbook check docs                        hold every chapter against its code
      mathbook fix docs                          write today's outputs into the pages
      mathbook audit docs                        change the pages and see what notices it
      mathbook render docs out                   ordinary Markdown for any generator

    Exit codes: 0 all is well, 1 a chapter fails, 2 the command could not be carried out.
    """


@cli.command()
@_PATHS
@_json("the whole evaluation")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    help="Moves every random point at which formulas are tried.",
)
@click.option("--no-cache", is_flag=True, help="Evaluate everything, whatever is known.")
@click.option(
    "--shard",
    metavar="K/N",
    help="Evaluate the K-th of N shares of the chapters, shared out by what they cost.",
)
@click.option("--why", is_flag=True, help="Say of each chapter why it was evaluated, or not.")
@_JOBS
def check(
    paths: tuple[Path, ...],
    json_file: Path | None,
    seed: int,
    no_cache: bool,
    shard: str | None,
    why: bool,
    jobs: int | None,
) -> None:
    """Evaluate chapters and report every failure as path:line.

    PATH is a folder of chapters, a single chapter or a Python file with docstring
    examples, anywhere on disk; without one, everything that the configuration names.
    """
    configuration, files = find_files(paths)
    started = time.monotonic()
    store = None if no_cache else open_store(configuration)
    costs = read_costs(store.folder, notice) if store else {}
    share = Shard.read(shard) if shard else Shard(1, 1)
    evaluations = evaluate_files(
        files,
        configuration,
        jobs,
        seed=seed,
        store=store,
        choose=lambda chapters: share_out(chapters, share, costs, configuration.root),
    )
    if store:
        write_costs(store.folder, costs, evaluations, configuration.root)
    if shard:
        click.echo(f"shard {share}, by the costs {digest_of_costs(costs)}", err=True)
    if why:
        for evaluation in evaluations:
            click.echo(report.why_line(evaluation))
    write_text(json_file, lambda: report.json_report(evaluations))
    say(evaluations, time.monotonic() - started, quiet=str(json_file) == "-")
    sys.exit(0 if all(evaluation.passed for evaluation in evaluations) else 1)


@cli.command()
@_PATHS
@click.option("--figures", is_flag=True, help="Also draw the figures anew that have changed.")
@click.option("--dry-run", is_flag=True, help="Show what would change; exit 1 if anything would.")
@_JOBS
def fix(paths: tuple[Path, ...], figures: bool, dry_run: bool, jobs: int | None) -> None:
    """Write today's outputs into the pages, and show the difference.

    Only stale outputs change (with --figures, stale figures too). What is wrong
    otherwise is reported, and stays.
    """
    configuration, files = find_files(paths)
    evaluations = evaluate_files(files, configuration, jobs, tolerant=True)
    changed = failed = False
    for evaluation in evaluations:
        repair = fix_chapter(evaluation, redraw=figures)
        shown = shown_path(repair.path)
        for line in repair.diff(shown):
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.secho(line, fg=colour)
        for figure in repair.figures:
            click.echo(f"{shown_path(figure.path)}:")
            for change in figure.changes:
                click.echo(f"    {change}")
        changed |= repair.before != repair.after or bool(repair.figures)
        if not dry_run:
            repair.write()
        for failure in repair.remaining:
            failed = True
            click.echo(failure.format(repair.path, evaluation.chapter.lines) + "\n", err=True)
    if not changed and not failed:
        click.echo("nothing to fix")
    sys.exit(1 if failed or (dry_run and changed) else 0)


@cli.command()
@_PATHS
@click.option("--source", is_flag=True, help="Also change the library that the pages import.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Draw N mutants for each PATH.")
@click.option("--seed", default=0, help="Of that draw.")
@click.option(
    "--equivalents",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Changes that say the same, with reasons; by default those of the configuration.",
)
@click.option(
    "--resume/--restart", default=True, help="Whether to keep an earlier audit's verdicts."
)
@_json("every mutant and its fate")
@_JOBS
def audit(
    paths: tuple[Path, ...],
    source: bool,
    sample: int | None,
    seed: int,
    equivalents: Path | None,
    resume: bool,
    json_file: Path | None,
    jobs: int | None,
) -> None:
    """Change the pages again and again by a little, and list the changes that nothing notices.

    Digits, signs, operators, relations, indices and symbols of checked formulas, outputs,
    bound numbers, alt texts and code are changed one at a time, and each result is evaluated.

    Exit codes: 0 nothing went unnoticed, 1 a change of a formula, an output or a number did
    and no list of equivalents says why, 2 the command could not be carried out.
    """
    configuration = find_configuration(paths[0] if paths else Path.cwd())
    with Workers(
        configuration.preload, jobs or configuration.jobs, configuration.limits
    ) as workers:
        workers.start()
        plan = make_plan(paths, configuration, Options(source, sample, seed, equivalents), workers)
        with click.progressbar(
            length=len(plan.mutants),
            label="Auditing",
            file=sys.stderr,
            hidden=not sys.stderr.isatty() or bool(os.environ.get("CI")),
            item_show_func=_killed,
        ) as bar:
            fates = run_audit(plan, workers, restart=not resume, done=bar.update)
    summary = Summary(plan, fates)
    if str(json_file) != "-":
        click.echo(summary.text())
    write_text(json_file, summary.json)
    sys.exit(0 if summary.holds else 1)


@cli.command()
@click.argument("docs", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@_JOBS
def render(docs: Path, out: Path, jobs: int | None) -> None:
    """Write DOCS to the folder OUT as ordinary Markdown and SVG.

    Any generator builds the result without a plugin. A failing chapter, and nothing
    is written.
    """
    if not docs.is_dir():
        raise click.UsageError(f"{docs}: expected the folder of the chapters")
    configuration, files = find_files((docs,))
    check_target(docs, out)
    pages = len(files)
    files += [module.file for module in read_reference(configuration).modules]
    evaluations = evaluate_files(files, configuration, jobs, store=open_store(configuration))
    if not all(evaluation.passed for evaluation in evaluations):
        say(evaluations, 0.0)
        click.echo(f"nothing was written to {out}", err=True)
        sys.exit(1)
    by_path = {evaluation.chapter.path: evaluation for evaluation in evaluations}
    write_docs(docs.absolute(), out, by_path, configuration)
    click.echo(f"wrote {pages} pages to {out}")


@cli.command()
@click.argument("site", default="site", type=click.Path(path_type=Path))
@click.argument("out", default="book.pdf", type=click.Path(path_type=Path))
def pdf(site: Path, out: Path) -> None:
    """Print the built SITE to the file OUT with Chromium."""
    print_book(site, navigation(find_configuration(Path.cwd())), out)
    click.echo(f"wrote {out}")


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Start the section PATH from the page template."""
    text = new_section(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(
        f"wrote {path}\n"
        f"next: add {path.stem!r} to the sections of its chapter in pyproject.toml,\n"
        f"      write its module and its tests, then run 'mathbook check {path}'"
    )


def _killed(number: int | None) -> str:
    return f"killed {number or 0}"
