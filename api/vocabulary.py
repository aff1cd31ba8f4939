"""Define the enums (closed lists) and the dates that files, tables and answers share.

Nothing here knows about files, SQL or HTTP. What a field *means* is said on the field (`api/facts`); strings and
numbers of a form, such as codes, are in `api/constraints.py`.
"""

import calendar
import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

Row = dict[str, Any]  # A record, or a part of one, as it is answered.

# Dates of the calendar, as far as a pattern can say it: it takes the 29th of February in every year.
YEARS = r"(000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})"
IN_YEAR = r"-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d))?|-(0[13-9]|1[0-2])-30|-(0[13578]|1[02])-31"
_PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def first_day(partial_date: str) -> str:
    """Return the earliest day that a partial date can mean: `2018` is `2018-01-01`."""
    return partial_date + "-01-01"[len(partial_date) - 4 :]


def last_day(partial_date: str) -> str:
    """Return the latest day that a partial date can mean: `2018-02` is `2018-02-28`."""
    if len(partial_date) == 4:
        return f"{partial_date}-12-31"
    if len(partial_date) == 7:
        year, month = map(int, partial_date.split("-"))
        return f"{partial_date}-{calendar.monthrange(year, month)[1]:02}"
    return partial_date


def days_before(day: str, days: int) -> str:
    """Return the day so many days before another, or after it if negative; clamp it to the calendar."""
    number = date.fromisoformat(day).toordinal() - days
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()


@lru_cache(10_000)  # Dates repeat: a million figures are of a few hundred days.
def real_date(text: str) -> str:
    """Validate a partial date: a year, a month or a day of the calendar."""
    if not _PARTIAL_DATE.match(text):
        raise ValueError("a date is written 2018, 2018-03 or 2018-03-28")
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        raise ValueError(f"{text!r} is not a date of the calendar") from None
    return text


def _whole_day(text: str) -> str:
    if len(text) < len("2018-03-28"):
        raise ValueError("a day is written 2018-03-28")
    return text


PartialDate = Annotated[
    str,
    AfterValidator(real_date),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{YEARS}({IN_YEAR})?$",
            "maxLength": 10,
            "examples": ["2018", "2018-03", "2018-03-28"],
        }
    ),
]
Day = Annotated[
    str,
    AfterValidator(real_date),
    AfterValidator(_whole_day),
    WithJsonSchema({"type": "string", "format": "date", "maxLength": 10}),
]


class RecordType(StrEnum):
    """Type of a record; the singular of the name of its list."""

    MISSION = "mission"
    INITIATIVE = "initiative"
    FIGURE = "figure"
    INDICATOR = "indicator"
    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    EVENT = "event"
    STATEMENT = "statement"
    DISCREPANCY = "discrepancy"
    SOURCE = "source"


class IdentifierScheme(StrEnum):
    """Issuer of an identifier: ISO 3166-1, UN M49, the UN's data hub or its Digital Library, or the UN for a document symbol."""

    ISO2 = "iso2"
    ISO3 = "iso3"
    M49 = "m49"
    UN_DATA_HUB = "un_data_hub"
    UN_LIBRARY = "un_library"
    UN_SYMBOL = "un_symbol"


class Grade(StrEnum):
    """How close a source is to the fact."""

    PRIMARY = "primary"
    OFFICIAL_DATASET = "official_dataset"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class CitationBasis(StrEnum):
    """Whether the words name the record or only imply it."""

    STATED = "stated"
    IMPLIED = "implied"


class TimeBasis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    DOCUMENT_DATE = "document_date"
    INFERRED = "inferred"


class IndicatorKind(StrEnum):
    """How the values of an indicator behave over time; never sum cumulative values."""

    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    TARGET = "target"
    SHARE = "share"


class Unit(StrEnum):
    """What is counted as one."""

    PEOPLE = "people"
    COUNTRIES = "countries"
    MEMBER_STATES = "member_states"
    ORGANISATIONS = "organisations"
    MISSIONS = "missions"
    USD = "usd"
    PERCENT = "percent"
    YEARS = "years"
    RANK = "rank"
    INCIDENTS = "incidents"
    INCIDENTS_PER_WEEK = "incidents_per_week"
    CASES = "cases"
    CARGO_UNITS = "cargo_units"
    ITEMS = "items"


class Component(StrEnum):
    """Category of personnel that a figure counts."""

    UNIFORMED = "uniformed"
    MILITARY = "military"
    MILITARY_CONTINGENTS = "military_contingents"
    TROOPS = "troops"
    POLICE = "police"
    INDIVIDUAL_POLICE = "individual_police"
    FORMED_POLICE_UNITS = "formed_police_units"
    MILITARY_OBSERVERS = "military_observers"
    EXPERTS_ON_MISSION = "experts_on_mission"
    STAFF_OFFICERS = "staff_officers"
    STAFF_OFFICERS_AND_OBSERVERS = "staff_officers_and_observers"
    MILITARY_PROFESSIONALS = "military_professionals"
    JUSTICE_AND_CORRECTIONS = "justice_and_corrections"
    GOVERNMENT_PROVIDED_PERSONNEL = "government_provided_personnel"
    CIVILIANS = "civilians"
    INTERNATIONAL_CIVILIANS = "international_civilians"
    LOCAL_CIVILIANS = "local_civilians"
    VOLUNTEERS = "volunteers"
    OTHER = "other"


class FigureRole(StrEnum):
    """Whether a figure counts the whole of its subject, or a part."""

    TOTAL = "total"
    PART = "part"


class Sex(StrEnum):
    """Women or men, where a source counts them separately."""

    FEMALE = "female"
    MALE = "male"


class Cause(StrEnum):
    """Cause of a peacekeeper's death, as in the UN's register."""

    MALICIOUS_ACT = "malicious_act"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    SELF_INFLICTED = "self_inflicted"
    TO_BE_DETERMINED = "to_be_determined"
    UNKNOWN = "unknown"


class Given(StrEnum):
    """Whether a figure is narrowed by a dimension at all."""

    NONE = "none"
    ANY = "any"


class Qualifier(StrEnum):
    """Qualifier of a number: how exact its words are. It determines the lower and upper bound."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    CLOSE_TO = "close_to"
    NEARLY = "nearly"
    UNDER = "under"
    AT_MOST = "at_most"
    UP_TO = "up_to"


class Rank(StrEnum):
    """Rank among statements of the same thing, as in Wikidata: which one to use."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Coverage(StrEnum):
    """Whether there is a value, and if not, why not."""

    HAVE = "have"
    NOT_PUBLISHED = "not_published"
    NOT_CURATED = "not_curated"
    NOT_APPLICABLE = "not_applicable"


class WordState(StrEnum):
    """How a word of the query was treated."""

    MATCHED = "matched"
    LEFT_OUT = "left_out"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"


class Format(StrEnum):
    """How a list is written; `geojson` only where records have coordinates, `atom` only what changed."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"
    GEOJSON = "geojson"
    ATOM = "atom"
