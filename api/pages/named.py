"""Describe the record that somebody names alone in the search: what it is, its page, and its figures."""

from sqlalchemy import Connection

from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.pages.boxes import Opening, tell_sentences
from api.pages.columns import title_of
from api.pages.lines import Owner
from api.pages.openings import OPENINGS
from api.pages.previews import describe
from api.pages.records import address_of
from api.questions.names import read_names
from api.resources.missions import run_in_words
from api.resources.registry import RESOURCES, related_to
from api.tables.index import fold
from api.vocabulary import RecordType, Row
from api.wording import plain

MOST = 2
LONGEST = 320


def find_named(connection: Connection, typed: str) -> list[Row]:
    """Describe the records whose name is all that is typed; none where more is."""
    names, said = read_names(connection), tuple(fold(typed).split())
    capitals = names.in_capitals.meanings if typed.isupper() else {}
    targets = names.records.meanings.get(said) or capitals.get(said, [])
    return [_describe(connection, RecordType(type), code) for type, code in targets[:MOST]]


def _describe(connection: Connection, type: RecordType, code: str) -> Row:
    resource, href = RESOURCES[type], address_of(type, code)
    record = get(connection, resource, code) or {}
    owner = Owner(connection, type, record)
    told = tell_sentences(OPENINGS.get(type, Opening()), owner)
    children = [one.plural for one in related_to(resource)]
    return {
        "name": title_of(resource, record, get_country_names(connection)).text,
        "href": href,
        "kind": _kind(type, record),
        "text": describe(record, told, LONGEST),
        "figures": f"{href}/figures" if "figures" in children else None,
    }


def _kind(type: RecordType, record: Row) -> str:
    """Say what a record is: of a mission also when it ran."""
    kind = plain(str(record.get("kind") or type))
    words = f"{kind}, {run_in_words(record)}" if type is RecordType.MISSION else kind
    return words[:1].upper() + words[1:]
