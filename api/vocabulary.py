"""Define the closed lists and constrained strings that files, tables and answers share.

Nothing here knows about files, SQL or HTTP. What a field *means* is said on the field (`api/tables`).
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
)

Row = dict[str, Any]  # A record, or a part of one, as it is answered.
EVIDENCE_WORDS = 12
MOST_COMPARED = 20

SLUG = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
COUNTRY = r"^[A-Z]{3}$"
ALPHA_2 = r"^[A-Z]{2}$"
M49 = r"^\d{3}$"
LANGUAGE = r"^[a-z]{2}$"
RESOLUTION = r"^(S/RES/[1-9]\d{0,3} \((19|20)\d\d\)|A/RES/[1-9]\d*(/[1-9]\d*[A-Z]?| \([A-Z-]+\)))$"
RECORD_NUMBER = r"^[1-9][0-9]*$"
SHA256 = r"^[0-9a-f]{64}$"
VERSION = r"^\d{4}\.([1-9]|1[0-2])\.[1-9]\d*$"
SINCE = r"^(\d{4}\.([1-9]|1[0-2])\.[1-9]\d*(\+[0-9a-f]{8})?|\d{4}(-\d{2}(-\d{2})?)?)$"
WEB = r"^https?://\S+$"
WITHOUT_NUL = r"^[^\x00]*$"
# Each form in a reader's words, for the messages that refuse what does not have it.
FORMS = {
    SLUG: "a code, in lower case with hyphens, such as unef-i",
    COUNTRY: "a country code of ISO 3166-1 alpha-3, such as MLI",
    ALPHA_2: "a country code of ISO 3166-1 alpha-2, such as ML",
    M49: "a country code of three digits, as in UN M49, such as 466",
    LANGUAGE: "a language code of ISO 639-1, such as en",
    RESOLUTION: "the symbol of a resolution, such as S/RES/2100 (2013) or A/RES/1001 (ES-I)",
    WITHOUT_NUL: "text without a NUL",
    RECORD_NUMBER: "the number of a record, such as 111999",
    SHA256: "a SHA-256 sum, 64 digits from 0 to f",
    VERSION: "a version by year, month and number, such as 2026.11.1",
    SINCE: "a release such as 2026.11.1 or 2026.11.1+9f2c1a7e, or a date such as 2026-11-21",
    WEB: "a web address, such as https://peacekeeping.un.org",
}


def _visible(text: str) -> str:
    """Return a text with its accents composed, as most keyboards write them; refuse what cannot be seen."""
    if not text.isprintable():  # Most texts are, which is known at once.
        for character in text:
            if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
                raise ValueError(f"holds a character that cannot be seen, U+{ord(character):04X}")
    return unicodedata.normalize("NFC", text)


def _letters(most: int) -> Any:
    """Describe how long a text with a pattern can be; the message of the pattern tells more than one of the length."""
    return Field(json_schema_extra={"maxLength": most})


LONGEST_CODE = 160
Slug = Annotated[str, StringConstraints(pattern=SLUG, min_length=2, max_length=LONGEST_CODE)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY), _letters(3)]
Alpha2Code = Annotated[str, StringConstraints(pattern=ALPHA_2), _letters(2)]
M49Code = Annotated[str, StringConstraints(pattern=M49), _letters(3)]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE), _letters(2)]
ResolutionSymbol = Annotated[str, StringConstraints(pattern=RESOLUTION, max_length=40)]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256)]
Version = Annotated[str, StringConstraints(pattern=VERSION)]
RecordNumber = Annotated[str, StringConstraints(pattern=RECORD_NUMBER)]
Text = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_visible)
]
WebAddress = Annotated[str, StringConstraints(pattern=WEB)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0)]
Ordinal = Annotated[int, Strict(), Field(ge=1)]

_PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def form_of(pattern: str) -> str:
    """Say in a reader's words what a pattern asks for."""
    return FORMS.get(pattern, f"of the form {pattern}")


def probably_meant(word: str, words: Iterable[str], likeness: float = 0.6) -> str | None:
    """Guess which of the words was probably meant; None when none is near."""
    matcher = SequenceMatcher(b=word)

    def shared_letters(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.quick_ratio() if matcher.real_quick_ratio() >= likeness else 0

    # Comparing letter by letter costs a hundred times as much, so only the likeliest come to it.
    likeliest = nlargest(MOST_COMPARED, words, key=shared_letters)
    return next(iter(get_close_matches(word, likeliest, n=1, cutoff=likeness)), None)


def first_day(partial_date: str) -> str:
    """Return the earliest day that a partial date can mean: `2018` is `2018-01-01`."""
    return partial_date + "-01-01"[len(partial_date) - 4 :]


def days_before(day: str, days: int) -> str:
    """Return the day so many days before another, or after it if negative; beyond the calendar its first or last day."""
    number = date.fromisoformat(day).toordinal() - days
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()


def last_day(partial_date: str) -> str:
    """Return the latest day that a partial date can mean: `2018-02` is `2018-02-28`."""
    if len(partial_date) == 4:
        return f"{partial_date}-12-31"
    if len(partial_date) == 7:
        year, month = map(int, partial_date.split("-"))
        return f"{partial_date}-{calendar.monthrange(year, month)[1]:02}"
    return partial_date


@lru_cache(10_000)  # Dates repeat: a million figures are of a few hundred days.
def real_date(text: str) -> str:
    """Return a date of whatever precision; refuse what is none of the calendar."""
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


def _plus(text: object) -> object:
    """Restore a `+` that was not percent-encoded and arrived as a blank."""
    return text.replace(" ", "+") if isinstance(text, str) else text


def _date_or_version(text: str) -> str:
    return text if "." in text else real_date(text)


def _few_words(text: str) -> str:
    words = len(text.split())
    if words > EVIDENCE_WORDS:
        raise ValueError(f"has {words} words; keep the {EVIDENCE_WORDS} that carry the fact")
    return text


PartialDate = Annotated[
    str,
    AfterValidator(real_date),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
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
Since = Annotated[
    str,
    StringConstraints(pattern=SINCE),
    BeforeValidator(_plus),
    AfterValidator(_date_or_version),
]
Evidence = Annotated[Text, AfterValidator(_few_words)]


class RecordType(StrEnum):
    """What a record is about; the singular of its address."""

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
    """Who gave an identifier: ISO 3166-1, UN M49, the UN's data hub or its Digital Library, or the UN as a symbol."""

    ISO2 = "iso2"
    ISO3 = "iso3"
    M49 = "m49"
    UN_DATA_HUB = "un_data_hub"
    UN_LIBRARY = "un_library"
    UN_SYMBOL = "un_symbol"


IDENTIFIER = rf"^({'|'.join(IdentifierScheme)}):[^\x00,]+$"  # A comma stands between several.
FORMS[IDENTIFIER] = "an identifier written scheme:value, such as iso3:MLI"
WrittenIdentifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=LONGEST_CODE)]


class Grade(StrEnum):
    """How near a source stands to the fact."""

    PRIMARY = "primary"
    OFFICIAL_DATASET = "official_dataset"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class CitationBasis(StrEnum):
    """Whether the words name the record or only mean it."""

    STATED = "stated"
    IMPLIED = "implied"


class TimeBasis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    DOCUMENT_DATE = "document_date"
    INFERRED = "inferred"


class IndicatorKind(StrEnum):
    """How the values of an indicator behave in time; cumulative values are never summed."""

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
    """The part of the personnel a figure counts."""

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


# Who is counted by every number of all in uniform.
IN_UNIFORM = (
    *(Component.MILITARY, Component.MILITARY_CONTINGENTS, Component.TROOPS, Component.POLICE),
    *(Component.INDIVIDUAL_POLICE, Component.FORMED_POLICE_UNITS, Component.MILITARY_OBSERVERS),
    *(Component.EXPERTS_ON_MISSION, Component.STAFF_OFFICERS),
    *(Component.STAFF_OFFICERS_AND_OBSERVERS, Component.MILITARY_PROFESSIONALS),
)


class FigureRole(StrEnum):
    """Whether a figure counts the whole of its subject and indicator, or a part of it."""

    TOTAL = "total"
    PART = "part"


class Sex(StrEnum):
    """Women or men, where a source counts them apart."""

    FEMALE = "female"
    MALE = "male"


class Cause(StrEnum):
    """Why a peacekeeper died, in the words of the UN's register."""

    MALICIOUS_ACT = "malicious_act"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    SELF_INFLICTED = "self_inflicted"
    TO_BE_DETERMINED = "to_be_determined"
    UNKNOWN = "unknown"


class Given(StrEnum):
    """Whether a number is narrowed to a part at all."""

    NONE = "none"
    ANY = "any"


class Qualifier(StrEnum):
    """How exact the printed words are; `bounds` turns it into a lower and an upper bound."""

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
    """Which of several statements of one thing to use, as in Wikidata."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Coverage(StrEnum):
    """Whether a value is there, and if not, why not."""

    HAVE = "have"
    NOT_PUBLISHED = "not_published"
    NOT_CURATED = "not_curated"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What can be said of a claim; `verdict` in the answer of `/v1/verify` says when each is given."""

    SUPPORTED = "supported"
    SUPPORTED_WHEN_WRITTEN = "supported_when_written"
    CONTRADICTED = "contradicted"
    NOT_COMPARABLE = "not_comparable"
    DISPUTED = "disputed"
    CANNOT_VERIFY = "cannot_verify"
    SUPPORTED_IF_NARROWED = "supported_if_narrowed"


class Diagnosis(StrEnum):
    """What a claim that does not hold has probably mixed up, or why it cannot be verified."""

    SCALE = "scale"
    OTHER_TIME = "other_time"
    OTHER_DIMENSION = "other_dimension"
    OTHER_INDICATOR = "other_indicator"
    OTHER_SUBJECT = "other_subject"
    LEFT_OPEN = "left_open"
    NOT_PUBLISHED = "not_published"
    NOT_CURATED = "not_curated"
    OTHER_DAY = "other_day"
    BUDGET_YEAR = "budget_year"
    PASSED_SINCE = "passed_since"
    OUT_OF_DATE = "out_of_date"
    MISSION_CLOSED = "mission_closed"
    AFTER_RELEASE = "after_release"
    SEVERAL_READINGS = "several_readings"


class Match(StrEnum):
    """Which records a search finds."""

    BEST = "best"
    ALL = "all"


class WordState(StrEnum):
    """What became of a word that was searched for."""

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
