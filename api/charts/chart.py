"""What every chart is: a picture with its title, and the same facts in a table."""

from dataclasses import dataclass

from api.charts.svg import caption, heading, sheet


@dataclass(frozen=True)
class TableRow:
    """One record behind a chart: its code, and a cell for each column."""

    code: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The table behind a chart, for those who do not see it."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Chart:
    """A picture with its title, and the same facts in a table."""

    title: str
    svg: str
    table: Table


def chart_of_nothing(words: str, release: str) -> Chart:
    """Say in a picture that there is nothing to draw."""
    title, note = words[0].upper() + words[1:], f"Peacekeeping Facts, release {release}."
    return Chart(title, sheet(title, note, [heading(title), caption([note])]), Table((), ()))
