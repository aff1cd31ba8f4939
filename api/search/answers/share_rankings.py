"""Rank missions by the share of women among people in uniform, computed from two figures of one day."""

from dataclasses import dataclass, replace

from api.questions.indicator_codes import STRENGTH, WOMEN_SHARE
from api.questions.question import Time
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.mission_rankings import (
    FEWEST_MISSIONS,
    asks_for_ranking,
    missions_meant,
    words_of_ranking,
)
from api.search.answers.moments import Board
from api.search.answers.rankings import (
    MOST_RANKED,
    Ranking,
    first_of,
    rank_board,
    ranked_in_words,
)
from api.search.figures.sentence import LONGEST_TITLE, acronyms
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, shorten

IN_UNIFORM = {"component": "uniformed"}


@dataclass(frozen=True)
class Share:
    """The figures of the part and the whole of one mission."""

    part: Row
    whole: Row

    @property
    def percent(self) -> float:
        """The share in percent."""
        return float(100 * self.part["value"] / self.whole["value"])


def rank_by_share(inquiry: Inquiry) -> Listed | None:
    """Rank missions by the share of women: "which mission has the highest share of women"."""
    question = inquiry.question
    sex, _ = question.dimensions.get("sex", ("", set()))
    component, _ = question.dimensions.get("component", ("uniformed", set()))
    if "share" not in question.asking or not sex or component != "uniformed":
        return None
    used = words_of_ranking(inquiry) | inquiry.places("limit", "bill", "personnel", "sized")
    used |= question.measures.get(WOMEN_SHARE, set())
    if not asks_for_ranking(inquiry) or not inquiry.is_told_by(used) or len(question.times) > 1:
        return None
    among, narrowed = missions_meant(inquiry), IN_UNIFORM | {"sex": sex}
    board = Board(STRENGTH, (), narrowed, FEWEST_MISSIONS, among=among)
    parts = rank_board(inquiry.connection, board, question.time) if board.among else None
    if parts is None or not parts.rows:
        return None
    is_least = "least" in question.superlatives
    shares = sorted(_shares(inquiry, parts), key=lambda one: one.percent, reverse=not is_least)
    first = first_of(shares, question.number, by=lambda one: one.percent)
    return _listed(inquiry, parts, first) if first else None


def _shares(inquiry: Inquiry, parts: Ranking) -> list[Share]:
    """Pair the part of each mission with its whole of the same day."""
    board, day = replace(parts.board, dimensions=IN_UNIFORM), parts.rows[0]["as_of"]
    then = Time.within(day)
    wholes = rank_board(inquiry.connection, board, then)
    by_mission = {row["subject"]["code"]: row for row in wholes.rows} if wholes else {}
    pairs = ((part, by_mission.get(part["subject"]["code"])) for part in parts.rows)
    return [Share(part, whole) for part, whole in pairs if whole and _are_alike(part, whole)]


def _are_alike(part: Row, whole: Row) -> bool:
    """Say whether both figures are of one day and one source."""
    sources = {one["citation"]["source"]["code"] for one in (part, whole)}
    return part["as_of"] == whole["as_of"] and len(sources) == 1


def _listed(inquiry: Inquiry, parts: Ranking, shares: list[Share]) -> Listed:
    short = acronyms(inquiry.connection)
    told = [
        f"{short.get(one.part['subject']['code'], one.part['subject']['name'])} ({one.percent:.1f} per cent,"
        f" {one.part['value']:,} of {one.whole['value']:,})"
        for one in shares
    ]
    first = shares[0].part
    source, sex = first["citation"]["source"], first["dimensions"]["sex"]
    what = f"{'women' if sex == 'female' else 'men'} among people in uniform"
    when = f"worked out from the numbers of {day_in_words(first['as_of'])}"
    filters = {name: value for name, value in parts.filters.items() if name != "dimensions.sex"}
    return Listed(
        kind="ranking",
        text=f"{ranked_in_words(told, inquiry.question.number)}: {what}, {when} (“{shorten(source['title'], LONGEST_TITLE)}”).",
        records=[
            (RecordType.MISSION, one.part["subject"]["code"], one.part["subject"]["name"])
            for one in shares
        ],
        path="/v1/figures",
        filters=filters,
        indicator=STRENGTH,
        dimensions=parts.board.dimensions,
        source=source["code"],
        figures=tuple(one.part["code"] for one in shares[:MOST_RANKED]),
    )
