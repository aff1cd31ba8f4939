"""Answer when a body of the UN began or ended, and what its successor or predecessor is."""

from api.lists.engine import get
from api.resources.organisations import ORGANISATIONS
from api.search.answers.inquiry import Inquiry, Listed, source_of, tell_record
from api.search.answers.mission_facts import on
from api.search.answers.succession import direction
from api.vocabulary import RecordType, Row
from api.wording import with_acronym

PAIR = 2  # "When did the one become the other".


def find_organisation_facts(inquiry: Inquiry) -> Listed | None:
    """Answer when one body began or ended, or what came after or before it."""
    bodies = inquiry.question.subjects(RecordType.ORGANISATION)
    if not bodies or len(bodies) != len(inquiry.proper_names) or len(bodies) > PAIR:
        return None
    if inquiry.question.times or inquiry.asks("how_many", "why", "where", "list"):
        return None
    body = get(inquiry.connection, ORGANISATIONS, bodies[0][1]) or {}
    if len(bodies) == PAIR:
        other = get(inquiry.connection, ORGANISATIONS, bodies[1][1]) or {}
        return _became(inquiry, body, other)
    return _followed(inquiry, body) or _dates(inquiry, body)


def _became(inquiry: Inquiry, body: Row, other: Row) -> Listed | None:
    """Answer when one body became the other."""
    used = inquiry.places("preceded", "replaced", "past", "by", "date")
    is_dated = inquiry.asks("when") or inquiry.says("date")
    if not is_dated or not inquiry.is_told_by(used) or not inquiry.says("preceded", "replaced"):
        return None
    earlier, later = (body, other) if other["code"] in body["successors"] else (other, body)
    if later["code"] not in earlier["successors"] or not later["started"]:
        return None
    text = (
        f"{with_acronym(later)} took the place of {with_acronym(earlier)} {on(later['started'])}."
    )
    return tell_record(ORGANISATIONS, later, text, source_of(later, "started", "predecessors"))


def _followed(inquiry: Inquiry, body: Row) -> Listed | None:
    """Name the successor or predecessor of a body, if there is only one."""
    used = inquiry.places("replaced", "preceded", "successor", "predecessor", "which", "by")
    used |= inquiry.places("past", "present", "after", "before", "passive", "date", "versus")
    field = direction(inquiry)
    codes = body[field] if field else []
    if len(codes) != 1 or inquiry.asks("who") or not inquiry.is_told_by(used):
        return None
    found = get(inquiry.connection, ORGANISATIONS, codes[0]) or {}
    if inquiry.asks("when") and (field == "predecessors" or not found["started"]):
        return None
    came = "After" if field == "successors" else "Before"
    when = f" ({on(found['started'])})" if found["started"] and came == "After" else ""
    text = f"{came} {with_acronym(body)} came {with_acronym(found)}{when}."
    return tell_record(ORGANISATIONS, found, text, source_of(body, field or "name"))


def _dates(inquiry: Inquiry, body: Row) -> Listed | None:
    """Answer when a body began or ended."""
    began, ended = inquiry.places("began"), inquiry.places("ended")
    if not inquiry.asks("when") or bool(began) == bool(ended):
        return None
    if not inquiry.is_told_by(began, ended, inquiry.places("past", "passive")):
        return None
    field, verb = ("started", "began") if began else ("ended", "ended")
    if not body[field]:
        return None
    text = f"{with_acronym(body)} {verb} {on(body[field])}."
    return tell_record(ORGANISATIONS, body, text, source_of(body, field))
