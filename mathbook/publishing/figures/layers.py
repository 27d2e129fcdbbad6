"""The frames of one figure as one drawing: what they share stands once, the rest in layers.

A layer, ``<g data-frame="2">``, holds what only the frame of this index draws at this place
of the stack; all layers but one frame's are not displayed. So moving a slider moves what
changes and nothing else, and a page grows by what changes only.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

__all__ = ["canvas", "layered"]

_SVG = "{http://www.w3.org/2000/svg}"
_APART = (f"{_SVG}metadata", f"{_SVG}desc")
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+(?=\))")


def canvas(svg: str) -> str:
    """Width and height of a drawing."""
    root = ET.fromstring(svg)
    return " x ".join(root.get("viewBox", "").split()[2:])


def layered(svgs: Sequence[str], shown: int) -> str:
    """The drawings ``svgs`` of one figure, on one canvas, as one in one line.

    Args:
        svgs: The frames. Their ids mean the same, or are made each frame's own.
        shown: The index of the frame that is displayed.
    """
    roots = [ET.fromstring(svg) for svg in svgs]
    described = {root.findtext(f"{_SVG}desc", "") for root in roots}
    for root in roots:
        for element in root.iter():
            element.text = element.tail = None
        for child in [child for child in root if child.tag in _APART]:
            root.remove(child)
    _part_ids(roots)
    definitions: dict[str, ET.Element] = {}
    for root in roots:
        for definition in _taken_definitions(root):
            definitions.setdefault(definition.get("id", ""), definition)
    merged = ET.Element(roots[shown].tag, roots[shown].attrib)
    if len(described) == 1:  # a description of one frame would be wrong of the others
        ET.SubElement(merged, f"{_SVG}desc").text = described.pop()
    ET.SubElement(merged, f"{_SVG}defs").extend(definitions.values())
    merged.extend(_merged([list(root) for root in roots], shown))
    ET.register_namespace("", _SVG[1:-1])
    return ET.tostring(merged, encoding="unicode")


def _part_ids(roots: Sequence[ET.Element]) -> None:
    """Rename ids that mean one thing in this frame and another in that."""
    meanings: dict[str, set[bytes]] = {}
    for root in roots:
        for element in root.iter():
            if name := element.get("id"):
                meanings.setdefault(name, set()).add(ET.tostring(element))
    parted = {name for name, found in meanings.items() if len(found) > 1}
    for index, root in enumerate(roots):
        for element in root.iter():
            for attribute, value in element.items():
                element.set(attribute, _parted(attribute, value, parted, index))


def _parted(attribute: str, value: str, parted: set[str], index: int) -> str:
    """The value of an attribute whose ids in ``parted`` are those of the frame ``index``."""
    if attribute == "id" and value in parted:
        return f"{value}:{index}"
    if attribute == "href" and value.removeprefix("#") in parted:
        return f"{value}:{index}"
    return _REFERENCE.sub(lambda m: f"{m[0]}:{index}" if m[0] in parted else m[0], value)


def _taken_definitions(root: ET.Element) -> Iterator[ET.Element]:
    """The contents of all ``<defs>``, which are taken out of the drawing."""
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag == f"{_SVG}defs"]:
            parent.remove(child)
            yield from child


def _merged(frames: list[list[ET.Element]], shown: int) -> Iterator[ET.Element]:
    """One list of elements for several, each of which keeps its order in it."""
    keys = [[ET.tostring(element) for element in frame] for frame in frames]
    anchors = keys[0]
    for others in keys[1:]:
        blocks = SequenceMatcher(None, anchors, others, autojunk=False).get_matching_blocks()
        anchors = [key for block in blocks for key in anchors[block.a : block.a + block.size]]
    bounds = [[-1, *_places(anchors, others), len(others)] for others in keys]
    for stretch in zip(*(pairwise(places) for places in bounds), strict=True):
        between = [frame[a + 1 : b] for frame, (a, b) in zip(frames, stretch, strict=True)]
        yield from _differing(between, shown)
        _, end = stretch[0]
        if end < len(frames[0]):
            yield frames[0][end]


def _places(anchors: list[bytes], keys: list[bytes]) -> Iterator[int]:
    """Where ``anchors``, a part of ``keys`` in their order, stand in them."""
    place = -1
    for anchor in anchors:
        place = keys.index(anchor, place + 1)
        yield place


def _differing(frames: list[list[ET.Element]], shown: int) -> Iterator[ET.Element]:
    """The elements of a stretch in which the frames have nothing in common."""
    if len({len(frame) for frame in frames}) == 1 and frames[0]:
        for elements in zip(*frames, strict=True):
            first = elements[0]
            if all(_same_group(element, first) for element in elements):
                group = ET.Element(first.tag, first.attrib)
                group.extend(_merged([list(element) for element in elements], shown))
                yield group
            else:
                yield from _layers([[element] for element in elements], shown)
        return
    yield from _layers(frames, shown)


def _same_group(element: ET.Element, other: ET.Element) -> bool:
    return len(element) > 0 and (element.tag, element.attrib) == (other.tag, other.attrib)


def _layers(frames: list[list[ET.Element]], shown: int) -> Iterator[ET.Element]:
    for index, elements in enumerate(frames):
        if elements:
            layer = ET.Element(f"{_SVG}g", {"data-frame": str(index)})
            if index != shown:
                layer.set("display", "none")
            layer.extend(elements)
            yield layer
