"""Who held a post of a mission or a department, at a time or now."""

from sqlalchemy import Connection

from api.lists.lookups import get_day_of_release
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Question
from api.resources.people import PEOPLE
from api.search.listed import Listed, list_records
from api.tables.people import HeldUntilBasis
from api.vocabulary import RecordType, Row, last_day
from api.wording import day_in_words

FEW = 12  # People who are named in an answer.


def find_people(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """Who held a post of a mission or a department, at a time or now."""
    functions = question.kinds.get("function", set())
    if not functions or question.left(question.kind_places["function"]):
        return None
    if len(question.times) > 1 or (question.time and question.time.basis not in ("in", "now")):
        return None
    function = _function(question, lexicon)
    bodies = question.subjects(RecordType.MISSION, RecordType.ORGANISATION)
    hosts = [one.country for one in question.mentions if one.country]
    if not bodies and question.is_whole and not hosts:
        bodies, function = [(RecordType.ORGANISATION, "dpo")], "head_of_department"
    if len(bodies) != 1 or hosts or question.ranking - question.kind_places["function"]:
        return None
    filters = {"body": f"{bodies[0][0]}:{bodies[0][1]}", "function": function}
    time = question.time
    if time and time.written:
        filters["active_in"] = time.written if "/" not in time.written else time.written[:4]
    people = list_records(connection, PEOPLE, filters)
    if not people:
        return None
    past = {"led", "headed", "was", "were", "ran", "commanded", "dirigeait"} & {*question.words}
    if not (time and time.written) and not past:
        people = people and _in_office(people, bodies[0], function, get_day_of_release(connection))
    told = [_held(person, bodies[0], function) for person in people]
    return (
        Listed(
            kind="record" if len(people) == 1 else "list",
            text=f"{'; '.join(told[:FEW])}.",
            records=[(RecordType.PERSON, one["code"], one["name"]) for one in people],
            path="/v1/people",
            filters=filters,
            subjects=[filters["body"]],
            time=time.written if time else None,
        )
        if people
        else None
    )


def _function(question: Question, lexicon: Lexicon) -> str:
    """Choose the post that the most words name: a deputy head is no head."""
    found: list[tuple[int, str]] = []
    for place in range(len(question.words)):
        for length, kinds in lexicon.kinds.all_at(question.words, place):
            found += [(length, value) for name, value in kinds if name == "function"]
    longest = max(length for length, _ in found)
    chosen = [value for length, value in found if length == longest]
    special = [value for value in chosen if value != "head_of_mission"]
    return (special or chosen)[0]


def _roles(person: Row, body: tuple[str, str], function: str) -> list[Row]:
    return [
        role
        for role in person["roles"]
        if function in role["functions"]
        and role["body"]
        and (role["body"]["type"], role["body"]["code"]) == body
    ]


def _in_office(people: list[Row], body: tuple[str, str], function: str, day: str) -> list[Row]:
    """Keep who held the post last, unless that is long ago."""
    until = {
        p["code"]: max(
            (last_day(r["held_until"]) for r in _roles(p, body, function) if r["held_until"]),
            default="",
        )
        for p in people
    }
    newest = max(until.values())
    acting = {p["code"] for p in people if all(r["acting"] for r in _roles(p, body, function))}
    held = [p for p in people if until[p["code"]] == newest]
    held = [p for p in held if not _has_left(p, body, function)]
    held = [p for p in held if p["code"] not in acting] or held
    return held if newest >= f"{int(day[:4]) - 2}{day[4:]}" else []


def _has_left(person: Row, body: tuple[str, str], function: str) -> bool:
    """Say whether a source gives the end of the last time somebody held the post."""
    last = max(_roles(person, body, function), key=lambda role: role["held_until"] or "")
    return bool(last["held_until_basis"] == HeldUntilBasis.STATED)


def _held(person: Row, body: tuple[str, str], function: str) -> str:
    roles = _roles(person, body, function)
    role = max(roles, key=lambda one: one["held_until"] or "")
    start = min((r["started"] for r in roles if r["started"]), default=None)
    began = f"from {day_in_words(start)}, " if start else ""
    until = f"to {day_in_words(role['held_until'])}" if role["held_until"] else ""
    shown = " (as far as a source shows it)" if role["held_until_basis"] == "shown" else ""
    title = role["citation"]["source"]["title"]
    where = role["body"]["name"]
    return f"{person['name']}: {role['title']}, {where}, {began}{until}{shown}, says “{title}”"
