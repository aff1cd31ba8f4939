"""Find the mission or country that a dataset names, among our records."""

from api.facts.countries import CountryFacts
from api.facts.folding import slug
from api.facts.missions import MissionFacts, MissionKind
from api.tables.naming import letters_of
from api.vocabulary import RecordType, first_day, last_day
from seed.files.entries import Entry, Reading
from seed.files.places import DATA, data_files
from seed.files.reading import read_file

# Phases of one operation share a code in datasets; the first day of each phase tells them apart.
PHASES = {
    "UNEF": [("1956-11-01", "unef-i"), ("1973-10-25", "unef-ii")],
    "UNOSOM": [("1992-04-01", "unosom-i"), ("1993-04-01", "unosom-ii")],
    "UNAVEM": [
        ("1989-01-01", "unavem-i"),
        ("1991-06-01", "unavem-ii"),
        ("1995-03-01", "unavem-iii"),
    ],
}
OUTSIDE_LIFE = "Dated so by the dataset, outside the known life of the mission."


class Missions:
    """The missions on record, and the names that datasets give them."""

    def __init__(self) -> None:
        records = [entry.record for entry in entries_of(RecordType.MISSION)]
        self.by_code = {one.code: one for one in records if isinstance(one, MissionFacts)}
        self._codes = {code: code for code in self.by_code}
        for code, facts in self.by_code.items():
            for name in [facts.acronym, *facts.aliases]:
                if name:
                    self._codes.setdefault(slug(name), code)

    def find(self, acronym: str, day: str) -> str | None:
        """Find the mission that a dataset means on a day; `None` when there is no record of it."""
        if acronym in PHASES:
            begun = [code for start, code in PHASES[acronym] if start <= day]
            return begun[-1] if begun else None
        return self._codes.get(slug(acronym))

    def place(self, acronym: str, day: str) -> str:
        """Like `find`, but raise an error for a name without a record."""
        code = self.find(acronym, day)
        if code is None:
            raise ValueError(f"{acronym} of {day} has no record")
        return code

    def is_operation(self, code: str) -> bool:
        """Whether a mission is a UN peacekeeping operation, not a political mission."""
        return self.by_code[code].kind is MissionKind.PEACEKEEPING_OPERATION

    def outside_life(self, code: str, start: str, end: str = "") -> str:
        """Return the note for a row dated before the mission began or after it ended, else ""."""
        mission = self.by_code[code]
        begun = mission.started is None or first_day(mission.started) <= last_day(end or start)
        over = mission.ended is not None and last_day(mission.ended) < first_day(start)
        return "" if begun and not over else OUTSIDE_LIFE


def iso3_by_name() -> dict[str, str]:
    """Map country names, reduced to letters (datasets leave out apostrophes), to ISO codes."""
    found: dict[str, str] = {}
    for entry in entries_of(RecordType.COUNTRY):
        country = entry.record
        if isinstance(country, CountryFacts) and country.iso3:
            for name in [country.name, *country.aliases]:
                found.setdefault(letters_of(name), country.iso3)
    return found


def entries_of(type: RecordType) -> list[Entry]:
    """Read the records of one kind."""
    reading = Reading()
    for its_type, file in data_files(DATA):
        if its_type is type:
            read_file(type, file, file.name, reading)
    return reading.entries
