"""Rules that compare our records with the reference counts and lists in `known.toml`."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from api.facts.folding import slug
from api.facts.missions import MissionFacts, MissionKind, MissionStatus
from api.vocabulary import RecordType, first_day, last_day
from seed.checks.plausibility import cannot_have_begun
from seed.files.entries import Entry, Problem
from seed.known import KNOWN, KnownCount
from seed.library import Library, other_slugs
from seed.references import references
from seed.releases.history import has_changed

LOOK = "look at its kind and dates, and whether it is there under another name"


class Mission(NamedTuple):
    """A mission with its entry."""

    entry: Entry
    facts: MissionFacts

    @property
    def is_operation(self) -> bool:
        """Whether it is a UN peacekeeping operation."""
        return self.facts.kind is MissionKind.PEACEKEEPING_OPERATION


Counted = Callable[[MissionFacts, str], bool]


def known_sources_exist(library: Library) -> Iterator[Problem]:
    """Every reference count and list names a source on record."""
    if library.known_file:
        for path, (type, code) in references(library.known):
            if not library.has(type, code):
                yield library.known_file.problem(path, library.no_such(type, code))


def operations_are_all_there(library: Library) -> Iterator[Problem]:
    """The number of UN peacekeeping operations is what the UN has counted, ever and at dates."""
    missions = [one.record for one in library.entries if isinstance(one.record, MissionFacts)]
    if not _has_all_missions(library) or any(cannot_have_begun(library, one) for one in missions):
        return
    for field, counts, counted in (
        ("operations", library.known.operations, _has_begun),
        ("running", library.known.running, _runs),
    ):
        for position, count in enumerate(counts):
            path = (field, position)
            if library.known_file and first_day(count.date) > library.latest_day:
                message = f"{count.date} lies in the future"
                yield library.known_file.problem((*path, "date"), message)
                continue
            yield from _compare(library, path, count, counted)


def published_operations_resolve(library: Library) -> Iterator[Problem]:
    """Every acronym of a reference list leads to a mission, by code or by another name."""
    if not library.known_file or not _has_all_missions(library):
        return
    names = {
        name
        for entry in library.entries
        if entry.type is RecordType.MISSION
        for name in [entry.record.code, *other_slugs(entry)]
    }
    for position, known in enumerate(library.known.lists):
        for place, acronym in enumerate(known.acronyms):
            if slug(acronym) not in names:
                message = f"{acronym} is neither a mission nor an alias of one; add it"
                path = ("lists", position, "acronyms", place)
                yield library.known_file.problem(path, message)


def _has_all_missions(library: Library) -> bool:
    """Whether no mission is unreadable or deleted, which would be reported already."""
    return not library.unread and RecordType.MISSION not in {type for type, _ in library.gone}


def _compare(
    library: Library, path: tuple[str, int], count: KnownCount, counted: Counted
) -> Iterator[Problem]:
    """Point at the mission that makes the count too high, or that may be missing from it."""
    missions = [
        Mission(entry, entry.record)
        for entry in library.entries
        if isinstance(entry.record, MissionFacts)
    ]
    ours = [one for one in missions if one.is_operation and counted(one.facts, count.date)]
    if len(ours) == count.number or not library.known_file:
        return
    verb = "had begun by" if path[0] == "operations" else "ran in"
    words = f"{count.number} UN peacekeeping operations {verb} {count.date}, says {count.source}"
    if len(ours) > count.number:
        for mission in _suspects(library, ours, count)[: len(ours) - count.number]:
            message = f"{words}, and with this one we have {len(ours)}: {LOOK}"
            yield mission.entry.problem(
                ("kind",), f"{message}; newer counts go into seed/data/{KNOWN}"
            )
        return
    others = [
        one
        for one in missions
        if one not in ours
        and _is_changed(library, one)
        and (counted(one.facts, count.date) or one.entry.key in library.published)
    ]
    message = f"{words}, and we have {len(ours)}"
    if others:
        first = _suspects(library, others, count)[0]
        yield first.entry.problem(("kind",), f"{message}: does this one belong to them?")
    else:
        message += "; has one another kind or other dates than it had?"
        yield library.known_file.problem((*path, "number"), message)


def _suspects(library: Library, missions: list[Mission], count: KnownCount) -> list[Mission]:
    """Sort missions, the likeliest error first: changed, on no list, dated near the count."""
    listed = {slug(name) for known in library.known.lists for name in known.acronyms}

    def innocence(mission: Mission) -> tuple[bool, bool, int]:
        is_listed = not listed.isdisjoint({mission.facts.code, *other_slugs(mission.entry)})
        dates = [one for one in (mission.facts.started, mission.facts.ended) if one]
        distance = min((_days_between(one, count.date) for one in dates), default=0)
        return not _is_changed(library, mission), is_listed, distance

    return sorted(missions, key=innocence)


def _is_changed(library: Library, mission: Mission) -> bool:
    """Whether a mission is new or has changed since the last release."""
    logged = library.published.get(mission.entry.key)
    return has_changed(mission.facts, logged[1] if logged else None)


def _days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(first_day(one)) - date.fromisoformat(first_day(other))).days)


def _has_begun(mission: MissionFacts, day: str) -> bool:
    return mission.started is None or first_day(mission.started) <= last_day(day)


def _runs(mission: MissionFacts, day: str) -> bool:
    if mission.started is None or not _has_begun(mission, day):
        return False
    if mission.ended:
        return last_day(mission.ended) >= first_day(day)
    return mission.status is not MissionStatus.CLOSED
