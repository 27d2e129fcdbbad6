"""How long each chapter took when it last ran, to share chapters out among machines.

The seconds lie in a file of their own in the cache's folder. They say nothing about what
passes: where they are wrong or lost, the shares are uneven.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from mathbook.publishing.evaluation import Evaluation

__all__ = ["read_costs", "seconds_of", "write_costs"]

_NAME = "costs.json"
# What starting a task costs, in seconds, whatever it runs.
_START = 0.1


def read_costs(folder: Path) -> dict[str, float]:
    """Seconds by chapter, as written from the project's root; empty where there are none."""
    try:
        known = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return {str(path): float(seconds) for path, seconds in known.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def write_costs(folder: Path, evaluations: Iterable[Evaluation], root: Path) -> None:
    """Remember what those of ``evaluations`` took that passed; of others what is known stays."""
    new = {
        Path(os.path.relpath(evaluation.chapter.path, root)).as_posix(): seconds_of(evaluation)
        for evaluation in evaluations
        if evaluation.passed
    }
    text = _text({**read_costs(folder), **new})
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=folder, suffix=".new")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(beside, folder / _NAME)  # noqa: PTH105  beside is a text


def seconds_of(evaluation: Evaluation) -> float:
    """What the runs of ``evaluation`` took, those that were in the cache as when they ran."""
    seconds = _START * (1 + len(evaluation.alone))
    for runs in (evaluation.runs, evaluation.alone, evaluation.formulas):
        seconds += sum(run.seconds for run in runs.values())
    return round(seconds, 3)


def _text(costs: Mapping[str, float]) -> str:
    return json.dumps(costs, indent=1, sort_keys=True) + "\n"
