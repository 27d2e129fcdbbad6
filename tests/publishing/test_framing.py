"""A slider's frames: each from the state before its block, none seen by what follows."""

import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.framing import of_one_figure
from mathbook.publishing.report import json_report

EvaluateText = Callable[..., Evaluation]

SLIDER = '<!-- slider: h = 0.1, 0.3, 0.5; label "Step"; shows {} -->\n'


def moved(code: str, shows: str = 'f"{h}"') -> str:
    """A block with a slider; its first line stands two below the comment."""
    body = textwrap.dedent(code).strip("\n")
    source = f"import matplotlib.pyplot as plt\nh = 0.3\n{body}\n"
    return f"{SLIDER.format(shows)}```python\n{source}```\n\n![A.](figures/a.svg)\n"


def script(code: str, output: str = "") -> str:
    return f"```python\n{code}\n```\n\n" + (f"```output\n{output}\n```\n\n" if output else "")


@pytest.fixture
def drawn(evaluate_text: EvaluateText) -> EvaluateText:
    """The evaluation of a text whose figures were drawn before."""

    def evaluate_it(text: str) -> Evaluation:
        fix_chapter(evaluate_text(text, tolerant=True), redraw=True).write()
        return evaluate_text(text)

    return evaluate_it


def readouts(evaluation: Evaluation) -> list[str]:
    assert evaluation.failures == []
    ((_, _, frames),) = evaluation.sliders()
    return [frame.readout for frame in frames]


def messages(evaluation: Evaluation) -> list[tuple[int, str]]:
    return [(failure.line, failure.message) for failure in evaluation.failures]


def test_there_is_a_frame_for_each_value(drawn: EvaluateText) -> None:
    evaluation = drawn(moved("plt.plot([0, h])", 'f"at {h:.2f} "'))
    assert readouts(evaluation) == ["at 0.10", "at 0.30", "at 0.50"]
    ((reference, slider, frames),) = evaluation.sliders()
    assert (reference.name, slider.default) == ("a", 1)
    assert [frame.value for frame in frames] == ["0.1", "0.3", "0.5"]
    ends = [frame.drawing.fingerprint["axes 1, Line2D 1, y"] for frame in frames]
    assert ends == ["0 0.1", "0 0.3", "0 0.5"]
    assert evaluation.counts()["frames"] == 3
    assert evaluation.counts()["figures"] == 1
    (block,) = json.loads(json_report([evaluation]))["chapters"][0]["blocks"]
    assert block["frames"][2] == {"value": "0.5", "shows": "at 0.50"}


def test_frames_start_from_what_the_block_finds_and_leave_nothing_behind(
    drawn: EvaluateText,
) -> None:
    before = script(
        "import random, numpy as np\nfrom pathlib import Path\n"
        "seen = []\nnp.random.seed(1)\nrandom.seed(1)\n_ = Path('log').write_text('-')"
    )
    code = """
        seen.append(h)
        with open("log", "a") as log:
            _ = log.write(str(h))
        draws = f"{np.random.rand():.6f} {random.random():.6f}"
        plt.plot([0, h])
    """
    after = script("print(seen, h, Path('log').read_text())", "[0.3] 0.3 -0.3")
    shows = "f\"{seen} {Path('log').read_text()} {draws}\""
    text = f"{before}<!-- continues -->\n{moved(code, shows)}\n<!-- continues -->\n{after}"
    found = readouts(drawn(text))
    draws = "0.417022 0.134364"
    assert found == [f"[{h}] -{h} {draws}" for h in (0.1, 0.3, 0.5)]


def test_a_value_of_the_code_is_replaced_and_no_other_line_moves(drawn: EvaluateText) -> None:
    code = "def line():\n    import sys\n    return sys._getframe().f_lineno\nplt.plot([0, h])"
    assert readouts(drawn(moved(code, 'f"{line()}"'))) == ["7"] * 3


@pytest.mark.parametrize(
    ("code", "shows", "line", "message"),
    [
        ("plt.plot([0, 1 / (h - 0.5)])", 'f"{h}"', 5,
         "with h = 0.5: ZeroDivisionError: float division by zero"),
        ("plt.plot([0, h])\nif h == 0.1:\n    print(h)", 'f"{h}"', 2,
         "with h = 0.1: this block prints and draws; split it, so that the page keeps their order"),
        ("if h < 0.5:\n    plt.plot([0, h])", 'f"{h}"', 9,
         "with h = 0.5: figures/a.svg is not drawn: the block in line 2 leaves 0 figures open, "
         "but 1 image reference follows it"),
        ("plt.plot([0, h])\nif h == 0.1:\n    plt.figure()", 'f"{h}"', 2,
         "with h = 0.1: this block leaves 2 figures open, but 1 image reference follows it: "
         "add 1 line ![what it shows](figures/NAME.svg)"),
        ("plt.plot([0, h])\nif h == 0.5:\n    import random\n    random.random()", 'f"{h}"', 8,
         "with h = 0.5: unseeded randomness: random draws from its global state; give a seed, "
         "as in numpy.random.default_rng(0)"),
        ("plt.plot([0, h])\nif h == 0.5:\n    import os\n    os._exit(3)", 'f"{h}"', 2,
         "with h = 0.5 this block ended without a result: it was killed, ran out of memory, "
         "or called os._exit"),
        ("plt.plot([0, h])\nif h == 0.5:\n    raise SystemExit", 'f"{h}"', 7,
         "with h = 0.5: SystemExit: a block may not end the program"),
        ("plt.plot([0, h])", 'f"{1 / (h - 0.5)}"', 1,
         "with h = 0.5: ZeroDivisionError: float division by zero"),
        ("plt.plot([0, h])", 'h if h == 0.1 else f"{h}"', 1,
         "with h = 0.1: the slider shows 0.1; expected a line of text, such as an f-string"),
        ("plt.plot([0, h])", 'f"{h}" if h < 0.5 else " "', 1,
         "with h = 0.5: the slider shows ' '; expected a line of text, such as an f-string"),
        ("plt.figure(figsize=(4, 3 + (h == 0.5)))\nplt.plot([0, h])", 'f"{h}"', 1,
         "with h = 0.5 the figure is 288 x 288 points large, with h = 0.3 288 x 216: "
         "give it one size"),
        ("plt.plot([0, 1])", '"so"', 1,
         "all frames of this slider are the same: nothing shown depends on 'h'"),
        ("import os\nplt.plot([0, h * (os.getpid() % 99991)])", 'f"{h}"', 2,
         "this block draws something else when it is run once more from the same state"),
    ],
)  # fmt: skip
def test_a_frame_that_is_not_in_order_is_told_with_its_value(
    code: str, shows: str, line: int, message: str, evaluate_text: EvaluateText
) -> None:
    evaluation = evaluate_text(moved(code, shows))
    assert (line, message) in messages(evaluation)
    fix = fix_chapter(evaluation, redraw=True)
    assert fix.figures == ()
    assert not evaluation.passed


@pytest.mark.parametrize("code", ["nowhere", "plt.plot([0, h])\nplt.figure()"])
def test_what_fails_with_every_value_is_told_once(code: str, evaluate_text: EvaluateText) -> None:
    ((_, message),) = messages(evaluate_text(moved(code)))
    assert not message.startswith("with")


def test_a_drifted_frame_fails_until_the_figure_is_drawn_anew(
    drawn: EvaluateText, evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    text = moved("plt.plot([0, min(h, 0.4)])")
    assert drawn(text).passed
    before = (tmp_path / "figures" / "a.svg").read_text()
    drifted = moved("plt.plot([0, min(h, 0.45)])")
    (failure,) = evaluate_text(drifted).failures
    assert failure.message.startswith("the block in line 2 draws something else than figures/a")
    assert "frame h = 0.5, axes 1, Line2D 1, y: 0 0.4 -> 0 0.45" in failure.notes
    assert (failure.stale, failure.figure) == (True, "a")
    assert drawn(drifted).passed
    after = (tmp_path / "figures" / "a.svg").read_text()
    assert before.partition("<metadata>")[0] == after.partition("<metadata>")[0]


def test_a_read_out_that_drifted_fails_too(
    drawn: EvaluateText, evaluate_text: EvaluateText
) -> None:
    assert drawn(moved("plt.plot([0, h])")).passed
    (failure,) = evaluate_text(moved("plt.plot([0, h])", 'f"{h + (h > 0.4):.1f}"')).failures
    assert failure.notes == ("frame h = 0.5, read-out: 0.5 -> 1.5",)


def test_the_copied_text_is_held_against_the_figure_alone(drawn: EvaluateText) -> None:
    evaluation = drawn(f"{script('k = 1')}{moved('plt.plot([0, h])')}")
    assert evaluation.failures == []
    assert evaluation.alone[1].drawings[0].fingerprint["axes 1, Line2D 1, y"] == "0 0.3"
    assert evaluation.alone[1].frames == ()


def test_of_a_committed_file_the_figure_itself_is_what_is_no_frame() -> None:
    assert of_one_figure("has not been drawn yet") == "has not been drawn yet"
    committed = {"size": "6 4", "frame h = 1, read-out": "x", "axes 1, frame": "off"}
    assert of_one_figure(committed) == {"size": "6 4", "axes 1, frame": "off"}


def test_what_a_drawing_also_shows_is_in_its_file(tmp_path: Path, drawn: EvaluateText) -> None:
    evaluation = drawn(moved("plt.plot([0, h])"))
    ((_, drawing),) = evaluation.drawn()
    assert isinstance(drawing, Drawing)
    assert (tmp_path / "figures" / "a.svg").read_text() == drawing.svg
    assert drawing.fingerprint["frame h = 0.1, read-out"] == "0.1"
