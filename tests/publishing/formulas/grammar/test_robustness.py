"""Whatever is written, it is read or refused: nothing but a FormulaError is raised."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.atoms import ACCENTS, GREEK, STYLES
from mathbook.publishing.formulas.grammar.constructs import VOCABULARY
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.relations import DECLARING, RELATIONS
from mathbook.publishing.formulas.grammar.statements import parse_formula
from tests.publishing.formulas.corpora.textbook_formulas import PAIRS

# Always the same examples, so that a failure is seen where it was made.
SAME = settings(derandomize=True, deadline=None, max_examples=400, database=None)

NAMES = Names(
    {
        "x": 1.0, "n": 3, "f": lambda x: x, "g": lambda x, y: x, "h": [abs], "w": [1.0, 2.0],
        "P(A|B)": 0.5, "pos": 2, r"\hat y": 1.0,
    }
)  # fmt: skip
COMMANDS = sorted(
    {*ACCENTS, *GREEK, *STYLES, *RELATIONS, *DECLARING}
    | {key for key in VOCABULARY.constructs if key.startswith("\\")}
)
SIGNS = [
    *"{}()[]_^'|,;:+-*/=<>&.!~%", *"xfghnwiTeIJDod", *"0129", "0.5", "6{,}400", "\n", "é",
    r"\{", r"\}", r"\|", r"\\", r"\,", r"\quad", r"\dots", r"\left", r"\right", r"\left.",
    r"\right|", r"\big", r"\langle", r"\rangle", r"\lfloor", r"\rceil", r"\top", r"\dagger",
    r"\cdot", r"\times", r"\odot", r"\circ", r"\pm", r"\%", r"\text", r"\text{if }", r"\text{and}",
    r"\text{or}", r"\text{for all}", r"\text{s.t.}", r"\text{minimize}", r"\text{softmax}",
    r"\operatorname{tr}", r"\operatorname*{arg\,min}", r"\end{cases}", r"\end{bmatrix}",
    r"\begin{aligned}", r"\end{aligned}", r"\begin{foo}", r"\substack", r"\Rightarrow", r"\forall",
    r"\mathbb E", r"\hspace", r"\label", r"\begin", r"\end", r"\foo", "\\",
]  # fmt: skip
SCOPES = [(pair, Names({**pair.names, **(pair.point or {})})) for pair in PAIRS]
FORMULAS = [(latex, names) for pair, names in SCOPES for latex in (pair.true, pair.false)]
PIECE = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)


def read_or_refused(latex: str, names: Names) -> None:
    with suppress(FormulaError):
        parse_formula(latex, names)


@SAME
@given(st.lists(st.sampled_from(SIGNS + COMMANDS), max_size=25), st.booleans())
def test_a_soup_of_signs(signs: list[str], relates: bool) -> None:
    read_or_refused(" ".join([*(["x", "="] if relates else []), *signs]), NAMES)


@SAME
@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    read_or_refused(text, NAMES)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Names]:
    """A textbook's formula with parts deleted, repeated, exchanged or put in, and its names."""
    latex, names = draw(st.sampled_from(FORMULAS))
    pieces = PIECE.findall(latex)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(pieces)))
        stop = start + draw(st.integers(0, 4))
        change = draw(st.sampled_from(["delete", "repeat", "exchange", "insert"]))
        if change == "delete":
            del pieces[start:stop]
        elif change == "repeat":
            pieces[start:start] = pieces[start:stop] * draw(st.integers(1, 3))
        elif change == "exchange":
            pieces[start:stop] = reversed(pieces[start:stop])
        else:
            pieces.insert(start, draw(st.sampled_from(SIGNS + COMMANDS)))
    # A command and a letter that has come behind it are two.
    text = "".join(f"{piece} " if piece[-1:].isalpha() else piece for piece in pieces)
    return text, names


@SAME
@given(damaged())
def test_damaged_formulas_of_textbooks(example: tuple[str, Names]) -> None:
    read_or_refused(*example)


@pytest.mark.parametrize("place", range(0, len(FORMULAS), 7))
def test_formulas_that_break_off(place: int) -> None:
    latex, names = FORMULAS[place]
    for end in range(len(latex)):
        read_or_refused(latex[:end], names)
        read_or_refused(latex[end:], names)
