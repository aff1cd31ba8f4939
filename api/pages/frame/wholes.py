"""Explain the two names of UN peacekeeping as a whole, which count different things, where a page has both."""

from sqlalchemy import Connection

from api.lists.engine import get
from api.lists.statements import once
from api.pages.frame.records import address_of
from api.questions.question import WHOLE
from api.resources.registry import RESOURCES
from api.vocabulary import RecordType, Row


def explain_wholes(connection: Connection) -> list[Row]:
    """Say of each what is counted by it, in the words of its record; nothing where one is not held."""
    return once(connection, ("wholes explained",), lambda: _explain(connection))


def _explain(connection: Connection) -> list[Row]:
    records = [get(connection, RESOURCES[RecordType(type)], code) for type, code in WHOLE]
    told = [
        {"name": one["name"], "summary": one["summary"], "href": address_of(type, code)}
        for (type, code), one in zip(WHOLE, records, strict=True)
        if one
    ]
    return told if len(told) == len(WHOLE) else []
