"""Full-text search over every record: its own names first, subjects before numbers and sources; what one types is never syntax."""

import re

from pydantic import Field
from sqlalchemy import Connection, text

from api.queries.cursors import BadCursor, make_cursor, open_cursor
from api.queries.grammar import Found, Row
from api.queries.requests import AnyOf, Paging, asked
from api.tables.index import WORD, fold, slug
from api.vocabulary import RecordType

SNIPPET_WORDS = 24
MATCH = """
    SELECT name.record_type AS type, name.record_code AS code, name.name, name.known_as, name.text
    FROM search JOIN name ON name.id = search.rowid
    WHERE search MATCH :words {within}
    ORDER BY (name.record_code = :slug OR EXISTS (
        SELECT 1 FROM alias WHERE alias.record_type = name.record_type
        AND alias.code = name.record_code AND alias.slug = :slug)) DESC,
        name.record_type IN ('figure', 'source'),
        bm25(search, 10.0, 1.0), name.record_type, name.record_code
    LIMIT :limit OFFSET :offset
"""
COUNT = """
    SELECT count(*) FROM search JOIN name ON name.id = search.rowid
    WHERE search MATCH :words {within}
"""


class SearchRequest(Paging):
    """What search can be asked."""

    q: str = Field(
        min_length=1,
        max_length=200,
        description="Words to look for; all must occur. Capitals, accents and punctuation do not"
        " count, and the last word may be the beginning of one.",
        examples=["action for peacekeeping"],
    )
    type: AnyOf[RecordType] = asked("Only records of these kinds.", "mission,initiative")


def search(connection: Connection, request: SearchRequest) -> Found:
    """The records in which all words occur, best first."""
    words = fold(request.q).split()
    if not words:
        return Found([], 0, None)
    within = ""
    if request.type:
        names = ", ".join(f"'{type.value}'" for type in request.type)
        within = f"AND name.record_type IN ({names})"
    asked_for = {"words": " ".join(f'"{word}"' for word in words) + "*"}
    exact = {"slug": slug(request.q)}
    total = connection.execute(text(COUNT.format(within=within)), asked_for).scalar_one()
    query = ["search", request.question()]
    offset = _offset(request.cursor, query) if request.cursor else 0
    page = {**asked_for, **exact, "limit": request.limit, "offset": offset}
    rows = connection.execute(text(MATCH.format(within=within)), page)
    hits = [_hit(dict(row._mapping), words) for row in rows]
    end = offset + len(hits)
    cursor = make_cursor(query, [str(end)]) if hits and end < total else None
    return Found(hits, total, cursor)


def _offset(cursor: str, query: list[str]) -> int:
    (position,) = open_cursor(cursor, query, [str])
    if not re.fullmatch(r"[0-9]{1,9}", str(position), re.ASCII):
        raise BadCursor("this is not a cursor; take it from links.next")
    return int(str(position))


def _hit(row: Row, words: list[str]) -> Row:
    named, _ = _matches(row["known_as"], words)
    found, first = _matches(row["text"], words)
    snippet = _snippet(row["text"], first) if first is not None else None
    return {
        "type": row["type"],
        "code": row["code"],
        "name": row["name"],
        "snippet": snippet,
        "matches": list(dict.fromkeys(named + found)),
    }


def _matches(printed: str, words: list[str]) -> tuple[list[str], int | None]:
    """The printed words that search matched, and where the first one starts."""
    found, first = [], None
    for word in WORD.finditer(printed):
        folded = fold(word.group())
        if folded in words or (words and folded.startswith(words[-1])):
            first = word.start() if first is None else first
            found.append(word.group())
    return found, first


def _snippet(printed: str, first: int) -> str:
    before = printed[:first].split()[-SNIPPET_WORDS // 3 :]
    after = printed[first:].split()
    snippet = " ".join(before + after[: SNIPPET_WORDS - len(before)])
    start = "" if len(before) == len(printed[:first].split()) else "… "
    return f"{start}{snippet}{' …' if len(after) > SNIPPET_WORDS - len(before) else ''}"
