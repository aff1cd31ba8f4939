"""List the missions with headquarters in a town."""

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.missions import MissionStatus
from api.lists.statements import once
from api.questions.phrases import Phrases
from api.search.answers.inquiry import Inquiry, Listed
from api.search.answers.missions import list_missions, list_of
from api.tables.missions import MissionRow


def find_by_seat(inquiry: Inquiry) -> Listed | None:
    """List the missions with headquarters in a town, in the present tense ongoing ones alone."""
    if not inquiry.says("headquarters", "seat") or not inquiry.says("mission"):
        return None
    seats, words = _seats(inquiry.connection), inquiry.question.words
    found = [(*seats.at(words, place), place) for place in range(len(words))]
    places = {n for length, _, place in found for n in range(place, place + length)}
    codes = {code for _, codes, _ in found for code in codes}
    others = [one for one in inquiry.proper_names if not one.places <= places]
    used = places | inquiry.places("headquarters", "seat", "mission", "which", "present", "past")
    used = used.union(inquiry.places("ran"), inquiry.mission_words)
    if not codes or others or inquiry.question.times or not inquiry.is_told_by(used):
        return None
    filters = {"code": ",".join(sorted(codes))}
    if inquiry.says("present") and not inquiry.says("past"):
        filters["status"] = MissionStatus.ONGOING
    missions = list_missions(inquiry, filters)
    return list_of(missions, filters) if missions else None


def _seats(connection: Connection) -> Phrases[str]:
    """Return the index of the towns of headquarters, with the codes of the missions."""

    def read() -> Phrases[str]:
        found: Phrases[str] = Phrases()
        statement = select(col(MissionRow.code), col(MissionRow.headquarters))
        for code, headquarters in connection.execute(statement.order_by(MissionRow.code)):
            towns = (headquarters or "").partition(" (")[0].split(" and ")
            for town in filter(None, towns):
                found.add(town, code)
        return found

    return once(connection, ("headquarters of missions",), read)
