"""Mandates of a mission taken together: when they end, by which decision, and gaps in them."""

from collections.abc import Iterator
from itertools import pairwise

from api.facts.missions import Mandate, MandateAction, MissionFacts, MissionStatus
from api.vocabulary import first_day, last_day
from seed.files.entries import Entry, Problem
from seed.library import Library

# These leave the end where it was, unless they set one themselves.
KEEP_THE_END = {MandateAction.CHANGES, MandateAction.ENLARGES, MandateAction.REDUCES}
LONGEST_YEARS = 5  # From a decision to the end it sets; the longest so far is two years.
FINAL = {MandateAction.EXTENDS_FOR_THE_LAST_TIME, MandateAction.ENDS}


def settle_mandates(library: Library, day: str) -> None:
    """Derive each mission's mandate end, its resolution, and whether it has expired by a day."""
    for _, mission in _missions(library):
        if newest := newest_term(mission):
            mission.mandate_until, mission.mandate_resolution = newest.until, newest.resolution
            mission.mandate_expired = has_run_out(mission, day)


def terms_of(mission: MissionFacts) -> list[Mandate]:
    """List the decisions that set how long a mission works, oldest first."""
    return [
        one
        for one in mission.mandates
        if one.until or one.open_ended or one.action not in KEEP_THE_END
    ]


def newest_term(mission: MissionFacts) -> Mandate | None:
    """Return the newest decision that sets how long a mission works, as far as we know."""
    return next(reversed(terms_of(mission)), None)


def has_run_out(mission: MissionFacts, day: str) -> bool:
    """Tell whether a mission is ongoing on a day after the last known end of its mandate."""
    newest = newest_term(mission)
    ongoing = mission.status is MissionStatus.ONGOING
    return (
        ongoing and newest is not None and newest.until is not None and last_day(newest.until) < day
    )


def is_unbroken(mission: MissionFacts) -> bool:
    """Tell whether the terms follow on each other without a gap, up to the end or the newest."""
    terms = terms_of(mission)
    if not terms or terms[0].action not in (MandateAction.ESTABLISHES, MandateAction.AUTHORISES):
        return False
    return _reaches(terms[-1], mission.ended) and all(
        _follows(before, after) for before, after in pairwise(terms)
    )


def begin_of(mandate: Mandate) -> str | None:
    """Return the earliest day of a decision: its own, or the first of the year in its symbol."""
    if mandate.adopted:
        return first_day(mandate.adopted)
    if mandate.resolution and mandate.resolution.endswith(")"):
        year = mandate.resolution.rpartition("(")[2].rstrip(")")
        return first_day(year) if year.isdigit() else None
    return None


def mandates_stand_in_order(library: Library) -> Iterator[Problem]:
    """Mandates stand oldest first, no resolution twice, and none both ends and is open-ended."""
    for entry, mission in _missions(library):
        symbols = [one.resolution for one in mission.mandates]
        latest = ""
        for position, one in enumerate(mission.mandates):
            place = ("mandates", position)
            if one.resolution and one.resolution in symbols[:position]:
                yield entry.problem((*place, "resolution"), f"{one.resolution} is named twice")
            if one.open_ended and one.until:
                yield entry.problem((*place, "until"), "is given, but the mandate is open-ended")
            if one.adopted and last_day(one.adopted) < latest:
                remedy = "put the oldest decision first"
                yield entry.problem((*place, "adopted"), f"is before {latest}; {remedy}")
            latest = max(latest, first_day(one.adopted) if one.adopted else "")


def decided_ends_are_kept(library: Library) -> Iterator[Problem]:
    """A mission whose end was decided, and lies before the release, is not ongoing."""
    for entry, mission in _missions(library):
        newest = newest_term(mission)
        if library.day and newest and newest.action in FINAL and has_run_out(mission, library.day):
            message = (
                f"is ongoing, but {newest.resolution or 'a decision'} ends it on {newest.until}"
            )
            remedy = "make it closed, or unknown until a source shows what followed"
            yield entry.problem(("status",), f"{message}; {remedy}")


def mandates_have_run_out(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: an ongoing mission whose last mandate that we hold has run out."""
    for entry, mission in _missions(library):
        newest = newest_term(mission)
        if library.day and newest and has_run_out(mission, library.day):
            message = f"{mission.code} is ongoing, but its mandate ended on {newest.until}"
            yield entry.problem(("status",), f"{message}: what followed?")


def mandates_end_soon(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: mandates run a year or two, so an end decades ahead is a typo."""
    for entry, mission in _missions(library):
        for position, one in enumerate(mission.mandates):
            begin = begin_of(one) or library.latest_day
            years = int(one.until[:4]) - int(begin[:4]) if one.until else 0
            if years > LONGEST_YEARS:
                message = f"{one.until} is {years} years after the decision: is it right?"
                yield entry.problem(("mandates", position, "until"), message)


def closed_missions_have_no_mandate(library: Library) -> Iterator[Problem]:
    """A hint, not a problem: a mission that is closed without an end, while its mandate still runs."""
    for entry, mission in _missions(library):
        newest = newest_term(mission)
        if mission.status is not MissionStatus.CLOSED or mission.ended or newest is None:
            continue
        if newest.open_ended or (newest.until and last_day(newest.until) >= library.latest_day):
            runs = f"until {newest.until}" if newest.until else "without an end"
            message = f"{mission.code} is closed, but its mandate runs {runs}: when did it end?"
            yield entry.problem(("status",), message)


def _follows(before: Mandate, after: Mandate) -> bool:
    begin = begin_of(after)
    together = begin is not None and begin == begin_of(before)
    return together or (begin is not None and _reaches(before, begin))


def _reaches(mandate: Mandate, date: str | None) -> bool:
    if mandate.open_ended or mandate.until is None:
        return mandate.open_ended
    return date is None or first_day(date) <= last_day(mandate.until)


def _missions(library: Library) -> Iterator[tuple[Entry, MissionFacts]]:
    for entry in library.entries:
        if isinstance(entry.record, MissionFacts):
            yield entry, entry.record
