"""Search over every record: any word counts, the best first; what is asked is understood, and answered on top."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Connection, select
from sqlmodel import col

from api.lists.engine import RecordPage
from api.lists.paging import NOT_A_CURSOR, BadCursor, make_cursor, open_cursor
from api.lists.statements import once
from api.lists.word_index import read_word_index
from api.questions.lexicon import read_lexicon
from api.questions.names import Names, read_names
from api.questions.parts import Parts, read_parts
from api.questions.question import Question
from api.questions.understanding import read_question
from api.search.answer import Address, find_answer
from api.search.closer import entries_of_figures, entries_of_records, look_closer
from api.search.figures import choose_figures
from api.search.hits import show_hits
from api.search.page import SearchParams
from api.search.ranking import Ranked, rank
from api.tables.index import NameRow, slug
from api.vocabulary import (
    Match,
    RecordType,
    Row,
    first_day,
    last_day,
)

Conditions = list[ColumnElement[bool]]
MEANING = 2  # Words from which on a question may mean a figure; a bare word means none.


@dataclass(frozen=True)
class Found:
    """What a question finds: its parts, the first entries in their order, and what is said of the whole."""

    parts: Parts
    first: Ranked
    order: list[tuple[int, int, str | None]]
    hints: Row
    answer: Row | None


def search(connection: Connection, params: SearchParams, address: Address) -> RecordPage:
    """Find the records that fit the words best, and the answer to what they ask.

    `address` makes the address of a record from its type and code.
    """
    query = ("search", params.question())
    found = once(connection, (*query, address), lambda: _find(connection, params, address))
    offset = _offset(params.cursor, query) if params.cursor else 0
    entries = _page(connection, params, found, offset)
    index = read_word_index(connection)
    hits = show_hits(connection, entries, found.parts, index, address) if entries else []
    end = offset + len(hits)
    cursor = make_cursor(query, [str(end)]) if hits and end < found.first.total else None
    texts = list(map(to_json, hits))
    beside = {"answer": found.answer}
    return RecordPage(texts, found.first.total, cursor, hints=found.hints, beside=beside)


def _find(connection: Connection, params: SearchParams, address: Address) -> Found:
    index, lexicon = read_word_index(connection), read_lexicon(connection)
    strict = params.match is Match.ALL
    parts = read_parts(params.q, index, lexicon, exactly=strict)
    first = rank(connection, parts, _within(params), strict=strict)
    names = read_names(connection)
    question = read_question(parts, lexicon, names, params.q)
    hints = _hints(connection, params, parts, first)
    answer = None
    if not strict and question.is_exact and not params.type:
        answer = find_answer(connection, question, lexicon, names, address)
    leading = [(one["type"], one["code"]) for one in answer["records"]] if answer else []
    meant = _figures_meant(connection, question, names, answer) if not strict else {}
    pinned = _pinned(connection, params, first, [*meant, *_entries(connection, leading)])
    whole = _with(connection, params, parts, first, pinned)
    order = look_closer(
        connection,
        whole,
        question,
        names,
        leading=leading,
        meant=meant,
        slug_of_q=slug(params.q),
    )
    shown = {key: value for key, value in answer.items() if key != "figures"} if answer else None
    return Found(parts, whole, order, hints, shown)


def _entries(connection: Connection, records: list[tuple[str, str]]) -> list[int]:
    others = [one for one in records if one[0] != RecordType.FIGURE]
    return entries_of_records(connection, others) if others else []


def _figures_meant(
    connection: Connection, question: Question, names: Names, answer: Row | None
) -> dict[int, str]:
    """Return the figures that answer, or those that are likely meant, by the entries they are found by."""
    if answer:
        return entries_of_figures(connection, tuple(answer["figures"]))
    if len(question.words) < MEANING or question.is_outside:
        return {}
    likely = choose_figures(connection, question, names, sure=False)
    return entries_of_figures(connection, likely.codes) if likely else {}


def _pinned(
    connection: Connection, params: SearchParams, first: Ranked, entries: list[int]
) -> list[int]:
    """Return the entries that lead though they are not among the first, if they pass the filters."""
    ranked = {entry for entry, _ in first.entries}
    missing = [entry for entry in entries if entry not in ranked]
    if not missing:
        return []
    statement = select(col(NameRow.id)).where(col(NameRow.id).in_(missing), *_within(params))
    return list(connection.execute(statement.order_by(col(NameRow.id))).scalars())


def _with(
    connection: Connection, params: SearchParams, parts: Parts, first: Ranked, pinned: list[int]
) -> Ranked:
    """Add the entries that lead; those that the words find further down are counted once."""
    if not pinned:
        return first
    others = rank(connection, parts, _within(params), strict=False, most=1, without=pinned)
    lowest = max((score for _, score in first.entries), default=1)
    entries = [*first.entries, *((entry, lowest) for entry in pinned)]
    return Ranked(entries, others.total + len(pinned), first.holding_all)


def _page(
    connection: Connection, params: SearchParams, found: Found, offset: int
) -> list[tuple[int, int, str | None]]:
    """Return the entries of a page: of those looked at closely, then in the plain order of the scores."""
    entries = found.order[offset : offset + params.limit]
    missing = params.limit - len(entries)
    if missing and offset + len(entries) < found.first.total:
        shown = [entry for entry, *_ in found.order]
        skipped = max(offset - len(shown), 0)
        strict = params.match is Match.ALL
        more = rank(
            connection,
            found.parts,
            _within(params),
            strict=strict,
            skipped=skipped,
            most=missing,
            without=shown,
        )
        entries += [(*one, None) for one in more.entries]
    return entries


def _hints(connection: Connection, params: SearchParams, parts: Parts, first: Ranked) -> Row:
    match = ("all" if first.holding_all else "some") if first.total else "none"
    meant = None
    if params.match is Match.ALL and not first.total:
        meant = _question_meant(connection, params)
    return {
        "match": match,
        "all_words": first.holding_all,
        "words": [
            {"word": one.word, "state": one.state, "read_as": list(one.read_as)}
            for one in parts.typed
        ],
        "did_you_mean": meant,
    }


def _question_meant(connection: Connection, params: SearchParams) -> str | None:
    """Return the question with its unknown words corrected, if that finds anything."""
    parts = read_parts(params.q, read_word_index(connection), read_lexicon(connection))
    meant = " ".join(parts.words)
    if parts.words == parts.originals:
        return None
    corrected = params.model_copy(update={"q": meant})
    exact = read_parts(
        corrected.q, read_word_index(connection), read_lexicon(connection), exactly=True
    )
    return meant if rank(connection, exact, _within(params), strict=True, most=1).total else None


def _within(params: SearchParams) -> Conditions:
    """Select the entries of the kinds and times asked for."""
    found: list[Any] = []
    if params.type:
        found.append(col(NameRow.record_type).in_(params.type))
    if params.time__gte:
        found.append(col(NameRow.time_last) >= first_day(params.time__gte))
    if params.time__lte:
        found.append(col(NameRow.time_first) <= last_day(params.time__lte))
    return found


def _offset(cursor: str, query: tuple[str, ...]) -> int:
    (position,) = open_cursor(cursor, query, [str])
    if not re.fullmatch(r"[0-9]{1,9}", str(position), re.ASCII):
        raise BadCursor(NOT_A_CURSOR)
    return int(str(position))
