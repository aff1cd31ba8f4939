"""Words that decide how a question is read and name nothing, compiled from `[reading]` of `words.toml`."""

from dataclasses import Field, dataclass, fields
from typing import Any

from api.questions.phrases import Phrases, keyed
from api.tables.index import fold
from api.tables.reading_words import ReadingWords

CODES = ("peacekeeping", "general")  # Of components and organisations: they are no words.


@dataclass(frozen=True)
class Reading:
    """Words that decide how a question is read, and name nothing."""

    articles: frozenset[str]
    missions: frozenset[str]
    called_after: frozenset[str]
    again: frozenset[str]
    anybody: frozenset[str]
    giving: frozenset[str]
    sending: frozenset[str]
    numbered: frozenset[str]
    listed: frozenset[str]
    relative: frozenset[str]
    turning: frozenset[str]
    spending: frozenset[str]
    whole: frozenset[str]
    perfect: frozenset[str]
    own: frozenset[str]
    first_person: frozenset[str]
    occasions: frozenset[str]
    numeral: frozenset[str]
    one: frozenset[str]
    crossing: frozenset[str]
    citing: Phrases[bool]
    everywhere: Phrases[bool]
    surplus: Phrases[bool]
    harming: Phrases[bool]
    causing: Phrases[bool]
    opening: Phrases[bool]
    apposed: Phrases[bool]
    yes_or_no: Phrases[bool]
    peacekeeping: frozenset[str]  # Components.
    general: frozenset[str]  # Organisations.


def read_reading(words: ReadingWords) -> Reading:
    """Compile the words: each list to what it is read as."""
    said = dict(words)
    compiled = {one.name: _compiled(one, said[one.name]) for one in fields(Reading)}
    return Reading(**compiled)


def _compiled(field: Field[Any], said: list[str]) -> Any:
    if field.name in CODES:
        return frozenset(said)
    return keyed({True: said}) if field.type == Phrases[bool] else frozenset(map(fold, said))
