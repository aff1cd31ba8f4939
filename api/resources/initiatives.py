"""Initiatives as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import (
    After,
    Before,
    Codes,
    Contains,
    InOrAfter,
    InOrBefore,
    IsNull,
    Known,
    Mentions,
    NamesResolution,
    Not,
)
from api.lists.parameters import AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.initiatives import InitiativeFacts, InitiativeRow
from api.vocabulary import (
    InitiativeKind,
    PartialDate,
    RecordType,
    ResolutionSymbol,
    Slug,
    WrittenReference,
)


class InitiativeFilter(CitedRequest):
    """What the list of initiatives can be asked."""

    kind__not: Annotated[AnyOf[InitiativeKind], Not("kind")] = asked(
        "Only initiatives of other kinds than these.", "training"
    )
    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only initiatives with these words in their name.", "strategy"
    )
    launched__isnull: Annotated[bool | None, IsNull("launched")] = asked(
        "`true`: only initiatives whose launch is not proven; `false`: only the others.", "false"
    )
    kind: AnyOf[InitiativeKind] = asked("Only these kinds; a comma means any of.", "programme")
    acronym: Annotated[AnyOf[str], Known("acronym")] = asked(
        "Only initiatives with exactly this acronym.", "A4P"
    )
    parent: Annotated[AnyOf[Slug], Codes(RecordType.INITIATIVE, "parent")] = asked(
        "Only initiatives that belong to these.", "a4p"
    )
    participant: Annotated[AnyOf[WrittenReference], Mentions(("participants.who",))] = asked(
        "Only initiatives in which these take part, written type:code.", "country:jpn"
    )
    resolution: Annotated[AnyOf[ResolutionSymbol], NamesResolution()] = asked(
        "Only initiatives these resolutions are about.", "S/RES/2378 (2017)"
    )
    launched__gte: Annotated[PartialDate | None, InOrAfter("launched")] = asked(
        "Only initiatives launched in or after this year, month or day.", "2018"
    )
    launched__gt: Annotated[PartialDate | None, After("launched")] = asked(
        "Only initiatives launched after the end of this year, month or day.", "2018"
    )
    launched__lte: Annotated[PartialDate | None, InOrBefore("launched")] = asked(
        "Only initiatives launched in or before this year, month or day.", "2018-12"
    )
    launched__lt: Annotated[PartialDate | None, Before("launched")] = asked(
        "Only initiatives launched before the beginning of this year, month or day.", "2018-12"
    )


INITIATIVES = Listing(
    record_type=RecordType.INITIATIVE,
    plural="initiatives",
    row=InitiativeRow,
    facts=InitiativeFacts,
    filter=InitiativeFilter,
    sorts={"name": "name", "kind": "kind", "launched": "launched_first"},
    facets=("kind", "parent"),
)
