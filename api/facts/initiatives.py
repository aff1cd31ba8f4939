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
    """What sort of undertaking an initiative is."""

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
    """How one initiative stands to another."""

    PART_OF = "part_of"
    IMPLEMENTS = "implements"
    SUCCEEDS = "succeeds"
    SUPPORTS = "supports"
    RELATED_TO = "related_to"
    POSSIBLY_SAME_AS = "possibly_same_as"


class Wording(Citation):
    """How one source words a part, and where it places it."""

    position: Ordinal | None = Field(
        default=None, description="Place in that source's own order; null when it gives none."
    )


class Element(Closed):
    """One objective, area, line or theme of an initiative."""

    code: Slug = Field(description="Short name of the element, unique in the initiative.")
    label: Text = Field(description="What it is, in few words.")
    wordings: list[Wording] = Field(
        min_length=1, description="How each source words it; the evidence is the wording."
    )
    note: Text | None = Field(
        default=None, description="What to know about the wordings; null when nothing."
    )


class RelatedInitiative(Closed):
    """How an initiative stands to another."""

    initiative: InitiativeCode = Field(description="Code of the other initiative.")
    relation: InitiativeRelation = Field(description="What this one is to the other.")
    basis: CitationBasis = Field(
        default=CitationBasis.STATED,
        description="`stated`: a source says so; `implied`: concluded by us, as the note explains.",
    )
    note: Text | None = Field(default=None, description="Why we say so; null when a source does.")


class InitiativeFacts(Cited):
    """A reform, programme, strategy, framework, fund, declaration or ministerial."""

    acronym: Text | None = Field(default=None, description="Acronym; null when it has none.")
    name: Text = Field(description="Name in full.")
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names and misprints under which it is looked for.",
    )
    kind: InitiativeKind = Field(description="What sort of undertaking it is.")
    launched: PartialDate | None = Field(
        default=None, description="Launch or origin, as precise as proven; null when not proven."
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
        default_factory=list, description="Other initiatives it is tied to."
    )
    objectives: list[Element] = Field(default_factory=list, description="What it wants, in order.")
    areas: list[Element] = Field(
        default_factory=list,
        description="Its areas, lines, themes or elements, in order, each as the sources word it.",
    )
    participants: list[Participation] = Field(
        default_factory=list, description="Who takes part, as what, when."
    )
    resolutions: list[ResolutionSymbol] = Field(
        default_factory=list, description="Resolutions about it."
    )
    summary: Text = Field(description="What it is, in our own words.")

    def model_post_init(self, context: object) -> None:
        """Set the basis of the dates to `stated`, if it is left out."""
        self.launched_basis = basis_of(self.launched_basis, self.launched)
