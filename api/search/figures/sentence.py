"""Write a figure as a sentence from a template: who or what, how many, when, and who says so."""

import re
from string import Formatter

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.lookups import get_country_names
from api.lists.statements import once
from api.questions.lexicon import read_lexicon
from api.resources.figures import source_in_short, standing_in_words
from api.tables.field_words import SentenceTemplates
from api.tables.missions import MissionRow
from api.vocabulary import RecordType, Row
from api.wording import SEXES, dimension_in_words, value_in_words, when_in_words

WHO = ("component", "sex", "country", "location")
HOW = ("cause", "purpose")
LONGEST_TITLE = 60
# Of whom something is said to be in them, or theirs; a country is not where its people died.
BODIES = (RecordType.MISSION, RecordType.ORGANISATION, RecordType.INITIATIVE)


def figure_in_words(connection: Connection, figure: Row) -> str:
    """Write a figure as one sentence, by the template of its indicator, else by the general one."""
    templates = read_lexicon(connection).templates
    sentence = _sentence(templates, figure)
    said = _pieces(connection, templates, figure, sentence)
    if _leaves_out(sentence, said):
        sentence = templates.otherwise
    words = re.sub(r" +(?=[,: ])", "", sentence.format_map(said))
    source = source_in_short(figure, LONGEST_TITLE)
    return f"{standing_in_words(figure)}{words[:1].upper()}{words[1:]} ({source})."


def _leaves_out(sentence: str, said: dict[str, str]) -> bool:
    """Say whether a template lacks a placeholder for a dimension of the figure, or has one that stays empty."""
    places = _places(sentence)
    needed = {name for name in ("who", "how") if said[name]}
    is_whole = needed <= places or "rest" in places
    return not is_whole or ("country" in places and not said["country"])


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _pieces(
    connection: Connection, templates: SentenceTemplates, figure: Row, sentence: str
) -> dict[str, str]:
    """Return the texts for the placeholders; dimensions that the value or `{country}` tells are left out of `{who}`."""
    countries = get_country_names(connection)
    given = {name: value for name, value in figure["dimensions"].items() if value}
    value, said = _value(figure)
    if "country" in _places(sentence):
        said = said | {"country"}
    who = [
        _part(templates, name, given[name], countries)
        for name in WHO
        if name in given and name not in said
    ]
    how = [_part(templates, name, given[name], countries) for name in HOW if name in given]
    rest = [dimension_in_words(name, value, countries) for name, value in given.items()]
    is_one = figure["value"] == 1
    return {
        "name": figure["indicator_name"],
        "of": _subject(connection, templates, figure),
        "value": value,
        "when": when_in_words(figure),
        "who": " ".join(who),
        "how": " ".join(how),
        "country": countries.get(given["country"], given["country"]) if "country" in given else "",
        "rest": f"({', '.join(rest)})" if rest else "",
        "have": "has" if is_one else "have",
        "were": "was" if is_one else "were",
    }


def _sentence(templates: SentenceTemplates, figure: Row) -> str:
    if figure["subject"]["type"] not in BODIES:
        return templates.otherwise
    return templates.indicators.get(figure["indicator"], templates.otherwise)


def _value(figure: Row) -> tuple[str, set[str]]:
    """Write the value, and return the dimensions that it tells: "12 women" tells the sex."""
    value, sex = value_in_words(figure), figure["dimensions"]["sex"]
    if sex in SEXES and value.endswith(" people"):
        return f"{value.removesuffix('people')}{SEXES[sex]}", {"sex"}
    return value, set()


def _part(templates: SentenceTemplates, name: str, value: str, countries: dict[str, str]) -> str:
    """Write what narrows a figure as part of a sentence: `in uniform`, `from Chad`, `of illness`."""
    if words := templates.values.get(value):
        return words
    return templates.dimensions.get(name, "{}").format(dimension_in_words(name, value, countries))


def _subject(connection: Connection, templates: SentenceTemplates, figure: Row) -> str:
    """Name the subject, a mission by its acronym."""
    subject = figure["subject"]
    is_mission = subject["type"] == RecordType.MISSION
    if is_mission and (acronym := acronyms(connection).get(subject["code"])):
        return acronym
    has_article = is_mission or subject["name"].partition(" ")[0] in templates.with_article
    return f"{'the ' if has_article else ''}{subject['name']}"


def acronyms(connection: Connection) -> dict[str, str]:
    """Map the codes of missions to their acronyms."""

    def read() -> dict[str, str]:
        question = select(col(MissionRow.code), col(MissionRow.acronym)).order_by(MissionRow.code)
        return {code: acronym for code, acronym in connection.execute(question) if acronym}

    return once(connection, ("acronyms of missions",), read)
