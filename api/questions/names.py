"""The index of names of records that a question can mention, read once for each open database."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.folding import fold
from api.facts.initiatives import InitiativeKind
from api.facts.missions import MissionKind
from api.lists.lookups import get_day_of_release
from api.lists.statements import once
from api.questions.lexicon import Lexicon, read_lexicon
from api.questions.phrases import Phrases
from api.tables.countries import CountryRow
from api.tables.events import EventRow
from api.tables.index import AliasRow, LinkRow, NameRow
from api.tables.initiatives import InitiativeRow
from api.tables.missions import MissionRow
from api.tables.naming import NAMED
from api.tables.words import with_arabic
from api.vocabulary import RecordType

Target = tuple[str, str]
OPERATION, PARTNER = MissionKind.PEACEKEEPING_OPERATION, MissionKind.PARTNER_OPERATION
UNITED, GENERAL = ("United", "Nations"), ("mission", "operation", "force")
NUMBERED = re.compile(r"([a-z]+)-[iv]+")
DATED = re.compile(r"-(19|20)\d\d(-\d\d)*$")
SHORT = 3  # Codes of countries of so many letters are names only in capitals.
LONG = 3  # Words from which on the name of a mission stands for it without "United Nations".


@dataclass(frozen=True)
class Names:
    """The records that phrases name, and what is known of missions: host countries, lead, dates and kind."""

    records: Phrases[Target]
    in_capitals: Phrases[Target]  # What is a name only when written so.
    demonyms: Phrases[Target]
    missions_in: dict[str, list[str]] = field(default_factory=dict)
    iso3: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # Of missions, by code.
    lives: dict[str, tuple[str, str]] = field(default_factory=dict)  # First, last day; or empty.
    # Countries in the names of missions.
    named_after: dict[str, set[str]] = field(default_factory=dict)
    words_of: dict[str, frozenset[str]] = field(default_factory=dict)  # In the names of events.
    leads: dict[str, str] = field(default_factory=dict)  # Who leads a mission of others, by code.
    meetings: dict[str, Target] = field(default_factory=dict)  # By a year that has no other.
    day: str = ""  # The day of the release: the today of every question.

    def succeeded_in_place(self, mission: str) -> bool:
        """Say whether another operation runs in a host country of a mission: people there may be its own."""
        there = [codes for codes in self.missions_in.values() if mission in codes]
        others = {code for codes in there for code in codes if self.kinds[code] == OPERATION}
        return any(not self.lives[code][1] for code in others - {mission})

    def operations_in(self, country: str, *, others: bool) -> list[str]:
        """Return the operations in a country, the last first; with `others`, where there are none, its other UN missions."""
        there = self.missions_of_the_un(country)
        operations = [code for code in there if self.kinds.get(code) == OPERATION]
        return there if others and not operations else operations

    def missions_of_the_un(self, country: str) -> list[str]:
        """Return all missions of the UN in a country, the last first."""
        there = [one for one in self.missions_in.get(country, []) if self.kinds.get(one) != PARTNER]
        return sorted(there, key=lambda code: self.lives.get(code, ("", "")), reverse=True)


def read_names(connection: Connection) -> Names:
    """Read the names, once for each open database."""
    return once(connection, ("names of subjects",), lambda: _read(connection))


def _read(connection: Connection) -> Names:
    lexicon = read_lexicon(connection)
    found = Names(Phrases(), Phrases(), Phrases(), day=get_day_of_release(connection))
    _add_records(connection, found, lexicon)
    _add_countries(connection, found, lexicon)
    _add_missions(connection, found)
    found.meetings.update(_meetings(connection))
    return found


def _add_countries(connection: Connection, found: Names, lexicon: Lexicon) -> None:
    """Add the codes of countries, and what their people are called."""
    countries = select(col(CountryRow.code), col(CountryRow.iso3), col(CountryRow.demonyms))
    for code, iso3, demonyms in connection.execute(countries.order_by(CountryRow.code)):
        if iso3:
            found.iso3[code] = iso3
        for name in (*(demonyms or []), *lexicon.demonyms.get(code, [])):
            for form in (name, f"{name}s"):
                found.demonyms.add(form, (RecordType.COUNTRY, code))


def _add_missions(connection: Connection, found: Names) -> None:
    """Add of missions the host countries, the lead, the dates, the kind, and the countries in their names."""
    for country, mission in _links_of_missions(connection, "countries"):
        found.missions_in.setdefault(country, []).append(mission)
    found.leads.update((code, body) for body, code in _links_of_missions(connection, "lead"))
    columns = ("code", "name", "kind", "started_first", "ended_last")
    shown = select(*[col(getattr(MissionRow, one)) for one in columns])
    for code, name, kind, started, ended in connection.execute(shown.order_by(MissionRow.code)):
        found.kinds[code], found.lives[code] = str(kind), (started or "", ended or "")
        words = fold(name).split()
        named = (target for n in range(len(words)) for target in found.records.at(words, n)[1])
        found.named_after[code] = {country for type, country in named if type == RecordType.COUNTRY}


def _add_records(connection: Connection, found: Names, lexicon: Lexicon) -> None:
    names = select(col(NameRow.record_type), col(NameRow.record_code), col(NameRow.name))
    for type, code, name in connection.execute(
        names.where(col(NameRow.record_type).in_(NAMED)).order_by(col(NameRow.id))
    ):
        _add(found, lexicon, type, code, name)
        if type != RecordType.PERSON:
            _add(found, lexicon, type, code, code)
        elif without := _without_initials(name):
            _add(found, lexicon, type, code, without)
        for short in _short_names(name) if type == RecordType.MISSION else ():
            _add(found, lexicon, type, code, short)
        if numbered := NUMBERED.fullmatch(code):  # UNOSOM I and II are each called UNOSOM.
            _add(found, lexicon, type, code, numbered[1])
    aliases = select(col(AliasRow.record_type), col(AliasRow.slug), col(AliasRow.code))
    for type, slug, code in connection.execute(
        aliases.where(col(AliasRow.record_type).in_(NAMED)).order_by(
            AliasRow.record_type, AliasRow.slug
        )
    ):
        _add(found, lexicon, type, code, slug)
    for said, targets in found.in_capitals.meanings.items():
        bodies = [one for one in targets if one[0] != RecordType.COUNTRY]
        found.in_capitals.meanings[said] = bodies or targets  # AU is the union before Australia.
    _add_surnames(found, lexicon)
    _add_events(connection, found, lexicon)


def _add(found: Names, lexicon: Lexicon, type: str, code: str, name: str) -> None:
    for spelt in with_arabic(name) if type == RecordType.MISSION else ():
        found.records.add(spelt, (type, code))
    word = name.casefold()
    is_code = type == RecordType.COUNTRY and len(name) <= SHORT
    if word in lexicon.capitals:
        return
    if is_code or word in lexicon.stop_words or word in lexicon.months:
        found.in_capitals.add(name, (type, code))
    else:
        found.records.add(name, (type, code))


def _short_names(name: str) -> Iterator[str]:
    """Write a name as people do, with "UN" or without; not "UN mission in Haiti", which may be any of its missions there."""
    before, united, after = name.partition(" ".join(UNITED))
    words = after.casefold().split()
    if united and (before or (words and words[0] not in GENERAL)):
        yield f"{before}UN{after}"
        if not before and len(words) >= LONG:  # "Truce Supervision Organization".
            yield after


def _without_initials(name: str) -> str | None:
    """Leave out initials between names: Roger A. Meece is Roger Meece; None where there are none."""
    parts = name.split()
    kept = [part for part in parts if len(part.rstrip(".")) > 1]
    return " ".join(kept) if 1 < len(kept) < len(parts) else None


def _add_surnames(found: Names, lexicon: Lexicon) -> None:
    """Add the last names that one person alone has and that mean nothing else."""
    people: dict[str, set[Target]] = defaultdict(set)
    for said, targets in list(found.records.meanings.items()):
        for type, code in targets:
            if type == RecordType.PERSON and len(said) > 1:
                people[said[-1]].add((type, code))
    for surname, bearers in people.items():
        known = (surname,) in found.records.meanings or surname in lexicon.said
        if len(bearers) == 1 and not known and len(surname) > SHORT:
            found.records.add(surname, next(iter(bearers)))


def _add_events(connection: Connection, found: Names, lexicon: Lexicon) -> None:
    """Add the codes of events without their dates as names, and the places where only one event happened."""
    row = EventRow
    statement = select(col(row.code), col(row.name), col(row.place)).order_by(row.code)
    at: dict[str, list[str]] = defaultdict(list)
    for code, name, place in connection.execute(statement):
        found.words_of[code] = frozenset(fold(name).split())
        called = DATED.sub("", code)
        words = fold(called).split()
        # "Kadugli attack" and "resolution 2719", not "peacekeeping budget".
        if any(word not in lexicon.said or word.isdigit() for word in words):
            _add(found, lexicon, RecordType.EVENT, code, called)
        if place:
            at[fold(place.partition(",")[0])].append(code)
    for place, codes in at.items():
        is_known = tuple(place.split()) in found.records.meanings or place in lexicon.said
        if len(codes) == 1 and len(place) > SHORT and not is_known:
            found.records.add(place, (RecordType.EVENT, codes[0]))


def _meetings(connection: Connection) -> dict[str, Target]:
    row, found = InitiativeRow, defaultdict[str, list[Target]](list)
    held = select(col(row.launched), col(row.code)).where(
        col(row.kind) == InitiativeKind.MINISTERIAL
    )
    for launched, code in connection.execute(held.order_by(row.code)):
        found[str(launched)[:4]].append((RecordType.INITIATIVE, code))
    return {year: meetings[0] for year, meetings in found.items() if len(meetings) == 1}


def _links_of_missions(connection: Connection, field: str) -> list[tuple[str, str]]:
    """Read the links in a field of missions, as pairs of the linked code and the code of the mission."""
    links = select(col(LinkRow.target_code), col(LinkRow.record_code)).where(
        col(LinkRow.record_type) == RecordType.MISSION, col(LinkRow.field) == field
    )
    rows = connection.execute(links.order_by(LinkRow.target_code, col(LinkRow.id)))
    return [(target, mission) for target, mission in rows]
