"""Organisations: departments, governments, forces, groups, and the wholes that figures speak of."""

from api.facts.organisations import OrganisationFacts
from api.tables.stored import Stored


class OrganisationRow(OrganisationFacts, Stored, table=True):
    """The table of organisations."""

    INDEXED = ("acronym",)

    __tablename__ = "organisation"
