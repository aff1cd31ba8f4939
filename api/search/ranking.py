"""The first look: the entries that hold any of the words, ranked in plain SQL that every engine answers alike."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select
from sqlmodel import col

from api.lists.search_syntax import holding
from api.lists.statements import Statement, prepare
from api.questions.parts import Part, Parts
from api.tables.index import NameRow

CLOSER = 300  # Entries that are looked at more closely.
FLOOR = 30  # Per cent of what the known words tell together that an entry must match.
# An entry that matches all words has its whole score, one that matches few of them little more than this.
LEAST, BY_COVERAGE = 40, 60
RANKED = """
    WITH asked(part, stem, weight, telling, mandatory) AS (VALUES {forms}),
    best AS (
        SELECT posting.entry, max(posting.impact * asked.weight) AS gain,
            max(asked.telling) AS telling, max(asked.mandatory) AS mandatory
        FROM asked JOIN posting ON posting.stem = asked.stem
        GROUP BY posting.entry, asked.part
    ),
    found AS (
        SELECT entry, sum(gain) AS gain, sum(telling) AS matched, sum(mandatory) AS mandatory,
            count(*) AS parts
        FROM best GROUP BY entry
    )
    SELECT entry, {score} AS score, count(*) OVER (),
        sum(CASE WHEN parts = {parts} THEN 1 ELSE 0 END) OVER ()
    FROM found WHERE {tests}
    ORDER BY 2 DESC, 1 LIMIT {most} OFFSET {skipped}
"""


@dataclass(frozen=True)
class Ranked:
    """Entries with their scores, how many there are in all, and how many hold every word."""

    entries: list[tuple[int, int]]
    total: int
    holding_all: int


def rank(
    connection: Connection,
    parts: Parts,
    conditions: list[ColumnElement[bool]],
    *,
    strict: bool,
    skipped: int = 0,
    most: int = CLOSER,
    without: Collection[int] = (),
) -> Ranked:
    """Rank the entries that pass the conditions; with `strict`, only those that hold every word.

    `without` are entries that are shown elsewhere.
    """
    lost = [part for part in parts.parts if not part.forms and (strict or part.mandatory)]
    if lost or not any(part.forms for part in parts.parts):
        return Ranked([], 0, 0)
    tests = [*conditions, *map(holding, parts.phrases)]
    if without:
        tests.append(col(NameRow.id).not_in(without))
    passing = prepare(connection, _entry_passing(tests)) if tests else None
    statement = _statement(parts.parts, passing, strict=strict, page=(most, skipped))
    rows = statement.ask(connection)
    total, holding_all = rows[0][2:] if rows else (0, 0)
    return Ranked([(entry, int(score)) for entry, score, *_ in rows], total, int(holding_all))


def _entry_passing(tests: list[ColumnElement[bool]]) -> Select[Any]:
    """Select the entry that is looked at, if it passes."""
    this = col(NameRow.id) == literal_column("found.entry")
    return select(literal_column("1")).select_from(NameRow).where(this, *tests)


def _statement(
    parts: list[Part], passing: Statement | None, *, strict: bool, page: tuple[int, int]
) -> Statement:
    """Write the question: of each part the best form, of each entry their sum, lowered by what it lacks.

    By hand, since SQLAlchemy takes longer to write it than any database to answer it. There is nothing in it
    but whole numbers of ours.
    """
    whole = sum(part.telling for part in parts)
    known = sum(part.telling for part in parts if part.forms)
    mandatory = sum(part.mandatory for part in parts)
    forms = ", ".join(
        f"({place}, {stem}, {weight}, {part.telling}, {int(part.mandatory)})"
        for place, part in enumerate(parts)
        for stem, weight in part.forms.items()
    )
    tests = f"matched * 100 >= {FLOOR * known} AND mandatory >= {mandatory}"
    if strict:
        tests += f" AND parts >= {len(parts)}"
    if passing:
        tests += f" AND EXISTS ({passing.sql})"
    sql = RANKED.format(
        forms=forms,
        score=f"gain * ({LEAST * whole} + {BY_COVERAGE} * matched) / {100 * whole}",
        parts=len(parts),
        tests=tests,
        most=page[0],
        skipped=page[1],
    )
    names, values = (passing.names, passing.values) if passing else ((), {})
    return Statement(sql, names, values)
