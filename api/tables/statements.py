"""Statements: what delegations and speakers held, in our own words."""

from sqlmodel import Index

from api.facts.statements import StatementFacts
from api.tables.stored import Stored


class StatementRow(StatementFacts, Stored, table=True):
    """The table of statements."""

    __tablename__ = "statement"
    __table_args__ = (Index("statement_in_order", "date_first", "code"),)

    date_first: str
    date_last: str
