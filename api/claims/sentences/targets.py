"""Choose the records that a number may be about: they ran at its time, and are counted so."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.claims.sentences.clock import Clock
from api.claims.sentences.language import Language
from api.claims.sentences.moments import Moment
from api.claims.sentences.records import active, held, lives
from api.claims.sentences.refusals import OtherKind, Unverifiable
from api.claims.sentences.subjects import Whom
from api.claims.sentences.words import has_phrase
from api.claims.times import ClaimedTime
from api.facts.missions import MissionKind
from api.questions.names import Target
from api.questions.question import OWN, UNITED_NATIONS, WHOLE, Question
from api.questions.subjects import only_subject
from api.vocabulary import RecordType

REGION = 3  # Countries: UNTSO works in more, and is not meant by peacekeepers in one of them.


@dataclass(frozen=True)
class TargetFinder:
    """Chooses the records for the words about a number."""

    language: Language
    question: Question
    whom: Whom
    clock: Clock
    is_alone: bool = False  # Political missions are not counted.
    # The words of the number before that name whom this one is about, too.
    naming: Sequence[str] = ()

    def find(
        self, code: str, moment_of: Callable[[Target], Moment]
    ) -> tuple[list[Target], str | None]:
        """List the records and the doubt about them; refuse if several missions may be meant."""
        targets = self._named(code)
        if not targets:
            raise Unverifiable("nothing says of which mission or initiative")
        if {*targets} == {*WHOLE}:
            return self._whole(code), None
        running = self._running(targets, moment_of(targets[0]))
        nearest, others = self._most_there(running)
        if len(nearest) != 1:
            raise Unverifiable(f"several missions may be meant: {_names(running or targets)}")
        if not self._is_ours(nearest[0], code):
            raise OtherKind("this is not counted of such a subject")
        alike = [one for one in self.whom.others if one in self._held(code)]
        return [*nearest, *alike], f"{_names(others)} may be meant" if others else None

    @property
    def words(self) -> list[str]:
        """The words that name all peacekeeping."""
        return [*self.naming] or self.question.words

    def _named(self, code: str) -> Sequence[Target]:
        """Return the named records, or the only one with figures on an indicator."""
        about, counted = self.whom.about, self._held(code)
        if about.host:
            missions = self.language.names.operations_in(about.host, others=True)
            return [(RecordType.MISSION, mission) for mission in missions]
        targets: Sequence[Target] = about.subjects
        if not targets:
            targets = only_subject(self.language.connection, self.question, code)
        if not targets and about.giver and len(counted) == 1:
            return [*counted]
        if any(type == RecordType.MISSION for type, _ in targets) or {*targets} == {*WHOLE}:
            return targets
        return [one for one in targets if one in counted] or targets

    def _whole(self, code: str) -> list[Target]:
        """List the subjects for all peacekeeping, with or without political missions first."""
        lexicon, words = self.language.words, self.words
        whole: tuple[Target, ...] = WHOLE
        if self.is_alone:
            whole = WHOLE[:1]
        elif has_phrase(lexicon.with_political, words):
            whole = WHOLE[::-1]
        if OWN & {*words}:
            # "UN personnel" may be those of the whole organization.
            whole = (*whole, UNITED_NATIONS)
        found = [one for one in whole if one in self._held(code)]
        if not found:
            raise OtherKind("of all peacekeeping this is not counted")
        return found

    def is_guard(self, target: Target) -> bool:
        """Tell whether a subject is the whole UN though the words mean peacekeeping."""
        if target != UNITED_NATIONS or {*self.whom.about.subjects} != {*WHOLE}:
            return False
        lexicon, words = self.language.words, self.words
        tables = (lexicon.everywhere, lexicon.of_peacekeeping, lexicon.peacekeepers)
        return any(has_phrase(one, words) for one in tables)

    def is_named(self, target: Target) -> bool:
        """Tell whether the words name a subject, and not only one loosely called the same."""
        lexicon, words = self.language.words, self.words
        if target == UNITED_NATIONS:
            return {*self.whom.about.subjects} != {*WHOLE}
        return target != WHOLE[0] or not has_phrase(lexicon.with_political, words)

    def _running(self, targets: Sequence[Target], moment: Moment) -> list[Target]:
        """Drop missions that did not run at the time; refuse several if that is in doubt."""
        if moment.doubt and len(targets) > 1:
            raise Unverifiable(f"several missions may be meant: {_names(targets)}")
        span = ClaimedTime.read(moment.as_of, self.clock.day).span
        return active(targets, lives(self.language.connection), *span)

    def _most_there(self, missions: list[Target]) -> tuple[list[Target], list[Target]]:
        """Return the missions in the fewest countries, and the others but regional ones."""
        countries = Counter(
            mission for there in self.language.names.missions_in.values() for mission in there
        )
        fewest = min((countries[code] for _, code in missions), default=0)
        nearest = [one for one in missions if countries[one[1]] == fewest]
        others = [one for one in missions if fewest < countries[one[1]] < REGION]
        return nearest, others

    def _is_ours(self, target: Target, code: str) -> bool:
        """Tell whether an indicator is counted for such records; for partners', only this one."""
        counted = self._held(code)
        is_other = self.language.names.kinds.get(target[1]) == MissionKind.PARTNER_OPERATION
        of_its_type = target[0] in {type for type, _ in counted} - {RecordType.ORGANISATION}
        return target in counted or (of_its_type and not is_other)

    def _held(self, code: str) -> set[Target]:
        return {*held(self.language.connection, code).shapes}


def _names(targets: Sequence[Target]) -> str:
    return ", ".join(code.upper() for _, code in targets)
