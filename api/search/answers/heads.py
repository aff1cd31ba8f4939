"""List who leads or commands each of several missions now."""

from api.facts.missions import MissionKind, MissionStatus
from api.lists.lookups import get_day_of_release
from api.resources.people import PEOPLE
from api.search.answers.holders import in_office
from api.search.answers.inquiry import Inquiry, Listed, few, list_records
from api.search.answers.mission_facts import name_of
from api.search.answers.missions import UN_KINDS, kind_filters, list_missions
from api.search.answers.people import asks_for_missions, held_when
from api.search.answers.posts import HEAD, HEAD_OF_BODY, Post, function_asked
from api.vocabulary import RecordType, Row

POSTS = (HEAD, "force_commander")  # Of which each mission has its own.


def find_heads(inquiry: Inquiry) -> Listed | None:
    """Name who holds a post of every mission now: "heads of all missions", "who commands each force"."""
    function = function_asked(inquiry) if inquiry.values("function") else None
    if function == HEAD_OF_BODY and inquiry.values("region"):
        function = HEAD  # "Peace operations in Africa" have no department.
    used = _used(inquiry)
    if function not in POSTS or inquiry.proper_names or asks_for_missions(inquiry):
        return None
    is_other_time = inquiry.question.bases - {"now"}
    if not _is_of_each(inquiry) or is_other_time or inquiry.asks("how_many", "when", "why"):
        return None
    if inquiry.question.ranking or not inquiry.is_told_by(used):
        return None
    missions = list_missions(inquiry, _filters(inquiry))
    return _listed(inquiry, function, missions) if missions else None


def _is_of_each(inquiry: Inquiry) -> bool:
    """Say whether heads of several missions are asked for; the head of "peacekeeping operations" is of the department."""
    is_of_missions = inquiry.says("mission") or "by_mission" in inquiry.question.breakdowns
    are_named = inquiry.says("several_people") and (is_of_missions or inquiry.asks("list"))
    kinds = inquiry.values("mission")
    of_the_whole = kinds.get(MissionKind.PEACEKEEPING_OPERATION, set())
    several = inquiry.places("several").union(*kinds.values()) - of_the_whole
    are_of_each = several or "by_mission" in inquiry.question.breakdowns
    return bool(are_named or are_of_each) and not inquiry.says("past")


def _used(inquiry: Inquiry) -> set[int]:
    """Return the places of the words that such a question may have."""
    kinds = inquiry.words_naming("function", "mission", "status", "region")
    split = inquiry.question.breakdowns.get("by_mission", set())
    said = inquiry.places("several_people", "which", "mission", "several", "person", "present")
    return kinds | split | said | inquiry.places("leading")


def _filters(inquiry: Inquiry) -> dict[str, str]:
    """Return the filters of the missions that are meant: ongoing ones of the UN, by kind and region."""
    kinds = [MissionKind.PEACEKEEPING_OPERATION] if inquiry.is_of_peacekeeping else UN_KINDS
    of_the_un = {"kind": ",".join(kinds)}
    return of_the_un | kind_filters(inquiry) | {"status": MissionStatus.ONGOING}


def _listed(inquiry: Inquiry, function: str, missions: list[Row]) -> Listed | None:
    """List the holders of the post, mission by mission."""
    day = get_day_of_release(inquiry.connection)
    filters = Post(tuple((RecordType.MISSION, one["code"]) for one in missions), function).filters
    people = list_records(inquiry.connection, PEOPLE, filters)
    told, holders = [], {}
    for mission in missions:
        post = Post(((RecordType.MISSION, mission["code"]),), function)
        for person in in_office(post, [one for one in people if post.roles(one)], day):
            when = held_when(post.began(person), post.last_role(person)).rstrip(", ")
            told.append(f"{name_of(mission)}: {person['name']} ({when})")
            holders[person["code"]] = person["name"]
    if not holders:
        return None
    return Listed(
        kind="list",
        text=f"{len(told)} known of {len(missions)} missions: {few(told)}.",
        records=[(RecordType.PERSON, code, name) for code, name in holders.items()],
        path="/v1/people",
        filters=filters | {"code": ",".join(holders)},
    )
