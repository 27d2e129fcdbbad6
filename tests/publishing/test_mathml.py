"""Formulas: what the book needs converts, and what does not is told in its line."""

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest
from math_core import LatexError

from mathbook.publishing.chapter import Formula, Span
from mathbook.publishing.mathml import formula_failures, formula_html, mathml, with_punctuation
from mathbook.publishing.parsers.markdown import parse_text

BOOK = [
    r"f: \mathbb{R}^n \to \mathbb{R}",
    r"\nabla f = \begin{bmatrix} \frac{\partial f}{\partial x_1} \\ \vdots \\ "
    r"\frac{\partial f}{\partial x_n} \end{bmatrix}",
    r"J = \begin{bmatrix} \frac{\partial f_1}{\partial x_1} & \cdots & "
    r"\frac{\partial f_1}{\partial x_n} \\ \vdots & \ddots & \vdots \\ "
    r"\frac{\partial f_m}{\partial x_1} & \cdots & \frac{\partial f_m}{\partial x_n} "
    r"\end{bmatrix}",
    r"\mathbf{f}: \mathbb{R}^n \to \mathbb{R}^m",
    r"\|\nabla f\| = \sqrt{16 + 25} = \sqrt{41} \approx 6.4",
    r"L = \text{Loss}(f_3(f_2(f_1(x))))",
    r"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial f_3} \cdot "
    r"\frac{\partial f_3}{\partial f_2} \cdot \frac{\partial f_1}{\partial x}",
    r"a = \text{ReLU}(h) = \max(0, 6) = 6",
    r"h = wx = 3 \times 2 = 6",
    r"L = (\hat{y} - y)^2 = (3 - 4)^2 = 1",
    r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V",
    r"[0.1, 0.2, 0.1, 0.3]",
    r"\min_x f(x) \quad \text{subject to} \quad g(x) = 0",
    r"\mathcal{L}(x, \lambda) = f(x) + \lambda g(x)",
    r"\nabla_x \mathcal{L} = 0 \quad \text{and} \quad \nabla_\lambda \mathcal{L} = 0",
    r"\frac{\partial \mathcal{L}}{\partial x} = 2x + \lambda = 0 \Rightarrow x = -\lambda/2",
    r"(x^*, y^*) = (0.5, 0.5)",
    r"\min_{w, b} \frac{1}{2}\|w\|^2 \quad \text{s.t.} \quad y_i(w^T x_i + b) \geq 1",
    r"\max_\alpha \sum_i \alpha_i - \frac{1}{2} \sum_{i,j} \alpha_i \alpha_j y_i y_j K(x_i, x_j)",
    r"K(x_i, x_j) = x_i^T x_j",
    r"\min_x f(x) + g(z) \quad \text{s.t.} \quad Ax + Bz = c",
    r"x^{k+1} = \arg\min_x (f(x) + \frac{\rho}{2}\|Ax + Bz^k - c + u^k\|_2^2)",
    r"u^{k+1} = u^k + Ax^{k+1} + Bz^{k+1} - c",
    r"\min_x \frac{1}{2}\|Ax - b\|_2^2 + \lambda\|x\|_1",
    r"\tfrac32 \|v\|^2, \; 0 < \epsilon \le 1, \; a \ne b",
    r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    r"\operatorname{prox}_{\lambda f}(v), \; \langle x, y \rangle, \; \lfloor x \rfloor",
    "a'\n= \\dot b\n",
]


class Text(HTMLParser):
    """What HTML says, without its tags and without blanks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += "".join(data.split())


def formula(latex: str, *, display: bool = False) -> Formula:
    return Formula(Span(0, 0, 1, 1), latex, display)


@pytest.mark.parametrize("latex", BOOK)
@pytest.mark.parametrize("display", [True, False])
def test_the_formulas_of_the_book_are_mathml_of_one_line(latex: str, display: bool) -> None:
    markup = mathml(latex, display=display)
    root = ET.fromstring(markup.replace("&ApplyFunction;", "\u2061"))
    assert root.tag == "math"
    assert root.get("display") == ("block" if display else None)
    assert "\n" not in markup
    assert not root.findall(".//merror")


@pytest.mark.parametrize("latex", BOOK)
@pytest.mark.parametrize("frame", ["Let {} hold.", "## On {}", "- Let {}", "| {} |\n|---|\n| b |"])
def test_a_formula_says_the_same_on_the_page(latex: str, frame: str) -> None:
    html = formula_html(formula(latex))
    page = markdown.markdown(
        frame.replace("{}", html), extensions=["attr_list", "md_in_html", "tables", "toc"]
    )
    inside = page[page.index('<span class="math') : page.index("</math></span>")]
    shown, annotation = inside.split("<annotation")
    assert Text(shown).text == Text(mathml(latex, display=False)).text
    assert Text(f"<annotation{annotation}").text == "".join(latex.split())
    assert inside.count("<") == html.count("<") - 2


def test_what_may_be_wide_can_be_scrolled_by_keyboard() -> None:
    assert formula_html(formula("x", display=True)).startswith(
        '<span class="math display" tabindex="0"><math display="block">'
    )
    assert formula_html(formula("x")).startswith('<span class="math"><math>')
    sums = "+".join(["x_1"] * 9)
    assert formula_html(formula(sums)).startswith('<span class="math long" tabindex="0"><math>')
    assert formula_html(formula(r"\text{}" * 40 + "x")).startswith('<span class="math"><math>')


def test_the_latex_is_an_annotation_that_no_search_finds() -> None:
    html = formula_html(formula("\n  a < b\n  c_1 % why\n", display=True))
    math = html[html.index("<math") : html.index("</span>")]
    (semantics,) = ET.fromstring(math)
    shown, annotation = semantics
    assert (semantics.tag, shown.tag, annotation.tag) == ("semantics", "mrow", "annotation")
    assert annotation.text == "a < b\nc_1 % why"
    assert annotation.attrib == {"data-search-exclude": "", "encoding": "application/x-tex"}
    assert "\n" not in html


def test_text_keeps_its_blanks_and_signs() -> None:
    assert "<mtext>a\xa0b</mtext>" in mathml("\\text{a\nb}", display=False)
    assert "<mtext>a&lt;b</mtext>" in mathml(r"\text{a<b}", display=False)


def test_definitions_stay_within_their_formula() -> None:
    assert "<mi>b</mi>" in mathml(r"\newcommand{\mine}{b} \mine", display=False)
    with pytest.raises(LatexError, match=r'Unknown command "\\mine"'):
        mathml(r"\mine", display=False)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (r"$\substack{a}$", 1, r'Unknown command "\substack".'),
        ("a\n\n$$\na\n\\substack{a}\n$$", 5, r'Unknown command "\substack".'),
        ("$$\n\n$ $\\foo$", 3, r'Unknown command "\foo".'),
        ("$$\nαβγδε𝔸 \\foo\nb\nc\nd$$", 2, r'Unknown command "\foo".'),
        ("$a\n\\foo$ and $b$", 2, r'Unknown command "\foo".'),
        ("> $$\n> a\n> \\foo\n> $$", 3, r'Unknown command "\foo".'),
        ("- a\n\n    $$\n    a\n    \\foo\n    $$", 5, r'Unknown command "\foo".'),
        ("$a & b$", 1, 'Found "&", which may only appear in a table-like environment.'),
        (r"$\frac{a}$", 1, "Expected argument but reached end of input."),
        (r"$a^b^c$", 1, "Duplicate subscript or superscript."),
        ("$$\n\\begin{x}\n\\end{x}\n$$", 2, 'Unknown environment "x".'),
    ],
)
def test_a_formula_that_cannot_be_shown_is_told_in_its_line(
    text: str, line: int, message: str
) -> None:
    failures = formula_failures(parse_text(Path("chapter.md"), text))
    assert [(failure.line, failure.message) for failure in failures] == [
        (line, f"this formula cannot be shown: {message}")
    ]


def test_many_brackets_are_shown_as_few_are() -> None:
    few, many = (mathml("(" * count + "a" + ")" * count, display=False) for count in (3, 30))
    assert few.count("<mo") == 6
    assert many.count("<mo") == 60
    assert mathml("(a) " * 30, display=True).count("<mo") == 60


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"(a) (b)" * 8 + r"\foo", r'\d+: Unknown command "\\foo"'),
        ("(" * 40, "it has 40 brackets, and not all of them are closed"),
        # What is an argument closes nothing.
        (r"\lVert" * 60 + " a" + r"\hat\rVert" * 60, "it has 60 brackets"),
        (r"\frac{a}{" + r"\langle " * 60 + "}" + r"\rangle " * 60, "it has 60 brackets"),
        ("[" * 60 + r"\sum_{i=1" + "]" * 60 + "} i", "it has 60 brackets"),
    ],
)
def test_a_formula_that_holds_up_the_converter_is_refused(latex: str, message: str) -> None:
    with pytest.raises(LatexError, match=message):
        mathml(latex, display=True)


def test_every_formula_is_looked_at() -> None:
    text = "$\\foo$\n\n$x$\n\n$$\\bar$$ `$\\foo$`\n\n$\\foo$\n"
    failures = formula_failures(parse_text(Path("chapter.md"), text))
    assert [failure.line for failure in failures] == [1, 5, 7]
    assert not any(failure.stale for failure in failures)


def test_a_chapter_of_good_formulas_has_no_failures() -> None:
    text = "\n\n".join(f"$${latex}$$" for latex in BOOK)
    chapter = parse_text(Path("chapter.md"), text)
    assert len(chapter.formulas) == len(BOOK)
    assert formula_failures(chapter) == []


def test_a_quotation_adds_no_signs_to_a_formula() -> None:
    (quoted,) = parse_text(Path("chapter.md"), "> $$\n> a\n> = b\n> $$\n").formulas
    assert mathml(quoted.latex, display=True) == mathml("a = b", display=True)


def test_a_sign_behind_an_inline_formula_stays_on_its_line() -> None:
    inline = formula_html(Formula(Span(0, 3, 1, 1), "x", display=False))
    display = formula_html(Formula(Span(0, 3, 1, 1), "x", display=True))
    anchored = inline.replace("<span", '<span id="f1"', 1)
    text = f"Of {inline} and {inline}, ({anchored}); and {inline} or\n\n{display}.\n"
    assert with_punctuation(text) == (
        f'Of {inline} and <span class="mathbook-kept">{inline},</span> '
        f'(<span class="mathbook-kept">{anchored});</span> and {inline} or\n\n{display}.\n'
    )
