"""A chart: an SVG with its title, and the same facts as a table."""

from dataclasses import dataclass

from api.charts.svg import caption, heading, sheet


@dataclass(frozen=True)
class TableRow:
    """A row of the table: the code of a record, and its cells."""

    code: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The table of a chart, for screen readers."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Chart:
    """A chart as SVG, with its title and its table."""

    title: str
    svg: str
    table: Table


def chart_of_nothing(words: str, release: str) -> Chart:
    """Make an SVG that says why there is nothing to draw."""
    title, note = words[0].upper() + words[1:], f"Peacekeeping Facts, release {release}."
    return Chart(title, sheet(title, note, [heading(title), caption([note])]), Table((), ()))
