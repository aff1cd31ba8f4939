"""The registry of the kinds of records: type, plural and fields of each; their tables are in `api/tables`."""

from dataclasses import dataclass

from pydantic import BaseModel

from api.facts.countries import CountryFacts
from api.facts.discrepancies import DiscrepancyFacts
from api.facts.events import EventFacts
from api.facts.figures import FigureFacts
from api.facts.indicators import IndicatorFacts
from api.facts.initiatives import InitiativeFacts
from api.facts.missions import MissionFacts
from api.facts.organisations import OrganisationFacts
from api.facts.people import PersonFacts
from api.facts.sources import SourceFacts
from api.facts.statements import StatementFacts
from api.vocabulary import RecordType

FactsClass = type[BaseModel]


@dataclass(frozen=True)
class DescribedKind:
    """One kind of record; `plural` names its folder in `seed/data`, its list in the API and its downloads."""

    type: RecordType
    plural: str
    facts: FactsClass


DESCRIBED: dict[RecordType, DescribedKind] = {
    kind.type: kind
    for kind in (
        DescribedKind(RecordType.MISSION, "missions", MissionFacts),
        DescribedKind(RecordType.INITIATIVE, "initiatives", InitiativeFacts),
        DescribedKind(RecordType.FIGURE, "figures", FigureFacts),
        DescribedKind(RecordType.INDICATOR, "indicators", IndicatorFacts),
        DescribedKind(RecordType.PERSON, "people", PersonFacts),
        DescribedKind(RecordType.ORGANISATION, "organisations", OrganisationFacts),
        DescribedKind(RecordType.COUNTRY, "countries", CountryFacts),
        DescribedKind(RecordType.EVENT, "events", EventFacts),
        DescribedKind(RecordType.STATEMENT, "statements", StatementFacts),
        DescribedKind(RecordType.DISCREPANCY, "discrepancies", DiscrepancyFacts),
        DescribedKind(RecordType.SOURCE, "sources", SourceFacts),
    )
}
