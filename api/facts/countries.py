"""Countries, and what each gave to peacekeeping."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.constraints import Alpha2Code, CountryCode, M49Code, Slug, Text
from api.facts.base import AnyReference, Citation, Cited, Closed, Refers, Span
from api.facts.identifiers import Identified
from api.vocabulary import PartialDate, RecordType


class M49Region(StrEnum):
    """UN M49 region of a country; the region of a mission is a `Region`."""

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
    """Something a country gave, trained, pledged, championed or lost."""

    kind: ContributionKind = Field(description="What the country did.")
    description: Text = Field(description="Description in our own words.")
    to: AnyReference | None = Field(
        default=None, description="Recipient or purpose; null when the source names none."
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
        description="ISO 3166-1 alpha-2; for Kosovo the user-assigned `XK`; null when there is"
        " none, or it was withdrawn.",
    )
    iso3: CountryCode | None = Field(
        default=None,
        description="ISO 3166-1 alpha-3, including withdrawn codes; for Kosovo the user-assigned"
        " `XKX`; null when there is none.",
    )
    m49: M49Code | None = Field(
        default=None,
        description="Numeric code of UN M49 and ISO 3166-1, three digits with leading zeros; a"
        " former state and its successor may share one; null when there is none.",
    )
    region: M49Region | None = Field(
        default=None,
        description="UN M49 region; null when UN M49 assigns none or does not list the country.",
    )
    name: Text = Field(description="Usual English name.")
    official_name: Text | None = Field(
        default=None,
        description="Full English name as in the UN's list, else in ISO 3166-1;"
        " null when it is the same as `name`.",
    )
    names: CountryNames | None = Field(
        default=None,
        description="Name in Arabic, Spanish, French, Russian and Chinese; null for a former state.",
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other and former names, as the UN, the World Bank and newspapers write them.",
    )
    demonyms: list[Text] = Field(
        default_factory=list,
        description="English nouns and adjectives for its people, such as `Swede` and `Swedish`;"
        " two countries may share one.",
    )
    started: PartialDate | None = Field(
        default=None, description="First day of the state; null when not proven."
    )
    ended: PartialDate | None = Field(
        default=None,
        description="Last day of a former state; null when it still exists or the day is not proven.",
    )
    code_withdrawn: PartialDate | None = Field(
        default=None,
        description="Date on which ISO 3166-1 withdrew its codes, months or years after its end;"
        " null when they are in use.",
    )
    predecessors: list[CountrySlug] = Field(
        default_factory=list,
        description="Codes of the former states on whose territory it lies.",
    )
    successors: list[CountrySlug] = Field(
        default_factory=list,
        description="Codes of the countries on the territory of this former state.",
    )
    contributions: list[Contribution] = Field(
        default_factory=list,
        description="Contributions to peacekeeping, as stated by the sources.",
    )
    summary: Text | None = Field(
        default=None,
        description="Its role in peacekeeping according to the sources, in our own words; null"
        " when none mentions it.",
    )
