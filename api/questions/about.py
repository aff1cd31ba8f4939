"""Choose the subjects of a figure: records that are named, the missions in a country, or UN peacekeeping as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.questions.indicator_codes import DEATHS, STRENGTH
from api.questions.lexicon import Lexicon
from api.questions.names import Names, Target
from api.questions.question import CONTRIBUTOR, HOST, WHOLE, Mention, Question
from api.vocabulary import RecordType

SUBJECTS = (RecordType.MISSION, RecordType.INITIATIVE, RecordType.ORGANISATION, RecordType.EVENT)
LATELY = 10  # Years.
CONTINGENT = 100  # From how many people on the soldiers of a country in another are taken for those of the UN.


@dataclass(frozen=True)
class About:
    """The subjects of a figure, the contributing country it is narrowed to, and the host country of the missions.

    `several`: each subject has a figure of its own. `least`: the smallest value that is told of them.
    """

    subjects: tuple[Target, ...]
    giver: str | None = None
    host: str | None = None
    several: bool = False
    least: int = 0


def about_whom(
    question: Question,
    names: Names,
    lexicon: Lexicon,
    *,
    sure: bool = True,
    of_missions: bool = False,
    is_given: bool = True,
) -> About | None:
    """Return the subjects that a figure may be about; None where that is not clear.

    `of_missions`: the indicator has missions alone as subjects. `is_given`: it has contributing countries.
    """
    named = [one for one in question.mentions if not one.country and _of_subjects(one.targets)]
    countries = question.countries
    if sure and len(named) + len(countries) < len(question.mentions):
        return None
    subjects = _common([_of_subjects(one.targets) for one in named])
    if named and not subjects:
        if sure:
            return None
        subjects = _of_subjects(named[0].targets)
    placed = _place_countries(question, lexicon, names, countries, subjects, sure=sure and is_given)
    if placed is None:
        return None
    giver, host = placed
    is_said = not sure or of_missions or _is_of_missions(question, lexicon)
    if subjects:
        if not is_said and not giver and all(one.is_everyday for one in named):
            subjects = [one for one in subjects if one[0] != RecordType.MISSION]
        return _named(names, subjects, giver, host, sure=sure) if subjects else None
    if host:
        there = names.operations_in(host, others=question.is_whole or not sure)
        of_soldiers = None if giver or is_said else _of_soldiers_in(question, names, lexicon, host)
        return of_soldiers or _in_country(question, names, there, giver, host, is_said=is_said)
    return _of_the_whole(question, lexicon, giver, sure=sure)


def _named(
    names: Names, subjects: list[Target], giver: str | None, host: str | None, *, sure: bool
) -> About | None:
    missions = [target for target in subjects if target[0] == RecordType.MISSION]
    if host and not missions and not giver:
        giver, host = host, None  # What a fund gave to a country is narrowed to it.
    there = names.missions_in.get(host or "", [])
    apart = host and not {code for _, code in subjects} & {*there}
    several = len(subjects) > 1 and subjects == missions
    return None if sure and apart else About(tuple(subjects), giver, several=several)


def _of_the_whole(
    question: Question, lexicon: Lexicon, giver: str | None, *, sure: bool
) -> About | None:
    """Return UN peacekeeping as subject, where that is meant.

    It is by "India lost in total", if India lost many there, and by "deaths Nigeria", where no mission ever was.
    """
    words, reading = {*question.words}, lexicon.reading
    is_given = bool(reading.giving & words and not question.mentions)
    is_given |= bool(giver and (reading.giving | reading.sending) & words)
    is_given |= bool(giver and question.names_the_un and reading.missions & words)
    is_given |= bool(giver and _come_from_there(question))
    # "How many missions has the UN had": what the UN counts are those of peacekeeping.
    is_given |= question.names_the_un and bool(question.counted & question.places("several"))
    if question.is_whole or is_given or not sure:
        return About(WHOLE, giver)
    is_in_all = question.basis in ("since_start", "in_all")
    asked_in_total = {"how_many"} if question.says("total") else set()
    is_bare = not question.times and question.asking <= asked_in_total
    is_in_all = is_in_all or (DEATHS in question.measures and is_bare)
    if giver and is_in_all and "component" not in question.dimensions:
        return About(WHOLE, giver, least=CONTINGENT)
    return About((), giver)


def _come_from_there(question: Question) -> bool:
    """Say whether a country is asked about as contributor, not about its own army: "troops from Nepal", "India total"."""
    origins = {place - 1 for place in question.named}
    is_strength = all(code.startswith(STRENGTH) for code in question.measures)
    is_army = question.dimensions.get("component", ("",))[0] == "troops"
    # "Rwanda personnel deployed" spells out what is counted.
    told = question.measures.get(STRENGTH, set()) - question.filler - question.narrowing
    is_spelt_out = len(told) > 1 and len(question.mentions) == 1
    is_told = question.times or is_spelt_out
    is_counted = "how_many" in question.asking or (is_told and not is_army)
    is_owned = question.says("have", "present")
    is_sent = question.places("from") & origins or (is_counted and not is_owned)
    return is_strength and bool(is_sent)


def _place_countries(
    question: Question,
    lexicon: Lexicon,
    names: Names,
    countries: list[Mention],
    subjects: list[Target],
    *,
    sure: bool,
) -> tuple[str | None, str | None] | None:
    """Return the contributing and the host country, each None without one; None where it is not clear which is which."""
    is_given = lexicon.reading.giving & {*question.words}
    is_of_the_un = question.is_whole or is_given or _come_from_there(question)
    missions = {code for type, code in subjects if type == RecordType.MISSION}
    told = [one for one in countries if one.relation in (HOST, CONTRIBUTOR)]
    at_home = [one for one in told if _owns(one, question, names, lexicon) & missions]
    hosts = [one.country for one in told if one.relation == HOST or one in at_home]
    givers = [one.country for one in told if one.country not in hosts]
    for one in countries:
        if one in told:
            continue
        there = names.missions_in.get(one.country or "", [])
        operations = only_there(names, names.operations_in(one.country or "", others=False))
        is_lately = any(_is_lately(names, code) for code in operations) and not is_given
        if missions & {*there} or (givers and operations and not subjects):
            hosts.append(one.country)
        elif subjects or hosts or not operations or (is_of_the_un and not is_lately):
            givers.append(one.country)
        elif sure:
            return None
        else:
            is_there = is_known_for_missions(names, one, is_of_deaths=DEATHS in question.measures)
            (hosts if is_there else givers).append(one.country)
    if sure and max(len(givers), len(hosts)) > 1:
        return None
    return (givers[0] if givers else None), (hosts[0] if hosts else None)


def _owns(mention: Mention, question: Question, names: Names, lexicon: Lexicon) -> set[str]:
    """Return the missions in a country whose name stands before theirs: "Haiti's MINUSTAH", "the Malian mission, MINUSMA"."""
    end = max(mention.places, default=-1) + 1
    behind = [min(one.places, default=0) for one in question.mentions]
    between = (question.words[end:start] for start in behind if start >= end)
    owning = lexicon.reading.missions | {"s", ""}  # One taken out of a sentence is empty.
    named = any({*words} <= owning for words in between)
    return {*names.missions_in.get(mention.country or "", [])} if named else set()


def _is_of_missions(question: Question, lexicon: Lexicon) -> bool:
    """Say whether the words tell that people or money of UN missions are meant, not those of anybody."""
    own = lexicon.reading.own if DEATHS not in question.measures else frozenset[str]()
    is_of_the_un = question.is_whole or question.names_the_un
    return is_of_the_un or bool((own | lexicon.reading.missions) & {*question.words})


def _in_country(
    question: Question,
    names: Names,
    there: list[str],
    giver: str | None,
    host: str,
    *,
    is_said: bool,
) -> About | None:
    """Return the peacekeeping operations in a country as subjects, unless anybody else there may be meant.

    Where no word says "mission", deaths are theirs if a single one worked there lately, and soldiers of another country
    if it has a contingent there.
    """
    missions = tuple((RecordType.MISSION, code) for code in only_there(names, there))
    if not missions:
        return None
    if is_said:
        return About(missions, giver, host, several=True)
    if giver:
        return About(missions, giver, host, several=True, least=CONTINGENT)
    is_of_deaths = DEATHS in question.measures and not question.times and not question.dimensions
    _, code = missions[0]
    is_named = names.named_after.get(code) == {host} and _is_lately(names, code)
    if not is_of_deaths or len(missions) != 1 or not is_named:
        return None
    return About(missions, giver, host, several=True)


def _of_soldiers_in(question: Question, names: Names, lexicon: Lexicon, host: str) -> About | None:
    """Return the mission that runs in a country and is named after it, where it is asked how many soldiers are there."""
    is_placed = any(one.country == host and one.relation == HOST for one in question.mentions)
    is_counted = "how_many" in question.asking and not question.times
    soldiers, loose = question.dimensions.get("component", ("", set()))[1], lexicon.loose
    are_soldiers = any(loose.at(question.words, place)[0] for place in soldiers)
    is_strength = all(code.startswith(STRENGTH) for code in question.measures)
    if not (is_placed and is_counted and are_soldiers and is_strength):
        return None
    there = only_there(names, names.operations_in(host, others=False))
    running = (code for code in there if not names.lives.get(code, ("", "-"))[1])
    found = [one for one in running if host in names.named_after.get(one, ())]
    missions = tuple((RecordType.MISSION, code) for code in found)
    return About(missions, host=host, least=CONTINGENT) if found else None


def is_known_for_missions(names: Names, mention: Mention, *, is_of_deaths: bool) -> bool:
    """Say whether a country stands for the missions there, recent ones or for deaths any: "Haiti police", not "India troops"."""
    there = only_there(names, names.operations_in(mention.country or "", others=False))
    return any(is_of_deaths or _is_lately(names, code) for code in there)


def _is_lately(names: Names, mission: str) -> bool:
    _, ended = names.lives.get(mission, ("", ""))
    return int((ended or names.day)[:4]) >= int(names.day[:4]) - LATELY


def only_there(names: Names, missions: list[str]) -> list[str]:
    """Keep the missions that worked in one country only: the figures of others are not of this country alone."""
    countries = Counter(code for codes in names.missions_in.values() for code in codes)
    return [code for code in missions if countries[code] == 1]


def _of_subjects(targets: Iterable[Target]) -> list[Target]:
    return [target for target in targets if target[0] in SUBJECTS]


def _common(mentions: list[list[Target]]) -> list[Target]:
    """Return the subjects that all mentions may mean, in the order of the first."""
    if not mentions:
        return []
    return [one for one in mentions[0] if all(one in others for others in mentions[1:])]
