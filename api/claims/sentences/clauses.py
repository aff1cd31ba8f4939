"""Split a sentence into clauses: at semicolons, "while" and "but", and after "said that".

A word such as "because" splits a sentence only between two numbers; else its words narrow the count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from api.claims.sentences.sentence import Sentence

CLOSING = {"(": ")", "[": "]"}
DASH = "—"
PARTING = frozenset([",", ":", DASH])
AFTER = ("after", "après")  # "It closed in 2023 after 311 of its members had died".
REPORTING = 8  # Words between "said" and "that".


@dataclass
class Chunk:
    """The words between two commas, or in brackets with a number."""

    places: list[int] = field(default_factory=list)
    commas: list[int] = field(default_factory=list)  # Within brackets.
    inset: bool = False
    goes_on: bool = False  # After a bracket, and not after a comma.
    describes: bool = False  # With a number of its own: "which had 38,000 men in 1995".


@dataclass(frozen=True)
class Clause:
    """A clause; `is_when`: its time is told before it; `asides`: places that only say who reports."""

    chunks: list[Chunk]
    asides: list[int]
    earlier: range
    is_when: bool

    @cached_property
    def places(self) -> list[int]:
        """The places of its words, without brackets that have a number."""
        return [place for chunk in self.chunks if not chunk.inset for place in chunk.places]

    def beside(self, number: int) -> list[int]:
        """The places of its words, without relative clauses on something else than a number."""
        apart = {
            n
            for one in self.chunks
            if one.describes and number not in one.places
            for n in one.places
        }
        return [place for place in self.places if place not in apart]

    @cached_property
    def starts(self) -> set[int]:
        """The places after commas."""
        parted = [chunk for chunk in self.chunks if not (chunk.inset or chunk.goes_on)]
        within = {comma + 1 for chunk in self.chunks for comma in chunk.commas}
        return {chunk.places[0] for chunk in parted} | within


@dataclass(frozen=True)
class ClauseReader:
    """Splits one sentence into clauses."""

    sentence: Sentence

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses in order."""
        start = 0
        words = self.sentence.words
        for place in range(len(words) + 1):
            if place == len(words) or self._parts(start, place):
                is_when = start > 0 and self.sentence.begins(self.sentence.lexicon.when, start - 1)
                chunks = self._chunks(range(start, place))
                kept = [one for one in chunks if not self._is_aside(one, chunks)]
                asides = [
                    n for one in chunks if one not in kept and self._says(one) for n in one.places
                ]
                yield Clause(kept, asides, range(start), is_when)
                start = place + 1

    def _parts(self, start: int, place: int) -> bool:
        """Tell whether a new clause begins after a place."""
        sentence, lexicon = self.sentence, self.sentence.lexicon
        goes_on, last = sentence.begins(lexicon.going_on, place), len(sentence.words)
        if sentence.words[place] == ";" or (sentence.begins(lexicon.breaks, place) and not goes_on):
            return True
        if sentence.begins(lexicon.when, place):
            return self._are_statements(start, place) or self._is_only_time(start, place)
        if sentence.begins(lexicon.because, place):
            return self._are_statements(start, place)
        if sentence.words[place] in AFTER and place > start and place + 1 in sentence.of_number:
            return sentence.has_verb(range(start, place)) and sentence.has_verb(range(place, last))
        return sentence.begins(lexicon.that, place) and self._is_reported(start, place)

    def _are_statements(self, start: int, place: int) -> bool:
        rest = range(place, len(self.sentence.words))
        return bool(self.sentence.numbers(range(start, place)) and self.sentence.numbers(rest))

    def _is_only_time(self, start: int, place: int) -> bool:
        """Tell whether a time stands before ", when" and a number only after it."""
        sentence = self.sentence
        has_time = any(one in sentence.of_time for one in range(start, place))
        rest = range(place, len(sentence.words))
        return has_time and sentence.word_before(place) == "," and bool(sentence.numbers(rest))

    def _is_reported(self, start: int, place: int) -> bool:
        """Tell whether the words before "that" only say who reports, without a needed time."""
        times, behind = self.sentence.of_time, {*range(place, len(self.sentence.words))}
        if times & {*range(start, place)} and not times & behind:
            return False
        near = range(max(start, place - REPORTING), place)
        is_said = any(self.sentence.begins(self.sentence.lexicon.saying, one) for one in near)
        return is_said and not self.sentence.of_number & {*near}

    def _chunks(self, places: Sequence[int]) -> list[Chunk]:
        """Split a clause at commas, colons and dashes; brackets without a number are joined."""
        chunks: list[Chunk] = [Chunk()]
        outside: list[Chunk] = []
        closing: list[str] = []
        marked = self.sentence.of_time | self.sentence.of_number
        dashes = self._opening_dashes(places)
        for place in places:
            word = self.sentence.words[place]
            if word in CLOSING or place in dashes:
                closing.append(CLOSING.get(word, DASH))
                outside.append(chunks[-1])
                chunks.append(Chunk())
            elif closing and word == closing[-1]:
                closing.pop()
                self._close(chunks, outside.pop())
            elif word in PARTING and place not in marked and not closing and not self._lists(place):
                chunks.append(Chunk())
            elif closing and word == ",":
                chunks[-1].commas.append(place)
            else:
                chunks[-1].places.append(place)
        filled = [chunk for chunk in chunks if chunk.places]
        for chunk in filled:
            is_described = self.sentence.begins(self.sentence.lexicon.describing, chunk.places[0])
            chunk.describes = is_described and bool(self.sentence.numbers(chunk.places))
            self._cut_aside(chunk)
        return filled

    def _cut_aside(self, chunk: Chunk) -> None:
        """Cut off who reports, before "and": `, the UN said and in 2020 it had 18 men`."""
        length = self.sentence.lexicon.asides.at(self.sentence.words, chunk.places[0])[0]
        rest = chunk.places[length:] if length else []
        if rest and self.sentence.joined(rest):
            chunk.places = rest

    def _opening_dashes(self, places: Sequence[int]) -> set[int]:
        """Return opening dashes: `32 people — 28 soldiers and 4 police — were killed`."""
        dashes = [n for n in places if self.sentence.words[n] == DASH]
        return {*dashes[:-1:2]}

    def _lists(self, comma: int) -> bool:
        """Tell whether a comma separates components: "military, police and civilian personnel"."""
        words, dimensions = self.sentence.words, self.sentence.language.lexicon.dimensions
        beside = [dimensions.at(words, n)[1] for n in (comma - 1, comma + 1) if 0 <= n < len(words)]
        return len(beside) > 1 and all("component" in dict(meanings) for meanings in beside)

    def _close(self, chunks: list[Chunk], outer: Chunk) -> None:
        """Close a bracket: one with a number stays a chunk of its own."""
        inset = chunks[-1]
        if self.sentence.numbers(inset.places):
            inset.inset = True
            chunks.append(Chunk(goes_on=True))
        elif inset is not outer:
            chunks.remove(inset)
            outer.places += inset.places
            outer.commas += inset.commas
            if chunks[-1] is not outer:
                chunks.append(Chunk(goes_on=True))

    def _is_aside(self, chunk: Chunk, chunks: list[Chunk]) -> bool:
        """Tell whether a chunk is about no number: a reporter, a description, a new statement."""
        sentence, first = self.sentence, chunk.places[0]
        if sentence.numbers(chunk.places):
            return False
        if sentence.begins(sentence.lexicon.asides, first):
            return True
        if chunk is chunks[0]:  # "Founded in 2014, MINUSCA has lost 208 peacekeepers".
            return sentence.begins(sentence.lexicon.describing, first) and len(chunks) > 1
        return self._is_other_statement(chunk) or sentence.begins(
            sentence.lexicon.describing, first
        )

    def _says(self, chunk: Chunk) -> bool:
        return self.sentence.has(self.sentence.lexicon.saying, chunk.places[:REPORTING])

    def _is_other_statement(self, chunk: Chunk) -> bool:
        """Tell whether a chunk makes a new statement: `, and was the largest`."""
        sentence, places = self.sentence, chunk.places
        if not (length := sentence.joined(places)):
            return False
        own = places[length : length + 2]
        is_of_it = bool(own) and sentence.begins(sentence.lexicon.pronouns, own[0])
        return sentence.has_verb(own) or is_of_it
