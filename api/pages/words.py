"""Dates, numbers and codes as one would say them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from api.vocabulary import PartialDate, Qualifier, RecordType, Row, Unit
from api.wording import UNITS

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Names of fields that do not explain themselves, or read better otherwise.
LABELS = {
    "name_fr": "French name",
    "aliases": "Also known as",
    "other_names": "Other spellings",
    "q": "Words",
    "iso3": "ISO 3166-1 code",
    "un_symbol": "UN document symbol",
    "url": "Public address",
    "authorised_by": "Authorised by",
    "date_basis": "What the dates stand for",
    "launched_basis": "Where the date comes from",
    "time_basis": "Where the date comes from",
    "value_text": "As printed",
    "as_of": "As of",
    "mission_country": "Country of the mission",
    "active_on": "Ran on the day",
    "active_in": "Ran in",
    "indicator_kind": "Kind of indicator",
    "source_grade": "Grade of the source",
    "source_date": "Date of the source",
    "known_at": "As we knew it on",
    "latest": "Only the newest",
    "records": "Concerns",
    "not_comparable_with": "Not to be compared with",
    "outside_knowledge": "Known beyond the sources",
    "paragraphs": "Paragraphs",
    "to": "For",
    "lead_entity": "Run by",
    "rank_reason": "Why this rank",
    "latitude": "Coordinates",
    "lead": "Led by",
    "verbatim": "In the speaker's own words",
}
COMPARISONS = {
    "gte": "at or after",
    "gt": "after",
    "lte": "at or before",
    "lt": "before",
    "not": "is not",
    "contains": "contains",
    "isnull": "is not known",
}
MEASURED = {"gte": "at least", "gt": "more than", "lte": "at most", "lt": "less than"}
CODES = {
    "asia_and_the_pacific": "Asia and the Pacific",
    "middle_east": "Middle East",
    "africa": "Africa",
    "americas": "Americas",
    "europe": "Europe",
    "document_date": "the date of the document",
    "stated": "stated by the source",
    "inferred": "concluded, as a note explains",
    "un_organ": "UN organ",
    "un_department": "UN department",
    "un_office": "UN office",
    "un_entity": "UN entity",
    "ngo": "non-governmental organisation",
    "usd": "US dollars",
    "percent": "per cent",
    "stock": "a number at a moment",
    "flow": "a number during a period",
    "cumulative": "counted since a start, never to be summed",
    "target": "a number aimed at",
    "share": "part of a whole",
    "primary": "primary source",
    "secondary": "secondary source",
    "tertiary": "tertiary source",
}
LANGUAGES = {"en": "English", "fr": "French", "ja": "Japanese", "es": "Spanish"}
LARGE = ((1e9, "billion"), (1e6, "million"))


@cache
def say_date(date: PartialDate) -> str:
    """A date as precise as it is known: `2018-03` is `March 2018`."""
    year, *rest = date.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def say_time(row: Mapping[str, Any]) -> str:
    """When something held: a moment, or from and to; empty when nothing is known."""
    if moment := row.get("as_of") or row.get("date") or row.get("launched"):
        return say_date(moment)
    start = row.get("started") or row.get("period_start")
    end = row.get("ended") or row.get("period_end")
    if start and end:
        return say_date(start) if start == end else f"{say_date(start)} to {say_date(end)}"
    if start:
        return f"from {say_date(start)}"
    return f"until {say_date(end)}" if end else ""


def say_number(value: float) -> str:
    """A number with separators between thousands."""
    return f"{value:,.15g}"


def say_value(figure: Row) -> str:
    """The number of a figure with its qualifier and unit: `over 4,400 people`."""
    number, unit = figure["value"], Unit(figure["unit"])
    one, several = UNITS[unit]
    said = _say_money(number) if unit is Unit.USD else say_number(number)
    counted = "" if unit is Unit.USD else one if number == 1 else several
    qualifier = "" if figure["qualifier"] == Qualifier.EXACT else say_code(figure["qualifier"])
    return " ".join(filter(None, [qualifier, said, counted]))


def _say_money(value: float) -> str:
    for size, name in LARGE:
        short = f"{value / size:,.15g}"
        if value >= size and len(short.partition(".")[2]) <= 3:
            return f"US$ {short} {name}"
    return f"US$ {say_number(value)}"


def say_place(latitude: float, longitude: float) -> str:
    """A point on the globe: `12.65° north, 8° west`."""
    north, east = "north" if latitude >= 0 else "south", "east" if longitude >= 0 else "west"
    return f"{abs(latitude):.15g}° {north}, {abs(longitude):.15g}° {east}"


def say_dimensions(dimensions: Row, countries: Mapping[str, str]) -> str:
    """What a figure is narrowed to: `police, women, Japan`."""
    said = {"female": "women", "male": "men"}
    values = [value for value in dimensions.values() if value]
    return ", ".join(
        said.get(one) or countries.get(one) or say_code(one).replace("-", " ") for one in values
    )


def say_code(code: str) -> str:
    """A word of a closed list as one would say it."""
    return CODES.get(code) or code.replace("_", " ")


def say_field(name: str) -> str:
    """The name of a field or filter: `started__gte` is `Started at or after`."""
    field, _, comparison = name.rpartition("__") if "__" in name else (name, "", "")
    plain = field.rpartition(".")[2].replace("_", " ")
    label = LABELS.get(field) or f"{plain[0].upper()}{plain[1:]}"
    words = MEASURED.get(comparison) if field == "value" else None
    return f"{label} {words or COMPARISONS[comparison]}" if comparison else label


def name_of(type: str, record: Row, countries: Mapping[str, str]) -> str:
    """What a record is called at the head of its page."""
    if type == RecordType.FIGURE:
        scope = say_dimensions(record["dimensions"], countries)
        narrowed = f" ({scope})" if scope else ""
        return f"{record['indicator_name']}{narrowed}: {record['subject']['name']}"
    if type == RecordType.STATEMENT:
        return f"{record['speaker']['name']}, {say_date(record['date'])}"
    return str(record.get("name") or record["title"])
