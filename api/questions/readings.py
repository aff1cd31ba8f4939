"""List the ways to read a question about a figure, as subjects, indicator, dimensions and time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from api.facts.components import ALSO_READ, SAME
from api.lists.statements import once
from api.questions.about import About, about_whom
from api.questions.indicator_codes import STRENGTH
from api.questions.indicators import indicator_kinds, indicators_asked, narrowed_by_name
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.named_values import whole_value
from api.questions.names import Names, Target
from api.questions.question import WHOLE, Mention, Question, Time
from api.questions.subjects import (
    civilian_total,
    only_narrowing,
    only_subject,
    part_of,
    subject_of_narrowing,
    subjects_of,
    values_of,
)
from api.vocabulary import IndicatorKind, RecordType


@dataclass(frozen=True)
class AskedFigure:
    """One reading of a question: the candidates for its subject, the likeliest first, the indicator, dimensions and time.

    `several`: each subject has a figure of its own. `least`: the smallest value that is told of them.
    """

    subjects: tuple[Target, ...]
    indicator: str
    dimensions: dict[str, str]
    time: Time | None
    several: bool = False
    least: int = 0


def readings(
    connection: Connection, question: Question, names: Names, *, sure: bool = True
) -> Iterable[AskedFigure]:
    """Yield the readings of a question, the likeliest first; `sure`: only those in which every word has a place."""
    lexicon, question = read_lexicon(connection), _at_the_meeting(question, names)
    question = _in_all_now(connection, question)
    codes = indicators_asked(connection, question, sure=sure)
    yield from _by_indicators(connection, question, names, codes, sure=sure)
    cause, places = question.dimensions.get("cause", ("", set()))
    others = [one for code in codes for one in lexicon.instead.get(f"{code}:{cause}", ())]
    if others:
        dimensions = {name: said for name, said in question.dimensions.items() if name != "cause"}
        question = replace(question, dimensions=dimensions, taken=question.taken | places)
        yield from _by_indicators(connection, question, names, others, sure=sure)
    if question.time and question.time.wider:  # "Early 2026" is January, else the quarter.
        question = replace(question, times=[Time.within(*question.time.wider)])
        yield from readings(connection, question, names, sure=sure)


def _by_indicators(
    connection: Connection, question: Question, names: Names, codes: list[str], *, sure: bool
) -> Iterable[AskedFigure]:
    """Yield the readings by some indicators, in their order."""
    lexicon = read_lexicon(connection)
    for code in codes:
        counted = subjects_of(connection).get(code, ())
        named = [one for one in question.mentions if not _is_measured(question, one, code, counted)]
        about = about_whom(
            question if named == question.mentions else replace(question, mentions=named),
            names,
            lexicon,
            sure=sure,
            of_missions=all(type == RecordType.MISSION for type, _ in counted),
            is_given="country" in dimensions_of(connection).get(code, ()),
        )
        if about:
            yield from _of_indicator(connection, question, names, about, code)


def _of_indicator(
    connection: Connection, question: Question, names: Names, about: About, code: str
) -> Iterable[AskedFigure]:
    """Yield the readings by one indicator: narrowed as is said, then as figures of the subject always are."""
    country, time = about.giver, question.time
    counted, subjects = subjects_of(connection).get(code, ()), about.subjects
    if not subjects or ({*subjects} == {*WHOLE} and not {*subjects} & {*counted}):
        subjects = only_subject(connection, question, code)
    given = {"country": names.iso3.get(country, country.upper())} if country else {}
    whole = _ordered(connection, question, subjects, code)
    itself = (RecordType.COUNTRY, country or "")
    for narrowed in narrowings(connection, question, code):
        if itself in counted and {*about.subjects} <= {*WHOLE}:
            yield AskedFigure((itself,), code, narrowed, time)
        if whom := whole or subject_of_narrowing(connection, code, narrowed):
            yield AskedFigure(whom, code, narrowed | given, time, about.several, about.least)
    if len(subjects) != 1 or question.dimensions:
        return
    if only := only_narrowing(connection, subjects[0], code):
        yield AskedFigure(whole, code, only | given, time, about.several, about.least)
    if value := whole_value(connection, question, code) or civilian_total(connection, code):
        yield AskedFigure(whole, code, value | given, time)
    if part := part_of(connection, subjects[0], code):
        yield AskedFigure(part, code, given, time)


def _at_the_meeting(question: Question, names: Names) -> Question:
    """Read "the 2015 summit" as the one meeting of ministers or leaders of that year."""
    said, time = question.places("ministerial"), question.time
    meeting = names.meetings.get(str(time.written)) if time and time.basis == "in" else None
    if meeting and any(meeting in one.targets for one in question.mentions):
        return replace(question, times=[])  # "The Accra ministerial of 2023" is called so.
    if question.mentions or not said or not meeting:
        return question
    places = (
        said
        | question.kind_places.get("initiative", set())
        | question.kind_places.get("event", set())
    )
    mention = Mention((meeting,), places=frozenset(places))
    taken = question.taken | places
    return replace(question, mentions=[mention], times=[], taken=taken)


def _in_all_now(connection: Connection, question: Question) -> Question:
    """Read "in total" and "so far" as now, where the indicator is a stock; words of the past ask for all who ever were."""
    basis = question.basis
    is_in_all = basis == "in_all" or (basis == "since_start" and _is_by_now(connection, question))
    if not is_in_all or question.says("history"):
        return question
    kinds = indicator_kinds(connection)
    is_counted_now = any(kinds.get(code) == IndicatorKind.STOCK for code in question.measures)
    return replace(question, times=[]) if is_counted_now else question


def _is_by_now(connection: Connection, question: Question) -> bool:
    """Say whether "so far" means what there is today; people "sent so far" are all that ever were."""
    said = read_lexicon(connection).time.saying(question.words, "by_now")
    return bool(said) and (STRENGTH not in question.measures or question.says("still"))


def _is_measured(
    question: Question, mention: Mention, code: str, counted: tuple[Target, ...]
) -> bool:
    """Say whether a body is part of the phrase for an indicator, and no subject: what "the Secretary-General proposed"."""
    is_body = all(type == RecordType.ORGANISATION for type, _ in mention.targets)
    is_said = mention.places <= question.measures.get(code, set())
    return is_body and is_said and not {*mention.targets} & {*counted}


def _ordered(
    connection: Connection, question: Question, subjects: tuple[Target, ...], code: str
) -> tuple[Target, ...]:
    """Choose between peacekeeping with and without political missions, where the subject is the whole.

    People are counted with them, as the lists of the UN do, unless "peacekeeping" at a given time is asked for.
    """
    lexicon, of_people = read_lexicon(connection), (IndicatorKind.STOCK, IndicatorKind.SHARE)
    is_counted = subjects == WHOLE and indicator_kinds(connection)[code] in of_people
    is_dated = question.is_compared or question.basis == "in"
    is_apart = is_dated and lexicon.reading.operations_alone & {*question.words}
    is_of_all = subjects == WHOLE and question.is_of_all
    return WHOLE[::-1] if is_of_all or (is_counted and not is_apart) else subjects


def narrowings(connection: Connection, question: Question, code: str) -> list[dict[str, str]]:
    """List the dimensions that the figure may have; one that is part of a phrase for the indicator may be left out."""
    lexicon = read_lexicon(connection)
    question = narrowed_by_name(connection, question, code)
    found = [{name: value for name, (value, _) in question.dimensions.items()}]
    held = values_of(connection).get(code, frozenset())
    for name, (value, places) in question.dimensions.items():
        is_loose = name == "component" and _is_loose(lexicon, question, value, places)
        if name == "component" and (value in ALSO_READ or is_loose):
            alike = [{**one, name: other} for other in ALSO_READ.get(value, ()) for one in found]
            near = [one for one in alike if one[name] in SAME]
            total = _without(name, found) if is_loose else []
            found += [*near, *total, *(one for one in alike if one not in near)]
        if places <= _said_otherwise(question, name, code, held):
            found += _without(name, found)
        found += _without(name, [one for one in found if _says_again(question, name, one)])
    return found


def _said_otherwise(
    question: Question, name: str, code: str, held: frozenset[tuple[str, str]]
) -> set[int]:
    """Return the words that may mean something else than a dimension: a name, an indicator, an event."""
    is_held = (name, question.dimensions[name][0]) in held
    phrase = set() if is_held else question.measures.get(code, set())
    place = question.filler if name == "location" else set()
    return phrase | place | question.taken | question.surplus


def _says_again(question: Question, name: str, narrowed: dict[str, str]) -> bool:
    """Say whether the words of a dimension are all of another one, too: "civilian personnel" is also a purpose of money.

    "Policewomen" are both police and women.
    """
    _, places = question.dimensions[name]
    others = (question.dimensions[other][1] for other in {*narrowed} - {name, "sex"})
    return name in narrowed and name != "sex" and any(places <= other for other in others)


def _is_loose(lexicon: Lexicon, question: Question, value: str, places: set[int]) -> bool:
    """Say whether a value is named by words that many use for everybody: "soldiers", not "military observers".

    "Troops and police" are everybody, of whom one word is such.
    """
    lengths = ((place, lexicon.loose.at(question.words, place)[0]) for place in places)
    loose = {n for place, length in lengths for n in range(place, place + length)}
    return bool(loose) and (value == "uniformed" or places <= loose)


def _without(name: str, narrowed: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{key: value for key, value in one.items() if key != name} for one in narrowed]


def dimensions_of(connection: Connection) -> dict[str, set[str]]:
    """Read the dimensions that figures of each indicator have."""

    def read() -> dict[str, set[str]]:
        return {code: {name for name, _ in pairs} for code, pairs in values_of(connection).items()}

    return once(connection, ("dimensions of indicators",), read)
