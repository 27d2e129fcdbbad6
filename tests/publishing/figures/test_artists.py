"""What single artists show: the data and looks that a reader sees, by name."""

from typing import Any

import pytest
from matplotlib.figure import Figure

from mathbook.publishing.figures.artists import describe_artist


def described(artist: Any) -> dict[str, Any]:
    return dict(describe_artist(artist))


def test_a_line_is_its_points_and_its_look() -> None:
    (line,) = Figure().add_subplot().plot([1, 2], [3, 4], "o--", color="red", alpha=0.5)
    shown = described(line)
    assert list(shown["x"]) == [1, 2]
    assert list(shown["y"]) == [3, 4]
    assert shown["look"] == "-- default o #ff0000ff"
    assert shown["opacity"] == 0.5


@pytest.mark.parametrize(
    ("kind", "arguments", "names"),
    [
        ("scatter", ([1], [2]), {"offsets", "sizes", "faces", "edges"}),
        ("imshow", ([[1.0, 2.0]],), {"values", "extent", "colours"}),
        ("text", (0, 0, "word"), {"text", "place", "look"}),
        ("axvspan", (0, 1), {"outline", "look", "hatch"}),
        ("quiver", ([0], [0], [1], [2]), {"U", "V"}),
    ],
)
def test_each_kind_has_its_own_entries(
    kind: str, arguments: tuple[Any, ...], names: set[str]
) -> None:
    artist = getattr(Figure().add_subplot(), kind)(*arguments)
    assert names <= described(artist).keys()


def test_a_table_is_its_cells_in_order() -> None:
    table = Figure().add_subplot().table([["a", "b"], ["c", "d"]])
    assert described(table)["cells"] == "a | b | c | d"
