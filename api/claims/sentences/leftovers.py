"""Sort the unexplained words about a number: harmless, doubtful, or changing its meaning.

No list of words is complete. An adverb, or a word in a part of its own, says nothing of what is counted; a verb or a
noun beside it may narrow it, so the number is not contradicted; one after a preposition, or beside the counted noun,
may make it another number altogether.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from api.claims.sentences.passages import Passage
from api.claims.sentences.sentence import Sentence
from api.questions.question import Question

ADVERBS = ("ly", "ment")
LONGEST_NAME = 4  # Words from a preposition to what it takes in.


@dataclass(frozen=True)
class Leftover:
    """Unexplained words: `refused` ones may change the meaning, `doubtful` ones may narrow it."""

    refused: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """All unexplained words."""
        return [*self.refused, *self.doubtful]


@dataclass(frozen=True)
class LeftoverReader:
    """Sorts unexplained words; `measure`: places of what is counted, `apart`: after a comma."""

    sentence: Sentence
    passage: Passage
    question: Question
    measure: set[int]
    apart: set[str]

    def read(self, places: Sequence[int], turning: list[str], *, is_strong: bool) -> Leftover:
        """Sort the words at `places`; `is_strong`: more than a noun for people is counted."""
        words = self.question.words
        left = [n for n in places if words[n] and words[n] not in self.apart]
        announcing = self._announcing() if left else set()
        left = [n for n in left if not (self._is_adverb(n) or self._names(n))]
        left = [n for n in left if words[n] not in announcing]
        beside = self._beside() if left else set()
        refused = [word for word in turning if word not in self.apart]
        doubtful: list[str] = []
        for place in left:
            is_beside = words[place] in beside
            is_near = not is_strong and not is_beside
            is_name = self._is_name(place) and not is_beside
            takes = is_name or self._is_taken_in(place, {*left})
            (refused if is_near or takes else doubtful).append(words[place])
        return Leftover(refused, doubtful)

    def _is_adverb(self, place: int) -> bool:
        """Tell whether a word is an adverb of manner: "reportedly"."""
        word = self.question.words[place]
        is_known = self.sentence.lexicon.turning.at(self.question.words, place)[0]
        return word.endswith(ADVERBS) and not is_known and place not in self.question.strange

    def _names(self, place: int) -> bool:
        """Tell whether a word is a preposition before a name: "in Abyei under UNISFA"."""
        words = self.question.words
        is_preposition = bool(self.sentence.lexicon.prepositions.at(words, place)[0])
        return is_preposition and place + 1 in self.question.taken

    def _announcing(self) -> set[str]:
        """Return the words before a colon: "Somalia was a disaster: 154 died"."""
        tokens, own = self.sentence.tokens, self.passage.own
        within = range(own[0], self.passage.quantity.start)
        colon = max((n for n in within if tokens[n].word == ":"), default=own[0])
        return {tokens[n].word for n in own if n < colon} - {
            tokens[n].word for n in own if n > colon
        }

    def _beside(self) -> set[str]:
        """Return the words that a comma parts from the number."""
        tokens = self.sentence.tokens
        return {tokens[place].word for part in self.passage.apart for place in part}

    def _is_name(self, place: int) -> bool:
        """Tell whether a word is capitalised, so perhaps the name of somebody else."""
        word = self.question.words[place]
        tokens = self.sentence.tokens
        return any(tokens[n].is_capital and tokens[n].word == word for n in self._own if n)

    @property
    def _own(self) -> tuple[int, ...]:
        passage = self.passage
        return (*passage.own, *passage.narrowing, *passage.head)

    def _is_taken_in(self, place: int, left: set[int]) -> bool:
        """Tell whether a word narrows the count: "the vaccination budget", "deaths by drowning"."""
        words, lexicon = self.question.words, self.sentence.lexicon
        is_followed = place + 1 in self.measure or bool(lexicon.nouns.at(words, place + 1)[0])
        if is_followed:
            return True
        for before in range(place - 1, max(place - 1 - LONGEST_NAME, -1), -1):
            if not words[before]:
                return False
            if lexicon.prepositions.ending_at(words, before + 1)[0]:
                return True
            if before not in left | self.question.filler or self._is_verb(before):
                return False
        return False

    def _is_verb(self, place: int) -> bool:
        words, lexicon = self.question.words, self.sentence.lexicon
        tables = (lexicon.past, lexicon.present, lexicon.perfect)
        return any(table.at(words, place)[0] for table in tables)
