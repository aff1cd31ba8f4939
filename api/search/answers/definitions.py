"""Define indicators, describe records, and find codes and indicators by a word."""

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.missions import MissionKind
from api.lists.engine import get
from api.lists.resource import Resource
from api.lists.statements import once
from api.questions.names import Target
from api.questions.phrases import Phrases
from api.questions.question import WHOLE
from api.resources.countries import COUNTRIES
from api.resources.indicators import INDICATORS
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS, run_in_words
from api.resources.organisations import ORGANISATIONS
from api.resources.people import PEOPLE
from api.search.answers.inquiry import Inquiry, Listed, few, list_records, tell_record
from api.search.answers.mission_facts import on, the_mission
from api.tables.indicators import IndicatorRow
from api.tables.words import stem_of
from api.vocabulary import RecordType, Row
from api.wording import counted, plain, shorten, unit_in_words, with_acronym

FEW = 3  # Indicators that may share a name, and records that are described beside each other.
CODED: dict[str, Resource] = {
    RecordType.MISSION: MISSIONS,
    RecordType.COUNTRY: COUNTRIES,
    RecordType.INITIATIVE: INITIATIVES,
    RecordType.ORGANISATION: ORGANISATIONS,
    RecordType.PERSON: PEOPLE,
}
DESCRIBED: dict[str, Resource] = {
    RecordType.INITIATIVE: INITIATIVES,
    RecordType.MISSION: MISSIONS,
    RecordType.ORGANISATION: ORGANISATIONS,
}


def find_definition(inquiry: Inquiry) -> Listed | None:
    """Define an indicator, or describe an initiative, a mission or a body."""
    # "Military observers count" asks for their number.
    counting = inquiry.lexicon.asking.saying(inquiry.question.words, "how_many")
    is_asked = inquiry.asks("definition") or bool(inquiry.places("meaning") - counting)
    is_asked |= inquiry.says("recommends")
    if inquiry.question.times or not (is_asked or len(inquiry.proper_names) > 1):
        return None
    targets = [one.targets[0] for one in inquiry.proper_names]
    if len(targets) > 1:
        return _of_several(inquiry, targets)
    if targets:
        return _of_record(inquiry, *targets[0])
    return _of_indicator(inquiry) or _of_peacekeeping(inquiry)


def _of_peacekeeping(inquiry: Inquiry) -> Listed | None:
    """Describe all peacekeeping operations together: "what is peacekeeping", "what is a peacekeeping operation"."""
    used = inquiry.places("peacekeeping", "meaning", "which") | inquiry.mission_words
    of_people = inquiry.places("personnel") - inquiry.places("bill")  # "What is a peacekeeper".
    # "The difference between peacekeeping and political missions" is told by no half.
    of_others = {*inquiry.values("mission")} - {MissionKind.PEACEKEEPING_OPERATION}
    # "How is it paid for".
    asks_else = of_people or of_others or inquiry.question.asking - {"definition"}
    if asks_else or not inquiry.question.is_whole or not inquiry.is_told_by(used):
        return None
    type, code = WHOLE[0]
    return _describe(inquiry, type, (code,))


def _of_record(inquiry: Inquiry, type: str, code: str) -> Listed | None:
    """Describe the one record that is named, with its launch: "what is A4P and since when"."""
    # "What is the start date" asks for less.
    is_less = inquiry.says("date") and not inquiry.says("meaning")
    asks_else = is_less or inquiry.says("changed") or inquiry.asks("how_many")
    used = _naming(inquiry, type) | inquiry.places("versus", "began", "ran", "date")
    if asks_else or not inquiry.is_told_by(used):
        return None
    if type == RecordType.COUNTRY and (mission := the_mission(inquiry)):
        type, code = RecordType.MISSION, mission["code"]
    return _describe(inquiry, type, (code,))


def _of_several(inquiry: Inquiry, targets: list[Target]) -> Listed | None:
    """Describe a few records of one type beside each other: "UNTSO vs UNIFIL"."""
    (type, *others), codes = zip(*targets, strict=True)
    joined = inquiry.places("versus", "changed")
    is_asked = inquiry.asks("definition") or joined - inquiry.question.filler
    if not is_asked or inquiry.question.asking - {"definition"}:
        return None
    is_told = inquiry.is_told_by(_naming(inquiry, type), joined)
    are_alike = {*others} == {type} and len(codes) <= FEW
    return _describe(inquiry, type, codes) if are_alike and is_told else None


def _naming(inquiry: Inquiry, type: str) -> set[int]:
    """Return the places of the words that ask what a record is, or repeat its kind."""
    recommends = inquiry.places("recommends") if type == RecordType.INITIATIVE else set()
    return inquiry.places("meaning", "which", "initiative") | inquiry.mission_words | recommends


def _describe(inquiry: Inquiry, type: str, codes: tuple[str, ...]) -> Listed | None:
    """Describe records by their summaries; None if one has none, or lacks the date that is asked for."""
    resource, is_dated = DESCRIBED.get(type), inquiry.asks("when") or inquiry.says("began", "date")
    records = [resource and get(inquiry.connection, resource, code) for code in codes]
    told = [one for one in records if one and one["summary"] and (_time_of(one) or not is_dated)]
    if resource is None or len(told) < len(codes):
        return None
    summaries = [one["summary"] if len(told) == 1 else shorten(one["summary"]) for one in told]
    names = [with_acronym(one) for one in told]
    parts = zip(names, told, summaries, strict=True)
    return Listed(
        kind="record" if len(told) == 1 else "list",
        text=" ".join(f"{name}{_time_of(one)}: {summary}" for name, one, summary in parts),
        records=[(resource.type, code, name) for code, name in zip(codes, names, strict=True)],
        path=resource.address.removesuffix("/{code}"),
        filters={"code": ",".join(codes)},
        subjects=[f"{type}:{code}" for code in codes],
    )


def _time_of(record: Row) -> str:
    """Write when an initiative was launched, or a mission ran; empty where that is not held."""
    if record.get("launched"):
        return f" (launched {on(record['launched'])})"
    return f" ({run_in_words(record)})" if "mandates" in record else ""


def find_code(inquiry: Inquiry) -> Listed | None:
    """Answer with the code of a record, of a country with its ISO 3166-1 alpha-3 code."""
    places = inquiry.places("code")
    if not places or inquiry.question.times or inquiry.question.ranking:
        return None
    used = places | inquiry.mission_words
    used |= inquiry.places("which", "country", "indicator", "initiative")
    is_of_mission = inquiry.says("mission") or inquiry.question.subjects(RecordType.MISSION)
    mission = the_mission(inquiry) if is_of_mission else None
    targets = [one.targets[0] for one in inquiry.proper_names]
    if mission:
        targets = [(RecordType.MISSION, mission["code"])]
    type, code = targets[0] if len(targets) == 1 else ("", "")
    resource = CODED.get(type)
    record = get(inquiry.connection, resource, code) if resource else None
    if not resource or not record or not inquiry.is_told_by(used):
        return None
    said = inquiry.names.iso3.get(code, code) if type == RecordType.COUNTRY else code
    return tell_record(resource, record, f"{record['name']} has the code {said}.")


def _of_indicator(inquiry: Inquiry) -> Listed | None:
    """Define the indicator that is named by its code, its name or a phrase for it."""
    words = inquiry.question.words
    if not inquiry.says("meaning", "indicator", "a_kind"):
        return None
    named, asked_as = _names(inquiry.connection), inquiry.lexicon.indicators
    for phrases in (named, asked_as) if inquiry.says("meaning", "indicator") else (named,):
        for place in range(len(words)):
            length, codes = phrases.at(words, place)
            places = set(range(place, place + length))
            used = inquiry.places("meaning", "indicator", "which", "several_indicators")
            is_part = phrases is asked_as and places <= inquiry.question.narrowing  # "FPU".
            if 0 < len(codes) <= FEW and not is_part and inquiry.is_told_by(places, used):
                return _define(inquiry, codes)
    return None


def _names(connection: Connection) -> Phrases[str]:
    """Return the index of the names and codes of indicators."""

    def read() -> Phrases[str]:
        found: Phrases[str] = Phrases()
        statement = select(col(IndicatorRow.code), col(IndicatorRow.name))
        for code, name in connection.execute(statement.order_by(IndicatorRow.code)):
            found.add(name, code)
            found.add(code.replace("_", " "), code)
        return found

    return once(connection, ("names of indicators",), read)


def _define(inquiry: Inquiry, codes: list[str]) -> Listed:
    filters = {"code": ",".join(codes)}
    found = list_records(inquiry.connection, INDICATORS, filters)
    return _list(found, filters, [_sentence(one) for one in found])


def _sentence(indicator: Row) -> str:
    kind, unit = plain(indicator["kind"]), unit_in_words(indicator["unit"])
    return f"{indicator['name']} ({kind}, {unit}): {indicator['definition']}"


def find_indicators(inquiry: Inquiry) -> Listed | None:
    """List the indicators with a word in their name, else in their phrases: "indicators about women"."""
    if not inquiry.says("several_indicators") or inquiry.proper_names or inquiry.question.times:
        return None
    used = inquiry.places("indicator", "which", "about", "present")
    left = [
        place
        for place, word in enumerate(inquiry.question.words)
        if place not in used | inquiry.question.filler
    ]
    if len(left) != 1 or not inquiry.is_told_by(used, set(left)):
        return None
    word = inquiry.question.words[left[0]]
    filters = {"name__contains": word}
    found = list_records(inquiry.connection, INDICATORS, filters)
    if not found:
        asked_for = inquiry.lexicon.words_of_indicator.items()
        codes = [code for code, stems in asked_for if stem_of(word) in stems]
        filters = {"code": ",".join(codes)}
        found = list_records(inquiry.connection, INDICATORS, filters) if codes else []
    names = [one["name"] for one in found]
    return _list(found, filters, names, f" named or asked for by “{word}”") if found else None


def _list(indicators: list[Row], filters: dict[str, str], told: list[str], by: str = "") -> Listed:
    alone = len(indicators) == 1
    return Listed(
        kind="record" if alone else "list",
        text=few(told)
        if alone and not by
        else f"{counted(len(indicators), 'indicator')}{by}: {few(told)}.",
        records=[(RecordType.INDICATOR, one["code"], one["name"]) for one in indicators],
        path="/v1/indicators",
        filters=filters,
        indicator=indicators[0]["code"] if alone else None,
    )
