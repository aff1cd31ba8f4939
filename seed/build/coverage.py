"""What we know of each mission, and why we do not know the rest: reckoned from the records while loading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from api.tables.missions import MissionFacts
from api.vocabulary import Coverage, MissionKind, MissionStatus, RecordType, last_day
from seed.library import Library
from seed.records import FigureRecord

ATTRIBUTES = (
    "acronym",
    "authorised_by",
    "coordinates",
    "countries",
    "ended",
    "headquarters",
    "lead",
    "name_fr",
    "region",
    "started",
    "status",
)
# Counted by the UN for its own missions only.
INDICATORS = (
    "allegations",
    "budget_usd",
    "budget_with_support_usd",
    "fatalities",
    "fatalities_since_start",
    "personnel_deployed",
)
# The register of fatalities is complete in what the UN publishes: a mission not in it has no entry.
COMPLETE = {"fatalities", "fatalities_since_start"}
# The monthly reports that the personnel figures come from begin in November 1990.
FIRST_MONTHLY_REPORT = "1990-11-30"


def coverage(
    library: Library, streamed: Iterable[tuple[str, str, str]] = ()
) -> Iterator[dict[str, Any]]:
    """Make one row for each mission; `streamed` are type, code and indicator of figures not in the library."""
    measured = _measured(library)
    for type, code, indicator in streamed:
        if type == RecordType.MISSION:
            measured[code].add(indicator)
    for entry in library.entries:
        mission = entry.record
        if isinstance(mission, MissionFacts):
            yield {
                "code": mission.code,
                "name": mission.name,
                "kind": mission.kind,
                "attributes": {name: _attribute(mission, name) for name in ATTRIBUTES},
                "indicators": {
                    name: _indicator(mission, name, measured[mission.code]) for name in INDICATORS
                },
            }


def _measured(library: Library) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in library.entries:
        figure = entry.record
        if isinstance(figure, FigureRecord) and figure.subject.type is RecordType.MISSION:
            found[figure.subject.code].add(figure.indicator)
    return found


def _attribute(mission: MissionFacts, name: str) -> Coverage:
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
