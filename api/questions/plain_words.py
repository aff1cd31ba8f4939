"""Parse the words outside quotes: correct them, spell out abbreviations, drop stop words, add stems and synonyms."""

import re
from dataclasses import dataclass, field

from api.facts.folding import fold
from api.lists.search_syntax import Term
from api.lists.word_index import Near, WordIndex
from api.questions.lexicon import Lexicon
from api.questions.parts import Part, Parts, TypedWord
from api.questions.question import OWN
from api.tables.words import SYMBOL, stem_of
from api.vocabulary import WordState

OWN_FORM = 100  # Weight of a word in any of its own forms, in per cent.
SYNONYM = 55  # Of a synonym: less, so that entries with the word itself come first.
LIGHT = 25  # Of a word of everyday language, which tells little.
MOST_FORMS = 8
COMMON = 0.08  # A synonym that stands in more of the entries tells nothing.
UNKNOWN_COUNTS = 0.6  # An unknown word, beside the rarest known one.
MOST_CORRECTED = 10  # Words of a question; each is compared with thousands.
LONG = 8  # From here on one wrong letter is likelier than two words written as one.
SHORTEST = 4  # Letters of a word that another is joined to.
NUMBERED = re.compile(r"([^\W\d_]{2,})(\d{1,2}|\d{4})")


@dataclass
class PlainReader:
    """Parse the words outside quotes into parts.

    `capitals` are the words typed in capitals; None where the whole text is in one case.
    """

    found: Parts
    index: WordIndex
    lexicon: Lexicon
    terms: list[Term]
    capitals: set[str] | None
    typed: list[str] = field(default_factory=list)  # What each word was, as it was typed.
    joined: int = 0  # Words that are joined where people write them apart, so far.

    def read(self) -> None:
        """Add the parts, and note the state of each word."""
        words = self.found.words = self._corrected()
        place = 0
        while place < len(words):
            place += self._read_at(words, place)

    def _read_at(self, words: list[str], place: int) -> int:
        """Parse the word or phrase at a place, and return its length in words."""
        word = words[place]
        if self._is_name(words, place):
            self._add_words(place, 1, self.lexicon.capitals[word].means.split())
            return 1
        length, meanings = self.lexicon.spelt_out.at(words, place)
        if not length:
            length, meanings = self.lexicon.countries.at(words, place)
        if length:
            self._add_words(place, length, meanings[0].split())
            return length
        if length := self._left_out(words, place):
            for one in range(place, place + length):
                self._note(one, WordState.LEFT_OUT, ())
            return length
        part = _part(word, self._places(place, 1), self.index, self.lexicon)
        self.found.add(part)
        self._note(place, WordState.MATCHED if part.forms else WordState.UNKNOWN, ())
        return 1

    def _left_out(self, words: list[str], place: int) -> int:
        """Return how many words from a place on are not looked up: question words and stop words."""
        asking, _ = self.lexicon.asking.at(words, place)
        if asking > 1:
            return asking
        for end in (place + 2, place + 1):
            if end <= len(words) and " ".join(words[place:end]) in self.lexicon.stop_words:
                return end - place
        word = words[place]
        is_held = self.index.stem(word) or word in self.lexicon.synonyms
        return int(not is_held and word in self.lexicon.said)  # "Versus" only says how it is asked.

    def _corrected(self) -> list[str]:
        """Correct unknown words: join two, split one, or replace it by the nearest known word."""
        read: list[str] = []
        tried = 0
        for term in self.terms:
            word, before = self.lexicon.misspelt.get(term.words[0], term.words[0]), len(read)
            if self._is_known(word) or tried >= MOST_CORRECTED:
                read.append(word)
            else:
                tried += 1
                if read and len(word) > 1 and self.index.stem_by_word.get(read[-1] + word):
                    read[-1] += word
                    self.typed[-1] += f" {term.typed()}"
                else:
                    near = self._nearest(word)
                    is_sure = near and near.errors == 1 and len(word) >= LONG
                    apart = [] if is_sure else self._apart(word)
                    read += apart or [near.word if near else word]
            self.typed += [term.typed()] * (len(read) - before)
        return read

    def _is_known(self, word: str) -> bool:
        return bool(
            (self.index.stem(word) and not self._is_slip(word))
            or word in self.lexicon.stop_words
            or word in self.lexicon.synonyms
            or word in self.lexicon.said
            or word.isdigit()
        )

    def _is_slip(self, word: str) -> bool:
        """Say whether a word has the stem of a word of the field by a slip alone: "femal", "peacekeepeers"."""
        if word in self.index.stem_by_word:
            return False
        near = self.lexicon.spelling.nearest(word)
        if near is None or near.errors != 1:
            return False
        # Other forms of a word end in other letters: "receives", "received".
        are_alike = near.word[-1] == word[-1] and stem_of(near.word) == stem_of(word)
        return are_alike or stem_of(near.word) == word

    def _apart(self, word: str) -> list[str]:
        """Split a word into two known ones, `peacekeepingbudget`, `unef2`, `fy2024`; empty where it is none of these."""
        known = self.index.stem_by_word
        numbered = NUMBERED.fullmatch(word)
        if numbered and (known.get(numbered[1]) or numbered[1] in self.lexicon.said):
            return [numbered[1], numbered[2]]
        pairs = (
            (word[:place], word[place:]) for place in range(SHORTEST, len(word) - SHORTEST + 1)
        )
        return next(([*pair] for pair in pairs if all(map(known.get, pair))), [])

    def _nearest(self, word: str) -> Near | None:
        """Return the nearest word of the records or of the field: on a tie a country, then that of the records."""
        near = [spelling.nearest(word) for spelling in (self.index.spelling, self.lexicon.spelling)]
        known, countries = [one for one in near if one], self.lexicon.country_words
        return min(known, key=lambda one: (one.errors, one.word not in countries), default=None)

    def _is_name(self, words: list[str], place: int) -> bool:
        """Say whether a word that may be plain is a name here: `US`, and not "tell us"."""
        word = words[place]
        capital = self.lexicon.capitals.get(word)
        if capital is None:
            return False
        if self.capitals is not None:
            return word in self.capitals
        before = words[place - 1] if place else ""
        # "Un" is an article in a French question.
        return capital.is_name_behind(before) and word not in OWN

    def _add_words(self, place: int, length: int, means: list[str]) -> None:
        """Add a part for each word that a phrase or an abbreviation means; the last also matches the abbreviation itself."""
        said = self.found.words[place : place + length]
        # The question is read from words that are joined where people write them apart.
        read = 1 if means == ["".join(said)] else length
        places = self._places(place, read)
        self.joined += length - read
        telling = [word for word in means if word not in self.index.stop_words]
        stems = [(word, stem) for word in telling if (stem := self.index.stem(word))]
        for number, (word, stem) in enumerate(stems, 1):
            forms = {stem: OWN_FORM}
            own = self.index.stem(said[0]) if length == 1 and number == len(stems) else 0
            if own:
                forms[own] = OWN_FORM
            having = self.index.having[stem]
            self.found.add(Part(word, forms, self.index.telling(having), places=places))
        state = WordState.MATCHED if stems else WordState.UNKNOWN
        self._note(place, state, () if means == said else tuple(means), length)

    def _places(self, place: int, length: int) -> frozenset[int]:
        first = place - self.joined
        return frozenset(range(first, first + length))

    def _note(
        self, place: int, state: WordState, read_as: tuple[str, ...], length: int = 1
    ) -> None:
        """Note the state of words, `corrected` where one was read as another."""
        said = self.found.words[place : place + length]
        typed = list(dict.fromkeys(self.typed[place : place + length]))
        is_as_typed = fold(" ".join(typed)).split() == said or SYMBOL.fullmatch(typed[0])
        if not is_as_typed and length == 1 and state is not WordState.UNKNOWN:
            state, read_as = WordState.CORRECTED, tuple(said)
        self.found.note(TypedWord(" ".join(typed), state, read_as))


def _part(word: str, places: frozenset[int], index: WordIndex, lexicon: Lexicon) -> Part:
    forms: dict[int, int] = {}
    own = index.stem(word)
    weight = LIGHT if lexicon.is_light(word) else OWN_FORM
    if own:
        forms[own] = weight
    for other in lexicon.synonyms.get(word, ()):
        stem = index.stem(other)
        if stem and (index.having[stem] <= COMMON * index.entries or not own):
            forms.setdefault(stem, SYNONYM)
    forms = dict(list(forms.items())[:MOST_FORMS])
    if not forms:
        telling = round(UNKNOWN_COUNTS * index.telling(0)) * weight // OWN_FORM
        return Part(word, {}, telling, places=places)
    best = own or min(forms, key=lambda stem: index.having[stem])
    telling = index.telling(index.having[best]) * weight // OWN_FORM
    return Part(word, forms, telling, places=places)
