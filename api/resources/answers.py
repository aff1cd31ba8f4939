"""The eleven kinds of records as they are answered, and their pages.

Ten are answered as they are described for file and table; a figure is answered in full, named and cited.
"""

from pydantic import Field
from sqlmodel import Field as Described

from api.lists.envelope import Answer, Meta, Page
from api.tables.changes import ChangeFacts
from api.tables.countries import CountryFacts
from api.tables.coverage import CoverageFacts
from api.tables.discrepancies import DiscrepancyFacts
from api.tables.events import EventFacts
from api.tables.facts import Citation, Reference
from api.tables.figures import Dimensions, FigureFacts
from api.tables.indicators import IndicatorFacts
from api.tables.initiatives import InitiativeFacts
from api.tables.missions import MissionFacts
from api.tables.organisations import OrganisationFacts
from api.tables.people import PersonFacts
from api.tables.sources import SourceFacts
from api.tables.statements import StatementFacts
from api.vocabulary import IndicatorKind, PartialDate, Slug, Unit


class Mission(MissionFacts):
    """A field operation of the UN or of a partner."""


class Initiative(InitiativeFacts):
    """A reform, programme, strategy, framework, declaration or the like."""


class Indicator(IndicatorFacts):
    """What a figure counts."""


class Person(PersonFacts):
    """A person named in a source."""


class Organisation(OrganisationFacts):
    """A body that acts, speaks or is counted."""


class Country(CountryFacts):
    """A country or territory."""


class Event(EventFacts):
    """Something that happened at a time and a place."""


class Statement(StatementFacts):
    """One position of one speaker at one time."""


class Discrepancy(DiscrepancyFacts):
    """A disagreement, gap or probable error in the sources."""


class Source(SourceFacts):
    """A document or dataset that records cite."""


class Figure(FigureFacts):
    """One number as one source states it once."""

    code: Slug = Described(description="Public key; the last part of the address.")
    subject: Reference = Described(description="What the number is about.")
    indicator_name: str = Described(description="What the number measures, in few words.")
    unit: Unit = Described(description="What value and bounds are counted in.")
    kind: IndicatorKind = Described(
        description="How values of this indicator behave in time; `cumulative` ones are never summed."
    )
    lower: float | None = Described(
        description="Lowest number the words allow; null when they set no lower limit."
    )
    upper: float | None = Described(
        description="Highest number the words allow; null when they set no upper limit."
    )
    dimensions: Dimensions = Described(description="What the number is narrowed to.")
    attributed_to: Reference | None = Described(
        description="Who says it in the source; null when it is the source's own voice."
    )
    recorded_on: PartialDate = Described(description="Day we recorded it.")
    citation: Citation = Described(description="Where it was read.")


class MissionPage(Page[Mission]):
    """A page of missions."""


class InitiativePage(Page[Initiative]):
    """A page of initiatives."""


class IndicatorPage(Page[Indicator]):
    """A page of indicators."""


class PersonPage(Page[Person]):
    """A page of people."""


class OrganisationPage(Page[Organisation]):
    """A page of organisations."""


class CountryPage(Page[Country]):
    """A page of countries."""


class EventPage(Page[Event]):
    """A page of events."""


class StatementPage(Page[Statement]):
    """A page of statements."""


class DiscrepancyPage(Page[Discrepancy]):
    """A page of discrepancies."""


class SourcePage(Page[Source]):
    """A page of sources."""


class FigurePage(Page[Figure]):
    """A page of figures."""


class MissionCoverage(CoverageFacts):
    """What is known of one mission, and why the rest is not."""


class CoveragePage(Page[MissionCoverage]):
    """A page of coverage, with totals over all missions as facets."""


class RecordChange(ChangeFacts):
    """What a release did to one record."""


class ChangePage(Page[RecordChange]):
    """A page of changes."""


class SearchHit(Answer):
    """A record that search found."""

    type: str = Field(description="What the record is about.", examples=["mission"])
    code: Slug = Field(description="Code of the record.")
    name: str = Field(description="Name or title of the record.")
    href: str = Field(description="Address of the record.", examples=["/v1/missions/minusma"])
    snippet: str | None = Field(
        description="Words of the record around the first match in its text; null when only its"
        " names match."
    )
    matches: list[str] = Field(description="The words of its names and its text that match.")


class SearchMeta(Meta):
    """What the page of hits is a part of."""

    did_you_mean: str | None = Field(
        description="The question that was probably meant and finds something; null when there are hits,"
        " or nothing is near."
    )


class SearchPage(Page[SearchHit]):
    """A page of hits, best first."""

    meta: SearchMeta = Field(description="Total, limit, release, and what was probably meant.")


class Release(Answer):
    """The state of the data that is being served."""

    release: str = Field(
        description="Version and first digits of the digest, as every list carries it."
    )
    version: str = Field(description="Version, by year and month.", examples=["2026.11.1"])
    date: PartialDate = Field(description="Day the state was published.")
    proven_as_of: PartialDate | None = Field(
        description="Date of the newest source: nothing later is proven. Null when no source is dated."
    )
    digest: str = Field(description="SHA-256 of the seed files in canonical order.")
    counts: dict[str, int] = Field(description="Number of records of each kind.")


class Health(Answer):
    """Whether the service works."""

    status: str = Field(description="`ok` when it does.", examples=["ok"])
