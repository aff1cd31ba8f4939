"""Questions that a list, a ranking or one record answers: who led, which missions, when did it end, who gives most."""

from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.engine import find, get
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS, run_in_words
from api.resources.people import PEOPLE
from api.search.lexicon import Lexicon
from api.search.listed import Listed
from api.search.names import Names
from api.search.question import CONTRIBUTOR, OWN, Question
from api.search.ranked import rank_figures
from api.tables.index import ReleaseRow
from api.tables.words import stem_of
from api.vocabulary import RecordType, Row, last_day
from api.wording import day_in_words, with_acronym

FEW = 12
BEGAN, CLOSED, MANDATE, SEAT = (
    ("established", "launched"),
    ("closed", "ended"),
    ("mandate",),
    ("headquarters",),
)
FILTERS_OF_MISSIONS = ("mission", "status", "region")
PEACEKEEPING = "peacekeeping_operation"


def answer_list(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """Answer by a list or a record, if all words of the question have a place in it."""
    for answer in (_people, _mission_facts, _succession, _mandates, _launch, *OTHERS):
        if listed := answer(connection, question, lexicon, names):
            return listed
    return None


def _people(
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
    people = _find(connection, PEOPLE, filters)
    if not people:
        return None
    past = {"led", "headed", "was", "were", "ran", "commanded", "dirigeait"} & {*question.words}
    if not (time and time.written) and not past:
        people = people and _in_office(people, bodies[0], function, _day(connection))
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
    held = [p for p in held if p["code"] not in acting] or held
    return held if newest >= f"{int(day[:4]) - 2}{day[4:]}" else []


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


def _mission_facts(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """When a mission began or ended, until when its mandate runs, where its headquarters are."""
    missions = question.subjects(RecordType.MISSION) or _only_mission(question, names)
    wanted = {
        what: {
            n
            for n, word in enumerate(question.words)
            if n not in question.told and _means(lexicon, word, meanings)
        }
        for what, meanings in (
            ("began", BEGAN),
            ("closed", CLOSED),
            ("mandate", MANDATE),
            ("seat", SEAT),
        )
    }
    places = set().union(*wanted.values())
    if len(missions) != 1 or not places or question.time or question.left(places):
        return None
    if question.asking & {"why", "what_happened", "how_many"} - (
        {"what_happened"} if wanted["mandate"] else set()
    ):
        return None
    mission = get(connection, MISSIONS, missions[0][1]) or {}
    text = _fact_of_mission(mission, wanted, question)
    if not text:
        return None
    sources = [citation["source"]["title"] for citation in mission["citations"][:1]]
    said = f" Sources: “{sources[0]}” and others of its record." if sources else ""
    return Listed(
        kind="record",
        text=text + said,
        records=[(RecordType.MISSION, mission["code"], with_acronym(mission))],
        path="/v1/missions",
        filters={"code": mission["code"]},
        subjects=[f"mission:{mission['code']}"],
    )


def _only_mission(question: Question, names: Names) -> list[tuple[str, str]]:
    """Return the one mission that ever worked in the country that is named."""
    countries = [one.country for one in question.mentions if one.country]
    missions = names.missions_in.get(countries[0] or "", []) if len(countries) == 1 else []
    return [(RecordType.MISSION, missions[0])] if len(missions) == 1 else []


def _means(lexicon: Lexicon, word: str, meanings: tuple[str, ...]) -> bool:
    said = {*lexicon.synonyms.get(word, ()), *lexicon.synonyms_by_stem.get(stem_of(word), ()), word}
    return bool(said & {*meanings})


def _fact_of_mission(mission: Row, wanted: dict[str, set[int]], question: Question) -> str | None:
    name = mission["acronym"] or mission["name"]
    if wanted["mandate"] or "mandate" in question.asking:
        until, resolution = mission["mandate_until"], mission["mandate_resolution"]
        if not until:
            return None
        by = f" ({resolution})" if resolution else ""
        return f"The mandate of {name} runs until {day_in_words(until)} ({until}){by}."
    if wanted["seat"]:
        seat = mission["headquarters"]
        return f"{name} has its headquarters in {seat}." if seat else None
    if "when" not in question.asking:
        return None
    began, ended = mission["started"], mission["ended"]
    if wanted["closed"]:
        return f"{name} ended on {day_in_words(ended)} ({ended})." if ended else None
    return f"{name} began on {day_in_words(began)} ({began})." if began else None


def _succession(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """Which missions followed a mission, or came before it."""
    missions = question.subjects(RecordType.MISSION)
    for field, meanings in (
        ("successors", ("successors", "successor")),
        ("predecessors", ("followed",)),
    ):
        places = {n for n, word in enumerate(question.words) if _means(lexicon, word, meanings)}
        if not places or len(missions) != 1 or question.times or question.left(places):
            continue
        mission = get(connection, MISSIONS, missions[0][1]) or {}
        found = (
            _find(connection, MISSIONS, {"code": ",".join(mission[field])})
            if mission[field]
            else []
        )
        if found:
            return _listed(found, {"code": ",".join(mission[field])}, question, "record")
    return None


def _mandates(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """Which mandates end in a time."""
    places = {n for n, word in enumerate(question.words) if _means(lexicon, word, MANDATE)}
    time = question.time
    if not time or time.basis != "in" or not time.written or question.mentions or not places:
        return None
    if "mandates" not in question.words and "missions" not in question.words:
        return None
    if question.left(places, _of_missions(question)):
        return None
    first, _, last = time.written.partition("/")
    filters = {"mandate_until__gte": first, "mandate_until__lte": last or first}
    found = _find(connection, MISSIONS, filters)
    return _listed(found, filters, question, "list") if found else None


def _launch(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """When an initiative was launched."""
    initiatives = question.subjects(RecordType.INITIATIVE)
    places = {n for n, word in enumerate(question.words) if _means(lexicon, word, BEGAN)}
    if (
        len(initiatives) != 1
        or "when" not in question.asking
        or question.left(places)
        or not places
    ):
        return None
    record = get(connection, INITIATIVES, initiatives[0][1]) or {}
    if not record["launched"]:
        return None
    when = record["launched"]
    return Listed(
        kind="record",
        text=f"{with_acronym(record)} was launched on {day_in_words(when)} ({when}).",
        records=[(RecordType.INITIATIVE, record["code"], record["name"])],
        path="/v1/initiatives",
        filters={"code": record["code"]},
        subjects=[f"initiative:{record['code']}"],
    )


def _first_or_longest(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """The first mission, and the one that has run longest: the one that began first and still runs."""
    wanted = question.superlatives & {"oldest", "longest"}
    places = question.kind_places.get("mission", set()) | _of_missions(question)
    if len(wanted) != 1 or question.mentions or question.times or not places:
        return None
    if question.left(places, question.ranking):
        return None
    filters = {"kind": PEACEKEEPING, "sort": "started", "limit": "1"}
    if wanted == {"longest"}:
        filters["status"] = "ongoing"
    found = _find(connection, MISSIONS, filters)
    return _listed(found, filters, question, "record") if found else None


def _missions(
    connection: Connection, question: Question, lexicon: Lexicon, names: Names
) -> Listed | None:
    """Which missions ran, in a country or a region, at a time or now."""
    kinds = {name: question.kinds.get(name, set()) for name in FILTERS_OF_MISSIONS}
    places = _of_missions(question).union(
        *(question.kind_places.get(name, set()) for name in FILTERS_OF_MISSIONS)
    )
    plural = {"missions", "operations", "operation", "ops", "opérations"} & {*question.words}
    if not plural or question.left(places) or question.subjects(RecordType.MISSION):
        return None
    hosts = [one for one in question.mentions if one.country]
    if any(not one.country for one in question.mentions) or len(hosts) > 1:
        return None
    if any(one.relation == CONTRIBUTOR for one in hosts) or "how_many" in question.asking:
        return None
    filters = _filters(question, kinds, [names.iso3.get(h.country or "", "") for h in hosts])
    narrowing = {*filters} - {"kind", "limit"}
    if not narrowing or question.ranking - question.told - places:
        return None
    found = _find(connection, MISSIONS, filters)
    return _listed(found, filters, question, "list") if found else None


def _filters(
    question: Question, kinds: dict[str, set[str]], countries: list[str]
) -> dict[str, str]:
    filters: dict[str, str] = {}
    if len(kinds["mission"]) == 1:
        filters["kind"] = next(iter(kinds["mission"]))
    elif (question.is_whole or OWN & {*question.words}) and not countries:
        filters["kind"] = PEACEKEEPING
    for name in ("status", "region"):
        if len(kinds[name]) == 1:
            filters[name] = next(iter(kinds[name]))
    if countries:
        filters["country"] = ",".join(countries)
    time = question.time
    if time and time.basis == "in" and time.written and "/" not in time.written:
        filters["active_in"] = time.written
    elif time and time.basis == "now":
        filters["status"] = "ongoing"
    elif time:
        return {}
    return filters


def _of_missions(question: Question) -> set[int]:
    words = {"mission", "missions", "operation", "operations", "peacekeeping", "ops"}
    return {n for n, word in enumerate(question.words) if word in words}


def _listed(found: list[Row], filters: dict[str, str], question: Question, kind: str) -> Listed:
    told = [f"{one['acronym'] or one['name']} ({run_in_words(one)})" for one in found[:FEW]]
    more = f"; {len(found) - FEW} more" if len(found) > FEW else ""
    number = (
        "" if kind == "record" else f"{len(found)} {'mission' if len(found) == 1 else 'missions'}: "
    )
    return Listed(
        kind=kind,
        text=f"{number}{'; '.join(told)}{more}.",
        records=[(RecordType.MISSION, one["code"], with_acronym(one)) for one in found],
        path="/v1/missions",
        filters=filters,
        time=filters.get("active_in"),
    )


def _find(connection: Connection, resource: Any, filters: dict[str, str]) -> list[Row]:
    given = {"limit": "200", **filters}
    return find(connection, resource, resource.filters.model_validate(given)).rows


def _day(connection: Connection) -> str:
    return str(connection.execute(select(col(ReleaseRow.date))).scalar())


OTHERS = (rank_figures, _first_or_longest, _missions)
