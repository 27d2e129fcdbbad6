"""An audit, carried out: every mutant to its fate."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mathbook.publishing.audit.mutants import Fate, Mutant
from mathbook.publishing.audit.plan import Plan
from mathbook.publishing.audit.schedule import Appointment, Case, judge_at_once, schedule
from mathbook.publishing.audit.state import (
    State,
    Watch,
    engine_files,
    fingerprint_of_engine,
    fingerprint_of_file,
    fingerprint_of_page,
    needed_files,
)
from mathbook.publishing.audit.trials import last_line
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers

__all__ = ["run_audit"]

Done = Callable[[int, int], None]


def run_audit(
    plan: Plan,
    workers: Workers,
    *,
    restart: bool = False,
    done: Done = lambda judged, killed: None,
) -> dict[Mutant, Fate]:
    """Find the fates of the mutants of ``plan``.

    Args:
        plan: The pages and their mutants.
        workers: Where the mutants run.
        restart: Whether to forget the verdicts of an earlier audit.
        done: Called with how many were judged since the last call, and how many are killed.

    Returns:
        The fates, in the order of the plan.

    Raises:
        PublishingError: If somebody changes the engine, the library or a figure meanwhile.
    """
    record = _Record(plan, restart=restart, done=done)
    waiting: list[tuple[Mutant, Case | None]] = []
    for mutant in plan.mutants:
        known = record.states[mutant.path].known(mutant)
        outcome = known or judge_at_once(mutant, plan)
        if isinstance(outcome, Fate):
            record.add([(mutant, outcome)], new=known is None)
        else:
            waiting.append((mutant, outcome))
    appointments = schedule(plan, waiting)
    tasks: deque[tuple[Appointment, Callable[[], list[Fate] | Lost]]] = deque(
        (a, a.trial) for a in appointments
    )
    for appointment, answer in workers.map(tasks):
        mutants = appointment.mutants
        if isinstance(answer, Lost) and len(mutants) > 1:
            # One of them did this: ask them in smaller groups.
            tasks.extend((part, part.trial) for part in appointment.split())
        elif isinstance(answer, Lost):
            record.add([(mutants[0], Fate(True, last_line(answer)))])
        else:
            record.add(zip(mutants, answer, strict=True))
    return {mutant: record.fates[mutant] for mutant in plan.mutants}


class _Record:
    """The fates so far, in memory and on disk."""

    def __init__(self, plan: Plan, *, restart: bool, done: Done) -> None:
        self.fates: dict[Mutant, Fate] = {}
        self.killed = 0
        self.done = done
        folder = plan.root / ".mathbook" / "audit"
        needed = (file for found in plan.evaluations.values() for file in needed_files(found))
        self.watch = Watch([*engine_files(), *needed])
        prints = _fingerprints(plan)
        self.states = {
            path: State(folder, path, fingerprint, restart=restart)
            for path, fingerprint in prints.items()
        }

    def add(self, fates: Iterable[tuple[Mutant, Fate]], *, new: bool = True) -> None:
        found = list(fates)
        self.fates.update(found)
        if new:
            self.watch.check()
            self.states[found[0][0].path].add(found)
        self.killed += sum(fate.killed for _, fate in found)
        self.done(len(found), self.killed)


def _fingerprints(plan: Plan) -> Mapping[Path, str]:
    """For each file that has mutants a fingerprint of all that their fates depend on."""
    engine = fingerprint_of_engine()
    found = {path: fingerprint_of_page(e, engine) for path, e in plan.evaluations.items()}
    return found | {
        file: fingerprint_of_file(file, (fingerprint_of_page(e, engine) for e in judges))
        for file, judges in plan.judges.items()
    }
