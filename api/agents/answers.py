"""Answer the tools for search, time series, claims and texts, in sentences with addresses to cite."""

from itertools import groupby

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from api.agents.filters import Filters, read_filters
from api.agents.fitting import fewer, shorten
from api.agents.records import NOTHING, in_sentences
from api.claims.claims import Claim
from api.claims.sentences.texts import TextToVerify, verify_text
from api.facts.figures import Dimensions
from api.http.problems import NotUnderstood, wrong_value
from api.lists.engine import find, get
from api.lists.parameters import AnyName
from api.lists.records import get_code_of_name
from api.resources.figures import FIGURES
from api.resources.indicators import INDICATORS
from api.resources.registry import address_of
from api.routes.claims import verify_or_refuse
from api.search.page import HITS, SearchParams
from api.search.search import search
from api.vocabulary import IndicatorKind, Rank, Row
from api.wording import value_in_words

EVER = "9999-12-31"  # As `known_at`: leaves out all withdrawn figures.
NEVER_SUM = {
    IndicatorKind.CUMULATIVE: "Cumulative: each value contains the ones before it. Never sum them.",
    IndicatorKind.STOCK: "A stock: each value is of a moment. Do not sum over time.",
    IndicatorKind.SHARE: "A share: do not sum.",
}


class SeriesChoice(BaseModel):
    """The parameters of `read_time_series`."""

    model_config = ConfigDict(extra="forbid")

    subject: AnyName = Field(default=None, description="By `type:code`, name or acronym.")
    indicator: AnyName = Field(default=None, description="What is counted.")
    filters: Filters
    limit: int = 20
    cursor: str | None = None


def answer_search(connection: Connection, params: SearchParams) -> Row:
    """Answer a search: the answer where it is certain, and the hits, best first."""

    def ask(limit: int) -> Row:
        page = search(connection, params.model_copy(update={"limit": limit}), address_of)
        words = [one for one in page.hints["words"] if one["state"] in ("corrected", "unknown")]
        match = page.hints["match"]
        return {**page.beside, **in_sentences(HITS, page), "match": match, "words": words}

    return fewer(ask, params.limit)


def answer_series(connection: Connection, params: SeriesChoice) -> Row:
    """Answer the figures of one subject and indicator that still stand, by time, with a warning against wrong sums."""
    _refuse_several(params)
    return fewer(lambda limit: _series(connection, params, limit), params.limit)


def _series(connection: Connection, params: SeriesChoice, limit: int) -> Row:
    named = {name: getattr(params, name) for name in ("subject", "indicator", "cursor")}
    page_params = read_filters(FIGURES.filters, params.filters, **named, limit=limit)
    standing = {"sort": ["time"], "rank__not": [Rank.DEPRECATED], "known_at": EVER}
    page = find(connection, FIGURES, page_params.model_copy(update=standing))
    code = get_code_of_name(connection, INDICATORS, (params.indicator or [""])[0])
    indicator = get(connection, INDICATORS, code) or {}
    return {
        "indicator": {
            name: indicator[name] for name in ("name", "definition", "unit", "kind", "scope")
        },
        "not_comparable_with": indicator["not_comparable_with"],
        "warning": NEVER_SUM.get(indicator["kind"]),
        "series": _by_dimensions(page.rows),
        "total": page.total,
        "next_cursor": page.next_cursor,
        "hint": None if page.total else NOTHING,
    }


def _refuse_several(params: SeriesChoice) -> None:
    given = {"subject": params.subject, "indicator": params.indicator}
    several = [name for name, values in given.items() if len(values or []) != 1]
    if several:
        raise NotUnderstood([wrong_value(name, "takes one value here") for name in several])


def _by_dimensions(figures: list[Row]) -> list[Row]:
    """Group figures by their combination of dimensions, each as the points of a time series."""
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
    """Answer the verdict on a claim, the reason, and the figures that decide it."""
    verdict = verify_or_refuse(connection, params)
    instead = verdict["instead"]
    answer = {
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
    return shorten(answer, "statements", "nearby", "discrepancies")


def answer_text(connection: Connection, params: TextToVerify) -> Row:
    """Answer the claims in a text: each as it was understood, its verdict, the reason, and the deciding figure."""
    answer = verify_text(connection, params.text, params.as_of)
    numbers = {
        "data": [_number(row) for row in answer["data"]],
        "not_understood": answer["not_understood"],
    }
    return shorten(numbers, "data", "not_understood")


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
