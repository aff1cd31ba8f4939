"""The cells of the table of a list: each column says the value of a field as its resource declares."""

from collections.abc import Callable, Mapping

from api.lists.resource import Cell, Column, Resource
from api.pages.labels import label_of_code
from api.pages.records import Said, address_of, name_of
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, dimensions_in_words, shorten, time_in_words

Countries = Mapping[str, str]
Say = Callable[[Row, str, Countries], list[Said]]
LONGEST_TEXT = 180


def cells_of(column: Column, rows: list[Row], countries: Countries) -> list[list[Said]]:
    """Say the value of a column in each row."""
    say = SAYING[column.cell]
    return [say(row, column.field, countries) for row in rows]


def title_of(resource: Resource, row: Row, countries: Countries) -> Said:
    """Name the record in the first cell of a row, which leads to its page."""
    href = address_of(resource.type, row["code"])
    if resource.type is RecordType.FIGURE:
        scope = dimensions_in_words(row["dimensions"], countries)
        return Said(f"{row['indicator_name']} ({scope})" if scope else row["indicator_name"], href)
    name, acronym = name_of(resource.type, row, countries), row.get("acronym")
    return Said(f"{acronym}: {name}" if acronym and acronym != name else name, href)


def _text(row: Row, field: str, _: Countries) -> list[Said]:
    return [Said(shorten(row[field], LONGEST_TEXT))] if row[field] else []


def _word(row: Row, field: str, _: Countries) -> list[Said]:
    return [Said(label_of_code(row[field]))] if row[field] else []


def _record(row: Row, field: str, _: Countries) -> list[Said]:
    record = row[field]
    return [Said(record["name"], address_of(record["type"], record["code"]))] if record else []


def _country(row: Row, field: str, countries: Countries) -> list[Said]:
    codes = row[field] if isinstance(row[field], list) else [row[field]]
    return [
        Said(countries.get(code, code), address_of("country", code.lower()))
        for code in codes
        if code
    ]


def _place(row: Row, field: str, countries: Countries) -> list[Said]:
    town = [Said(row[field])] if row[field] else []
    return [*town, *_country(row, "country", countries)]


def _time(row: Row, _: str, __: Countries) -> list[Said]:
    time = time_in_words(row)
    return [Said(time)] if time else []


def _status(row: Row, field: str, _: Countries) -> list[Said]:
    when = row["status_as_of"]
    return [Said(f"{row[field]}, as of {day_in_words(when)}" if when else row[field])]


SAYING: dict[Cell, Say] = {
    Cell.TEXT: _text,
    Cell.WORD: _word,
    Cell.TIME: _time,
    Cell.RECORD: _record,
    Cell.COUNTRY: _country,
    Cell.PLACE: _place,
    Cell.STATUS: _status,
}
