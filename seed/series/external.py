"""External series: a dataset is loaded as it is; its rows become figures or rejects.

Each row is checked alone, against the records it refers to; rules that compare figures or need judgement are not run.
"""

from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter

from api.facts.indicators import IndicatorFacts
from api.vocabulary import last_day
from seed.checks.dates import EARLIEST, not_yet_true
from seed.checks.plausibility import misfit_of
from seed.checks.texts import is_beyond_all
from seed.files.entries import Entry, Problem, dotted
from seed.files.messages import nearest, reason_of
from seed.files.series import Progress, SeriesFile
from seed.library import Library
from seed.names import Lookup
from seed.records import FigureRecord
from seed.references import Target, references
from seed.series.figures import MOST_SHARED, Invalid, RowFigure, read_figures
from seed.series.manifest import PERIOD, VALUE, YEAR
from seed.series.rows import Reject, RowReader, Zeros
from seed.titles import fill_in_names, name_of

# Everything that `references` finds in a figure, but its speaker, which few have.
referring_of = attrgetter(
    *("indicator", "replaced_by", "source.code", "subject.type", "subject.code"),
    "dimensions.country",
)


def external_series(files: list[SeriesFile], entries: list[Entry]) -> "list[ExternalSeries]":
    """Combine external series with all records, to which they may refer."""
    if not files:
        return []
    library = Library(entries)
    fill_in_names(library)
    lookup = Lookup((entry.type, entry.record) for entry in entries if not entry.in_series)
    return [ExternalSeries(file, library, lookup) for file in files]


class ExternalSeries:
    """One external series, with the records that it may refer to."""

    def __init__(self, file: SeriesFile, library: Library, lookup: Lookup) -> None:
        self.file, self.library, self.lookup = file, library, lookup
        self._names: dict[Target, str] = {}
        self._known: set[tuple[str | None, ...]] = set()  # References that lead to records.

    def problems(self) -> Iterator[Problem]:
        """Yield every unknown record in the manifest."""
        for path, (type, code) in references(self.file.series):
            if (type, code) not in self.library.by_key:
                hint = nearest(code, self.library.codes[type])
                yield self.file.origin.problem(path, f"there is no {type} {code!r}{hint}")

    def figures(self, progress: Progress) -> Iterator[RowFigure | Reject | Zeros]:
        """Yield every figure, reject and count of zeros; a row with a bad cell is rejected once."""
        reader, rejected = RowReader(self.file.series, self.lookup), 0
        for result in read_figures(reader, self.file.rows(progress)):
            if isinstance(result, Reject):
                yield result
            elif isinstance(result, Zeros):
                if result.line != rejected:
                    yield result
            elif result.observation.lines[0] != rejected:
                rejects = list(self._rejects(result))
                if not rejects and isinstance(result, RowFigure):
                    result.record.subject.name = self._name_of(result.record)
                    yield result
                elif rejects[0].column != result.observation.measure:
                    rejected = rejects[0].line
                yield from rejects

    def _rejects(self, result: RowFigure | Invalid) -> Iterator[Reject]:
        """Yield a reject for each row of an observation that makes no valid figure."""
        if isinstance(result, RowFigure):
            fault = self._fault(result.record)
        else:
            detail = result.error.errors()[0]
            fault = dotted(detail["loc"]), reason_of(detail, FigureRecord)
        if fault is None:
            return
        key, reason = fault
        column = self._columns.get(key, result.observation.measure)
        cell = result.observation.cells.get(column, "")
        for line in result.observation.lines:
            yield Reject(line, column, cell, reason)

    def _fault(self, figure: FigureRecord) -> tuple[str, str] | None:
        """Return the key that makes a figure invalid, and why."""
        if unknown := self._unknown(figure):
            return unknown
        if not figure.has_one_time:
            return "", "has no time, or more than one"
        if figure.last_day < figure.first_day:
            return "", "ends before it starts"
        indicator = self.library.indicator(figure.indicator)
        return _impossible(figure, indicator) if indicator else None

    def _unknown(self, figure: FigureRecord) -> tuple[str, str] | None:
        """Return the key of a figure that refers to no record; the same references are looked up once."""
        speaker = figure.attributed_to
        referring = (*referring_of(figure), speaker and speaker.type, speaker and speaker.code)
        if referring in self._known:
            return None
        for path, (type, code) in references(figure):
            if (type, code) not in self.library.by_key:
                return dotted(path), f"is not a known {type}"
        if len(self._known) > MOST_SHARED:
            self._known.clear()
        self._known.add(referring)
        return None

    @cached_property
    def _columns(self) -> dict[str, str]:
        """The column of each key; keys without one are charged to the column of the number."""
        columns = {key: column for column, key in self.file.series.columns.items()}
        for key in (YEAR, PERIOD):
            if key in columns:
                columns |= dict.fromkeys(("period_start", "period_end"), columns[key])
        return columns

    def _name_of(self, figure: FigureRecord) -> str:
        key = figure.subject.type, figure.subject.code
        if key not in self._names:
            self._names[key] = name_of(self.library.by_key[key], self.library)
        return self._names[key]


def _impossible(figure: FigureRecord, indicator: IndicatorFacts) -> tuple[str, str] | None:
    """Return the key with an impossible number or date, and why."""
    if reason := misfit_of(figure.value, indicator.unit):
        return VALUE, reason
    if is_beyond_all(figure.value, indicator.unit):
        return VALUE, f"is more {indicator.unit} than peacekeeping ever saw"
    if (figure.as_of or str(figure.period_start)) < EARLIEST:
        return "as_of" if figure.as_of else "period_start", "is long before peacekeeping"
    if key := not_yet_true(figure, indicator, last_day(figure.recorded_on)):
        return key, f"is after the day on which it was recorded, {figure.recorded_on}"
    return None
