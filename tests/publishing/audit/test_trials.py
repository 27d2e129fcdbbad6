"""Something slightly wrong, put through the evaluation: what is noticed, and what is not."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mathbook.publishing.audit.mutants import Fate
from mathbook.publishing.audit.trials import (
    CheckTrial,
    PageTrial,
    SourceTrial,
    Trial,
    last_line,
    limit_for,
    page_of,
)
from mathbook.publishing.book import parse
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers
from tests.publishing.audit.audited_page import LIBRARY, PAGE, write_library_book

EvaluateText = Callable[..., Evaluation]
LOOP = """\
```python
n = 3
while n > 1:
    n -= 1
print(n)
```

```output
1
```
"""
TICKS = """\
```python
import itertools

ticks = itertools.count()
```

$k = 0$<!-- where: k = next(ticks) --> and $m = 1$<!-- where: m = next(ticks) -->
"""
STATE = """\
```python
width = 2
```

```python
try:
    shown = width
except NameError:
    shown = 2
```

<!-- continues -->
```python
print(min(shown, 3))
```

```output
2
```
"""


def tried(workers: Workers, trial: Trial) -> Any:
    tasks: deque[Any] = deque([(0, trial)])
    ((_, answer),) = workers.map(tasks)
    return answer


def check(workers: Workers, evaluation: Evaluation, *latex: str) -> list[Fate]:
    formula = evaluation.chapter.formulas[0]
    cases = tuple((replace(formula, latex=each),) for each in latex)
    fates: list[Fate] = tried(workers, CheckTrial(evaluation.chapter, cases, 60))
    return fates


def change(workers: Workers, evaluation: Evaluation, old: str, new: str, block: int = 0) -> Fate:
    text = evaluation.chapter.text
    assert text.count(old) == 1
    trial = PageTrial(page_of(evaluation), ((block, text.replace(old, new)),), 2)
    (fate,) = tried(workers, trial)
    assert isinstance(fate, Fate)
    return fate


def test_changed_formulas_are_judged_in_one_run(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    wrong, right, strange = check(workers, evaluate_text(PAGE), "y = 2x + 2", "y > 6", "y = q")
    assert wrong == Fate(True, "y = 2x + 2 does not hold")
    assert right == Fate(False)
    assert strange.killed


def test_a_formula_that_becomes_notation_survives(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    (fate,) = check(workers, evaluate_text(PAGE), "x")
    assert fate == Fate(False, "it is notation now, which nothing checks")


def test_changed_numbers_are_judged_in_the_same_run(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    chapter = evaluate_text(PAGE).chapter
    number, formula = chapter.numbers[0], chapter.formulas[0]
    cases = ((replace(number, text="8"),), (formula,), (number, replace(number, text="7.0")))
    fates = tried(workers, CheckTrial(chapter, cases, 60))
    assert [fate.killed for fate in fates] == [True, False, False]
    assert fates[0].why.startswith("8 is printed, and y gives 7")


def test_nobody_checks_what_no_block_reaches(workers: Workers, evaluate_text: EvaluateText) -> None:
    chapter = evaluate_text(PAGE).chapter
    case = (replace(chapter.numbers[0], text="8", after=2),)  # that block is skipped
    assert tried(workers, CheckTrial(chapter, (case,), 60)) == [Fate(False, "nothing checks it")]


def test_what_fails_as_it_is_kills_nothing(workers: Workers, evaluate_text: EvaluateText) -> None:
    # The second binding depends on the first having been there.
    evaluation = evaluate_text(TICKS)
    assert evaluation.failures == []
    chapter = evaluation.chapter
    case = (replace(chapter.formulas[1], latex="m = 2"),)
    (fate,) = tried(workers, CheckTrial(chapter, (case,), 60))
    assert fate == Fate(False, "it cannot be told: what is changed fails here as it is")


def test_formulas_that_take_too_long_are_an_answer_of_their_own(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    chapter = evaluate_text(PAGE).chapter
    endless = replace(chapter.blocks[0], source="while True: pass\n")
    chapter = replace(chapter, blocks=(endless, *chapter.blocks[1:]))
    answer = tried(workers, CheckTrial(chapter, ((chapter.formulas[0],),), 0.5))
    assert isinstance(answer, Lost)
    assert last_line(answer).startswith("timed out after")


def test_changed_code_is_killed_by_what_it_prints(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(PAGE)
    fate = change(workers, evaluation, "y = 2 * x + 1", "y = 2 * x + 2")
    assert fate == Fate(True, "the output differs from what the page shows: y = 8 instead of y = 7")


def test_changed_code_is_killed_by_the_formulas_that_speak_of_it(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    silent = PAGE.replace('print("y =", y)\n', "").replace("```output\ny = 7\n```\n", "")
    assert change(workers, evaluate_text(silent), "x = 3", "x = 4").why.startswith(
        "7 is printed, and y gives 9"
    )
    evaluation = evaluate_text(silent.replace("<!-- = y -->", ""))
    assert change(workers, evaluation, "x = 3", "x = 4") == Fate(False)
    assert change(workers, evaluation, "y = 2 * x + 1", "y = 2 * x + 2").why == (
        "y = 2x + 1 does not hold"
    )


def test_changed_code_is_killed_by_a_later_block_that_stands_alone_no_more(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(STATE)
    assert evaluation.passed
    fate = change(workers, evaluation, "shown = 2", "shown = 1", block=1)
    assert fate.why.startswith("with the blocks that it continues, this block fails")


def test_changed_code_that_says_the_same_survives(
    workers: Workers, evaluate_text: EvaluateText
) -> None:
    assert change(workers, evaluate_text(STATE), "(shown, 3)", "(shown, 4)", 2) == Fate(False)


def test_an_endless_loop_is_killed_in_time(workers: Workers, evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(LOOP)
    started = time.monotonic()
    fate = change(workers, evaluation, "n -= 1", "n += 1")
    assert fate == Fate(True, "timed out after 2 s")
    assert time.monotonic() - started < 30


def test_what_fails_anyway_kills_nothing(workers: Workers, evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(STATE + "\n$1 = 2$\n")
    assert not evaluation.passed
    assert change(workers, evaluation, "(shown, 3)", "(shown, 4)", 2) == Fate(False)


def test_a_changed_library_is_held_against_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = write_library_book(tmp_path)
    file = tmp_path / "rises" / "__init__.py"
    texts = tuple(
        LIBRARY.replace(old, new)
        for old, new in (("return 1", "return 2"), ("_FACTOR * x", "_FACTOR / x"), ("5", "6"))
    )
    with Workers() as workers:
        page = page_of(evaluate([parse(path)], workers)[path])
        fates = tried(workers, SourceTrial(file, texts, (page,), 60))
    assert [fate.killed for fate in fates] == [True, True, False]
    assert fates[0].why == (
        "rises.md: the output differs from what the page shows: 8 10 instead of 7 9"
    )
    assert file.read_text() == LIBRARY


def test_trials_are_split_without_losing_a_mutant(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE)
    page, chapter = page_of(evaluation), evaluation.chapter
    texts = tuple((0, str(number)) for number in range(9))
    parts = PageTrial(page, texts, 5).split()
    assert [len(part) for part in parts] == [3, 3, 3]
    assert tuple(text for part in parts for text in part.texts) == texts
    checks = CheckTrial(chapter, ((chapter.formulas[0],),) * 8, 400).split()
    assert [(len(part), part.limit) for part in checks] == [(2, 100.0)] * 4
    assert {part.limit for part in checks[0].split()} == {50.0}
    sources = SourceTrial(chapter.path, ("a", "b"), (page,), 5).split()
    assert [part.texts for part in sources] == [("a",), ("b",)]


def test_limits_are_generous() -> None:
    assert limit_for(0.1) == 20
    assert limit_for(5) == 50
