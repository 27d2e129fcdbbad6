"""Plain ``pytest`` runs a sample of the tests' cases; ``pytest --every`` runs them all.

A sample has at most ten cases of each test, spread over all of them, and of the slowest fewer or
none; every item of the book's own pages; and one page of each kind where tests read the built
site. Where a path is named, nothing is left out.
"""

import math
from collections import defaultdict

import pytest

CASES = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every",
        action="store_true",
        help="run all cases of all tests, on all pages of the site; without it a sample",
    )


def is_sample(config: pytest.Config) -> bool:
    """Whether a sample is run: nothing was named, nor asked for."""
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    return not (config.getoption("every") or named)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "sample(cases): how many of a slow test's cases a sample keeps; by default ten",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not is_sample(config):
        return
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if isinstance(item, pytest.Function):
            cases[item.nodeid.partition("[")[0]].append(item)
    left_out: set[pytest.Item] = set()
    for of_one_test in cases.values():
        mark = of_one_test[0].get_closest_marker("sample")
        (kept,) = mark.args if mark else (CASES,)
        step = math.inf if kept == 0 else len(of_one_test) / kept
        chosen = {math.floor(number * step) for number in range(kept)}
        left_out.update(
            item for number, item in enumerate(of_one_test) if step > 1 and number not in chosen
        )
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]
