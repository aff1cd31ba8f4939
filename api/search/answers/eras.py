"""Find who held a post when something else happened: "who led UN peacekeeping when MINUSMA was set up"."""

from dataclasses import replace

from api.lists.engine import get
from api.questions.question import Mention, Question, Time
from api.resources.events import EVENTS
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.people import find_people
from api.vocabulary import PartialDate, RecordType, Row

Days = tuple[PartialDate, PartialDate]


def clause_of_time(inquiry: Inquiry) -> set[int]:
    """Return the places of the clause of time, as in "when MINUSMA was set up"; empty without one.

    It reaches from a word such as "when" to the end, or to "who" where the question begins with it.
    """
    words, question = inquiry.question.words, inquiry.question
    if not inquiry.values("function"):
        return set()
    said = inquiry.lexicon.listing.saying(words, "at_the_time") - _asking_when(inquiry)
    if not said or not (inquiry.asks("who") or said - {0}):
        return set()
    who = inquiry.lexicon.asking.saying(words, "who")
    start = min(said)
    end = min((place for place in who if place > start), default=len(words))
    clause = set(range(start, end))
    telling = clause - said - question.filler - (question.taken - inquiry.in_proper_names)
    is_asked_apart = not start and end == len(words)  # "When did Kobler lead MONUSCO".
    has_body = question.is_whole or any(not one.places & clause for one in inquiry.proper_names)
    is_mere_time = start in question.taken and not has_body  # "During 2015 in MONUSCO".
    return set() if is_asked_apart or is_mere_time else (clause if telling else set())


def _asking_when(inquiry: Inquiry) -> set[int]:
    """Return the places of the words that ask for a time, and begin no clause: "since when", "when did"."""
    words, asking = inquiry.question.words, inquiry.lexicon.asking
    spans = (asking.span(words, place) for place in range(len(words)))
    asked = asking.saying(words, "when")
    return {place for span in spans if len(span) > 1 for place in span & asked}


def find_people_then(inquiry: Inquiry, clause: set[int]) -> Listed | None:
    """Name who held a post at the time of a clause; None where the days of what happened are not held."""
    dated = _dated(inquiry, clause)
    if dated:
        return find_people(dated)
    inside = [one for one in inquiry.proper_names if one.places <= clause]
    named = inside or inquiry.proper_names  # "Who led MINUSMA when it closed".
    if len(named) != 1 or inquiry.question.times:
        return None
    happened = named[0]
    days = _days_of(inquiry, happened) if _is_plain(inquiry, happened, clause) else None
    if days is None:
        return None
    first, last = (find_people(_then(inquiry, clause, (day, day))) for day in days)
    if not first or not last:
        return None  # Of a time in between, others may have held it, too.
    if happened.is_everyday:
        # A war or a place is held as the reason of a mission: who held the post all its time did so then, too.
        return first if first.records == last.records and first.total == 1 else None
    return find_people(_then(inquiry, clause, days))


def _dated(inquiry: Inquiry, clause: set[int]) -> Inquiry | None:
    """Return the question with the date of its clause, and without the rest: "when the earthquake struck in 2010"."""
    question = inquiry.question
    is_in_clause = clause & question.taken - inquiry.in_proper_names
    if question.time is None or question.time.basis != "in" or not is_in_clause:
        return None
    return replace(inquiry, question=_without(question, clause, question.times))


def _then(inquiry: Inquiry, clause: set[int], days: Days) -> Inquiry:
    first, last = days
    time = Time.within(first, "" if first == last else last)
    return replace(inquiry, question=_without(inquiry.question, clause, [time]))


def _without(question: Question, clause: set[int], times: list[Time]) -> Question:
    """Return a question without its clause, with these times instead."""
    return replace(
        question,
        mentions=[one for one in question.mentions if not one.places <= clause],
        listing={
            meaning: places - clause
            for meaning, places in question.listing.items()
            if places - clause
        },
        times=times,
        taken=question.taken | clause,
        strange=question.strange - clause,
        ranking=question.ranking - clause,
        superlatives=question.superlatives if question.ranking - clause else set(),
    )


def _is_plain(inquiry: Inquiry, mention: Mention, clause: set[int]) -> bool:
    """Say whether a clause says nothing but that a named thing began, ended or happened."""
    said = inquiry.places("began", "ended", "issued", "befell", "ran", "event", "held_at")
    said |= inquiry.places("at_the_time", "mission", "initiative", "past", "present")
    said |= mention.places | inquiry.question.kind_places.get("event", set())
    return not clause - said - inquiry.question.filler - inquiry.question.surplus


def _days_of(inquiry: Inquiry, mention: Mention) -> Days | None:
    """Return the first and the last day of what happened; None where they are not held."""
    type, code = mention.targets[0]
    match type:
        case RecordType.EVENT:
            return _span(get(inquiry.connection, EVENTS, code) or {}, "started", "ended")
        case RecordType.INITIATIVE:
            return _span(get(inquiry.connection, INITIATIVES, code) or {}, "launched", "launched")
        case RecordType.MISSION:
            return _days_of_mission(inquiry, get(inquiry.connection, MISSIONS, code) or {})
    return None


def _days_of_mission(inquiry: Inquiry, mission: Row) -> Days | None:
    """Return the day on which a mission began or ended, as the clause says; else its whole life, if it has ended."""
    if inquiry.says("began") == inquiry.says("ended"):
        return _span(mission, "started", "ended") if mission["ended"] else None
    day = "started" if inquiry.says("began") else "ended"
    return _span(mission, day, day)


def _span(record: Row, first: str, last: str) -> Days | None:
    begun = record[first]
    return (begun, record[last] or begun) if begun else None
