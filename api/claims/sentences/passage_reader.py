"""Read what the number of a passage claims, by its own words or by those of the number before."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from api.claims.sentences.claim_reader import ClaimReader, PassageQuestion
from api.claims.sentences.language import Language
from api.claims.sentences.measure_finder import MeasureFinder
from api.claims.sentences.measures import MeasureReader, in_quotes
from api.claims.sentences.numbers import Measure
from api.claims.sentences.passage_readings import OF_SOME, PassageReading
from api.claims.sentences.passage_times import read_passage_times
from api.claims.sentences.passages import Passage
from api.claims.sentences.records import held
from api.claims.sentences.refusals import NothingCounted, NotUnderstood
from api.claims.sentences.segments import Bond
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.subjects import Former, Whom, Words, former_of, whom
from api.claims.sentences.words import has_phrase
from api.questions.question import UNITED_NATIONS, Question
from api.questions.readings import dimensions_of
from api.vocabulary import RecordType

CARRIED_OVER = "what it counts is told by the number before"
OF_A_PART = "it is told as the whole of another number"
CARRYING = (Bond.LIST, Bond.PART, Bond.COMPARED)
SURE = (Bond.PART, Bond.COMPARED)
LONGEST_CLAUSE = 120


@dataclass(frozen=True)
class Carried:
    """What the number before claims: a part of it, or one that is compared with it, says only what differs."""

    codes: list[list[str]]
    asked: PassageQuestion

    @property
    def measure(self) -> Measure:
        """What the number is written as."""
        return self.asked.passage.quantity.measure


@dataclass
class PassageReader:
    """Reads the passages of a sentence; `carried` is what the last number of the text claims, None if not understood."""

    sentence: Sentence
    carried: Carried | None = None
    of_some: bool = False  # The number before may count only some missions.

    @property
    def language(self) -> Language:
        """The words that are known."""
        return self.sentence.language

    def read(self, passage: Passage) -> list[PassageReading]:
        """List the readings of a number, the likeliest first; refuse where a word has no place."""
        if len(passage.clause) > LONGEST_CLAUSE:
            raise NotUnderstood(f"the sentence has more than {LONGEST_CLAUSE} words")
        carried, self.carried = self.carried, None
        if passage.bond is Bond.APART and carried is None:
            raise NotUnderstood("it is not clear whom it is about")
        own = self._measures(passage, passage.own)
        is_of_them = self._is_of_them(passage)
        is_of_noun = is_of_them and carried is None and passage.bond is Bond.FIRST
        if is_of_noun or not (is_of_them or passage.bond is Bond.PART):
            is_inset = passage.bond is Bond.INSET and own.question.dimensions
            is_new_change = passage.is_end_of_change and carried is None
            words = Words(own.question, self.language.words)
            # "…, but 10 per cent in 2024", or "The mission as a whole had 10,000".
            goes_on = passage.bond is Bond.FIRST and (passage.earlier or words.pronoun())
            may_carry = passage.bond in CARRYING or passage.is_end_of_change or goes_on
            if own.question.measures or is_inset or is_new_change:
                with suppress(*([NothingCounted] if may_carry and carried else [])):
                    return self._read(passage, own)
            elif not may_carry:
                raise self._why_nothing(own)
        if carried is None:
            raise NothingCounted
        if passage.bond is Bond.FIRST and passage.earlier:
            carried = replace(carried, codes=self._actual(carried.codes, own))
        if carried.measure is not passage.quantity.measure:
            carried = Carried(own.codes(), carried.asked)
        is_sure = is_of_them or passage.bond in SURE or passage.is_end_of_change
        is_sure |= bool(own.question.mentions) or not own.question.left()  # ", 30 in 2022".
        doubt = None if is_sure else CARRIED_OVER
        found = self._carry(own, passage, carried)
        return [replace(one, doubt=one.doubt or doubt) for one in found]

    def _actual(self, codes: list[list[str]], own: MeasureReader) -> list[list[str]]:
        """Return what there is where a number before tells what is allowed: "3,890 are authorised, but it had 2,859"."""
        actual = self.language.words.actual
        is_said = self.sentence.has_verb(own.passage.own)
        return [[actual.get(one, one) for one in alike] for alike in codes] if is_said else codes

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

    def _read(self, passage: Passage, own: MeasureReader) -> list[PassageReading]:
        head = () if self._stands_alone(passage) else passage.head
        if any(one.country for one in own.question.mentions):
            head = tuple(n for n in head if n not in self.sentence.of_records)
        places = [*head, *passage.narrowing]
        measures = own if {*places} == {*passage.own} else self._measures(passage, places)
        codes = measures.codes()
        about = self._whom(measures.question, passage, codes)
        when = read_passage_times(self.sentence, passage)
        doubt = OF_A_PART if passage.bond is Bond.WHOLE else measures.doubt
        of_some, self.of_some = self.of_some, measures.nouns.may_be_some
        doubt = doubt or (OF_SOME if of_some and passage.bond is not Bond.FIRST else None)
        of_whom = self._whole_before(measures.question, passage)
        asked = PassageQuestion(passage, measures.question, about, when, doubt, of_whom=of_whom)
        return self._answered(asked, codes)

    def _whole_before(self, own: Question, passage: Passage) -> tuple[str, ...]:
        """Return the words before a passage, where these name all peacekeeping and its own do not."""
        if has_phrase(self.language.words.everywhere, own.words):
            return ()
        earlier = self.sentence.question((*passage.earlier, *passage.before)).words
        return tuple(earlier) if has_phrase(self.language.words.everywhere, earlier) else ()

    def _stands_alone(self, passage: Passage) -> bool:
        """Tell whether a list is none: each of its numbers has its own verb, or its own mission."""
        if not passage.head:
            return True
        own = self.sentence.question(passage.narrowing)
        is_of_all = Words(own, self.language.words).is_everywhere()
        sentence = self.sentence
        if own.subjects(RecordType.MISSION) and sentence.has_verb(passage.own):
            return sentence.has_verb(passage.before)
        names_another = _names_mission(own) or (is_of_all and not own.mentions)
        return names_another and _names_mission(sentence.question(passage.head))

    def _answered(self, asked: PassageQuestion, codes: list[list[str]]) -> list[PassageReading]:
        found = ClaimReader(self.sentence).read(asked, codes)
        self.carried = Carried(codes, asked)
        return found

    def _whom(self, question: Question, passage: Passage, codes: list[list[str]]) -> Whom:
        before = self.sentence.question(passage.before)
        words = Words(question, self.language.words, before)
        is_counted = any(
            UNITED_NATIONS in held(self.language.connection, code).shapes for code in codes[0]
        )
        return whom(words, self.language, self._former(passage), is_counted=is_counted)

    def _carry(
        self, own: MeasureReader, passage: Passage, carried: Carried
    ) -> list[PassageReading]:
        """Read a number as what the one before counts, but for what its own words say: of whom, when, which part."""
        if left := own.unplaced_but_named(carried.codes[0]):
            raise NotUnderstood(f"no place is found for {in_quotes(left)}")
        question, former = own.question, carried.asked
        if has_phrase(self.language.words.strangers, question.words):
            raise NotUnderstood("it may be of others than peacekeepers")
        having = dimensions_of(self.language.connection).get(carried.codes[0][0], set())
        kept = {name: told for name, told in former.question.dimensions.items() if name in having}
        narrowed = replace(question, dimensions={**kept, **question.dimensions})
        words = Words(question, self.language.words)
        pronoun = words.pronoun()
        names_another = bool(question.mentions or pronoun) or words.is_everywhere()
        when = read_passage_times(self.sentence, passage, is_other=names_another)
        when = replace(when, is_borrowed=False) if when.times else former.when
        about = former.about
        if names_another:
            # In a list of countries the names before are those of other numbers: `Rwanda 5,905 and India 5,373`.
            is_of_countries = about.about.giver is not None and not pronoun
            beside = replace(passage, before=()) if is_of_countries else passage
            other = self._whom(question, beside, carried.codes)
            about = other if pronoun else _beside(about, other)
        own_kinds = "component" in question.dimensions
        naming = None if own_kinds else former.naming or former.question
        of_whom = () if names_another else self._whole_before(question, passage)
        asked = PassageQuestion(passage, narrowed, about, when, naming=naming, of_whom=of_whom)
        return self._answered(asked, carried.codes)

    def _former(self, passage: Passage) -> Former:
        """Return what was named last before a passage, in its sentence or before that."""
        former = self.sentence.former
        if not passage.earlier:
            return former
        earlier = self.sentence.question(passage.earlier)
        words = Words(earlier, self.language.words)
        return former_of(words, self.language, former)

    def _measures(self, passage: Passage, places: Sequence[int]) -> MeasureReader:
        question = self.sentence.question(
            places, passage.quantity, is_changed=passage.is_end_of_change
        )
        MeasureFinder(self.sentence, passage, question).find()
        return MeasureReader(self.sentence, passage, question)


def _names_mission(question: Question) -> bool:
    """Tell whether missions are named, and no country that may have given some of each."""
    is_mission = bool(question.subjects(RecordType.MISSION))
    return is_mission and not any(one.country for one in question.mentions)


def _beside(former: Whom, other: Whom) -> Whom:
    """Return whom a number is about that names another than the one before: what it does not name is the same."""
    about = other.about
    subjects = about.subjects or former.about.subjects
    giver = about.giver or former.about.giver
    return replace(other, about=replace(about, subjects=subjects, giver=giver))
