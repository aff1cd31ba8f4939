"""The table of each kind of record. Importing this module registers the tables of all records with SQLModel.

The fields of its files are in `api/facts/kinds.py`; its query parameters and answers are in `api/resources`.
"""

from dataclasses import dataclass

from sqlmodel import SQLModel

from api.facts.kinds import DESCRIBED, DescribedKind
from api.tables.countries import CountryRow
from api.tables.discrepancies import DiscrepancyRow
from api.tables.events import EventRow
from api.tables.figures import FigureRow
from api.tables.indicators import IndicatorRow
from api.tables.initiatives import InitiativeRow
from api.tables.missions import MissionRow
from api.tables.organisations import OrganisationRow
from api.tables.people import PersonRow
from api.tables.sources import SourceRow
from api.tables.statements import StatementRow
from api.vocabulary import RecordType

RowClass = type[SQLModel]


@dataclass(frozen=True)
class Kind(DescribedKind):
    """One kind of record with its table."""

    row: RowClass


ROWS: dict[RecordType, RowClass] = {
    RecordType.MISSION: MissionRow,
    RecordType.INITIATIVE: InitiativeRow,
    RecordType.FIGURE: FigureRow,
    RecordType.INDICATOR: IndicatorRow,
    RecordType.PERSON: PersonRow,
    RecordType.ORGANISATION: OrganisationRow,
    RecordType.COUNTRY: CountryRow,
    RecordType.EVENT: EventRow,
    RecordType.STATEMENT: StatementRow,
    RecordType.DISCREPANCY: DiscrepancyRow,
    RecordType.SOURCE: SourceRow,
}
KINDS = {type: Kind(type, kind.plural, kind.facts, ROWS[type]) for type, kind in DESCRIBED.items()}
