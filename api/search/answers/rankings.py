"""Make a ranking of countries or missions by their figures at one time, and write it as an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from api.lists.lookups import get_country_names
from api.questions.question import Time
from api.resources.figures import FIGURES
from api.search.answers.inquiry import Inquiry, Listed, ends_of, few, list_records
from api.search.answers.moments import Board, find_moment
from api.search.figures.sentence import LONGEST_TITLE, acronyms
from api.vocabulary import Rank, RecordType, Row, first_day, last_day
from api.wording import dimension_in_words, shorten, uncapitalised, value_in_words, when_in_words

T = TypeVar("T")

MOST_RANKED = 5  # Told, where no number is asked for.


@dataclass(frozen=True)
class Ranking:
    """The rows of a ranking, one for each country or mission, and the filters that find them."""

    board: Board
    rows: list[Row]
    filters: dict[str, str]

    def name(self, connection: Connection, row: Row) -> tuple[str, str, str]:
        """Return type, code and name of the country or mission of a row."""
        if not self.board.subjects:
            return RecordType.MISSION, row["subject"]["code"], row["subject"]["name"]
        iso3 = row["dimensions"]["country"]
        name = get_country_names(connection).get(iso3, iso3)
        return RecordType.COUNTRY, iso3.lower(), name


def rank_board(
    connection: Connection, board: Board, time: Time | None, *, ascending: bool = False
) -> Ranking | None:
    """Rank countries or missions by their figures of one time; None where too few have one."""
    moment = find_moment(connection, board, time)
    if moment is None:
        return None
    subject, (first, last) = moment
    filters = board.filters(connection)
    if board.subjects:
        filters["subject"] = next(one for one in board.subjects if one.endswith(f":{subject}"))
    filters |= {"time__gte": first, "time__lte": last, "sort": "value" if ascending else "-value"}
    rows = [row for row in list_records(connection, FIGURES, filters) if _is_of(row, first, last)]
    if not board.subjects:
        rows = _of_missions(board, rows, filters)
    if any(not row["value"] for row in rows):
        filters["value__gt"] = "0"  # Who gives nothing gives neither most nor least.
        rows = [row for row in rows if row["value"]]
    rows = _one_each(board, rows)
    rows.sort(key=lambda row: row["value"] if ascending else -row["value"])
    return Ranking(board, rows, filters)


def _of_missions(board: Board, rows: list[Row], filters: dict[str, str]) -> list[Row]:
    """Keep the missions that are ranked, and add them to the filters where others have figures, too."""
    missions = [row for row in rows if row["subject"]["type"] == RecordType.MISSION]
    kept = [row for row in missions if board.among is None or row["subject"]["code"] in board.among]
    if len(kept) < len(missions):
        codes = dict.fromkeys(f"mission:{row['subject']['code']}" for row in kept)
        filters["subject"] = ",".join(codes)
    return kept


def _is_of(row: Row, first: str, last: str) -> bool:
    """Say whether a row is valid and of exactly that period; a list also returns those that overlap."""
    begun, ended = ends_of(row)
    if not begun or row["rank"] == Rank.DEPRECATED or row["withdrawn_on"]:
        return False
    return (first_day(begun), last_day(ended)) == (first, last)


def _one_each(board: Board, rows: list[Row]) -> list[Row]:
    """Keep one row for each country or mission, with the sum of its components."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["rank"] != Rank.PREFERRED, row["code"])):
        key = row["dimensions"]["country"] if board.subjects else row["subject"]["code"]
        if key not in found:
            found[key] = row
        elif row["dimensions"] != found[key]["dimensions"]:
            found[key] = row | {"value": row["value"] + found[key]["value"]}
    return list(found.values())


def tell_ranking(
    inquiry: Inquiry, ranked: Ranking, *, number: int | None, kind: str = "ranking"
) -> Listed:
    """Answer with the first rows of a ranking, ties with the last included; with all where `number` is None."""
    rows = first_of(ranked.rows, number, by=lambda row: row["value"])
    named = [ranked.name(inquiry.connection, row) for row in rows]
    short = acronyms(inquiry.connection)
    told = [
        f"{short.get(code, name)} ({value_in_words(row)})"
        for (_, code, name), row in zip(named, rows, strict=True)
    ]
    return listed_of(inquiry, ranked, named=named, told=ranked_in_words(told, number), kind=kind)


def first_of(ranked: list[T], number: int | None, *, by: Callable[[T], float]) -> list[T]:
    """Keep the first of what is in order, ties with the last included; all where `number` is None."""
    if not number:
        return ranked
    last = by(ranked[min(number, len(ranked)) - 1])
    return [one for place, one in enumerate(ranked) if place < number or by(one) == last]


def ranked_in_words(told: list[str], number: int | None) -> str:
    """Join as many as are asked for, or the first few."""
    return few(told, max(MOST_RANKED, number or 0))


def listed_of(
    inquiry: Inquiry,
    ranked: Ranking,
    *,
    named: list[tuple[str, str, str]],
    told: str,
    kind: str = "ranking",
) -> Listed:
    """Answer with a ranking: what is ranked, when, and by which source."""
    first = ranked.rows[0]
    board, time = ranked.board, inquiry.question.time
    countries = get_country_names(inquiry.connection)
    parts = {name: value.split(",") for name, value in board.dimensions.items()}
    narrowed = ", ".join(
        " and ".join(dimension_in_words(name, value, countries) for value in values)
        for name, values in parts.items()
    )
    in_mission = (
        acronyms(inquiry.connection).get(first["subject"]["code"]) if board.subjects else ""
    )
    what = ", ".join(filter(None, [first["indicator_name"], in_mission, narrowed]))
    source = first["citation"]["source"]
    return Listed(
        kind=kind,
        text=f"{told}: {uncapitalised(what)}, {when_in_words(first)} (“{shorten(source['title'], LONGEST_TITLE)}”).",
        records=named,
        path="/v1/figures",
        filters=ranked.filters,
        subjects=[ranked.filters["subject"]] if board.subjects else [],
        indicator=board.indicator,
        time=time.written or time.basis if time else None,
        dimensions=board.dimensions,
        source=source["code"],
        figures=tuple(row["code"] for row in ranked.rows[:MOST_RANKED]),
    )
