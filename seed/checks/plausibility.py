"""Rules about numbers and time: what is possible and plausible."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

from api.facts.components import IN_UNIFORM
from api.facts.figures import Dimensions
from api.facts.indicators import IndicatorFacts
from api.facts.missions import MissionFacts
from api.vocabulary import (
    Component,
    IndicatorKind,
    Qualifier,
    Rank,
    RecordType,
    Unit,
    first_day,
    last_day,
)
from seed.files.entries import Entry, Problem
from seed.library import Library
from seed.records import FigureRecord

MOST_EXACT = 2**53  # Beyond it not every whole number can be told from the next.
# Money is also paid back, and ranks, percentages and years have no parts.
COUNTED = {*Unit} - {Unit.USD, Unit.PERCENT, Unit.YEARS, Unit.RANK}
ALL_DIMENSIONS = attrgetter(*Dimensions.model_fields)
MOST_EXPLAINED = 3  # Figures of another time than their mission; more have another cause.
FAR_APART = 10  # Neighbours in time that differ by this factor are worth a second look.
ROUND_MONEY = 100_000
ROUND_PEOPLE = 1_000


def figures_fit_their_unit(library: Library) -> Iterator[Problem]:
    """Shares lie between 0 and 100; people and things are whole and not negative."""
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if reason := misfit_of(figure.value, indicator.unit if indicator else None):
            yield entry.problem(("value",), f"{figure.value:g} {reason}")


def only_flows_add_up(library: Library) -> Iterator[Problem]:
    """Only flows are additive: stocks and cumulative numbers count the same again."""
    for entry in library.entries:
        record = entry.record
        if not isinstance(record, IndicatorFacts) or not record.additive:
            continue
        if record.kind is not IndicatorKind.FLOW:
            message = f"a {record.kind} does not add up; leave `additive` out, or is it a flow?"
            yield entry.problem(("additive",), message)


def misfit_of(value: float, unit: Unit | None) -> str | None:
    """Say why a number cannot be one of its unit; `None` when it can."""
    if unit is Unit.PERCENT:
        return None if 0 <= value <= 100 else "is not a percentage from 0 to 100"
    if abs(value) > MOST_EXACT:
        return "is more than can be counted exactly"
    if unit in (None, Unit.USD, Unit.YEARS):
        return None
    if value < 0:
        return f"is negative, but counts {unit}"
    return f"is not a whole number of {unit}" if value % 1 else None


def cumulative_series_never_fall(library: Library) -> Iterator[Problem]:
    """A cumulative number never falls, as long as one source counts it."""
    for series in _series(library, IndicatorKind.CUMULATIVE).values():
        for (_, before), (entry, after) in pairwise(series):
            if after.value < before.value:
                message = (
                    f"{after.value:g} is less than {before.value:g} before, but it is cumulative"
                )
                yield entry.problem(("value",), message)


def parts_do_not_exceed_the_whole(library: Library) -> Iterator[Problem]:
    """No part (women, troops, one cause) exceeds its whole, of one source and time."""
    counted = [
        (entry, figure, _moment(figure), ALL_DIMENSIONS(figure.dimensions))
        for entry, figure in library.figures
        if (indicator := library.indicator(figure.indicator)) and indicator.unit in COUNTED
    ]
    values: dict[tuple[Any, ...], float] = {}
    for _, figure, moment, dimensions in counted:
        key = moment, dimensions
        values[key] = max(figure.value, values.get(key, 0))
    for entry, figure, moment, dimensions in counted:
        keys = [(moment, whole) for whole in _wholes_of(dimensions)]
        whole = min((values[key] for key in keys if key in values), default=figure.value)
        if figure.value > whole:
            yield entry.problem(("value",), f"{figure.value:g} is more than the whole, {whole:g}")


def _moment(figure: FigureRecord) -> tuple[Any, ...]:
    """What a part and its whole share: source, subject, indicator and time."""
    subject = figure.subject
    about = (subject.type, subject.code, figure.indicator, figure.source.code)
    return *about, figure.as_of, figure.period_start, figure.period_end


@cache
def _wholes_of(dimensions: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """List the dimensions of possible wholes: one dimension less, or all in uniform."""
    wholes = []
    for position, (name, value) in enumerate(zip(Dimensions.model_fields, dimensions, strict=True)):
        if value is None or (name, value) == ("component", Component.UNIFORMED):
            continue
        others = (None, Component.UNIFORMED) if value in IN_UNIFORM else (None,)
        wholes += [(*dimensions[:position], other, *dimensions[position + 1 :]) for other in others]
    return wholes


def figures_lie_within_the_life_of_their_mission(library: Library) -> Iterator[Problem]:
    """A number of a mission is of a time at which it existed, unless a note explains it.

    Where many are not, or it is yet to begin, the date of the mission is probably what is wrong.
    """
    for (code, key), figures in _outside_their_mission(library).items():
        mission = library.by_key[RecordType.MISSION, code]
        day = getattr(mission.record, key)
        if len(figures) > MOST_EXPLAINED or first_day(day) > library.latest_day:
            entry = figures[0]
            side = "before" if key == "started" else "after"
            message = (
                f"{day} leaves {len(figures)} of its figures {side} it, as in {entry.origin.name}"
            )
            yield mission.problem((key,), f"{message}: mend the date, or say why in each `note`")
            continue
        verb = "began only in" if key == "started" else "had ended in"
        for entry in figures:
            yield entry.problem(("note",), f"is needed: {code} {verb} {day}")


def _outside_their_mission(library: Library) -> dict[tuple[str, str], list[Entry]]:
    """Group unexplained figures outside a mission's life by its code and `started` or `ended`."""
    outside: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry, figure in library.figures:
        mission = library.record(RecordType.MISSION, figure.subject.code)
        indicator = library.indicator(figure.indicator)
        if (
            figure.subject.type is not RecordType.MISSION
            or not isinstance(mission, MissionFacts)
            or indicator is None
            or indicator.kind not in (IndicatorKind.STOCK, IndicatorKind.FLOW)
            or figure.note
            or cannot_have_begun(library, mission)
        ):
            continue
        if mission.started and figure.last_day < first_day(mission.started):
            outside[mission.code, "started"].append(entry)
        if mission.ended and figure.first_day > last_day(mission.ended):
            outside[mission.code, "ended"].append(entry)
    return outside


def cannot_have_begun(library: Library, mission: MissionFacts) -> bool:
    """Whether a start lies in the future, after a known end or status: itself the problem."""
    known = mission.ended or mission.status_as_of
    return bool(known and mission.started and first_day(mission.started) > library.latest_day)


def flows_are_of_a_period(library: Library) -> Iterator[Problem]:
    """What happens over time is counted from one day to another, not at a moment."""
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if figure.as_of and indicator and indicator.kind is IndicatorKind.FLOW:
            message = f"{figure.indicator} counts what happens in a period"
            yield entry.problem(("as_of",), f"{message}; give period_start and period_end")


def successors_do_not_come_first(library: Library) -> Iterator[Problem]:
    """No successor began before its predecessor, unless a note says why."""
    for entry in library.entries:
        mission = entry.record
        if not isinstance(mission, MissionFacts) or mission.note:
            continue
        if cannot_have_begun(library, mission):
            continue
        for position, code in enumerate(mission.successors):
            successor = library.record(RecordType.MISSION, code)
            if (
                isinstance(successor, MissionFacts)
                and mission.started
                and successor.started
                and last_day(successor.started) < first_day(mission.started)
            ):
                message = f"{code} began in {successor.started}, before {mission.started}: say why in note"
                yield entry.problem(("successors", position), message)


def neighbours_far_apart(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: a number ten times its neighbour in time may be a typo."""
    for kind in (IndicatorKind.STOCK, IndicatorKind.CUMULATIVE):
        for series in _series(library, kind).values():
            for (_, before), (entry, after) in pairwise(series):
                low, high = sorted((before.value, after.value))
                if low > 100 and high > FAR_APART * low:
                    message = f"{after.value:g} after {before.value:g}: is it right?"
                    yield entry.problem(("value",), message)


def round_numbers_are_about(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: a number called exact that its source has probably rounded."""
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if (
            figure.qualifier is Qualifier.EXACT
            and not figure.withdrawn_on
            and indicator
            and _looks_rounded(figure, indicator.unit)
        ):
            printed = figure.value_text or f"{figure.value:,.0f}"
            yield entry.problem(("qualifier",), f"{printed} looks rounded: is it about?")


def _looks_rounded(figure: FigureRecord, unit: Unit) -> bool:
    """Tell whether a number is in millions, or round without a locator or note."""
    if figure.value_text and "illion" in figure.value_text:
        return True
    step = {Unit.USD: ROUND_MONEY, Unit.PEOPLE: ROUND_PEOPLE}.get(unit)
    if step is None or not figure.value or figure.value % step:
        return False
    return not (figure.locator or figure.note) and (unit is Unit.PEOPLE or not figure.value_text)


def _what(figure: FigureRecord) -> tuple[Any, ...]:
    """The key of a figure without its time: subject, indicator, source and dimensions."""
    subject = figure.subject
    about = (subject.type, subject.code, figure.indicator, figure.source.code)
    return *about, *ALL_DIMENSIONS(figure.dimensions)


def _series(
    library: Library, kind: IndicatorKind
) -> dict[tuple[Any, ...], list[tuple[Entry, FigureRecord]]]:
    series: dict[tuple[Any, ...], list[tuple[Entry, FigureRecord]]] = defaultdict(list)
    for entry, figure in library.figures:
        indicator = library.indicator(figure.indicator)
        if (
            indicator
            and indicator.kind is kind
            and figure.rank is not Rank.DEPRECATED
            and figure.qualifier is Qualifier.EXACT
        ):
            series[_what(figure)].append((entry, figure))
    for figures in series.values():
        figures.sort(key=lambda pair: pair[1].last_day)
    return series
