"""Each record in one sentence, with its address and its source: what `view=compact` and the tools of agents answer.

A sentence says no more than its record: dates as precise as they are known, numbers with the words that bound
them, and whether a figure still stands. What is too long is cut, and ends in an ellipsis.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from api.resources import answers as records
from api.vocabulary import (
    Coverage,
    IndicatorKind,
    MissionStatus,
    PartialDate,
    Qualifier,
    Rank,
    Row,
    TimeBasis,
    Unit,
)
from api.wording import QUALIFIERS, UNITS, UNNAMED

LONGEST = 240
LONGEST_TITLE = 60
LONGEST_REASON = 80
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SOURCES = "/v1/sources/"


def entry(record: type[BaseModel], row: Row, address: str) -> Row:
    """A record as its sentence, its address and the address of its most telling source."""
    text = " ".join(SENTENCES[record](row).split())
    return {"text": text, "href": row.get("href", address), "source": _source(record, row, address)}


def day_in_words(date: PartialDate) -> str:
    """A date as precise as it is known: `2018`, `March 2018`, `28 March 2018`."""
    year, *rest = date.split("-")
    month = [MONTHS[int(part) - 1] for part in rest[:1]]
    day = [str(int(part)) for part in rest[1:]]
    return " ".join([*day, *month, year])


def number_in_words(figure: Row) -> str:
    """The number of a figure as exact as its words, with its unit: `over 4,400 people`."""
    one, several = UNITS[Unit(figure["unit"])]
    number = f"{QUALIFIERS[Qualifier(figure['qualifier'])]}{figure['value']:,.15g}"
    return f"{number} {one if figure['value'] == 1 else several}".strip()


def time_in_words(figure: Row) -> str:
    """The moment or period that a figure is true of."""
    start, end = figure["period_start"], figure["period_end"]
    if figure["as_of"]:
        words = f"as of {day_in_words(figure['as_of'])}"
    elif start == end:
        words = f"in {day_in_words(start)}"
    else:
        words = f"from {day_in_words(start)} to {day_in_words(end)}"
    return f"{words} (inferred)" if figure["time_basis"] == TimeBasis.INFERRED else words


def _figure(row: Row) -> str:
    narrowed = [
        f"{name} {value}".replace("_", " ") for name, value in row["dimensions"].items() if value
    ]
    what = ", ".join([row["indicator_name"], row["subject"]["name"], *narrowed])
    running = "; cumulative" if row["kind"] == IndicatorKind.CUMULATIVE else ""
    number = number_in_words(row)
    title = f"“{_cut(row['citation']['source']['title'], LONGEST_TITLE)}”"
    speaker = row["attributed_to"]
    said = f"{speaker['name']} in {title}" if speaker else title
    words = f"{number[0].upper()}{number[1:]} ({what}{running}), {time_in_words(row)}, says {said}"
    return f"{_standing(row)}{words}."


def _standing(figure: Row) -> str:
    """What a reader must know first of a figure that is not to be used."""
    if figure["withdrawn_on"]:
        reason = _cut(figure["withdrawn_reason"], LONGEST_REASON)
        return f"Withdrawn ({day_in_words(figure['withdrawn_on'])}: {reason}): "
    if figure["rank"] == Rank.DEPRECATED:
        return f"Deprecated ({_cut(figure['rank_reason'], LONGEST_REASON)}): "
    return ""


def _mission(row: Row) -> str:
    where = f" in {', '.join(row['countries'])}" if row["countries"] else ""
    return f"{_named(row)}: {_plain(row['kind'])}{where}, {_run(row)}."


def _run(mission: Row) -> str:
    """When a mission ran, no further than it is proven."""
    start, end = mission["started"], mission["ended"]
    proven = mission["status_as_of"] and day_in_words(mission["status_as_of"])
    begun = f"from {day_in_words(start)}" if start else "start not proven"
    if end:
        return f"{begun} to {day_in_words(end)}" if start else f"{begun}, to {day_in_words(end)}"
    if mission["status"] == MissionStatus.UNKNOWN:
        return f"{begun}, end not proven"
    return f"{begun}, {mission['status']} as of {proven}"


def _initiative(row: Row) -> str:
    launched = f", launched {day_in_words(row['launched'])}" if row["launched"] else ""
    return _cut(f"{_named(row)}, {_plain(row['kind'])}{launched}: {row['summary']}")


def _indicator(row: Row) -> str:
    others = ", ".join(row["not_comparable_with"])
    warning = f" Not comparable with {others}." if others else ""
    return f"{row['name']} ({row['kind']}, {_plain(row['unit'])}): {row['definition']}{warning}"


def _person(row: Row) -> str:
    return _cut(f"{row['name']}: {row['summary']}")


def _organisation(row: Row) -> str:
    return _cut(f"{_named(row)}, {_plain(row['kind'])}: {row['summary']}")


def _country(row: Row) -> str:
    code = f" ({row['iso3']})" if row["iso3"] else ""
    return _cut(f"{row['name']}{code}: {row['summary'] or 'no source speaks of its part.'}")


def _event(row: Row) -> str:
    start, end = row["started"], row["ended"]
    days = [day_in_words(date) for date in (start, end) if date]
    known = [" to ".join(days), row["place"]]
    return _cut(f"{', '.join([row['name'], *filter(None, known)])}: {row['summary']}")


def _statement(row: Row) -> str:
    others = ", ".join(other["name"] for other in row["on_behalf_of"])
    behalf = f" on behalf of {others}" if others else ""
    said = f"{row['speaker']['name']}{behalf}, {day_in_words(row['date'])}"
    return _cut(f"{said}: {row['position']}")


def _discrepancy(row: Row) -> str:
    return _cut(f"{row['name']} ({_plain(row['kind'])}): {row['description']}")


def _document(row: Row) -> str:
    date = f", {day_in_words(row['date'])}" if row["date"] else ", undated"
    by = "" if row["publisher"] in UNNAMED else f" by {row['publisher']}"
    return f"“{row['title']}”: {_plain(row['kind'])}{by}{date} ({_plain(row['grade'])})."


def _change(row: Row) -> str:
    day = f" of {day_in_words(row['released_on'])}" if row["released_on"] else ""
    reason = f": {_cut(row['reason'])}" if row["reason"] else ""
    replaced = f" Replaced by {row['replaced_by']}." if row["replaced_by"] else ""
    words = f"{row['type']} {row['code']} {row['change']} in release {row['release']}{day}{reason}"
    return f"{words[0].upper()}{words[1:]}.{replaced}"


def _coverage(row: Row) -> str:
    found = row["attributes"] | row["indicators"]
    parts = []
    for status in (Coverage.NOT_CURATED, Coverage.NOT_PUBLISHED):
        if names := [name for name, value in found.items() if value == status]:
            parts.append(f"{_plain(status)}: {', '.join(names)}")
    return f"{row['name']}: {'; '.join(parts) or 'everything is known that can be'}."


def _hit(row: Row) -> str:
    snippet = f": {row['snippet']}" if row["snippet"] else "."
    return _cut(f"{row['name']} ({row['type']}){snippet}")


SENTENCES: Mapping[type[BaseModel], Callable[[Row], str]] = {
    records.Mission: _mission,
    records.Initiative: _initiative,
    records.Figure: _figure,
    records.Indicator: _indicator,
    records.Person: _person,
    records.Organisation: _organisation,
    records.Country: _country,
    records.Event: _event,
    records.Statement: _statement,
    records.Discrepancy: _discrepancy,
    records.Source: _document,
    records.RecordChange: _change,
    records.MissionCoverage: _coverage,
    records.SearchHit: _hit,
}


def _source(record: type[BaseModel], row: Row, address: str) -> str | None:
    if record is records.Source:
        return address
    citations: list[Any] = [row["citation"]] if "citation" in row else row.get("citations", [])
    return f"{SOURCES}{citations[0]['source']['code']}" if citations else None


def _named(row: Row) -> str:
    name, acronym = str(row["name"]), row["acronym"]
    return f"{name} ({acronym})" if acronym and acronym not in name else name


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]} …"
