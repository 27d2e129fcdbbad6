"""The search by coverage finds what it is to find."""

import random

from tests.fuzzing.faults import Fault
from tests.fuzzing.guided import Guided, formula_target, reached, searches


def test_steps_from_line_to_line_are_seen_in_the_parsers_only() -> None:
    arcs: set[object] = set()
    with reached(arcs):  # type: ignore[arg-type]
        formula_target("x = 1")
    assert len(arcs) > 50


def test_what_reaches_something_new_is_kept_and_what_raises_is_told() -> None:
    def target(latex: str) -> None:
        formula_target(latex)
        assert "y" not in latex

    fault = Fault("another letter", lambda text, draw: text + draw.choice(["+ x^2", " = y"]))
    search = Guided("test", target, [fault], ["x = 1", "x = 1"], random.Random(0))
    search.begin()
    assert search.corpus == ["x = 1"]
    for _ in range(20):
        search.step()
    assert len(search.corpus) > 1
    assert search.useful["another letter"] > 0
    assert search.wrong
    assert all("y" in text for text, _ in search.wrong)


def test_both_searches_take_a_few_steps_without_harm() -> None:
    for search in searches(3):
        search.corpus = search.corpus[:4]
        search.begin()
        for _ in range(12):
            search.step()
        assert search.wrong == []
