"""Countries, and what each gave to peacekeeping."""

from pydantic import Field as Part
from sqlmodel import JSON, Field

from api.tables.facts import AnyReference, Citation, Cited, Span, Stored
from api.vocabulary import ContributionKind, CountryCode, Text


class Contribution(Span):
    """One thing a country gave, trained, promised, championed or lost."""

    kind: ContributionKind = Part(description="What the country did.")
    description: Text = Part(description="What exactly, in our own words.")
    to: AnyReference | None = Part(
        default=None, description="Who or what it was for; null when the source names nothing."
    )
    citation: Citation = Part(description="Where the source says so.")


class CountryFacts(Cited):
    """A country or territory."""

    iso3: CountryCode | None = Field(
        default=None,
        unique=True,
        description="ISO 3166-1 alpha-3; `XKX`, which users have agreed on, for Kosovo; null when there"
        " is none.",
    )
    name: Text = Field(description="Usual English name.")
    aliases: list[Text] = Field(
        default_factory=list, sa_type=JSON, description="Other and former names."
    )
    contributions: list[Contribution] = Field(
        default_factory=list,
        sa_type=JSON,
        description="What it gave to peacekeeping, as the sources tell.",
    )
    summary: Text | None = Field(
        default=None,
        description="Its part in the sources, in our own words; null when none speaks of it.",
    )


class CountryRow(CountryFacts, Stored, table=True):
    """The table of countries."""

    __tablename__ = "country"
