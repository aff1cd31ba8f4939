"""Split a clause into one segment for each number, and tell how they relate.

Between two numbers a comma, a joining word, a preposition or the end of what is counted parts them.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile, zip_longest

from api.claims.sentences.clauses import Clause
from api.claims.sentences.numbers import FROM, Measure, Quantity
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.tokens import word_at

# "A budget of $5 million" is one thing.
SPREADING = frozenset(["of", "at", "to", "by", "de", "à", "a"])
AMONG = ("of", "among", "sur", "parmi")
ARTICLES = ("the", "its", "their", "les", "ses")
OWNS = "s"  # What the apostrophe leaves of "last year's".
JOIN = 2  # Words that stand between a comma and what it parts: `, as well as`.


class Bond(StrEnum):
    """How a number relates to the one before it."""

    FIRST = "first"
    LIST = "list"
    PART = "part"
    COMPARED = "compared"
    NARROWS = "narrows"
    WHOLE = "whole"  # Of which the number before is a part: `66 of the 100 allegations`.
    APART = "apart"
    INSET = "inset"  # In brackets.


@dataclass
class Segment:
    """A number with its own words."""

    quantity: Quantity
    places: list[int]
    bond: Bond
    after_comma: bool = False


@dataclass(frozen=True)
class SegmentFinder:
    """Finds the segments of one clause, or of its brackets."""

    sentence: Sentence
    clause: Clause

    def segments(self, places: list[int]) -> list[Segment]:
        """Part a clause into the words of each of its numbers."""
        found = self._parted(places)
        self._give_back(found, places)
        self._tell_what_changes(found)
        self._share_nouns(found)
        for part, whole in pairwise(found):
            if whole.bond is Bond.WHOLE:
                self._share(part, whole)
        return found

    def _parted(self, places: list[int]) -> list[Segment]:
        """Split the places at the boundaries between numbers."""
        found: list[Segment] = []
        numbers = [n for n, place in enumerate(places) if place in self.sentence.starts]
        begin, bond = self._first_words(places, numbers[0]) if numbers else 0, Bond.FIRST
        for number, next_number in zip_longest(numbers, numbers[1:]):
            quantity = self.sentence.starts[places[number]]
            end, next_begin, next_bond = len(places), len(places), Bond.FIRST
            if next_number is not None:
                after = next(n for n in range(number, len(places)) if places[n] >= quantity.end)
                end, next_begin, next_bond = self._boundary(places, after, next_number)
            commas = {*places[max(0, begin - JOIN) : begin + 1]} & self.clause.starts
            segment = Segment(quantity, places[begin:end], bond, bool(found and commas))
            if found and self._is_part(segment, found[-1]):
                segment.bond = Bond.PART
            found.append(segment)
            begin, bond = next_begin, next_bond
        return found

    def _is_part(self, segment: Segment, before: Segment) -> bool:
        """Tell whether a listed number is a part of the one before: `28 of them soldiers`."""
        if segment.bond is not Bond.LIST:
            return False
        parts_after, end = self.sentence.lexicon.parts_after, segment.quantity.end
        if self.sentence.begins(parts_after, end) or self._is_whole(before.quantity.start):
            return True
        own = takewhile(lambda place: place not in self.clause.starts, segment.places)
        return before.bond is Bond.PART and not self.sentence.has_verb([*own])

    def _share_nouns(self, segments: list[Segment]) -> None:
        """Share the noun of the next number: `Fiji had 338 and Brazil 83 peacekeepers`."""
        sentence, nouns = self.sentence, self.sentence.lexicon.nouns
        for first, second in pairwise(segments):
            is_open = first.quantity.measure is second.quantity.measure is Measure.COUNT
            is_open &= not sentence.noun_behind(first.quantity, first.places)
            if second.bond is not Bond.LIST or not is_open or sentence.has(nouns, first.places):
                continue
            noun = sentence.noun_behind(second.quantity, second.places)
            is_dated = not sentence.of_time.isdisjoint(first.places)
            behind = noun if is_dated else [n for n in second.places if n >= second.quantity.end]
            if sentence.has(nouns, noun[:1]):
                first.places = [*first.places, *behind]

    def _tell_what_changes(self, segments: list[Segment]) -> None:
        """Share later words with a first number: `From $5.6 billion, the budget fell to …`."""
        if len(segments) < 2 or not segments[1].after_comma:
            return
        first, second = segments[:2]
        own = {*range(first.quantity.start, first.quantity.end)} | self.sentence.of_time
        left = [self.sentence.words[n] for n in first.places if n not in own]
        compared = self.sentence.lexicon.comparing.at(left, 0)[0] if left else 0
        if left and (compared == len(left) or (left[0] in FROM and len(left) == 1)):
            first.places += [n for n in second.places if n < second.quantity.start]

    def _share(self, part: Segment, whole: Segment) -> None:
        """Share the noun of the whole with its part; keep narrowing words with the part alone."""
        sentence = self.sentence
        after = [n for n in whole.places if n >= whole.quantity.end]
        end = next((n for n in after if sentence.ends_noun(n)), whole.places[-1] + 1)
        named = {n for n in after if n >= end and n in sentence.of_records}
        verb = next((n for n in after if n >= end and n in sentence.verbs), whole.places[-1] + 1)
        if part.quantity.measure is Measure.USD and sentence.has(
            sentence.language.lexicon.indicators,
            [n for n in part.places if n < part.quantity.start],
        ):
            return  # "Spent $68 million of its budget of $69 million".
        if not sentence.of_records & {*part.places}:
            told = {n for n in named if n > verb}  # "44 of the 102 concerned MONUSCO".
            whole.places = [
                n for n in whole.places if not told or n < verb or n in sentence.of_time
            ]
            named -= told
        part.places += [n for n in after if n not in named]
        dimensions = sentence.language.lexicon.dimensions
        if narrowing := [n for n in after if n >= end and sentence.begins(dimensions, n)]:
            whole.places = [n for n in whole.places if n < narrowing[0] or n in sentence.of_time]

    def _is_whole(self, number: int) -> bool:
        """Tell whether the next number is a part of this one: `Of the 61,000 in uniform`."""
        sentence, place = self.sentence, number - 1
        while place > 0 and (
            sentence.words[place] in (*ARTICLES, OWNS) or place in sentence.of_records
        ):
            place -= 1
        is_of = place >= 0 and sentence.words[place] in AMONG
        return is_of and (place == 0 or place in self.clause.starts)

    def _first_words(self, places: list[int], number: int) -> int:
        """Return where the first number's words begin: after `has run since 1948 and`."""
        sentence = self.sentence
        for n in range(number - 1, 0, -1):
            at = n + sentence.joined(places[n:number])
            told = [m for m in range(at, number) if places[m] not in sentence.of_time]
            if at > n and told and sentence.has_verb(places[told[0] : told[0] + 1]):
                return at
        return 0

    def _give_back(self, segments: list[Segment], places: list[int]) -> None:
        """Return words after an inserted part to its whole: `400 men, 3 of them police, died`."""
        for at, (before, part) in enumerate(pairwise(segments), 1):
            if part.bond is not Bond.PART or self._is_whole(before.quantity.start):
                continue
            listed = takewhile(lambda one: one.bond in (Bond.PART, Bond.LIST), segments[at:])
            last = [*listed][-1]
            after = [n for n in last.places if n in self.clause.starts and n > last.quantity.start]
            until = places.index(before.places[-1]) + 1
            if after and not self.sentence.has_verb(places[:until]):
                before.places += [n for n in last.places if n >= after[0]]
                last.places = [n for n in last.places if n < after[0]]

    def _boundary(self, places: list[int], start: int, end: int) -> tuple[int, int, Bond]:
        """Return the end of one number's words, the start of the next one's, and their bond."""
        commas = [n for n in range(start, end + 1) if places[n] in self.clause.starts]
        if commas:
            telling = [n for n in commas if self._bond(places[n]) is not Bond.LIST]
            at = telling[0] if telling else self._before_time(places, start, commas[-1])
            return at, at + self.sentence.joined(places[at:end]), self._bond(places[at])
        words = [self.sentence.words[place] for place in places[start:end]]
        if not words:
            return end, end, Bond.APART
        if self._are_out_of(places[start:end]):
            return start, end, Bond.WHOLE
        if self._are_out_of_named(places[start:end]):
            return end, start, Bond.WHOLE
        parted = (
            self._at_preposition(places, words, start, end)
            or self._at_join(places, words, start)
            or self._at_last_preposition(places, words, start)
        )
        at = start + self._counted(words)
        while at < end - 1 and places[at] in self.sentence.of_time:
            at += 1
        return parted or (at, at, Bond.APART)

    def _are_out_of(self, places: list[int]) -> bool:
        """Tell whether words make a number a part of the next one: `of last year's 60`."""
        silent = {n for n in places if n in self.sentence.of_time or self.sentence.words[n] == OWNS}
        words = [self.sentence.words[n] for n in places if n not in silent]
        return bool(words) and self.sentence.lexicon.out_of.at(words, 0)[0] == len(words)

    def _are_out_of_named(self, places: list[int]) -> bool:
        """Tell the same of words with a name: `111 of UNOSOM II's 154 deaths`."""
        is_owned = self.sentence.words[places[-1]] == OWNS
        return is_owned and self._are_out_of(
            [n for n in places if n not in self.sentence.of_records]
        )

    def _at_preposition(
        self, places: list[int], words: list[str], start: int, end: int
    ) -> tuple[int, int, Bond] | None:
        """Split two numbers before the preposition of the second."""
        lexicon = self.sentence.lexicon
        until = len(words) - (words[-1] in ARTICLES)
        preposition = lexicon.prepositions.ending_at(words, until)[0]
        is_join = bool(lexicon.joins.at(words, len(words) - 1)[0])
        is_join |= self._is_bare(places[end]) and any(
            lexicon.joins.at(words, n)[0] for n in range(len(words))
        )
        if not preposition or words[until - 1] in SPREADING or is_join:
            return None
        at = start + until - preposition
        return at, at, Bond.NARROWS

    def _at_join(
        self, places: list[int], words: list[str], start: int
    ) -> tuple[int, int, Bond] | None:
        """Split two numbers at the last joining word, but not `and India with 5,373`."""
        joins = [
            n
            for n in range(len(words))
            if self.sentence.lexicon.joins.at(words, n)[0]
            and places[start + n] not in self.sentence.of_names
        ]
        while len(joins) > 1 and places[start + joins[-1] - 1] in self.sentence.of_records:
            joins.pop()
        if not joins:
            return None
        at = start + joins[-1]
        return at, at + self.sentence.lexicon.joins.at(words, joins[-1])[0], self._bond(places[at])

    def _at_last_preposition(
        self, places: list[int], words: list[str], start: int
    ) -> tuple[int, int, Bond] | None:
        """Split two numbers at the last preposition, or where a comparison begins."""
        lexicon = self.sentence.lexicon
        prepositions = (n for n in range(len(words)) if lexicon.prepositions.at(words, n)[0])
        last = self._begins(words, max(prepositions, default=-1))
        is_spread = words[last] in SPREADING and self.sentence.has_verb(
            places[start : start + last]
        )
        if last < 0 or is_spread:
            return None
        is_compared = bool(lexicon.comparing.at(words, last)[0])
        return start + last, start + last, Bond.COMPARED if is_compared else Bond.NARROWS

    def _begins(self, words: list[str], last: int) -> int:
        """Return where a comparing phrase begins, from its "of": "against an appropriation of"."""
        comparing = self.sentence.lexicon.comparing
        before = [n for n in range(last) if comparing.at(words, n)[0]]
        return before[-1] if before and words[last] in SPREADING else last

    def _before_time(self, places: list[int], start: int, comma: int) -> int:
        """Return where a time before a comma begins: `, and as of 31 May 2025, UNDOF had 1,018`."""
        at = comma
        while at > start and places[at - 1] in self.sentence.of_time:
            at -= 1
        is_told = at < comma and at > start and self.sentence.joined(places[at - 1 : at])
        return at - 1 if is_told else comma

    def _is_bare(self, number: int) -> bool:
        """Tell whether no noun follows a number: `44 of them and MINUSCA for 40`."""
        end = self.sentence.starts[number].end
        is_last = word_at(self.sentence.words, end) in ("", ",", ";")
        return is_last or self.sentence.ends_noun(end)

    def _counted(self, words: list[str]) -> int:
        """Return how many words after a number are its noun."""
        nouns = self.sentence.lexicon.nouns
        for place in range(len(words)):
            length = nouns.at(words, place)[0]
            if length and not nouns.at(words, place + length)[0]:
                return place + length
        return 1

    def _bond(self, place: int) -> Bond:
        if self.sentence.begins(self.sentence.lexicon.parts, place):
            return Bond.PART
        is_compared = self.sentence.begins(self.sentence.lexicon.comparing, place)
        return Bond.COMPARED if is_compared else Bond.LIST
