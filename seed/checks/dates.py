"""Rules about days and years: what has happened, or was read, does not lie in the future."""

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from api.facts.base import Span
from api.facts.countries import CountryFacts
from api.facts.figures import FigureFacts
from api.facts.indicators import IndicatorFacts
from api.facts.missions import MissionFacts
from api.facts.organisations import OrganisationFacts
from api.facts.people import PersonFacts
from api.facts.sources import SourceFacts
from api.facts.statements import StatementFacts
from api.vocabulary import IndicatorKind, Unit, first_day, last_day
from seed.checks.published import AGAIN, release_ahead
from seed.files.entries import Entry, Problem
from seed.library import Library
from seed.records import FigureRecord
from seed.references import dated_fields

# What is told of the past; whoever reads a source, proves a status or decides a mandate has done so already.
DONE = {"recorded_on", "withdrawn_on", "status_as_of", "born", "died", "adopted", "code_withdrawn"}
DONE_IN: dict[type[BaseModel], set[str]] = {
    SourceFacts: {"date"},
    StatementFacts: {"date"},
    MissionFacts: {"ended"},
    Span: {"as_of"},
}
BEGINS = {"started", "launched"}
EARLIEST = "1940"  # No source on peacekeeping tells of earlier years, but of people, States and other bodies.
EARLIEST_OF: dict[type[BaseModel], str] = {
    PersonFacts: "1850",
    CountryFacts: "1000",
    OrganisationFacts: "1000",
}
RESOLUTIONS = {"authorised_by", "resolutions", "resolution"}
YEAR = re.compile(r"\((\d{4})\)$")


def nothing_done_lies_in_the_future(library: Library) -> Iterator[Problem]:
    """What is recorded, decided, published or proven is not after today, or the release."""
    for entry, path, part in library.parts:
        for name in _done(type(part)):
            day = getattr(part, name)
            if day and first_day(day) > library.latest_day:
                yield entry.problem(
                    (*path, name), f"{day} lies in the future{_way_out(library, name)}"
                )


def _way_out(library: Library, name: str) -> str:
    """Word the remedy if the release logged last is dated ahead, so nothing can be recorded yet."""
    ahead = release_ahead(library) if name == "recorded_on" else None
    return (
        f"; the release of {ahead} is logged: {AGAIN}, and give the day of today" if ahead else ""
    )


def figures_are_true_by_now(library: Library) -> Iterator[Problem]:
    """A figure's moment has come, unless it is a target; a counted period has begun."""
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if indicator and (key := not_yet_true(figure, indicator, library.latest_day)):
            yield entry.problem((key,), f"{getattr(figure, key)} lies in the future")


def not_yet_true(figure: FigureRecord, indicator: IndicatorFacts, day: str) -> str | None:
    """Name the date of a figure that lies after a day; targets and money may."""
    if indicator.kind is IndicatorKind.TARGET:
        return None
    if figure.as_of:
        return "as_of" if first_day(figure.as_of) > day else None
    if indicator.unit is Unit.USD or not figure.period_start:
        return None
    return "period_start" if first_day(figure.period_start) > day else None


def years_have_four_right_digits(library: Library) -> Iterator[Problem]:
    """No date lies long before peacekeeping; a year that lost its century does."""
    for entry, path, part in library.parts:
        earliest = EARLIEST_OF.get(type(part), EARLIEST)
        for name in dated_fields(type(part)):
            day = getattr(part, name)
            if day and day < earliest:
                message = f"{day} is long before peacekeeping; is the year right?"
                yield entry.problem((*path, name), message)


def resolutions_are_adopted(library: Library) -> Iterator[Problem]:
    """No resolution is of a year to come."""
    for entry, path, part in library.parts:
        for name in _resolutions_in(type(part)):
            value = getattr(part, name)
            for symbol in value if isinstance(value, list) else [value]:
                year = YEAR.search(symbol or "")
                if year and year[1] > library.latest_day[:4]:
                    yield entry.problem((*path, name), f"{symbol} is of a year to come")


def beginnings_have_come(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: what is announced may begin one day, or the year may be wrong."""
    for entry, path, part in library.parts:
        for name in BEGINS & dated_fields(type(part)):
            day = getattr(part, name)
            if day and first_day(day) > library.latest_day:
                yield entry.problem((*path, name), f"{day} lies in the future: is it right?")


def sources_know_what_they_tell(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: a number of a day after the date of its source."""
    for entry, figure in _moments(library):
        source = library.source(figure.source.code)
        if source and source.date and first_day(str(figure.as_of)) > last_day(source.date):
            message = f"{figure.as_of} is after the date of {source.code}, {source.date}"
            yield entry.problem(("as_of",), f"{message}: is it right?")


def statuses_are_proven(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: a status as of a day after the date of every source that backs it."""
    for entry in library.entries:
        mission = entry.record
        if not isinstance(mission, MissionFacts) or not mission.status_as_of:
            continue
        cited = [
            library.source(citation.source.code)
            for citation in mission.citations
            if not citation.supports or "status_as_of" in citation.supports
        ]
        dates = [source.date if source else None for source in cited]
        proven = [last_day(day) for day in dates if day]
        if proven and len(proven) == len(dates) and first_day(mission.status_as_of) > max(proven):
            message = f"{mission.status_as_of} is after the date of each source that backs it"
            yield entry.problem(("status_as_of",), f"{message}: is it right?")


def _moments(library: Library) -> Iterator[tuple[Entry, FigureRecord]]:
    """List the figures with `as_of` that are no targets."""
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if figure.as_of and indicator and indicator.kind is not IndicatorKind.TARGET:
            yield entry, figure


@cache
def _resolutions_in(part: type[BaseModel]) -> list[str]:
    """Name the fields of a part that hold resolutions."""
    return sorted(RESOLUTIONS & part.model_fields.keys())


@cache
def _done(part: type[BaseModel]) -> list[str]:
    """Name the date fields of a part that cannot lie in the future; `as_of` of figures is apart."""
    names = {name for kind, extra in DONE_IN.items() if issubclass(part, kind) for name in extra}
    done = (DONE | names) & dated_fields(part)
    return sorted(done - ({"as_of"} if issubclass(part, FigureFacts) else set()))
