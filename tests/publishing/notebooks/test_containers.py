"""Containers of Material become what Jupyter shows, and never the code of an indented block."""

import pytest

from mathbook.publishing.notebooks.containers import Piece, pieces_of
from mathbook.publishing.notebooks.literals import Literals, block_token


def pieces(text: str) -> list[Piece]:
    return pieces_of(text.split("\n"), Literals())


def test_an_admonition_is_a_quotation_with_its_title() -> None:
    text = 'Before.\n\n!!! note "A *price*"\n\n    One.\n\n    - two\n\nAfter.'
    assert pieces(text) == [
        "Before.\n\n\n> **A *price***\n>\n> One.\n>\n> - two\n\n\nAfter.".replace(
            "\n\n\n", "\n\n\n"
        )
    ]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("!!! note", "> **Note**\n>\n"),
        ("!!! my-proof inline end", "> **My proof**\n>\n"),
        ('!!! note ""', ""),
        ('=== "Tab"', None),
    ],
)
def test_a_title_is_the_one_that_the_site_shows(header: str, title: str | None) -> None:
    (text,) = pieces(f"{header}\n    Words.")
    expected = "**Tab**\n\nWords." if title is None else f"{title}> Words."
    assert str(text).replace("\n\n\n", "\n\n") == expected


@pytest.mark.parametrize(("mark", "tag"), [("???", "<details>"), ("???+", "<details open>")])
def test_a_folded_part_without_code_folds(mark: str, tag: str) -> None:
    literals = Literals()
    code = literals.take("`x`")
    (text,) = pieces_of([f'{mark} info "On {code}"', "", "    Words."], literals)
    assert text == f"{tag}\n<summary><b>On <code>x</code></b></summary>\n\nWords.\n\n</details>"


def test_code_ends_a_quotation_which_goes_on_behind_it() -> None:
    text = f'??? note "T"\n\n    Above.\n\n    {block_token(0)}\n\n    Below.\n\nAfter.'
    above, block, below = pieces(text)
    assert above == "> **T**\n>\n> Above."
    assert block == 0
    assert below == "> Below.\n\n\nAfter."


def test_code_at_the_beginning_of_a_container_has_the_title_above_it() -> None:
    assert pieces(f'!!! note "T"\n    {block_token(3)}\n') == ["> **T**", 3]


def test_containers_lie_within_one_another() -> None:
    (text,) = pieces('!!! note "A"\n    ??? tip "B"\n        Words.')
    assert "> **A**" in str(text)
    assert "> <details>\n> <summary><b>B</b></summary>\n>\n> Words." in str(text)


def test_what_follows_code_in_a_list_is_no_indented_code() -> None:
    text = f"1. One:\n\n    {block_token(0)}\n\n    and so on.\n\n2. Two."
    assert pieces(text) == ["1. One:", 0, "and so on.\n\n2. Two."]


def test_a_fence_is_text_whatever_it_holds() -> None:
    text = '```text\n!!! note "T"\n    x\n```'
    assert pieces(text) == [text]


def test_a_definition_is_a_term_and_its_text() -> None:
    assert pieces("Term\n:   First,\n    second.\n") == ["**Term**\n\nFirst,\nsecond."]
