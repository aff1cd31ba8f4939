"""Organisations: departments, governments, forces, groups, and the wholes that figures speak of."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Text
from api.facts.base import Cited, KnownCountry, OrganisationCode
from api.facts.identifiers import Identified
from api.vocabulary import PartialDate


class OrganisationKind(StrEnum):
    """Type of organisation; `collective` is a group that figures count as a whole."""

    UN_ORGAN = "un_organ"
    UN_DEPARTMENT = "un_department"
    UN_OFFICE = "un_office"
    UN_ENTITY = "un_entity"
    REGIONAL_ORGANISATION = "regional_organisation"
    INTERGOVERNMENTAL_GROUP = "intergovernmental_group"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    ARMED_FORCE = "armed_force"
    POLICE = "police"
    ARMED_GROUP = "armed_group"
    POLITICAL_PARTY = "political_party"
    PARLIAMENT = "parliament"
    COORDINATION_BODY = "coordination_body"
    UNIVERSITY = "university"
    TRAINING_CENTRE = "training_centre"
    AGENCY = "agency"
    NGO = "ngo"
    COLLECTIVE = "collective"


class OrganisationFacts(Identified, Cited):
    """An organisation or group that acts, speaks or is counted."""

    acronym: Text | None = Field(default=None, description="Acronym; null when it has none.")
    name: Text = Field(description="Name in full.")
    aliases: list[Text] = Field(default_factory=list, description="Other names and spellings.")
    hub_acronyms: list[Text] = Field(
        default_factory=list,
        description="Acronyms used in the UN's data hub.",
    )
    kind: OrganisationKind = Field(description="Type of organisation.")
    parent: OrganisationCode | None = Field(
        default=None, description="Organisation it belongs to; null when it stands alone."
    )
    country: KnownCountry | None = Field(
        default=None,
        description="Country it belongs to, ISO 3166-1 alpha-3; null when international.",
    )
    started: PartialDate | None = Field(
        default=None, description="Date of foundation; null when not proven."
    )
    ended: PartialDate | None = Field(
        default=None,
        description="Date of dissolution; null when it still exists or the end is not proven.",
    )
    predecessors: list[OrganisationCode] = Field(
        default_factory=list, description="Organisations it replaced."
    )
    successors: list[OrganisationCode] = Field(
        default_factory=list, description="Organisations that replaced it."
    )
    summary: Text = Field(description="What it is, in our own words.")
