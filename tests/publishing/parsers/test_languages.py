"""Info lines: every form of Python is recognized, and rewritten to one that generators show."""

import re

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.parsers.languages import (
    intended_language,
    is_python,
    language,
    with_language,
)


def shown_language(info: str) -> str | None:
    """The language in which the site highlights a fence with this info line, if it is one."""
    html = markdown.markdown(
        f"```{info}\n>>> x\n```\n",
        extensions=["attr_list", "pymdownx.highlight", "pymdownx.superfences"],
        extension_configs={"pymdownx.highlight": {"pygments_lang_class": True}},
    )
    found = re.search(r'<div[^>]* class="(?:[^"]* )?language-([^ "]+)[ "]', html)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("python", "python"),
        (" python", "python"),
        ("\tpython ", "python"),
        ("Python", "python"),
        ("py", "python"),
        ("python3", "python"),
        ("ipython3", "python"),
        ('python title="A title"', "python"),
        ('python hl_lines="1 3-4" linenums="1"', "python"),
        ("python { .annotate }", "python"),
        ('python{hl_lines="1"}', "python"),
        ("python,ignore", "python"),
        ("python:file.py", "python"),
        ("{python}", "python"),
        ("{.python}", "python"),
        ("{ .py }", "python"),
        ("{ .python .annotate }", "python"),
        ("{.python #name}", "python"),
        ("{#name .python}", "python"),
        ('{hl_lines="1" .python}', "python"),
        ('{title="a.b" .python}', "python"),
        ('{ .python title="{x}" }', "python"),
        ("{.python", "python"),
        ("{code-cell} python", "python"),
        ("{code-cell} ipython3", "python"),
        ("pycon", "pycon"),
        ("python-console", "pycon"),
        ("{ .pycon }", "pycon"),
        ("output", "output"),
        ("{.output}", "output"),
        ('Output title="x"', "output"),
        ("text", "text"),
        ("{.text .python}", "text"),
        ('text title="python"', "text"),
        ("bash python", "bash"),
        ("", ""),
        ("{}", ""),
        ("   ", ""),
    ],
)
def test_the_language_is_found_in_every_form(info: str, name: str) -> None:
    assert language(info) == name


@pytest.mark.parametrize(
    "info",
    [
        "python",
        "\tpycon",
        ".python",
        " .pycon",
        "{.python}",
        "{: .python }",
        "{#id .python}",
        "{.python}{.x}",
        'python title="x"',
        "python title",
        '{title="a.b" .python}',
        '{title="the .npz file" .python}',
        '{title="{x}" .python}',
        '{title="a}b" .python}',
    ],
)
def test_what_the_site_highlights_as_python_is_run(info: str) -> None:
    assert shown_language(info) in ("python", "pycon")
    assert language(info) == shown_language(info)


@pytest.mark.parametrize(
    "info",
    [
        "py",
        "Python",
        "python3",
        "ipython3",
        "python }",
        "python title='a b' hl_lines=\"1\"",
        "python { .annotate }",
        'python{hl_lines="1"}',
        "{ .py\t.annotate}",
        "{#id .py}",
        "{python}",
        "{code-cell} ipython3",
        "pyrepl",
        "python3.11",
        "python,ignore",
        "python:file.py",
        "python # remark",
        "python linenums=1",
        "{.python",
        '{python title="a"}',
    ],
)
def test_a_rewritten_info_line_is_one_that_the_site_highlights(info: str) -> None:
    name = language(info)
    assert is_python(name)
    assert shown_language(with_language(info, name)) == name


@pytest.mark.parametrize(
    ("info", "rewritten"),
    [
        ("py", "python"),
        ('py title="a" hl_lines="1"', 'python title="a" hl_lines="1"'),
        ("{ .py .annotate }", "{ .python .annotate }"),
        ("{#id .py}", "{#id .python}"),
        ("{python}", "python"),
        ("{code-cell} ipython3", "python"),
        ("", "python"),
    ],
)
def test_titles_and_options_survive_the_rewriting(info: str, rewritten: str) -> None:
    assert with_language(info, "python") == rewritten


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("pyhton", "python"),
        ("phyton", "python"),
        ("pyton", "python"),
        ("python2", "python"),
        ("pycn", "pycon"),
        ("outpt", "output"),
        ("ouput", "output"),
        ("python", None),
        ("output", None),
        ("text", None),
        ("", None),
        ("cython", None),
        ("jython", None),
        ("pytb", None),
        ("json", None),
        ("console", None),
        ("php", None),
    ],
)
def test_a_misspelt_language_is_told_from_another_one(name: str, meant: str | None) -> None:
    assert intended_language(name) == meant


@pytest.mark.parametrize(
    ("name", "runs"), [("python", True), ("pycon", True), ("output", False), ("text", False)]
)
def test_scripts_and_sessions_are_run(name: str, runs: bool) -> None:
    assert is_python(name) is runs
