"""Build the answer from the chosen figures or a gap: its text, how it was understood, and the query that proves it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import quote

from pydantic_core import from_json
from sqlalchemy import Connection

from api.facts.figures import TOTALS, Dimensions
from api.lists.kept_texts import read_texts
from api.lists.lookups import get_country_names, get_day_of_release
from api.questions.question import Time
from api.questions.readings import AskedFigure
from api.resources.figures import FIGURES
from api.search.figures.changes import (
    difference_in_words,
    mean_in_words,
    span_in_words,
    sum_in_words,
)
from api.search.figures.for_question import Chosen
from api.search.figures.gaps import Gap
from api.search.figures.sentence import LONGEST_TITLE, figure_in_words
from api.vocabulary import RecordType, Row, first_day, last_day
from api.wording import (
    age_in_words,
    dimensions_in_words,
    shorten,
    time_in_words,
    value_in_words,
)

MOST_RECORDS = 10  # Shown of an answer.
SENTENCES = 3  # Figures that are told in full.
OF_FIGURE = ("value", "unit", "qualifier", "value_text", "as_of", "period_start", "period_end")
LONGEST = 600
OLD_YEARS = 1
Address = Callable[[str, str], str]


def figures_as_answer(connection: Connection, chosen: Chosen, address: Address) -> Row:
    """Build the answer from chosen figures."""
    records = read_figures(connection, chosen.codes)
    sentences = [figure_in_words(connection, record) for record in records]
    first, asked = records[0], chosen.asked
    alone = len(records) == 1
    kind = "ranking" if chosen.sort and chosen.is_series else "list"
    written = (f"{one['subject']['type']}:{one['subject']['code']}" for one in records)
    subjects = list(dict.fromkeys(written))
    if chosen.is_series and not alone:
        text = _series_in_words(connection, records)
    else:
        text = " ".join(sentences[:SENTENCES])
    if not chosen.is_over_time:
        text += _age(connection, asked, records)
    both = asked.dimensions | narrowed_alike(records)
    narrowed = {name: both[name] for name in Dimensions.model_fields if name in both}
    to_come = _period_to_come(connection, first)
    return {
        "kind": "figure" if alone else kind,
        "text": in_short(f"{_worked_out(chosen, records)} {text} {chosen.note}".strip()),
        **({name: first[name] for name in OF_FIGURE} if alone else unquantified()),
        "source": address(RecordType.SOURCE, first["citation"]["source"]["code"]),
        "records": _shown(records, sentences, address),
        "figures": chosen.codes,
        "total": len(records),
        "understood": _understood(asked, subjects, narrowed),
        "query": _query(
            _as_counted(asked, records),
            *(subjects, _any_of(records, narrowed), to_come),
            over_time=chosen.is_over_time,
            sort=chosen.sort,
        ),
    }


def _worked_out(chosen: Chosen, records: list[Row]) -> str:
    match chosen.worked_out:
        case "change":
            return difference_in_words(*records)
        case "mean":
            return mean_in_words(records)
        case "sum":
            return sum_in_words(records, is_whole=not chosen.note)
    return ""


def gap_as_answer(connection: Connection, gap: Gap, address: Address) -> Row:
    """Build the answer for a gap: no figure is held; the newest one, or coverage, proves it."""
    records = read_figures(connection, gap.nearest)
    sentences = [figure_in_words(connection, record) for record in records]
    parts = [f"No figure of {_what_in_words(connection, gap)} is held."]
    if sentences:
        which = "newest is" if len(sentences) == 1 else "nearest are"
        parts.append(f"The {which}: {' '.join(sentences)}")
    if gap.coverage:
        parts.append(gap.coverage)
    type, code = gap.asked.subjects[0]
    subjects = [f"{type}:{code}"]
    if gap.coverage:
        query = address_with("/v1/coverage", {"code": code})
    else:
        query = _query(gap.asked, subjects, gap.asked.dimensions, None, over_time=True)
    return {
        "kind": "gap",
        "text": in_short(" ".join(parts)),
        **unquantified(),
        "source": None,
        "records": _shown(records, sentences, address),
        "figures": gap.nearest,
        "total": 0,
        "understood": _understood(gap.asked, subjects, gap.asked.dimensions),
        "query": query,
    }


def _what_in_words(connection: Connection, gap: Gap) -> str:
    """Write what is missing: "Fatalities, UN peacekeeping, all of 2025"."""
    time = gap.asked.time
    all_of = "all of " if gap.is_begun else ""
    when = "of the present" if gap.nearest else ""
    if time and time.first:
        when = f"{all_of}{span_in_words(time)}"
    narrowed = dimensions_in_words(gap.asked.dimensions, get_country_names(connection))
    return ", ".join(filter(None, [gap.indicator, gap.subject, narrowed, when]))


def in_short(text: str) -> str:
    """Truncate a text to the longest that an answer may have."""
    return shorten(text, LONGEST)


def unquantified() -> Row:
    """Return the fields of a figure as nulls, for an answer that is no single figure."""
    return dict.fromkeys(OF_FIGURE)


def read_figures(connection: Connection, codes: Sequence[str]) -> list[Row]:
    """Read figures by their codes, in that order."""
    texts = read_texts(connection, FIGURES, codes)
    return [from_json(texts[code]) for code in codes]


def narrowed_alike(records: list[Row]) -> dict[str, str]:
    """Return the dimensions that all figures share."""
    first, *others = (record["dimensions"] for record in records)
    return {n: value for n, value in first.items() if value and all(value == o[n] for o in others)}


def _any_of(records: list[Row], narrowed: dict[str, str]) -> dict[str, str]:
    """Return the dimension filters of the list of the figures, values that differ joined by commas."""
    values = {name: [one["dimensions"][name] for one in records] for name in narrowed}
    told = {name: ",".join(dict.fromkeys(v)) for name, v in values.items() if all(v)}
    return narrowed | told


def _shown(records: list[Row], sentences: list[str], address: Address) -> list[Row]:
    return [
        {
            "type": RecordType.FIGURE,
            "code": record["code"],
            "name": sentence,
            "href": address(RecordType.FIGURE, record["code"]),
        }
        for record, sentence in zip(records[:MOST_RECORDS], sentences, strict=False)
    ]


def _understood(asked: AskedFigure, subjects: list[str], narrowed: dict[str, str]) -> Row:
    return {
        "subject": subjects,
        "indicator": asked.indicator,
        "time": _time(asked.time),
        "dimensions": narrowed,
    }


def _time(time: Time | None) -> str | None:
    if time is None:
        return None
    if time.basis == "since":
        return f"{str(time.first).removesuffix('-01-01')}/.."
    if time.basis == "until":
        return f"../{str(time.last).removesuffix('-12-31')}"
    return time.written or ("since_start" if time.basis == "in_all" else time.basis)


def _series_in_words(connection: Connection, records: list[Row]) -> str:
    """Write figures of one thing year by year: what they are, then each with its time."""
    first = records[0]
    narrowed = dimensions_in_words(first["dimensions"], get_country_names(connection))
    what = ", ".join(filter(None, [first["indicator_name"], first["subject"]["name"], narrowed]))
    told = "; ".join(f"{time_in_words(one)}: {value_in_words(one)}" for one in records)
    sources = dict.fromkeys(one["citation"]["source"]["title"] for one in records)
    title = f"“{shorten(next(iter(sources)), LONGEST_TITLE)}”"
    others = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
    return f"{what}, by {title}{others}: {shorten(told, LONGEST - 200)}."


def _as_counted(asked: AskedFigure, records: list[Row]) -> AskedFigure:
    """Drop the time where a later count since the start is the answer: deaths of a mission of the 1960s."""
    time, counted = asked.time, str(records[0]["as_of"] or "")
    is_later = (
        time and time.basis == "in" and time.last and first_day(counted or "0001") > time.last
    )
    return replace(asked, time=None) if is_later else asked


def _period_to_come(connection: Connection, figure: Row) -> str | None:
    """Return the period of a figure that ends after the day of the release, which `latest` leaves out; else None."""
    end = figure["period_end"] or figure["as_of"]
    if last_day(end) <= get_day_of_release(connection):
        return None
    return f"{figure['period_start'] or end}/{end}"


def _query(
    asked: AskedFigure,
    subjects: list[str],
    narrowed: dict[str, str],
    to_come: str | None,
    *,
    over_time: bool,
    sort: str = "",
) -> str:
    filters = {"subject": ",".join(subjects), "indicator": asked.indicator}
    filters |= {f"dimensions.{name}": value for name, value in narrowed.items()}
    time = asked.time
    if over_time:
        totals = {*Dimensions.model_fields} - {*narrowed} - {*TOTALS}
        filters |= {f"dimensions.{name}__isnull": "true" for name in sorted(totals)}
        filters |= _bounds(time) if time else {}
    elif time and time.basis == "in" and time.written:
        filters |= _bounds(time)
    elif to_come:
        first, _, last = to_come.partition("/")
        filters |= {"time__gte": first, "time__lte": last or first}
    else:
        filters["latest"] = "true"
    if sort:
        filters["sort"] = sort
    return address_with("/v1/figures", filters)


def _bounds(time: Time) -> dict[str, str]:
    first, _, last = str(time.written).partition("/")
    match time.basis:
        case "since":
            return {"time__gte": str(time.first)}
        case "until":
            return {"time__lte": str(time.last)}
        case "in":
            return {"time__gte": first, "time__lte": last or first}
    return {}


def address_with(path: str, filters: dict[str, str]) -> str:
    """Write a URL with readable query parameters."""
    given = (f"{name}={quote(value, safe=':,/')}" for name, value in filters.items())
    return f"{path}?{'&'.join(given)}"


def _age(connection: Connection, asked: AskedFigure, records: list[Row]) -> str:
    """Write how old the newest figure is, if no time is asked for and it is older than a year; else nothing."""
    if asked.time and asked.time.first:
        return ""
    day = get_day_of_release(connection)
    newest = max(last_day(r["as_of"] or r["period_end"]) for r in records)
    years = int(day[:4]) - int(newest[:4]) - (day[5:7] < newest[5:7])
    if years < OLD_YEARS:
        return ""
    return f" No newer number is held; this one is {age_in_words(newest, day)} old."
