"""What passes unread comes back as it was."""

from mathbook.publishing.notebooks.literals import Literals, block_token, is_block


def test_what_was_taken_comes_back() -> None:
    literals = Literals()
    text = f"a {literals.take('$x_*y_*$')} b {literals.take('`c`')}"
    assert "$" not in text
    assert literals.restore(text) == "a $x_*y_*$ b `c`"


def test_in_html_code_is_marked_up_and_signs_are_escaped() -> None:
    literals = Literals()
    text = f"R & {literals.take('``a<`b``')}, {literals.take('$x < y$')}"
    assert literals.restore_in_html(text) == "R &amp; <code>a&lt;`b</code>, $x &lt; y$"


def test_a_block_is_known_in_its_line_whatever_it_is_indented_by() -> None:
    assert is_block(f"  > {block_token(12)} ") == 12
    assert is_block(f"words {block_token(12)}") is None
    assert is_block("words") is None
