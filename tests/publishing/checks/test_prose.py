"""What is left of a chapter when all that is no words is taken out."""

from pathlib import Path

import pytest

from mathbook.publishing.checks.prose import GAP, prose
from mathbook.publishing.parsers.markdown import parse_text


def words(text: str) -> str:
    return prose(parse_text(Path("chapter.md"), text))


def numerals(text: str) -> str:
    return "".join(letter if letter.isdigit() else " " for letter in words(text)).strip()


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 1.5\n```\n",
        "```output\n1.5\n```\n",
        "# T\n\n    x = 1.5\n",
        "---\nversion: 1.5\n---\n",
        "<!-- note: 1.5 -->\n",
        "See `1.5` and ``2.5``.\n",
        "The value $1.5$ and\n\n$$\n2.5\n$$\n",
        "[link](page-1.5.md#section-2.5)\n",
        '[link](x.md "Title 1.5")\n',
        "[link][1.5]\n\n[1.5]: https://example.org/2.5\n",
        "A note.[^1]\n",
        "https://example.org/1.5/2.5, <https://example.org/1.5>, www.example.org/1.5\n",
        "doi:10.1000/182.5, DOI 10.1000/182.5, https://doi.org/10.1000/1.5, arXiv:1706.03762\n",
        '<img src="x.png" width="1.5">\n',
        "![alt](x.png){ width=1.5 }\n",
        "## 2.1 Title\n\n### 3. Title\n",
        "1. First\n2. Second\n10) Tenth\n",
        "It took 40<!-- = n --> steps.\n",
        "[2.1 Slopes](slopes.md)\n",
        "- 2.1 Slopes\n- 2.2 Distances\n",
        '!!! note "2.3 Slopes"\n\n    Words.\n',
        "# T\n\n## References\n\n- A book, 1.5, 1999.\n\n### Papers\n\n- 2.5\n",
        "# T\n\n## 7.9 Further reading\n\n- A book, 1.5.\n",
    ],
)
def test_what_is_no_words_is_taken_out(text: str) -> None:
    assert numerals(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "It is 12 here.",
        "- It is 12 here.",
        "> It is 12 here.",
        "# It is 12 here",
        "| It is | 12 |\n|---|---|\n",
        "![It is 12 here.](figures/x.svg)",
        "[It is 12 here](x.md)",
        '!!! note "It is 12 here"\n',
        "!!! note\n\n    It is 12 here.\n",
        "[^a]: It is 12 here.",
        "<p>It is 12 here.</p>",
        "**12** here",
        "## References\n\nA book.\n\n## Next\n\nIt is 12 here.",
        "The 12 references of this page.",
    ],
)
def test_words_stay(text: str) -> None:
    assert numerals(text) == "12"


def test_everything_stays_in_its_place() -> None:
    text = "# T\n\nIt is $x$ here, `y`, 12.5.\n\n```python\nz\n```\n\n12 steps.\n"
    found = words(text)
    assert len(found) == len(text)
    assert found.index("12.5") == text.index("12.5")
    assert found.count("\n") == text.count("\n")


def test_what_is_taken_out_keeps_words_apart() -> None:
    assert words("2$n$ steps") == f"2{GAP * 3} steps"
