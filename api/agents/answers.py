"""Answer the tools in sentences with addresses to cite, small enough to be read whole."""

from itertools import groupby

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json, to_json
from sqlalchemy import Connection

from api.claims.claims import Claim
from api.claims.sentences.texts import TextToVerify, verify_text
from api.http.problems import NotUnderstood, wrong_value
from api.lists.engine import RecordPage, find, get, get_text
from api.lists.parameters import AnyOf, PageParams
from api.lists.records import get_code_of_name
from api.lists.rendering import Rendering
from api.lists.resource import Resource
from api.resources.figures import FIGURES, FigureQuestions
from api.resources.indicators import INDICATORS
from api.resources.registry import RESOURCES, address_of
from api.routes.claims import verify_or_refuse
from api.search.page import HITS, SearchParams
from api.search.search import search
from api.tables.figures import Dimensions
from api.vocabulary import IndicatorKind, Rank, RecordType, Row
from api.wording import value_in_words

MOST_BYTES = 8_000
EVER = "9999-12-31"
NEVER_SUM = {
    IndicatorKind.CUMULATIVE: "Cumulative: each value contains the ones before it. Never sum them.",
    IndicatorKind.STOCK: "A stock: each value is of a moment. Do not sum over time.",
    IndicatorKind.SHARE: "A share: do not sum.",
}


class RecordChoice(BaseModel):
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


READ = tuple(RecordChoice.model_fields)


def answer_list(resource: Resource, connection: Connection, params: PageParams) -> Row:
    """Answer a page of a list, a sentence for each record."""
    return _compact(resource, find(connection, resource, params))


def answer_search(connection: Connection, params: SearchParams) -> Row:
    """Answer the question where that is certain, and the hits, best first."""
    page = search(connection, params, address_of)
    return {**page.beside, **_compact(HITS, page)}


def answer_record(connection: Connection, params: RecordChoice) -> Row:
    """Answer one record: its sentence, and as many of its fields as fit."""
    resource = RESOURCES[params.type]
    code = get_code_of_name(connection, resource, params.code)
    sentence = resource.compact(get(connection, resource, code) or {})
    record: Row = from_json(get_text(connection, resource, code, params.fields) or b"{}")
    return {**sentence, **({"record": record} if params.fields else _fitting(record))}


def _fitting(record: Row) -> Row:
    """Leave out the largest fields of a record until it fits, and name them."""
    sizes = {name: len(to_json(value)) for name, value in record.items()}
    left_out = []
    while sum(sizes.values()) > MOST_BYTES:
        largest = max(sizes, key=sizes.__getitem__)
        left_out.append(largest)
        del sizes[largest]
    return {"record": {name: record[name] for name in sizes}, "left_out": left_out}


def answer_series(connection: Connection, params: FigureQuestions) -> Row:
    """Answer the standing figures of one subject and indicator in order of time, with what must not be done to them."""
    _refuse_several(params)
    standing = {"sort": ["time"], "rank__not": [Rank.DEPRECATED], "known_at": EVER}
    page = find(connection, FIGURES, params.model_copy(update=standing))
    code = get_code_of_name(connection, INDICATORS, params.model_dump()["indicator"][0])
    indicator = get(connection, INDICATORS, code) or {}
    return {
        "indicator": {
            name: indicator[name] for name in ("name", "definition", "unit", "kind", "scope")
        },
        "not_comparable_with": indicator["not_comparable_with"],
        "warning": NEVER_SUM.get(indicator["kind"]),
        "series": _apart(page.rows),
        "total": page.total,
        "next_cursor": page.next_cursor,
    }


def _refuse_several(params: FigureQuestions) -> None:
    given = params.model_dump(include={"subject", "indicator"})
    several = [name for name, values in given.items() if len(values or []) != 1]
    if several:
        raise NotUnderstood([wrong_value(name, "takes one value here") for name in several])


def _apart(figures: list[Row]) -> list[Row]:
    """Group the points by their combination of dimensions."""
    in_order = sorted(figures, key=_narrowing)
    return [
        {"dimensions": dict(narrowing), "points": [_point(figure) for figure in points]}
        for narrowing, points in groupby(in_order, key=_narrowing)
    ]


def _narrowing(figure: Row) -> tuple[tuple[str, str], ...]:
    dimensions = figure["dimensions"]
    return tuple((name, dimensions[name]) for name in Dimensions.model_fields if dimensions[name])


def _point(figure: Row) -> Row:
    time = figure["as_of"] or "/".join(
        dict.fromkeys([figure["period_start"], figure["period_end"]])
    )
    sentence = FIGURES.compact(figure)
    return {
        "time": time,
        "number": value_in_words(figure),
        "href": sentence["href"],
        "source": sentence["source"],
    }


def answer_claim(connection: Connection, params: Claim) -> Row:
    """Answer the verdict on a claim, why, and the statements it rests on."""
    verdict = verify_or_refuse(connection, params)
    instead = verdict["instead"]
    return {
        "verdict": verdict["verdict"],
        "reason": verdict["reason"],
        "diagnosis": verdict["diagnosis"],
        "statements": [FIGURES.compact(statement) for statement in verdict["statements"]],
        "instead": FIGURES.compact(instead) if instead else None,
        "nearby": [FIGURES.compact(one) for one in verdict["nearby"]],
        "derived": verdict["derived"] and verdict["derived"]["sentence"],
        "discrepancies": [
            {"text": discrepancy["name"], "href": f"/v1/discrepancies/{discrepancy['code']}"}
            for discrepancy in verdict["discrepancies"]
        ],
    }


def answer_text(connection: Connection, params: TextToVerify) -> Row:
    """Answer the numbers of a text: each as it was understood, its verdict, why, and the statement it rests on."""
    answer = verify_text(connection, params.text, params.as_of)
    return {
        "data": [_number(row) for row in answer["data"]],
        "not_understood": answer["not_understood"],
    }


def _number(row: Row) -> Row:
    claim = row["claim"]
    dimensions = {name: value for name, value in claim["dimensions"].items() if value}
    names = ("indicator", "value", "lower", "upper", "qualifier", "as_of", "read_as")
    read = {name: claim[name] for name in names if claim[name] is not None}
    subject = f"{claim['subject']['type']}:{claim['subject']['code']}"
    return {
        "words": row["words"],
        "claim": {"subject": subject, **read, **({"dimensions": dimensions} if dimensions else {})},
        "verdict": row["verdict"],
        "reason": row["reason"],
        "statement": FIGURES.compact(row["statements"][0])["href"] if row["statements"] else None,
    }


def _compact(rendering: Rendering, page: RecordPage) -> Row:
    rows = [rendering.compact(row) for row in page.rows]
    return {"data": rows, "total": page.total, "next_cursor": page.next_cursor, **page.hints}
