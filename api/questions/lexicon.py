"""The words of the field as search uses them: phrases found at a place of the typed words, the longest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from api.lists.statements import once
from api.lists.word_index import Near, Spelling, WordIndex, read_word_index
from api.tables.index import fold
from api.tables.words import stem_of

Said = tuple[str, ...]
T = TypeVar("T")


@dataclass
class Phrases(Generic[T]):
    """What phrases mean, by their words."""

    meanings: dict[Said, list[T]] = field(default_factory=lambda: defaultdict(list))
    longest: int = 0

    def add(self, phrase: str, meaning: T) -> None:
        """Add one meaning of a phrase."""
        said = tuple(fold(phrase).split())
        if said and meaning not in self.meanings[said]:
            self.meanings[said].append(meaning)
            self.longest = max(self.longest, len(said))

    def at(self, words: list[str], place: int) -> tuple[int, list[T]]:
        """Return the length of the longest phrase that begins at a place, and its meanings; 0 for none."""
        for length in range(min(self.longest, len(words) - place), 0, -1):
            if meanings := self.meanings.get(tuple(words[place : place + length])):
                return length, meanings
        return 0, []

    def all_at(self, words: list[str], place: int) -> list[tuple[int, list[T]]]:
        """Return every phrase that begins at a place, by its length, the longest first."""
        found = []
        for length in range(min(self.longest, len(words) - place), 0, -1):
            if meanings := self.meanings.get(tuple(words[place : place + length])):
                found.append((length, meanings))
        return found


@dataclass(frozen=True)
class Capital:
    """A word that is a name in capitals and another word in small letters."""

    means: str
    alone: str
    after: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The words of the field, compiled from `words.toml`."""

    stop_words: frozenset[str]
    capitals: dict[str, Capital]
    spelt_out: Phrases[str]  # Abbreviations and phrases: read as other words.
    synonyms: dict[str, list[str]]
    asking: Phrases[str]
    superlatives: Phrases[str]
    ranked: dict[str, str]
    time: Phrases[str]
    months: dict[str, int]
    relations: Phrases[str]
    dimensions: Phrases[tuple[str, str]]
    kinds: Phrases[tuple[str, str]]
    records: Phrases[str]
    subjects: Phrases[tuple[str, str]]
    demonyms: dict[str, list[str]]
    outside: Phrases[bool]
    indicators: Phrases[str]

    @cached_property
    def known_indicators(self) -> frozenset[str]:
        """The codes of the indicators that can be asked for."""
        return frozenset(code for codes in self.indicators.meanings.values() for code in codes)

    @cached_property
    def synonyms_by_stem(self) -> dict[str, set[str]]:
        """What is also looked for, by the stem of what is typed."""
        found: dict[str, set[str]] = defaultdict(set)
        for word, others in self.synonyms.items():
            found[stem_of(word)].update(others)
        return found

    @cached_property
    def indicators_by_stems(self) -> Phrases[str]:
        """How indicators are asked for, by the stems of the words that tell something; two of them at least."""
        found: Phrases[str] = Phrases()
        for phrase, codes in self.indicators.meanings.items():
            stems = [stem_of(word) for word in phrase if word not in self.stop_words]
            if len(stems) > 1 or (len(phrase) == 1 and stems):
                for code in codes:
                    found.add(" ".join(stems), code)
        return found

    @cached_property
    def words_of_indicator(self) -> dict[str, frozenset[str]]:
        """The stems of all words by which an indicator is asked for."""
        found: dict[str, set[str]] = defaultdict(set)
        for phrase, codes in self.indicators.meanings.items():
            for code in codes:
                found[code].update(stem_of(word) for word in phrase)
        return {code: frozenset(stems) for code, stems in found.items()}

    @cached_property
    def said(self) -> frozenset[str]:
        """Every word of a phrase that means something; none of them is mistyped."""
        tables = (self.spelt_out, self.asking, self.superlatives, self.time, self.relations)
        more = (self.dimensions, self.kinds, self.subjects, self.outside, self.indicators)
        phrases = [phrase for table in (*tables, *more) for phrase in table.meanings]
        names = (name for names in self.demonyms.values() for name in names)
        words = (fold(name).split() for name in (*names, *self.months, *self.capitals))
        return frozenset(word for phrase in (*phrases, *words) for word in phrase)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(dict.fromkeys(self.said | self.stop_words, 0))

    def nearest(self, word: str) -> Near | None:
        """Return the word of the field that a mistyped one means."""
        return self._spelling.nearest(word)


def read_lexicon(connection: Connection) -> Lexicon:
    """Read the words of the field, once for each open database."""
    return once(connection, ("lexicon",), lambda: _compile(read_word_index(connection)))


def _compile(index: WordIndex) -> Lexicon:
    words = index.lexicon
    return Lexicon(
        stop_words=index.stop_words,
        capitals={
            fold(one["word"]): Capital(
                fold(one["means"][0]), one.get("alone", "word"), frozenset(one.get("after", []))
            )
            for one in words.get("capitals", [])
        },
        spelt_out=_listed([*words.get("abbreviations", []), *words.get("phrases", [])]),
        synonyms=_synonyms(words.get("synonyms", [])),
        asking=_keyed(words.get("asking", {})),
        superlatives=_keyed({k: v for k, v in words.get("superlatives", {}).items() if k != "of"}),
        ranked=dict(words.get("superlatives", {}).get("of", {})),
        time=_keyed(words.get("time", {})),
        months={
            fold(name): int(n) for n, names in words.get("months", {}).items() for name in names
        },
        relations=_keyed(words.get("relations", {})),
        dimensions=_keyed_twice(words.get("dimensions", {})),
        kinds=_keyed_twice(words.get("kinds", {})),
        records=_keyed(words.get("records", {})),
        subjects=_targets(words.get("subjects", [])),
        demonyms={code: [*names] for code, names in words.get("demonyms", {}).items()},
        outside=_keyed({True: words.get("outside", {}).get("words", [])}),
        indicators=_keyed(
            {code: one.get("asked_as", []) for code, one in words.get("indicators", {}).items()}
        ),
    )


def _keyed(words: Mapping[Any, Iterable[str]]) -> Phrases[Any]:
    found: Phrases[Any] = Phrases()
    for meaning, phrases in words.items():
        for phrase in phrases:
            found.add(phrase, meaning)
    return found


def _keyed_twice(words: Mapping[str, Mapping[str, Iterable[str]]]) -> Phrases[tuple[str, str]]:
    found: Phrases[tuple[str, str]] = Phrases()
    for name, values in words.items():
        for value, phrases in values.items():
            for phrase in phrases:
                found.add(phrase, (name, value))
    return found


def _listed(groups: Iterable[Mapping[str, Any]]) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for group in groups:
        for phrase in group["words"]:
            for meaning in group["means"]:
                found.add(phrase, fold(meaning))
    return found


def _targets(groups: Iterable[Mapping[str, Any]]) -> Phrases[tuple[str, str]]:
    found: Phrases[tuple[str, str]] = Phrases()
    for group in groups:
        for phrase in group["words"]:
            for target in group["means"]:
                type, _, code = target.partition(":")
                found.add(phrase, (type, code))
    return found


def _synonyms(groups: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """List for each word the words that are also looked for; nothing is looked up twice."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        words = [fold(word) for word in group["words"]]
        means = words if group.get("both") else [fold(one) for one in group.get("means", [])]
        for word in words:
            for meaning in means:
                for part in meaning.split():
                    if part != word:
                        found[word][part] = None
    return {word: list(means) for word, means in found.items()}
