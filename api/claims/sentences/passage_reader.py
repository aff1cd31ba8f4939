"""Read the claims of a passage, from its own words or those of the number before."""

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
from api.claims.sentences.refusals import NothingCounted, Unverifiable
from api.claims.sentences.segments import Bond
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.subjects import Former, SubjectWords, Whom, former_of, read_whom
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
    """The last number's claims, which a part of it or a comparison inherits."""

    codes: list[list[str]]
    asked: PassageQuestion

    @property
    def measure(self) -> Measure:
        """The notation of the number."""
        return self.asked.passage.quantity.measure


@dataclass
class PassageReader:
    """Reads the passages of a sentence; `carried` is the last number, None if not understood."""

    sentence: Sentence
    carried: Carried | None = None
    of_some: bool = False  # The number before may count only some missions.

    @property
    def language(self) -> Language:
        """The known words and names."""
        return self.sentence.language

    def read(self, passage: Passage) -> list[PassageReading]:
        """List the readings of a number, the likeliest first; refuse unexplained words."""
        if len(passage.clause) > LONGEST_CLAUSE:
            raise Unverifiable(f"the sentence has more than {LONGEST_CLAUSE} words")
        carried, self.carried = self.carried, None
        if passage.bond is Bond.APART and carried is None:
            raise Unverifiable("it is not clear whom it is about")
        own = self._measures(passage, passage.own)
        is_of_them = self._is_of_them(passage)
        is_first = carried is None and passage.bond is Bond.FIRST
        is_part = passage.bond is Bond.PART or (is_of_them and not is_first)
        if not is_part and (found := self._by_own_words(passage, own, carried)):
            return found
        if carried is None:
            raise NothingCounted
        doubt = None if is_of_them or self._is_surely_carried(passage, own) else CARRIED_OVER
        found = self._by_words_before(passage, own, carried)
        return [replace(one, doubt=one.doubt or doubt) for one in found]

    def _by_own_words(
        self, passage: Passage, own: MeasureReader, carried: Carried | None
    ) -> list[PassageReading] | None:
        """Read a number by its own words; None where it inherits from the one before."""
        words = SubjectWords(own.question, self.language.words)
        # "…, but 10 per cent in 2024", or "The mission as a whole had 10,000".
        goes_on = passage.bond is Bond.FIRST and (passage.earlier or words.pronoun())
        may_carry = passage.bond in CARRYING or passage.is_end_of_change or goes_on
        is_inset = passage.bond is Bond.INSET and own.question.dimensions
        is_new_change = passage.is_end_of_change and carried is None
        if own.question.measures or is_inset or is_new_change:
            with suppress(*([NothingCounted] if may_carry and carried else [])):
                return self._read(passage, own)
        elif not may_carry:
            raise self._why_nothing(own)
        return None

    def _is_surely_carried(self, passage: Passage, own: MeasureReader) -> bool:
        """Tell whether a number surely inherits its measure: `to 61,000`, `, 30 in 2022`."""
        is_bound = passage.bond in SURE or passage.is_end_of_change
        return is_bound or bool(own.question.mentions) or not own.question.left()

    def _actual(self, codes: list[list[str]], own: MeasureReader) -> list[list[str]]:
        """Replace "authorised" by "deployed" indicators: "3,890 authorised, but it had 2,859"."""
        actual = self.language.words.actual
        is_said = self.sentence.has_verb(own.passage.own)
        return [[actual.get(one, one) for one in alike] for alike in codes] if is_said else codes

    def _why_nothing(self, own: MeasureReader) -> Unverifiable:
        """Return the refusal of a number without a measure."""
        try:
            own.codes()
        except Unverifiable as reason:
            return reason
        return NothingCounted()

    def _is_of_them(self, passage: Passage) -> bool:
        """Tell whether a number is a part of the one before: `44 of them`, `of these, 384 were women`."""
        words = [self.sentence.tokens[place].word for place in passage.own]
        return has_phrase(self.language.words.parts_after, words)

    def _read(self, passage: Passage, own: MeasureReader) -> list[PassageReading]:
        head = () if self._stands_alone(passage) else passage.head
        if own.question.countries:
            head = tuple(n for n in head if n not in self.sentence.of_records)
        places = [*head, *passage.narrowing]
        measures = own if {*places} == {*passage.own} else self._measures(passage, places)
        codes = measures.codes()
        whom = self._whom(measures.question, passage, codes)
        when = read_passage_times(self.sentence, passage)
        doubt = OF_A_PART if passage.bond is Bond.WHOLE else measures.doubt
        of_some, self.of_some = self.of_some, measures.nouns.may_be_some
        doubt = doubt or (OF_SOME if of_some and passage.bond is not Bond.FIRST else None)
        of_whom = self._whole_before(measures.question, passage)
        asked = PassageQuestion(passage, measures.question, whom, when, doubt, of_whom=of_whom)
        return self._answered(asked, codes)

    def _whole_before(self, own: Question, passage: Passage) -> tuple[str, ...]:
        """Return the words before a passage if they name all peacekeeping, unlike its own."""
        if has_phrase(self.language.words.everywhere, own.words):
            return ()
        earlier = self.sentence.question((*passage.earlier, *passage.before)).words
        return tuple(earlier) if has_phrase(self.language.words.everywhere, earlier) else ()

    def _stands_alone(self, passage: Passage) -> bool:
        """Tell whether listed numbers are independent, each with its own verb or mission."""
        if not passage.head:
            return True
        own = self.sentence.question(passage.narrowing)
        is_of_all = SubjectWords(own, self.language.words).is_everywhere()
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
        words = SubjectWords(question, self.language.words, before)
        is_counted = any(
            UNITED_NATIONS in held(self.language.connection, code).shapes for code in codes[0]
        )
        return read_whom(words, self.language, self._former(passage), is_counted=is_counted)

    def _by_words_before(
        self, passage: Passage, own: MeasureReader, carried: Carried
    ) -> list[PassageReading]:
        """Read a number as the one before, but for what its own words change."""
        codes, former, question = carried.codes, carried.asked, own.question
        if passage.bond is Bond.FIRST and passage.earlier:
            codes = self._actual(codes, own)
        if carried.measure is not passage.quantity.measure:
            codes = own.codes()
        if left := own.unplaced_but_named(codes[0]):
            raise Unverifiable(f"no place is found for {in_quotes(left)}")
        if has_phrase(self.language.words.strangers, question.words):
            raise Unverifiable("it may be of others than peacekeepers")
        having = dimensions_of(self.language.connection).get(codes[0][0], set())
        kept = {name: told for name, told in former.question.dimensions.items() if name in having}
        narrowed = replace(question, dimensions={**kept, **question.dimensions})
        words = SubjectWords(question, self.language.words)
        names_another = bool(question.mentions or words.pronoun()) or words.is_everywhere()
        when = read_passage_times(self.sentence, passage, is_other=names_another)
        when = replace(when, is_borrowed=False) if when.times else former.when
        whom = self._another(words, passage, codes, former) if names_another else former.whom
        own_kinds = "component" in question.dimensions
        naming = None if own_kinds else former.naming or former.question
        of_whom = () if names_another else self._whole_before(question, passage)
        asked = PassageQuestion(passage, narrowed, whom, when, naming=naming, of_whom=of_whom)
        return self._answered(asked, codes)

    def _another(
        self, words: SubjectWords, passage: Passage, codes: list[list[str]], former: PassageQuestion
    ) -> Whom:
        """Return the subject of a number that names another; the rest is inherited."""
        pronoun = words.pronoun()
        # In a list of countries the names before are those of other numbers: `Rwanda 5,905 and India 5,373`.
        is_of_countries = former.whom.about.giver is not None and not pronoun
        beside = replace(passage, before=()) if is_of_countries else passage
        other = self._whom(words.own, beside, codes)
        if pronoun:
            return other
        subjects = other.about.subjects or former.whom.about.subjects
        giver = other.about.giver or former.whom.about.giver
        return replace(other, about=replace(other.about, subjects=subjects, giver=giver))

    def _former(self, passage: Passage) -> Former:
        """Return what was named last before a passage, in its sentence or before that."""
        former = self.sentence.former
        if not passage.earlier:
            return former
        earlier = self.sentence.question(passage.earlier)
        words = SubjectWords(earlier, self.language.words)
        return former_of(words, self.language, former)

    def _measures(self, passage: Passage, places: Sequence[int]) -> MeasureReader:
        question = self.sentence.question(
            places, passage.quantity, is_changed=passage.is_end_of_change
        )
        MeasureFinder(self.sentence, passage, question).find()
        return MeasureReader(self.sentence, passage, question)


def _names_mission(question: Question) -> bool:
    """Tell whether a mission is named, and no country that may contribute to it."""
    is_mission = bool(question.subjects(RecordType.MISSION))
    return is_mission and not question.countries
