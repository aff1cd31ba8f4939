"""What countries contribute, as a question says it, and the ranking of those that do."""

from dataclasses import dataclass

from api.facts.components import EVERYBODY, counted_parts
from api.questions.indicator_codes import (
    ALL_DEATHS,
    ASSESSMENT_SHARE,
    GIVERS,
    MONEY_GIVEN,
    OWED,
    SHARES_PAID,
    STRENGTH,
)
from api.questions.question import WHOLE
from api.search.answers.inquiry import Inquiry
from api.search.answers.moments import Board
from api.search.answers.rankings import Ranking, rank_board
from api.vocabulary import RecordType

RANK = "contributor_rank"
MONEY = (ASSESSMENT_SHARE, MONEY_GIVEN)
# The fewest countries that make a ranking: a top ten is one, three that a speech names are none.
FEWEST_COUNTRIES = dict.fromkeys((STRENGTH, RANK, ALL_DEATHS, *MONEY, *SHARES_PAID), 10)
FEWEST_OF_MISSION = 1  # One country may be all that a mission has.
FEWEST_OF_MONEY = 2  # Of what else they give two make an order.
BODIES = tuple(f"{type}:{code}" for type, code in WHOLE)


@dataclass(frozen=True)
class Giving:
    """What countries give: the indicators for it, the likeliest first, and the places of the words that say so."""

    indicators: tuple[str, ...]
    used: set[int]


def read_giving(inquiry: Inquiry) -> Giving | None:
    """Read what is contributed: deaths, arrears, money, or else people; None where nothing says so."""
    measures, lexicon = inquiry.question.measures, inquiry.lexicon
    common_words = inquiry.places(
        "which", "country", "contributing", "stationed", "size", "counting"
    )
    common_words |= inquiry.places("nationality")
    if places := inquiry.question.measure(ALL_DEATHS, lexicon):
        used = places | common_words | inquiry.places("personnel")
        return Giving((ALL_DEATHS,), used) if not inquiry.says("contributing") else None
    if places := inquiry.question.measure(OWED, lexicon):
        return Giving((OWED,), places | common_words | inquiry.places("bill", "payer"))
    if inquiry.says("payer") or ASSESSMENT_SHARE in measures:
        places = inquiry.question.measure(ASSESSMENT_SHARE, lexicon)
        money = SHARES_PAID if inquiry.asks("share") else MONEY
        places |= inquiry.lexicon.asking.saying(inquiry.question.words, "share")
        return Giving(money, places | common_words | inquiry.places("bill", "payer", "versus"))
    places = inquiry.places("personnel") | inquiry.question.narrowing
    for code in (RANK, STRENGTH, GIVERS):
        places |= inquiry.question.measure(code, lexicon)
    is_said = (
        places or inquiry.says("contributing") or inquiry.question.subjects(RecordType.MISSION)
    )
    # Numbers of people say more than ranks, unless ranks are asked for.
    ranked = (RANK, STRENGTH) if inquiry.says("rank") else (STRENGTH, RANK)
    return Giving(ranked, places | common_words) if is_said else None


def rank_givers(
    inquiry: Inquiry, giving: Giving, mission: str | None, *, fewest: int, ascending: bool = False
) -> Ranking | None:
    """Rank by the first indicator with enough countries at the time asked for."""
    for indicator in giving.indicators:
        if indicator == RANK and ascending:
            continue  # The last rank is no answer where several give as little.
        board = _board(inquiry, indicator, mission, fewest)
        # The first rank has the lowest number.
        is_upward = ascending != (indicator == RANK)
        found = board and rank_board(
            inquiry.connection, board, inquiry.question.time, ascending=is_upward
        )
        if found:
            return found
    return None


def _board(inquiry: Inquiry, indicator: str, mission: str | None, fewest: int) -> Board | None:
    if indicator in (STRENGTH, RANK) and "since_start" in inquiry.question.bases:
        return None  # Who gives most today is no answer to who ever did.
    dimensions = dict(inquiry.dimensions_beside_names)
    if dimensions.get("component") in EVERYBODY or indicator not in (STRENGTH, RANK):
        dimensions.pop("component", None)
    if len(inquiry.question.times) > 1 or (indicator == RANK and (dimensions or mission)):
        return None
    if mission and indicator != STRENGTH:
        return None
    if indicator == STRENGTH:
        dimensions["component"] = counted_parts(dimensions.get("component"))
    elif dimensions:
        return None
    subjects = (f"mission:{mission}",) if mission else BODIES
    usual = FEWEST_COUNTRIES.get(indicator, FEWEST_OF_MONEY)
    fewest = max(fewest, FEWEST_OF_MISSION if mission else usual)
    return Board(indicator, subjects, dimensions, fewest, may_be_old=bool(mission))
