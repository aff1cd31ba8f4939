"""Read the noun after a number, and choose the indicators that count it."""

from dataclasses import dataclass
from functools import cached_property

from api.claims.sentences.language import Language
from api.claims.sentences.numbers import Measure
from api.claims.sentences.passages import Passage
from api.claims.sentences.refusals import NothingCounted, Unverifiable
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.tokens import word_at
from api.claims.sentences.words import OF, SentenceLexicon, places_of
from api.questions.indicator_codes import SINCE_START
from api.questions.indicators import indicator_kinds, indicator_units
from api.questions.question import Question
from api.vocabulary import IndicatorKind, Unit

WRITTEN = {Unit.PERCENT: Measure.PERCENT, Unit.USD: Measure.USD, Unit.RANK: None, Unit.YEARS: None}
ALIKE = {Unit.COUNTRIES: (Unit.COUNTRIES, Unit.MEMBER_STATES)}
RESTRICTING = ("with", "that", "which", "where", "whose", "avec", "qui", "où", "ou")
BARE = (Unit.PEOPLE, Unit.COUNTRIES, Unit.MISSIONS)
OF_SOME = ("from", "for", "of", "among", "between", "to", "de", "des", "pour", "parmi")
# Between a number and its noun: "12,000 UN troops", "a 2,000-strong force".
PLAIN = ("un", "strong")


@dataclass(frozen=True)
class WordsAboutNumber:
    """A number in its sentence, with the question that the words about it make."""

    sentence: Sentence
    passage: Passage
    question: Question

    @property
    def language(self) -> Language:
        """The known words and names."""
        return self.sentence.language

    @property
    def words(self) -> list[str]:
        """The words about the number."""
        return self.question.words


class NounReader(WordsAboutNumber):
    """Reads the counted noun of a passage."""

    @property
    def lexicon(self) -> SentenceLexicon:
        """The lexicon of sentences."""
        return self.sentence.lexicon

    def counted(self) -> list[str]:
        """List the indicators that count what the noun names; refuse a noun that none counts."""
        unit, noun = self._noun()
        if not noun and unit is None:
            unit = self._unit_before()
        measured = [code for code in self.question.measures if self._fits(code, unit)]
        if noun and unit is None:
            measured = [
                code for code in measured if self._is_of(code, noun) or self._died_of(code, noun)
            ]
        if self._died(measured):
            measured = [code for code in measured if not self._counts_serving(code)]
        if self._are_the_dead(noun):
            measured = [code for code in measured if code in self.lexicon.dying]
        if not measured:
            raise Unverifiable(f"we count no “{noun}” here") if noun else NothingCounted()
        return measured

    def _unit_before(self) -> Unit | None:
        """Return the unit of a noun before the number: "Member States that contribute"."""
        nouns, question = self.lexicon.nouns, self.question
        told = [n for n in sorted(self.all) if n not in question.taken]
        units = [unit for n in told for unit in nouns.at(question.words, n)[1][:1]]
        is_told = units[:1] in ([Unit.COUNTRIES], [Unit.CASES]) and Unit.PEOPLE in units[1:]
        return units[0] if is_told and not question.countries else None

    def _fits(self, code: str, unit: Unit | None) -> bool:
        """Tell whether an indicator's unit fits how the number is written and its noun."""
        counted = indicator_units(self.sentence.language.connection).get(code)
        measure = self.passage.quantity.measure
        if counted == Unit.MISSIONS and not self._are_all_missions():
            return False
        if counted is None or counted in WRITTEN or measure is not Measure.COUNT:
            return counted is not None and WRITTEN.get(Unit(counted)) is measure
        if unit is None:
            return counted == Unit.PEOPLE or not self.people
        return counted in ALIKE.get(unit, (unit,))

    def _are_the_dead(self, noun: str) -> bool:
        """Tell whether the noun itself means deaths or injuries."""
        codes = {*self.sentence.language.lexicon.indicators.meanings.get((noun,), ())}
        return bool(codes) and codes <= self.lexicon.dying

    def _died_of(self, code: str, noun: str) -> bool:
        """Tell whether people of a mission died, by any noun: "27 members"."""
        return code in self.lexicon.dying and bool(self.lexicon.anybody.at([noun], 0)[0])

    def _died(self, measured: list[str]) -> bool:
        """Tell whether a verb says that people died: serving personnel are then not meant."""
        dying = [self.question.measures[code] for code in measured if code in self.lexicon.dying]
        return any(places - self.all for places in dying)

    def _counts_serving(self, code: str) -> bool:
        """Tell whether an indicator counts serving people."""
        connection = self.sentence.language.connection
        is_served = code.removesuffix(SINCE_START) != code and code not in self.lexicon.dying
        is_stock = indicator_kinds(connection)[code] == IndicatorKind.STOCK
        return indicator_units(connection)[code] == Unit.PEOPLE and (is_stock or is_served)

    @property
    def may_be_some(self) -> bool:
        """Whether a relative clause may select some: "five missions with 5,000 troops"."""
        sentence, quantity = self.sentence, self.passage.quantity
        noun = sentence.noun_behind(quantity, self.passage.own)
        units = {unit for n in noun for unit in self.lexicon.nouns.at(sentence.words, n)[1]}
        following = word_at(sentence.words, noun[-1] + 1) if noun else ""
        return bool({Unit.MISSIONS, Unit.COUNTRIES} & units) and following in RESTRICTING

    def _are_all_missions(self) -> bool:
        """Tell whether all missions may be counted: "in 11 missions", not "from nine missions"."""
        is_of_some = self.sentence.word_before(self.passage.quantity.start) in OF_SOME
        return not is_of_some or self.passage.is_end_of_change

    @cached_property
    def people(self) -> set[int]:
        """The places of nouns of people."""
        nouns = self.lexicon.nouns
        return {n for n in range(len(self.words)) if Unit.PEOPLE in nouns.at(self.words, n)[1]}

    @cached_property
    def bare(self) -> set[int]:
        """The places of nouns too general to tell the indicator: people, countries, missions."""
        nouns = self.lexicon.nouns
        return {n for n in range(len(self.words)) if {*BARE} & {*nouns.at(self.words, n)[1]}}

    @cached_property
    def all(self) -> set[int]:
        """The places of all counted nouns."""
        return places_of(self.lexicon.nouns, self.words)

    def _noun(self) -> tuple[Unit | None, str]:
        """Return the unit and the noun after the number; the unit is None if unknown."""
        if self.passage.quantity.measure is not Measure.COUNT:
            return None, ""
        places = [n for n in self.passage.own if n >= self.passage.quantity.end]
        words = [self.sentence.tokens[n].word for n in places]
        nouns = self.lexicon.nouns
        for at, place in enumerate(places):
            length, units = nouns.at(words, at)
            end = at + length
            while length and (more := nouns.at(words, end))[0]:
                end, units = end + more[0], more[1]
            if length:
                return units[0], " ".join(words[at:end])
            if place in self.sentence.of_time or self._ends(words, at):
                return None, ""
            if not (place in self.sentence.of_records or self._is_between(words, at)):
                return None, words[at]
        return None, ""

    def _ends(self, words: list[str], at: int) -> bool:
        """Tell whether a word ends the noun phrase: a verb, a preposition, a cause of death."""
        lexicon = self.lexicon
        tables = (
            lexicon.past,
            lexicon.present,
            lexicon.perfect,
            lexicon.prepositions,
            lexicon.joins,
        )
        causes = self.sentence.language.lexicon.dimensions.at(words, at)[1]
        is_end = any(table.at(words, at)[0] for table in tables) and words[at] not in OF
        return is_end or any(name == "cause" for name, _ in causes)

    def _is_between(self, words: list[str], at: int) -> bool:
        """Tell whether a word may stand between number and noun, such as a name."""
        known = self.sentence.language.lexicon
        names = (
            self.sentence.language.names.demonyms,
            self.sentence.language.names.records,
            known.kinds,
            self.lexicon.filler,
        )
        is_plain = words[at] in known.stop_words or words[at] in PLAIN
        return is_plain or any(table.at(words, at)[0] for table in names)

    def _is_of(self, code: str, noun: str) -> bool:
        """Tell whether the noun means an indicator in just this form: "offices" are no officers."""
        places = self.question.measure(code, self.sentence.language.lexicon)
        said = self.lexicon.said_of.get(code, frozenset())
        is_said = noun in said or f"{noun}s" in said or noun.removesuffix("s") in said
        return is_said and noun in {self.words[n] for n in places}
