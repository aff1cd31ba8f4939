"""Find the indicators of a number, by the phrases of sentences beside those of questions."""

from api.claims.sentences.nouns import WordsAboutNumber
from api.claims.sentences.numbers import Measure
from api.claims.sentences.words import places_of
from api.questions.indicator_codes import SINCE_START
from api.questions.indicators import indicator_units
from api.questions.question import OWN
from api.tables.words import stem_of
from api.vocabulary import Unit


class MeasureFinder(WordsAboutNumber):
    """Finds the indicators that the words about a number mean, and notes them in the question."""

    def find(self) -> None:
        """Note the indicators that sentences phrase in their own way, and shares of women."""
        lexicon = self.language.words
        told = self.question.taken
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

        self._leave_out_pronouns()
        self._leave_out_changes()
        self._add_budget()

    def _add_budget(self) -> None:
        """Read money of a budget year as a budget: "$1.17 billion for MINUSCA in 2025/26"."""
        units = indicator_units(self.language.connection)
        own = {*self.passage.own}
        is_of_budget_year = any(t.is_budget_year for t in self.sentence.times if t.start in own)
        is_money = self.passage.quantity.measure is Measure.USD
        is_told = any(units.get(code) == Unit.USD for code in self.question.measures)
        if is_money and is_of_budget_year and not is_told:
            self._note(["budget_usd"], set())

    def _leave_out_pronouns(self) -> None:
        """Drop indicators meant by a pronoun only: "the mission" counts no missions."""
        pronouns = places_of(self.language.words.pronouns, self.words)
        measures = self.question.measures
        for code in [code for code, places in measures.items() if places and places <= pronouns]:
            del measures[code]

    def _leave_out_changes(self) -> None:
        """Drop deaths meant only by a verb of change: "allegations fell to 100"."""
        if not self.passage.is_end_of_change:
            return
        measures, dying = self.question.measures, self.language.words.dying
        for code in [code for code in measures if code in dying]:
            if not any(map(self._tells_deaths, measures[code])):
                del measures[code]

    def _tells_deaths(self, place: int) -> bool:
        """Tell whether a word means death: no verb of change, no noun of others."""
        lexicon, word = self.language.words, self.words[place]
        codes = {*self.language.lexicon.indicators.meanings.get((word,), ())}
        is_of_the_dead = bool(codes) and codes <= lexicon.dying
        is_noun, is_change = (t.at(self.words, place)[0] for t in (lexicon.nouns, lexicon.changing))
        return not is_change and (is_of_the_dead or not is_noun)

    def _is_small(self, word: str) -> bool:
        return word in self.language.lexicon.stop_words or word in OWN

    def _note(self, codes: list[str], places: set[int]) -> None:
        for code in (*codes, *(f"{code}{SINCE_START}" for code in codes)):
            if code in self.language.lexicon.known_indicators:
                self.question.add_measure(code, places)
