"""List the events of a time, and answer when and where an event or a ministerial meeting was."""

from api.facts.initiatives import InitiativeKind
from api.lists.engine import get
from api.resources.events import EVENTS
from api.resources.initiatives import INITIATIVES
from api.search.answers.bounds import asked_span
from api.search.answers.inquiry import Inquiry, Listed, few, list_records, source_of, tell_record
from api.vocabulary import RecordType, Row, first_day, last_day
from api.wording import counted, day_in_words

MEETINGS = ("conference", "summit", "meeting")
MINISTERIAL = InitiativeKind.MINISTERIAL


def find_events(inquiry: Inquiry) -> Listed | None:
    """List the events of a time, all of them, of one record or in a country."""
    is_asked = inquiry.asks("what_happened") or inquiry.says("event", "timeline")
    is_of_one = len(inquiry.proper_names) == 1 and not inquiry.proper_names[0].country
    is_of_all = inquiry.says("timeline") and is_of_one and not inquiry.question.times
    span = ("", "") if is_of_all else asked_span(inquiry)
    is_else = len(inquiry.proper_names) > 1 or inquiry.asks("how_many", "why")
    if not is_asked or span is None or is_else:
        return None
    used = inquiry.places("event", "timeline", "which", "peacekeeping", "about")
    if not inquiry.is_told_by(used):
        return None
    first, last = span
    if first is None or last is None:
        return None
    filters = {"started__gte": first, "started__lte": last} if first else {}
    for mention in inquiry.proper_names:
        if mention.country:
            filters["country"] = inquiry.names.iso3.get(mention.country, "")
        else:
            type, code = mention.targets[0]
            filters["subject"] = f"{type}:{code}"
    if "" in filters.values():
        return None
    found = [one for one in list_records(inquiry.connection, EVENTS, filters) if one["started"]]
    precise = [one for one in found if not first or _lies_in(one["started"], first, last)]
    if len(precise) < len(found):  # Of a year alone it is not known whether it was in that month.
        filters = {"code": ",".join(one["code"] for one in precise)}
    return _list(precise, filters) if precise else None


def _lies_in(written: str, first: str, last: str) -> bool:
    return first_day(written) >= first_day(first) and last_day(written) <= last_day(last)


def find_event_facts(inquiry: Inquiry) -> Listed | None:
    """Answer when or where an event was, or what it was."""
    is_placed = inquiry.says("which") and inquiry.says("city", "country")
    is_told = inquiry.asks("when", "where", "what_happened", "definition", "said")
    is_told |= inquiry.says("date")
    is_told = is_told and not inquiry.says("successor")  # "What came after Berlin".
    event, used = _the_event(inquiry) if is_told or is_placed else (None, set())
    used = used | inquiry.places("held_at", "date", "event", "which", "city", "country", "began")
    used |= inquiry.places(
        "past", "issued", "peacekeeping", "about", "meaning", "resolution", "present", "still"
    )
    if event is None or not inquiry.is_told_by(used):
        return None
    days = " to ".join(day_in_words(one) for one in (event["started"], event["ended"]) if one)
    asks_where = inquiry.asks("where") or inquiry.says("city", "country")
    if not (event["place"] if asks_where else days):
        return None
    said = ", ".join(filter(None, [event["place"], days] if asks_where else [days, event["place"]]))
    source = source_of(event, "place" if asks_where else "started")
    if inquiry.asks("definition", "what_happened", "said") and not asks_where and event["summary"]:
        said = f"{said}. {event['summary'].rstrip('.')}"
    return tell_record(EVENTS, event, f"{event['name']}: {said}.", source)


def _the_event(inquiry: Inquiry) -> tuple[Row | None, set[int]]:
    """Return the event that is asked about, and the places of words for it that are not taken."""
    events = inquiry.question.subjects(RecordType.EVENT)
    initiatives = inquiry.question.subjects(RecordType.INITIATIVE)
    meeting = inquiry.places("ministerial")
    if len(events) == 1 and len(inquiry.proper_names) == 1:
        event = get(inquiry.connection, EVENTS, events[0][1])
        times = inquiry.question.times
        is_then = event and all(time.holds(event["started"]) for time in times)
        return (event if is_then else None), meeting
    if len(initiatives) == 1 and len(inquiry.proper_names) == 1 and not inquiry.question.times:
        code = initiatives[0][1]
        record = get(inquiry.connection, INITIATIVES, code) or {}
        is_meeting = record["kind"] == MINISTERIAL
        return (_meeting_of(inquiry, code), meeting) if is_meeting else (None, meeting)
    if meeting and not inquiry.proper_names:
        return _meeting_in(inquiry), meeting | inquiry.question.ranking
    return None, set()


def _meeting_of(inquiry: Inquiry, initiative: str) -> Row | None:
    filters = {"subject": f"initiative:{initiative}", "kind": ",".join(MEETINGS)}
    found = list_records(inquiry.connection, EVENTS, filters)
    return found[0] if len(found) == 1 else None


def _meeting_in(inquiry: Inquiry) -> Row | None:
    """Return the ministerial meeting of a time, or the first or last one."""
    filters = {"kind": MINISTERIAL, "sort": "-launched", "limit": "2"}
    superlatives = inquiry.question.superlatives
    if superlatives and not inquiry.question.times:
        if superlatives not in ({"newest"}, {"oldest"}):
            return None
        sort = "-launched" if superlatives == {"newest"} else "launched"
        filters |= {"sort": sort, "limit": "1"}
    else:
        span = asked_span(inquiry)
        if span is None or None in span:
            return None
        filters |= {"launched__gte": str(span[0]), "launched__lte": str(span[1])}
    found = list_records(inquiry.connection, INITIATIVES, filters)
    return _meeting_of(inquiry, found[0]["code"]) if len(found) == 1 else None


def _list(events: list[Row], filters: dict[str, str]) -> Listed:
    told = [f"{one['name']} ({day_in_words(one['started'])})" for one in events]
    return Listed(
        kind="list",
        text=f"{counted(len(events), 'event')} held: {few(told)}.",
        records=[(RecordType.EVENT, one["code"], one["name"]) for one in events],
        path="/v1/events",
        filters=filters,
        time=filters.get("started__gte") or filters.get("started__lte"),
    )
