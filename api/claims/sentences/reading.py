"""Read what the number of a passage claims: subject, indicator, dimensions and time, every word in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from api.claims.sentences.language import Language
from api.claims.sentences.measures import MeasureReader, in_quotes
from api.claims.sentences.moments import (
    Life,
    Moment,
    NotUnderstood,
    OtherKind,
    Tense,
    Told,
    resolve,
)
from api.claims.sentences.narrowing import narrow
from api.claims.sentences.nouns import NothingCounted
from api.claims.sentences.numbers import Measure
from api.claims.sentences.passages import Passage
from api.claims.sentences.records import UNITED_NATIONS, held, lives
from api.claims.sentences.segments import Bond
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.subjects import Former, Whom, Words, former_of, whom
from api.claims.sentences.targets import TargetFinder
from api.claims.sentences.telling import tell
from api.claims.sentences.understood import Understood, claim_of, is_rounded
from api.claims.sentences.words import has_phrase
from api.questions.indicators import indicator_kinds, indicator_units
from api.questions.names import Target
from api.questions.question import Question
from api.questions.readings import dimensions_of
from api.vocabulary import IndicatorKind, RecordType, Unit

MOST_READINGS = 8
CARRIED_OVER = "what it counts is told by the number before"
CARRYING = (Bond.LIST, Bond.PART, Bond.COMPARED)
BORROWED = "its time stands with another number"
SURE = (Bond.PART, Bond.COMPARED)
LONGEST_CLAUSE = 120
IN_PARTS = (Unit.USD, Unit.PERCENT)


@dataclass(frozen=True)
class _Asked:
    """A passage, what its words ask, of whom and when."""

    passage: Passage
    question: Question
    about: Whom
    told: Told


@dataclass(frozen=True)
class Carried:
    """What the number before claims: a part of it, or one that is compared with it, says only what differs."""

    codes: list[list[str]]
    asked: _Asked

    @property
    def measure(self) -> Measure:
        """What the number is written as."""
        return self.asked.passage.quantity.measure


@dataclass
class PassageReader:
    """Reads the passages of a sentence; `carried` is what the last number of the text claims, None if not understood."""

    sentence: Sentence
    carried: Carried | None = None

    @property
    def language(self) -> Language:
        """The words that are known."""
        return self.sentence.language

    def read(self, passage: Passage) -> list[Understood]:
        """List the readings of a number, the likeliest first; refuse where a word has no place."""
        if len(passage.clause) > LONGEST_CLAUSE:
            raise NotUnderstood(f"the sentence has more than {LONGEST_CLAUSE} words")
        carried, self.carried = self.carried, None
        if passage.bond is Bond.APART and carried is None:
            raise NotUnderstood("it is not clear whom it is about")
        own = self._measures(passage, passage.own)
        is_of_them = self._is_of_them(passage)
        if not (is_of_them or passage.bond is Bond.PART):
            is_inset = passage.bond is Bond.INSET and own.question.dimensions
            is_new_change = passage.is_end_of_change and carried is None
            if own.question.measures or is_inset or is_new_change:
                return self._read(passage, own)
            goes_on = passage.bond is Bond.FIRST and passage.earlier  # "…, but 10 per cent in 2024"
            if not (passage.bond in CARRYING or passage.is_end_of_change or goes_on):
                raise self._why_nothing(own)
        if carried is None:
            raise NothingCounted
        if carried.measure is not passage.quantity.measure:
            carried = Carried(own.codes(), carried.asked)
        is_sure = is_of_them or passage.bond in SURE or passage.is_end_of_change
        doubt = None if is_sure or own.question.mentions else CARRIED_OVER
        found = self._carry(own, passage, carried)
        return [replace(one, doubt=one.doubt or doubt) for one in found]

    def _why_nothing(self, own: MeasureReader) -> NotUnderstood:
        """Say what is not counted here."""
        try:
            own.codes()
        except NotUnderstood as reason:
            return reason
        return NothingCounted()

    def _is_of_them(self, passage: Passage) -> bool:
        """Tell whether a number is a part of the one before: `44 of them`, `of these, 384 were women`."""
        words = [self.sentence.tokens[place].word for place in passage.own]
        return has_phrase(self.language.words.parts_after, words)

    def _read(self, passage: Passage, own: MeasureReader) -> list[Understood]:
        head = () if self._stands_alone(passage) else passage.head
        places = [*head, *passage.narrowing]
        measures = own if {*places} == {*passage.own} else self._measures(passage, places)
        codes = measures.codes()
        about = self._whom(measures.question, passage, codes)
        asked = _Asked(passage, measures.question, about, tell(self.sentence, passage))
        return self._answered(asked, codes)

    def _stands_alone(self, passage: Passage) -> bool:
        """Tell whether a list is none: each of its numbers has its own verb, or its own mission."""
        if not passage.head:
            return True
        own = self.sentence.question(passage.narrowing)
        is_of_all = Words(own, Question([]), self.language.words).is_everywhere()
        sentence = self.sentence
        if own.subjects(RecordType.MISSION) and sentence.has_verb(passage.own):
            return sentence.has_verb(passage.before)
        names_another = _names_mission(own) or (is_of_all and not own.mentions)
        return names_another and _names_mission(sentence.question(passage.head))

    def _answered(self, asked: _Asked, codes: list[list[str]]) -> list[Understood]:
        found = self._of_best(asked, codes)[:MOST_READINGS]
        self.carried = Carried(codes, asked)
        return found

    def _whom(self, question: Question, passage: Passage, codes: list[list[str]]) -> Whom:
        before = self.sentence.question(passage.before)
        words = Words(question, before, self.language.words)
        is_counted = any(
            UNITED_NATIONS in held(self.language.connection, code).shapes for code in codes[0]
        )
        return whom(words, self.language, self._former(passage), is_counted=is_counted)

    def _carry(self, own: MeasureReader, passage: Passage, carried: Carried) -> list[Understood]:
        """Read a number as what the one before counts, but for what its own words say: of whom, when, which part."""
        if left := own.unplaced_but_named():
            raise NotUnderstood(f"no place is found for {in_quotes(left)}")
        question, former = own.question, carried.asked
        having = dimensions_of(self.language.connection).get(carried.codes[0][0], set())
        kept = {name: told for name, told in former.question.dimensions.items() if name in having}
        narrowed = replace(question, dimensions={**kept, **question.dimensions})
        words = Words(question, Question([]), self.language.words)
        names_another = bool(question.mentions) or words.is_everywhere()
        told = tell(self.sentence, passage, is_other=names_another)
        told = replace(told, is_borrowed=False) if told.times else former.told
        about = former.about
        if names_another:
            about = _beside(about, self._whom(question, passage, carried.codes))
        return self._answered(_Asked(passage, narrowed, about, told), carried.codes)

    def _former(self, passage: Passage) -> Former:
        """Return what was named last before a passage, in its sentence or before that."""
        former = self.sentence.former
        if not passage.earlier:
            return former
        earlier = self.sentence.question(passage.earlier)
        words = Words(earlier, Question([]), self.language.words)
        return former_of(words, self.language, former)

    def _measures(self, passage: Passage, places: Sequence[int]) -> MeasureReader:
        question = self.sentence.question(
            places, passage.quantity, is_changed=passage.is_end_of_change
        )
        found = MeasureReader(self.sentence, passage, question)
        found.add_measures()
        return found

    def _of_best(self, asked: _Asked, codes: list[list[str]]) -> list[Understood]:
        """Read the indicators that most words ask for; the next ones only where these are of another kind of time."""
        refused: list[NotUnderstood] = []
        for alike in codes:
            found: list[Understood] = []
            for code in alike:
                try:
                    found += self._of_indicator(asked, code)
                except NotUnderstood as reason:
                    refused.append(reason)
            if found:
                return self._as_told(self._held(found), asked.told)
            if not all(isinstance(one, OtherKind) for one in refused):
                break
        raise next((one for one in refused if not isinstance(one, OtherKind)), refused[0])

    def _held(self, found: list[Understood]) -> list[Understood]:
        """Leave out what is not counted of a subject, where something alike is: budgets of political missions."""
        counted = [one for one in found if one.is_held]
        return counted or found

    def _as_told(self, found: list[Understood], told: Told) -> list[Understood]:
        """Keep what the tense wants where no time is told: what has been counted in the perfect, else what is."""
        kinds = indicator_kinds(self.language.connection)
        of_kind = {
            kind: [one for one in found if kinds[one.claim.indicator] == kind]
            for kind in IndicatorKind
        }
        grown, stocks = of_kind[IndicatorKind.CUMULATIVE], of_kind[IndicatorKind.STOCK]
        if grown and not told.times:
            found = [one for one in found if one not in of_kind[IndicatorKind.FLOW]]
        if not (grown and stocks):
            return found
        rest = [one for one in found if one not in grown]
        return [*grown, *rest] if told.tense is Tense.PERFECT else rest

    def _of_indicator(self, asked: _Asked, code: str) -> Iterator[Understood]:
        giver = asked.about.about.giver
        borrowed = BORROWED if asked.told.is_borrowed else None
        finder = TargetFinder(self.language, asked.question, asked.about, self.sentence.clock)
        targets, unclear = finder.find(code, partial(self._moment, asked, code))
        question = asked.question
        found = [
            (target, narrowed)
            for target in targets
            for narrowed in narrow(self.language, question, code, target, giver)
        ]
        counted = {narrowed.component for _, narrowed in found if narrowed.is_held}
        for target, narrowed in found:
            if not narrowed.is_held and narrowed.component in counted:
                continue  # Just this is counted of another subject that may be meant.
            moment = self._moment(asked, code, target)
            doubts = (asked.about.doubt, moment.doubt, narrowed.doubt, unclear, borrowed)
            yield Understood(
                claim_of(asked.passage.quantity, target, code, narrowed.dimensions, moment),
                tuple(filter(None, (asked.about.said, moment.said))),
                next(filter(None, doubts), None),
                moment.is_part,
                is_rounded(asked.passage.quantity),
                target in held(self.language.connection, code).shapes,
                narrowed.others if _counts_people(self.language, code) else None,
                moment.is_present,
            )

    def _moment(self, asked: _Asked, code: str, target: Target) -> Moment:
        connection = self.language.connection
        return resolve(
            asked.told,
            indicator_kinds(connection)[code],
            is_money=indicator_units(self.language.connection)[code] in IN_PARTS,
            life=lives(connection).get(target, Life()),
            clock=self.sentence.clock,
        )


def _names_mission(question: Question) -> bool:
    """Tell whether missions are named, and no country that may have given some of each."""
    is_mission = bool(question.subjects(RecordType.MISSION))
    return is_mission and not any(one.country for one in question.mentions)


def _counts_people(language: Language, code: str) -> bool:
    connection = language.connection
    is_stock = indicator_kinds(connection)[code] == IndicatorKind.STOCK
    return is_stock and indicator_units(connection)[code] == Unit.PEOPLE


def _beside(former: Whom, other: Whom) -> Whom:
    """Return whom a number is about that names another than the one before: what it does not name is the same."""
    about = other.about
    subjects = about.subjects or former.about.subjects
    giver = about.giver or former.about.giver
    return replace(other, about=replace(about, subjects=subjects, giver=giver))
