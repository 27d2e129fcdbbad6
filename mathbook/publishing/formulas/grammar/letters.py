r"""Several letters in one style: ``\mathbf{AB}`` is ``\mathbf A \mathbf B`` if nothing is AB."""

from collections.abc import Sequence

import numpy as np

from mathbook.publishing.formulas.grammar.atoms import GREEK, read_argument, scan_atom
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import Token

__all__ = ["spelt_out"]

_UPRIGHT = frozenset({r"\mathrm", r"\mathsf"})


def spelt_out(tokens: Sequence[Token], index: int, names: Names) -> list[Token] | None:
    """``tokens`` with one name for each letter of the group at ``index``, all in its style.

    What follows the group then belongs to its last letter, as it is printed there. None if
    something in the group is no letter, or has no value: a word, such as a function's name.
    """
    token = tokens[index]
    if token.kind == "word":
        after = index + 1
        inner = _letters_of(token, is_called=_text(tokens, after) == "(")
    elif token.text == r"\mathbf" and _text(tokens, index + 1) == "{":
        group, after = read_argument(tokens, index + 1)
        inner = _styled(group, token)
    else:
        return None
    if inner is None or not _are_bound(inner, token.style in _UPRIGHT, names):
        return None
    return [*tokens[:index], *inner, *tokens[after:]]


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


def _letters_of(word: Token, *, is_called: bool) -> list[Token] | None:
    """The letters of a word in bold or upright ones."""
    letters = word.text.replace(" ", "")
    if not letters.isalpha():
        return None
    if word.style in _UPRIGHT:  # \mathrm{KL}(p \| q) is no product
        return None if is_called else [_letter(word, letter) for letter in letters]
    if word.style != r"\mathbf":
        return None
    mark = Token("command", r"\mathbf", word.start, word.end)
    return [token for letter in letters for token in (mark, _letter(word, letter))]


def _letter(word: Token, letter: str) -> Token:
    return Token("letter", letter, word.start, word.end)


def _styled(group: Sequence[Token], mark: Token) -> list[Token] | None:
    """The letters of ``group``, each with ``mark`` before it; their scripts stay as they are."""
    found: list[Token] = []
    index = 0
    while index < len(group):
        token = group[index]
        start, index = index, index + 1
        if token.text in ("_", "^"):
            index = read_argument(group, index)[1]
        elif token.kind == "letter" or token.text in GREEK:
            found.append(mark)
        elif token.text != "'":
            return None
        found += group[start:index]
    return found


def _are_bound(tokens: list[Token], upright: bool, names: Names) -> bool:
    """Whether ``tokens`` are several names with values; upright ones with arrays.

    An upright word is more often a function or an abbreviation than a product.
    """
    index = count = 0
    while index < len(tokens):
        atom = scan_atom(tokens, index)
        if atom is None:
            return False
        keys = (names.find(variant) for variant in atom.variants())
        key = next((key for key in keys if key is not None), None)
        if key is None or (upright and not isinstance(names.bound[key].value, np.ndarray)):
            return False
        index, count = atom.end, count + 1
    return count > 1
