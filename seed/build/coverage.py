"""Coverage of each mission: what is known, and why the rest is not, worked out while loading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from api.facts.missions import MissionFacts, MissionKind, MissionStatus
from api.tables.coverage import CoveredAttributes, CoveredIndicators
from api.vocabulary import Coverage, Rank, RecordType, last_day
from seed.build.covering import Years, covered_years, measures_of
from seed.build.mandates import is_unbroken, newest_term
from seed.build.series_entries import years_of
from seed.library import Library
from seed.records import FigureRecord

# The register of fatalities is complete in what the UN publishes: a mission not in it has no entry.
COMPLETE = {"fatalities", "fatalities_since_start"}
# The monthly reports that the personnel figures come from begin in November 1990.
FIRST_MONTHLY_REPORT = "1990-11-30"


def coverage(
    library: Library, day: str, streamed: Iterable[tuple[str, str, str, set[int]]] = ()
) -> Iterator[dict[str, Any]]:
    """Make one row for each mission, as of a day; `streamed`: subject, indicator, years."""
    measured, years = _measured(library)
    for type, code, indicator, years_measured in streamed:
        if type == RecordType.MISSION:
            measured[code].add(indicator)
            for measure in measures_of(indicator, by_country=False):
                years[code][measure] |= years_measured
    for entry in library.entries:
        mission = entry.record
        if isinstance(mission, MissionFacts):
            yield {
                "code": mission.code,
                "name": mission.name,
                "kind": mission.kind,
                "attributes": {
                    name: _attribute(mission, name) for name in CoveredAttributes.model_fields
                },
                "indicators": {
                    name: _indicator(mission, name, measured[mission.code])
                    for name in CoveredIndicators.model_fields
                },
                "years": covered_years(mission, years[mission.code], day),
            }


def _measured(library: Library) -> tuple[dict[str, set[str]], dict[str, Years]]:
    """Return the indicators that each mission has figures of, and the years of these figures."""
    found: dict[str, set[str]] = defaultdict(set)
    years: dict[str, Years] = defaultdict(lambda: defaultdict(set))
    for _, figure in library.figures:
        if figure.subject.type is RecordType.MISSION:
            found[figure.subject.code].add(figure.indicator)
            for measure in measures_of(figure.indicator, figure.dimensions.country is not None):
                years[figure.subject.code][measure].update(_years_of(figure))
    return found, years


def _years_of(figure: FigureRecord) -> range:
    if figure.withdrawn_on or figure.rank is Rank.DEPRECATED:
        return range(0)
    return years_of(
        str(figure.as_of or figure.period_start), str(figure.as_of or figure.period_end)
    )


def _attribute(mission: MissionFacts, name: str) -> Coverage:
    if name == "mandate_chain":
        return _chain(mission)
    if name == "mandate_until":
        return _end_of_mandate(mission)
    if name == "status":
        known = mission.status is not MissionStatus.UNKNOWN
    else:
        known = bool(getattr(mission, "latitude" if name == "coordinates" else name))
    if known:
        return Coverage.HAVE
    if name == "ended" and mission.status is MissionStatus.ONGOING:
        return Coverage.NOT_APPLICABLE
    return Coverage.NOT_CURATED


def _indicator(mission: MissionFacts, name: str, measured: set[str]) -> Coverage:
    if name in measured:
        return Coverage.HAVE
    if mission.kind is MissionKind.PARTNER_OPERATION:
        return Coverage.NOT_APPLICABLE
    before_reports = mission.ended is not None and last_day(mission.ended) < FIRST_MONTHLY_REPORT
    if name in COMPLETE or (name == "personnel_deployed" and before_reports):
        return Coverage.NOT_PUBLISHED
    return Coverage.NOT_CURATED


def _chain(mission: MissionFacts) -> Coverage:
    if not mission.mandates and not mission.authorised_by:
        return Coverage.NOT_APPLICABLE
    return Coverage.HAVE if is_unbroken(mission) else Coverage.NOT_CURATED


def _end_of_mandate(mission: MissionFacts) -> Coverage:
    newest = newest_term(mission)
    if newest and newest.until:
        return Coverage.HAVE
    return Coverage.NOT_APPLICABLE if newest and newest.open_ended else Coverage.NOT_CURATED
