"""Plain ``pytest`` runs a sample of the tests' cases; ``pytest --every`` runs them all.

A sample has every item of the book's own pages, at most three cases of each test, spread over all
of them, and fewer tests where they are slow: of those that build sites, start many processes or
read pages in a browser. Where a path is named, nothing is left out.
"""

from collections import defaultdict

import pytest

CASES = 3
# How many tests of the slowest files and folders a sample keeps, spread over them.
SLOW = {
    "tests/fuzzing": 8,
    "tests/optimization/test_admm.py": 3,
    "tests/optimization/test_cluster.py": 0,
    "tests/optimization/test_lasso.py": 3,
    "tests/optimization/test_sharing.py": 1,
    "tests/publishing/audit/test_command.py": 1,
    "tests/publishing/audit/test_plan.py": 3,
    "tests/publishing/audit/test_running.py": 1,
    "tests/publishing/audit/test_summary.py": 4,
    "tests/publishing/audit/test_trials.py": 4,
    "tests/publishing/cache/test_edits.py": 1,
    "tests/publishing/cache/test_fingerprint.py": 8,
    "tests/publishing/cache/test_store.py": 10,
    "tests/publishing/formulas/test_corpora.py": 4,
    "tests/publishing/notebooks/test_notebook.py": 1,
    "tests/publishing/processes/test_limits.py": 1,
    "tests/publishing/processes/test_workers.py": 8,
    "tests/publishing/test_broken_chapters.py": 1,
    "tests/publishing/test_cli.py": 3,
    "tests/publishing/test_evaluation.py": 10,
    "tests/publishing/test_fixing.py": 12,
    "tests/publishing/test_framing.py": 4,
    "tests/publishing/test_killed_builds.py": 0,
    "tests/publishing/test_live_html.py": 0,
    "tests/publishing/test_mkdocs_labs.py": 0,
    "tests/publishing/test_mkdocs_plugin.py": 1,
    "tests/publishing/test_mkdocs_policy.py": 0,
    "tests/publishing/test_pdf.py": 0,
    "tests/publishing/test_pytest_plugin.py": 1,
    "tests/publishing/test_sliders.py": 2,
    "tests/publishing/test_textfont.py": 1,
    "tests/site": 0,
}


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not is_sample(config):
        return
    of_a_test: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if isinstance(item, pytest.Function):
            of_a_test[item.nodeid.partition("[")[0]].append(item)
    left_out: set[pytest.Item] = set()
    of_a_place: dict[str, list[pytest.Item]] = defaultdict(list)
    for test, cases in of_a_test.items():
        kept = spread(cases, CASES)
        left_out.update(case for case in cases if case not in kept)
        for place in SLOW:
            if test.startswith((f"{place}/", f"{place}::")):
                of_a_place[place] += kept
    for place, tests in of_a_place.items():
        kept = spread(tests, SLOW[place])
        left_out.update(test for test in tests if test not in kept)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def spread(items: list[pytest.Item], count: int) -> list[pytest.Item]:
    """``count`` of the items, as far apart as they can be; all if there are no more."""
    if len(items) <= count:
        return items
    return [items[number * len(items) // count] for number in range(count)]
