"""Resolve the subject, indicator and dimensions of a claim to the question that figures answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, exists, select

from api.claims.naming import find_indicators, find_named, find_subjects, guess
from api.claims.statements import (
    OPERATIONS,
    PEACE_OPERATIONS,
    SIBLINGS,
    UNITED_NATIONS,
    FigureQuestion,
    about_any,
    find_statements,
)
from api.facts.folding import fold
from api.lists.engine import get
from api.lists.lookups import get_names
from api.lists.names import get_nearest_code
from api.lists.statements import once
from api.lists.unknown import Unknown, UnknownValues
from api.questions.lexicon import read_lexicon
from api.resources.figures import FIGURES
from api.resources.indicators import INDICATORS
from api.vocabulary import Component, RecordType, Row

# Peace operations first: the tables of countries stand there.
SUBJECTS_OF_COUNTRIES = (PEACE_OPERATIONS, OPERATIONS, UNITED_NATIONS)
OF_THE_FIELD = {"location": "field"}
OF_UNIFORM = {"component": Component.UNIFORMED.value}
Dimensions = dict[str, str | None]


@dataclass(frozen=True)
class ClaimReading:
    """The question of a claim, its indicator and statements, and how it was reinterpreted."""

    question: FigureQuestion
    indicator: Row
    statements: list[Row] = field(default_factory=list)
    read_as: str | None = None

    def put(self, question: FigureQuestion, read_as: str) -> "ClaimReading":
        """Replace the question, and note how it was reinterpreted."""
        words = f"{self.read_as} {read_as}" if self.read_as else read_as
        return replace(self, question=question, read_as=words)


def read_question(
    connection: Connection, subject: str, indicator: str, dimensions: Dimensions, place: str = ""
) -> ClaimReading:
    """Resolve what a claim is about; `place` prefixes the parameters in problems."""
    unknown: list[Unknown] = []
    if country := dimensions["country"]:
        country = _read_country(connection, country, f"{place}dimensions.country", unknown)
    dimensions = {**dimensions, "country": country}
    subjects = _read_subjects(connection, subject, f"{place}subject", unknown)
    indicators = _read_indicators(connection, indicator, f"{place}indicator", unknown)
    asked = [
        _question(connection, f"{kind}:{code}", measure, dimensions)
        for kind, code in subjects
        for measure in indicators
    ]
    if len(asked) > 1:
        asked = [one for one in asked if _is_held(connection, one)] or asked
    question = _the_only(asked, place, (subject, indicator), unknown)
    reading = ClaimReading(question, _indicator(connection, question.indicator))
    return _reinterpret(connection, reading)


def get_name(connection: Connection, reference: str) -> str:
    """Return the name of a record written type:code."""
    kind, _, code = reference.partition(":")
    return get_names(connection, RecordType(kind))[code]


def _question(
    connection: Connection, subject: str, code: str, dimensions: Dimensions
) -> FigureQuestion:
    indicator = _indicator(connection, code)
    return FigureQuestion(subject, code, indicator["unit"], dimensions, fixed=indicator["fixed"])


def _indicator(connection: Connection, code: str) -> Row:
    return once(connection, ("indicator", code), lambda: get(connection, INDICATORS, code) or {})


def _read_subjects(
    connection: Connection, written: str, parameter: str, unknown: list[Unknown]
) -> list[tuple[str, str]]:
    """Find the records that a subject may mean; note an unknown one."""
    kind, colon, name = written.partition(":")
    type = RecordType(kind) if colon and kind in [*RecordType] else None
    found = find_named(connection, type, name) if type else find_subjects(connection, written)
    if not found:
        meant = guess(connection, type, name if type else written)
        unknown.append(Unknown(parameter, written, type or "record", meant))
    return found


def _read_indicators(
    connection: Connection, written: str, parameter: str, unknown: list[Unknown]
) -> list[str]:
    found = find_indicators(connection, written)
    if not found:
        meant = get_nearest_code(connection, RecordType.INDICATOR, written)
        unknown.append(Unknown(parameter, written, RecordType.INDICATOR, meant))
    return found


def _read_country(
    connection: Connection, written: str, parameter: str, unknown: list[Unknown]
) -> str:
    found = find_named(connection, RecordType.COUNTRY, written)
    if len(found) != 1:
        nearest = get_nearest_code(connection, RecordType.COUNTRY, written)
        meant = nearest.upper() if nearest else None
        unknown.append(Unknown(parameter, written, RecordType.COUNTRY, meant))
        return written
    return found[0][1].upper()


def _the_only(
    asked: list[FigureQuestion], place: str, written: tuple[str, str], unknown: list[Unknown]
) -> FigureQuestion:
    """Return the only question meant, of sibling subjects the likeliest; refuse ambiguity."""
    subjects = [*dict.fromkeys(one.subject for one in asked)]
    indicators = [*dict.fromkeys(one.indicator for one in asked)]
    if len(subjects) > 1 and not set(subjects) <= {*SIBLINGS}:
        unknown.append(_ambiguous(place, "subject", written[0], subjects))
    if len(indicators) > 1:
        unknown.append(_ambiguous(place, "indicator", written[1], indicators))
    if unknown:
        raise UnknownValues(unknown)
    return asked[0]


def _ambiguous(place: str, kind: str, written: str, meant: list[str]) -> Unknown:
    return Unknown(f"{place}{kind}", written, kind, None, tuple(meant), several=True)


def _reinterpret(connection: Connection, reading: ClaimReading) -> ClaimReading:
    """Reinterpret a question that no figure answers as written, step by step."""
    reading = _with_statements(connection, reading)
    steps: tuple[Callable[[Connection, ClaimReading], ClaimReading | None], ...] = (
        _of_country,
        _of_all_operations,
        _without_implied,
        _with_unwritten,
    )
    for step in steps:
        if not reading.statements and (other := step(connection, reading)):
            reading = _with_statements(connection, other)
    return reading


def _with_statements(connection: Connection, reading: ClaimReading) -> ClaimReading:
    return replace(reading, statements=find_statements(connection, reading.question))


def _of_country(connection: Connection, reading: ClaimReading) -> ClaimReading | None:
    """Read a country as the `country` dimension, where the indicator is counted so."""
    question = reading.question
    kind, _, code = question.subject.partition(":")
    if kind != RecordType.COUNTRY or question.dimensions["country"]:
        return None
    asked = _where_countries_are_counted(
        connection, question.about(question.subject, country=code.upper())
    )
    if asked is None:
        return None
    name, scope = (get_name(connection, one.subject) for one in (question, asked))
    words = f"Read as the number of {scope} that is of {name} (dimensions.country)."
    return reading.put(asked, words)


def _of_all_operations(connection: Connection, reading: ClaimReading) -> ClaimReading | None:
    """Move a country's contribution to the subject for which countries are counted."""
    question = reading.question
    is_given = question.dimensions["country"] and question.subject in SIBLINGS
    if not is_given or _is_held(connection, question):
        return None
    asked = _where_countries_are_counted(connection, question)
    if asked is None:
        return None
    scope = get_name(connection, asked.subject)
    return reading.put(asked, f"Read as of {scope}, of which alone countries are counted.")


def _where_countries_are_counted(
    connection: Connection, question: FigureQuestion
) -> FigureQuestion | None:
    asked = (question.about(subject) for subject in SUBJECTS_OF_COUNTRIES)
    return next((one for one in asked if _is_held(connection, one)), None)


def _without_implied(connection: Connection, reading: ClaimReading) -> ClaimReading | None:
    """Drop a dimension that the indicator implies: civilian staff are civilians."""
    question, said = reading.question, fold(reading.indicator["name"]).split()
    phrases = read_lexicon(connection).dimensions
    named = {one for place in range(len(said)) for one in phrases.at(said, place)[1]}
    implied = named.intersection(question.narrowed.items())
    asked = question.about(question.subject, **dict.fromkeys(dict(implied)))
    if not implied or not _is_held(connection, asked):
        return None
    return reading.put(asked, f"Read without what “{reading.indicator['name']}” says already.")


def _with_unwritten(connection: Connection, reading: ClaimReading) -> ClaimReading | None:
    """Add a dimension left unsaid: "in the field", or "in uniform" for a country."""
    unwritten = [(OF_THE_FIELD, "Read as of those in the field.")]
    if reading.question.dimensions["country"]:
        unwritten.append((OF_UNIFORM, "Read as of those in uniform: countries send no others."))
    for dimension, words in unwritten:
        question = reading.question
        is_written = any(question.dimensions[name] for name in dimension)
        asked = question.about(question.subject, **dimension)
        if not is_written and _is_held(connection, asked):
            return reading.put(replace(asked, assumed=tuple(dimension)), words)
    return None


def _is_held(connection: Connection, question: FigureQuestion) -> bool:
    """Tell whether a figure has the question's dimensions, and perhaps more."""
    narrowed = [FIGURES.column(name) == value for name, value in question.narrowed.items()]
    subject = about_any([question.subject])
    found = exists().where(subject, question.of_indicator(), *narrowed)
    return bool(connection.execute(select(found)).scalar())
