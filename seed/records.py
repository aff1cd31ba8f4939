"""What a file may say: for each kind of record its folder and its class.

Most classes are the described facts of `api/tables`; only figures are written otherwise than stored.
"""

import hashlib
from collections.abc import Sequence

from pydantic import Field as Part

from api.tables.countries import CountryFacts
from api.tables.discrepancies import DiscrepancyFacts
from api.tables.events import EventFacts
from api.tables.facts import AnyReference, Citation, Closed, Facts, Place
from api.tables.figures import Dimensions, FigureFacts
from api.tables.indicators import IndicatorFacts
from api.tables.initiatives import InitiativeFacts
from api.tables.missions import MissionFacts
from api.tables.organisations import OrganisationFacts
from api.tables.people import PersonFacts
from api.tables.sources import SourceFacts
from api.tables.statements import StatementFacts
from api.vocabulary import Day, PartialDate, RecordType, Slug, Version


class FigureRecord(FigureFacts, Place):
    """A figure as a curator writes it; `source` and `recorded_on` usually stand at the head of the file."""

    code: Slug = Part(
        default="",
        description="Public key; left out, it is made of subject, indicator, time and place.",
    )
    subject: AnyReference = Part(description="What the number is about, such as `initiative:a4p`.")
    dimensions: Dimensions = Part(
        default_factory=Dimensions, description="What the number is narrowed to."
    )
    attributed_to: AnyReference | None = Part(
        default=None,
        description="Who says it in the source; left out, it is the source's own voice.",
    )
    recorded_on: PartialDate = Part(description="Day we recorded it.")

    def model_post_init(self, context: object) -> None:
        """Gives a figure without a code its own."""
        if self.code:
            return
        time = self.as_of or f"{self.period_start}-{self.period_end}"
        dimensions = self.dimensions.model_dump_json(exclude_none=True)
        place = (self.source.code, f"{self.paragraph}|{self.locator}")
        subject = (self.subject.type, self.subject.code)
        self.code = made_code(subject, self.indicator, time, dimensions, place)

    @property
    def citation(self) -> Citation:
        """The one place it was read in."""
        return Citation.model_construct(
            source=self.source,
            paragraph=self.paragraph,
            locator=self.locator,
            evidence=self.evidence,
            speaker=self.attributed_to,
            supports=[],  # Given, since looking up a default costs more than all the rest.
        )


def made_code(
    subject: tuple[str, str], indicator: str, time: str, dimensions: str, place: tuple[str, str]
) -> str:
    """The code of a figure that brings none: readable in front, unique by a hash of what it is about."""
    type, code = subject
    identity = "\n".join((f"{type}:{code}", indicator, time, dimensions, *place))
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    return f"{code}-{indicator.replace('_', '-')}-{time}-{digest}"


class ReleaseRecord(Closed):
    """What the data call their present state."""

    version: Version = Part(description="Version, by year, month and number.")
    date: Day = Part(description="Day the state is published.")


Record = Facts | FigureRecord

FOLDERS: dict[str, RecordType] = {
    "sources": RecordType.SOURCE,
    "indicators": RecordType.INDICATOR,
    "countries": RecordType.COUNTRY,
    "organisations": RecordType.ORGANISATION,
    "people": RecordType.PERSON,
    "missions": RecordType.MISSION,
    "initiatives": RecordType.INITIATIVE,
    "events": RecordType.EVENT,
    "statements": RecordType.STATEMENT,
    "discrepancies": RecordType.DISCREPANCY,
    "figures": RecordType.FIGURE,
}


def counts_of(types: Sequence[RecordType]) -> dict[str, int]:
    """How many records there are of each kind, by the name of its folder."""
    return {folder: types.count(type) for folder, type in FOLDERS.items()}


CLASSES: dict[RecordType, type[Record]] = {
    RecordType.SOURCE: SourceFacts,
    RecordType.INDICATOR: IndicatorFacts,
    RecordType.COUNTRY: CountryFacts,
    RecordType.ORGANISATION: OrganisationFacts,
    RecordType.PERSON: PersonFacts,
    RecordType.MISSION: MissionFacts,
    RecordType.INITIATIVE: InitiativeFacts,
    RecordType.EVENT: EventFacts,
    RecordType.STATEMENT: StatementFacts,
    RecordType.DISCREPANCY: DiscrepancyFacts,
    RecordType.FIGURE: FigureRecord,
}
