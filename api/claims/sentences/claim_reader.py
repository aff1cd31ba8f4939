"""Make claims of a passage: one for each indicator and record that its words may mean."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from api.claims.sentences.language import Language
from api.claims.sentences.moments import Life, Moment, PassageTimes, Tense, resolve
from api.claims.sentences.narrowing import Narrowed, narrow
from api.claims.sentences.numbers import Quantity
from api.claims.sentences.passage_readings import PassageReading, claim_of, is_rounded
from api.claims.sentences.passages import Passage
from api.claims.sentences.records import happened_to, held, lives
from api.claims.sentences.refusals import OtherKind, Unverifiable
from api.claims.sentences.sentence import Sentence
from api.claims.sentences.subjects import Whom
from api.claims.sentences.targets import TargetFinder
from api.claims.sentences.words import places_of
from api.questions.indicators import indicator_kinds, indicator_units
from api.questions.names import Target
from api.questions.question import Question
from api.questions.readings import dimensions_of
from api.tables.words import stem_of
from api.vocabulary import IndicatorKind, RecordType, Unit

MOST_READINGS = 8
OF_AN_EVENT = "more may have happened in that time than is counted of one event"
BORROWED = "its time stands with another number"
IN_PARTS = (Unit.USD, Unit.PERCENT)


@dataclass(frozen=True)
class PassageQuestion:
    """A passage with its question, subject and times; `doubt`: why not to contradict it.

    `naming`: the question of the number before, if that says who is counted; `of_whom`: words that name the subject.
    """

    passage: Passage
    question: Question
    whom: Whom
    when: PassageTimes
    doubt: str | None = None
    naming: Question | None = None
    of_whom: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClaimReader:
    """Makes the claims of a sentence's passages."""

    sentence: Sentence

    @property
    def language(self) -> Language:
        """The known words and names."""
        return self.sentence.language

    def read(self, asked: PassageQuestion, codes: list[list[str]]) -> list[PassageReading]:
        """Read the best-matching indicators; the next ones only if the first are not counted so."""
        refused: list[Unverifiable] = []
        for rank, ranked in enumerate(codes):
            alike = [
                code for code in ranked if self._says_as_much(asked.question, code, codes[:rank])
            ]
            if found := self._of_alike(asked, alike, refused):
                readings = self._of_tense(self._held(found), asked.when)
                return [*readings[:MOST_READINGS], *self._guards(asked, codes[rank + 1 :])]
            if not all(isinstance(one, OtherKind) for one in refused):
                break
        raise next((one for one in refused if not isinstance(one, OtherKind)), refused[0])

    def _says_as_much(self, question: Question, code: str, before: list[list[str]]) -> bool:
        """Tell whether an indicator explains all the words that matched better ones."""
        lexicon, measures = self.sentence.lexicon, question.measures
        asking = {n for ranked in before for one in ranked for n in measures.get(one, ())}
        if not asking:
            return True
        told = measures.get(code, set()) | question.filler | question.taken
        for table in (lexicon.nouns, lexicon.anybody):
            told |= places_of(table, question.words)
        told |= {n for _, places in question.dimensions.values() for n in places}
        left = (question.words[n] for n in asking - told)
        return all(not word or stem_of(word) in lexicon.verbs for word in left)

    def _of_alike(
        self, asked: PassageQuestion, codes: list[str], refused: list[Unverifiable]
    ) -> list[PassageReading]:
        """Read indicators of equal rank, and note the reasons of those refused."""
        found: list[PassageReading] = []
        for code in codes:
            try:
                found += self._of_indicator(asked, code)
            except Unverifiable as reason:
                refused.append(reason)
        return found

    def _guards(self, asked: PassageQuestion, codes: list[list[str]]) -> list[PassageReading]:
        """Read worse-matching indicators as guards: they only prevent a contradiction."""
        found = [one for alike in codes for one in self._of_alike(asked, alike, [])]
        return [replace(one, is_guard=True) for one in found]

    def _held(self, found: list[PassageReading]) -> list[PassageReading]:
        """Prefer readings with figures of the subject and a period as long as the one told."""
        of_part = {one.claim.indicator for one in found if one.is_held and one.is_part_held}
        counted = [one for one in found if one.is_held and one.claim.indicator in of_part]
        counted = counted or [one for one in found if one.is_held] or found
        return [one for one in counted if not one.is_part] or counted

    def _of_tense(self, found: list[PassageReading], when: PassageTimes) -> list[PassageReading]:
        """Choose by tense if no time is told: cumulative numbers for the perfect, else stocks."""
        kinds = indicator_kinds(self.language.connection)
        of_kind = {
            kind: [one for one in found if kinds[one.claim.indicator] == kind]
            for kind in IndicatorKind
        }
        grown, stocks = of_kind[IndicatorKind.CUMULATIVE], of_kind[IndicatorKind.STOCK]
        if grown and not when.times:
            found = [one for one in found if one not in of_kind[IndicatorKind.FLOW]]
        if not (grown and stocks):
            return found
        rest = [one for one in found if one not in grown]
        return [*grown, *rest] if when.tense is Tense.PERFECT else rest

    def _of_indicator(self, asked: PassageQuestion, code: str) -> Iterator[PassageReading]:
        connection = self.language.connection
        of_countries = "country" in dimensions_of(connection).get(code, ())
        whom = asked.whom.counted_of(held(connection, code).types, of_countries=of_countries)
        finder = TargetFinder(
            self.language,
            asked.question,
            whom,
            self.sentence.clock,
            is_alone=self.sentence.has(
                self.sentence.lexicon.without_political, asked.passage.clause
            ),
            naming=asked.of_whom,
        )
        moment_of = cache(partial(self._moment, asked, code))
        targets, unclear = finder.find(code, moment_of)
        events = self._events(code, targets, moment_of)
        borrowed = BORROWED if asked.when.is_borrowed else None
        for target, narrowed in self._narrowed(asked, code, [*targets, *events], whom.about.giver):
            moment = moment_of(target)
            when = None if target[0] == RecordType.EVENT else moment.doubt  # An event has its time.
            of_event = OF_AN_EVENT if target in events else None
            doubts = (whom.doubt, when, narrowed.doubt, unclear, borrowed, asked.doubt, of_event)
            yield replace(
                self._reading(asked.passage.quantity, target, code, narrowed, moment),
                said=tuple(filter(None, (whom.said, moment.said))),
                doubt=next(filter(None, doubts), None),
                is_named=finder.is_named(target),
                is_guard=finder.is_guard(target),
            )

    def _reading(
        self, quantity: Quantity, target: Target, code: str, narrowed: Narrowed, moment: Moment
    ) -> PassageReading:
        """Make the reading of one record at one time, with what figures are held of it."""
        counted_of = held(self.language.connection, code)
        country = narrowed.dimensions.get("country")
        return PassageReading(
            claim_of(quantity, target, code, narrowed.dimensions, moment),
            is_part=moment.is_part and not self._is_of_day(code, target),
            is_rounded=is_rounded(quantity),
            is_held=target in counted_of.shapes and country in counted_of.countries,
            is_part_held=narrowed.is_held,
            others=narrowed.others if _counts_people(self.language, code) else None,
            is_present=moment.is_present,
            event_day=moment.event_day,
        )

    def _narrowed(
        self, asked: PassageQuestion, code: str, targets: list[Target], giver: str | None
    ) -> list[tuple[Target, Narrowed]]:
        """Pair each record with its possible dimensions; drop those held only of another."""
        naming = asked.naming or asked.question
        found = [
            (target, narrowed)
            for target in targets
            for narrowed in narrow(
                self.language, asked.question, code, target, giver, naming=naming
            )
        ]
        counted = {narrowed.component for _, narrowed in found if narrowed.is_held}
        return [one for one in found if one[1].is_held or one[1].component not in counted]

    def _events(
        self, code: str, targets: list[Target], moment_of: Callable[[Target], Moment]
    ) -> list[Target]:
        """List the events of a mission in the month or day told; only events have such counts."""
        connection = self.language.connection
        moments = [(one, moment_of(one)) for one in targets]
        return [
            event
            for target, moment in moments
            if moment.is_part and moment.as_of
            for event in happened_to(connection, target, moment.as_of)
            if event in held(connection, code).shapes and event not in targets
        ]

    def _is_of_day(self, code: str, target: Target) -> bool:
        """Tell whether a number is of a day alone: of an event, or a target number of people."""
        connection = self.language.connection
        is_target = indicator_kinds(connection)[code] == IndicatorKind.TARGET
        is_of_people = indicator_units(connection)[code] == Unit.PEOPLE
        return target[0] == RecordType.EVENT or (is_target and is_of_people)

    def _moment(self, asked: PassageQuestion, code: str, target: Target) -> Moment:
        connection = self.language.connection
        return resolve(
            asked.when,
            indicator_kinds(connection)[code],
            is_money=indicator_units(self.language.connection)[code] in IN_PARTS,
            life=lives(connection).get(target, Life()),
            clock=self.sentence.clock,
        )


def _counts_people(language: Language, code: str) -> bool:
    connection = language.connection
    is_stock = indicator_kinds(connection)[code] == IndicatorKind.STOCK
    return is_stock and indicator_units(connection)[code] == Unit.PEOPLE
