"""Countries, and what each gave to peacekeeping."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.constraints import Alpha2Code, CountryCode, M49Code, Slug, Text
from api.facts.base import AnyReference, Citation, Cited, Closed, Refers, Span
from api.facts.identifiers import Identified
from api.vocabulary import PartialDate, RecordType


class M49Region(StrEnum):
    """The region of the world to which UN M49 counts a country; a mission has a `Region` of its own."""

    AFRICA = "africa"
    AMERICAS = "americas"
    ASIA = "asia"
    EUROPE = "europe"
    OCEANIA = "oceania"


class ContributionKind(StrEnum):
    """What a country did for peacekeeping."""

    GAVE = "gave"
    DEPLOYED = "deployed"
    TRAINED = "trained"
    WAS_TRAINED = "was_trained"
    PROMISED = "promised"
    CHAMPIONED = "championed"
    HOSTED = "hosted"
    LED = "led"
    LOST = "lost"
    ADOPTED = "adopted"


CountrySlug = Annotated[Slug, Refers(RecordType.COUNTRY)]


class Contribution(Span):
    """One thing a country gave, trained, promised, championed or lost."""

    kind: ContributionKind = Field(description="What the country did.")
    description: Text = Field(description="What exactly, in our own words.")
    to: AnyReference | None = Field(
        default=None, description="Who or what it was for; null when the source names nothing."
    )
    citation: Citation = Field(description="Where the source says so.")


class CountryNames(Closed):
    """The name of a country in the official languages of the UN other than English."""

    ar: Text = Field(description="Usual Arabic name.")
    es: Text = Field(description="Usual Spanish name.")
    fr: Text = Field(description="Usual French name.")
    ru: Text = Field(description="Usual Russian name.")
    zh: Text = Field(description="Usual Chinese name, in simplified characters.")


class CountryFacts(Identified, Cited):
    """A country or territory, or a state that was."""

    iso2: Alpha2Code | None = Field(
        default=None,
        description="ISO 3166-1 alpha-2; `XK`, which users have agreed on, for Kosovo; null when there"
        " is none, or it was withdrawn.",
    )
    iso3: CountryCode | None = Field(
        default=None,
        description="ISO 3166-1 alpha-3, also one withdrawn since; `XKX`, which users have agreed on,"
        " for Kosovo; null when there is none.",
    )
    m49: M49Code | None = Field(
        default=None,
        description="Numeric code of UN M49 and of ISO 3166-1, three digits with leading zeros; states"
        " that followed each other may share one; null when there is none.",
    )
    region: M49Region | None = Field(
        default=None,
        description="Region of the world to which UN M49 counts it; null when UN M49 counts it to none"
        " or does not list it.",
    )
    name: Text = Field(description="Usual English name.")
    official_name: Text | None = Field(
        default=None,
        description="English name in full, as the UN writes it, else ISO 3166-1; null when they write no"
        " other than the usual one.",
    )
    names: CountryNames | None = Field(
        default=None,
        description="Its name in Arabic, Spanish, French, Russian and Chinese; null for a state that"
        " was.",
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other and former names, as the UN, the World Bank and newspapers write them.",
    )
    demonyms: list[Text] = Field(
        default_factory=list,
        description="What its people, and what is theirs, are called in English, such as `Swede` and"
        " `Swedish`; two countries may share one.",
    )
    started: PartialDate | None = Field(
        default=None, description="First day of the state; null when not proven."
    )
    ended: PartialDate | None = Field(
        default=None,
        description="Last day of a state that was; null when it exists or the day is not proven.",
    )
    code_withdrawn: PartialDate | None = Field(
        default=None,
        description="When ISO 3166-1 withdrew its codes, months or years after its end; null when they"
        " are in use.",
    )
    predecessors: list[CountrySlug] = Field(
        default_factory=list,
        description="States that were, on whose territory it is, by their code.",
    )
    successors: list[CountrySlug] = Field(
        default_factory=list,
        description="Countries on the territory of a state that was, by their code.",
    )
    contributions: list[Contribution] = Field(
        default_factory=list,
        description="What it gave to peacekeeping, as the sources tell.",
    )
    summary: Text | None = Field(
        default=None,
        description="Its part in the sources, in our own words; null when none speaks of it.",
    )
