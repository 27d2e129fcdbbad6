"""The outcome of an audit, as text and as JSON."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathbook.publishing.audit.chapters import not_audited
from mathbook.publishing.audit.equivalents import killed_entries, reasons
from mathbook.publishing.audit.mutants import MUST_DIE, Fate, Kind, Mutant
from mathbook.publishing.audit.plan import Plan
from mathbook.publishing.failures import printable, shown_path
from mathbook.publishing.processes.aside import TIMED_OUT

__all__ = ["Summary"]

_CONTEXT = 110  # letters of a line


@dataclass(frozen=True, slots=True)
class _Count:
    killed: int
    survived: int
    equivalent: int

    def __str__(self) -> str:
        """``killed 9 of 10``, and what is counted apart."""
        text = f"killed {self.killed} of {self.killed + self.survived}"
        return f"{text}, {self.equivalent} equivalent" if self.equivalent else text


class Summary:
    """What the fates of an audit's mutants add up to.

    Attributes:
        explained: The survivors that an entry of the list explains.
        survivors: The others.
        wrong_entries: Entries whose mutants are killed.
    """

    def __init__(self, plan: Plan, fates: Mapping[Mutant, Fate]) -> None:
        self.plan = plan
        self.fates = fates
        self.explained = reasons(plan.entries, fates)
        self.survivors = [
            mutant
            for mutant, fate in fates.items()
            if not fate.killed and mutant not in self.explained
        ]
        self.wrong_entries = killed_entries(plan.entries, fates)

    @property
    def failing(self) -> list[Path]:
        """The pages that fail as they are."""
        return [path for path, found in self.plan.evaluations.items() if not found.passed]

    @property
    def holds(self) -> bool:
        """Whether the audit finds nothing that must be mended."""
        holes = any(mutant.kind in MUST_DIE for mutant in self.survivors)
        return not (holes or self.wrong_entries or self.failing)

    def text(self) -> str:
        """The report for a terminal."""
        parts = (self._table(), self._survivors(), self._equivalents(), self._complaints())
        return printable("\n\n".join("\n".join(part) for part in map(list, parts) if part))

    def json(self) -> str:
        """Everything, for programs."""
        total = self._count(self.fates)
        return json.dumps(
            {
                "holds": self.holds,
                **_json_of_count(total),
                "pages": [self._page_as_json(path) for path in self._files()],
                "mutants": [self._mutant_as_json(mutant) for mutant in self.fates],
            },
            indent=2,
        )

    def _files(self) -> list[Path]:
        """The audited files: pages, then the library's."""
        return list(dict.fromkeys((*self.plan.evaluations, *(m.path for m in self.fates))))

    def _count(self, mutants: Iterable[Mutant]) -> _Count:
        mutants = list(mutants)
        killed = sum(self.fates[mutant].killed for mutant in mutants)
        equivalent = sum(mutant in self.explained for mutant in mutants)
        return _Count(killed, len(mutants) - killed - equivalent, equivalent)

    def _kinds(self, path: Path) -> dict[Kind, _Count]:
        own = [mutant for mutant in self.fates if mutant.path == path]
        counts = {kind: [mutant for mutant in own if mutant.kind is kind] for kind in Kind}
        return {kind: self._count(mutants) for kind, mutants in counts.items() if mutants}

    def _apart(self, path: Path) -> dict[str, int]:
        evaluation = self.plan.evaluations.get(path)
        return dict(not_audited(evaluation)) if evaluation else {}

    def _table(self) -> Iterator[str]:
        for path in self._files():
            yield shown_path(path)
            for kind, count in self._kinds(path).items():
                yield f"    {kind:<10}{count}"
            if apart := self._apart(path):
                shown = (_counted(number, what) for what, number in apart.items())
                yield f"    not audited: {', '.join(shown)}"
        total = self._count(self.fates)
        judged = total.killed + total.survived
        # Never rounded up: 100 % is all of them.
        percent = f" ({1000 * total.killed // judged / 10} %)" if judged else ""
        late = sum(TIMED_OUT in fate.why for fate in self.fates.values() if fate.killed)
        more = [f", {total.equivalent} equivalent"] if total.equivalent else []
        more += [f"; {late} of the killed timed out"] if late else []
        yield f"killed {total.killed:,} of {judged:,}{percent}{''.join(more)}"

    def _survivors(self) -> Iterator[str]:
        for mutant in self.survivors:
            yield from self._shown(mutant)
            if why := self.fates[mutant].why:
                yield f"    {why}"

    def _equivalents(self) -> Iterator[str]:
        for mutant, entry in self.explained.items():
            yield f"{mutant.place}: equivalent: {mutant.mutation.describe(mutant.text)}"
            yield f"    {entry.reason}"

    def _complaints(self) -> Iterator[str]:
        for entry, fate in self.wrong_entries:
            yield f"{entry.where} is not equivalent, for it is killed: {fate.why}"
        for path in self.failing:
            yield f"{shown_path(path)} fails as it is; what fails there is not audited"
        holes = [mutant for mutant in self.survivors if mutant.kind in MUST_DIE]
        if holes:
            yield f"{_counted(len(holes), 'change')} of formulas, outputs or numbers went unnoticed"
            yield "check more there; or if it says the same, say why in the list of equivalents:"
            yield from _as_entry(holes[0], self.plan.root)

    def _shown(self, mutant: Mutant) -> Iterator[str]:
        change = mutant.mutation
        yield f"{mutant.place}: {mutant.kind}, {change.kind}: {change.describe(mutant.text)}"
        yield f"    {mutant.line} | {self._line(mutant)}"

    def _line(self, mutant: Mutant) -> str:
        evaluation = self.plan.evaluations.get(mutant.path)
        line = evaluation.chapter.lines[mutant.line - 1] if evaluation else mutant.text
        line = line.strip()
        return line if len(line) <= _CONTEXT else line[: _CONTEXT - 1] + "…"

    def _page_as_json(self, path: Path) -> dict[str, Any]:
        return {
            "path": shown_path(path),
            "passed": path not in self.failing,
            "kinds": {kind: _json_of_count(count) for kind, count in self._kinds(path).items()},
            "not_audited": self._apart(path),
        }

    def _mutant_as_json(self, mutant: Mutant) -> dict[str, Any]:
        fate, entry = self.fates[mutant], self.explained.get(mutant)
        return {
            "path": shown_path(mutant.path),
            "line": mutant.line,
            "column": mutant.column,
            "kind": mutant.kind,
            "change": mutant.mutation.kind,
            "before": mutant.before,
            "after": mutant.after,
            "fate": "killed" if fate.killed else "equivalent" if entry else "survived",
            "why": entry.reason if entry else fate.why,
        }


def _json_of_count(count: _Count) -> dict[str, int]:
    return {
        "killed": count.killed,
        "survived": count.survived,
        "equivalent": count.equivalent,
    }


def _as_entry(mutant: Mutant, root: Path) -> Sequence[str]:
    """The entry that would explain ``mutant``, but for its reason."""
    return (
        "    [[equivalent]]",
        f"    path = {json.dumps(_seen_from(root, mutant.path), ensure_ascii=False)}",
        f"    before = {json.dumps(mutant.before, ensure_ascii=False)}",
        f"    after = {json.dumps(mutant.after, ensure_ascii=False)}",
        '    reason = ""',
    )


def _seen_from(root: Path, path: Path) -> str:
    return os.path.relpath(path.resolve(), root.resolve()).replace(os.sep, "/")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
