"""The subjects and dimensions that figures of each indicator have, and the subject of a question that names none."""

from collections import defaultdict

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.figures import Dimensions
from api.lists.statements import once
from api.questions.names import Target
from api.questions.question import UNITED_NATIONS, WHOLE, Question
from api.tables.figures import FigureCountRow
from api.tables.initiatives import InitiativeRow
from api.vocabulary import RecordType

TELLING = 2  # Words that name an indicator so well that no subject is needed.
TELLS_WHOM = "purpose"  # A trust fund is that of one body.
NO_NARROWER = ("cause", "sex", "country")  # By these a number is a part of what is asked for.
Narrowings = tuple[tuple[str, str], ...]


def only_subject(connection: Connection, question: Question, code: str) -> tuple[Target, ...]:
    """Return the only subject of an indicator, if it is spelt out: the UN, its peacekeeping as a whole or an initiative."""
    told = question.measures.get(code, set()) - question.filler
    is_asked = question.asking - {"definition"} or question.times or question.is_whole
    # A medal that is only named is no number; a rate is one.
    if len(told) < TELLING or not (is_asked or question.says("limit")):
        return ()
    counted = subjects_of(connection).get(code, ())
    subjects = tuple(one for one in counted if one[0] != RecordType.COUNTRY)
    if question.names_the_un and UNITED_NATIONS in subjects:
        return (UNITED_NATIONS,)
    is_initiative = [type for type, _ in subjects] == [RecordType.INITIATIVE]
    is_whole = {*subjects} <= {*WHOLE} or subjects == (UNITED_NATIONS,)
    return subjects if is_initiative or is_whole else ()


def subjects_of(connection: Connection) -> dict[str, tuple[Target, ...]]:
    """Read the subjects that figures of each indicator have."""

    def read() -> dict[str, tuple[Target, ...]]:
        found: dict[str, list[Target]] = defaultdict(list)
        for whom, code in _narrowings_of(connection):
            found[code].append(whom)
        return {code: tuple(sorted(subjects)) for code, subjects in found.items()}

    return once(connection, ("whom indicators measure",), read)


def subject_of_narrowing(
    connection: Connection, code: str, narrowed: dict[str, str]
) -> tuple[Target, ...]:
    """Return the only subject with figures of an indicator for a purpose, as a trust fund is of one body; else none."""
    if TELLS_WHOM not in narrowed:
        return ()
    purpose = (TELLS_WHOM, narrowed[TELLS_WHOM])
    found = [
        whom
        for (whom, one), held in _narrowings_of(connection).items()
        if one == code and any(purpose in own for own in held)
    ]
    return tuple(found) if len(found) == 1 else ()


def only_narrowing(connection: Connection, subject: Target, code: str) -> dict[str, str]:
    """Return the dimensions that all figures of a subject and indicator have, unless they make each a part of the whole."""
    held = _narrowings_of(connection).get((subject, code), [])
    only = dict(held[0]) if len(held) == 1 else {}
    # Who died in an attack died of it: its cause leaves nobody out.
    leaving_out = {*NO_NARROWER} - ({"cause"} if subject[0] == RecordType.EVENT else set())
    return {} if only.keys() & leaving_out else only


def purposes_of(connection: Connection, subject: Target, code: str) -> list[dict[str, str]]:
    """Return the purposes of a subject's figures of an indicator, if all have one: owed for troops, owed for equipment."""
    held = _narrowings_of(connection).get((subject, code), [])
    found = [dict(own) for own in held if {name for name, _ in own} == {TELLS_WHOM}]
    return found if len(found) == len(held) else []


def civilian_total(connection: Connection, code: str) -> dict[str, str]:
    """Return civilians as dimension of the total, where an indicator counts them alone: all posts are of civilians."""
    held = values_of(connection).get(code, frozenset())
    is_total = ("component", "civilians") in held and ("component", "uniformed") not in held
    return {"component": "civilians"} if is_total else {}


def part_of(connection: Connection, subject: Target, code: str) -> tuple[Target, ...]:
    """Return the only part of an initiative with figures of an indicator: of A4P the declaration is endorsed; else none."""
    parts = once(connection, ("parts of initiatives",), lambda: _read_parts(connection))
    held = {*subjects_of(connection).get(code, ())}
    found = [one for one in parts.get(subject[1], ()) if one in held]
    is_told = len(found) == 1 and not code.endswith("_usd")  # What a part costs is not the whole.
    return tuple(found) if subject[0] == RecordType.INITIATIVE and is_told else ()


def _read_parts(connection: Connection) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = defaultdict(list)
    statement = select(col(InitiativeRow.parent), col(InitiativeRow.code))
    for parent, code in connection.execute(statement.order_by(InitiativeRow.code)):
        found[parent or ""].append((RecordType.INITIATIVE, code))
    return found


def values_of(connection: Connection) -> dict[str, frozenset[tuple[str, str]]]:
    """Read the pairs of dimension and value that figures of each indicator have."""

    def read() -> dict[str, frozenset[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for (_, code), narrowed in _narrowings_of(connection).items():
            found[code].update(pair for own in narrowed for pair in own)
        return {code: frozenset(pairs) for code, pairs in found.items()}

    return once(connection, ("values of indicators",), read)


def _narrowings_of(connection: Connection) -> dict[tuple[Target, str], list[Narrowings]]:
    """Read the combinations of dimensions that figures of each subject and indicator have."""

    def read() -> dict[tuple[Target, str], list[Narrowings]]:
        row, names = FigureCountRow, [*Dimensions.model_fields]
        found: dict[tuple[Target, str], dict[Narrowings, None]] = defaultdict(dict)
        columns = (col(row.subject_type), col(row.subject_code), col(row.indicator))
        narrowing = (col(getattr(row, name)) for name in names)
        for type, subject, code, *values in connection.execute(select(*columns, *narrowing)):
            pairs = zip(names, values, strict=True)
            own = tuple((name, value) for name, value in pairs if value)
            found[(RecordType(type), subject), code][own] = None
        return {key: [*narrowed] for key, narrowed in found.items()}

    return once(connection, ("narrowings of subjects",), read)
