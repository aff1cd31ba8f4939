"""Group figures into series and name each; refuse figures that make no chart.

One series answers one question: a subject with an indicator and dimensions. `leading` decides through which
of its statements it is drawn.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.charts.attribution import speaker_of
from api.charts.leading import beside, days, extent
from api.facts.kinds import DESCRIBED
from api.vocabulary import IndicatorKind, RecordType, Row
from api.wording import dimension_in_words, uncapitalised

MOST_SERIES = 8
MOST_NAMES = 3
# Where a figure is not narrowed, beside others that are.
WHOLES = {
    "component": "all personnel",
    "sex": "women and men",
    "country": "all countries",
    "cause": "all causes",
    "purpose": "all purposes",
    "location": "all places",
}


class NoSeries(ValueError):
    """Figures that make no chart: the message says why, `parameter` names the filter to change."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class NothingToDraw(NoSeries):
    """No record passes the filters."""


@dataclass(frozen=True)
class Mark:
    """A figure on a chart, with its first and last day as ordinals.

    `rival`: one of several statements on the same time, of which none leads; `aside`: one beside the one that leads.
    """

    figure: Row
    first: int
    last: int
    rival: bool
    aside: bool = False

    @property
    def value(self) -> float:
        """The number of the figure."""
        return float(self.figure["value"])

    @property
    def open(self) -> int:
        """1 without an upper bound, -1 without a lower one, otherwise 0."""
        return (self.figure["upper"] is None) - (self.figure["lower"] is None)


@dataclass(frozen=True)
class Series:
    """Figures with one colour and one entry in the legend."""

    name: str
    tint: int
    kind: str
    marks: tuple[Mark, ...]

    @cached_property
    def has_speakers(self) -> bool:
        """Whether the figures have several speakers, so that each must be named."""
        return len({speaker_of(mark.figure) for mark in self.marks}) > 1

    @cached_property
    def times(self) -> list[list[Mark]]:
        """The marks grouped by time."""
        return _by_time(self.marks)

    @cached_property
    def leading(self) -> list[list[Mark]]:
        """The marks on the line, without those beside it, grouped by time."""
        return _by_time(mark for mark in self.marks if not mark.aside)


def _by_time(marks: Iterable[Mark]) -> list[list[Mark]]:
    times: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        times.setdefault((mark.first, mark.last), []).append(mark)
    return list(times.values())


def series_of(figures: list[Row]) -> list[Series]:
    """Group figures into series; `NoSeries` when they make no chart."""
    _refuse_what_is_not_comparable(figures)
    groups = _groups(figures)
    _refuse_too_many(groups)
    names = _names([parts for parts, _ in groups])
    all_series = [
        Series(names[place], _tint(groups, place), members[0]["kind"], _marks(members))
        for place, (_, members) in enumerate(groups)
    ]
    if not any(len(series.times) > 1 for series in all_series):
        raise NoSeries(
            "indicator",
            "each figure found stands alone in time; a chart needs several of one subject, indicator and"
            " dimensions, on different dates",
        )
    return all_series


def title_of(figures: list[Row], empty: Iterable[int] = ()) -> str:
    """Write the title of a chart of these figures."""
    first, *others = dict.fromkeys(figure["indicator_name"] for figure in figures)
    indicators = _joined([first, *map(uncapitalised, others)])
    narrowed = {name: {figure["dimensions"][name] for figure in figures} for name in WHOLES}
    by = [name for name, values in narrowed.items() if len(values) > 1]
    only = [
        dimension_in_words(name, value)
        for name, values in narrowed.items()
        for value in values
        if len(values) == 1 and value
    ]
    subjects = _subjects(figures)
    scope = f" ({', '.join(only)})" if only else ""
    parts = f" by {_joined(by, len(by))}" if by else ""
    years = [str(day)[:4] for figure in figures for day in days(figure)] + [*map(str, empty)]
    first_year, last_year = min(years), max(years)
    span = first_year if first_year == last_year else f"{first_year} to {last_year}"
    return f"{indicators}{parts}: {subjects}{scope}, {span}"


def _subjects(figures: list[Row]) -> str:
    """Name the subjects, or say how many there are, with their kind."""
    kinds = {figure["subject"]["type"] for figure in figures}
    noun = DESCRIBED[RecordType(kinds.pop())].plural if len(kinds) == 1 else "subjects"
    return _joined((figure["subject"]["name"] for figure in figures), noun=noun)


def _joined(names: Iterable[str], most: int = MOST_NAMES, noun: str = "subjects") -> str:
    """Join names with commas and "and", or say how many if there are too many."""
    phrase = list(dict.fromkeys(names))
    if len(phrase) > most:
        return f"{len(phrase)} {noun}"
    return " and ".join([", ".join(phrase[:-1]), phrase[-1]] if len(phrase) > 1 else phrase)


def _refuse_what_is_not_comparable(figures: list[Row]) -> None:
    if not figures:
        raise NothingToDraw("indicator", "no figure passes these filters")
    units = sorted({figure["unit"] for figure in figures})
    if len(units) > 1:
        told = f"the figures found are in {len(units)} units ({', '.join(units)})"
        raise NoSeries("indicator", f"{told}; a chart has one: name one indicator")
    kinds = {figure["kind"] for figure in figures}
    others = kinds - {IndicatorKind.TARGET}
    if len(others) > 1 or (len(kinds) > 1 and IndicatorKind.FLOW in kinds):
        told = f"the figures found behave in different ways in time ({', '.join(sorted(kinds))})"
        raise NoSeries("indicator_kind", f"{told}; a chart shows one, or a target beside one")


def _groups(figures: list[Row]) -> list[tuple[dict[str, str], list[Row]]]:
    """Split figures into series, each with its parts by name."""
    questions: dict[tuple[Any, ...], list[Row]] = {}
    for figure in figures:
        subject = figure["subject"]
        key = (figure["indicator"], subject["type"], subject["code"])
        questions.setdefault((*key, *figure["dimensions"].values()), []).append(figure)
    ordered = sorted(questions, key=lambda key: [part or "" for part in key])
    return [(_parts(questions[key][0]), questions[key]) for key in ordered]


def _parts(figure: Row) -> dict[str, str]:
    """Name the indicator, subject and dimensions of a series."""
    return {
        "indicator": figure["indicator_name"],
        "subject": figure["subject"]["name"],
        **{
            f"dimensions.{name}": dimension_in_words(name, value) if value else WHOLES[name]
            for name, value in figure["dimensions"].items()
        },
    }


def _names(groups: list[dict[str, str]]) -> list[str]:
    """Name each series by the parts in which they differ."""
    telling = [part for part in groups[0] if len({group[part] for group in groups}) > 1]
    return [", ".join(group[part] for part in telling) for group in groups]


def _tint(groups: list[tuple[dict[str, str], list[Row]]], place: int) -> int:
    """Return the index of a series' colour; a target has that of the series it belongs to."""
    _, (figure, *_) = groups[place]
    if figure["kind"] == IndicatorKind.TARGET:
        for other, (_, (first, *_)) in enumerate(groups):
            if (
                first["kind"] != IndicatorKind.TARGET
                and first["dimensions"] == figure["dimensions"]
            ):
                return other
    return place


def _refuse_too_many(groups: list[tuple[dict[str, str], list[Row]]]) -> None:
    if len(groups) <= MOST_SERIES:
        return
    choices = {part: {parts[part] for parts, _ in groups} for part in groups[0][0]}
    telling = max(choices, key=lambda part: len(choices[part]))
    raise NoSeries(
        telling,
        f"the figures found make {len(groups)} series, and a chart shows at most {MOST_SERIES}; they differ in"
        f" {', '.join(part for part, texts in choices.items() if len(texts) > 1)}: name fewer",
    )


def _marks(figures: list[Row]) -> tuple[Mark, ...]:
    """Sort figures by time; several of one time are rivals, unless one of them leads."""
    aside = beside(figures)
    placed = [(*extent(figure), figure["code"], figure) for figure in figures]
    times = Counter((first, last) for first, last, code, _ in placed if code not in aside)
    return tuple(
        Mark(figure, first, last, times[first, last] > 1 and code not in aside, code in aside)
        for first, last, code, figure in sorted(placed, key=lambda entry: entry[:3])
    )
