"""What the table of each list shows of a record, one column after the other."""

from collections.abc import Callable, Mapping

from api.pages.records import Said, address_of
from api.pages.words import name_of, say_code, say_date, say_dimensions, say_time
from api.vocabulary import RecordType, Row

Countries = Mapping[str, str]
Cell = Callable[[Row, Countries], list[Said]]
LONGEST_TEXT = 180


def _code(field: str) -> Cell:
    return lambda row, _: [Said(say_code(row[field]))] if row[field] else []


def _text(field: str) -> Cell:
    return lambda row, _: [Said(_short(row[field]))] if row[field] else []


def _record(field: str) -> Cell:
    def cell(row: Row, _: Countries) -> list[Said]:
        one = row[field]
        return [Said(one["name"], address_of(one["type"], one["code"]))] if one else []

    return cell


def _country(field: str) -> Cell:
    def cell(row: Row, countries: Countries) -> list[Said]:
        codes = row[field] if isinstance(row[field], list) else [row[field]]
        return [
            Said(countries.get(code, code), address_of("country", code.lower()))
            for code in codes
            if code
        ]

    return cell


def _time(row: Row, _: Countries) -> list[Said]:
    return [Said(say_time(row))] if say_time(row) else []


def _status(row: Row, _: Countries) -> list[Said]:
    when = row["status_as_of"]
    return [Said(f"{row['status']}, as of {say_date(when)}" if when else row["status"])]


def _short(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:LONGEST_TEXT].rpartition(' ')[0]} …"


def title_of(type: RecordType, row: Row, countries: Countries) -> Said:
    """The first cell of a row, which leads to the record."""
    href = address_of(type, row["code"])
    if type is RecordType.FIGURE:
        scope = say_dimensions(row["dimensions"], countries)
        return Said(f"{row['indicator_name']} ({scope})" if scope else row["indicator_name"], href)
    name, acronym = name_of(type, row, countries), row.get("acronym")
    return Said(f"{acronym}: {name}" if acronym and acronym != name else name, href)


COLUMNS: dict[RecordType, dict[str, Cell]] = {
    RecordType.MISSION: {
        "Kind": _code("kind"),
        "Ran": _time,
        "Where": _country("countries"),
        "Status": _status,
    },
    RecordType.INITIATIVE: {
        "Kind": _code("kind"),
        "Launched": _time,
        "Run by": _record("lead_entity"),
        "What it is": _text("summary"),
    },
    RecordType.INDICATOR: {"Unit": _code("unit"), "What is counted": _text("definition")},
    RecordType.PERSON: {"From": _country("nationality"), "Who this is": _text("summary")},
    RecordType.ORGANISATION: {"Kind": _code("kind"), "What it is": _text("summary")},
    RecordType.COUNTRY: {
        "Code": lambda row, _: [Said(row["iso3"])] if row["iso3"] else [],
        "Its part": _text("summary"),
    },
    RecordType.EVENT: {
        "When": _time,
        "Kind": _code("kind"),
        "Where": lambda row, countries: [
            *([Said(row["place"])] if row["place"] else []),
            *_country("country")(row, countries),
        ],
        "What happened": _text("summary"),
    },
    RecordType.STATEMENT: {"What was held": _text("position")},
    RecordType.DISCREPANCY: {
        "Kind": _code("kind"),
        "How far it misleads": _code("severity"),
        "What was chosen": _text("resolution"),
    },
    RecordType.SOURCE: {
        "Publisher": _text("publisher"),
        "Date": _time,
        "Grade": _code("grade"),
    },
}
