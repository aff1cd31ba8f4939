"""Intervals of numbers that a wording allows, in claims and statements, as precise as printed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from api.facts.figures import bounds
from api.vocabulary import Qualifier, Row

# Nobody prints such a number to its last digit: 6,600,000,000 is 6.6 billion.
LARGE = 1_000_000
ROUND = 100_000
# A bare number with a single digit is still closer than one with the word “about”: 2 billion is 1.9 to 2.1.
MOST_ROUNDED = 20
HUNDREDS = 100
LEAST_LOOSE = 50  # Who writes “about 75,000” does not exclude what is a fiftieth off.
LOOSE = (Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.CLOSE_TO)
IN_WORDS = re.compile(
    r"(\d[\d, \u00a0\u202f]*(?:\.\d+)?)\s*[- ]?(thousand|million|billion|trillion|m|bn|k)\b", re.I
)
RANGE = re.compile(r"^\D*(\d[\d,]*(?:\.\d+)?) ?(?:to|and|[-–]) ?(\d[\d,]*(?:\.\d+)?)\D*$")
SEPARATORS = re.compile(r"[, \u00a0\u202f]")
MAGNITUDES = {
    "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9, "trillion": 12,
}  # fmt: skip


# Intervals instead of a tolerance: a verdict must be explainable in one sentence.
@dataclass(frozen=True)
class Interval:
    """An interval of numbers; None is no bound, and `open` excludes both ends."""

    lower: float | None
    upper: float | None
    open: bool = False

    def within(self, other: "Interval") -> bool:
        """Tell whether the other interval contains this one."""
        return _reaches(other.lower, self.lower, other, self) and _reaches(
            _negated(other.upper), _negated(self.upper), other, self
        )

    def apart_from(self, other: "Interval") -> bool:
        """Tell whether the two intervals are disjoint."""
        return _ends_before(self, other) or _ends_before(other, self)

    def lies_below(self, other: "Interval") -> bool:
        """Tell whether all of this interval is below the other."""
        return _ends_before(self, other)


@dataclass(frozen=True)
class ClaimedValue:
    """The claimed number with its qualifier, or the claimed range."""

    value: float | None
    qualifier: Qualifier | None = None
    lower: float | None = None
    upper: float | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether the claim is a number without a qualifier."""
        return self.value is not None and self.qualifier is None

    @property
    def is_rounding(self) -> bool:
        """Tell whether the claim is a close rounding: 5.6 billion, but not about a hundred."""
        ends = self.interval.lower, self.interval.upper
        if self.value is None or None in ends:
            return False
        return all(
            abs(end - self.value) <= abs(self.value) / MOST_ROUNDED
            for end in ends
            if end is not None
        )

    @cached_property
    def interval(self) -> Interval:
        """The numbers that the claim allows."""
        if self.value is None:
            return Interval(self.lower, self.upper)
        if self.qualifier:
            return worded(self.value, self.qualifier)
        return rounded(self.value, step_of(self.value))

    @cached_property
    def reach(self) -> Interval:
        """The numbers not excluded by the claim: "nearly" and whole hundreds are taken loosely."""
        if self.value is None:
            return self.interval
        if not (self.qualifier in LOOSE or (self.is_bare and self.value % HUNDREDS == 0)):
            return self.interval
        value = abs(self.value)
        step = 2 * (value - (bounds(value, Qualifier.ABOUT)[0] or 0))
        of_two_digits = step >= value / HUNDREDS
        loose = max(min(step, value / 10), value / LEAST_LOOSE if of_two_digits else 0)
        below, above = self.value - loose, self.value + loose
        return Interval(below, above if self.qualifier in (None, Qualifier.ABOUT) else self.value)


def worded(value: float, qualifier: Qualifier) -> Interval:
    """Return the interval of a number with a qualifier."""
    return Interval(*bounds(value, qualifier), qualifier in (Qualifier.OVER, Qualifier.UNDER))


def stated_interval(statement: Row) -> Interval:
    """Return the interval of a statement: its printed range, or what rounds to its number."""
    if printed := printed_range(statement):
        return printed
    if statement["qualifier"] != Qualifier.EXACT:
        return worded(statement["value"], Qualifier(statement["qualifier"]))
    return rounded(statement["value"], printed_step(statement))


def stated_for(claim: ClaimedValue, statement: Row) -> Interval:
    """Return the interval of a statement; an exact one is a point for a claim with a qualifier."""
    if claim.is_bare:
        return stated_interval(statement)
    if printed := printed_range(statement):
        return printed
    return worded(statement["value"], Qualifier(statement["qualifier"]))


def printed_range(statement: Row) -> Interval | None:
    """Return the range that a statement prints, `13,000 to 14,000`, if its value is one end."""
    printed = RANGE.match(statement["value_text"] or "")
    if not printed:
        return None
    lower, upper = (float(number.replace(",", "")) for number in printed.groups())
    is_range = lower < upper and statement["value"] in (lower, upper)
    return Interval(lower, upper) if is_range else None


def printed_step(statement: Row) -> Decimal | None:
    """Return the size of the last printed digit: of 6.6 billion a tenth of a billion.

    A row of data prints all its digits: 2,000,000 there is no two million.
    """
    words = statement["value_text"] or statement["citation"]["evidence"]
    for number, magnitude in IN_WORDS.findall(words or ""):
        step = Decimal(1).scaleb(MAGNITUDES[magnitude.lower()])
        digits = Decimal(SEPARATORS.sub("", number))
        if digits * step == Decimal(repr(statement["value"])):
            return step.scaleb(int(digits.as_tuple().exponent))
    is_row = words is None and float(statement["value"]).is_integer()
    return None if is_row else step_of(statement["value"])


def step_of(value: float) -> Decimal | None:
    """Return the size of the last digit of a rounded number; None where it is not rounded."""
    if isinstance(value, float) and not value.is_integer():
        return Decimal(1).scaleb(int(Decimal(repr(value)).as_tuple().exponent))
    if abs(value) >= LARGE and value % ROUND == 0:
        return Decimal(1).scaleb(int(Decimal(int(value)).normalize().as_tuple().exponent))
    return None


def rounded(value: float, step: Decimal | None) -> Interval:
    """Return the interval of numbers that round to this one; only itself without a step."""
    if step is None:
        return Interval(value, value)
    exact = Decimal(repr(value))
    half = min(step / 2, abs(exact) / MOST_ROUNDED) if value else step / 2
    return Interval(float(exact - half), float(exact + half))


def _negated(end: float | None) -> float | None:
    return None if end is None else -end


def _reaches(outer: float | None, inner: float | None, wide: Interval, narrow: Interval) -> bool:
    if outer is None or inner is None:
        return outer is None
    return outer < inner or (outer == inner and (narrow.open or not wide.open))


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.upper is None or second.lower is None:
        return False
    is_open = first.open or second.open
    return first.upper < second.lower or (first.upper == second.lower and is_open)
