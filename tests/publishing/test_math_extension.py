"""The Markdown extension: what it converts, what it leaves alone, and what it refuses."""

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Formula, Span
from mathbook.publishing.math_extension import MathExtension, makeExtension
from mathbook.publishing.mathml import formula_html

NAME = "mathbook.publishing.math_extension"


def convert(text: str, *others: str) -> str:
    return str(markdown.markdown(text, extensions=[NAME, *others]))


def html_of(latex: str, *, display: bool = False) -> str:
    return formula_html(Formula(Span(0, 0, 1, 1), latex, display))


@pytest.mark.parametrize("display", [True, False])
def test_it_gives_what_a_chapter_gives(display: bool) -> None:
    latex = r"\hat g_i = \frac{a_i * b_i}{c < d} [x](y) > z"
    signs = "$$" if display else "$"
    others = ["attr_list", "md_in_html", "tables", "toc", "smarty"]
    page = markdown.markdown(html_of(latex, display=display), extensions=others)
    assert convert(f"{signs}{latex}{signs}", *others) == page
    assert "<math" in page


def test_lines_of_a_formula_are_no_markdown() -> None:
    text = "Before\n\n$$\na\n=\nb\n- c\n1. d\n$$\n\nafter."
    page = convert(text)
    assert page.count("<math") == 1
    assert "<h1" not in page
    assert "<li" not in page


@pytest.mark.parametrize(
    "text",
    [
        "`$x$`",
        "```text\n$x$\n```",
        "    $x$",
        "It costs $5 or $6.",
        r"It is \$x\$.",
        "<!-- $x$ -->",
        "Nothing.",
    ],
)
def test_a_dollar_sign_that_opens_no_formula_stays(text: str) -> None:
    fences = ["pymdownx.superfences"]
    assert convert(text, *fences) == markdown.markdown(text, extensions=fences)


@pytest.mark.parametrize(
    "frame",
    [
        "- Let {}",
        "> Let {}",
        "!!! note\n\n    Let {}",
        "| a |\n|---|\n| {} |",
        "1. One\n\n    Let {}",
        "[{}](https://example.org)",
        "**{}**",
    ],
)
def test_formulas_stand_wherever_text_does(frame: str) -> None:
    page = convert(frame.format("$|x_1| * |x_2|$"), "admonition", "tables", "attr_list")
    assert page.count("<math>") == 1
    assert page.count("<msub>") == 2
    assert "$" not in page


def test_what_cannot_be_shown_fails_with_its_line() -> None:
    with pytest.raises(PublishingError, match=r"^line 3: this formula cannot be shown: .*substack"):
        convert("One.\n\nTwo $\\substack{a}$.")
    with pytest.raises(PublishingError, match=r"line 1: this formula holds .*math font lacks"):
        convert("$\\text{\N{CJK UNIFIED IDEOGRAPH-6570}}$")


def test_a_page_that_was_rendered_stays_as_it_is() -> None:
    rendered = f"Let {html_of('x_1')} cost \\$5."
    assert convert(rendered) == markdown.markdown(rendered)


def test_generators_find_it_by_the_name_of_its_module() -> None:
    assert isinstance(makeExtension(), MathExtension)
