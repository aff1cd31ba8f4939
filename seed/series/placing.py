"""Series from elsewhere, row by row into the form of the table of figures; nothing is kept.

The rules are those of a figure in a file: each cell is held against the same field. But what a cell means is
worked out once and remembered, because a million rows repeat a few thousand cells.
"""

import math
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from api.tables.facts import Reference
from api.tables.figures import Dimensions, FigureRow, bounds
from api.vocabulary import Qualifier, Rank, RecordType, TimeBasis, first_day, last_day
from seed.checks.plausibility import misfit_of
from seed.files.entries import Entry, Problem
from seed.files.reading import Progress, Table
from seed.library import Library
from seed.names import Lookup, Misfit
from seed.records import FigureRecord, made_code
from seed.series.manifest import VALUE, YEAR
from seed.series.rows import (
    REMEMBERED,
    Observation,
    Reject,
    Zeros,
    explained,
    shown,
    spread,
    text_of,
)
from seed.titles import name_everything, name_of

COLUMNS = [column.name for column in FigureRow.__table__.columns]  # type: ignore[attr-defined]  # SQLModel adds it
AT = {name: position for position, name in enumerate(COLUMNS)}
(CODE, SUBJECT_TYPE, SUBJECT, INDICATOR, SOURCE, LOCATOR, QUALIFIER) = (
    AT[name]
    for name in (
        "code",
        "subject_type",
        "subject_code",
        "indicator",
        "source",
        "locator",
        "qualifier",
    )
)
AS_OF, START, END, FIRST, LAST = (
    AT[name] for name in ("as_of", "period_start", "period_end", "time_first", "time_last")
)
NUMBERS = slice(AT["lower"], AT["upper"] + 1)
NARROWED = tuple(AT[name] for name in Dimensions.model_fields)

Stored = tuple[tuple[int, Any], ...]
Figure = list[Any]


def place(tables: list[Table], entries: list[Entry]) -> "list[Placement]":
    """The series from elsewhere, held against all records."""
    if not tables:
        return []
    library = Library(entries)
    name_everything(library)
    lookup = Lookup((entry.type, entry.record) for entry in entries if not entry.in_series)
    return [Placement(table, library, lookup) for table in tables]


class Placement:
    """One series from elsewhere, held against the records that it speaks of."""

    def __init__(self, table: Table, library: Library, lookup: Lookup) -> None:
        self.table, self.plan = table, table.plan
        self.library, self.lookup = library, lookup

    def problems(self) -> Iterator[Problem]:
        """What is wrong in what the manifest says of all rows."""
        for key, value in self.plan.shared().items():
            try:
                self._stored(key, value)
            except Misfit as misfit:
                yield self.table.origin.problem((key,), f"{value!r} {misfit}")
        for name, codes in self.plan.phases.items():
            for position, code in enumerate(codes):
                if not self._known(RecordType.MISSION, code):
                    message = f"there is no mission {code!r}"
                    yield self.table.origin.problem(("phases", name, position), message)
        for measure, dimensions in self.plan.measures.items():
            if dimensions.country and not self._known(RecordType.COUNTRY, dimensions.country):
                message = f"there is no country {dimensions.country!r}"
                yield self.table.origin.problem(("measures", measure, "country"), message)

    def figures(self, progress: Progress) -> Iterator[tuple[int, Figure] | Reject | Zeros]:
        """Every figure of the rows, with its line, as the table stores it, but for its number."""
        places = {column: self._place(column) for column in self.plan.placed_columns()}
        for one in spread(self.plan, self.table.rows(progress), places, self.lookup):
            if isinstance(one, Observation):
                try:
                    yield one.line, self._figure(one)
                except Misfit as misfit:
                    cell = one.cells.get(one.measure, "")
                    yield Reject(one.line, one.measure, cell, str(misfit))
            else:
                yield one

    def _figure(self, one: Observation) -> Figure:
        row = self._shared.copy()
        for stored in one.placed:
            for position, value in stored:
                row[position] = value
        for position, value in self._measures.get(one.measure, ()):
            row[position] = value
        time = _time(row)
        if row[SUBJECT] is None or row[INDICATOR] is None:
            raise Misfit("names no subject" if row[SUBJECT] is None else "names no indicator")
        row[AT[VALUE]], *row[NUMBERS] = self._numbers(one.number, row[QUALIFIER], row[INDICATOR])
        row[LOCATOR] = _printed(self.plan.locator.format_map(shown(self.plan, one)))
        subject, place = (row[SUBJECT_TYPE], row[SUBJECT]), (row[SOURCE], f"None|{row[LOCATOR]}")
        dimensions = _dimensions(tuple(row[position] for position in NARROWED))
        row[CODE] = made_code(subject, row[INDICATOR], time, dimensions, place)
        return row

    @cached_property
    def _shared(self) -> Figure:
        row: Figure = [None] * len(COLUMNS)
        row[QUALIFIER], row[AT["rank"]] = Qualifier.EXACT.value, Rank.NORMAL.value
        row[AT["time_basis"]] = TimeBasis.STATED.value
        for key, value in self.plan.shared().items():
            for position, stored in self._stored(key, value):
                row[position] = stored
        return row

    @cached_property
    def _measures(self) -> dict[str, Stored]:
        return {
            measure: tuple(
                (AT[name], value) for name, value in self.plan.dimensions_of(measure).items()
            )
            for measure in self.plan.measures
        }

    def _place(self, column: str) -> Callable[[str], Stored]:
        key, text = self.plan.columns[column], text_of(self.plan, column, self.lookup)

        @lru_cache(REMEMBERED)
        def place(cell: str) -> Stored:
            word = text(cell)
            return self._stored(key, word) if word else ()

        return place

    def _stored(self, key: str, word: Any) -> Stored:
        """What the table stores of a key of a figure."""
        if key == "subject":
            return self._subject(word)
        if key == YEAR:
            return (*self._stored("period_start", word), *self._stored("period_end", word))
        value = self._value(key, word)
        column = key.removeprefix("dimensions.")
        days = {
            "as_of": ((FIRST, first_day), (LAST, last_day)),
            "period_start": ((FIRST, first_day),),
            "period_end": ((LAST, last_day),),
        }.get(key, ())
        return ((AT[column], value), *((position, day(value)) for position, day in days))

    def _subject(self, word: str) -> Stored:
        subject = _valid("subject", word)
        if not isinstance(subject, Reference) or not self._known(subject.type, subject.code):
            raise Misfit("is not a known record")
        name = name_of(self.library.by_key[subject.type, subject.code], self.library)
        where = ("subject_type", "subject_code", "subject_name")
        return tuple(
            (AT[column], value)
            for column, value in zip(where, (subject.type.value, subject.code, name), strict=True)
        )

    def _value(self, key: str, word: Any) -> Any:
        types = {
            "source": RecordType.SOURCE,
            "indicator": RecordType.INDICATOR,
            "dimensions.country": RecordType.COUNTRY,
        }
        value = word if key == "source" else _valid(key, word)
        if key in types and not self._known(types[key], value):
            raise Misfit(f"is not a known {types[key]}")
        return value.value if hasattr(value, "value") else value

    def _known(self, type: RecordType, code: str) -> bool:
        return (type, code.lower()) in self.library.by_key

    @cached_property
    def _numbers(
        self,
    ) -> Callable[[float | str, str, str], tuple[float, float | None, float | None]]:
        @lru_cache(REMEMBERED)
        def numbers(
            number: float | str, qualifier: str, indicator: str
        ) -> tuple[float, float | None, float | None]:
            if isinstance(number, str) or not math.isfinite(number):
                raise Misfit("is not a number" if number != "" else "is empty")
            known = self.library.indicator(indicator)
            if reason := misfit_of(number, known.unit if known else None):
                raise Misfit(reason)
            return number, *bounds(number, Qualifier(qualifier))

        return numbers


def _time(row: Figure) -> str:
    as_of, start, end = row[AS_OF], row[START], row[END]
    if (as_of is None) == (start is None) or (start is None) != (end is None):
        raise Misfit("has no time, or more than one")
    if row[LAST] < row[FIRST]:
        raise Misfit("ends before it starts")
    return as_of or f"{start}-{end}"


def _valid(key: str, word: Any) -> Any:
    try:
        return _adapter(key).validate_python(word)
    except ValidationError as error:
        raise Misfit(explained(error)) from None


@cache
def _adapter(key: str) -> TypeAdapter[Any]:
    owner = Dimensions if key.startswith("dimensions.") else FigureRecord
    field = owner.model_fields[key.removeprefix("dimensions.")]
    rule: Any = Annotated[field.annotation, field]
    return TypeAdapter(rule)


@lru_cache(REMEMBERED)
def _dimensions(values: tuple[Any, ...]) -> str:
    named = dict(zip(Dimensions.model_fields, values, strict=True))
    return Dimensions.model_validate(named).model_dump_json(exclude_none=True)


def _printed(locator: str) -> str:
    return (
        locator
        if locator.isprintable() and locator == locator.strip()
        else _valid("locator", locator)
    )
