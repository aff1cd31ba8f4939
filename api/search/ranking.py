"""The first look: the entries that hold any of the words, ranked in plain SQL that every engine answers alike."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    column,
    func,
    literal_column,
    select,
    values,
)
from sqlmodel import col

from api.lists.search_syntax import holding
from api.lists.statements import prepare
from api.search.parts import Part, Parts
from api.tables.index import NameRow, PostingRow

CLOSER = 300  # Entries that are looked at more closely.
FLOOR = 30  # Per cent of what the known words tell together that an entry must match.
# An entry that matches all words has its whole score, one that matches few of them little more than this.
LEAST, BY_COVERAGE = 40, 60
ASKED = ("part", "stem", "weight", "telling")


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
    statement = prepare(connection, _question(parts.parts, tests, strict))
    rows = statement.ask(connection, most=most, skipped=skipped)
    total, holding_all = rows[0][2:] if rows else (0, 0)
    return Ranked([(entry, int(score)) for entry, score, *_ in rows], total, int(holding_all))


def _question(parts: list[Part], tests: list[ColumnElement[bool]], strict: bool) -> Select[Any]:
    """Write the question: of each part the best form, of each entry their sum, lowered by what it lacks."""
    asked = values(*[column(name, Integer) for name in ASKED], name="asked")
    asked = asked.data(
        [
            tuple(literal_column(str(number)) for number in (place, stem, weight, part.telling))
            for place, part in enumerate(parts)
            for stem, weight in part.forms.items()
        ]
    )
    form = asked.cte("asked").c
    posting = PostingRow.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it
    best = (
        select(
            posting.entry,
            func.max(posting.impact * form.weight).label("gain"),
            func.max(form.telling).label("telling"),
            func.max(case((form.part.in_(_mandatory(parts)), 1), else_=0)).label("mandatory"),
        )
        .where(posting.stem == form.stem)
        .group_by(posting.entry, form.part)
        .cte("best")
        .c
    )
    found = (
        select(
            best.entry,
            func.sum(best.gain).label("gain"),
            func.sum(best.telling).label("matched"),
            func.sum(best.mandatory).label("mandatory"),
            func.count().label("parts"),
        )
        .group_by(best.entry)
        .cte("found")
        .c
    )
    whole = sum(part.telling for part in parts)
    score = (found.gain * (LEAST * whole + BY_COVERAGE * found.matched)).op("/")(
        literal_column(str(100 * whole))
    )
    needed = len(parts) if strict else 0
    known = sum(part.telling for part in parts if part.forms)
    conditions = [
        found.matched * 100 >= literal_column(str(FLOOR * known)),
        found.mandatory >= literal_column(str(len(_mandatory(parts)))),
        found.parts >= literal_column(str(needed)),
    ]
    if tests:
        conditions += [found.entry == col(NameRow.id), *tests]
    holding_all = func.sum(case((found.parts == len(parts), 1), else_=0)).over()
    ranked = select(found.entry, score.label("score"), func.count().over(), holding_all)
    ranked = ranked.where(*conditions).order_by(literal_column("score").desc(), found.entry)
    return ranked.limit(bindparam("most", 0)).offset(bindparam("skipped", 0))


def _mandatory(parts: list[Part]) -> list[int]:
    return [place for place, part in enumerate(parts) if part.mandatory]
