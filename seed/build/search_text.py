"""Searchable text added to a record's own: countries, demonyms, dates and dimensions in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from api.facts.base import Reference
from api.facts.countries import CountryFacts
from api.facts.indicators import IndicatorFacts
from api.facts.missions import MissionFacts
from api.facts.people import PersonFacts
from api.facts.sources import SourceFacts
from api.facts.statements import StatementFacts
from api.tables.words import with_arabic
from api.vocabulary import RecordType, Row
from api.wording import SEXES, day_in_words, plain
from seed.build.postings import SearchText
from seed.files.entries import Entry
from seed.library import Library
from seed.names import names_of
from seed.records import FigureRecord, Record
from seed.references import parts
from seed.titles import Prose

DATES = ("started", "ended", "launched", "date", "as_of", "period_start", "period_end")
# Whoever asks for one of these names it, and not what stands there.
FIELDS = (
    "started",
    "ended",
    "headquarters",
    "mandates",
    "authorised_by",
    "predecessors",
    "successors",
)
CODED = ("kind", "status", "region", "severity")
# What a record of these is called stands in its text; others are found by their subjects too.
TITLED = (SourceFacts, StatementFacts, FigureRecord)


def text_of(
    entry: Entry, told: Prose, library: Library, asked_as: Iterable[str] = ()
) -> SearchText:
    """Return the searchable text of a record; `asked_as` is how people ask for an indicator."""
    record = entry.record
    title, _, text = told
    called = [name for _, name in names_of(record)]
    rest = " ".join([entry.type, *_rest(record, library)])
    if isinstance(record, MissionFacts):
        called += [form for name in called for form in with_arabic(name)]
    if isinstance(record, TITLED) or entry.type in (RecordType.EVENT, RecordType.DISCREPANCY):
        return SearchText("", f"{title}. {' '.join(called)}", text, rest)
    asked = ". ".join(asked_as) if isinstance(record, IndicatorFacts) else ""
    return SearchText(" ".join([title, *called, plain(record.code)]), asked, text, rest)


def series_text(row: Row, measure: str, names: Iterable[str], words: str) -> SearchText:
    """Return the searchable text of a series: title, indicator, names of its subject."""
    return SearchText("", f"{row['name']} {plain(measure)}", words, " ".join(names))


def _rest(record: Record, library: Library) -> Iterator[str]:
    given = vars(record)
    yield from (plain(name) for name in FIELDS if given.get(name))
    yield _dates(*(given.get(name) for name in DATES))
    yield from (plain(str(value)) for name in CODED if (value := given.get(name)))
    if isinstance(record, MissionFacts):
        yield record.name_fr or ""
        for code in record.countries:
            yield from _country_words(code, library)
    elif isinstance(record, PersonFacts):
        if record.nationality:
            yield from _country_words(record.nationality, library)
        for role in record.roles:
            yield _dates(role.started, role.ended)
            yield from (plain(function) for function in role.functions)
    elif isinstance(record, SourceFacts):
        yield f"{record.un_symbol or ''} {record.code}"
    elif isinstance(record, FigureRecord):
        yield from _figure_words(record, library)
    yield from _subjects(record, library)


def _dates(*dates: str | None) -> str:
    """Write dates as people say them, each word once: `2018-03-28` is `28 March 2018`."""
    said = (day_in_words(date).split() for date in dates if date)
    return " ".join(dict.fromkeys(word for words in said for word in words))


def _figure_words(figure: FigureRecord, library: Library) -> Iterator[str]:
    yield f"{figure.value:.15g}"
    yield plain(figure.indicator)
    for name, value in figure.dimensions.model_dump().items():
        if name == "country" and value:
            yield from _country_words(value, library)
        elif value:
            yield SEXES.get(value) or plain(value)


def _subjects(record: Any, library: Library) -> Iterator[str]:
    """Name the records that this one refers to, with their acronyms, once each."""
    named: dict[tuple[RecordType, str], str] = {}
    for _, part in parts(record):
        if isinstance(part, Reference) and part.type is not RecordType.SOURCE:
            target = library.record(part.type, part.code)
            acronym = getattr(target, "acronym", None) or ""
            named[part.type, part.code] = f"{part.name} {acronym}"
            if isinstance(target, MissionFacts) and isinstance(record, FigureRecord):
                for code in target.countries:
                    named[RecordType.COUNTRY, code] = " ".join(_country_words(code, library))
    yield from named.values()


def _country_words(code: str, library: Library) -> Iterator[str]:
    country = library.record(RecordType.COUNTRY, code.lower())
    if isinstance(country, CountryFacts):
        yield from (country.name, *country.demonyms)
