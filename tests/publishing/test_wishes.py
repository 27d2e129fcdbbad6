"""What pages ask their browsers to do."""

import pytest

from mathbook.publishing.wishes import wishes_of


@pytest.mark.parametrize(
    ("html", "directive", "value"),
    [
        ('<script src="a.js">', "script-src", "a.js"),
        ('<script type="module" src="a.js">', "script-src", "a.js"),
        ("<script>1</script>", "script-src", "1"),
        ("<script type='text/javascript'>1</script>", "script-src", "1"),
        ("<script type='importmap'>{}</script>", "script-src", "{}"),
        ("<script> </script>", "script-src", " "),
        ("<style>p {}</style>", "style-src", "p {}"),
        ('<link rel="stylesheet" href="a.css">', "style-src", "a.css"),
        ('<link rel="shortcut icon" href="a.svg">', "img-src", "a.svg"),
        ('<link rel="preload" as="font" href="a.woff2">', "font-src", "a.woff2"),
        ('<link rel="preconnect" href="https://a.org">', "font-src", "https://a.org"),
        ('<img src="a.png" alt="">', "img-src", "a.png"),
        ('<video poster="a.png">', "img-src", "a.png"),
        ('<source src="a.mp4">', "media-src", "a.mp4"),
        ('<iframe src="https://a.org/b">', "frame-src", "https://a.org/b"),
        ('<object data="a.pdf">', "object-src", "a.pdf"),
        ('<base href="/a">', "base-uri", "/a"),
        ('<form action="/a">', "form-action", "/a"),
        ('<p onclick="go()">', "script-src", "onclick="),
        ('<p title="b"onclick="go()">', "script-src", "onclick="),
        ('<a href=" java&#10;script:go()">', "script-src", " java\nscript:go()"),
        ('<p style="a}b">', "style-src", "style=a}b"),
    ],
)
def test_each_kind_is_found(html: str, directive: str, value: str) -> None:
    (wish,) = wishes_of(html)
    assert (wish.directive, wish.value) == (directive, value)


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/json">{"a": 1}</script>',
        '<script type="text/template" src="a.html"></script>',
        "<script></script>",
        '<link rel="canonical" href="https://a.org">',
        '<a href="https://a.org" data-on="1">JavaScript: on style="x"</a>',
        "<!-- <script>1</script> -->",
        "<title><script>1</script></title>",
        '<p title="onclick=go() javascript:go()">',
    ],
)
def test_what_runs_and_fetches_nothing_is_no_wish(html: str) -> None:
    assert list(wishes_of(html)) == []


def test_each_picture_of_a_set_is_found() -> None:
    found = [wish.value for wish in wishes_of('<img src="a" srcset="b 1x, c 2x" alt="">')]
    assert found == ["a", "b", "c"]
