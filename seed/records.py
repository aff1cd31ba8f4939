"""The classes that validate records in files: those of `api/facts`, and another for figures."""

import hashlib
from collections.abc import Sequence

from pydantic import Field as Part

from api.constraints import Slug, Version
from api.facts.base import AnyReference, Citation, Closed, Facts, Place
from api.facts.figures import Dimensions, FigureFacts
from api.facts.kinds import DESCRIBED
from api.vocabulary import Day, PartialDate, RecordType, first_day, last_day


class FigureRecord(FigureFacts, Place):
    """A figure as a curator writes it; `source` and `recorded_on` usually stand at the head of the file."""

    code: Slug = Part(
        default="",
        description="Public key; left out, it is made of subject, indicator, time and place.",
    )
    subject: AnyReference = Part(description="What the number is about, such as `initiative:a4p`.")
    dimensions: Dimensions = Part(
        default_factory=Dimensions, description="Dimensions that narrow the number to a part."
    )
    attributed_to: AnyReference | None = Part(
        default=None,
        description="Who says it in the source; left out, it is the source's own voice.",
    )
    recorded_on: PartialDate = Part(description="Day we recorded it.")

    def model_post_init(self, context: object) -> None:
        """Make a code where none is given: readable words, then a hash that makes it unique."""
        if self.code:
            return
        time = self.as_of or f"{self.period_start}-{self.period_end}"
        about = (
            *(f"{self.subject.type}:{self.subject.code}", self.indicator, time),
            self.dimensions.as_json,
            *(self.source.code, f"{self.paragraph}|{self.locator}"),
        )
        digest = hashlib.sha256("\n".join(about).encode()).hexdigest()[:8]
        self.code = f"{self.subject.code}-{self.indicator.replace('_', '-')}-{time}-{digest}"

    @property
    def has_one_time(self) -> bool:
        """Whether the number is of a moment or of a whole period, and not of both."""
        period = (self.period_start is not None, self.period_end is not None)
        return period == ((False, False) if self.as_of else (True, True))

    @property
    def first_day(self) -> str:
        """The earliest day the number can be of."""
        return first_day(str(self.as_of or self.period_start))

    @property
    def last_day(self) -> str:
        """The latest day the number can be of."""
        return last_day(str(self.as_of or self.period_end))

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


class ReleaseRecord(Closed):
    """Version and date of the release that the data are."""

    version: Version = Part(description="Version, by year, month and number.")
    date: Day = Part(description="Day the state is published.")


Record = Facts | FigureRecord


def class_of(type: RecordType) -> type[Record]:
    """Return the class that validates a record in a file; figures are stored as another."""
    facts = DESCRIBED[type].facts
    return facts if issubclass(facts, Facts) else FigureRecord


def counts_of(types: Sequence[RecordType]) -> dict[str, int]:
    """Count the records of each kind, by its plural."""
    return {kind.plural: types.count(kind.type) for kind in DESCRIBED.values()}
