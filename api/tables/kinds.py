"""The kinds of records, each named once: its type, its plural, what a file says of it, and its table.

Importing this module registers the tables of all records with SQLModel. What is asked and shown of a kind stands
in `api/resources`.
"""

from dataclasses import dataclass

from sqlmodel import SQLModel

from api.tables.countries import CountryFacts, CountryRow
from api.tables.discrepancies import DiscrepancyFacts, DiscrepancyRow
from api.tables.events import EventFacts, EventRow
from api.tables.figures import FigureFacts, FigureRow
from api.tables.indicators import IndicatorFacts, IndicatorRow
from api.tables.initiatives import InitiativeFacts, InitiativeRow
from api.tables.missions import MissionFacts, MissionRow
from api.tables.organisations import OrganisationFacts, OrganisationRow
from api.tables.people import PersonFacts, PersonRow
from api.tables.sources import SourceFacts, SourceRow
from api.tables.statements import StatementFacts, StatementRow
from api.vocabulary import RecordType

FactsClass = type[SQLModel]
RowClass = type[SQLModel]


@dataclass(frozen=True)
class Kind:
    """One kind of record; `plural` names its folder in `seed/data`, its list in the API and its downloads."""

    type: RecordType
    plural: str
    facts: FactsClass
    row: RowClass


KINDS: dict[RecordType, Kind] = {
    kind.type: kind
    for kind in (
        Kind(RecordType.MISSION, "missions", MissionFacts, MissionRow),
        Kind(RecordType.INITIATIVE, "initiatives", InitiativeFacts, InitiativeRow),
        Kind(RecordType.FIGURE, "figures", FigureFacts, FigureRow),
        Kind(RecordType.INDICATOR, "indicators", IndicatorFacts, IndicatorRow),
        Kind(RecordType.PERSON, "people", PersonFacts, PersonRow),
        Kind(RecordType.ORGANISATION, "organisations", OrganisationFacts, OrganisationRow),
        Kind(RecordType.COUNTRY, "countries", CountryFacts, CountryRow),
        Kind(RecordType.EVENT, "events", EventFacts, EventRow),
        Kind(RecordType.STATEMENT, "statements", StatementFacts, StatementRow),
        Kind(RecordType.DISCREPANCY, "discrepancies", DiscrepancyFacts, DiscrepancyRow),
        Kind(RecordType.SOURCE, "sources", SourceFacts, SourceRow),
    )
}
