"""Parse codes among the words, as programs write them: `fatalities_since_start`, `cause=illness`, `mission:unisfa`.

A code is an exact name: it asks for its own indicator alone, and beside a name it asks for the figure.
"""

import re
from dataclasses import replace

from api.facts.figures import Dimensions
from api.questions.lexicon import Lexicon
from api.questions.question import CONTRIBUTOR, Mention, Question
from api.vocabulary import RecordType

CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
KEY = re.compile(r"\b([a-z]+)\s?[:=]\s?(?=\w)")
KEYS = {*RecordType, *Dimensions.model_fields, "subject", "time", "year", "period"}


def codes_of_indicators(typed: str, lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the indicators whose codes of several words are typed, with these words."""
    found = CODE.findall(typed.lower())
    return {code: code.split("_") for code in found if code in lexicon.known_indicators}


def read_codes(question: Question, lexicon: Lexicon, typed: str) -> None:
    """Replace the measures by the indicator whose code is typed, and mark keys such as `cause=` as filler."""
    keys = {key for key in KEY.findall(typed.lower()) if key in KEYS}
    question.filler |= {place for place, word in enumerate(question.words) if word in keys}
    question.mentions = [_as_typed(question, one, keys) for one in question.mentions]
    named = {min(one.places): {str(type) for type, _ in one.targets} for one in question.mentions}
    for place, types in named.items():
        if place and question.words[place - 1] in types:  # "mission UNISFA"
            question.filler.add(place - 1)
    coded = codes_of_indicators(typed, lexicon)
    if len(coded) != 1:
        return
    for code, words in coded.items():
        starts = range(len(question.words) - len(words) + 1)
        places = {n for n in starts if question.words[n : n + len(words)] == words}
        question.measures = {code: {n + m for n in places for m in range(len(words))}}
    if not question.asking:
        question.asking.add("how_many")
    # Who types the code of an indicator asks of these data: of all of them, or of a country as one of those that give.
    is_bare = not (question.mentions or question.times or question.dimensions)
    question.is_whole |= not is_bare and all(one.country for one in question.mentions)


def _as_typed(question: Question, mention: Mention, keys: set[str]) -> Mention:
    """Read `country=NPL` as a contributing country, which the dimension of that name holds."""
    before = question.words[min(mention.places) - 1] if min(mention.places) else ""
    is_dimension = mention.country and before == RecordType.COUNTRY and before in keys
    return replace(mention, relation=CONTRIBUTOR) if is_dimension else mention
