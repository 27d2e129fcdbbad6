"""Builds the same book with mathbook and its peers, in turn, and prints what each build takes.

Run ``make bench-site``, or ``python benchmarks/site/run.py --sizes 2 10 --rounds 3``. Only
Python's library is needed: each tool is installed into an environment of its own.
"""

import argparse
import html
import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from book_formats import read_recorded, write_book
from environments import TOOLS, clean_environment, prepare_environment, versions
from generated_book import Chapter, chapters
from measuring import CommandFails, Cost, adopt_orphans, run_measured
from page_weight import page_weight, site_bytes
from scenarios import SCENARIOS, Project, evaluated, expected, second_edit
from site_tables import OURS, Measured, Weight, above_floor_table, as_json, cost_table, weight_table

_HERE = Path(__file__).parent
_CACHE = _HERE.parents[1] / ".bench" / "site"
_SIZES = (2, 10, 50, 200, 1000)
_SCENARIOS = tuple(SCENARIOS)
# The longest book of a tool, unless --all-tools is given.
_LARGEST = {"mkdocs-jupyter": 50, "jupyter-book": 50, "markdown-exec": 200}
_REASON = "a kernel for each chapter, or all code in one process, takes too long for more"


class Mistake(Exception):
    """A tool did something else than the comparison says."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool with its environment and its copy of the book."""

    name: str
    venv: Path
    project: Project
    log: Path

    @property
    def command(self) -> list[str]:
        program = "jupyter-book" if self.name == "jupyter-book" else "mkdocs"
        arguments = ["build", "docs"] if self.name == "jupyter-book" else ["build"]
        return [str(self.venv / "bin" / program), *arguments]

    @property
    def site(self) -> Path:
        inside = "docs/_build/html" if self.name == "jupyter-book" else "site"
        return self.project.root / inside

    def page(self, chapter: Chapter) -> str:
        """The place of the chapter's page in the site."""
        ending = ".html" if self.name == "jupyter-book" else "/index.html"
        return f"{chapter.folder}/{chapter.name}{ending}"

    @property
    def environment(self) -> dict[str, str]:
        return clean_environment(self.venv, self.project.root, _CACHE)

    def build(self) -> Cost:
        return run_measured(self.command, self.project.root, self.environment, self.log)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints the tables, and ends with code 1 if a tool did not do its work."""
    options = _options(arguments)
    adopt_orphans()
    names = [name for name in TOOLS if name in {OURS, *options.tools}]
    venvs = {name: prepare_environment(name, _CACHE) for name in names}
    measured: list[Measured] = []
    weights: dict[tuple[int, str], Weight] = {}
    try:
        for size in options.sizes:
            kept = [name for name in names if options.all_tools or size <= _LARGEST.get(name, size)]
            if kept != names:
                left_out = ", ".join(name for name in names if name not in kept)
                _say(f"{size} chapters: without {left_out}: {_REASON}")
            tools = [_tool(name, venvs[name], size) for name in kept]
            measured += _measure(tools, options.scenarios, options.rounds)
            for tool in tools:
                weights[size, tool.name] = _weigh(tool)
            _hold_against_imports(tools[0], options.scenarios)
            # What is there so far, should a longer book fail or take too long.
            machine = _machine(venvs)
            if options.json:
                told = json.dumps(as_json(machine, measured, weights), indent=1)
                options.json.write_text(told + "\n", encoding="utf-8")
    except (CommandFails, Mistake) as error:
        sys.exit(f"{error}")
    print(", ".join(f"{name} {version}" for name, version in machine.items()))
    print(f"\nCPU and wall time as multiples of ours:\n\n{cost_table(measured)}")
    print(f"\nWhat was built, in KiB:\n\n{weight_table(weights)}")
    if "floor" in names:
        print(f"\nOurs above the floor:\n\n{above_floor_table(measured)}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=_SIZES, metavar="N", help="chapters of the books"
    )
    parser.add_argument(
        "--tools", nargs="+", choices=TOOLS, default=list(TOOLS), help="ours is always there"
    )
    parser.add_argument(
        "--scenarios", nargs="+", choices=_SCENARIOS, default=_SCENARIOS, help="after a cold build"
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn")
    parser.add_argument("--all-tools", action="store_true", help="at all sizes, however long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where all runs are written")
    options = parser.parse_args(arguments)
    if options.rounds < 1 or min(options.sizes) < 1:
        parser.error("expected at least one round and books of at least one chapter")
    # The others begin with what a cold build leaves behind.
    options.scenarios = [each for each in _SCENARIOS if each in {"cold", *options.scenarios}]
    return options


def _tool(name: str, venv: Path, size: int) -> Tool:
    project = Project(_CACHE / "work" / f"{size}-{name}", chapters(size))
    logs = _CACHE / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    return Tool(name, venv, project, logs / f"{size}-{name}.txt")


def _measure(tools: Sequence[Tool], scenarios: Sequence[str], rounds: int) -> Iterator[Measured]:
    """Runs every tool in every scenario, in turn, each round beginning with another tool."""
    costs: dict[tuple[str, str], list[Cost]] = {}
    ours = tools[0]
    _write_ours(ours)
    for tool in tools:
        # Once for nothing: compiles what is imported, and has fonts looked for.
        _write_fresh(tool, ours)
    _warm_up(tools)
    for turn in range(rounds):
        for tool in tools:
            _write_fresh(tool, ours)
        first = turn % len(tools)
        for scenario in scenarios:
            for tool in (*tools[first:], *tools[:first]):
                SCENARIOS[scenario](tool.project)
                cost = tool.build()
                costs.setdefault((scenario, tool.name), []).append(cost)
                _say(
                    f"{len(tool.project.chapters)} chapters, {scenario}, {tool.name}: "
                    f"CPU {cost.cpu:.2f} s, wall {cost.wall:.2f} s, {cost.memory:.0f} MiB"
                )
                _hold_against_outputs(tool, ours)
    for (scenario, name), found in costs.items():
        yield Measured(len(ours.project.chapters), scenario, name, found)


def _warm_up(tools: Sequence[Tool]) -> None:
    """Builds a book of two chapters with each tool that has never built one here."""
    for tool in tools:
        mark = _CACHE / "homes" / tool.name / ".warm"
        if mark.is_file() and mark.stat().st_mtime > (tool.venv / ".installed").stat().st_mtime:
            continue
        small = _tool(tool.name, tool.venv, 2)
        ours = _tool(OURS, tools[0].venv, 2)
        _write_ours(ours)
        _write_fresh(small, ours)
        small.build()
        mark.touch()


def _prepared(ours: Tool) -> Path:
    """Where the book of ours lies as its author left it: with outputs and figures."""
    digest = sha256()
    for name in ("generated_book.py", "book_formats.py"):
        digest.update((_HERE / name).read_bytes())
    return _CACHE / "books" / digest.hexdigest()[:12] / str(len(ours.project.chapters))


def _write_ours(ours: Tool) -> None:
    """Writes our book once and has ``mathbook fix`` complete it."""
    book = _prepared(ours)
    if book.is_dir():
        return
    _say(f"writing a book of {len(ours.project.chapters)} chapters")
    beside = book.with_name(f"{book.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    write_book(OURS, beside, ours.project.chapters)
    program = str(ours.venv / "bin" / "mathbook")
    environment = clean_environment(ours.venv, beside, _CACHE)
    run_measured([program, "fix", "--figures"], beside, environment, ours.log)
    beside.rename(book)


def _write_fresh(tool: Tool, ours: Tool) -> None:
    """Writes the book of ``tool`` anew, as if it was never built."""
    book = _prepared(ours)
    root = tool.project.root
    shutil.rmtree(root, ignore_errors=True)
    if tool.name == OURS:
        shutil.copytree(book, root, ignore=shutil.ignore_patterns(".mathbook"))
    else:
        recorded = read_recorded(book, ours.project.chapters)
        write_book(tool.name, root, tool.project.chapters, recorded)


def _hold_against_outputs(tool: Tool, ours: Tool) -> None:
    """Makes sure that the pages show what the blocks print: that the tool did its work."""
    recorded = read_recorded(_prepared(ours), tool.project.chapters)
    for chapter in {tool.project.chapters[0], tool.project.edited, tool.project.chapters[-1]}:
        page = (tool.site / tool.page(chapter)).read_text(encoding="utf-8")
        text = html.unescape(re.sub(r"<[^>]*>", "", page))
        for output in recorded.outputs[chapter.name]:
            for line in output.splitlines():
                if line not in text:
                    raise Mistake(f"{tool.name}: {tool.page(chapter)} does not show {line!r}")


def _hold_against_imports(ours: Tool, scenarios: Sequence[str]) -> None:
    """Makes sure that each edit has ours evaluate the chapters that it touches, and no other."""
    program = str(ours.venv / "bin" / "mathbook")
    for scenario in scenarios:
        if scenario == "cold":
            continue  # what was built last is what is known now
        second_edit(scenario, ours.project)
        run_measured([program, "check", "--why"], ours.project.root, ours.environment, ours.log)
        found = evaluated(ours.log.read_text(encoding="utf-8"))
        wanted = expected(scenario, ours.project)
        if found != wanted:
            raise Mistake(f"{scenario}: evaluated {sorted(found)}; expected {sorted(wanted)}")
        _say(f"{scenario}: {len(found)} of {len(ours.project.chapters)} chapters were evaluated")


def _weigh(tool: Tool) -> Weight:
    return Weight(site_bytes(tool.site), page_weight(tool.site, tool.page(tool.project.edited)))


def _machine(venvs: dict[str, Path]) -> dict[str, str]:
    """When and with what this was measured."""
    found = {
        "date": date.today().isoformat(),
        "Python": platform.python_version(),
        "cores": str(os.cpu_count()),
        "machine": platform.machine(),
    }
    for name, venv in venvs.items():
        found |= versions(venv, [TOOLS[name], "mkdocs-material", "matplotlib", "numpy"])
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
