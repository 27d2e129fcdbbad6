"""When the formulas and numbers of a chapter are checked, and with which names."""

from collections.abc import Callable

import pytest

from mathbook.publishing.evaluation import Evaluation

EvaluateText = Callable[..., Evaluation]


def script(*lines: str, output: str = "") -> str:
    code = "\n".join(lines)
    fence = f"```python\n{code}\n```"
    return fence + (f"\n\n```output\n{output}\n```" if output else "")


def names(*lines: str) -> str:
    bindings = "\n".join(lines)
    return f"<!-- names:\n{bindings}\n-->"


def page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def failures(evaluation: Evaluation) -> list[tuple[int, str]]:
    return [(failure.line, failure.message) for failure in evaluation.failures]


def test_a_formula_is_checked_when_its_sections_code_has_run(evaluate_text: EvaluateText) -> None:
    later = ("## C", "$x = 1$", script("x = 1.0"))
    text = page("# A", "$x = 1$", "## B", "$x = 2$", script("x = 2.0"), *later)
    evaluation = evaluate_text(text)
    assert evaluation.failures == []
    assert evaluation.passed
    wrong = evaluate_text(text.replace("$x = 2$", "$x = 1$"))
    assert failures(wrong) == [(7, "x = 1 does not hold")]


def test_an_inner_section_says_what_a_name_means_there(evaluate_text: EvaluateText) -> None:
    inner = ("## B", names("x = 2.0"), "$x = 2$", "### C", "$x = 2$", "## D", "$x = 1$")
    text = page("# A", "$x = 1$", names("x = 1.0"), *inner)
    assert evaluate_text(text).failures == []
    outer = evaluate_text(text.replace("x = 2.0", "y = 2.0"))
    assert [line for line, _ in failures(outer)] == [15, 19]


def test_a_name_after_the_formula_speaks_for_it(evaluate_text: EvaluateText) -> None:
    assert evaluate_text(page("$x = 1$", names("x = 1.0"))).passed


def test_names_for_one_formula_speak_for_no_other(evaluate_text: EvaluateText) -> None:
    text = page("$x = 1$, $x = 2$<!-- where: x = 2.0 -->, $x = 1$", names("x = 1.0"))
    assert evaluate_text(text).passed
    wrong = evaluate_text(text.replace(", $x = 1$\n", ", $x = 2$\n"))
    assert failures(wrong) == [(1, "x = 2 does not hold")]


def test_a_binding_calls_the_code_of_its_section(evaluate_text: EvaluateText) -> None:
    bound = names("f(x, y) = f([x, y])", "x, y = 2.0, 3.0", "z = f(x, y)")
    code = script("def f(v):", "    return v[0] * v[1]")
    text = page("# A", bound, "$f(x, y) = x y$, $z = x y = 6$", code)
    evaluation = evaluate_text(text)
    assert evaluation.failures == []
    assert [run.status for run in evaluation.formulas.values()] == ["holds", "holds"]
    wrong = evaluate_text(text.replace("v[0] * v[1]", "v[0] + v[1]"))
    assert [line for line, _ in failures(wrong)] == [9, 9]


def test_what_names_import_is_theirs(evaluate_text: EvaluateText) -> None:
    code = script("print([n for n in ('np', 'tau', 'vector', 'x') if n in globals()])", output="[]")
    bound = names("import numpy as np", "from math import tau", "x = np.float64(tau)")
    other = names("y = np.array(1.0)")
    evaluation = evaluate_text(page("# A", "$x > 6$", bound, "# B", code, "$y = 1$", other))
    assert failures(evaluation) == [(24, "NameError: name 'np' is not defined")]


def test_a_binding_that_raises_is_one_failure_in_its_line(evaluate_text: EvaluateText) -> None:
    formulas = ("$x = 1$, $y = 1$", "$x = 2$ and $x$")
    evaluation = evaluate_text(page("# A", *formulas, names("x = 1.0", "y = 1 / 0")))
    assert failures(evaluation) == [(9, "ZeroDivisionError: division by zero")]
    assert {run.status for run in evaluation.formulas.values()} == {"fails"}


def test_an_error_below_a_binding_says_where_it_was_raised(evaluate_text: EvaluateText) -> None:
    code = script("def f(x):", "    return 1 / x")
    (failure,) = evaluate_text(page("$y = 1$", names("y = f(0)"), code)).failures
    assert failure.line == 4
    assert any("chapter.md:9: return 1 / x" in note for note in failure.notes)


def test_a_number_is_held_against_the_code_above_it(evaluate_text: EvaluateText) -> None:
    first, second = (script(f"n = {n}") for n in (1, 2))
    text = page(first, "It is 1<!-- = n -->.", second, "It is 2<!-- = n -->.")
    assert evaluate_text(text).passed
    (failure,) = evaluate_text(text.replace("It is 1", "It is **2**")).failures
    assert (failure.line, failure.column) == (5, 9)
    assert (failure.expected, failure.got) == ("2", "1")


UNSEEDED = (
    "unseeded randomness: random draws from its global state; "
    "give a seed, as in numpy.random.default_rng(0)"
)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("n", "NameError: name 'n' is not defined; a number knows the code above it"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("exit()", "SystemExit: a block may not end the program"),
        ("type('', (), {'__str__': None})()", "TypeError: 'NoneType' object is not callable"),
        ("__import__('random').random()", UNSEEDED),
    ],
)
def test_a_number_whose_expression_fails_is_told_with_its_line(
    expression: str, message: str, evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(f"# A\n\nIt is 3<!-- = {expression} --> or 4<!-- = 4 -->.\n")
    assert failures(evaluation) == [(3, message)]
    assert evaluation.failures[0].column == 7
    assert [run.value for run in evaluation.numbers.values()] == ["", "4"]


def test_a_number_defines_no_name(evaluate_text: EvaluateText) -> None:
    code = script("print('n' in globals())", output="False")
    assert evaluate_text(page("It is 3<!-- = (n := 3) -->.", code)).passed


def test_after_a_failing_block_nothing_is_checked(evaluate_text: EvaluateText) -> None:
    first = ("1<!-- = 1 -->", "## B", "$x = 1$", script("x = 1.0"), "2<!-- = 2 -->")
    second = ("## C", "$x = 2$", script("1 / 0"), "3<!-- = 4 -->", "$x = 3$")
    evaluation = evaluate_text(page("# A", *first, *second))
    assert failures(evaluation) == [(20, "ZeroDivisionError: division by zero")]
    assert not evaluation.passed
    assert sorted(evaluation.formulas) == [0]
    assert sorted(evaluation.numbers) == [0, 1]


def test_after_a_stale_output_a_tolerant_evaluation_goes_on(evaluate_text: EvaluateText) -> None:
    text = page(script("x = 1.0", "print(1)", output="2"), "$x = 1$ and 1<!-- = x -->")
    strict, tolerant = evaluate_text(text), evaluate_text(text, tolerant=True)
    assert (len(strict.formulas), len(strict.numbers)) == (0, 0)
    assert (len(tolerant.formulas), len(tolerant.numbers)) == (1, 1)
    assert len(tolerant.failures) == 1


def test_a_chapter_without_code_is_checked_too(evaluate_text: EvaluateText) -> None:
    text = page("$x = 1$ and 3<!-- = 3 -->", names("x = 1.0"))
    assert evaluate_text(text).passed
    wrong = evaluate_text(text.replace("x = 1$", "x = 2$"))
    assert failures(wrong) == [(1, "x = 2 does not hold")]


def called(*function: str) -> str:
    """A page whose formula calls a function, before a block that prints."""
    last = ("## C", script("print(1)", output="1"))
    return page("# A", names("y = 1.0"), "## B", script(*function), "$f(2) = 4$", *last)


def test_what_a_formula_prints_is_not_the_next_blocks(evaluate_text: EvaluateText) -> None:
    prints = ("    print('no')", "    os.write(1, b'no')", "    return 2 * x")
    assert evaluate_text(called("import os", "def f(x):", *prints)).passed


def test_what_a_formula_draws_without_a_seed_is_told(evaluate_text: EvaluateText) -> None:
    draws = ("    random.random()", "    return 2 * x")
    evaluation = evaluate_text(called("import random", "def f(x):", *draws))
    assert failures(evaluation) == [(12, UNSEEDED)]
    assert evaluation.formulas[0].status == "fails"


@pytest.mark.parametrize(
    "bindings",
    [
        ("import random", "x = random.random()"),
        ("import numpy as np", "x = np.random.default_rng().normal()"),
    ],
)
def test_a_binding_that_draws_without_a_seed_is_told_in_its_line(
    bindings: tuple[str, str], evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(page("$x < 10$", names(*bindings), "# B", script("y = 1")))
    ((line, message),) = failures(evaluation)
    assert line == 5
    assert message.startswith("unseeded randomness: ")


@pytest.mark.parametrize("ends", ["raise SystemExit", "raise KeyError(x)", "return f(x)"])
def test_a_function_that_does_not_return_is_the_formulas_failure(
    ends: str, evaluate_text: EvaluateText
) -> None:
    code = script("x = 1", "def f(x):", f"    {ends}")
    evaluation = evaluate_text(page("$f(2) = 4$ and $x = 1$", code))
    assert [line for line, _ in failures(evaluation)] == [1]
    assert [run.status for run in evaluation.formulas.values()] == ["fails", "holds"]


def test_drawn_values_move_with_the_seed(evaluate_text: EvaluateText) -> None:
    text = page("$v_1 = 0$ and $A_{11} = 0$", names("v = vector(3)", "A = matrix(2, 2)"))
    seen = [
        [failure.notes[0] for failure in evaluate_text(text, seed=seed).failures]
        for seed in (0, 0, 1)
    ]
    assert len(seen[0]) == 2
    assert seen[0] == seen[1]
    assert not set(seen[0]) & set(seen[2])


@pytest.mark.parametrize("seed", range(3))
def test_what_holds_for_any_vector_holds_with_every_seed(
    seed: int, evaluate_text: EvaluateText
) -> None:
    formulas = (r"$\|v\|_2^2 = \sum_{i=1}^{2} v_i^2$", "$(A v)_1 = A_{11} v_1 + A_{12} v_2$")
    bound = names("v, A = vector(2), matrix(2, 2)")
    assert evaluate_text(page(*formulas, bound), seed=seed).failures == []


# --- Docstrings -------------------------------------------------------------------------

MODULE = '''\
def square(x):
    r"""The square: $f(x) = x^2$ and $f'(3) = 6$, where $x \\to 0$ and $x \\ge 0$.

    >>> x = 3.0
    """
    # names: f(x) = {}
    # skip: $x \\ge 0$ "it is assumed"
    return x * x
'''


def test_the_formulas_of_a_docstring_are_held_against_the_code(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(MODULE.format("x ** 2"), "module.py")
    assert evaluation.failures == []
    statuses = [run.status for run in evaluation.formulas.values()]
    assert statuses == ["holds", "holds", "notation", "skipped"]


def test_a_wrong_formula_of_a_docstring_has_the_place_of_its_file(
    evaluate_text: EvaluateText,
) -> None:
    evaluation = evaluate_text(MODULE.format("x ** 3"), "module.py")
    assert [failure.line for failure in evaluation.failures] == [2, 2]
    row = evaluation.chapter.lines[1]
    begins = [row[(failure.column or 0) - 1 :] for failure in evaluation.failures]
    assert begins[0].startswith("f(x) = x^2$")
    assert begins[1].startswith("f'(3) = 6$")


def test_each_docstring_has_the_names_of_its_own_example(evaluate_text: EvaluateText) -> None:
    module = (
        'def f():\n    """$x = 1$\n\n    >>> x = 1\n    """\n\n\n'
        'def g():\n    """$x = 2$\n\n    >>> x = 2\n    """\n\n\n'
        'def h():\n    """$x = 1$"""\n'
    )
    ((line, message),) = failures(evaluate_text(module, "module.py"))
    assert line == 16
    assert message.startswith("the name x is not bound")


def test_the_formulas_of_a_failing_example_are_not_checked(evaluate_text: EvaluateText) -> None:
    module = (
        'def f():\n    """$x = 1$\n\n    >>> x = 1 / 0\n    """\n\n\n'
        'def g():\n    """$x = 2$\n\n    >>> x = 2\n    """\n'
    )
    evaluation = evaluate_text(module, "module.py")
    assert failures(evaluation) == [(4, "ZeroDivisionError: division by zero")]
    assert sorted(evaluation.formulas) == [1]
    assert not evaluation.passed
