"""From words to a question: names, measures, dimensions and what is asked for."""

import re

from api.questions.lexicon import Lexicon, Phrases
from api.questions.names import Names, Target
from api.questions.parts import Parts
from api.questions.question import CONTRIBUTOR, HOST, OWN, SEVERAL, WHOLE, Mention, Question
from api.questions.times import read_times
from api.tables.words import stem_of
from api.vocabulary import RecordType

FROM_THERE = (CONTRIBUTOR, "payer")
ARTICLES = {
    "the",
    "la",
    "le",
    "les",
}  # Before the name of a country: "in the Central African Republic".
GENERAL = ("military", "uniformed")  # "military experts on mission" are these experts.
MISSIONS = {"mission", "missions", "operation", "operations", "force"}
# Whom a mission has; without one, anybody may be meant.
ANYBODY = {"people", "persons", "members", "personnes", "officers"}


def read_question(parts: Parts, lexicon: Lexicon, names: Names, typed: str) -> Question:
    """Read what is asked from the plain words; quoted ones only find."""
    question = Question(_joined(parts.words, lexicon))
    question.is_exact = not any(part.mandatory for part in parts.parts)
    question.is_outside = any(
        lexicon.outside.at(question.words, n)[0] for n in range(len(question.words))
    )
    capitals = set(re.findall(r"\b[A-Z][A-Z0-9]+\b", typed)) if typed != typed.upper() else set()
    _read_names(question, lexicon, names, {word.lower() for word in capitals})
    read_times(question, lexicon)
    _read_measures(question, lexicon)
    _read_dimensions(question, lexicon)
    _read_others(question, lexicon)
    _add_implied(question)
    if question.subjects(RecordType.MISSION):
        question.filler |= {n for n, word in enumerate(question.words) if word in ANYBODY}
    return question


def _add_implied(question: Question) -> None:
    """Read suicides as deaths, and "women in UNIFIL" as those who serve there."""
    narrowed = {name: places for name, (_, places) in question.dimensions.items()}
    if question.dimensions.get("cause", ("", set()))[0] == "self_inflicted":
        for code in ("fatalities", "fatalities_since_start"):
            question.measures[code] = set(narrowed["cause"])
    if question.measures:
        return
    missions = question.subjects(RecordType.MISSION)
    counted = {name for name in ("sex", "component") if name in narrowed}
    if counted and (missions or "how_many" in question.asking):
        question.measures["personnel_deployed"] = set()


def _joined(words: list[str], lexicon: Lexicon) -> list[str]:
    """Join what is one word written as two: `peace keeping`."""
    joined: list[str] = []
    place = 0
    while place < len(words):
        length, means = lexicon.spelt_out.at(words, place)
        if length > 1 and means[0] == "".join(words[place : place + length]):
            joined.append(means[0])
            place += length
        else:
            joined.append(words[place])
            place += 1
    return joined


def _read_names(question: Question, lexicon: Lexicon, names: Names, capitals: set[str]) -> None:
    place = 0
    while place < len(question.words):
        found = [
            (*names.records.at(question.words, place), None),
            (*names.demonyms.at(question.words, place), CONTRIBUTOR),
            (*lexicon.subjects.at(question.words, place), None),
            (*_spelt_out(question.words, place, lexicon, names, capitals), None),
        ]
        if question.words[place] in capitals:
            found.append((*names.in_capitals.at(question.words, place), None))
        length, targets, relation = max(found, key=lambda one: one[0])
        if not length and question.words[place] in capitals & {*lexicon.capitals} - OWN:
            question.strange.add(place)  # A name that no record has, such as WHO.
        if not length:
            place += 1
            continue
        _mention(
            question,
            lexicon,
            start=place,
            end=place + length,
            targets=targets,
            relation=relation,
        )
        place += length


def _spelt_out(
    words: list[str], place: int, lexicon: Lexicon, names: Names, capitals: set[str]
) -> tuple[int, list[Target]]:
    """Find the record that an abbreviation means: `drc`, `US`, `soudan du sud`."""
    word = words[place]
    if word in lexicon.capitals:
        capital = lexicon.capitals[word]
        before = words[place - 1] if place else ""
        is_name = word in capitals or (
            not capitals
            and (
                capital.alone == "name"
                or (capital.alone == "name_after" and before in capital.after)
            )
        )
        said = capital.means.split()
        return (1, names.records.at(said, 0)[1]) if is_name else (0, [])
    length, means = lexicon.spelt_out.at(words, place)
    if not length:
        return 0, []
    said = means[0].split()
    whole, targets = names.records.at(said, 0)
    return (length, targets) if whole == len(said) else (0, [])


def _mention(
    question: Question,
    lexicon: Lexicon,
    *,
    start: int,
    end: int,
    targets: list[Target],
    relation: str | None,
) -> None:
    places = set(range(start, end))
    if WHOLE in targets or _is_general(targets):
        # The United Nations do much else: they alone do not make it a question of peacekeeping.
        question.is_whole |= WHOLE in targets
        question.filler |= places
        return
    question.told |= places
    if any(type == RecordType.COUNTRY for type, _ in targets):
        relation = relation or _relation_of(question.words, lexicon, start, end)
    question.mentions.append(Mention(start, end, tuple(targets), relation))


def _is_general(targets: list[Target]) -> bool:
    general = {
        "united-nations",
        "un-secretariat",
        "un-peace-operations",
        "troop-and-police-contributing-countries",
        "security-council",
        "member-states",
    }
    return all(type == RecordType.ORGANISATION and code in general for type, code in targets)


def _relation_of(words: list[str], lexicon: Lexicon, start: int, end: int) -> str | None:
    """Tell whether a country is where the mission is, or where its people or money come from."""
    if {*words[end : end + 1]} & MISSIONS:
        return HOST
    while start and words[start - 1] in ARTICLES:
        start -= 1
    for length in (2, 1):
        said = tuple(words[max(0, start - length) : start])
        after = tuple(words[end : end + length])
        for phrase, sides in ((said, (HOST, *FROM_THERE)), (after, FROM_THERE)):
            for relation in lexicon.relations.meanings.get(phrase, ()):
                if relation in sides and phrase not in (("of",), ("de",)):
                    return HOST if relation == HOST else CONTRIBUTOR
    verbs = {
        word
        for phrase, said in lexicon.relations.meanings.items()
        if {*said} & {*FROM_THERE}
        for word in phrase
        if len(phrase) == 1
    }
    return CONTRIBUTOR if {*words[end:]} & (verbs - {"of", "de", "from"}) else None


def _read_measures(question: Question, lexicon: Lexicon) -> None:
    """Note for each indicator the words by which it is asked for, in any of their forms, names and "the" apart."""
    for place in range(len(question.words)):
        for length, codes in lexicon.indicators.all_at(question.words, place):
            _measure(question, lexicon, codes, set(range(place, place + length)))
    for left_out in (question.told, question.told | question.filler):
        telling = [
            (stem_of(word), place)
            for place, word in enumerate(question.words)
            if place not in left_out and word not in lexicon.stop_words
        ]
        stems = [stem for stem, _ in telling]
        for start in range(len(stems)):
            for length, codes in lexicon.indicators_by_stems.all_at(stems, start):
                places = {place for _, place in telling[start : start + length]}
                _measure(question, lexicon, codes, places)


def _measure(question: Question, lexicon: Lexicon, codes: list[str], places: set[int]) -> None:
    for code in codes:
        question.measures.setdefault(code, set()).update(places)
        if (since := f"{code}_since_start") in lexicon.known_indicators:
            question.measures.setdefault(since, set()).update(places)


def _read_dimensions(question: Question, lexicon: Lexicon) -> None:
    place = 0
    while place < len(question.words):
        length, meanings = lexicon.dimensions.at(question.words, place)
        for name, value in meanings:
            places = set(range(place, place + length))
            known, before = question.dimensions.get(name, (value, set()))
            both = value if known in (value, *GENERAL) else known if value in GENERAL else SEVERAL
            question.dimensions[name] = (both, places | before)
        place += length or 1


def _read_others(question: Question, lexicon: Lexicon) -> None:
    tables: tuple[tuple[Phrases[str], set[str], set[int] | None], ...] = (
        (lexicon.asking, question.asking, question.filler),
        (lexicon.superlatives, question.superlatives, question.ranking),
        (lexicon.relations, question.relations, None),
    )
    for place, word in enumerate(question.words):
        if word in lexicon.stop_words or word in OWN:
            question.filler.add(place)
        for table, found, places in tables:
            length, meanings = table.at(question.words, place)
            if length and not set(range(place, place + length)) & question.told:
                found.update(meanings)
                if places is not None:
                    places.update(range(place, place + length))
        for length, kinds in lexicon.kinds.all_at(question.words, place):
            for name, value in kinds:
                question.kinds.setdefault(name, set()).add(value)
                question.kind_places.setdefault(name, set()).update(range(place, place + length))
