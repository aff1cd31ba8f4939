"""Coverage of each mission by year, as spans of years with the same status."""

from collections.abc import Iterator
from itertools import groupby

from api.facts.missions import MissionFacts, MissionKind, MissionStatus
from api.tables.coverage import Measure
from api.vocabulary import Coverage, first_day, last_day
from seed.build.mandates import begin_of

# What answers each measure; contributors are countries counted, or a strength told by country.
STRENGTH = frozenset({"personnel_deployed"})
DEATHS = frozenset({"fatalities"})
BUDGET = frozenset(
    {
        "budget_final_usd",
        "budget_usd",
        "budget_with_support_usd",
        "expenditure_usd",
        "regular_budget_appropriation_usd",
        "regular_budget_expenditure_usd",
    }
)
CONTRIBUTORS = frozenset({"contributing_countries"})
# The monthly reports that strength and contributors come from begin in November 1990.
FIRST_YEAR_OF_REPORTS = 1990
# The register of deaths that we read ends in February 2025: of a whole year it tells until the one before.
LAST_YEAR_OF_REGISTER = 2024

Years = dict[Measure, set[int]]


def measures_of(indicator: str, by_country: bool) -> Iterator[Measure]:
    """List the measures that a figure counts towards; it may be several, or none."""
    if indicator in CONTRIBUTORS or (by_country and indicator in STRENGTH):
        yield Measure.CONTRIBUTORS
    elif indicator in STRENGTH:
        yield Measure.STRENGTH
    elif indicator in DEATHS:
        yield Measure.DEATHS
    elif indicator in BUDGET:
        yield Measure.BUDGET


def covered_years(mission: MissionFacts, known: Years, day: str) -> list[dict[str, object]]:
    """Return the coverage of a mission in each year of its life, equal years as one span."""
    life = _life(mission, known, day)
    have = {**known, Measure.MANDATE: _mandated(mission, life)}
    return [
        {"measure": measure, "first_year": years[0], "last_year": years[-1], "status": status}
        for measure in Measure
        for status, years in _spans(mission, measure, have.get(measure, set()), life)
    ]


def _spans(
    mission: MissionFacts, measure: Measure, have: set[int], life: range
) -> Iterator[tuple[Coverage, list[int]]]:
    def status(year: int) -> Coverage:
        return Coverage.HAVE if year in have else _gap(mission, measure, year)

    for found, years in groupby(life, status):
        yield found, list(years)


def _gap(mission: MissionFacts, measure: Measure, year: int) -> Coverage:
    if measure is Measure.MANDATE:
        resolved = mission.authorised_by or mission.mandates
        return Coverage.NOT_CURATED if resolved else Coverage.NOT_APPLICABLE
    if mission.kind is MissionKind.PARTNER_OPERATION:
        return Coverage.NOT_APPLICABLE
    counted = measure in (Measure.STRENGTH, Measure.CONTRIBUTORS)
    unpublished = (counted and year < FIRST_YEAR_OF_REPORTS) or (
        measure is Measure.DEATHS and year <= LAST_YEAR_OF_REGISTER
    )
    return Coverage.NOT_PUBLISHED if unpublished else Coverage.NOT_CURATED


def _life(mission: MissionFacts, known: Years, day: str) -> range:
    measured = sorted(year for years in known.values() for year in years)
    begin = int(mission.started[:4]) if mission.started else next(iter(measured), None)
    if begin is None:
        return range(0)
    end = mission.ended or (mission.status_as_of if mission.status is MissionStatus.CLOSED else day)
    return range(begin, max(begin, int(last_day(end or day)[:4])) + 1)


def _mandated(mission: MissionFacts, life: range) -> set[int]:
    """Return the years in which a mandate ran; of one without a known end, only its first year."""
    years: set[int] = set()
    for mandate in mission.mandates:
        begin = begin_of(mandate) or (first_day(mandate.until) if mandate.until else None)
        if begin is None:
            continue
        end = last_day(mandate.until)[:4] if mandate.until else begin[:4]
        years.update(range(int(begin[:4]), (life.stop - 1 if mandate.open_ended else int(end)) + 1))
    return years
