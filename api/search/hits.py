"""What is shown of each hit: the words around the match, and of a figure its value, of a mission its years, of a person the office."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pydantic_core import from_json
from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.resource import Resource
from api.lists.search_syntax import Term
from api.lists.word_index import WordIndex
from api.questions.parts import Parts
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS, run_in_words
from api.resources.people import PEOPLE
from api.search.answer import Address
from api.tables.index import COMPOUND, WORD, NameRow, joined
from api.tables.words import NUMBER, read_words
from api.vocabulary import RecordType, Row
from api.wording import shorten, value_in_words, when_in_words

SNIPPET_WORDS = 24
SHOWN = ("record_type", "record_code", "name", "known_as", "text")
OF_FIGURES = ("value", "unit", "qualifier", "as_of", "period_start", "period_end")
NOTHING: Row = {"detail": None, **dict.fromkeys(OF_FIGURES), "source": None}


def show_hits(
    connection: Connection,
    entries: list[tuple[int, int, str | None]],
    parts: Parts,
    index: WordIndex,
    address: Address,
) -> list[Row]:
    """Show entries of search, each with its score and the figure that stands for it, if it is not its own."""
    columns = [col(getattr(NameRow, name)) for name in ("id", *SHOWN)]
    numbers = [entry for entry, *_ in entries]
    rows = connection.execute(select(*columns).where(col(NameRow.id).in_(numbers)))
    known = {number: dict(zip(SHOWN, row, strict=True)) for number, *row in rows}
    hits = []
    for entry, score, figure in entries:
        row = known[entry]
        code = figure or row["record_code"]
        hits.append(_hit({**row, "record_code": code}, score, parts, index, address))
    for type, resource, describe in DESCRIBED:
        codes = [hit["code"] for hit in hits if hit["type"] == type]
        described = _read(connection, resource, codes) if codes else {}
        for hit in hits:
            if hit["type"] == type and (record := described.get(hit["code"])):
                hit.update(describe(record))
    return hits


def _read(connection: Connection, resource: Resource, codes: list[str]) -> dict[str, Row]:
    statement = resource.select().where(resource.column("code").in_(codes))
    records = (from_json(resource.text(row)) for row in connection.execute(statement))
    return {record["code"]: record for record in records}


def _of_figure(figure: Row) -> Row:
    said = f"{value_in_words(figure)}, {when_in_words(figure)}"
    source = figure["citation"]["source"]
    detail = f"{said} ({shorten(source['title'], 80)})"
    return {
        "detail": detail,
        **{name: figure[name] for name in OF_FIGURES},
        "source": source["code"],
    }


def _of_mission(mission: Row) -> Row:
    return {"detail": run_in_words(mission)}


def _of_person(person: Row) -> Row:
    posts = [role for role in person["roles"] if role["functions"]] or person["roles"]
    newest = max(posts, key=lambda role: role["held_until"] or "", default=None)
    if newest is None:
        return {"detail": None}
    body = f", {newest['body']['name']}" if newest["body"] else ""
    return {"detail": f"{newest['title']}{body}"}


DESCRIBED: tuple[tuple[RecordType, Resource, Callable[[Row], Row]], ...] = (
    (RecordType.FIGURE, FIGURES, _of_figure),
    (RecordType.MISSION, MISSIONS, _of_mission),
    (RecordType.PERSON, PEOPLE, _of_person),
)


def _hit(row: Row, score: int, parts: Parts, index: WordIndex, address: Address) -> Row:
    stems = {stem for part in parts.parts for stem in part.forms}
    named = list(_matches(row["known_as"], stems, parts.phrases, index))
    found = list(_matches(row["text"], stems, parts.phrases, index))
    printed = list(dict.fromkeys(word.group() for word in (*named, *found)))
    return {
        "type": row["record_type"],
        "code": row["record_code"],
        "name": row["name"],
        "href": address(row["record_type"], row["record_code"]),
        "snippet": _snippet(row["text"], found[0].start()) if found else None,
        "matches": printed,
        "score": score,
        **NOTHING,
    }


def _matches(
    printed: str, stems: set[int], phrases: list[Term], index: WordIndex
) -> Iterator[re.Match[str]]:
    """Yield the printed words that search matched, in their order."""
    words = [*WORD.finditer(printed), *COMPOUND.finditer(printed), *NUMBER.finditer(printed)]
    words.sort(key=lambda word: (word.start(), -word.end()))
    folded = [_folded(word.group()) for word in words]
    in_phrase = {place for term in phrases for place in _places(term, folded)}
    for place, (word, plain) in enumerate(zip(words, folded, strict=True)):
        if place in in_phrase or index.stem_by_word.get(plain) in stems - {0}:
            yield word


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """A printed word as one folded word; texts repeat theirs, and folding costs more than looking up."""
    return read_words(word)[0] if word[:1].isdigit() and not word.isdigit() else joined(word)


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
