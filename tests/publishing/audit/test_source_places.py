"""Offsets of nodes and operators, whatever stands before and between them."""

import ast

import pytest

from mathbook.publishing.audit.source_places import SourcePlaces


def expression(source: str) -> ast.expr:
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Expr)
    return statement.value


@pytest.mark.parametrize(
    "source",
    [
        *("12", "'é' + 12", "'𝔸\\\n' + (\n\t12)", "'''\nα\n''' + 12", "(1 +\r\n 12)"),
        *("f'é{é}' 'é' f'{12}'", "f'''é\n{\n12}'''", "f'{x:>{12}}'", "f'é{f\"é{12}\"}'"),
    ],
)
def test_a_node_is_found_by_characters_not_bytes(source: str) -> None:
    places = SourcePlaces(source)
    (last,) = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and node.value == 12
    ]
    assert places.text(last) == "12"
    assert source[slice(*places.span(last))] == "12"


@pytest.mark.parametrize(
    "source",
    [
        "a+b",
        "(a) + (b)",
        "(a  # + or -\n  ) \\\n  + (  # # # # # # # # # # # # # # # # # #\n  b)",
        "é + b",
    ],
)
def test_an_operator_is_found_between_its_operands(source: str) -> None:
    node = expression(source)
    assert isinstance(node, ast.BinOp)
    place = SourcePlaces(source).between(node.left, node.right, "+")
    assert place is not None
    assert source[slice(*place)] == "+"
    assert SourcePlaces(source).between(node.left, node.right, "-") is None


def test_an_operator_of_two_words_may_be_spread() -> None:
    source = "(a is\n not b)"
    node = expression(source)
    assert isinstance(node, ast.Compare)
    places = SourcePlaces(source)
    place = places.between(node.left, node.comparators[0], "is not")
    assert place == (3, 10)
    assert places.between(node.left, node.comparators[0], "is") is None


def test_a_prefix_is_found_with_the_blanks_after_it() -> None:
    source = "not  (a)"
    node = expression(source)
    assert isinstance(node, ast.UnaryOp)
    assert SourcePlaces(source).before(node.operand, 0, "not") == (0, 5)
    assert SourcePlaces(source).before(node.operand, 0, "-") is None
