"""Coverage: what is known of each mission, and why the rest is not, so that absence can be read."""

from sqlmodel import JSON, AutoString, Field

from api.tables.facts import Facts, Stored
from api.vocabulary import Coverage, MissionKind, Text


class CoverageFacts(Facts):
    """What is known of one mission."""

    name: Text = Field(description="Official English name of the mission.")
    kind: MissionKind = Field(sa_type=AutoString, description="What sort of operation it is.")
    attributes: dict[str, Coverage] = Field(
        sa_type=JSON,
        description="For each key attribute of a mission: `have`; `not_applicable`, such as the end of"
        " one that runs; or `not_curated`, when we have not proven it.",
    )
    indicators: dict[str, Coverage] = Field(
        sa_type=JSON,
        description="For each key indicator: `have`, when there is a figure; `not_published`, when the"
        " datasets we read hold none for this mission; `not_applicable`, when they are not about"
        " such operations; or `not_curated`, when we have not looked it up.",
    )


class CoverageRow(CoverageFacts, Stored, table=True):
    """The table of coverage."""

    __tablename__ = "coverage"
