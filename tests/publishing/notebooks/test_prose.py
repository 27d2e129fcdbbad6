"""The prose of a notebook: Jupyter's Markdown, LaTeX included, directives left out."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Formula
from mathbook.publishing.notebooks.prose import Prose
from mathbook.publishing.parsers.markdown import parse_text

SITE = {"calculus/chain.md": "https://example.org/calculus/chain/", "a/b.md": "https://b.org/"}


def written(text: str, prose: Prose | None = None) -> str:
    chapter = parse_text(Path("docs/calculus/page.md"), text)
    pieces = (prose or Prose("calculus/page.md")).pieces(chapter)
    return "\n¶\n".join(str(piece) for piece in pieces)


def test_directives_go_and_what_they_speak_of_stays() -> None:
    text = "It took 40<!-- = n --> steps, $x^*$<!-- where: x = 1 -->.\n\n<!-- names: a = 1 -->\n"
    assert written(text) == "It took 40 steps, $x^*$."


def test_front_matter_goes() -> None:
    assert written("---\ntitle: T\n---\n\n# Head\n") == "# Head"


def test_the_title_carries_its_number() -> None:
    assert written("# Head\n", Prose("p.md", "2.1")) == "# 2.1 Head"


def test_a_display_stays_as_it_is_written() -> None:
    text = "$$\na_1 \\\\\n= b\n$$"
    assert written(text) == text


def test_within_a_container_a_display_stands_in_one_line() -> None:
    # Jupyter takes the formula out before it reads the marks of quotation.
    text = "!!! note\n\n    $$\n    a  % why\n    = b\n    $$\n"
    assert written(text) == "> **Note**\n>\n> $$a = b$$"


def test_formulas_can_be_written_in_another_way() -> None:
    def upper(index: int, formula: Formula) -> str:
        return f"<{index}{formula.latex.upper()}>"

    assert written("$a$ and $b$", Prose("p.md", formula=upper)) == "<0A> and <1B>"


@pytest.mark.parametrize(
    ("link", "with_site", "without"),
    [
        ("[c](chain.md)", "[c](https://example.org/calculus/chain/)", "c"),
        ("[c](chain.md#x)", "[c](https://example.org/calculus/chain/#x)", "c"),
        ("[b](../a/b.md){ .md-button }", "[b](https://b.org/)", "b"),
        ("[gone](gone.md)", "gone", "gone"),
        ("[out](https://x.org/y)", "[out](https://x.org/y)", "[out](https://x.org/y)"),
        ("[c][ref]\n\n[ref]: chain.md", "[c](https://example.org/calculus/chain/)", "c"),
    ],
)
def test_links_lead_to_the_site_or_are_text(link: str, with_site: str, without: str) -> None:
    assert written(link, Prose("calculus/page.md", address=SITE.get)).strip() == with_site
    assert written(link).strip() == without


def test_attributes_go_but_braces_of_code_and_formulas_stay() -> None:
    text = "## Head { #anchor }\n\nA word{: .loud key='x y' } `{.a}` $\\{.a\\}$ {not one}\n"
    assert written(text) == "## Head\n\nA word `{.a}` $\\{.a\\}$ {not one}"


def test_footnotes_are_text() -> None:
    assert written("Words.[^1]\n\n[^1]: A note.\n") == "Words.<sup>1</sup>\n\n<sup>1</sup> A note."


def test_code_in_the_text_is_left_alone() -> None:
    text = "A span `[a](b.md)`.\n\n    [c](d.md)\n\n```text\n[e](f) <!-- x -->\n```"
    assert "`[a](b.md)`" in written(text)
    assert "    [c](d.md)" in written(text)


def test_outputs_and_figures_belong_to_their_block() -> None:
    text = "Above.\n\n```python\nprint(1)\n```\n\n```output\n1\n```\n\nBelow.\n"
    assert written(text) == "Above.\n¶\n0\n¶\nBelow."


def test_equations_and_figures_have_the_numbers_of_the_site() -> None:
    text = (
        "$$x$$\n<!-- label: eq:one -->\n\nBy [(…)](#eq:one) and [(…)](b.md#eq:two), as "
        "[Figure …](#fig:line) shows:\n\n```python\ndraw()\n```\n\n![A line.](figures/line.svg)\n\n"
        "*A thin line.*\n"
    )
    prose = Prose("calculus/a.md", "2.1", numbers=lambda reference: f"9.{reference.label[-1]}")
    assert written(text, prose) == (
        "$$x\\tag{2.1.1}$$\n\nBy (2.1.1) and (9.o), as Figure 2.1.1 shows:\n¶\n0\n¶\n"
        "*Figure 2.1.1. A thin line.*"
    )
