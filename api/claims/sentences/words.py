"""The words of sentences, compiled once for each open database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from api.facts.folding import fold
from api.lists.statements import once
from api.lists.word_index import read_field_words, read_word_index
from api.questions.indicator_codes import SINCE_START
from api.questions.phrases import Phrases
from api.questions.question import OWN
from api.tables.field_words import FieldWords
from api.tables.sentence_words import Around, SentenceWords, Size, TimeWord
from api.tables.words import stem_of
from api.vocabulary import Qualifier, Unit

FACTORS = {
    Size.DOZEN: 12,
    Size.THOUSAND: 10**3,
    Size.MILLION: 10**6,
    Size.BILLION: 10**9,
    Size.TRILLION: 10**12,
}
ONE = True  # What a phrase means that means one thing alone.
OF = ("of", "de")


@dataclass(frozen=True)
class SentenceLexicon:
    """The phrases of sentences by role; `words.toml` explains each role."""

    filler: Phrases[bool]
    style: Phrases[bool]
    superlatives: Phrases[bool]
    ranked: Phrases[bool]
    stressing: frozenset[str]
    verbs: frozenset[str]  # Stems.
    turning: Phrases[bool]
    denying: Phrases[bool]
    settling: Phrases[bool]
    future: Phrases[bool]
    coming: frozenset[str]
    changing: Phrases[bool]
    breaks: Phrases[bool]
    going_on: Phrases[bool]
    when: Phrases[bool]
    because: Phrases[bool]
    joins: Phrases[bool]
    parts: Phrases[bool]
    parts_after: Phrases[bool]
    out_of: Phrases[bool]
    prepositions: Phrases[bool]
    asides: Phrases[bool]
    describing: Phrases[bool]
    reporting: Phrases[bool]
    rivals: Phrases[bool]
    comparing: Phrases[bool]
    saying: Phrases[bool]
    that: Phrases[bool]
    pronouns: Phrases[bool]
    peacekeepers: Phrases[bool]
    everywhere: Phrases[bool]
    with_political: Phrases[bool]
    without_political: Phrases[bool]
    of_peacekeeping: Phrases[bool]
    standing: Phrases[bool]
    perfect: Phrases[bool]
    pluperfect: Phrases[bool]
    past: Phrases[bool]
    present: Phrases[bool]
    labels: Phrases[bool]
    units: Phrases[bool]
    percent: Phrases[bool]
    dollars: Phrases[bool]
    bridges: Phrases[bool]
    vague: Phrases[bool]
    pointing: Phrases[bool]
    nouns: Phrases[Unit]
    before: Phrases[Qualifier]
    after: Phrases[Qualifier]
    around: Phrases[Around]
    numerals: Phrases[int]
    sizes: Phrases[int]
    dying: frozenset[str]
    anybody: Phrases[bool]
    strangers: Phrases[bool]
    losing: Phrases[bool]
    shares: Phrases[int]
    share_of: Phrases[str]
    alike: dict[str, list[str]]
    actual: dict[str, str]
    asked_as: Phrases[str]  # By the stems of the words that tell something;
    asked_plainly: Phrases[str]  # where none does, as they are: "asked for".
    said_of: dict[str, frozenset[str]]  # The words by which each indicator is asked for, as given.
    time: Phrases[TimeWord]
    loose: Phrases[str]  # Words many use for everybody, by the dimension they else narrow.


def has_phrase(phrases: Phrases[Any], words: list[str]) -> bool:
    """Tell whether a phrase occurs among words."""
    return any(phrases.at(words, place)[0] for place in range(len(words)))


def places_of(phrases: Phrases[Any], words: list[str], *, longer_than: int = 0) -> set[int]:
    """Return the places of all phrases among words, of more than `longer_than` words."""
    lengths = ((n, phrases.at(words, n)[0]) for n in range(len(words)))
    return {n + more for n, length in lengths if length > longer_than for more in range(length)}


def read_sentence_lexicon(connection: Connection) -> SentenceLexicon:
    """Return the lexicon of sentences, cached for each database."""
    return once(connection, ("words of sentences",), lambda: _compile(connection))


def _compile(connection: Connection) -> SentenceLexicon:
    known = FieldWords.model_validate(read_field_words(connection))
    words = known.sentences
    given = {name: getattr(words, name) for name in SentenceWords.model_fields}
    tables: dict[str, Any] = {name: _phrases(table) for name, table in given.items()}
    tables["stressing"] = frozenset(words.stressing)
    tables["coming"] = frozenset(words.coming)
    tables["alike"] = words.alike
    tables["actual"] = words.actual
    tables["verbs"] = frozenset(stem_of(fold(verb)) for verb in words.verbs)
    stop = read_word_index(connection).stop_words | OWN
    tables["asked_as"], tables["asked_plainly"] = _by_stems(words.asked_as, stop)
    tables["said_of"] = _words_of(known)
    tables["dying"] = frozenset(words.dying) | {f"{code}{SINCE_START}" for code in words.dying}
    return SentenceLexicon(**tables, loose=_phrases(known.loose))


def _words_of(known: FieldWords) -> dict[str, frozenset[str]]:
    """Return the words that mean each indicator, in questions and in sentences."""
    asked = {code: one.asked_as for code, one in known.indicators.items()}
    given = {
        code: [*asked.get(code, []), *known.sentences.asked_as.get(code, [])] for code in asked
    }
    said = {
        code: {w for phrase in phrases for w in fold(phrase).split()}
        for code, phrases in given.items()
    }
    twins = {f"{code}{SINCE_START}": words for code, words in said.items()}
    return {
        code: frozenset(said.get(code, set()) | twins.get(code, set())) for code in {*said, *twins}
    }


def _by_stems(
    given: dict[str, list[str]], small: frozenset[str]
) -> tuple[Phrases[str], Phrases[str]]:
    """Index phrases by their stems without stop words; those of stop words only, as given."""
    by_stems: Phrases[str] = Phrases()
    plain: Phrases[str] = Phrases()
    for meaning, phrases in given.items():
        for phrase in phrases:
            stems = [stem_of(word) for word in fold(phrase).split() if word not in small]
            (by_stems if stems else plain).add(" ".join(stems) or phrase, meaning)
    return by_stems, plain


def _phrases(given: list[str] | dict[Any, list[str]]) -> Phrases[Any]:
    found: Phrases[Any] = Phrases()
    meanings: dict[Any, list[str]] = given if isinstance(given, dict) else {ONE: given}
    for meaning, phrases in meanings.items():
        for phrase in phrases:
            found.add(phrase, FACTORS.get(meaning, meaning))
    return found
