"""Initiatives: reforms, programmes, strategies, frameworks, declarations and the like."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Ordinal, ResolutionSymbol, Slug, Text
from api.facts.base import (
    AnyReference,
    Citation,
    Cited,
    Closed,
    InitiativeCode,
    Participation,
    basis_of,
)
from api.vocabulary import CitationBasis, PartialDate, TimeBasis


class InitiativeKind(StrEnum):
    """Type of initiative."""

    REFORM = "reform"
    PROGRAMME = "programme"
    PROJECT = "project"
    STRATEGY = "strategy"
    POLICY = "policy"
    FRAMEWORK = "framework"
    FUND = "fund"
    DECLARATION = "declaration"
    MINISTERIAL = "ministerial"
    TRAINING = "training"
    SYSTEM = "system"
    APPROACH = "approach"
    AGENDA = "agenda"
    LAW = "law"
    CAMPAIGN = "campaign"


class InitiativeRelation(StrEnum):
    """Relation of one initiative to another."""

    PART_OF = "part_of"
    IMPLEMENTS = "implements"
    SUCCEEDS = "succeeds"
    SUPPORTS = "supports"
    RELATED_TO = "related_to"
    POSSIBLY_SAME_AS = "possibly_same_as"


class Wording(Citation):
    """Wording of an element in one source, and its position there."""

    position: Ordinal | None = Field(
        default=None, description="Position in the order of that source; null when it gives none."
    )


class Element(Closed):
    """One objective, area, line or theme of an initiative."""

    code: Slug = Field(description="Short name of the element, unique in the initiative.")
    label: Text = Field(description="Short label.")
    wordings: list[Wording] = Field(
        min_length=1, description="Wording of each source, quoted as its evidence."
    )
    note: Text | None = Field(
        default=None, description="Note on the wordings; null when there is none."
    )


class RelatedInitiative(Closed):
    """Relation of an initiative to another."""

    initiative: InitiativeCode = Field(description="Code of the other initiative.")
    relation: InitiativeRelation = Field(description="Relation of this initiative to the other.")
    basis: CitationBasis = Field(
        default=CitationBasis.STATED,
        description="`stated`: a source says so; `implied`: we infer it, as `note` explains.",
    )
    note: Text | None = Field(
        default=None, description="Reason for an implied relation; null when a source states it."
    )


class InitiativeFacts(Cited):
    """A reform, programme, strategy, framework, fund, declaration or ministerial."""

    acronym: Text | None = Field(default=None, description="Acronym; null when it has none.")
    name: Text = Field(description="Name in full.")
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names and misprints by which it can be found.",
    )
    kind: InitiativeKind = Field(description="Type of the initiative.")
    launched: PartialDate | None = Field(
        default=None,
        description="Launch or origin, as precise as the sources prove; null when not proven.",
    )
    launched_basis: TimeBasis | None = Field(
        default=None,
        description="Where the launch date comes from; null when there is none.",
    )
    launched_by: AnyReference | None = Field(
        default=None, description="Who launched it; null when not proven."
    )
    lead_entity: AnyReference | None = Field(
        default=None, description="Who runs it; null when not proven."
    )
    parent: InitiativeCode | None = Field(
        default=None, description="Initiative it belongs to; null when it stands alone."
    )
    related: list[RelatedInitiative] = Field(
        default_factory=list, description="Related initiatives."
    )
    objectives: list[Element] = Field(default_factory=list, description="Objectives, in order.")
    areas: list[Element] = Field(
        default_factory=list,
        description="Areas, lines of effort, themes or elements, in order, each as worded by the sources.",
    )
    participants: list[Participation] = Field(
        default_factory=list, description="Participants, with their role and dates."
    )
    resolutions: list[ResolutionSymbol] = Field(
        default_factory=list, description="Resolutions about it."
    )
    summary: Text = Field(description="What it is, in our own words.")

    def model_post_init(self, context: object) -> None:
        """Set the basis of the dates to `stated`, if it is left out."""
        self.launched_basis = basis_of(self.launched_basis, self.launched)
