"""Find the numbers of a sentence that count something: value, unit, range and qualifier."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from api.claims.intervals import ROUND
from api.claims.sentences.labels import DOLLAR, LabelReader
from api.claims.sentences.numerals import NumeralReader
from api.claims.sentences.tokens import Kind, Token, is_token, word_at
from api.claims.sentences.words import OF, SentenceLexicon
from api.vocabulary import Qualifier

BETWEEN = ("between", "entre")
FROM = ("from", "de")
BY = "by"  # "Cut by $5 million to $60 million" is a change too.
SPANNING = ("rang", "vari", "estimat")  # "ranging from … to …" is a range, and no change.
IN, LARGEST_RATIO = ("in", "sur"), 20
MILLION = 10**6


class Measure(StrEnum):
    """The notation of a number."""

    COUNT = "count"
    PERCENT = "percent"
    USD = "usd"


@dataclass(frozen=True)
class Quantity:
    """A number with its tokens, unit, and qualifier or range."""

    start: int
    end: int
    measure: Measure
    value: float | None
    qualifier: Qualifier | None = None
    lower: float | None = None
    upper: float | None = None
    is_rounded: bool = False  # What rounds to it is meant: 1.14298 billion, 27 per cent.


@dataclass(frozen=True)
class _Number:
    """A number with size and unit, before its qualifier; `plain` is the value before the size."""

    start: int
    end: int
    value: float
    measure: Measure | None
    size: int
    plain: float


class NumberReader:
    """Finds the numbers of one sentence, outside the tokens of times."""

    def __init__(self, tokens: list[Token], taken: set[int], lexicon: SentenceLexicon) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.taken = set(taken)
        self.lexicon = lexicon
        self.numerals = NumeralReader(tokens, lexicon)
        self.labels = LabelReader(tokens, self.taken, lexicon)

    def find(self) -> list[Quantity]:
        """Find the quantities in order; note labels as taken."""
        found: list[Quantity] = []
        place = 0
        while place < len(self.tokens):
            number = None if place in self.taken else self._number(place)
            if number is None:
                place += 1
                continue
            lower, upper = self._range(number)
            if uncounted := self._uncounted(number, is_range=upper is not None):
                self.taken |= {*uncounted}
                place = uncounted.stop
            else:
                found.append(self._as_before(lower, self._worded(lower, upper), found[-1:]))
                place = found[-1].end
        return found

    def _uncounted(self, number: _Number, *, is_range: bool) -> range:
        """Return the tokens of a number that counts nothing: a score, a ratio or a label."""
        start, end = number.start, number.end
        is_score = not is_range and is_token(self.tokens, end, Kind.MARK, "-")
        if is_score and is_token(self.tokens, end + 1, Kind.NUMBER):
            return range(start, end + 2)
        has_unit = number.measure is not None
        is_label = self._is_ratio(number) or self.labels.is_label(start, end, has_unit=has_unit)
        return range(start, end) if is_label else range(0)

    def _as_before(self, number: _Number, quantity: Quantity, before: list[Quantity]) -> Quantity:
        """Inherit the unit of the number before: `$407.6 million, against 552.8 million`."""
        is_open = number.measure is None and quantity.measure is Measure.COUNT
        if not (is_open and before and not self._is_counted(quantity.end)):
            return quantity
        is_money = before[0].measure is Measure.USD and number.size >= MILLION
        is_part = before[0].measure is Measure.PERCENT and not number.plain.is_integer()
        same = before[0].measure if is_money or (is_part and number.size == 1) else quantity.measure
        return replace(quantity, measure=same)

    def _is_counted(self, end: int) -> bool:
        """Tell whether a noun follows a number, perhaps after "of"."""
        at = end + (word_at(self.words, end) in OF)
        return bool(at < len(self.words) and self.lexicon.nouns.at(self.words, at)[0])

    def _is_ratio(self, number: _Number) -> bool:
        """Tell whether two small numbers in words are an unknown ratio: "two in seven"."""
        places = range(number.start, number.end + 2)
        if word_at(self.words, number.end) not in IN or any(
            is_token(self.tokens, n, Kind.NUMBER) for n in places
        ):
            return False
        second = self.numerals.at(number.end + 1)
        return second is not None and number.value < second.value <= LARGEST_RATIO

    def _number(self, start: int) -> _Number | None:
        """Parse the number at a place: currency, digits or words, size, percent or dollars."""
        currency = self._currency(start)
        numeral = self.numerals.at(start + currency, digits_only=bool(currency))
        if numeral is None:
            return None
        if numeral.is_share:
            share = numeral.value
            return _Number(start, numeral.end, share, Measure.PERCENT, 1, share)
        length, size = self._size(numeral.end)
        unit, end = self._unit(numeral.end + length)
        is_decimal = size > 1 or unit is Measure.PERCENT
        plain = numeral.value
        if is_decimal and numeral.decimal is not None:
            plain = numeral.decimal
        measure = Measure.USD if currency else unit
        return _Number(start, end, _times(plain, size), measure, size, plain)

    def _currency(self, place: int) -> int:
        """Return how many tokens before a number mean dollars: `$`, `US$`, `USD`."""
        if is_token(self.tokens, place, Kind.MARK, "$"):
            before = (
                self.tokens[place - 1] if place and self.tokens[place].follows_directly else None
            )
            is_other = before is not None and before.kind is Kind.WORD and before.word not in DOLLAR
            return 0 if is_other else 1
        if self.words[place] not in DOLLAR or not self.tokens[place].is_capital:
            return 0  # "Charges us 27 per cent".
        if is_token(self.tokens, place + 1, Kind.MARK, "$"):
            return 2
        return int(is_token(self.tokens, place + 1, Kind.NUMBER))

    def _size(self, place: int) -> tuple[int, int]:
        """Parse the size after digits; a letter only if it is attached: `5.6bn`, `70k`."""
        at = place + is_token(self.tokens, place, Kind.MARK, "-")
        length, sizes = self.lexicon.sizes.at(self.words, at)
        is_letter = length == 1 and len(self.words[at]) == 1
        if not length or (is_letter and not self.tokens[at].follows_directly):
            return 0, 1
        return length + at - place, sizes[0]

    def _unit(self, place: int) -> tuple[Measure | None, int]:
        if is_token(self.tokens, place, Kind.MARK, "%"):
            return Measure.PERCENT, place + 1
        if length := self.lexicon.percent.at(self.words, place)[0]:
            return Measure.PERCENT, place + length
        at = place + (word_at(self.words, place) in OF)
        if length := self.lexicon.dollars.at(self.words, at)[0]:
            return Measure.USD, at + length
        return (
            (Measure.USD, place + 1)
            if is_token(self.tokens, place, Kind.MARK, "$")
            else (None, place)
        )

    def _range(self, first: _Number) -> tuple[_Number, _Number | None]:
        """Parse `60,000 to 70,000`, `between … and …`, `$5-6 billion`; not `from … to …`."""
        second = self._number(first.end + 1) if self._spans(first) else None
        if second is None or (first.measure and second.measure not in (None, first.measure)):
            return first, None
        is_shared = first.size == 1 and first.plain < second.plain
        value = _times(first.plain, second.size) if is_shared else first.value
        if value >= second.value:
            return first, None
        measure = second.measure or first.measure
        return _Number(first.start, first.end, value, measure, first.size, first.plain), second

    def _spans(self, first: _Number) -> bool:
        """Tell whether the word after a number joins it with the next one to a range."""
        if first.end + 1 >= len(self.words):
            return False
        before = word_at(self.words, first.start - 1)
        is_change = before in (*FROM, BY) and not word_at(self.words, first.start - 2).startswith(
            SPANNING
        )
        match self.words[first.end]:
            case "-":
                return True
            case "and" | "et":
                return before in BETWEEN
            case "to" | "à" | "a" | "or" | "ou":
                return not is_change
        return False

    def _worded(self, number: _Number, upper: _Number | None) -> Quantity:
        """Add the qualifier of a number."""
        measure = number.measure or (upper and upper.measure) or Measure.COUNT
        start, end = number.start, (upper or number).end
        if upper:
            start -= word_at(self.words, start - 1) in (*BETWEEN, *FROM)
            return Quantity(start, end, measure, None, lower=number.value, upper=upper.value)
        is_rounded = number.size > 1 and number.value % ROUND != 0
        is_rounded |= measure is Measure.PERCENT and number.value.is_integer()
        start, before = self._before(start)
        end, after = self._after(end)
        is_share = measure is Measure.PERCENT and self.numerals.is_share(number.start)
        qualifier = before or after or (Qualifier.ABOUT if is_share else None)
        return Quantity(start, end, measure, number.value, qualifier, is_rounded=is_rounded)

    def _before(self, start: int) -> tuple[int, Qualifier | None]:
        """Read a qualifier before: `over`, `nearly`, also across `over a total of`."""
        for bridge in (0, self.lexicon.bridges.ending_at(self.words, start)[0]):
            length, meanings = self.lexicon.before.ending_at(self.words, start - bridge)
            if length:
                return start - bridge - length, meanings[0]
        return start, None

    def _after(self, end: int) -> tuple[int, Qualifier | None]:
        """Read a qualifier after: `4,300+`, `300 or more`."""
        if is_token(self.tokens, end, Kind.MARK, "+"):
            return end + 1, Qualifier.OVER
        length, meanings = self.lexicon.after.at(self.words, end)
        if not length or is_token(self.tokens, end + length, Kind.NUMBER):
            return end, None
        return end + length, meanings[0]


def _times(plain: float, size: int) -> float:
    """Multiply in decimals: 8.28 billion, not 8,279,999,999.999999."""
    return float(Decimal(repr(plain)) * size)
