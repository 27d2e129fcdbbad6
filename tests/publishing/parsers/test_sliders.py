"""Sliders: what the comment declares, and the one line of code that it moves."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Chapter, Slider
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.parsers.sliders import FORM, parse_slider

REST = '; label "Step"; shows f"{h}"'


def page(code: str, comment: str = f"h = 0.1, 0.3{REST}", fence: str = "python") -> Chapter:
    """A page whose block's first line is line 4."""
    text = f"# T\n<!-- slider: {comment} -->\n```{fence}\n{code}\n```\n\n![A.](figures/a.svg)\n"
    return parse_text(Path("page.md"), text)


def slider(code: str, comment: str = f"h = 0.1, 0.3{REST}") -> Slider:
    chapter = page(code, comment)
    assert chapter.problems == ()
    found = chapter.blocks[0].slider
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f" h = 0.1, 0.3{REST} ", ("0.1", "0.3")),
        (f"h = -1e-3, 0, 0x10, 1_000{REST}", ("-1e-3", "0", "0x10", "1_000")),
        ("h = 'a;b', 'c,d'" + REST, ("'a;b'", "'c,d'")),
        (f"h = 1,\n  2, # no\n3{REST}".replace(" # no", ""), ("1", "2", "3")),
        (f"h = 1, 2{REST};", ("1", "2")),
        ('h=1,2;shows f"{h}";label "Step"', ("1", "2")),
    ],
)
def test_a_slider_has_a_parameter_and_values(text: str, values: tuple[str, ...]) -> None:
    found = parse_slider(text, 7)
    assert found == Slider(7, "h", values, "Step", 'f"{h}"')


def test_signs_within_brackets_and_quotations_part_nothing() -> None:
    comment = "h = 1, 2; label 'One; two, \"three\"'; shows f\"{max(h, 1):.2f}; {{}}, \" 'x;y'"
    found = parse_slider(comment, 1)
    assert isinstance(found, Slider)
    assert found.label == 'One; two, "three"'
    assert found.readout == "f\"{max(h, 1):.2f}; {{}}, \" 'x;y'"


OPEN = f"a quotation or a bracket is not closed; expected {FORM}"
AGAIN = "a slider moves 'h', which this line binds once more"
NO_VALUE = "{!r} is no value of a slider: expected a number, or a text in quotes"
ONCE = f"a slider says its label and what it shows, once each; expected {FORM}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("h", f"'h' names no parameter with its values; expected {FORM}"),
        (f"h.x = 1, 2{REST}", f"'h.x = 1, 2' names no parameter with its values; expected {FORM}"),
        ("h = 1, 2", ONCE),
        ("h = 1, 2; label 'A'", ONCE),
        ("h = 1, 2; shows h; label 'A'; shows h", ONCE),
        ("h = 1, 2; labels 'A'; shows h",
         f"\"labels 'A'\" says nothing of a slider; expected {FORM}"),
        (f"h = 1{REST}", "a slider has 2 to 25 values, found 1"),
        (f"h = {', '.join(map(str, range(26)))}{REST}", "a slider has 2 to 25 values, found 26"),
        (f"h = 1, x{REST}", NO_VALUE.format("x")),
        (f"h = 1,, 2{REST}", NO_VALUE.format("")),
        (f"h = 0, True{REST}", NO_VALUE.format("True")),
        (f"h = 1, 'b'{REST}", "the values of a slider are all numbers or all texts: 1, 'b'"),
        (f"h = 1, 1.0{REST}", "the value 1.0 is there twice"),
        (f"h = 'a', 'b', 'a'{REST}", "the value 'a' is there twice"),
        (f"h = 0.5, 0.3{REST}", "numbers rise along a slider, but 0.3 follows 0.5"),
        ("h = 1, 2; label A; shows h", "label A: expected a text in quotes"),
        ("h = 1, 2; label ' '; shows h", "label ' ': expected a text in quotes"),
        ("h = 1, 2; label 'A'; shows h h", "shows h h: not Python"),
        ("h = 1, 2; label 'A; shows h", OPEN),
        ("h = 1, 2; label 'A'; shows f(h", OPEN),
        ("h = 1, 2); label 'A'; shows h",
         f"a bracket is closed that was not opened; expected {FORM}"),
        ("h = 1, 2 # two\n; label 'A'; shows h", f"a slider holds no '#'; expected {FORM}"),
    ],
)  # fmt: skip
def test_what_is_no_slider_is_told(text: str, message: str) -> None:
    assert parse_slider(text, 7) == Failure(7, message)


@pytest.mark.parametrize(
    ("code", "default", "moved"),
    [
        ("h = 0.1\nf(h)", 0, "h = 0.3\nf(h)"),
        ("h = 0.30  # é", 1, "h = 0.1  # é"),
        ("é = 'é'; h = 0.3; x = 1", 1, "é = 'é'; h = 0.1; x = 1"),
        ("h: float = (\n    0.1\n)", 0, "h: float = (\n    0.3\n)"),
        ("h = 0.1\ndef f(h):\n    h = 2\n    return h", 0, None),
        ("h = 0.1\nx = [h for h in y]", 0, None),
        ("h = 0.1\nclass A:\n    h = 3", 0, None),
    ],
)
def test_the_value_is_replaced_where_the_code_assigns_it(
    code: str, default: int, moved: str | None
) -> None:
    found = slider(code)
    (block,) = page(code).blocks
    assert found.default == default
    assert found.source(block, default) == code + "\n"
    assert found.source(block, 1 - default) == (moved or code.replace("0.1", "0.3", 1)) + "\n"


def test_values_are_shown_as_readers_write_them() -> None:
    numbers = slider("h = -2", f"h = -2, 1e-3, 3{REST}")
    assert [numbers.shown(index) for index in range(3)] == ["−2", "1e−3", "3"]
    assert numbers.named(0) == "h = -2"
    words = slider("h = 'a'", f"h = 'a', \"b c\"{REST}")
    assert [words.shown(index) for index in range(2)] == ["a", "b c"]


@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        ("x = 1", 3, "a slider moves 'h': expected a line such as h = 0.1"),
        ("x = 1\nif x:\n    h = 0.1", 6, "a slider moves 'h': expected a line such as h = 0.1"),
        ("import h", 4, "a slider moves 'h': expected a line such as h = 0.1"),
        ("h = 0.1\nh += 1", 5, AGAIN),
        ("h = 0.1\nfor h in x: pass", 5, AGAIN),
        ("h = 0.1\ndef h(): pass", 5, AGAIN),
        ("h = 0.1\ntry: pass\nexcept E as h: pass", 6, AGAIN),
        ("h = 0.1\ndef f():\n    global h\n    h = 2", 6, AGAIN),
        ("h = 0.1\nx = [(h := 3) for _ in y]", 5, AGAIN),
        ("h = 0.1\ndel h", 5, AGAIN),
        ("x = 1\nh = x / 2", 5, "a slider moves 'h': expected a number or a text, not x / 2"),
        ("h = True", 4, "a slider moves 'h': expected a number or a text, not True"),
        ("x = 1\nh = 0.2", 5, "the block's own value, h = 0.2, is none of the slider's: 0.1, 0.3"),
    ],
)  # fmt: skip
def test_code_that_a_slider_cannot_move_is_told_in_its_line(
    code: str, line: int, message: str
) -> None:
    assert page(code).problems == (Failure(line, message),)


def test_a_block_that_python_cannot_read_fails_by_itself() -> None:
    chapter = page("h = 0.1\nh +")
    assert chapter.problems == ()
    assert chapter.blocks[0].slider is None


ABOVE = f"<!-- slider: h = 1, 2{REST} -->\n"
H = "```python\nh = 1\n```\n\n"
A = "![A.](figures/a.svg)\n\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"{ABOVE}Text.\n", 1, "this directive is not followed by a Python block"),
        (f"{ABOVE}```pycon\n>>> h = 1\n```\n\n{A}", 1, "a slider belongs to a script that is run"),
        (
            f'<!-- skip: next "why" -->\n{ABOVE}{H}',
            2,
            "a slider belongs to a script that is run",
        ),
        (f"{ABOVE}{H}", 1, "a slider moves one figure, but none follow its block"),
        (
            f"{ABOVE}{H}{A}![B.](figures/b.svg)\n",
            1,
            "a slider moves one figure, but 2 follow its block",
        ),
        (f"{ABOVE}{ABOVE}{H}{A}", 2, "a figure has one slider: drop one of both"),
        (
            "<!-- slide: h = 1, 2 -->\n",
            1,
            f"not a directive: <!-- slide: h = 1, 2 -->; expected {FORM}",
        ),
    ],
)
def test_a_slider_stands_before_a_script_with_one_figure(
    text: str, line: int, message: str
) -> None:
    assert Failure(line, message) in parse_text(Path("page.md"), text).problems
