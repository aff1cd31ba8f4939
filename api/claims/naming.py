"""Look up records by name: a subject or country by any name, an indicator by how it is asked for.

All records that a name may mean are returned: an ambiguous one is refused, so that no claim is misread.
"""

from sqlalchemy import Connection

from api.facts.folding import fold
from api.lists.names import find_records, get_nearest_code
from api.questions.lexicon import read_lexicon
from api.questions.names import Names, Target, read_names
from api.questions.phrases import Phrases
from api.questions.question import OWN
from api.tables.naming import NAMED
from api.tables.words import stem_of
from api.vocabulary import RecordType


def find_named(connection: Connection, kind: RecordType, name: str) -> list[Target]:
    """Find the records of one kind that a code in any case, an acronym or another name leads to."""
    if found := find_records(connection, kind, name):
        return [(kind, code) for code in found]
    return [target for target in _by_words(connection, name) if target[0] == kind]


def find_subjects(connection: Connection, name: str) -> list[Target]:
    """Find the records of any type that a name may mean, the likeliest first."""
    named: list[Target] = [
        (kind, code) for kind in NAMED for code in find_records(connection, kind, name)
    ]
    named = named or _exactly(read_names(connection), name)
    # The name of a country alone may mean a mission there, as “Congo” does.
    if {kind for kind, _ in named} <= {RecordType.COUNTRY}:
        named += read_lexicon(connection).subjects.meanings.get(_said(name), [])
    return named or _by_words(connection, name) or _missions_in(connection, name)


def find_indicators(connection: Connection, name: str) -> list[str]:
    """Find the indicators that a code, a name or a phrase may mean."""
    if named := find_records(connection, RecordType.INDICATOR, name):
        return named
    lexicon = read_lexicon(connection)
    stems = tuple(stem_of(word) for word in _said(name) if word not in lexicon.stop_words)
    asked: list[tuple[Phrases[str], tuple[str, ...]]] = [
        (lexicon.indicators, _said(name)),
        (lexicon.indicators_by_stems, stems),
    ]
    return next((found for phrases, said in asked if (found := phrases.meanings.get(said))), [])


def guess(connection: Connection, kind: RecordType | None, name: str) -> str | None:
    """Guess the record that a misspelt name means, as type:code; None when none is near."""
    for one in (kind,) if kind else NAMED:
        if code := get_nearest_code(connection, one, name):
            return f"{one}:{code}"
    return None


def _said(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _exactly(names: Names, name: str) -> list[Target]:
    said = _said(name)
    in_capitals = names.in_capitals.meanings.get(said, []) if name.isupper() else []
    return [*names.records.meanings.get(said, []), *in_capitals]


def _by_words(connection: Connection, name: str) -> list[Target]:
    """Find what the words of the field name, such as `peacekeepers` and `Indian`."""
    names, said = read_names(connection), _said(name)
    subjects = read_lexicon(connection).subjects.meanings.get(said, [])
    return [*_exactly(names, name), *subjects, *names.demonyms.meanings.get(said, [])]


def _missions_in(connection: Connection, name: str) -> list[Target]:
    """Find the UN missions in a country, for a name such as `the mission in Mali`."""
    said, lexicon = _said(name), read_lexicon(connection)
    missions = lexicon.reading.missions
    if not missions.intersection(said):
        return []
    telling = (word for word in said if word not in {*lexicon.stop_words, *missions, *OWN})
    place = " ".join(telling)
    countries = find_named(connection, RecordType.COUNTRY, place) if place else []
    names = read_names(connection)
    return [
        (RecordType.MISSION, mission)
        for _, code in countries
        for mission in names.operations_in(code, others=True)
    ]
