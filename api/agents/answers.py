"""What the tools answer: sentences with addresses to cite, small enough to be read whole."""

from itertools import groupby
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json, to_json
from sqlalchemy import Connection

from api.claims.claims import Claim, verify
from api.http.problems import NotUnderstood, wrong_value
from api.http.responses import ADDRESSES, compact
from api.lists.engine import Found, find, get, get_text
from api.lists.parameters import AnyOf, PageRequest
from api.lists.resource import Listing
from api.lists.search import SearchRequest
from api.resources import answers as records
from api.resources.figures import FIGURES, FigureFilter
from api.resources.indicators import INDICATORS
from api.resources.registry import SUBJECTS
from api.resources.sentences import entry, number_in_words
from api.routes import search
from api.routes.records import canonical_or_refuse
from api.tables.figures import Dimensions
from api.vocabulary import IndicatorKind, Rank, RecordType, Row

MOST_BYTES = 8_000
EVER = "9999-12-31"
NEVER_SUM = {
    IndicatorKind.CUMULATIVE: "Cumulative: each value contains the ones before it. Never sum them.",
    IndicatorKind.STOCK: "A stock: each value is of a moment. Do not sum over time.",
    IndicatorKind.SHARE: "A share: do not sum.",
}


class RecordAsked(BaseModel):
    """Which record an agent wants to read."""

    model_config = ConfigDict(extra="forbid")

    type: RecordType = Field(description="What sort of record it is.")
    code: str = Field(
        min_length=1,
        max_length=200,
        description="Its code, as at the end of its address; an acronym or a former name will do.",
    )
    fields: AnyOf[str] = Field(
        default=None,
        description="Only these fields of the record, whole; all that fit when left out.",
    )


READ = tuple(RecordAsked.model_fields)


def answer_list(
    connection: Connection, listing: Listing, record: type[BaseModel], asked: PageRequest
) -> Row:
    """A page of a list, a sentence for each record."""
    return _page(record, find(connection, listing, asked))


def answer_search(connection: Connection, asked: SearchRequest) -> Row:
    """The hits, best first."""
    return _page(records.SearchHit, search.answer(connection, asked))


def answer_record(connection: Connection, asked: RecordAsked) -> Row:
    """One record: its sentence, and as many of its fields as fit."""
    subject = SUBJECTS[asked.type]
    code = canonical_or_refuse(connection, subject.listing, asked.code)
    whole = get(connection, subject.listing, code) or {}
    told = entry(subject.record, whole, ADDRESSES[subject.record].format(code=code))
    text = get_text(connection, subject.listing, code, asked.fields)
    record: Row = from_json(text or b"{}")
    return {**told, **({"record": record} if asked.fields else _fitting(record))}


def _fitting(record: Row) -> Row:
    """A record without its largest fields, and which these are."""
    sizes = {name: len(to_json(value)) for name, value in record.items()}
    left_out = []
    while sum(sizes.values()) > MOST_BYTES:
        largest = max(sizes, key=sizes.__getitem__)
        left_out.append(largest)
        del sizes[largest]
    return {"record": {name: record[name] for name in sizes}, "left_out": left_out}


def answer_series(connection: Connection, asked: FigureFilter) -> Row:
    """The standing figures of one subject and indicator in order of time, with what must not be done to them."""
    _refuse_several(asked)
    standing = {"sort": ["time"], "rank__not": [Rank.DEPRECATED], "known_at": EVER}
    found = find(connection, FIGURES, asked.model_copy(update=standing))
    counted = get(connection, INDICATORS, (asked.indicator or [""])[0]) or {}
    return {
        "indicator": {
            name: counted[name] for name in ("name", "definition", "unit", "kind", "scope")
        },
        "not_comparable_with": counted["not_comparable_with"],
        "warning": NEVER_SUM.get(counted["kind"]),
        "series": _apart(found.rows),
        "total": found.total,
        "next_cursor": found.next_cursor,
    }


def _refuse_several(asked: FigureFilter) -> None:
    given = {"subject": asked.subject or [], "indicator": asked.indicator or []}
    several = [name for name, values in given.items() if len(values) != 1]
    if several:
        raise NotUnderstood([wrong_value(name, "takes one value here") for name in several])


def _apart(figures: list[Row]) -> list[Row]:
    """The points of each combination of dimensions by themselves."""
    in_order = sorted(figures, key=_narrowing)
    return [
        {"dimensions": dict(narrowing), "points": [_point(one) for one in points]}
        for narrowing, points in groupby(in_order, key=_narrowing)
    ]


def _narrowing(figure: Row) -> tuple[tuple[str, str], ...]:
    dimensions = figure["dimensions"]
    return tuple((name, dimensions[name]) for name in Dimensions.model_fields if dimensions[name])


def _point(figure: Row) -> Row:
    time = figure["as_of"] or "/".join(
        dict.fromkeys([figure["period_start"], figure["period_end"]])
    )
    told = _told(figure)
    return {
        "time": time,
        "number": number_in_words(figure),
        "href": told["href"],
        "source": told["source"],
    }


def answer_claim(connection: Connection, claim: Claim) -> Row:
    """The verdict on a claim, why, and the statements it rests on."""
    verdict = verify(connection, claim)
    instead = verdict["instead"]
    return {
        "verdict": verdict["verdict"],
        "reason": verdict["reason"],
        "diagnosis": verdict["diagnosis"],
        "statements": [_told(one) for one in verdict["statements"]],
        "instead": _told(instead) if instead else None,
        "discrepancies": [
            {"text": one["name"], "href": f"/v1/discrepancies/{one['code']}"}
            for one in verdict["discrepancies"]
        ],
    }


def _told(figure: Row) -> Row:
    return entry(records.Figure, figure, ADDRESSES[records.Figure].format(code=figure["code"]))


def _page(record: type[BaseModel], found: Found) -> Row:
    told: dict[str, Any] = {"data": compact(record, found), "total": found.total}
    return {**told, "next_cursor": found.next_cursor, **found.hints}
