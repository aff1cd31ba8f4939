"""A parsed sentence, whose passages are read as questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from api.claims.sentences.marked import MarkedSentence
from api.claims.sentences.numbers import Measure, Quantity
from api.claims.sentences.records import leads
from api.claims.sentences.subjects import SubjectWords
from api.claims.sentences.tokens import word_at
from api.claims.sentences.words import has_phrase, places_of
from api.facts.components import SOLDIERS
from api.questions.lexicon import Lexicon
from api.questions.parts import Parts
from api.questions.question import HOST, OWN, SEVERAL, WHOLE, Mention, Question
from api.questions.understanding import read_question
from api.vocabulary import Component, RecordType

PLACEHOLDERS = {Measure.PERCENT: ["percent"], Measure.USD: ["dollars"], Measure.COUNT: []}
MISSION = "mission"
EVERYBODY, IN_UNIFORM = "personnel", "uniformed"  # Words that name them.
HOSTING = (":", "hosts", "hosted", "accueille", "accueillait")
AND = ("and", "et", "or", "ou")
NEAR = 4  # Words between a superlative and what it ranks.
ALL = (SEVERAL, "male")  # Men and women are all; and so are "19,000 men".


@dataclass(frozen=True)
class Sentence(MarkedSentence):
    """A sentence of which some words are read as a question."""

    def words_at(self, places: Sequence[int], own: Quantity | None = None) -> tuple[list[str], str]:
        """List the words at places, and as typed; an empty word stands for a gap."""
        ends = {one.end - 1: one for one in self.quantities}
        words: list[str] = []
        typed: list[str] = []
        last: int | None = None
        for place in sorted({*places}):
            if last is not None and place > last + 1:
                words.append("")
            last = place
            other = ends.get(place) if own else None
            if own and own.start <= place < own.end:
                words += PLACEHOLDERS[own.measure] if place == own.end - 1 else []
            elif own and other and other.measure is own.measure:
                words += PLACEHOLDERS[other.measure] or [""]
            elif place in self.silent:
                words.append("")
            else:
                words.append(self.tokens[place].word)
                typed.append(self.tokens[place].text)
        return [word for before, word in pairwise(["x", *words]) if before or word], " ".join(typed)

    def question(
        self, places: Sequence[int], own: Quantity | None = None, *, is_changed: bool = False
    ) -> Question:
        """Read words as a question, without numbers and times; silent words are filler.

        `is_changed`: words of a change say nothing either.
        """
        words, typed = self.words_at(places, own)
        known, lexicon = self.language.lexicon, self.lexicon
        parts = Parts(words=_without_everybody(words, known))
        question = read_question(parts, known, self.language.names, typed, in_order=True)
        self._leave_out_people(question)
        if own is None or own.measure is Measure.COUNT:
            self._leave_out_leads(question)
        _leave_out_described(question)
        if 0 in places:
            self._place_first(question)
        tables = [lexicon.filler, lexicon.style, lexicon.pronouns]
        for table in [*tables, lexicon.changing] if is_changed else tables:
            question.filler |= places_of(table, question.words) - question.strange
        question.filler |= {n for n, word in enumerate(question.words) if not word}
        _join_soldiers(question, known)
        question.taken |= self._ranking(question.words)
        _leave_out_parts_of_names(question, known)
        if question.dimensions.get("sex", ("", set()))[0] in ALL:
            question.filler |= question.dimensions.pop("sex")[1]
        question.is_whole = self._is_of_the_whole(question)
        return question

    def _is_of_the_whole(self, question: Question) -> bool:
        """Tell whether all peacekeeping may be meant, as by "the mission", but not by "troops"."""
        words, lexicon = {*question.words}, self.lexicon
        is_of_the_un = SubjectWords(question, lexicon).is_of_the_un()
        named = (lexicon.peacekeepers, lexicon.with_political)
        is_peacekeepers = any(has_phrase(one, question.words) for one in named)
        # "The UN received 758 allegations": of all of it.
        is_of_all_un = bool(OWN & words and self.language.lexicon.reading.own & words)
        is_whole = question.is_whole and not is_of_all_un
        return is_whole or MISSION in words or is_of_the_un or is_peacekeepers

    def _ranking(self, words: list[str]) -> set[int]:
        """Return the places of superlatives and their nouns: "the largest blue-helmet mission"."""
        found: set[int] = set()
        for start in places_of(self.lexicon.superlatives, words):
            near = range(start + 1, min(start + 1 + NEAR, len(words)))
            ranked = [n for n in near if self.lexicon.ranked.at(words, n)[0]]
            if ranked and all(words[start : ranked[0]]):
                counted = self.lexicon.numerals.ending_at(words, start)[0]  # "The five largest".
                found |= set(range(start - counted, ranked[0] + 1))
        return found

    def _place_first(self, question: Question) -> None:
        """Read a first country as host: "Lebanon: the UN force had …", "Lebanon hosts 7,574"."""
        for n, mention in enumerate(question.mentions):
            end = max(mention.places) + 1
            is_host = word_at(self.words, end) in HOSTING or self._is_announced(mention, question)
            if mention.country and min(mention.places) == 0 and is_host:
                question.mentions[n] = replace(mention, relation=HOST)

    def _is_announced(self, mention: Mention, question: Question) -> bool:
        """Tell whether a country before a colon is where a mission is: "Mali …: MINUSMA lost"."""
        there = self.language.names.missions_in.get(mention.country or "", [])
        first = min(self.starts, default=0)
        is_named = any(code in there for _, code in question.subjects(RecordType.MISSION))
        return is_named and ":" in self.words[:first]

    def _leave_out_people(self, question: Question) -> None:
        """Drop named people: they state numbers, and are not counted."""
        question.mentions = [
            one
            for one in question.mentions
            if any(type != RecordType.PERSON for type, _ in one.targets)
        ]

    def _leave_out_leads(self, question: Question) -> None:
        """Drop the leader of a named mission: "the African Union had 11,134 people in AUSSOM"."""
        led_by = leads(self.language.connection)
        leading = {led_by.get(one) for one in question.subjects(RecordType.MISSION)}
        question.mentions = [one for one in question.mentions if not leading & {*one.targets}]


def _without_everybody(words: list[str], known: Lexicon) -> list[str]:
    """Replace components that make up everybody: "military, police and civilian peacekeepers"."""
    found = [*words]
    start = 0
    while start < len(words):
        end, kinds = start, set[str]()
        while end < len(words):
            length, meanings = known.dimensions.at(words, end)
            parts = {value for name, value in meanings if name == "component"}
            if not parts and not (kinds and (not words[end] or words[end] in AND)):
                break
            kinds |= parts
            end += length or 1
        if Component.CIVILIANS in kinds and len(kinds) > 1:
            found[start:end] = [EVERYBODY, *[""] * (end - start - 1)]
        elif Component.POLICE in kinds and len(kinds) > 2 and kinds & SOLDIERS:
            found[start:end] = [IN_UNIFORM, EVERYBODY, *[""] * (end - start - 2)]
        start = max(end, start + 1)
    return found


def _join_soldiers(question: Question, known: Lexicon) -> None:
    """Merge "troops in military contingents", which are the same people."""
    value, places = question.dimensions.get("component", ("", set()))
    said = [known.dimensions.at(question.words, place)[1] for place in places]
    parts = {value for meanings in said for name, value in meanings if name == "component"}
    if value == SEVERAL and parts <= SOLDIERS:
        question.dimensions["component"] = (Component.MILITARY_CONTINGENTS, places)


def _leave_out_parts_of_names(question: Question, known: Lexicon) -> None:
    """Drop dimensions within a longer name: "peacekeeping and political missions"."""
    words = question.words
    for start in range(len(words)):
        length, targets = known.subjects.at(words, start)
        named = set(range(start, start + length))
        is_all = bool(targets) and {*targets} <= {*WHOLE}
        for name, (_, places) in [*question.dimensions.items()]:
            is_name = is_all and name == "purpose"
            if places < named or (is_name and places == named):
                del question.dimensions[name]


def _leave_out_described(question: Question) -> None:
    """Drop a long name before its acronym: "the African Union mission in Somalia, AUSSOM"."""
    for long, short in pairwise([*question.mentions]):
        start, end = max(long.places), min(short.places)
        is_beside = end - start == 2 and not question.words[start + 1]
        is_acronym = len(short.places) == 1 < len(long.places)
        if is_beside and is_acronym and not (long.country or short.country):
            question.mentions.remove(long)
