"""How one thing changed between two times: which times are meant, how far their figures are apart, and their mean."""

from dataclasses import replace
from statistics import fmean

from api.questions.question import BUDGET_YEAR, Question, Time
from api.vocabulary import Qualifier, Row, Unit, first_day, last_day
from api.wording import value_in_words

PAIR = 2
COMPARING = ("versus", "more", "changed")
MANY = 100  # From here on numbers that are worked out are told without decimals.


def two_times(question: Question) -> list[Question] | None:
    """Ask of each of the two times that a question compares: "2009 versus 2025", "how did it change since 2015"."""
    listing = question.listing
    comparing = {"versus", "changed"} if len(question.times) == PAIR else {"changed"}
    ends = _ends(question.times) if comparing & {*listing} else None
    if ends is None:
        return None
    filler = question.filler.union(*(listing.get(word, ()) for word in COMPARING))
    asked = replace(
        question,
        filler=filler,
        breakdowns={name: said for name, said in question.breakdowns.items() if name != "by_year"},
        listing={name: said for name, said in listing.items() if name not in COMPARING},
    )
    in_order = sorted(ends, key=lambda time: time.first if time and time.first else "9999")
    return [replace(asked, times=[time] if time else []) for time in in_order]


def _ends(times: list[Time]) -> list[Time | None] | None:
    """Return the two times, or the first and the last one of a range; None for the newest."""
    if len(times) != 1:
        return [*times] if len(times) == PAIR else None
    time = times[0]
    first, _, last = str(time.written).partition("/")
    if time.basis == "since" and time.written:
        return [_within(first), None]
    if time.years:
        return None  # One budget year is no two times.
    if (first[4:], last[4:]) == BUDGET_YEAR:  # "Between 2019/20 and 2024/25".
        return [_budget_year(int(first[:4])), _budget_year(int(last[:4]) - 1)]
    return [_within(first), _within(last)] if time.basis == "in" and last else None


def _budget_year(year: int) -> Time:
    first, last = f"{year}{BUDGET_YEAR[0]}", f"{year + 1}{BUDGET_YEAR[1]}"
    return Time("in", first, last, f"{first}/{last}")


def _within(written: str) -> Time:
    return Time("in", first_day(written), last_day(written), written)


def difference_in_words(earlier: Row, later: Row) -> str:
    """Say how far a figure is from an earlier one: "A fall of 1,200 people (8 per cent)"."""
    change = later["value"] - earlier["value"]
    if not change:
        return "No change:"
    is_share = later["unit"] == Unit.PERCENT
    amount = _about([earlier, later], abs(change)).replace("About", "about")
    relative = f" ({100 * abs(change) / earlier['value']:.0f} per cent)" if earlier["value"] else ""
    told = amount.replace("per cent", "percentage points") if is_share else f"{amount}{relative}"
    return f"A {'rise' if change > 0 else 'fall'} of {told}:"


def mean_in_words(rows: list[Row]) -> str:
    """Say what figures are on average."""
    return f"{_about(rows, fmean(row['value'] for row in rows))} on average, by these {len(rows)}:"


def _about(rows: list[Row], value: float) -> str:
    """Write a number that is worked out of figures, no more exactly than they are."""
    exact = all(row["qualifier"] == Qualifier.EXACT for row in rows)
    qualifier = Qualifier.EXACT if exact else Qualifier.ABOUT
    rounded = round(value, 0 if abs(value) >= MANY else 1) if exact else float(f"{value:.3g}")
    told = value_in_words(rows[0] | {"value": rounded, "qualifier": qualifier})
    return f"{told[0].upper()}{told[1:]}"
