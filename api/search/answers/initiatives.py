"""Answer questions about initiatives: launch, participants, areas, parts, the next meeting; and list initiatives."""

from api.facts.initiatives import InitiativeKind
from api.lists.engine import get
from api.resources.initiatives import INITIATIVES
from api.search.answers.bounds import bound
from api.search.answers.inquiry import Inquiry, Listed, few, list_records, source_of, tell_record
from api.search.answers.mission_facts import on
from api.search.answers.participation import list_participants
from api.tables.meanings import Meaning
from api.vocabulary import RecordType, Row
from api.wording import counted, day_in_words, with_acronym

# What is asked for by the names of an indicator that counts it: not how many there are, but which.
PARTS = {"thematic_areas": "areas", "objectives": "objectives"}
PAIR = 2
FOLLOWING: tuple[Meaning, ...] = ("successor", "replaced", "after")


def find_initiative_facts(inquiry: Inquiry) -> Listed | None:
    """Answer when an initiative was launched, or who takes part in it."""
    meeting = _meeting_of_the_year(inquiry)
    initiative = meeting or the_initiative(inquiry)
    if initiative is None or (inquiry.question.times and not meeting):
        return None
    return _launch(inquiry, initiative) or list_participants(inquiry, initiative)


def _meeting_of_the_year(inquiry: Inquiry) -> Row | None:
    """Return the one ministerial meeting of a year: "the 2015 summit", "the declaration of the 2015 summit"."""
    time, kinds = inquiry.question.time, inquiry.lexicon.kinds.meanings
    if time is None or time.basis != "in":
        return None
    named = inquiry.names.meetings.get(str(time.written))
    if not inquiry.says("ministerial") and not any(
        named in one.targets for one in inquiry.proper_names
    ):
        return None
    stop_words = inquiry.lexicon.stop_words
    said = (inquiry.words_of(one) for one in inquiry.proper_names if named not in one.targets)
    is_only = all(
        tuple(word for word in words if word not in stop_words) in kinds for words in said
    )
    return get(inquiry.connection, INITIATIVES, named[1]) if named and is_only else None


def the_initiative(inquiry: Inquiry) -> Row | None:
    """Return the one initiative that is asked about."""
    initiatives = inquiry.question.subjects(RecordType.INITIATIVE)
    if len(initiatives) != 1 or len(inquiry.proper_names) != 1:
        return None
    (name,) = inquiry.proper_names
    meant = [code for type, code in name.targets if type == RecordType.INITIATIVE]
    if len(meant) > 1 and name.is_everyday:
        return None  # "Elsie" is an initiative and its fund.
    code = initiatives[0][1]
    return inquiry.once("the initiative", lambda: get(inquiry.connection, INITIATIVES, code))


def _launch(inquiry: Inquiry, initiative: Row) -> Listed | None:
    """Tell when an initiative was launched."""
    used = inquiry.places("began", "issued", "date", "initiative", "by")
    is_bare = not inquiry.question.asking and not inquiry.says("present", "still", "which")
    is_meeting = initiative["kind"] == InitiativeKind.MINISTERIAL
    is_begun = inquiry.says("began", "issued")
    is_dated = inquiry.says("date") or (is_begun and is_bare)
    is_dated |= inquiry.asks("when") and (is_begun or not is_meeting)
    if not is_dated or not initiative["launched"] or not inquiry.is_told_by(used):
        return None
    by = _launched_by(initiative) if inquiry.asks("who") else ""
    if by is None:
        return None
    return tell_record(
        INITIATIVES,
        initiative,
        f"{with_acronym(initiative)} was launched {on(initiative['launched'])}{by}.",
        source_of(initiative, "launched"),
    )


def _launched_by(initiative: Row) -> str | None:
    """Say who launched an initiative; None where no source says."""
    named = [one["who"]["name"] for one in initiative["participants"] if one["role"] == "launches"]
    return f", by {' and '.join(dict.fromkeys(named))}" if named else None


def find_areas(inquiry: Inquiry) -> Listed | None:
    """List the areas or objectives of an initiative, unless only their number is asked for."""
    initiative = the_initiative(inquiry)
    asks = inquiry.asks("list", "definition") or inquiry.says("which")
    asks |= not inquiry.question.asking
    is_counted = inquiry.asks("how_many") or inquiry.question.times
    if initiative is None or not asks or is_counted:
        return None
    used = inquiry.question.numbered | inquiry.places("which", "present", "initiative")
    for code, field in PARTS.items():
        places = inquiry.question.measure(code, inquiry.lexicon)
        labels = [str(one["label"]) for one in initiative[field]]
        if places and labels and inquiry.is_told_by(used, places):
            text = f"{with_acronym(initiative)}, {field} named in the sources held: {few(labels)}."
            return tell_record(INITIATIVES, initiative, text)
    return None


def find_next_meeting(inquiry: Inquiry) -> Listed | None:
    """Name the ministerial meeting after or before another one."""
    meeting = the_initiative(inquiry)
    later, earlier = inquiry.says(*FOLLOWING), inquiry.says("predecessor", "preceded", "before")
    if not meeting or meeting["kind"] != InitiativeKind.MINISTERIAL or later == earlier:
        return None
    used = inquiry.places("predecessor", "preceded", "before", "which", "ministerial", "past")
    used |= inquiry.places(*FOLLOWING, "held_at", "initiative")
    if inquiry.question.times or inquiry.asks("how_many") or not inquiry.is_told_by(used):
        return None
    filters = {"kind": InitiativeKind.MINISTERIAL, "launched__isnull": "false", "sort": "launched"}
    found = list_records(inquiry.connection, INITIATIVES, filters)
    codes = [one["code"] for one in found]
    if meeting["code"] not in codes:
        return None
    place = codes.index(meeting["code"]) + (1 if later else -1)
    if not 0 <= place < len(found):
        return None
    return _list([found[place]], {"code": found[place]["code"]}, "")


def find_parts(inquiry: Inquiry) -> Listed | None:
    """List the parts of an initiative, or name what it is part of."""
    initiative = the_initiative(inquiry) or _part_of_the_other(inquiry)
    places = inquiry.places("part_of", "contains")
    if initiative is None or not places or inquiry.question.times or inquiry.asks("how_many"):
        return None
    if not inquiry.is_told_by(places, inquiry.places("which", "initiative", "several_initiatives")):
        return None
    places |= inquiry.places("present") if len(inquiry.proper_names) > 1 else set()
    named_first = min(inquiry.proper_names[0].places) < max(places)
    if named_first == inquiry.says("part_of"):
        if not initiative["parent"]:
            return None
        parent = get(inquiry.connection, INITIATIVES, initiative["parent"]) or {}
        return tell_record(
            INITIATIVES,
            parent,
            f"{with_acronym(initiative)} is part of {with_acronym(parent)}.",
            source_of(initiative, "parent"),
        )
    filters = {"parent": initiative["code"]}
    found = list_records(inquiry.connection, INITIATIVES, filters)
    return _list(found, filters, f"Part of {with_acronym(initiative)}") if found else None


def _part_of_the_other(inquiry: Inquiry) -> Row | None:
    """Return the first of two initiatives, if it is part of the second: "is A4P+ part of A4P"."""
    codes = [code for _, code in inquiry.question.subjects(RecordType.INITIATIVE)]
    if len(codes) != PAIR or len(inquiry.proper_names) != PAIR:
        return None
    first = get(inquiry.connection, INITIATIVES, codes[0]) or {}
    return first if first["parent"] == codes[1] else None


def find_initiatives(inquiry: Inquiry) -> Listed | None:
    """List the initiatives of a kind or a time of launch; with a superlative the first or last of them."""
    question = inquiry.question
    kinds = inquiry.values("initiative")
    spoken = inquiry.places("initiative").union(*kinds.values())
    if not spoken or inquiry.proper_names or inquiry.asks("how_many", "where", "why", "when"):
        return None
    number, places = inquiry.question.number, inquiry.question.numbered
    wanted = question.superlatives & {"newest", "oldest"}
    used = (
        spoken
        | places
        | question.ranking
        | inquiry.places("which", "began", "several", "peacekeeping")
    )
    if question.superlatives - wanted or len(wanted) > 1 or not inquiry.is_told_by(used):
        return None
    filters = {"kind": ",".join(kinds)} if kinds else {}
    if question.times:
        bounds = bound(inquiry, "launched")
        if bounds is None:
            return None
        filters |= bounds
    if wanted:
        filters |= {"sort": "-launched" if wanted == {"newest"} else "launched"}
        filters |= {"launched__isnull": "false", "limit": str(number or 1)}
    is_listed = inquiry.says("which", "several_initiatives") or inquiry.asks("list") or wanted
    if not is_listed or not filters:
        return None
    found = list_records(inquiry.connection, INITIATIVES, filters)
    return _list(found, filters, "") if found else None


def _list(initiatives: list[Row], filters: dict[str, str], before: str) -> Listed:
    told = [
        with_acronym(one) + (f" ({day_in_words(one['launched'])})" if one["launched"] else "")
        for one in initiatives
    ]
    return Listed(
        kind="list" if len(initiatives) > 1 else "record",
        text=f"{before or counted(len(initiatives), 'initiative')}: {few(told)}.",
        records=[(RecordType.INITIATIVE, one["code"], with_acronym(one)) for one in initiatives],
        path="/v1/initiatives",
        filters=filters,
        time=filters.get("launched__gte") or filters.get("launched__lte"),
    )
