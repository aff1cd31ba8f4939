"""Find the passage of each number: the words of its clause that are about it.

What stands before the first number belongs to all, and so does what follows the last one of a list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from api.claims.sentences.clauses import Chunk, Clause
from api.claims.sentences.numbers import FROM, Quantity
from api.claims.sentences.segments import Bond, Segment, SegmentFinder
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.words import OF
from api.tables.words import stem_of

ENDS_OF_CHANGE = (*FROM, "to", "at", "à", "a")
Places = tuple[int, ...]


@dataclass(frozen=True)
class Passage:
    """A number with the places of its words, by their role.

    All words of `narrowing` must be explained by its indicator, those of `head` only where they are no measure of
    another number; `before` may name its subject and its time, `clause` its time, `earlier` what a pronoun means, and
    `asides` when somebody said it.
    """

    quantity: Quantity
    own: Places
    narrowing: Places
    head: Places = ()
    before: Places = ()
    clause: Places = ()
    earlier: Places = ()
    asides: Places = ()
    parts: Places = ()  # Of what follows and counts some of it.
    apart: tuple[Places, ...] = ()  # Of `own`, what commas or "and" part from the number.
    bond: Bond = Bond.FIRST
    is_when: bool = False
    is_end_of_change: bool = False  # `fell from 107,000`, `to 61,000`
    begins_change: bool = False


def _parts_of(following: Sequence[Segment]) -> Iterator[Segment]:
    return takewhile(lambda one: one.bond is Bond.PART, following)


@dataclass(frozen=True)
class PassageFinder:
    """Finds the passages of one clause."""

    sentence: Sentence
    clause: Clause

    def passages(self) -> Iterator[Passage]:
        """Yield a passage for each number."""
        places = self.clause.places
        segments = SegmentFinder(self.sentence, self.clause).segments(places)
        first = next(
            (n for n, one in enumerate(places) if one in self.sentence.starts), len(places)
        )
        head = places[:first]
        for n in range(len(segments)):
            yield self._passage(segments, n, head)
        for chunk in self.clause.chunks:
            if chunk.inset:
                yield from self._of_inset(chunk, segments, head)

    def _passage(self, segments: list[Segment], n: int, head: list[int]) -> Passage:
        segment, following = segments[n], segments[n + 1 :]
        narrowing = [*segment.places]
        for one in following:
            if one.bond is not Bond.NARROWS:
                break
            narrowing += one.places
        ends_list = all(one.bond is Bond.LIST for one in following)
        if following and ends_list and segment.bond is not Bond.NARROWS:
            narrowing += self._shared_end(segment, following, head)
        compared = {n for one in segments if one.bond is Bond.COMPARED for n in one.places}
        is_end = self.sentence.word_before(segment.quantity.start) in ENDS_OF_CHANGE
        is_listed = segment.bond is Bond.LIST or is_end
        before = [n for n in segment.places if n < segment.quantity.start]
        stands_alone = not is_listed or self.sentence.has_verb(before)
        places = self.clause.beside(segment.quantity.start)
        is_whole = segment.bond is Bond.WHOLE and self._is_of_others(segment)
        return Passage(
            segment.quantity,
            own=tuple(segment.places),
            narrowing=(*sorted({*narrowing}),),
            head=() if stands_alone else tuple(head),
            before=() if is_whole else tuple(n for n in places if n < segment.places[0]),
            clause=tuple(place for place in places if place not in compared),
            earlier=tuple(self.clause.earlier),
            asides=tuple(self.clause.asides),
            parts=tuple(n for one in _parts_of(following) for n in one.places),
            apart=self._apart(segment),
            bond=segment.bond,
            is_when=self.clause.is_when,
            is_end_of_change=is_end,
            begins_change=self._begins_change(segment, head),
        )

    def _is_of_others(self, whole: Segment) -> bool:
        """Tell whether a whole may have another owner than its part: `66 of the 100`."""
        pronouns = self.sentence.lexicon.pronouns
        return not self.sentence.begins(pronouns, whole.quantity.start - 1)

    def _apart(self, segment: Segment) -> tuple[Places, ...]:
        """Return the words that a comma, or a last "and", separates from a number."""
        places, quantity = segment.places, segment.quantity
        cuts = {n for n in places if n in self.clause.starts}
        after = min((n for n in cuts if n > quantity.start), default=places[-1] + 1)
        joins = [n for n in places if quantity.end < n < after and self.sentence.joined([n])]
        if joins and not self._counts(joins[-1], after):
            cuts.add(joins[-1])
        parts: list[list[int]] = [[]]
        for place in places:
            if place in cuts:
                parts.append([])
            parts[-1].append(place)
        return tuple(tuple(part) for part in parts if part and quantity.start not in part)

    def _counts(self, start: int, end: int) -> bool:
        """Tell whether words say what, whose or when: `troops and police`, `in May and June`."""
        sentence = self.sentence
        dated = {n for time in sentence.times if time.first for n in range(time.start, time.end)}
        return any(
            n in dated or sentence.begins(sentence.lexicon.nouns, n) for n in range(start, end)
        )

    def _begins_change(self, segment: Segment, head: list[int]) -> bool:
        """Tell whether a number is the first of a change: `fell from 107,000 to 61,000`."""
        start = segment.quantity.start
        before = [one for one in (*head, *segment.places) if one < start]
        is_change = any(self.sentence.begins(self.sentence.lexicon.changing, one) for one in before)
        return is_change and self.sentence.word_before(start) in FROM

    def _shared_end(self, segment: Segment, following: list[Segment], head: list[int]) -> list[int]:
        """Return words after a list that go with all of it: `and 3 police were killed in May`."""
        last = following[-1]
        is_said = self.sentence.has_verb([*head, *segment.places])
        names_another = self.sentence.names([n for n in last.places if n < last.quantity.start])
        is_apart = self.sentence.has_verb(last.places) or any(one.after_comma for one in following)
        is_apart |= names_another
        is_named = self.sentence.names([*head, *segment.places])
        if (is_said and is_apart) or (is_named and self._does_more(last)):
            return []
        noun = self.sentence.noun_behind(last.quantity, last.places)
        end = [n for n in last.places if n >= last.quantity.end and n not in noun]
        end = end[self._goes_on_counting(segment, end) :]
        if self.sentence.names(segment.places):
            end = [n for n in end if n not in self.sentence.of_records]
        parts = self.sentence.of_parts
        return [n for n in end if n not in parts] if parts & {*segment.places} else end

    def _goes_on_counting(self, first: Segment, end: list[int]) -> int:
        """Return the length of the rest of a noun: `300 weapons and 40 rounds of ammunition`."""
        is_of = bool(end) and self.sentence.words[end[0]] in OF
        if not is_of or not any(self._asks(n) for n in first.places if n >= first.quantity.end):
            return 0
        stems = [stem_of(self.sentence.words[n]) for n in end]
        length = self.sentence.lexicon.asked_as.at(stems, 1)[0]
        return length and 1 + length

    def _asks(self, place: int) -> bool:
        return bool(self.sentence.lexicon.asked_as.at([stem_of(self.sentence.words[place])], 0)[0])

    def _does_more(self, segment: Segment) -> bool:
        """Tell whether a number has a verb of its own before it: `and collected 40,241 rounds`."""
        words = (self.sentence.words[n] for n in segment.places if n < segment.quantity.start)
        return any(stem_of(word) in self.sentence.lexicon.verbs for word in words)

    def _of_inset(
        self, chunk: Chunk, segments: list[Segment], head: list[int]
    ) -> Iterator[Passage]:
        """Read numbers in brackets: about the number before, or the name there."""
        if name := self._named_insets.get(chunk.places[0]):
            yield from self._of_named_inset(chunk, name)
            return
        before = [one for one in segments if one.quantity.start < chunk.places[0]]
        about = before[-1].places if before else [one for one in head if one < chunk.places[0]]
        lead = {*about, *(head if before else ())}
        for segment in SegmentFinder(self.sentence, self.clause).segments(chunk.places):
            yield Passage(
                segment.quantity,
                own=tuple(segment.places),
                narrowing=(*sorted({*segment.places, *lead}),),
                before=tuple(about),
                clause=tuple(self.clause.places),
                earlier=tuple(self.clause.earlier),
                bond=Bond.INSET,
            )

    @cached_property
    def _named_insets(self) -> dict[int, Places]:
        """The names before bare numbers in brackets, by where the brackets begin."""
        insets = [one for one in self.clause.chunks if one.inset]
        return {one.places[0]: name for one in insets if (name := self._named_before(one))}

    def _named_before(self, chunk: Chunk) -> Places:
        """Return the name before a bare number in brackets: `Nepal (6,039)`."""
        sentence, place = self.sentence, chunk.places[0] - 2
        is_bare = {*chunk.places} <= sentence.of_number | sentence.of_nouns
        names = takewhile(lambda n: n in sentence.of_records, range(place, -1, -1))
        return tuple(names)[::-1] if is_bare else ()

    def _of_named_inset(self, chunk: Chunk, name: Places) -> Iterator[Passage]:
        """Read a number after a name of a list with the words of the whole clause."""
        listed = {n for one in self._named_insets.values() for n in one}
        first = chunk.places[0] == min(self._named_insets)
        told = [n for n in self.clause.places if n not in listed]
        places = tuple(sorted({*told, *name, *chunk.places}))
        for segment in SegmentFinder(self.sentence, self.clause).segments(chunk.places):
            yield Passage(
                segment.quantity,
                own=places,
                narrowing=places,
                clause=tuple(self.clause.places),
                earlier=tuple(self.clause.earlier),
                bond=Bond.INSET if first else Bond.LIST,
            )
