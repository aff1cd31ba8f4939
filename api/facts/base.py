"""Define what every record is made of: closed classes, references to other records, citations, spans of time."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.constraints import CountryCode, Evidence, Ordinal, Slug, Text, WebAddress
from api.vocabulary import CitationBasis, Grade, PartialDate, RecordType, TimeBasis

TYPES = frozenset(RecordType)  # Made once, since every record refers to others.
FIRST, LAST = ("code", "subject"), ("identifiers", "note", "citations")


def _publish(schema: dict[str, Any]) -> None:
    """Publish the model as an open one with its fields in order.

    Files are closed, but a field that is added later must not break a client that validates answers.
    """
    schema.pop("additionalProperties", None)
    if properties := schema.get("properties"):
        schema["properties"] = {name: properties[name] for name in in_order(properties)}
        for content in properties.values():
            content.pop("default", None)


def in_order(fields: Iterable[str]) -> list[str]:
    """Sort the fields of a record for its answer: those that a reader looks for last come last."""
    names = [*fields]
    others = [name for name in names if name not in FIRST + LAST]
    return [*filter(names.__contains__, FIRST), *others, *filter(names.__contains__, LAST)]


CLOSED = ConfigDict(
    extra="forbid",
    json_schema_extra=_publish,
    json_schema_serialization_defaults_required=True,
    # Built at the first validation, which only the seed does: the service reads validated data.
    defer_build=True,
)


class Refers:
    """Annotates a code as a foreign key to another record, so that all of them are found, checked and linked."""

    def __init__(self, type: RecordType) -> None:
        self.type = type


class Derived:
    """Annotates a field as derived while loading; a file that has it is refused."""


MissionCode = Annotated[Slug, Refers(RecordType.MISSION)]
InitiativeCode = Annotated[Slug, Refers(RecordType.INITIATIVE)]
IndicatorCode = Annotated[Slug, Refers(RecordType.INDICATOR)]
FigureCode = Annotated[Slug, Refers(RecordType.FIGURE)]
EventCode = Annotated[Slug, Refers(RecordType.EVENT)]
OrganisationCode = Annotated[Slug, Refers(RecordType.ORGANISATION)]
KnownCountry = Annotated[CountryCode, Refers(RecordType.COUNTRY)]


class Closed(BaseModel):
    """A part of a record, such as a role or a citation."""

    model_config = CLOSED


@cache
def derived_fields(described: type[BaseModel]) -> frozenset[str]:
    """List the derived fields of a record, which no file has."""
    fields = described.model_fields.items()
    return frozenset(n for n, info in fields if any(isinstance(m, Derived) for m in info.metadata))


def part_of(annotation: Any) -> type[BaseModel] | None:
    """Return the nested model in an annotation, be it of one or of a list; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(part_of, get_args(annotation))), None)


class Reference(Closed):
    """Another record, by type, code and name."""

    type: RecordType = Field(description="What the record is about.")
    code: Slug = Field(description="Code of the record, as in its address.")
    name: str = Field(description="Name or title of the record.")


def _read_reference(value: object) -> object:
    if not isinstance(value, str):
        if isinstance(value, dict) and "name" not in value:
            raise ValueError('is written type:code in quotes, such as "country:jpn"')
        return value
    type, _, code = value.partition(":")
    if type not in TYPES or not code:
        kinds = ", ".join(RecordType)
        raise ValueError(f"is written type:code, such as country:jpn; the types are {kinds}")
    return Reference.model_construct(type=RecordType(type), code=code)


AnyReference = Annotated[Reference, BeforeValidator(_read_reference)]


class CitedSource(Closed):
    """The cited source, with the fields needed to cite it."""

    code: Slug = Field(description="Code of the source, as in its address.")
    title: str = Field(description="Title as printed.")
    publisher: str = Field(description="Publisher.")
    date: PartialDate | None = Field(description="Date of the source; null when none is known.")
    url: WebAddress | None = Field(description="Public URL; null when none is known.")
    grade: Grade = Field(description="How close the source is to the fact.")
    licence: Text | None = Field(
        description="Licence of its data, in its own words or as a standard"
        " identifier; null when none is stated."
    )


def _read_source(value: object) -> object:
    if isinstance(value, str):
        return CitedSource.model_construct(code=value)
    if isinstance(value, dict) and "title" not in value:
        raise ValueError('is the code of a source in quotes, such as "iso-3166-1"')
    return value


class Place(Closed):
    """Where the fact stands: a source, and the place in it."""

    source: Annotated[CitedSource, BeforeValidator(_read_source)] = Field(
        description="The source that says so."
    )
    paragraph: Ordinal | None = Field(
        default=None,
        description="Number of the paragraph, from 1, among the non-blank lines of the source's text;"
        " null when the source has no paragraphs.",
    )
    locator: Text | None = Field(
        default=None,
        description="Page, table, row or filter; null when `paragraph` locates it.",
    )
    evidence: Evidence | None = Field(
        default=None,
        description="Quotation that carries the fact, at most 12 words, exactly"
        " as printed; null for a row of data.",
    )


class Citation(Place):
    """Place in a source that supports a record or a part of it."""

    speaker: AnyReference | None = Field(
        default=None,
        description="Speaker in the source; null when the source speaks for itself.",
    )
    basis: CitationBasis = Field(
        default=CitationBasis.STATED,
        description="`stated`: the words name the record; `implied`: they mean it without naming it.",
    )
    supports: list[Text] = Field(
        default_factory=list,
        description="Fields of the record that this citation supports; empty when it supports the"
        " part that contains it.",
    )
    note: Text | None = Field(
        default=None, description="Note on the citation; null when there is none."
    )


def basis_of(given: TimeBasis | None, *dates: str | None) -> TimeBasis | None:
    """Return the basis of dates: as given, else `stated`; None when there is no date."""
    return (given or TimeBasis.STATED) if any(dates) else None


class Span(Closed):
    """When something held: from and to, or one moment it is known for."""

    started: PartialDate | None = Field(
        default=None, description="First day, as precise as known; null when not known."
    )
    ended: PartialDate | None = Field(
        default=None, description="Last day, as precise as known; null when not known or not over."
    )
    as_of: PartialDate | None = Field(
        default=None,
        description="Date on which it is known to hold; null when start and end are given.",
    )
    time_basis: TimeBasis | None = Field(
        default=None,
        description="`stated`: the source gives the date; `document_date`: it is the date of the"
        " source, or counted from it; `inferred`: concluded from something else, as a note explains;"
        " null when there is no date.",
    )

    def model_post_init(self, context: object) -> None:
        """Set the basis of the dates to `stated`, if it is left out."""
        self.time_basis = basis_of(self.time_basis, self.started, self.ended, self.as_of)


class ParticipantRole(StrEnum):
    """Role of a participant in an initiative or event."""

    LAUNCHES = "launches"
    ADMINISTERS = "administers"
    ORGANISES = "organises"
    HOSTS = "hosts"
    CHAIRS = "chairs"
    SPEAKS = "speaks"
    IS_SPOKEN_FOR = "is_spoken_for"
    ATTENDS = "attends"
    VISITS = "visits"
    INVITES = "invites"
    ADOPTS = "adopts"
    AUTHORS = "authors"
    LEADS = "leads"
    CHAMPIONS = "champions"
    ENDORSES = "endorses"
    FUNDS = "funds"
    TRAINS = "trains"
    IS_TRAINED = "is_trained"
    DEPLOYS = "deploys"
    SUPPORTS = "supports"
    IS_ADDRESSED = "is_addressed"
    IS_AFFECTED = "is_affected"


class Participation(Span):
    """Participant in an initiative or event, with their role."""

    who: AnyReference = Field(description="Participating person, organisation, country or mission.")
    role: ParticipantRole = Field(description="Role of the participant.")
    note: Text | None = Field(
        default=None, description="Note on the participation; null when there is none."
    )
    citation: Citation = Field(description="Where the source says so.")


class Facts(BaseModel):
    """A record: its code, and what the file, the table and the answer have in common."""

    # SQLModel, from which tables inherit too, has a type of its own for the settings.
    model_config: ClassVar[Any] = CLOSED

    code: Slug = Field(description="Unique code, a lower-case slug; the last segment of its URL.")


class Cited(Facts):
    """A record that says where it was read."""

    citations: list[Citation] = Field(
        min_length=1, description="Citations of the facts, most relevant first."
    )
    note: Text | None = Field(
        default=None,
        description="Note on doubts, gaps and common claims without proof; null when there is none.",
    )
