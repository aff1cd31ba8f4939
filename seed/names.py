"""Which record a name means: by code, acronym, alias, name or ISO code, as datasets write them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from api.facts.countries import CountryNames
from api.facts.missions import MissionFacts
from api.tables.naming import NAME_FIELDS, index_names, names_in
from api.vocabulary import RecordType, first_day
from seed.records import Record

# The fields that hold names under which a record is looked for.
NAMES = ("acronym", "name", "official_name", "names", "aliases", "other_names", "iso3")
# Codes that datasets and addresses use; `in` and `is` are words, so search does not know them.
SHORT_CODES = ("iso2",)

LATER = "9999-12-31"


class Misfit(ValueError):
    """A cell that names no record, or is no date; the message continues a sentence on the cell."""


class Waits(Exception):  # Nothing is wrong with the row itself.
    """A cell that may name an unreadable record: its row is skipped until that can be read."""


class Lookup:
    """Find the one record that a name means."""

    def __init__(
        self,
        records: Iterable[tuple[RecordType, Record]],
        may_be_unread: Callable[[RecordType, str], bool] = lambda *_: False,
    ) -> None:
        self._may_be_unread = may_be_unread
        named: dict[RecordType, dict[str, list[str]]] = defaultdict(dict)
        self._starts: dict[str, str] = {}
        for type, record in records:
            if isinstance(record, MissionFacts) and record.started:
                self._starts[record.code] = first_day(record.started)
            named[type][record.code] = [*_all_names_of(record)]
        self._indexes = {type: index_names(names.items()) for type, names in named.items()}

    def find(self, type: RecordType, name: str) -> str:
        """Return the code of the record; raise `Misfit` when there is none or more than one."""
        codes = self._indexes[type].find(name) if type in self._indexes else []
        if not codes and self._may_be_unread(type, name):
            raise Waits
        if not codes:
            raise Misfit(f"is not the name of a known {type}")
        if len(codes) > 1:
            hint = "; see `phases`" if type is RecordType.MISSION else ""
            raise Misfit(f"could mean more than one {type}: {', '.join(codes)}{hint}")
        return codes[0]

    def last_started(self, missions: list[str], day: str) -> str:
        """Return the last of successive missions that had begun by a day."""
        started = [code for code in missions if self._starts.get(code, LATER) <= first_day(day)]
        if not started:
            raise Misfit("is the name of missions that had not yet begun")
        return started[-1]


def names_of(record: Record) -> Iterator[tuple[str, str]]:
    """List the names a record is looked for by, each with the field it stands in."""
    for field in _fields_of(type(record), NAMES):
        value = getattr(record, field)
        if isinstance(value, CountryNames):
            value = list(dict.fromkeys(value.model_dump().values()))
        for name in value if isinstance(value, list) else [value]:
            if name:
                yield field, name


def short_codes_of(record: Record) -> Iterator[str]:
    """List the codes a record is looked up by, but not searched for."""
    fields = _fields_of(type(record), SHORT_CODES)
    return (code for field in fields if (code := getattr(record, field)))


def _all_names_of(record: Record) -> Iterator[str]:
    """List all names and codes of a record, from any field."""
    for field in _fields_of(type(record), NAME_FIELDS):
        value = getattr(record, field)
        yield from names_in(value.model_dump() if isinstance(value, CountryNames) else value)


@cache
def _fields_of(described: type[Record], names: tuple[str, ...]) -> list[str]:
    """Choose the names that are fields of a class; cached, as there are many records."""
    return [field for field in described.model_fields if field in names]
