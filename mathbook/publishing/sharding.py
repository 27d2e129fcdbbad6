"""A book shared out among machines: each evaluates its chapters, one puts them together.

The shares depend on the chapters and on what they cost when they last ran, and on nothing
else: machines that know the same costs agree.
"""

import hashlib
import heapq
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Chapter

__all__ = ["Shard", "digest_of_costs", "share_out"]


@dataclass(frozen=True, slots=True)
class Shard:
    """Which of how many shares.

    Attributes:
        number: Which one, from 1.
        count: How many there are.
    """

    number: int
    count: int

    @classmethod
    def read(cls, text: str) -> "Shard":
        """The shard that ``text`` names, such as ``3/8``.

        Raises:
            PublishingError: If it names none.
        """
        found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
        if found and 1 <= int(found[1]) <= int(found[2]):
            return cls(int(found[1]), int(found[2]))
        raise PublishingError(f"--shard {text!r}: expected K/N with K from 1 to N, such as 3/8")

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def share_out(
    chapters: Sequence[Chapter], shard: Shard, costs: Mapping[str, float], root: Path
) -> list[Chapter]:
    """The chapters of ``shard``, in their order.

    The most expensive chapter goes first, each to the share that has least so far: no share
    then takes more than 4/3 of what the best division would (R. L. Graham, "Bounds on
    multiprocessing timing anomalies", SIAM J. Appl. Math. 17, 1969). A chapter without a cost
    counts by its blocks.

    Args:
        chapters: All of them, each once; every machine has the same.
        shard: Which share.
        costs: Seconds by chapter, as written from ``root``.
        root: The project's folder.
    """
    names = [Path(os.path.relpath(chapter.path, root)).as_posix() for chapter in chapters]
    sizes = dict(zip(names, (1 + len(chapter.blocks) for chapter in chapters), strict=True))
    rates = [costs[name] / sizes[name] for name in names if name in costs]
    rate = median(rates) if rates else 1.0
    priced = {name: costs.get(name, rate * sizes[name]) for name in names}
    loads = [(0.0, number) for number in range(1, shard.count + 1)]
    mine = set()
    for name in sorted(names, key=lambda name: (-priced[name], name)):
        load, number = loads[0]
        heapq.heapreplace(loads, (load + priced[name], number))
        if number == shard.number:
            mine.add(name)
    return [chapter for chapter, name in zip(chapters, names, strict=True) if name in mine]


def digest_of_costs(costs: Mapping[str, float]) -> str:
    """Eight letters by which machines that do not know the same costs are told apart."""
    return hashlib.sha256(json.dumps(costs, sort_keys=True).encode()).hexdigest()[:8]
