"""A figure on the page, and below it the slider that moves it.

The slider is a range input, which needs no library: keys, fingers and screen readers know
it. It is hidden until the script ``assets/slider.js`` shows it, so that without scripts the
page has the figure as the code draws it, with its value and read-out as text.
"""

import json
from collections.abc import Sequence

from mathbook.publishing.chapter import FigureReference, Slider
from mathbook.publishing.figures.drawing import named
from mathbook.publishing.figures.layers import layered
from mathbook.publishing.markup import literal_text, without_markdown
from mathbook.publishing.runs import Frame

__all__ = ["figure_html", "slider_html"]


def figure_html(reference: FigureReference, svg: str, more: str = "", data: str = "") -> str:
    """A figure as HTML in one line.

    Args:
        reference: Its place on the page.
        svg: What it shows.
        more: HTML below it.
        data: Further attributes, with a blank before each.
    """
    anchor = f' id="fig:{reference.name}"' if reference.caption else ""
    return f'<div class="mathbook-figure"{anchor}{data}>{without_markdown(svg)}{more}</div>'


def slider_html(reference: FigureReference, slider: Slider, frames: Sequence[Frame]) -> str:
    """A figure with its slider.

    The attribute ``data-frames`` holds the value of each frame and the text beside the
    slider, ``data-name`` what the picture's name begins with; that text ends it.
    """
    texts = [(frame.value, f"{frame.value}: {frame.readout}") for frame in frames]
    value, text = texts[slider.default]
    name = f"{reference.alt.rstrip()} {slider.label} "
    layers = layered([frame.drawing.svg for frame in frames], slider.default)
    held = literal_text(json.dumps(texts, ensure_ascii=False))
    data = f' data-frames="{held}" data-name="{literal_text(name)}"'
    own = f"slider:{reference.name}"
    control = (
        f'<div class="mathbook-slider"><label for="{own}">{literal_text(slider.label)}</label>'
        f'<input type="range" id="{own}" min="0" max="{len(frames) - 1}" step="1" '
        f'value="{slider.default}" aria-valuetext="{literal_text(value)}" '
        f'style="--mathbook-steps: {len(frames) - 1}" autocomplete="off" hidden>'
        f'<output for="{own}" aria-live="polite">{literal_text(text)}</output></div>'
    )
    return figure_html(reference, named(layers, name + text), control, data)
