"""Organisations: departments, governments, forces, groups, and the wholes that figures speak of."""

from api.facts.organisations import OrganisationFacts, OrganisationKind
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = ["OrganisationFacts", "OrganisationKind", "OrganisationRow"]


class OrganisationRow(OrganisationFacts, Stored, table=True):
    """The table of organisations."""

    INDEXED = ("acronym",)

    __tablename__ = "organisation"
