"""The book's colours: one set everywhere, seen by all, in greyscale, and on their paper."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib import rcParams, style
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from mathbook.publishing.figures.palette import DARK, LIGHT

ROOT = Path(__file__).parents[3]
CSS = (ROOT / "docs" / "assets" / "palette.css").read_text(encoding="utf-8")
Vector = NDArray[np.float64]

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for
# simulation of color vision deficiency", IEEE TVCG 15(6), 2009: the matrices of severity 1.0,
# for linear RGB.
VISION = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)  # sRGB, IEC 61966-2-1
WHITE = XYZ @ np.ones(3)


def linear(colour: str) -> Vector:
    """Linear RGB of ``#rrggbb``."""
    encoded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def lab(rgb: Vector) -> Vector:
    """CIE L*a*b* of linear RGB."""
    t = XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    low, high = sorted(float(XYZ[1] @ linear(colour)) + 0.05 for colour in (one, other))
    return high / low


def variables(scheme: str) -> dict[str, str]:
    """The colours that the style sheet sets for ``scheme``."""
    rule = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)\n}}', CSS, re.DOTALL)
    assert rule is not None
    return dict(re.findall(r"--mathbook-([\w-]+): (#[0-9a-f]{6});", rule[1]))


SCHEMES = {"default": LIGHT, "slate": DARK}


def test_measures_of_colour() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=1e-6)
    # Two colours that readers with deuteranopia are known to confuse.
    seen = [lab(VISION["deuteranopia"] @ linear(colour)) for colour in ("#c00000", "#6a6a00")]
    assert np.linalg.norm(seen[0] - seen[1]) < 20
    assert np.linalg.norm(lab(linear("#c00000")) - lab(linear("#6a6a00"))) > 60


@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_and_figures_share_their_colours(scheme: str) -> None:
    found = variables(scheme)
    assert tuple(found[f"c{n}"] for n in range(10)) == SCHEMES[scheme]


def test_the_matplotlib_style_has_these_colours() -> None:
    with style.context("mathbook.book"):
        cycle = rcParams["axes.prop_cycle"].by_key()["color"]
        assert (
            tuple(to_hex(colour if colour[0] == "#" else f"#{colour}") for colour in cycle) == LIGHT
        )


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_six_colours_stay_apart_for_every_vision(scheme: str, vision: str) -> None:
    seen = [lab(VISION[vision] @ linear(colour)) for colour in SCHEMES[scheme][:6]]
    nearest = min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))
    assert nearest >= 12


@pytest.mark.parametrize("scheme", SCHEMES)
def test_four_colours_stay_apart_in_greyscale(scheme: str) -> None:
    lightness = sorted(float(lab(linear(colour))[0]) for colour in SCHEMES[scheme][:4])
    assert min(np.diff(lightness)) >= 8


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_line_stands_out_from_its_paper(scheme: str) -> None:
    paper = variables(scheme)["page"]
    assert min(contrast(colour, paper) for colour in SCHEMES[scheme]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_colour_is_readable_on_paper_and_on_code(scheme: str) -> None:
    found = variables(scheme)
    texts = ("ink", "soft", "link", "claim", "exercise", "solution", "mistake")
    ratios = {
        (text, ground): contrast(found[text], found[ground])
        for text in texts
        for ground in ("page", "wash")
    }
    assert min(ratios.values()) >= 4.5, ratios
