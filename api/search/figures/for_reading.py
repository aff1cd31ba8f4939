"""Choose the figures for one reading: the newest, those of a time, of each year, or the highest."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import Connection

from api.facts.components import ADDED_UP, TARGETED
from api.questions.indicators import indicator_kinds
from api.questions.lexicon import read_lexicon
from api.questions.named_values import whole_value
from api.questions.names import Names, Target
from api.questions.question import FIRST_MISSION, WHOLE, Question, Time
from api.questions.readings import AskedFigure
from api.questions.subjects import purposes_of
from api.search.figures.rows import Candidate, best_row, ever_reached, nearest_in_time, read_rows
from api.search.figures.series import (
    FEWEST_FIGURES,
    ChosenRows,
    are_in_a_row,
    extremes,
    is_whole_year,
    of_years,
    without_parts,
    years_apart,
)
from api.vocabulary import Component, IndicatorKind, first_day

NEAR_YEARS = 1  # How much older the likelier of two subjects may be.
PRESENT = timedelta(
    days=540
)  # How old a number of the present may be: monthly tables held end a year ago.


@dataclass(frozen=True)
class ChooserForReading:
    """Choose the figures that answer one reading."""

    connection: Connection
    question: Question
    names: Names
    asked: AskedFigure

    @cached_property
    def kind(self) -> str:
        """The kind of the indicator, such as `stock` or `flow`."""
        return indicator_kinds(self.connection)[self.asked.indicator]

    def choose(self) -> ChosenRows:
        """Choose the figures of the first subject with any; with `asked.several`, of each subject."""
        if self.question.extreme or self.question.years_asked:
            return self._over_time()
        newest = self.question.newest_years
        if newest or self.question.says("average") or self._is_of_last_change():
            return self._of_whole_years()
        if dated := self._in_force_from():
            return ChosenRows([dated], time=Time.within(dated.time_first))
        if self.asked.time and self.asked.time.years:
            return self._in_budget_year(self.asked.time)
        if not self._is_of_years() or self._is_told_of_just_then():
            return self._of_a_whole_year(self._at_one_time(self.asked))
        is_of_each = "by_year" in self.question.breakdowns
        chosen = ChosenRows([]) if is_of_each else self._counted_from_the_start()
        is_counted = self.kind == IndicatorKind.CUMULATIVE
        return chosen if chosen.rows or is_counted else self._over_time()

    def _of_whole_years(self) -> ChosenRows:
        """Choose whole years: all for a mean, the newest asked for, or the last two for a change."""
        chosen = without_parts(self._over_time(), self.kind)
        if self.question.says("average"):
            return chosen if len(chosen.rows) >= FEWEST_FIGURES else ChosenRows([])
        if newest := self.question.newest_years:
            return ChosenRows(chosen.rows[-newest:], is_series=True)
        rows = [row for row in chosen.rows if not self._is_after_the_end(row)][-2:]
        return ChosenRows(rows if are_in_a_row(rows) else [], is_series=True)

    def _is_of_last_change(self) -> bool:
        """Say whether the last change of a flow is asked for: "did deaths rise", with no time."""
        is_without_time = not (self.question.times or self.question.breakdowns)
        is_flow = self.kind == IndicatorKind.FLOW
        return is_flow and is_without_time and self.question.says("changed")

    def _is_told_of_just_then(self) -> bool:
        """Say whether a figure has exactly the period asked for, where that is no whole years: eight months."""
        time = self.asked.time
        if time is None or time.basis != "in" or time.is_of_whole_years:
            return False
        span = (time.first, time.last)
        rows = read_rows(self.connection, self.asked)
        return any((row.time_first, row.time_last) == span for row in rows)

    def _in_force_from(self) -> Candidate | None:
        """Choose the rate that came into force on the day asked for: "since July 2017"."""
        time = self.asked.time
        if self.kind != IndicatorKind.STOCK or time is None or time.basis != "since":
            return None
        rows = read_rows(self.connection, self.asked)
        return best_row([row for row in rows if row.as_of == time.first], self.asked)

    def _in_budget_year(self, time: Time) -> ChosenRows:
        """Choose the figure of a budget year; the two calendar years, where the indicator has no budget years."""
        timeless = replace(self.asked, time=None)
        rows = read_rows(self.connection, timeless, everything=True)
        if any(row.is_of_budget_year for row in rows):
            return self._at_one_time(self.asked)
        asked = replace(self.asked, time=time.in_years())
        chosen = ChooserForReading(self.connection, self.question, self.names, asked).choose()
        return replace(chosen, time=asked.time)

    def _is_of_years(self) -> bool:
        time = self.asked.time
        if time is None or not time.first:
            lexicon = read_lexicon(self.connection)
            measured = self.question.measure(self.asked.indicator, lexicon)
            # Who asks for the cost per year wants one year, who asks for deaths per year each of them.
            return bool(self.question.breakdowns.get("by_year", set()) - measured)
        return time.has_years or time.basis in ("since", "until")

    def _over_time(self) -> ChosenRows:
        """Choose a figure for each year, or the highest or lowest of all."""
        everything = read_rows(self.connection, self.asked, everything=True)
        extreme = {"highest": max, "lowest": min}.get(self.question.extreme or "")
        found = []
        for target in self._ordered(everything):
            rows = [row for row in everything if row.subject == target]
            if extreme:
                chosen = extremes(rows, self.asked, self.kind, extreme, self.question.most_told)
            else:
                chosen = years_apart(rows, self.asked, self.kind, self._life(target))
                chosen = of_years(chosen, self.question.years_asked)
            found += [chosen] if chosen.rows else []
            if found and not self.asked.several:
                break
        return found[0] if len(found) == 1 else ChosenRows([])

    def _ordered(self, rows: list[Candidate]) -> list[Target]:
        """Order the subjects: of the two for UN peacekeeping as a whole that with more figures first."""
        if {*self.asked.subjects} != {*WHOLE}:
            return [*self.asked.subjects]
        return sorted(WHOLE, key=lambda target: -sum(row.subject == target for row in rows))

    def _counted_from_the_start(self) -> ChosenRows:
        """Choose a count since the start, where the time asked for begins with it or contains the life of the subject."""
        time, asked = self.asked.time, replace(self.asked, time=None)
        if time is None:
            return ChosenRows([])
        if self.kind == IndicatorKind.CUMULATIVE and (lived := self._lived_within(time)):
            return self._at_one_time(replace(asked, subjects=lived))
        since = [
            row
            for row in read_rows(self.connection, self.asked)
            if time.basis == "since"
            and row.time_first == time.first
            and row.year < row.time_last[:4]
        ]
        best = best_row(since, asked)
        return ChosenRows([best] if best else [])

    def _lived_within(self, time: Time) -> tuple[Target, ...]:
        """Return the subjects that existed in a time, if it contains all of their lives: of "the Congo" in the 1960s ONUC."""
        first, last, lives = str(time.first), str(time.last), map(self._life, self.asked.subjects)
        pairs = zip(self.asked.subjects, lives, strict=True)
        then = {one: life for one, life in pairs if life[0] <= last and first <= life[1]}
        are_whole = all(first <= begun and ended <= last for begun, ended in then.values())
        return tuple(then) if are_whole else ()

    def _life(self, target: Target) -> tuple[str, str]:
        """Return the first day of a subject, empty if unknown, and the last, today if it goes on."""
        if target in WHOLE:
            return first_day(FIRST_MISSION), self.names.day
        started, ended = self.names.lives.get(target[1], ("", ""))
        return started, min(ended or self.names.day, self.names.day)

    def _at_one_time(self, asked: AskedFigure) -> ChosenRows:
        rows = read_rows(self.connection, asked)
        is_few = any(row.value < asked.least for row in rows)
        is_of_country = "country" in asked.dimensions
        if is_few and not (is_of_country and ever_reached(self.connection, asked)):
            return ChosenRows([])
        is_closing = self.question.says("liquidation")
        if self.kind == IndicatorKind.FLOW and (is_closing or not asked.time):
            rows = [row for row in rows if self._is_after_the_end(row) == is_closing]
        if asked.time and asked.time.first:
            rows = nearest_in_time(rows, asked.time, self.kind)
        found = []
        # "Over 4,300" may be of peacekeeping or of all peace operations.
        is_bounded = self.question.bounds and self.kind == IndicatorKind.CUMULATIVE
        for target in self._near(rows):
            if best := best_row([row for row in rows if row.subject == target], asked):
                found.append(best)
                if not (asked.several or is_bounded):
                    break
        return self._present(self._with_newer_parts(found, asked))

    def _with_newer_parts(self, found: list[Candidate], asked: AskedFigure) -> list[Candidate]:
        """Replace figures of a whole by newer figures of all its parts; keep them where there are none."""
        is_dated = asked.time and asked.time.first
        if found and (is_dated or asked.dimensions.get("component") not in ADDED_UP):
            return found
        parts = self._in_parts(asked)
        years = [int(rows[0].time_last[:4]) for rows in (found, parts) if rows]
        is_newer = not found or years[-1] > years[0] + NEAR_YEARS
        return parts if is_newer else found

    def _of_a_whole_year(self, chosen: ChosenRows) -> ChosenRows:
        """Replace the newest figure of a flow by the newest whole year, where no time is asked for and it covers a part."""
        is_partial = len(chosen.rows) == 1 and not is_whole_year(chosen.rows[0])
        if self.asked.time or self.kind != IndicatorKind.FLOW or not is_partial:
            return chosen
        (newest,) = chosen.rows
        everything = read_rows(self.connection, self.asked, everything=True)
        whole = [
            row
            for row in everything
            if row.subject == newest.subject
            and is_whole_year(row)
            and self._is_after_the_end(row) == self._is_after_the_end(newest)
        ]
        if best := best_row(whole, self.asked):
            return ChosenRows([best], time=Time.within(best.time_first, best.time_last))
        return chosen

    def _is_after_the_end(self, row: Candidate) -> bool:
        """Say whether a figure is of the time after a mission ended: costs of liquidation, which are asked for as such."""
        _, ended = self._life(row.subject)
        return bool(ended) and row.time_first > ended

    def _near(self, rows: list[Candidate]) -> list[Target]:
        """Return the subjects, of the two for UN peacekeeping as a whole only those with recent figures."""
        if {*self.asked.subjects} != {*WHOLE}:
            return [*self.asked.subjects]
        newest = max((row.time_last for row in rows), default="")
        near = [
            row.subject for row in rows if newest[:4] <= f"{int(row.time_last[:4]) + NEAR_YEARS}"
        ]
        return [target for target in self.asked.subjects if target in near]

    def _in_parts(self, asked: AskedFigure) -> list[Candidate]:
        """Choose the figures of all parts of a component or purpose, if they are of one day; else none."""
        found = []
        component = asked.dimensions.get("component", Component.UNIFORMED)
        is_of_all = self.kind == IndicatorKind.TARGET and component == Component.UNIFORMED
        components = TARGETED if is_of_all else ADDED_UP.get(component, ())
        parts = [{**asked.dimensions, "component": part} for part in components]
        is_named = whole_value(self.connection, self.question, asked.indicator)
        if not (asked.dimensions or parts or is_named):
            parts = purposes_of(self.connection, asked.subjects[0], asked.indicator)
        for part in parts:
            of_part = replace(asked, dimensions=part)
            rows = self._of_first(read_rows(self.connection, of_part))
            if asked.time and asked.time.first:
                rows = nearest_in_time(rows, asked.time, self.kind)
            if best := best_row(rows, of_part):
                found.append(best)
            elif self._of_first(read_rows(self.connection, replace(of_part, time=None))):
                return []  # It has such people, and is not told how many then.
        return found if len({row.time_last for row in found}) == 1 else []

    def _of_first(self, rows: list[Candidate]) -> list[Candidate]:
        return [row for row in rows if row.subject == self.asked.subjects[0]]

    def _present(self, rows: list[Candidate]) -> ChosenRows:
        """Keep of several missions the figures of the newest day, and of the present recent ones alone."""
        time = self.asked.time
        if self.asked.several and rows and self.kind != IndicatorKind.CUMULATIVE:
            newest = max(row.time_last for row in rows)
            rows = [row for row in rows if row.time_last == newest]
        is_now = time and time.basis == "now" and {*self.asked.subjects} != {*WHOLE}
        is_present = self.asked.several or is_now
        if is_present and self.kind == IndicatorKind.STOCK and not (time and time.first):
            rows = [row for row in rows if not self._is_over(row.time_last)]
        return ChosenRows(rows)

    def _is_over(self, day: str) -> bool:
        """Say whether a day is too long before the release for a figure of the present."""
        return date.fromisoformat(day) < date.fromisoformat(self.names.day) - PRESENT
