"""Rendered chapters: the author's text, and what the evaluation adds to it."""

from collections.abc import Callable
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.render import render_chapter, render_failures

EvaluateText = Callable[[str], Evaluation]
EXTENSIONS = ["admonition", "tables", "pymdownx.superfences", "pymdownx.highlight"]


def html(text: str) -> str:
    return str(markdown.markdown(text, extensions=EXTENSIONS))


def test_text_without_anything_to_do_stays_as_it_is(evaluate_text: EvaluateText) -> None:
    text = "# Title\n\nWords, `code $x$`, a [link](x.md).\n\n    $literal$\n"
    assert render_chapter(evaluate_text(text)) == text


def test_the_number_goes_before_the_first_heading_only(evaluate_text: EvaluateText) -> None:
    text = "```python\n# no heading\n```\n\n# First\n\n# Second\n"
    rendered = render_chapter(evaluate_text(text), "2.1")
    assert rendered == text.replace("# First", "# 2.1 First")


def test_front_matter_is_not_taken_for_text(evaluate_text: EvaluateText) -> None:
    text = "---\ntitle: Costs $5 or $6\n# a remark\n---\n\n# Title\n"
    assert render_chapter(evaluate_text(text), "1.1") == text.replace("# Title", "# 1.1 Title")


@pytest.mark.parametrize(
    ("opening", "rendered"),
    [
        ("```python", "```python"),
        ("``` py", "```python"),
        ('~~~ python3 hl_lines="1"', '~~~python hl_lines="1"'),
        ('```python title="A b"', '```python title="A b"'),
        ("``` {.python .annotate}", "```{.python .annotate}"),
        ("```{python}", "```python"),
    ],
)
def test_fences_become_what_generators_know(
    evaluate_text: EvaluateText, opening: str, rendered: str
) -> None:
    text = f"{opening}\na = 1\n{opening[:3]}\n"
    assert render_chapter(evaluate_text(text)).split("\n")[0] == rendered


LAB = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

```python alt="A line."
import matplotlib.pyplot as plt

plt.plot([1, 2])
```

```python
print("```")
```
"""


def test_a_lab_gets_its_outputs_and_is_no_notebook_any_more(evaluate_text: EvaluateText) -> None:
    rendered = render_chapter(evaluate_text(LAB))
    assert rendered.startswith("\n# Lab\n\n```python\nimport")
    assert 'plt.plot([1, 2])\n```\n\n<div class="mathbook-figure"><svg' in rendered
    assert "<title>A line&#46;</title>" in rendered
    assert rendered.rstrip().endswith("```\n\n````output\n```\n````")
    assert "jupyter" not in rendered


def test_directives_and_remarks_do_not_reach_the_page(evaluate_text: EvaluateText) -> None:
    text = "<!-- note: for us -->\n\nText <!-- an aside, in words --> goes on.\n"
    assert "<!--" not in render_chapter(evaluate_text(text))


def test_a_block_that_was_not_run_says_so(evaluate_text: EvaluateText) -> None:
    text = '<!-- skip: next "it needs <b>a GPU</b>" -->\n```python\na = 1 / 0\n```\n'
    page = html(render_chapter(evaluate_text(text)))
    assert "Not run: it needs &lt;b&gt;a GPU&lt;/b&gt;&#46;</small>" in page.replace(".<", "&#46;<")
    assert "<b>" not in page


def test_a_block_that_continues_another_says_so(evaluate_text: EvaluateText) -> None:
    note = "!!! note\n\n    <!-- continues -->\n    ```python\n    a\n    ```\n"
    text = f"```python\na = 1\n```\n\n{note}"
    page = html(render_chapter(evaluate_text(text)))
    assert page.count("Continues the block above<") == 1
    assert page.count('<div class="highlight">') == 2


def test_markdown_takes_nothing_of_a_formula_for_its_own(evaluate_text: EvaluateText) -> None:
    text = "| a | b |\n|---|---|\n| $|x_*|_*$ | $y_* * z_*$ |\n\n$a * b$ begins *a* line.\n"
    page = html(render_chapter(evaluate_text(text)))
    assert page.count("<math>") == 3
    assert page.count("<td>") == 2
    assert page.count("<em>") == 1
    assert page.count("<p>") == 1


def test_a_section_ends_with_its_counts(evaluate_text: EvaluateText) -> None:
    text = "# T\n\n```python\na = 1\n```\n\n- A list.\n"
    rendered = render_chapter(evaluate_text(text), "2.1", verification="../about/it.md")
    assert rendered.startswith(text.replace("# T", "# 2.1 T"))
    page = html(rendered)
    line = '<small class="mathbook-verified">Checked on this page: 1 block. '
    assert f'<p>{line}<a href="../about/it.md">What this means</a>.</small></p>' in page


def test_a_section_without_anything_to_check_counts_nothing(evaluate_text: EvaluateText) -> None:
    text = "# T\n\nWords.\n"
    assert render_chapter(evaluate_text(text), verification="it.md") == text


def test_formulas_that_state_something_can_be_linked_to(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text("# T\n\n$x$ and $1 + 1 = 2$ and $$2 \\cdot 3 = 6$$\n")
    page = html(render_chapter(evaluation))
    assert page.count(' id="') == 2
    assert '<span id="formula-2" class="math"><math>' in page
    assert '<span id="formula-3" class="math display"' in page


def test_a_failing_page_shows_its_failures_as_text(evaluate_text: EvaluateText) -> None:
    text = '# T\n\n```python\nprint("<script>alert(1)</script> *a* `b`")\n```\n'
    page = html(render_failures(evaluate_text(text)))
    assert "<script>" not in page
    assert "<em>" not in page
    assert "this block prints" in page


def test_a_figure_brings_its_alt_text_but_no_markup_in_it(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    text = (
        "```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n```\n\n"
        '![a < b & "c" *d*](figures/line.svg)\n'
    )
    evaluation = evaluate_text(text)
    page = html(render_chapter(evaluation))
    assert page.count("<svg") == 1
    assert "<em>" not in page
    assert "a &lt; b &amp; " in page
