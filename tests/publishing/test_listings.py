"""Blocks on the page: what their copy gives, and which are folded."""

import re
from html import unescape
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.copying import copied_text
from mathbook.publishing.listings import is_folded, listing
from mathbook.publishing.parsers.markdown import parse_text

EXTENSIONS = ["admonition", "pymdownx.details", "pymdownx.superfences", "pymdownx.highlight"]
FIGURE = "\n![A line.](figures/line.svg)\n"
OTHER = "\n![Two lines.](figures/two.svg)\n"
COPIED = re.compile(r'data-copied="([^"]*)"')


def parsed(text: str) -> Chapter:
    return parse_text(Path("chapter.md"), text)


def script(lines: int, opening: str = "```python") -> str:
    code = "\n".join(f"x = {n}" for n in range(lines))
    return f"{opening}\n{code}\n```\n"


def rendered(text: str) -> str:
    """The Markdown of the chapter's blocks in their places, as HTML."""
    chapter = parsed(text)
    for block in reversed(chapter.blocks):
        span = block.span
        text = text[: span.start] + listing(chapter, block) + text[span.end :]
    return str(markdown.markdown(text, extensions=EXTENSIONS))


def test_a_block_that_copies_as_it_is_shown_brings_nothing_with_it() -> None:
    text = script(3)
    assert listing(parsed(text), parsed(text).blocks[0]) == text.rstrip("\n")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (2, "Continues the block above; the copy button takes both."),
        (3, "Continues the blocks above; the copy button takes all three."),
        (10, "Continues the blocks above; the copy button takes all ten."),
        (11, "Continues the blocks above; the copy button takes all 11."),
    ],
)
def test_a_chain_says_and_brings_what_its_copy_gives(count: int, said: str) -> None:
    text = "\n<!-- continues -->\n".join([script(2)] * count)
    page = rendered(text)
    last = re.findall(r'<p><small class="mathbook-continues".*?</small></p>', page)[-1]
    assert re.sub(r"<[^>]+>", "", last) == said
    copied = COPIED.search(last)
    assert copied is not None
    assert unescape(copied[1]) == copied_text(parsed(text).blocks)


HARD = """\
>>> x = "<b> &amp; \\\\ *a* `b` _c_ {d} [e](f) $g$ :h: @i ~~j~~ \\t"
>>> for _ in range(2):
...     print('''k
...
...     l''')
k
<BLANKLINE>
    l
k
<BLANKLINE>
    l
"""


@pytest.mark.parametrize("prefix", ["", "    ", "> "], ids=["top", "admonition", "quotation"])
def test_the_copied_text_survives_markdown(prefix: str) -> None:
    fence = "".join(f"{prefix}{line}\n" for line in f"```pycon\n{HARD}```".split("\n"))
    text = f"!!! note\n\n{fence}" if prefix.isspace() else fence
    chapter = parsed(text)
    page = rendered(text)
    (copied,) = COPIED.findall(page)
    assert unescape(copied) == copied_text(chapter.blocks)
    assert "<em>" not in page
    assert page.count('<div class="highlight">') == 1
    assert re.search(r'<p><span class="mathbook-copied" hidden [^>]*></span></p>\n<div', page)


def test_the_copied_text_is_no_part_of_the_paragraph_before_it() -> None:
    page = rendered("Text.\n```pycon\n>>> x = 1\n```\n")
    assert page.startswith('<p>Text.</p>\n<p><span class="mathbook-copied"')


def test_annotated_code_brings_the_text_without_its_marks() -> None:
    page = rendered("```python\nx = 1  # (1)!\n```\n\n1.  One.\n")
    assert [unescape(copied) for copied in COPIED.findall(page)] == ["x = 1\n"]
    assert "# (1)!" in page


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (script(12) + FIGURE, False),
        (script(13) + FIGURE, True),
        (script(13), False),
        ("<!-- fold -->\n" + script(1), True),
        ("<!-- fold -->\n" + script(1) + FIGURE, True),
        ("<!-- unfold -->\n" + script(13) + FIGURE, False),
    ],
)
def test_long_code_above_its_figure_is_folded_or_as_the_author_says(
    text: str, folded: bool
) -> None:
    chapter = parsed(text)
    assert chapter.problems == ()
    assert is_folded(chapter.blocks[0]) == folded
    assert ("<details" in rendered(text)) == folded


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (script(13) + FIGURE, "The code of this figure (13 lines)"),
        (script(13) + FIGURE + OTHER, "The code of these figures (13 lines)"),
        ("<!-- fold -->\n" + script(1), "The code (1 line)"),
    ],
)  # fmt: skip
def test_a_fold_says_what_is_in_it(text: str, summary: str) -> None:
    assert f'<details class="mathbook-fold">\n<summary>{summary}</summary>' in rendered(text)


@pytest.mark.parametrize("prefix", ["", "    ", "> "], ids=["top", "admonition", "quotation"])
@pytest.mark.parametrize("mark", ["```", "~~~~"])
def test_folded_code_is_the_same_code(prefix: str, mark: str) -> None:
    code = 'text = """\n\n    a\n"""\nfor i in text:\n    print(i)\n'
    fence = f'{mark}py title="A b" hl_lines="1"\n{code}{mark}'
    lines = "".join(f"{prefix}{line}".rstrip(" ") + "\n" for line in fence.split("\n"))
    directive = f"{prefix}<!-- fold -->\n"
    frame = "!!! note\n\n" if prefix.isspace() else ""
    page = rendered(f"{frame}{directive}{lines}")
    assert parsed(f"{frame}{directive}{lines}").blocks[0].source == code
    details = page.split("<details")[1].split("</details>")[0]
    assert '<span class="filename">A b</span>' in details
    shown = details.split("<code>")[1].split("</code>")[0]
    assert unescape(re.sub(r"<[^>]+>", "", shown)) == code


def test_a_folded_chain_says_so_within_the_fold() -> None:
    page = rendered(script(1) + "\n<!-- continues -->\n<!-- fold -->\n" + script(2))
    details = page.split("<details")[1].split("</details>")[0]
    assert "Continues the block above" in details
