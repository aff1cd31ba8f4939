"""Turn the time of a question into filters with `__gte` and `__lte`, and read the bound of a value."""

from dataclasses import dataclass

from api.search.answers.inquiry import Inquiry
from api.vocabulary import first_day, last_day


def bound(inquiry: Inquiry, field: str) -> dict[str, str] | None:
    """Return filters on a date field for the time asked for; None where it has no dates."""
    span = asked_span(inquiry)
    if span is None:
        return None
    first, last = span
    given = {f"{field}__gte": first, f"{field}__lte": last}
    return {name: value for name, value in given.items() if value}


def asked_span(inquiry: Inquiry) -> tuple[str | None, str | None] | None:
    """Return the first and the last date asked for, one of them None where the time is open; None without dates."""
    time = inquiry.question.time
    if time is None or not time.written:
        return None
    ends = time.years or time.written.split("/")
    first, last = ends[0], ends[-1]
    match time.basis:
        case "in":
            return first, last
        case "since":  # What is after 2010 is not in it.
            return (first if first_day(first) == time.first else time.first), None
        case "until":
            return None, (last if last_day(last) == time.last else time.last)
    return None


@dataclass(frozen=True)
class Bound:
    """An upper or lower bound of a value, and the places of the words for it."""

    number: float
    is_upper: bool
    places: frozenset[int]

    def allows(self, value: float) -> bool:
        """Say whether a value passes the bound; an equal one does not."""
        return value < self.number if self.is_upper else value > self.number


def read_bound(inquiry: Inquiry) -> Bound | None:
    """Read "more than 10,000" or "under 500 million"; None without one, or with several."""
    words, found = inquiry.question.words, []
    for meaning in ("more_than", "less_than"):
        said = inquiry.places(meaning)
        ends = [n for n in said if n + 1 < len(words) and words[n + 1].isdecimal()]
        for end in ends:
            places = frozenset({end + 1, *(n for n in said if n <= end)})
            found.append(Bound(float(words[end + 1]), meaning == "less_than", places))
    return found[0] if len(found) == 1 else None
