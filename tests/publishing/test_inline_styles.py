"""Style attributes become classes, and classes become style attributes again."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.inline_styles import put_back, with_classes


def test_equal_styles_share_a_class_and_a_rule() -> None:
    html = '<td style="text-align: right;">1<td class="a" style="text-align: right;">2'
    page, sheet = with_classes(html)
    name, _, rule = sheet.partition(":not(#_#_)")
    assert name.startswith(".style-")
    assert rule == "{text-align: right}"
    assert page == f'<td class="{name[1:]}">1<td class="a {name[1:]}">2'


def test_a_page_without_styles_stays_as_it_is() -> None:
    html = '<p data-style="color: red" class="style">style="x"</p><!-- <p style="x"> -->'
    assert with_classes(html) == (html, "")


@pytest.mark.parametrize(
    "tag",
    [
        "<p style='color: red' id=a title='b > c'>",
        '<p id=a title="b > c" STYLE=color:red>',
        '<p title="b > c"\n  style="color: red"\n  id="a">',
        '<p style="color: red" title="b > c" style="color: blue" id="a">',
        '<p style="--a: \'x\'; color: red;" title="b > c" id="a" class=\'"\'>',
    ],
)
def test_other_attributes_are_kept(tag: str) -> None:
    page, sheet = with_classes(tag)
    (element,) = BeautifulSoup(page, "html.parser").find_all(True)
    assert element["id"] == "a"
    assert element["title"] == "b > c"
    assert "style" not in element.attrs
    assert "red}" in sheet.replace(" ", "")


def test_an_empty_style_leaves_nothing() -> None:
    assert with_classes('<p style=" ; " id="a">') == ('<p id="a">', "")


@pytest.mark.parametrize(
    "style",
    [
        "color: red} body {display: none",
        "color: red; /* ",
        "</style><script>alert(1)</script>",
        "color: \\72 ed",
        "background: url(a",
        "color: red)",
        "content: 'a",
        "a: b\nc: d",
    ],
)
def test_what_is_more_than_declarations_stays_for_the_policy_to_forbid(style: str) -> None:
    html = f'<p style="{style}">'
    assert with_classes(html) == (html, "")


@pytest.mark.parametrize(
    "style",
    [
        "fill: var(--mathbook-c0, rgb(1, 2, 3)); stroke: none",
        "aspect-ratio: 432 / 288",
        "font-family: 'DejaVu Sans', sans-serif",
        "fill: url(#hatch)",
        "background: url('data:image/svg+xml;utf8,(')",
        "color: red !important",
    ],
)
def test_declarations_of_all_kinds_become_rules(style: str) -> None:
    page, sheet = with_classes(f'<p style="{style}">')
    assert "style=" not in page
    assert f"{{{style}}}" in sheet


def test_what_is_taken_out_of_the_page_keeps_its_look() -> None:
    html = '<p class="a" style="color: red">1</p><svg><use style="fill: url(#h)"/></svg><p>2</p>'
    page, sheet = with_classes(html)
    soup = BeautifulSoup(f'<style class="mathbook-styles">{sheet}</style>{page}', "html.parser")
    put_back(soup)
    found = [(e.name, e.get("style"), e.get("class")) for e in soup.find_all(True)]
    assert found == [
        ("p", "color: red", "a"),
        ("svg", None, None),
        ("use", "fill: url(#h)", None),
        ("p", None, None),
    ]


STYLES = st.text("ab:;/*#() {}<>'\"\\\n", max_size=12)


@given(st.lists(STYLES, max_size=4))
def test_no_style_ends_its_rule(styles: list[str]) -> None:
    html = "".join(f'<p style="{style.replace(chr(34), "&quot;")}">' for style in styles)
    page, sheet = with_classes(html)
    rules = sheet.split("\n") if sheet else []
    assert all(rule.count("{") == rule.count("}") == 1 and rule.endswith("}") for rule in rules)
    assert "<" not in sheet
    assert "/*" not in sheet
    left = page.count("style=")
    assert len(rules) + left <= len(styles)
    assert page.count("<p") == len(styles)
