"""Read a question step by step: numbers, names, times, measures, dimensions, how it asks, and what it implies."""

import re
from itertools import pairwise

from api.facts.folding import fold
from api.questions.codes import codes_of_indicators, read_codes
from api.questions.dimensions import read_dimensions
from api.questions.implied import add_implied
from api.questions.lexicon import Lexicon
from api.questions.measures import read_measures
from api.questions.mentions import MentionReader
from api.questions.names import Names
from api.questions.numbers_asked import noun_behind, read_numbers_asked
from api.questions.outside import is_outside
from api.questions.parts import Parts
from api.questions.question import COUNTING, HOST, OWN, Mention, Question
from api.questions.superlatives import read_superlatives
from api.questions.times import read_times
from api.tables.meanings import Meaning
from api.tables.words import as_word, numbers_in, stem_of
from api.vocabulary import RecordType

BREAKDOWN = "by_"
MOST_ASKED = 200
# What says again of what kind a record is that is named: "the Berlin conference", "the UNMISS operation".
SAID_AGAIN: dict[RecordType, tuple[Meaning, ...]] = {
    RecordType.MISSION: ("mission",),
    RecordType.INITIATIVE: ("initiative", "ministerial"),
    RecordType.EVENT: ("event", "ministerial"),
}
MONTH = re.compile(r"\b(0?[1-9]|1[0-2])/((?:19|20)\d\d)\b")
SHORT_RANGE = re.compile(r"\b(\d{4})\s?[-–—/]\s?(\d\d\b|[^\W\d_]+)")
DAYS = re.compile(r"\b\d{4}-\d\d-\d\d(?:\s?[,;]\s?\d{4}-\d\d-\d\d)+\b")
YEARS = re.compile(r"\b(?:19|20)\d\d(?:(?:\s?[,;]\s?|\s)(?:19|20)\d\d)+\b")


def read_question(
    parts: Parts, lexicon: Lexicon, names: Names, typed: str, *, in_order: bool = False
) -> Question:
    """Parse the plain words as a question; quoted ones are only looked up.

    `in_order`: phrases for indicators must stand in order, as in a sentence that says much else.
    """
    question = Question(_joined(parts.words, lexicon))
    question.has_no_quotes = not any(part.mandatory for part in parts.parts)
    # Numbers first, from the typed text: they tell which four digits are no year.
    _read_typed_numbers(question, lexicon, typed)
    capitals = set(re.findall(r"\b[A-Z][A-Z0-9]+\b", typed)) if typed != typed.upper() else set()
    capitals = {word.lower() for word in capitals}
    is_coded = codes_of_indicators(typed, lexicon)
    coded = {*question.words} - lexicon.stop_words if is_coded else set()
    # The opening before names, so that "can you tell me" names and asks nothing.
    question.taken |= _opening(question.words, lexicon)
    question.taken |= lexicon.reading.citing.saying(question.words, meaning=True)
    # Names before all that goes by single words: "the 2015 summit", "Kigali Principles".
    MentionReader(question, lexicon, names, capitals, coded).read()
    leads = {names.leads.get(code, "") for _, code in question.subjects(RecordType.MISSION)}
    question.mentions = [one for one in question.mentions if not _only_leads(one, leads)]
    # Needs the names: a year may stand in one, and the last year of a mission is its own.
    read_times(question, lexicon, names)
    # Needs the words taken: a name or a time may stand within a phrase, "deaths in Mali in attacks".
    read_measures(question, lexicon, in_order=in_order)
    # Needs no other step: a word may measure and narrow.
    read_dimensions(question, lexicon)
    # Needs the words taken, and the measures: "maximum strength" is no superlative.
    _read_others(question, lexicon)
    # Needs the breakdowns, and the names behind them.
    _settle_breakdowns(question)
    # Needs all that shows that a number is asked for: how it asks, amounts, times and breakdowns.
    _forget_what_only_names(question)
    # Needs the times, and overrules the filler: "will" asks for what is to come, unless a time says it.
    _read_signs(question, lexicon, names, typed)
    # Needs the mentions, and overrules the measures: a code asks for its own indicator alone.
    read_codes(question, lexicon, typed)
    # Needs everything: adds what no word has said.
    add_implied(question, lexicon)
    # Needs the causes and breakdowns: "illness kills" is inside.
    question.is_outside = is_outside(question, lexicon)
    return question


def _read_typed_numbers(question: Question, lexicon: Lexicon, typed: str) -> None:
    """Read the amounts, ranges and rows of years, as they are typed."""
    question.amounts = {word for one in numbers_in(typed) if (word := as_word(*one.groups()))}
    question.amounts |= _counted_numbers(question.words, lexicon)
    question.ranges = {(year, fold(end)) for year, end in SHORT_RANGE.findall(typed)}
    question.ranges |= {*MONTH.findall(typed)}
    question.in_a_row = _in_a_row(typed)


def _only_leads(mention: Mention, leads: set[str]) -> bool:
    """Say whether a mention is only the lead of the missions that are named: "African Union troops in AUSSOM"."""
    return len(leads) == 1 and all(
        type == RecordType.ORGANISATION and code in leads for type, code in mention.targets
    )


def _counted_numbers(words: list[str], lexicon: Lexicon) -> set[str]:
    """Return numbers that are no year, as they bound a count: "more than 2000 people"."""
    found = set()
    for place, (number, noun) in enumerate(pairwise(words)):
        if number.isdecimal() and noun not in lexicon.stop_words and not noun.isdecimal():
            length, meanings = lexicon.listing.ending_at(words, place)
            if length > 1 and "limit" in meanings:  # "Over 2000" may be all of that year.
                found.add(number)
    return found


def _in_a_row(typed: str) -> set[tuple[str, str]]:
    """Return the pairs of years or days in an enumeration: three years, or two with a comma; "2018 2020" is a range."""
    years = ((re.findall(r"\d{4}", said), said) for said in YEARS.findall(typed))
    days = (re.split(r"\s?[,;]\s?", row) for row in DAYS.findall(typed))
    return {pair for row in days for pair in pairwise(row)} | {
        pair
        for row, said in years
        for pair in pairwise(row)
        if len(row) > len(pair) or {*said} & {",", ";"}
    }


def _opening(words: list[str], lexicon: Lexicon) -> set[int]:
    """Return the places of the words that only introduce a question: "can you tell me", "my editor wants to know"."""
    reading = lexicon.reading
    askers = reading.occasions if words and words[0] in reading.first_person else frozenset[str]()
    end = place = 0
    while place < len(words):
        length, _ = reading.opening.at(words, place)
        asks = lexicon.asking.at(words, place)[0] or lexicon.listing.at(words, place)[0]
        is_stop = words[place] in lexicon.stop_words and not asks
        is_open = length or is_stop or words[place] in askers
        if not is_open:
            break
        place += length or 1
        end = place if length else end
    return set(range(end))


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


def _read_others(question: Question, lexicon: Lexicon) -> None:
    """Read filler, ways of asking, kinds of records, meanings for lists, numbers and superlatives."""
    for place in range(len(question.words)):
        _read_filler(question, lexicon, place)
        _read_asking(question, lexicon, place)
        if "year" in lexicon.time.at(question.words, place)[1] and place not in question.taken:
            question.years.add(place)
        _read_kinds(question, lexicon, place)
        _read_listing(question, lexicon, place)
        _read_number(question, lexicon, place)
    read_numbers_asked(question, lexicon)
    read_superlatives(question, lexicon)
    for one in question.mentions:
        for word in SAID_AGAIN.get(RecordType(one.targets[0][0]), ()):
            question.surplus |= question.places(word)
            question.surplus |= question.kind_places.get(word, set())


def _read_filler(question: Question, lexicon: Lexicon, place: int) -> None:
    """Note a word that needs no place: "the", "in all missions", the name of the United Nations."""
    word, reading = question.words[place], lexicon.reading
    is_own = word in OWN and (word != "nations" or question.words[place - 1] == "united")
    if (word in lexicon.stop_words and word not in reading.turning) or is_own:
        question.filler.add(place)
    question.filler |= reading.everywhere.span(question.words, place)
    question.surplus |= reading.surplus.span(question.words, place)


def _read_asking(question: Question, lexicon: Lexicon, place: int) -> None:
    """Note how a question asks, unless the words are part of a longer phrase: "where the cause is", "number one"."""
    said = lexicon.asking.span(question.words, place)
    if not said or said & question.taken:
        return
    longer = (lexicon.reading.surplus, lexicon.superlatives)
    if any(said < phrases.span(question.words, place) for phrases in longer):
        return
    meanings = lexicon.asking.at(question.words, place)[1]
    question.asking.update(meanings)
    question.filler.update(said)
    if "how_many" in meanings:
        question.counted |= noun_behind(question, lexicon, max(said) + 1)


def _settle_breakdowns(question: Question) -> None:
    """Drop the breakdown of "by country" where a country follows: "deaths by country Bangladesh"."""
    places = question.breakdowns.get("by_country")
    if places and any(min(one.places) == max(places) + 1 for one in question.countries):
        question.surplus |= question.breakdowns.pop("by_country")


def _forget_what_only_names(question: Question) -> None:
    """Drop measures by words that only name a mission, or its end: "the UN force at Srebrenica", "UNIFIL drawdown".

    They do measure beside a number, a time, or a contributing country.
    """
    if question.asking & COUNTING or question.amounts or question.extreme:
        return
    if question.times or question.breakdowns:
        return
    naming = {*question.kind_places.get("mission", ())}
    # "The support office in Haiti" is a name, the force of Ghana in a mission is not.
    are_sent = any(one.country and one.relation != HOST for one in question.mentions)
    naming |= question.named if are_sent else question.places("mission")
    naming |= question.places("ended") if question.subjects(RecordType.MISSION) else set()
    measures = question.measures.items()
    question.measures = {code: at for code, at in measures if not at or at - naming}


def _read_signs(question: Question, lexicon: Lexicon, names: Names, typed: str) -> None:
    """Read a percent sign as asking for a share, and "will" as filler where a time is still to come."""
    if "%" in typed:
        question.asking.add("share")
    future = lexicon.time.saying(question.words, "future")
    if any(time.last and time.last > names.day for time in question.times):
        question.filler |= future
    else:
        question.filler -= future


def _read_kinds(question: Question, lexicon: Lexicon, place: int) -> None:
    for length, kinds in lexicon.kinds.all_at(question.words, place):
        for name, value in kinds:
            question.kinds.setdefault(name, set()).add(value)
            question.kind_places.setdefault(name, set()).update(range(place, place + length))
            if place and question.words[place - 1] == name:  # "Region Europe".
                question.surplus.add(place - 1)
    for length, meanings in lexicon.relations.all_at(question.words, place):
        for meaning in meanings:
            if meaning.startswith(BREAKDOWN):
                places = range(place, place + length)
                question.breakdowns.setdefault(meaning, set()).update(places)


def _read_listing(question: Question, lexicon: Lexicon, place: int) -> None:
    """Note the meanings of [listing] that words have: as a phrase, else by the stem of a word."""
    word = question.words[place]
    said = lexicon.listing.all_at(question.words, place)
    # "Under the UN flag" bounds nothing.
    if said and lexicon.reading.surplus.at(question.words, place)[0] > said[0][0]:
        said = [(length, [one for one in means if one != "limit"]) for length, means in said]
    if not said and word not in lexicon.stop_words and (word,) not in lexicon.relations.meanings:
        said = [(1, lexicon.listing_by_stem.get(stem_of(word), []))]
    for length, meanings in said:
        own = set(range(place, place + length))
        for meaning in meanings if not own & question.taken else ():
            question.listing.setdefault(meaning, set()).update(own)


def _read_number(question: Question, lexicon: Lexicon, place: int) -> None:
    """Note how many are asked for, as in "the five largest"; a number above `MOST_ASKED` counts something else."""
    word = question.words[place]
    number = int(word) if word.isdecimal() else lexicon.counts.get(word)
    if question.number is None and number and number <= MOST_ASKED and place not in question.taken:
        question.number, question.numbered = number, {place}
