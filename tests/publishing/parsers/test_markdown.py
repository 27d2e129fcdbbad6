"""Chapters: blocks with their outputs, figures and directives, as readers see them."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Chapter, Span
from mathbook.publishing.parsers.markdown import parse_chapter, parse_text, read_source

PATH = Path("chapter.md")
FENCE = "```python\nx\n```\n"


def parsed(text: str) -> Chapter:
    return parse_text(PATH, text)


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in parsed(text).problems]


def sources(text: str) -> list[str]:
    return [block.source for block in parsed(text).blocks]


def nested(text: str, prefix: str) -> str:
    """``text`` with ``prefix`` before each line, cut off where a line is empty."""
    return "".join(f"{prefix}{line}".rstrip() + "\n" for line in text.splitlines())


# --- Blocks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("```python\nx\n```\n", "python", "x\n"),
        ("~~~ py\nx\n~~~\n", "python", "x\n"),
        ('```python title="A" hl_lines="1"\nx\n```\n', "python", "x\n"),
        ("``` { .python }\nx\n```\n", "python", "x\n"),
        ("````python\n'''\n```\n'''\n````\n", "python", "'''\n```\n'''\n"),
        ("```python\na = '''b  \n\t\n'''\n```\n", "python", "a = '''b  \n\t\n'''\n"),
        ("```pycon\n>>> 1\n1\n```\n", "pycon", ">>> 1\n1\n"),
        ("```python\n>>> 1\n1\n```\n", "pycon", ">>> 1\n1\n"),
        ("```py\n\n  >>> 1\n  1\n```\n", "pycon", "\n  >>> 1\n  1\n"),
        ("```python\n# >>> 1\n```\n", "python", "# >>> 1\n"),
        ("```python\n```\n", "python", ""),
    ],
)
def test_a_python_fence_is_a_block(text: str, language: str, source: str) -> None:
    (block,) = parsed(text).blocks
    assert (block.language, block.source) == (language, source)
    assert (block.is_console, block.skip, block.chain) == (language == "pycon", None, (0,))
    assert problems(text) == []


@pytest.mark.parametrize("language", ["text", "bash", "json", "", "pytb", "cython"])
def test_a_fence_of_another_language_is_no_block(language: str) -> None:
    chapter = parsed(f"```{language}\nx\n```\n")
    assert (chapter.blocks, chapter.problems) == ((), ())


def test_lines_and_spans_are_those_of_the_file() -> None:
    text = "# T\n\n> ```python\n> a\n> b\n> ```\n\n```output\n1\n```\n"
    (block,) = parsed(text).blocks
    assert (block.line, block.span.end_line) == (3, 6)
    assert text[block.span.start : block.span.end] == "```python\n> a\n> b\n> ```"
    assert block.output is not None
    assert (block.output.span.line, block.output.span.end_line) == (8, 10)


@pytest.mark.parametrize(
    ("opening", "following"),
    [("- ", "  "), ("1. ", "   "), ("10) ", "    "), ("> ", "> "), ("    ", "    "), ("\t", "\t")],
)
def test_the_prefix_of_a_block_is_that_of_its_further_lines(opening: str, following: str) -> None:
    text = f"- a\n\n{opening}```python\n{following}x\n{following}```\n"
    (block,) = parsed(text).blocks
    assert block.prefix == following
    assert block.source == "x\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "a\n\n```python\nx\n",
            3,
            "this fence is never closed: expected a line ``` with the same indentation",
        ),
        (
            "~~~~\nx\n~~~\n",
            1,
            "this fence is never closed: expected a line ~~~~ with the same indentation",
        ),
        ("a\n```pyhton\nx\n```\n", 2, "unknown language 'pyhton'; did you mean 'python'?"),
        ("```outptu\nx\n```\n", 1, "unknown language 'outptu'; did you mean 'output'?"),
        (
            "```\nx\n>>> 1\n```\n",
            1,
            "a fence without a language holds a console session: "
            "say 'pycon' to run it, or 'text' to show it",
        ),
        ("a <!-- b\n", 1, "'<!--' opens a comment that is never closed"),
        ("a\n\n$$\nx\n", 3, "'$$' opens a formula that is not closed in its paragraph"),
        ("a\n<!-- skip -->", 2, "not a directive: <!-- skip -->; expected "
         '<!-- skip: next "reason" --> or <!-- skip: formula "reason" -->'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, message: str) -> None:
    assert problems(text) == [(line, message)]
    assert parsed(text).blocks == ()


def test_problems_come_in_the_order_of_their_lines() -> None:
    text = "$$\n\n<!-- freeze -->\n\n```outptu\n```\n\n```output\n```\n\n<!-- continues -->\n"
    assert [line for line, _ in problems(text)] == [1, 3, 5, 8, 11]


# --- Outputs ----------------------------------------------------------------------------


CONTAINERS = [
    ("", ""),
    ("- a\n\n", "    "),
    ("- a\n\n", "\t"),
    ("- a\n\n", "  "),
    ("- a\n\n    - b\n\n", "        "),
    ('=== "A"\n\n    !!! note\n\n', "        "),
    ("", "> "),
    ("", "> > "),
    ("> - a\n>\n", ">     "),
    ("- a\n\n", "    > "),
]


@pytest.mark.parametrize(("head", "prefix"), CONTAINERS)
@pytest.mark.parametrize("between", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("mark", ["```", "~~~", "````"])
def test_an_output_fence_belongs_to_the_block_before_it(
    head: str, prefix: str, between: str, mark: str
) -> None:
    text = f"{FENCE}{between}{mark}output\n  1\n\n2\n{mark}\n"
    (block,) = parsed(head + nested(text, prefix)).blocks
    assert block.output is not None
    assert block.output.lines == ("  1", "", "2")
    assert (block.output.prefix, block.output.marker) == (prefix, mark)


def test_an_empty_output_fence_has_no_lines() -> None:
    (block,) = parsed(FENCE + "```output\n```\n").blocks
    assert block.output is not None
    assert block.output.lines == ()


@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_a_list_item_that_begins_with_a_fence_holds_its_output(mark: str) -> None:
    text = nested(FENCE + "\n```output\n1\n```\n", " " * len(mark))
    (block,) = parsed(mark + text.lstrip()).blocks
    assert block.output is not None
    assert block.output.lines == ("1",)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("```output\n1\n```\n", 1, "this output fence does not follow a Python block"),
        (FENCE + "a\n```output\n```\n", 5, "this output fence does not follow a Python block"),
        (FENCE + "```text\n```\n```output\n```\n", 6,
         "this output fence does not follow a Python block"),
        (FENCE + "<!-- note: a -->\n```output\n```\n", 5,
         "this output fence does not follow a Python block"),
        (FENCE + "```output\n```\n\n```output\n```\n", 7,
         "a block has one output fence, right after it"),
        (FENCE + "![a](figures/a.svg)\n\n```output\n```\n", 6,
         "a block has one output fence, right after it"),
        ("```pycon\n>>> 1\n1\n```\n```output\n1\n```\n", 5,
         "a console session holds its output itself: remove this fence"),
    ],
)  # fmt: skip
def test_an_output_fence_anywhere_else_is_refused(text: str, line: int, message: str) -> None:
    assert problems(text) == [(line, message)]


# --- Figures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "alt", "name"),
    [
        ("![A line.](figures/line.svg)", "A line.", "line"),
        ("![A line.](figures/a-line_1.2.svg){ width=50% }", "A line.", "a-line_1.2"),
        ("![On [0, 1].](figures/line.svg)", "On [0, 1].", "line"),
        ("![The `x` axis.](figures/line.svg)", "The `x` axis.", "line"),
        (r"![In \[0, 1\].](figures/line.svg)", "In [0, 1].", "line"),
        ("![It costs $5 or $6.](figures/line.svg)", "It costs $5 or $6.", "line"),
        ("![Over\ntwo lines.](figures/line.svg)", "Over\ntwo lines.", "line"),
        ('![A line.](figures/line.svg "Title")', "A line.", "line"),
        ("![A line.](figures/line.svg 'Title')", "A line.", "line"),
        ("![A line.](<figures/line.svg>)", "A line.", "line"),
        ("> ![A line.](figures/line.svg)", "A line.", "line"),
    ],
)
def test_a_figure_belongs_to_the_block_before_it(image: str, alt: str, name: str) -> None:
    chapter = parsed(f"{FENCE}\n{image}\n")
    assert [(figure.alt, figure.name) for figure in chapter.blocks[0].figures] == [(alt, name)]
    assert (chapter.problems, chapter.images) == ((), ())


@pytest.mark.parametrize(("head", "prefix"), CONTAINERS)
def test_figures_follow_the_output_of_their_block(head: str, prefix: str) -> None:
    figures = "![A.](figures/a.svg)\n\n![B.](figures/b.svg) ![C.](figures/c.svg)\n"
    text = nested(f"{FENCE}\n```output\n1\n```\n\n{figures}", prefix)
    chapter = parsed(head + text)
    assert [figure.name for figure in chapter.figures] == ["a", "b", "c"]
    assert chapter.blocks[0].output is not None
    assert chapter.problems == ()


DANGLING = (
    "figures/a.svg does not follow the block that draws it: a figure stands right after its "
    "block (and the block's output)"
)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("![A.](figures/a.svg)", 1, DANGLING),
        (f"{FENCE}\nText.\n\n![A.](figures/a.svg)", 7, DANGLING),
        (f"{FENCE}\nText ![A.](figures/a.svg)", 5, DANGLING),
        (f"{FENCE}\n```text\n```\n\n![A.](figures/a.svg)", 8, DANGLING),
        (f'<!-- skip: next "slow" -->\n{FENCE}\n![A.](figures/a.svg)', 6, DANGLING),
        (
            f"{FENCE}\n![](figures/a.svg)",
            5,
            "figures/a.svg has no alt text: say in one sentence what the figure shows",
        ),
        (
            f"{FENCE}\n![A.](figures/a.svg)\n![B.](figures/a.svg)",
            6,
            "the figure name 'a' is used in line 5 already",
        ),
    ],
)
def test_a_figure_in_a_wrong_place_is_refused(text: str, line: int, message: str) -> None:
    assert problems(text) == [(line, message)]


@pytest.mark.parametrize(
    "url",
    [
        "photographs/a.svg",
        "figures/a.png",
        "../figures/a.svg",
        "figures/below/a.svg",
        "https://example.org/figures/a.svg",
    ],
)
def test_other_images_are_kept_apart(url: str) -> None:
    chapter = parsed(f"{FENCE}\n![A.]({url})\n")
    assert [image.url for image in chapter.images] == [url]
    assert list(chapter.figures) == []


@pytest.mark.parametrize(
    "image",
    [
        "![A.](./figures/a.svg)",
        "![A.](figures/a.svg#only-light)",
        "![A.](figures/a.svg?raw=true)",
        "![A.](figures/../figures/a.svg)",
        "![A [b [c]].](figures/a.svg)",
        "![A.][a]\n\n[a]: figures/a.svg",
        '<img src="figures/a.svg" alt="A.">',
    ],
)
def test_a_figure_in_another_writing_is_not_published_undrawn(image: str) -> None:
    chapter = parsed(f"```python\nx = 1\n```\n\n{image}\n")
    assert chapter.problems or list(chapter.figures)


# --- Directives -------------------------------------------------------------------------


def test_a_skipped_block_has_its_reason() -> None:
    chapter = parsed(f'<!-- skip: next "it is slow" -->\n{FENCE}\n{FENCE}')
    assert [block.skip for block in chapter.blocks] == ["it is slow", None]
    assert [block.index for block in chapter.runnable] == [1]
    assert chapter.problems == ()


def test_a_chain_leads_through_the_blocks_that_run() -> None:
    continues, skip = "<!-- continues -->\n", '<!-- skip: next "slow" -->\n'
    text = FENCE + continues + FENCE + skip + FENCE + continues + FENCE + FENCE + continues + FENCE
    assert [block.chain for block in parsed(text).blocks] == [
        (0,),
        (0, 1),
        (2,),
        (0, 1, 3),
        (4,),
        (4, 5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- continues -->\n\n```python\ny\n```\n",
        "Text. <!-- continues -->\n```python\ny\n```\n",
        "> <!-- continues -->\n> ```python\n> y\n> ```\n",
        "- a\n\n    <!-- continues -->\n    ```python\n    y\n    ```\n",
        "- <!-- continues -->\n  ```python\n  y\n  ```\n",
        '<!--\ncontinues\n-->\n```python title="y"\ny\n```\n',
    ],
)
def test_a_directive_reaches_its_block_in_any_container(text: str) -> None:
    chapter = parsed(FENCE + "\n" + text)
    assert [block.chain for block in chapter.blocks] == [(0,), (0, 1)]
    assert chapter.problems == ()


UNFOLLOWED = "this directive is not followed by a Python block"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("", [(5, UNFOLLOWED)]),
        (f"\nText.\n\n{FENCE}", [(5, UNFOLLOWED)]),
        (f"$x$\n{FENCE}", [(5, UNFOLLOWED)]),
        (f"```text\n```\n{FENCE}", [(5, UNFOLLOWED)]),
        ("```output\n```\n", [(5, UNFOLLOWED), (6, "this output fence does not follow a Python "
                                                   "block")]),
        (f"<!-- note: a -->\n{FENCE}", [(5, UNFOLLOWED)]),
        ('\nText.\n\n<!-- skip: next "slow" -->\n' + FENCE, [(5, UNFOLLOWED)]),
    ],
)  # fmt: skip
def test_a_directive_without_its_block_is_told(after: str, expected: list[tuple[int, str]]) -> None:
    text = f"{FENCE}\n<!-- continues -->\n{after}"
    assert problems(text) == expected
    assert all(len(block.chain) == 1 for block in parsed(text).blocks)


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- continues -->\n{FENCE}",
        f'<!-- skip: next "slow" -->\n{FENCE}<!-- continues -->\n{FENCE}',
    ],
)
def test_the_first_block_that_runs_continues_nothing(text: str) -> None:
    (problem,) = problems(text)
    assert problem == (
        text.count("\n") - 2,
        "this block continues another, but none runs before it",
    )


@pytest.mark.parametrize(
    "text",
    ["`<!-- continues -->`\n", "```html\n<!-- continues -->\n```\n", "    <!-- freeze -->\n"],
)
def test_a_directive_in_code_is_text(text: str) -> None:
    chapter = parsed(text)
    assert (chapter.problems, chapter.remarks) == ((), ())


def test_every_comment_is_a_remark() -> None:
    text = f"a <!-- b c -->\n<!-- note: d -->\n{FENCE}<!-- continues -->\n{FENCE}"
    remarks = [text[span.start : span.end] for span in parsed(text).remarks]
    assert remarks == ["<!-- b c -->", "<!-- note: d -->", "<!-- continues -->"]


# --- Titles, formulas, files ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "line"),
    [
        ("# A title\n", "A title", 1),
        ("a\n\n#  A title", "A title", 3),
        ("```python\n# a remark\n```\n\n# A title\n", "A title", 5),
        ("```text\n# no\n```\n~~~~\n# no\n~~~~\n# A title\n", "A title", 7),
        ("<!--\n# no\n-->\n# A title\n# Another\n", "A title", 4),
        ("    # no\n\n# A title\n", "A title", 3),
        ("## no\n# A title\n", "A title", 2),
        ("---\n# no\ntitle: a\n---\n# A title\n", "A title", 5),
        ("# $k$-means\n", "$k$-means", 1),
        ("# `x` and ![a](b.png)\n", "`x` and ![a](b.png)", 1),
    ],
)
def test_the_title_is_the_first_heading_of_level_one(text: str, title: str, line: int) -> None:
    span = parsed(text).title
    assert span is not None
    assert (text[span.start : span.end], span.line) == (title, line)


@pytest.mark.parametrize("text", ["", "a\n", "## A\n", "```python\n# a\n```\n", "#tag\n"])
def test_a_chapter_may_lack_a_title(text: str) -> None:
    assert parsed(text).title is None


def test_formulas_come_in_order_with_their_lines() -> None:
    text = "a $x$\n\n$$\ny\n$$\n\n> b $z$\n"
    found = [(f.latex, f.display, f.span.line, f.span.end_line) for f in parsed(text).formulas]
    assert found == [("x", False, 1, 1), ("\ny\n", True, 3, 5), ("z", False, 7, 7)]


def test_a_formula_in_a_quotation_is_without_the_marks_of_the_quotation() -> None:
    (formula,) = parsed("> $$\n> a\n> = b\n> $$\n").formulas
    assert formula.latex.split() == ["a", "=", "b"]


def test_an_empty_chapter_is_a_chapter() -> None:
    assert parsed("") == Chapter(PATH, "")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"\xef\xbb\xbf\r\n", "\n"),
        ("é\n".encode(), "é\n"),
        (b"", ""),
    ],
)
def test_a_file_is_read_without_mark_and_with_plain_line_ends(
    tmp_path: Path, data: bytes, text: str
) -> None:
    path = tmp_path / "chapter.md"
    path.write_bytes(data)
    assert read_source(path) == (text, None)


def test_a_chapter_of_windows_is_the_same_chapter(tmp_path: Path) -> None:
    text = f"# T\n\n{FENCE}\n```output\n1\n```\n\n![A.](figures/a.svg)\n\n$$\nx\n$$\n"
    path = tmp_path / "chapter.md"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert parse_chapter(path) == parse_text(path, text)


@pytest.mark.parametrize(
    ("data", "line", "found"),
    [(b"a\n\xf6\n", 2, "0xf6"), (b"\xef\xbb\xbfa\r\n\r\n\xff", 3, "0xff"), (b"\xc3", 1, "0xc3")],
)
def test_other_encodings_are_told_with_their_line(
    tmp_path: Path, data: bytes, line: int, found: str
) -> None:
    path = tmp_path / "chapter.md"
    path.write_bytes(data)
    (problem,) = parse_chapter(path).problems
    message = f"not UTF-8: found byte {found}; save the file as UTF-8"
    assert (problem.line, problem.message) == (line, message)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"none\.md: cannot be read: No such file"):
        parse_chapter(tmp_path / "none.md")


# --- The site's view --------------------------------------------------------------------

EXTENSIONS = [
    *("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite"),
    *("pymdownx.superfences", "pymdownx.tabbed"),
]
SETTINGS: dict[str, dict[str, Any]] = {
    "pymdownx.highlight": {"pygments_lang_class": True, "stripnl": False},
    "pymdownx.tabbed": {"alternate_style": True},
}


class CodeBlocks(HTMLParser):
    """The highlighted code blocks of a page: language and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.language: str | None = None
        self.in_code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div" and "highlight" in classes:
            names = [name for name in classes if name.startswith("language-")]
            self.language = "".join(names[:1]).removeprefix("language-")
        elif tag == "code" and self.language is not None:
            self.in_code = True
            self.found.append((self.language, ""))
            self.language = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self.in_code = False

    def handle_data(self, data: str) -> None:
        if self.in_code:
            language, code = self.found[-1]
            self.found[-1] = (language, code + data)


def shown_python(text: str) -> list[str]:
    """The Python code blocks that the site shows for ``text``."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=SETTINGS)
    blocks = CodeBlocks(html).found
    return [code.rstrip("\n") for language, code in blocks if language in ("python", "py")]


def run_python(text: str) -> list[str]:
    return [source.rstrip("\n") for source in sources(text)]


Lines = list[str]
CODE: list[Lines] = [
    ["x = 1"],
    ["def f():", "    return 2"],
    ["a = '''", "", "b'''"],
    ["# no title"],
    ["s = '$x$'", "", "", "t = 3"],
    ["u = '<!-- no comment -->'"],
    ["'> no quotation'", "'- no list'"],
    ["'![no](figures/image.svg)'"],
]
TEXT: list[Lines] = [
    ["Text."],
    ["Two", "lines with `code`."],
    ["# A heading"],
    ["| a | b |", "|---|---|", "| 1 | 2 |"],
]
INFOS = ["python", "py", 'python title="a"', ' python hl_lines="1"', "{ .python }", "text", ""]


def together(parts: list[Lines]) -> Lines:
    lines: Lines = []
    for part in parts:
        lines += [*part, ""]
    return lines[:-1]


def fence(mark: str, info: str, code: Lines) -> Lines:
    if info in ("text", ""):
        inner = "~~~" if mark == "```" else "```"
        code = [f"{inner}python", *code, inner]
    return [f"{mark}{info}", *code, mark]


def indented(lines: Lines) -> Lines:
    return [f"    {line}" if line else "" for line in lines]


def container(head: str, parts: list[Lines]) -> Lines:
    return [head, "", *indented(together(parts))]


def quotation(parts: list[Lines]) -> Lines:
    return [f"> {line}".rstrip() for line in together(parts)]


HEADS = ["!!! note", '??? tip "T"', '???+ tip "T"', '=== "Tab"', "- Item.", "* Item.", "1. Item."]
FENCES = st.builds(
    fence, st.sampled_from(["```", "````", "~~~"]), st.sampled_from(INFOS), st.sampled_from(CODE)
)
LEAVES = st.one_of(st.sampled_from(TEXT), FENCES, FENCES, FENCES.map(indented))


def some(parts: st.SearchStrategy[Lines]) -> st.SearchStrategy[list[Lines]]:
    return st.lists(parts, min_size=1, max_size=3)


def containers(parts: st.SearchStrategy[Lines]) -> st.SearchStrategy[Lines]:
    return st.builds(container, st.sampled_from(HEADS), some(parts))


UNQUOTED = st.recursive(LEAVES, containers, max_leaves=5)
QUOTED_ONCE = UNQUOTED | some(UNQUOTED).map(quotation)
QUOTED = st.recursive(
    LEAVES, lambda parts: containers(parts) | some(parts).map(quotation), max_leaves=6
)


def documents(parts: st.SearchStrategy[Lines]) -> st.SearchStrategy[str]:
    return some(parts).map(lambda found: "\n".join(together(found)) + "\n")


@settings(deadline=None)
@given(documents(UNQUOTED))
def test_what_the_site_shows_as_python_is_what_runs(text: str) -> None:
    assert run_python(text) == shown_python(text)


@settings(deadline=None)
@given(documents(QUOTED_ONCE))
def test_what_the_site_shows_as_python_is_what_runs_with_quotations(text: str) -> None:
    assert run_python(text) == shown_python(text)


@settings(deadline=None)
@given(documents(QUOTED))
def test_nothing_that_the_site_shows_as_python_is_left_out(text: str) -> None:
    # Where a quotation lies in a container, its literal text may be run too.
    assert not Counter(shown_python(text)) - Counter(run_python(text))


@pytest.mark.parametrize(
    "text",
    [
        "!!! note\n\n    > A quotation.\n\n    ```python\n    x\n    ```\n",
        "- Item.\n\n    > A quotation.\n\n    ```python\n    x\n    ```\n",
        "```text\na\n```\n    ```python\n    x\n    ```\n",
        "---\n\nText.\n\n```python\nx\n```\n\n---\n\nText.\n",
        "<div>\n\n    ```python\n    x\n    ```\n\n</div>\n",
        "```.python\nx\n```\n",
        "``` {title='a} b' .python}\nx\n```\n",
    ],
)
def test_a_fence_that_the_site_shows_is_run(text: str) -> None:
    assert shown_python(text) == ["x"]
    assert run_python(text) == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        "> Text.\n>\n>     ```python\n>     x\n>     ```\n",
        "> - Item.\n>\n>         ```python\n>         x\n>         ```\n",
        "- Item.\n\n        ```python\n        x\n        ```\n",
        "Text.\n\n    ```python\n    x\n    ```\n",
    ],
)
def test_literal_text_is_not_run(text: str) -> None:
    assert shown_python(text) == []
    assert run_python(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Heading\n    ```python\n    x\n    ```\n",
        "- - -\n    ```python\n    x\n    ```\n",
        "1) Item.\n\n    ```python\n    x\n    ```\n",
        "- Item.\n\n  - Item.\n\n        ```python\n        x\n        ```\n",
        "- ```python\n  x\n  ```\n",
        "  ```python\nx\n  ```\n",
    ],
)
def test_in_doubt_a_fence_is_run_though_the_site_shows_none(text: str) -> None:
    assert shown_python(text) == []
    assert run_python(text) == ["x"]


@pytest.mark.parametrize("text", ["```python\nx\n````\ny\n```\n", "~~~python\nx\n~~~~\ny\n~~~\n"])
def test_what_runs_ends_where_the_site_shows_that_it_ends(text: str) -> None:
    assert run_python(text) == shown_python(text) or problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx\n````\n",
        "- ```python\n  x\n  ```\n",
        "  ```python\nx\n  ```\n",
        "  ```python\n  x\n> ```\n",
        "> ```python\n>x\n> ```\n",
        "```text\nx\n````\n",
        "  ```text\nx\n  ```\n",
        f"{FENCE}\n```output\nx\n````\n",
    ],
)
def test_a_fence_that_the_site_cannot_show_is_told(text: str) -> None:
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=SETTINGS)
    fences = text.count("python") + text.count("text") + text.count("output")
    assert len(CodeBlocks(html).found) < fences
    assert problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "```text\na\n````\nb\n```\n\n```python\nx\n```\n",
        "- a\n\n  ```text\n  b\n\nc\n\n  ```python\n  x\n  ```\n",
        "> ```text\n> b\n\nc\n\n  ```python\n  x\n  ```\n",
    ],
)
def test_no_other_fence_takes_in_silence_what_the_site_shows_as_python(text: str) -> None:
    assert shown_python(text) == ["x"]
    assert run_python(text) == ["x"] or problems(text)


def test_a_span_is_a_place_in_the_text() -> None:
    (block,) = parsed(f"a\n{FENCE}").blocks
    assert block.span == Span(2, 17, 2, 4)
