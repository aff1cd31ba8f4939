"""The cells of a list's table: a field in words for each column that the resource declares."""

from collections.abc import Callable, Mapping

from api.lists.resource import Cell, Column, Resource
from api.pages.frame.labels import label_of_code
from api.pages.frame.locators import in_prose
from api.pages.frame.records import Phrase, address_of, name_of, name_of_count
from api.resources.events import days_in_words
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, shorten, time_in_words

Countries = Mapping[str, str]
CellWriter = Callable[[Row, str, Countries], list[Phrase]]
LONGEST_TEXT = 180
MOST_COUNTRIES = 3


def cells_of(column: Column, rows: list[Row], countries: Countries) -> list[list[Phrase]]:
    """Write the cells of a column, one for each row."""
    write = CELLS[column.cell]
    return [write(row, column.field, countries) for row in rows]


def title_of(resource: Resource, row: Row, countries: Countries) -> Phrase:
    """Return the title of a record, for the first cell of its row, with a link."""
    href = address_of(resource.type, row["code"])
    if resource.type is RecordType.FIGURE:
        return Phrase(name_of_count(row, countries), href)
    name, acronym = name_of(resource.type, row, countries), row.get("acronym")
    return Phrase(f"{acronym}: {name}" if acronym and acronym != name else name, href)


def _text(row: Row, field: str, _: Countries) -> list[Phrase]:
    return [Phrase(shorten(in_prose(row[field]), LONGEST_TEXT))] if row[field] else []


def _word(row: Row, field: str, _: Countries) -> list[Phrase]:
    return [Phrase(label_of_code(row[field]))] if row[field] else []


def _record(row: Row, field: str, _: Countries) -> list[Phrase]:
    record = row[field]
    return [Phrase(record["name"], address_of(record["type"], record["code"]))] if record else []


def _country(row: Row, field: str, countries: Countries) -> list[Phrase]:
    held = row[field] if isinstance(row[field], list) else [row[field]]
    codes = [code for code in held if code]
    named = [
        Phrase(countries.get(code, code), address_of("country", code.lower())) for code in codes
    ]
    more = len(named) - MOST_COUNTRIES
    return [*named[:MOST_COUNTRIES], Phrase(f"{more} more")] if more > 1 else named


def _place(row: Row, field: str, countries: Countries) -> list[Phrase]:
    town = [Phrase(row[field])] if row[field] else []
    return [*town, *_country(row, "country", countries)]


def _time(row: Row, _: str, __: Countries) -> list[Phrase]:
    time = time_in_words(row)
    return [Phrase(time)] if time else []


def _days(row: Row, _: str, __: Countries) -> list[Phrase]:
    days = days_in_words(row)
    return [Phrase(days)] if days else []


def _status(row: Row, field: str, _: Countries) -> list[Phrase]:
    when = row["status_as_of"]
    return [Phrase(f"{row[field]}, as of {day_in_words(when)}" if when else row[field])]


CELLS: dict[Cell, CellWriter] = {
    Cell.TEXT: _text,
    Cell.WORD: _word,
    Cell.TIME: _time,
    Cell.DAYS: _days,
    Cell.RECORD: _record,
    Cell.COUNTRY: _country,
    Cell.PLACE: _place,
    Cell.STATUS: _status,
}
