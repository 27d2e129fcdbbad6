"""The coverage-guided run: ``python -m tests.fuzzing.guided 600`` looks for ten minutes.

What reaches lines of the parsers that nothing has reached before, from a line that nothing has come
there from, is kept and damaged further: so faults pile up where they lead somewhere. The faults are
those of the other runs, along the grammar; a fuzzer of bytes, which finds its way by the same
means, would spend its time on texts that are refused at the first sign.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import mathbook.publishing
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.failures import Failure
from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import parse_formula
from mathbook.publishing.mathml import formula_failures
from mathbook.publishing.parsers.characters import unfit
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.references import reference_failures
from tests.fuzzing import code_faults, directive_faults, formula_faults, markdown_faults
from tests.fuzzing.chapters import WITHIN
from tests.fuzzing.faults import Fault
from tests.fuzzing.seeds import SMALL, book_sections, formula_seeds
from tests.fuzzing.trials import Hang, watched

__all__ = ["Guided", "chapter_target", "formula_target", "main", "reached"]

_ENGINE = str(Path(mathbook.publishing.__file__).parent)
_WATCHED = tuple(f"{_ENGINE}/{folder}" for folder in ("parsers", "formulas/grammar"))
_LONGEST = 20_000  # characters: longer texts teach nothing new
_CHAPTER = Path("chapter.md").absolute()

Arc = tuple[CodeType, int, int]


@contextmanager
def reached(arcs: set[Arc]) -> Iterator[None]:
    """Collect in ``arcs`` the steps from line to line that are taken in the parsers."""
    last: dict[int, int] = {}

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_WATCHED):
            return None
        key = id(frame)
        if event == "line":
            arcs.add((frame.f_code, last.get(key, 0), frame.f_lineno))
            last[key] = frame.f_lineno
        elif event == "return":
            last.pop(key, None)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def chapter_target(text: str) -> None:
    """All that happens to a chapter before its code runs."""
    if unfit(text):
        return
    chapter = parse_text(_CHAPTER, text)
    failures: list[Failure] = [*chapter.problems, *formula_failures(chapter)]
    failures += reference_failures(chapter, lambda path: Chapter(path, ""))
    for failure in failures:
        assert 1 <= failure.line <= len(chapter.lines), failure
        failure.format(_CHAPTER, chapter.lines)


def formula_target(latex: str) -> None:
    """A formula is read, or refused."""
    with suppress(FormulaError):
        parse_formula(latex, Names({"x": 1.0, "n": 3, "f": abs, "A": [[1.0]], "y_hat": 2.0}))


@dataclass(slots=True)
class Guided:
    """One target, its corpus, and what the search has found.

    Attributes:
        name: What is searched.
        target: What is called; it may raise nothing.
        faults: What is done to members of the corpus.
        corpus: Texts, each of which has reached something new.
        counts: How often each kind of fault was tried.
        useful: How often it has led to something new.
        wrong: Texts that the target did not bear, with the reason.
    """

    name: str
    target: Callable[[str], None]
    faults: Sequence[Fault]
    corpus: list[str]
    draw: random.Random
    arcs: set[Arc] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    useful: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def begin(self) -> None:
        """See what the seeds reach, and keep those that reach something of their own."""
        seeds, self.corpus = self.corpus, []
        for seed in seeds:
            self.attempt(seed)

    def step(self) -> None:
        """Damage one member of the corpus, and keep what reaches something new."""
        latest = self.draw.random() < 0.5
        text = self.draw.choice(self.corpus[-50:] if latest else self.corpus)
        names = []
        for _ in range(self.draw.choice([1, 1, 2, 4])):
            fault = self.draw.choice(self.faults)
            changed = fault.change(text, self.draw) if text else None
            if changed is None:
                continue
            names.append(fault.name)
            text = changed if isinstance(changed, str) else changed.decode(errors="replace")
        self.counts.update(names)
        if names and len(text) <= _LONGEST and self.attempt(text):
            self.useful.update(names)

    def attempt(self, text: str) -> bool:
        """Whether ``text`` reaches something new."""
        arcs: set[Arc] = set()
        try:
            with watched(), reached(arcs):
                self.target(text)
        except (Exception, Hang) as error:
            self.wrong.append((text, "".join(traceback.format_exception(error))[-2000:]))
            return False
        if arcs <= self.arcs:
            return False
        self.arcs |= arcs
        self.corpus.append(text)
        return True


def searches(seed: int) -> tuple[Guided, Guided]:
    """The two searches: in chapters and in formulas."""
    faults = (
        *markdown_faults.FAULTS, *directive_faults.FAULTS, *WITHIN,
        *(fault for fault in code_faults.FAULTS if not fault.slow),
    )  # fmt: skip
    texts = [seed.text for seed in (*SMALL, *book_sections()) if len(seed.text) < _LONGEST]
    formulas = [latex for latex, _ in formula_seeds()]
    draw = random.Random(seed)
    return (
        Guided("chapters", chapter_target, faults, texts, draw),
        Guided("formulas", formula_target, formula_faults.FAULTS, formulas, draw),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; the return value is the exit status."""
    parser = argparse.ArgumentParser(prog="guided", description=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the texts that went wrong")
    options = parser.parse_args(arguments)
    complete = True
    failed = 0
    for search in searches(options.seed):
        search.begin()
        begun = len(search.arcs)
        ends = time.monotonic() + options.seconds / 2
        while time.monotonic() < ends:
            search.step()
        print(
            f"{search.name}: {sum(search.counts.values())} faults; steps from line to line: ",
            end="",
        )
        print(f"{begun} by the seeds, {len(search.arcs)} now; {len(search.corpus)} texts kept")
        for fault in search.faults:
            name = fault.name
            print(f"{search.counts[name]:7} {name} ({search.useful[name]} led to something new)")
            complete = complete and search.counts[name] > 0
        for text, reason in search.wrong:
            failed += 1
            print(f"\n{search.name}: {text[:300]!r}\n{reason}")
            if options.keep:
                options.keep.mkdir(exist_ok=True)
                (options.keep / f"{search.name}-{failed}.md").write_text(text)
    print(f"{failed} went wrong")
    return 0 if complete and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
