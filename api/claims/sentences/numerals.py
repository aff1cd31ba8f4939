"""Parse numerals: digits with separators, number words, and fractions as per cent."""

import re
from dataclasses import dataclass

from api.claims.sentences.tokens import Kind, Token, word_at
from api.claims.sentences.words import SentenceLexicon

GROUPED = re.compile(
    r"^[0-9]{1,3}(?:([,.'’ \u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?$"
)
# A comma before so many digits or more, and not between thousands, is no decimal one.
THOUSANDTHS = 3
HUNDRED = 100
SCORES = (20, 60, 80)  # French adds numbers up to twenty to these: soixante-dix.
LARGEST = 10**15
POINTED = 13  # Smaller numbers in words, after "the", point to what was said before.
SHORTEST_RATIO = 3  # "one in ten"
SHORTEST_SIZE = 3  # Of a size in words: a letter alone is none.
SHARE_FOLLOWED = frozenset(["of", "are", "were", "is", "was", "the", "des", "de", "du", "sont"])
AND = frozenset(["and", "et"])
ARTICLES = frozenset(["a", "an", "un", "une"])
ALONE = frozenset(["cent", "mille"])  # French says a hundred and a thousand without an article.
PER = frozenset(["per", "pour"])  # "per cent" is no hundred.
RATIOS = (("in", "every"), ("out", "of", "every"), ("out", "of"), ("in",), ("sur",))
MORE = ("more", "fewer", "less")
NOT_ONE = frozenset(["no", "any", "every", "the", "this", "that"])


@dataclass(frozen=True)
class Numeral:
    """A number without size and unit; `decimal` is its value if its only point is decimal."""

    end: int
    value: float
    is_share: bool = False
    decimal: float | None = None


class NumeralReader:
    """Reads the numerals of one sentence."""

    def __init__(self, tokens: list[Token], lexicon: SentenceLexicon) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.lexicon = lexicon

    def at(self, place: int, *, digits_only: bool = False) -> Numeral | None:
        """Parse the numeral at a place."""
        if place >= len(self.tokens):
            return None
        if self.tokens[place].kind is Kind.NUMBER:
            numeral = self._digits(place)
            return numeral if numeral and numeral.value < LARGEST else None
        return None if digits_only else self._share(place) or self._spelt(place)

    def _digits(self, place: int) -> Numeral | None:
        """Parse digits; a single point before three of them may be a separator or decimal."""
        text = self.words[place]
        if grouped := GROUPED.match(text):
            separator = grouped[1]
            whole = float(text.replace(separator, "").replace(",", "."))
            is_either = separator == "." and text.count(".") == 1
            return Numeral(place + 1, whole, decimal=float(text) if is_either else None)
        whole_part, _, decimals = text.replace(",", ".").partition(".")
        if "," in text and len(decimals) >= THOUSANDTHS:
            return None
        return Numeral(place + 1, float(f"{whole_part}.{decimals or 0}"))

    def is_share(self, place: int) -> bool:
        """Tell whether a fraction in words begins at a place."""
        return self._share(place) is not None

    def _share(self, place: int) -> Numeral | None:
        """Parse a fraction in words, as per cent: `a third of`, `one in ten peacekeepers`."""
        length, values = self.lexicon.shares.at(self.words, place)
        if not length:
            length, values = self._ratio(place)
        if not length:
            return None
        end = place + length
        noun = end + (word_at(self.words, end) in ("un", "onu"))
        is_ratio = length >= SHORTEST_RATIO and bool(self.lexicon.nouns.at(self.words, noun)[0])
        if of_one := self._of_one_percent(end):
            return Numeral(of_one, values[0] / HUNDRED, is_share=True)
        followed = is_ratio or word_at(self.words, end) in SHARE_FOLLOWED
        return Numeral(end, float(values[0]), is_share=True) if followed else None

    def _ratio(self, place: int) -> tuple[int, list[int]]:
        """Parse "one in twenty", "three out of every eight": its length, and per cent."""
        first, parts = self.lexicon.numerals.at(self.words, place)
        if not first:
            return 0, []
        rest = place + first
        between = next((one for one in RATIOS if [*one] == self.words[rest : rest + len(one)]), ())
        at = rest + len(between)
        second, wholes = self.lexicon.numerals.at(self.words, at)
        if not (between and second and 0 < parts[0] < wholes[0] <= HUNDRED):
            return 0, []
        return at + second - place, [round(HUNDRED * parts[0] / wholes[0])]

    def _of_one_percent(self, place: int) -> int:
        """Return the end of `of one per cent`, after a fraction: "half of one per cent"."""
        if self.words[place : place + 2] not in (["of", "one"], ["of", "1"], ["of", "a"]):
            return 0
        length = self.lexicon.percent.at(self.words, place + 2)[0]
        return place + 2 + length if length else 0

    def _spelt(self, place: int) -> Numeral | None:
        """Parse a number in words: `seventy thousand`, `a dozen`, `soixante-dix mille`."""
        is_half = self.words[place] == "half" and word_at(self.words, place + 1) == "a"
        begin = place + (2 if is_half else self.words[place] in ARTICLES)
        end, value = self._added(begin)
        if end <= begin or value >= LARGEST or self._is_no_number(place, begin, end):
            return None
        return Numeral(end, value / 2 if is_half else value)

    def _added(self, place: int) -> tuple[int, float]:
        """Add up the words of a number; return their end and the sum."""
        total, current, end = 0, 0, place
        while place < len(self.words):
            length, number, is_size = self._word(place)
            if not length:
                if not self._is_and(place, end):
                    break
                place += 1
                continue
            rest = current % HUNDRED
            if is_size:
                total, current = total + max(current, 1) * number, 0
            elif number == HUNDRED:
                current = max(current, 1) * HUNDRED
            elif rest and number >= rest and rest not in SCORES:
                break  # "twenty thirty" are two numbers.
            else:
                current += number
            place = end = place + length
        return end, float(min(total + current, LARGEST))

    def _word(self, place: int) -> tuple[int, int, bool]:
        """Parse one word of a number: its length, its value, and whether it multiplies."""
        length, numbers = self.lexicon.numerals.at(self.words, place)
        if length:
            return length, numbers[0], False
        length, sizes = self.lexicon.sizes.at(self.words, place)
        is_word = bool(length) and len(self.words[place]) >= SHORTEST_SIZE
        return (length, sizes[0], True) if is_word else (0, 0, False)

    def _is_and(self, place: int, end: int) -> bool:
        """Tell whether "and" stands within a number: `one hundred and eleven`, `vingt et un`."""
        if self.words[place] not in AND or place != end or not place:
            return False
        before = self._word(place - 1)
        is_large = before[2] or before[1] == HUNDRED
        is_score = self.words[place] == "et" and before[1] in range(20, HUNDRED, 10)
        return (is_large or is_score) and bool(self.lexicon.numerals.at(self.words, place + 1)[0])

    def _is_no_number(self, place: int, begin: int, end: int) -> bool:
        """Tell whether words count nothing exact: `several hundred`, `one of`, `the two`."""
        _, first, is_size = self._word(begin)
        is_multiple = is_size or first == HUNDRED
        has_article = begin > place
        if has_article != is_multiple and (has_article or self.words[begin] not in ALONE):
            return has_article or is_multiple
        if self.lexicon.vague.ending_at(self.words, place)[0]:
            return True
        is_single = end - begin == 1
        points = bool(self.lexicon.pointing.ending_at(self.words, place)[0])
        if is_single and first < POINTED and points and not is_multiple:
            return True
        before = word_at(self.words, place - 1)
        if before in PER:
            return True
        tables = (self.lexicon.nouns, self.lexicon.percent)
        is_counted = any(table.at(self.words, end)[0] for table in tables) and before not in NOT_ONE
        is_counted |= word_at(self.words, end) in MORE  # "One more than in 2023" is a difference.
        return is_single and first == 1 and not is_counted
