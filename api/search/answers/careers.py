"""Answer questions about one person: who it is, which posts it held and when, and which missions it led."""

from api.lists.engine import get
from api.questions.names import Target
from api.resources.people import PEOPLE
from api.search.answers.inquiry import Inquiry, Listed, few, tell_record
from api.search.answers.missions import list_missions
from api.search.answers.people import held_when
from api.vocabulary import RecordType, Row
from api.wording import shorten, with_acronym

LED = {"head_of_mission", "force_commander"}
LONG = 300


def find_career(inquiry: Inquiry) -> Listed | None:
    """Answer who a person is, which posts or missions the person held, and when."""
    people = [one for one in inquiry.proper_names if one.targets[0][0] == RecordType.PERSON]
    bodies = inquiry.question.subjects(RecordType.MISSION, RecordType.ORGANISATION)
    countries = [one.country for one in inquiry.proper_names if one.country]
    is_dated = inquiry.question.bases - {"since_start"}
    if len(people) != 1 or len(inquiry.proper_names) != 1 + len(bodies + countries) or is_dated:
        return None
    there = (inquiry.names.missions_in.get(country, ()) for country in countries)
    bodies += [(RecordType.MISSION, code) for codes in there for code in codes]
    person = get(inquiry.connection, PEOPLE, people[0].targets[0][1]) or {}
    if bodies:
        return _when(inquiry, person, bodies)
    return _missions(inquiry, person) or _posts(inquiry, person) or _who(inquiry, person)


def _who(inquiry: Inquiry, person: Row) -> Listed | None:
    is_asked = inquiry.asks("who") and not inquiry.says("leading", "contributing", "stationed")
    if not is_asked or not inquiry.is_told_by(inquiry.places("past")):
        return None
    return tell_record(PEOPLE, person, f"{person['name']}: {shorten(person['summary'], LONG)}")


def _posts(inquiry: Inquiry, person: Row) -> Listed | None:
    """List the posts that a person held."""
    used = inquiry.places("post", "which", "past", "leading")
    if not inquiry.says("post") or not inquiry.is_told_by(used):
        return None
    told = [_role(role) for role in person["roles"]]
    return tell_record(PEOPLE, person, f"{person['name']}: {few(told)}.") if told else None


def _missions(inquiry: Inquiry, person: Row) -> Listed | None:
    """List the missions that a person led."""
    used = inquiry.places("mission", "which", "leading", "past")
    functions = inquiry.words_naming("function")
    if not inquiry.says("mission", "which") or not inquiry.says("leading", "several"):
        return None
    if not inquiry.is_told_by(used, functions):
        return None
    roles = [
        role
        for role in person["roles"]
        if {*role["functions"]} & LED and role["body"] and role["body"]["type"] == "mission"
    ]
    codes = list(dict.fromkeys(role["body"]["code"] for role in roles))
    if not codes:
        return None
    missions = list_missions(inquiry, {"code": ",".join(codes)})
    return Listed(
        kind="record" if len(missions) == 1 else "list",
        text=f"{person['name']}: {few([_role(role) for role in roles])}.",
        records=[(RecordType.MISSION, one["code"], with_acronym(one)) for one in missions],
        path="/v1/missions",
        filters={"person": person["code"]},
        subjects=[f"person:{person['code']}"],
    )


def _when(inquiry: Inquiry, person: Row, bodies: list[Target]) -> Listed | None:
    """Tell when a person held a post of a body."""
    functions = inquiry.words_naming("function")
    used = functions | inquiry.places("leading", "past", "post", "how_long", "lasted")
    used |= inquiry.places("began", "ended", "still", "present", "perfect", "place", "ran", "which")
    used |= inquiry.places("mission")
    is_asked = inquiry.asks("when", "how_many") or inquiry.says("still", "place")
    if not is_asked or not inquiry.is_told_by(used):
        return None
    wanted = {(type, code) for type, code in bodies}
    roles = [
        role
        for role in person["roles"]
        if role["body"] and (role["body"]["type"], role["body"]["code"]) in wanted
    ]
    dated = [role for role in roles if role["started"] or role["held_until"]]
    told = few([_role(role) for role in dated])
    return tell_record(PEOPLE, person, f"{person['name']}: {told}.") if dated else None


def _role(role: Row) -> str:
    where = f", {role['body']['name']}" if role["body"] else ""
    return f"{role['title']}{where}, {held_when(role['started'], role)}".rstrip(", ")
