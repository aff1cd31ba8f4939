"""What a chart and its table say: times, values and sources in words a stranger understands."""

from calendar import month_name
from collections import Counter
from collections.abc import Iterable

from api.vocabulary import PartialDate, Qualifier, Row, Unit, last_day
from api.wording import UNNAMED

MILLION = 1_000_000
# Where a figure is not narrowed, beside others that are.
WHOLES = {
    "component": "all personnel",
    "sex": "women and men",
    "country": "all countries",
    "cause": "all causes",
    "purpose": "all purposes",
    "location": "all places",
}
UNITS = {Unit.USD: "US$", Unit.PERCENT: "per cent", Unit.MEMBER_STATES: "member states"}


def day_in_words(date: PartialDate) -> str:
    """A date as precisely as it is known: `2018`, `March 2018`, `28 March 2018`."""
    year, *rest = date.split("-")
    month = [month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def time_in_words(figure: Row) -> str:
    """The moment or the period of a figure."""
    if figure["as_of"]:
        return day_in_words(figure["as_of"])
    start, end = figure["period_start"], figure["period_end"]
    if start == end:
        return day_in_words(end)
    if len(start) == len(end) == 10 and start.endswith("-01") and end == last_day(end[:7]):
        start, end = start[:7], end[:7]  # Whole months.
    return f"{day_in_words(start)} to {day_in_words(end)}"


def scale_of(figures: list[Row]) -> tuple[float, str]:
    """What the values of a chart are divided by, and what they are then counted in."""
    unit = figures[0]["unit"]
    name = UNITS.get(unit, unit.replace("_", " "))
    many = MILLION if unit == Unit.USD else 10 * MILLION
    if max(abs(figure["value"]) for figure in figures) < many:
        return 1, name
    return MILLION, f"million {name}"


def number(value: float) -> str:
    """A number with thousands separators."""
    return f"{value:,.10g}"


def value_in_words(figure: Row, divisor: float) -> str:
    """A value as exact as it is: `about 8,260`, `at least 51`."""
    qualifier = figure["qualifier"]
    exactly = "" if qualifier == Qualifier.EXACT else f"{qualifier.replace('_', ' ')} "
    return f"{exactly}{number(figure['value'] / divisor)}"


def bounds_in_words(figure: Row, divisor: float) -> str:
    """The numbers that the words of a figure allow."""
    lower, upper = (
        None if bound is None else number(bound / divisor)
        for bound in (figure["lower"], figure["upper"])
    )
    if lower == upper:
        return f"exactly {lower}"
    if upper is None:
        return f"{lower} or more" if figure["qualifier"] != Qualifier.OVER else f"above {lower}"
    if lower is None:
        return f"{upper} or less" if figure["qualifier"] != Qualifier.UNDER else f"below {upper}"
    return f"{lower} to {upper}"


def speaker_of(figure: Row) -> str:
    """Who says it: the one it is attributed to, or else the source."""
    speaker = figure["attributed_to"]
    return str(speaker["name"]) if speaker else publisher_of(figure["citation"]["source"])


def publisher_of(source: Row) -> str:
    """A source in few words."""
    publisher = source["publisher"]
    return str(source["title"] if publisher in (None, *UNNAMED) else publisher)


def source_in_words(source: Row) -> str:
    """A source by publisher and title."""
    publisher, title = publisher_of(source), source["title"]
    return f"“{title}”" if publisher == title else f"{publisher}, “{title}”"


def uncapitalised(name: str) -> str:
    """A name within a sentence; an acronym stays one."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def dimension_in_words(name: str, value: str | None) -> str:
    """What a figure is narrowed to, or that it is not."""
    if value is None:
        return WHOLES[name]
    return value if name == "country" else value.replace("_", " ").replace("-", " ")


def joined(names: Iterable[str], most: int = 3) -> str:
    """Several names as a phrase; how many, when they are too many to name."""
    known = list(dict.fromkeys(names))
    if len(known) > most:
        return f"{len(known)} subjects"
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def source_line(sources: Iterable[Row], release: str) -> str:
    """Where the numbers come from: the source of most of them, how many more, and our release."""
    counted = Counter(map(source_in_words, sources))
    (first, _), *others = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    more = f"; {len(others)} more" if others else ""
    return f"Source: {first}{more}. Peacekeeping Facts, release {release}."
