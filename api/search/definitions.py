"""What a word of the data means: an indicator, an initiative, a mission; and which indicators tell of something."""

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.engine import get
from api.lists.statements import once
from api.questions.phrases import Phrases
from api.resources.indicators import INDICATORS
from api.resources.initiatives import INITIATIVES
from api.resources.missions import MISSIONS
from api.resources.organisations import ORGANISATIONS
from api.search.listed import Inquiry, Listed, few, list_records
from api.tables.indicators import IndicatorRow
from api.tables.words import stem_of
from api.vocabulary import RecordType, Row
from api.wording import plain, unit_in_words, with_acronym

FEW = 3  # Indicators that may share a name.
DESCRIBED = {
    RecordType.INITIATIVE: INITIATIVES,
    RecordType.MISSION: MISSIONS,
    RecordType.ORGANISATION: ORGANISATIONS,
}


def find_definition(inquiry: Inquiry) -> Listed | None:
    """Say what an indicator measures, or what an initiative or a mission is."""
    is_asked = inquiry.asks("definition") or inquiry.says("meaning")
    if inquiry.question.times or not is_asked:
        return None
    return _of_record(inquiry) if inquiry.mentions else _of_indicator(inquiry)


def _of_record(inquiry: Inquiry) -> Listed | None:
    """Describe the one record that is named."""
    if len(inquiry.mentions) != 1 or inquiry.asks("how_many"):
        return None
    type, code = inquiry.mentions[0].targets[0]
    resource = DESCRIBED.get(RecordType(type))
    used = inquiry.places("meaning", "which", "initiative")
    if resource is None or not inquiry.is_told_by(used):
        return None
    record = get(inquiry.connection, resource, code)
    if not record or not record["summary"]:
        return None
    return Listed(
        kind="record",
        text=f"{with_acronym(record)}: {record['summary']}",
        records=[(type, code, with_acronym(record))],
        path=resource.address.removesuffix("/{code}"),
        filters={"code": code},
        subjects=[f"{type}:{code}"],
    )


def _of_indicator(inquiry: Inquiry) -> Listed | None:
    """Define the indicator that is named by its code, its name or the way it is asked for."""
    words = inquiry.question.words
    if not inquiry.says("meaning", "indicator", "a_kind"):
        return None
    named, asked_as = _names(inquiry.connection), inquiry.lexicon.indicators
    for phrases in (named, asked_as) if inquiry.says("meaning", "indicator") else (named,):
        for place in range(len(words)):
            length, codes = phrases.at(words, place)
            places = set(range(place, place + length))
            used = inquiry.places("meaning", "indicator", "which", "several_indicators")
            if 0 < len(codes) <= FEW and inquiry.is_told_by(places, used):
                return _define(inquiry, codes)
    return None


def _names(connection: Connection) -> Phrases[str]:
    """Map the names and the codes of indicators to their codes."""

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
    """List the indicators whose names hold a word: "indicators about women"."""
    if not inquiry.says("several_indicators") or inquiry.mentions or inquiry.question.times:
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
        text=few(told) if alone and not by else f"{_count(indicators)}{by}: {few(told)}.",
        records=[(RecordType.INDICATOR, one["code"], one["name"]) for one in indicators],
        path="/v1/indicators",
        filters=filters,
        indicator=indicators[0]["code"] if alone else None,
    )


def _count(indicators: list[Row]) -> str:
    return f"{len(indicators)} indicator{'' if len(indicators) == 1 else 's'}"
