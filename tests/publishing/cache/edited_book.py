"""A small book that is edited at random, built warm and cold.

Its two chapters depend on a library, on a module that only a function imports, on a data file
and on an installed distribution. Whoever edits one of these has stale pages, until ``fix``.
"""

import hashlib
import importlib
import json
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from mathbook.publishing.book import book_paths, parse_all
from mathbook.publishing.cache import dependencies
from mathbook.publishing.cache.store import Store
from mathbook.publishing.configuration import load_configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.report import json_report
from mathbook.publishing.writing import write_docs

PROJECT = """\
[tool.mathbook]
docs = "docs"
preload = ["numpy", "matplotlib.pyplot"]

[[tool.mathbook.chapters]]
number = 1
title = "Areas"
folder = "areas"
sections = ["squares", "lines"]
"""
SQUARES = """\
# Squares
{prose}
```python
import squares
{comment}
side = {side}
print(squares.area(side), squares.offset())
```
{between}
```output
{area} {data}
```

A side of $a = {claimed}$<!-- where: a = side --> has the area {area}<!-- = squares.area(side) -->.
"""
LINES = """\
# Lines
{prose}
```python
import matplotlib.pyplot as plt
import rulers

plt.plot([0, {code}], [0, rulers.LENGTH])
```

![A line that rises.](figures/rise.svg)
"""
LIBRARY = '''\
"""Squares."""


def area(a):
    {comment}
    return a * a + {constant}


def offset():
    from deep import read

    return read()
'''
DEEP = """\
from pathlib import Path


def read():
    return Path(__file__).with_name("data.txt").read_text(){more}
"""


@dataclass(frozen=True)
class State:
    """All that an author may have edited; ``shown`` is what the pages were last fixed to."""

    prose: tuple[int, int, int] = (0, 0, 0)
    comment: int = 0
    side: int = 3
    claimed: int = 3
    constant: int = 0
    remark: int = 0
    more: int = 0
    data: int = 5
    length: int = 1
    code: str = "1"
    other: int = 0
    shown: tuple[int, str, int, str] = (9, "5", 1, "1")

    @property
    def today(self) -> tuple[int, str, int, str]:
        """What the pages would show if they were fixed now."""
        area = self.side**2 + self.constant
        return area, f"{self.data}" + "!" * self.more, self.length, self.code


Edit = Callable[[State, random.Random], State]
EDITS: dict[str, Edit] = {
    "prose": lambda s, r: replace(s, prose=(r.randrange(4), r.randrange(4), r.randrange(4))),
    "code": lambda s, r: replace(s, comment=r.randrange(3)),
    "value": lambda s, r: replace(s, side=r.choice([2, 3])),
    "formula": lambda s, r: replace(s, claimed=r.choice([2, 3])),
    "figure": lambda s, r: replace(s, code=r.choice(["1", "2", "1 / 0"])),
    "library": lambda s, r: replace(s, constant=r.randrange(2)),
    "remark": lambda s, r: replace(s, remark=r.randrange(3)),
    "lazy": lambda s, r: replace(s, more=r.randrange(2)),
    "data": lambda s, r: replace(s, data=r.choice([5, 7])),
    "version": lambda s, r: replace(s, length=r.choice([1, 2])),
    "other": lambda s, r: replace(s, other=r.randrange(3)),
    "fix": lambda s, r: replace(s, shown=s.today, claimed=s.side),
}


@dataclass
class EditedBook:
    """The book in ``root``; the workers search ``root / "library"`` and ``site-packages``."""

    root: Path
    workers: Workers
    state: State = field(default_factory=State)
    cold: dict[State, tuple[object, object]] = field(default_factory=dict)
    figures: dict[tuple[int, str], bytes] = field(default_factory=dict)
    hits: int = 0
    asked: int = 0

    def begin(self) -> None:
        """The first state, and nothing stored."""
        shutil.rmtree(self.root / ".mathbook", ignore_errors=True)
        self.write(State())

    def write(self, state: State) -> None:
        """Save the files of ``state`` that differ from what is there."""
        self.state = state
        area, data, length, code = state.shown
        words = [f"\n{'A word of prose. ' * n}\n" if n else "" for n in state.prose]
        number = f'"""Rulers."""\nLENGTH = {state.length}\n'
        digest = hashlib.sha256(number.encode()).hexdigest()
        files = {
            "pyproject.toml": PROJECT,
            "docs/index.md": "# Areas\n",
            "docs/areas/squares.md": SQUARES.format(
                prose=words[0],
                between=words[1],
                comment=f"# remark {state.comment}",
                side=state.side,
                claimed=state.claimed,
                area=area,
                data=data,
            ),
            "docs/areas/lines.md": LINES.format(prose=words[2], code=state.code),
            "library/squares.py": LIBRARY.format(
                comment=f"# remark {state.remark}", constant=state.constant
            ),
            "library/deep.py": DEEP.format(more=" + '!'" * state.more),
            "library/data.txt": f"{state.data}",
            "library/other.py": f"OTHER = {state.other}\n",
            "site-packages/rulers.py": number,
            "site-packages/rulers-1.0.dist-info/METADATA": "Name: rulers\nVersion: 1.0\n",
            "site-packages/rulers-1.0.dist-info/RECORD": (
                f"rulers.py,sha256={digest},{len(number)}\n"
                "rulers-1.0.dist-info/METADATA,,\nrulers-1.0.dist-info/RECORD,,\n"
            ),
        }
        for name, text in files.items():
            self.save(name, text.encode())
        if figure := self.figures.get((length, code)):
            self.save("docs/areas/figures/rise.svg", figure)
        time.sleep(0.03)  # what is saved while it runs is not stored
        # Each build is a process of its own, which knows nothing of the last one.
        importlib.invalidate_caches()
        dependencies._digest_of_distribution.cache_clear()

    def save(self, name: str, content: bytes) -> None:
        file = self.root / name
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def draw(self) -> None:
        """Have all figures that the pages may show."""
        for length in (1, 2):
            for code in ("1", "2"):
                self.write(State(length=length, code=code, shown=(9, "5", length, code)))
                for evaluation in self.evaluated(None, tolerant=True).values():
                    fix_chapter(evaluation, redraw=True).write()
                drawn = (self.root / "docs/areas/figures/rise.svg").read_bytes()
                self.figures[length, code] = drawn
        # What divides by zero draws nothing, whatever the file.
        self.figures |= {(n, "1 / 0"): self.figures[n, "1"] for n in (1, 2)}

    def evaluated(self, store: Store | None, *, tolerant: bool = False) -> dict[Path, Evaluation]:
        configuration = load_configuration(self.root / "pyproject.toml")
        chapters = parse_all(book_paths(configuration))
        return evaluate(chapters, self.workers, store=store, tolerant=tolerant)

    def built(self, store: Store | None) -> tuple[object, object]:
        """The report without times, and the site's files; no files if a chapter fails."""
        configuration = load_configuration(self.root / "pyproject.toml")
        evaluations = self.evaluated(store)
        if store is not None:
            why = [reason for e in evaluations.values() for reason in e.why.values()]
            self.hits += why.count("unchanged")
            self.asked += len(why)
            assert store.complaints() == []
        report = without_times(json.loads(json_report(list(evaluations.values()))))
        if not all(evaluation.passed for evaluation in evaluations.values()):
            return report, None
        out = self.root / "out"
        write_docs(configuration.docs, out, evaluations, configuration)
        site = {file.relative_to(out): file.read_bytes() for file in out.rglob("*.*")}
        shutil.rmtree(out)
        return report, site

    def compare(self) -> None:
        """Hold the warm result against the cold one, byte for byte."""
        warm = self.built(Store(self.root / ".mathbook" / "cache", self.root, ["numpy"]))
        if self.state not in self.cold:
            self.cold[self.state] = self.built(None)
        assert warm == self.cold[self.state], self.state


def without_times(value: object) -> object:
    """``value`` without the entries that say how long something took."""
    if isinstance(value, dict):
        return {k: without_times(v) for k, v in value.items() if not k.startswith("time")}
    return [without_times(item) for item in value] if isinstance(value, list) else value
