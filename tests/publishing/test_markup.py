"""HTML within Markdown: what it says comes out of Python-Markdown as it went in."""

from html.parser import HTMLParser

import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathbook.publishing.markup import literal_text, plain_markdown, without_markdown

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "smarty"),
    *("tables", "toc", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic"),
    *("pymdownx.details", "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite"),
    *("pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
]
TRICKY = [
    "*a* **b** _c_ __d__ `e` ``f``",
    "a_b_c * d * e",
    "[a](b) ![c](d.png) [e][f] [^g] <h@i.org>",
    "https://example.org/?a=b&c=d",
    "# a",
    "- a\n- b",
    "1. a",
    "> a",
    "a | b\n--|--\nc | d",
    "    a",
    "```\na\n```",
    "!!! note\n    a",
    '=== "a"',
    "a\n===",
    "---",
    "&amp; &lt; &#42; &copy; & <",
    "<b>a</b> </pre> <!-- b --> -->",
    "{: .a } {#b}",
    r"\* \\ \_ a\b",
    "$a$ $$b$$",
    "~a~ ^b^ ==c== ~~d~~ ++ctrl+a++ {++e++}",
    ":smile: (c) --> \"a\" 'b' ... --",
    "*[HTML]: a",
    "a\n\nb",
    "[TOC]",
    "--8<-- 'a'",
    "{{ a }} {% b %}",
]


class Texts(HTMLParser):
    """What a page says, without its tags; comments would show up."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.text += f"<!--{data}-->"


def page(source: str) -> Texts:
    return Texts(markdown.markdown(source, extensions=EXTENSIONS))


# Python-Markdown keeps some control characters for itself; tabs have a test of their own.
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n"))
MARKED = st.text("ab1 \n*_`~^=-+#>|[](){}!<>&;:.'\"\\$/@%,", max_size=40)


@pytest.mark.parametrize("text", TRICKY)
def test_literal_text_comes_out_of_a_page_unchanged(text: str) -> None:
    shown = page(f"A <em>{literal_text(text)}</em> b.")
    assert shown.text == f"A {text} b."
    assert shown.tags == ["p", "em"]


@pytest.mark.parametrize("text", TRICKY)
def test_literal_text_comes_out_of_a_block_unchanged(text: str) -> None:
    shown = page(f"A\n\n<pre>{literal_text(text)}</pre>\n\nB")
    assert shown.text == f"A\n{text}\n\nB"
    assert shown.tags == ["p", "pre", "p"]


@settings(deadline=None)
@given(PLAIN | MARKED)
def test_any_text_comes_out_of_a_page_unchanged(text: str) -> None:
    assert page(f"A <em>|{literal_text(text)}|</em> b.").text == f"A |{text}| b."


@given(PLAIN | MARKED)
def test_literal_text_is_html_of_one_line_for_the_text(text: str) -> None:
    html = literal_text(text)
    assert "\n" not in html
    assert Texts(html).text == text
    assert Texts(html).tags == []


def test_a_tab_comes_out_of_a_page_as_a_tab() -> None:
    assert page("A\n\n<pre>" + literal_text("a\tb") + "</pre>").text == "A\na\tb"


@pytest.mark.parametrize("text", ["plain words", "größer, 1 2 3", ""])
def test_plain_words_stay_readable(text: str) -> None:
    assert literal_text(text) == text


@settings(deadline=None)
@given(MARKED)
def test_the_text_between_tags_loses_its_markdown(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    shown = page(f"A {without_markdown(f'<b>|<i>{escaped}</i>|</b>')} b.")
    assert shown.text == f"A |{text.replace(chr(10), ' ')}| b."
    assert shown.tags == ["p", "b", "i"]


def test_tags_and_attributes_stay_as_they_are() -> None:
    html = '<b class="a_b *c*" style="d: e"><i>*f*</i></b>'
    assert without_markdown(html) == html.replace("*f*", "&#42;f&#42;")


@pytest.mark.parametrize("entity", ["&lt;", "&amp;", "&#39;", "&#x2b;"])
def test_entities_stay_entities(entity: str) -> None:
    assert without_markdown(f"<b>{entity}</b>") == f"<b>{entity}</b>"


@pytest.mark.parametrize(
    "html", ["<b></b>", "<b>a</b>", "<b>a</b> <i>b</i>", "<br>", "no tags at *all*"]
)
def test_html_without_markdown_between_its_tags_is_unchanged(html: str) -> None:
    assert without_markdown(html) == html


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("It would *really* take `hours`.", r"It would \*really\* take \`hours\`."),
        ("<b>a_b</b> & $c$", r"&lt;b&gt;a\_b&lt;/b&gt; &amp; \$c\$"),
        ("[a](b)\n\n# c", r"\[a\](b)  # c"),
        ("a\\b", r"a\\b"),
    ],
)
def test_plain_text_in_a_notebook_is_escaped(text: str, markdown: str) -> None:
    assert plain_markdown(text) == markdown
