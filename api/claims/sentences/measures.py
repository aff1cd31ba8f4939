"""Tell which indicator the words about a number ask for, so that every word has a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from api.claims.sentences.language import Language
from api.claims.sentences.moments import NotUnderstood
from api.claims.sentences.nouns import NounReader
from api.claims.sentences.numbers import Measure
from api.claims.sentences.passages import Passage
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.words import has_phrase, places_of
from api.questions.indicators import indicator_kinds, indicator_units, of_money
from api.questions.phrases import Phrases
from api.questions.question import OWN, Question
from api.tables.words import stem_of
from api.vocabulary import IndicatorKind, Unit

SINCE_START = "_since_start"
UNITS = ("percent", "dollars")
BY = ("by", "de", "par")


def in_quotes(words: list[str]) -> str:
    """Name words in a message, each once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


@dataclass(frozen=True)
class MeasureReader:
    """Reads what is counted from the question that the words about a number make."""

    sentence: Sentence
    passage: Passage
    question: Question

    @property
    def language(self) -> Language:
        """The words that are known."""
        return self.sentence.language

    @property
    def words(self) -> list[str]:
        """The words about the number."""
        return self.question.words

    @cached_property
    def nouns(self) -> NounReader:
        """Reads the noun that is counted."""
        return NounReader(self.sentence, self.passage, self.question)

    @cached_property
    def narrowing(self) -> set[int]:
        """The places of the words that narrow the number."""
        return {place for _, places in self.question.dimensions.values() for place in places}

    def add_measures(self) -> None:
        """Note the indicators that sentences ask for in words of their own, and what a share of women is."""
        lexicon = self.language.words
        told = self.question.told
        words = enumerate(self.words)
        telling = [n for n, word in words if word and n not in told and not self._is_small(word)]
        stems = [stem_of(self.words[n]) for n in telling]
        for start in range(len(stems)):
            for length, codes in lexicon.asked_as.all_at(stems, start):
                found = telling[start : start + length]
                self._note(codes, set(range(found[0], found[-1] + 1)))
        for place in range(len(self.words)):
            for length, plain in lexicon.asked_plainly.all_at(self.words, place):
                self._note(plain, set(range(place, place + length)))
            codes = lexicon.share_of.at(self.words, place)[1]
            if codes and self.passage.quantity.measure is Measure.PERCENT:
                self._note(codes, {place})
                self.question.dimensions.pop("sex", None)

    def _is_small(self, word: str) -> bool:
        return word in self.language.lexicon.stop_words or word in OWN

    def _note(self, codes: list[str], places: set[int]) -> None:
        for code in (*codes, *(f"{code}{SINCE_START}" for code in codes)):
            if code in self.language.lexicon.known_indicators:
                self.question.measures.setdefault(code, set()).update(places)

    def codes(self) -> list[list[str]]:
        """List the indicators that are asked for: first those that most words ask for, all alike together."""
        self._refuse_others()
        measured = self.nouns.counted()
        left: dict[str, list[str]] = {code: self._unplaced(code) for code in measured}
        placed = [code for code in measured if not left[code]]
        if not placed:
            fewest: list[str] = sorted(left.values(), key=len)[0]
            raise NotUnderstood(f"no place is found for {in_quotes(fewest)}")
        return self._by_words(placed)

    def _refuse_others(self) -> None:
        """Refuse what is about something else: "population", "civilians were killed"; not "lost their lives in"."""
        measures = self.question.measures
        measured = {place for places in measures.values() for place in places}
        for place, word in enumerate(self.words):
            length = self.language.lexicon.outside.at(self.words, place)[0]
            if length and not set(range(place, place + length)) & measured:
                raise NotUnderstood("it is about something else")
            if not self.language.words.strangers.at(self.words, place)[0] and not (
                self.language.words.anybody.at(self.words, place)[0] and not self._is_ours()
            ):
                continue
            gone = [measures.pop(code, None) for code in self.language.words.dying]
            if any(gone) and not measures:
                raise NotUnderstood(f"“{word}” may be others than peacekeepers")

    def _is_ours(self) -> bool:
        """Tell whether the people who died are said to be of a mission: it lost them, or they died in peacekeeping."""
        words = self.language.words
        return has_phrase(words.losing, self.words) or has_phrase(words.everywhere, self.words)

    def _unplaced(self, code: str) -> list[str]:
        """List the words that have no place where an indicator is meant, and those that turn its meaning."""
        lexicon, question = self.language.lexicon, self.question
        measure = question.measure(code, lexicon)
        harmless = measure | self._harmless
        beside = self._of_others(code) | (self._verbs() if self._is_strong(code) else set())
        left = question.left(measure, self.narrowing, of_money(question, lexicon, code), beside)
        turning = self._turning(harmless) + self._changing(harmless)
        found = [word for word in left if word] + turning
        apart = self._apart(code) if found else set()
        return [word for word in found if word not in apart]

    @cached_property
    def _harmless(self) -> set[int]:
        """The places of words that turn no meaning: what narrows or is named, and phrases that say nothing."""
        phrases = places_of(self.language.words.filler, self.words, longer_than=1)
        return self.narrowing | self.question.told | phrases

    def _is_strong(self, code: str) -> bool:
        """Tell whether what is counted is said by more than a noun for people: "allegations", "lost", "budget"."""
        people = self.nouns.people | self.narrowing
        return bool(self.question.measures[code] - people)

    def _verbs(self) -> set[int]:
        """Return the places of verbs that say nothing where a noun says what is counted: "faced 66 allegations"."""
        verbs = self.language.words.verbs
        return {n for n, word in enumerate(self.words) if stem_of(word) in verbs}

    def _apart(self, code: str) -> set[str]:
        """Return words that a comma parts from a number, unless they ask for a number or may tell how people died."""
        kind = indicator_kinds(self.language.connection)[code]
        is_event = (
            indicator_units(self.language.connection)[code] == Unit.PEOPLE
            and kind != IndicatorKind.STOCK
        )
        if is_event:
            return set()
        asking = {n for places in self.question.measures.values() for n in places}
        asking -= self.question.filler | self.nouns.all - self.question.measures[code]
        parts = [self._words_at(part) for part in self.passage.apart]
        beside = [part for part in parts if not part & {self.words[n] for n in asking}]
        apart = {n for part in self.passage.apart for n in part}
        near = [n for n in (*self.passage.narrowing, *self.passage.head) if n not in apart]
        return {word for part in beside for word in part} - self._words_at(near)

    def _words_at(self, places: Sequence[int]) -> set[str]:
        return {self.sentence.tokens[place].word for place in places}

    def unplaced_but_named(self) -> list[str]:
        """List the words that have no place where what is counted is told by the number before."""
        question = self.question
        lexicon = self.language.words
        tables = (lexicon.parts_after, lexicon.parts, lexicon.comparing)
        parts = {place for table in tables for place in places_of(table, self.words)}
        harmless = self._harmless | parts
        unit = {n for n, word in enumerate(self.words) if word in UNITS}
        left = question.left(harmless, self._verbs(), self.nouns.people, unit)
        return [word for word in left if word] + self._turning(harmless)

    def _of_others(self, code: str) -> set[int]:
        """Return words that say nothing of this number: what other numbers of a list count, whose a case or a sum is."""
        found: set[int] = set()
        if self.passage.head:
            length = len(self.sentence.words_at(self.passage.head)[0])
            found |= {n for places in self.question.measures.values() for n in places if n < length}
        units = indicator_units(self.language.connection)
        if units[code] != Unit.PEOPLE or self._is_strong(code):
            found |= self.nouns.people
        if units[code] == Unit.PERCENT:  # "The budget is half a per cent of …"
            money = (one for one in self.question.measures if units.get(one) == Unit.USD)
            found |= {place for one in money for place in self.question.measures[one]}
        return found

    def _changing(self, harmless: set[int]) -> list[str]:
        """List the words of a change, where the number is a difference: `fell by 300`."""
        if self.sentence.word_before(self.passage.quantity.start) not in BY:
            return []
        return self._beginning(self.language.words.changing, harmless)

    def _turning(self, harmless: set[int]) -> list[str]:
        return self._beginning(self.language.words.turning, harmless)

    def _beginning(self, phrases: Phrases[bool], harmless: set[int]) -> list[str]:
        """List the words that begin a phrase, but for some."""
        words = self.words
        return [
            words[n] for n in range(len(words)) if phrases.at(words, n)[0] and n not in harmless
        ]

    def _by_words(self, codes: list[str]) -> list[list[str]]:
        """Put together the indicators that as many words ask for; one since the start goes with its twin."""
        told = {code: self._telling(code) for code in codes}
        for code in codes:
            alike = (code, f"{code}{SINCE_START}", *self.language.words.alike.get(code, ()))
            family = [one for one in alike if one in told]
            told |= dict.fromkeys(family, max(told[one] for one in family))
        ranks = sorted({*told.values()}, reverse=True)
        return [[code for code in codes if told[code] == rank] for rank in ranks]

    def _telling(self, code: str) -> tuple[int, ...]:
        """Return how many words ask for an indicator; of those that narrow or are named it is all the same how many."""
        places = self.question.measures[code]
        own = places - self.narrowing - self.question.told
        units = {n for n in own if self.words[n] in UNITS}
        telling = own - self.question.filler - units
        strong = telling - self.nouns.all
        return len(strong), len(telling), len(own), len(places) if own else 0
