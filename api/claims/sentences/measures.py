"""Choose the indicator of a number, such that every word about it is explained."""

from collections.abc import Sequence
from functools import cached_property

from api.claims.sentences.leftovers import Leftover, LeftoverReader
from api.claims.sentences.nouns import NounReader, WordsAboutNumber
from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.strangers import StrangerReader
from api.claims.sentences.words import places_of
from api.questions.indicator_codes import SINCE_START
from api.questions.indicators import indicator_kinds, indicator_units, of_money
from api.questions.phrases import Phrases
from api.tables.words import stem_of
from api.vocabulary import IndicatorKind, Unit

UNITS = ("percent", "dollars")
AND, OTHERS = ("and", "et"), ("other", "autres")  # "Attacks and other malicious acts" are these.
COSTS = ("budget_usd", "expenditure_usd")  # What a share may be of.
SETTLED = ("compensation_claims_settled", "convictions")
BY = ("by", "de", "par", "up", "down")


def in_quotes(words: list[str]) -> str:
    """Quote words for a message, each once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


class MeasureReader(WordsAboutNumber):
    """Chooses the indicators from the question that the words about a number make."""

    @cached_property
    def nouns(self) -> NounReader:
        """The reader of the counted noun."""
        return NounReader(self.sentence, self.passage, self.question)

    def codes(self) -> list[list[str]]:
        """List the indicators by rank: in the first list those that most words mean.

        Removes the deaths of others from the question.
        """
        StrangerReader(self.sentence.language, self.question).leave_out()
        left = self._left
        placed = [code for code in left if not left[code].words]
        placed = placed or [code for code in left if left[code] == self._least]
        return self._by_words(placed)

    @property
    def doubt(self) -> str | None:
        """Why the measure is in doubt: unexplained words that may narrow it."""
        if self.nouns.may_be_some:
            return "what follows may say which of them are counted"
        doubtful = self._least.doubtful
        return f"no place is found for {in_quotes(doubtful)}" if doubtful else None

    @cached_property
    def _left(self) -> dict[str, Leftover]:
        """The unexplained words for each indicator."""
        return {code: self._unplaced(code) for code in self.nouns.counted()}

    @cached_property
    def _least(self) -> Leftover:
        """The fewest unexplained words; refuse if one of them may change the meaning."""
        fewest = min(self._left.values(), key=lambda one: (len(one.refused), len(one.doubtful)))
        if fewest.refused:
            refused = min((one.words for one in self._left.values()), key=len)
            raise Unverifiable(f"no place is found for {in_quotes(refused)}")
        return fewest

    def _unplaced(self, code: str) -> Leftover:
        """Return the words unexplained by an indicator, and those that change its meaning."""
        lexicon, question = self.language.lexicon, self.question
        measure = question.measure(code, lexicon)
        harmless = measure | self._harmless | self._coming(code)
        beside = self._of_others(code) | (self._verbs() if self._is_strong(code) else set())
        if code in self.language.words.dying:
            # Who died is told by a verb: "1,134 personnel had been killed".
            beside |= self.nouns.people
        money = of_money(question, lexicon, code)
        places = sorted(
            question.unplaced(measure, self.question.narrowing, money, beside, self._coming(code))
        )
        settling = self._settling(code, question.measures[code])
        turning = self._turning(harmless) + self._changing(harmless) + settling
        if not (turning or places):
            return Leftover()
        apart = self._apart(code)
        reader = LeftoverReader(self.sentence, self.passage, question, measure, apart)
        return reader.read(places, turning, is_strong=self._is_strong(code))

    @cached_property
    def _harmless(self) -> set[int]:
        """The places of harmless words: dimensions, names, and silent phrases."""
        lexicon = self.language.words
        tables = [lexicon.filler, *([lexicon.changing] if self.passage.is_end_of_change else [])]
        phrases = {n for one in tables for n in places_of(one, self.words, longer_than=1)}
        return self.question.narrowing | self.question.taken | phrases

    def _coming(self, code: str) -> set[int]:
        """Return the places of words about the future, if the indicator counts that."""
        kind = indicator_kinds(self.language.connection)[code]
        lexicon = self.language.words
        is_coming = kind == IndicatorKind.TARGET or code in lexicon.coming
        return places_of(lexicon.future, self.words) if is_coming else set()

    def _is_strong(self, code: str) -> bool:
        """Tell whether more than a noun for people matches: "allegations", "lost", "budget"."""
        return bool(self.question.measures[code] - self.nouns.bare - self.question.narrowing)

    def _verbs(self) -> set[int]:
        """Return the places of neutral verbs beside a telling noun: "faced 66 allegations"."""
        verbs = self.language.words.verbs
        return {n for n, word in enumerate(self.words) if stem_of(word) in verbs}

    def _apart(self, code: str) -> set[str]:
        """Return words that a comma separates from a number, unless they count or tell deaths."""
        if code in self.language.words.dying:
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

    def unplaced_but_named(self, codes: Sequence[str]) -> list[str]:
        """List unexplained words if the number before tells the indicator, one of `codes`."""
        question = self.question
        lexicon = self.language.words
        tables = (lexicon.parts_after, lexicon.parts, lexicon.comparing)
        parts = {place for table in tables for place in places_of(table, self.words)}
        again = {place for code in codes for place in question.measures.get(code, ())}
        harmless = self._harmless | parts | again
        unit = {n for n, word in enumerate(self.words) if word in UNITS}
        left = question.left(harmless, self._verbs(), self.nouns.people, unit)
        turning = self._turning(harmless) + self._settling(codes[0], harmless)
        return [word for word in left if word] + turning

    def _of_others(self, code: str) -> set[int]:
        """Return words on other numbers of a list, on owners of cases, or on a total."""
        found: set[int] = set()
        if self.passage.head:
            length = len(self.sentence.words_at(self.passage.head)[0])
            found |= {n for places in self.question.measures.values() for n in places if n < length}
        units = indicator_units(self.language.connection)
        if units[code] != Unit.PEOPLE or self._is_strong(code):
            found |= self.nouns.people
        if units[code] == Unit.PERCENT:  # "The budget is half a per cent of …"
            money = (one for one in COSTS if one in self.question.measures)
            found |= {place for one in money for place in self.question.measures[one]}
        return found

    def _changing(self, harmless: set[int]) -> list[str]:
        """List words of change before a difference: `fell by 300`."""
        if self.sentence.word_before(self.passage.quantity.start) not in BY:
            return []
        of_measure = {place for place in range(len(self.words)) if place - 1 in harmless}
        return self._beginning(self.language.words.changing, harmless | of_measure)  # "Set up 71".

    def _settling(self, code: str, harmless: set[int]) -> list[str]:
        """List words on the outcome of cases and missions, of which only totals are counted."""
        unit = indicator_units(self.language.connection)[code]
        is_settled = unit in (Unit.CASES, Unit.MISSIONS) and code not in SETTLED
        settling = self.language.words.settling
        return self._beginning(settling, harmless) if is_settled else []

    def _turning(self, harmless: set[int]) -> list[str]:
        return self._beginning(self.language.words.turning, harmless)

    def _beginning(self, phrases: Phrases[bool], harmless: set[int]) -> list[str]:
        """List the first words of phrases, without harmless ones."""
        words = self.words
        listed = {n for n, word in enumerate(words) if word in OTHERS and words[n - 1] in AND}
        harmless = harmless | listed
        return [
            words[n] for n in range(len(words)) if phrases.at(words, n)[0] and n not in harmless
        ]

    def _by_words(self, codes: list[str]) -> list[list[str]]:
        """Rank indicators by how many words mean them; twins "since the start" rank alike."""
        told = {code: self._telling(code) for code in codes}
        for code in codes:
            alike = (code, f"{code}{SINCE_START}", *self.language.words.alike.get(code, ()))
            family = [one for one in alike if one in told]
            told |= dict.fromkeys(family, max(told[one] for one in family))
        ranks = sorted({*told.values()}, reverse=True)
        return [[code for code in codes if told[code] == rank] for rank in ranks]

    def _telling(self, code: str) -> tuple[int, ...]:
        """Return how many words mean an indicator: strong ones first, as a sort key."""
        places = self.question.measures[code]
        own = places - self.question.narrowing - self.question.taken
        units = {n for n in own if self.words[n] in UNITS}
        telling = own - self.question.filler - units
        strong = telling - self.nouns.all
        return len(strong), len(telling), len(own), len(places) if own else 0
