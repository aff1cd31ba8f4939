"""Refuse numbers of people outside peacekeeping: inhabitants, civilians, people of no mission."""

from dataclasses import dataclass

from api.claims.sentences.language import Language
from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.tokens import word_at
from api.claims.sentences.words import OF, has_phrase
from api.questions.question import Question

WITHIN = ("in", "with", "à", "dans")


@dataclass(frozen=True)
class StrangerReader:
    """Tells whether the counted people served in peacekeeping."""

    language: Language
    question: Question

    @property
    def words(self) -> list[str]:
        """The words about the number."""
        return self.question.words

    def leave_out(self) -> None:
        """Drop deaths of others, and refuse a number with nothing else: "civilians were killed"."""
        measures = self.question.measures
        measured = {place for places in measures.values() for place in places}
        for place, word in enumerate(self.words):
            length = self.language.lexicon.outside.at(self.words, place)[0]
            if length and not set(range(place, place + length)) & measured:
                raise Unverifiable("it is about something else")
            if not self.language.words.strangers.at(self.words, place)[0] and not (
                self.language.words.anybody.at(self.words, place)[0] and not self._is_ours()
            ):
                continue
            gone = [measures.pop(code, None) for code in self.language.words.dying]
            if any(gone) and not measures:
                raise Unverifiable(f"“{word}” may be others than peacekeepers")

    def _is_ours(self) -> bool:
        """Tell whether the dead are a mission's: it lost them, or they died in peacekeeping."""
        lexicon = self.language.words
        tables = (lexicon.losing, lexicon.everywhere)
        return any(has_phrase(one, self.words) for one in tables) or self._is_in_a_mission()

    def _is_in_a_mission(self) -> bool:
        """Tell whether words end with a mission: "people died in MONUSCO", not in its camps."""
        words = self.words
        missions = [one for one in self.question.mentions if not (one.country or one.is_everyday)]
        ends = ({min(one.places) - 1, max(one.places) + 1} for one in missions if one.places)
        return any(
            min(edge) >= 0
            and (self._are_of(min(edge)) or (words[min(edge)] in WITHIN and self._ends(max(edge))))
            for edge in ends
        )

    def _are_of(self, place: int) -> bool:
        """Tell whether people belong to the next name: "members of UNAMIR"."""
        is_anybody = place and self.language.words.anybody.at(self.words, place - 1)[0]
        return bool(is_anybody) and self.words[place] in OF

    def _ends(self, place: int) -> bool:
        """Tell whether only a name follows a place: "in Liberia"."""
        after = word_at(self.words, place)
        return not after or (after in WITHIN and place + 1 in self.question.taken)
