"""Changes over time: split a question into its times, and write differences, sums and means."""

from dataclasses import replace
from statistics import fmean

from api.questions.indicator_codes import DEATHS
from api.questions.question import BUDGET_YEAR, Question, Time
from api.questions.times import years_from
from api.tables.meanings import Meaning
from api.vocabulary import Qualifier, Row, Unit
from api.wording import day_in_words, value_in_words

PAIR = 2
COMPARING: tuple[Meaning, ...] = ("versus", "more", "changed", "than")
MANY = 100  # From here on numbers that are worked out are told without decimals.


def with_year_before(question: Question) -> Question:
    """Add the year before to the times, where a change in one year is asked for: "did deaths go up in 2023"."""
    time = question.time
    if time is None or not _is_year(time) or not question.says("changed"):
        return question
    return replace(question, times=[years_from(time, -1), time])


def two_times(question: Question) -> list[Question] | None:
    """Split a comparison into a question for each of its two times: "2009 versus 2025", "how did it change since 2015"."""
    ends = _compared(question)
    return _of_each(question, ends) if ends else None


def several_years(question: Question) -> Question | None:
    """Join several years to one range with `years_asked`, so that one source is used as far as it goes; None for others."""
    times = question.times
    if any(map(_is_year, times)):  # "The end of 2018, 2019 and 2020".
        times = [Time.within(one.ended_year) if one.ended_year else one for one in times]
    if len(times) < PAIR or not all(map(_is_year, times)):
        return None
    in_order = sorted(times, key=lambda time: str(time.first))
    (asked,) = _of_each(question, [joined(in_order[0], in_order[-1])])
    return replace(asked, years_asked=tuple(in_order))


def _is_year(time: Time) -> bool:
    return time.basis == "in" and time.is_of_whole_years and not time.has_years


def several_times(question: Question) -> list[Question] | None:
    """Split a question with three or more times into one for each: "in 2018, 2019 and 2020"."""
    times = question.times
    if len(times) <= PAIR or any(time.basis != "in" for time in times):
        return None
    return _of_each(question, [*times])


def _of_each(question: Question, ends: list[Time | None]) -> list[Question]:
    """Return a question for each time; words that compare become filler."""
    filler = question.filler | question.places(*COMPARING)
    changed = question.places("changed")
    measures = {code: said for code, said in question.measures.items() if not said & changed}
    asked = replace(
        question,
        filler=filler,
        is_compared=True,
        asking=question.asking | {"how_many"},
        measures=measures or question.measures,
        breakdowns={name: said for name, said in question.breakdowns.items() if name != "by_year"},
        listing={name: said for name, said in question.listing.items() if name not in COMPARING},
    )
    in_order = sorted(ends, key=lambda time: time.first if time and time.first else "9999")
    return [replace(asked, times=[time] if time else []) for time in in_order]


def _compared(question: Question) -> list[Time | None] | None:
    """Return the two times that are compared, None in the pair for the newest; None for no comparison."""
    times = question.times
    if is_of_an_effect(question):
        return None
    if len(times) == PAIR:
        are_dated = all(time.basis == "in" for time in times)
        return [*times] if are_dated or question.says("versus", "changed") else None
    if len(times) != 1:
        return None
    if _is_less_than_then(question):
        return [times[0], None]
    return _ends(times[0]) if question.says("changed") else None


def is_of_an_effect(question: Question) -> bool:
    """Say whether an effect is asked for, and no change of numbers: "did peacekeeping reduce deaths"."""
    return question.says("reduced") and DEATHS in question.measures


def _is_less_than_then(question: Question) -> bool:
    """Say whether the present is compared with the one time that is named: "fewer than in 2016"."""
    behind = {place + 1 for place in question.places("than")} - question.named
    are_compared = question.says("more", "versus")  # "As many as in 2015", not "as in 2015".
    is_dated = question.times[0].basis == "in"
    return is_dated and are_compared and bool(behind & question.taken)


def _ends(time: Time) -> list[Time | None] | None:
    """Return the first and the last time of a range, None in the pair for the newest."""
    first, _, last = str(time.written).partition("/")
    if time.basis == "since" and time.written:
        return [Time.within(first, last), None]
    if (first[4:], last[4:]) == BUDGET_YEAR:  # "Between 2019/20 and 2024/25".
        return [_budget_year(int(first[:4])), _budget_year(int(last[:4]) - 1)]
    return [Time.within(first), Time.within(last)] if time.basis == "in" and last else None


def _budget_year(year: int) -> Time:
    return Time.within(f"{year}{BUDGET_YEAR[0]}", f"{year + 1}{BUDGET_YEAR[1]}")


def joined(first: Time, last: Time) -> Time:
    """Return the range from the beginning of one time to the end of another."""
    return Time.within(str(first.written).partition("/")[0], str(last.written).rpartition("/")[2])


def span_in_words(time: Time) -> str:
    """Write a time in words: "2019 or later"."""
    first, _, last = str(time.written).partition("/")
    if (first[4:], last[4:]) == BUDGET_YEAR:
        first, last = first[:7], last[:7]
    if time.basis == "since":
        return f"{day_in_words(first)} or later"
    if time.basis == "until":
        return f"{day_in_words(first)} or earlier"
    return day_in_words(first) + (f" to {day_in_words(last)}" if last else "")


def difference_in_words(earlier: Row, later: Row) -> str:
    """Write the change from one figure to a later one: "A fall of 1,200 people (8 per cent)"."""
    change = later["value"] - earlier["value"]
    if not change:
        return "No change:"
    is_share = later["unit"] == Unit.PERCENT
    amount = _about([earlier, later], abs(change)).replace("About", "about")
    part = 100 * abs(change) / earlier["value"] if earlier["value"] else None
    relative = f"{part:.0f}" if part and part >= 1 else "less than 1"
    in_brackets = f" ({relative} per cent)" if part is not None else ""
    told = amount.replace("per cent", "percentage points") if is_share else amount + in_brackets
    return f"A {'rise' if change > 0 else 'fall'} of {told}:"


def sum_in_words(rows: list[Row], *, is_whole: bool) -> str:
    """Write the sum of figures, and whether they cover all of the time asked for."""
    number = (
        f"in all, by these {len(rows)}" if is_whole else f"by these {len(rows)}, which are not all"
    )
    return f"{_about(rows, sum(row['value'] for row in rows))} {number}:"


def mean_in_words(rows: list[Row]) -> str:
    """Write the mean of figures."""
    return f"{_about(rows, fmean(row['value'] for row in rows))} on average, by these {len(rows)}:"


def _about(rows: list[Row], value: float) -> str:
    """Write a computed number, rounded where one of its figures is not exact."""
    exact = all(row["qualifier"] == Qualifier.EXACT for row in rows)
    qualifier = Qualifier.EXACT if exact else Qualifier.ABOUT
    rounded = round(value, 0 if abs(value) >= MANY else 1) if exact else float(f"{value:.3g}")
    told = value_in_words(rows[0] | {"value": rounded, "qualifier": qualifier})
    return f"{told[0].upper()}{told[1:]}"
