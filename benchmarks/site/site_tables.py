"""Tables of medians and ratios, with the targets beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from measuring import Cost
from page_weight import PageWeight

__all__ = ["Measured", "Weight", "above_floor_table", "as_json", "cost_table", "weight_table"]

OURS, FLOOR = "mathbook", "floor"

# At least so many times ours, in CPU and wall time, by the number of chapters.
_COLD = {2: (1.5, 2.0), 10: (4.0, 6.0), 50: (8.0, 12.0)}
_NOTHING = 2.0
_COMPARED = ("mkdocs-jupyter", "jupyter-book")
# Ours with nothing changed, as a multiple of the floor.
_OF_FLOOR = 1.25


@dataclass(frozen=True, slots=True)
class Weight:
    """What a tool has built: all of it, and one page."""

    bytes: int
    page: PageWeight


@dataclass(frozen=True, slots=True)
class Measured:
    """The runs of one tool in one scenario."""

    size: int
    scenario: str
    tool: str
    costs: Sequence[Cost]

    @property
    def cpu(self) -> float:
        return median(cost.cpu for cost in self.costs)

    @property
    def wall(self) -> float:
        return median(cost.wall for cost in self.costs)

    @property
    def memory(self) -> float:
        return median(cost.memory for cost in self.costs)


def cost_table(measured: Sequence[Measured]) -> str:
    """Time and memory; CPU and wall times are multiples of ours in the same rounds."""
    rows = []
    ours = {(each.size, each.scenario): each for each in measured if each.tool == OURS}
    for each in measured:
        our = ours[each.size, each.scenario]
        cpu, wall = each.cpu / our.cpu, each.wall / our.wall
        target, met = _target(each, cpu, wall)
        rows.append(
            [
                str(each.size), each.scenario, each.tool, f"{cpu:.2f}", f"{wall:.2f}",
                f"{each.memory:.0f}", str(len(each.costs)), target, met,
            ]
        )  # fmt: skip
    head = ["chapters", "scenario", "tool", "CPU", "wall", "MiB", "runs", "target", "met"]
    return _table(head, rows, numbers={0, 3, 4, 5, 6})


def weight_table(weights: Mapping[tuple[int, str], Weight]) -> str:
    """What was built, in KiB."""
    rows = [
        [
            str(size), tool, f"{weight.bytes / 1024:.0f}", f"{weight.page.bytes / 1024:.0f}",
            f"{weight.page.compressed / 1024:.0f}", str(weight.page.requests),
            str(len(weight.page.others)),
        ]
        for (size, tool), weight in weights.items()
    ]  # fmt: skip
    head = ["chapters", "tool", "site", "page", "compressed", "files", "from other hosts"]
    return _table(head, rows, numbers={0, 2, 3, 4, 5, 6})


def above_floor_table(measured: Sequence[Measured]) -> str:
    """What ours takes more than the floor does, for each chapter, as a part of the first row's.

    If it grows linearly, the parts stay about 1 or fall.
    """
    found = {(each.scenario, each.size, each.tool): each for each in measured}
    rows: list[list[str]] = []
    first: dict[str, tuple[float, float, float]] = {}
    for (scenario, size, tool), our in found.items():
        floor = found.get((scenario, size, FLOOR))
        if tool != OURS or floor is None:
            continue
        cpu, wall = (our.cpu - floor.cpu) / size, (our.wall - floor.wall) / size
        memory = our.memory - floor.memory
        base = first.setdefault(scenario, (cpu, wall, memory))
        rows.append(
            [str(size), scenario, _part(cpu, base[0]), _part(wall, base[1]), f"{memory:.0f}"]
        )
    head = ["chapters", "scenario", "CPU a chapter", "wall a chapter", "MiB in all"]
    return _table(head, rows, numbers={0, 2, 3, 4})


def as_json(
    machine: Mapping[str, str],
    measured: Sequence[Measured],
    weights: Mapping[tuple[int, str], Weight],
) -> dict[str, Any]:
    """Everything, with the single runs in seconds."""
    return {
        "machine": dict(machine),
        "costs": [asdict(each) for each in measured],
        "weights": [
            {
                "size": size,
                "tool": tool,
                "bytes": weight.bytes,
                "page": {**asdict(weight.page), "others": sorted(weight.page.others)},
            }
            for (size, tool), weight in weights.items()
        ],
    }


def _part(value: float, base: float) -> str:
    return f"{value / base:.2f}" if base > 0 else ""


def _target(each: Measured, cpu: float, wall: float) -> tuple[str, str]:
    """What the multiples of ours should be at least, and whether they are."""
    least: tuple[float, float] | None = None
    if each.tool in _COMPARED and each.scenario == "cold":
        least = _COLD.get(each.size)
    elif each.tool in _COMPARED and each.scenario == "nothing changed":
        least = (_NOTHING, _NOTHING)
    elif each.tool == FLOOR and each.scenario == "nothing changed":
        least = (1 / _OF_FLOOR, 1 / _OF_FLOOR)
    if least is None:
        return "", ""
    met = cpu >= least[0] and wall >= least[1]
    return f">= {least[0]:g}, {least[1]:g}", "yes" if met else "no"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: set[int]) -> str:
    """A Markdown table whose columns are as wide as their widest cell."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    def rules() -> Iterator[str]:
        for column, width in enumerate(widths):
            yield "-" * (width + 1) + ":" if column in numbers else "-" * (width + 2)

    return "\n".join([line(head), f"|{'|'.join(rules())}|", *map(line, rows)])
