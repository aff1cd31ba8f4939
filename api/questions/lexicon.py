"""The words of the field as search uses them, compiled from `words.toml`."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.base import Closed
from api.facts.folding import fold
from api.lists.statements import once
from api.lists.word_index import Spelling, read_field_words, read_word_index
from api.questions.held_values import add_held_values
from api.questions.phrases import Phrases, Said, keyed
from api.questions.reading_words import CompiledWords
from api.tables.countries import CountryRow
from api.tables.field_words import AskedAs, FieldWords, SentenceTemplates, each_meaning
from api.tables.indicators import IndicatorRow
from api.tables.words import stem_of
from api.vocabulary import RecordType

T = TypeVar("T")
# Meanings by the form of a word, plural or past, which its stem does not tell.
ONLY_AS_WRITTEN = (
    *("several", "several_people", "several_initiatives", "several_indicators", "several_years"),
    *("players", "past"),
)


@dataclass(frozen=True)
class Capital:
    """A word that is a name in capitals and a plain word in small letters: `US`, "us"."""

    means: str
    alone: str
    after: frozenset[str]

    def is_name_behind(self, before: str) -> bool:
        """Say whether the word is the name in a text of one case: "in the us", not "tell us"."""
        return self.alone == "name" or (self.alone == "name_after" and before in self.after)


@dataclass(frozen=True)
class Lexicon:
    """The words of the field, compiled from `words.toml`."""

    stop_words: frozenset[str]
    light: frozenset[str]  # The stems of words that tell little.
    capitals: dict[str, Capital]
    misspelt: dict[str, str]  # The right words.
    spelt_out: Phrases[str]  # Abbreviations and phrases: read as other words.
    synonyms: dict[str, list[str]]
    asking: Phrases[str]
    superlatives: Phrases[str]
    ranked: dict[str, str]
    time: Phrases[str]
    months: dict[str, int]
    counts: dict[str, int]
    reading: CompiledWords
    relations: Phrases[str]
    listing: Phrases[str]  # To each `Meaning`.
    taking_part: Phrases[str]
    posts: dict[str, tuple[tuple[RecordType, str], ...]]  # Whose a post is where nothing is named.
    dimensions: Phrases[tuple[str, str]]
    loose: Phrases[str]
    kinds: Phrases[tuple[str, str]]
    records: Phrases[str]
    subjects: Phrases[tuple[RecordType, str]]
    demonyms: dict[str, list[str]]
    countries: Phrases[str]  # Demonyms and capitals: found by the name of the country, too.
    outside: Phrases[bool]
    indicators: Phrases[str]
    templates: SentenceTemplates  # Of the sentences that tell a figure.
    instead: dict[str, list[str]]  # What is told in place of an indicator and a cause.
    defined: dict[str, list[str]]  # The words of the names and definitions of indicators, by code.

    def is_light(self, word: str) -> bool:
        """Say whether a word counts little: one of everyday language, which names nothing by itself."""
        tables = (self.indicators, self.dimensions, self.kinds, self.subjects, self.records)
        if word in self.synonyms or stem_of(word) not in self.light:
            return False
        return not any((word,) in table.meanings for table in tables)

    @cached_property
    def known_indicators(self) -> frozenset[str]:
        """The codes of the indicators that can be asked for."""
        return frozenset(code for codes in self.indicators.meanings.values() for code in codes)

    @cached_property
    def indicators_by_stems(self) -> Phrases[str]:
        """The phrases for indicators by the stems of their words without stop words, to find them in any form."""
        found: Phrases[str] = Phrases()
        for phrase, codes in self.indicators.meanings.items():
            stems = [stem_of(word) for word in phrase if word not in self.stop_words]
            if len(stems) > 1 or (len(phrase) == 1 and stems):
                for code in codes:
                    found.add(" ".join(stems), code)
        return found

    @cached_property
    def indicators_by_rarest(self) -> dict[str, list[tuple[frozenset[str], list[str]]]]:
        """The stems of each phrase by the rarest of them, to find it in any order without trying all phrases."""
        phrases = {
            frozenset(said): codes for said, codes in self.indicators_by_stems.meanings.items()
        }
        common = Counter(stem for stems in phrases for stem in stems)
        found: dict[str, list[tuple[frozenset[str], list[str]]]] = defaultdict(list)
        for stems, codes in phrases.items():
            if len(stems) > 1:
                found[min(stems, key=lambda stem: (common[stem], stem))].append((stems, codes))
        return dict(found)

    @cached_property
    def listing_by_stem(self) -> dict[str, list[str]]:
        """The meanings of the single words of [listing], by their stems: "contributers" are contributors."""
        found: dict[str, list[str]] = defaultdict(list)
        for phrase, meanings in self.listing.meanings.items():
            if len(phrase) == 1:
                found[stem_of(phrase[0])] += [one for one in meanings if one not in ONLY_AS_WRITTEN]
        return found

    @cached_property
    def words_of_indicator(self) -> dict[str, frozenset[str]]:
        """The stems of all words that ask for, name or define an indicator, by its code."""
        asked = self._of_indicators(lambda phrase: map(stem_of, phrase))
        defined = {code: frozenset(map(stem_of, words)) for code, words in self.defined.items()}
        none: frozenset[str] = frozenset()
        return {code: asked.get(code, none) | defined.get(code, none) for code in asked | defined}

    @cached_property
    def narrowing_stems(self) -> frozenset[str]:
        """The stems of the single words for values of dimensions."""
        return frozenset(stem_of(one[0]) for one in self.dimensions.meanings if len(one) == 1)

    @cached_property
    def pairs(self) -> dict[str, frozenset[tuple[str, str]]]:
        """The pairs of neighbouring words in the phrases for an indicator, by its code."""
        return self._of_indicators(pairwise)

    @cached_property
    def endings(self) -> dict[str, frozenset[str]]:
        """The last words of the phrases for an indicator, by its code."""
        return self._of_indicators(lambda phrase: phrase[-1:])

    def _of_indicators(self, read: Callable[[Said], Iterable[T]]) -> dict[str, frozenset[T]]:
        """Apply a function to each phrase for an indicator, and collect the results by its code."""
        found: dict[str, set[T]] = defaultdict(set)
        for phrase, codes in self.indicators.meanings.items():
            for code in codes:
                found[code].update(read(phrase))
        return {code: frozenset(one) for code, one in found.items()}

    @cached_property
    def said(self) -> frozenset[str]:
        """Every word that has a meaning here, and is therefore not corrected."""
        read = [getattr(self, one.name) for one in fields(self)] + [one for _, one in self.reading]
        phrases = [said for one in read if isinstance(one, Phrases) for said in one.meanings]
        alone = (word for _, one in self.reading if isinstance(one, frozenset) for word in one)
        listed = (*alone, *self.months, *self.counts, *self.capitals)
        words = (fold(name).split() for name in listed)
        return frozenset(word for phrase in (*phrases, *words) for word in phrase)

    @cached_property
    def country_words(self) -> frozenset[str]:
        """The names of countries, which are mistyped more often than rare words are."""
        return frozenset(map(" ".join, self.countries.meanings)).union(
            *self.countries.meanings.values()
        )

    @cached_property
    def spelling(self) -> Spelling:
        """The spelling index of the words of the field, in which names of countries win a tie."""
        words = dict.fromkeys(self.said | self.stop_words, 0)
        return Spelling(words | dict.fromkeys(self.country_words, 1))


def read_lexicon(connection: Connection) -> Lexicon:
    """Read the lexicon, once for each open database."""
    return once(connection, ("lexicon",), lambda: _compile(connection))


def _compile(connection: Connection) -> Lexicon:
    index = read_word_index(connection)
    words = FieldWords.model_validate(read_field_words(connection))
    dimensions = keyed(_apart(words.dimensions))
    add_held_values(connection, dimensions)
    return Lexicon(
        stop_words=index.stop_words,
        light=frozenset(stem_of(fold(word)) for word in words.light.words),
        templates=words.told,
        capitals={
            fold(one.word): Capital(fold(one.means[0]), one.alone, frozenset(one.after))
            for one in words.capitals
        },
        misspelt={fold(one): fold(word) for word, ones in words.misspelt.items() for one in ones},
        spelt_out=_listed(fold, words.abbreviations, words.phrases),
        synonyms=_synonyms(words.synonyms),
        asking=keyed(_tables(words.asking)),
        superlatives=keyed(_tables(words.superlatives)),
        ranked=words.superlatives.of,
        time=keyed(_tables(words.time) | words.decades),
        months={fold(name): int(n) for n, names in words.months.items() for name in names},
        counts={fold(name): int(n) for n, names in words.counts.items() for name in names},
        reading=CompiledWords.model_validate(dict(words.reading)),
        relations=keyed(_tables(words.relations)),
        listing=keyed(words.listing),
        taking_part=keyed(words.taking_part),
        posts={function: (*map(_record, bodies),) for function, bodies in words.posts.items()},
        dimensions=dimensions,
        loose=keyed({name: said for name, said in words.loose.items() if name == "component"}),
        kinds=keyed(_apart(words.kinds)),
        records=keyed(words.records),
        subjects=_listed(_record, words.subjects),
        demonyms=words.demonyms,
        countries=_countries(connection, words.demonyms),
        outside=keyed({True: words.outside.words}),
        indicators=_asked_as(words.indicators),
        instead=_instead(words.indicators),
        defined=_defined(connection, index.stop_words),
    )


def _defined(connection: Connection, stop_words: frozenset[str]) -> dict[str, list[str]]:
    """Read the words of each indicator's name and definition, by its code: of the first sentence, up to its "not"."""
    row = IndicatorRow
    statement = select(col(row.code), col(row.name), col(row.definition)).order_by(row.code)
    return {
        code: [
            word
            for word in fold(
                f"{name} {definition.partition('. ')[0].partition(' not ')[0]}"
            ).split()
            if word not in stop_words
        ]
        for code, name, definition in connection.execute(statement)
    }


def _countries(connection: Connection, demonyms: Mapping[str, list[str]]) -> Phrases[str]:
    """Read demonyms, capitals and French names as the names of their countries in the records."""
    columns = (col(getattr(CountryRow, name)) for name in ("code", "name", "names"))
    rows = connection.execute(select(*columns))
    return keyed({fold(n): [*demonyms.get(c, []), (s or {}).get("fr", n)] for c, n, s in rows})


def _tables(closed: Closed) -> dict[str, list[str]]:
    """Return the lists of words of a table, by their meaning."""
    return {name: said for name, said in closed if isinstance(said, list)}


def _apart(words: dict[str, dict[str, list[str]]]) -> dict[tuple[str, str], list[str]]:
    return {(name, value): said for name, values in words.items() for value, said in values.items()}


def _asked_as(words: Mapping[str, AskedAs]) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for code, one in words.items():
        for phrase in one.asked_as:
            for meaning in (code, *one.otherwise):
                found.add(phrase, meaning)
    return found


def _instead(words: Mapping[str, AskedAs]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, one in words.items():
        if one.instead_of:
            found[one.instead_of].append(code)
    return dict(found)


def _listed(read: Callable[[str], T], *tables: Mapping[str, list[str]]) -> Phrases[T]:
    found: Phrases[T] = Phrases()
    for means, said in (one for table in tables for one in table.items()):
        for phrase in said:
            for meaning in each_meaning(means):
                found.add(phrase, read(meaning))
    return found


def _record(written: str) -> tuple[RecordType, str]:
    type, _, code = written.partition(":")
    return RecordType(type), code


def _synonyms(table: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the synonyms of each word, without the word itself."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for means, said in table.items():
        for word in map(fold, said):
            found[word] |= dict.fromkeys(part for part in fold(means).split() if part != word)
    return {word: list(means) for word, means in found.items() if means}
