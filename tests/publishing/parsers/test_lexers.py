"""Regions: what is a fence, a comment, an image or a formula, and what is literal text."""

import time
from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sybil import Document, Region

from mathbook.publishing.parsers.lexers import Comment, Fence, Formula, Image, lex, plain_text

Kind = TypeVar("Kind", Comment, Fence, Formula, Image)


def regions(text: str) -> list[Region]:
    """The regions of ``text`` in order; a document refuses those that overlap."""
    document = Document(text, "chapter.md")
    for region in lex(document):
        document.add(region)
    return [region for _, region in document.regions]


def lexemes(text: str, kind: type[Kind]) -> list[Kind]:
    return [region.parsed for region in regions(text) if isinstance(region.parsed, kind)]


def formulas(text: str) -> list[tuple[str, bool]]:
    found = lexemes(text, Formula)
    assert all(formula.closed for formula in found)
    return [(formula.latex, formula.display) for formula in found]


def bodies(text: str) -> list[str]:
    return [fence.body for fence in lexemes(text, Fence)]


@pytest.mark.parametrize(
    ("text", "info", "body"),
    [
        ("```python\nx\n```\n", "python", "x\n"),
        ("``` python \nx\n```\n", " python ", "x\n"),
        ("~~~python\nx\n~~~\n", "python", "x\n"),
        ("~~~a `b` ~~~\nx\n~~~\n", "a `b` ~~~", "x\n"),
        ("`````\nx\n`````\n", "", "x\n"),
        ("```\n```\n", "", ""),
        ("```\n\n\n```\n", "", "\n\n"),
        ("```\nx\n```", "", "x\n"),
        ("```\nx\n``` \t\n", "", "x\n"),
        ("````\n```\nx\n```\n````\n", "", "```\nx\n```\n"),
        ("```\n~~~\n```\n", "", "~~~\n"),
        ("~~~\n```\n~~~\n", "", "```\n"),
        ("```\n```python\n```\n", "", "```python\n"),
        ("```\nx  \n\t\n\ty\n```\n", "", "x  \n\t\n\ty\n"),
        ("```\n<!-- x\n```\n", "", "<!-- x\n"),
        ("```\n$x$ ![a](b)\n```\n", "", "$x$ ![a](b)\n"),
        ("  ```\n  x\n    y\n  ```\n", "", "x\n  y\n"),
        ("- a\n\n\t```\n\tx\n\t```\n", "", "x\n"),
        ("text\n    ```\n    x\n    ```\n", "", "x\n"),
        ("- a\n\n    ```\n    x\n\n    y\n    ```\n", "", "x\n\ny\n"),
        ("> ```\n> x\n>\n>   y\n> ```\n", "", "x\n\n  y\n"),
        (">```\n>x\n>```\n", "", "x\n"),
        ("> > ```\n> > x\n> > ```\n", "", "x\n"),
        ("> ```\n> > x\n> ```\n", "", "> x\n"),
        ("> ```\n> >>> x\n> ```\n", "", ">>> x\n"),
        ("- ```python\n  x\n  ```\n", "python", "x\n"),
        ("1. ```python\n   x\n   ```\n", "python", "x\n"),
    ],
)
def test_a_fence_has_an_info_line_and_a_body(text: str, info: str, body: str) -> None:
    (fence,) = lexemes(text, Fence)
    assert (fence.info, fence.body, fence.closed) == (info, body, True)


@pytest.mark.parametrize(
    "text",
    [
        "```\nx\n",
        "```",
        "````\nx\n```\n",
        "```\nx\n~~~\n",
        "```\nx\n  ```\n",
        "  ```\n  x\n```\n",
        "```\nx\n```x\n",
        "> ```\n> x\n```\n",
        "- ```\n    x\n    ```\n",
    ],
)
def test_a_fence_without_its_closing_mark_is_open_to_the_end(text: str) -> None:
    (region,) = regions(text)
    assert isinstance(region.parsed, Fence)
    assert not region.parsed.closed
    assert region.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "``\nx\n``\n",
        "```x```\n",
        "``` `x` ```\n",
        "text ```\n",
        "`` ``` ``\n",
        "    ```\n    x\n    ```\n",
        "\t```\n\tx\n\t```\n",
        "text\n\n    ```\n    x\n    ```\n",
        "text\n\n    x\n    ```\n    y\n    ```\n",
        "text\n\n    x\n\n    ```\n    y\n    ```\n",
        "# heading\n\n    ```\n    x\n    ```\n",
        "* * *\n\n    ```\n    x\n    ```\n",
        "- - -\n\n    ```\n    x\n    ```\n",
        "- a\n\n        ```\n        x\n        ```\n",
        "- a\n\nb\n\n    ```\n    x\n    ```\n",
        "!!! note\n\n    a\n\nb\n\n    ```\n    x\n    ```\n",
        "!!! note\n\n        ```\n        x\n        ```\n",
        "> a\n\n    ```\n    x\n    ```\n",
        "> a\n>\n>     ```\n>     x\n>     ```\n",
        "> - a\n>\n>         ```\n>         x\n>         ```\n",
        "<!--\n```\nx\n```\n-->\n",
        "a <!-- b\n```\nx\n```\n-->\n",
    ],
)
def test_literal_text_holds_no_fence(text: str) -> None:
    assert lexemes(text, Fence) == []


@pytest.mark.parametrize(
    "head",
    [
        "- a\n\n",
        "- a\n",
        "+ a\n\n",
        "10. a\n\n",
        "1) a\n\n",
        "-\n\n",
        "!!! note\n\n",
        "!!! note\n",
        '??? tip "T"\n\n',
        '???+ tip "T"\n\n',
        '=== "Tab"\n\n',
        '===+ "Tab"\n\n',
        "[^1]: a\n\n",
        "term\n:   a\n\n",
        "- a\n\n    > quote\n\n",
        "!!! note\n\n    > quote\n\n",
        "```\na\n```\n",
        "<div>\n\n",
        "---\n\ntext\n\n---\n- a\n\n",
    ],
)
def test_what_a_container_holds_is_no_literal_text(head: str) -> None:
    assert bodies(f"{head}    ```python\n    x\n    ```\n")[-1:] == ["x\n"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n```python\nx\n```\n\n---\n",
        "---\n# Title\n\n```python\nx\n```\n---\n",
        "---\ntitle: a\n---\n\n```python\nx\n```\n",
        "---\ntitle: a\n...\n```python\nx\n```\n\n---\n",
    ],
)
def test_rules_and_front_matter_hide_no_fence(text: str) -> None:
    assert bodies(text) == ["x\n"]


def test_front_matter_is_literal() -> None:
    text = "---\ntitle: about $x$ <!-- y -->\n# no title\n---\n\n# Title $z$\n"
    assert formulas(text) == [("z", False)]
    assert lexemes(text, Comment) == []


def test_a_tab_before_a_body_is_as_wide_as_the_blanks_before_the_fence() -> None:
    assert bodies("- a\n\n    ```\n\tif x:\n\t    y\n    ```\n") == ["if x:\n    y\n"]
    assert bodies("- a\n\n\t```\n    if x:\n        y\n\t```\n") == ["if x:\n    y\n"]


def test_the_body_of_a_list_item_keeps_its_prompts_when_it_is_indented_less() -> None:
    assert bodies("- a\n\n    ```pycon\n>>> 1\n    ```\n") == [">>> 1\n"]


def test_the_span_of_a_fence_is_from_mark_to_mark() -> None:
    text = "> - a\n>\n>     ```python\n>     x\n>     ```\n"
    (region,) = regions(text)
    assert text[region.start : region.end] == "```python\n>     x\n>     ```"
    assert region.parsed.prefix == ">     "
    assert region.parsed.marker == "```"


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("<!-- a -->", [" a "]),
        ("<!---->", [""]),
        ("a <!-- b --> c <!-- d -->", [" b ", " d "]),
        ("<!-- a\nb -->", [" a\nb "]),
        ("<!-- a\n\n`b\n-->", [" a\n\n`b\n"]),
        ("> <!-- a -->", [" a "]),
        ("- <!-- a -->", [" a "]),
        ("<!-- a <!-- b -->", [" a <!-- b "]),
        ("`<!--` <!-- a -->", [" a "]),
        ("`` ` <!-- `` <!-- a -->", [" a "]),
        ("`a` <!-- `b` -->", [" `b` "]),
        ("`<!-- a -->`", []),
        ("    <!-- a -->", []),
        ("```\n<!-- a -->\n```", []),
        ("<!-- a\n--> <!-- b -->\n<!-- c -->", [" a\n", " b ", " c "]),
    ],
)
def test_comments_are_found_outside_of_code(text: str, comments: list[str]) -> None:
    found = lexemes(text, Comment)
    assert [comment.text for comment in found] == comments
    assert all(comment.closed for comment in found)


def test_a_comment_that_never_closes_takes_the_rest() -> None:
    text = "a <!-- b\n\n```python\nx\n```\n"
    (region,) = regions(text)
    assert region.parsed == Comment(text[6:], closed=False)
    assert (region.start, region.end) == (2, len(text))


@pytest.mark.parametrize(
    ("text", "alt", "url"),
    [
        ("![a](b.png)", "a", "b.png"),
        ("![](b.png)", "", "b.png"),
        ("![ a\nb ](b.png)", "a\nb", "b.png"),
        ("![a](<b.png>)", "a", "b.png"),
        ("![a]( b.png )", "a", "b.png"),
        ('![a](b.png "title")', "a", "b.png"),
        ("![a](b.png 'title')", "a", "b.png"),
        ("![the [0, 1] range](b.png)", "the [0, 1] range", "b.png"),
        (r"![a \] b](b.png)", "a ] b", "b.png"),
        ("![the `x` axis](b.png)", "the `x` axis", "b.png"),
        ("![costs $5 or $6](b.png)", "costs $5 or $6", "b.png"),
        ("![a](b.png){ width=50% }", "a", "b.png"),
        ("> ![a](b.png)", "a", "b.png"),
    ],
)
def test_an_image_has_an_alt_text_and_an_address(text: str, alt: str, url: str) -> None:
    assert lexemes(text, Image) == [Image(alt, url)]


def test_the_attributes_of_an_image_belong_to_its_span() -> None:
    text = "![a](b.png){ width=50% } and more"
    (region,) = regions(text)
    assert text[region.start : region.end] == "![a](b.png){ width=50% }"


@pytest.mark.parametrize(
    "text", ["[a](b.png)", "`![a](b.png)`", "    ![a](b.png)", "<!-- ![a](b.png) -->", "![a][b]"]
)
def test_links_and_literal_text_are_no_images(text: str) -> None:
    assert lexemes(text, Image) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$", ["x"]),
        ("a $x$, $y$.", ["x", "y"]),
        ("($x$)", ["x"]),
        ("$k$-means", ["k"]),
        ("a$x$b", ["x"]),
        ("$x\ny$", ["x\ny"]),
        ("$5$ and $10^6$", ["5", "10^6"]),
        (r"$a \$ b$", [r"a \$ b"]),
        (r"$x\\$", [r"x\\"]),
        ("costs $5 and $x$", ["x"]),
        ("US$100 and $x$", ["x"]),
        (r"\$5 and $x$", ["x"]),
        ("# On $x$", ["x"]),
        ("| $a$ | $|x|$ |\n|---|---|\n| $1$ | 2 |", ["a", "|x|", "1"]),
        ("[$x$](y)", ["x"]),
        ("- $x$\n- $y$", ["x", "y"]),
        ("`$a$` $x$ ``$b$ ` $c$``", ["x"]),
        ("` $x$", ["x"]),
        ("`a\n\n$x$ b`", ["x"]),
        ("> `a\n>\n> $x$ b`", ["x"]),
        ("> $a\n> b$", ["a\n b"]),
    ],
)
def test_inline_formulas_are_found(text: str, expected: list[str]) -> None:
    assert [(latex.strip(), display) for latex, display in formulas(text)] == [
        (latex, False) for latex in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $6",
        "from $1,000 to $2,000",
        "$5. And $10.",
        "5$ and 6$",
        "$20-$30",
        "$ x $",
        "$x $",
        r"\$x\$",
        "$x\n\ny$",
        "> $x\n>\n> y$",
        "`$x$`",
        "``$x$``",
        "$x `y` z$",
        "    $x$",
        "```\n$x$\n```",
        "<!-- $x$ -->",
        "![$x$](a.png)",
        "$-axis",
        "$x$5",
    ],
)
def test_money_and_literal_text_are_no_formulas(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("$$x$$", "x"),
        ("a $$x$$ b", "x"),
        ("$$\nx\n$$", "\nx\n"),
        ("$$ x \\$ y $$", " x \\$ y "),
        ("- a\n\n    $$\n    x\n    $$", "\n    x\n    "),
        ("> $$\n> x\n> $$", "\n x\n "),
        ("> $$\n> x\n> > y\n> $$", "\n x\n > y\n "),
    ],
)
def test_display_formulas_are_found(text: str, latex: str) -> None:
    assert formulas(text) == [(latex, True)]


def test_display_and_inline_formulas_share_a_line() -> None:
    assert formulas("$a$ $$b$$ $c$") == [("a", False), ("b", True), ("c", False)]


@pytest.mark.parametrize(
    ("text", "places"),
    [("$$\na\n\nb\n$$", [0, 8]), ("$$a", [0]), ("> $$\n> a\n>\n> b", [2]), ("$$a$", [0])],
)
def test_dollars_without_their_partners_are_told(text: str, places: list[int]) -> None:
    found = [region for region in regions(text) if isinstance(region.parsed, Formula)]
    assert [(region.start, region.parsed.closed) for region in found] == [
        (place, False) for place in places
    ]


@pytest.mark.parametrize(
    "text",
    [
        "$a$$b$",
        "$x <!-- note: why --> y$",
        "$$x <!-- note: why --> y$$",
        "![a <!-- note: why --> b](c.png)",
        "$a ![b](c.png) d$",
        "$a $$ b$",
    ],
)
def test_regions_never_overlap(text: str) -> None:
    found = regions(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


MARKS = ["```", "~~~", "```python", "`", "``", "$", "$$", "<!--", "-->", "![", "]", "(", ")", "\\"]
LAYOUT = ["\n", "\n\n", "    ", "> ", "- ", "1. ", "!!! note", "# ", "a", "5", " ", "{", "}", "|"]
PIECES = st.sampled_from(MARKS + LAYOUT)


@given(st.text("$`<!->[]() a\\\n", max_size=20) | st.lists(PIECES, max_size=20).map("".join))
def test_any_text_has_regions_in_order_within_it(text: str) -> None:
    end = 0
    for region in regions(text):
        assert end <= region.start <= region.end <= len(text)
        end = region.end


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_plain_text_has_the_same_length_and_lines(text: str) -> None:
    plain = plain_text(Document(text, "chapter.md"))
    assert [len(line) for line in plain.split("\n")] == [len(line) for line in text.split("\n")]
    assert all(p in (" ", t) for p, t in zip(plain, text, strict=True))


def test_the_plain_text_is_without_what_is_literal() -> None:
    text = "a\n\n    b\n\n```\nc\n```\n\n<!-- d --> $e$ `f`\n"
    assert plain_text(Document(text, "chapter.md")).split() == ["a", "$e$", "`f`"]


SHAPES: dict[str, Callable[[int], str]] = {
    "fences": lambda n: "```python\nx = 1\n```\n\n" * n,
    "a long fence": lambda n: "```python\n" + "x = 1\n" * n + "```\n",
    "a fence that never closes": lambda n: "- ```text\n" * n,
    "literal text": lambda n: "a\n\n" + "    x\n" * n,
    "nested lists": lambda n: "".join(" " * (4 * (k % 40)) + "- a\n" for k in range(n)),
    "quotes": lambda n: "> a $x$\n" * n,
    "deep quotes": lambda n: ">" * n + " a\n",
    "formulas of one paragraph": lambda n: "Let $x$ and $y$.\n" * n,
    "money": lambda n: "costs $5 " * n,
    "display marks": lambda n: "$$ " * (2 * n + 1),
    "backticks": lambda n: "a ` b `` c ``` d " * n,
    "a backtick that never closes": lambda n: "`" + "a b\n" * n,
    "comments": lambda n: "<!-- note: x -->\n" * n,
    "comments of one line": lambda n: "a <!-- note: x --> " * n,
    "code of one line": lambda n: "`<!--` " * n,
    "images": lambda n: "![a](b.png)\n" * n,
    "images that never close": lambda n: "![a " * n,
    "brackets": lambda n: "![" + "[x]" * n,
    "blanks in an image": lambda n: "![a](" + " " * n,
    "dashes": lambda n: "- " * n + "x\n",
    "rules": lambda n: "---\n" * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_like_the_length(shape: str) -> None:
    def seconds(size: int) -> float:
        document = Document(SHAPES[shape](size), "chapter.md")
        started = time.perf_counter()
        assert list(lex(document)) is not None
        return time.perf_counter() - started

    seconds(10)
    short = min(seconds(300) for _ in range(3))
    long = min(seconds(2400) for _ in range(3))
    # Eight times the length: 8 if linear, 64 if quadratic. Some ms are the clock's and noise.
    assert long < 40 * short + 0.05
