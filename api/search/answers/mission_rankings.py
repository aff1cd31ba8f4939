"""Rank missions by a figure: the deadliest, the largest, the most expensive, now or in a year."""

from dataclasses import replace

from api.facts.components import EVERYBODY, GENERAL, counted_parts
from api.facts.missions import MissionKind
from api.lists.statements import once
from api.questions.indicator_codes import (
    ALL_DEATHS,
    APPROVED,
    AUTHORISED,
    DEATHS,
    OWED,
    SPENT,
    STRENGTH,
)
from api.questions.question import CONTRIBUTOR
from api.questions.readings import dimensions_of
from api.search.answers.bounds import read_bound
from api.search.answers.contributors import asks_for_origin
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.missions import UN_KINDS, kind_filters, list_missions
from api.search.answers.moments import Board
from api.search.answers.rankings import Ranking, rank_board, tell_ranking

# What missions can be ranked by, where the question names it, the likeliest first.
MEASURES = (
    *(ALL_DEATHS, DEATHS, APPROVED, SPENT, AUTHORISED),
    *("civilian_staff", "allegations", OWED, STRENGTH),
)
OF_THE_PERSONNEL = (STRENGTH, AUTHORISED)
FEWEST_MISSIONS = 5  # That make a ranking of all missions.
FEWEST_OF_SOME = 2  # That make one of a region, a country or a kind.
LARGEST, SMALLEST = {"most", "deadliest", "costliest"}, {"least", "cheapest"}


def rank_missions(inquiry: Inquiry) -> Listed | None:
    """Rank missions by deaths, by budget or by strength."""
    ranked = _ranked(inquiry)
    return tell_ranking(inquiry, ranked, number=inquiry.question.number) if ranked else None


def find_beyond(inquiry: Inquiry) -> Listed | None:
    """List the missions whose value passes a bound: "missions with more than 10,000 troops"."""
    bound = read_bound(inquiry)
    if bound is None or inquiry.question.superlatives or inquiry.asks("how_many"):
        return None
    question = replace(
        inquiry.question,
        superlatives={"least" if bound.is_upper else "most"},
        ranking=inquiry.question.ranking | bound.places,
        taken=inquiry.question.taken | bound.places,
        number=None,
    )
    ranked = _ranked(replace(inquiry, question=question))
    rows = [row for row in ranked.rows if bound.allows(row["value"])] if ranked else []
    if not ranked or not rows:
        return None
    subjects = ",".join(f"mission:{row['subject']['code']}" for row in rows)
    proof = replace(ranked, rows=rows, filters=ranked.filters | {"subject": subjects})
    return tell_ranking(inquiry, proof, number=None)


def _ranked(inquiry: Inquiry) -> Ranking | None:
    """Return the ranking of the missions that are asked about; None where something else is."""
    question = inquiry.question
    if not asks_for_ranking(inquiry) or len(question.times) > 1 or inquiry.excepts:
        return None
    code, used = _measure(inquiry)
    if code is None or not inquiry.is_told_by(used):
        return None
    board = _board(inquiry, code)
    is_least = bool(question.superlatives & SMALLEST)
    is_ever = _is_ever(inquiry) and code != ALL_DEATHS
    if board is None or is_ever or (is_least and code in (ALL_DEATHS, DEATHS)):
        return None  # Missions in which nobody died have no figure; of one time none tells of all times.
    ranked = rank_board(inquiry.connection, board, question.time, ascending=is_least)
    return ranked if ranked and ranked.rows else None


def _is_ever(inquiry: Inquiry) -> bool:
    """Say whether all times are asked about: "the largest ever", "has had the most"."""
    bases = inquiry.question.bases
    return bases <= {"since_start", "in_all"} and bool(bases or inquiry.says("perfect"))


def asks_for_ranking(inquiry: Inquiry) -> bool:
    """Say whether a ranking of missions is asked for, in one direction."""
    question = inquiry.question
    wanted = question.superlatives & (LARGEST | SMALLEST)
    is_ordered = bool(wanted) or inquiry.says("rank", "by_measure") or _is_by_mission(inquiry)
    if question.superlatives - wanted or (wanted & LARGEST and wanted & SMALLEST):
        return False
    if inquiry.asks("when", "why", "who") or inquiry.says("country", "year", "month"):
        return False
    if inquiry.asks("where"):  # "Where do most peacekeepers serve": in missions.
        spoken = bool(wanted) and inquiry.is_of_peacekeeping and not asks_for_origin(inquiry)
    else:
        spoken = bool(inquiry.says("mission") or inquiry.values("mission"))
        spoken |= _is_by_mission(inquiry)
    return is_ordered and spoken and all(one.country for one in inquiry.proper_names)


def _is_by_mission(inquiry: Inquiry) -> bool:
    """Say whether a breakdown by mission is asked for: "deaths per mission"."""
    return {*inquiry.question.breakdowns} == {"by_mission"} and not inquiry.proper_names


def _measure(inquiry: Inquiry) -> tuple[str | None, set[int]]:
    """Return the indicator that missions are ranked by, and the places of all words for the ranking."""
    question, lexicon = inquiry.question, inquiry.lexicon
    used = words_of_ranking(inquiry)
    used = used.union(*question.breakdowns.values()) if _is_by_mission(inquiry) else used
    for superlative in sorted(question.superlatives):
        if superlative in lexicon.ranked:
            code = lexicon.ranked[superlative]
            return _in_time(inquiry, code), used | question.measure(code, lexicon)
    spoken = inquiry.places("mission", "which")
    for code in MEASURES:
        places = question.measure(code, lexicon)
        if places - spoken:
            of_people = inquiry.places("personnel") if code in (STRENGTH, ALL_DEATHS) else set()
            return _in_time(inquiry, code), used | places | of_people
    narrowed = {*question.dimensions} - {"location"}
    is_size = question.superlatives and not narrowed - {"sex", "component"}
    return (STRENGTH if is_size else None), used | inquiry.places("personnel")


def words_of_ranking(inquiry: Inquiry) -> set[int]:
    """Return the places of the words that any ranking of missions may have."""
    used = inquiry.question.ranking | inquiry.question.narrowing | inquiry.question.numbered
    used |= inquiry.places("which", "mission", "several", "rank", "size", "by_measure", "ran")
    return used | inquiry.words_naming("mission", "status", "region") | inquiry.places("run_by")


def _in_time(inquiry: Inquiry, code: str) -> str:
    """Return the indicator of deaths that fits the time: in a period, or since the start."""
    if code not in (ALL_DEATHS, DEATHS):
        return code
    time = inquiry.question.time
    return DEATHS if time and time.basis == "in" else ALL_DEATHS


def _board(inquiry: Inquiry, code: str) -> Board | None:
    having = dimensions_of(inquiry.connection).get(code, set())
    measured = inquiry.question.measures.get(code, set())
    dimensions = {
        name: value
        for name, (value, places) in inquiry.question.dimensions.items()
        if name != "location" and (name in having or not places <= measured)
    }
    if code in (ALL_DEATHS, DEATHS) and dimensions.get("component") in EVERYBODY:
        del dimensions["component"]  # "Lost soldiers" means everybody.
    if code in OF_THE_PERSONNEL:
        # By troops of missions these alone are meant; of a country, all whom it sends.
        dimensions["component"] = counted_parts(dimensions.get("component"), alike=GENERAL)
    among = missions_meant(inquiry)
    if not among:
        return None
    is_narrow = bool(inquiry.proper_names or inquiry.values("region") or inquiry.values("mission"))
    fewest = FEWEST_OF_SOME if is_narrow else FEWEST_MISSIONS
    return Board(code, (), dimensions, fewest, among=among)


def missions_meant(inquiry: Inquiry) -> tuple[str, ...]:
    """Return the codes of the missions that are meant: those of the UN, unless others are named."""
    hosts = inquiry.question.countries
    if any(one.relation == CONTRIBUTOR for one in hosts):
        return ()
    filters = kind_filters(inquiry)
    is_least = inquiry.question.superlatives & SMALLEST
    kinds = [MissionKind.PEACEKEEPING_OPERATION] if is_least else UN_KINDS
    filters.setdefault("kind", ",".join(kinds))  # Of political missions few are in uniform.
    if hosts:
        filters["country"] = ",".join(inquiry.names.iso3.get(str(one.country), "") for one in hosts)
    # The records of all missions are long; who ranks them needs only their codes, and asks alike.
    return once(
        inquiry.connection,
        ("missions among", *sorted(filters.items())),
        lambda: tuple(one["code"] for one in list_missions(inquiry, filters)),
    )
