"""The closer look at the first entries: at what is named, measured and asked for, at time and kind."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select
from sqlalchemy import tuple_ as row_of
from sqlmodel import col

from api.lists.statements import once, prepare
from api.questions.names import Names, Target
from api.questions.question import HOST, WHOLE, Question
from api.search.ranking import Ranked
from api.tables.figures import Dimensions, FigureRow
from api.tables.index import NameRow
from api.vocabulary import RecordType

Order = list[tuple[int, int, str | None]]
# Per cent by which the score of an entry is multiplied.
ANSWERS, EXACT, NAMED_ALONE, NAMED = 2000, 20_000, 600, 400
WORKED_THERE = 250
MEASURES, MEASURES_OTHER = 300, 40
ABOUT, ABOUT_OTHER = 200, 50
IN_TIME, OUT_OF_TIME = 130, 60
REPEATED = 30  # The third figure and later ones of one indicator and subject.
MOST_ALIKE = 2
PLAIN = {RecordType.SOURCE: 50, RecordType.STATEMENT: 60, RecordType.DISCREPANCY: 60}
# What a question of a kind wants to find.
WANTED = {
    "who": {RecordType.PERSON: 200},
    "why": {RecordType.EVENT: 300, RecordType.DISCREPANCY: 120},
    "what_happened": {RecordType.EVENT: 250, RecordType.MISSION: 200},
    "disagree": {RecordType.DISCREPANCY: 700},
    "definition": {RecordType.INDICATOR: 300, RecordType.INITIATIVE: 200},
    "source": {RecordType.SOURCE: 400},
    "said": {RecordType.STATEMENT: 400},
    "resolution": {RecordType.EVENT: 200},
    "how_many": {RecordType.FIGURE: 200},
    "share": {RecordType.FIGURE: 200},
    "list": {RecordType.MISSION: 120},
}


@dataclass(frozen=True)
class Entry:
    """What is looked at of an entry of search."""

    number: int
    type: str
    code: str
    time_first: str | None
    time_last: str | None
    subject: Target | None
    indicator: str | None
    narrowed: dict[str, str]


def look_closer(
    connection: Connection,
    ranked: Ranked,
    question: Question,
    names: Names,
    *,
    leading: list[Target],
    meant: dict[int, str],
    slug_of_q: str,
) -> Order:
    """Put the first entries in a better order.

    `leading` are the records that answer, `meant` the figures that the question means, by their entries.
    """
    scores = dict(ranked.entries)
    entries = _read(connection, list(scores))
    exact = set(names.records.meanings.get(tuple(slug_of_q.split("-")), ()))
    found: list[tuple[int, int, str | None]] = []
    wanted = _wanted(question, names)
    for entry in entries:
        factors = _factors(entry, wanted)
        target = (entry.type, entry.code)
        if entry.number in meant:
            factors.append(ANSWERS * (1 + len(meant) - [*meant].index(entry.number)))
        elif target in leading:
            factors.append(ANSWERS * (len(leading) - leading.index(target)) // len(leading))
        if target in exact or entry.code.replace("_", "-") == slug_of_q:
            factors.append(EXACT)
        score = scores[entry.number]
        for factor in factors:
            score = score * factor // 100
        found.append((entry.number, score, meant.get(entry.number)))
    found.sort(key=lambda one: (-one[1], one[0]))
    return _without_repetition(found, {entry.number: entry for entry in entries})


@dataclass(frozen=True)
class Wanted:
    """What a question wants, worked out once for all entries."""

    question: Question
    named: set[Target]
    is_alone: bool
    missions_there: set[str]
    about: set[Target]
    most_words: int
    kinds: dict[str, int] = field(default_factory=dict)


def _wanted(question: Question, names: Names) -> Wanted:
    kinds: dict[str, int] = {str(type): factor for type, factor in PLAIN.items()}
    wanted = [WANTED[kind] for kind in question.asking if kind in WANTED]
    if question.kinds.get("function"):
        wanted.append({RecordType.PERSON: 200})
    for factors in wanted:
        for type, factor in factors.items():
            kinds[type] = max(kinds.get(type, 100), factor)
    return Wanted(
        question,
        named={(str(type), code) for one in question.mentions for type, code in one.targets},
        is_alone=not question.left() and not question.measures,
        missions_there={
            code
            for one in question.mentions
            for code in names.missions_in.get(one.country or "", ())
        },
        about=_about(question, names),
        most_words=max((len(p - question.filler) for p in question.measures.values()), default=0),
        kinds=kinds,
    )


def _factors(entry: Entry, wanted: Wanted) -> list[int]:
    question = wanted.question
    factors = [wanted.kinds.get(entry.type, 100)]
    if (entry.type, entry.code) in wanted.named:
        factors.append(NAMED_ALONE if wanted.is_alone else NAMED)
    elif entry.type == RecordType.MISSION and entry.code in wanted.missions_there:
        factors.append(WORKED_THERE)
    if entry.type == RecordType.FIGURE:
        factors += _of_figure(entry, wanted)
    elif entry.type == RecordType.INDICATOR and entry.code in question.measures:
        factors.append(MEASURES)
    time = question.time
    if time and time.first and entry.time_first and entry.type != RecordType.SOURCE:
        overlaps = entry.time_first <= str(time.last) and (entry.time_last or "") >= str(time.first)
        factors.append(IN_TIME if overlaps else OUT_OF_TIME)
    return factors


def _of_figure(entry: Entry, wanted: Wanted) -> list[int]:
    factors = []
    question = wanted.question
    if question.measures:
        places = question.measures.get(entry.indicator or "", set())
        fits = len(places - question.filler) == wanted.most_words
        factors.append(MEASURES if fits and places else MEASURES_OTHER)
    if wanted.about:
        factors.append(ABOUT if entry.subject in wanted.about else ABOUT_OTHER)
    for name, (value, _) in question.dimensions.items():
        factors.append(150 if entry.narrowed.get(name) == value else 80)
    return factors


def _about(question: Question, names: Names) -> set[Target]:
    found = {target for one in question.mentions for target in one.targets}
    for one in question.mentions:
        if one.country and one.relation in (HOST, None):
            found |= {
                (str(RecordType.MISSION), code) for code in names.missions_in.get(one.country, [])
            }
        elif one.country:
            found |= {*WHOLE}
    return {
        (str(type), code) for type, code in (found or ({*WHOLE} if question.is_whole else found))
    }


def _read(connection: Connection, numbers: list[int]) -> list[Entry]:
    columns = ("id", "record_type", "record_code", "time_first", "time_last")
    of_figure = ("subject_type", "subject_code", "indicator", *Dimensions.model_fields)
    statement = select(
        *[col(getattr(NameRow, name)) for name in columns],
        *[col(getattr(FigureRow, name)) for name in of_figure],
    ).outerjoin(
        FigureRow,
        and_(
            col(NameRow.record_type) == RecordType.FIGURE,
            col(FigureRow.code) == col(NameRow.record_code),
        ),
    )
    # The numbers are ours; as parameters they would cost more than all the rest.
    written = once(connection, ("entries",), lambda: prepare(connection, statement))
    ids = ", ".join(map(str, numbers)) or "0"
    found = []
    for row in replace(written, sql=f"{written.sql} WHERE name.id IN ({ids})").ask(connection):
        number, type, code, first, last, about, subject, indicator, *narrowed = row
        dimensions = {n: v for n, v in zip(Dimensions.model_fields, narrowed, strict=True) if v}
        target = (about, subject) if about else None
        found.append(Entry(number, type, code, first, last, target, indicator, dimensions))
    return found


def entries_of_records(connection: Connection, records: list[Target]) -> list[int]:
    """Return the entries of records."""
    key = row_of(col(NameRow.record_type), col(NameRow.record_code))
    statement = select(col(NameRow.id)).where(key.in_(records))
    return list(connection.execute(statement).scalars())


def entries_of_figures(connection: Connection, codes: tuple[str, ...]) -> dict[int, str]:
    """Return the entries by which figures are found, their own or those of their series, with the figures."""
    figures = select(
        col(FigureRow.code),
        col(FigureRow.source),
        col(FigureRow.subject_type),
        col(FigureRow.subject_code),
        col(FigureRow.indicator),
    ).where(col(FigureRow.code).in_(codes))
    found: dict[int, str] = {}
    rows = {row[0]: row for row in connection.execute(figures)}
    for code, source, type, subject, indicator in (rows[one] for one in codes if one in rows):
        alike: list[ColumnElement[bool]] = [
            col(FigureRow.source) == source,
            col(FigureRow.subject_type) == type,
            col(FigureRow.subject_code) == subject,
            col(FigureRow.indicator) == indicator,
        ]
        entries: Any = (
            select(col(NameRow.id), col(NameRow.record_code))
            .join(FigureRow, col(FigureRow.code) == col(NameRow.record_code))
            .where(
                col(NameRow.record_type) == RecordType.FIGURE,
                or_(col(NameRow.record_code) == code, and_(*alike)),
            )
        )
        own_first = entries.order_by(col(NameRow.record_code) != code, col(NameRow.id)).limit(1)
        if entry := connection.execute(own_first).first():
            found.setdefault(entry[0], code)
    return found


def _without_repetition(order: Order, entries: dict[int, Entry]) -> Order:
    """Move down the figures of which several alike came before."""
    seen: Counter[tuple[Target, str | None]] = Counter()
    kept = []
    for number, score, figure in order:
        entry = entries[number]
        if entry.subject:
            seen[entry.subject, entry.indicator] += 1
            if seen[entry.subject, entry.indicator] > MOST_ALIKE:
                kept.append((number, score * REPEATED // 100, figure))
                continue
        kept.append((number, score, figure))
    return sorted(kept, key=lambda one: (-one[1], one[0]))
