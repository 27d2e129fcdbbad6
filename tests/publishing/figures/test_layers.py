"""Frames as layers: each frame alone looks as it was drawn, and shared things stand once."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from mathbook.publishing.figures.drawing import draw
from mathbook.publishing.figures.layers import canvas, layered

SVG = "{http://www.w3.org/2000/svg}"


def svg(body: str, desc: str = "A figure.") -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6">'
    return f"{head}<desc>{desc}</desc>{body}<metadata>x</metadata></svg>"


def plain(root: ET.Element) -> Iterator[tuple[Any, ...]]:
    """What is painted, in order, with definitions in place of the names that refer to them."""
    known = {element.get("id"): element for element in root.iter() if element.get("id")}

    def meaning(name: str, otherwise: str) -> str:
        if name not in known:
            return otherwise
        copy = ET.fromstring(ET.tostring(known[name]))
        copy.attrib.pop("id")
        for element in copy.iter():
            element.text = element.tail = None
        return ET.tostring(copy, encoding="unicode")

    def paint(element: ET.Element) -> Iterator[tuple[Any, ...]]:
        if element.tag == f"{SVG}defs" or element.get("display") == "none":
            return
        if element.tag in (f"{SVG}g", f"{SVG}svg") and not element.get("transform"):
            marks = tuple(v for k, v in element.items() if k in ("style", "clip-path"))
            for child in element:
                yield from ((*marks, *inner) for inner in paint(child))
            return
        attributes = dict(element.items())
        for name, value in list(attributes.items()):
            attributes[name] = re.sub(r"#([^)\s;]+)", lambda m: meaning(m[1], m[0]), value)
        yield (
            element.tag,
            *sorted(attributes.items()),
            *filter(None, map(tuple, map(paint, element))),
        )

    yield from paint(root)


def only(merged: str, index: int) -> ET.Element:
    """The merged drawing with the layers of one frame."""
    root = ET.fromstring(merged)
    for element in root.iter():
        if "data-frame" in element.attrib:
            element.attrib.pop("display", None)
            if element.attrib.pop("data-frame") != str(index):
                element.set("display", "none")
    return root


def without_apart(text: str) -> ET.Element:
    root = ET.fromstring(text)
    for child in list(root):
        if child.tag in (f"{SVG}desc", f"{SVG}metadata"):
            root.remove(child)
    return root


def assert_each_is_there(frames: Sequence[str], shown: int = 0) -> str:
    merged = layered(frames, shown)
    for index, frame in enumerate(frames):
        found = only(merged, index)
        for element in found.findall(f"{SVG}desc"):
            found.remove(element)
        assert list(plain(found)) == list(plain(without_apart(frame)))
    names = [element.get("id") for element in ET.fromstring(merged).iter() if element.get("id")]
    assert len(names) == len(set(names))
    return merged


@pytest.mark.parametrize(
    "frames",
    [
        ("<path d='1'/>", "<path d='1'/>"),
        ("<path d='1'/>", "<path d='2'/>", "<path d='1'/>"),
        ("<g><path d='a'/><path d='1'/></g>", "<g><path d='a'/><path d='2'/></g>"),
        ("<path d='1'/>", "", "<path d='3'/><path d='4'/>"),
        ("<path d='a'/><path d='b'/>", "<path d='b'/><path d='a'/>"),
        ("<path d='a'/><path d='1'/><path d='a'/>", "<path d='a'/><path d='a'/><path d='2'/>"),
        ("<g style='x'><path d='1'/></g>", "<g style='y'><path d='1'/></g>"),
    ],
)
def test_each_frame_keeps_its_order(frames: tuple[str, ...]) -> None:
    assert_each_is_there([svg(frame) for frame in frames])


def test_what_all_frames_share_stands_once_and_the_rest_in_layers() -> None:
    merged = layered([svg(f"<g><path d='a'/><path d='{n}'/></g><path d='z'/>") for n in "123"], 1)
    root = ET.fromstring(merged)
    assert [path.get("d") for path in root.iter(f"{SVG}path")] == ["a", "1", "2", "3", "z"]
    layers = [(g.get("data-frame"), g.get("display")) for g in root.iter(f"{SVG}g")][1:]
    assert layers == [("0", "none"), ("1", None), ("2", "none")]


def test_ids_that_mean_two_things_are_parted_and_others_defined_once() -> None:
    frames = [
        svg(
            f"<defs><path id='m' d='{n}'/><path id='s' d='s'/></defs>"
            "<use href='#m'/><g clip-path='url(#s)'><use href='#s'/></g>"
        )
        for n in "12"
    ]
    merged = assert_each_is_there(frames)
    definitions = [element.get("id") for element in ET.fromstring(merged).findall(f"{SVG}defs/*")]
    assert definitions == ["m:0", "s", "m:1"]


def test_a_description_stays_if_it_is_that_of_all_frames() -> None:
    assert "<desc>same</desc>" in layered([svg("", "same"), svg("<path/>", "same")], 0)
    assert "desc" not in layered([svg("", "one"), svg("<path/>", "other")], 0)
    assert "metadata" not in layered([svg(""), svg("")], 0)


def test_a_drawing_tells_its_canvas() -> None:
    assert canvas(svg("")) == "8 x 6"


def test_matplotlibs_figures_keep_their_looks_and_share_their_ground() -> None:
    axis = np.linspace(-2, 2, 60)
    x, y = np.meshgrid(axis, axis)
    drawings = []
    for h in (1, 2, 3):
        fig, ax = plt.subplots()
        ax.contour(x, y, x**2 + y**2, levels=12, colors="C7")
        ax.scatter([0, h / 2], [0, 1], label=f"{h} dots")
        ax.plot([0, h], "o-")
        ax.bar([0, 1], [h, 1], hatch="/" * h)
        for k in range(h):
            ax.annotate(f"k = {k}", (k, 1))
        ax.set(xlim=(-2, 3), ylim=(-2, 3), title=f"h = {h}")
        ax.legend()
        drawings.append(draw(fig, "a").svg)
        plt.close(fig)
    merged = assert_each_is_there(drawings, 1)
    assert len(merged) < 0.6 * sum(map(len, drawings))
    assert "\n" not in merged
