"""How much is tried: a few cases by default, all of them with ``MATHBOOK_SOAK=1``."""

import os

__all__ = ["sampled"]


def sampled(*, few: int, all_of_them: int) -> int:
    """How many cases a test tries: ``make test`` takes a few, ``make soak`` all of them."""
    return all_of_them if os.environ.get("MATHBOOK_SOAK") == "1" else few
