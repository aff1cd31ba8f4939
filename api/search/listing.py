"""Questions that a list, a ranking or one record answers: who led, which missions, when did it end, who gives most."""

from sqlalchemy import Connection

from api.lists.engine import get
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import CONTRIBUTOR, OWN, Question
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS, run_in_words
from api.search.listed import Listed, list_records
from api.search.people import find_people
from api.search.ranked import rank_figures
from api.tables.missions import MissionStatus
from api.tables.words import stem_of
from api.vocabulary import RecordType, Row
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
    for answer in (find_people, _mission_facts, _succession, _mandates, _launch, *OTHERS):
        if listed := answer(connection, question, lexicon, names):
            return listed
    return None


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
            list_records(connection, MISSIONS, {"code": ",".join(mission[field])})
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
    found = list_records(connection, MISSIONS, filters)
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
    found = list_records(connection, MISSIONS, filters)
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
    found = list_records(connection, MISSIONS, filters)
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
        if (
            filters.pop("status", None) == MissionStatus.CLOSED
        ):  # "Closed in 2017" is when they ended.
            filters |= {"ended__gte": time.written, "ended__lte": time.written}
        else:
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
        time=filters.get("active_in") or filters.get("ended__gte"),
    )


OTHERS = (rank_figures, _first_or_longest, _missions)
