"""Derive numbers that no statement gives: operations by mission dates, deaths by yearly rows.

A derived number is never shown as a statement: the answer names the rule and the records it was made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from api.claims.intervals import ClaimedValue, Interval
from api.claims.missions import Ran, read_missions
from api.claims.ranks import is_standing
from api.claims.registers import COUNTED, is_none_in, last_complete_year, rows_of_register
from api.claims.statements import (
    OPERATIONS,
    PEACE_OPERATIONS,
    FigureQuestion,
    about_any,
    select_figures,
)
from api.claims.times import YEAR, YEAR_END, ClaimedTime, span_of, time_claimed_in_words
from api.claims.verdicts import Weight
from api.resources.figures import FIGURES
from api.vocabulary import RecordType, Row, days_before
from api.wording import day_in_words, number_in_words

# Two operations are paid from the regular budget, and lists of the others leave them out; one more may close.
NOT_COUNTED = 3


@dataclass(frozen=True)
class Derived:
    """A derived number: its rule, its records, and whether it supports a claim."""

    rule: str
    lower: float
    upper: float
    sentence: str
    weight: Weight
    records: list[Row] = field(default_factory=list)

    @property
    def counts_operations(self) -> bool:
        """Tell whether it counts operations by their dates; the UN's count may differ by one."""
        return self.rule in ("operations_running", "operations_begun")

    def answer(self) -> Row:
        """Return the fields of the response model."""
        names = ("rule", "lower", "upper", "sentence", "records")
        return {name: getattr(self, name) for name in names}


def derive(
    connection: Connection, question: FigureQuestion, claim: ClaimedValue, time: ClaimedTime
) -> Derived | None:
    """Derive the number that a claim is about; None where no rule applies."""
    if time.is_after_release:
        return None
    of_operations = question.subject == OPERATIONS
    match question.indicator:
        case "ongoing_missions" if of_operations and not question.narrowed:
            return _count_running(read_missions(connection), claim, time)
        case "missions_since_start" if of_operations and not question.narrowed:
            return _count_started(read_missions(connection), claim, time)
        case "personnel_deployed" if of_operations and {*question.narrowed} == {"component"}:
            return None if time.is_now else _add_up_missions(connection, question, claim, time)
    return _derive_deaths(connection, question, claim, time)


def _derive_deaths(
    connection: Connection, question: FigureQuestion, claim: ClaimedValue, time: ClaimedTime
) -> Derived | None:
    """Derive a number of deaths from a register with a row for each year."""
    if time.is_now:
        return None
    if question.indicator == "fatalities_since_start":
        return _add_up(connection, rows_of_register(connection, question), claim, time)
    if question.indicator == COUNTED and time.is_calendar_year:
        return _none_in_year(connection, question, claim, time)
    return None


def _count_running(missions: list[Ran], claim: ClaimedValue, time: ClaimedTime) -> Derived:
    """Count the operations that ran on each day on which their number changed."""
    operations = [one for one in missions if one.is_operation]
    days = _days_of_change(operations, time)
    counts = [sum(one.on(day) for one in operations) for day in days]
    with_political = max(sum(one.on(day) for one in missions) for day in days)
    possible = Interval(min(counts) - NOT_COUNTED, max(*counts, with_political) + 1)
    records = [one.record for one in operations if any(one.on(day) for day in days)]
    sentence = (
        f"The dates of our mission records give {_range_in_words(counts)} operations running"
        f" {_on(time)}, {with_political} with political missions and support offices"
    )
    weight = _weigh_counts(claim, counts, possible)
    return Derived("operations_running", min(counts), max(counts), sentence, weight, records)


def _count_started(missions: list[Ran], claim: ClaimedValue, time: ClaimedTime) -> Derived:
    """Count the operations that had begun by the first and by the last day."""
    operations = [one for one in missions if one.is_operation and one.start <= time.end]
    counts = [sum(one.start <= time.start for one in operations), len(operations)]
    possible = Interval(counts[0] - 1, counts[1] + 1)
    sentence = (
        f"The dates of our mission records give {_range_in_words(counts)} operations begun since 1948"
        f" {_on(time, by=True)}; the UN counted one more or less in some years"
    )
    records = [one.record for one in operations]
    weight = _weigh_counts(claim, counts, possible)
    return Derived("operations_begun", counts[0], counts[1], sentence, weight, records)


def _weigh_counts(claim: ClaimedValue, counts: Sequence[int], possible: Interval) -> Weight:
    """Weigh a claim by counts: one match supports it, none within `possible` contradicts it."""
    if any(Interval(count, count).within(claim.interval) for count in counts):
        return Weight.SUPPORTS
    return Weight.CONTRADICTS if possible.apart_from(claim.interval) else Weight.LEAVES_OPEN


def _days_of_change(missions: list[Ran], time: ClaimedTime) -> list[str]:
    """List the first and last day of a time, and the days when a mission began or ended."""
    ended = [days_before(one.end, -1) for one in missions if one.end < time.today]
    changes = [*(one.start for one in missions), *ended]
    within = [day for day in changes if time.start <= day <= time.end]
    return sorted({time.start, min(time.end, time.today), *within})


def _add_up(
    connection: Connection, rows: list[Row], claim: ClaimedValue, time: ClaimedTime
) -> Derived | None:
    """Add up the yearly deaths before a time and to its end; None if a year is incomplete."""
    if not rows or time.end[:YEAR] > last_complete_year(connection, rows):
        return None
    lower = sum(row["value"] for row in rows if span_of(row)[1] < time.start)
    upper = sum(row["value"] for row in rows if span_of(row)[0] <= time.end)
    first = span_of(rows[0])[0][:YEAR]
    sentence = (
        f"The yearly rows of “{rows[0]['citation']['source']['title']}” from {first} on add up to"
        f" {number_in_words(lower)} before, and {number_in_words(upper)} by the end of {time.end[:YEAR]}"
    )
    # The last day of a year counts all who died in it; within a year the register tells no days.
    sums = [upper] if time.start.endswith(YEAR_END) else [lower, upper]
    weight = _weigh_deaths(claim, sums, time)
    return Derived("deaths_added_up", lower, upper, sentence, weight, source_of(rows))


def _weigh_deaths(claim: ClaimedValue, sums: list[float], time: ClaimedTime) -> Weight:
    """Weigh a claim by sums of today's register, which cannot contradict what was said earlier."""
    is_right = Interval(sums[0], sums[-1]).within(claim.interval)
    is_printed = claim.is_bare and claim.value == sums[-1] and time.end.endswith(YEAR_END)
    return Weight.SUPPORTS if is_right or is_printed else Weight.LEAVES_OPEN


def _none_in_year(
    connection: Connection, question: FigureQuestion, claim: ClaimedValue, time: ClaimedTime
) -> Derived | None:
    """Derive 0 deaths from a year without a row, if it is complete and the mission ran."""
    rows = rows_of_register(connection, question)
    if not is_none_in(connection, question, rows, time):
        return None
    weight = _weigh_counts(claim, [0], Interval(0, 0))
    sentence = (
        f"“{rows[0]['citation']['source']['title']}” counts year by year and has no row for"
        f" {time.start[:YEAR]}, which is none"
    )
    return Derived("no_row_in_register", 0, 0, sentence, weight, source_of(rows))


def _add_up_missions(
    connection: Connection, question: FigureQuestion, claim: ClaimedValue, time: ClaimedTime
) -> Derived | None:
    """Add up the operations in monthly tables of missions that match their printed total."""
    within = FIGURES.column("time_first") >= time.start, FIGURES.column("time_last") <= time.end
    asked = question.of_indicator(), question.of_dimensions(), *within
    of_missions = FIGURES.column("subject_type") == RecordType.MISSION
    rows = [row for row in select_figures(connection, *asked, of_missions) if is_standing(row)]
    totals = {
        (row["as_of"], row["value"])
        for row in select_figures(connection, *asked, about_any([PEACE_OPERATIONS]))
    }
    operations = {one.record["code"] for one in read_missions(connection) if one.is_operation}
    sums: dict[str, float] = {}
    for day, table in _tables_of(rows).items():
        if (day[0], sum(row["value"] for row in table)) in totals:
            own = [row for row in table if row["subject"]["code"] in operations]
            sums[day[0]] = sum(row["value"] for row in own)
    return _of_tables(rows, sums, claim, time) if sums else None


def _of_tables(
    rows: list[Row], sums: dict[str, float], claim: ClaimedValue, time: ClaimedTime
) -> Derived:
    """Weigh a claim by the sums of tables: one match supports it, and none contradicts it."""
    holding = [day for day, total in sums.items() if Interval(total, total).within(claim.interval)]
    day = holding[-1] if holding else max(sums)
    sentence = (
        f"The operations in the table of missions of “{rows[-1]['citation']['source']['title']}” add up to"
        f" {number_in_words(sums[day])} on {day_in_words(day)}"
    )
    weight = Weight.SUPPORTS if holding else Weight.LEAVES_OPEN
    lower, upper = min(sums.values()), max(sums.values())
    return Derived("month_end_total", lower, upper, sentence, weight, source_of(rows[-1:]))


def _tables_of(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Group the rows by their day and their source."""
    tables: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        key = row["as_of"], row["citation"]["source"]["code"]
        tables.setdefault(key, []).append(row)
    return tables


def source_of(rows: list[Row]) -> list[Row]:
    """Return a reference to the source of the rows."""
    source = rows[0]["citation"]["source"]
    return [{"type": RecordType.SOURCE.value, "code": source["code"], "name": source["title"]}]


def _range_in_words(counts: Sequence[int]) -> str:
    return f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"


def _on(time: ClaimedTime, by: bool = False) -> str:
    preposition = "by" if by else "in"
    return f"{preposition} {time_claimed_in_words(time)}" if not time.is_now else "today"
