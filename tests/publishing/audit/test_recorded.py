"""Changed outputs, formulas and numbers, judged without running anything again."""

from collections.abc import Callable

from mathbook.publishing.audit.chapters import chapter_mutants
from mathbook.publishing.audit.mutants import Fate, FileLines, Kind, Mutant
from mathbook.publishing.audit.mutations import Mutation
from mathbook.publishing.audit.recorded import changed_formula, changed_numbers, fate_of_output
from mathbook.publishing.chapter import BoundNumber
from mathbook.publishing.evaluation import Evaluation
from tests.publishing.audit.audited_page import PAGE

EvaluateText = Callable[..., Evaluation]
RAISES = """\
```pycon
>>> print(1)
1
>>> 1 / 0
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ZeroDivisionError: division by zero
```
"""
NUMBERS = """\
```python
x = 40
```

<!-- numbers: 40 = x; 2 = x // 20 -->
From 40 to 2, and 40 again, in 7 steps.
"""


def change(evaluation: Evaluation, old: str, new: str, kind: Kind) -> Mutant:
    """The first occurrence of ``old`` becomes ``new``."""
    text = evaluation.chapter.text
    start = text.index(old)
    lines = FileLines(evaluation.chapter.path, text)
    return lines.mutant(Mutation(start, start + len(old), new, "digit"), kind, 0)


def test_every_change_of_an_output_is_seen(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE)
    outputs = [m for m in chapter_mutants(evaluation) if m.kind is Kind.OUTPUT]
    fates = [fate_of_output(mutant, evaluation) for mutant in outputs]
    assert [fate.killed for fate in fates] == [True] * 4
    assert fates[0].why == "the output differs from what the page shows"


def test_an_output_that_stays_right_survives(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE)
    assert not fate_of_output(change(evaluation, "7\n", "7 \n", Kind.OUTPUT), evaluation).killed


def test_of_a_traceback_only_the_message_is_compared(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(RAISES)
    assert evaluation.failures == []
    message = change(evaluation, "by zero", "by one", Kind.OUTPUT)
    assert fate_of_output(message, evaluation).killed
    assert not fate_of_output(
        change(evaluation, "line 1", "line 2", Kind.OUTPUT), evaluation
    ).killed
    first = change(evaluation, "\n1\n", "\n2\n", Kind.OUTPUT)
    assert fate_of_output(first, evaluation).killed


def test_an_output_that_is_none_any_more_is_killed(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE)
    assert fate_of_output(change(evaluation, "```output", "output", Kind.OUTPUT), evaluation).killed
    evaluation = evaluate_text(RAISES)
    strange = change(evaluation, "1\n", "1 # doctest: +SKIP\n", Kind.OUTPUT)
    assert "loosens the comparison" in fate_of_output(strange, evaluation).why


def test_a_formula_that_cannot_be_shown_is_killed(evaluate_text: EvaluateText) -> None:
    chapter = evaluate_text(PAGE).chapter
    formula = chapter.formulas[0]

    def changed(new: str) -> object:
        mutation = Mutation(0, 1, new, "symbol")
        mutant = Mutant(chapter.path, 3, 6, Kind.FORMULA, 0, 8, formula.latex, mutation)
        return changed_formula(mutant, chapter)

    fate = changed("\\nonsense ")
    assert isinstance(fate, Fate)
    assert "this formula cannot be shown" in fate.why
    (formula,) = changed("x")  # type: ignore[misc]
    assert formula.latex == "x = 2x + 1"
    assert formula.after == chapter.formulas[0].after


def test_the_numbers_that_a_change_touches_are_found(evaluate_text: EvaluateText) -> None:
    chapter = evaluate_text(PAGE).chapter
    evaluation = evaluate_text(PAGE)
    changed = changed_numbers(change(evaluation, "7<!--", "8<!--", Kind.NUMBER), chapter)
    assert not isinstance(changed, Fate)
    (number,) = changed
    assert isinstance(number, BoundNumber)
    assert (number.text, number.expression) == ("8", "y")


def test_a_number_that_its_comment_misses_is_killed(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(NUMBERS)
    assert evaluation.failures == []
    fate = changed_numbers(change(evaluation, "to 2", "to 3", Kind.NUMBER), evaluation.chapter)
    assert isinstance(fate, Fate)
    assert fate.why == "'2' does not stand in the paragraph, table or figure that follows"


def test_a_number_that_nothing_binds_any_more_survives(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(NUMBERS)
    for old, new in (("40 again", "41 again"), ("7 steps", "8 steps")):
        fate = changed_numbers(change(evaluation, old, new, Kind.NUMBER), evaluation.chapter)
        assert fate == Fate(False, "no bound number stands there")
