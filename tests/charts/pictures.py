"""Make figures for charts, and parse the SVG that comes out."""

import xml.etree.ElementTree as ET
from collections.abc import Collection
from typing import Any

from api.charts.chart import Chart
from api.charts.over_time import chart_of_figures
from api.facts.figures import Dimensions, bounds
from api.vocabulary import Qualifier

RELEASE = "2026.1.1+12345678"
SVG = "{http://www.w3.org/2000/svg}"


def figure(time: str, value: float, qualifier: str = "exact", **others: Any) -> dict[str, Any]:
    """A figure as its list answers it; `2018` is that year of a flow, a moment of anything else."""
    kind, source = others.pop("kind", "stock"), others.pop("source", "Gazette")
    cause, rank = others.pop("cause", None), others.pop("rank", "normal")
    start, _, end = time.partition("/")
    lower, upper = bounds(value, Qualifier(qualifier))
    return {
        "code": f"{source}-{time}-{cause}-{value:g}".lower(),
        "subject": {"type": "mission", "code": "sampo-i", "name": others.pop("subject", "SAMPO I")},
        "indicator": others.get("unit", "people"),
        "indicator_name": "People",
        "value": value,
        "unit": others.pop("unit", "people"),
        "kind": kind,
        "qualifier": qualifier,
        "lower": lower,
        "upper": upper,
        "as_of": None if kind == "flow" else start,
        "period_start": start if kind == "flow" else None,
        "period_end": (end or start) if kind == "flow" else None,
        "dimensions": {**dict.fromkeys(Dimensions.model_fields), "cause": cause},
        "attributed_to": None,
        "rank": rank,
        "withdrawn_on": None,
        "citation": {"source": {"code": source, "title": f"The {source}", "publisher": source}},
        **others,
    }


def draw(*figures: dict[str, Any], empty: Collection[int] = ()) -> Chart:
    """The chart of these figures."""
    return chart_of_figures(list(figures), RELEASE, empty)


def parsed(svg: str) -> ET.Element:
    """Parse an SVG, which must be well-formed."""
    return ET.fromstring(svg)  # noqa: S314  # drawn by ourselves


def marks(chart: Chart, *names: str) -> list[ET.Element]:
    """The elements with one of these classes."""
    wanted = set(names)
    return [one for one in parsed(chart.svg).iter() if wanted <= _classes(one)]


def words(chart: Chart) -> str:
    """All text in the chart."""
    return " ".join(one.text or "" for one in parsed(chart.svg).iter(f"{SVG}text"))


def said(mark: ET.Element) -> str | None:
    """The tooltip of a mark."""
    return mark.findtext(f"{SVG}title")


def _classes(one: ET.Element) -> set[str]:
    return set(one.get("class", "").split())
