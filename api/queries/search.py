"""Full-text search over every record: its own names first, subjects before numbers and sources."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pydantic import Field
from pydantic_core import to_json
from sqlalchemy import Connection, bindparam, func, select, text
from sqlmodel import col

from api.queries.cursors import BadCursor, make_cursor, open_cursor
from api.queries.grammar import Found
from api.queries.listing import Row
from api.queries.prepared import once
from api.queries.requests import AnyOf, Paging, Words, asked
from api.queries.words import Term, as_asked, read_terms
from api.tables.index import COMPOUND, WORD, WordRow, joined, slug
from api.vocabulary import PartialDate, RecordType, first_day, last_day, probably_meant

SNIPPET_WORDS = 24
NEAR_LETTERS = 2
NEAR = 0.7
MOST_GUESSES = 10  # Words of a question; each is compared with thousands.
WITHIN = """
    FROM search JOIN name ON name.id = search.rowid
    WHERE search MATCH :words
    AND name.record_type IN :types
    AND (:since IS NULL OR name.time_last >= :since)
    AND (:until IS NULL OR name.time_first <= :until)
"""
COUNT = text(f"SELECT count(*) {WITHIN}").bindparams(bindparam("types", expanding=True))
MATCH = text(f"""
    SELECT name.record_type AS type, name.record_code AS code, name.name, name.known_as, name.text
    {WITHIN}
    ORDER BY (name.record_code = :slug OR EXISTS (
        SELECT 1 FROM alias WHERE alias.record_type = name.record_type
        AND alias.code = name.record_code AND alias.slug = :slug)) DESC,
        name.record_type IN ('figure', 'source'),
        bm25(search, 10.0, 1.0), name.record_type, name.record_code
    LIMIT :limit OFFSET :offset
""").bindparams(bindparam("types", expanding=True))  # noqa: S608  # nothing a client wrote is in it


class SearchRequest(Paging):
    """What search can be asked."""

    q: Words = Field(
        description="Words to look for; all must occur. Capitals, accents and punctuation do not"
        ' count. "A phrase" in quotes stands together; `peace*` is the beginning of a word.',
        examples=["action for peacekeeping"],
    )
    type: AnyOf[RecordType] = asked("Only records of these kinds.", "mission,initiative")
    time__gte: PartialDate | None = asked(
        "Only what was true or happened in or after this year, month or day: missions while they ran,"
        " initiatives when launched; what has no known date is left out.",
        "2018",
    )
    time__lte: PartialDate | None = asked(
        "Only what was true or happened in or before this year, month or day.", "2020-09-14"
    )


def search(
    connection: Connection, request: SearchRequest, address: Callable[[str, str], str]
) -> Found:
    """The records in which all words occur, best first; without any, the words probably meant.

    `address` makes the address of a record from its type and code.
    """
    terms = read_terms(request.q)
    if not terms:
        return Found([], 0, None, hints={"did_you_mean": None})
    within = _within(request)
    query = ("search", request.question())
    total = once(connection, (*query, "total"), lambda: _count(connection, terms, within))
    offset = _offset(request.cursor, query) if request.cursor else 0
    page = {"words": as_asked(terms), "limit": request.limit, "offset": offset, **within}
    rows = connection.execute(MATCH, {**page, "slug": slug(request.q)})
    hits = [to_json(_hit(row._asdict(), terms, address)) for row in rows]
    end = offset + len(hits)
    cursor = make_cursor(query, [str(end)]) if hits and end < total else None
    meant = None if total else _question_meant(connection, terms, within)
    return Found(hits, total, cursor, hints={"did_you_mean": meant})


def _within(request: SearchRequest) -> Row:
    return {
        "types": [type.value for type in request.type or RecordType],
        "since": first_day(request.time__gte) if request.time__gte else None,
        "until": last_day(request.time__lte) if request.time__lte else None,
    }


def _count(connection: Connection, terms: list[Term], within: Row) -> int:
    found: int = connection.execute(COUNT, {"words": as_asked(terms), **within}).scalar_one()
    return found


def _offset(cursor: str, query: tuple[str, ...]) -> int:
    (position,) = open_cursor(cursor, query, [str])
    if not re.fullmatch(r"[0-9]{1,9}", str(position), re.ASCII):
        raise BadCursor("this is not a cursor; take it from links.next")
    return int(str(position))


def _question_meant(connection: Connection, terms: list[Term], within: Row) -> str | None:
    """The question with each unknown word replaced by the nearest known one, if that finds anything.

    A long question is not guessed at.
    """
    if sum(len(term.words) for term in terms) > MOST_GUESSES:
        return None
    meant = []
    for term in terms:
        words = tuple(_nearest(connection, term, place) for place in range(len(term.words)))
        meant.append(Term(words, term.beginning))
    if meant == terms or not _count(connection, meant, within):
        return None
    return " ".join(term.typed() for term in meant)


def _nearest(connection: Connection, term: Term, place: int) -> str:
    word, length = term.words[place], len(term.words[place])
    known = select(col(WordRow.word)).where(col(WordRow.word).startswith(word, autoescape=True))
    found = connection.execute(known.order_by(WordRow.word).limit(1)).scalar()
    if found and term.fits(found, place):
        return word
    letters = func.length(col(WordRow.word))
    near = select(col(WordRow.word)).where(
        letters.between(length - NEAR_LETTERS, length + NEAR_LETTERS)
    )
    return probably_meant(word, connection.execute(near).scalars(), likeness=NEAR) or word


def _hit(row: Row, terms: list[Term], address: Callable[[str, str], str]) -> Row:
    named = [word.group() for word in _matches(row["known_as"], terms)]
    found = list(_matches(row["text"], terms))
    return {
        "type": row["type"],
        "code": row["code"],
        "name": row["name"],
        "href": address(row["type"], row["code"]),
        "snippet": _snippet(row["text"], found[0].start()) if found else None,
        "matches": list(dict.fromkeys(named + [word.group() for word in found])),
    }


def _matches(printed: str, terms: list[Term]) -> list[re.Match[str]]:
    """The printed words that search matched, in their order."""
    words = [*WORD.finditer(printed), *COMPOUND.finditer(printed)]
    folded = [_folded(word.group()) for word in words]
    alone = {term.words[0] for term in terms if len(term.words) == 1 and not term.beginning}
    found = {place for place, word in enumerate(folded) if word in alone}
    for term in terms:
        if len(term.words) > 1 or term.beginning:
            found.update(_places(term, folded))
    return sorted((words[place] for place in found), key=lambda word: word.start())


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """A printed word as one folded word; texts repeat theirs, and folding costs more than looking up."""
    return joined(word)


def _places(term: Term, words: list[str]) -> Iterator[int]:
    length = len(term.words)
    for start in range(len(words) - length + 1):
        if all(term.fits(words[start + step], step) for step in range(length)):
            yield from range(start, start + length)


def _snippet(printed: str, first: int) -> str:
    before = printed[:first].split()[-SNIPPET_WORDS // 3 :]
    after = printed[first:].split()
    snippet = " ".join(before + after[: SNIPPET_WORDS - len(before)])
    start = "" if len(before) == len(printed[:first].split()) else "… "
    return f"{start}{snippet}{' …' if len(after) > SNIPPET_WORDS - len(before) else ''}"
