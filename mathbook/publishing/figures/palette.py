"""The book's ten colours, for pages and figures, on light and on dark paper.

The hues are those of Okabe and Ito, which readers with any colour vision tell apart
(M. Okabe and K. Ito, "Color Universal Design", 2008). Their lightness is ours: each stands
out from the paper, and the first four differ in lightness too, so that they stay apart
in greyscale. The style sheet and the matplotlib style ``mathbook.book`` hold the same
values; ``tests/publishing/figures/test_palette.py`` holds them together.
"""

__all__ = ["DARK", "LIGHT"]

LIGHT = (
    "#00497a",  # blue
    "#b97d00",  # orange
    "#00845f",  # green
    "#a03c00",  # vermillion
    "#b0508a",  # purple
    "#5c3d22",  # umber
    "#c9659f",  # pink
    "#6b6b6b",  # grey
    "#8a8200",  # olive, the yellow of paper
    "#2b84ba",  # sky
)

DARK = (
    "#52aee2",
    "#f3b83a",
    "#a0e8cb",
    "#e06a2e",
    "#d184b1",
    "#bf9a78",
    "#eeb2d6",
    "#9a9a9a",
    "#f0e442",
    "#c4e4f8",
)
