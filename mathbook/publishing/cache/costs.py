"""How long each chapter took when it last ran, to share chapters out among machines.

The seconds lie in a file of their own in the cache's folder. They say nothing about what
passes: where they are wrong or lost, the shares are uneven.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mathbook.publishing.cache.replacing import replace_file
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import shown_path

__all__ = ["read_costs", "seconds_of", "write_costs"]

_NAME = "costs.json"
# What starting a task costs, in seconds, whatever it runs.
_START = 0.1


def read_costs(folder: Path, say: Callable[[str], None]) -> dict[str, float]:
    """Seconds by chapter, as written from the project's root; empty where there are none.

    Args:
        folder: The cache's folder.
        say: Is told why a file that is there is ignored.
    """
    file = folder / _NAME
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
        return {str(path): float(seconds) for path, seconds in known.items()}
    except FileNotFoundError:
        pass
    except OSError as error:
        say(f"the cache: {shown_path(file)} cannot be read ({error.strerror}) and is ignored")
    except (ValueError, AttributeError, TypeError):
        say(f"the cache: {shown_path(file)} is damaged and is ignored")
    return {}


def write_costs(
    folder: Path, known: Mapping[str, float], evaluations: Iterable[Evaluation], root: Path
) -> None:
    """Remember what those of ``evaluations`` took that passed; of others what is known stays.

    A folder that cannot be written costs nothing more: the store has said it.
    """
    new = {
        Path(os.path.relpath(evaluation.chapter.path, root)).as_posix(): seconds_of(evaluation)
        for evaluation in evaluations
        if evaluation.passed
    }
    with contextlib.suppress(OSError):
        replace_file(folder / _NAME, _text({**known, **new}).encode())


def seconds_of(evaluation: Evaluation) -> float:
    """What the runs of ``evaluation`` took, those that were in the cache as when they ran."""
    seconds = _START * (1 + len(evaluation.alone))
    for runs in (evaluation.runs, evaluation.alone, evaluation.formulas):
        seconds += sum(run.seconds for run in runs.values())
    return round(seconds, 3)


def _text(costs: Mapping[str, float]) -> str:
    return json.dumps(costs, indent=1, sort_keys=True) + "\n"
