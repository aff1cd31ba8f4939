"""Try to answer a query: as a whole, as two questions in one, then the clause of it that asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from api.facts.folding import fold
from api.lists.word_index import read_word_index
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Question, Time
from api.questions.splitting import split_typed
from api.questions.understanding import read_question
from api.search.answers.answer import find_answer
from api.search.answers.twofold import answer_both, asks_for_whole_and_part, named_in, set_beside
from api.search.figures.as_answer import Address
from api.vocabulary import Row

CLAUSE_END = re.compile(r"[.:;!?,–—]\s+|\s-\s|\s\(")
UNDATED = {"now", "next"}  # "Exam tomorrow" tells of the asker, "in 1994" of what is asked.
FEWEST_WORDS = 2  # That can ask for something.
MOST_CLAUSES = 6


@dataclass(frozen=True)
class Asking:
    """Answer questions with the lexicon and the names of one database."""

    connection: Connection
    lexicon: Lexicon
    names: Names
    address: Address

    def answer(self, typed: str, question: Question) -> Row | None:
        """Answer a question, if it is understood, or the clause of it that asks."""
        are_two = asks_for_whole_and_part(question)
        halves = typed, self.lexicon, self._read, self._find
        return (
            (set_beside(*halves) if are_two else None)
            or self._find(question)
            or answer_both(*halves)
            or (None if are_two else set_beside(*halves))
            or self._answer_beside_clause(typed)
            or self._answer_beside_apposition(typed)
        )

    def answer_without_strange_words(self, question: Question) -> Row | None:
        """Answer a question without its unknown words, else without words of everyday language, too.

        The answer is only likely: it leads the hits, and is not shown as answer.
        """
        if question.is_outside:
            return None
        strange = question.without_place()
        # The stop words that lead to one go with it: "over the" with "decades".
        for place in range(len(question.words) - 1, 0, -1):
            if place in strange and question.words[place - 1] in self.lexicon.stop_words:
                strange.add(place - 1)
        light = {n for n, word in enumerate(question.words) if self.lexicon.is_light(word)}
        more = strange | (light - question.taken)
        for left_out in (strange, more) if more > strange else (strange,):
            words = [word for n, word in enumerate(question.words) if n not in left_out]
            is_enough = left_out and len(words) >= FEWEST_WORDS
            if is_enough and (found := self._find(self._read(" ".join(words)))):
                return found
        return None

    def _answer_beside_clause(self, typed: str) -> Row | None:
        """Answer the clause beside one about the asker: "I teach history: who led UNTAC".

        Nothing is answered if that one has a time, which may be meant for the question, too.
        """
        for clauses in _clauses(typed):
            pair = [(clause, self._read(clause)) for clause in clauses]
            for (clause, told), (rest, asked) in (pair, pair[::-1]):
                if self._is_of_the_asker(clause) and (
                    found := self._answer_rest(told, asked, rest)
                ):
                    return found
                if _leads_to(told, asked) and (found := self._find(asked)):
                    return found
        return None

    def _answer_beside_apposition(self, typed: str) -> Row | None:
        """Answer the clause beside an apposition to its time: "in 2010, the year of the earthquake"."""
        for pair in _clauses(typed):
            for rest, clause in (pair, pair[::-1]):
                words = fold(clause).split()
                said = words[: self.lexicon.reading.apposed.at(words, 0)[0]]
                if not said or not self._tells_of_a_time(clause):
                    continue
                asked = self._read(rest)
                if asked.time and asked.time.basis == "in" and self._is_as_long(asked.time, said):
                    return self._find(asked)
        return None

    def _is_as_long(self, time: Time, said: list[str]) -> bool:
        """Say whether an apposition is as long as the time it explains: "just after the coup" is only a part of a year."""
        meanings = (self.lexicon.listing.at(said, place)[1] for place in range(len(said)))
        return not time.is_of_whole_years or any("year" in one for one in meanings)

    def _tells_of_a_time(self, clause: str) -> bool:
        """Say whether a clause asks for nothing, and has no time or dimension of its own."""
        told = self._read(clause)
        is_dated = told.bases - UNDATED
        narrows = told.asking - {"when"} or told.dimensions or told.says("negation")
        return not (is_dated or narrows or told.measures)

    def _is_of_the_asker(self, clause: str) -> bool:
        """Say whether a clause is in the first person, or tells what the answer is for."""
        reading = self.lexicon.reading
        return bool((reading.first_person | reading.occasions) & {*fold(clause).split()})

    def _answer_rest(self, told: Question, asked: Question, rest: str) -> Row | None:
        if told.bases - UNDATED or told.says("negation"):
            return None
        if told.dimensions and not asked.mentions:
            return None
        is_told_apart = (told.dimensions and not asked.dimensions) or (
            told.measures and not asked.measures
        )
        if "how_many" in asked.asking and is_told_apart:
            return None  # "An essay on women: how many serve in UNMISS" may ask for women.
        if told.mentions and not asked.mentions:
            asked = self._read(f"{rest} in {named_in(told)}")
        return self._find(asked)

    def _read(self, typed: str) -> Question:
        parts = split_typed(typed, read_word_index(self.connection), self.lexicon)
        return read_question(parts, self.lexicon, self.names, typed)

    def _find(self, question: Question) -> Row | None:
        return find_answer(self.connection, question, self.lexicon, self.names, self.address)


def _leads_to(told: Question, asked: Question) -> bool:
    """Say whether a clause only names what is asked about: "Canada was proud of it. How many Canadians serve today?"."""
    named, again = ({m.targets[0] for m in one.mentions} for one in (told, asked))
    narrows = {*told.dimensions} - {*asked.dimensions} - {"component"}
    adds = told.times or told.asking or narrows or told.says("negation")
    return bool(named and named <= again and asked.asking) and not adds


def _clauses(typed: str) -> Iterator[tuple[str, str]]:
    """Yield the texts before and behind the end of each clause."""
    for end in islice(CLAUSE_END.finditer(typed), MOST_CLAUSES):
        yield typed[: end.start()], typed[end.end() :]
