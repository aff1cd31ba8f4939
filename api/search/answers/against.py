"""Compare an actual number with its limit: people deployed with the ceiling, posts filled, money spent of a budget."""

from dataclasses import replace

from api.questions.indicator_codes import APPROVED, AUTHORISED, CEILING, SPENT, STRENGTH
from api.questions.question import Question, Time
from api.search.answers.comparisons import APART, PAIR, days_apart
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.listed_figures import list_figures
from api.search.figures.as_answer import read_figures
from api.search.figures.for_question import choose_figures
from api.vocabulary import Qualifier, Row
from api.wording import value_in_words

# What there is, and what was allowed of it, the likeliest first.
ALLOWED = {
    STRENGTH: (CEILING, AUTHORISED),
    "civilian_posts_filled": ("civilian_posts_authorized",),
    SPENT: ("budget_final_usd", APPROVED),
}


def find_against(inquiry: Inquiry) -> Listed | None:
    """Compare actual and limit: "how far is UNMISS below its ceiling", "how much of its budget was spent"."""
    if inquiry.says("negation") or inquiry.asks("when", "why", "true"):
        return None
    pairs = ((actual, limit) for actual, limits in ALLOWED.items() for limit in limits)
    told = (_told(inquiry, *pair) for pair in pairs if _are_both_asked(inquiry, *pair))
    return next(filter(None, told), None)


def _are_both_asked(inquiry: Inquiry, actual: str, limit: str) -> bool:
    """Say whether words ask for the limit, and others for the actual number or for the distance between both."""
    measures = inquiry.question.measures
    others = measures.get(actual, set()) - measures.get(limit, set()) - inquiry.question.narrowing
    return bool(measures.get(limit)) and (bool(others) or inquiry.says("short"))


def _told(inquiry: Inquiry, actual: str, limit: str) -> Listed | None:
    question = inquiry.question
    share = inquiry.lexicon.asking.saying(question.words, "share")
    measured = question.measures.get(actual, set()) | question.measures[limit]
    said = measured | share | inquiry.places("short", "versus", "changed", "more", "less_than")
    asked = replace(
        question,
        asking=question.asking - {"share"} | {"how_many"},
        surplus=question.surplus | said,
        listing={name: n for name, n in question.listing.items() if name != "changed"},
    )
    allowed = min(question.measures[limit])
    others = question.measures.get(actual, set()) - question.measures[limit]
    is_first = min(others, default=allowed + 1) < allowed
    now, then = _times(question) if is_first else _times(question)[::-1]
    limits = _figure(inquiry, asked, limit, [then, []])
    counted_on = limits[0]["as_of"] if limits and limit != CEILING else None
    if counted_on and not now:  # What was authorised on one day long ago.
        now = [Time.within(counted_on)]
    both = [*_figure(inquiry, asked, actual, [now]), *limits]
    if len(both) < PAIR or both[0]["subject"] != both[1]["subject"] or days_apart(both) > APART:
        return None
    rows = both if is_first else both[::-1]
    return list_figures(inquiry, rows, opening=_difference(*both))


def _times(question: Question) -> tuple[list[Time], list[Time]]:
    """Return the times of the indicator named first and of the second: one of two each, else all for both."""
    if len(question.times) != PAIR:
        return question.times, question.times
    return question.times[:1], question.times[1:]


def _figure(inquiry: Inquiry, asked: Question, code: str, times: list[list[Time]]) -> list[Row]:
    """Read the only figure of an indicator, at the first of these times that has one."""
    asked = replace(asked, measures={code: asked.measures.get(code, set())})
    each = (replace(asked, times=time) for time in times)
    found = (choose_figures(inquiry.connection, one, inquiry.names) for one in each)
    codes = next((one.codes for one in found if one), ())
    return read_figures(inquiry.connection, codes) if len(codes) == 1 else []


def _difference(actual: Row, limit: Row) -> str:
    """Write the ratio and the difference of both; empty unless they are exact and have the same dimensions."""
    are_exact = {actual["qualifier"], limit["qualifier"]} == {Qualifier.EXACT}
    if actual["dimensions"] != limit["dimensions"] or not are_exact or not limit["value"]:
        return ""
    less = limit["value"] - actual["value"]
    amount = value_in_words(actual | {"value": abs(less), "value_text": None})
    share = f"{100 * actual['value'] / limit['value']:.1f} per cent"
    return f"{share}, {amount} {'below' if less > 0 else 'above'}:"
