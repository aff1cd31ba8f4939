"""Every kind of record, in the order in which the documentation names them."""

from api.lists.resource import Resource
from api.resources.countries import COUNTRIES
from api.resources.discrepancies import DISCREPANCIES
from api.resources.events import EVENTS
from api.resources.figures import FIGURES
from api.resources.indicators import INDICATORS
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS
from api.resources.organisations import ORGANISATIONS
from api.resources.people import PEOPLE
from api.resources.sources import SOURCES
from api.resources.statements import STATEMENTS
from api.vocabulary import RecordType

RESOURCES: dict[RecordType, Resource] = {
    resource.type: resource
    for resource in (
        MISSIONS,
        INITIATIVES,
        FIGURES,
        INDICATORS,
        PEOPLE,
        ORGANISATIONS,
        COUNTRIES,
        EVENTS,
        STATEMENTS,
        DISCREPANCIES,
        SOURCES,
    )
}


def related_to(resource: Resource) -> list[Resource]:
    """List the resources of the related lists of a record."""
    return [RESOURCES[type] for type in resource.related]


def address_of(type: str, code: str) -> str:
    """Return the address of a record in the API."""
    return RESOURCES[RecordType(type)].address.format(code=code)
