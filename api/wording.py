"""Put dates, numbers, units and qualifiers into words: one form for each thing, used wherever we write a sentence.

Data fields keep their own forms: ISO 8601 dates, plain numbers, codes of closed lists.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from api.vocabulary import Grade, PartialDate, Qualifier, Row, TimeBasis, Unit, last_day

# Curators write this of a source that does not name its publisher.
UNNAMED = ("Not printed in the text", "Not named in the copy that was read")
# One and several; empty where the name of the indicator says it better, and for money, which has a sign.
UNITS = {
    Unit.PEOPLE: ("person", "people"),
    Unit.COUNTRIES: ("country", "countries"),
    Unit.MEMBER_STATES: ("member state", "member states"),
    Unit.ORGANISATIONS: ("organisation", "organisations"),
    Unit.MISSIONS: ("mission", "missions"),
    Unit.USD: ("", ""),
    Unit.PERCENT: ("per cent", "per cent"),
    Unit.YEARS: ("year", "years"),
    Unit.RANK: ("", ""),
    Unit.INCIDENTS: ("incident", "incidents"),
    Unit.INCIDENTS_PER_WEEK: ("incident per week", "incidents per week"),
    Unit.CASES: ("case", "cases"),
    Unit.CARGO_UNITS: ("cargo unit", "cargo units"),
    Unit.ITEMS: ("", ""),
}
UNIT_NAMES = {Unit.USD: "US dollars", Unit.PERCENT: "per cent"}
LARGE = ((1_000_000_000, "billion"), (1_000_000, "million"))
MOST_DECIMALS = 3
GRADES = {
    Grade.PRIMARY: "primary source",
    Grade.OFFICIAL_DATASET: "official dataset",
    Grade.SECONDARY: "secondary source",
    Grade.TERTIARY: "tertiary source",
}
# The dimensions with free values, which may contain names; and such names that are not of countries.
WITH_NAMES = {"purpose", "location"}
OF_NO_COUNTRY = ("UN", "AU", "EU", "African Union", "Africa", "Asia", "Europe")
SEXES = {"female": "women", "male": "men"}
SPELT = SEXES | {"self_inflicted": "self-inflicted"}
# Not those of `calendar`: they follow the locale of the process.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAY = "2018-03-28"
LONGEST = 240


def day_in_words(date: PartialDate) -> str:
    """Write a date as precisely as it is known: `2018`, `March 2018`, `28 March 2018`."""
    year, *rest = date.split("-")
    month = [MONTHS[int(part) - 1] for part in rest[:1]]
    day = [str(int(part)) for part in rest[1:]]
    return " ".join([*day, *month, year])


def time_in_words(record: Row) -> str:
    """Write the moment or period of a record: `28 March 2018`, `July 2018 to June 2019`, `from 2018`, or nothing."""
    if moment := record.get("as_of") or record.get("date") or record.get("launched"):
        return day_in_words(moment)
    start, end = _span(record)
    if start and end and start != end:
        return f"{day_in_words(start)} to {day_in_words(end)}"
    if start:
        return day_in_words(start) if end else f"from {day_in_words(start)}"
    return f"until {day_in_words(end)}" if end else ""


def when_in_words(figure: Row) -> str:
    """Write the time of a figure as part of a sentence: `as of 28 March 2018`, `in 2018 (inferred)`."""
    start, end = _span(figure)
    if figure["as_of"]:
        preposition = "as of"
    elif start != end:
        preposition = "from"
    else:
        preposition = "on" if start and len(start) == len(DAY) else "in"
    inferred = " (inferred)" if figure["time_basis"] == TimeBasis.INFERRED else ""
    return f"{preposition} {time_in_words(figure)}{inferred}"


def age_in_words(day: str, today: str) -> str:
    """Say how long ago a day was: `5 months`, `10 years`."""
    days = (date.fromisoformat(today) - date.fromisoformat(min(day, today))).days
    for size, name, least in ((365.25, "year", 2), (30.4, "month", 1), (1, "day", 1)):
        if (number := int(days / size)) >= least:
            return counted(number, name)
    return "less than a day"


def number_in_words(value: float) -> str:
    """Write a number with separators between thousands: `4,400`."""
    return f"{value:,.15g}"


def counted(number: int, noun: str) -> str:
    """Write how many there are of something: `1 event`, `3 events`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def amount_in_words(value: float, unit: str) -> str:
    """Write a number; money with its sign, in millions or billions if that is exact: `4,400`, `US$ 2.5 billion`."""
    if unit != Unit.USD:
        return number_in_words(value)
    for size, name in LARGE:
        short = number_in_words(value / size)
        if value >= size and len(short.partition(".")[2]) <= MOST_DECIMALS:
            return f"US$ {short} {name}"
    return f"US$ {number_in_words(value)}"


def value_in_words(figure: Row) -> str:
    """Write the value of a figure with its qualifier and unit: `over 4,400 people`, `about US$ 2.5 billion`."""
    qualifier, unit = figure["qualifier"], figure["unit"]
    singular, plural = UNITS[Unit(unit)]
    words = (
        "" if qualifier == Qualifier.EXACT else plain(qualifier),
        amount_in_words(figure["value"], unit),
        singular if figure["value"] == 1 else plural,
    )
    return " ".join(filter(None, words))


def bounds_in_words(figure: Row) -> str:
    """Write the numbers that the qualifier of a figure allows: `8,255 to 8,264`, `above 4,400`."""
    lower, upper = (
        None if bound is None else amount_in_words(bound, figure["unit"])
        for bound in (figure["lower"], figure["upper"])
    )
    if lower == upper:
        return f"exactly {lower}"
    if upper is None:
        return f"above {lower}" if figure["qualifier"] == Qualifier.OVER else f"{lower} or more"
    if lower is None:
        return f"below {upper}" if figure["qualifier"] == Qualifier.UNDER else f"{upper} or less"
    return f"{lower} to {upper}"


def unit_in_words(unit: str) -> str:
    """Name a unit where no number stands beside it: `US dollars`, `member states`."""
    return UNIT_NAMES.get(Unit(unit)) or plain(unit)


def dimension_in_words(name: str, value: str, countries: Mapping[str, str] | None = None) -> str:
    """Name a value of a dimension: `police`, `women`; a country by its name, if `countries` maps its code to one."""
    if name == "country":
        return (countries or {}).get(value, value)
    words = SPELT.get(value) or plain(value).replace("-", " ")
    return _with_names(words, countries) if countries and name in WITH_NAMES else words


def _with_names(words: str, countries: Mapping[str, str]) -> str:
    """Capitalise the names in a value, such as those of countries: `support in mali` is `support in Mali`."""
    pattern, names = _names_in(tuple(countries.values()))
    return pattern.sub(lambda found: names[found[0]], words)


@lru_cache(1)
def _names_in(countries: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Compile the pattern that finds names in a value, the longest first; map them to their spelling."""
    names = {name.replace("-", " ").lower(): name for name in (*countries, *OF_NO_COUNTRY)}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), names


def dimensions_in_words(dimensions: Row, countries: Mapping[str, str] | None = None) -> str:
    """Name all dimensions of a figure: `police, women, Japan`; empty when it has none."""
    return ", ".join(
        dimension_in_words(name, value, countries) for name, value in dimensions.items() if value
    )


def publisher_of(source: Row) -> str | None:
    """Name the publisher of a source; None where the source does not print it."""
    return None if source["publisher"] in UNNAMED else source["publisher"]


def with_acronym(record: Row) -> str:
    """Name a record with its acronym in brackets, unless the name contains it."""
    name, acronym = str(record["name"]), record["acronym"]
    return f"{name} ({acronym})" if acronym and acronym not in name else name


def plain(code: str) -> str:
    """Write a code of a closed list without its underscores."""
    return code.replace("_", " ")


def uncapitalised(name: str) -> str:
    """Write a name as within a sentence, without its capital; an acronym keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def shorten(text: str, longest: int = LONGEST) -> str:
    """Truncate a text between two words, with an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]} …"


def _span(record: Row) -> tuple[PartialDate | None, PartialDate | None]:
    """Return start and end of a record; the period of a figure as months where it is of whole months."""
    start, end = record.get("period_start"), record.get("period_end")
    if not end:
        return record.get("started"), record.get("ended")
    # A budget year is July 2018 to June 2019, whether or not the source prints its days.
    if start and len(start) == len(end) == len(DAY) and _are_whole_months(start, end):
        return start[:7], end[:7]
    return start, end


def _are_whole_months(first: PartialDate, last: PartialDate) -> bool:
    return first.endswith("-01") and last == last_day(last[:7])
