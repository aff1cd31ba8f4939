"""Read what a claim is about: its subject by any of its names, and its question as our figures put it."""

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, exists, select
from sqlmodel import col

from api.claims.statements import SIBLINGS, Question, about_any, find_statements
from api.lists.engine import get
from api.lists.lookups import get_canonical_code, get_nearest_code, has_record
from api.lists.resource import Unknown, UnknownValues
from api.resources.figures import FIGURES
from api.resources.indicators import INDICATORS
from api.tables.index import NameRow, slug
from api.tables.missions import MissionRow
from api.vocabulary import RecordType, Row

UNWRITTEN = {"location": "field"}  # Nobody writes it: personnel of missions is in the field.
# Peace operations first: the tables of countries stand there.
SUBJECTS_OF_COUNTRIES = (SIBLINGS[1], SIBLINGS[0], SIBLINGS[2])


@dataclass(frozen=True)
class Reading:
    """The question of a claim, its indicator, the statements on it, and how it was read where not as written."""

    question: Question
    indicator: Row
    statements: list[Row] = field(default_factory=list)
    read_as: str | None = None


def read_question(
    connection: Connection,
    subject: str,
    indicator: str,
    dimensions: dict[str, str | None],
    place: str = "",
) -> Reading:
    """Read what a claim is about; `place` is where in a request it stands."""
    unknown: list[Unknown] = []
    kind, _, name = subject.partition(":")
    code = _code_of(connection, RecordType(kind), name, f"{place}subject", unknown)
    country = dimensions["country"]
    if country:
        country = _code_of(
            connection, RecordType.COUNTRY, country, f"{place}dimension.country", unknown
        ).upper()
    counted = get(connection, INDICATORS, indicator)
    if counted is None:
        meant = get_nearest_code(connection, RecordType.INDICATOR, indicator)
        unknown.append(Unknown(f"{place}indicator", indicator, RecordType.INDICATOR, meant))
    if unknown or counted is None:
        raise UnknownValues(unknown)
    question = Question(
        f"{kind}:{code}", indicator, counted["unit"], {**dimensions, "country": country}
    )
    reading = Reading(question, counted, find_statements(connection, question))
    return reading if reading.statements else _as_we_put_it(connection, reading)


def get_end_of_mission(connection: Connection, subject: str) -> str | None:
    """Return the last day of a mission; None for one that runs, and for all other subjects."""
    kind, _, code = subject.partition(":")
    query = select(col(MissionRow.ended_last)).where(col(MissionRow.code) == code)
    return connection.execute(query).scalar() if kind == RecordType.MISSION else None


def get_name(connection: Connection, reference: str) -> str:
    """Return the name of a record written type:code."""
    kind, _, code = reference.partition(":")
    query = select(col(NameRow.name)).where(
        col(NameRow.record_type) == kind, col(NameRow.record_code) == code
    )
    return str(connection.execute(query).scalar_one())


def _code_of(
    connection: Connection, kind: RecordType, name: str, parameter: str, unknown: list[Unknown]
) -> str:
    """Return the code that a name, an acronym or a code in any case leads to; note what is unknown."""
    for code in (name, name.lower(), slug(name)):
        if has_record(connection, kind, code):
            return code
    if canonical := get_canonical_code(connection, kind, slug(name)):
        return canonical
    nearest = get_nearest_code(connection, kind, slug(name))
    is_whole = parameter.endswith("subject")
    written = f"{kind}:{name}" if is_whole else name
    shown = nearest and (f"{kind}:{nearest}" if is_whole else nearest.upper())
    unknown.append(Unknown(parameter, written, kind, shown))
    return name


def _as_we_put_it(connection: Connection, reading: Reading) -> Reading:
    """Put a question as our figures do, where they hold nothing on it as it is written."""
    other = _of_country(connection, reading) or _in_the_field(connection, reading)
    if other is None:
        return reading
    return replace(other, statements=find_statements(connection, other.question))


def _of_country(connection: Connection, reading: Reading) -> Reading | None:
    """Read a country as the dimension of a number of the UN, where the indicator has it so."""
    question = reading.question
    kind, _, code = question.subject.partition(":")
    if kind != RecordType.COUNTRY or question.dimensions["country"]:
        return None
    for subject in SUBJECTS_OF_COUNTRIES:
        asked = question.about(subject, country=code.upper())
        if _is_held(connection, asked):
            name = get_name(connection, question.subject)
            scope = get_name(connection, subject)
            read_as = f"Read as the number of {scope} that is of {name} (dimension.country)."
            return replace(reading, question=asked, read_as=read_as)
    return None


def _in_the_field(connection: Connection, reading: Reading) -> Reading | None:
    """Read personnel as that in the field, where it is only counted apart."""
    question = reading.question
    asked = question.about(question.subject, **UNWRITTEN)
    if question.dimensions["location"] or not _is_held(connection, asked):
        return None
    return replace(reading, question=asked, read_as="Read as of those in the field.")


def _is_held(connection: Connection, question: Question) -> bool:
    """Tell whether there is a figure on a question, narrowed as it is or further."""
    narrowed = [FIGURES.column(name) == value for name, value in question.narrowed.items()]
    subject = about_any([question.subject])
    found = exists().where(subject, question.of_indicator(), *narrowed)
    return bool(connection.execute(select(found)).scalar())
