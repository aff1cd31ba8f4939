"""Dispatch a question to the kinds of answers that are lists or records: after the early exits the first that fits."""

from collections.abc import Callable
from dataclasses import replace

from api.search.answers.against import find_against
from api.search.answers.careers import find_career
from api.search.answers.comparisons import compare, compare_values
from api.search.answers.contributors import compare_contributors, find_contributors, find_rank
from api.search.answers.definitions import find_code, find_definition, find_indicators
from api.search.answers.disagreements import find_disagreements
from api.search.answers.eras import clause_of_time, find_people_then
from api.search.answers.events import find_event_facts, find_events
from api.search.answers.heads import find_heads
from api.search.answers.initiatives import (
    find_areas,
    find_initiative_facts,
    find_initiatives,
    find_next_meeting,
    find_parts,
)
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.mandates import find_decisions, find_mandate, find_mandates
from api.search.answers.mission_facts import find_mission_facts
from api.search.answers.mission_rankings import find_beyond, rank_missions
from api.search.answers.missions import find_missions
from api.search.answers.organisations import find_organisation_facts
from api.search.answers.participation import find_participation
from api.search.answers.people import find_neighbour, find_people
from api.search.answers.presence import find_hosts, find_presence, find_service
from api.search.answers.resolutions import find_missions_of_resolution, find_resolution
from api.search.answers.seats import find_by_seat
from api.search.answers.share_rankings import rank_by_share
from api.search.answers.spans import find_elder, find_first_or_longest
from api.search.answers.statements import find_statements
from api.search.answers.succession import find_succession

# Few questions have two answers in here; the order is for those, the narrower kind before the wider one.
ANSWERS: tuple[Callable[[Inquiry], Listed | None], ...] = (
    # Asked for by a word of their own. A definition tells a launch, too: "what is UN80 and since when".
    find_statements,
    find_code,
    find_definition,
    # Two things side by side, before what tells of one. Which "lasted longer" is no comparison of numbers.
    find_elder,
    compare,
    compare_values,
    compare_contributors,
    find_against,
    # People: who came next, and what one of them did, before all who held a post.
    find_neighbour,
    find_career,
    find_heads,
    find_people,
    # One mission. "Did UNIFIL close" is told by its mandate while it runs, so that comes before its dates.
    find_mandate,
    find_mission_facts,
    find_succession,
    find_mandates,
    find_resolution,
    find_missions_of_resolution,
    find_decisions,
    # Countries, and missions by a figure, behind one mission: "which countries quit MINUSMA" asks for its end.
    find_hosts,
    find_presence,
    find_service,
    find_rank,
    rank_by_share,
    rank_missions,
    find_beyond,
    find_contributors,
    find_first_or_longest,
    # Bodies and initiatives, before events: "date of the Berlin ministerial" is that of the initiative.
    find_organisation_facts,
    find_next_meeting,
    find_participation,
    find_initiative_facts,
    find_areas,
    find_parts,
    find_initiatives,
    find_events,
    find_event_facts,
    # Last what fits the most questions: a word in a name, a town, any missions.
    find_indicators,
    find_by_seat,
    find_missions,
)


def answer_list(inquiry: Inquiry) -> Listed | None:
    """Answer by a list or a record, if all words have a place in it; None falls back to figures, in `find_answer`."""
    is_of_end = inquiry.says("ended") and inquiry.asks("when")
    if inquiry.future and not (is_of_end or inquiry.says("mandate", "expires")):
        return None  # What was and is tells nothing of what will be.
    if inquiry.question.newest_years or any(t.is_guessed for t in inquiry.question.times):
        return None  # What "ends in March" may end in the next.
    if inquiry.says("a_kind") and not inquiry.proper_names:
        return find_definition(inquiry)  # "What is a peacekeeping operation" asks for none of them.
    if clause := clause_of_time(inquiry):
        return find_people_then(inquiry, clause)
    inquiry = _as_ranking(inquiry)
    is_disagreement = inquiry.says("discrepancy") and not inquiry.asks("definition")
    if inquiry.asks("disagree", "source") or is_disagreement:
        return find_disagreements(inquiry) or find_definition(inquiry)  # "How do they differ".
    is_further = inquiry.says("further")  # "And who before that" is not told by half of an answer.
    ways = (find_succession,) if is_further else ANSWERS
    return next(filter(None, (answer(inquiry) for answer in ways)), None)


def _as_ranking(inquiry: Inquiry) -> Inquiry:
    """Read "which mission has the highest number" as the mission with the most."""
    question = inquiry.question
    is_of_several = inquiry.says("which") and inquiry.says("mission", "country")
    is_of_several |= inquiry.says("with") and inquiry.says("mission") and not inquiry.proper_names
    is_of_several |= "by_mission" in question.breakdowns
    orders = {"most": {"peak", "most"}, "least": {"trough", "least"}}
    meant = [one for one, said in orders.items() if question.superlatives <= said]
    if len(meant) != 1 or not is_of_several or question.years:  # Without a superlative both fit.
        return inquiry
    return replace(inquiry, question=replace(question, superlatives={*meant}))
