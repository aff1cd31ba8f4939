"""Full-text search over every record: its own names first, subjects before numbers and sources."""

import operator
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, reduce
from typing import Any

from pydantic import Field
from pydantic_core import to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import col

from api.database.full_text import Occurring, Term, within
from api.lists.engine import RecordPage
from api.lists.envelope import Answer, Meta, Page
from api.lists.paging import BadCursor, make_cursor, open_cursor
from api.lists.parameters import AnyOf, PagingParams, Words, parameter
from api.lists.resource import Rendering
from api.lists.search_syntax import read_terms
from api.lists.statements import once, prepare
from api.tables.index import COMPOUND, WORD, AliasRow, NameRow, WordRow, joined, slug
from api.vocabulary import PartialDate, RecordType, Row, Slug, first_day, last_day, probably_meant
from api.wording import shorten

SNIPPET_WORDS = 24
NEAR_LETTERS = 2
NEAR = 0.7
MOST_GUESSES = 10  # Words of a question; each is compared with thousands.
SHOWN = ("record_type", "record_code", "name", "known_as", "text")
LATER = (RecordType.EVENT, RecordType.STATEMENT, RecordType.DISCREPANCY)
LAST = (RecordType.FIGURE, RecordType.SOURCE)
Conditions = list[ColumnElement[bool]]


class SearchParams(PagingParams):
    """What search can be asked."""

    q: Words = Field(
        description="Words to look for; all must occur. Capitals, accents and punctuation do not"
        ' count. "A phrase" in quotes stands together; `peace*` is the beginning of a word.',
        examples=["action for peacekeeping"],
    )
    type: AnyOf[RecordType] = parameter("Only records of these kinds.", "mission,initiative")
    time__gte: PartialDate | None = parameter(
        "Only what was true or happened in or after this year, month or day: missions while they ran,"
        " initiatives when launched; what has no known date is left out.",
        "2018",
    )
    time__lte: PartialDate | None = parameter(
        "Only what was true or happened in or before this year, month or day.", "2020-09-14"
    )


class SearchHit(Answer):
    """A record that search found."""

    type: str = Field(description="What the record is about.", examples=["mission"])
    code: Slug = Field(description="Code of the record.")
    name: str = Field(description="Name or title of the record.")
    href: str = Field(description="Address of the record.", examples=["/v1/missions/minusma"])
    snippet: str | None = Field(
        description="Words of the record around the first match in its text; null when only its"
        " names match."
    )
    matches: list[str] = Field(description="The words of its names and its text that match.")


class SearchMeta(Meta):
    """What the page of hits is a part of."""

    did_you_mean: str | None = Field(
        description="The question that was probably meant and finds something; null when there are hits,"
        " or nothing is near."
    )


class SearchPage(Page[SearchHit]):
    """A page of hits, best first."""

    meta: SearchMeta = Field(description="Total, limit, release, and what was probably meant.")


def _sentence(hit: Row) -> str:
    snippet = f": {hit['snippet']}" if hit["snippet"] else "."
    return shorten(f"{hit['name']} ({hit['type']}){snippet}")


HITS = Rendering(answer=SearchHit, sentence=_sentence)  # Each carries its own address.


def search(
    connection: Connection, params: SearchParams, address: Callable[[str, str], str]
) -> RecordPage:
    """The records in which all words occur, best first; without any, the words probably meant.

    `address` makes the address of a record from its type and code.
    """
    terms = read_terms(params.q)
    if not terms:
        return RecordPage([], 0, None, hints={"did_you_mean": None})
    conditions = _within(params)
    query = ("search", params.question())
    total = once(connection, (*query, "total"), lambda: _count(connection, terms, conditions))
    offset = _offset(params.cursor, query) if params.cursor else 0
    page = once(
        connection,
        (*query, "page"),
        lambda: prepare(connection, _page(terms, conditions, slug(params.q))),
    )
    rows = page.ask(connection, most=params.limit, skipped=offset)
    hits = [to_json(_hit(dict(zip(SHOWN, row, strict=True)), terms, address)) for row in rows]
    end = offset + len(hits)
    cursor = make_cursor(query, [str(end)]) if hits and end < total else None
    meant = None if total else _question_meant(connection, terms, conditions)
    return RecordPage(hits, total, cursor, hints={"did_you_mean": meant})


def _within(params: SearchParams) -> Conditions:
    """The entries of the kinds and times asked for."""
    found: Conditions = []
    if params.type:
        found.append(col(NameRow.record_type).in_(params.type))
    if params.time__gte:
        found.append(col(NameRow.time_last) >= first_day(params.time__gte))
    if params.time__lte:
        found.append(col(NameRow.time_first) <= last_day(params.time__lte))
    return found


def _page(terms: list[Term], conditions: Conditions, slug_of_q: str) -> Select[Any]:
    """The question for a page of hits."""
    found = select(*[col(getattr(NameRow, name)) for name in SHOWN])
    found = found.where(Occurring(terms), *conditions).order_by(*_best_first(terms, slug_of_q))
    return found.limit(bindparam("most", 0)).offset(bindparam("skipped", 0))


def _best_first(terms: list[Term], slug_of_q: str) -> list[Any]:
    """An order that a reader can foresee, and that every database engine can make alike."""
    type, code, names = map(col, (NameRow.record_type, NameRow.record_code, NameRow.folded_names))
    other_name = exists().where(
        col(AliasRow.record_type) == type,
        col(AliasRow.code) == code,
        col(AliasRow.slug) == slug_of_q,
    )
    named = [cast(within(term, names), Integer) for term in terms]
    return [
        or_(code == slug_of_q, other_name).desc(),
        type.in_(LAST),
        reduce(operator.add, named).desc(),
        type.in_(LATER),
        func.length(col(NameRow.name)),
        type,
        code,
    ]


def _count(connection: Connection, terms: list[Term], conditions: Conditions) -> int:
    question = select(func.count()).select_from(NameRow).where(Occurring(terms), *conditions)
    return int(prepare(connection, question).ask(connection)[0][0])


def _offset(cursor: str, query: tuple[str, ...]) -> int:
    (position,) = open_cursor(cursor, query, [str])
    if not re.fullmatch(r"[0-9]{1,9}", str(position), re.ASCII):
        raise BadCursor("this is not a cursor; take it from links.next")
    return int(str(position))


def _question_meant(
    connection: Connection, terms: list[Term], conditions: Conditions
) -> str | None:
    """The question with each unknown word replaced by the nearest known one, if that finds anything.

    A long question is not guessed at.
    """
    if sum(len(term.words) for term in terms) > MOST_GUESSES:
        return None
    meant = []
    for term in terms:
        words = tuple(_nearest(connection, term, place) for place in range(len(term.words)))
        meant.append(Term(words, term.beginning))
    if meant == terms or not _count(connection, meant, conditions):
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
        "type": row["record_type"],
        "code": row["record_code"],
        "name": row["name"],
        "href": address(row["record_type"], row["record_code"]),
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
