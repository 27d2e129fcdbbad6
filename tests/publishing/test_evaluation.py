"""One evaluation of a chapter: its blocks in order, its copied texts, its isolation."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.processes.workers import Workers

EvaluateText = Callable[..., Evaluation]

CONTINUES = "\n<!-- continues -->\n\n"


def script(code: str, output: str = "") -> str:
    fence = f"```python\n{code}\n```\n"
    return fence + (f"\n```output\n{output}\n```\n" if output else "")


def session(text: str) -> str:
    return f"```pycon\n{text}\n```\n"


def figure(name: str = "line") -> str:
    return f"\n![A line.](figures/{name}.svg)\n"


def write(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.md")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_blocks_share_their_names_in_order(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(
        script("values = [1]")
        + script("values.append(2)\nprint(values)", "[1, 2]")
        + session(">>> values.pop()\n2")
        + script("print(values)", "[1]"),
        standing_alone=False,
    )
    assert evaluation.passed


def test_a_chapter_stops_at_its_first_failing_block(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(
        f"{script('x = 1')}\n{script('1 / 0')}\n{script('y')}\n"
        f'<!-- skip: next "slow" -->\n{script("z")}'
    )
    assert [failure.line for failure in evaluation.failures] == [6]
    verdicts = [evaluation.verdict(block) for block in evaluation.chapter.blocks]
    assert verdicts == ["passed", "failed", "not run", "skipped"]
    assert not evaluation.passed


@pytest.mark.parametrize(
    ("wrong", "ran"),
    [
        (script("print(1)", "2"), 2),
        (script("print(1)"), 2),
        (session(">>> 1\n2"), 2),
        (script("import matplotlib.pyplot as plt\nplt.plot([1, 2])") + figure(), 2),
        (script("import matplotlib.pyplot as plt\nplt.plot([1, 2])"), 1),
        (script("1 / 0"), 1),
        (script("import random\nprint(random.random())", "2"), 1),
    ],
)
def test_a_tolerant_evaluation_goes_on_after_what_is_merely_stale(
    wrong: str, ran: int, evaluate_text: EvaluateText
) -> None:
    text = f"{wrong}\n{script('x = 1')}"
    assert len(evaluate_text(text, tolerant=True, standing_alone=False).runs) == ran
    assert len(evaluate_text(text, standing_alone=False).runs) == 1


def test_a_session_stops_at_its_first_wrong_prompt(evaluate_text: EvaluateText) -> None:
    text = session(">>> 1\n2\n>>> 3\n4")
    assert [f.line for f in evaluate_text(text).failures] == [3]
    tolerant = evaluate_text(text, tolerant=True, standing_alone=False)
    assert [f.line for f in tolerant.failures] == [3, 5]


def test_a_failing_chapter_does_not_keep_the_others_from_running(
    workers: Workers, tmp_path: Path
) -> None:
    paths = write(
        tmp_path,
        fails=script("1 / 0"),
        is_lost=script("import os\nos._exit(0)"),
        passes=script("print(1)", "1"),
        has_no_code="# Text only",
    )
    done: list[Path] = []
    found = evaluate(
        [parse(path) for path in paths],
        workers,
        done=lambda evaluation: done.append(evaluation.chapter.path),
    )
    assert [evaluation.passed for evaluation in found.values()] == [False, False, True, True]
    assert list(found) == paths
    assert sorted(done) == sorted(paths)


@pytest.mark.parametrize(
    "code", ["import os\nos._exit(0)", f"import signal\nsignal.raise_signal({signal.SIGKILL:d})"]
)
def test_a_lost_process_is_a_failure_of_the_chapter_or_the_copied_text(
    code: str, evaluate_text: EvaluateText
) -> None:
    (failure,) = evaluate_text(f"# Title\n\n{script(code)}").failures
    assert failure.line == 3
    assert "the process that ran this chapter ended without a result" in failure.message
    survives = "\n    ".join(["if 'safe' not in globals():", *code.split("\n")])
    evaluation = evaluate_text(f"{script('safe = True')}\n{script(survives)}")
    (failure,) = evaluation.failures
    assert failure.line == 5
    assert "the process that ran this block by itself ended" in failure.message


def test_what_one_chapter_changes_does_not_reach_another(tmp_path: Path) -> None:
    changes = """\
import builtins, os, random, sys, warnings
import matplotlib, numpy as np

os.environ["CHANGED"] = "yes"
matplotlib.rcParams["lines.linewidth"] = 9
np.set_printoptions(precision=1)
np.changed = builtins.changed = True
random.seed(1)
sys.path.insert(0, "changed")
warnings.simplefilter("error")
os.umask(0o777)"""
    looks = """\
import builtins, os, sys
import matplotlib, numpy as np

print(os.environ.get("CHANGED"), matplotlib.rcParams["lines.linewidth"], np.array([1.125]))
print(hasattr(np, "changed"), hasattr(builtins, "changed"), "changed" in sys.path)"""
    shown = "None 1.5 [1.125]\nFalse False False"
    paths = write(tmp_path, changes=script(changes), looks=script(looks, shown))
    with Workers(["numpy", "matplotlib.pyplot"], jobs=1) as workers:
        found = evaluate([parse(path) for path in paths], workers)
    assert [evaluation.failures for evaluation in found.values()] == [[], []]


def test_a_block_that_uses_another_must_say_so(evaluate_text: EvaluateText) -> None:
    first, second = script("x = 1"), script("print(x)", "1")
    (failure,) = evaluate_text(f"{first}\n{second}").failures
    assert failure.message == (
        "this block does not stand alone: NameError: name 'x' is not defined; "
        "import or define it here, or put <!-- continues --> before the block"
    )
    assert failure.line == 6
    assert not failure.stale
    assert evaluate_text(first + CONTINUES + second).passed


CHAINS = {
    "scripts": [script("x = 1"), script("x += 1"), script("print(x)", "2")],
    "sessions": [session(">>> x = 1\n>>> x\n1"), session(">>> x + 1\n2")],
    "session, script": [session(">>> x = 1\n>>> x\n1"), script("print(x + 1)", "2")],
    "script, session": [script("x = 1"), session(">>> x + 1\n2")],
    "printing script, session": [script("x = 1\nprint(x)", "1"), session(">>> x + 1\n2")],
    "mixed": [
        script("x = 1\nprint(x)", "1"),
        session(">>> x\n1"),
        script("print(x + 1)", "2"),
        session(">>> x + 2\n3"),
        script("print(x + 3)", "4"),
    ],
    "both print": [script("x = 1\nprint('one')", "one"), script("print(x)\nprint()", "1")],
    "silent end": [script("x = 1\nprint('one')", "one"), script("x += 1")],
    "function over two blocks": [
        script("def f():\n    return g()"),
        script("def g():\n    return 1"),
        script("print(f())", "1"),
    ],
    "main guard": [script("x = 1"), script("if __name__ == '__main__':\n    print(x)", "1")],
}


@pytest.mark.parametrize("blocks", CHAINS.values(), ids=CHAINS)
def test_a_chain_is_run_as_a_reader_pastes_it(
    blocks: list[str], evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(CONTINUES.join(blocks))
    assert evaluation.failures == []
    assert len(evaluation.alone) == len(blocks)


def test_a_chain_holds_only_the_blocks_it_names(evaluate_text: EvaluateText) -> None:
    text = f"{script('x = 1')}\n{script('y = 2')}{CONTINUES}{script('print(x)', '1')}"
    (failure,) = evaluate_text(text).failures
    assert failure.message.startswith("with the blocks that it continues, this block fails")
    assert "NameError: name 'x'" in failure.message


def test_a_skipped_block_is_no_part_of_a_chain(evaluate_text: EvaluateText) -> None:
    skipped = f'\n<!-- skip: next "slow" -->\n\n{script("1 / 0")}'
    text = script("x = 1") + skipped + CONTINUES + script("print(x)", "1")
    evaluation = evaluate_text(text)
    assert evaluation.passed
    assert evaluation.counts()["skipped"] == 1


@pytest.mark.parametrize("more", ["", "\nprint('')"], ids=["", "blank line"])
def test_the_end_of_a_chains_output_must_be_the_blocks_own(
    more: str, evaluate_text: EvaluateText
) -> None:
    sets = script("import numpy as np\nnp.set_printoptions(precision=1)")
    makes = script("import numpy as np\nx = np.array([1.25])\nprint('made')", "made")
    shows = script(f"print(x){more}", "[1.2]")
    (failure,) = evaluate_text(f"{sets}\n{makes}{CONTINUES}{shows}").failures
    assert failure.message.startswith("with the blocks that it continues, this block fails")
    assert (failure.expected, failure.got) == ("[1.2]", "[1.25]")
    assert failure.notes == ("printed by line 19",)


def test_a_copied_text_that_prints_something_else_fails(evaluate_text: EvaluateText) -> None:
    first = script("import numpy as np\nnp.set_printoptions(precision=1)")
    second = script("import numpy as np\nprint(np.array([1.25]))", "[1.2]")
    (failure,) = evaluate_text(f"{first}\n{second}").failures
    assert failure.message.startswith("this block does not stand alone: the output differs")
    assert (failure.line, failure.expected, failure.got) == (12, "[1.2]", "[1.25]")
    assert not failure.stale


def test_a_copied_text_that_draws_something_else_fails(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    sets = script("import matplotlib.pyplot as plt\nplt.rcParams['lines.linewidth'] = 9")
    draws = script("import matplotlib.pyplot as plt\nplt.plot([1, 2])")
    text = f"{sets}\n{draws}{figure()}"
    drawn = evaluate_text(text, standing_alone=False, tolerant=True).runs[1].drawings[0]
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "line.svg").write_text(drawn.svg, encoding="utf-8")
    assert evaluate_text(text, standing_alone=False).passed
    (failure,) = evaluate_text(text).failures
    assert failure.message.startswith("this block does not stand alone: the block in line 6 draws")
    assert failure.notes == ("axes 1, Line2D 1, width: 9 -> 1.5",)


def test_a_chain_may_draw_the_earlier_figures_too(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    draws = "import matplotlib.pyplot as plt\nplt.figure()\nplt.plot([0, {}])"
    text = script(draws.format(1)) + figure("one") + CONTINUES + script(draws.format(2))
    text += figure("two")
    (tmp_path / "figures").mkdir()
    runs = evaluate_text(text, standing_alone=False, tolerant=True).runs
    for index, name in enumerate(("one", "two")):
        file = tmp_path / "figures" / f"{name}.svg"
        file.write_text(runs[index].drawings[0].svg, encoding="utf-8")
    evaluation = evaluate_text(text)
    assert evaluation.failures == []
    assert evaluation.counts()["figures"] == 2


def test_a_block_of_a_chain_may_draw_what_an_earlier_block_began(
    evaluate_text: EvaluateText,
) -> None:
    begins = script("import matplotlib.pyplot as plt\nx = [1, 2]")
    text = begins + CONTINUES + script("plt.plot(x)") + figure()
    failures = evaluate_text(text, tolerant=True).failures
    assert [failure.figure for failure in failures] == ["line"]


def test_a_block_may_print_or_draw(evaluate_text: EvaluateText) -> None:
    text = script("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint(1)", "1") + figure()
    (failure,) = evaluate_text(text).failures
    assert failure.message.startswith("this block prints and draws; split it")


def test_docstrings_run_by_themselves_and_all_of_them(evaluate_text: EvaluateText) -> None:
    module = '''\
"""
>>> x = 1
>>> 1 / 0
"""


def f():
    """
    >>> x
    1
    """


class C:
    """
    >>> 1 + 1
    2
    """
'''
    evaluation = evaluate_text(module, "module.py")
    assert [(f.line, f.message.split(":")[0]) for f in evaluation.failures] == [
        (3, "ZeroDivisionError"),
        (9, "NameError"),
    ]
    assert [evaluation.verdict(block) for block in evaluation.chapter.blocks][-1] == "passed"


def test_the_first_failure_of_a_page_is_reported_first(evaluate_text: EvaluateText) -> None:
    text = f"![A photograph.](nowhere.png)\n\n{script('1 / 0')}\n```pyhton\n```\n\n$\\nonsense$\n"
    lines = [failure.line for failure in evaluate_text(text).failures]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_counts_say_what_was_verified(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(
        f"$x$ is 1<!-- = 1 -->\n\n$1 < 2$\n\n$1 < 0$\n\n"
        '$y = 1$<!-- skip: formula "why" -->\n\n$y = 2$<!-- cited: "who" -->\n\n# A\n\n'
        f"{script('print(1)', '1')}\n{session('>>> 1' + chr(10) + '1')}\n"
        f'<!-- skip: next "slow" -->\n{script("z")}'
    )
    assert evaluation.counts() == {
        "blocks": 2,
        "outputs": 2,
        "figures": 0,
        "frames": 0,
        "alone": 2,
        "formulas": 2,
        "notation": 1,
        "cited": 1,
        "unchecked": 1,
        "numbers": 1,
        "skipped": 1,
        "failures": 2,
    }


def test_a_chapter_passes_when_all_that_it_states_was_checked(evaluate_text: EvaluateText) -> None:
    text = f"$1 < 2$ and 3<!-- = 3 -->\n\n{script('x = 1')}"
    evaluation = evaluate_text(text)
    assert evaluation.passed
    evaluation.formulas.clear()
    assert not evaluation.passed
    evaluation = evaluate_text(text)
    evaluation.numbers.clear()
    assert not evaluation.passed


@pytest.mark.parametrize("text", ["$1 < 0$\n", "4<!-- = 3 -->\n", "$1 < 2$<!-- where: 2 = 3 -->\n"])
def test_a_wrong_statement_fails_a_chapter_without_code(
    text: str, evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(text)
    assert not evaluation.passed
    assert [failure.line for failure in evaluation.failures] == [1]


def test_too_many_skipped_formulas_fail_the_chapter(evaluate_text: EvaluateText) -> None:
    skipped = '$x = 1$<!-- skip: formula "why" -->\n\n'
    assert evaluate_text(skipped).passed
    (failure,) = evaluate_text(skipped * 2).failures
    assert failure.line == 3
    assert failure.message.startswith("2 of 2 formulas that state a relation are skipped or cited")


def test_failures_come_in_the_order_of_the_page(evaluate_text: EvaluateText) -> None:
    text = "$1 < 0$, 4<!-- = 3 -->, $2 < 0$, 5<!-- = 3 -->\n\n![A.](none.png)\n\n$3 < 0$\n"
    places = [(failure.line, failure.column) for failure in evaluate_text(text).failures]
    assert places == [(1, 2), (1, 10), (1, 26), (1, 34), (3, None), (5, 2)]


def test_one_failure_of_several_formulas_is_told_once(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text("$x = 1$, $x$\n\n$y = 1$\n\n<!-- names: x = 1 / 0 -->\n")
    assert [failure.line for failure in evaluation.failures] == [5]
    assert len(evaluation.formulas) == 3


def test_a_lost_process_without_code_is_a_failure_of_the_line_that_it_was_in(
    evaluate_text: EvaluateText,
) -> None:
    (failure,) = evaluate_text("# A\n\n3<!-- = __import__('os')._exit(0) -->\n").failures
    assert failure.line == 3
    assert "the process that ran this chapter ended without a result" in failure.message


def test_what_breaks_the_engine_is_a_failure_of_its_line_and_no_traceback(
    evaluate_text: EvaluateText,
) -> None:
    code = "# A\n\n```python\nx = 1\n```\n\n```python\nimport os\n\nos.fstat = None\n```\n"
    (failure,) = evaluate_text(code).failures
    assert failure.line == 7
    assert "the process that ran this chapter ended without a result: TypeError" in failure.message
    (note,) = failure.notes
    assert note.startswith("raised in the engine, at ")
    assert "may have broken what it works with" in note
