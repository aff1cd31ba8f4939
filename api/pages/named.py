"""Describe the record whose name is all that was searched for: its kind, page and figures."""

from sqlalchemy import Connection

from api.facts.folding import fold
from api.lists.engine import get
from api.lists.lookups import get_country_names
from api.lists.names import find_records
from api.pages.frame.labels import label_of_code
from api.pages.frame.previews import describe
from api.pages.frame.records import address_of
from api.pages.lists.columns import title_of
from api.pages.openings.boxes import Opening, tell_sentences
from api.pages.openings.kinds import OPENINGS
from api.pages.openings.lines import Owner
from api.questions.names import read_names
from api.resources.missions import run_in_words
from api.resources.registry import RESOURCES, related_to
from api.tables.naming import NAMED
from api.vocabulary import RecordType, Row

MOST = 2
SHORT = 2  # Letters of a code that is a name in capitals alone.
MARKS = " \"'“”«».,;:!?"
TOLD = (*NAMED, RecordType.INDICATOR)
LONGEST = 320


def find_named(connection: Connection, typed: str) -> list[Row]:
    """Describe the records with exactly this name; none if more words are typed."""
    name = typed.strip(MARKS)
    if len(name) <= SHORT and not name.isupper():
        return []  # A word such as "it" is no country.
    targets = [(str(type), code) for type in TOLD for code in find_records(connection, type, name)]
    # People are also known by their last names.
    targets = targets or read_names(connection).records.meanings.get(tuple(fold(name).split()), [])
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
    """Say the kind of a record; of a mission also when it ran."""
    is_own = type is not RecordType.INDICATOR  # Of which the kind is one of its numbers.
    words = label_of_code(str(record.get("kind") or type)) if is_own else str(type)
    if type is RecordType.MISSION:
        words += f", {run_in_words(record)}"
    return words[:1].upper() + words[1:]
