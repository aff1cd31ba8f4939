"""Coverage: what is known of each mission, and why the rest is not, so that absence can be read."""

from enum import StrEnum

from pydantic import Field as Part
from sqlmodel import JSON, AutoString, Field

from api.constraints import Count, Text
from api.facts.base import Closed, Facts
from api.facts.missions import MissionKind
from api.tables.stored import Stored
from api.vocabulary import Coverage


class Measure(StrEnum):
    """Measure that coverage reports for each mission year by year."""

    MANDATE = "mandate"
    STRENGTH = "strength"
    CONTRIBUTORS = "contributors"
    DEATHS = "deaths"
    BUDGET = "budget"


class CoveredYears(Closed):
    """Consecutive years with the same status."""

    measure: Measure = Part(description="What it is known, or not known, of.")
    first_year: Count = Part(description="First of these years.")
    last_year: Count = Part(description="Last of these years, itself among them.")
    status: Coverage = Part(
        description="`have`: there is a figure of each of these years, or a mandate that ran in it;"
        " `not_published`: the datasets we read hold none, as before the monthly reports of 1990, or"
        " where the register of deaths names nobody; `not_applicable`: there can be none; or"
        " `not_curated`: we have not proven it."
    )


class CoveredAttributes(Closed):
    """What is known of the key attributes of a mission."""

    acronym: Coverage = Part(description="Acronym.")
    authorised_by: Coverage = Part(description="Resolutions that created or authorised it.")
    coordinates: Coverage = Part(description="Coordinates of its headquarters.")
    countries: Coverage = Part(description="Countries in which it worked.")
    ended: Coverage = Part(description="End date; `not_applicable` for a mission that is running.")
    headquarters: Coverage = Part(description="Town of its headquarters.")
    lead: Coverage = Part(description="Who leads it, or led it last.")
    mandate_chain: Coverage = Part(
        description="`have` when each mandate we hold begins before the previous one has expired,"
        " from the first to the end of the mission or the newest; otherwise some"
        " mandates, or their ends, are missing."
    )
    mandate_until: Coverage = Part(
        description="End of its newest mandate; `not_applicable` for an open-ended one."
    )
    name_fr: Coverage = Part(description="Official French name.")
    region: Coverage = Part(description="Part of the world.")
    started: Coverage = Part(description="Start.")
    status: Coverage = Part(description="Whether it runs.")


class CoveredIndicators(Closed):
    """Which key indicators a mission has figures for; only indicators that the UN publishes for its own missions."""

    allegations: Coverage = Part(description="Allegations of misconduct.")
    budget_usd: Coverage = Part(description="Budget.")
    budget_with_support_usd: Coverage = Part(description="Budget with support.")
    fatalities: Coverage = Part(description="Deaths of a year.")
    fatalities_since_start: Coverage = Part(description="Deaths since the start.")
    personnel_deployed: Coverage = Part(description="Personnel deployed.")


class CoverageFacts(Facts):
    """What is known of one mission."""

    name: Text = Field(description="Official English name of the mission.")
    kind: MissionKind = Field(sa_type=AutoString, description="Type of operation.")
    attributes: CoveredAttributes = Field(
        sa_type=JSON,
        description="For each key attribute: `have`; `not_applicable`, when there can be none; or `not_curated`, when"
        " we have not proven it.",
    )
    indicators: CoveredIndicators = Field(
        sa_type=JSON,
        description="For each key indicator: `have`, when there is a figure; `not_published`, when the"
        " datasets we read hold none for this mission; `not_applicable`, when they are not about"
        " such operations; or `not_curated`, when we have not looked it up.",
    )
    years: list[CoveredYears] = Field(
        sa_type=JSON,
        description="Year by year, from the start of the mission to its end or the release: of its"
        " mandate, strength, contributors, deaths and budget, what we have and why not the rest.",
    )


class CoverageRow(CoverageFacts, Stored, table=True):
    """The table of coverage."""

    __tablename__ = "coverage"
