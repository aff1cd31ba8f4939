"""Timeline of missions: a line for each, from its start to its end, where known."""

from api.charts.attribution import source_line
from api.charts.axes import years_axis
from api.charts.chart import Chart, Table, TableRow
from api.charts.marks import PALE
from api.charts.scales import Scale, first_of, last_of, new_year, year_of, year_ticks
from api.charts.series import NothingToDraw
from api.charts.svg import (
    COLOURS,
    EDGE,
    WIDTH,
    Block,
    caption,
    element,
    heading,
    legend,
    path,
    sheet,
    text_line,
)
from api.facts.missions import MissionKind, MissionStatus
from api.vocabulary import PartialDate, Row
from api.wording import day_in_words, plain

MOST_MISSIONS = 250
ROW = 14
AXIS = 22.0  # Room for an axis.
THICK = 8.0
NAMES = 84.0  # Room for the name of the first mission before its line.
LONGEST_NAME = 20
KINDS = list(MissionKind)
KEY = (
    "An arrow: it runs on; the full line ends where a source last proves it. Pale: the start or the end is not"
    " known to the day."
)


def timeline_of_missions(
    missions: list[Row], released: PartialDate, release: str, width: int = WIDTH
) -> Chart:
    """Draw missions by start, up to the release; raise `NothingToDraw` if there is none."""
    dated = [mission for mission in missions if mission["started"]]
    if not dated:
        raise NothingToDraw("started__gte", "no mission with a known start passes these filters")
    dated.sort(key=lambda mission: (first_of(mission["started"]), mission["code"]))
    kinds = [kind for kind in KINDS if any(mission["kind"] == kind for mission in dated)]
    title = _title(dated, kinds, released)
    blocks = [
        heading(title, width),
        legend([(plain(kind), _swatch(kind)) for kind in kinds], width),
        _lines(dated, last_of(released), width),
        caption(_notes(missions, release), width),
    ]
    return Chart(title, sheet(title, _description(dated), blocks, width), _table(missions))


def _lines(missions: list[Row], now: int, width: int) -> Block:
    """Draw the missions in rows, ongoing ones first, between two axes of years."""
    start = new_year(year_of(first_of(missions[0]["started"])))
    x = Scale(start, new_year(year_of(now) + 1), EDGE + NAMES, width - EDGE)
    ordered = sorted(missions, key=lambda mission: not _runs(mission))  # By their start otherwise.
    rows = [_row(x, mission, now, AXIS + ROW * place + 6) for place, mission in enumerate(ordered)]
    height = AXIS + ROW * len(missions) + 10.0
    axes = years_axis(x, 0) + years_axis(x, height)
    return Block(height + AXIS, _grid(x, height) + "".join(rows) + axes)


def _notes(missions: list[Row], release: str) -> list[str]:
    """Write the caption: the key, missions without a start, and the source."""
    undated = [_name(mission) for mission in missions if not mission["started"]]
    cited = [citation["source"] for mission in missions for citation in mission["citations"]]
    left_out = [f"Without a known start, so not shown: {', '.join(undated)}."] if undated else []
    return [KEY, *left_out, source_line(cited, release)]


def _table(missions: list[Row]) -> Table:
    columns = ("Operation", "Name", "Kind", "Start", "End", "Status")
    rows = []
    for mission in missions:
        last_proven = mission["status_as_of"]
        status = mission["status"] + (f", as of {day_in_words(last_proven)}" if last_proven else "")
        days = [_day(mission["started"]), _day(mission["ended"])]
        cells = (_name(mission), mission["name"], plain(mission["kind"]), *days, status)
        rows.append(TableRow(mission["code"], cells))
    return Table(columns, tuple(rows))


def _title(missions: list[Row], kinds: list[MissionKind], released: PartialDate) -> str:
    noun = plain(kinds[0]) if len(kinds) == 1 else "operation"
    noun += "s" * (len(missions) > 1)
    first = missions[0]["started"][:4]
    return f"{len(missions)} {noun} over time, {first} to {released[:4]}"


def _row(x: Scale, mission: Row, now: int, y: float) -> str:
    """Draw one mission: its line, its name before it, its dates as a tooltip."""
    colour = COLOURS[KINDS.index(mission["kind"])]
    start, end = first_of(mission["started"]), _end(mission, now)
    words = f"{_name(mission)}: {_day(mission['started'])} to {_day(mission['ended'])}"
    shapes = path(*_bar(x, start, end, y), words=words, fill=colour, fill_opacity=PALE)
    shapes += path(*_bar(x, last_of(mission["started"]), _sure_end(mission, end), y), fill=colour)
    running = _runs(mission)
    if running:
        shapes += _arrow(x.at(end), x.at(now), y, colour)
    shapes += text_line(_name(mission), x.at(start) - 5, y + 4, text_anchor="end", font_size=11)
    return element("g", shapes, class_="mission" + " open" * running)


def _runs(mission: Row) -> bool:
    return bool(mission["status"] == MissionStatus.ONGOING)


def _arrow(left: float, right: float, y: float, colour: str) -> str:
    steps = ("M", left, y, "H", right, "m", -4.0, -3.5, "l", 4.0, 3.5, "l", -4.0, 3.5)
    return path(*steps, class_="arrow", stroke=colour, fill="none")


def _bar(x: Scale, start: int, end: int, y: float) -> list[object]:
    left, width = x.at(start), max(x.at(end + 1) - x.at(start), 0.0)
    return ["M", left, y - THICK / 2, "h", width, "v", THICK, "h", -width, "z"]


def _end(mission: Row, now: int) -> int:
    """Return the last day of a mission's line: its end, or its last proven day."""
    if mission["ended"]:
        return last_of(mission["ended"])
    last_proven = mission["status_as_of"] or mission["started"]
    return min(max(first_of(mission["started"]), last_of(last_proven)), now)


def _sure_end(mission: Row, end: int) -> int:
    """Return the last proven day of a mission; its start if it closed on an unknown day."""
    if mission["ended"]:
        return first_of(mission["ended"])
    return last_of(mission["started"]) if mission["status"] == MissionStatus.CLOSED else end


def _grid(x: Scale, height: float) -> str:
    """Draw a thin vertical line at the start of each labelled year."""
    years = year_ticks(year_of(int(x.low)), year_of(int(x.high) - 1))
    lines = [path("M", x.at(new_year(year)), AXIS, "V", height) for year in years]
    return element("g", *lines, stroke="currentColor", opacity=0.18)


def _swatch(kind: MissionKind) -> str:
    return path("M0-8h24v8h-24z", fill=COLOURS[KINDS.index(kind)])


def _name(mission: Row) -> str:
    """Return the acronym of a mission, or its name if short, or its code."""
    if mission["acronym"] or len(mission["name"]) <= LONGEST_NAME:
        return str(mission["acronym"] or mission["name"])
    return str(mission["code"]).replace("-", " ").upper()


def _day(date: PartialDate | None) -> str:
    return day_in_words(date) if date else "not known"


def _description(missions: list[Row]) -> str:
    """Describe the timeline for screen readers."""
    running = [_name(mission) for mission in missions if _runs(mission)]
    first, last = missions[0], missions[-1]
    return (
        f"The first is {_name(first)}, from {_day(first['started'])}; the latest is {_name(last)}, from"
        f" {_day(last['started'])}. {len(running)} are known to run on: {', '.join(running)}."
    )
