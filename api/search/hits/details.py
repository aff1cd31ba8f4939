"""Show the hits: snippet and matches, and the detail of a figure, a mission or a person."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from pydantic_core import from_json
from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.kept_texts import read_texts
from api.lists.lookups import get_country_names
from api.lists.resource import Resource
from api.lists.statements import ask_of_several, once
from api.lists.word_index import WordIndex
from api.questions.parts import Parts
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS, run_in_words
from api.resources.people import PEOPLE
from api.search.figures.as_answer import Address
from api.search.hits.snippets import Matcher, matcher_of, snippet
from api.tables.index import NameRow
from api.vocabulary import RecordType, Row
from api.wording import dimensions_in_words, shorten, value_in_words, when_in_words

KEPT = 3000  # Records of which it is known what they show.
OF_HIT = ("record_type", "record_code", "name", "known_as", "text", "printed")
OF_FIGURES = ("value", "unit", "qualifier", "as_of", "period_start", "period_end")
NOTHING: Row = {"detail": None, **dict.fromkeys(OF_FIGURES), "source": None}


def show_hits(
    connection: Connection,
    entries: list[tuple[int, int, str | None]],
    parts: Parts,
    index: WordIndex,
    address: Address,
) -> list[Row]:
    """Return the hits as JSON objects; an entry of a series is shown as the figure chosen for it."""
    matcher = matcher_of(parts, index)
    rows = _read(connection, [number for number, *_ in entries])
    hits = []
    for number, score, figure in entries:
        row = rows[number] | ({"record_code": figure} if figure else {})
        hits.append(_hit(row, score, matcher, address))
    describe = once(connection, ("described",), lambda: _describer(get_country_names(connection)))
    for type, (resource, _) in DESCRIBED.items():
        these = [hit for hit in hits if hit["type"] == type]
        texts = read_texts(connection, resource, [*dict.fromkeys(hit["code"] for hit in these)])
        for hit in these:
            if record := texts.get(hit["code"]):
                hit.update(describe(type, record))
    return hits


def _describer(countries: Mapping[str, str]) -> Callable[[str, bytes], Row]:
    """Return the function that makes the detail of a record from its stored JSON, with an LRU cache."""

    @lru_cache(KEPT)
    def describe(type: str, record: bytes) -> Row:
        _, of_type = DESCRIBED[type]
        return of_type(from_json(record), countries)

    return describe


def _read(connection: Connection, numbers: list[int]) -> dict[int, Row]:
    id, *columns = (col(getattr(NameRow, name)) for name in ("id", *OF_HIT))
    rows = ask_of_several(
        connection, ("hits",), lambda these: select(id, *columns).where(id.in_(these)), numbers
    )
    return {number: dict(zip(OF_HIT, row, strict=True)) for number, *row in rows}


def _of_figure(figure: Row, countries: Mapping[str, str]) -> Row:
    narrowed = dimensions_in_words(figure["dimensions"], countries)
    value = f"{value_in_words(figure)}: {narrowed}" if narrowed else value_in_words(figure)
    said = f"{value}, {when_in_words(figure)}"
    source = figure["citation"]["source"]
    detail = f"{said} ({shorten(source['title'], 80)})"
    return {
        "detail": detail,
        **{name: figure[name] for name in OF_FIGURES},
        "source": source["code"],
    }


def _of_person(person: Row, _: Mapping[str, str]) -> Row:
    posts = [role for role in person["roles"] if role["functions"]] or person["roles"]
    newest = max(posts, key=lambda role: role["held_until"] or "", default=None)
    if newest is None:
        return {"detail": None}
    body = f", {newest['body']['name']}" if newest["body"] else ""
    return {"detail": f"{newest['title']}{body}"}


DESCRIBED: dict[str, tuple[Resource, Callable[[Row, Mapping[str, str]], Row]]] = {
    RecordType.FIGURE: (FIGURES, _of_figure),
    RecordType.MISSION: (MISSIONS, lambda mission, _: {"detail": run_in_words(mission)}),
    RecordType.PERSON: (PEOPLE, _of_person),
}


def _hit(row: Row, score: int, matcher: Matcher, address: Address) -> Row:
    found, behind = matcher.matches(row), len(row["known_as"])
    first = next((one.start - behind for one in found if one.start >= behind), None)
    return {
        "type": row["record_type"],
        "code": row["record_code"],
        "name": row["name"],
        "href": address(row["record_type"], row["record_code"]),
        "snippet": None if first is None else snippet(row["text"], first),
        "matches": list(dict.fromkeys(one.word for one in found)),
        "score": score,
        **NOTHING,
    }
