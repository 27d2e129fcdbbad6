"""Mutants that say the same as the page: each is listed with the reason why it does.

.. code-block:: toml

    [[equivalent]]
    path = "docs/calculus/gradients.md"    # seen from the folder of pyproject.toml
    before = 'm \\ge \\max(1, 6)'           # the formula, or the line
    after = 'm \\ge \\max(2, 6)'
    reason = "the larger of the two is 6 either way"

Blanks do not count. An entry without a reason, or that explains no mutant, is an error: the
list must not outlive what it explains.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mathbook.errors import ConfigurationError
from mathbook.publishing.audit.mutants import Fate, Mutant, in_one_line
from mathbook.publishing.failures import shown_path

__all__ = ["Equivalent", "killed_entries", "read_equivalents", "reasons", "refuse_stale"]

_FIELDS = ("path", "before", "after", "reason")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One entry.

    Attributes:
        where: The entry as messages name it.
        path: The file of the mutant, absolute.
        before: Its formula or line.
        after: What that becomes.
        reason: Why it says the same.
    """

    where: str
    path: Path
    before: str
    after: str
    reason: str

    @property
    def identity(self) -> tuple[Path, str, str]:
        return self.path, self.before, self.after


def read_equivalents(file: Path, root: Path) -> list[Equivalent]:
    """The entries in ``file``, whose paths are seen from the folder ``root``.

    Raises:
        ConfigurationError: If it cannot be read, or an entry lacks something.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{shown_path(file)}: {error}") from error
    entries = table.pop("equivalent", [])
    if table or not isinstance(entries, list):
        raise ConfigurationError(f"{shown_path(file)}: expected tables [[equivalent]] only")
    found = [_entry(file, root, number, entry) for number, entry in enumerate(entries, start=1)]
    seen: dict[tuple[Path, str, str], str] = {}
    for entry in found:
        if entry.identity in seen:
            raise ConfigurationError(f"{entry.where} says the same as {seen[entry.identity]}")
        seen[entry.identity] = entry.where
    return found


def refuse_stale(
    entries: Iterable[Equivalent], mutants: Iterable[Mutant], audited: Iterable[Path]
) -> None:
    """Make sure that each entry explains one of ``mutants``.

    Args:
        entries: The entries.
        mutants: All mutants of the audited files.
        audited: Those files; of others, nothing can be told.

    Raises:
        ConfigurationError: If an entry explains none, or its file is gone.
    """
    known = {_identity(mutant) for mutant in mutants}
    audited = {path.resolve() for path in audited}
    for entry in entries:
        if not entry.path.is_file():
            raise ConfigurationError(f"{entry.where}: {shown_path(entry.path)} does not exist")
        if entry.path in audited and entry.identity not in known:
            raise ConfigurationError(
                f"{entry.where} explains no mutant: {entry.before}  ->  {entry.after}; "
                "the page or the audit has changed: correct the entry or remove it"
            )


def reasons(
    entries: Iterable[Equivalent], fates: Mapping[Mutant, Fate]
) -> dict[Mutant, Equivalent]:
    """The survivors that an entry explains."""
    by_identity = {entry.identity: entry for entry in entries}
    return {
        mutant: by_identity[_identity(mutant)]
        for mutant, fate in fates.items()
        if not fate.killed and _identity(mutant) in by_identity
    }


def killed_entries(
    entries: Sequence[Equivalent], fates: Mapping[Mutant, Fate]
) -> list[tuple[Equivalent, Fate]]:
    """The entries all of whose mutants are killed, and so say something else after all."""
    verdicts: dict[tuple[Path, str, str], list[Fate]] = {}
    for mutant, fate in fates.items():
        verdicts.setdefault(_identity(mutant), []).append(fate)
    found = []
    for entry in entries:
        own = verdicts.get(entry.identity, [])
        if own and all(fate.killed for fate in own):
            found.append((entry, own[0]))
    return found


def _identity(mutant: Mutant) -> tuple[Path, str, str]:
    return mutant.path.resolve(), mutant.before, mutant.after


def _entry(file: Path, root: Path, number: int, entry: object) -> Equivalent:
    where = f"{shown_path(file)}: equivalent {number}"
    if not isinstance(entry, dict):
        raise ConfigurationError(f"{where} is {entry!r}; expected a table")
    if entry.get("path") and entry.get("before"):
        where += f" ({entry['path']}: {in_one_line(str(entry['before']))})"
    for field in _FIELDS:
        value = entry.get(field)
        if not isinstance(value, str) or (not value.strip() and field != "after"):
            raise ConfigurationError(f"{where} has no {field}; expected {', '.join(_FIELDS)}")
    if unknown := sorted(set(entry) - set(_FIELDS)):
        raise ConfigurationError(f"{where} has unknown entries {', '.join(unknown)}")
    path = (root / entry["path"]).resolve()
    before, after = in_one_line(entry["before"]), in_one_line(entry["after"])
    return Equivalent(where, path, before, after, in_one_line(entry["reason"]))
