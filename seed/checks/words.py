"""Rules about the words of the field: the data have what they name."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, get_args

from api.facts.base import Closed
from api.facts.figures import Dimensions
from api.facts.folding import fold
from api.tables.field_words import FieldWords, each_meaning
from api.tables.words import read_words, stem_of, stop_words
from api.vocabulary import Component, RecordType
from seed.files.entries import Problem
from seed.files.places import WORDS
from seed.library import Library
from seed.names import names_of
from seed.titles import prose
from seed.words import Words, phrases_of

CODED = ("component", "sex", "cause")
OPEN_CHOICE = frozenset("[]|")
QUOTED = re.compile(r'"([^"]*)"')
Finding = tuple[str, str, str]  # The table, the value to look for in the file, and what is wrong.


def check_words(
    words: Words, text: str, library: Library, name: str = f"seed/data/{WORDS}"
) -> list[Problem]:
    """List the words of the field that name what the data do not have."""
    known = FieldWords.model_validate(words)
    found = [
        *_unknown_meanings(known, stop_words(words), library),
        *_unknown_indicators(known, library),
        *_unknown_records(known, library),
        *_unknown_values(known),
        *_unread_phrases(known),
        *_empty_questions(known, stop_words(words)),
    ]
    return [Problem(name, _line(text, value), field, message) for field, value, message in found]


def _unknown_meanings(
    words: FieldWords, stop: frozenset[str], library: Library
) -> Iterator[Finding]:
    """Refuse a meaning none of whose words is in any record: it would find nothing."""
    tables = {
        "synonyms": words.synonyms,
        "phrases": words.phrases,
        "abbreviations": words.abbreviations,
    }
    means = [(table, each_meaning(one)) for table, said in tables.items() for one in said]
    means += [("capitals", one.means) for one in words.capitals]
    found = {
        (table, meaning): set(fold(meaning).split()) - stop
        for table, meanings in means
        for meaning in meanings
    }
    met = set(_vocabulary(library))
    unmet = {key: said for key, said in found.items() if said and said.isdisjoint(met)}
    # To find all stems takes longer than the rest; a word and its stem begin alike.
    first = {word[0] for said in unmet.values() for word in said}
    stems = {stem_of(word) for word in met if word[0] in first}
    for (table, meaning), said in unmet.items():
        if stems.isdisjoint(map(stem_of, said)):
            yield table, meaning, f"{meaning!r} stands in no record; leave it out"


def _vocabulary(library: Library) -> Iterator[str]:
    """Yield the words of all records, those of names first."""
    for dimension in CODED:
        for value in _values_of(dimension):
            yield from fold(value.replace("_", " ")).split()
    for entry in library.entries:
        for _, name in names_of(entry.record):
            yield from read_words(name)
    for entry in library.entries:
        # These are named by others, whose names are filled in only while loading.
        is_named_by_others = entry.type in (RecordType.FIGURE, RecordType.STATEMENT)
        if not (entry.in_series or is_named_by_others):
            title, _, text = prose(entry, library)
            yield from read_words(title)
            yield from read_words(text)


def _unknown_indicators(words: FieldWords, library: Library) -> Iterator[Finding]:
    known = library.codes.get(RecordType.INDICATOR, [])
    otherwise = (code for one in words.indicators.values() for code in one.otherwise)
    of_sentences = words.sentences
    told = (of_sentences.asked_as, of_sentences.share_of, of_sentences.alike, of_sentences.dying)
    of_all = (words.indicators, otherwise, words.superlatives.of.values(), words.told.indicators)
    known_by = (*of_all, *told)
    for code in chain.from_iterable(known_by):
        if code not in known:
            yield "indicators", code, f"there is no indicator {code!r}"


def _unknown_records(words: FieldWords, library: Library) -> Iterator[Finding]:
    targets = [target for means in words.subjects for target in each_meaning(means)]
    targets += [body for bodies in words.posts.values() for body in bodies]
    targets += [f"country:{code}" for code in words.demonyms]
    targets += [f"organisation:{code}" for code in words.reading.general]
    for target in targets:
        type, _, code = target.partition(":")
        if type not in set(RecordType) or not library.record(RecordType(type), code):
            yield "means", target, f"there is no {target!r}"


def _unknown_values(words: FieldWords) -> Iterator[Finding]:
    for name in (*words.dimensions, *words.loose):
        if name not in Dimensions.model_fields:
            yield "dimensions", name, f"there is no dimension {name!r}"
    for name, values in words.dimensions.items():
        known = _values_of(name) if name in CODED else [*values]
        for value in values:
            if value not in known:
                yield "dimensions", value, f"{name} is never {value!r}"
    for value in words.reading.peacekeeping:
        if value not in set(Component):
            yield "reading", value, f"component is never {value!r}"


def _values_of(dimension: str) -> list[str]:
    annotation: Any = Dimensions.model_fields[dimension].annotation
    closed = next(one for one in get_args(annotation) if one is not type(None))
    return [str(value) for value in closed]


def _unread_phrases(words: FieldWords) -> Iterator[Finding]:
    """Refuse a phrase with a sign that reading drops, such as "% of", or an open choice."""
    for table, phrases in _phrases(words):
        for phrase in phrases:
            parts = phrase.split()
            if not all(fold(part) for part in parts) and len(fold(phrase).split()) < len(parts):
                yield table, phrase, f"{phrase!r} holds a sign that is not read; write it in words"
            elif not OPEN_CHOICE.isdisjoint(phrase):
                yield (
                    table,
                    phrase,
                    f"{phrase!r} has a choice without an end, or within another one",
                )


def _phrases(words: FieldWords) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield every table with phrases, by name, and its phrases."""
    tables: list[tuple[str, Closed]] = [
        *(("asking", words.asking), ("superlatives", words.superlatives), ("time", words.time)),
        *(("relations", words.relations), ("reading", words.reading), ("outside", words.outside)),
    ]
    for table, closed in tables:
        yield from ((table, said) for _, said in closed if isinstance(said, list))
    yield from (("misspelt", said) for said in words.misspelt.values())
    yield from (("decades", said) for said in words.decades.values())
    yield from (("listing", said) for said in words.listing.values())
    yield from (("taking_part", said) for said in words.taking_part.values())
    for meant in (words.phrases, words.abbreviations, words.subjects):
        yield from (("words", said) for said in meant.values())
    for one in words.indicators.values():
        yield "indicators", one.asked_as


def _empty_questions(words: FieldWords, stop: frozenset[str]) -> Iterator[Finding]:
    """Refuse a way to ask for an indicator that is all stop words, such as "how many are"."""
    for one in words.indicators.values():
        for phrase in one.asked_as:
            if stop.issuperset(fold(phrase).split()):
                yield "indicators", phrase, f"{phrase!r} says nothing of its own"


def _line(text: str, value: str) -> int:
    """Return the first line with a value, as it is, or else as one of its expanded choices."""
    lines = list(enumerate(text.splitlines(), 1))
    plain = (number for number, line in lines if value in line)
    chosen = (
        number
        for number, line in lines
        if any(value in phrases_of(written) for written in QUOTED.findall(line))
    )
    return next(chain(plain, chosen), 1)
