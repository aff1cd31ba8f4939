"""List host countries, answer whether the UN is in one, and list the missions in which a contributor serves."""

from api.facts.components import counted_parts
from api.facts.missions import MissionKind, MissionStatus
from api.lists.lookups import get_country_names
from api.questions.indicator_codes import STRENGTH
from api.questions.question import HOST
from api.search.answers.inquiry import Inquiry, Listed, few
from api.search.answers.missions import (
    UN_KINDS,
    MissionScope,
    in_time,
    list_missions,
    list_of,
    narrow,
)
from api.search.answers.moments import Board
from api.search.answers.rankings import rank_board, tell_ranking
from api.vocabulary import RecordType, Row


def find_hosts(inquiry: Inquiry) -> Listed | None:
    """List the host countries of missions of a kind, now or in a time."""
    narrowed = narrow(inquiry) or _of_peacekeeping(inquiry)
    is_asked = inquiry.says("country") and (
        inquiry.says("hosting", "ran", "run_by", "have", "with") or inquiry.asks("where")
    )
    is_asked = is_asked and not inquiry.proper_names
    if narrowed is None or narrowed.lead or narrowed.happened or not is_asked:
        return None
    used = inquiry.places("country", "which", "hosting", "present", "have", "past", "with")
    if inquiry.question.ranking or not inquiry.is_told_by(narrowed.used, used):
        return None
    filters = in_time(inquiry, narrowed)
    is_of_people = inquiry.says("personnel") and not inquiry.says("several", "hosting")
    if filters is None or (is_of_people and not inquiry.asks("where")):
        return None
    if not inquiry.question.times and not inquiry.says("past"):
        filters.setdefault("status", "ongoing")
    return _countries(inquiry, list_missions(inquiry, filters), filters)


def _of_peacekeeping(inquiry: Inquiry) -> MissionScope | None:
    """Read "host UN peacekeeping" and "where are peacekeepers" as about peacekeeping operations."""
    if not inquiry.is_of_peacekeeping or not (inquiry.says("hosting") or inquiry.asks("where")):
        return None
    used = inquiry.places("personnel", "peacekeeping", "ran", "run_by", "contributing", "stationed")
    return MissionScope({"kind": MissionKind.PEACEKEEPING_OPERATION}, used)


def _countries(inquiry: Inquiry, missions: list[Row], filters: dict[str, str]) -> Listed | None:
    names = get_country_names(inquiry.connection)
    there: dict[str, list[str]] = {}
    for one in missions:
        for country in one["countries"]:
            there.setdefault(country, []).append(one["acronym"] or one["name"])
    if not there:
        return None
    codes = sorted(there, key=lambda code: names.get(code, code))
    told = [f"{names.get(code, code)} ({', '.join(there[code])})" for code in codes]
    return Listed(
        kind="list",
        text=f"{len(codes)} countries: {few(told)}.",
        records=[(RecordType.COUNTRY, code.lower(), names.get(code, code)) for code in codes],
        path="/v1/missions",
        filters=filters,
    )


def find_presence(inquiry: Inquiry) -> Listed | None:
    """Say whether a mission of the UN runs in a country: "is the UN still in Mali", "does it have peacekeepers there"."""
    question = inquiry.question
    countries = question.countries
    is_there = len(inquiry.proper_names) == 1 and [one.relation for one in countries] == [HOST]
    is_of_the_un = question.names_the_un or inquiry.is_of_peacekeeping or inquiry.says("mission")
    # "Are there still", not "which are still there".
    is_asked = 0 in inquiry.places("still", "present")
    is_asked |= inquiry.says("still") and not inquiry.says("which")
    if not (is_there and is_of_the_un and is_asked):
        return None
    asks_else = question.asking - {"true"} or question.bases - {"now"}
    used = inquiry.places("still", "present", "which", "have", "ran", "personnel", "peacekeeping")
    if asks_else or not inquiry.is_told_by(used, inquiry.mission_words):
        return None
    iso3 = inquiry.names.iso3.get(str(countries[0].country), "")
    kinds = [MissionKind.PEACEKEEPING_OPERATION] if inquiry.is_of_peacekeeping else UN_KINDS
    filters = {"country": iso3, "kind": ",".join(kinds)}
    missions = list_missions(inquiry, filters)
    running = [one for one in missions if one["status"] == MissionStatus.ONGOING]
    if running:
        return list_of(running, filters | {"status": MissionStatus.ONGOING}, before="Yes")
    if not missions or any(one["status"] != MissionStatus.CLOSED for one in missions):
        return None
    last = max(missions, key=lambda one: one["ended"] or "")
    country = get_country_names(inquiry.connection).get(iso3, iso3)
    kind = "peacekeeping operation" if inquiry.is_of_peacekeeping else "UN mission"
    told = f"No {kind} in {country} is held as running now; the last one was"
    return list_of([last], {"code": last["code"]}, kind="record", before=told)


def find_service(inquiry: Inquiry) -> Listed | None:
    """List the missions in which one contributing country serves, with its numbers."""
    countries = inquiry.question.countries
    if len(countries) != 1 or len(inquiry.proper_names) != 1 or countries[0].relation == HOST:
        return None
    # "Peacekeeping operation" is a kind of mission, and names no people.
    people = inquiry.places("personnel") - inquiry.mission_words
    missions = inquiry.places("several", "mission")
    if not inquiry.asks("list"):  # "In all missions" asks for the total.
        missions -= inquiry.lexicon.reading.everywhere.saying(inquiry.question.words, meaning=True)
    question = inquiry.question
    # "Which missions is Uruguay in", where none ever was; those that Mali is in are in Mali.
    has_none = not inquiry.names.missions_in.get(str(countries[0].country))
    is_in = has_none and len(question.words) - 1 in inquiry.places("one_in")
    is_of_people = people or inquiry.says("contributing", "stationed") or is_in
    is_asked = is_of_people and (missions or inquiry.asks("where"))
    used = inquiry.places(
        "contributing", "stationed", "personnel", "which", "ran", "history", "past", "present"
    )
    used |= inquiry.mission_words | question.narrowing | question.ranking
    used |= question.breakdowns.get("by_mission", set())
    if not is_asked or question.superlatives - {"most"} or not inquiry.is_told_by(used):
        return None
    if inquiry.says("history") and question.basis != "in":
        return None  # Where they ever served is not told by where they serve.
    dimensions = dict(inquiry.dimensions_beside_names)
    dimensions["component"] = counted_parts(dimensions.get("component"))
    dimensions["country"] = inquiry.names.iso3.get(str(countries[0].country), "")
    board = Board(STRENGTH, (), dimensions, fewest=1, among=tuple(inquiry.names.kinds))
    ranked = rank_board(inquiry.connection, board, question.time)
    if ranked is None or not ranked.rows or inquiry.asks("how_many"):
        return None
    kind = "ranking" if question.superlatives else "list"
    return tell_ranking(inquiry, ranked, number=None, kind=kind)
