"""Coordinates lose digits that nobody sees; scales and definitions keep theirs."""

import xml.etree.ElementTree as ET

import pytest

from mathbook.publishing.figures.shortening import shorten

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4.123456 2">{}</svg>'


@pytest.mark.parametrize(
    ("drawn", "published"),
    [
        ('<path d="M 1.234567 -0.501  L 2.0 3  z " />', '<path d="M 1.23 -0.5 L 2 3 z" />'),
        ('<path d="M -0.001 0.004 L 100.0 10" />', '<path d="M 0 0 L 100 10" />'),
        ('<use x="0.126" y="-7.999" href="#m" />', '<use x="0.13" y="-8" href="#m" />'),
        (
            '<g transform="translate(1.006 2.5) scale(0.015625 -0.015625)" />',
            '<g transform="translate(1.01 2.5) scale(0.015625 -0.015625)" />',
        ),
        (
            '<g transform="matrix(0.123456 0 0 1 5.123456 0)" />',
            '<g transform="matrix(0.123456 0 0 1 5.123456 0)" />',
        ),
        (
            '<defs><path id="a" d="M 0.0123 1.23456" /></defs>',
            '<defs><path id="a" d="M 0.0123 1.23456" /></defs>',
        ),
        (
            '<g><path d="M 1.111 2" style="stroke-width: 0.123456" /></g>',
            '<g><path d="M 1.11 2" style="stroke-width: 0.123456" /></g>',
        ),
    ],
)
def test_coordinates_are_hundredths(drawn: str, published: str) -> None:
    root = ET.fromstring(SVG.format(drawn))
    shorten(root)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    assert ET.tostring(root, encoding="unicode") == SVG.format(published)
