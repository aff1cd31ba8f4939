"""What one initiative is asked for: its launch, who takes part, what it is part of and what is part of it; and lists of them."""

from api.lists.engine import get
from api.resources.figures import FIGURES
from api.resources.initiatives import INITIATIVES
from api.search.bounds import bound
from api.search.listed import Inquiry, Listed, few, list_records, source_of, tell_record
from api.search.mission_facts import on
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, with_acronym

# Which figure counts those who play a part: where far more are counted than named, no list is given.
COUNTED = {
    "endorses": "endorsing_member_states",
    "champions": "champion_member_states",
    "hosts": "co_hosts",
}
OPEN = {"funds", "supports", "trains"}  # Who pays or helps is named by chance, and more may.
NAMED = 0.9
AREAS = "thematic_areas"


def find_initiative_facts(inquiry: Inquiry) -> Listed | None:
    """Tell the launch of an initiative, or who takes part in it."""
    meeting = _meeting_of_the_year(inquiry)
    initiative = meeting or the_initiative(inquiry)
    if initiative is None or (inquiry.question.times and not meeting):
        return None
    return _launch(inquiry, initiative) or _participants(inquiry, initiative)


def _meeting_of_the_year(inquiry: Inquiry) -> Row | None:
    """Return the one meeting of a year that is named by it: "the 2015 summit", "the declaration of the 2015 summit"."""
    time, kinds = inquiry.question.time, inquiry.lexicon.kinds.meanings
    if time is None or time.basis != "in":
        return None
    named = inquiry.names.meetings.get(str(time.written))
    if not inquiry.says("ministerial") and not any(
        named in one.targets for one in inquiry.mentions
    ):
        return None
    stop_words = inquiry.lexicon.stop_words
    said = (inquiry.words_of(one) for one in inquiry.mentions if named not in one.targets)
    is_only = all(
        tuple(word for word in words if word not in stop_words) in kinds for words in said
    )
    return get(inquiry.connection, INITIATIVES, named[1]) if named and is_only else None


def the_initiative(inquiry: Inquiry) -> Row | None:
    """Return the one initiative that is asked about."""
    initiatives = inquiry.question.subjects(RecordType.INITIATIVE)
    if len(initiatives) != 1 or len(inquiry.mentions) != 1:
        return None
    meant = [code for type, code in inquiry.mentions[0].targets if type == RecordType.INITIATIVE]
    if len(meant) > 1 and inquiry.mentions[0].is_everyday:
        return None  # "Elsie" is an initiative and its fund.
    return get(inquiry.connection, INITIATIVES, initiatives[0][1])


def _launch(inquiry: Inquiry, initiative: Row) -> Listed | None:
    """Tell when an initiative was launched."""
    used = inquiry.places("began", "issued", "date", "initiative")
    is_bare = not inquiry.question.asking and not inquiry.says("present", "still")
    is_dated = inquiry.says("date") or (
        inquiry.says("began", "issued") and (inquiry.asks("when") or is_bare)
    )
    if not is_dated or not initiative["launched"] or not inquiry.is_told_by(used):
        return None
    return tell_record(
        INITIATIVES,
        initiative,
        f"{with_acronym(initiative)} was launched {on(initiative['launched'])}.",
        source_of(initiative, "launched"),
    )


def _participants(inquiry: Inquiry, initiative: Row) -> Listed | None:
    """List who plays a part in an initiative, if about all are named who are counted."""
    roles = _roles(inquiry)
    if len(roles) != 1 or OPEN & {*roles} or inquiry.asks("when", "where", "why", "how_many"):
        return None
    ((role, places),) = roles.items()
    used = places | inquiry.places("which", "country", "initiative", "by", "person", "ministerial")
    only_countries = inquiry.says("country")
    is_listed = only_countries or inquiry.says("players") or inquiry.asks("who", "list")
    if not is_listed or not inquiry.is_told_by(used):
        return None
    named = [
        one["who"]
        for one in initiative["participants"]
        if one["role"] == role and (not only_countries or one["who"]["type"] == RecordType.COUNTRY)
    ]
    people = {(one["type"], one["code"]): one["name"] for one in named}
    if not people or not _is_whole(inquiry, initiative, role, len(people)):
        return None
    names = ", ".join(sorted(people.values()))
    return Listed(
        kind="list",
        text=f"{with_acronym(initiative)}: {len(people)} named in the sources held: {names}.",
        records=[(type, code, name) for (type, code), name in people.items()],
        path="/v1/initiatives",
        filters={"code": initiative["code"]},
        subjects=[f"initiative:{initiative['code']}"],
    )


def find_areas(inquiry: Inquiry) -> Listed | None:
    """Name the areas or priorities of an initiative, where not only their number is asked for."""
    initiative = the_initiative(inquiry)
    places = inquiry.question.measure(AREAS, inquiry.lexicon)
    asks = inquiry.asks("list", "definition") or inquiry.says("which")
    is_counted = inquiry.asks("how_many") or inquiry.question.times
    if initiative is None or not places or not asks or is_counted:
        return None
    used = places | inquiry.question.numbered | inquiry.places("which", "present", "initiative")
    areas = [str(one["label"]) for one in initiative["areas"]]
    if not areas or not inquiry.is_told_by(used):
        return None
    text = f"{with_acronym(initiative)}, areas named in the sources held: {few(areas)}."
    return tell_record(INITIATIVES, initiative, text)


def _roles(inquiry: Inquiry) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    words = inquiry.question.words
    for place in range(len(words)):
        length, roles = inquiry.lexicon.taking_part.at(words, place)
        places = set(range(place, place + length))
        if not places & inquiry.question.told:
            for role in roles:
                found.setdefault(role, set()).update(places)
    return found


def _is_whole(inquiry: Inquiry, initiative: Row, role: str, named: int) -> bool:
    """Say whether about as many are named as the newest figure counts."""
    indicator = COUNTED.get(role)
    if indicator is None:
        return True
    filters = {
        "subject": f"initiative:{initiative['code']}",
        "indicator": indicator,
        "latest": "true",
    }
    counted = [row["value"] for row in list_records(inquiry.connection, FIGURES, filters)]
    return named >= NAMED * max(counted, default=0)


def find_parts(inquiry: Inquiry) -> Listed | None:
    """List what is part of an initiative, or tell what it is part of."""
    initiative = the_initiative(inquiry)
    places = inquiry.places("part_of", "contains")
    if initiative is None or not places or inquiry.question.times or inquiry.asks("how_many"):
        return None
    if not inquiry.is_told_by(places, inquiry.places("which", "initiative", "several_initiatives")):
        return None
    named_first = min(inquiry.mentions[0].places) < min(places)
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


def find_initiatives(inquiry: Inquiry) -> Listed | None:
    """List the initiatives of a kind, or those launched in a time; the first or the last of them."""
    question = inquiry.question
    kinds = inquiry.values("initiative")
    spoken = inquiry.places("initiative").union(*kinds.values())
    if not spoken or inquiry.mentions or inquiry.asks("how_many", "where", "why", "when"):
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
        text=f"{before or _count(initiatives)}: {few(told)}.",
        records=[(RecordType.INITIATIVE, one["code"], with_acronym(one)) for one in initiatives],
        path="/v1/initiatives",
        filters=filters,
        time=filters.get("launched__gte") or filters.get("launched__lte"),
    )


def _count(initiatives: list[Row]) -> str:
    return f"{len(initiatives)} initiative{'' if len(initiatives) == 1 else 's'}"
