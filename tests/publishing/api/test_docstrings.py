"""Docstrings as Markdown, and the code without them."""

import re
from html import unescape

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.api.docstrings import code_lines, docstring_markdown


def copies(text: str) -> list[str]:
    """What the notes in ``text`` give to copy."""
    return [unescape(copied) for copied in re.findall(r'data-copied="([^"]*)"', text)]


def test_examples_become_fences() -> None:
    text = "Text.\n\n>>> 1 + 1\n2\n>>> 3\n3\n\nMore:\n\n>>> 4\n4"
    shown = docstring_markdown(text, "m")
    assert re.findall(r"```pycon\n.*?\n```", shown, re.S) == [
        "```pycon\n>>> 1 + 1\n2\n>>> 3\n3\n```",
        "```pycon\n>>> 4\n4\n```",
    ]
    assert shown.startswith("Text.\n\n")
    assert "\n\nMore:\n\n" in shown


def test_an_example_continues_those_above_it_and_is_copied_with_them() -> None:
    text = ">>> def f(x):\n...     return x\n>>> f(1)\n1\n\nMore:\n\n>>> f(2)\n2"
    shown = docstring_markdown(text, "m")
    # An empty line ends the function, or a console would not take it.
    first = "def f(x):\n    return x\n\nf(1)\n"
    assert copies(shown) == [first, f"{first}f(2)\n"]
    assert shown.count("Continues the block above") == 1


def test_what_is_no_session_is_copied_as_it_stands() -> None:
    assert "```pycon\n>>> )\n```" in docstring_markdown(">>> )", "m")


@pytest.mark.parametrize(
    ("role", "reference"),
    [
        (":func:`f`", "[`f`][a.b.f]"),
        (":class:`~c.d.E`", "[`E`][c.d.E]"),
        (":py:mod:`c.d`", "[`d`][c.d]"),
        ("``:func:`` of", "``:func:`` of"),
    ],
)
def test_roles_become_references(role: str, reference: str) -> None:
    assert docstring_markdown(f"See {role}.", "a.b") == f"See {reference}."


def test_a_role_in_an_example_stays() -> None:
    assert ":func:`f`" in docstring_markdown(">>> ':func:`f`'\n", "m")


def test_sources_become_a_list() -> None:
    text = "Text.\n\nReferences:\n    One (2001),\n      page 2.\n    Two.\n\n>>> 1\n1"
    html = markdown.markdown(docstring_markdown(text, "m"), extensions=["pymdownx.superfences"])
    assert html.count("<li>") == 2
    assert "page 2.</li>" in html
    assert "<code>" in html


MODULE = '''\
"""Module."""
# names: x = 1


def f():
    """One.

    # names: within
    """
    # names: a = 1
    #        b = 2
    # Why.
    return 1


class E(Exception):
    """Only this."""


def g():
    """Two."""
    # Why.
    return 2
'''


def test_the_code_is_shown_without_docstrings_and_their_comments() -> None:
    shown = code_lines(MODULE)
    expected = MODULE.split("\n")
    for number in (*range(6, 13), 21):
        expected[number - 1] = "gone"
    assert list(shown.values()) == [line for line in expected if line != "gone"]
    assert all(MODULE.split("\n")[number - 1] == line for number, line in shown.items())
