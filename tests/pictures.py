"""What a picture shows, read back from its SVG."""

import xml.etree.ElementTree as ET

from api.charts.chart import Chart

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """The picture, which must be well-formed."""
    return ET.fromstring(svg)  # noqa: S314  # drawn by ourselves


def marks(chart: Chart, *names: str) -> list[ET.Element]:
    """The elements of the picture that are called so."""
    wanted = set(names)
    return [one for one in parsed(chart.svg).iter() if wanted <= _classes(one)]


def words(chart: Chart) -> str:
    """All that is written in the picture."""
    return " ".join(one.text or "" for one in parsed(chart.svg).iter(f"{SVG}text"))


def said(mark: ET.Element) -> str | None:
    """What a mark says when pointed at."""
    return mark.findtext(f"{SVG}title")


def _classes(one: ET.Element) -> set[str]:
    return set(one.get("class", "").split())
