"""Choose figures of one subject over time: one for each year, or the highest or lowest."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from api.questions.question import BUDGET_YEAR, Time
from api.questions.readings import AskedFigure
from api.search.figures.changes import span_in_words
from api.search.figures.rows import Candidate, best_standing
from api.vocabulary import IndicatorKind, Rank
from api.wording import day_in_words

LONGEST_YEAR, SHORTEST_YEAR = 366, 360  # Days.
FEWEST_FIGURES = 3  # That make one the highest.
MOST_ALIKE = 3  # Of as many that are equally high none is the highest.
MOST_MISSING = 6  # Years without a figure that are named.


@dataclass(frozen=True)
class ChosenRows:
    """The rows chosen for one reading: a series with one a year or not, a note for the text, and the time if read otherwise."""

    rows: list[Candidate]
    is_series: bool = False
    note: str = ""
    time: Time | None = None

    def is_better_than(self, other: "ChosenRows") -> bool:
        """Whether it has more years, or of one time a newer row."""
        if self.is_series and other.is_series:
            return len(self.rows) > len(other.rows)
        newest = max(row.time_last for row in self.rows)
        return newest > max(row.time_last for row in other.rows)


def years_apart(
    rows: list[Candidate], asked: AskedFigure, kind: str, life: tuple[str, str]
) -> ChosenRows:
    """Choose a figure for each year of the time asked for, from one source as far as it goes."""
    if kind != IndicatorKind.FLOW:
        return _by_year(_last_of_years(rows, asked), asked, life)
    is_whole = asked.time is None or asked.time.is_of_whole_years
    return _by_year(_whole_years(rows, asked), asked, life) if is_whole else ChosenRows([])


def of_years(chosen: ChosenRows, years: tuple[Time, ...]) -> ChosenRows:
    """Keep the figures of the years asked for, if any are, with a note on years without one."""
    if not years:
        return chosen
    rows = [row for row in chosen.rows if any(_is_in(row, year) for year in years)]
    without = [year for year in years if not any(_is_in(row, year) for row in rows)]
    said = ", ".join(map(span_in_words, without))
    return replace(chosen, rows=rows, note=f"No figure is held of {said}." if said else "")


def _is_in(row: Candidate, year: Time) -> bool:
    return str(year.first) <= row.time_first <= str(year.last)


def without_parts(chosen: ChosenRows, kind: str) -> ChosenRows:
    """Drop flows of a part of a year, which would distort a mean or a change."""
    rows = [row for row in chosen.rows if kind != IndicatorKind.FLOW or is_whole_year(row)]
    return replace(chosen, rows=rows)


def extremes(
    rows: list[Candidate], asked: AskedFigure, kind: str, extreme: Callable[..., float], most: int
) -> ChosenRows:
    """Choose the highest or lowest figure, or the years with the `most` highest; of flows whole years alone are compared."""
    if kind == IndicatorKind.FLOW:
        compared = [row for row in _whole_years(rows, asked) if is_whole_year(row)]
    else:
        compared = _of_each(rows, asked, lambda row: row.time_last)
    # A year without a figure may be the lowest: nobody died in it.
    is_gapped = kind == IndicatorKind.FLOW and extreme is min and _has_gaps(compared)
    # Of a contingent two are told as such: it may have been there for no more.
    if len(compared) < FEWEST_FIGURES - ("country" in asked.dimensions) or is_gapped:
        return ChosenRows([])
    if most > 1:
        return _first_years(compared, extreme, most)
    value = extreme(row.value for row in compared)
    found = [row for row in compared if row.value == value]
    if len(found) > MOST_ALIKE:
        return ChosenRows([])
    name = "highest" if extreme is max else "lowest"
    start, end = compared[0].time_first, compared[-1].time_last
    span = f"from {day_in_words(start[:4])} to {day_in_words(end[:4])}"
    return ChosenRows(found, note=f"It is the {name} of the {len(compared)} figures held, {span}.")


def _has_gaps(rows: list[Candidate]) -> bool:
    years = {int(row.year) for row in rows}
    return len(years) < max(years, default=0) - min(years, default=0) + 1


def _first_years(compared: list[Candidate], extreme: Callable[..., float], most: int) -> ChosenRows:
    """Choose the years with the highest or lowest figures, one figure for each."""
    best: dict[str, Candidate] = {}
    for row in compared:
        known = best.setdefault(row.year, row)
        if row.value != known.value and extreme(row.value, known.value) == row.value:
            best[row.year] = row
    found = sorted(best.values(), key=lambda row: row.value, reverse=extreme is max)
    is_even = len(found) > most and found[most - 1].value == found[most].value
    note = f"They are the first of {len(best)} years." if not is_even else "Others had as many."
    return ChosenRows(found[:most], is_series=True, note=note)


def _whole_years(rows: list[Candidate], asked: AskedFigure) -> list[Candidate]:
    """Choose for each year the longest period of at most a year that begins in it, within the time asked for."""
    first = str(asked.time.first) if asked.time and asked.time.first else ""
    last = str(asked.time.last) if asked.time and asked.time.last else "9999"
    inside = [row for row in rows if first <= row.time_first <= last]
    inside = [row for row in inside if _days(row) <= LONGEST_YEAR]
    longest: dict[str, int] = {}
    for row in inside:
        longest[row.year] = max(longest.get(row.year, 0), _days(row))
    whole = [row for row in inside if _days(row) == longest[row.year]]
    return _of_each(whole, asked, lambda row: row.year)


def _last_of_years(rows: list[Candidate], asked: AskedFigure) -> list[Candidate]:
    """Choose the last figure of each year within the time asked for."""
    if asked.time and asked.time.first:
        first, last = asked.time.first, str(asked.time.last)
        rows = [row for row in rows if first <= row.time_first and row.time_last <= last]
    newest: dict[str, str] = {}
    for row in rows:
        newest[row.year] = max(newest.get(row.year, ""), row.time_last)
    return _of_each(
        [row for row in rows if row.time_last == newest[row.year]], asked, lambda row: row.year
    )


def _of_each(
    rows: list[Candidate], asked: AskedFigure, key: Callable[[Candidate], str]
) -> list[Candidate]:
    """Choose one figure of each group: a preferred one, else one of the source with the most figures."""
    counted = Counter(row.source for row in rows)
    groups: dict[str, list[Candidate]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    found = []
    for name in sorted(groups):
        group = [row for row in groups[name] if row.rank == Rank.PREFERRED] or groups[name]
        most = max(counted[row.source] for row in group)
        best = best_standing([row for row in group if counted[row.source] == most], asked)
        found += [best] if best else []
    return found


def _by_year(found: list[Candidate], asked: AskedFigure, life: tuple[str, str]) -> ChosenRows:
    missing = [*_missing({row.year for row in found}, asked, life)] if found else []
    note = f"No figure is held of {', '.join(missing)}." if missing else ""
    if len(missing) > MOST_MISSING:
        note = f"No figures are held of {len(missing)} of the years."
    return ChosenRows(found, is_series=True, note=note)


def _missing(years: set[str], asked: AskedFigure, life: tuple[str, str]) -> Iterable[str]:
    """Yield the years without a figure, in the time asked for and the life of the subject."""
    first, last = life
    if asked.time and asked.time.first:
        first, last = max(first, asked.time.first), min(last, str(asked.time.last))
        if last.endswith(BUDGET_YEAR[1]):  # The last budget year begins in the year before.
            last = f"{int(last[:4]) - 1}{last[4:]}"
    else:
        first, last = max(first, min(years)), max(years)
    for year in range(int(first[:4]), int(last[:4]) + 1):
        if str(year) not in years:
            yield str(year)


def are_in_a_row(rows: list[Candidate]) -> bool:
    """Say whether there are several figures, of consecutive years."""
    return len(rows) > 1 and all(
        int(after.year) == int(row.year) + 1 for row, after in pairwise(rows)
    )


def is_whole_year(row: Candidate) -> bool:
    """Say whether a figure covers a year or more."""
    return _days(row) >= SHORTEST_YEAR


def _days(row: Candidate) -> int:
    return (date.fromisoformat(row.time_last) - date.fromisoformat(row.time_first)).days + 1
