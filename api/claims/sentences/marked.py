"""A tokenised sentence with its times and numbers, verbs, names and silent words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from api.claims.sentences.clock import Clock
from api.claims.sentences.labels import DIFFERING
from api.claims.sentences.language import Language
from api.claims.sentences.numbers import Quantity
from api.claims.sentences.spoken import SpokenTime
from api.claims.sentences.subjects import Former
from api.claims.sentences.tokens import Kind, Token, word_at
from api.claims.sentences.words import SentenceLexicon, places_of
from api.questions.phrases import Phrases

LONGEST_COMPARISON = 12  # Words between "more" and "than".


@dataclass(frozen=True)
class MarkedSentence:
    """The tokens, times and numbers of a sentence, with the context from the text before."""

    language: Language
    tokens: Sequence[Token]
    times: Sequence[SpokenTime]
    quantities: Sequence[Quantity]
    former: Former
    former_time: str | None
    clock: Clock

    @property
    def lexicon(self) -> SentenceLexicon:
        """The lexicon of sentences."""
        return self.language.words

    @cached_property
    def words(self) -> list[str]:
        """The folded words and marks of the tokens."""
        return [token.word for token in self.tokens]

    @cached_property
    def starts(self) -> dict[int, Quantity]:
        """The numbers, by the place of their first token."""
        return {one.start: one for one in self.quantities}

    @cached_property
    def of_number(self) -> set[int]:
        """The places of all tokens of numbers."""
        return {place for one in self.quantities for place in range(one.start, one.end)}

    def begins(self, phrases: Phrases[Any], place: int) -> bool:
        """Tell whether a phrase begins at a place."""
        return place < len(self.words) and bool(phrases.at(self.words, place)[0])

    def has(self, phrases: Phrases[Any], places: Sequence[int]) -> bool:
        """Tell whether a phrase begins at one of some places."""
        return any(self.begins(phrases, place) for place in places)

    def joined(self, places: Sequence[int]) -> int:
        """Return how many joining words come first: `and`, `including`."""
        words = [self.words[place] for place in places]
        return self.lexicon.joins.at(words, 0)[0] if words else 0

    def numbers(self, places: Sequence[int]) -> list[int]:
        """Return those of the places where numbers begin."""
        return [place for place in places if place in self.starts]

    @cached_property
    def verbs(self) -> set[int]:
        """The places of verbs."""
        lexicon = self.lexicon
        tables = (lexicon.perfect, lexicon.past, lexicon.present)
        places = range(len(self.words))
        found = {n for n in places if any(self.begins(one, n) for one in tables)}
        return found - self.of_time - self.of_number

    def has_verb(self, places: Sequence[int]) -> bool:
        """Tell whether a verb is at any of the places."""
        return not self.verbs.isdisjoint(places)

    def ends_noun(self, place: int) -> bool:
        """Tell whether a noun phrase ends before a place: at a time, verb or preposition."""
        return place in self.of_time or place in self.verbs or place in self.prepositions

    def noun_behind(self, number: Quantity, places: Sequence[int]) -> list[int]:
        """Return the places of the noun phrase after a number."""
        behind = (place for place in places if place >= number.end)
        return [*takewhile(lambda place: not self.ends_noun(place), behind)]

    @cached_property
    def prepositions(self) -> set[int]:
        """The places of prepositions."""
        places = range(len(self.words))
        return {n for n in places if self.begins(self.lexicon.prepositions, n)}

    @cached_property
    def of_time(self) -> set[int]:
        """The places of all tokens of times."""
        return {place for time in self.times for place in range(time.start, time.end)}

    @cached_property
    def of_names(self) -> set[int]:
        """The places of names of several words, in which "and" joins nothing."""
        return places_of(self.language.names.records, self.words, longer_than=1)

    @cached_property
    def of_records(self) -> set[int]:
        """The places of all names of records."""
        return places_of(self.language.names.records, self.words)

    @cached_property
    def of_nouns(self) -> set[int]:
        """The places of nouns that are counted."""
        return places_of(self.lexicon.nouns, self.words)

    @cached_property
    def of_parts(self) -> set[int]:
        """The places of dimension words: of the police, by illness."""
        return places_of(self.language.lexicon.dimensions, self.words)

    def names(self, places: Sequence[int]) -> bool:
        """Tell whether a record's name begins at any of the places."""
        return any(self.begins(self.language.names.records, place) for place in places)

    def word_before(self, place: int) -> str:
        """Return the word before a place; empty at the start."""
        return word_at(self.words, place - 1)

    @cached_property
    def silent(self) -> set[int]:
        """The places of words that do not say what is counted: numbers, times, reporters."""
        marks = {n for n, token in enumerate(self.tokens) if token.kind is not Kind.WORD}
        marks -= self._of_numbered_records
        reporters = places_of(self.lexicon.reporting, self.words)
        reporters |= places_of(self.lexicon.without_political, self.words)
        stressing = {n - 1 for n in self.starts if self.word_before(n) in self.lexicon.stressing}
        apart = self._of_labels() | self._of_rivals(marks) | self._of_comparison()
        times = self.of_time - self.of_records  # "Since UNIFIL was set up in 1978".
        return times | self.of_number | marks | reporters | stressing | apart

    @property
    def _of_numbered_records(self) -> set[int]:
        """The numbers in names of records: of "resolution 2518"."""
        return {n for n in self.of_records if self.tokens[n].kind is Kind.NUMBER} - self.of_number

    def _of_comparison(self) -> set[int]:
        """Return the places of a comparing phrase: `, after $5.4 billion in 2025/26`."""
        compared = ((n, self.lexicon.comparing.ending_at(self.words, n)[0]) for n in self.starts)
        return {place for start, length in compared for place in range(start - length, start)}

    def _of_rivals(self, marks: set[int]) -> set[int]:
        """Return the places of words that only rank a number: `the largest of any member`."""
        found: set[int] = set()
        last, ends = len(self.words), marks | self.of_time | self.of_number
        for place in range(last):
            is_rival = self.begins(self.lexicon.rivals, place) or self._is_difference(place)
            if place in found or not is_rival:
                continue
            end = next((n for n in range(place, last) if n in ends), last)
            if end not in self.starts:
                found |= {*self._more_before(place), *range(place, end)}
        return found

    def _is_difference(self, place: int) -> bool:
        """Tell whether a number is a difference, before "than": `1,000 fewer than Nepal`."""
        if self.words[place] not in DIFFERING or word_at(self.words, place + 1) != "than":
            return False
        tables = (self.lexicon.percent, self.lexicon.numerals)
        is_digits = place > 0 and self.tokens[place - 1].kind is Kind.NUMBER
        return is_digits or any(one.ending_at(self.words, place)[0] for one in tables)

    def _more_before(self, than: int) -> Iterator[int]:
        """Yield the place of the "more" of a "than": "more have died than in any other"."""
        near = range(than - 1, max(than - 1 - LONGEST_COMPARISON, -1), -1)
        if self.words[than] == "than":
            yield from [n for n in near if self.words[n] in ("more", "fewer", "less")][:1]

    def _title_behind(self, number: int) -> Iterator[int]:
        """Yield the places of a document's title: "resolution 2518 on the safety of … had"."""
        if word_at(self.words, number + 1) in ("on", "sur"):
            ends = self.verbs | self.of_time | self.of_number
            rest = range(number + 1, len(self.words))
            yield from takewhile(lambda n: n not in ends and self.words[n] != ",", rest)

    def _of_labels(self) -> set[int]:
        """Return the places of labels and their words: `resolution 912`, `60-year-old`."""
        numbered = self.language.lexicon.reading.numbered
        found: set[int] = set()
        for place, token in enumerate(self.tokens):
            if token.kind is not Kind.NUMBER or place in self.of_time | self.of_number:
                continue
            if self.word_before(place) in numbered:
                found.update((place - 1, *self._title_behind(place)))
                found -= self.of_records  # Of a resolution that we hold as a record.
            percent = self.lexicon.percent.at(self.words, place + 1)[0]
            found.update(range(place + 1, place + 1 + percent))  # "0.2 per cent higher than …".
            if word_at(self.words, place + 1) == "-":
                found.update(
                    n for n in (place + 2, place + 3) if self.begins(self.lexicon.units, n)
                )
        return found
