"""Policies: what the theme brought may run, what stands in the content may not."""

import base64
import hashlib
from html import unescape

import pytest
from bs4 import BeautifulSoup

from mathbook.errors import ConfigurationError
from mathbook.publishing.content_security import checked_sources, secured

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><script>theme()</script>{head}</head>'
    "<body><article>{content}</article><script>theme()</script></body></html>"
)


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy_of(html: str) -> dict[str, list[str]]:
    (meta,) = BeautifulSoup(html, "html.parser").select("meta[http-equiv]")
    assert meta["http-equiv"] == "Content-Security-Policy"
    parts = [part.split() for part in str(meta["content"]).split("; ")]
    assert len({name for name, *_ in parts}) == len(parts)
    return {name: sources for name, *sources in parts}


def page(content: str = "", head: str = "", **allowed: list[str]) -> tuple[str, list[str]]:
    sources = {name.replace("_", "-"): values for name, values in allowed.items()}
    html, complaints = secured(PAGE.format(head=head, content=content), content, sources)
    return html, [complaint.text for complaint in complaints]


def test_the_policy_is_strict_and_names_the_scripts_of_the_theme() -> None:
    html, complaints = page("<p>Words.</p>")
    assert complaints == []
    assert policy_of(html) == {
        "default-src": ["'self'"],
        "script-src": ["'self'", source("theme()")],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }


def test_it_stands_before_all_that_it_speaks_about() -> None:
    html, _ = page('<p style="color: red">', head="<style>p {}</style>")
    kinds = [e.name for e in BeautifulSoup(html, "html.parser").head.find_all(True)]  # type: ignore[union-attr]
    assert kinds == ["meta", "meta", "style", "script", "style"]
    assert html.index('charset="utf-8"') < 1024, "where browsers look for it"


def test_styles_of_the_theme_and_those_that_were_attributes_are_named() -> None:
    html, complaints = page('<p style="color: red">', head="<style>p {}</style>")
    sheets = [sheet.get_text() for sheet in BeautifulSoup(html, "html.parser").find_all("style")]
    assert sheets[1] == "p {}"
    assert "{color: red}" in sheets[0]
    assert policy_of(html)["style-src"] == ["'self'", source("p {}"), source(sheets[0])]
    assert complaints == []


def test_line_ends_are_hashed_as_browsers_read_them() -> None:
    html, _ = page(head="<script>a;\r\nb;\rc;</script>")
    assert source("a;\nb;\nc;") in policy_of(html)["script-src"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<script>mine()</script>", "'mine()' (script-src): move it to a script of the site"),
        ("<style>p {}</style>", "'p {}' (style-src): move it to a style sheet of the site"),
        ('<p onclick="go()">', "'onclick=' (script-src): listen in a script of the site"),
        ('<a href="javascript:go()">', "(script-src): listen in a script of the site"),
        ('<p style="color: red} p {">', "(style-src): write plain declarations"),
        ('<img src="https://a.org/b.png">', "allow its host as a source of img-src"),
        ('<img src="//a.org/b.png">', "allow its host as a source of img-src"),
        ('<script src="https://a.org/b.js">', "allow its host as a source of script-src"),
        ('<iframe src="https://a.org/b">', "allow its host as a source of frame-src"),
        ('<object data="a.pdf"></object>', "(object-src): link to it instead"),
    ],
)
def test_what_the_content_wants_is_forbidden_and_said(content: str, said: str) -> None:
    html, complaints = page(content)
    (complaint,) = complaints
    assert complaint.startswith("the site's policy forbids ")
    assert said in complaint
    assert policy_of(html) == policy_of(page()[0])


def test_a_script_of_the_content_is_forbidden_even_if_it_stands_there_twice() -> None:
    html, complaints = page("<script>mine()</script><script>mine()</script>")
    assert source("mine()") not in policy_of(html)["script-src"]
    assert len(complaints) == 1


def test_a_script_of_the_theme_runs_although_the_content_holds_it_too() -> None:
    html, complaints = page("<script>theme()</script>")
    assert source("theme()") in policy_of(html)["script-src"]
    assert complaints == []


@pytest.mark.parametrize(
    ("head", "directive", "added"),
    [
        ('<script src="https://a.org/x/b.js?v=1">', "script-src", "https://a.org/x/b.js"),
        ('<script src="//a.org/a,b;c.js">', "script-src", "a.org/a%2Cb%3Bc.js"),
        ('<link rel="stylesheet" href="https://a.org/css?f=1">', "style-src", "https://a.org/css"),
        ('<link rel="preconnect" href="https://a.org">', "font-src", "https://a.org"),
        ('<link rel="icon" href="http://a.org/i.png">', "img-src", "http://a.org/i.png"),
    ],
)
def test_addresses_that_the_site_was_given_are_allowed(
    head: str, directive: str, added: str
) -> None:
    html, complaints = page(head=head + "</script>")
    assert complaints == []
    assert policy_of(html)[directive][-1] == added
    assert "'self'" in policy_of(html)[directive]


def test_the_theme_gets_no_handlers_either() -> None:
    html, complaints = page(head='<link rel="stylesheet" href="a.css" onload="go()">')
    assert complaints == [
        "the site's policy forbids 'onload=' (script-src): listen in a script of the site"
    ]
    assert policy_of(html) == policy_of(page()[0])


@pytest.mark.parametrize(
    ("allowed", "address", "fits"),
    [
        ("https:", "https://a.org/b.png", True),
        ("https:", "http://a.org/b.png", False),
        ("https://a.org", "https://a.org/b.png", True),
        ("https://a.org", "http://a.org/b.png", False),
        ("http://a.org", "https://a.org/b.png", True),
        ("https://a.org", "https://a.org.evil.org/b.png", False),
        ("https://a.org/b/", "https://a.org/b/c.png", True),
        ("https://a.org/b", "https://a.org/b/c.png", False),
        ("*.a.org", "https://b.a.org/c.png", True),
        ("*.a.org", "https://a.org/c.png", False),
        ("a.org:8000", "https://a.org:8000/c.png", True),
        ("blob:", "blob:https://a.org/1", True),
    ],
)
def test_what_the_site_allows_is_allowed_everywhere(allowed: str, address: str, fits: bool) -> None:
    html, complaints = page(f'<img src="{address}">', img_src=[allowed])
    assert policy_of(html)["img-src"] == ["'self'", "data:", allowed]
    assert (complaints == []) == fits


def test_a_directive_that_the_policy_does_not_name_keeps_the_site_itself() -> None:
    html, _ = page(frame_src=["https://a.org"], object_src=["'self'"])
    assert policy_of(html)["frame-src"] == ["'self'", "https://a.org"]
    assert policy_of(html)["object-src"] == ["'self'"]


def test_a_page_keeps_a_policy_of_its_own() -> None:
    own = "<meta http-equiv='content-security-policy' content=\"default-src 'none'\">"
    html = PAGE.format(head=own, content='<p style="color: red">')
    assert secured(html) == (html, [])
    secured_once, _ = page("<p>")
    assert secured(secured_once, "<p>") == (secured_once, [])


def test_a_page_without_a_head_has_its_policy_first() -> None:
    html, _ = secured("<p>Words.</p><script>theme()</script>")
    assert html.index("Content-Security-Policy") < html.index("<p>")
    assert source("theme()") in policy_of(html)["script-src"]


def test_no_text_of_a_page_ends_the_policy() -> None:
    html, _ = page(head="""<script src="https://a.org/';&quot;><p>"></script>""")
    assert unescape(html).count("default-src") == 1
    assert set(policy_of(html)) == set(policy_of(page()[0]))


@pytest.mark.parametrize(
    "given",
    [
        "https://a.org",
        {"script-src": "https://a.org"},
        {"scripts": ["https://a.org"]},
        {"frame-ancestors": ["'none'"]},
        {"script-src": ["https://a.org; img-src *"]},
        {"script-src": ["'unsafe-inline'"]},
        {"script-src": ["a b"]},
        {"script-src": [3]},
    ],
)
def test_sources_that_are_none_are_errors(given: object) -> None:
    with pytest.raises(ConfigurationError, match="allowed_sources"):
        checked_sources(given, "allowed_sources")


def test_sources_of_all_kinds_are_known() -> None:
    given = ["https://a.org/b/", "*.a.org", "a.org:80", "data:", "'wasm-unsafe-eval'", source("a")]
    assert checked_sources({"script-src": given}, "x") == {"script-src": tuple(given)}
