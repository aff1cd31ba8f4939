"""Explain the two subjects for UN peacekeeping as a whole, which count different things."""

from sqlalchemy import Connection

from api.lists.engine import get
from api.lists.statements import once
from api.pages.frame.records import address_of
from api.questions.question import WHOLE
from api.resources.registry import RESOURCES
from api.vocabulary import RecordType, Row


def explain_wholes(connection: Connection) -> list[Row]:
    """Return both subjects with their summaries; empty if one is missing."""
    return once(connection, ("wholes explained",), lambda: _explain(connection))


def _explain(connection: Connection) -> list[Row]:
    records = [get(connection, RESOURCES[RecordType(type)], code) for type, code in WHOLE]
    told = [
        {"name": one["name"], "summary": one["summary"], "href": address_of(type, code)}
        for (type, code), one in zip(WHOLE, records, strict=True)
        if one
    ]
    return told if len(told) == len(WHOLE) else []
