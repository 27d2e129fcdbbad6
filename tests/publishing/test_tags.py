"""Tags as a browser reads them."""

import re

import pytest

from mathbook.publishing.tags import Tag, tags_of

ALL = re.compile("")


def tags(html: str) -> list[Tag]:
    return list(tags_of(html, (), ALL))


@pytest.mark.parametrize(
    ("html", "attributes"),
    [
        ("<p>", {}),
        ("<p hidden>", {"hidden": ""}),
        ('<p CLASS="a b" id=c>', {"class": "a b", "id": "c"}),
        ("<p title='a > b' id=c>", {"title": "a > b", "id": "c"}),
        ('<p title = "it\'s" id=c>', {"title": "it's", "id": "c"}),
        ("<p title=it's id=c>", {"title": "it's", "id": "c"}),
        ('<p title="&lt;p&gt; &amp; q">', {"title": "<p> & q"}),
        ('<p id="first" id="second">', {"id": "first"}),
        ('<p\n  id="c"\n/>', {"id": "c"}),
    ],
)
def test_attributes_are_read_as_browsers_read_them(html: str, attributes: dict[str, str]) -> None:
    (tag,) = tags(html + "text")
    assert tag.name == "p"
    found = {name: value for name, value in tag.attributes().items() if name != "/"}
    assert found == attributes
    assert html[tag.start : tag.end] == html


def test_what_stands_in_comments_scripts_and_titles_is_no_tag() -> None:
    html = (
        "<!-- <a> --><!--><b><!-- --!><i><title><u></title>"
        "<SCRIPT>if (a < b) '<s>' </SCRIPT ><p><style>x</style><script>1 < 2"
    )
    found = tags(html)
    assert [tag.name for tag in found] == ["b", "i", "title", "script", "p", "style", "script"]
    assert [tag.text for tag in found[2:]] == ["<u>", "if (a < b) '<s>' ", "", "x", "1 < 2"]


def test_only_what_is_asked_for_is_given() -> None:
    html = '<p><b id="1"><i class="2"><b>'
    found = [tag.name for tag in tags_of(html, ("p",), re.compile("class"))]
    assert found == ["p", "i"]


def test_attributes_have_places() -> None:
    (tag,) = tags("<p a b='2' c=3>")
    assert [(name, tag.inner[start:end]) for name, start, end in tag.places()] == [
        ("a", "a"),
        ("b", "b='2'"),
        ("c", "c=3"),
    ]


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a b="', "<title>", "<script>1<", "=", "<a b="])
def test_broken_pages_are_read_to_their_end(piece: str) -> None:
    # Were each piece followed by a look at all others, this would take hours.
    assert len(tags(piece * 300_000)) <= 300_000
